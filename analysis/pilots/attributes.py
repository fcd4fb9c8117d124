"""What the columns of a pilots file mean, how their text becomes a value, and the figures derived from them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from analysis.errors import PilotsError

Language = Literal["nl", "en"]

# What a filled cell holds: a number, a text or a code, or several names or codes. An unknown cell holds nothing.
Value = int | float | str | tuple[str, ...]

LIST_SEPARATOR = "|"
_LARGEST = 10**12  # beyond any number of pupils or euros; a slip of the keys, not a budget
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
# 1.143 is eleven hundred in Dutch and little more than one in English: refused, because either guess can be wrong.
_GROUPED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[.,]\d{3})+")


class Kind(StrEnum):
    """What sort of value a column holds; the strings are those of the codebook file."""

    NAMES = "names"  # proper names, in no particular order and the same in every language
    TEXT = "text"  # free text
    CHOICE = "choice"  # one code of the answers
    CHOICES = "choices"  # one or more codes of the answers
    COUNT = "count"  # whole number, 0 or more
    NUMBER = "number"  # number, 0 or more
    SHARE = "share"  # part of a whole, 0 to 1
    MONEY = "money"  # euro, 0 or more
    YEAR = "year"

    @property
    def is_numeric(self) -> bool:
        return self in {Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.YEAR}

    @property
    def is_list(self) -> bool:
        return self in {Kind.NAMES, Kind.CHOICES}

    @property
    def dtype(self) -> str:
        """The pandas dtype of a column of this kind; unknown is `pd.NA` in each of them."""
        if self in {Kind.COUNT, Kind.YEAR}:
            return "Int64"
        if self.is_numeric:
            return "Float64"
        return "object" if self.is_list else "string"

    @property
    def range(self) -> tuple[int, int]:
        """The lowest and highest number that a numeric column of this kind can hold."""
        if self is Kind.YEAR:
            return 1900, 2100
        return (0, 1) if self is Kind.SHARE else (0, _LARGEST)


@dataclass(frozen=True)
class _Place:
    """Where a cell stands in its file, for the sentence that says what is wrong with it."""

    column: str
    row: int


@dataclass(frozen=True)
class Attribute:
    """One column of a pilots file, as its codebook describes it.

    `comparable` says that numbers of different pilots may stand beside each other in one picture;
    `comparable_within` names the attribute that must then be the same (a share of which budget, an amount in which
    year). `ordered` says that the answers of a choice run from little to much, in the order of `answers`. `answers` and
    `answers_en` map the codes of a choice to their labels, in their order.
    """

    name: str
    kind: Kind
    labels: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    units: Mapping[Language, str]
    comparable: bool
    comparable_within: str | None
    ordered: bool
    answers: Mapping[str, str]
    answers_en: Mapping[str, str]

    def label(self, language: Language = "nl") -> str:
        return self.labels[language]

    def description(self, language: Language = "nl") -> str:
        return self.descriptions[language]

    def unit(self, language: Language = "nl") -> str:
        """The unit in words, or an empty text where a number has none."""
        return self.units[language]

    def answer(self, code: str, language: Language = "nl") -> str:
        """The label of one code of a choice."""
        return (self.answers if language == "nl" else self.answers_en)[code]

    def parse(self, text: str, *, column: str, row: int) -> Value | None:
        """The value that a cell's text stands for, or None where the cell is empty.

        Numbers may have a decimal point or comma, shares also a per cent sign (`60%` is 0.6); the answers of a choice
        may be given as code or as label, in any case. Raises PilotsError, naming column and row, for any other text.
        """
        text = text.strip()
        if not text:
            return None
        if self.kind is Kind.TEXT:
            return text
        where = _Place(column, row)
        if self.kind is Kind.CHOICE:
            return self._code(text, where)
        if self.kind.is_list:
            return self._several(text, where)
        return self._number(text, where)

    def _code(self, text: str, where: _Place) -> str:
        wanted = text.casefold()
        for code in self.answers:
            if wanted in {code.casefold(), self.answers[code].casefold(), self.answers_en[code].casefold()}:
                return code
        raise PilotsError(
            "Kolom {column}, rij {row}: {value} is hier geen antwoord. Kies uit: {answers}.",
            column=where.column,
            row=where.row,
            value=text,
            answers=", ".join(self.answers),
        )

    def _several(self, text: str, where: _Place) -> tuple[str, ...] | None:
        parts = [part.strip() for part in text.split(LIST_SEPARATOR) if part.strip()]
        if self.kind is Kind.CHOICES:
            # Their order in the file says nothing; in the codebook's order equal answers are equal values.
            parts = sorted((self._code(part, where) for part in parts), key=list(self.answers).index)
        for part in parts:
            if parts.count(part) > 1:
                raise PilotsError(
                    "Kolom {column}, rij {row}: {value} staat er meer dan eens. Noem het één keer.",
                    column=where.column,
                    row=where.row,
                    value=part,
                )
        return tuple(parts) or None

    def _number(self, text: str, where: _Place) -> int | float:
        is_percentage = self.kind is Kind.SHARE and text.endswith("%")
        bare = text.removesuffix("%").rstrip() if is_percentage else text
        if self.kind is not Kind.SHARE and _GROUPED_THOUSANDS.fullmatch(bare):
            raise PilotsError(
                "Kolom {column}, rij {row}: van {value} is niet te zeggen of het duizendtallen of decimalen zijn. "
                "Schrijf het getal zonder punten tussen de duizendtallen, of met een ander aantal decimalen.",
                column=where.column,
                row=where.row,
                value=text,
            )
        if not _NUMBER.fullmatch(bare):
            raise PilotsError(
                "Kolom {column}, rij {row}: {value} is geen getal. Schrijf alleen het getal, of laat de cel leeg als "
                "het niet bekend is.",
                column=where.column,
                row=where.row,
                value=text,
            )
        number = float(bare.replace(",", ".")) / (100 if is_percentage else 1)
        lowest, highest = self.kind.range
        if not lowest <= number <= highest:
            raise PilotsError(
                "Kolom {column}, rij {row}: {value} ligt niet tussen {lowest} en {highest}. Verbeter het getal; een "
                "aandeel is een getal van 0 tot en met 1, of een percentage met %-teken.",
                column=where.column,
                row=where.row,
                value=text,
                lowest=lowest,
                highest=highest,
            )
        if self.kind.dtype != "Int64":
            return number
        if not number.is_integer():
            raise PilotsError(
                "Kolom {column}, rij {row}: {value} is geen heel getal. Schrijf een getal zonder decimalen.",
                column=where.column,
                row=where.row,
                value=text,
            )
        return int(number)


@dataclass(frozen=True)
class Ratio:
    """A derived figure: `factor` × numerator / denominator, both being numeric attributes of a pilot."""

    name: str
    numerator: str
    denominator: str
    factor: float
    labels: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    units: Mapping[Language, str]

    def label(self, language: Language = "nl") -> str:
        return self.labels[language]

    def description(self, language: Language = "nl") -> str:
        return self.descriptions[language]

    def unit(self, language: Language = "nl") -> str:
        return self.units[language]

    @property
    def parts(self) -> tuple[str, str]:
        return self.numerator, self.denominator
