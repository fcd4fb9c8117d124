"""What a collective arrangement costs against individual care: assumptions in, a projection by year out.

    from analysis.budget import Assumptions, project
    project(Assumptions(pupils=955, taper=0.05)).years

From the inside out: `inputs` (the numbers as arrays), `funding` (how an arrangement is paid for), `routes` (the two
routes by year), `assumptions` (validated values) with their `definitions`, `projection` and `comparison`.
"""

from analysis.budget.assumptions import Assumptions, examples_used
from analysis.budget.comparison import AssumptionDifference, ScenarioComparison, compare_scenarios
from analysis.budget.definitions import (
    ASSUMPTIONS,
    AssumptionDefinition,
    Origin,
    Range,
    Slider,
    Unit,
    describe_assumption,
)
from analysis.budget.funding import FUNDING_VARIANTS, Funding, FundingVariant
from analysis.budget.projection import Projection, project

__all__ = [
    "ASSUMPTIONS",
    "FUNDING_VARIANTS",
    "AssumptionDefinition",
    "AssumptionDifference",
    "Assumptions",
    "Funding",
    "FundingVariant",
    "Origin",
    "Projection",
    "Range",
    "ScenarioComparison",
    "Slider",
    "Unit",
    "compare_scenarios",
    "describe_assumption",
    "examples_used",
    "project",
]
