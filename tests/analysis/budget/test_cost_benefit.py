"""Costs and benefits against a small one worked out by hand, and what must hold whatever the effects are."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import (
    EFFECT_SUGGESTIONS,
    FUNDING_VARIANTS,
    HIGHEST_QUANTITY,
    HIGHEST_UNIT_VALUE,
    PUBLISHED_STUDIES,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    Effect,
    Estimate,
    Party,
    cost_benefit,
    effect_break_even,
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
    most = max((e.quantity.high for e in chosen), default=0)
    if result.effects_needed is not None and result.effects_needed * most <= HIGHEST_QUANTITY:
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
        ({"party": []}, "is onbekend. Kies uit: Gemeente (municipality), Deelnemende gemeenten"),
        ({"quantity": -5}, "een aantal van -5.0 per jaar kan niet. Kies 0 of meer"),
        ({"quantity": (-1, 0, 3)}, "een aantal van -1.0 per jaar kan niet. Kies 0 of meer"),
        ({"quantity": 10_000_001}, "aantal per jaar: 10000001.0 kan niet. Kies een waarde van 0 tot en met 10000000"),
        ({"quantity": (0, 1, 1e300)}, "aantal per jaar: 1.00e+300 kan niet"),
        ({"quantity": 10**400}, "aantal per jaar: ∞ kan niet"),
        pytest.param({"quantity": 10**5000}, "aantal per jaar: ∞ kan niet", id="endless"),
        ({"quantity": Decimal("sNaN")}, 'aantal per jaar: "sNaN" is geen getal'),
        ({"unit_value": Decimal("sNaN")}, 'waarde per stuk: "sNaN" is geen getal'),
        ({"unit_value": -(10**400)}, "waarde per stuk: −∞ kan niet"),
        ({"unit_value": 100_000_001}, "Kies een waarde van -100000000 tot en met 100000000"),
        ({"unit_value": (-100_000_001, 0, 0)}, "waarde per stuk: -100000001.0 kan niet"),
        pytest.param({"unit_value": (1, 10**5000, "x")}, '"1; 1.00e+5000; x" is geen getal', id="endless and text"),
        ({"financial": 7}, 'of het om geld gaat is ja of nee; niet "7"'),
        ({"start": 10**400}, "eerste jaar 1.00e+400 kan niet"),
    ],
)
def test_impossible_effects_are_explained(change, sentence):
    with pytest.raises(BudgetError) as caught:
        replace(MOVES, **change)
    assert sentence in str(caught.value)
    assert 'Effect "moves"' in str(caught.value)


def test_a_suggested_effect_is_called_by_its_words_in_a_sentence():
    for name, words in {"less_absence": "Minder verzuim", "own_2": "Eigen effect 2", "politie": "politie"}.items():
        with pytest.raises(BudgetError, match=f'Effect "{words}"'):
            replace(MOVES, name=name, quantity=-1)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 61, None, 3])
def test_an_effect_has_a_name(name):
    with pytest.raises(BudgetError, match="Naam van een effect"):
        replace(MOVES, name=name)


def test_numbers_of_other_libraries_are_numbers():
    effect = Effect(
        name=" x ", quantity=np.int64(3), unit_value=Decimal("2.5"), party="school", start=np.int64(2),
        financial=np.bool_(False),
    )  # fmt: skip
    assert effect == Effect(name="x", quantity=3, unit_value=2.5, party=Party.SCHOOL, start=2, financial=False)
    assert (type(effect.start), type(effect.financial)) == (int, bool)
    assert cost_benefit(WORKED, discount_rate=Decimal("0.03")).discount_rate == 0.03


@pytest.mark.parametrize("effects", [None, [None], 3, "x", {"x": MOVES}])
def test_what_are_no_effects_is_explained(effects):
    with pytest.raises(BudgetError, match="De effecten zijn geen reeks van effecten"):
        cost_benefit(WORKED, effects)
    with pytest.raises(BudgetError, match="De effecten zijn geen reeks van effecten"):
        effect_break_even(WORKED, effects, "moves", 0, 10)


def test_the_largest_effects_there_are_leave_every_result_a_number():
    most = replace(MOVES, quantity=HIGHEST_QUANTITY, unit_value=(-HIGHEST_UNIT_VALUE, 0, HIGHEST_UNIT_VALUE), start=1)
    for fte in (20, 1e-300):
        result = cost_benefit(replace(WORKED, fte=fte, years=40), [most], 0)
        assert result.financial_range.high - result.financial == pytest.approx(40 * 1e15)
        assert result.benefit_per_euro_range is None or np.isfinite(result.benefit_per_euro_range.high)
        assert np.isfinite(result.by_party.to_numpy(dtype=float)).all()


@pytest.mark.parametrize("bounds", [(0, 1e8), (0, 10**400), (-1, 5), (5, 5), (0, float("nan")), ("0", 5), (0, None)])
def test_an_effect_is_sought_among_quantities_that_there_can_be(bounds):
    with pytest.raises(BudgetError, match="tot een hoger aantal, ten hoogste 10000000; "):
        effect_break_even(WORKED, [MOVES], "moves", *bounds)


@pytest.mark.parametrize(
    "rate", [-0.01, 0.3, 2.25, float("nan"), "2,25", None, True, pytest.param(10**400, id="endless"), Decimal("sNaN")]
)
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
