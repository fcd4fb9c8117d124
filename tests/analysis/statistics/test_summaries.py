"""Comparisons from means, sds and n: against the same from answers, SciPy and statsmodels."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_generic

from analysis.errors import StatisticsError
from analysis.statistics import compare_groups, compare_summaries, mean_against


def test_the_same_as_from_the_answers(reference_data):
    data = reference_data("chickwts")
    full = compare_groups(data["value"], data["group"])
    found = compare_summaries(full.groups["mean"], full.groups["sd"], full.groups["n"])
    for name in ("anova", "welch"):
        one, other = getattr(full, name), getattr(found, name)
        assert [other.f, other.df_within, other.p] == pytest.approx([one.f, one.df_within, one.p], rel=1e-9)
    for name in ("eta_squared", "omega_squared", "epsilon_squared"):
        assert getattr(found, name).value == pytest.approx(getattr(full, name).value)
        assert getattr(found, name).interval.high == pytest.approx(getattr(full, name).interval.high)
    same = [c for c in full.pairwise if c not in ("p_dunn_holm", "rank_difference", "rank_low", "rank_high")]
    pd.testing.assert_frame_equal(found.pairwise[same], full.pairwise[same], rtol=1e-8)
    assert found.letters.to_dict() == full.letters.to_dict()
    assert found.kruskal is found.levene is found.jonckheere is found.rank_epsilon_squared is None
    assert found.pairwise["p_dunn_holm"].isna().all()
    assert any("Kruskal" in str(note) for note in found.notes)


def test_welch_and_anova_are_those_of_statsmodels():
    mean, sd, n = np.array([3.27, 3.49, 3.5, 3.76]), np.array([0.7, 0.61, 0.66, 0.5]), np.array([19, 93, 92, 11])
    found = compare_summaries(mean, sd, n)
    for ours, kind in ((found.anova, "equal"), (found.welch, "unequal")):
        expected = anova_generic(mean, sd**2, n, use_var=kind)
        assert [ours.f, ours.p] == pytest.approx([expected.statistic, expected.pvalue], rel=1e-9)
        assert ours.df_within == pytest.approx(expected.df_denom)
    assert list(found.groups.index) == [1, 2, 3, 4]


def test_two_printed_groups_are_scipys_t_test():
    # Figure B4.1 of the national study, secondary education: a broad team or none
    found = compare_summaries({"breed": 3.59, "geen": 2.89}, {"geen": 1.67, "breed": 1.45}, {"breed": 108, "geen": 91})
    expected = stats.ttest_ind_from_stats(3.59, 1.45, 108, 2.89, 1.67, 91, equal_var=False)
    assert found.welch.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert found.pairwise.loc[0, "p_games_howell"] == pytest.approx(expected.pvalue, rel=1e-8)


def test_labels_come_from_whoever_has_them():
    for means, labels in (([1.0, 2.0], ["a", "b"]), (pd.Series({"a": 1.0, "b": 2.0}), None)):
        found = compare_summaries(means, [1, 1], [5, 6], labels=labels)
        assert list(found.groups.index) == ["a", "b"]
    found = compare_summaries([1.0, 2.0], {"a": 1, "b": 1}, [5, 6])
    assert found.groups["n"].to_dict() == {"a": 5, "b": 6}


def test_a_group_of_one_needs_no_sd():
    found = compare_summaries([1, 2, 4], [1, np.nan, 1], [5, 1, 6])
    assert found.welch is None
    assert found.recommended == "anova"
    assert np.isnan(found.groups.loc[2, "sd"])


@pytest.mark.parametrize(
    ("means", "sds", "ns"),
    [
        ([1, 2], [1, 1], [5]),
        ([1], [1], [5]),
        ([1, np.nan], [1, 1], [5, 5]),
        ([1, 2], [1, -1], [5, 5]),
        ([1, 2], [1, np.nan], [5, 5]),
        ([1, 2], [1, 1], [5, 2.5]),
        ([1, 2], [1, 1], [5, 0]),
        ([1, 2], [0, 0], [5, 5]),
        ([1, 2], [1, 1], [1, 1]),
        ([1, "drie"], [1, 1], [5, 5]),
        ({"a": 1, "b": 2}, {"a": 1, "c": 2}, {"a": 5, "b": 5}),
        ({"a": 1, "b": 2}, [1, 1, 1], [5, 5, 5]),
    ],
)
def test_what_cannot_be_is_refused(means, sds, ns):
    with pytest.raises(StatisticsError):
        compare_summaries(means, sds, ns)


def test_an_own_mean_against_a_published_one():
    found = mean_against(3.4, 0.8, 40, 3.1, 0.9, 150)
    expected = stats.ttest_ind_from_stats(3.4, 0.8, 40, 3.1, 0.9, 150, equal_var=False)
    assert [found.t, found.p] == pytest.approx([expected.statistic, expected.pvalue])
    answers = np.array([1.0, 2, 4, 5, 5])
    one = mean_against(answers.mean(), answers.std(ddof=1), 5, 3)
    expected = stats.ttest_1samp(answers, 3)
    assert [one.t, one.p, one.df] == pytest.approx([expected.statistic, expected.pvalue, 4])
    low, high = expected.confidence_interval()
    assert [one.interval.low, one.interval.high] == pytest.approx([low - 3, high - 3])


@pytest.mark.parametrize("given", [(3, 0, 10, 3), (3, 1, 1, 3), (3, 1, 10, np.nan), (3, 1, 10, 3, 1), (3, 1, 9.5, 3)])
def test_a_mean_that_cannot_be_tested_is_refused(given):
    with pytest.raises(StatisticsError):
        mean_against(*given)
