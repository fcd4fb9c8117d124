"""Printed groups of which mean, standard deviation and number are given (figure B4.1), to be tested again.

compare_summaries(table["mean"], table["sd"], table["n"])    # with table = printed_summaries()["B4.1 vo"].table
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pandas as pd

from analysis.evidence.published import load_published


@dataclass(frozen=True, eq=False)
class PrintedSummaries:
    """Groups of one printed figure: `table` by group with mean, sd and n as printed, in the printed order.

    figure: its number. sector: `vo` or `vso`. outcome: `tevredenheid`. stars: as printed at the difference, 1 for p <
    .05 and 2 for p < .01 (the study used a t-test).
    """

    figure: str
    sector: str
    outcome: str
    table: pd.DataFrame
    stars: int


@cache
def printed_summaries() -> Mapping[str, PrintedSummaries]:
    """All of them, by figure and sector: `B4.1 vo`, `B4.1 vso`."""
    printed = load_published().misc
    found = {}
    for (figure, sector, outcome), part in printed.groupby(["figure", "sector", "column"], sort=False):
        values = part.pivot_table(index="row", columns="statistic", values="value", sort=False)
        if not {"mean", "sd", "n"} <= set(values.columns):
            continue
        table = values[["mean", "sd", "n"]].dropna()
        stars = values["stars"].dropna() if "stars" in values else pd.Series([0])
        found[f"{figure} {sector}"] = PrintedSummaries(
            str(figure), str(sector), str(outcome), table, int(stars.iloc[0]) if len(stars) else 0
        )
    return MappingProxyType(found)
