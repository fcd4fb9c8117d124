"""Differences between groups: one-way tests, effect sizes with intervals, and every pair compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from analysis.errors import Message
from analysis.statistics.comparison import GroupComparison, compared, places_in_order
from analysis.statistics.grouping import grouped
from analysis.statistics.inputs import Column, confidence_level
from analysis.statistics.oneway import Moments, Parts, levene, part_moments, parts
from analysis.statistics.pairwise import RankMeans
from analysis.statistics.ranking import Ranking, ranking
from analysis.statistics.results import FloatArray, IntArray, JonckheereTest
from analysis.statistics.trend import jonckheere


def compare_groups(
    values: Column,
    groups: Column,
    *,
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
    ranks: bool = True,
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
    ranks: whether to rank the values for Kruskal–Wallis, Dunn and Jonckheere–Terpstra. Of millions of different values
        ranking takes longer than all the rest; without it these are None or NaN, and a note says so.

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
    parted = parts(x, codes, k)
    ranked = ranking(parted) if ranks else None
    jonckheere_test = None
    if ranked is None:
        notes = (_NO_RANKS, *notes)
    elif positions is not None:
        jonckheere_test = _jonckheere(parted, ranked, positions)
        if jonckheere_test is None:
            notes = (_NO_JONCKHEERE, *notes)
    moments, deviations = part_moments(parted, out=parted.values)
    levene_test = levene(deviations)
    if levene_test is None:
        notes = (_NO_LEVENE, *notes)
    return compared(
        moments,
        labels,
        confidence,
        excluded=sample.excluded,
        skewness=_skewness(moments, deviations),
        ranks=None if ranked is None else _rank_means(ranked),
        levene=levene_test,
        positions=positions,
        jonckheere=jonckheere_test,
        notes=notes,
    )


_NO_LEVENE = Message(
    "De toets van Levene is niet te berekenen: binnen elke groep liggen alle antwoorden even ver van het "
    "gemiddelde van die groep."
)
_NO_RANKS = Message(
    "Kruskal–Wallis, Dunn en Jonckheere–Terpstra zijn niet berekend: daarvoor moeten alle antwoorden op volgorde "
    "worden gezet, en dat is hier niet gevraagd."
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


def _jonckheere(parted: Parts, ranked: Ranking, positions: FloatArray) -> JonckheereTest | None:
    within = int(np.count_nonzero(~np.isnan(positions)))
    if within < positions.size:  # those outside the order come last
        sizes = parted.sizes[:within]
        ranked = ranking(Parts(parted.values[: sizes.sum()], sizes))
    return jonckheere(ranked) if ranked.ties.size > 1 else None


def _rank_means(ranked: Ranking) -> RankMeans | None:
    return RankMeans(ranked.group_means, ranked.variance) if ranked.ties.size > 1 else None


def _skewness(moments: Moments, deviations: Parts) -> FloatArray:
    """G₁ of each group, √(n(n − 1))/(n − 2) · m₃/m₂^1.5; NaN where not defined. R: `e1071::skewness(type = 2)`."""
    n = moments.n
    sums = np.array([(deviation * deviation * deviation).sum() for deviation in deviations.groups()])
    skewness = np.full(n.shape, np.nan)
    known = (n > 2) & (moments.sum_of_squares > 0)
    m, squares = n[known], moments.sum_of_squares[known]
    skewness[known] = np.sqrt(m * (m - 1)) / (m - 2) * (sums[known] / m) / (squares / m) ** 1.5
    return skewness
