"""Groups with an order: do the answers rise from the lowest group to the highest?"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from analysis.statistics.oneway import Moments
from analysis.statistics.ranking import Ranking
from analysis.statistics.results import FloatArray, Interval, JonckheereTest, Trend, TTest


def linear_trend(moments: Moments, positions: FloatArray, labels: Sequence[object], confidence: float) -> Trend:
    """The linear contrast of the groups' means; there must be variance within the groups.

    positions: of each group its place in the order (0, 1, …; a place may be left out), NaN for a group outside it,
        which adds to the pooled variance only.

    With all places taken the weights are those of R's `contr.poly`: `summary(lm(y ~ ordered(group)))`, row `.L`; with a
    place left out those of `contr.poly(k, scores = …)`. t and p also equal SPSS ONEWAY /CONTRAST with whole weights
    (−3 −1 1 3), which estimates a multiple, and SPSS UNIANOVA or JASP with polynomial contrasts. For unequal variances:
    SPSS ONEWAY's second line (does not assume equal variances).
    """
    within_order = np.flatnonzero(~np.isnan(positions))
    places = positions[within_order]
    centred = places - places.mean()
    length = float(np.sqrt(centred @ centred))
    weights = centred / length
    n = moments.n[within_order]
    estimate = float(weights @ moments.offset[within_order])

    pooled = moments.within / moments.df_within
    trend = _contrast(estimate, float(np.sqrt(pooled * (weights**2 / n).sum())), moments.df_within, confidence)

    welch = None
    spread = weights**2 * moments.variance[within_order] / n
    used = weights != 0  # the middle one of an odd number of groups does not count, whatever its spread
    if np.all(n[used] > 1) and spread[used].sum() > 0:
        df = float(spread[used].sum() ** 2 / (spread[used] ** 2 / (n[used] - 1)).sum())
        welch = _contrast(estimate, float(np.sqrt(spread[used].sum())), df, confidence, "Welch–Satterthwaite")
    in_order = within_order[np.argsort(places)]
    return Trend(
        trend.estimate,
        trend.interval,
        trend.t,
        trend.df,
        trend.p,
        per_step=estimate / length,
        per_step_interval=Interval(
            trend.interval.low / length, trend.interval.high / length, confidence, trend.interval.method
        ),
        welch=welch,
        groups=tuple(labels[position] for position in in_order.tolist()),
        n=int(n.sum()),
    )


def _contrast(estimate: float, error: float, df: float, confidence: float, method: str = "pooled variance") -> TTest:
    t = estimate / error
    margin = float(stdtrit(df, (1 + confidence) / 2)) * error
    return TTest(
        estimate,
        Interval(estimate - margin, estimate + margin, confidence, method),
        t,
        df,
        2 * float(stdtr(df, -abs(t))),
    )


def jonckheere(ranks: Ranking) -> JonckheereTest:
    """Jonckheere–Terpstra on ranked values (not all equal), whose groups stand from low to high.

    J = Σ over pairs of groups of Mann–Whitney's U (Terpstra 1952; Jonckheere 1954, *Biometrika* 41); the variance with
    ties in the values is Kendall's (Hollander & Wolfe 1999, 6.2; Lehmann 1975). R: `PMCMRplus::jonckheereTest`,
    `DescTools::JonckheereTerpstraTest` and `clinfun::jonckheere.test` give the same J (the last two take an exact or
    permutation p for small samples without ties); SPSS: NPTESTS, Jonckheere–Terpstra. |z| and p are those of Kendall's
    tau-b between values and group (`scipy.stats.kendalltau(method="asymptotic")`).
    """
    # The counts of each distinct value in one group after the other: pairs are counted, never compared one by one.
    lower = np.zeros(ranks.ties.size)
    statistic = 0.0
    for codes, counts in ranks.by_group:
        below_or_half = np.cumsum(lower) - lower / 2
        statistic += float(below_or_half[codes].sum() if counts is None else below_or_half[codes] @ counts)
        lower += np.bincount(codes, counts, minlength=lower.size)

    n = float(ranks.n)
    m, t = ranks.sizes.astype(np.float64), ranks.ties.astype(np.float64)
    pairs = float(n**2 - m @ m) / 2
    free = n * (n - 1) * (2 * n + 5) - _sum(m * (m - 1) * (2 * m + 5)) - _sum(t * (t - 1) * (2 * t + 5))
    variance = free / 72 + _sum(m * (m - 1)) * _sum(t * (t - 1)) / (8 * n * (n - 1))
    if n > 2:
        triples = _sum(m * (m - 1) * (m - 2)) * _sum(t * (t - 1) * (t - 2))
        variance += triples / (36 * n * (n - 1) * (n - 2))
    z = (statistic - pairs / 2) / math.sqrt(variance)
    untied = (n * (n - 1) - _sum(t * (t - 1))) / 2
    tau_b = (2 * statistic - pairs) / math.sqrt(pairs * untied)
    return JonckheereTest(statistic, pairs / 2, z, 2 * float(ndtr(-abs(z))), tau_b, ranks.n)


def _sum(terms: FloatArray) -> float:
    return float(terms.sum())
