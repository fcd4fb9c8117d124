"""How large one effect must be for the arrangement to break even, in money and for society."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.budget.assumptions import Assumptions
from analysis.budget.cost_benefit import DISCOUNT_RATE, CostBenefit, cost_benefit
from analysis.budget.effects import HIGHEST_QUANTITY, Effect, Estimate, effect_called, validated_effects
from analysis.budget.validation import as_float, quotable
from analysis.errors import BudgetError


@dataclass(frozen=True)
class ReturnOverEffect:
    """One return (financial or societal) over the quantity of an effect; it is a straight line.

    at_low, at_high: net present value in euros at the ends of the range. quantity: where the line crosses 0 within the
    range; None where no quantity in it does. anywhere: the same without the range, for who searches further; None where
    the effect does not move this return, or only a negative quantity would do.
    """

    at_low: float
    at_high: float
    quantity: float | None
    anywhere: float | None


@dataclass(frozen=True)
class EffectBreakEven:
    """The quantity a year of the effect `name`, from `low` to `high`, at which each return is 0."""

    name: str
    low: float
    high: float
    financial: ReturnOverEffect
    societal: ReturnOverEffect


def effect_break_even(
    assumptions: Assumptions,
    effects: Sequence[Effect],
    name: str,
    low: float,
    high: float,
    discount_rate: float = DISCOUNT_RATE,
) -> EffectBreakEven:
    """Seek the quantity a year of one effect at which the arrangement breaks even; all else stays as it is.

    effects: all that count, `name` among them. low, high: quantities a year, 0 to 10,000,000. The returns are those of
    `cost_benefit` at the middle estimates, discounted likewise; they are linear in the quantity, so that two of its
    results give the whole line. Raises BudgetError where the effect is not among them, or the range is not possible.
    """
    effects = validated_effects(effects)
    sought = next((effect for effect in effects if effect.name == name), None)
    if sought is None:
        raise BudgetError(
            'Effect "{effect}" telt niet mee. Vul eerst een aantal en een waarde per stuk in.',
            effect=effect_called(str(quotable(name))),
        )
    least, most = as_float(low), as_float(high)
    if not 0 <= least < most <= HIGHEST_QUANTITY:
        raise BudgetError(
            'Effect "{effect}": zoek van een aantal van 0 of meer tot een hoger aantal, ten hoogste {most}; {low} tot '
            "{high} kan niet.",
            effect=effect_called(sought.name),
            most=HIGHEST_QUANTITY,
            low=quotable(low),
            high=quotable(high),
        )

    def at(quantity: float) -> CostBenefit:
        assert isinstance(sought, Effect)
        changed = [replace(e, quantity=Estimate(*[quantity] * 3)) if e is sought else e for e in effects]
        return cost_benefit(assumptions, changed, discount_rate)

    ends = at(low), at(high)
    assert isinstance(sought.unit_value, Estimate)
    counts = sought.unit_value.mid != 0 and sought.start <= assumptions.years
    lines = {
        kind: _line(low, high, getattr(ends[0], kind), getattr(ends[1], kind), moved=counts and moved)
        for kind, moved in (("financial", sought.financial), ("societal", True))
    }
    return EffectBreakEven(name=name, low=low, high=high, financial=lines["financial"], societal=lines["societal"])


def _line(low: float, high: float, at_low: float, at_high: float, *, moved: bool) -> ReturnOverEffect:
    if not moved or at_high == at_low:
        return ReturnOverEffect(at_low, at_high, None, None)
    crossing = low - at_low * (high - low) / (at_high - at_low)
    return ReturnOverEffect(
        at_low, at_high, crossing if low <= crossing <= high else None, crossing if crossing >= 0 else None
    )
