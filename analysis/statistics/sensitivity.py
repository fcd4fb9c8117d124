"""What a comparison of groups could have found, and whether a difference is too small to matter."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import fdtri, ncfdtr, stdtr, stdtrit

from analysis.errors import StatisticsError
from analysis.statistics.comparison import GroupComparison
from analysis.statistics.multiple_testing import holm
from analysis.statistics.results import FloatArray


@dataclass(frozen=True, eq=False)
class Detectable:
    """The smallest effects that groups of these sizes show with probability `power`, tested two-sided at `alpha`.

    f: Cohen's f of the ANOVA over all groups (standard deviation of the group means, weighted by size, over the sd
        within groups); eta_squared: the same as a share, f²/(1 + f²).
    pairs: DataFrame with a row for each pair: group_a, group_b, difference (in points, given the sds of both groups), d
        (the same in pooled sds). NaN for a group of one answer or pairs without spread. For a single pair: not
        corrected for the number of pairs.
    """

    f: float
    eta_squared: float
    pairs: pd.DataFrame
    power: float
    alpha: float


@dataclass(frozen=True, eq=False)
class Equivalence:
    """Two one-sided tests for every pair: is the difference smaller than `bound` points, to either side?

    pairs: DataFrame with a row for each pair: group_a, group_b, difference, ci_low, ci_high (of 1 − 2·alpha, which goes
        with these tests), p (the larger of both), p_holm (over the pairs), equivalent (p_holm below alpha). NaN and
        False where a group has one answer or both have no spread.
    """

    pairs: pd.DataFrame
    bound: float
    alpha: float


def smallest_detectable(comparison: GroupComparison, *, power: float = 0.8, alpha: float = 0.05) -> Detectable:
    """The smallest effects that the groups of `comparison` would have shown with this power.

    From the noncentral F with λ = N·f², and for pairs the noncentral t of Welch's test with the sds that were found
    (Cohen 1988). This is the sensitivity of the design, not 'observed power', which only repeats p. G*Power:
    'Sensitivity'; R: `pwr::pwr.anova.test`, `pwr::pwr.t2n.test`; statsmodels: `FTestAnovaPower().solve_power`.

    Raises StatisticsError unless 0 < alpha < power < 1.
    """
    if not 0 < alpha < power < 1:
        raise StatisticsError(
            "Het onderscheidingsvermogen ({power}) moet tussen het significantieniveau ({alpha}) en 1 liggen.",
            power=power,
            alpha=alpha,
        )
    df_between, df_within = comparison.anova.df_between, comparison.anova.df_within
    f = math.sqrt(_smallest_noncentrality(df_between, df_within, power, alpha) / comparison.n)
    error, df, pooled = _pairs(comparison)
    steps = np.array([_smallest_step(d, power, alpha) if d > 0 else np.nan for d in df.tolist()])
    pairs = comparison.pairwise[["group_a", "group_b"]].assign(difference=steps * error, d=steps * error / pooled)
    return Detectable(f, f**2 / (1 + f**2), pairs, power, alpha)


def equivalence(comparison: GroupComparison, bound: float, *, alpha: float = 0.05) -> Equivalence:
    """Test for every pair whether the means differ by less than `bound` points (Schuirmann 1987; Welch's t).

    bound: in the units of the values, above 0, chosen before looking at the results. R: `TOSTER::tsum_TOST`; jamovi:
    TOSTER; `statsmodels.stats.weightstats.ttost_ind(usevar="unequal")`. Raises StatisticsError for a bound or alpha
    that cannot be.
    """
    if not (bound > 0 and math.isfinite(bound)):
        raise StatisticsError("De grens moet een getal boven 0 zijn; gegeven is {value}.", value=bound)
    if not 0 < alpha < 0.5:
        raise StatisticsError("Het significantieniveau moet tussen 0 en 0,5 liggen; gegeven is {value}.", value=alpha)
    difference = comparison.pairwise["difference"].to_numpy()
    error, df, _ = _pairs(comparison)
    known = df > 0
    p, margin = np.full(error.shape, np.nan), np.full(error.shape, np.nan)
    p[known] = stdtr(df[known], (np.abs(difference) - bound)[known] / error[known])
    margin[known] = stdtrit(df[known], 1 - alpha) * error[known]
    p_holm = p.copy()
    p_holm[known] = holm(p[known])
    table = comparison.pairwise[["group_a", "group_b", "difference"]].assign(
        ci_low=difference - margin, ci_high=difference + margin, p=p, p_holm=p_holm, equivalent=p_holm < alpha
    )
    return Equivalence(table, float(bound), alpha)


def _pairs(comparison: GroupComparison) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of each pair: standard error of the difference and Welch's degrees of freedom (NaN: not known), pooled sd."""
    n = comparison.groups["n"].to_numpy(dtype=np.float64)
    variance = comparison.groups["sd"].to_numpy() ** 2
    a, b = np.triu_indices(n.size, 1)
    share = variance / n
    total = share[a] + share[b]
    with np.errstate(divide="ignore", invalid="ignore"):
        df = total**2 / (share[a] ** 2 / (n[a] - 1) + share[b] ** 2 / (n[b] - 1))
        pooled = np.sqrt(((n[a] - 1) * variance[a] + (n[b] - 1) * variance[b]) / (n[a] + n[b] - 2))
    return np.sqrt(total), np.where(total > 0, df, np.nan), pooled


def _smallest_step(df: float, power: float, alpha: float) -> float:
    """The noncentrality of t, in standard errors, that a two-sided test finds with this power."""
    return math.sqrt(_smallest_noncentrality(1.0, df, power, alpha))


def _smallest_noncentrality(df_between: float, df_within: float, power: float, alpha: float) -> float:
    """The λ of an F test that is found with this power; of a t test, F with one degree of freedom, its square root."""
    critical = float(fdtri(df_between, df_within, 1 - alpha))

    def missed(noncentrality: float) -> float:
        return float(ncfdtr(df_between, df_within, noncentrality, critical)) - (1 - power)

    high = 1.0
    while missed(high) > 0:
        high *= 2
    return float(brentq(missed, 0.0, high, rtol=1e-12))
