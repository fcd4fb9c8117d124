"""The tables that come in: checked columns, numbers as floats, and the words that say where a row stands."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, TypeAlias

import pandas as pd

from analysis.errors import StatisticsError

Row: TypeAlias = Mapping[str, Any]

_LABELS = (
    *("table", "figure", "group", "respondent_group", "sector", "variable", "scale", "factor", "by", "category"),
    *("level", "row", "row_nl", "column", "item_order"),
)
_ROW = "audit_row"


def checked(
    frame: pd.DataFrame, required: Sequence[str], numbers: Sequence[str], whole: Sequence[str] = ()
) -> list[Row]:
    """The rows of a table, each as a mapping from column to value.

    required: columns that must be there. numbers: columns (where they are there) that hold numbers; an empty cell
    becomes NaN. whole: numbers (n, items) that must be whole and not negative.
    StatisticsError when it is no DataFrame, a column is missing or double, or a cell is no number.
    """
    if not isinstance(frame, pd.DataFrame):
        raise StatisticsError(
            "De controle vraagt een tabel (DataFrame); gegeven is een {kind}.", kind=type(frame).__name__
        )
    double = [str(name) for name in frame.columns[frame.columns.duplicated()]]
    if double:
        raise StatisticsError("De kolomnaam {column} komt meer dan eens voor in de tabel.", column=double[0])
    missing = [name for name in required if name not in frame.columns]
    if missing:
        raise StatisticsError(
            "De tabel mist de kolom(men) {missing}. Nodig zijn: {required}.",
            missing=", ".join(missing),
            required=", ".join(required),
        )
    names = [str(name) for name in frame.columns]
    rows: list[Row] = []
    for position, cells in enumerate(frame.itertuples(index=False, name=None), start=1):
        row: dict[str, Any] = dict(zip(names, cells, strict=True))
        for column in numbers:
            if column in row:
                row[column] = _number(row[column], column, position)
        for column in whole:
            if column in row and not math.isnan(row[column]) and (row[column] < 0 or row[column] % 1):
                raise StatisticsError(
                    "Kolom {column}, rij {row}: {value} is geen geheel getal vanaf 0.",
                    column=column,
                    row=position,
                    value=row[column],
                )
        row[_ROW] = position
        rows.append(row)
    return rows


def _number(value: object, column: str, position: int) -> float:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, str) and not value.strip()):
        return math.nan
    if isinstance(value, (Real, Decimal)) and not isinstance(value, bool) and not math.isinf(value):
        return float(value)
    raise StatisticsError(
        "Kolom {column}, rij {row}: {value} is geen getal. Laat een cel leeg waar geen cijfer is.",
        column=column,
        row=position,
        value=str(value),
    )


def known(row: Row, column: str) -> bool:
    """Whether the row has a number in the column."""
    return column in row and not math.isnan(row[column])


def column_values(rows: Sequence[Row], column: str) -> list[float]:
    """The numbers of one column, empty cells left out."""
    return [row[column] for row in rows if known(row, column)]


def grouped(rows: Sequence[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    """The rows by what they hold in `columns`, in the order in which that first occurs."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row[column] for column in columns), []).append(row)
    return groups


def where(row: Row, *also: str, labels: Sequence[str] = _LABELS) -> str:
    """Where a row stands: its labels in a fixed order, table first; without any label the number of the row."""
    found = [_text(row[name]) for name in labels if name in row and not _blank(row[name])]
    return ", ".join([*(found or [str(row[_ROW])]), *also])


def _blank(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
