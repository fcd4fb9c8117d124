"""Differences between groups: one-way tests, effect sizes with intervals, and every pair compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.errors import Message
from analysis.statistics.comparison import GroupComparison, compared, places_in_order
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column, confidence_level
from analysis.statistics.oneway import Moments, group_moments, levene
from analysis.statistics.pairwise import RankMeans
from analysis.statistics.ranking import ranking
from analysis.statistics.results import FloatArray, IntArray, JonckheereTest
from analysis.statistics.trend import jonckheere


def compare_groups(
    values: Column, groups: Column, *, order: Sequence[Any] | None = None, confidence: float = 0.95
) -> GroupComparison:
    """Compare the mean of `values` between `groups`.

    values, groups: columns of equal length, usually two Series of one frame. Rows with a missing value or group are
        left out. Two Series are paired by their index: where both hold the same labels in another order, `groups` is
        put in the order of `values`; where the labels differ, that is an error. Anything else is paired by position.
    groups: categories keep their order (unused ones are dropped), other labels are sorted.
    order: the groups from low to high, for `trend` (linear contrast) and `jonckheere`; the tables follow it too. Groups
        that it does not name stay out of both tests (their spread counts in the pooled variance of the contrast), and
        come last in the tables; labels without answers keep their place in it. Both are told in `notes`.
    confidence: of all intervals, strictly between 0 and 1.

    ANOVA and Welch: R `oneway.test`; Kruskal–Wallis: R `kruskal.test`; Levene about the mean, as SPSS and JASP (SciPy
    and `car::leveneTest` take the median by default; see `check_assumptions`). Eta² = SS between / SS total; omega² =
    (SS between − df between · MS within) / (SS total + MS within) (Hays 1963). Their interval, by inverting the
    noncentral F, is Steiger's (2004, *Psychological Methods* 9), as `MBESS::ci.pvaf`; R's effectsize divides λ by λ +
    df within and differs slightly. Ordered groups: `analysis.statistics.trend` names the R functions.

    Raises StatisticsError when there is nothing to compare: columns of unequal length or that cannot be paired, values
    that are not numbers, fewer than two groups, one answer in every group, no variance within the groups; and for an
    order that names a group twice or fewer than two of the groups that occur.
    """
    confidence = confidence_level(confidence)
    sample = grouped(values, groups)
    x, codes, labels = sample.values, sample.codes, sample.labels
    notes: tuple[Message, ...] = ()
    positions = None
    if order is not None:
        codes, labels, positions, notes = _ordered(codes, labels, order)

    k = len(labels)
    moments, deviations = group_moments(x, codes, k)
    skewness = _skewness(moments, deviations, codes)
    levene_test = levene(deviations, codes, k)
    jonckheere_test = None if positions is None else _jonckheere(x, codes, positions)
    if positions is not None and jonckheere_test is None:
        notes = (_NO_JONCKHEERE, *notes)
    if levene_test is None:
        notes = (_NO_LEVENE, *notes)
    return compared(
        moments,
        labels,
        confidence,
        excluded=sample.excluded,
        skewness=skewness,
        ranks=_rank_means(x, codes, moments.n),
        levene=levene_test,
        positions=positions,
        jonckheere=jonckheere_test,
        notes=notes,
    )


_NO_LEVENE = Message(
    "De toets van Levene is niet te berekenen: binnen elke groep liggen alle antwoorden even ver van het "
    "gemiddelde van die groep."
)
_NO_JONCKHEERE = Message(
    "De toets van Jonckheere–Terpstra is niet te berekenen: in de groepen van de volgorde zijn alle antwoorden gelijk."
)


def _ordered(
    codes: IntArray, labels: Sequence[Any], order: Sequence[Any]
) -> tuple[IntArray, list[Any], FloatArray, tuple[Message, ...]]:
    """The groups in the given order, those outside it last."""
    positions, notes = places_in_order(labels, order)
    first_to_last = np.argsort(positions, kind="stable")  # NaN comes last
    place = np.empty(first_to_last.size, dtype=np.intp)
    place[first_to_last] = np.arange(first_to_last.size)
    return place[codes], [labels[code] for code in first_to_last.tolist()], positions[first_to_last], notes


def _jonckheere(x: FloatArray, codes: IntArray, positions: FloatArray) -> JonckheereTest | None:
    within = int(np.count_nonzero(~np.isnan(positions)))
    if within < positions.size:
        inside = codes < within  # those outside the order come last
        x, codes = x[inside], codes[inside]
    return jonckheere(x, codes, within) if np.any(x != x[0]) else None


def _rank_means(x: FloatArray, codes: IntArray, n: FloatArray) -> RankMeans | None:
    ranks = ranking(x)
    if ranks.ties.size < 2:
        return None
    return RankMeans(np.bincount(codes, weights=ranks.centred, minlength=n.size) / n, ranks.variance)


def _skewness(moments: Moments, deviations: FloatArray, codes: IntArray) -> FloatArray:
    """G₁ of each group, √(n(n − 1))/(n − 2) · m₃/m₂^1.5; NaN where not defined. R: `e1071::skewness(type = 2)`."""
    n = moments.n
    cubes = np.bincount(codes, weights=deviations * deviations * deviations, minlength=n.size)
    skewness = np.full(n.shape, np.nan)
    known = (n > 2) & (moments.sum_of_squares > 0)
    m, squares = n[known], moments.sum_of_squares[known]
    skewness[known] = np.sqrt(m * (m - 1)) / (m - 2) * (cubes[known] / m) / (squares / m) ** 1.5
    return skewness
