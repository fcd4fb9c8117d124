"""Statistics on vectors and frames: numbers in, result objects out. Knows nothing of onderwijs-zorgarrangementen.

Each of these answers one kind of question: `reliability` and `reliability_by_group`, `inter_item`, `parallel`,
`factors`, `one_factor_fit`, `friedman`, `groups` and `summaries`, `crosstab`, `correlations`, `regression` and
`descriptives`; `reproduction` writes the program that gives the same numbers elsewhere. They stand on `inputs` (what
is accepted), `results` (shared types), `precision` (what is only rounding); for items on `item_moments`,
`coefficients`, `bootstrap`, `one_factor`, `extraction`, `model_fit`, `answer_tables` and `polychoric`; for groups on
`comparison`, `oneway`, `pairwise`, `trend`, `ranking`, `compact_letters`, `noncentrality` and `studentized_range`; for
cross-tables on `contingency`, `random_tables` and `ordinal_association`.
"""

from analysis.statistics.comparison import GroupComparison
from analysis.statistics.contingency import has_order
from analysis.statistics.correlations import CorrelationMethod, Correlations, correlate
from analysis.statistics.crosstab import CrossTable, EffectSize, crosstab
from analysis.statistics.descriptives import Description, answer_counts, describe
from analysis.statistics.factors import FactorAnalysis, factor_analysis
from analysis.statistics.friedman import Friedman, friedman
from analysis.statistics.groups import compare_groups
from analysis.statistics.inter_item import ItemCorrelations, inter_item_correlations, polychoric
from analysis.statistics.model_fit import ChiSquareTest
from analysis.statistics.one_factor_fit import OneFactorFit, one_factor_fit
from analysis.statistics.ordinal_association import LinearAssociation, OrdinalAssociation
from analysis.statistics.parallel import ParallelAnalysis, parallel_analysis
from analysis.statistics.random_tables import RandomTables
from analysis.statistics.regression import Regression, StandardErrors, regress
from analysis.statistics.reliability import Omega, Reliability, reliability
from analysis.statistics.reliability_by_group import GroupReliability, reliability_by_group
from analysis.statistics.reproduction import ReproductionScript, reproduction_script
from analysis.statistics.results import Estimate, FTest, Interval, JonckheereTest, RankTest, Trend, TTest
from analysis.statistics.summaries import compare_summaries, mean_against

__all__ = [
    "ChiSquareTest",
    "CorrelationMethod",
    "Correlations",
    "CrossTable",
    "Description",
    "EffectSize",
    "Estimate",
    "FTest",
    "FactorAnalysis",
    "Friedman",
    "GroupComparison",
    "GroupReliability",
    "Interval",
    "ItemCorrelations",
    "JonckheereTest",
    "LinearAssociation",
    "Omega",
    "OneFactorFit",
    "OrdinalAssociation",
    "ParallelAnalysis",
    "RandomTables",
    "RankTest",
    "Regression",
    "Reliability",
    "ReproductionScript",
    "StandardErrors",
    "TTest",
    "Trend",
    "answer_counts",
    "compare_groups",
    "compare_summaries",
    "correlate",
    "crosstab",
    "describe",
    "factor_analysis",
    "friedman",
    "has_order",
    "inter_item_correlations",
    "mean_against",
    "one_factor_fit",
    "parallel_analysis",
    "polychoric",
    "regress",
    "reliability",
    "reliability_by_group",
    "reproduction_script",
]
