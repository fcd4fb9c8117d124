"""What comes in, checked once: frames and columns to floats with NaN for missing, and the confidence level."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from analysis.errors import StatisticsError
from analysis.statistics.precision import LARGEST_VALUE
from analysis.statistics.results import FloatArray, IntArray

Column: TypeAlias = "pd.Series[Any] | Sequence[Any] | np.ndarray[Any, Any] | pd.Index[Any]"
"""One column of answers: a Series, or anything else of one dimension."""

Items: TypeAlias = "pd.DataFrame | np.ndarray[Any, Any] | Sequence[Sequence[Any]]"
"""Answers to items: a DataFrame with a column for each item, or a table of two dimensions without names."""


def confidence_level(confidence: float) -> float:
    """The confidence level as a float; StatisticsError unless it lies strictly between 0 and 1."""
    if isinstance(confidence, bool) or not isinstance(confidence, Real) or not 0 < float(confidence) < 1:
        raise StatisticsError(
            "De betrouwbaarheid moet een getal tussen 0 en 1 zijn, bijvoorbeeld 0.95; gegeven is {value}.",
            value=confidence,
        )
    return float(confidence)


def item_matrix(items: pd.DataFrame) -> FloatArray:
    """A new array (respondents × items) of floats, NaN for missing.

    StatisticsError when `items` is not a DataFrame, names a column twice, or holds text, dates or infinite numbers.
    """
    check_item_frame(items)
    if all(isinstance(dtype, np.dtype) and dtype.kind in "fiub" for dtype in items.dtypes):
        matrix = items.to_numpy(dtype=np.float64, copy=True)
    else:
        matrix = np.empty(items.shape, dtype=np.float64, order="F")
        for position in range(items.shape[1]):
            column = items.iloc[:, position]
            matrix[:, position] = _floats(column, items.columns[position])
    refuse_too_large(matrix, list(items.columns))
    return matrix


def item_columns(items: pd.DataFrame) -> list[np.ndarray[Any, Any]]:
    """The columns of `items` as arrays of real numbers, NaN for missing, without a copy where pandas allows.

    Not to be written to. StatisticsError as of `item_matrix`, except that infinite and far too large numbers are left
    for the caller to find with `refuse_too_large`: looking for them costs a pass over the data.
    """
    check_item_frame(items)
    columns = []
    for position, (name, column) in enumerate(items.items()):
        plain = isinstance(column.dtype, np.dtype) and column.dtype.kind in "fiub"
        columns.append(column.to_numpy() if plain else _floats(items.iloc[:, position], name))
    return columns


def refuse_too_large(matrix: FloatArray, names: Sequence[Any], first_row: int = 0) -> None:
    """StatisticsError that names the first value of `matrix` (respondents × items) too large to compute with.

    first_row: position in the data of the first row of `matrix`.
    """
    beyond = np.abs(matrix) > LARGEST_VALUE
    if beyond.any():
        row, position = np.argwhere(beyond)[0]
        raise _too_large(names[position], first_row + int(row), matrix[row, position])


def column_values(values: Column) -> FloatArray:
    """A new one-dimensional array of floats, NaN for missing; StatisticsError when a value is not a finite number."""
    series = column_series(values)
    label = "values" if series.name is None else series.name
    result = _floats(series, label)
    if result.size and result.min() >= -LARGEST_VALUE and result.max() <= LARGEST_VALUE:
        return result  # no missing ones either
    beyond = np.abs(result) > LARGEST_VALUE
    if beyond.any():
        row = int(np.argmax(beyond))
        raise _too_large(label, row, result[row])
    return result


def paired_values(first: Column, second: Column) -> tuple[FloatArray, FloatArray]:
    """Two answers of the same respondents, by row; StatisticsError for columns of unequal length or index."""
    one, other = column_series(first), column_series(second)
    # A list is no Series: it has no index of its own, but its own `index` is a method.
    with_index = isinstance(first, pd.Series) and isinstance(second, pd.Series)
    if len(one) != len(other) or (with_index and not one.index.equals(other.index)):
        raise StatisticsError(
            "De twee kolommen horen niet bij dezelfde respondenten ({first} en {second} rijen). Neem ze uit dezelfde "
            "tabel.",
            first=len(one),
            second=len(other),
        )
    return column_values(one), column_values(other)


def column_series(values: Column) -> pd.Series[Any]:
    """`values` as a Series; StatisticsError when it is a table or a single value."""
    if isinstance(values, pd.Series):
        return values
    if isinstance(values, pd.DataFrame | str | bytes) or _dimensions(values) != 1:
        raise StatisticsError(
            "Hier is één kolom nodig; gegeven is een {kind}. Kies één kolom uit de tabel.",
            kind=type(values).__name__,
        )
    return pd.Series(values)


def _dimensions(values: object) -> int | None:
    """How many dimensions a table has; None where its rows are not of one length."""
    try:
        return np.ndim(values)  # type: ignore[arg-type]
    except ValueError:
        return None


def item_frame(items: Items) -> pd.DataFrame:
    """`items` as a DataFrame, of which a table without names calls its columns item_1, item_2 and so on.

    StatisticsError for anything else than a table, and for a name that two columns have.
    """
    if isinstance(items, np.ndarray | list | tuple) and _dimensions(items) == 2:
        frame = pd.DataFrame(items)
        return frame.set_axis([f"item_{number}" for number in range(1, frame.shape[1] + 1)], axis=1)
    check_item_frame(items)
    assert isinstance(items, pd.DataFrame), "looked at above"
    return items


def check_item_frame(items: object) -> None:
    """StatisticsError unless `items` is a DataFrame whose columns all have another name."""
    if not isinstance(items, pd.DataFrame):
        raise StatisticsError(
            "De items moeten een tabel (DataFrame) zijn met één kolom per item en één rij per respondent; gegeven is "
            "een {kind}.",
            kind=type(items).__name__,
        )
    doubled = items.columns[items.columns.duplicated()]
    if len(doubled):
        raise StatisticsError(
            "De kolomnaam {column} komt meer dan eens voor. Geef elk item een eigen naam.", column=doubled[0]
        )


def _floats(column: pd.Series[Any], name: object) -> FloatArray:
    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return _floats(column.astype(object), name)
    if isinstance(dtype, np.dtype) and dtype.kind in "fiu":
        return np.array(column.to_numpy(), dtype=np.float64)
    if pd.api.types.is_bool_dtype(dtype) or (
        pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_complex_dtype(dtype)
    ):
        return np.array(column.to_numpy(dtype=np.float64, na_value=np.nan))
    result = np.full(len(column), np.nan)
    for row in np.flatnonzero(column.notna().to_numpy()):
        value = column.iloc[row]
        if not isinstance(value, Real | Decimal | np.bool_):
            raise StatisticsError(
                "Kolom {column}, rij {row}: '{value}' is geen getal. Zet de antwoorden eerst om in getallen.",
                column=name,
                row=int(row) + 1,
                value=value,
            )
        result[row] = float(value)
    return result


def _too_large(column: object, row: int, value: float) -> StatisticsError:
    return StatisticsError(
        "Kolom {column}, rij {row}: met de waarde {value} is niet te rekenen; zij is oneindig of veel te groot. "
        "Verbeter de waarde of laat haar leeg.",
        column=column,
        row=row + 1,
        value=float(value),
    )


def checked_seed(seed: object) -> int:
    """The seed itself; StatisticsError unless it is a whole number from 0."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise StatisticsError(
            "Het startgetal (seed) moet een geheel getal vanaf 0 zijn; gegeven is {value}.", value=seed
        )
    return int(seed)


def group_codes(groups: pd.Series[Any]) -> tuple[IntArray, list[Any]]:
    """Code of every row's group (−1 for missing), and the labels in order."""
    if isinstance(groups.dtype, pd.CategoricalDtype):
        return groups.cat.codes.to_numpy().astype(np.intp), list(groups.dtype.categories)
    codes, uniques = pd.factorize(groups)
    labels = uniques.tolist()
    try:
        order = sorted(range(len(labels)), key=lambda code: labels[code])
    except TypeError:  # labels of several kinds, such as 1 and "anders", have no order of their own
        order = sorted(range(len(labels)), key=lambda code: (type(labels[code]).__name__, str(labels[code])))
    rank = np.full(len(labels) + 1, -1)  # the last one serves the code −1
    rank[order] = np.arange(len(labels))
    return rank[codes].astype(np.intp), [labels[code] for code in order]
