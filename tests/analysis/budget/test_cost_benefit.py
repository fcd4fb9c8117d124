"""Costs and benefits against a small one worked out by hand, and what must hold whatever the effects are."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import (
    EFFECT_SUGGESTIONS,
    FUNDING_VARIANTS,
    PUBLISHED_STUDIES,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    Effect,
    Estimate,
    Party,
    cost_benefit,
    optimism_warning,
    project,
)
from analysis.errors import BudgetError

# Individual care costs € 1,000,000 a year and twenty fte € 1,100,000, in first-year prices; prices rise by a tenth.
WORKED = Assumptions(
    pupils=1000, care_share=0.5, cost_per_pupil_in_care=2000, indexation=0.1, residual_share=0, years=3,
    funding="function", fte=20, cost_per_fte=55_000,
)  # fmt: skip
MOVES = Effect(name="moves", quantity=(4, 5, 8), unit_value=10_000, party=Party.PARTNERSHIP, start=2)
ABSENCE = Effect(name="absence", quantity=1000, unit_value=(10, 40, 50), party=Party.FAMILIES, financial=False)


def test_meets_the_costs_and_benefits_worked_out_by_hand():
    # At 2.25% three years count for 1 + 0.97799511 + 0.95647444 = 2.93446954; price rises are no real costs.
    result = cost_benefit(WORKED, [MOVES, ABSENCE])
    assert result.discount_rate == 0.0225
    # −100,000 × 2.93446954 + 50,000 × (0.97799511 + 0.95647444)
    assert result.financial == pytest.approx(-293_446.95 + 96_723.48, abs=0.01)
    # + 40,000 × 2.93446954
    assert result.societal == pytest.approx(-196_723.48 + 117_378.78, abs=0.01)
    assert result.financial_range.low == pytest.approx(-293_446.95 + 0.8 * 96_723.48, abs=0.01)
    assert result.financial_range.high == pytest.approx(-293_446.95 + 1.6 * 96_723.48, abs=0.01)
    assert result.societal_range.low == pytest.approx(-293_446.95 + 0.8 * 96_723.48 + 0.25 * 117_378.78, abs=0.01)
    assert result.arrangement == pytest.approx(1_100_000 * 2.93446954, abs=0.01)
    # (1,000,000 × 2.93446954 + 96,723.48 + 117,378.78) / (1,100,000 × 2.93446954)
    assert result.benefit_per_euro == pytest.approx(0.975419, abs=1e-6)
    assert result.financial_benefit_per_euro == pytest.approx(0.939056, abs=1e-6)
    assert result.effects_needed == pytest.approx(293_446.95 / (96_723.48 + 117_378.78), abs=1e-6)
    parties = result.by_party["net"]
    assert parties["municipality"] == pytest.approx(-293_446.95, abs=0.01)
    assert parties["partnership"] == pytest.approx(96_723.48, abs=0.01)
    assert parties["families"] == pytest.approx(117_378.78, abs=0.01)
    assert parties["health_insurer"] == 0


def test_without_effects_prices_and_discounting_the_return_is_what_it_costs_less():
    plain = replace(WORKED, indexation=0)
    result = cost_benefit(plain, discount_rate=0)
    assert result.financial == result.societal == -project(plain).total_difference == -300_000
    assert result.effects_needed is None
    assert result.by_year["cumulative"].tolist() == [-100_000, -200_000, -300_000]


parties = st.sampled_from(list(Party))
effects = st.lists(
    st.builds(
        Effect,
        name=st.just("x"),
        quantity=st.tuples(st.floats(0, 10), st.floats(10, 20), st.floats(20, 30)),
        unit_value=st.floats(-1000, 1000),
        party=parties,
        financial=st.booleans(),
        start=st.integers(1, 12),
    ),
    max_size=4,
)


@settings(max_examples=50, deadline=None)
@given(
    effects, st.sampled_from(list(FUNDING_VARIANTS)), st.sampled_from(list(RESIDENCE_RULE_LABELS)), st.floats(0, 0.25)
)
def test_parties_and_years_add_up_to_society(chosen, funding, rule, rate):
    assumptions = Assumptions(
        funding=funding, residence_rule=rule, other_share=0.2, taking_part_share=0.3, school_contribution=50_000,
        coordination_hours=10, years=8,
    )  # fmt: skip
    result = cost_benefit(assumptions, chosen, rate)
    near = pytest.approx(result.societal, rel=1e-9, abs=1e-3)
    assert result.by_party["net"].sum() == near
    assert result.by_year["net"].sum() == near
    assert result.by_year["cumulative"].iloc[-1] == near
    assert result.financial == pytest.approx(
        result.by_party["net"].sum() - result.by_party["societal_effects"].sum(), rel=1e-9, abs=1e-3
    )
    for spread in (result.financial_range, result.societal_range):
        assert spread.low <= spread.mid + 1e-6
        assert spread.mid <= spread.high + 1e-6
    if result.effects_needed is not None:
        scaled = [replace(e, quantity=tuple(result.effects_needed * q for q in _numbers(e))) for e in chosen]
        assert cost_benefit(assumptions, scaled, rate).societal == pytest.approx(0, abs=0.01)


def test_effects_of_next_to_nothing_cannot_be_multiplied_into_something():
    assert cost_benefit(Assumptions(), [replace(MOVES, unit_value=5e-324)]).effects_needed is None


def _numbers(effect):
    return effect.quantity.low, effect.quantity.mid, effect.quantity.high


def test_an_effect_that_starts_after_the_period_counts_for_nothing():
    late = cost_benefit(WORKED, [replace(MOVES, start=4)])
    assert late.financial == pytest.approx(cost_benefit(WORKED).financial)


def test_an_arrangement_that_costs_nothing_has_no_yield_per_euro():
    result = cost_benefit(replace(WORKED, fte=0))
    assert result.benefit_per_euro is None
    assert result.financial_benefit_per_euro is None


def test_one_number_is_a_certain_estimate():
    assert Effect(name="x", quantity=np.float64(3), unit_value=2, party="school").yearly == Estimate(6, 6, 6)
    assert Effect(name="x", quantity=(1, 2, 3), unit_value=(-2, -1, 0), party="school").yearly == Estimate(-6, -2, 0)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"quantity": (3, 2, 1)}, "staan niet op volgorde"),
        ({"quantity": (1, 2)}, "is geen getal en geen drietal"),
        ({"quantity": "12"}, "is geen getal en geen drietal"),
        ({"quantity": float("nan")}, "is geen getal en geen drietal"),
        ({"unit_value": True}, "is geen getal en geen drietal"),
        ({"unit_value": None}, "is geen getal en geen drietal"),
        ({"start": 0}, "eerste jaar 0 kan niet"),
        ({"start": 1.5}, "eerste jaar 1.5 kan niet"),
        ({"party": "province"}, 'partij "province" is onbekend'),
    ],
)
def test_impossible_effects_are_explained(change, sentence):
    with pytest.raises(BudgetError) as caught:
        replace(MOVES, **change)
    assert sentence in str(caught.value)
    assert 'Effect "moves"' in str(caught.value)


@pytest.mark.parametrize("rate", [-0.01, 0.3, 2.25, float("nan"), "2,25", None, True])
def test_impossible_discount_rates_are_explained(rate):
    with pytest.raises(BudgetError, match=r"Discontovoet: .* kan niet"):
        cost_benefit(WORKED, discount_rate=rate)


def test_a_result_rosier_than_the_published_studies_is_warned_about():
    assert optimism_warning(cost_benefit(WORKED, [MOVES, ABSENCE])) is None
    rosy = cost_benefit(WORKED, [replace(ABSENCE, unit_value=400)])
    assert "in Enschede was dat 85 tot 105 cent" in str(optimism_warning(rosy))
    saving = cost_benefit(replace(WORKED, cost_per_fte=49_000))
    assert saving.financial > 0
    assert saving.benefit_per_euro == pytest.approx(1 / 0.98)
    assert "in Almere was het financiële rendement duidelijk negatief" in str(optimism_warning(saving))


def test_the_published_studies_and_suggestions_have_their_sources():
    assert PUBLISHED_STUDIES["Enschede"].benefit_per_euro == (0.85, 1.05)
    assert (PUBLISHED_STUDIES["Almere"].financial_positive, PUBLISHED_STUDIES["Almere"].societal_positive) == (
        False,
        True,
    )
    assert len(EFFECT_SUGGESTIONS) >= 6
    for suggestion in EFFECT_SUGGESTIONS.values():
        assert (suggestion.unit_value is None) == (suggestion.source is None)
