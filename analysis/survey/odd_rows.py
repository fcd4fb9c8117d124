"""Rows of a file that may be no respondents, or no whole ones: totals, notes, trials of the survey, unfinished ones.

Told by what stands in them and by what a survey tool recorded. Nobody is left out by what is found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analysis.errors import Message
from analysis.survey.bookkeeping import LIMESURVEY_LAST_PAGE, LIMESURVEY_SUBMITTED
from analysis.survey.numbers import plain_number
from analysis.survey.tables import RawColumn, RawTable
from analysis.survey.wording import exact_key, loose_key, shortened, tidy

_MOST_ROWS_BELOW, _MOST_NAMED = 10, 10
_FEWEST_COLUMNS = 3
_MOSTLY = 0.8
_FEWEST_ROWS, _ROWS_COMPARED = 2, 200
_FEWEST_REPEATED, _FEWEST_OTHERS, _MOST_TIDIED = 2, 2, 10_000
_WORDS_OF_A_QUESTION, _FEWEST_QUESTIONS = 3, 2

# In the words of `loose_key`. What can be an answer too (`N` for no) counts only among numbers.
_TOTALS = frozenset(
    {"totaal", "eindtotaal", "subtotaal", "total", "grand total", "subtotal", "totalen", "totals"}
    | {"gemiddelde", "gemiddeld", "gem", "mean", "means", "average", "avg", "mediaan", "median", "modus"}
    | {
        "standaarddeviatie",
        "standaardafwijking",
        "std deviation",
        "standard deviation",
        "std dev",
        "stdev",
        "variantie",
    }
)
_TOTALS_AMONG_NUMBERS = frozenset(
    {"n", "som", "sum", "sd", "std", "aantal", "count", "min", "max", "minimum", "maximum", "variance", "percentage"}
)
_NOTE = re.compile(
    r"(?:bron(?:nen)?|noot|noten|toelichting|opmerking(?:en)?|legenda|source|notes?|remarks?)\b|[*©†]", re.IGNORECASE
)

_NO = frozenset({"false", "0", "onwaar", "nee", "no"})
_TRIALS = frozenset(
    {"survey preview", "survey test", "enquetevoorbeeld", "voorbeeld van enquete", "enquetetest", "1", "2"}
)
_NOTHING = frozenset({"", "n/a", "na", "null", "."})


Flags = npt.NDArray[np.bool_]


class OddKind(StrEnum):
    """Why a row may be no respondent, or one who is better left out."""

    HEADER = "header"
    """The header again: of pages that were printed, or files that were laid below each other."""
    TOTAL = "total"
    """Totals, means and the like below the answers."""
    NOTE = "note"
    """A source or a remark below the answers."""
    PREVIEW = "preview"
    """Filled in by the makers of the survey to try it out."""
    UNFINISHED = "unfinished"
    """The survey tool says that the respondent did not reach the end."""


@dataclass(frozen=True)
class OddRows:
    """Rows of the file, as `Survey.row_numbers` counts them, that are odd in one way; each row is in one kind only."""

    kind: OddKind
    rows: tuple[int, ...]
    message: Message


def find_odd_rows(table: RawTable) -> tuple[OddRows, ...]:
    """The rows that may be no respondents, by kind. Where all rows are of one kind nothing is told of that kind."""
    return tuple(found for found in _found(table) if len(found.rows) < len(table))


def rows_of_nobody(table: RawTable) -> tuple[int, ...]:
    """The rows of the file that are its header again, or totals or notes below the answers: no codebook knows them."""
    below = [place for place, _ in _below_the_answers(table)]
    return _numbers(table, sorted({*below, *np.flatnonzero(_repeats_the_header(table)).tolist()}))


def first_row_asks(table: RawTable) -> bool:
    """Whether the first row below the header looks like the texts of questions rather than like answers.

    That is so where most of its texts are phrases or questions above numbers, or above shorter answers that return.
    """
    compared = asking = 0
    for column in table.columns if len(table) > _FEWEST_ROWS else ():
        text = _cell(column, 0)
        others = [tidy(column.values[code]) for code in column.codes[1:_ROWS_COMPARED]]
        others = [other for other in others if other]
        if not text or len(others) < _FEWEST_ROWS:
            continue
        compared += 1
        numeric = sum(map(_is_number, others)) >= _MOSTLY * len(others)
        returning = 2 * len(set(others)) <= len(others) and len(text) > 1.5 * max(map(len, others))
        phrase = len(text.split()) >= _WORDS_OF_A_QUESTION or text.endswith("?")
        asking += text not in others and phrase and (numeric or returning) and not _is_number(text)
    return asking >= _FEWEST_QUESTIONS and 2 * asking > compared


def _found(table: RawTable) -> Iterator[OddRows]:
    repeated = np.flatnonzero(_repeats_the_header(table)).tolist()
    if repeated:
        rows = _numbers(table, repeated)
        yield OddRows(
            OddKind.HEADER,
            rows,
            Message(
                "Tussen de antwoorden staat de kopregel nog eens (rij {rows}). Die telt nu mee als respondent, en "
                "maakt van getallen tekst.",
                {"rows": ", ".join(map(str, rows[:_MOST_NAMED])) + (", …" if len(rows) > _MOST_NAMED else "")},
            ),
        )
    below = {place: kind for place, kind in _below_the_answers(table) if place not in repeated}
    totals = sorted(place for place, kind in below.items() if kind is OddKind.TOTAL)
    notes = sorted(place for place, kind in below.items() if kind is OddKind.NOTE)
    if totals:
        labels = ", ".join(f'"{shortened(_first(table, place)[1], 40)}"' for place in totals)
        rows = _numbers(table, totals)
        yield OddRows(
            OddKind.TOTAL,
            rows,
            Message(
                "Onder de antwoorden lijkt een totaal of een gemiddelde te staan, geen respondent: {labels} (rij "
                "{rows}). Het telt nu mee als respondent.",
                {"labels": labels, "rows": ", ".join(map(str, rows))},
            ),
        )
    if notes:
        rows = _numbers(table, notes)
        yield OddRows(
            OddKind.NOTE,
            rows,
            Message(
                "Onder de antwoorden lijkt een noot of bron te staan, geen respondent (rij {rows}). Die telt nu mee "
                "als respondent.",
                {"rows": ", ".join(map(str, rows))},
            ),
        )
    apart = np.zeros(len(table), dtype=bool)
    apart[[*below, *repeated]] = True
    preview = _preview(table) & ~apart
    unfinished = _unfinished(table) & ~preview & ~apart
    if preview.any():
        yield OddRows(
            OddKind.PREVIEW,
            _numbers(table, np.flatnonzero(preview).tolist()),
            Message(
                "Proefinvullingen van de enquête (preview of test): {count} van de {n} rijen. Zij tellen nu mee als "
                "respondent.",
                {"count": int(preview.sum()), "n": len(table)},
            ),
        )
    if unfinished.any():
        yield OddRows(
            OddKind.UNFINISHED,
            _numbers(table, np.flatnonzero(unfinished).tolist()),
            Message(
                "Niet afgemaakte vragenlijsten: {count} van de {n} rijen. Zij doen mee zolang u ze niet weglaat.",
                {"count": int(unfinished.sum()), "n": len(table)},
            ),
        )


def _numbers(table: RawTable, places: list[int]) -> tuple[int, ...]:
    return tuple(int(number) for number in table.row_numbers[places])


def _cell(column: RawColumn, place: int) -> str:
    return tidy(column.values[column.codes[place]])


def _first(table: RawTable, place: int) -> tuple[RawColumn, str]:
    """The first filled cell of a row, and its column."""
    return next((column, text) for column in table.columns if (text := _cell(column, place)))


def _repeats_the_header(table: RawTable) -> Flags:
    """The rows in which nearly every column holds its own name, or what the header says of it.

    Columns that hold nothing else, such as the ticks of a question with several answers, do not count.
    """
    repeated = np.zeros(len(table), dtype=np.intp)
    told = 0
    for column in table.columns:
        said = {tidy(text) for text in (column.name, column.description.label, column.description.own_text)} - {""}
        texts = column.values if len(column.values) > _MOST_TIDIED else map(tidy, column.values)
        codes = [code for code, text in enumerate(texts) if text in said]
        if len(column.values) - len(codes) >= _FEWEST_OTHERS or not any(column.values):
            told += any(column.values)
            if codes:
                repeated += np.isin(column.codes, codes)
    found: Flags = repeated >= max(_FEWEST_REPEATED, _MOSTLY * told)
    return found


def _below_the_answers(table: RawTable) -> Iterator[tuple[int, OddKind]]:
    """The places of the last rows, from below, that are totals or notes, up to the first that is neither."""
    if len(table.columns) < 2:
        return
    for place in range(len(table) - 1, max(len(table) - 1 - _MOST_ROWS_BELOW, 0), -1):
        column, text = _first(table, place)
        filled = [cell for other in table.columns if (cell := _cell(other, place))]
        if _is_total(column, text, place) and all(_is_number(cell) for cell in filled[1:]) and len(filled) > 1:
            yield place, OddKind.TOTAL
        elif len(filled) == 1 and len(table.columns) >= _FEWEST_COLUMNS and _is_note(column, text, place):
            yield place, OddKind.NOTE
        else:
            return


def _is_total(column: RawColumn, text: str, place: int) -> bool:
    key = loose_key(text)
    if key in _TOTALS:
        return int((column.codes == column.codes[place]).sum()) == 1
    word = key.split(" ", 1)[0] if key else ""
    return word in _TOTALS | _TOTALS_AMONG_NUMBERS and _among_numbers(column, place)


def _is_note(column: RawColumn, text: str, place: int) -> bool:
    if _is_number(text) or (column.codes == column.codes[place]).sum() > 1:
        return False
    return bool(_NOTE.match(text)) or _among_numbers(column, place)


def _among_numbers(column: RawColumn, place: int) -> bool:
    """Whether most other cells of a column, rows below the answers aside, are numbers."""
    others = [tidy(column.values[code]) for code in column.codes[max(0, place - 500) : place]]
    filled = [text for text in others if text]
    return bool(filled) and sum(map(_is_number, filled)) >= _MOSTLY * len(filled)


def _is_number(text: str) -> bool:
    return plain_number(text.removesuffix("%").rstrip()) is not None


def _where(table: RawTable, names: frozenset[str], wanted: Callable[[str], bool]) -> Flags | None:
    """The rows of which the cell in one of these columns of a survey tool is as wanted; None without such a column."""
    for column in table.columns:
        if column.description.technical and loose_key(column.name) in names:
            found: Flags = np.array([wanted(exact_key(text)) for text in column.values], dtype=bool)[column.codes]
            return found
    return None


def _preview(table: RawTable) -> Flags:
    by_channel = _where(table, frozenset({"distributionchannel"}), lambda text: text == "preview")
    by_status = _where(table, frozenset({"status"}), _TRIALS.__contains__)
    return _either(table, by_channel, by_status)


def _unfinished(table: RawTable) -> Flags:
    submitted = _where(table, LIMESURVEY_SUBMITTED, _NOTHING.__contains__)
    if submitted is None:
        submitted = _where(table, LIMESURVEY_LAST_PAGE, _NOTHING.__contains__)
    finished = _where(table, frozenset({"finished"}), _NO.__contains__)
    progress = _where(table, frozenset({"progress"}), lambda text: (plain_number(text) or 0.0) < 100)
    return _either(table, submitted, finished, progress)


def _either(table: RawTable, *found: Flags | None) -> Flags:
    """The rows of which one of these says so; a column that says it of every row says nothing."""
    either: Flags = np.zeros(len(table), dtype=bool)
    for flags in found:
        if flags is not None and not flags.all():
            either |= flags
    return either
