"""The numeric assumptions as arrays, so that one set of formulas serves a single projection and many draws alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Inputs:
    """What the formulas need, each quantity an array that broadcasts against the years.

    `elapsed` has shape (years,): 0 in the first year, 1 in the second, and so on. Every other quantity has shape ()
    for one projection, or (draws, 1) where it is uncertain; results then have shape (years,) or (draws, years).
    Shares and yearly rates are fractions, amounts are euros in prices of the first year.
    """

    elapsed: Array
    pupils: Array
    growth: Array
    care_share: Array
    cost_per_pupil_in_care: Array
    indexation: Array
    base_spending: Array | None
    taper: Array
    fte: Array
    cost_per_fte: Array
    residual_share: Array

    @cached_property
    def growth_factor(self) -> Array:
        """(1 + growth)^elapsed: the number of pupils, as a multiple of the first year's."""
        return np.power(1 + self.growth, self.elapsed)

    @cached_property
    def price_factor(self) -> Array:
        """(1 + indexation)^elapsed: the price level, as a multiple of the first year's."""
        return np.power(1 + self.indexation, self.elapsed)

    @cached_property
    def individual_in_first_year(self) -> Array:
        """Euros that individual care costs in the first year: pupils × share in care × cost per pupil in care."""
        return self.pupils * self.care_share * self.cost_per_pupil_in_care
