"""Numbers that respondents wrote down among words where a number was asked: *ca. 20*, *8 uur*, *in 2005*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.survey.answer_orders import is_no_answer
from analysis.survey.model import ColumnReceipt
from analysis.survey.numbers import UNIT_OF, DecimalSign, read_numbers
from analysis.survey.wording import exact_key, loose_key

#: What a question asks that is answered with a number, in the words of `loose_key`.
ASKS_FOR_A_NUMBER = re.compile(
    r"\b(aantal|hoeveel|hoe (vaak|lang|oud)|uur|uren|dagen|weken|maanden|jaar|jaren|leeftijd|groep|klas|leerjaar|fte|km"
    r"|number of|how (many|much|old|long)|hours|days|weeks|months|years?|age|grade|class)\b"
)
_CODED = re.compile(r"\b(groep|klas|leerjaar|grade|class)\b")
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![.,]?\d)")
_WORD = re.compile(r"[^\W\d_]+")
_ROUGHLY = re.compile(r"\+ ?/ ?-|[±~≈]|\+-")
_PASSED_OVER = re.compile(
    r"ca|circa|ong|ongeveer|plm|plusminus|rond|zo|n|zo'n|bijna|ruim|sinds|in|vanaf|per|naar|schatting|denk|ik"
    r"|about|approximately|approx|around|roughly|since|from|i|think"
)
_LIMITS = re.compile(
    r"[<>≤≥]|\d\s*\+(?! ?/? ?-)|\b(meer|minder|ouder|jonger|of|tot|minimaal|maximaal|minstens|hoogstens|onder|boven"
    r"|more|less|fewer|older|younger|or|up to|at least|at most|under|over)\b"
)
_NOTHING = frozenset(("geen", "nul", "none", "zero"))
_GRADE = re.compile(r"([0-9]|10) ?(½|1/2|\+|-|–)")
_PARTS_OF_A_POINT = {"½": 0.5, "1/2": 0.5, "+": 0.25, "-": -0.25, "–": -0.25}
_FEWEST_NUMBERS, _MOST_GROUPS = 3, 8
_LEAST_PLAIN, _MOST_OTHER = 0.5, 0.1
_LONGEST = 40
_TENFOLD = 10
_SIGNS = frozenset("|=")


@dataclass(frozen=True)
class WrittenNumbers:
    """How the texts among a column's numbers read: each with the number in it, and those that say none."""

    meant: Mapping[str, str]
    none: tuple[str, ...]


def asks_for_a_number(column: ColumnReceipt) -> bool:
    """Whether a column's name or question asks how many, how much, how long or in which year."""
    asked = loose_key(f"{column.name.replace('_', ' ')} {column.description.label}")
    return bool(ASKS_FOR_A_NUMBER.search(asked)) and not _CODED.search(asked)


def written_numbers(counts: Mapping[str, int], asked: str, decimal: DecimalSign) -> WrittenNumbers | None:
    """How to read a column that asks for a number and in which some wrote words beside it; None where it is no such.

    A text is read as the number in it where that is its only one, and every word beside it says no more than *about*
    (*ca. 20*), or is the unit that the question asks for first (in *uur per week* the hour), else the one that the
    others write (*8 uur*), or is in the question itself. So *6 maanden* is no number of years, and *20 à 25* none at
    all: these say no number, as *weet niet* does.

    The column is one of numbers where at least half of those who answered wrote nothing but a number, three different
    ones or more, and at most one in ten a text that says neither a number nor that there is none. Texts such as *10+*
    or *meer dan 5* beside eight numbers and fewer make groups of it: then None. *Geen* is 0.

    counts: how many gave each text. asked: the question. decimal: the file's own sign, where the column shows none.
    """
    texts = list(counts)
    reading = read_numbers(texts, decimal)
    read = dict(zip(texts, reading.values, strict=True))
    plain = [text for text, number in read.items() if number is not None and text not in reading.measured]
    others = [text for text in texts if text not in plain]
    given = sum(counts.values())
    if (
        not others
        or len({read[text] for text in plain}) < _FEWEST_NUMBERS
        or sum(counts[text] for text in plain) < _LEAST_PLAIN * given
        or (len({read[text] for text in plain}) <= _MOST_GROUPS and any(map(_is_limit, others)))
        or any(_SIGNS & set(text) for text in others)
    ):
        return None
    known = _WORD.findall(loose_key(asked))
    unit = next((UNIT_OF[word] for word in known if word in UNIT_OF), "") or _common_unit(others)
    numbers = [value for text in plain if (value := read[text]) is not None]
    found = {
        text: number
        for text in others
        if (number := _number_in(text, unit, known, decimal)) and _within_reach(number, numbers, decimal)
    }
    none = tuple(text for text in others if text not in found)
    odd = sum(counts[text] for text in none if not is_no_answer(text))
    return WrittenNumbers(found, none) if odd <= _MOST_OTHER * given else None


def _number_in(text: str, unit: str, known: Sequence[str], decimal: DecimalSign) -> str:
    """The only number in a text, as it stands there; empty where the text says something else."""
    if loose_key(text) in _NOTHING:
        return "0"
    numbers = _NUMBER.findall(text) if len(text) <= _LONGEST else []
    if len(numbers) != 1 or read_numbers(numbers, decimal).values[0] is None:
        return ""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\S", _ROUGHLY.sub(" ", exact_key(_NUMBER.sub(" ", text))))
    words = [word for word in words if word not in {".", ",", "(", ")"}]
    units = [UNIT_OF[word] for word in words[: words.index("per") if "per" in words else None] if word in UNIT_OF]
    if any(found != unit for found in units):
        return ""
    passed = all(word in known or word in UNIT_OF or _PASSED_OVER.fullmatch(word) for word in words)
    return numbers[0] if passed else ""


def _within_reach(text: str, numbers: Sequence[float], decimal: DecimalSign) -> bool:
    """Whether a number is of the kind of the others: *20 jaar* is no year among 1998, 2005 and 2011."""
    (number,) = read_numbers([text], decimal).values
    return (number is not None and min(numbers) / _TENFOLD <= number <= max(numbers) * _TENFOLD) or number == 0


def _is_limit(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_LIMITS.search(exact_key(text)) and _NUMBER.search(text))


def written_grades(counts: Mapping[str, int], decimal: DecimalSign) -> WrittenNumbers | None:
    """How to read a column of marks out of ten among which some wrote *7½*, *8+* or *8-*; None where it is no such.

    A plus is a quarter of a point more and a minus a quarter less, as Dutch schools count them. What is no mark then
    (*6/7*) says none. For the column as a whole the bounds of `written_numbers` hold.
    """
    texts = list(counts)
    read = dict(zip(texts, read_numbers(texts, decimal).values, strict=True))
    plain = [text for text, number in read.items() if number is not None]
    others = [text for text in texts if text not in plain]
    given = sum(counts.values())
    if not others or sum(counts[text] for text in plain) < _LEAST_PLAIN * given:
        return None
    found = {text: _grade(match, decimal) for text in others if (match := _GRADE.fullmatch(text.strip()))}
    none = tuple(text for text in others if text not in found)
    odd = sum(counts[text] for text in none if not is_no_answer(text))
    return WrittenNumbers(found, none) if found and odd <= _MOST_OTHER * given else None


def _grade(match: re.Match[str], decimal: DecimalSign) -> str:
    value = float(match[1]) + _PARTS_OF_A_POINT[match[2]]
    return f"{value:g}".replace(".", decimal)


def _common_unit(texts: list[str]) -> str:
    """The unit of the texts where they write one only."""
    units = {UNIT_OF[word] for text in texts for word in _WORD.findall(loose_key(text)) if word in UNIT_OF}
    return units.pop() if len(units) == 1 else ""
