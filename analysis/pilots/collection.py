"""A set of pilots: their values, where each value comes from, and where the source contradicts itself."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.pilots.attributes import Attribute, Kind, Language, Ratio, Value


class Basis(StrEnum):
    """What a value rests on; the strings are those of the sources file."""

    STATED = "feit"  # the source says so
    JUDGEMENT = "oordeel"  # an opinion of the source's writers
    INFERRED = "afgeleid"  # follows from a definition in the source, which does not say it of this pilot


@dataclass(frozen=True)
class Provenance:
    """Where one value comes from.

    `sections` name document and section (`000 §3.1.2`); `approximate` is true where the source says "about"; the note
    (empty where there is none) adds what the value alone would hide.
    """

    pilot: str
    attribute: str
    sections: tuple[str, ...]
    basis: Basis
    approximate: bool
    notes: Mapping[Language, str]

    def note(self, language: Language = "nl") -> str:
        return self.notes[language]


@dataclass(frozen=True)
class Statement:
    """One of the things that a source says about an attribute on which it contradicts itself."""

    value: Value
    section: str
    wordings: Mapping[Language, str]

    def wording(self, language: Language = "nl") -> str:
        return self.wordings[language]


@dataclass(frozen=True)
class Contradiction:
    """Statements of one source about one attribute of one pilot that cannot all be true."""

    pilot: str
    attribute: str
    statements: tuple[Statement, ...]
    explanations: Mapping[Language, str]

    def explanation(self, language: Language = "nl") -> str:
        """Why no choice can be made between the statements."""
        return self.explanations[language]

    @property
    def values(self) -> tuple[Value, ...]:
        """The different values stated, each once, in the order of the statements."""
        return tuple(dict.fromkeys(statement.value for statement in self.statements))


@dataclass(frozen=True, eq=False)
class Pilots:
    """Pilots by attribute, backed by one DataFrame.

    `frame` has one row per pilot (index: its name) and one column per attribute of the codebook: Int64 or Float64 for
    numbers, string for texts and codes, tuples for lists; `pd.NA` where nothing is stated. Shares run from 0 to 1,
    money is in euro. Where the source contradicts itself the frame holds the value of the source's overview of the
    pilot, by fixed rule and not because it would be the right one: `contradiction()` has all statements. `own_names`
    are the pilots that the user added: what they say has no source.
    """

    frame: pd.DataFrame
    attributes: tuple[Attribute, ...]
    ratios: tuple[Ratio, ...]
    provenances: Mapping[tuple[str, str], Provenance]
    contradictions: tuple[Contradiction, ...]
    english_texts: Mapping[tuple[str, str], str]
    own_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(name) for name in self.frame.index)

    def attribute(self, name: str) -> Attribute:
        """The codebook entry of one column; KeyError where there is no such column."""
        for attribute in self.attributes:
            if attribute.name == name:
                return attribute
        raise KeyError(name)

    def value(self, pilot: str, attribute: str) -> Value | None:
        """The value as a plain Python object, or None where nothing is stated."""
        return self._columns[attribute][pilot]

    @functools.cached_property
    def _columns(self) -> dict[str, dict[str, Value | None]]:
        """Every value as a plain object: a screen asks for thousands, for which cells of a frame are slow."""
        whole = {entry.name for entry in self.attributes if entry.kind.dtype == "Int64"}
        return {
            str(name): {str(pilot): _plain(cell, whole=name in whole) for pilot, cell in column.items()}
            for name, column in self.frame.items()
        }

    def text(self, pilot: str, attribute: str, language: Language = "nl") -> str | None:
        """A value of words in the language asked for (labels of codes, lists joined by commas); None where not stated.

        A free text without a translation is given as it is. Numbers have no text here, since how they are written is
        for the display to decide: ValueError.
        """
        entry = self.attribute(attribute)
        if entry.kind.is_numeric:
            raise ValueError(f"{attribute} is a number")
        value = self.value(pilot, attribute)
        if value is None:
            return None
        if entry.kind is Kind.TEXT:
            return self.english_texts.get((pilot, attribute), str(value)) if language == "en" else str(value)
        words = value if isinstance(value, tuple) else (str(value),)
        if entry.kind in {Kind.CHOICE, Kind.CHOICES}:
            words = tuple(entry.answer(code, language) for code in words)
        return ", ".join(words)

    def provenance(self, pilot: str, attribute: str) -> Provenance | None:
        """Where a value comes from, or None where nothing is stated or the file came without sources."""
        return self.provenances.get((pilot, attribute))

    def source(self, pilot: str, attribute: str) -> str | None:
        """The section or sections of the source, such as `000 §3.1.2` or `000 §2.1.1, 000 §3.1.3`; None as above."""
        provenance = self.provenance(pilot, attribute)
        return ", ".join(provenance.sections) if provenance else None

    def contradiction(self, pilot: str, attribute: str) -> Contradiction | None:
        """The conflicting statements about a value, or None where the source agrees with itself."""
        for contradiction in self.contradictions:
            if (contradiction.pilot, contradiction.attribute) == (pilot, attribute):
                return contradiction
        return None

    def stated_values(self, pilot: str, attribute: str) -> tuple[Value, ...]:
        """Every different value that the source states: none, one, or more where it contradicts itself."""
        contradiction = self.contradiction(pilot, attribute)
        if contradiction:
            return contradiction.values
        value = self.value(pilot, attribute)
        return () if value is None else (value,)


def _plain(cell: Any, *, whole: bool) -> Value | None:
    if isinstance(cell, tuple | str):
        return cell
    if pd.isna(cell):
        return None
    return int(cell) if whole else float(cell)
