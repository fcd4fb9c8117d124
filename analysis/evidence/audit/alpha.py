"""Cronbach's alpha: `alpha = k/(k−1)·(1 − Σvar/var_total)`; var_total = (k·sd)² where sd is that of the mean score.

Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16(3), 297–334.
"""

from __future__ import annotations

from analysis.errors import Message
from analysis.evidence.audit.finding import Finding, Range
from analysis.evidence.audit.inputs import Row, where
from analysis.evidence.audit.rounding import printed_range


def alpha_range(row: Row, decimals: int) -> Range:
    """What a printed alpha can have been."""
    return Range(*(float(limit) for limit in printed_range(row["alpha"], decimals)))


def variance_share(alpha: float, items: float) -> float:
    """Σvar as a share of var_total: 1/items for alpha 1 (all items equal), 1 for alpha 0, more below."""
    return 1 - min(alpha, 1.0) * (items - 1) / items


def above_one(row: Row) -> Finding:
    """The finding for an alpha that even rounded down is above 1."""
    return Finding(
        where(row, "alpha"),
        row["alpha"],
        1.0,
        "alpha_range",
        "impossible",
        Message("Cronbachs alfa is nooit groter dan 1."),
    )
