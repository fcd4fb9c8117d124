"""Mid-ranks, and what tests on ranks need of them: ties counted once for all tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.statistics.results import FloatArray, IntArray

_SAMPLE = 1000


@dataclass(frozen=True, eq=False)
class Ranking:
    """Values by rank. codes: of each value, the position of its value among the distinct ones, low to high; ties: how
    often each distinct value occurs."""

    codes: IntArray
    ties: IntArray

    @property
    def centred(self) -> FloatArray:
        """Of each value, its mid-rank minus the mean rank (n + 1)/2: a multiple of a half, so without rounding."""
        ends = np.cumsum(self.ties)
        centre: FloatArray = ends - (self.ties - 1) / 2 - (self.codes.size + 1) / 2
        return centre[self.codes]

    @property
    def variance(self) -> float:
        """Variance of the mid-ranks (n − 1): N(N + 1)/12, less what ties take away."""
        n, t = float(self.codes.size), self.ties.astype(np.float64)
        return float((n**3 - n - (t**3 - t).sum()) / 12 / (n - 1))


def ranking(values: FloatArray) -> Ranking:
    """Rank `values` (at least one, no NaN). Few distinct values, as in answers to questions, are hashed, not sorted."""
    some = values[:: max(1, values.size // _SAMPLE)]
    if values.size > _SAMPLE and np.unique(some).size < some.size / 4:
        first_seen, distinct = pd.factorize(values)
        order = np.argsort(distinct)
        place = np.empty(order.size, dtype=np.intp)
        place[order] = np.arange(order.size)
        codes = place[first_seen]
    else:
        order = np.argsort(values)
        in_order = values[order]
        codes = np.empty(values.size, dtype=np.intp)
        codes[order] = np.cumsum(np.concatenate(([False], in_order[1:] != in_order[:-1])))
    return Ranking(codes, np.bincount(codes))
