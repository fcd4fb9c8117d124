"""A table of counts as people have one: pasted from a report or a spreadsheet, or in a file. No respondents in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.numbers import plain_number
from analysis.survey.reading import read_table

_TOTAL = re.compile(r"(?:sub)?tota?al|total|som|sum|n|alle[n]?|all", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[.\u00a0\u202f ]\d{3})+|[1-9]\d{0,2}(?:,\d{3})+")


@dataclass(frozen=True, eq=False)
class CountsTable:
    """A table of counts by row and column label. Cells that are no number stay as they stand, for the test to name.

    counts: DataFrame; numbers where these could be read, None for an empty cell, otherwise text. notes: what was left
    out.
    """

    counts: pd.DataFrame
    notes: tuple[Message, ...]


def load_counts(content: bytes | str, name: str = "tabel") -> CountsTable:
    """Read a table of counts: CSV, tabs (as a spreadsheet pastes) or Excel; row labels first, column labels on top.

    content: the bytes of a file, or text. A table of nothing but numbers gets numbers for labels. A last row or column
    of totals is left out, with a note, where it is the sum of the others. SurveyError for what is no table, a name that
    occurs twice, and totals that are not the sum.
    """
    raw = read_table(content.encode() if isinstance(content, str) else content, name=name)
    cells = [[column.values[code] for code in column.codes] for column in raw.columns]
    header = list(raw.names)
    if all(plain_number(label) is not None for label in header):
        cells = [[top, *below] for top, below in zip(header, cells, strict=True)]
        rows = [str(number) for number in range(1, len(cells[0]) + 1)]
        columns = [str(number) for number in range(1, len(cells) + 1)]
        values = cells
    else:
        rows, columns, values = cells[0], header[1:], cells[1:]
    if not columns:
        raise SurveyError(
            "{name}: een tabel met aantallen heeft een kolom met de namen van de rijen en minstens twee kolommen met "
            "aantallen. Gevonden is één kolom.",
            name=name,
        )
    for labels in (rows, columns):
        doubled = next((label for label in labels if labels.count(label) > 1), None)
        if doubled is not None:
            raise SurveyError(
                "{name}: de naam “{label}” komt meer dan eens voor. Geef elke rij en elke kolom een eigen naam.",
                name=name,
                label=doubled,
            )
    frame = pd.DataFrame(
        [[count_cell(column[row]) for column in values] for row in range(len(rows))],
        index=rows,
        columns=columns,
        dtype=object,
    )
    frame, row_notes = _without_totals(frame, name)
    turned, column_notes = _without_totals(frame.T, name)
    counts = turned.T
    if not raw.names[0].startswith("kolom_") and len(columns) < len(header):
        counts.index.name = header[0]
    return CountsTable(counts, (*row_notes, *column_notes))


def count_cell(text: str) -> object:
    """What stands in a cell as a count: a number, None where it is empty, otherwise the text itself."""
    text = text.strip()
    if not text:
        return None
    if _THOUSANDS.fullmatch(text):
        return int(re.sub(r"\D", "", text))
    number = plain_number(text)
    if number is None:
        return text
    return int(number) if number.is_integer() else number


def _without_totals(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """Leave out a last row of totals."""
    last = str(frame.index[-1])
    if len(frame) < 3 or not _TOTAL.fullmatch(last.strip()):
        return frame, ()
    others, total = frame.iloc[:-1], frame.iloc[-1]
    for column in frame.columns:
        summed = [value for value in others[column] if isinstance(value, int | float)]
        if isinstance(total[column], int | float) and sum(summed) != total[column]:
            raise SurveyError(
                "{name}: bij {column} staat als totaal ({label}) {total}, maar de aantallen tellen op tot {sum}. "
                "Verbeter de tabel, of laat de totalen weg.",
                name=name,
                column=column,
                label=last,
                total=total[column],
                sum=sum(summed),
            )
    return others, (Message("Totalen ({label}) zijn weggelaten; zij kloppen met de aantallen.", {"label": last}),)
