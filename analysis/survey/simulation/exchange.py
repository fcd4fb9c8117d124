"""Statements in words, met by exchange: respondents swap an answer until every test comes out as the study says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NOT_SIGNIFICANT_P = 0.15  # p of a difference that was reported as not significant, at least
SIGNIFICANT_P = 0.02  # p of one that was reported as significant, at most
ROUNDING = 1e-9  # equal sums may differ in their last digits from one processor to another; the files must not


def settle(
    values: Integers,
    strata: Integers,
    shortfall: Callable[[Integers], float],
    rng: np.random.Generator,
    tries: int = 4000,
) -> Integers:
    """Lets respondents of one stratum exchange their values until `shortfall` is nothing; the margins stay.

    `strata` holds a number per respondent; those with a negative one take no part. An exchange stands when it does not
    make the shortfall grow. What is left of it after the last try is left.
    """
    values = values.copy()
    taking_part = np.flatnonzero(strata >= 0)
    current = shortfall(values)
    for _ in range(tries):
        if current <= 0:
            break
        a = rng.choice(taking_part)
        b = rng.choice(np.flatnonzero(strata == strata[a]))
        if values[a] == values[b]:
            continue
        values[[a, b]] = values[[b, a]]
        trial = shortfall(values)
        if trial <= current + ROUNDING:
            current = trial
        else:
            values[[a, b]] = values[[b, a]]
    return values


def no_difference(outcomes: Iterable[Floats], groups: Integers) -> float:
    """How far the outcomes (NaN: no answer) are from showing no significant difference between groups."""
    return sum(too_low(anova_p(outcome, groups)) for outcome in outcomes)


def difference(outcomes: Iterable[Floats], groups: Integers) -> float:
    """How far the outcomes are from all showing a significant difference between groups."""
    return sum(too_high(anova_p(outcome, groups)) for outcome in outcomes)


def too_low(p: float) -> float:
    """How far, on a log scale, a p lies below that of a difference reported as not significant.

    Means that are all but equal (p above .99, or not a number where F vanishes) count as too good to be true.
    """
    return max(0.0, float(np.log(NOT_SIGNIFICANT_P / p))) if p < 0.99 else 1.0


def too_high(p: float) -> float:
    """How far, on a log scale, a p lies above that of a difference reported as significant."""
    return max(0.0, float(np.log(p / SIGNIFICANT_P)))


def anova_p(outcome: Floats, groups: Integers) -> float:
    """p of a one-way analysis of variance; those without an outcome or with a negative group are left out."""
    known = ~np.isnan(outcome) & (groups >= 0)
    return float(stats.f_oneway(*(outcome[known & (groups == group)] for group in np.unique(groups[known]))).pvalue)


def association_p(a: Integers, b: Integers, known: NDArray[np.bool_]) -> float:
    """p of a chi-square test of independence (without continuity correction), on those who are known."""
    return float(stats.chi2_contingency(pd.crosstab(a[known], b[known]).to_numpy(), correction=False).pvalue)


def share(condition: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    """Share of those `among` whom the condition holds."""
    return float(condition[among].mean())
