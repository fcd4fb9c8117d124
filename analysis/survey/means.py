"""A table of means, standard deviations and numbers of answers, as a report prints one. No respondents in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.counts import count_cell
from analysis.survey.numbers import plain_number, read_numbers
from analysis.survey.reading import read_table
from analysis.survey.tables import RawColumn, RawTable

Part: TypeAlias = Literal["mean", "sd", "n"]

_HEADS: dict[Part, re.Pattern[str]] = {
    "mean": re.compile(r"gem(?:\.|iddelden?)?|mean|average|m|x̄|score", re.IGNORECASE),
    "sd": re.compile(r"s\.?d\.?|std\.?(?: ?dev\.?)?|stdev|standaard(?:deviatie|afwijking)|standard deviation", re.I),
    "n": re.compile(r"n|aantal(?: antwoorden| respondenten)?|respondenten|count|number", re.IGNORECASE),
}
_CALLED = {
    "mean": Message("het gemiddelde (gemiddelde, mean of m)"),
    "sd": Message("de standaarddeviatie (sd)"),
    "n": Message("het aantal antwoorden (n of aantal)"),
}
_TOTAL = re.compile(r"tota?al|total|allen|all|samen", re.IGNORECASE)
_UNNAMED = re.compile(r"kolom_\d+|unnamed.*", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class MeansTable:
    """Means of groups as given. means: DataFrame by group with mean, sd and n, NaN where a cell is empty.

    notes: what was left out.
    """

    means: pd.DataFrame
    notes: tuple[Message, ...]


def load_means(content: bytes | str, name: str = "tabel") -> MeansTable:
    """Read a table of means: CSV, tabs (as a spreadsheet pastes) or Excel, one row a group.

    Columns are recognised by their names (gemiddelde/mean/m, sd/standaarddeviatie, n/aantal), in any order; the first
    other column names the groups. Of four columns without such names, or without names at all, the order is group,
    mean, standard deviation, number. Decimal commas and points are told apart as in a survey file. A last row of totals
    whose n is the sum of the others is left out with a note.

    SurveyError, with the row and column, for a cell that is no number; for a column that is missing; for a group
    without a name or that occurs twice.
    """
    raw = read_table(content.encode() if isinstance(content, str) else content, name=name)
    group, parts, rows = _columns(raw, name)
    labels = [text.strip() for text in group]
    for label, row in zip(labels, rows, strict=True):
        if not label:
            raise SurveyError("{name}, rij {row}: de groep heeft geen naam.", name=name, row=row)
        if labels.count(label) > 1:
            raise SurveyError(
                "{name}: de groep “{label}” komt meer dan eens voor. Geef elke groep een eigen naam.",
                name=name,
                label=label,
            )
    numbers = {part: _numbers(part, texts, column, rows, name) for part, (column, texts) in parts.items()}
    frame = pd.DataFrame(numbers, index=pd.Index(labels, name="group"), columns=["mean", "sd", "n"], dtype="float64")
    last = labels[-1]
    if len(frame) > 2 and _TOTAL.fullmatch(last) and frame["n"].iloc[-1] == frame["n"].iloc[:-1].sum():
        note = Message("De rij met het totaal ({label}) is weggelaten; zij is geen groep.", {"label": last})
        return MeansTable(frame.iloc[:-1], (note,))
    return MeansTable(frame, ())


def _columns(raw: RawTable, name: str) -> tuple[list[str], dict[Part, tuple[RawColumn, list[str]]], list[int]]:
    """The texts of the groups, the column and texts of each number, and the row number of each."""
    rows = [int(number) for number in raw.row_numbers]
    texts = [[column.values[code] for code in column.codes] for column in raw.columns]
    found: dict[Part, int] = {}
    for place, column in enumerate(raw.columns):
        for part, head in _HEADS.items():
            if part not in found and head.fullmatch(column.name.strip()):
                found[part] = place
                break
    if not found and len(raw.columns) == 4:
        found = {"mean": 1, "sd": 2, "n": 3}
        if sum(plain_number(column.name) is not None for column in raw.columns[1:]) > 1:  # the first row is no header
            texts = [[column.name, *below] for column, below in zip(raw.columns, texts, strict=True)]
            rows = [rows[0] - 1, *rows]
    for part in _HEADS:
        if part not in found:
            raise SurveyError(
                "{name}: er is geen kolom voor {part}. Noem de kolommen groep, gemiddelde, sd en n. Gevonden: "
                "{columns}.",
                name=name,
                part=_CALLED[part],
                columns=", ".join(raw.names),
            )
    named = [place for place in range(len(raw.columns)) if place not in found.values()]
    if not named:
        raise SurveyError(
            "{name}: er is geen kolom met de namen van de groepen. Zet die vooraan, in een kolom groep.", name=name
        )
    return texts[named[0]], {part: (raw.columns[at], texts[at]) for part, at in found.items()}, rows


def _numbers(part: Part, texts: list[str], column: RawColumn, rows: list[int], name: str) -> list[float]:
    if part == "n":
        values = [count_cell(text) for text in texts]
    else:
        reading = read_numbers(texts, ",", column.decimal)
        values = [
            None if not text.strip() else text if number is None else number
            for text, number in zip(texts, reading.values, strict=True)
        ]
    for value, text, row in zip(values, texts, rows, strict=True):
        if isinstance(value, str):
            raise SurveyError(
                "{name}, rij {row}, kolom {column}: ‘{text}’ is geen getal. Verbeter de cel, of laat haar leeg.",
                name=name,
                row=row,
                column=part if _UNNAMED.fullmatch(column.name) else column.name,
                text=text.strip(),
            )
    return [float("nan") if value is None else float(value) for value in values]  # type: ignore[arg-type]
