"""The ways in which an arrangement is paid for, each with its own mechanics.

The field's matrix has four cells: what is paid for (time or result) against the level at which a provider has a mandate
(population or individual).

              population             individual
    time      function funding       production funding (P × Q)
    result    population funding     outcome funding

A variant is one entry of `FUNDING_VARIANTS`: a label, an explanation, the assumptions that only it uses, and the
formula of its cost. The quantities in the formulas are assumptions, or rows of `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from analysis.budget.expressions import Expression, Quantity, least, ratio
from analysis.errors import Message

Funding = Literal["population", "function", "production", "outcome"]


@dataclass(frozen=True)
class FundingVariant:
    """One way of paying for an arrangement.

    label, explanation: texts for the screen.
    assumptions: names of the assumptions that this variant uses beside those that every variant uses.
    refinements: names of assumptions that only this variant uses, and only once they are given a value.
    cost: nominal euros a year for the help itself.
    hours: hours of help a year that the money buys; None where what is paid for is no hours.
    """

    label: Message
    explanation: Message
    assumptions: tuple[str, ...]
    refinements: tuple[str, ...]
    cost: Expression
    hours: Expression | None = None


_PRODUCTION = Quantity("production_hours") * Quantity("hourly_tariff") * Quantity("price_factor")
_CEILING = Quantity("production_ceiling") * Quantity("price_factor")

FUNDING_VARIANTS: Mapping[Funding, FundingVariant] = MappingProxyType(
    {
        # Lump sum: the base year's spending, corrected for pupils and prices since, and tapered from the second year
        # on: each year the share `taper` below the year before (compound, so that it never turns negative). The order
        # of multiplication is that of the individual route: without a taper both are then equal to the last bit.
        "population": FundingVariant(
            label=Message("Populatiebekostiging"),
            explanation=Message(
                "Eén bedrag voor alle leerlingen van de scholen samen, afgeleid van eerdere uitgaven, "
                "dat jaarlijks kan worden afgebouwd."
            ),
            assumptions=("base_spending", "taper"),
            refinements=("base_years_back", "growth_since_base", "indexation_since_base", "growth_correction"),
            cost=Quantity("base_budget")
            * Quantity("volume_factor")
            * (Quantity("base_prices") * Quantity("price_factor"))
            * Quantity("taper_left"),
        ),
        # Fixed staff: neither pupils nor use of care play a part.
        "function": FundingVariant(
            label=Message("Functiebekostiging"),
            explanation=Message("Een vaste formatie in de school; de kosten hangen niet af van het gebruik."),
            assumptions=("fte", "cost_per_fte"),
            refinements=("hours_per_fte",),
            cost=Quantity("fte") * Quantity("cost_per_fte") * Quantity("price_factor"),
            hours=Quantity("fte") * Quantity("hours_per_fte"),
        ),
        # P × Q: hours × tariff, and hours beyond the ceiling are not paid.
        "production": FundingVariant(
            label=Message("Productiebekostiging"),
            explanation=Message("Een tarief voor elk gewerkt uur, met zo nodig een plafond; meer hulp kost meer."),
            assumptions=("hours_per_pupil_in_care", "hourly_tariff"),
            refinements=("production_ceiling",),
            cost=_PRODUCTION,
            hours=ratio(Quantity("arrangement_direct"), Quantity("hourly_tariff") * Quantity("price_factor")),
        ),
        # Price × results: what is not achieved is not paid.
        "outcome": FundingVariant(
            label=Message("Resultaatbekostiging"),
            explanation=Message("Een prijs voor elk bereikt resultaat; wat niet is bereikt, wordt niet betaald."),
            assumptions=("price_per_result", "achieved_share"),
            refinements=(),
            cost=Quantity("results") * Quantity("price_per_result") * Quantity("price_factor"),
        ),
    }
)


def cost_of(funding: Funding, *, ceiling: bool) -> Expression:
    """Cost of the help itself under a variant; `ceiling`: whether there is one (production funding only)."""
    variant = FUNDING_VARIANTS[funding]
    return least(variant.cost, _CEILING) if funding == "production" and ceiling else variant.cost
