"""Statistics on vectors and frames: numbers in, result objects out. Knows nothing of onderwijs-zorgarrangementen.

Each of these answers one kind of question: `reliability` and `reliability_by_group`, `inter_item`, `parallel`,
`factors`, `membership`, `one_factor_fit`, `friedman`, `groups`, `summaries`, `two_groups`, `mixed`, `families`,
`factorial`, `covariance`, `assumptions`, `sensitivity`, `crosstab`, `multiple_response`, `correlations`, `regression`
and `descriptives`; `item_advice` says which items a scale is better without; `reproduction`, `structure_reproduction`
and `multiple_reproduction` write the programs that give the same numbers elsewhere.
They stand on `inputs` (what is accepted), `results` (shared types), `precision` (what is only rounding); for items on
`item_moments`, `coefficients`, `bootstrap`, `one_factor`, `extraction`, `model_fit`, `answer_tables`
and `polychoric`; for groups on `grouping`, `comparison`, `oneway`, `pairwise`, `trend`, `ranking`, `compact_letters`,
`noncentrality` and `studentized_range`; for cross-tables on `contingency`, `random_tables` and `ordinal_association`.
"""

from analysis.statistics.assumptions import Assumptions, check_assumptions
from analysis.statistics.bootstrap import IN_GROUPS_ABOVE
from analysis.statistics.comparison import GroupComparison
from analysis.statistics.contingency import has_order
from analysis.statistics.correlations import CorrelationMethod, Correlations, correlate
from analysis.statistics.covariance import Ancova, ancova
from analysis.statistics.crosstab import CrossTable, EffectSize, crosstab
from analysis.statistics.descriptives import Description, answer_counts, describe
from analysis.statistics.factorial import TwoFactorAnova, two_factor_anova
from analysis.statistics.factors import FEWEST_ITEMS, FactorAnalysis, factor_analysis
from analysis.statistics.families import OutcomeFamily, compare_outcomes
from analysis.statistics.friedman import Friedman, friedman
from analysis.statistics.groups import compare_groups
from analysis.statistics.inter_item import Basis, ItemCorrelations, inter_item_correlations, polychoric
from analysis.statistics.item_advice import LOWEST_REST, ItemAdvice, item_advice, weak_items
from analysis.statistics.item_moments import Missing
from analysis.statistics.items_against import ItemsAgainst, items_against
from analysis.statistics.membership import SALIENT, ScaleMembership, scale_membership, unattached
from analysis.statistics.mixed import MixedModel, RepeatedComparison, compare_repeated, mixed_model
from analysis.statistics.model_fit import ChiSquareTest
from analysis.statistics.multiple_reproduction import ChoiceFile, multiple_response_script
from analysis.statistics.multiple_response import MultipleResponse, multiple_response
from analysis.statistics.one_factor_fit import OneFactorFit, one_factor_fit
from analysis.statistics.ordinal_association import LinearAssociation, OrdinalAssociation
from analysis.statistics.parallel import ParallelAnalysis, parallel_analysis
from analysis.statistics.random_tables import RandomTables
from analysis.statistics.regression import Block, Regression, StandardErrors, regress, regress_in_blocks
from analysis.statistics.reliability import Omega, Reliability, reliability
from analysis.statistics.reliability_by_group import GroupReliability, reliability_by_group
from analysis.statistics.reproduction import reproduction_script
from analysis.statistics.results import Estimate, FTest, Interval, JonckheereTest, RankTest, Trend, TTest
from analysis.statistics.script_reading import AnswerFile, ReproductionScript
from analysis.statistics.sensitivity import Detectable, Equivalence, equivalence, smallest_detectable
from analysis.statistics.structure_reproduction import structure_script
from analysis.statistics.summaries import compare_summaries, mean_against
from analysis.statistics.two_groups import PairedComparison, RankSumTest, TwoGroups, compare_paired, compare_two

__all__ = [
    "FEWEST_ITEMS",
    "IN_GROUPS_ABOVE",
    "LOWEST_REST",
    "SALIENT",
    "Ancova",
    "AnswerFile",
    "Assumptions",
    "Basis",
    "Block",
    "ChiSquareTest",
    "ChoiceFile",
    "CorrelationMethod",
    "Correlations",
    "CrossTable",
    "Description",
    "Detectable",
    "EffectSize",
    "Equivalence",
    "Estimate",
    "FTest",
    "FactorAnalysis",
    "Friedman",
    "GroupComparison",
    "GroupReliability",
    "Interval",
    "ItemAdvice",
    "ItemCorrelations",
    "ItemsAgainst",
    "JonckheereTest",
    "LinearAssociation",
    "Missing",
    "MixedModel",
    "MultipleResponse",
    "Omega",
    "OneFactorFit",
    "OrdinalAssociation",
    "OutcomeFamily",
    "PairedComparison",
    "ParallelAnalysis",
    "RandomTables",
    "RankSumTest",
    "RankTest",
    "Regression",
    "Reliability",
    "RepeatedComparison",
    "ReproductionScript",
    "ScaleMembership",
    "StandardErrors",
    "TTest",
    "Trend",
    "TwoFactorAnova",
    "TwoGroups",
    "ancova",
    "answer_counts",
    "check_assumptions",
    "compare_groups",
    "compare_outcomes",
    "compare_paired",
    "compare_repeated",
    "compare_summaries",
    "compare_two",
    "correlate",
    "crosstab",
    "describe",
    "equivalence",
    "factor_analysis",
    "friedman",
    "has_order",
    "inter_item_correlations",
    "item_advice",
    "items_against",
    "mean_against",
    "mixed_model",
    "multiple_response",
    "multiple_response_script",
    "one_factor_fit",
    "parallel_analysis",
    "polychoric",
    "regress",
    "regress_in_blocks",
    "reliability",
    "reliability_by_group",
    "reproduction_script",
    "scale_membership",
    "smallest_detectable",
    "structure_script",
    "two_factor_anova",
    "unattached",
    "weak_items",
]
