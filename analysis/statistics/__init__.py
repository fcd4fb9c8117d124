"""Statistics on vectors and frames: numbers in, result objects out. Knows nothing of onderwijs-zorgarrangementen.

`reliability`, `groups` and `descriptives` each answer one kind of question and do not know each other. They stand on
`inputs` (what is accepted), `results` (shared types), `precision` (what is only rounding) and, for groups, on `oneway`,
`pairwise`, `noncentrality` and `studentized_range`.
"""

from analysis.statistics.descriptives import Description, answer_counts, describe
from analysis.statistics.groups import GroupComparison, compare_groups
from analysis.statistics.reliability import Reliability, reliability
from analysis.statistics.results import Estimate, FTest, Interval, RankTest

__all__ = [
    "Description",
    "Estimate",
    "FTest",
    "GroupComparison",
    "Interval",
    "RankTest",
    "Reliability",
    "answer_counts",
    "compare_groups",
    "describe",
    "reliability",
]
