"""The projection against budgets worked out by hand, and what must hold whatever the assumptions are."""

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import FUNDING_VARIANTS, Assumptions, project

DATA = Path(__file__).parent / "data"

WORKED = Assumptions(
    pupils=1000,
    growth=0.10,
    care_share=0.5,
    cost_per_pupil_in_care=4000,
    indexation=0.02,
    start_year=2027,
    years=4,
    base_spending=1_950_000,
    taper=0.10,
    fte=23,
    cost_per_fte=90_000,
    residual_share=0.10,
    hours_per_pupil_in_care=48,
    hourly_tariff=79.5,
    production_ceiling=2_150_000,
    price_per_result=4_600,
    achieved_share=0.75,
)

FLAT = Assumptions(growth=0, indexation=0, taper=0)

amounts = st.floats(0, 50_000)
rates = st.floats(-0.2, 0.2)
shares = st.floats(0, 1)
scenarios = st.builds(
    Assumptions,
    pupils=st.integers(1, 5000),
    growth=rates,
    care_share=shares,
    cost_per_pupil_in_care=amounts,
    indexation=rates,
    years=st.integers(1, 40),
    funding=st.sampled_from(list(FUNDING_VARIANTS)),
    base_spending=st.none() | st.floats(0, 1e7),
    taper=shares,
    fte=st.floats(0, 100),
    cost_per_fte=amounts,
    residual_share=shares,
)
modest = settings(max_examples=30, deadline=None)


@pytest.mark.parametrize(
    ("funding", "first_cheaper_year", "break_even_year"),
    [("population", 2028, 2029), ("function", 2029, 2030), ("production", 2029, 2030), ("outcome", 2027, 2027)],
)
def test_meets_the_hand_worked_budget_to_the_cent(funding, first_cheaper_year, break_even_year):
    by_hand = pd.read_csv(DATA / f"worked_{funding}.csv")
    projection = project(replace(WORKED, funding=funding))
    shared = [column for column in projection.years.columns if column in by_hand.columns]
    assert shared == list(projection.years.columns), "every column of the projection is worked out by hand"
    pd.testing.assert_frame_equal(
        projection.years, by_hand[shared], check_dtype=False, rtol=0, atol=0.005 + 1e-8, check_exact=False
    )
    assert projection.first_cheaper_year == first_cheaper_year
    assert projection.break_even_year == break_even_year
    assert projection.cheaper_lasts is True
    assert projection.break_even_lasts is True
    assert projection.total_individual == pytest.approx(9_586_703.70, abs=0.01)
    assert projection.total_difference == pytest.approx(by_hand["cumulative"].iloc[-1], abs=0.005)
    assert projection.total_collective == pytest.approx(by_hand["collective"].sum(), abs=0.02)


def test_without_a_base_spending_the_lump_sum_starts_at_what_individual_care_costs():
    years = project(replace(WORKED, base_spending=None)).years
    # By hand: 500 pupils in care × € 4,000 in the first year, then 10% more pupils, 2% dearer, 10% taper.
    assert years["arrangement"].iloc[0] == 2_000_000
    assert years["arrangement"].iloc[1] == pytest.approx(2_019_600)


def test_columns_and_types():
    years = project(Assumptions()).years
    assert list(years.columns) == [
        "year", "pupils", "pupils_in_care", "individual", "arrangement", "residual", "collective",
        "difference", "cumulative", "per_pupil", "individual_per_pupil",
    ]  # fmt: skip
    assert list(years["year"]) == [2027, 2028, 2029, 2030, 2031]
    assert years["year"].dtype == np.int64
    assert all(dtype == np.float64 for dtype in years.drop(columns="year").dtypes)


@modest
@given(scenarios)
def test_the_columns_agree_with_each_other(assumptions):
    projection = project(assumptions)
    years = projection.years
    assert len(years) == assumptions.years
    assert np.isfinite(years.to_numpy(dtype=float)).all()
    np.testing.assert_allclose(
        years["arrangement"] + years["residual"] - years["individual"], years["difference"], atol=1e-6
    )
    running = 0.0
    for difference, cumulative in zip(years["difference"], years["cumulative"], strict=True):
        running += difference
        assert cumulative == pytest.approx(running, rel=1e-9, abs=1e-6)
    np.testing.assert_allclose(years["per_pupil"] * years["pupils"], years["collective"], atol=1e-6)
    np.testing.assert_allclose(years["individual_per_pupil"] * years["pupils"], years["individual"], atol=1e-6)
    totals = projection.total_collective - projection.total_individual
    assert projection.total_difference == pytest.approx(totals, rel=1e-9, abs=1e-3)


@modest
@given(scenarios)
def test_without_growth_index_and_taper_every_year_is_the_first(assumptions):
    years = project(replace(assumptions, growth=0, indexation=0, taper=0)).years.drop(columns=["year", "cumulative"])
    pd.testing.assert_frame_equal(years, pd.concat([years.head(1)] * len(years), ignore_index=True))


@modest
@given(scenarios, st.floats(0, 1))
def test_population_funding_falls_by_the_taper(assumptions, taper):
    years = project(replace(assumptions, funding="population", growth=0, indexation=0, taper=taper)).years
    amount = years["arrangement"].to_numpy()
    np.testing.assert_allclose(amount[:-1] - amount[1:], taper * amount[:-1], rtol=1e-9, atol=1e-6)


@modest
@given(scenarios, st.integers(1, 5000), st.floats(0, 1), amounts, rates)
def test_function_funding_does_not_depend_on_use(assumptions, pupils, care_share, cost, growth):
    base = replace(assumptions, funding="function")
    other = replace(base, pupils=pupils, care_share=care_share, cost_per_pupil_in_care=cost, growth=growth)
    pd.testing.assert_series_equal(project(base).years["arrangement"], project(other).years["arrangement"])


@modest
@given(scenarios)
def test_the_turning_years_are_the_first_of_their_kind(assumptions):
    projection = project(assumptions)
    by_year = projection.years.set_index("year")
    if projection.first_cheaper_year is None:
        assert (by_year["difference"] >= -0.005).all()
    else:
        assert by_year.loc[projection.first_cheaper_year, "difference"] < 0
        assert (by_year.loc[: projection.first_cheaper_year - 1, "difference"] >= -0.005).all()
        assert projection.cheaper_lasts == (by_year.loc[projection.first_cheaper_year :, "difference"] < -0.005).all()
    if projection.break_even_year is None:
        assert (by_year["cumulative"] > 0).all()
    else:
        assert by_year.loc[projection.break_even_year, "cumulative"] < 0.005
        assert (by_year.loc[: projection.break_even_year - 1, "cumulative"] > 0).all()
        assert projection.break_even_lasts == (by_year.loc[projection.break_even_year :, "cumulative"] < 0.005).all()


@modest
@given(scenarios, st.floats(0, 1))
def test_a_steeper_taper_never_costs_more(assumptions, taper):
    low, high = sorted([assumptions.taper, taper])
    gentle = project(replace(assumptions, taper=low)).years["collective"]
    steep = project(replace(assumptions, taper=high)).years["collective"]
    assert (steep <= gentle * (1 + 1e-12)).all()


def test_equal_routes_are_not_cheaper_and_break_even_from_the_start():
    for years in (1, 5, 40):
        equal = project(Assumptions(growth=0.037, indexation=0.0291, taper=0, residual_share=0, years=years))
        assert equal.total_difference == 0
        assert equal.first_cheaper_year is None
        assert equal.cheaper_lasts is None
        assert equal.break_even_year == 2027
        assert equal.break_even_lasts is True


def test_rounding_noise_does_not_make_an_equal_route_cheaper():
    # 3 × 0.1 is not 0.3 in binary: the given base differs from the derived one in the last bit only.
    noisy = project(
        Assumptions(
            pupils=3, care_share=0.1, cost_per_pupil_in_care=1000.1, base_spending=300.03, taper=0, residual_share=0
        )
    )
    assert noisy.first_cheaper_year is None
    assert noisy.break_even_year == 2027


def test_cheaper_from_the_start():
    projection = project(replace(FLAT, base_spending=1_000_000))
    assert projection.first_cheaper_year == projection.break_even_year == 2027
    assert projection.break_even_lasts is True


def test_never_cheaper():
    projection = project(replace(FLAT, residual_share=0.2))
    assert projection.first_cheaper_year is None
    assert projection.break_even_year is None
    assert projection.break_even_lasts is None
    assert projection.total_difference == pytest.approx(5 * 0.2 * 573 * 6000)


def test_cheaper_in_a_year_but_not_yet_earned_back():
    projection = project(Assumptions())
    assert projection.first_cheaper_year == 2030
    assert projection.break_even_year is None
    # One year longer, and it is.
    assert project(Assumptions(years=6)).break_even_year == 2032


def test_break_even_in_the_very_last_year_to_the_cent():
    # By hand: 100 pupils all in care at € 1,000 is € 100,000 a year; a lump sum of € 150,000 that halves every year
    # costs 50,000 more, then 25,000 less, then 62,500 less: back below 0 in the third year.
    three = Assumptions(
        pupils=100, care_share=1, cost_per_pupil_in_care=1000, indexation=0, base_spending=150_000, taper=0.5,
        residual_share=0, years=3,
    )  # fmt: skip
    projection = project(three)
    assert list(projection.years["cumulative"]) == [50_000, 25_000, -37_500]
    assert projection.break_even_year == 2029
    assert project(replace(three, years=2)).break_even_year is None
    # A base of 4/3 makes the second year bring the cumulative difference back to exactly 0: that is break-even.
    exact = project(replace(three, base_spending=400_000 / 3, years=2))
    assert exact.years["cumulative"].iloc[-1] == pytest.approx(0, abs=1e-6)
    assert exact.break_even_year == 2028


def test_an_advantage_that_does_not_last_is_reported_as_such():
    # A fixed staff beside a shrinking school: cheaper at first, dearer later.
    projection = project(
        Assumptions(funding="function", growth=-0.2, fte=30, cost_per_fte=90_000, residual_share=0.1, years=8)
    )
    assert projection.first_cheaper_year == projection.break_even_year == 2027
    assert projection.cheaper_lasts is False
    assert projection.break_even_lasts is False
    assert projection.total_difference > 0


@pytest.mark.parametrize("nobody", [{"care_share": 0}, {"cost_per_pupil_in_care": 0}])
def test_nobody_in_care_leaves_only_the_arrangement(nobody):
    fixed = project(Assumptions(funding="function", **nobody)).years
    assert (fixed["individual"] == 0).all()
    assert (fixed["residual"] == 0).all()
    assert (fixed["difference"] == fixed["arrangement"]).all()
    assert (fixed["difference"] > 0).all()
    assert (project(Assumptions(**nobody)).years["collective"] == 0).all()


def test_a_taper_of_one_pays_the_first_year_only():
    assert list(project(replace(FLAT, taper=1, years=3)).years["arrangement"]) == [3_438_000, 0, 0]


def test_everything_stays_individual():
    years = project(replace(FLAT, funding="function", residual_share=1)).years
    assert (years["difference"] == years["arrangement"]).all()


def test_forty_years_of_the_steepest_decline_stay_finite():
    years = project(Assumptions(growth=-0.9, years=40, funding="function")).years
    assert np.isfinite(years.to_numpy(dtype=float)).all()
    assert (years["pupils"] > 0).all()


def test_a_single_year():
    projection = project(Assumptions(years=1))
    assert len(projection.years) == 1
    assert projection.total_difference == pytest.approx(343_800)  # a tenth of € 3,438,000 stays beside the arrangement


def test_a_projection_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        project(Assumptions()).break_even_year = 2027
