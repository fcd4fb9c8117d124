"""Tornado, grid and goal seek against projections of the same assumptions, and against crossings worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.budget import FUNDING_VARIANTS, Assumptions, break_even, project, sensitivity, two_way_grid
from analysis.errors import BudgetError

FLAT = Assumptions(
    pupils=1000, care_share=0.5, cost_per_pupil_in_care=2000, indexation=0, taper=0, residual_share=0, years=3
)  # individual care costs € 1,000,000 a year


@pytest.mark.parametrize("funding", list(FUNDING_VARIANTS))
def test_each_end_of_a_swing_is_a_projection(funding):
    assumptions = Assumptions(funding=funding)
    tornado = sensitivity(assumptions)
    assert len(tornado.swings) >= 7
    assert tornado.base == pytest.approx(project(assumptions).total_difference)
    for swing in tornado.swings:
        if swing.name == "pupils":
            continue  # an end of its range need not be a whole number
        for end, outcome in ((swing.low, swing.at_low), (swing.high, swing.at_high)):
            expected = project(replace(assumptions, **{swing.name: end})).total_difference
            assert outcome == pytest.approx(expected, rel=1e-9, abs=1e-6)
    widths = [swing.width for swing in tornado.swings]
    assert widths == sorted(widths, reverse=True)


def test_the_sliders_that_matter_are_those_with_the_widest_swings():
    # By hand, over three years: 0.1 more residual care is € 300,000, 1% more taper about € 30,000, and a school
    # contribution changes who pays but not the outcome.
    tornado = sensitivity(
        replace(FLAT, residual_share=0.1, taper=0.01),
        {"school_contribution": (0, 1000), "taper": (0, 0.01), "residual_share": (0.1, 0.2)},
    )
    assert tornado.most_important(4) == ("residual_share", "taper")
    assert tornado.most_important(1) == ("residual_share",)
    assert tornado.swings[0].width == pytest.approx(300_000)
    assert tornado.swings[-1].width == 0


def test_every_cell_of_a_grid_is_a_projection():
    tapers, shares = (0.0, 0.05, 0.1), (0.0, 0.2)
    grid = two_way_grid(Assumptions(), "taper", tapers, "residual_share", shares)
    assert grid.outcomes.shape == (2, 3)
    for row, share in enumerate(shares):
        for column, taper in enumerate(tapers):
            expected = project(Assumptions(taper=taper, residual_share=share)).total_difference
            assert grid.outcomes[row, column] == pytest.approx(expected, abs=1e-6)


def test_a_grid_refuses_what_cannot_be():
    with pytest.raises(BudgetError, match="130 kan niet"):
        two_way_grid(Assumptions(), "taper", [0.1, 1.3], "growth", [0.0])
    with pytest.raises(BudgetError, match="kan niet binnen een bandbreedte"):
        two_way_grid(Assumptions(), "years", [1, 2], "growth", [0.0])


@pytest.mark.parametrize(
    ("name", "low", "high", "value"),
    [
        # By hand: fixed staff at € 50,000 costs € 1,000,000 a year at 20 fte.
        ("fte", 0, 100, 20.0),
        ("cost_per_fte", 10_000, 100_000, 40_000.0),
        # 25 fte are € 1,250,000: individual care costs as much at 62.5% in care, or at € 2,500 a pupil.
        ("care_share", 0, 1, 0.625),
        ("cost_per_pupil_in_care", 0, 10_000, 2_500.0),
        ("pupils", 1, 5_000, 1_250.0),
    ],
)
def test_finds_the_value_at_which_both_cost_the_same(name, low, high, value):
    fixed = replace(FLAT, funding="function", fte=25, cost_per_fte=50_000)
    found = break_even(fixed, name, low, high)
    assert found.value == pytest.approx(value)
    assert found.reason is None
    assert found.at_low * found.at_high < 0


def test_the_taper_at_which_a_dear_lump_sum_is_earned_back():
    # By hand: 1.1 × (1 + q + q²) = 3 has the root q = (−1 + √(12 / 1.1 − 3)) / 2 = 0.9060; the taper is 1 − q.
    found = break_even(replace(FLAT, base_spending=1_100_000), "taper", 0, 0.5)
    q = (-1 + np.sqrt(12 / 1.1 - 3)) / 2
    assert found.value == pytest.approx(1 - q, abs=1e-9)
    assert project(replace(FLAT, base_spending=1_100_000, taper=found.value)).total_difference == pytest.approx(
        0, abs=0.01
    )


def test_a_whole_number_is_the_first_that_costs_no_more():
    # 25 fte at € 50,100 are € 1,252,500: 1,252.5 pupils, so 1,253.
    fixed = replace(FLAT, funding="function", fte=25, cost_per_fte=50_100)
    assert break_even(fixed, "pupils", 1, 5000).value == 1253


def test_there_may_be_no_such_value():
    never = break_even(replace(FLAT, residual_share=0.5), "taper", 0, 0.1)
    assert never.value is None
    assert (
        str(never.reason)
        == "Jaarlijkse afbouw: bij geen waarde van 0 tot en met 10 verdient het arrangement zich terug."
    )
    always = break_even(replace(FLAT, base_spending=100_000), "taper", 0, 0.1)
    assert always.value is None
    assert "bij elke waarde van 0 tot en met 10 kost het arrangement minder" in str(always.reason)
    idle = break_even(replace(FLAT, funding="function"), "taper", 0, 0.1)
    assert idle.value is None
    assert "maakt voor de uitkomst niet uit" in str(idle.reason)


def test_a_range_of_no_width_is_tried_too():
    fixed = replace(FLAT, funding="function", cost_per_fte=50_000)
    assert break_even(fixed, "fte", 20, 20).value == 20
    assert break_even(fixed, "fte", 21, 21).value is None


def test_of_several_values_the_nearest_to_the_present_one():
    # The ceiling of production matters between nothing and what is produced; above it the outcome no longer moves.
    capped = replace(FLAT, funding="production", hours_per_pupil_in_care=100, hourly_tariff=30)
    assert break_even(capped, "production_ceiling", 0, 5e6).value == pytest.approx(1_000_000)


@pytest.mark.parametrize(
    ("name", "low", "high", "sentence"),
    [
        ("taper", 0.3, 0.1, "30 is meer dan 10"),
        ("taper", 0, 1.5, "150 kan niet"),
        ("taper", 0, "0,3", "is geen getal"),
        ("start_year", 2020, 2030, "kan niet binnen een bandbreedte"),
        ("taperr", 0, 1, "geen aanname"),
    ],
)
def test_impossible_searches_are_explained(name, low, high, sentence):
    with pytest.raises(BudgetError) as caught:
        break_even(Assumptions(), name, low, high)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("ranges", [["taper"], "x", 3, [("taper", (0, 1))]])
def test_ranges_that_belong_to_no_assumption_are_explained(ranges):
    with pytest.raises(BudgetError, match="Bandbreedtes horen elk bij een aanname"):
        sensitivity(Assumptions(), ranges)


def test_a_range_without_an_axis_is_no_range():
    with pytest.raises(BudgetError, match="een laagste en een hoogste waarde"):
        sensitivity(Assumptions(), {"taper": np.array(0.1)})


def test_an_assumption_is_not_set_against_itself():
    with pytest.raises(BudgetError, match=r"staat er twee keer\. Kies twee verschillende aannames"):
        two_way_grid(Assumptions(), "taper", [0, 0.1], "taper", [0, 0.1])
