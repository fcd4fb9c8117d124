"""What refines the model: worked out by hand, and true whatever the assumptions are."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import ASSUMPTIONS, FUNDING_VARIANTS, MUNICIPALITIES, PAYERS, RESIDENCE_RULE_LABELS, Assumptions
from analysis.budget import project as projected

DATA = Path(__file__).parent / "data"

REFINED = Assumptions(
    pupils=1000,
    growth=0,
    care_share=0.5,
    cost_per_pupil_in_care=4000,
    indexation=0.02,
    years=2,
    funding="function",
    fte=20,
    cost_per_fte=90_000,
    residual_share=0.1,
    overhead_share=0.05,
    subcontracted_share=0.2,
    subcontracting_margin=0.1,
    setup_cost=50_000,
    decisions_per_pupil_in_care=1.2,
    cost_per_decision=300,
    schools=4,
    providers_per_school=12,
    providers_in_arrangement=2,
    coordination_hours=20,
    coordination_tariff=50,
    returning_share=0.2,
    home_share=0.4,
    home_covered=0.5,
    run_in_years=1,
    taking_part_share=0.3,
    other_share=0.2,
    residence_rule="group_offers_open",
    group_share=0.25,
    school_contribution=40_000,
    partnership_per_pupil=20,
    long_term_care_contribution=10_000,
)

SIMPLE = Assumptions(
    pupils=1000, care_share=0.5, cost_per_pupil_in_care=2000, indexation=0, taper=0, residual_share=0, years=1
)  # individual care costs € 1,000,000

shares = st.floats(0, 1)
amounts = st.floats(0, 50_000)
everything = st.builds(
    lambda elsewhere, **rest: Assumptions(
        taking_part_share=elsewhere[0], other_share=elsewhere[1] * (1 - elsewhere[0]), **rest
    ),
    elsewhere=st.tuples(shares, shares),
    pupils=st.integers(1, 5000),
    growth=st.floats(-0.2, 0.2),
    care_share=shares,
    indexation=st.floats(-0.1, 0.1),
    years=st.integers(1, 12),
    funding=st.sampled_from(list(FUNDING_VARIANTS)),
    residence_rule=st.sampled_from(list(RESIDENCE_RULE_LABELS)),
    base_spending=st.none() | st.floats(0, 1e7),
    base_years_back=st.integers(0, 6),
    growth_since_base=st.none() | st.floats(-0.1, 0.1),
    growth_correction=shares,
    taper=shares,
    production_ceiling=st.none() | st.floats(0, 1e7),
    overhead_share=shares,
    run_in_years=st.integers(0, 5),
    waiting_weeks=st.floats(0, 52),
    setup_cost=amounts,
    returning_share=shares,
    home_share=shares,
    home_covered=shares,
    group_share=shares,
    cost_per_decision=st.floats(0, 1000),
    coordination_hours=st.floats(0, 100),
    school_contribution=st.floats(0, 1e6),
    partnership_per_pupil=st.floats(0, 1000),
    long_term_care_contribution=st.floats(0, 1e6),
    health_insurer_contribution=st.floats(0, 1e6),
)
modest = settings(max_examples=30, deadline=None)


def test_all_refinements_at_once_meet_the_hand_worked_budget_to_the_cent():
    by_hand = pd.read_csv(DATA / "worked_refined.csv", index_col="name")
    components = projected(REFINED).components.set_index("year")
    assert len(by_hand) > 30
    for name, amounts_by_hand in by_hand.iterrows():
        np.testing.assert_allclose(components[name], amounts_by_hand, rtol=0, atol=1e-6, err_msg=name)


@modest
@given(everything)
def test_payers_add_up_to_the_costs(assumptions):
    p = projected(assumptions)
    tolerance = 1e-9 * float(p.years[["individual", "collective"]].to_numpy().max()) + 1e-6
    np.testing.assert_allclose(p.payers.sum(), p.years["collective"], rtol=0, atol=tolerance)
    np.testing.assert_allclose(p.payers_individual.sum(), p.years["individual"], rtol=0, atol=tolerance)
    assert (p.payers.to_numpy() >= -tolerance).all()
    assert (p.payers_individual.to_numpy() >= 0).all()


@modest
@given(everything)
def test_the_settlement_adds_up_to_nothing(assumptions):
    p = projected(assumptions)
    tolerance = 1e-9 * float(p.years["arrangement"].max()) + 1e-6
    np.testing.assert_allclose(p.settlement.sum(), 0, atol=tolerance)
    assert (p.settlement.loc["municipality"] <= tolerance).all()


@modest
@given(everything)
def test_the_difference_is_that_of_the_two_routes_and_everything_is_finite(assumptions):
    p = projected(assumptions)
    np.testing.assert_allclose(p.years["difference"], p.years["collective"] - p.years["individual"], atol=1e-6)
    np.testing.assert_allclose(p.years["collective"], p.years["arrangement"] + p.years["residual"], atol=1e-6)
    assert np.isfinite(p.components.to_numpy(dtype=float)).all()


@modest
@given(everything)
def test_without_growth_index_taper_and_run_in_every_later_year_is_the_second(assumptions):
    flat = replace(
        assumptions, growth=0, indexation=0, taper=0, run_in_years=0, growth_since_base=0, setup_cost=0, years=4
    )
    years = projected(flat).years.drop(columns=["year", "cumulative"]).to_numpy()
    np.testing.assert_array_equal(years, np.broadcast_to(years[0], years.shape))


@modest
@given(everything, shares, amounts)
def test_a_fixed_staff_costs_the_same_whatever_its_use(assumptions, care_share, cost):
    fixed = replace(assumptions, funding="function")
    other = replace(fixed, care_share=care_share, cost_per_pupil_in_care=cost, returning_share=0.5, home_share=0.3)
    assert projected(fixed).rows["arrangement"].tolist() == projected(other).rows["arrangement"].tolist()


def test_tables_have_every_party_and_calendar_years():
    p = projected(Assumptions(years=3))
    assert list(p.payers.index) == [party.value for party in PAYERS] == list(p.payers_individual.index)
    assert list(p.settlement.index) == [party.value for party in MUNICIPALITIES]
    assert list(p.payers.columns) == list(p.settlement.columns) == [2027, 2028, 2029]
    # With nothing said about who lives where or who contributes, the municipality pays it all.
    assert p.payers.loc["municipality"].tolist() == p.years["collective"].tolist()


def test_the_answers_of_the_first_version_still_stand():
    # As the model answered before there were any refinements.
    assert projected(Assumptions()).total_difference == pytest.approx(39_024.03, abs=0.005)
    growing = Assumptions(funding="function", growth=0.02)
    assert projected(growing).total_difference == pytest.approx(1_134_896.44, abs=0.005)


@pytest.mark.parametrize("name", [n for n, d in ASSUMPTIONS.items() if d.switched_on_by and n not in d.switched_on_by])
def test_what_is_switched_off_plays_no_part(name):
    definition = ASSUMPTIONS[name]
    for funding in FUNDING_VARIANTS:
        valid = definition.valid
        for value in RESIDENCE_RULE_LABELS if valid is None else (valid.minimum, valid.maximum):
            changed = replace(Assumptions(funding=funding), **{name: value})
            pd.testing.assert_frame_equal(projected(changed).years, projected(Assumptions(funding=funding)).years)


# --- the base year ---


def test_a_base_year_before_growth_leaves_too_little_unless_it_is_corrected():
    # By hand, after Enschede (base 2016, start 2018): two years of 5% more pupils make 1.1025 times as many. The care
    # of € 1,000,000 in 2018 cost € 1,000,000 / 1.1025 = € 907,029.48 in 2016. Without correction that is the lump sum.
    moved = {"base_years_back": 2, "growth_since_base": 0.05}
    corrected = projected(replace(SIMPLE, **moved)).rows["arrangement"][0]
    uncorrected = projected(replace(SIMPLE, growth_correction=0, **moved)).rows["arrangement"][0]
    assert corrected == pytest.approx(1_000_000)
    assert uncorrected == pytest.approx(907_029.48, abs=0.005)
    # Halfway: 907,029.48 × (0.5 × 1.1025 + 0.5).
    half = projected(replace(SIMPLE, growth_correction=0.5, **moved)).rows["arrangement"][0]
    assert half == pytest.approx(953_514.74, abs=0.005)
    # Moving the base to the first year itself solves it whatever the correction.
    assert projected(replace(SIMPLE, growth_correction=0)).rows["arrangement"][0] == 1_000_000


def test_spending_of_an_earlier_base_year_is_brought_to_the_first_years_prices_and_pupils():
    # By hand: € 800,000 in the base year × 1.1 twice for prices × 0.9 twice for pupils = € 784,080.
    own = replace(SIMPLE, base_spending=800_000, base_years_back=2, growth_since_base=-0.1, indexation_since_base=0.1)
    assert projected(own).rows["arrangement"][0] == pytest.approx(784_080)


def test_without_figures_of_their_own_the_years_before_follow_the_years_after():
    implicit = replace(SIMPLE, base_spending=8e5, base_years_back=3, growth=0.04, indexation=0.02, years=4)
    explicit = replace(implicit, growth_since_base=0.04, indexation_since_base=0.02)
    assert projected(implicit).rows["arrangement"].tolist() == projected(explicit).rows["arrangement"].tolist()
    # So the sum is what it would have been with the start three years earlier.
    earlier = replace(SIMPLE, base_spending=8e5, growth=0.04, indexation=0.02, years=7)
    np.testing.assert_allclose(projected(implicit).rows["arrangement"], projected(earlier).rows["arrangement"][3:])


def test_growth_that_is_not_corrected_leaves_the_lump_sum_where_it_was():
    fixed = projected(replace(SIMPLE, growth=0.1, growth_correction=0, years=3))
    assert fixed.rows["arrangement"].tolist() == pytest.approx([1_000_000] * 3)


# --- reach ---


def test_a_run_in_of_three_years_takes_a_quarter_more_each_year():
    years = projected(replace(SIMPLE, run_in_years=3, years=5)).years
    assert years["residual"].tolist() == pytest.approx([750_000, 500_000, 250_000, 0, 0])
    assert years["arrangement"].tolist() == [1_000_000] * 5  # a lump sum is paid in full meanwhile
    produced = projected(replace(SIMPLE, run_in_years=3, years=5, funding="production")).years["arrangement"]
    assert (produced / produced.iloc[-1]).tolist() == pytest.approx([0.25, 0.5, 0.75, 1, 1])


def test_while_a_pupil_waits_the_individual_care_goes_on():
    # Thirteen of 52 weeks: a quarter of € 1,000,000 stays individual, and a quarter fewer hours are made and paid.
    waiting = replace(SIMPLE, waiting_weeks=13)
    assert projected(waiting).years["residual"].iloc[0] == pytest.approx(250_000)
    assert projected(waiting).years["arrangement"].iloc[0] == 1_000_000  # a lump sum is paid in full
    hours = {"funding": "production", "hours_per_pupil_in_care": 40, "hourly_tariff": 50}
    assert projected(replace(SIMPLE, **hours)).years["arrangement"].iloc[0] == pytest.approx(500 * 40 * 50)
    assert projected(replace(waiting, **hours)).years["arrangement"].iloc[0] == pytest.approx(750_000)
    assert projected(replace(waiting, waiting_weeks=52)).years["residual"].iloc[0] == pytest.approx(1_000_000)


def test_care_that_comes_back_is_paid_twice():
    # Almere: help at home by way of the GP, although the arrangement should have covered it.
    years = projected(replace(SIMPLE, returning_share=0.3)).years
    assert years["collective"].iloc[0] == pytest.approx(1_300_000)


def test_leaving_help_at_home_out_lowers_the_arrangement_and_leaves_decisions():
    years = projected(replace(SIMPLE, home_share=0.4, home_covered=0)).years
    assert years["arrangement"].iloc[0] == pytest.approx(600_000)
    assert years["residual"].iloc[0] == pytest.approx(400_000)


# --- pupils from elsewhere ---


@pytest.mark.parametrize(
    ("rule", "served"),
    [
        ("residents_only", 0),
        ("group_offers_open", 0.25),
        ("school_hours_open", 0.6),
        ("everyone", 1),
        ("advance_and_settle", 1),
    ],
)
def test_each_rule_serves_pupils_from_elsewhere_in_its_own_measure(rule, served):
    # By hand: a fifth of € 1,000,000 is care for pupils from elsewhere; what the rule leaves open to them is not
    # individual.
    p = projected(
        replace(SIMPLE, other_share=0.2, taking_part_share=0.3, residence_rule=rule, group_share=0.25, home_share=0.4)
    )
    assert p.payers.loc["municipalities_other", 2027] - (200_000 if rule == "advance_and_settle" else 0) == (
        pytest.approx(200_000 * (1 - served))
    )
    assert p.years["arrangement"].iloc[0] == pytest.approx(800_000 + 200_000 * served)
    assert p.years["difference"].iloc[0] == pytest.approx(0)


def test_advanced_money_is_settled_by_pupils():
    # By hand: € 1,000,000; half of the pupils are residents, 30% live in municipalities that take part, 20% elsewhere.
    p = projected(replace(SIMPLE, other_share=0.2, taking_part_share=0.3, residence_rule="advance_and_settle"))
    assert p.settlement[2027].tolist() == pytest.approx([-500_000, 300_000, 200_000])
    assert p.payers[2027].head(3).tolist() == pytest.approx([500_000, 300_000, 200_000])
    everyone = projected(replace(SIMPLE, other_share=0.2, taking_part_share=0.3))
    assert everyone.settlement[2027].tolist() == pytest.approx([-375_000, 375_000, 0])


def test_pupils_who_all_live_elsewhere_leave_the_bill_with_the_municipality_that_runs_it():
    p = projected(replace(SIMPLE, other_share=1))
    assert p.payers.loc["municipality", 2027] == pytest.approx(1_000_000)
    settled = projected(replace(SIMPLE, other_share=1, residence_rule="advance_and_settle"))
    assert settled.settlement[2027].tolist() == pytest.approx([-1_000_000, 0, 1_000_000])


def test_contributions_are_never_more_than_the_arrangement_costs():
    p = projected(replace(SIMPLE, school_contribution=1_500_000, health_insurer_contribution=500_000))
    assert p.payers[2027].tolist() == pytest.approx([0, 0, 0, 750_000, 0, 0, 250_000])


# --- hours ---


def test_hours_that_a_fixed_staff_and_a_capped_production_buy():
    fixed = projected(replace(SIMPLE, funding="function", fte=2, hours_per_fte=1250))
    assert fixed.rows["hours_per_pupil"].tolist() == [2.5]
    # By hand: 500 pupils × 80 hours × € 75 is € 3,000,000; a ceiling of € 1,500,000 pays half of the 40,000 hours.
    capped = projected(replace(SIMPLE, funding="production", production_ceiling=1_500_000))
    assert capped.rows["arrangement"].tolist() == [1_500_000]
    assert capped.rows["hours"].tolist() == pytest.approx([20_000])
    assert "hours" not in projected(SIMPLE).components
