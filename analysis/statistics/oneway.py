"""One-way analysis of variance from the moments of each group: the classical F, Welch's F, Levene's and Kruskal–Wallis.

Everything but the last two needs only n, mean and sum of squares of each group, so that published tables of means and
standard deviations can be tested by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, fdtrc

from analysis.statistics.precision import rounding_sum_of_squares
from analysis.statistics.results import FloatArray, FTest, IntArray, RankTest


@dataclass(frozen=True, eq=False)
class Moments:
    """Of each group: `n` (at least 1), `offset` (mean minus `reference`) and `sum_of_squares` about the group's mean.

    Means are kept as differences from a reference in their midst: with data around 1,000,000,000,000 that differ in the
    first decimal, the means themselves would have lost what the tests are about. A group whose values differ by no more
    than rounding has a sum of squares of exactly 0.
    """

    n: FloatArray
    reference: float
    offset: FloatArray
    sum_of_squares: FloatArray

    @property
    def mean(self) -> FloatArray:
        return self.reference + self.offset

    @property
    def variance(self) -> FloatArray:
        """Variances with n − 1; NaN for a group of one."""
        variance = np.full(self.n.shape, np.nan)
        np.divide(self.sum_of_squares, self.n - 1, out=variance, where=self.n > 1)
        return variance

    @property
    def df_within(self) -> float:
        return float(self.n.sum() - self.n.size)

    @property
    def within(self) -> float:
        """Sum of squares within the groups."""
        return float(self.sum_of_squares.sum())

    @property
    def between(self) -> float:
        """Sum of squares between the groups."""
        return float(self.n @ (self.offset - self.n @ self.offset / self.n.sum()) ** 2)


@dataclass(frozen=True, eq=False)
class Parts:
    """Values group after group, without NaN. sizes: how many each group has, at least 1; starts: where each begins.

    A group is then a stretch of memory that stays in the processor's cache: some ten times faster than by the code of
    each value, and NumPy adds it pairwise, which keeps more digits.
    """

    values: FloatArray
    sizes: IntArray

    def groups(self) -> Iterator[FloatArray]:
        """Each group's values, as a view."""
        end = 0
        for size in self.sizes.tolist():
            yield self.values[end : end + size]
            end += size


#: Up to so many groups picking out one after the other is faster than sorting by group.
_FEW_GROUPS = 8
_CODES = np.int16


def parts(values: FloatArray, codes: IntArray, groups: int) -> Parts:
    """`values` put group after group; `codes`: the group of each, 0 to `groups` − 1, each of which occurs."""
    if groups > _FEW_GROUPS:
        return Parts(values.take(_by_group(codes, groups)), np.bincount(codes, minlength=groups))
    small = codes.astype(np.int8)
    ordered, sizes, start = np.empty_like(values), np.empty(groups, dtype=np.intp), 0
    for group in range(groups):
        rows = np.flatnonzero(small == group)
        sizes[group] = rows.size
        np.take(values, rows, out=ordered[start : start + rows.size], mode="clip")  # "raise" would make a copy
        start += rows.size
    return Parts(ordered, sizes)


def _by_group(codes: IntArray, groups: int) -> IntArray:
    """The rows group after group; NumPy sorts short integers by counting."""
    return np.argsort(codes.astype(_CODES) if groups < np.iinfo(_CODES).max else codes, kind="stable")


def part_moments(parted: Parts, out: FloatArray | None = None) -> tuple[Moments, Parts]:
    """Moments of each group, and every value's deviation from the mean of its group.

    out: where the deviations are written; may be the values themselves, where these are no longer needed.
    A provisional mean is taken out first; what rounding left in it is corrected from the deviations.
    """
    k = parted.sizes.size
    n = parted.sizes.astype(np.float64)
    provisional, correction, sum_of_squares = np.empty(k), np.empty(k), np.empty(k)
    deviations = Parts(np.empty_like(parted.values) if out is None else out, parted.sizes)
    for group, (values, deviation) in enumerate(zip(parted.groups(), deviations.groups(), strict=True)):
        provisional[group] = mean = values.sum() / values.size
        np.subtract(values, mean, out=deviation)
        correction[group] = left = deviation.sum() / values.size
        deviation -= left
        sum_of_squares[group] = (deviation * deviation).sum()  # not @: BLAS would not add it pairwise
    sum_of_squares[sum_of_squares <= rounding_sum_of_squares(n, provisional)] = 0.0
    flat = sum_of_squares == 0
    if flat.any():
        deviations.values[np.repeat(flat, parted.sizes)] = 0.0
    reference = float(np.median(provisional))
    return Moments(n, reference, (provisional - reference) + correction, sum_of_squares), deviations


def group_moments(values: FloatArray, codes: IntArray, groups: int) -> tuple[Moments, FloatArray]:
    """Moments of each group, and every value's deviation from the mean of its group, in the order of the values.

    `values`: no NaN; `codes`: the group of each value, 0 to `groups` − 1, each of which occurs.
    """
    rows = _by_group(codes, groups)
    moments, in_parts = part_moments(Parts(values.take(rows), np.bincount(codes, minlength=groups)))
    deviations = np.empty_like(values)
    deviations[rows] = in_parts.values
    return moments, deviations


def anova(moments: Moments) -> FTest | None:
    """Fisher's one-way ANOVA; None without variance within the groups. R: `oneway.test(var.equal = TRUE)`."""
    df_between, df_within = moments.n.size - 1.0, moments.df_within
    if df_within <= 0 or moments.within == 0:
        return None
    f = (moments.between / df_between) / (moments.within / df_within)
    return FTest(f, df_between, df_within, float(fdtrc(df_between, df_within, f)))


def welch(moments: Moments) -> FTest | None:
    """Welch's ANOVA (1951, *Biometrika* 38); None when a group has no variance. R: `oneway.test`."""
    if np.any(moments.n < 2) or np.any(moments.sum_of_squares == 0):
        return None
    k = moments.n.size
    weight = moments.n / moments.variance
    share = weight / weight.sum()
    distance = moments.offset - share @ moments.offset
    loss = float(((1 - share) ** 2 / (moments.n - 1)).sum())
    f = float(weight @ distance**2) / (k - 1) / (1 + 2 * (k - 2) / (k**2 - 1) * loss)
    df_within = (k**2 - 1) / (3 * loss)
    return FTest(f, k - 1.0, df_within, float(fdtrc(k - 1, df_within, f)))


def levene(deviations: Parts) -> FTest | None:
    """Levene's test (1960): ANOVA of the distances to the group's mean, as SPSS and JASP; None if these do not vary.

    R: `car::leveneTest(center = mean)`; SciPy: `levene(center="mean")`, not its default.
    """
    distances = np.abs(deviations.values)
    return anova(part_moments(Parts(distances, deviations.sizes), out=distances)[0])


def kruskal_wallis(mean_ranks: FloatArray, n: FloatArray, rank_variance: float) -> RankTest:
    """Kruskal–Wallis from each group's mean rank (less the mean of all) and `n`; R: `kruskal.test`.

    rank_variance: of all mid-ranks, with n − 1 and above 0; in it lies the correction for ties.
    """
    h, df = float(n @ mean_ranks**2) / rank_variance, n.size - 1.0
    return RankTest(h, df, float(chdtrc(df, h)))
