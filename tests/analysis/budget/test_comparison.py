"""Two scenarios side by side."""

import pytest

from analysis.budget import AssumptionDifference, Assumptions, compare_scenarios


def test_the_same_scenario_twice():
    comparison = compare_scenarios(Assumptions(), Assumptions())
    assert comparison.differences == ()
    assert comparison.same_period
    assert comparison.change_in_total_difference == 0


def test_lists_what_differs_in_the_order_of_the_assumptions():
    comparison = compare_scenarios(
        Assumptions(taper=0.05, fte=36), Assumptions(taper=0.1, pupils=839, fte=20, base_spending=3e6)
    )
    assert comparison.differences == (
        AssumptionDifference("pupils", 955, 839, matters=True),
        AssumptionDifference("base_spending", None, 3e6, matters=True),
        AssumptionDifference("taper", 0.05, 0.1, matters=True),
        AssumptionDifference("fte", 36.0, 20.0, matters=False),
    )


def test_an_assumption_matters_if_either_scenario_uses_it():
    comparison = compare_scenarios(Assumptions(taper=0.05, fte=36), Assumptions(taper=0.1, fte=20, funding="function"))
    assert [(d.name, d.matters) for d in comparison.differences] == [("funding", True), ("taper", True), ("fte", True)]


def test_the_change_is_that_of_the_second_against_the_first():
    # By hand: without growth, index and taper a lump sum that is € 100,000 lower saves that in each of five years.
    flat = {"indexation": 0, "taper": 0}
    comparison = compare_scenarios(
        Assumptions(base_spending=3_000_000, **flat), Assumptions(base_spending=2_900_000, **flat)
    )
    assert comparison.change_in_total_difference == pytest.approx(-500_000)
    assert comparison.a.assumptions.base_spending == 3_000_000
    assert comparison.b.assumptions.base_spending == 2_900_000


@pytest.mark.parametrize("other", [{"years": 6}, {"start_year": 2028}])
def test_different_periods_are_not_compared(other):
    comparison = compare_scenarios(Assumptions(), Assumptions(**other))
    assert not comparison.same_period
    assert comparison.change_in_total_difference is None
    assert len(comparison.b.years) == comparison.b.assumptions.years
