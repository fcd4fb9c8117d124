"""The national study's own figures, looked up beside those of a loaded survey.

Found by the names of scales and group columns: a survey in which a scale is called `gedeelde_visie` and a column
`model_po` can be laid beside the study without more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from analysis.evidence.published import HEADINGS, load_published
from analysis.survey import Scale

#: What the study calls the respondents of each shipped sample.
RESPONDENTS: Mapping[str, str] = MappingProxyType({"gemeenten": "gemeente", "samenwerkingsverbanden": "swv"})


@dataclass(frozen=True)
class PublishedScale:
    """One row of the table in appendix 3: mean, median, sd and alpha as printed (one, one, two and three decimals)."""

    group: str
    scale: str
    items: int
    mean: float
    median: float
    sd: float
    alpha: float


@dataclass(frozen=True)
class PublishedMeans:
    """The printed means (two decimals) of one scale by model or phase in one sector, with the figure they stand in.

    stars: 0, 1 (p < .05) or 2 (p < .01), as the study marked its analysis of variance.
    """

    figure: str
    group: str
    sector: str
    by: str
    scale: str
    means: Mapping[str, float]
    stars: int


@dataclass(frozen=True)
class PublishedGrade:
    """One printed report grade (1–10): mean and sd in two decimals, and the number of answers."""

    table: str
    mean: float
    sd: float
    n: int


@dataclass(frozen=True, eq=False)
class PublishedAnswers:
    """The printed answers to the items of a scale: whole percentages of everybody who got the question.

    table: DataFrame with a row per item in the scale's order: table, label_nl, label_en, n, pct_1 … pct_5, pct_no_view,
    pct_na (NaN where the questionnaire did not offer it).
    """

    group: str
    scale: str
    table: pd.DataFrame


def published_answers(group: str, scale: str) -> PublishedAnswers | None:
    """The printed answers to a scale's items for `gemeente` or `swv`; None where the study has no such scale."""
    items = load_published().items
    rows = items[(items["group"] == group) & (items["scale"] == scale)].sort_values("item_order")
    columns = ["table", "label_nl", "label_en", "n", *(f"pct_{a}" for a in range(1, 6)), "pct_no_view", "pct_na"]
    return None if rows.empty else PublishedAnswers(group, scale, rows[columns].reset_index(drop=True))


def published_grade(group: str, column: str) -> PublishedGrade | None:
    """The printed report grade for a column such as `cijfer_vertrouwen_po`; None where the study has none."""
    kind, _, rest = column.partition("_")
    factor, _, sector = rest.rpartition("_")
    grades = load_published().grades
    rows = grades[(grades["group"] == group) & (grades["factor"] == factor) & (grades["sector"] == sector)]
    if kind != "cijfer" or rows.empty:
        return None
    row = rows.iloc[0]
    return PublishedGrade(str(row["table"]), float(row["mean"]), float(row["sd"]), int(row["n"]))


def published_scale(group: str, scale: str) -> PublishedScale | None:
    """The printed figures of a scale for `gemeente` or `swv`; None where the study has no such scale."""
    table = load_published().scales
    rows = table[(table["group"] == group) & (table["scale"] == scale)]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return PublishedScale(
        group, scale, int(row["items"]), float(row["mean"]), float(row["median"]), float(row["sd"]), float(row["alpha"])
    )


def is_of_study(scale: Scale) -> bool:
    """Whether a scale can be the study's: its name, its number of items and its five answers, 1 to 5.

    A scale of one's own may have a word such as *vertrouwen* for a name; its figures are not to be laid beside those of
    the study.
    """
    table = load_published().scales
    items = set(table.loc[table["scale"] == scale.name, "items"])
    return items == {len(scale.items)} and (scale.minimum, scale.maximum) == (1.0, 5.0)


def published_means(group: str, column: str, scale: str) -> PublishedMeans | None:
    """The printed means of a scale by a group column such as `model_po` or `fase_kern`; None where there are none.

    Categories are written as in the survey files (`oriëntatie`, not `orientatie`).
    """
    by, _, sector = column.partition("_")
    table = load_published().group_means
    rows = table[
        (table["group"] == group)
        & (table["by"] == by)
        & (table["sector"] == sector)
        & (table["factor"].map(HEADINGS) == scale)
    ]
    if rows.empty:
        return None
    means = {_as_in_survey(str(c)): float(m) for c, m in zip(rows["category"], rows["mean"], strict=True)}
    figure, stars = str(rows["figure"].iloc[0]), int(rows["stars"].iloc[0])
    return PublishedMeans(figure, group, sector, by, scale, MappingProxyType(means), stars)


def _as_in_survey(category: str) -> str:
    return "oriëntatie" if category == "orientatie" else category
