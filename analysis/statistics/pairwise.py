"""Every pair of groups compared: Games–Howell, Tukey–Kramer and Hedges' g, from the moments of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

from analysis.statistics import studentized_range
from analysis.statistics.oneway import Moments
from analysis.statistics.results import FloatArray, IntArray


def pairwise_comparisons(moments: Moments, labels: Sequence[object], confidence: float) -> pd.DataFrame:
    """One row for each pair of groups, in the order of the groups; NaN where a statistic cannot be computed.

    Columns: group_a, group_b; difference (mean a − mean b) with ci_low and ci_high, simultaneous over all pairs (Games
    & Howell 1976, *Journal of Educational Statistics* 1: own variances, Welch's degrees of freedom); p_games_howell;
    p_tukey (Tukey–Kramer: pooled variance of all groups); hedges_g (difference / pooled sd of the two groups, times
    1 − 3/(4·df − 1), Hedges 1981, *Journal of Educational Statistics* 6). There must be variance within the groups.

    R: `rstatix::games_howell_test`, `TukeyHSD`, `effsize::cohen.d(hedges.correction = TRUE)`.
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
    margin = unit * studentized_range.ppf(confidence, k, df)

    pooled_unit = np.sqrt(moments.within / moments.df_within / 2 * (1 / moments.n[a] + 1 / moments.n[b]))
    return pd.DataFrame(
        {
            "group_a": [labels[i] for i in a.tolist()],
            "group_b": [labels[i] for i in b.tolist()],
            "difference": difference,
            "ci_low": difference - margin,
            "ci_high": difference + margin,
            "p_games_howell": studentized_range.sf(np.abs(difference) / unit, k, df),
            "p_tukey": studentized_range.sf(np.abs(difference) / pooled_unit, k, moments.df_within),
            "hedges_g": _hedges_g(moments, difference, a, b),
        }
    )


def _hedges_g(moments: Moments, difference: FloatArray, a: IntArray, b: IntArray) -> FloatArray:
    # Deferred: this import takes more than a second, and most pages need none of it.
    from pingouin import convert_effsize

    squares = moments.sum_of_squares[a] + moments.sum_of_squares[b]
    df = moments.n[a] + moments.n[b] - 2
    computable = (squares > 0) & (df > 1)  # with one degree of freedom the correction is 0, and so would g be
    cohens_d = np.full(difference.shape, np.nan)
    cohens_d[computable] = difference[computable] / np.sqrt(squares[computable] / df[computable])
    return cast(FloatArray, convert_effsize(cohens_d, "cohen", "hedges", nx=moments.n[a], ny=moments.n[b]))
