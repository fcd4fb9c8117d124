"""Published figures that cannot be right, or hardly can, found from the figures alone.

    from analysis.evidence.audit import audit_published, audit_summary
    [finding for finding in audit_published() if finding.certainty == "impossible"]
    audit_summary(pd.read_csv("my_table.csv"), minimum=1, maximum=5)

Every printed number is an interval (what rounds to it, by either convention for halves) and every respondent is whole.
'Impossible' is said only where no data whatever give the figure, under the assumptions that the function names.
`percentages`, `means`, `scales` and `groups` each hold one kind of reasoning; `study` applies them all to the study of
2018 and adds what holds between its tables; `claims` has the figures in its text.
"""

from analysis.evidence.audit.finding import CERTAINTIES, RULES, Certainty, Figure, Finding, Range
from analysis.evidence.audit.groups import audit_group_means, audit_satisfaction_means
from analysis.evidence.audit.means import Decimals, audit_means, audit_summary
from analysis.evidence.audit.percentages import audit_counts, audit_distributions, audit_item_table
from analysis.evidence.audit.scales import audit_scales
from analysis.evidence.audit.study import audit_published

__all__ = [
    "CERTAINTIES",
    "RULES",
    "Certainty",
    "Decimals",
    "Figure",
    "Finding",
    "Range",
    "audit_counts",
    "audit_distributions",
    "audit_group_means",
    "audit_item_table",
    "audit_means",
    "audit_published",
    "audit_satisfaction_means",
    "audit_scales",
    "audit_summary",
]
