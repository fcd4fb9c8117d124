"""Small result types that the statistics share: plain unrounded numbers, and the choices that were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Interval:
    """A two-sided interval from `low` to `high` for a parameter, with `confidence` (0 to 1), made by `method`."""

    low: float
    high: float
    confidence: float
    method: str


@dataclass(frozen=True)
class Estimate:
    """A point estimate with its interval. Some estimators (omega²) can lie below the interval's bound of 0."""

    value: float
    interval: Interval


@dataclass(frozen=True)
class FTest:
    """An F test: the statistic, its two degrees of freedom (the second need not be whole) and the p-value (0 to 1)."""

    f: float
    df_between: float
    df_within: float
    p: float


@dataclass(frozen=True)
class RankTest:
    """Kruskal–Wallis: `h`, corrected for ties, against chi-square with `df` degrees of freedom; `p` from 0 to 1."""

    h: float
    df: float
    p: float


@dataclass(frozen=True)
class TTest:
    """A t test: `estimate` (in the units of the values) with its interval, `t`, its `df` (need not be whole), `p`."""

    estimate: float
    interval: Interval
    t: float
    df: float
    p: float


@dataclass(frozen=True)
class Trend(TTest):
    """The linear contrast of ordered groups, with the pooled variance of all groups; `df` is N − number of groups.

    estimate, interval: Σ cᵢ·meanᵢ with R's orthonormal `contr.poly` weights (Σ cᵢ = 0, Σ cᵢ² = 1). per_step,
    per_step_interval: the same contrast as a slope, in points per step from one group to the next: the estimate divided
    by the root of Σ wᵢ², with wᵢ the centred positions. welch: the contrast with each group's own variance and
    Satterthwaite's degrees of freedom, None when a group has one answer. groups: the groups in the contrast, low to
    high; n: their answers.
    """

    per_step: float
    per_step_interval: Interval
    welch: TTest | None
    groups: tuple[object, ...]
    n: int


@dataclass(frozen=True)
class JonckheereTest:
    """Jonckheere–Terpstra: `statistic` J counts the pairs of answers that rise with the groups (a tie counts a half).

    expected: J when the groups do not differ. z: (J − expected) / its standard error, corrected for ties, without
    continuity correction; above 0 when answers rise. p: two-sided, from the normal distribution. tau_b: Kendall's tau-b
    of answers and groups, −1 to 1, the effect size. n: the answers counted.
    """

    statistic: float
    expected: float
    z: float
    p: float
    tau_b: float
    n: int
