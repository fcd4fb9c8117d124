"""From assumptions to a table by year, and to the years in which the arrangement becomes cheaper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.budget.assumptions import Assumptions
from analysis.budget.evaluation import evaluate, model_for, values_of
from analysis.budget.expressions import Array
from analysis.budget.parties import MUNICIPALITIES, PAYERS, Party

HALF_A_CENT = 0.005
"""Amounts nearer to zero are zero: floating-point noise must not make an equal route a cheaper one."""


@dataclass(frozen=True, eq=False)
class Projection:
    """The two routes by year under one set of assumptions.

    years: DataFrame, a row for each year (0, 1, … as index), with columns
        year                  calendar year (int)
        pupils                all pupils, not rounded
        pupils_in_care        pupils with youth care, not rounded
        individual            nominal euros of the individual route: care, decisions, the schools' coordination
        arrangement           nominal euros of the arrangement itself, with surcharges, set-up and coordination
        residual              nominal euros of the individual care that stays beside it
        collective            arrangement + residual
        difference            collective − individual; positive: the arrangement costs more
        cumulative            sum of the differences so far, not discounted
        per_pupil             collective by all pupils
        individual_per_pupil  individual by all pupils
    rows: every formula of `model` under its own name, shape (years,); `components` has them as a table.
    first_cheaper_year: first year with a difference below 0, or None.
    cheaper_lasts: whether the difference is below 0 in every year from then on; None where there is no such year.
    break_even_year: first year in which the cumulative difference is at or below 0: back at 0 after having been above
        it, or the very first year where the arrangement costs no more from the start. None without such a year.
    break_even_lasts: whether the cumulative difference stays at or below 0 until the end; None without such a year.

    Differences smaller than half a cent count as 0 in these four.
    """

    assumptions: Assumptions
    years: pd.DataFrame
    rows: Mapping[str, Array] = field(repr=False)
    first_cheaper_year: int | None
    cheaper_lasts: bool | None
    break_even_year: int | None
    break_even_lasts: bool | None

    @cached_property
    def components(self) -> pd.DataFrame:
        """A row for each year: `year` and every formula of `model` under its own name.

        hours and hours_per_pupil are there only where the way of funding buys hours.
        """
        return pd.DataFrame({"year": self._calendar} | dict(self.rows))

    @cached_property
    def payers(self) -> pd.DataFrame:
        """Nominal euros of the collective route, party × year; each year adds up to `collective`.

        Index: the values of `PAYERS`, also who pays nothing. Columns: calendar years.
        """
        return self._by_party("pays_", PAYERS)

    @cached_property
    def payers_individual(self) -> pd.DataFrame:
        """The same for the individual route, adding up to `individual`."""
        return self._by_party("paid_before_", PAYERS)

    @cached_property
    def settlement(self) -> pd.DataFrame:
        """What each municipality still owes (positive) or receives (negative), municipality × year, in nominal euros.

        The municipality that runs the arrangement has paid everyone's part of it. Each year adds up to zero.
        """
        return self._by_party("settles_", MUNICIPALITIES)

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

    @property
    def _calendar(self) -> NDArray[np.int64]:
        return self.assumptions.start_year + np.arange(self.assumptions.years)

    def _by_party(self, prefix: str, parties: tuple[Party, ...]) -> pd.DataFrame:
        nothing = np.zeros(self.assumptions.years)
        table = np.stack([self.rows.get(f"{prefix}{party}", nothing) for party in parties])
        index = pd.Index([party.value for party in parties], name="party")
        return pd.DataFrame(table, index=index, columns=self._calendar)


def project(assumptions: Assumptions) -> Projection:
    """Project both routes under `assumptions`; the formulas stand in `model`."""
    values = values_of(assumptions)
    model = model_for(assumptions, values)
    names = [formula.name for formula in model.formulas]
    rows = {name: row[:, 0] for name, row in evaluate(model, values, assumptions.years, names).items()}
    calendar = assumptions.start_year + np.arange(assumptions.years)
    years = pd.DataFrame({"year": calendar} | {column: rows[name] for column, name in _COLUMNS.items()})
    first_cheaper_year, cheaper_lasts = _first(rows["difference"] < -HALF_A_CENT, calendar)
    break_even_year, break_even_lasts = _first(rows["cumulative"] < HALF_A_CENT, calendar)
    return Projection(
        assumptions=assumptions,
        years=years,
        rows=rows,
        first_cheaper_year=first_cheaper_year,
        cheaper_lasts=cheaper_lasts,
        break_even_year=break_even_year,
        break_even_lasts=break_even_lasts,
    )


_COLUMNS = {
    "pupils": "pupils_in_year",
    "pupils_in_care": "pupils_in_care",
    "individual": "individual",
    "arrangement": "arrangement",
    "residual": "residual",
    "collective": "collective",
    "difference": "difference",
    "cumulative": "cumulative",
    "per_pupil": "per_pupil",
    "individual_per_pupil": "individual_per_pupil",
}
"""Columns of the table by year, and the formula of each."""


def _first(condition: NDArray[np.bool_], calendar: NDArray[np.int64]) -> tuple[int, bool] | tuple[None, None]:
    """The first year in which the condition holds, and whether it holds from then on."""
    if not condition.any():
        return None, None
    position = int(condition.argmax())
    return int(calendar[position]), bool(condition[position:].all())
