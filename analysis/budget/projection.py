"""From assumptions to a table by year, and to the years in which the arrangement becomes cheaper."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.budget.assumptions import Assumptions
from analysis.budget.inputs import Inputs
from analysis.budget.routes import routes_by_year

_HALF_A_CENT = 0.005
"""Amounts nearer to zero are zero: floating-point noise must not make an equal route a cheaper one."""


@dataclass(frozen=True, eq=False)
class Projection:
    """The two routes by year under one set of assumptions.

    years: DataFrame, a row for each year (0, 1, … as index), with columns
        year                  calendar year (int)
        pupils                all pupils, not rounded
        pupils_in_care        pupils with youth care, not rounded
        individual            nominal euros of the individual route
        arrangement           nominal euros of the arrangement itself
        residual              nominal euros of the individual care that stays beside it
        collective            arrangement + residual
        difference            collective − individual; positive: the arrangement costs more
        cumulative            sum of the differences so far, not discounted
        per_pupil             collective by all pupils
        individual_per_pupil  individual by all pupils
    first_cheaper_year: first year with a difference below 0, or None.
    cheaper_lasts: whether the difference is below 0 in every year from then on; None where there is no such year.
    break_even_year: first year in which the cumulative difference is at or below 0: back at 0 after having been above
        it, or the very first year where the arrangement costs no more from the start. None without such a year.
    break_even_lasts: whether the cumulative difference stays at or below 0 until the end; None without such a year.

    Differences smaller than half a cent count as 0 in these four.
    """

    assumptions: Assumptions
    years: pd.DataFrame
    first_cheaper_year: int | None
    cheaper_lasts: bool | None
    break_even_year: int | None
    break_even_lasts: bool | None

    @property
    def total_individual(self) -> float:
        """Nominal euros of the individual route over all years."""
        return float(self.years["individual"].sum())

    @property
    def total_collective(self) -> float:
        """Nominal euros of the collective route over all years."""
        return float(self.years["collective"].sum())

    @property
    def total_difference(self) -> float:
        """Cumulative difference at the end; positive: the arrangement has cost more."""
        return float(self.years["cumulative"].iloc[-1])


def project(assumptions: Assumptions) -> Projection:
    """Project both routes under `assumptions`; the formulas stand in `routes` and `funding`."""
    routes = routes_by_year(_inputs(assumptions), assumptions.funding)
    calendar = assumptions.start_year + np.arange(assumptions.years)
    years = pd.DataFrame(
        {
            "year": calendar,
            "pupils": routes.pupils,
            "pupils_in_care": routes.pupils_in_care,
            "individual": routes.individual,
            "arrangement": routes.arrangement,
            "residual": routes.residual,
            "collective": routes.collective,
            "difference": routes.difference,
            "cumulative": routes.cumulative,
            "per_pupil": routes.per_pupil,
            "individual_per_pupil": routes.individual_per_pupil,
        }
    )
    first_cheaper_year, cheaper_lasts = _first(routes.difference < -_HALF_A_CENT, calendar)
    break_even_year, break_even_lasts = _first(routes.cumulative < _HALF_A_CENT, calendar)
    return Projection(
        assumptions=assumptions,
        years=years,
        first_cheaper_year=first_cheaper_year,
        cheaper_lasts=cheaper_lasts,
        break_even_year=break_even_year,
        break_even_lasts=break_even_lasts,
    )


def _inputs(assumptions: Assumptions) -> Inputs:
    def number(value: float) -> NDArray[np.float64]:
        return np.asarray(value, dtype=np.float64)

    base = assumptions.base_spending
    return Inputs(
        elapsed=np.arange(assumptions.years, dtype=np.float64),
        pupils=number(assumptions.pupils),
        growth=number(assumptions.growth),
        care_share=number(assumptions.care_share),
        cost_per_pupil_in_care=number(assumptions.cost_per_pupil_in_care),
        indexation=number(assumptions.indexation),
        base_spending=None if base is None else number(base),
        taper=number(assumptions.taper),
        fte=number(assumptions.fte),
        cost_per_fte=number(assumptions.cost_per_fte),
        residual_share=number(assumptions.residual_share),
    )


def _first(condition: NDArray[np.bool_], calendar: NDArray[np.int64]) -> tuple[int, bool] | tuple[None, None]:
    """The first year in which the condition holds, and whether it holds from then on."""
    if not condition.any():
        return None, None
    position = int(condition.argmax())
    return int(calendar[position]), bool(condition[position:].all())
