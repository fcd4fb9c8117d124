"""The national study of 2018 as evidence: what was published, and what can be concluded from it.

    from analysis.evidence.published import load_published
    load_published().items

    from analysis.evidence.audit import audit_published
    audit_published()

    from analysis.evidence import published_crosstab
    published_crosstab("B4.13").result.p_linear

`published` reads the tables as they were printed; everything else in this package reasons from there. `audit` says
which printed figures cannot be right, and does the same for a table of one's own.
"""

from analysis.evidence.audit import (
    Finding,
    audit_counts,
    audit_item_table,
    audit_means,
    audit_published,
    audit_scales,
    audit_summary,
)
from analysis.evidence.published import Published, load_published, read_published
from analysis.evidence.satisfaction import PublishedCrosstab, PublishedTable, published_crosstab, published_tables
from analysis.evidence.summaries import PrintedSummaries, printed_summaries

__all__ = [
    "Finding",
    "PrintedSummaries",
    "Published",
    "PublishedCrosstab",
    "PublishedTable",
    "audit_counts",
    "audit_item_table",
    "audit_means",
    "audit_published",
    "audit_scales",
    "audit_summary",
    "load_published",
    "printed_summaries",
    "published_crosstab",
    "published_tables",
    "read_published",
]
