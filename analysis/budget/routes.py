"""The two routes by year: care arranged pupil by pupil, and the collective arrangement.

Pure functions on arrays; no tables, no texts. Results have shape (years,), or (draws, years) when inputs are draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.budget.funding import FUNDING_VARIANTS, Funding
from analysis.budget.inputs import Array, Inputs


@dataclass(frozen=True, eq=False)
class Routes:
    """Both routes by year. Amounts are nominal euros a year; pupils are not rounded to whole children.

    individual: cost of the individual route.
    arrangement, residual: the collective route's two parts, the arrangement itself and the individual care beside it.
    """

    pupils: Array
    pupils_in_care: Array
    individual: Array
    arrangement: Array
    residual: Array

    @property
    def collective(self) -> Array:
        """Cost of the collective route: arrangement + residual."""
        return self.arrangement + self.residual

    @property
    def difference(self) -> Array:
        """collective − individual: positive where the arrangement costs more."""
        return self.collective - self.individual

    @property
    def cumulative(self) -> Array:
        """The differences of this and all earlier years together (not discounted)."""
        return np.cumsum(self.difference, axis=-1)

    @property
    def per_pupil(self) -> Array:
        """Cost of the collective route by all pupils, in care or not."""
        return self.collective / self.pupils

    @property
    def individual_per_pupil(self) -> Array:
        """Cost of the individual route by all pupils, in care or not."""
        return self.individual / self.pupils


def routes_by_year(inputs: Inputs, funding: Funding) -> Routes:
    """Cost of both routes in every year.

    With t years since the first: pupils × (1 + growth)^t pupils, of whom `care_share` are in care; the individual route
    costs that number × cost per pupil in care × (1 + indexation)^t. The collective route costs what the funding variant
    says, plus the share `residual_share` of the individual route: care that stays individual although there is an
    arrangement, whichever way that is paid for.
    """
    pupils = inputs.pupils * inputs.growth_factor
    individual = inputs.individual_in_first_year * inputs.growth_factor * inputs.price_factor
    return Routes(
        pupils=pupils,
        pupils_in_care=pupils * inputs.care_share,
        individual=individual,
        arrangement=FUNDING_VARIANTS[funding].cost(inputs),
        residual=inputs.residual_share * individual,
    )
