"""Which assumption moves the outcome most, and what two of them do together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.budget.assumptions import Assumptions
from analysis.budget.evaluation import evaluate, model_for
from analysis.budget.expressions import Array
from analysis.budget.projection import HALF_A_CENT
from analysis.budget.ranges import RangeLike, continuous, default_ranges, validated_ranges, with_values
from analysis.budget.validation import validated_number
from analysis.errors import BudgetError


@dataclass(frozen=True)
class Swing:
    """What one assumption does to the outcome, the others staying as they are.

    low, high: the ends of its range. at_low, at_high: total difference with individual care there, in euros.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """Euros between the two outcomes, never negative."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Sensitivity:
    """A tornado: the assumptions by how much they move the total difference with individual care, widest first.

    base: the total difference under the assumptions as they are, in euros.
    """

    assumptions: Assumptions
    base: float
    swings: tuple[Swing, ...]

    def most_important(self, number: int = 4) -> tuple[str, ...]:
        """Names of the assumptions that move the outcome most, and move it at all."""
        return tuple(swing.name for swing in self.swings[:number] if swing.width > 0)


def sensitivity(assumptions: Assumptions, ranges: Mapping[str, RangeLike] | None = None) -> Sensitivity:
    """Move each assumption in `ranges` to both ends of its range, one at a time.

    ranges: as in `simulate`; None takes `default_ranges`.
    Raises BudgetError where a range is not possible.
    """
    given = default_ranges(assumptions) if ranges is None else ranges
    spreads = validated_ranges(assumptions, given)
    base = float(total_difference(assumptions, {})[0])
    swings = []
    for name, spread in spreads.items():
        at_low, at_high = total_difference(assumptions, {name: np.array([spread.low, spread.high])})
        swings.append(Swing(name, spread.low, spread.high, float(at_low), float(at_high)))
    return Sensitivity(assumptions, base, tuple(sorted(swings, key=lambda swing: -swing.width)))


@dataclass(frozen=True, eq=False)
class Grid:
    """The total difference for every combination of two assumptions' values.

    outcomes: euros, shape (number of y values, number of x values).
    """

    assumptions: Assumptions
    x_name: str
    y_name: str
    x_values: tuple[float, ...]
    y_values: tuple[float, ...]
    outcomes: Array

    @property
    def share_cheaper(self) -> float:
        """Part of the combinations in which the arrangement has cost less than individual care (0 to 1)."""
        return float((self.outcomes < -HALF_A_CENT).mean())


def two_way_grid(
    assumptions: Assumptions, x_name: str, x_values: Sequence[float], y_name: str, y_values: Sequence[float]
) -> Grid:
    """The total difference for every combination of values of two different assumptions.

    Raises BudgetError where the two are the same, an assumption cannot vary or a value is not possible.
    """
    if x_name == y_name:
        raise BudgetError(
            "{assumption} staat er twee keer. Kies twee verschillende aannames om tegen elkaar af te zetten.",
            field=x_name,
            assumption=continuous(x_name).label,
        )
    x, y = (
        np.array([float(validated_number(continuous(name), value, whole=False)) for value in values])
        for name, values in ((x_name, x_values), (y_name, y_values))
    )
    across, down = np.meshgrid(x, y)
    outcomes = total_difference(assumptions, {x_name: across.ravel(), y_name: down.ravel()})
    return Grid(assumptions, x_name, y_name, tuple(x.tolist()), tuple(y.tolist()), outcomes.reshape(across.shape))


def total_difference(assumptions: Assumptions, moved: Mapping[str, Array]) -> Array:
    """Cumulative difference at the end, in euros, for each of the values in `moved` (shape (draws,))."""
    values = with_values(assumptions, moved)
    rows = evaluate(model_for(assumptions, values), values, assumptions.years, ["cumulative"])
    return np.asarray(rows["cumulative"][-1])
