"""The value of an assumption at which the arrangement breaks even, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import brentq

from analysis.budget.assumptions import Assumptions
from analysis.budget.definitions import AssumptionDefinition
from analysis.budget.expressions import Array
from analysis.budget.projection import HALF_A_CENT
from analysis.budget.ranges import continuous, current_value
from analysis.budget.sensitivity import total_difference
from analysis.budget.validation import spoken, validated_number
from analysis.errors import BudgetError, Message

_STEPS = 400
_MOST_WHOLE_NUMBERS = 100_000


@dataclass(frozen=True, eq=False)
class BreakEven:
    """Where the total difference with individual care reaches 0 within a range.

    value: the value at which it does; None where no value in the range does. Where several do, the one nearest to the
        assumption's present value. Of a whole number: the first that costs no more than individual care.
    reason: why there is none; None where there is one.
    at_low, at_high: total difference at the ends of the range, in euros.
    tried, outcomes: the values that were tried, ascending, and the total difference at each of them, in euros.
    """

    name: str
    low: float
    high: float
    value: float | None
    reason: Message | None
    at_low: float
    at_high: float
    tried: Array = field(repr=False)
    outcomes: Array = field(repr=False)


def break_even(assumptions: Assumptions, name: str, low: float, high: float) -> BreakEven:
    """Seek the value of the assumption `name`, from low to high, at which the arrangement has cost exactly as much.

    The range is walked through in 400 steps and each change of sign refined (Brent's method), so two crossings within
    one step can be missed; of whole numbers every one is tried.
    Raises BudgetError where the assumption cannot vary, or an end of the range is not possible.
    """
    definition = continuous(name)
    ends = [float(validated_number(definition, end, whole=False)) for end in (low, high)]
    if ends[0] > ends[1]:
        raise BudgetError(
            "{assumption}: {low} is meer dan {high}. Geef eerst de laagste en dan de hoogste waarde.",
            field=name,
            assumption=definition.label,
            low=spoken(definition, ends[0]),
            high=spoken(definition, ends[1]),
        )
    tried = _to_try(definition, *ends)
    outcomes = total_difference(assumptions, {name: tried})
    outcomes = np.where(np.abs(outcomes) < HALF_A_CENT, 0.0, outcomes)
    found = _zeros(assumptions, definition, tried, outcomes)
    value = min(found, key=lambda each: abs(each - _present(assumptions, name, tried))) if found else None
    return BreakEven(
        name=name,
        low=ends[0],
        high=ends[1],
        value=value,
        reason=None if found else _reason(definition, ends, outcomes),
        at_low=float(outcomes[0]),
        at_high=float(outcomes[-1]),
        tried=tried,
        outcomes=outcomes,
    )


def _to_try(definition: AssumptionDefinition, low: float, high: float) -> np.ndarray:
    assert definition.unit is not None
    if definition.unit.is_whole and high - low <= _MOST_WHOLE_NUMBERS and np.ceil(low) <= np.floor(high):
        return np.arange(np.ceil(low), np.floor(high) + 1)
    return np.linspace(low, high, _STEPS + 1)


def _zeros(
    assumptions: Assumptions, definition: AssumptionDefinition, tried: np.ndarray, outcomes: np.ndarray
) -> list[float]:
    name = definition.name
    zeros = [float(value) for value in tried[outcomes == 0]]
    crossings = np.flatnonzero(outcomes[:-1] * outcomes[1:] < 0)
    assert definition.unit is not None
    for at in crossings:
        if definition.unit.is_whole:
            zeros.append(float(tried[at] if outcomes[at] < 0 else tried[at + 1]))
        else:
            zeros.append(
                float(
                    brentq(
                        lambda value: float(total_difference(assumptions, {name: np.array([value])})[0]),
                        tried[at],
                        tried[at + 1],
                        xtol=1e-12,
                    )
                )
            )
    return zeros


def _present(assumptions: Assumptions, name: str, tried: np.ndarray) -> float:
    """The value that the assumption has now; the lowest one tried where it has none."""
    return (
        float(tried[0])
        if name == "production_ceiling" and assumptions.production_ceiling is None
        else (current_value(assumptions, name))
    )


def _reason(definition: AssumptionDefinition, ends: list[float], outcomes: np.ndarray) -> Message:
    values = {
        "assumption": definition.label,
        "low": spoken(definition, ends[0]),
        "high": spoken(definition, ends[1]),
    }
    if np.ptp(outcomes) < HALF_A_CENT:
        return Message(
            "{assumption} maakt voor de uitkomst niet uit: elke waarde van {low} tot en met {high} geeft hetzelfde.",
            values,
        )
    if outcomes[0] > 0:
        return Message(
            "{assumption}: bij geen waarde van {low} tot en met {high} verdient het arrangement zich terug.", values
        )
    return Message(
        "{assumption}: bij elke waarde van {low} tot en met {high} kost het arrangement minder dan individuele hulp.",
        values,
    )
