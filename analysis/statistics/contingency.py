"""What a cross-table is made from, checked once: two columns of answers, or a table of counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.inputs import Column, column_series, group_codes
from analysis.statistics.results import FloatArray, IntArray

CountArray: TypeAlias = npt.NDArray[np.int64]

MOST_CATEGORIES = 50
"""More different answers are a measurement or a name rather than a choice among answers."""

LARGEST_COUNT = 10**12
"""A table of more respondents than this is a mistake, and would cost digits that whole numbers have."""


@dataclass(frozen=True, eq=False)
class Contingency:
    """A table of counts (r × c, at least 2 × 2) without empty rows and columns, and how it came about.

    ordered: whether the rows, and the columns, have an order of their own. excluded: pairs of answers left out because
    either is missing.
    """

    observed: CountArray
    row_labels: tuple[Any, ...]
    column_labels: tuple[Any, ...]
    names: tuple[Any, Any]
    ordered: tuple[bool, bool]
    excluded: int
    notes: tuple[Message, ...]


def contingency(
    rows: Column | None, columns: Column | None, counts: pd.DataFrame | None, ordered: tuple[bool | None, bool | None]
) -> Contingency:
    """The table of `rows` by `columns`, or the checked `counts`; StatisticsError as `crosstab` says."""
    if counts is not None:
        if rows is not None or columns is not None:
            raise StatisticsError("Geef óf twee kolommen met antwoorden óf een tabel met aantallen, niet beide.")
        return _from_counts(counts, ordered)
    if rows is None or columns is None:
        raise StatisticsError("Een kruistabel heeft twee kolommen nodig, of een tabel met aantallen (counts=…).")
    return _from_columns(rows, columns, ordered)


def _from_columns(rows: Column, columns: Column, ordered: tuple[bool | None, bool | None]) -> Contingency:
    first, second = _paired(rows, columns)
    row_codes, row_labels = _used_codes(first)
    column_codes, column_labels = _used_codes(second)
    both = (row_codes >= 0) & (column_codes >= 0)
    n = int(np.count_nonzero(both))
    if n == 0:
        raise StatisticsError(
            "Er valt niets te kruisen: geen enkele rij heeft een antwoord in beide kolommen. Kies andere kolommen."
        )
    width = max(len(column_labels), 1)
    cells = row_codes[both] * width + column_codes[both]
    observed = np.bincount(cells, minlength=len(row_labels) * width).reshape(len(row_labels), width)
    # Answers that nobody gave are no news in a file (an unused category), so that they go without a note.
    return _without_empty(
        observed.astype(np.int64),
        (row_labels, column_labels),
        (first.name, second.name),
        (_order(first, ordered[0]), _order(second, ordered[1])),
        len(first) - n,
        tell=False,
    )


def _used_codes(series: pd.Series[Any]) -> tuple[IntArray, list[Any]]:
    """Code of each row (−1 for missing) among the labels that occur; StatisticsError where these are too many."""
    codes, labels = group_codes(series)
    used = np.bincount(codes + 1, minlength=len(labels) + 1)[1:] > 0
    refuse_too_many(series.name, int(used.sum()))
    renumbered = np.append(np.cumsum(used) - 1, -1)  # the last one serves the code −1
    return renumbered[codes].astype(np.intp), [label for label, here in zip(labels, used.tolist(), strict=True) if here]


def refuse_too_many(column: object, categories: int) -> None:
    """StatisticsError where a column has more categories than a cross-table can show."""
    if categories > MOST_CATEGORIES:
        raise StatisticsError(
            "Kolom {column} heeft {count} verschillende waarden; een kruistabel is voor hoogstens {most}. Kies een "
            "kolom met antwoordcategorieën, of deel de waarden eerst in klassen in.",
            column="(zonder naam)" if column is None else column,
            count=categories,
            most=MOST_CATEGORIES,
        )


def _order(series: pd.Series[Any], given: bool | None) -> bool:
    return has_order(series) if given is None else bool(given)


def has_order(series: pd.Series[Any]) -> bool:
    """Whether the answers of a column are ordered: an ordered categorical, numbers or dates."""
    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return bool(dtype.ordered)
    return bool(pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype))


def _from_counts(counts: pd.DataFrame, ordered: tuple[bool | None, bool | None]) -> Contingency:
    if not isinstance(counts, pd.DataFrame):
        if isinstance(counts, str | bytes) or np.ndim(counts) != 2:
            raise StatisticsError(
                "De aantallen moeten een tabel zijn, met rijen en kolommen; gegeven is een {kind}.",
                kind=type(counts).__name__,
            )
        counts = pd.DataFrame(counts)
    for axis in (counts.index, counts.columns):
        if axis.has_duplicates:
            raise StatisticsError(
                "De naam {label} komt in de tabel met aantallen meer dan eens voor. Geef elke rij en elke kolom een "
                "eigen naam.",
                label=axis[axis.duplicated()][0],
            )
    if max(counts.shape) > MOST_CATEGORIES:
        raise StatisticsError(
            "De tabel met aantallen heeft {rows} rijen en {columns} kolommen; een kruistabel is voor hoogstens {most}.",
            rows=counts.shape[0],
            columns=counts.shape[1],
            most=MOST_CATEGORIES,
        )
    observed = np.zeros(counts.shape, dtype=np.int64)
    for row, column in np.ndindex(*counts.shape):
        observed[row, column] = _count(counts.iloc[row, column], counts.index[row], counts.columns[column])
    names = (counts.index.name, counts.columns.name)
    given = (ordered[0] is not False, ordered[1] is not False)  # a printed table is taken in the order it has
    return _without_empty(observed, (counts.index.tolist(), counts.columns.tolist()), names, given, 0, tell=True)


def _count(value: Any, row: Any, column: Any) -> int:
    """One count as a whole number; StatisticsError, naming its place, where it is none."""
    place = {"row": row, "column": column, "value": value}
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        raise StatisticsError(
            "Rij {row}, kolom {column}: er staat geen aantal. Vul 0 in waar niemand dit antwoord gaf.",
            row=row,
            column=column,
        )
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real | Decimal | np.number):
        raise StatisticsError("Rij {row}, kolom {column}: '{value}' is geen aantal. Vul een geheel getal in.", **place)
    number = float(value)
    if number < 0:
        raise StatisticsError(
            "Rij {row}, kolom {column}: {value} is geen aantal, want het is kleiner dan nul. Verbeter het aantal.",
            **place,
        )
    if not np.isfinite(number) or number > LARGEST_COUNT:
        raise StatisticsError(
            "Rij {row}, kolom {column}: {value} is als aantal niet mogelijk. Verbeter het aantal.", **place
        )
    if number != int(number):
        raise StatisticsError(
            "Rij {row}, kolom {column}: {value} is geen heel getal. Geef aantallen respondenten, geen percentages of "
            "gewogen aantallen.",
            **place,
        )
    return int(number)


def _without_empty(
    observed: CountArray,
    labels: tuple[Sequence[Any], Sequence[Any]],
    names: tuple[Any, Any],
    ordered: tuple[bool, bool],
    excluded: int,
    *,
    tell: bool,
) -> Contingency:
    if observed.sum() == 0:
        raise StatisticsError("In de tabel staan alleen nullen: er valt niets te toetsen. Vul de aantallen in.")
    used = observed.sum(axis=1) > 0, observed.sum(axis=0) > 0
    rows, columns = (
        tuple(label for label, here in zip(axis, mask.tolist(), strict=True) if here)
        for axis, mask in zip(labels, used, strict=True)
    )
    if len(rows) < 2:
        raise StatisticsError(
            "Er valt niets te vergelijken: alle {n} antwoorden vallen in één rij, {label}. Kies voor de rijen een "
            "kolom met minstens twee antwoorden die voorkomen.",
            n=int(observed.sum()),
            label=Names((rows[0],)),
        )
    if len(columns) < 2:
        raise StatisticsError(
            "Er valt niets te vergelijken: alle {n} antwoorden vallen in één kolom, {label}. Kies voor de kolommen een "
            "kolom met minstens twee antwoorden die voorkomen.",
            n=int(observed.sum()),
            label=Names((columns[0],)),
        )
    empty = [
        label
        for axis, used_axis in zip(labels, used, strict=True)
        for label, here in zip(axis, used_axis.tolist(), strict=True)
        if not here
    ]
    notes = (Message("Niet meegeteld, want zonder één antwoord: {labels}.", {"labels": Names(tuple(empty))}),)
    return Contingency(
        observed=observed[np.ix_(*used)],
        row_labels=rows,
        column_labels=columns,
        names=names,
        ordered=ordered,
        excluded=excluded,
        notes=notes if empty and tell else (),
    )


def _paired(rows: Column, columns: Column) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Both columns as Series of which equal positions belong together."""
    first, second = column_series(rows), column_series(columns)
    if len(first) != len(second):
        raise StatisticsError(
            "De twee kolommen van een kruistabel moeten even lang zijn: de ene telt {rows} antwoorden, de andere "
            "{columns}. Neem beide kolommen uit dezelfde tabel.",
            rows=len(first),
            columns=len(second),
        )
    given_with_index = isinstance(rows, pd.Series) and isinstance(columns, pd.Series)
    if not given_with_index or first.index.equals(second.index):
        return first, second
    index, other = first.index, second.index
    if not index.is_unique or not other.is_unique or not index.isin(other).all():
        raise StatisticsError(
            "De twee kolommen van een kruistabel horen bij verschillende rijen: hun index is niet gelijk. Neem beide "
            "uit dezelfde tabel, of geef ze zonder index (.to_numpy()) om ze op volgorde te koppelen."
        )
    return first, second.reindex(index)


def scores(labels: Sequence[Any]) -> FloatArray:
    """The numbers that stand for ordered categories: their own where these rise, otherwise 1, 2, 3, ….

    Booleans and texts have no numbers of their own.
    """
    own = all(isinstance(label, Real) and not isinstance(label, bool | np.bool_) for label in labels)
    if own:
        values = np.array([float(label) for label in labels])
        if np.isfinite(values).all() and (np.diff(values) > 0).all():
            return values
    return np.arange(1.0, len(labels) + 1)
