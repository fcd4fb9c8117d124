"""The audit over all published tables, and what only holds between tables of this study.

for finding in audit_published():
    print(finding.certainty, finding.where, finding.explanation)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.errors import Message
from analysis.evidence.audit.claims import ANSWERED, EXAMPLES, ORDERS, SHARES, STEERING_ALONE, Share
from analysis.evidence.audit.finding import Certainty, Finding, Range
from analysis.evidence.audit.groups import GroupMeans, audit_group_means, audit_satisfaction_means
from analysis.evidence.audit.means import audit_means
from analysis.evidence.audit.percentages import audit_counts, audit_distributions, audit_item_table
from analysis.evidence.audit.rounding import counts_behind, printed_range
from analysis.evidence.audit.scales import audit_scales
from analysis.evidence.audit.spread import most_squares
from analysis.evidence.published import DECIMALS, LEVELS, SCALES, SECTORS, Published, load_published

MULTIPLE_ANSWERS = ("B.5.1", "B.5.9", "B.6.2", "B.6.3", "B.6.7", "B.6.8", "B.6.19", "B.6.36")
"""Closed questions to which a respondent could give several answers."""

_MARGINS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "swv": MappingProxyType({"model": "B.5.10", "fase": "B.5.2", "level": "B.5.11"}),
        "gemeente": MappingProxyType({"model": "B.6.11", "fase": "B.6.1", "level": "B.6.12"}),
    }
)
"""The tables that hold the totals of the cross-tables; their rows stand in the order of `SECTORS`."""

_OF_LEVEL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ontevreden": ("zeer_ontevreden", "ontevreden"),
        "neutraal": ("neutraal",),
        "tevreden": ("tevreden", "zeer_tevreden"),
    }
)
_SATISFACTION = ("zeer_ontevreden", "ontevreden", "neutraal", "tevreden", "zeer_tevreden")
_FAR_OFF = 10
"""A percentage in the text that differs this much from its table (in points) is called unlikely, not just notable."""
_SCALE_DIFFERENCE = 0.15
"""Printed scale means that differ by more than this differ as much as the difference that the text names (0.2)."""
_ALMOST = 1.05
"""Answers that exceed N by less than this share look like one answer each, and a mistake."""


def audit_published(published: Published | None = None) -> list[Finding]:
    """Every finding over the tables of the study (or over other tables read with `read_published`)."""
    study = published or load_published()
    size = _model_by_size(study)
    return [
        *audit_counts(study.response),
        *_labels(study, size),
        *audit_item_table(study.items),
        *audit_scales(study.scales, study.items),
        *audit_means(study.grades, DECIMALS["grades"], 1, 10),
        *audit_means(_teams(study), 2, 1, 5),
        *_team_spread(study),
        *audit_means(study.group_means, DECIMALS["group_means"], 1, 5),
        *audit_group_means(study.group_means, study.satisfaction_counts, study.scales),
        *audit_counts(study.satisfaction_counts),
        *_margins(study),
        *audit_means(study.satisfaction_means, DECIMALS["satisfaction_means"], 1, 5),
        *audit_satisfaction_means(study.satisfaction_means, study.scales),
        *_level_sizes(study),
        *audit_counts(size),
        *_size_totals(study, size),
        *audit_distributions(study.distributions, MULTIPLE_ANSWERS),
        *_equal_tables(study),
        *_open_answers(study),
        *_text(study),
    ]


def _model_by_size(study: Published) -> pd.DataFrame:
    """B4.32 with a row per cell: figure, group, sector, row, column, n, pct."""
    cells = study.misc.query("figure == 'B4.32'")
    keys = ["figure", "group", "sector", "row", "column"]
    wide = cells.pivot_table(index=keys, columns="statistic", values="value", sort=False).reset_index()
    return pd.DataFrame(wide)


def _teams(study: Published) -> pd.DataFrame:
    """B4.1 with a row per group of municipalities: figure, group, sector, row, mean, sd, n."""
    cells = study.misc.query("figure == 'B4.1' and statistic != 'stars'")
    keys = ["figure", "group", "sector", "row"]
    wide = cells.pivot_table(index=keys, columns="statistic", values="value", sort=False).reset_index()
    return pd.DataFrame(wide)


def _labels(study: Published, size: pd.DataFrame) -> Iterator[Finding]:
    """Size classes of the municipalities: the same in B.1.6 and B4.32, each beginning where the one before it ends."""
    rows = study.response.query("variable == 'inwoners'")
    for (_, row), other in zip(rows.iterrows(), size["row"].drop_duplicates(), strict=False):
        if row["category"] != other:
            yield Finding(
                f"{row['figure']}, {row['respondent_group']}, {row['category']}",
                str(row["category"]),
                str(other),
                "category_label",
                "notable",
                Message("Deze klasse sluit niet aan op de klasse ervoor; B4.32 noemt haar {other}.", {"other": other}),
            )


def _team_spread(study: Published) -> Iterator[Finding]:
    """Spread of satisfaction in B4.1 against the answers 1–5 of the same municipalities."""
    for sector, cells in _teams(study).groupby("sector", sort=False):
        sizes = tuple(int(n) for n in cells["n"])
        means = [tuple(map(float, printed_range(mean, 2))) for mean in cells["mean"]]
        groups = GroupMeans(sizes, tuple(low for low, _ in means), tuple(high for _, high in means))
        sds = [float(printed_range(sd, 2)[0]) for sd in cells["sd"]]
        within = math.fsum((n - 1) * sd**2 for n, sd in zip(sizes, sds, strict=True))
        pool = np.array([counts[-1] for counts in _behind(study, "gemeente", str(sector), "level", _SATISFACTION)])
        least, most = within + groups.between().low, most_squares(pool, groups.n)
        if least > most:
            yield Finding(
                f"B4.1, gemeente, {sector}",
                math.sqrt(least / (groups.n - 1)),
                Range(0.0, math.sqrt(most / (groups.n - 1))),
                "group_sd",
                "impossible",
                Message(
                    "De groepen samen spreiden meer dan de antwoorden van 1 tot en met 5 in {table} toelaten. De cijfers "
                    "passen als de antwoorden in drie niveaus zijn samengenomen, met de codes 1, 3 en 5.",
                    {"table": _MARGINS["gemeente"]["level"]},
                ),
            )


def _behind(study: Published, group: str, sector: str, kind: str, columns: tuple[str, ...]) -> list[range]:
    """Counts that can stand behind the percentages of one sector in a table of totals, in the order of `columns`."""
    table = study.distributions[study.distributions["table"] == _MARGINS[group][kind]]
    name = list(dict.fromkeys(table["row_nl"]))[SECTORS[group].index(sector)]
    cells = table[table["row_nl"] == name].set_index("column")
    return [counts_behind(cells.loc[column, "pct"], int(cells.loc[column, "n"])) for column in columns]


def _margins(study: Published) -> Iterator[Finding]:
    """Cross-tables of satisfaction against the tables with the totals: a part is never more than the whole."""
    counts = study.satisfaction_counts
    for (figure, group, sector, by), cells in counts.groupby(["figure", "group", "sector", "by"], sort=False):
        for kind, names in ((str(by), list(dict.fromkeys(cells["category"]))), ("level", list(LEVELS))):
            column = "level" if kind == "level" else "category"
            totals = cells.groupby(column)["n"].sum()
            for name in names:
                columns = _OF_LEVEL[name] if kind == "level" else (name,)
                most = sum(behind[-1] for behind in _behind(study, str(group), str(sector), kind, columns))
                if totals[name] > most:
                    yield Finding(
                        f"{figure}, {group}, {sector}, {name}",
                        float(totals[name]),
                        Range(0.0, float(most)),
                        "margin",
                        "impossible",
                        Message(
                            "Tabel {table} laat voor {name} hoogstens {most} respondenten toe.",
                            {"table": _MARGINS[str(group)][kind], "name": name, "most": most},
                        ),
                    )


def _level_sizes(study: Published) -> Iterator[Finding]:
    """N's in the headings of B4.22–B4.31 against B4.12–B4.21 and against the numbers who were asked the statements."""
    counts = study.satisfaction_counts.query("by == 'model'").groupby(["group", "sector", "level"])["n"].sum()
    asked = study.items.groupby(["group", "scale"])["n"].max()
    for (figure, group, sector), cells in study.satisfaction_means.groupby(["figure", "group", "sector"], sort=False):
        first = cells.drop_duplicates("level").set_index("level")["n"]
        printed = tuple(float(first[level]) for level in LEVELS)
        expected = tuple(float(counts[group, sector, level]) for level in LEVELS)
        if printed != expected:
            yield Finding(
                f"{figure}, {group}, {sector}",
                printed,
                expected,
                "n_differs",
                "notable",
                Message(
                    "De kruistabel van dezelfde respondenten naar model heeft andere aantallen per niveau van tevredenheid."
                ),
            )
        sizes = {int(asked[group, factor]) for factor in cells["factor"]}
        if len(sizes) > 1:
            yield Finding(
                f"{figure}, {group}, {sector}, n",
                math.fsum(printed),
                Range(float(min(sizes)), float(max(sizes))),
                "n_differs",
                "notable",
                Message(
                    "Eén N staat boven schalen waarvan de stellingen aan {low} tot {high} respondenten zijn voorgelegd.",
                    {"low": min(sizes), "high": max(sizes)},
                ),
            )


def _size_totals(study: Published, size: pd.DataFrame) -> Iterator[Finding]:
    """Rows of B4.32 against the response by size of the municipality."""
    response = study.response.query("variable == 'inwoners'")["response_n"]
    totals = size.groupby("row", sort=False)["n"].sum()
    for (row, total), n in zip(totals.items(), response, strict=False):
        if total != n:
            certainty: Certainty = "impossible" if total > n else "notable"
            yield Finding(
                f"B4.32, gemeente, po, {row}",
                float(total),
                float(n),
                "n_differs",
                certainty,
                Message(
                    "De respons (B.1.6) heeft {n} gemeenten van deze grootte. Het verschil past bij gemeenten die geen "
                    "model noemden.",
                    {"n": int(n)},
                ),
            )


def _equal_tables(study: Published) -> Iterator[Finding]:
    """Two closed questions with the same N and the same percentages for the same answers."""
    single = study.distributions.query("column == 'percentage'")
    tables = {
        str(table): (int(cells["n"].iloc[0]), *zip(cells["row_nl"], cells["pct"], strict=True))
        for table, cells in single.groupby("table", sort=False)
    }
    for (first, one), (second, two) in combinations(tables.items(), 2):
        if one == two:
            yield Finding(
                second,
                tuple(float(pct) for _, pct in two[1:]),
                first,
                "duplicate_row",
                "notable",
                Message(
                    "N ({n}) en percentages zijn gelijk aan die van {other}, een vraag aan andere respondenten.",
                    {"n": two[0], "other": first},
                ),
            )


def _open_answers(study: Published) -> Iterator[Finding]:
    """Numbers of answers against the respondents: fewer cannot be, hardly more is a mistake."""
    numbers = study.open_answers.set_index("table")[["n_po", "n_vo", "n_total"]].sum(axis=1)
    for row in study.open_questions.itertuples():
        given = float(numbers[numbers.index == row.table].sum())
        if given < row.n or row.n < given <= _ALMOST * row.n:
            yield Finding(
                str(row.table),
                given,
                float(row.n),
                "answers_total",
                "notable",
                Message(
                    "De antwoorden tellen op tot {given}, bij N = {n}. In verwante tabellen is elke respondent één keer "
                    "geteld en klopt het totaal.",
                    {"given": given, "n": row.n},
                ),
            )


def _text(study: Published) -> Iterator[Finding]:
    for claim in SHARES:
        yield from _share(study, claim)
    asked = study.open_questions.set_index("table")["n"]
    for answered in ANSWERED:
        share = 100 * int(asked[answered.table]) / answered.respondents
        if abs(share - answered.printed) > 0.5:
            yield _against_text(f"{answered.table}, tekst bijlage {answered.appendix}", answered.printed, share, share)
    yield from _orders(study)
    place, total, parts = EXAMPLES
    if sum(parts) != total:
        yield Finding(
            f"tekst {place}",
            float(total),
            float(sum(parts)),
            "text_against_table",
            "notable",
            Message("De tekst noemt {first} en {second}; samen is dat een ander aantal.", _two(parts)),
        )
    yield from _steering(study)


def _two(parts: tuple[int, int]) -> dict[str, object]:
    return {"first": parts[0], "second": parts[1]}


def _share(study: Published, claim: Share) -> Iterator[Finding]:
    """The share lies between the fewest of the part with the most of the rest, and the reverse."""
    cells = study.distributions[study.distributions["table"] == claim.table]
    names = cells["row_nl"] if claim.row is None else cells["column"]
    cells = cells.assign(name=names)[names.notna() if claim.row is None else cells["row_nl"] == claim.row]
    part, rest = [0, 0], [0, 0]
    for cell in cells.itertuples():
        behind = counts_behind(float(cell.pct), int(cell.n))
        if cell.name in claim.without or not behind:
            continue
        side = part if cell.name in claim.part else rest
        side[0] += behind[0]
        side[1] += behind[-1]
    low, high = 100 * part[0] / (part[0] + rest[1]), 100 * part[1] / (part[1] + rest[0])
    if not low - claim.within <= claim.printed <= high + claim.within:
        row = () if claim.row is None else (claim.row,)
        place = ", ".join([claim.table, *row, f"tekst bijlage {claim.appendix}"])
        yield _against_text(place, claim.printed, low, high)


def _against_text(place: str, printed: float, low: float, high: float) -> Finding:
    off = max(low - printed, printed - high)
    return Finding(
        place,
        printed,
        Range(low, high),
        "text_against_table",
        "unlikely" if off > _FAR_OFF else "notable",
        Message(
            "De tekst noemt {printed}%, de tabel geeft {low} tot {high}%.",
            {"printed": printed, "low": low, "high": high},
        ),
    )


def _orders(study: Published) -> Iterator[Finding]:
    for claim in ORDERS:
        table = study.distributions[study.distributions["table"] == claim.table]
        for name, cells in table.groupby("row_nl", sort=False):
            values = tuple(float(cells.set_index("column").loc[column, "pct"]) for column in claim.columns)
            if list(values) != sorted(values, reverse=True):
                yield Finding(
                    f"{claim.table}, {name}, tekst bijlage {claim.appendix}",
                    values,
                    " ≥ ".join(claim.columns),
                    "text_against_table",
                    "notable",
                    Message("Volgens de tekst lopen de percentages in elke rij af; in deze rij niet."),
                )


def _steering(study: Published) -> Iterator[Finding]:
    """The text sees a difference between the groups on one scale; the table has others as large."""
    place, named = STEERING_ALONE
    means = study.scales.pivot_table(index="scale", columns="group", values="mean", sort=False)
    differences = (means["gemeente"] - means["swv"]).abs()
    factors = [scale for scale in SCALES[:4] if scale != named and differences[scale] > _SCALE_DIFFERENCE]
    for scale in factors:
        yield Finding(
            f"{scale}, tekst {place}",
            float(differences[scale]),
            Range(0.0, 0.1),
            "text_against_table",
            "notable",
            Message(
                "De tekst noemt alleen bij {named} een verschil tussen samenwerkingsverbanden en gemeenten; de gemiddelden "
                "van {scale} verschillen evenveel.",
                {"named": named, "scale": scale},
            ),
        )
