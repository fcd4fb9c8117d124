"""Numbers as people type them: decimal comma or point, thousands separators, and what to do when either is possible."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

DecimalSign: TypeAlias = Literal[",", "."]
ThousandsSign: TypeAlias = Literal[",", ".", " ", "'"]


class _Form(StrEnum):
    """How one text could be a number. Three digits after a single sign can be decimals or thousands."""

    INTEGER = "integer"
    COMMA_DECIMAL = "comma decimal"
    POINT_DECIMAL = "point decimal"
    COMMA_UNCLEAR = "1,234"
    POINT_UNCLEAR = "1.234"


_SIGN = "[+-]?"
_INTEGER = re.compile(rf"{_SIGN}[0-9]+")
_UNCLEAR = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}([.,])[0-9]{{3}}")
_PLAIN = re.compile(rf"{_SIGN}(?:[0-9]+([.,])[0-9]*|([.,])[0-9]+)(?:[eE]{_SIGN}[0-9]+)?")
_EXPONENT = re.compile(rf"{_SIGN}[0-9]+[eE]{_SIGN}[0-9]+")
_SPACED = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?: [0-9]{{3}})+(?:([.,])[0-9]+)?")
_DASHES = ("-", "–", "—")
_WHOLE_EUROS = re.compile(r"^([0-9][0-9.,]*)([.,])[-–—]{1,2}$")
_GROUPED_BY_APOSTROPHE = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:['’][0-9]{{3}})+(?:[.,][0-9]+)?")
_GROUPED_BY_POINT = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:(?:\.[0-9]{{3}})+,[0-9]+|(?:\.[0-9]{{3}}){{2,}})")
_GROUPED_BY_COMMA = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}(?:(?:,[0-9]{{3}})+\.[0-9]+|(?:,[0-9]{{3}}){{2,}})")


_DIGITS_FOUR = re.compile(rf"{_SIGN}[0-9]{{4}}")
_BRACKETED = re.compile(r"\([0-9][0-9.,' ’]*\)")
_LARGEST_EXACT = 2**53
_UNITS = {
    "jaar": ("jaar", "jaren", "jr", "year", "years", "yrs", "yr"),
    "maand": ("maand", "maanden", "mnd", "mnden", "month", "months"),
    "week": ("week", "weken", "wk", "wkn", "weeks"),
    "dag": ("dag", "dagen", "day", "days"),
    "uur": ("uur", "uren", "hour", "hours"),
    "minuut": ("minuut", "minuten", "min", "minute", "minutes"),
    "euro": ("euro", "euros", "eur"),
    "fte": ("fte",),
    "leerling": ("leerling", "leerlingen", "leerl", "lln", "ll", "pupil", "pupils"),
}
#: The unit that a word such as *uren* or *jr* stands for.
UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_MEASURED = re.compile(
    rf"({_SIGN}[0-9][0-9.,]*) ?({'|'.join(sorted(UNIT_OF, key=len, reverse=True))})\.?", re.IGNORECASE
)
_MOST_LABELS = 8
"""So many texts that all have a unit can be the answers of a closed question: *1 jaar*, *2 jaar*, *3 jaar*."""


@dataclass(frozen=True)
class NumberReading:
    """The numbers read from a column's distinct texts.

    `values` has one entry for each text: the number, or None where the text is none. `decimal` is the sign that the
    column's own numbers show (None: they show none), `mixed` whether both signs occur as decimals, `unclear` the texts
    such as `1.234` that nothing in the column decides. `thousands` are the texts such as `1.234` that are thousands
    because other numbers have a decimal comma, in a column where no number shows beyond doubt that it groups thousands.
    `doubtful` are all texts such as `1.234`, whatever decided. `percent` are the texts whose percent sign was passed
    over, `apostrophes` those whose apostrophe was taken for a sign between thousands, `measured` those behind which a
    unit was passed over (`7 jaar`); in these cases unasked.
    """

    values: tuple[float | None, ...]
    decimal: DecimalSign | None
    mixed: bool
    unclear: tuple[str, ...]
    thousands: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    percent: tuple[str, ...] = ()
    apostrophes: tuple[str, ...] = ()
    measured: tuple[str, ...] = ()


class Stranger(StrEnum):
    """A sign in some of a column's numbers that keeps the column from being read as numbers."""

    PERCENT = "percent"
    APOSTROPHE = "apostrophe"
    BRACKETS = "brackets"
    """Bookkeepers write a negative number so; others a note, a year or a code."""
    UNIT = "unit"
    """Years and months in one column are no numbers that go together."""


def plain_number(text: str) -> float | None:
    """The number in a text without thousands separators (`4`, `4,0`, `4.0`, `-1`), or None."""
    if is_digits(text):
        return _finite(text)
    text = _tidy(text)
    if not (_INTEGER.fullmatch(text) or _PLAIN.fullmatch(text)):
        return None
    return _finite(text.replace(",", "."))


def may_be_thousands(text: str) -> bool:
    """Whether a text such as `1.234` can be a thousand as well as a decimal number."""
    return _UNCLEAR.fullmatch(_tidy(text)) is not None


def decimal_votes(texts: Iterable[str]) -> Counter[DecimalSign]:
    """How many of the texts can only be numbers with a decimal comma, and how many only with a decimal point."""
    votes: Counter[DecimalSign] = Counter()
    for text in texts:
        if "," not in text and "." not in text:  # most are whole numbers, and there may be a million of them
            continue
        match _form(_tidy(text).removesuffix("%").rstrip()):
            case _Form.COMMA_DECIMAL:
                votes[","] += 1
            case _Form.POINT_DECIMAL:
                votes["."] += 1
    return votes


def read_numbers(
    texts: Sequence[str],
    fallback: DecimalSign,
    certain: DecimalSign | None = None,
    grouped_by: ThousandsSign | None = None,
) -> NumberReading:
    """Read a column's distinct texts as numbers, with the decimal sign that the column itself shows.

    A text as `1.234` is read by the other numbers of the column; where these show no sign, or both, by `fallback`
    (the file's own habit), and it is reported as unclear. certain: the sign of such texts where it is known, because
    the file's format or the codebook fixes it. grouped_by: the sign between thousands that the codebook names. A
    percent sign is passed over where all texts have it (`45%` is 45), an apostrophe between thousands where all numbers
    of four digits and more have it, and a unit of time, money or pupils (`7 jaar`) where there is one only.
    """
    tidy = [_tidy(text) for text in texts]
    measured = _measured(tidy)
    if len(measured) == 1 and (any(map(_form, tidy)) or len(tidy) > _MOST_LABELS):
        tidy = [found[1] if (found := _MEASURED.fullmatch(text)) else text for text in tidy]
    else:
        measured = {}
    percent: tuple[str, ...] = ()
    if tidy and all(text.endswith("%") for text in tidy):
        percent, tidy = tuple(texts), [text[:-1].rstrip() for text in tidy]
    grouped = [text for text in tidy if _has_apostrophe(text)]
    if grouped and (grouped_by == "'" or _grouped_throughout(tidy, grouped)):
        tidy = [re.sub("['’]", "", text) if _GROUPED_BY_APOSTROPHE.fullmatch(text) else text for text in tidy]
    else:
        grouped = []
    forms = [_form(text) for text in tidy]
    comma, point = _Form.COMMA_DECIMAL in forms, _Form.POINT_DECIMAL in forms
    own: DecimalSign | None = None if comma == point else ("," if comma else ".")
    sign = certain or own or fallback
    doubtful = {
        text: "." if form is _Form.POINT_UNCLEAR else ","
        for text, form in zip(texts, forms, strict=True)
        if form in {_Form.COMMA_UNCLEAR, _Form.POINT_UNCLEAR}
    }
    grouping = _GROUPED_BY_POINT if own == "," else _GROUPED_BY_COMMA
    thousands: tuple[str, ...] = ()
    if own and not certain and not any(map(grouping.fullmatch, tidy)):
        thousands = tuple(text for text, found in doubtful.items() if found != own)
    values = tuple(_value(text, form, sign) for text, form in zip(tidy, forms, strict=True))
    return NumberReading(
        values,
        own,
        comma and point,
        () if certain or own else tuple(doubtful),
        thousands,
        tuple(doubtful),
        percent,
        tuple(grouped) if grouped_by != "'" else (),
        tuple(found for texts_of_unit in measured.values() for found in texts_of_unit),
    )


def strange_sign(texts: Sequence[str], fallback: DecimalSign) -> tuple[Stranger, str] | None:
    """The sign, with a text that has it, without which all of these texts would be numbers; None where none is."""
    tidy = [_tidy(text) for text in texts]
    units = _measured(tidy)
    if len(units) > 1 and None not in read_numbers([_MEASURED.sub(r"\1", text) for text in tidy], fallback).values:
        rarest = min(units.values(), key=len)
        return Stranger.UNIT, rarest[0]
    bare = [_bare(text) for text in tidy]
    found = next(((_stranger(text), text) for text, plain in zip(tidy, bare, strict=True) if text != plain), None)
    if found is None or None in read_numbers(bare, fallback).values:
        return None
    return found


def too_long(text: str) -> bool:
    """Whether a text is a whole number of so many digits that a computer's number cannot hold each of them."""
    bare = text.lstrip("+-")
    return len(bare) > 15 and is_digits(bare) and int(bare) > _LARGEST_EXACT


def _bare(text: str) -> str:
    if _BRACKETED.fullmatch(text):
        text = text[1:-1]
    text = text.removesuffix("%").rstrip()
    return re.sub("['’]", "", text) if _GROUPED_BY_APOSTROPHE.fullmatch(text) else text


def _stranger(text: str) -> Stranger:
    if text.startswith("("):
        return Stranger.BRACKETS
    return Stranger.PERCENT if text.endswith("%") else Stranger.APOSTROPHE


def _measured(texts: Sequence[str]) -> dict[str, list[str]]:
    """The texts that are a number with a unit behind it, by unit."""
    found: dict[str, list[str]] = {}
    for text in texts:
        if text and not text[-1].isdigit() and (parts := _MEASURED.fullmatch(text)):
            found.setdefault(UNIT_OF[parts[2].casefold()], []).append(text)
    return found


def _has_apostrophe(text: str) -> bool:
    return "'" in text or "’" in text


def _grouped_throughout(texts: Sequence[str], grouped: Sequence[str]) -> bool:
    return all(map(_GROUPED_BY_APOSTROPHE.fullmatch, grouped)) and not any(map(_DIGITS_FOUR.match, texts))


def _value(text: str, form: _Form | None, sign: DecimalSign) -> float | None:
    match form:
        case None:
            return None
        case _Form.INTEGER:
            return _finite(text.replace(" ", ""))
        case _Form.COMMA_DECIMAL:
            decimal: DecimalSign = ","
        case _Form.POINT_DECIMAL:
            decimal = "."
        case _:
            decimal = sign
    thousands = "." if decimal == "," else ","
    return _finite(text.replace(" ", "").replace(thousands, "").replace(decimal, "."))


def is_digits(text: str) -> bool:
    """Whether a text is a whole number and nothing else: what most texts of a large column of numbers are."""
    return text.isascii() and text.isdigit()


def _form(text: str) -> _Form | None:
    if is_digits(text):
        return _Form.INTEGER
    if _INTEGER.fullmatch(text) or _EXPONENT.fullmatch(text):
        return _Form.INTEGER
    if found := _UNCLEAR.fullmatch(text):
        return _Form.COMMA_UNCLEAR if found[1] == "," else _Form.POINT_UNCLEAR
    if _GROUPED_BY_POINT.fullmatch(text):
        return _Form.COMMA_DECIMAL
    if _GROUPED_BY_COMMA.fullmatch(text):
        return _Form.POINT_DECIMAL
    if found := _SPACED.fullmatch(text) or _PLAIN.fullmatch(text):
        sign = next((group for group in found.groups() if group), None)
        return {",": _Form.COMMA_DECIMAL, ".": _Form.POINT_DECIMAL, None: _Form.INTEGER}[sign]
    return None


def _tidy(text: str) -> str:
    # Word processors put a real minus sign and a no-break space in numbers; a euro sign carries no information here,
    # and neither do the dashes of `€ 1.250,-`: the sign before them is a decimal one.
    if is_digits(text):
        return text
    text = " ".join(text.replace("−", "-").strip().removeprefix("€").split())
    return _WHOLE_EUROS.sub(r"\1\g<2>0", text) if text[-1:] in _DASHES else text


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None
