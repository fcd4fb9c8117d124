"""Every pair of groups compared: Games–Howell, Tukey–Kramer, Dunn and Hedges' g, from the moments of the groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri, stdtrit

from analysis.statistics import studentized_range
from analysis.statistics.multiple_testing import holm
from analysis.statistics.oneway import Moments
from analysis.statistics.results import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class RankMeans:
    """Of each group the mean of its mid-ranks, less the mean of all; and the variance of all mid-ranks (n − 1)."""

    offset: FloatArray
    variance: float


def pairwise_comparisons(
    moments: Moments, labels: pd.Index, ranks: RankMeans | None, confidence: float
) -> pd.DataFrame:
    """One row for each pair of groups, in the order of the groups; NaN where a statistic cannot be computed.

    Columns: group_a, group_b; difference (mean a − mean b) with ci_low and ci_high, simultaneous over all pairs (Games
    & Howell 1976, *Journal of Educational Statistics* 1: own variances, Welch's degrees of freedom); p_games_howell;
    p_tukey with tukey_low and tukey_high (Tukey–Kramer: pooled variance of all groups, simultaneous); p_dunn_holm
    (Dunn 1964, *Technometrics* 6: the same mean ranks as Kruskal–Wallis, corrected for ties, two-sided, Holm over the
    pairs; NaN without `ranks`) with rank_difference (mean rank a − mean rank b) and rank_low, rank_high (± the
    normal quantile for 1 − confidence over twice the number of pairs, times Dunn's standard error: simultaneous by
    Bonferroni, as Dunn proposed; Holm's steps give no interval, so that this one may hold 0 where p_dunn_holm is just
    below 1 − confidence); hedges_g (difference / pooled sd of
    the two groups, times 1 − 3/(4·df − 1), Hedges 1981, *Journal of Educational Statistics* 6) with g_low and g_high
    (± t · √((n_a + n_b)/(n_a·n_b) + g²/(2(n_a + n_b))), for this pair alone). There must be variance within the groups.

    R: `rstatix::games_howell_test`, `TukeyHSD`, `FSA::dunnTest(method = "holm")`,
    `effsize::cohen.d(hedges.correction = TRUE)`; the interval of `effectsize::hedges_g` inverts the noncentral t and
    differs slightly.
    """
    k = moments.n.size
    a, b = np.triu_indices(k, 1)
    difference = moments.offset[a] - moments.offset[b]

    error_share = moments.variance / moments.n  # squared standard error of each mean
    squared_error = error_share[a] + error_share[b]
    computable = squared_error > 0  # False for NaN too: a group of one answer
    df = np.full(a.shape, np.nan)
    df[computable] = (
        squared_error[computable] ** 2
        / (
            error_share[a] ** 2 / np.maximum(moments.n[a] - 1, 1)
            + error_share[b] ** 2 / np.maximum(moments.n[b] - 1, 1)
        )[computable]
    )
    unit = np.where(computable, np.sqrt(squared_error / 2), np.nan)
    pooled_unit = np.sqrt(moments.within / moments.df_within / 2 * (1 / moments.n[a] + 1 / moments.n[b]))
    # One quadrature for both tests.
    both_df = np.append(df, np.full(a.shape, moments.df_within))
    both_p = studentized_range.sf(np.abs(np.append(difference / unit, difference / pooled_unit)), k, both_df)
    critical = studentized_range.ppf(confidence, k, np.append(df, moments.df_within))
    margin, tukey_margin = unit * critical[:-1], pooled_unit * critical[-1]

    g, g_margin = _hedges_g(moments, difference, a, b, confidence)
    rank_difference = np.full(a.shape, np.nan)
    p_dunn, rank_margin = rank_difference, rank_difference
    if ranks is not None:
        rank_difference = ranks.offset[a] - ranks.offset[b]
        rank_error = np.sqrt(ranks.variance * (1 / moments.n[a] + 1 / moments.n[b]))
        p_dunn = holm(2 * ndtr(-np.abs(rank_difference / rank_error)))
        rank_margin = -ndtri((1 - confidence) / (2 * a.size)) * rank_error
    numbers = {
        "difference": difference,
        "ci_low": difference - margin,
        "ci_high": difference + margin,
        "p_games_howell": both_p[: a.size],
        "p_tukey": both_p[a.size :],
        "p_dunn_holm": p_dunn,
        "hedges_g": g,
        "g_low": g - g_margin,
        "g_high": g + g_margin,
        "tukey_low": difference - tukey_margin,
        "tukey_high": difference + tukey_margin,
        "rank_difference": rank_difference,
        "rank_low": rank_difference - rank_margin,
        "rank_high": rank_difference + rank_margin,
    }
    # As one block: pandas takes longer over sixteen columns one by one than all the statistics take.
    table = pd.DataFrame(np.column_stack(list(numbers.values())), columns=list(numbers))
    table.insert(0, "group_a", labels.take(a))
    table.insert(1, "group_b", labels.take(b))
    return table


def _hedges_g(
    moments: Moments, difference: FloatArray, a: IntArray, b: IntArray, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """Hedges' g of each pair, and the half width of its interval."""
    squares = moments.sum_of_squares[a] + moments.sum_of_squares[b]
    n = moments.n[a] + moments.n[b]
    df = n - 2
    computable = (squares > 0) & (df > 1)  # with one degree of freedom the correction is 0, and so would g be
    g = np.full(difference.shape, np.nan)
    g[computable] = difference[computable] / np.sqrt(squares[computable] / df[computable])
    g *= 1 - 3 / (4 * df - 1)
    margin = stdtrit(np.maximum(df, 1), (1 + confidence) / 2) * np.sqrt(
        n / (moments.n[a] * moments.n[b]) + g**2 / (2 * n)
    )
    return g, margin
