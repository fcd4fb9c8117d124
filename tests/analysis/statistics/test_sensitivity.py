"""Power, equivalence, assumptions, families and letters: against statsmodels, SciPy and published tables."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import FTestAnovaPower, TTestIndPower
from statsmodels.stats.weightstats import ttost_ind

from analysis.errors import StatisticsError
from analysis.statistics import (
    check_assumptions,
    compare_groups,
    compare_outcomes,
    compare_summaries,
    equivalence,
    smallest_detectable,
)
from analysis.statistics.compact_letters import compact_letters
from analysis.statistics.multiple_testing import benjamini_hochberg, holm


def test_smallest_f_is_that_of_cohen_and_statsmodels():
    # R: pwr.anova.test(k = 4, f = 0.25, power = 0.8) asks for n = 44.59927 a group
    found = smallest_detectable(compare_summaries([3, 3, 3, 3], [1] * 4, [45] * 4))
    assert 0.248 < found.f < 0.25
    assert found.f == pytest.approx(
        FTestAnovaPower().solve_power(nobs=180, alpha=0.05, power=0.8, k_groups=4), rel=1e-5
    )
    assert found.eta_squared == pytest.approx(found.f**2 / (1 + found.f**2))


def test_smallest_difference_of_a_pair_is_that_of_statsmodels():
    found = smallest_detectable(compare_summaries([3, 3.5], [0.8, 0.8], [40, 40]))
    expected = TTestIndPower().solve_power(nobs1=40, alpha=0.05, power=0.8)
    assert found.pairs.loc[0, "d"] == pytest.approx(expected, rel=1e-6)
    assert found.pairs.loc[0, "difference"] == pytest.approx(0.8 * expected, rel=1e-6)


def test_a_difference_this_large_is_found_so_often():
    groups = compare_summaries([3, 3.5], [0.6, 1.2], [25, 60])
    step = smallest_detectable(groups).pairs.loc[0, "difference"]
    rng = np.random.default_rng(2)
    a, b = rng.normal(0, 0.6, (4000, 25)), rng.normal(step, 1.2, (4000, 60))
    assert np.mean(stats.ttest_ind(a, b, axis=1, equal_var=False).pvalue < 0.05) == pytest.approx(0.8, abs=0.02)


def test_equivalence_is_that_of_statsmodels(reference_data):
    data = reference_data("plant_growth")
    found = equivalence(compare_groups(data["value"], data["group"]), 0.8)
    parts = dict(list(data.groupby("group")["value"]))
    for row in found.pairs.itertuples():
        expected = ttost_ind(parts[row.group_a], parts[row.group_b], -0.8, 0.8, usevar="unequal")[0]
        assert row.p == pytest.approx(expected, rel=1e-8)
        inside = row.ci_low > -0.8 and row.ci_high < 0.8
        assert inside == (row.p < 0.05)
        assert row.equivalent == (row.p_holm < 0.05)
    assert found.pairs["p_holm"].to_list() == pytest.approx(multipletests(found.pairs["p"], method="holm")[1].tolist())


def test_a_group_of_one_has_no_equivalence_and_no_power():
    groups = compare_groups([1, 2, 3, 4, 9], list("aabbc"))
    pairs = equivalence(groups, 5).pairs
    assert pairs["p"].isna().to_list() == [False, True, True]
    assert not pairs["equivalent"][1:].any()
    assert smallest_detectable(groups).pairs["d"].isna().to_list() == [False, True, True]


@pytest.mark.parametrize("bound", [0, -1, np.nan, np.inf])
def test_a_bound_that_cannot_be_is_refused(bound):
    with pytest.raises(StatisticsError):
        equivalence(compare_summaries([1, 2], [1, 1], [9, 9]), bound)


def test_power_out_of_range_is_refused():
    with pytest.raises(StatisticsError):
        smallest_detectable(compare_summaries([1, 2], [1, 1], [9, 9]), power=0.01)


@pytest.mark.parametrize("name", ["plant_growth", "insect_sprays", "chickwts"])
def test_assumptions_are_scipys(reference_data, name):
    data = reference_data(name)
    found = check_assumptions(data["value"], data["group"])
    parts = [part for _, part in data.groupby("group")["value"]]
    for ours, centre in ((found.levene, "mean"), (found.brown_forsythe, "median")):
        expected = stats.levene(*parts, center=centre)
        assert [ours.f, ours.p] == pytest.approx([expected.statistic, expected.pvalue], rel=1e-9)
    residuals = data["value"] - data.groupby("group")["value"].transform("mean")
    assert found.skewness == pytest.approx(stats.skew(residuals, bias=False))
    assert found.kurtosis == pytest.approx(stats.kurtosis(residuals, bias=False))
    pooled = np.sqrt((residuals**2).sum() / (len(data) - len(parts)))
    assert found.quantiles["residual"].to_list() == pytest.approx((np.sort(residuals) / pooled).tolist(), abs=1e-12)
    few = check_assumptions(data["value"], data["group"], points=6).quantiles
    assert len(few) == 6
    assert few["residual"].max() < found.quantiles["residual"].max()


def test_skewness_of_groups_is_scipys(reference_data):
    data = reference_data("chickwts")
    table = compare_groups(data["value"], data["group"]).groups
    for group, part in data.groupby("group")["value"]:
        assert table.loc[group, "skewness"] == pytest.approx(stats.skew(part, bias=False))


def test_epsilon_squared(reference_data):
    data = reference_data("plant_growth")
    found = compare_groups(data["value"], data["group"])
    # Kelley's epsilon² is R²-adjusted of the linear model: 0.2096 in R summary(lm(weight ~ group))
    assert found.epsilon_squared.value == pytest.approx(0.2096, abs=5e-5)
    # H / (N - 1), H of R kruskal.test
    assert found.rank_epsilon_squared.value == pytest.approx(7.9882 / 29, abs=1e-5)
    on_ranks = compare_groups(data["value"].rank(), data["group"])
    assert found.rank_epsilon_squared.value == pytest.approx(on_ranks.eta_squared.value)
    assert found.rank_epsilon_squared.interval.high == pytest.approx(on_ranks.eta_squared.interval.high)


def test_corrections_are_those_of_statsmodels():
    p = np.random.default_rng(4).uniform(size=40) ** 2
    assert benjamini_hochberg(p) == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1])


def test_a_family_of_outcomes(reference_data):
    data = reference_data("insect_sprays")
    outcomes = {"count": data["value"], "root": np.sqrt(data["value"]), "flat": pd.Series(1.0, index=data.index)}
    found = compare_outcomes(outcomes, data["group"], order=list("CDEABF"))
    assert list(found.tests.index) == ["count", "root"]
    assert list(found.not_compared) == ["flat"]
    for correction, name in (("p_holm", "holm"), ("p_bh", "fdr_bh")):
        assert found.tests[correction].to_list() == pytest.approx(
            multipletests(found.tests["p"], method=name)[1].tolist()
        )
    assert found.tests.loc["root", "p_trend"] == found.comparisons["root"].trend.p
    with pytest.raises(StatisticsError):
        compare_outcomes({"flat": outcomes["flat"]}, data["group"])


def test_letters_of_insect_sprays(reference_data):
    # R: with(InsectSprays, multcompView::multcompLetters(TukeyHSD(...))): A, B, F apart from C, D, E
    data = reference_data("insect_sprays")
    letters = compare_groups(data["value"], data["group"]).letters
    assert not set(letters["A"] + letters["B"] + letters["F"]) & set(letters["C"] + letters["D"] + letters["E"])
    assert set(letters["A"]) & set(letters["B"]) & set(letters["F"])


@pytest.mark.parametrize("seed", range(40))
def test_groups_share_a_letter_exactly_when_they_do_not_differ(seed):
    rng = np.random.default_rng(seed)
    k = int(rng.integers(2, 8))
    pairs = [(i, j) for i in range(k) for j in range(i + 1, k) if rng.random() < 0.5]
    letters = compact_letters(k, pairs, list(range(k)))
    for i in range(k):
        for j in range(i + 1, k):
            assert bool(set(letters[i]) & set(letters[j])) == ((i, j) not in pairs)
    assert "a" in letters[0]


def test_the_recommended_test_follows_from_the_groups():
    rng = np.random.default_rng(1)
    usual = compare_groups(rng.normal(3, 1, 100), rng.choice(list("ab"), 100))
    assert (usual.recommended, usual.omnibus) == ("welch", usual.welch)
    skewed = compare_groups([*rng.normal(3, 1, 50), 1, 1, 1, 1, 1, 1, 9], ["a"] * 50 + ["b"] * 7)
    assert (skewed.recommended, skewed.omnibus) == ("kruskal", skewed.kruskal)
    assert len(skewed.flags) == 2
    single = compare_groups([1, 2, 4, 5, 3], list("aabbc"))
    assert (single.recommended, single.omnibus) == ("anova", single.anova)
