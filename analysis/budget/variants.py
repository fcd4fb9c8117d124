"""One scenario under other choices: every way of funding, every rule for pupils from elsewhere, every base year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.budget.assumptions import Assumptions
from analysis.budget.funding import FUNDING_VARIANTS, Funding
from analysis.budget.projection import Projection, project
from analysis.budget.residence import SERVED_ELSEWHERE, ResidenceRule


def compare_fundings(assumptions: Assumptions) -> Mapping[Funding, Projection]:
    """The scenario under each of the four ways of funding; nothing else changes.

    The four rest on different assumptions (a lump sum, staff, hours, results). Those of a way of funding that is not
    the scenario's own have the values that they happen to have there, examples as long as nobody filled them in.
    """
    return {funding: project(replace(assumptions, funding=funding)) for funding in FUNDING_VARIANTS}


def compare_residence_rules(assumptions: Assumptions) -> Mapping[ResidenceRule, Projection]:
    """The scenario under each of the five rules for pupils who live elsewhere; nothing else changes."""
    return {rule: project(replace(assumptions, residence_rule=rule)) for rule in SERVED_ELSEWHERE}


@dataclass(frozen=True)
class BaseYear:
    """What a lump sum from one base year is worth in the first year of the arrangement.

    years_back: years between the base year and the first year. budget: euros of the lump sum in the first year.
    needed: euros that the care which it stands for costs individually in that year.
    """

    years_back: int
    budget: float
    needed: float

    @property
    def shortfall(self) -> float:
        """Euros that the lump sum lies below what the care costs in the first year."""
        return self.needed - self.budget


def base_year_effect(assumptions: Assumptions, growth: float, years_back: Sequence[int]) -> tuple[BaseYear, ...]:
    """What an older base year leaves of the lump sum where the number of pupils has grown since.

    growth: yearly growth of the number of pupils since the base year, −0.9 to 1. years_back: 0 to 20.
    The base is what care cost individually in that year, raised for prices but, as in Enschede, not for pupils.
    With growth g and n years back it is (1 + g)^−n of what the care costs now: the model's own formulas with
    `growth_correction` 0. Raises BudgetError where a growth or a number of years is not possible.
    """
    found = []
    for years in years_back:
        changed = replace(
            assumptions,
            funding="population",
            base_spending=None,
            base_years_back=years,
            growth_since_base=growth,
            growth_correction=0.0,
        )
        rows = project(changed).rows
        budget = float(rows["arrangement_direct"][0])
        found.append(BaseYear(years, budget, budget * float(rows["base_growth"][0])))
    return tuple(found)
