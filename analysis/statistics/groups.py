"""Differences between groups: one-way tests, effect sizes with intervals, and every pair compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from analysis.errors import Message, StatisticsError
from analysis.statistics.inputs import Column, column_series, column_values, confidence_level, group_codes
from analysis.statistics.noncentrality import noncentrality_interval
from analysis.statistics.oneway import Moments, anova, group_moments, kruskal_wallis, levene, welch
from analysis.statistics.pairwise import pairwise_comparisons
from analysis.statistics.results import Estimate, FTest, IntArray, Interval, RankTest


@dataclass(frozen=True, eq=False)
class GroupComparison:
    """One outcome compared between groups. Numbers are unrounded; `n` counts the rows with both a value and a group.

    anova, welch, levene: F tests; welch and levene are None when they cannot be computed, with the reason in `notes`.
    kruskal: Kruskal–Wallis, corrected for ties.
    eta_squared, omega_squared: shares of the variance that go with the groups. Eta² lies between 0 and 1; omega² is as
        computed, also below 0. Both estimate the same share of the population, so that they have the same interval:
        λ/(λ + N) at the limits of the noncentrality λ.
    excluded: rows left out because the value or the group is missing.
    groups: DataFrame indexed by group: n, mean, sd, ci_low, ci_high (t interval on the group's own sd).
    pairwise: DataFrame with a row for each pair: group_a, group_b, difference (mean a − mean b), ci_low, ci_high
        (Games–Howell), p_games_howell, p_tukey (Tukey–Kramer), hedges_g.
    notes: why something is None, or NaN in a table, and what else a reader must know.
    """

    anova: FTest
    welch: FTest | None
    kruskal: RankTest
    levene: FTest | None
    eta_squared: Estimate
    omega_squared: Estimate
    n: int
    excluded: int
    confidence: float
    groups: pd.DataFrame
    pairwise: pd.DataFrame
    notes: tuple[Message, ...]


def compare_groups(values: Column, groups: Column, *, confidence: float = 0.95) -> GroupComparison:
    """Compare the mean of `values` between `groups`.

    values, groups: columns of equal length, usually two Series of one frame. Rows with a missing value or group are
        left out. Two Series are paired by their index: where both hold the same labels in another order, `groups` is
        put in the order of `values`; where the labels differ, that is an error. Anything else is paired by position.
    groups: categories keep their order (unused ones are dropped), other labels are sorted.
    confidence: of all intervals, strictly between 0 and 1.

    ANOVA and Welch: R `oneway.test`; Kruskal–Wallis: R `kruskal.test`; Levene about the mean, as SPSS and JASP (SciPy
    and `car::leveneTest` take the median by default). Eta² = SS between / SS total; omega² = (SS between − df between ·
    MS within) / (SS total + MS within) (Hays 1963). Their interval, by inverting the noncentral F, is Steiger's (2004,
    *Psychological Methods* 9), as `MBESS::ci.pvaf`; R's effectsize divides λ by λ + df within and differs slightly.

    Raises StatisticsError when there is nothing to compare: columns of unequal length or that cannot be paired, values
    that are not numbers, fewer than two groups, one answer in every group, no variance within the groups.
    """
    confidence = confidence_level(confidence)
    value_series, group_series = _paired(values, groups)
    x = column_values(value_series)
    codes, labels = group_codes(group_series)
    rows = len(x)
    kept = (codes >= 0) & ~np.isnan(x)
    x = x[kept]
    codes, labels = _only_used(codes[kept], labels)
    _check_groups(labels, len(x))

    moments, deviations = group_moments(x, codes, len(labels))
    test = anova(moments)
    if test is None:
        raise _not_computable(moments)
    welch_test, levene_test = welch(moments), levene(deviations, codes, len(labels))
    pairwise = pairwise_comparisons(moments, labels, confidence)
    eta_squared, omega_squared = _effect_sizes(moments, test, confidence)
    return GroupComparison(
        anova=test,
        welch=welch_test,
        kruskal=kruskal_wallis(x, codes, len(labels)),
        levene=levene_test,
        eta_squared=eta_squared,
        omega_squared=omega_squared,
        n=len(x),
        excluded=rows - len(x),
        confidence=confidence,
        groups=_group_table(moments, labels, confidence),
        pairwise=pairwise,
        notes=_notes(moments, labels, welch_test, levene_test, pairwise),
    )


def _paired(values: Column, groups: Column) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """Both columns as Series of which equal positions belong together."""
    value_series, group_series = column_series(values), column_series(groups)
    if len(value_series) != len(group_series):
        raise StatisticsError(
            "Waarden en groepen moeten even lang zijn: er zijn {values} waarden en {groups} groepen. "
            "Neem beide kolommen uit dezelfde tabel.",
            values=len(value_series),
            groups=len(group_series),
        )
    given_with_index = isinstance(values, pd.Series) and isinstance(groups, pd.Series)
    if not given_with_index or value_series.index.equals(group_series.index):
        return value_series, group_series
    index, other = value_series.index, group_series.index
    if not index.is_unique or not other.is_unique or not index.isin(other).all():
        raise StatisticsError(
            "Waarden en groepen horen bij verschillende rijen: hun index is niet gelijk. Neem beide kolommen uit "
            "dezelfde tabel, of geef ze zonder index (.to_numpy()) om ze op volgorde te koppelen."
        )
    return value_series, group_series.reindex(index)


def _only_used(codes: IntArray, labels: Sequence[Any]) -> tuple[IntArray, list[Any]]:
    used = np.bincount(codes, minlength=len(labels)) > 0
    renumbered = np.cumsum(used) - 1
    return renumbered[codes], [label for label, occurs in zip(labels, used, strict=True) if occurs]


def _check_groups(labels: Sequence[Any], n: int) -> None:
    if n == 0:
        raise StatisticsError(
            "Er valt niets te vergelijken: geen enkele rij heeft zowel een waarde als een groep. Kies andere kolommen."
        )
    if len(labels) == 1:
        raise StatisticsError(
            "Er valt niets te vergelijken: alle {n} antwoorden komen uit één groep, {group}. "
            "Kies een kolom met minstens twee groepen.",
            n=n,
            group=labels[0],
        )


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


def _effect_sizes(moments: Moments, test: FTest, confidence: float) -> tuple[Estimate, Estimate]:
    between, within = moments.between, moments.within
    n = float(moments.n.sum())
    mean_square_within = within / test.df_within
    noncentrality = noncentrality_interval(test, confidence)
    interval = Interval(
        noncentrality.low / (noncentrality.low + n),
        noncentrality.high / (noncentrality.high + n),
        confidence,
        noncentrality.method,
    )
    omega_squared = (between - test.df_between * mean_square_within) / (between + within + mean_square_within)
    return Estimate(between / (between + within), interval), Estimate(omega_squared, interval)


def _group_table(moments: Moments, labels: Sequence[Any], confidence: float) -> pd.DataFrame:
    sd = np.sqrt(moments.variance)
    margin = np.full(sd.shape, np.nan)
    varying = moments.sum_of_squares > 0
    t = stdtrit(moments.n[varying] - 1, (1 + confidence) / 2)
    margin[varying] = t * sd[varying] / np.sqrt(moments.n[varying])
    return pd.DataFrame(
        {
            "n": moments.n.astype(np.int64),
            "mean": moments.mean,
            "sd": sd,
            "ci_low": moments.mean - margin,
            "ci_high": moments.mean + margin,
        },
        index=pd.Index(labels, name="group", tupleize_cols=False),
    )


def _notes(
    moments: Moments, labels: Sequence[Any], welch_test: FTest | None, levene_test: FTest | None, pairwise: pd.DataFrame
) -> tuple[Message, ...]:
    notes = []
    single = [str(label) for label, n in zip(labels, moments.n, strict=True) if n == 1]
    if single:
        notes.append(
            Message(
                "Van groepen met maar één antwoord ({groups}) zijn geen spreiding, geen interval en geen vergelijking "
                "volgens Games–Howell te berekenen.",
                {"groups": ", ".join(single)},
            )
        )
    constant = (moments.n > 1) & (moments.sum_of_squares == 0)
    if constant.any():
        notes.append(
            Message(
                "Van groepen waarin alle antwoorden gelijk zijn ({groups}) is geen interval voor het gemiddelde te "
                "berekenen.",
                {"groups": ", ".join(str(labels[position]) for position in np.flatnonzero(constant).tolist())},
            )
        )
    if welch_test is None:
        notes.append(
            Message(
                "De toets van Welch is niet te berekenen: daarvoor moet elke groep minstens twee antwoorden hebben die "
                "van elkaar verschillen."
            )
        )
    if levene_test is None:
        notes.append(
            Message(
                "De toets van Levene is niet te berekenen: binnen elke groep liggen alle antwoorden even ver van het "
                "gemiddelde van die groep."
            )
        )
    if constant.sum() > 1:
        notes.append(
            Message("Twee groepen waarin alle antwoorden gelijk zijn, zijn niet te vergelijken volgens Games–Howell.")
        )
    if pairwise["hedges_g"].isna().any():
        notes.append(
            Message(
                "Hedges' g is niet te berekenen voor twee groepen die samen minder dan vier antwoorden hebben of "
                "waarin alle antwoorden binnen de groep gelijk zijn."
            )
        )
    return tuple(notes)
