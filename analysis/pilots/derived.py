"""Figures that follow from two others, such as pupils per school, only where both are known."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.pilots.attributes import Ratio
from analysis.pilots.collection import Pilots


@dataclass(frozen=True)
class DerivedFigure:
    """A ratio for one pilot.

    `value` is made from the values in the frame and is None where a part is missing (`missing` names which) or the
    denominator is zero (`zero_denominator`). `low` and `high` are the smallest and largest outcome over everything
    that the source states about the parts; they differ from `value` only where it contradicts itself, and then
    `contradicted` names those parts. Without rounding.
    """

    pilot: str
    value: float | None
    low: float | None
    high: float | None
    missing: tuple[str, ...]
    contradicted: tuple[str, ...]
    zero_denominator: bool


@dataclass(frozen=True)
class DerivedRow:
    """One ratio for the pilots compared, in their order; `n` is the number of them for which it can be computed."""

    ratio: Ratio
    figures: tuple[DerivedFigure, ...]

    @property
    def n(self) -> int:
        return sum(figure.value is not None for figure in self.figures)


def derive(ratio: Ratio, pilot: str, pilots: Pilots) -> DerivedFigure:
    """Compute one ratio for one pilot, over every value that the source states about its parts."""
    stated = {part: _numbers(pilots, pilot, part) for part in ratio.parts}
    missing = tuple(part for part, values in stated.items() if not values)
    contradicted = tuple(part for part, values in stated.items() if len(values) > 1)
    numerators, denominators = stated[ratio.numerator], stated[ratio.denominator]
    zero = 0.0 in denominators
    if missing or zero:
        return DerivedFigure(pilot, None, None, None, missing, contradicted, zero)
    outcomes = [ratio.factor * top / bottom for top in numerators for bottom in denominators]
    # The frame's own value comes first in `_numbers`, so the first outcome is the one made of both.
    return DerivedFigure(pilot, outcomes[0], min(outcomes), max(outcomes), missing, contradicted, zero)


def _numbers(pilots: Pilots, pilot: str, attribute: str) -> tuple[float, ...]:
    values = (pilots.value(pilot, attribute), *pilots.stated_values(pilot, attribute))
    return tuple(dict.fromkeys(float(value) for value in values if isinstance(value, int | float)))
