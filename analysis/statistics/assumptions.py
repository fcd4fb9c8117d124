"""Whether what the tests of group means assume is near enough true: equal spread, and residuals about normal."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtri

from analysis.errors import StatisticsError
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column
from analysis.statistics.oneway import group_moments, levene, parts
from analysis.statistics.results import FloatArray, FTest


@dataclass(frozen=True, eq=False)
class Assumptions:
    """levene: about the mean, as SPSS and JASP. brown_forsythe: Levene about the median (Brown & Forsythe 1974), better
    for skewed answers; the default of SciPy and R's car. Both are None where distances do not vary.

    quantiles: DataFrame for a QQ picture, low to high: expected (of the standard normal distribution), residual (answer
        minus its group's mean, over the pooled sd). skewness, kurtosis: of the residuals (SPSS: G₁, G₂; 0 when normal),
        kurtosis is None below four answers. sd_ratio: largest over smallest sd of the groups with spread. n: answers.
    """

    levene: FTest | None
    brown_forsythe: FTest | None
    quantiles: pd.DataFrame
    skewness: float
    kurtosis: float | None
    sd_ratio: float
    n: int


def check_assumptions(values: Column, groups: Column, *, points: int = 200) -> Assumptions:
    """Check the assumptions of `compare_groups(values, groups)`; missing values and pairing are its own.

    points: how many quantiles at most, at least 2; with fewer than answers, they lie at equal distances. The expected
    ones are at (i − 3/8)/(n + 1/4) (Blom 1958; R `qqnorm` for n up to 10).

    Raises StatisticsError where `compare_groups` does, for fewer than three answers, and fewer than two points.
    """
    if points < 2:
        raise StatisticsError(
            "Een kwantielenfiguur heeft minstens twee punten nodig; gegeven: {points}.", points=points
        )
    sample = grouped(values, groups)
    k, n = len(sample.labels), len(sample.values)
    moments, deviations = group_moments(sample.values, sample.codes, k)
    if moments.within == 0 or moments.df_within <= 0 or n < 3:
        raise StatisticsError(
            "Er zijn geen afwijkingen van het groepsgemiddelde om te beoordelen: binnen elke groep zijn alle "
            "antwoorden gelijk."
        )
    order = np.lexsort((sample.values, sample.codes))
    starts = np.concatenate(([0], np.cumsum(moments.n)[:-1])).astype(np.intp)
    size = moments.n.astype(np.intp)
    in_order = deviations[order]
    medians = (in_order[starts + (size - 1) // 2] + in_order[starts + size // 2]) / 2
    residuals = np.sort(deviations / np.sqrt(moments.within / moments.df_within))
    at = np.arange(1, n + 1) if n <= points else np.linspace(0.5, n + 0.5, points + 1)[:-1] + n / points / 2
    ranks: FloatArray = np.clip(at, 1, n).astype(np.float64)
    second, third, fourth = (float(np.mean(residuals**power)) for power in (2, 3, 4))
    kurtosis = None
    if n > 3:
        kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (fourth / second**2 - 3) + 6)
    sds = np.sqrt(moments.variance[(moments.n > 1) & (moments.sum_of_squares > 0)])
    return Assumptions(
        levene=levene(parts(deviations, sample.codes, k)),
        brown_forsythe=levene(parts(deviations - medians[sample.codes], sample.codes, k)),
        quantiles=pd.DataFrame(
            {
                "expected": ndtri((ranks - 0.375) / (n + 0.25)),
                "residual": np.interp(ranks, np.arange(1, n + 1), residuals),
            }
        ),
        skewness=float(np.sqrt(n * (n - 1)) / (n - 2) * third / second**1.5),
        kurtosis=kurtosis,
        sd_ratio=float(sds.max() / sds.min()),
        n=n,
    )
