"""The size of an effect at which it breaks even, by hand and as a zero of the costs and benefits."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import Assumptions, Effect, Party, cost_benefit, effect_break_even
from analysis.errors import BudgetError

# Individual care costs € 1,000,000 a year and twenty fte € 1,100,000, in first-year prices.
WORKED = Assumptions(
    pupils=1000, care_share=0.5, cost_per_pupil_in_care=2000, indexation=0.1, residual_share=0, years=3,
    funding="function", fte=20, cost_per_fte=55_000,
)  # fmt: skip
MOVES = Effect(name="moves", quantity=5, unit_value=10_000, party=Party.PARTNERSHIP, start=2)
ABSENCE = Effect(name="absence", quantity=1000, unit_value=40, party=Party.FAMILIES, financial=False)


def test_meets_the_quantity_worked_out_by_hand():
    # At 2.25% three years count for 2.93446954 and the last two for 1.93446954 (1/1.0225 and its square):
    # 100,000 × 2.93446954 / (10,000 × 1.93446954)
    moves = effect_break_even(WORKED, [MOVES], "moves", 0, 50)
    assert moves.financial.quantity == pytest.approx(15.169376, abs=1e-6)
    assert moves.societal == moves.financial
    # What five moves leave: (293,446.95 − 96,723.48) / (40 × 2.93446954)
    absence = effect_break_even(WORKED, [MOVES, ABSENCE], "absence", 0, 5000)
    assert absence.societal.quantity == pytest.approx(1675.971, abs=0.001)
    assert absence.financial.quantity is None  # welfare is no money
    assert absence.financial.at_low == absence.financial.at_high == pytest.approx(-196_723.47, abs=0.01)


def test_no_quantity_in_the_range_and_what_a_wider_one_has():
    found = effect_break_even(WORKED, [MOVES], "moves", 0, 15).financial
    assert found.quantity is None
    assert found.anywhere == pytest.approx(15.169376, abs=1e-6)
    late = effect_break_even(WORKED, [replace(MOVES, start=4)], "moves", 0, 1000).financial
    assert late.quantity is late.anywhere is None
    cheaper = replace(WORKED, fte=10)  # costs half as much by itself: only a negative number would take it to zero
    assert effect_break_even(cheaper, [MOVES], "moves", 0, 50).financial.anywhere is None


@settings(max_examples=25, deadline=None)
@given(st.floats(1, 1e5), st.integers(1, 3), st.floats(0, 0.25))
def test_at_the_quantity_found_the_return_is_zero(value: float, start: int, rate: float):
    effect = replace(MOVES, unit_value=value, start=start)
    found = effect_break_even(WORKED, [effect, ABSENCE], "moves", 0, 1e7, rate).societal.quantity
    if found is None:
        assert cost_benefit(WORKED, [replace(effect, quantity=0), ABSENCE], rate).societal > 0
        return
    assert cost_benefit(WORKED, [replace(effect, quantity=found), ABSENCE], rate).societal == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("name", "low", "high"), [("unknown", 0, 1), ("moves", 2, 1), ("moves", -1, 1)])
def test_what_cannot_be_sought_gets_a_sentence(name: str, low: float, high: float):
    with pytest.raises(BudgetError, match="Effect"):
        effect_break_even(WORKED, [MOVES], name, low, high)
