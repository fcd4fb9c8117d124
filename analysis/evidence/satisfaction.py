"""The printed cross-tables of appendix 4, tested straight from their counts, beside what the study said of them.

    published_crosstab("B4.13").result.p_linear

The study called the tables of satisfaction by model and by phase (B4.12–B4.21) too small to test; the one of model by
number of inhabitants (B4.32) it found significant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import pandas as pd

from analysis.errors import StatisticsError
from analysis.evidence.published import LEVELS, MODELS, NO_ANSWER, PHASES, load_published
from analysis.statistics import CrossTable, crosstab

StudyTest: TypeAlias = Literal["too_small", "significant"]

SIZES = ("minder dan 15.000", "15.000 tot 50.000", "50.000 tot 100.000", "meer dan 100.000")
"""Inhabitants of a municipality, as the rows of figure B4.32 divide them."""

_SIZE_FIGURE = "B4.32"


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """One printed table of counts.

    figure: its number. group: `swv` or `gemeente`. sector: see `published.SECTORS`. by: what the rows divide, `model`,
    `fase` or `inwoners`. columns_by: `tevredenheid` or `model`. counts: whole numbers as printed, categories low to
    high, rows of respondents without a view (`published.NO_ANSWER`) last. study_test: "too_small" where the study
    judged a test not possible, "significant" where it reports p < .05.
    """

    figure: str
    group: str
    sector: str
    by: str
    columns_by: str
    counts: pd.DataFrame
    study_test: StudyTest

    @property
    def tested(self) -> pd.DataFrame:
        """The counts that a test is about: without the respondents who had no view of the matter, as in the study."""
        return self.counts.drop(index=[label for label in NO_ANSWER if label in self.counts.index])


@dataclass(frozen=True, eq=False)
class PublishedCrosstab:
    """A printed table and what its counts say when they are tested, rows and columns both ordered."""

    table: PublishedTable
    result: CrossTable


@cache
def published_tables() -> Mapping[str, PublishedTable]:
    """The eleven tables by figure: B4.12–B4.21 (satisfaction) and B4.32 (model by number of inhabitants)."""
    published = load_published()
    tables = {}
    for figure, rows in published.satisfaction_counts.groupby("figure", sort=False):
        first = rows.iloc[0]
        order = [*(MODELS if first["by"] == "model" else PHASES), *NO_ANSWER]
        counts = rows.pivot_table(index="category", columns="level", values="n", aggfunc="sum")
        counts = counts.reindex(index=[label for label in order if label in counts.index], columns=list(LEVELS))
        tables[str(figure)] = PublishedTable(
            figure=str(figure),
            group=str(first["group"]),
            sector=str(first["sector"]),
            by=str(first["by"]),
            columns_by="tevredenheid",
            counts=_named(counts, str(first["by"]), "tevredenheid"),
            study_test="too_small",
        )
    rows = published.misc.query("figure == @_SIZE_FIGURE and statistic == 'n'")
    counts = rows.pivot_table(index="row", columns="column", values="value", aggfunc="sum")
    tables[_SIZE_FIGURE] = PublishedTable(
        figure=_SIZE_FIGURE,
        group="gemeente",
        sector="po",
        by="inwoners",
        columns_by="model",
        counts=_named(counts.reindex(index=list(SIZES), columns=list(MODELS)), "inwoners", "model"),
        study_test="significant",
    )
    return MappingProxyType(tables)


def published_crosstab(figure: str, confidence: float = 0.95) -> PublishedCrosstab:
    """Test one printed table; StatisticsError, naming the tables there are, for another number."""
    tables = published_tables()
    if figure not in tables:
        raise StatisticsError(
            "Er is geen gepubliceerde kruistabel {figure}. Wel: {figures}.", figure=figure, figures=", ".join(tables)
        )
    table = tables[figure]
    return PublishedCrosstab(table, crosstab(counts=table.tested, confidence=confidence))


def _named(counts: pd.DataFrame, rows: str, columns: str) -> pd.DataFrame:
    return counts.astype("int64").rename_axis(index=rows, columns=columns)
