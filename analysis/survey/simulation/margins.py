"""From printed percentages to whole numbers of respondents.

A percentage printed without decimals allows a small range of counts. Everything that is drawn later keeps within those
ranges, so that every margin rounds to what was printed by construction, not by luck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


def whole_counts(percentage: float, n: int) -> tuple[int, int]:
    """Smallest and largest count out of `n` that rounds to `percentage` (a whole per cent).

    Counts that fall exactly on a half are left out where another one fits: programs differ in how they round those.
    """
    deviations = {count: abs(100 * count / n - percentage) for count in range(n + 1)}
    fitting = [count for count, deviation in deviations.items() if deviation < 0.5 - 1e-9]
    if not fitting:
        fitting = [count for count, deviation in deviations.items() if deviation < 0.5 + 1e-9]
    return min(fitting), max(fitting)


@dataclass(frozen=True)
class Margin:
    """How often each answer to one question may occur: `low` and `high` by answer, `start` a fit that adds up to `n`.

    `relaxed` says that the printed percentages cannot add up to `n`, so that some counts lie outside their range.
    """

    n: int
    low: Counts
    high: Counts
    start: Counts
    relaxed: bool


def fit_margin(percentages: Sequence[float], n: int) -> Margin:
    """The counts that printed `percentages` allow, and the ones closest to them that add up to `n`.

    NaN is an answer that was not offered (no percentage printed): nobody gives it.
    Where no counts do both (the study prints rows of 102%), one range after another is widened by one respondent, each
    time the one that then strays least from its printed value.
    """
    exact = np.nan_to_num(np.array(percentages, dtype=float)) * n / 100
    bounds = [(0, 0) if np.isnan(percentage) else whole_counts(percentage, n) for percentage in percentages]
    offered = ~np.isnan(percentages)
    low = np.array([bound[0] for bound in bounds], dtype=np.int64)
    high = np.array([bound[1] for bound in bounds], dtype=np.int64)
    relaxed = False
    while low.sum() > n:
        low[np.argmin(np.where(low > 0, exact - (low - 1), np.inf))] -= 1
        relaxed = True
    while high.sum() < n:
        high[np.argmin(np.where(offered, high + 1 - exact, np.inf))] += 1
        relaxed = True
    return Margin(n, low, high, apportion(exact, low, high, n), relaxed)


def apportion(exact: NDArray[np.float64], low: Counts, high: Counts, n: int) -> Counts:
    """Whole counts between `low` and `high` that add up to `n`, as close to `exact` as that allows."""
    counts = np.clip(np.floor(exact).astype(np.int64), low, high)
    while counts.sum() < n:
        counts[np.argmax(np.where(counts < high, exact - counts, -np.inf))] += 1
    while counts.sum() > n:
        counts[np.argmax(np.where(counts > low, counts - exact, -np.inf))] -= 1
    return counts
