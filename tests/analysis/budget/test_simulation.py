"""Uncertain assumptions: the draws against the distribution they come from, and the outcomes against the projection."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.budget import (
    FUNDING_VARIANTS,
    QUANTILES,
    Assumptions,
    Range,
    Spread,
    default_ranges,
    describe_assumption,
    project,
    simulate,
    simulation,
)
from analysis.errors import BudgetError

FLAT = Assumptions(growth=0, indexation=0, taper=0, residual_share=0, years=3)
COLUMNS = ["individual", "collective", "difference", "cumulative"]


@pytest.mark.parametrize("funding", list(FUNDING_VARIANTS))
def test_ranges_of_no_width_give_the_projection(funding):
    assumptions = Assumptions(funding=funding, years=7, growth=0.01)
    exact = {name: (spread.mode, spread.mode) for name, spread in default_ranges(assumptions).items()}
    assert len(exact) >= 7
    simulation = simulate(assumptions, exact, draws=500)
    expected = project(assumptions).years
    for column in COLUMNS:
        np.testing.assert_allclose(simulation.mean[column], expected[column], rtol=1e-9, atol=1e-6)
        for quantile in QUANTILES:
            np.testing.assert_allclose(simulation.fans[column][quantile], expected[column], rtol=1e-9, atol=1e-6)
    assert set(simulation.probability_cheaper) <= {0.0, 1.0}
    np.testing.assert_array_equal(simulation.probability_cheaper, expected["cumulative"] < 0)
    np.testing.assert_array_equal(simulation.probability_cheaper_in_year, expected["difference"] < 0)


def test_without_ranges_everything_is_certain():
    simulation = simulate(Assumptions(), {}, draws=10)
    np.testing.assert_allclose(simulation.mean["cumulative"], project(Assumptions()).years["cumulative"])


@pytest.mark.parametrize(("low", "mode", "high"), [(100, 400, 500), (0, 0, 300), (200, 900, 900), (400, 500, 600)])
def test_draws_follow_the_pert_distribution(low, mode, high):
    # The cost of a fixed staff of one is the drawn price itself. Beta-PERT: mean (low + 4 mode + high) / 6.
    alone = replace(FLAT, funding="function", fte=1, cost_per_fte=mode, years=1)
    fan = simulate(alone, {"cost_per_fte": (low, mode, high)}, draws=200_000).fans["collective"]
    alpha = 1 + 4 * (mode - low) / (high - low)
    reference = stats.beta(alpha, 6 - alpha, loc=low, scale=high - low)
    assert fan["mean"].iloc[0] == pytest.approx((low + 4 * mode + high) / 6, abs=0.005 * (high - low))
    for column, share in QUANTILES.items():
        assert fan[column].iloc[0] == pytest.approx(reference.ppf(share), abs=0.01 * (high - low))


@pytest.mark.parametrize("alpha", [1.0, 1.2, 2.5, 3.0, 4.999, 5.0])
def test_the_table_of_quantiles_is_right_to_five_digits(alpha):
    # Against SciPy's own quantile function, from one in a million to all but one in a million.
    share = np.concatenate([10.0 ** np.arange(-6, -2), np.linspace(0.011, 0.989, 997), 1 - 10.0 ** np.arange(-6, -2)])
    quantiles, steps = simulation._quantile_table(alpha)
    position = (stats.norm.ppf(share) + simulation._FARTHEST) * simulation._PER_UNIT
    below = position.astype(int)
    read = quantiles[below] + steps[below] * (position - below)
    np.testing.assert_allclose(read, stats.beta(alpha, 6 - alpha).ppf(share), rtol=0, atol=1e-5)


def test_the_draws_of_two_assumptions_have_nothing_to_do_with_each_other():
    drawn = [simulation._standard_draws(name, 2.0, 20_000, 1) for name in ("taper", "growth", "fte")]
    assert np.abs(np.corrcoef(drawn)[np.triu_indices(3, 1)]).max() < 0.025  # 3.5 / √20,000
    assert stats.kstest(drawn[0], stats.beta(2, 4).cdf).pvalue > 0.001


def test_the_draws_do_not_depend_on_how_many_are_worked_out_at_once():
    ranges = default_ranges(Assumptions())
    many = simulate(Assumptions(), ranges, draws=10_001).mean
    in_one = simulation._CHUNK
    try:
        simulation._CHUNK = 20_000
        pd.testing.assert_frame_equal(many, simulate(Assumptions(), ranges, draws=10_001).mean)
    finally:
        simulation._CHUNK = in_one


def test_quantiles_are_those_of_numpy():
    # 101 draws, so that every quantile is an order statistic or lies between two of them.
    simulation = simulate(Assumptions(years=2), {"taper": (0.0, 0.1), "residual_share": (0.05, 0.3)}, draws=101, seed=3)
    again = simulate(Assumptions(years=2), {"taper": (0.0, 0.1), "residual_share": (0.05, 0.3)}, draws=101, seed=3)
    pd.testing.assert_frame_equal(simulation.fan, again.fan)
    fan = simulation.fan[list(QUANTILES)].to_numpy()
    assert (np.diff(fan, axis=1) >= 0).all()
    assert simulation.fan.columns.tolist() == ["year", "mean", *QUANTILES]
    assert simulation.fan["year"].tolist() == [2027, 2028] == list(simulation.probability_cheaper.index)


def test_another_seed_gives_other_draws():
    ranges = {"taper": (0.0, 0.1)}
    one, two = (simulate(Assumptions(), ranges, draws=100, seed=seed).fan for seed in (1, 2))
    assert not one.equals(two)


def test_an_assumptions_draws_do_not_change_with_the_other_ranges():
    alone = simulate(FLAT, {"cost_per_fte": (90_000, 100_000)}, draws=100)
    fixed = replace(FLAT, funding="function")
    both = simulate(fixed, {"pupils": (900, 1000), "cost_per_fte": (90_000, 100_000)}, draws=100)
    one = simulate(fixed, {"cost_per_fte": (90_000, 100_000)}, draws=100)
    pd.testing.assert_frame_equal(both.fans["collective"], one.fans["collective"])
    assert alone.ranges["cost_per_fte"] == Spread(90_000, 95_500, 100_000)


def test_the_probability_counts_draws():
    # By hand: the lump sum is a base drawn evenly around what individual care costs, so half of the draws are cheaper.
    own = replace(FLAT, base_spending=3_438_000)
    simulation = simulate(own, {"base_spending": (3_000_000, 3_876_000)}, draws=100_000)
    assert simulation.probability_cheaper.to_numpy() == pytest.approx(0.5, abs=0.01)
    assert simulation.draws == 100_000


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(list(FUNDING_VARIANTS)), st.floats(0, 0.9), st.floats(0, 0.1), st.integers(0, 10**6))
def test_every_fan_lies_within_its_extremes(funding, care_share, width, seed):
    assumptions = Assumptions(funding=funding, care_share=care_share)
    simulation = simulate(assumptions, {"care_share": (care_share, care_share + width)}, draws=50, seed=seed)
    ends = [project(replace(assumptions, care_share=end)).years for end in (care_share, care_share + width)]
    for column in ("individual", "collective"):
        low, high = (np.minimum, np.maximum)
        tolerance = 1e-6 + 1e-9 * ends[1][column]
        assert (simulation.fans[column]["p5"] >= low(ends[0][column], ends[1][column]) - tolerance).all()
        assert (simulation.fans[column]["p95"] <= high(ends[0][column], ends[1][column]) + tolerance).all()
    assert simulation.probability_cheaper.between(0, 1).all()


@pytest.mark.parametrize("given_range", [Range(0.0, 0.2), Spread(0.0, 0.05, 0.2), [0, 0.05, 0.2], np.array([0, 0.2])])
def test_ranges_may_be_given_in_any_of_four_ways(given_range):
    assert simulate(Assumptions(), {"taper": given_range}, draws=5).ranges["taper"] == Spread(0.0, 0.05, 0.2)


def test_a_derived_assumption_may_vary_around_what_it_derives_from():
    simulation = simulate(Assumptions(), {"base_spending": (3_000_000, 4_000_000)}, draws=5)
    assert simulation.ranges["base_spending"].mode == pytest.approx(3_438_000)
    assert simulate(Assumptions(growth=0.02), {"growth_since_base": (0, 0.1)}, draws=5).ranges[
        "growth_since_base"
    ].mode == 0.02  # fmt: skip


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        ({"tapper": (0, 1)}, 'geen aanname die "tapper" heet'),
        ({"years": (3, 5)}, "Looptijd kan niet binnen een bandbreedte bewegen"),
        ({"funding": (0, 1)}, "Bekostiging kan niet binnen een bandbreedte bewegen"),
        ({"residence_rule": (0, 1)}, "kan niet binnen een bandbreedte bewegen"),
        ({"taper": (0.06, 0.2)}, "de meest waarschijnlijke waarde 5 ligt niet van 6 tot en met 20"),
        ({"taper": (0.2, 0.0)}, "de meest waarschijnlijke waarde 5 ligt niet van 20 tot en met 0"),
        ({"taper": (0.0, 1.3)}, "130 kan niet"),
        ({"taper": (0.0, float("nan"))}, "is geen getal"),
        ({"taper": 0.05}, "een bandbreedte heeft een laagste en een hoogste waarde"),
        ({"taper": "01"}, "een bandbreedte heeft een laagste en een hoogste waarde"),
        ({"taper": (0, 0.05, 0.1, 0.2)}, "een bandbreedte heeft een laagste en een hoogste waarde"),
        ({"production_ceiling": (0, 1e6)}, "is niet ingevuld en kan daarom niet variëren"),
    ],
)
def test_impossible_ranges_are_explained(ranges, sentence):
    with pytest.raises(BudgetError) as caught:
        simulate(Assumptions(), ranges, draws=10)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("draws", [0, -1, 2.5, True, "100", 10_000_000])
def test_impossible_numbers_of_draws_are_explained(draws):
    with pytest.raises(BudgetError, match=r"Aantal trekkingen: .* kan niet"):
        simulate(Assumptions(), {}, draws=draws)


@pytest.mark.parametrize("assumptions", [Assumptions(), Assumptions(funding="outcome", care_share=0.95, growth=-0.9)])
def test_default_ranges_stay_within_what_is_possible(assumptions):
    ranges = default_ranges(assumptions)
    assert set(ranges) <= set(assumptions.used)
    for name, spread in ranges.items():
        valid = describe_assumption(name).valid
        assert valid.minimum <= spread.low <= spread.mode <= spread.high <= valid.maximum
        assert spread.mode == getattr(assumptions, name)
    simulate(assumptions, ranges, draws=10)


@pytest.mark.parametrize("ranges", [["taper"], "x", 3])
def test_ranges_that_belong_to_no_assumption_are_explained(ranges):
    with pytest.raises(BudgetError, match="Bandbreedtes horen elk bij een aanname"):
        simulate(Assumptions(), ranges)


def test_without_ranges_those_of_the_examples_are_drawn_and_with_empty_ones_none():
    drawn = simulate(FLAT, None, draws=200)
    assert drawn.ranges == default_ranges(FLAT)
    assert drawn.fan["p95"].iloc[-1] > drawn.fan["p5"].iloc[-1]
    assert simulate(FLAT, draws=200).fan.equals(drawn.fan)
    certain = simulate(FLAT, {}, draws=200).fan
    assert certain["p95"].iloc[-1] == certain["p5"].iloc[-1]
