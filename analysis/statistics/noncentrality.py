"""Interval for the noncentrality of an F or chi-square test, by which effect sizes get theirs (Steiger 2004)."""

from __future__ import annotations

from scipy.optimize import brentq
from scipy.special import chdtr, chndtr, fdtr, ncfdtr

from analysis.statistics.results import FTest, Interval

_PATNAIK_FROM = 1e6


def noncentrality_interval(test: FTest, confidence: float) -> Interval:
    """Two-sided interval for the noncentrality parameter λ of an F test, with `confidence` between 0 and 1.

    The limits are the λ under which an F this small has probability 1 − a and a, with a = (1 − confidence)/2; a limit
    that no λ reaches is 0 (Steiger 2004, *Psychological Methods* 9). R: `MBESS::conf.limits.ncf`. Not taken from
    `statsmodels.stats.oneway.confint_noncentrality`: its limits are right to four digits only, and wrong above 10,000.
    """
    tail = (1 - confidence) / 2
    return Interval(
        _noncentrality_with(1 - tail, test), _noncentrality_with(tail, test), confidence, "Steiger (2004), noncentral F"
    )


def _noncentrality_with(probability: float, test: FTest) -> float:
    """The λ for which P(F ≤ the observed one) is `probability`; 0 if that is less even with λ = 0."""

    def excess(noncentrality: float) -> float:
        return _cdf(test, noncentrality) - probability

    if excess(0.0) <= 0:
        return 0.0
    high = max(1.0, test.f * test.df_between)
    while excess(high) > 0:
        high *= 2
    return float(brentq(excess, 0.0, high, rtol=1e-12))


def _cdf(test: FTest, noncentrality: float) -> float:
    """P(F ≤ test.f) under the noncentral F.

    For a very large λ the exact sum becomes slow, and in the end NaN; there Patnaik's approximation (1949, *Biometrika*
    36) of the noncentral chi-square by a scaled central one is right to 1e-9.
    """
    if noncentrality < _PATNAIK_FROM:
        return float(ncfdtr(test.df_between, test.df_within, noncentrality, test.f))
    mean = test.df_between + noncentrality
    return float(fdtr(mean**2 / (mean + noncentrality), test.df_within, test.f * test.df_between / mean))


def noncentral_chi_square_interval(statistic: float, df: float, confidence: float) -> Interval:
    """Two-sided interval for the noncentrality λ of a chi-square test, as `noncentrality_interval` for F.

    R: `MBESS::conf.limits.nc.chisq`, which gives NA where the limit here is 0.
    """
    tail = (1 - confidence) / 2

    def limit(probability: float) -> float:
        def excess(noncentrality: float) -> float:
            return _chi_square_cdf(statistic, df, noncentrality) - probability

        if excess(0.0) <= 0:
            return 0.0
        high = max(1.0, statistic)
        while excess(high) > 0:
            high *= 2
        return float(brentq(excess, 0.0, high, rtol=1e-12))

    return Interval(limit(1 - tail), limit(tail), confidence, "noncentral chi-square")


def _chi_square_cdf(statistic: float, df: float, noncentrality: float) -> float:
    """P(χ² ≤ statistic) under the noncentral chi-square; for a very large λ, as above, by Patnaik's approximation."""
    if noncentrality < _PATNAIK_FROM:
        return float(chndtr(statistic, df, noncentrality))
    mean, double = df + noncentrality, df + 2 * noncentrality
    return float(chdtr(mean**2 / double, statistic * mean / double))
