"""Mid-ranks, and what tests on ranks need of them: ties counted once for all tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.statistics.oneway import Parts
from analysis.statistics.results import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Ranking:
    """Values by rank. order: their positions from low to high; ties: how often each distinct value occurs, low to high;
    sizes: how many values each group has, group after group."""

    order: IntArray
    ties: IntArray
    sizes: IntArray

    @property
    def codes(self) -> IntArray:
        """Of each value, the position of its value among the distinct ones, low to high. Within a group the values
        stand from low to high."""
        codes = np.empty(self.order.size, dtype=np.intp)
        codes[self.order] = np.repeat(np.arange(self.ties.size), self.ties)
        return codes

    @property
    def group_means(self) -> FloatArray:
        """Of each group its mean mid-rank minus the mean of all, (n + 1)/2. Sums of halves: without rounding."""
        groups = np.repeat(np.arange(self.sizes.size, dtype=np.int16), self.sizes).take(self.order)
        centred = np.cumsum(self.ties) - (self.ties - 1) / 2 - (self.order.size + 1) / 2
        if self.ties.size < self.order.size:
            centred = np.repeat(centred, self.ties)
        return np.bincount(groups, weights=centred, minlength=self.sizes.size) / self.sizes

    @property
    def variance(self) -> float:
        """Variance of the mid-ranks (n − 1): N(N + 1)/12, less what ties take away."""
        n, t = float(self.order.size), self.ties.astype(np.float64)
        return float((n**3 - n - (t**3 - t).sum()) / 12 / (n - 1))


def ranking(parted: Parts) -> Ranking:
    """Rank all values together.

    Each group is sorted by itself, which is fast, and then the groups are merged: NumPy's stable sort recognises
    stretches that are in order, and skips what is equal.
    """
    values = parted.values.copy()
    for group in Parts(values, parted.sizes).groups():
        group.sort()
    order = np.argsort(values, kind="stable")
    in_order = values.take(order)
    first = np.flatnonzero(in_order[1:] != in_order[:-1]) + 1
    ties = np.diff(first, prepend=0, append=values.size)
    return Ranking(order, ties, parted.sizes)
