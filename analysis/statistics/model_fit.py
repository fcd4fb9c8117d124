"""How well a factor model fits: fit indices from the chi-squares of the model and of no correlation at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtrc, chndtr

from analysis.statistics.results import Estimate, Interval


@dataclass(frozen=True)
class ChiSquareTest:
    """A chi-square test: the statistic, its degrees of freedom and the p-value (0 to 1)."""

    chi2: float
    df: int
    p: float


def chi_square_test(chi2: float, df: int) -> ChiSquareTest:
    """The test of `chi2` against the chi-square distribution with `df` (at least 1) degrees of freedom."""
    return ChiSquareTest(chi2, df, float(chdtrc(df, chi2)))


def rmsea(chi2: float, df: int, n: float, confidence: float = 0.9) -> Estimate:
    """√(max(χ² − df, 0) / (df·n)) with the interval of Steiger's noncentrality (Browne & Cudeck 1992).

    n: what the discrepancy was multiplied by to get `chi2`.
    """
    tail = (1 - confidence) / 2
    low, high = (float(np.sqrt(_noncentrality(chi2, df, p) / (df * n))) for p in (1 - tail, tail))
    value = float(np.sqrt(max(chi2 - df, 0.0) / (df * n)))
    return Estimate(value, Interval(low, high, confidence, "noncentral chi-square"))


def comparative_fit_index(model: ChiSquareTest, baseline: ChiSquareTest) -> float:
    """CFI (Bentler 1990), 0 to 1."""
    worst = max(baseline.chi2 - baseline.df, model.chi2 - model.df, 0.0)
    return 1.0 if worst == 0 else 1 - max(model.chi2 - model.df, 0.0) / worst


def tucker_lewis_index(model: ChiSquareTest, baseline: ChiSquareTest) -> float | None:
    """TLI (Tucker & Lewis 1973), unbounded; None where the baseline fits as well as can be expected."""
    expected = baseline.chi2 / baseline.df
    return None if expected <= 1 else (expected - model.chi2 / model.df) / (expected - 1)


def _noncentrality(chi2: float, df: int, probability: float) -> float:
    """The noncentrality with which a value up to `chi2` has the given probability; 0 where it is less without any."""

    def excess(noncentrality: float) -> float:
        return float(chndtr(chi2, df, noncentrality)) - probability

    if float(1 - chdtrc(df, chi2)) <= probability:
        return 0.0
    upper = max(2 * chi2, 10.0)
    while excess(upper) > 0:
        upper *= 2
    return float(brentq(excess, 0.0, upper, xtol=1e-10 * upper))
