"""Several outcomes compared between the same groups: a family of tests, corrected for their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import Message, StatisticsError
from analysis.statistics.comparison import GroupComparison
from analysis.statistics.groups import compare_groups
from analysis.statistics.inputs import Column
from analysis.statistics.multiple_testing import benjamini_hochberg, holm


@dataclass(frozen=True, eq=False)
class OutcomeFamily:
    """Comparisons of several outcomes: one recommended test each, together one family.

    comparisons: by outcome. tests: DataFrame by outcome, in the order given: n, eta_squared, p (of the recommended test
        over all groups), p_holm, p_bh (corrected over the whole family); with an order also p_trend, p_trend_holm,
        p_trend_bh (the linear contrast's own family).
    not_compared: why an outcome could not be compared; these are not in the family.
    """

    comparisons: Mapping[str, GroupComparison]
    tests: pd.DataFrame
    not_compared: Mapping[str, Message]


def compare_outcomes(
    outcomes: Mapping[str, Column],
    groups: Column | Mapping[str, Column],
    *,
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
) -> OutcomeFamily:
    """`compare_groups` for each of `outcomes` (name → column), with Holm's and Benjamini–Hochberg's correction.

    groups: one column for all, or by outcome, where groups are withheld for some only. R: `p.adjust`. Raises
    StatisticsError when not one outcome can be compared.
    """
    if not isinstance(outcomes, Mapping | pd.DataFrame):
        raise StatisticsError(
            "De uitkomsten moeten elk een naam hebben, zoals de kolommen van een tabel; gegeven is een {kind}.",
            kind=type(outcomes).__name__,
        )
    comparisons: dict[str, GroupComparison] = {}
    refused: dict[str, Message] = {}
    last: StatisticsError | None = None
    for name, values in outcomes.items():
        try:
            column = groups[name] if isinstance(groups, Mapping) else groups
            comparisons[name] = compare_groups(values, column, order=order, confidence=confidence)
        except StatisticsError as error:
            refused[name], last = error.message, error
    if not comparisons:
        raise last or StatisticsError("Kies minstens één uitkomst om te vergelijken.")
    columns: dict[str, Any] = {
        "n": [found.n for found in comparisons.values()],
        "eta_squared": [found.eta_squared.value for found in comparisons.values()],
        "p": np.array([found.omnibus.p for found in comparisons.values()]),
    }
    columns["p_holm"], columns["p_bh"] = holm(columns["p"]), benjamini_hochberg(columns["p"])
    trends = [found.trend.p for found in comparisons.values() if found.trend is not None]
    if len(trends) == len(comparisons):
        p = np.array(trends)
        columns |= {"p_trend": p, "p_trend_holm": holm(p), "p_trend_bh": benjamini_hochberg(p)}
    return OutcomeFamily(
        comparisons,
        pd.DataFrame(columns, index=pd.Index(list(comparisons), name="outcome", tupleize_cols=False)),
        refused,
    )
