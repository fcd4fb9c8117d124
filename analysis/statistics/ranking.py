"""Mid-ranks, and what tests on ranks need of them: ties counted once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.statistics.oneway import Parts
from analysis.statistics.results import FloatArray, IntArray

#: Whole numbers within so wide a range, and so many different values, are counted instead of sorted.
_WIDEST = 1_000
#: So many values are looked at before it is worth while to look whether all are whole.
_SOME = 1_000


@dataclass(frozen=True, eq=False)
class Ranking:
    """Values by rank. ties: how often each distinct value occurs, low to high; sizes: how many values each group has.

    by_group: for each group in turn the values that occur in it, as positions among the distinct ones, and how often
    each of them does; None for once each.
    """

    ties: IntArray
    sizes: IntArray
    by_group: tuple[tuple[IntArray, FloatArray | None], ...]

    @property
    def n(self) -> int:
        """How many values were ranked."""
        return int(self.sizes.sum())

    @property
    def group_means(self) -> FloatArray:
        """Of each group its mean mid-rank minus the mean of all, (n + 1)/2. Sums of halves: without rounding."""
        centred = np.cumsum(self.ties) - (self.ties - 1) / 2 - (self.n + 1) / 2
        sums = [
            float(centred.take(codes).sum() if counts is None else centred.take(codes) @ counts)
            for codes, counts in self.by_group
        ]
        return np.array(sums) / self.sizes

    @property
    def variance(self) -> float:
        """Variance of the mid-ranks (n − 1): N(N + 1)/12, less what ties take away."""
        n, t = float(self.n), self.ties.astype(np.float64)
        return float((n**3 - n - (t**3 - t).sum()) / 12 / (n - 1))


def ranking(parted: Parts) -> Ranking:
    """Rank all values together: by counting where few of them differ, as answers and scores do, and else by sorting.

    Each group is sorted by itself, which is fast, and then the groups are merged: NumPy's stable sort recognises
    stretches that are in order, and skips what is equal.
    """
    counted = _counted(parted)
    if counted is not None:
        return counted
    values = parted.values.copy()
    for group in Parts(values, parted.sizes).groups():
        group.sort()
    order = np.argsort(values, kind="stable")
    in_order = values.take(order)
    first = np.flatnonzero(in_order[1:] != in_order[:-1]) + 1
    ties = np.diff(first, prepend=0, append=values.size)
    codes = np.empty(order.size, dtype=np.intp)
    codes[order] = np.repeat(np.arange(ties.size), ties)
    return Ranking(ties, parted.sizes, tuple((part, None) for part in _split(codes, parted.sizes)))


def _counted(parted: Parts) -> Ranking | None:
    """The ranking from counts of every value; None where the values are not few."""
    found = _whole(parted.values) or _few(parted.values)
    if found is None:
        return None
    codes, width = found
    counts = np.array([np.bincount(part, minlength=width) for part in _split(codes, parted.sizes)])
    occurring = np.flatnonzero(counts.any(axis=0))
    counts = counts[:, occurring]
    places = np.arange(occurring.size)
    by_group = tuple((places[row > 0], row[row > 0].astype(np.float64)) for row in counts)
    return Ranking(counts.sum(axis=0), parted.sizes, by_group)


def _whole(values: FloatArray) -> tuple[npt.NDArray[np.int16], int] | None:
    """Answers in whole numbers (or with the same part after the point), less the lowest; and how many there can be."""
    low, high = float(values.min()), float(values.max())
    some = values[:_SOME] - low
    if high - low > _WIDEST or not np.array_equal(some, np.floor(some)):
        return None
    above = values - low
    codes = above.astype(np.int16)
    return (codes, int(high - low) + 1) if np.array_equal(codes, above) else None


def _few(values: FloatArray) -> tuple[IntArray, int] | None:
    """Scores with few different values, such as means of items: codes low to high, and how many there are."""
    if values.size < _SOME or np.unique(values[:_SOME]).size > _SOME // 10:
        return None
    codes, distinct = pd.factorize(values)
    if distinct.size > _WIDEST:
        return None
    place = np.empty(distinct.size, dtype=np.intp)
    place[np.argsort(distinct)] = np.arange(distinct.size)
    return place.take(codes), distinct.size


def _split(codes: npt.NDArray[Any], sizes: IntArray) -> list[npt.NDArray[Any]]:
    return np.split(codes, np.cumsum(sizes)[:-1])
