"""What a collective arrangement costs against individual care: assumptions in, a projection by year out.

    from analysis.budget import Assumptions, project
    project(Assumptions(pupils=955, taper=0.05)).years

From the inside out: `expressions` (arithmetic read in three ways), `funding` and `residence` (how an arrangement is
paid for, and for whom), `model` (all formulas), `assumptions` (validated values) with their `assumption_list`,
`evaluation`, and then what is made of it.
"""

from analysis.budget.assumption_list import ASSUMPTIONS, describe_assumption
from analysis.budget.assumptions import Assumptions, examples_used
from analysis.budget.comparison import AssumptionDifference, ScenarioComparison, compare_scenarios, differing
from analysis.budget.cost_benefit import (
    DISCOUNT_RATE,
    DISCOUNT_RATE_YEAR,
    PUBLISHED_STUDIES,
    CostBenefit,
    PublishedStudy,
    cost_benefit,
    optimism_warning,
)
from analysis.budget.definitions import (
    AssumptionDefinition,
    Origin,
    Range,
    Slider,
    Unit,
)
from analysis.budget.effect_goal import EffectBreakEven, ReturnOverEffect, effect_break_even
from analysis.budget.effects import (
    EFFECT_SUGGESTIONS,
    HIGHEST_QUANTITY,
    HIGHEST_UNIT_VALUE,
    OWN_EFFECTS,
    Effect,
    EffectSuggestion,
    Estimate,
)
from analysis.budget.explanation import FUNCTION_LABELS, Step, Term, explain, explain_all, explain_returns
from analysis.budget.flows import SERVICE_LABELS, Flow, Service, flows
from analysis.budget.funding import FUNDING_VARIANTS, Funding, FundingVariant
from analysis.budget.goal_seek import BreakEven, break_even
from analysis.budget.model import SECTION_LABELS, Section
from analysis.budget.parties import MUNICIPALITIES, PARTY_LABELS, PAYERS, Party
from analysis.budget.presets import PILOT_STARTS, PRESETS, PilotStart, Preset, from_pilot, with_preset
from analysis.budget.projection import Projection, project
from analysis.budget.ranges import RangeLike, Spread, default_ranges
from analysis.budget.residence import RESIDENCE_RULE_LABELS, ResidenceRule
from analysis.budget.scenario import Scenario
from analysis.budget.school_types import SchoolType, by_school_type, follows_school_types, with_school_types
from analysis.budget.sensitivity import Grid, Sensitivity, Swing, sensitivity, two_way_grid
from analysis.budget.simulation import QUANTILES, Simulation, simulate
from analysis.budget.variants import BaseYear, base_year_effect, compare_fundings, compare_residence_rules
from analysis.budget.workbook import workbook

__all__ = [
    "ASSUMPTIONS",
    "DISCOUNT_RATE",
    "DISCOUNT_RATE_YEAR",
    "EFFECT_SUGGESTIONS",
    "FUNCTION_LABELS",
    "FUNDING_VARIANTS",
    "HIGHEST_QUANTITY",
    "HIGHEST_UNIT_VALUE",
    "MUNICIPALITIES",
    "OWN_EFFECTS",
    "PARTY_LABELS",
    "PAYERS",
    "PILOT_STARTS",
    "PRESETS",
    "PUBLISHED_STUDIES",
    "QUANTILES",
    "RESIDENCE_RULE_LABELS",
    "SECTION_LABELS",
    "SERVICE_LABELS",
    "AssumptionDefinition",
    "AssumptionDifference",
    "Assumptions",
    "BaseYear",
    "BreakEven",
    "CostBenefit",
    "Effect",
    "EffectBreakEven",
    "EffectSuggestion",
    "Estimate",
    "Flow",
    "Funding",
    "FundingVariant",
    "Grid",
    "Origin",
    "Party",
    "PilotStart",
    "Preset",
    "Projection",
    "PublishedStudy",
    "Range",
    "RangeLike",
    "ResidenceRule",
    "ReturnOverEffect",
    "Scenario",
    "ScenarioComparison",
    "SchoolType",
    "Section",
    "Sensitivity",
    "Service",
    "Simulation",
    "Slider",
    "Spread",
    "Step",
    "Swing",
    "Term",
    "Unit",
    "base_year_effect",
    "break_even",
    "by_school_type",
    "compare_fundings",
    "compare_residence_rules",
    "compare_scenarios",
    "cost_benefit",
    "default_ranges",
    "describe_assumption",
    "differing",
    "effect_break_even",
    "examples_used",
    "explain",
    "explain_all",
    "explain_returns",
    "flows",
    "follows_school_types",
    "from_pilot",
    "optimism_warning",
    "project",
    "sensitivity",
    "simulate",
    "two_way_grid",
    "with_preset",
    "with_school_types",
    "workbook",
]
