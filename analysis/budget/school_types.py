"""Schools of different types together: their totals as assumptions, and the totals back by type."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.validation import validated_number
from analysis.errors import BudgetError


@dataclass(frozen=True)
class SchoolType:
    """Pupils of one type of school, such as sbo or PrO, which part of them is in care (0 to 1), and how much care.

    name: 1 to 60 characters on one line. cost_per_pupil_in_care: euros a year for a pupil of this type who is in care;
    None: the same as in the assumptions. Raises BudgetError where one of them is not possible.
    """

    name: str
    pupils: int
    care_share: float
    cost_per_pupil_in_care: float | None = None

    def __post_init__(self) -> None:
        name = self.name.strip() if isinstance(self.name, str) else ""
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            raise BudgetError(
                'Naam van een schoolsoort "{value}": gebruik 1 tot en met {longest} tekens op één regel.',
                value=self.name,
                longest=LONGEST_NAME,
            )
        object.__setattr__(self, "name", name)
        for field in ("pupils", "care_share", "cost_per_pupil_in_care"):
            value = getattr(self, field)
            if field != "cost_per_pupil_in_care" or value is not None:
                object.__setattr__(self, field, validated_number(ASSUMPTIONS[field], value))


LONGEST_NAME = 60
FROM_SCHOOL_TYPES = ("pupils", "care_share", "cost_per_pupil_in_care")
"""The assumptions that school types fill in, the last one only where the types have a cost of their own."""


def with_school_types(assumptions: Assumptions, types: Sequence[SchoolType]) -> Assumptions:
    """The assumptions with the pupils of all types together and their average share in care, weighted by pupils.

    Where the types have a cost for each pupil in care, their average takes the place of that assumption, weighted by
    pupils in care. Raises BudgetError where no types are given, two have the same name, or some have a cost and others
    have none.
    """
    pupils, in_care = _totals(types)
    total = replace(assumptions, pupils=pupils, care_share=in_care / pupils)
    if types[0].cost_per_pupil_in_care is None or not in_care:
        return total
    return replace(total, cost_per_pupil_in_care=sum(map(_cost, types)) / in_care)


def follows_school_types(assumptions: Assumptions, types: Sequence[SchoolType]) -> bool:
    """Whether the assumptions still are the totals of these types; False where there are none."""
    if not types:
        return False
    total = with_school_types(assumptions, types)
    return all(math.isclose(getattr(total, name), getattr(assumptions, name)) for name in FROM_SCHOOL_TYPES)


def _cost(each: SchoolType) -> float:
    return each.pupils * each.care_share * (each.cost_per_pupil_in_care or 0.0)


def by_school_type(assumptions: Assumptions, types: Sequence[SchoolType]) -> pd.DataFrame:
    """The first year's pupils, pupils in care and cost of individual care by type of school, after the types' own
    shares.

    Columns: school_type, pupils, pupils_in_care, individual_care (euros). Where the assumptions have moved since
    `with_school_types`, every type has moved in proportion, so that the columns add up to the assumptions' totals.
    Raises BudgetError where no types are given.
    """
    pupils, in_care = _totals(types)
    table = pd.DataFrame(
        {
            "school_type": [each.name for each in types],
            "pupils": [each.pupils / pupils * assumptions.pupils for each in types],
            "pupils_in_care": [each.pupils * each.care_share for each in types],
            "individual_care": [_cost(each) for each in types],
        }
    )
    care = assumptions.pupils * assumptions.care_share
    # Where nobody of any type is in care, or care costs nothing, there is no proportion to keep: then by what is known.
    weights = table["pupils_in_care"] / in_care if in_care else table["pupils"] / assumptions.pupils
    cost = float(table["individual_care"].sum())
    cost_weights = table["individual_care"] / cost if cost else weights
    return table.assign(
        pupils_in_care=weights * care, individual_care=cost_weights * care * assumptions.cost_per_pupil_in_care
    )


def _totals(types: Sequence[SchoolType]) -> tuple[int, float]:
    if not types:
        raise BudgetError("Er zijn geen schoolsoorten opgegeven. Noem er ten minste een, met leerlingen.")
    names = [each.name for each in types]
    for name in names:
        if names.count(name) > 1:
            raise BudgetError(
                'Schoolsoort "{name}" staat er twee keer. Tel ze bij elkaar op, of geef een een andere naam.', name=name
            )
    if len({each.cost_per_pupil_in_care is None for each in types}) > 1:
        raise BudgetError(
            "Vul de kosten per leerling met jeugdhulp bij alle schoolsoorten in, of bij geen: anders is er geen "
            "gemiddelde."
        )
    return sum(each.pupils for each in types), sum(each.pupils * each.care_share for each in types)
