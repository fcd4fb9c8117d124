"""Schools of different types together: their totals as assumptions, and the totals back by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.validation import validated_number
from analysis.errors import BudgetError


@dataclass(frozen=True)
class SchoolType:
    """Pupils of one type of school, such as sbo or PrO, and which part of them is in care (0 to 1).

    Raises BudgetError where either is not possible.
    """

    name: str
    pupils: int
    care_share: float

    def __post_init__(self) -> None:
        for field in ("pupils", "care_share"):
            object.__setattr__(self, field, validated_number(ASSUMPTIONS[field], getattr(self, field)))


def with_school_types(assumptions: Assumptions, types: Sequence[SchoolType]) -> Assumptions:
    """The assumptions with the pupils of all types together and their average share in care, weighted by pupils.

    Raises BudgetError where no types are given.
    """
    pupils, in_care = _totals(types)
    return replace(assumptions, pupils=pupils, care_share=in_care / pupils)


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
        }
    )
    total = assumptions.pupils * assumptions.care_share
    # Where nobody of any type is in care there is no proportion to keep: then by pupils.
    weights = table["pupils_in_care"] / in_care if in_care else table["pupils"] / assumptions.pupils
    table["pupils_in_care"] = weights * total
    return table.assign(individual_care=table["pupils_in_care"] * assumptions.cost_per_pupil_in_care)


def _totals(types: Sequence[SchoolType]) -> tuple[int, float]:
    if not types:
        raise BudgetError("Er zijn geen schoolsoorten opgegeven. Noem er ten minste een, met leerlingen.")
    return sum(each.pupils for each in types), sum(each.pupils * each.care_share for each in types)
