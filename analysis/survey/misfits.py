"""Where a codebook and a data file do not fit each other, and what makes them fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.errors import Message, SurveyError
from analysis.survey.codebook import Answer, Codebook
from analysis.survey.numbers import plain_number

_MOST_TOLD = 10
_MOST_NAMED = 8
_MOST_TEXTS = 20


class UnknownAnswersError(SurveyError):
    """Cells of a closed question that hold none of its answers.

    found: their distinct texts with how often each occurs; empty where there are over twenty, which is no code.
    """

    found: tuple[tuple[str, int], ...] = ()

    def having(self, found: Sequence[tuple[str, int]]) -> UnknownAnswersError:
        """The same error, knowing which texts it is about."""
        self.found = tuple(found) if len(found) <= _MOST_TEXTS else ()
        return self


class MisfitKind(StrEnum):
    """What does not fit."""

    ABSENT = "absent"
    """The codebook names a column that the file does not have."""
    ANSWERS = "answers"
    """The column holds answers that the codebook does not know."""


@dataclass(frozen=True)
class Misfit:
    """One column for which codebook and file differ; the message says where and what to do.

    found: the texts that are no answer, with how often each occurs (see `UnknownAnswersError`).
    """

    kind: MisfitKind
    column: str
    message: Message
    found: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class UnknownCode:
    """A text that is no answer in some columns, and may stand for a missing one there.

    text: a number without needless decimals, or the text as found. cells: in how many cells of these columns.
    """

    text: str
    columns: tuple[str, ...]
    cells: int


class CodebookMisfitError(SurveyError):
    """A codebook that does not fit the file; `misfits` lists every column concerned, in the codebook's order of kinds.

    The sentence tells all of them; those beyond the first ten stand in `misfits` only.
    """

    def __init__(self, message: Message, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(message.template, **message.values)
        self.misfits = misfits

    @property
    def codes(self) -> tuple[UnknownCode, ...]:
        """What may be codes for a missing answer: numbers, and texts in several columns; in most columns first."""
        codes = _unknown_codes(self.misfits)
        return tuple(code for code in codes if len(code.columns) > 1 or plain_number(code.text) is not None)

    def __reduce__(self) -> tuple[object, ...]:
        return CodebookMisfitError, (self.message, self.misfits)


def declare_missing(codebook: Codebook, columns: Sequence[str], text: str) -> Codebook:
    """The codebook in which a text stands for a missing answer in these columns.

    SurveyError where the codebook lacks a column, or has no place for the text (`|` and `=` are signs of its own).
    """
    if {"|", "="} & set(text):
        raise SurveyError(
            'Het codeboek heeft geen plaats voor "{text}": de tekens | en = scheiden daarin de antwoorden. Verbeter de '
            "cellen in het bestand.",
            text=text,
        )
    code = Answer(text, f"ontbrekend ({text})")
    entries = [codebook[column] for column in columns]
    return codebook.with_entries(*(replace(entry, missing=(*entry.missing, code)) for entry in entries))


def misfit_error(absent: Sequence[Message], misfits: Sequence[Misfit]) -> CodebookMisfitError:
    """The error for these misfits. absent: what its sentence says of columns that the file lacks."""
    told = [*absent, *_told_together([misfit for misfit in misfits if misfit.kind is MisfitKind.ANSWERS])]
    assert told, "an error has something to say"
    if len(told) == 1:
        return CodebookMisfitError(told[0], tuple(misfits))
    message = Message(
        "Het codeboek past bij {count} kolommen niet bij het bestand. {list}",
        {"count": len(misfits), "list": _joined(told)},
    )
    return CodebookMisfitError(message, tuple(misfits))


def _unknown_codes(misfits: Sequence[Misfit]) -> tuple[UnknownCode, ...]:
    columns: dict[str, list[str]] = {}
    cells: Counter[str] = Counter()
    for misfit in misfits:
        for text, count in misfit.found:
            number = plain_number(text)
            code = text.strip() if number is None else f"{number:.15g}"
            if misfit.column not in columns.setdefault(code, []):
                columns[code].append(misfit.column)
            cells[code] += count
    codes = [UnknownCode(text, tuple(named), cells[text]) for text, named in columns.items()]
    return tuple(sorted(codes, key=lambda code: (-len(code.columns), -code.cells)))


def _told_together(misfits: Sequence[Misfit]) -> list[Message]:
    """What several columns have in common once, with the columns; then what is the matter with single ones."""
    shared = [code for code in _unknown_codes(misfits) if len(code.columns) > 1]
    known = {code.text for code in shared}
    told = []
    for code in shared:
        named = ", ".join(code.columns[:_MOST_NAMED])
        values = {"value": code.text, "count": len(code.columns), "columns": named, "cells": code.cells}
        if (more := len(code.columns) - _MOST_NAMED) > 0:
            message = Message(
                '"{value}" is geen van de antwoorden in {count} kolommen: {columns} en nog {more} ({cells} cellen). '
                "Neem de waarde aan als ontbrekend, of verbeter de cellen.",
                values | {"more": more},
            )
        else:
            message = Message(
                '"{value}" is geen van de antwoorden in {count} kolommen: {columns} ({cells} cellen). Neem de waarde '
                "aan als ontbrekend, of verbeter de cellen.",
                values,
            )
        told.append(message)
    alone = [m for m in misfits if not m.found or {code.text for code in _unknown_codes([m])} - known]
    return [*told, *(misfit.message for misfit in alone)]


def _joined(told: Sequence[Message]) -> Message:
    """Messages one after the other, as one message that can be translated."""
    shown = told[:_MOST_TOLD]
    joined = shown[-1]
    if more := len(told) - len(shown):
        joined = Message("{sentence} En nog {count} andere.", {"sentence": joined, "count": more})
    for message in reversed(shown[:-1]):
        joined = Message("{sentence} Verder: {next}", {"sentence": message, "next": joined})
    return joined
