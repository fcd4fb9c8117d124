"""Two groups, or the same respondents twice: t tests, their rank tests, and effect sizes with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from analysis.errors import Names, StatisticsError
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column, confidence_level, paired_values
from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import Estimate, FloatArray, Interval, TTest


@dataclass(frozen=True)
class RankSumTest:
    """Mann–Whitney: `u` of the first group, `p` two-sided, `exact` or from the normal distribution.

    superiority: the probability that an answer of the first group is higher than one of the second, a tie counting a
    half (0 to 1, a half without difference), with the interval of Brunner & Munzel (2000), cut off at 0 and 1.
    rank_biserial: 2 · superiority − 1 (Cliff's delta).
    """

    u: float
    p: float
    exact: bool
    superiority: Estimate | None
    rank_biserial: float


@dataclass(frozen=True)
class TwoGroups:
    """Two groups compared: differences are the first group's minus the second's. Numbers are unrounded.

    student: equal variances; welch: unequal ones, the one to use by default. hedges_g: (Hedges 1981) with the interval
    of `pingouin.compute_esci`; None below four answers.
    """

    groups: tuple[object, object]
    n: tuple[int, int]
    means: tuple[float, float]
    sds: tuple[float, float]
    student: TTest
    welch: TTest
    mann_whitney: RankSumTest
    hedges_g: Estimate | None
    excluded: int
    confidence: float


@dataclass(frozen=True)
class PairedComparison:
    """The same respondents on two questions: differences are first minus second. Numbers are unrounded.

    n: who answered both; excluded: the others. t: the paired t test. wilcoxon_w: sum of the ranks of the positive
    differences, wilcoxon_p two-sided (pairs without a difference left out); exact or from the normal distribution.
    rank_biserial: (W₊ − W₋)/(W₊ + W₋), −1 to 1. dz: mean difference / sd of the differences. correlation: Pearson's, of
    both answers; None where one of them does not vary.
    """

    n: int
    excluded: int
    means: tuple[float, float]
    t: TTest
    wilcoxon_w: float
    wilcoxon_p: float
    wilcoxon_n: int
    rank_biserial: float
    dz: float
    correlation: float | None
    confidence: float


def compare_two(values: Column, groups: Column, *, confidence: float = 0.95) -> TwoGroups:
    """Compare `values` between exactly two `groups`; missing values and pairing as in `compare_groups`.

    R: `t.test(var.equal = TRUE)`, `t.test`, `wilcox.test`, `brunnermunzel::brunnermunzel.test` (whose estimate is 1 −
    superiority); JASP and jamovi: independent samples t-test. Mann–Whitney is exact up to eight answers in the
    smaller group without ties, as in SciPy; else with correction for ties and continuity, as R.

    Raises StatisticsError where `compare_groups` does, for another number of groups, and for a group of one answer.
    """
    confidence = confidence_level(confidence)
    sample = grouped(values, groups)
    if len(sample.labels) != 2:
        raise StatisticsError(
            "Voor deze toets zijn precies twee groepen nodig; er zijn er {count}: {groups}. Kies er twee.",
            count=len(sample.labels),
            groups=Names(tuple(sample.labels)),
        )
    first, second = (sample.values[sample.codes == code] for code in (0, 1))
    for label, part in zip(sample.labels, (first, second), strict=True):
        if part.size < 2:
            raise StatisticsError(
                "Groep {group} heeft maar één antwoord; een t-toets heeft er in elke groep minstens twee nodig.",
                group=Names((label,)),
            )
    na, nb = first.size, second.size
    squares = _squares(first), _squares(second)
    if sum(squares) == 0:
        raise StatisticsError(
            "De twee groepen zijn niet te vergelijken: binnen elke groep zijn alle antwoorden gelijk, zodat er geen "
            "spreiding is om een verschil aan af te meten."
        )
    difference = float(np.mean(first - second.mean()))
    df = float(na + nb - 2)
    pooled = sum(squares) / df
    shares = squares[0] / (na - 1) / na, squares[1] / (nb - 1) / nb
    welch_df = sum(shares) ** 2 / (shares[0] ** 2 / (na - 1) + shares[1] ** 2 / (nb - 1))
    return TwoGroups(
        groups=(sample.labels[0], sample.labels[1]),
        n=(na, nb),
        means=(float(first.mean()), float(second.mean())),
        sds=(math.sqrt(squares[0] / (na - 1)), math.sqrt(squares[1] / (nb - 1))),
        student=t_test(difference, math.sqrt(pooled * (1 / na + 1 / nb)), df, confidence, "pooled variance"),
        welch=t_test(difference, math.sqrt(sum(shares)), welch_df, confidence, "Welch"),
        mann_whitney=_mann_whitney(first, second, confidence),
        hedges_g=_hedges_g(difference, pooled, na, nb, confidence),
        excluded=sample.excluded,
        confidence=confidence,
    )


def compare_paired(first: Column, second: Column, *, confidence: float = 0.95) -> PairedComparison:
    """Compare two answers of the same respondents, such as of two sectors; one row a respondent, NaN for missing.

    Rows are paired by position; two Series must have the same index. R: `t.test(paired = TRUE)`,
    `wilcox.test(paired = TRUE)`, `effectsize::rank_biserial(paired = TRUE)`; JASP: paired samples t-test.

    Raises StatisticsError for columns of unequal length or index, values that are no numbers, fewer than two
    respondents with both answers, and differences that are all equal.
    """
    confidence = confidence_level(confidence)
    a, b = paired_values(first, second)
    both = ~(np.isnan(a) | np.isnan(b))
    rows = a.size
    a, b = a[both], b[both]
    n = a.size
    if n < 2:
        raise StatisticsError(
            "Er zijn minstens twee respondenten nodig die beide vragen beantwoordden; het zijn er {n}.", n=n
        )
    differences = a - b
    squares = _squares(differences)
    if squares == 0:
        raise StatisticsError(
            "De twee vragen zijn niet te vergelijken: bij alle {n} respondenten is het verschil hetzelfde ({value}).",
            n=n,
            value=float(differences[0]),
        )
    from scipy.stats import rankdata, wilcoxon  # slow to load

    mean, sd = float(differences.mean()), math.sqrt(squares / (n - 1))
    changed = differences[differences != 0]
    test = wilcoxon(changed)
    ranks = rankdata(np.abs(changed))
    positive = float(ranks[changed > 0].sum())
    spread = math.sqrt(_squares(a) * _squares(b))
    return PairedComparison(
        n=n,
        excluded=rows - n,
        means=(float(a.mean()), float(b.mean())),
        t=t_test(mean, sd / math.sqrt(n), n - 1.0, confidence, "paired"),
        wilcoxon_w=positive,
        wilcoxon_p=float(test.pvalue),
        wilcoxon_n=changed.size,
        rank_biserial=2 * positive / float(ranks.sum()) - 1,
        dz=mean / sd,
        correlation=float((a - a.mean()) @ (b - b.mean())) / spread if spread > 0 else None,
        confidence=confidence,
    )


def t_test(estimate: float, error: float, df: float, confidence: float, method: str) -> TTest:
    """A t test of an estimate with its standard error (above 0) and degrees of freedom."""
    t = estimate / error
    margin = float(stdtrit(df, (1 + confidence) / 2)) * error
    interval = Interval(estimate - margin, estimate + margin, confidence, method)
    return TTest(estimate, interval, t, df, 2 * float(stdtr(df, -abs(t))))


def _squares(values: FloatArray) -> float:
    """Sum of squares about the mean, exactly 0 where the values differ by rounding only."""
    mean = values.mean()
    deviations = values - mean
    deviations -= deviations.mean()
    total = float(deviations @ deviations)
    return 0.0 if total <= float(rounding_sum_of_squares(values.size, mean)) else total


def _hedges_g(difference: float, pooled: float, na: int, nb: int, confidence: float) -> Estimate | None:
    df = na + nb - 2
    if df < 2:
        return None
    g = difference / math.sqrt(pooled) * (1 - 3 / (4 * df - 1))
    error = math.sqrt((na + nb) / (na * nb) + g**2 / (2 * (na + nb)))
    margin = float(stdtrit(df, (1 + confidence) / 2)) * error
    return Estimate(g, Interval(g - margin, g + margin, confidence, "Hedges & Olkin (1985), t"))


def _mann_whitney(first: FloatArray, second: FloatArray, confidence: float) -> RankSumTest:
    from scipy.stats import mannwhitneyu, rankdata  # slow to load

    na, nb = first.size, second.size
    together = np.concatenate([first, second])
    exact = min(na, nb) <= 8 and np.unique(together).size == na + nb
    test = mannwhitneyu(first, second, method="exact" if exact else "asymptotic")
    superiority = float(test.statistic) / (na * nb)
    ranks = rankdata(together)
    # Placements: the share of the other group below each answer; their spread within a group is that of the estimate.
    spread = [
        float(np.var(ranks[part] - rankdata(own), ddof=1)) / other**2 / own.size
        for part, own, other in ((slice(0, na), first, nb), (slice(na, None), second, na))
    ]
    estimate = None
    if sum(spread) > 0:
        df = sum(spread) ** 2 / (spread[0] ** 2 / (na - 1) + spread[1] ** 2 / (nb - 1))
        margin = float(stdtrit(df, (1 + confidence) / 2)) * math.sqrt(sum(spread))
        low, high = max(superiority - margin, 0.0), min(superiority + margin, 1.0)
        estimate = Estimate(superiority, Interval(low, high, confidence, "Brunner & Munzel (2000)"))
    return RankSumTest(float(test.statistic), float(test.pvalue), bool(exact), estimate, 2 * superiority - 1)
