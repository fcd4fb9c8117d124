"""Where a codebook and a data file do not fit each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import Message, SurveyError

_MOST_TOLD = 10


class MisfitKind(StrEnum):
    """What does not fit."""

    ABSENT = "absent"
    """The codebook names a column that the file does not have."""
    ANSWERS = "answers"
    """The column holds answers that the codebook does not know."""


@dataclass(frozen=True)
class Misfit:
    """One column for which codebook and file differ; the message says where and what to do."""

    kind: MisfitKind
    column: str
    message: Message


class CodebookMisfitError(SurveyError):
    """A codebook that does not fit the file; `misfits` lists every column concerned, in the codebook's order of kinds.

    The sentence tells all of them; those beyond the first ten stand in `misfits` only.
    """

    def __init__(self, message: Message, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(message.template, **message.values)
        self.misfits = misfits

    def __reduce__(self) -> tuple[object, ...]:
        return CodebookMisfitError, (self.message, self.misfits)


def misfit_error(told: Sequence[Message], misfits: Sequence[Misfit]) -> CodebookMisfitError:
    """The error for these misfits. told: what its sentence says of them, one message or more."""
    assert told, "an error has something to say"
    if len(told) == 1:
        return CodebookMisfitError(told[0], tuple(misfits))
    message = Message(
        "Het codeboek past bij {count} kolommen niet bij het bestand. {list}",
        {"count": len(misfits), "list": _joined(told)},
    )
    return CodebookMisfitError(message, tuple(misfits))


def _joined(told: Sequence[Message]) -> Message:
    """Messages one after the other, as one message that can be translated."""
    shown = told[:_MOST_TOLD]
    joined = shown[-1]
    if more := len(told) - len(shown):
        joined = Message("{sentence} En nog {count} andere.", {"sentence": joined, "count": more})
    for message in reversed(shown[:-1]):
        joined = Message("{sentence} Verder: {next}", {"sentence": message, "next": joined})
    return joined
