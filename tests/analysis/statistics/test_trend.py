"""Ordered groups: against statsmodels with polynomial contrasts, Kendall's tau-b in SciPy, and counting by hand."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.formula.api import ols

from analysis.errors import StatisticsError
from analysis.statistics import compare_groups, compare_summaries

ORDER = ("schotten", "ketens", "netwerk", "integraal")


@pytest.fixture
def models():
    rng = np.random.default_rng(11)
    group = rng.choice(ORDER, 217, p=[0.1, 0.4, 0.4, 0.1])
    place = pd.Series(group).map(ORDER.index).to_numpy()
    return pd.DataFrame({"value": np.clip(np.round(3 + 0.25 * place + rng.normal(size=217)), 1, 5), "group": group})


def test_the_contrast_is_the_linear_term_of_a_linear_model(models):
    # R: summary(lm(value ~ ordered(group))), row .L; patsy's Poly coding is R's contr.poly
    coded = models.assign(place=models["group"].map(ORDER.index))
    fit = ols("value ~ C(place, Poly)", coded).fit()
    trend = compare_groups(models["value"], models["group"], order=ORDER).trend
    name = "C(place, Poly).Linear"
    assert trend.estimate == pytest.approx(fit.params[name], rel=1e-10)
    assert (trend.t, trend.p, trend.df) == (
        pytest.approx(fit.tvalues[name], rel=1e-10),
        pytest.approx(fit.pvalues[name], rel=1e-8),
        213,
    )
    assert [trend.interval.low, trend.interval.high] == pytest.approx(fit.conf_int().loc[name].to_list(), rel=1e-10)
    assert trend.groups == ORDER
    assert trend.n == 217


def test_two_groups_are_the_two_t_tests(models):
    two = models[models["group"].isin(["ketens", "netwerk"])]
    high, low = (two.loc[two["group"] == g, "value"] for g in ("netwerk", "ketens"))
    trend = compare_groups(two["value"], two["group"], order=["ketens", "netwerk"]).trend
    student, welch = stats.ttest_ind(high, low), stats.ttest_ind(high, low, equal_var=False)
    assert (trend.t, trend.p) == (pytest.approx(student.statistic), pytest.approx(student.pvalue))
    assert (trend.welch.t, trend.welch.p) == (pytest.approx(welch.statistic), pytest.approx(welch.pvalue))
    assert trend.welch.df == pytest.approx(welch.df)
    assert trend.per_step == pytest.approx(high.mean() - low.mean())
    interval = student.confidence_interval()
    assert [trend.per_step_interval.low, trend.per_step_interval.high] == pytest.approx([interval.low, interval.high])


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 6), st.integers(0, 2**32 - 1), st.sampled_from([0, 1, 8]))
def test_jonckheere_is_kendalls_test_of_values_and_groups(k, seed, decimals):
    rng = np.random.default_rng(seed)
    codes = np.concatenate([np.arange(k), rng.integers(0, k, 40)])
    values = np.round(rng.normal(3 + 0.3 * codes, 1), decimals)
    found = compare_groups(values, codes, order=range(k)).jonckheere
    expected = stats.kendalltau(values, codes, method="asymptotic")
    assert found.tau_b == pytest.approx(expected.statistic, abs=1e-12)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    pairs = list(zip(values, codes, strict=True))
    by_hand = sum((v < w) + (v == w) / 2 for v, c in pairs for w, d in pairs if c < d)
    assert found.statistic == by_hand


def test_jonckheeres_mean_and_variance_are_those_of_all_permutations():
    values, codes = np.array([1, 2, 2, 3, 3, 5.0, 4]), [0, 0, 1, 1, 1, 2, 2]
    found = compare_groups(values, codes, order=[0, 1, 2]).jonckheere

    def j(order):
        return sum(
            (a < b) + (a == b) / 2 for i, a in enumerate(order) for m, b in enumerate(order) if codes[i] < codes[m]
        )

    every = [j(order) for order in permutations(values)]
    assert found.expected == pytest.approx(np.mean(every))
    assert found.z == pytest.approx((j(values) - np.mean(every)) / np.std(every))


def test_turning_the_order_turns_the_sign(models):
    there = compare_groups(models["value"], models["group"], order=ORDER)
    back = compare_groups(models["value"], models["group"], order=ORDER[::-1])
    assert there.trend.t == pytest.approx(-back.trend.t)
    assert there.jonckheere.z == pytest.approx(-back.jonckheere.z)
    assert list(there.groups.index) == list(back.groups.index)[::-1] == list(ORDER)


def test_without_an_order_there_is_no_ordered_test(models):
    found = compare_groups(models["value"], models["group"])
    assert found.trend is None
    assert found.jonckheere is None


def test_groups_outside_the_order_stay_out_and_come_last(models):
    found = compare_groups(models["value"], models["group"], order=ORDER[1:])
    assert list(found.groups.index) == [*ORDER[1:], "schotten"]
    assert found.trend.groups == ORDER[1:]
    assert found.trend.df == 213
    inside = models[models["group"] != "schotten"]
    assert found.trend.n == found.jonckheere.n == len(inside)
    assert found.jonckheere == compare_groups(inside["value"], inside["group"], order=ORDER[1:]).jonckheere
    assert "schotten" in str(found.notes)


def test_a_step_without_answers_keeps_its_place(models):
    some = models[models["group"] != "ketens"]
    found = compare_groups(some["value"], some["group"], order=ORDER)
    # R: contr.poly(3, scores = c(0, 2, 3))
    means, weights = found.groups["mean"].to_numpy(), np.array([-5, 1, 4]) / np.sqrt(42)
    assert found.trend.estimate == pytest.approx(weights @ means)
    assert "ketens" in str(found.notes)


@pytest.mark.parametrize("order", [["ketens"], ["ketens", "ketens", "netwerk"], ["Ketens", "Netwerk"], "ketens", 4])
def test_an_order_that_cannot_be_used_is_refused(models, order):
    with pytest.raises(StatisticsError):
        compare_groups(models["value"], models["group"], order=order)


def test_equal_answers_within_the_order_give_no_jonckheere():
    found = compare_groups([3, 3, 3, 3, 1, 5], list("aabbcc"), order=["a", "b"])
    assert found.jonckheere is None
    assert found.trend.estimate == 0.0
    assert found.trend.welch is None
    assert any("Jonckheere" in str(note) for note in found.notes)


def test_dunn_is_a_z_test_of_mean_ranks_with_holm(models):
    """Dunn (1964) written out, ranks by SciPy, Holm by statsmodels."""
    from statsmodels.stats.multitest import multipletests

    found = compare_groups(models["value"], models["group"]).pairwise
    ranks = pd.Series(stats.rankdata(models["value"]), index=models["group"])
    n = len(ranks)
    ties = models["value"].value_counts()
    sigma = n * (n + 1) / 12 - (ties**3 - ties).sum() / (12 * (n - 1))
    p = []
    for row in found.itertuples():
        a, b = ranks[row.group_a], ranks[row.group_b]
        assert row.rank_difference == pytest.approx(a.mean() - b.mean())
        z = (a.mean() - b.mean()) / np.sqrt(sigma * (1 / len(a) + 1 / len(b)))
        p.append(2 * stats.norm.sf(abs(z)))
    assert found["p_dunn_holm"].to_list() == pytest.approx(multipletests(p, method="holm")[1].tolist(), rel=1e-9)


def test_summaries_give_the_ordered_contrast(models):
    full = compare_groups(models["value"], models["group"], order=ORDER)
    table = full.groups.iloc[::-1]
    found = compare_summaries(table["mean"], table["sd"], table["n"], order=ORDER)
    assert found.trend.t == pytest.approx(full.trend.t)
    assert found.trend.welch.p == pytest.approx(full.trend.welch.p)
    assert list(found.groups.index) == list(ORDER)
