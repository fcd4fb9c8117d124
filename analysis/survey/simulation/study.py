"""What the study printed about one group of respondents, as the arrays that the simulation has to meet.

Everything comes from `sample_data/published/*.csv`, except what appendix 4 only says in words: which differences
between levels of satisfaction its t-tests found significant. Those stand here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.survey.simulation.codebooks import GRADED_SECTORS, SECTORS
from analysis.survey.simulation.margins import Margin, fit_margin, whole_counts

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SCALES = ("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing", "borging", "meerwaarde")
FINANCE = "financien_overig"
_UNKNOWN = ("geen_zicht_op", "niet_van_toepassing")
MODELS = ("schotten", "ketens", "netwerk", "integraal", *_UNKNOWN)
PHASES = ("orientatie", "start", "opbouw", "consolidatie", *_UNKNOWN)
SATISFACTION = ("zeer_ontevreden", "ontevreden", "neutraal", "tevreden", "zeer_tevreden", *_UNKNOWN)
LEVELS = ("ontevreden", "neutraal", "tevreden")
COMPARISONS = ((0, 1), (1, 2), (0, 2))
SIGNIFICANT, NOT_SIGNIFICANT, NOT_STATED = 1, 0, -1

_FACTOR_HEADINGS = MappingProxyType({"consensus": "gedeelde_visie", "regie": "sturing"})
_TABLES = MappingProxyType(
    {
        "swv": MappingProxyType({"model": "B.5.10", "fase": "B.5.2", "tevredenheid": "B.5.11", "knelpunten": "B.5.24"}),
        "gemeente": MappingProxyType(
            {"model": "B.6.11", "fase": "B.6.1", "tevredenheid": "B.6.12", "knelpunten": "B.6.32", "teams": "B.6.3"}
        ),
    }
)
_ROWS = MappingProxyType(
    {
        "kern": "Kerngemeenten",
        "overig": "Overige gemeenten",
        "regulier": "Regulier onderwijs",
        "speciaal": "Speciaal onderwijs",
        "po": "Basisonderwijs",
        "vo": "Voortgezet onderwijs",
        "vso": "(Voortgezet) speciaal onderwijs",
    }
)
_TEAMS = MappingProxyType(
    {
        "jeugdteam": "Jeugdteams",
        "breed_team": "Brede integrale teams (0-100)",
        "generalistisch_team": "Generalistische teams als voorpost",
    }
)
# Appendix 4 calls every step between levels of satisfaction significant, with these exceptions. NOT_STATED: the text
# leaves that comparison out, or says it of another group.
_EXCEPTIONS: Mapping[tuple[str, str, str, tuple[int, int]], int] = MappingProxyType(
    {
        ("swv", "overig", "sturing", (0, 1)): NOT_SIGNIFICANT,  # B4.23
        ("swv", "overig", "borging", (0, 1)): NOT_STATED,  # B4.28
        ("gemeente", "po", "borging", (1, 2)): NOT_STATED,  # B4.29
        ("gemeente", "vo", "sturing", (1, 2)): NOT_SIGNIFICANT,  # B4.25
        ("gemeente", "vo", "borging", (1, 2)): NOT_STATED,  # B4.30
        ("gemeente", "vso", "vertrouwen", (1, 2)): NOT_SIGNIFICANT,  # B4.26
        ("gemeente", "vso", "borging", (0, 1)): NOT_STATED,  # B4.31
        ("gemeente", "vso", "borging", (1, 2)): NOT_STATED,  # B4.31
    }
)


@dataclass(frozen=True)
class ItemTarget:
    """One statement: how many were asked, and the counts of the answers 1–5, no view, not applicable (7 numbers)."""

    scale: str
    margin: Margin


@dataclass(frozen=True)
class Study:
    """The printed figures of one group of respondents.

    Axes: `scale` in the order of SCALES, `sector` in that of `sectors`, then the categories in the order of MODELS,
    PHASES, SATISFACTION or LEVELS. A figure that was not printed, or that no data can meet, is NaN (stars: -1).
    """

    group: str
    sectors: tuple[str, ...]
    respondents: int
    telephone: int
    items: tuple[ItemTarget, ...]
    labels: pd.DataFrame
    mean: Floats
    median: Floats
    sd: Floats
    alpha: Floats
    model_means: Floats  # scale × sector × 4
    model_stars: Integers  # scale × sector
    phase_means: Floats
    phase_stars: Integers
    satisfaction_means: Floats  # scale × sector × 3
    satisfaction_n: Integers  # sector × 3: the respondents on whom B4.22–B4.31 rest
    comparisons: Integers  # scale × sector × COMPARISONS
    model_by_level: Integers  # sector × 6 × 3
    phase_by_level: Integers  # sector × 4 × 3
    model_pct: Floats  # sector × 6
    phase_pct: Floats
    satisfaction_pct: Floats  # sector × 7
    phase_pct_by_education: Mapping[str, Floats]  # partnerships only: regular and special education
    bottlenecks: tuple[int, Floats]  # number asked, percentages of yes and no
    response: pd.DataFrame
    grades: pd.DataFrame
    without_team: Mapping[str, tuple[int, int]]  # least and most respondents without such a team, or no view on it
    team_satisfaction: pd.DataFrame  # B4.1: mean, sd and n by (sector, row)
    size_by_model: pd.DataFrame  # B4.32: n by size (row) and model (column)

    def scale_items(self, scale: str) -> list[ItemTarget]:
        """The statements of one scale, in the study's order."""
        return [item for item in self.items if item.scale == scale]


def load_study(group: str, published: Path) -> Study:
    """Reads the printed figures of `group` (`swv` or `gemeente`) from the directory `published`."""

    def read(name: str) -> pd.DataFrame:
        frame = pd.read_csv(published / f"{name}.csv")
        key = "respondent_group" if name == "response" else "group"
        return frame[frame[key] == group].reset_index(drop=True)

    sectors = SECTORS[group]
    items = read("items")
    scales = read("scales").set_index("scale").loc[list(SCALES)]
    means = read("group_means").replace({"factor": dict(_FACTOR_HEADINGS)})
    levels = read("satisfaction_means")
    counts = read("satisfaction_counts")
    distributions = read("distributions")
    tables = _TABLES[group]

    def percentages(table: str, row: str, columns: Sequence[str]) -> Floats:
        rows = distributions[(distributions["table"] == table) & (distributions["row_nl"] == row)]
        return rows.set_index("column").loc[list(columns), "pct"].to_numpy(dtype=float)

    def by_sector(kind: str, columns: Sequence[str]) -> Floats:
        return np.array([percentages(tables[kind], _ROWS[sector], columns) for sector in sectors])

    def table_size(kind: str) -> int:
        return int(distributions.loc[distributions["table"] == tables[kind], "n"].iloc[0])

    respondents = table_size("model")
    sd = scales["sd"].to_numpy(dtype=float).copy()
    phase_stars = _stars(means, sectors, "fase")
    if group == "swv":
        # Printed .38; alpha .843 and the spread of the six items imply .57 to .60.
        sd[SCALES.index("gedeelde_visie")] = np.nan
    else:
        # B4.3 prints no star, but with the printed means, n and sd F lies far beyond the 1% limit.
        phase_stars[SCALES.index("meerwaarde"), sectors.index("po")] = NOT_STATED
    misc = read("misc")
    return Study(
        group=group,
        sectors=sectors,
        respondents=respondents,
        telephone=table_size("fase") - respondents,
        items=tuple(_item_targets(items)),
        labels=items,
        mean=scales["mean"].to_numpy(dtype=float),
        median=scales["median"].to_numpy(dtype=float),
        sd=sd,
        alpha=scales["alpha"].to_numpy(dtype=float),
        model_means=_means(means, sectors, "model", MODELS[:4]),
        model_stars=_stars(means, sectors, "model"),
        phase_means=_means(means, sectors, "fase", PHASES[:4]),
        phase_stars=phase_stars,
        satisfaction_means=_level_means(levels, sectors),
        satisfaction_n=_level_sizes(levels, sectors),
        comparisons=_comparisons(group, sectors),
        model_by_level=_cross_table(counts, sectors, "model", MODELS),
        phase_by_level=_cross_table(counts, sectors, "fase", PHASES[:4]),
        model_pct=by_sector("model", MODELS),
        phase_pct=by_sector("fase", PHASES),
        satisfaction_pct=by_sector("tevredenheid", SATISFACTION),
        phase_pct_by_education={
            sector: percentages("B.5.3", _ROWS[sector], PHASES) for sector in GRADED_SECTORS[group] if group == "swv"
        },
        bottlenecks=(
            table_size("knelpunten"),
            np.concatenate([percentages(tables["knelpunten"], answer, ["percentage"]) for answer in ("Ja", "Nee")]),
        ),
        response=read("response"),
        grades=read("grades"),
        without_team={
            team: _sum_of_ranges(
                percentages(tables["teams"], row, ["niet_van_toepassing", "geen_zicht_op"]), respondents
            )
            for team, row in _TEAMS.items()
            if group == "gemeente"
        },
        team_satisfaction=misc[misc["figure"] == "B4.1"].pivot_table(
            index=["sector", "row"], columns="statistic", values="value"
        ),
        size_by_model=misc[(misc["figure"] == "B4.32") & (misc["statistic"] == "n")].pivot_table(
            index="row", columns="column", values="value"
        ),
    )


def _sum_of_ranges(percentages: Floats, n: int) -> tuple[int, int]:
    ranges = [whole_counts(percentage, n) for percentage in percentages]
    return sum(low for low, _ in ranges), sum(high for _, high in ranges)


def _item_targets(items: pd.DataFrame) -> list[ItemTarget]:
    answers = ["pct_1", "pct_2", "pct_3", "pct_4", "pct_5", "pct_no_view", "pct_na"]
    targets = []
    for scale in (*SCALES, FINANCE):
        for _, row in items[items["scale"] == scale].sort_values("item_order").iterrows():
            printed = row[answers].to_numpy(dtype=float)
            targets.append(ItemTarget(scale, fit_margin(printed.tolist(), int(row["n"]))))
    return targets


def _means(frame: pd.DataFrame, sectors: Sequence[str], by: str, categories: Sequence[str]) -> Floats:
    table = frame[frame["by"] == by].set_index(["factor", "sector", "category"])["mean"]
    return np.array([[[table[scale, sector, c] for c in categories] for sector in sectors] for scale in SCALES])


def _stars(frame: pd.DataFrame, sectors: Sequence[str], by: str) -> Integers:
    table = frame[frame["by"] == by].groupby(["factor", "sector"])["stars"].first()
    return np.array([[table[scale, sector] for sector in sectors] for scale in SCALES], dtype=np.int64)


def _level_means(frame: pd.DataFrame, sectors: Sequence[str]) -> Floats:
    table = frame.set_index(["factor", "sector", "level"])["mean"]
    return np.array([[[table.get((scale, s, level), np.nan) for level in LEVELS] for s in sectors] for scale in SCALES])


def _level_sizes(frame: pd.DataFrame, sectors: Sequence[str]) -> Integers:
    table = frame.groupby(["sector", "level"])["n"].first()
    return np.array([[table[sector, level] for level in LEVELS] for sector in sectors], dtype=np.int64)


def _comparisons(group: str, sectors: Sequence[str]) -> Integers:
    def stated(scale: str, sector: str, pair: tuple[int, int]) -> int:
        if scale == "meerwaarde":
            return NOT_STATED
        return _EXCEPTIONS.get((group, sector, scale, pair), SIGNIFICANT)

    return np.array(
        [[[stated(scale, sector, pair) for pair in COMPARISONS] for sector in sectors] for scale in SCALES],
        dtype=np.int64,
    )


def _cross_table(frame: pd.DataFrame, sectors: Sequence[str], by: str, categories: Sequence[str]) -> Integers:
    table = frame[frame["by"] == by].set_index(["sector", "category", "level"])["n"]
    return np.array([[[table[s, c, level] for level in LEVELS] for c in categories] for s in sectors], dtype=np.int64)
