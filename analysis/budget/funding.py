"""The ways in which an arrangement is paid for, each with its own mechanics.

The field's matrix (what is paid for, time or result, against the level at which a provider has a mandate, population or
individual) has four cells; the two of the population level stand here. A variant is one entry of `FUNDING_VARIANTS`:
a label, an explanation, the assumptions that only it uses, and the function that gives its cost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from analysis.budget.inputs import Array, Inputs
from analysis.errors import Message

Funding = Literal["population", "function"]


@dataclass(frozen=True)
class FundingVariant:
    """One way of paying for an arrangement.

    label, explanation: texts for the screen.
    assumptions: names of the assumptions that this variant uses beside those that every variant uses.
    cost: from inputs to euros by year (nominal), shape (years,) or (draws, years).
    """

    label: Message
    explanation: Message
    assumptions: tuple[str, ...]
    cost: Callable[[Inputs], Array]


def population_cost(inputs: Inputs) -> Array:
    """Lump sum: base × (1 + growth)^t × (1 + indexation)^t × (1 − taper)^t, with t = 0 in the first year.

    The first year pays the whole base; from then on each year's sum is the share `taper` lower than the year before
    it would have been (compound, so that it never turns negative), after correction for pupils and prices.
    Without a base spending of its own the base is what individual care costs in the first year.
    """
    base = inputs.individual_in_first_year if inputs.base_spending is None else inputs.base_spending
    # The same order of multiplication as the individual route: without a taper the two are then equal to the last bit.
    return base * inputs.growth_factor * inputs.price_factor * np.power(1 - inputs.taper, inputs.elapsed)


def function_cost(inputs: Inputs) -> Array:
    """Fixed staff: fte × cost per fte × (1 + indexation)^t. Neither pupils nor use of care play a part."""
    return inputs.fte * inputs.cost_per_fte * inputs.price_factor


FUNDING_VARIANTS: Mapping[Funding, FundingVariant] = MappingProxyType(
    {
        "population": FundingVariant(
            label=Message("Populatiebekostiging"),
            explanation=Message(
                "Eén bedrag voor alle leerlingen van de scholen samen, afgeleid van eerdere uitgaven, "
                "dat jaarlijks kan worden afgebouwd."
            ),
            assumptions=("base_spending", "taper"),
            cost=population_cost,
        ),
        "function": FundingVariant(
            label=Message("Functiebekostiging"),
            explanation=Message("Een vaste formatie in de school; de kosten hangen niet af van het gebruik."),
            assumptions=("fte", "cost_per_fte"),
            cost=function_cost,
        ),
    }
)
