"""How faithful the simulated sample is: every printed figure beside the same figure computed from the sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.evidence.national import published_means, published_scale
from analysis.evidence.published import DECIMALS, LEVELS, SCALES, SECTORS, load_published
from analysis.statistics import describe, reliability
from analysis.survey import Survey, score_scales


class Figure(StrEnum):
    """The kinds of printed figures that the sample is laid beside."""

    ITEM_PERCENTAGE = "item_percentage"
    SCALE_MEAN = "scale_mean"
    SCALE_MEDIAN = "scale_median"
    SCALE_SD = "scale_sd"
    ALPHA = "alpha"
    GROUP_MEAN = "group_mean"
    SATISFACTION_MEAN = "satisfaction_mean"
    SATISFACTION_COUNT = "satisfaction_count"
    GRADE_MEAN = "grade_mean"
    GRADE_SD = "grade_sd"


@dataclass(frozen=True)
class Comparison:
    """One printed figure and its counterpart in the sample.

    where: table or figure, and what in it. printed: as it stands there, with this many decimals. n: answers behind the
    simulated figure.
    """

    figure: Figure
    where: str
    printed: float
    simulated: float
    decimals: int
    n: int

    @property
    def deviation(self) -> float:
        """Simulated minus printed, unrounded."""
        return self.simulated - self.printed

    @property
    def rounds(self) -> bool:
        """Whether the simulated figure rounds to the printed one."""
        return bool(abs(self.deviation) <= 0.5 * 10.0**-self.decimals + 1e-9)


def compare_with_print(survey: Survey, group: str) -> tuple[Comparison, ...]:
    """Every printed figure that the sample can be laid beside, for the respondents `gemeente` or `swv`.

    Scale scores are means of the answered items where at least half is answered; alpha is listwise; item percentages
    are of everybody who got the question, with *geen zicht op* and *niet van toepassing* as answers.
    """
    scores = score_scales(survey)
    return (
        *_items(survey, group),
        *_scales(survey, scores, group),
        *_group_means(survey, scores, group),
        *_satisfaction(survey, scores, group),
        *_grades(survey, group),
    )


def _items(survey: Survey, group: str) -> Iterator[Comparison]:
    table = load_published().items
    answers = [f"pct_{answer}" for answer in range(1, 6)]
    for row in table[table["group"] == group].to_dict("records"):
        column = _item_column(survey, str(row["scale"]), int(row["item_order"]))
        values, missing = survey.responses[column], survey.missing[column]
        asked = int(values.notna().sum() + missing.isin(["geen zicht op", "niet van toepassing"]).sum())
        counts = [int((values == answer).sum()) for answer in range(1, 6)]
        counts += [int((missing == kind).sum()) for kind in ("geen zicht op", "niet van toepassing")]
        for name, count in zip([*answers, "pct_no_view", "pct_na"], counts, strict=True):
            if pd.notna(row[name]):
                where = f"{row['table']}, {row['label_nl']}, {name}"
                yield Comparison(Figure.ITEM_PERCENTAGE, where, float(row[name]), 100 * count / asked, 0, asked)


def _item_column(survey: Survey, scale: str, order: int) -> str:
    if scale in SCALES:
        return survey.scale(scale).items[order - 1]
    return f"financien_{order}"


def _scales(survey: Survey, scores: pd.DataFrame, group: str) -> Iterator[Comparison]:
    decimals = DECIMALS["scales"]
    for scale in SCALES:
        printed = published_scale(group, scale)
        assert printed is not None, "the study published every scale for both groups"
        described, result = describe(scores[scale]), reliability(survey.items(scale))
        where = f"bijlage 3, {scale}"
        assert described.sd is not None, "the sample varies"
        yield Comparison(Figure.SCALE_MEAN, where, printed.mean, described.mean, decimals["mean"], described.n)
        yield Comparison(Figure.SCALE_MEDIAN, where, printed.median, described.median, decimals["median"], described.n)
        yield Comparison(Figure.SCALE_SD, where, printed.sd, described.sd, decimals["sd"], described.n)
        yield Comparison(Figure.ALPHA, where, printed.alpha, result.alpha, decimals["alpha"], result.n)


def _group_means(survey: Survey, scores: pd.DataFrame, group: str) -> Iterator[Comparison]:
    for sector in SECTORS[group]:
        for by in ("model", "fase"):
            column = f"{by}_{sector}"
            for scale in SCALES:
                printed = published_means(group, column, scale)
                if printed is None:
                    continue
                for category, mean in printed.means.items():
                    values = scores[scale][survey.responses[column] == category].dropna()
                    yield Comparison(
                        Figure.GROUP_MEAN,
                        f"{printed.figure}, {scale}, {category}",
                        mean,
                        float(values.mean()),
                        DECIMALS["group_means"]["mean"],
                        len(values),
                    )


def _satisfaction(survey: Survey, scores: pd.DataFrame, group: str) -> Iterator[Comparison]:
    published = load_published()
    levels = {sector: _levels(survey.responses[f"tevredenheid_{sector}"]) for sector in SECTORS[group]}
    means = published.satisfaction_means
    for row in means[means["group"] == group].to_dict("records"):
        values = scores[str(row["factor"])][levels[str(row["sector"])] == row["level"]].dropna()
        where = f"{row['figure']}, {row['factor']}, {row['level']}"
        decimals = DECIMALS["satisfaction_means"]["mean"]
        yield Comparison(
            Figure.SATISFACTION_MEAN, where, float(row["mean"]), float(values.mean()), decimals, len(values)
        )
    counts = published.satisfaction_counts
    for row in counts[counts["group"] == group].to_dict("records"):
        sector, by = str(row["sector"]), str(row["by"])
        found = (_category(survey, f"{by}_{sector}") == row["category"]) & (levels[sector] == row["level"])
        where = f"{row['figure']}, {row['category']}, {row['level']}"
        count = int(found.sum())
        yield Comparison(Figure.SATISFACTION_COUNT, where, float(row["n"]), float(count), 0, count)


def _levels(satisfaction: pd.Series[float]) -> pd.Series[str]:
    """Five answers in the three levels of the study."""
    return satisfaction.map({1.0: LEVELS[0], 2.0: LEVELS[0], 3.0: LEVELS[1], 4.0: LEVELS[2], 5.0: LEVELS[2]})


def _category(survey: Survey, column: str) -> pd.Series[str]:
    """A group column in the spelling of the published tables, in which *geen zicht op* is a category too."""
    answered = survey.responses[column].astype("object")
    everything = answered.where(answered.notna(), survey.missing[column])
    spelled = {"oriëntatie": "orientatie", "geen zicht op": "geen_zicht_op"}
    return everything.replace({**spelled, "niet van toepassing": "niet_van_toepassing"})


def _grades(survey: Survey, group: str) -> Iterator[Comparison]:
    table = load_published().grades
    decimals = DECIMALS["grades"]
    for row in table[table["group"] == group].to_dict("records"):
        column = f"cijfer_{row['factor']}_{row['sector']}"
        if column not in survey.responses:
            continue
        described = describe(survey.responses[column])
        assert described.sd is not None, "the sample varies"
        where = f"{row['table']}, {row['factor']}, {row['sector']}"
        yield Comparison(Figure.GRADE_MEAN, where, float(row["mean"]), described.mean, decimals["mean"], described.n)
        yield Comparison(Figure.GRADE_SD, where, float(row["sd"]), described.sd, decimals["sd"], described.n)
