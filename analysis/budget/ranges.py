"""How far an assumption may be off: the ranges that a simulation, a tornado and a goal seek move through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analysis.budget.assumption_list import ASSUMPTIONS, describe_assumption
from analysis.budget.assumptions import Assumptions
from analysis.budget.definitions import AssumptionDefinition, Range, Unit
from analysis.budget.evaluation import evaluate, model_for, values_of
from analysis.budget.expressions import Array
from analysis.budget.validation import quotable, spoken, validated_number
from analysis.errors import BudgetError

_SPREAD = 0.2
_SPREAD_OF_RATES = 0.02
_PILOTS_CARE_SHARE = (0.33, 0.80)


@dataclass(frozen=True)
class Spread:
    """What an assumption may turn out to be: low ≤ mode ≤ high, in the assumption's own unit."""

    low: float
    mode: float
    high: float


RangeLike = Range | Spread | Sequence[float]
"""A `Range` or (low, high) around the assumption's own value, or a `Spread` or (low, most likely, high)."""


def validated_ranges(assumptions: Assumptions, ranges: Mapping[str, RangeLike]) -> dict[str, Spread]:
    """The ranges, each checked against the assumption that it belongs to.

    Raises BudgetError for an unknown name, an assumption that cannot vary (a choice, a calendar year, a number of
    years), a bound that is not possible, or a most likely value outside its range.
    """
    return {name: _spread(assumptions, name, given) for name, given in named_ranges(ranges).items()}


def named_ranges(given: object) -> Mapping[str, Any]:
    """The ranges, if they are given by assumption; raises BudgetError where they are not."""
    if not isinstance(given, Mapping):
        raise BudgetError(
            "Bandbreedtes horen elk bij een aanname: geef bij haar naam een laagste en een hoogste waarde; niet: "
            "{value}.",
            value=quotable(given),
        )
    return given


def _spread(assumptions: Assumptions, name: str, given: RangeLike) -> Spread:
    definition = continuous(name)
    bounds = _bounds(given)
    if _length(bounds) not in (2, 3):
        raise BudgetError(
            "{assumption}: een bandbreedte heeft een laagste en een hoogste waarde, met zo nodig een "
            "meest waarschijnlijke ertussen; niet: {value}.",
            field=name,
            assumption=definition.label,
            value=quotable(given),
        )
    low, high = (_within(definition, bound) for bound in (bounds[0], bounds[-1]))
    mode = _within(definition, bounds[1]) if len(bounds) == 3 else current_value(assumptions, name)
    if not low <= mode <= high:
        raise BudgetError(
            "{assumption}: de meest waarschijnlijke waarde {mode} ligt niet van {low} tot en met {high}. "
            "Verruim de bandbreedte of verander de waarde.",
            field=name,
            assumption=definition.label,
            mode=spoken(definition, mode),
            low=spoken(definition, low),
            high=spoken(definition, high),
        )
    return Spread(low, mode, high)


def validated_bounds(name: str, given: object) -> tuple[float, float]:
    """Low and high of a range as it is kept, whatever the assumption's value is by now.

    Raises BudgetError where the assumption cannot vary, or the two are no range of it.
    """
    definition = continuous(name)
    if not isinstance(given, Sequence) or isinstance(given, str | bytes) or len(given) != 2:
        raise BudgetError(
            "{assumption}: een bandbreedte heeft een laagste en een hoogste waarde; niet: {value}.",
            field=name,
            assumption=definition.label,
            value=quotable(given),
        )
    low, high = (_within(definition, bound) for bound in given)
    if low > high:
        raise BudgetError(
            "{assumption}: {low} is meer dan {high}. Geef eerst de laagste en dan de hoogste waarde.",
            field=name,
            assumption=definition.label,
            low=spoken(definition, low),
            high=spoken(definition, high),
        )
    return low, high


def _length(bounds: object) -> int:
    """How many values there are; 0 for what is no row of values."""
    if isinstance(bounds, np.ndarray):
        return len(bounds) if bounds.ndim else 0
    return len(bounds) if isinstance(bounds, Sequence) and not isinstance(bounds, str | bytes) else 0


def _bounds(given: RangeLike) -> Sequence[float]:
    if isinstance(given, Range):
        return (given.minimum, given.maximum)
    return (given.low, given.mode, given.high) if isinstance(given, Spread) else given


def _within(definition: AssumptionDefinition, value: object) -> float:
    """A bound within what is possible. A mean number of pupils need not be whole, so a bound need not be either."""
    return float(validated_number(definition, value, whole=False))


def continuous(name: str) -> AssumptionDefinition:
    """The definition of an assumption that can take every value in between; raises BudgetError for another one."""
    definition = describe_assumption(name)
    if definition.unit in (None, Unit.CALENDAR_YEAR, Unit.NUMBER_OF_YEARS):
        raise BudgetError(
            "{assumption} kan niet binnen een bandbreedte bewegen. Vergelijk daarvoor twee scenario’s.",
            field=name,
            assumption=definition.label,
        )
    return definition


def current_value(assumptions: Assumptions, name: str) -> float:
    """The value of an assumption; where it is derived, the value that follows from the others.

    Raises BudgetError where it has none (a ceiling that is not there).
    """
    value = getattr(assumptions, name)
    if value is not None:
        return float(value)
    derived = {
        "base_spending": "base_budget",
        "growth_since_base": "growth",
        "indexation_since_base": "indexation",
    }.get(name)
    if derived is None:
        raise BudgetError(
            "{assumption} is niet ingevuld en kan daarom niet variëren. Vul eerst een waarde in.",
            field=name,
            assumption=ASSUMPTIONS[name].label,
        )
    values = values_of(assumptions)
    if derived in values:
        return float(values[derived])
    return float(evaluate(model_for(assumptions, values), values, 1, [derived])[derived][0, 0])


def with_values(assumptions: Assumptions, moved: Mapping[str, Array]) -> dict[str, Array]:
    """The assumptions as arrays, those in `moved` (shape (draws,)) in place of their own."""
    return values_of(assumptions) | dict(moved)


def default_ranges(assumptions: Assumptions) -> dict[str, Spread]:
    """A range for every assumption on which the result rests and that can vary: an example, to start from.

    The share in care spans what the pilots report (33 to 80%); yearly rates move 2 percentage points either way, and
    everything else a fifth of its value, within what is possible. The most likely value is the assumption's own.
    """
    ranges: dict[str, Spread] = {}
    for name in assumptions.used:
        definition = ASSUMPTIONS[name]
        if definition.unit in (None, Unit.CALENDAR_YEAR, Unit.NUMBER_OF_YEARS) or getattr(assumptions, name) is None:
            continue
        assert definition.valid is not None
        value = current_value(assumptions, name)
        spread = _SPREAD_OF_RATES if definition.unit is Unit.SHARE_PER_YEAR else abs(value) * _SPREAD
        low, high = value - spread, value + spread
        if name == "care_share":
            low, high = min(value, _PILOTS_CARE_SHARE[0]), max(value, _PILOTS_CARE_SHARE[1])
        ranges[name] = Spread(max(low, definition.valid.minimum), value, min(high, definition.valid.maximum))
    return ranges
