"""A comparison of groups from what is known of each: moments, and where there are answers, ranks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit

from analysis.errors import Message, Names, StatisticsError
from analysis.statistics.compact_letters import MOST_GROUPS, compact_letters
from analysis.statistics.noncentrality import noncentrality_interval
from analysis.statistics.oneway import Moments, anova, kruskal_wallis, welch
from analysis.statistics.pairwise import RankMeans, pairwise_comparisons
from analysis.statistics.results import (
    Estimate,
    FloatArray,
    FTest,
    Interval,
    JonckheereTest,
    RankTest,
    Trend,
)
from analysis.statistics.trend import linear_trend

Omnibus: TypeAlias = Literal["welch", "anova", "kruskal"]

FEW = 15
"""In a group smaller than this the mean of skewed answers is not yet about normal."""
SKEWED = 1.0
"""Skewness beyond this, to either side, is called skewed (Bulmer 1979: highly skewed)."""
VERY_SKEWED = 2.0
"""Beyond this tests of means suffer in small samples (Curran, West & Finch 1996)."""


@dataclass(frozen=True, eq=False)
class GroupComparison:
    """One outcome compared between groups. Numbers are unrounded; `n` counts the rows with both a value and a group.

    anova, welch, levene: F tests; welch and levene are None when they cannot be computed, with the reason in `notes`.
    kruskal: Kruskal–Wallis, corrected for ties; None without ranks. From summaries levene and kruskal are None.
    eta_squared, omega_squared, epsilon_squared: shares of the variance that go with the groups. Eta² lies between 0 and
        1; omega² and epsilon² (Kelley 1935) are as computed, also below 0. They estimate the same share of the
        population, so that they have the same interval: λ/(λ + N) at the limits of the noncentrality λ (Steiger 2004,
        *Psychol. Methods* 9); R's effectsize takes λ/(λ + df within), which is slightly higher.
    rank_epsilon_squared: effect size of Kruskal–Wallis, H/(N − 1) (Tomczak & Tomczak 2014), 0 to 1: eta² of the
        mid-ranks, with the interval of eta² on these, an approximation. R: `effectsize::rank_epsilon_squared`.
    excluded: rows left out because the value or the group is missing.
    groups: DataFrame indexed by group: n, mean, sd, ci_low, ci_high (t interval on the group's own sd), skewness (with
        the correction of SPSS and Excel; NaN below three answers, without spread, or from summaries).
    pairwise: DataFrame with a row for each pair: group_a, group_b, difference (mean a − mean b), ci_low, ci_high
        (Games–Howell), p_games_howell, p_tukey (Tukey–Kramer), p_dunn_holm, hedges_g, g_low, g_high, tukey_low,
        tukey_high, rank_difference, rank_low, rank_high (simultaneous, Bonferroni).
    letters: groups that share a letter do not differ by Games–Howell at 1 − confidence; "a" has the highest mean. Empty
        from 21 groups on.
    trend, jonckheere: tests for ordered groups; None when no order was given.
    recommended: the test over all groups that suits this case, and `reason`: why, in a sentence. flags: what a reader
        must know of the groups (small, skewed) to judge the tests.
    notes: why something is None, or NaN in a table, and what else a reader must know.
    """

    anova: FTest
    welch: FTest | None
    kruskal: RankTest | None
    levene: FTest | None
    eta_squared: Estimate
    omega_squared: Estimate
    epsilon_squared: Estimate
    rank_epsilon_squared: Estimate | None
    n: int
    excluded: int
    confidence: float
    groups: pd.DataFrame
    pairwise: pd.DataFrame
    letters: pd.Series[str]
    trend: Trend | None
    jonckheere: JonckheereTest | None
    recommended: Omnibus
    reason: Message
    flags: tuple[Message, ...]
    notes: tuple[Message, ...]

    @property
    def omnibus(self) -> FTest | RankTest:
        """The recommended test over all groups."""
        test = {"welch": self.welch, "anova": self.anova, "kruskal": self.kruskal}[self.recommended]
        assert test is not None
        return test


def compared(
    moments: Moments,
    labels: Sequence[Any],
    confidence: float,
    *,
    excluded: int = 0,
    skewness: FloatArray | None = None,
    ranks: RankMeans | None = None,
    levene: FTest | None = None,
    positions: FloatArray | None = None,
    jonckheere: JonckheereTest | None = None,
    notes: Sequence[Message] = (),
) -> GroupComparison:
    """Everything that follows from the moments; the rest is what only single answers give.

    positions: of each group its place in the order, NaN outside it. Raises StatisticsError without variance within.
    """
    test = anova(moments)
    if test is None:
        raise _not_computable(moments)
    welch_test = welch(moments)
    index = pd.Index(labels, name="group", tupleize_cols=False)
    kruskal = kruskal_wallis(ranks.offset, moments.n, ranks.variance) if ranks is not None else None
    pairwise = pairwise_comparisons(moments, index, ranks, confidence)
    skew = np.full(moments.n.shape, np.nan) if skewness is None else skewness
    recommended, reason = _recommended(moments, labels, skew, welch_test, ranked=kruskal is not None)
    eta, omega, epsilon = _effect_sizes(moments, test, confidence)
    return GroupComparison(
        anova=test,
        welch=welch_test,
        kruskal=kruskal,
        levene=levene,
        eta_squared=eta,
        omega_squared=omega,
        epsilon_squared=epsilon,
        rank_epsilon_squared=_rank_epsilon(kruskal, int(moments.n.sum()), confidence) if kruskal else None,
        n=int(moments.n.sum()),
        excluded=excluded,
        confidence=confidence,
        groups=_group_table(moments, index, skew, confidence),
        pairwise=pairwise,
        letters=_letters(moments, index, pairwise["p_games_howell"].to_numpy(), 1 - confidence),
        trend=None if positions is None else linear_trend(moments, positions, labels, confidence),
        jonckheere=jonckheere,
        recommended=recommended,
        reason=reason,
        flags=_flags(moments, labels, skew),
        notes=(*_notes(moments, labels, welch_test), *notes),
    )


def places_in_order(labels: Sequence[Any], order: Sequence[Any]) -> tuple[FloatArray, tuple[Message, ...]]:
    """The place of each label in `order`, NaN where it is not in it; and what a reader must know of both.

    Labels in the order without answers keep their place, so that the steps stay those of the whole order.
    StatisticsError for an order that is no list of labels, names one twice, or holds fewer than two of the groups.
    """
    if isinstance(order, str | bytes) or not hasattr(order, "__iter__"):
        raise StatisticsError(
            "De volgorde moet een lijst van groepen zijn, van laag naar hoog; gegeven is {value}.", value=order
        )
    wanted = list(order)
    twice = next((label for place, label in enumerate(wanted) if label in wanted[:place]), None)
    if twice is not None:
        raise StatisticsError(
            "In de volgorde staat {group} twee keer. Noem elke groep één keer.", group=Names((twice,))
        )
    positions = np.array([wanted.index(label) if label in wanted else np.nan for label in labels], dtype=np.float64)
    if np.count_nonzero(~np.isnan(positions)) < 2:
        raise StatisticsError(
            "Van de groepen in de volgorde ({order}) komen er minder dan twee voor; de groepen zijn {groups}. "
            "Noem de groepen zoals ze in de gegevens staan, van laag naar hoog.",
            order=_listed(wanted),
            groups=_listed(labels),
        )
    outside = [label for label, position in zip(labels, positions, strict=True) if np.isnan(position)]
    absent = [label for label in wanted if label not in labels]
    notes = []
    if outside:
        notes.append(
            Message(
                "Niet in de volgorde, en daarom niet in de toets op een stijgende lijn: {groups}.",
                {"groups": _listed(outside)},
            )
        )
    if absent:
        notes.append(
            Message(
                "In de volgorde genoemd, maar niet in de vergelijking: {groups}. De andere groepen houden hun plaats.",
                {"groups": _listed(absent)},
            )
        )
    return positions, tuple(notes)


def _listed(labels: Sequence[Any]) -> Names:
    return Names(tuple(labels))


def _not_computable(moments: Moments) -> StatisticsError:
    if moments.df_within <= 0:
        return StatisticsError(
            "De groepen zijn niet te vergelijken: elke groep heeft maar één antwoord, zodat onbekend is hoeveel "
            "antwoorden binnen een groep verschillen. Kies een kolom met minder groepen."
        )
    return StatisticsError(
        "De groepen zijn niet te vergelijken: binnen elke groep zijn alle antwoorden gelijk, zodat er geen spreiding "
        "is om een verschil aan af te meten."
    )


def _effect_sizes(moments: Moments, test: FTest, confidence: float) -> tuple[Estimate, Estimate, Estimate]:
    between, within = moments.between, moments.within
    total = between + within
    mean_square_within = within / test.df_within
    interval = _share_interval(test, float(moments.n.sum()), confidence)
    beyond_chance = between - test.df_between * mean_square_within
    return (
        Estimate(between / total, interval),
        Estimate(beyond_chance / (total + mean_square_within), interval),
        Estimate(beyond_chance / total, interval),
    )


def _share_interval(test: FTest, n: float, confidence: float) -> Interval:
    noncentrality = noncentrality_interval(test, confidence)
    low, high = (limit / (limit + n) for limit in (noncentrality.low, noncentrality.high))
    return Interval(low, high, confidence, noncentrality.method)


def _rank_epsilon(kruskal: RankTest, n: int, confidence: float) -> Estimate:
    """H/(N − 1), with the interval of eta² of an ANOVA on the mid-ranks, whose F follows from H."""
    share = kruskal.h / (n - 1)
    df_within = n - 1 - kruskal.df
    f = share / kruskal.df / max((1 - share) / df_within, 1e-300)
    return Estimate(share, _share_interval(FTest(f, kruskal.df, df_within, kruskal.p), float(n), confidence))


def _letters(moments: Moments, index: pd.Index, p: FloatArray, level: float) -> pd.Series[str]:
    k = moments.n.size
    if k > MOST_GROUPS:
        return pd.Series([""] * k, index=index, dtype=object)
    a, b = np.triu_indices(k, 1)
    apart = p < level
    differing = list(zip(a[apart].tolist(), b[apart].tolist(), strict=True))
    ranked = np.argsort(-moments.offset, kind="stable").tolist()
    return pd.Series(list(compact_letters(k, differing, ranked)), index=index, dtype=object)


def _group_table(moments: Moments, index: pd.Index, skewness: FloatArray, confidence: float) -> pd.DataFrame:
    sd = np.sqrt(moments.variance)
    margin = np.full(sd.shape, np.nan)
    varying = moments.sum_of_squares > 0
    t = stdtrit(moments.n[varying] - 1, (1 + confidence) / 2)
    margin[varying] = t * sd[varying] / np.sqrt(moments.n[varying])
    mean = moments.mean
    return pd.DataFrame(
        {
            "n": moments.n.astype(np.int64),
            "mean": mean,
            "sd": sd,
            "ci_low": mean - margin,
            "ci_high": mean + margin,
            "skewness": skewness,
        },
        index=index,
    )


def _recommended(
    moments: Moments, labels: Sequence[Any], skewness: FloatArray, welch_test: FTest | None, *, ranked: bool
) -> tuple[Omnibus, Message]:
    few_and_skewed = (moments.n < FEW) & (np.abs(skewness) > VERY_SKEWED)
    if ranked and few_and_skewed.any():
        return "kruskal", Message(
            "Kruskal–Wallis is hier de veiligste toets: in een groep van minder dan {few} antwoorden ({groups}) zijn "
            "de antwoorden zeer scheef verdeeld, en dan is een gemiddelde niet ongeveer normaal verdeeld.",
            {"few": FEW, "groups": _named(labels, few_and_skewed)},
        )
    if welch_test is None:
        return "anova", Message(
            "De gewone ANOVA is hier de enige toets van gemiddelden die kan: Welch heeft in elke groep spreiding nodig."
        )
    return "welch", Message(
        "Welchs toets past hier: hij veronderstelt niet dat de spreiding in alle groepen gelijk is, en verliest bijna "
        "niets als zij dat wel is."
    )


def _flags(moments: Moments, labels: Sequence[Any], skewness: FloatArray) -> tuple[Message, ...]:
    flags = []
    small = moments.n < FEW
    if small.any():
        flags.append(
            Message(
                "Kleine groepen, met minder dan {few} antwoorden: {groups}.",
                {"few": FEW, "groups": _named(labels, small)},
            )
        )
    skewed = np.abs(skewness) > SKEWED
    if skewed.any():
        flags.append(
            Message(
                "Scheef verdeelde antwoorden (scheefheid buiten −1 tot 1): {groups}.",
                {"groups": _named(labels, skewed)},
            )
        )
    return tuple(flags)


def _named(labels: Sequence[Any], which: npt.NDArray[np.bool_]) -> Names:
    return _listed([labels[position] for position in np.flatnonzero(which).tolist()])


def _notes(moments: Moments, labels: Sequence[Any], welch_test: FTest | None) -> tuple[Message, ...]:
    notes = []
    single, constant = moments.n == 1, (moments.n > 1) & (moments.sum_of_squares == 0)
    if single.any():
        notes.append(
            Message(
                "Van groepen met maar één antwoord ({groups}) zijn geen spreiding, geen interval en geen vergelijking "
                "volgens Games–Howell te berekenen.",
                {"groups": _named(labels, single)},
            )
        )
    if constant.any():
        notes.append(
            Message(
                "Van groepen waarin alle antwoorden gelijk zijn ({groups}) is geen interval voor het gemiddelde te "
                "berekenen.",
                {"groups": _named(labels, constant)},
            )
        )
    if welch_test is None:
        notes.append(
            Message(
                "De toets van Welch is niet te berekenen: daarvoor moet elke groep minstens twee antwoorden hebben die "
                "van elkaar verschillen."
            )
        )
    if constant.sum() > 1:
        notes.append(
            Message("Twee groepen waarin alle antwoorden gelijk zijn, zijn niet te vergelijken volgens Games–Howell.")
        )
    flat = moments.sum_of_squares == 0
    if flat.sum() > 1 or (single.any() and np.any(moments.n <= 2)):
        a, b = np.triu_indices(moments.n.size, 1)
        if np.any((flat[a] & flat[b]) | (moments.n[a] + moments.n[b] < 4)):
            notes.append(
                Message(
                    "Hedges' g is niet te berekenen voor twee groepen die samen minder dan vier antwoorden hebben of "
                    "waarin alle antwoorden binnen de groep gelijk zijn."
                )
            )
    return tuple(notes)
