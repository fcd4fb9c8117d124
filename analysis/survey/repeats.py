"""Respondents who stand in a file more than once: measured at several moments, or sent in twice. Told by their number.

Whoever counts twice makes n too large, and every interval and test too favourable. Nobody is left out by what is found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.errors import Message
from analysis.survey.bookkeeping import names_moment, names_respondents
from analysis.survey.tables import RawColumn, RawTable
from analysis.survey.wording import tidy

_FEWEST_RESPONDENTS = 5
_MOST_MOMENTS, _FEWEST_MOMENTS = 12, 2
_MOST_TWICE = 0.5
_MOST_EXAMPLES = 3
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Moment:
    """One of the moments at which respondents were asked. others: the rows of the file of all other moments."""

    label: str
    others: tuple[int, ...]


@dataclass(frozen=True)
class RepeatedRespondents:
    """Respondents with more than one row, by the numbers in `column`.

    respondents: how many there are, everybody counted once. rows: of the file that take part, with a number. by: the
    column that tells a respondent's rows apart by moment; None without one. moments: in order of appearance, where
    there is such a column. less_filled: rows (as `Survey.row_numbers` counts them) to leave out in order to keep of
    everybody the row with most answers, the first of equal ones.
    """

    column: str
    respondents: int
    rows: int
    by: str | None
    moments: tuple[Moment, ...]
    less_filled: tuple[int, ...]
    message: Message


def find_repeats(table: RawTable) -> RepeatedRespondents | None:
    """The respondents who stand in the table more than once; None where there are none, or no column numbers them."""
    for column in table.columns:
        if column.description.technical == "id" or names_respondents(column.name):
            found = _repeats(table, column)
            if found is not None:
                return found
    return None


def _repeats(table: RawTable, column: RawColumn) -> RepeatedRespondents | None:
    filled = _filled(column)
    rows = np.flatnonzero(filled)
    _, who, times = np.unique(column.codes[rows], return_inverse=True, return_counts=True)
    if len(times) < _FEWEST_RESPONDENTS or times.max() < 2 or len(rows) <= len(times):
        return None
    numbers = {"n": len(times), "rows": len(rows), "column": column.name}
    by = next((c for c in table.columns if c is not column and _tells_apart(c, rows, who, times)), None)
    less_filled = _less_filled(table, rows, who)
    if by is not None:
        moments = _moments(table, by, rows)
        message = Message(
            "Respondenten hebben meer dan één rij: {rows} rijen van {n} respondenten ({column}), uit elkaar te "
            "houden met {by}. Samen geteld is n te groot, en lijken intervallen en toetsen zekerder dan zij zijn.",
            numbers | {"by": by.name},
        )
        return RepeatedRespondents(column.name, len(times), len(rows), by.name, moments, less_filled, message)
    twice = np.flatnonzero(times > 1)
    if len(twice) > _MOST_TWICE * len(times):  # a number of something else: a school, a team
        return None
    places = {person: [int(table.row_numbers[row]) for row in rows[who == person]] for person in twice[:_MOST_EXAMPLES]}
    shown = "; ".join(", ".join(map(str, found)) for found in places.values())
    message = Message(
        "Nummers die op meer dan één rij staan ({column}): {count}, zoals op rij {shown}. Wie twee keer antwoordde, "
        "telt nu twee keer mee.",
        {"column": column.name, "count": len(twice), "shown": shown},
    )
    return RepeatedRespondents(column.name, len(times), len(rows), None, (), less_filled, message)


def _filled(column: RawColumn) -> Flags:
    filled: Flags = np.array([bool(text.strip()) for text in column.values], dtype=bool)[column.codes]
    return filled


def _tells_apart(
    column: RawColumn, rows: npt.NDArray[np.intp], who: npt.NDArray[np.intp], times: npt.NDArray[np.intp]
) -> bool:
    """Whether a column says of each row of a respondent at which moment it was: never the same twice."""
    if not names_moment(column.name):
        return False
    codes = column.codes[rows]
    filled = _filled(column)[rows]
    moments = len(np.unique(codes[filled]))
    if not filled.all() or not _FEWEST_MOMENTS <= moments <= _MOST_MOMENTS or times.max() > moments:
        return False
    return len(np.unique(who * len(column.values) + codes)) == len(rows)


def _moments(table: RawTable, by: RawColumn, rows: npt.NDArray[np.intp]) -> tuple[Moment, ...]:
    codes = by.codes[rows]
    found, first = np.unique(codes, return_index=True)
    numbers = table.row_numbers[rows]
    return tuple(
        Moment(tidy(by.values[code]), tuple(numbers[codes != code].tolist())) for code in found[np.argsort(first)]
    )


def _less_filled(table: RawTable, rows: npt.NDArray[np.intp], who: npt.NDArray[np.intp]) -> tuple[int, ...]:
    answered = np.zeros(len(table), dtype=np.intp)
    for column in table.columns:
        answered += _filled(column)
    order = np.lexsort((rows, -answered[rows], who))
    _, first = np.unique(who[order], return_index=True)
    kept = np.zeros(len(rows), dtype=bool)
    kept[order[first]] = True
    return tuple(table.row_numbers[rows[~kept]].tolist())
