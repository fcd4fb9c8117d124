"""One scenario under other choices, and who pays for what: by hand, and as properties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import (
    FUNDING_VARIANTS,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    Effect,
    Party,
    Service,
    base_year_effect,
    break_even,
    compare_fundings,
    compare_residence_rules,
    cost_benefit,
    flows,
    project,
    two_way_grid,
)
from analysis.errors import BudgetError

FLAT = Assumptions(pupils=1_000, care_share=0.5, cost_per_pupil_in_care=2_000, indexation=0, residual_share=0, years=3)


def test_a_base_year_before_the_growth_buys_less():
    # By hand: € 1,000,000 of care now; at 5% growth a year it was 1,000,000 / 1.05² two years ago, / 1.05⁴ four.
    now, two, four = base_year_effect(replace(FLAT, indexation=0.03), 0.05, [0, 2, 4])
    assert now.budget == pytest.approx(1_000_000)
    assert now.shortfall == pytest.approx(0)
    assert two.budget == pytest.approx(1_000_000 / 1.1025)
    assert four.budget == pytest.approx(1_000_000 / 1.21550625)
    assert {round(each.needed) for each in (now, two, four)} == {1_000_000}


def test_without_growth_every_base_year_is_the_same():
    assert {round(each.budget, 6) for each in base_year_effect(Assumptions(), 0.0, range(5))} == {955 * 0.6 * 6000}


def test_a_base_year_beyond_what_is_possible_is_explained():
    with pytest.raises(BudgetError, match="20"):
        base_year_effect(FLAT, 0.05, [21])


def test_the_four_fundings_of_one_scenario_differ_in_nothing_else():
    compared = compare_fundings(Assumptions(years=4))
    assert list(compared) == list(FUNDING_VARIANTS)
    for funding, projection in compared.items():
        assert projection.assumptions == Assumptions(years=4, funding=funding)
        np.testing.assert_allclose(projection.years["individual"], compared["population"].years["individual"])


def test_rules_for_pupils_from_elsewhere_differ_in_who_is_served_and_who_pays():
    compared = compare_residence_rules(replace(FLAT, other_share=0.2, taking_part_share=0.1))
    assert list(compared) == list(RESIDENCE_RULE_LABELS)
    served = {rule: float(p.rows["served"][0]) for rule, p in compared.items()}
    assert served["residents_only"] == pytest.approx(0.8)
    assert served["everyone"] == served["advance_and_settle"] == 1
    for rule, projection in compared.items():
        np.testing.assert_allclose(projection.settlement.sum(), 0, atol=1e-6)
        owed = float(projection.settlement.loc[Party.OTHER].sum())
        assert (owed > 0) == (rule == "advance_and_settle")


def test_flows_by_hand():
    # € 1,000,000 a year for the arrangement, of which the school pays 50,000; its own time is 6 × 1 × 10 × 60 = 3,600.
    given_ = replace(FLAT, taper=0, school_contribution=50_000, coordination_hours=10, residual_share=0.1)
    found = {(f.payer, f.service): f.amount for f in flows(project(given_), given_.start_year)}
    assert found == pytest.approx(
        {
            (Party.MUNICIPALITY, Service.ARRANGEMENT): 950_000,
            (Party.MUNICIPALITY, Service.INDIVIDUAL_CARE): 100_000,
            (Party.SCHOOL, Service.ARRANGEMENT): 50_000,
            (Party.SCHOOL, Service.COORDINATION): 3_600,
        }
    )
    before = {(f.payer, f.service): f.amount for f in flows(project(given_), before=True)}
    assert before == pytest.approx(
        {(Party.MUNICIPALITY, Service.INDIVIDUAL_CARE): 3_000_000, (Party.SCHOOL, Service.COORDINATION): 108_000}
    )
    with pytest.raises(BudgetError, match="2050"):
        flows(project(given_), 2050)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(list(FUNDING_VARIANTS)),
    st.sampled_from(list(RESIDENCE_RULE_LABELS)),
    st.floats(0, 0.5),
    st.floats(0, 0.5),
    st.floats(0, 10_000_000),
    st.booleans(),
)
def test_flows_add_up_to_what_every_party_pays(funding, rule, taking_part, other, contribution, before):
    projection = project(
        Assumptions(
            funding=funding, residence_rule=rule, taking_part_share=taking_part, other_share=other, growth=0.02,
            school_contribution=contribution, long_term_care_contribution=20_000, coordination_hours=5, run_in_years=1,
        )
    )  # fmt: skip
    table = projection.payers_individual if before else projection.payers
    found = flows(projection, before=before)
    for party in table.index:
        paid = sum(flow.amount for flow in found if flow.payer == party)
        assert paid == pytest.approx(float(table.loc[party].sum()), rel=1e-9, abs=0.02)


def test_a_goal_seek_keeps_what_it_tried():
    found = break_even(replace(FLAT, funding="function", cost_per_fte=50_000), "fte", 0, 40)
    assert len(found.tried) == len(found.outcomes) == 401
    assert found.value == pytest.approx(20)
    # By hand: 40 fte cost € 2,000,000 a year, a million more than individual care, three years long.
    assert found.outcomes[-1] == pytest.approx(3_000_000)


def test_the_share_of_combinations_that_cost_less():
    # By hand: 10 or 30 fte at € 50,000 against 250,000 or a million: one of the four costs less.
    fixed = replace(FLAT, funding="function", cost_per_fte=50_000)
    grid = two_way_grid(fixed, "fte", [10, 30], "cost_per_pupil_in_care", [500, 2_000])
    assert grid.share_cheaper == 0.25


def test_the_benefit_of_a_euro_spans_the_effects_ends():
    # By hand: an arrangement of € 1,000,000 a year replaces as much; effects of 0, 50,000 or 200,000 a year beside it.
    effect = Effect(name="x", quantity=(0, 1, 2), unit_value=(0, 50_000, 100_000), party=Party.SOCIETY, financial=False)
    spread = cost_benefit(replace(FLAT, taper=0), [effect], 0.0).benefit_per_euro_range
    assert (spread.low, spread.mid, spread.high) == pytest.approx((1.0, 1.05, 1.2))
    nothing = cost_benefit(replace(FLAT, funding="function", fte=0), [effect], 0.0)
    assert nothing.benefit_per_euro_range is None


@pytest.mark.parametrize("year", ["x", "2027", 2027.5, True, [2027]])
def test_a_year_that_is_none_is_explained(year):
    with pytest.raises(BudgetError, match=r"is geen kalenderjaar\. Kies een jaar van \d{4} tot en met \d{4}"):
        flows(project(FLAT), year)


def test_a_year_of_another_library_is_a_year():
    projection = project(FLAT)
    year = projection.years["year"].to_numpy()[1]
    assert flows(projection, year) == flows(projection, int(year)) != ()
