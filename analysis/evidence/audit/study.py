"""The audit over all published tables, and what only holds between tables of this study.

for finding in audit_published():
    print(finding.certainty, finding.where, finding.explanation)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from analysis.errors import Message
from analysis.evidence.audit.finding import Finding, Range
from analysis.evidence.audit.groups import GroupMeans, audit_group_means, audit_satisfaction_means
from analysis.evidence.audit.inputs import Row, checked, grouped, known, where
from analysis.evidence.audit.means import audit_means
from analysis.evidence.audit.percentages import audit_counts, audit_distributions, audit_item_table
from analysis.evidence.audit.rounding import counts_behind, printed_range
from analysis.evidence.audit.scales import audit_scales
from analysis.evidence.audit.spread import most_squares
from analysis.evidence.audit.text import audit_text
from analysis.evidence.published import DECIMALS, LEVELS, SECTORS, Published, load_published

MULTIPLE_ANSWERS = ("B.5.1", "B.5.9", "B.6.2", "B.6.3", "B.6.7", "B.6.8", "B.6.19", "B.6.36")
"""Closed questions to which a respondent could give several answers."""

_TOTALS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("swv", "model"): "B.5.10",
        ("swv", "fase"): "B.5.2",
        ("swv", "level"): "B.5.11",
        ("gemeente", "model"): "B.6.11",
        ("gemeente", "fase"): "B.6.1",
        ("gemeente", "level"): "B.6.12",
    }
)
"""The tables that hold the totals of the cross-tables; their rows stand in the order of `SECTORS`."""

_SATISFACTION = ("zeer_ontevreden", "ontevreden", "neutraal", "tevreden", "zeer_tevreden")
_OF_LEVEL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"ontevreden": _SATISFACTION[:2], "neutraal": _SATISFACTION[2:3], "tevreden": _SATISFACTION[3:]}
)
_B4_1_DECIMALS = 2
_ALMOST = 1.05
"""Answers that exceed N by less than this share look like one answer each, and a mistake."""


def audit_published(published: Published | None = None) -> list[Finding]:
    """Every finding over the tables of the study (or over other tables read with `read_published`)."""
    study = published or load_published()
    size, teams = _wide(study, "B4.32"), _wide(study, "B4.1")
    return [
        *audit_counts(study.response),
        *_classes(study, size),
        *(replace(finding, where=f"bijlage 3, {finding.where}") for finding in audit_scales(study.scales, study.items)),
        *audit_means(teams, _B4_1_DECIMALS, 1, 5),
        *_team_spread(study, teams),
        *audit_means(study.group_means, DECIMALS["group_means"], 1, 5),
        *audit_group_means(study.group_means, study.satisfaction_counts, study.scales),
        *audit_counts(study.satisfaction_counts),
        *_margins(study),
        *audit_means(study.satisfaction_means, DECIMALS["satisfaction_means"], 1, 5),
        *audit_satisfaction_means(study.satisfaction_means, study.scales),
        *_level_sizes(study),
        *audit_counts(size),
        *_size_totals(study, size),
        *audit_item_table(study.items),
        *audit_means(study.grades, DECIMALS["grades"], 1, 10),
        *audit_distributions(study.distributions, MULTIPLE_ANSWERS),
        *_equal_tables(study),
        *_open_answers(study),
        *audit_text(study),
    ]


def _records(frame: pd.DataFrame) -> list[Row]:
    return list(checked(frame, (), ()))


def _wide(study: Published, figure: str) -> pd.DataFrame:
    """One of the figures of `misc`, its statistics (mean, sd, n, pct) side by side; stars of a heading left out."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    labels = ("figure", "group", "sector", "row", "column")
    for cell in _records(study.misc):
        if cell["figure"] == figure and cell["statistic"] != "stars":
            key = tuple(cell[label] for label in labels)
            rows.setdefault(key, dict(zip(labels, key, strict=True)))[cell["statistic"]] = cell["value"]
    return pd.DataFrame(list(rows.values()))


def _most_behind(cells: Sequence[Row], group: str, sector: str, kind: str, columns: Sequence[str]) -> list[int]:
    """The largest counts behind the percentages of one sector in a table of totals, in the order of `columns`."""
    table = [cell for cell in cells if cell["table"] == _TOTALS[group, kind]]
    name = list(dict.fromkeys(cell["row_nl"] for cell in table))[SECTORS[group].index(sector)]
    own = {cell["column"]: cell for cell in table if cell["row_nl"] == name}
    return [counts_behind(own[column]["pct"], int(own[column]["n"]))[-1] for column in columns]


def _classes(study: Published, size: pd.DataFrame) -> Iterator[Finding]:
    """Size classes of the municipalities: B.1.6 against B4.32, where each begins at the end of the one before."""
    rows = [row for row in _records(study.response) if row["variable"] == "inwoners"]
    for row, other in zip(rows, dict.fromkeys(size["row"]), strict=False):
        if row["category"] != other:
            yield Finding(
                where(row),
                str(row["category"]),
                str(other),
                "category_label",
                "notable",
                Message("Deze klasse sluit niet aan op de klasse ervoor; B4.32 noemt die {other}.", {"other": other}),
            )


def _team_spread(study: Published, teams: pd.DataFrame) -> Iterator[Finding]:
    """Spread of satisfaction in B4.1 against the answers 1–5 of the same municipalities."""
    totals = _records(study.distributions)
    for (sector,), cells in grouped(_records(teams), "sector").items():
        sizes = tuple(int(cell["n"]) for cell in cells)
        means = [tuple(map(float, printed_range(cell["mean"], _B4_1_DECIMALS))) for cell in cells]
        groups = GroupMeans(sizes, tuple(low for low, _ in means), tuple(high for _, high in means))
        sds = [float(printed_range(cell["sd"], _B4_1_DECIMALS)[0]) for cell in cells]
        within = math.fsum((n - 1) * sd**2 for n, sd in zip(sizes, sds, strict=True))
        pool = _most_behind(totals, "gemeente", str(sector), "level", _SATISFACTION)
        most = most_squares(np.array(pool), groups.n)
        if within + groups.between().low > most:
            yield Finding(
                where(cells[0], labels=("figure", "group", "sector")),
                tuple(cell["sd"] for cell in cells),
                Range(0.0, math.sqrt(most / (groups.n - 1))),
                "group_sd",
                "impossible",
                Message(
                    "De groepen samen spreiden meer dan de antwoorden van 1 tot en met 5 in {table} toelaten. "
                    "De cijfers passen als de antwoorden in drie niveaus zijn samengenomen, met de codes 1, 3 en 5.",
                    {"table": _TOTALS["gemeente", "level"]},
                ),
            )


def _margins(study: Published) -> Iterator[Finding]:
    """Cross-tables of satisfaction against the tables with the totals: a part is never more than the whole."""
    totals = _records(study.distributions)
    tables = grouped(_records(study.satisfaction_counts), "figure", "group", "sector", "by")
    for (figure, group, sector, by), cells in tables.items():
        for kind, label in ((str(by), "category"), ("level", "level")):
            for (name,), part in grouped(cells, label).items():
                columns = _OF_LEVEL[str(name)] if kind == "level" else (str(name),)
                most = sum(_most_behind(totals, str(group), str(sector), kind, columns))
                total = sum(cell["n"] for cell in part)
                if total > most:
                    yield Finding(
                        f"{figure}, {group}, {sector}, {name}",
                        float(total),
                        Range(0.0, float(most)),
                        "margin",
                        "impossible",
                        Message(
                            "Tabel {table} laat voor {name} hoogstens {most} respondenten toe.",
                            {"table": _TOTALS[str(group), kind], "name": name, "most": most},
                        ),
                    )


def _level_sizes(study: Published) -> Iterator[Finding]:
    """N's in the headings of B4.22–B4.31 against B4.12–B4.21 and against the numbers who were asked the statements."""
    crossed = grouped(
        [row for row in _records(study.satisfaction_counts) if row["by"] == "model"], "group", "sector", "level"
    )
    asked = {
        key: max(int(row["n"]) for row in rows)
        for key, rows in grouped(_records(study.items), "group", "scale").items()
    }
    for (figure, group, sector), cells in grouped(
        _records(study.satisfaction_means), "figure", "group", "sector"
    ).items():
        place = f"{figure}, {group}, {sector}"
        heading = {cell["level"]: float(cell["n"]) for cell in cells}
        printed = tuple(heading[level] for level in LEVELS)
        expected = tuple(math.fsum(cell["n"] for cell in crossed[group, sector, level]) for level in LEVELS)
        if printed != expected:
            yield Finding(
                place,
                printed,
                expected,
                "n_differs",
                "notable",
                Message(
                    "De kruistabel van tevredenheid naar model heeft bij dezelfde respondenten andere aantallen per "
                    "niveau."
                ),
            )
        sizes = {asked[group, cell["factor"]] for cell in cells}
        if len(sizes) > 1:
            yield Finding(
                place,
                math.fsum(printed),
                Range(float(min(sizes)), float(max(sizes))),
                "n_differs",
                "notable",
                Message(
                    "Eén N staat boven schalen waarvan de stellingen aan {low} tot {high} respondenten zijn "
                    "voorgelegd.",
                    {"low": min(sizes), "high": max(sizes)},
                ),
            )


def _size_totals(study: Published, size: pd.DataFrame) -> Iterator[Finding]:
    """Rows of B4.32 against the response by size of the municipality."""
    response = [int(row["response_n"]) for row in _records(study.response) if row["variable"] == "inwoners"]
    rows = grouped(_records(size), "row").values()
    for cells, n in zip(rows, response, strict=False):
        total = math.fsum(cell["n"] for cell in cells)
        if total != n:
            yield Finding(
                where(cells[0], labels=("figure", "group", "sector", "row")),
                total,
                float(n),
                "n_differs",
                "impossible" if total > n else "notable",
                Message(
                    "De respons (B.1.6) heeft {n} gemeenten van deze grootte. Ontbreken er hier, dan past dat bij "
                    "gemeenten die geen model noemden.",
                    {"n": n},
                ),
            )


def _equal_tables(study: Published) -> Iterator[Finding]:
    """Two closed questions with the same N and the same percentages for the same answers."""
    single = [row for row in _records(study.distributions) if row["column"] == "percentage"]
    tables = grouped(single, "table")
    content = {name: [(row["n"], row["row_nl"], row["pct"]) for row in rows] for (name,), rows in tables.items()}
    for first, second in combinations(content, 2):
        if content[first] == content[second]:
            yield Finding(
                str(second),
                tuple(float(pct) for _, _, pct in content[second]),
                str(first),
                "duplicate_row",
                "notable",
                Message(
                    "N ({n}) en percentages zijn gelijk aan die van {other}, een vraag aan andere respondenten.",
                    {"n": content[second][0][0], "other": first},
                ),
            )


def _open_answers(study: Published) -> Iterator[Finding]:
    """Numbers of answers against the respondents: fewer cannot be, hardly more is a mistake."""
    answers = grouped(_records(study.open_answers), "table")
    for question in _records(study.open_questions):
        cells = answers.get((question["table"],), [])
        given = math.fsum(cell[name] for cell in cells for name in ("n_po", "n_vo", "n_total") if known(cell, name))
        if cells and (given < question["n"] or question["n"] < given <= _ALMOST * question["n"]):
            yield Finding(
                where(question, labels=("table", "group")),
                given,
                float(question["n"]),
                "answers_total",
                "notable",
                Message(
                    "De antwoorden tellen op tot {given}, bij N = {n}. In verwante tabellen telt elke respondent één "
                    "keer mee en klopt het totaal.",
                    {"given": given, "n": int(question["n"])},
                ),
            )
