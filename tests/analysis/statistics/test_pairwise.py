"""Tukey–Kramer, Games–Howell and Hedges' g against R, SciPy and pingouin."""

import warnings

import numpy as np
import pingouin
import pytest
from scipy import stats

from analysis.statistics import compare_groups


@pytest.fixture
def penguins():
    return pingouin.read_dataset("penguins").dropna(subset=["body_mass_g"])


def pair(result, first, second):
    table = result.pairwise.set_index(["group_a", "group_b"])
    return table.loc[(first, second)]


def test_tukey_is_as_in_r(reference_data):
    # R TukeyHSD(aov(weight ~ group, PlantGrowth)): p adj
    data = reference_data("plant_growth")
    result = compare_groups(data["value"], data["group"])
    assert pair(result, "ctrl", "trt1")["p_tukey"] == pytest.approx(0.3908711, abs=5e-8)
    assert pair(result, "ctrl", "trt2")["p_tukey"] == pytest.approx(0.1979960, abs=5e-8)
    assert pair(result, "trt1", "trt2")["p_tukey"] == pytest.approx(0.0120064, abs=5e-8)
    assert pair(result, "ctrl", "trt2")["difference"] == pytest.approx(-0.494)


def test_p_values_and_effect_sizes_are_pingouins(penguins):
    result = compare_groups(penguins["body_mass_g"], penguins["species"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        games_howell = pingouin.pairwise_gameshowell(penguins, dv="body_mass_g", between="species")
        tukey = pingouin.pairwise_tukey(penguins, dv="body_mass_g", between="species")
    assert result.pairwise["group_a"].to_list() == games_howell["A"].to_list()
    assert result.pairwise["group_b"].to_list() == games_howell["B"].to_list()
    assert result.pairwise["difference"].to_list() == pytest.approx(games_howell["diff"].to_list(), rel=1e-10)
    assert result.pairwise["hedges_g"].to_list() == pytest.approx(games_howell["hedges"].to_list(), rel=1e-10)
    assert result.pairwise["p_games_howell"].to_list() == pytest.approx(games_howell["pval"].to_list(), abs=1e-9)
    assert result.pairwise["p_tukey"].to_list() == pytest.approx(tukey["p_tukey"].to_list(), abs=1e-9)


@pytest.mark.parametrize("name", ["plant_growth", "chickwts"])
def test_games_howell_intervals_are_scipys(reference_data, name):
    data = reference_data(name)
    data = data[data["group"].isin(data["group"].unique()[:4])]  # SciPy takes a third of a second for each pair
    names, parts = zip(*data.groupby("group")["value"], strict=True)
    result = compare_groups(data["value"], data["group"], confidence=0.9)
    expected = stats.tukey_hsd(*parts, equal_var=False)
    interval = expected.confidence_interval(0.9)
    for row in result.pairwise.itertuples():
        a, b = names.index(row.group_a), names.index(row.group_b)
        assert row.difference == pytest.approx(expected.statistic[a, b], rel=1e-10)
        assert row.p_games_howell == pytest.approx(expected.pvalue[a, b], abs=1e-9)
        assert [row.ci_low, row.ci_high] == pytest.approx([interval.low[a, b], interval.high[a, b]], rel=1e-7, abs=1e-9)


def test_two_groups_have_welchs_t_interval(reference_data):
    # R t.test(len ~ dose, ToothGrowth, dose 0.5 and 2): p-value 4.397525e-14, interval −18.15617 to −12.83383
    data = reference_data("tooth_growth")
    two = data[data["group"] != 1]
    row = compare_groups(two["value"], two["group"]).pairwise.iloc[0]
    assert row["p_games_howell"] == pytest.approx(4.397525e-14, rel=1e-6)
    assert [row["ci_low"], row["ci_high"]] == pytest.approx([-18.15617, -12.83383], abs=5e-6)


def test_turning_the_order_of_the_groups_turns_the_sign(reference_data):
    data = reference_data("chickwts")
    result = compare_groups(data["value"], data["group"])
    turned = compare_groups(data["value"], data["group"].map(lambda name: {"casein": "zz"}.get(name, name)))
    for other in ("horsebean", "sunflower"):
        there, back = pair(result, "casein", other), pair(turned, other, "zz")
        for column in ("difference", "hedges_g"):
            assert there[column] == pytest.approx(-back[column])
        assert there["ci_low"] == pytest.approx(-back["ci_high"])
        for column in ("p_games_howell", "p_tukey"):
            assert there[column] == pytest.approx(back[column])


def test_an_interval_without_zero_goes_with_a_p_below_its_level(reference_data):
    data = reference_data("insect_sprays")
    for confidence in (0.8, 0.95, 0.999):
        table = compare_groups(data["value"], data["group"], confidence=confidence).pairwise
        apart = (table["ci_low"] > 0) | (table["ci_high"] < 0)
        assert apart.to_list() == (table["p_games_howell"] < 1 - confidence).to_list()


def test_hedges_g_is_not_computed_from_three_answers():
    # With one degree of freedom the correction 1 − 3/(4·df − 1) is 0, and every g would be.
    table = compare_groups([1, 2, 4, 5, 8, 9, 11.0], list("aabcccc")).pairwise
    assert np.isnan(table.loc[0, "hedges_g"])
    assert table.loc[1:, "hedges_g"].notna().all()
