"""One pass over a column of values and one of groups: who has both, and in which group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import Names, StatisticsError
from analysis.statistics.inputs import Column, column_series, column_values, group_codes
from analysis.statistics.results import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Grouped:
    """Values without missing ones, the code of each one's group, and the groups that occur, in order.

    excluded: rows without a value or a group. rows: which rows of the columns were kept.
    """

    values: FloatArray
    codes: IntArray
    labels: list[Any]
    excluded: int
    rows: np.ndarray[Any, np.dtype[np.bool_]]


def grouped(values: Column, groups: Column) -> Grouped:
    """Pair `values` with `groups` and leave out what misses either; StatisticsError unless two groups are left.

    Two Series are paired by their index, anything else by position. Categories keep their order.
    """
    value_series, group_series = _paired(values, groups)
    x = column_values(value_series)
    codes, labels = group_codes(group_series)
    kept = (codes >= 0) & ~np.isnan(x)
    rows = len(x)
    if not kept.all():
        x, codes = x[kept], codes[kept]
    codes, labels = _only_used(codes, labels)
    _check_groups(labels, len(x))
    return Grouped(x, codes, labels, rows - len(x), kept)


def _paired(values: Column, groups: Column) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Both columns as Series of which equal positions belong together."""
    value_series, group_series = column_series(values), column_series(groups)
    if len(value_series) != len(group_series):
        raise StatisticsError(
            "Waarden en groepen moeten even lang zijn: er zijn {values} waarden en {groups} groepen. "
            "Neem beide kolommen uit dezelfde tabel.",
            values=len(value_series),
            groups=len(group_series),
        )
    given_with_index = isinstance(values, pd.Series) and isinstance(groups, pd.Series)
    if not given_with_index or value_series.index.equals(group_series.index):
        return value_series, group_series
    index, other = value_series.index, group_series.index
    if not index.is_unique or not other.is_unique or not index.isin(other).all():
        raise StatisticsError(
            "Waarden en groepen horen bij verschillende rijen: hun index is niet gelijk. Neem beide kolommen uit "
            "dezelfde tabel, of geef ze zonder index (.to_numpy()) om ze op volgorde te koppelen."
        )
    return value_series, group_series.reindex(index)


def _only_used(codes: IntArray, labels: Sequence[Any]) -> tuple[IntArray, list[Any]]:
    used = np.bincount(codes, minlength=len(labels)) > 0
    if used.all():
        return codes, list(labels)
    renumbered = np.cumsum(used) - 1
    return renumbered[codes], [label for label, occurs in zip(labels, used, strict=True) if occurs]


def _check_groups(labels: Sequence[Any], n: int) -> None:
    if n == 0:
        raise StatisticsError(
            "Er valt niets te vergelijken: geen enkele rij heeft zowel een waarde als een groep. Kies andere kolommen."
        )
    if len(labels) == 1:
        raise StatisticsError(
            "Er valt niets te vergelijken: alle {n} antwoorden komen uit één groep, {group}. "
            "Kies een kolom met minstens twee groepen.",
            n=n,
            group=Names((labels[0],)),
        )
