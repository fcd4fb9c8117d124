"""Two scenarios side by side: what they assume differently, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.projection import Projection, project


@dataclass(frozen=True)
class AssumptionDifference:
    """One assumption in which two scenarios differ.

    a, b: the values as given (None: derived from the others).
    matters: whether the result of at least one of the two rests on it (a taper does not where both pay for fte).
    """

    name: str
    a: float | str | None
    b: float | str | None
    matters: bool


@dataclass(frozen=True, eq=False)
class ScenarioComparison:
    """Two projections and what they assume differently.

    differences: in the order of the `Assumptions` fields; empty where the two are the same.
    same_period: whether both cover the same calendar years; totals of different periods cannot be compared.
    change_in_total_difference: euros by which b's total difference with individual care lies above a's;
        None where the periods differ.
    """

    a: Projection
    b: Projection
    differences: tuple[AssumptionDifference, ...]
    same_period: bool
    change_in_total_difference: float | None


def compare_scenarios(a: Assumptions, b: Assumptions) -> ScenarioComparison:
    """Project both scenarios and list the assumptions in which they differ."""
    first, second = project(a), project(b)
    used = {*a.used, *b.used}
    differences = tuple(
        AssumptionDifference(name, getattr(a, name), getattr(b, name), matters=name in used)
        for name in ASSUMPTIONS
        if getattr(a, name) != getattr(b, name)
    )
    same_period = (a.start_year, a.years) == (b.start_year, b.years)
    return ScenarioComparison(
        a=first,
        b=second,
        differences=differences,
        same_period=same_period,
        change_in_total_difference=second.total_difference - first.total_difference if same_period else None,
    )


def differing(scenarios: Sequence[Assumptions]) -> tuple[str, ...]:
    """Names of the assumptions in which any of the scenarios differ and on which the result of any of them rests.

    In the order of the `Assumptions` fields; empty where all are the same, or there are none.
    """
    used = {name for each in scenarios for name in each.used}
    return tuple(name for name in ASSUMPTIONS if name in used and len({getattr(each, name) for each in scenarios}) > 1)
