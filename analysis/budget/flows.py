"""From payer to service: which party pays for which part of a route."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from numbers import Integral

import numpy as np

from analysis.budget.expressions import Array
from analysis.budget.parties import MUNICIPALITIES, PAYERS, Party
from analysis.budget.projection import HALF_A_CENT, Projection
from analysis.budget.validation import quotable
from analysis.errors import BudgetError, Message


class Service(StrEnum):
    """What the money is spent on; `SERVICE_LABELS` has the words."""

    ARRANGEMENT = "arrangement"
    INDIVIDUAL_CARE = "individual_care"
    COORDINATION = "coordination"


SERVICE_LABELS = {
    Service.ARRANGEMENT: Message("Hulp in het arrangement"),
    Service.INDIVIDUAL_CARE: Message("Individuele hulp"),
    Service.COORDINATION: Message("Afstemming door scholen"),
}


@dataclass(frozen=True)
class Flow:
    """Nominal euros that a payer spends on a service, never negative and never nothing."""

    payer: Party
    service: Service
    amount: float


def flows(projection: Projection, year: int | None = None, *, before: bool = False) -> tuple[Flow, ...]:
    """Who pays for what in a calendar year, or in all years together (None).

    before: of the individual route instead of the collective one. The amounts of a payer add up to what `payers` says,
    and all of them to the cost of the route. Raises BudgetError where the year lies outside the period.
    """
    chosen = _years(projection, year)
    tables = projection.payers_individual if before else projection.payers
    rows = projection.rows
    found = []
    for party in PAYERS:
        paid = tables.loc[party.value].to_numpy()
        own_time = np.zeros_like(paid)
        if party is Party.SCHOOL:
            own_time = rows["coordination_individual" if before else "coordination_arrangement"]
        care = (paid if before else paid - rows[f"borne_{party}"]) if party in MUNICIPALITIES else np.zeros_like(paid)
        parts: dict[Service, Array] = {
            Service.ARRANGEMENT: paid - own_time - care,
            Service.INDIVIDUAL_CARE: care,
            Service.COORDINATION: own_time,
        }
        for service, amounts in parts.items():
            amount = float(amounts[chosen].sum())
            if amount > HALF_A_CENT:
                found.append(Flow(party, service, amount))
    return tuple(found)


def _years(projection: Projection, year: int | None) -> slice:
    if year is None:
        return slice(None)
    first, count = projection.assumptions.start_year, projection.assumptions.years
    if isinstance(year, bool) or not isinstance(year, Integral):
        raise BudgetError(
            '"{year}" is geen kalenderjaar. Kies een jaar van {first} tot en met {last}.',
            year=quotable(year),
            first=first,
            last=first + count - 1,
        )
    year = int(year)
    if not first <= year < first + count:
        raise BudgetError(
            "{year} valt buiten de looptijd. Kies een jaar van {first} tot en met {last}.",
            year=quotable(year),
            first=first,
            last=first + count - 1,
        )
    return slice(year - first, year - first + 1)
