"""Pupils who live elsewhere: which of the arrangement's help reaches them, and which municipality pays for it.

Pupils live in the municipality that runs the arrangement, in one that takes part in it, or in another one.
Municipalities that take part share the cost by their numbers of pupils. For pupils from other municipalities the
pilots have five rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from analysis.budget.expressions import Expression, Number, Quantity, ratio
from analysis.errors import Message

ResidenceRule = Literal["residents_only", "group_offers_open", "school_hours_open", "everyone", "advance_and_settle"]

RESIDENCE_RULE_LABELS: Mapping[str, Message] = MappingProxyType(
    {
        "residents_only": Message("Alleen inwoners"),
        "group_offers_open": Message("Groepsaanbod ook voor anderen"),
        "school_hours_open": Message("Onder schooltijd voor iedereen"),
        "everyone": Message("Alles voor iedereen"),
        "advance_and_settle": Message("Voorschieten en verrekenen"),
    }
)

SERVED_ELSEWHERE: Mapping[ResidenceRule, Expression] = MappingProxyType(
    {
        # Zuid-Limburg: who lives in no municipality that takes part needs an individual decision.
        "residents_only": Number(0),
        # Enschede and Hengelo: pupils from elsewhere may join group offers.
        "group_offers_open": Quantity("group_share"),
        # Almere: everyone during school hours, help at home from the municipality where a pupil lives. As a part of
        # what the arrangement covers for residents, which may include help at home.
        "school_hours_open": ratio(1 - Quantity("home_share"), 1 - Quantity("home_outside")),
        # Utrecht: no difference between pupils.
        "everyone": Number(1),
        # Amsterdam, and Hengelo's classes: the same help, paid in advance and settled with the municipality of origin.
        "advance_and_settle": Number(1),
    }
)
"""Part of the help that a resident would get from the arrangement which a pupil from elsewhere gets too (0 to 1)."""

SETTLED_ELSEWHERE: Mapping[ResidenceRule, bool] = MappingProxyType(
    {rule: rule == "advance_and_settle" for rule in SERVED_ELSEWHERE}
)
"""Whether the municipality of origin pays for what its pupils get from the arrangement."""
