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
