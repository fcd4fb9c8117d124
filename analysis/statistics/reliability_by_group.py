"""The same scale in each group, side by side: models, sectors, years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import Message, StatisticsError
from analysis.statistics.inputs import Column, Items, column_series, confidence_level, group_codes, item_frame
from analysis.statistics.inter_item import Basis, check_basis
from analysis.statistics.item_moments import Missing, check_missing_rule
from analysis.statistics.reliability import Reliability, check_answer_range, reliability


@dataclass(frozen=True, eq=False)
class GroupReliability:
    """One group's reliability: `result`, or None with the `reason`. rows: respondents of the group in the data."""

    group: Any
    rows: int
    result: Reliability | None
    reason: Message | None


def reliability_by_group(
    items: Items,
    groups: Column,
    missing: Missing = "listwise",
    confidence: float = 0.95,
    *,
    basis: Basis = "pearson",
    minimum: float | None = None,
    maximum: float | None = None,
) -> tuple[GroupReliability, ...]:
    """`reliability` of `items` in each group; the other arguments are passed on to it.

    groups: one label a respondent, in the order of the rows of `items`; a Series must have the same index. Rows
        without a label count nowhere. Categories keep their order (unused ones are left out), other labels are sorted.

    A group in which it cannot be computed has the reason instead. Raises StatisticsError when `groups` does not fit
    `items`, no row has a label, or an argument is impossible whatever the group.
    """
    items = item_frame(items)
    check_missing_rule(missing)
    check_basis(basis)
    confidence = confidence_level(confidence)
    check_answer_range(minimum, maximum)
    labels = column_series(groups)
    if len(labels) != len(items):
        raise StatisticsError(
            "Items en groepen moeten even lang zijn: er zijn {rows} rijen met antwoorden en {groups} groepen. Neem "
            "beide uit dezelfde tabel.",
            rows=len(items),
            groups=len(labels),
        )
    if isinstance(groups, pd.Series) and not labels.index.equals(items.index):
        raise StatisticsError(
            "Items en groepen horen bij verschillende rijen: hun index is niet gelijk. Neem beide uit dezelfde tabel, "
            "of geef de groepen zonder index (.to_numpy()) om ze op volgorde te koppelen."
        )
    found = []
    codes, names = group_codes(labels)
    for code, name in enumerate(names):
        rows = np.flatnonzero(codes == code)
        if not rows.size:
            continue
        try:
            result: Reliability | None = reliability(
                items.iloc[rows], missing, confidence, basis=basis, minimum=minimum, maximum=maximum
            )
            reason = None
        except StatisticsError as error:
            result, reason = None, error.message
        found.append(GroupReliability(group=name, rows=len(rows), result=result, reason=reason))
    if not found:
        raise StatisticsError("Geen enkele rij heeft een groep. Kies een andere kolom voor de groepen.")
    return tuple(found)
