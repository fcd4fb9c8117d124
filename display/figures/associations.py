"""Pictures of what goes together: stacked bars of a cross-table, a heat map, and factors beside each other."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.statistics import Correlations, CrossTable, Regression
from display.association_tables import cells_table, coefficients_table, correlations_table
from display.association_words import CrossWords
from display.charts import (
    Chart,
    Segment,
    add_annotations,
    label_value,
    new_figure,
    rows_of,
    set_rows,
    stacked_shares,
    written_out,
)
from display.labels import inside
from display.sentences import associations as sentences
from display.sentences.groups import SIGNIFICANCE
from display.texts import Texts
from display.theme import BLUE, GRID, INK, MUTED, PATTERNS, SERIES, Style, answer_colours, group_marks, text_on

_POSITIVE, _NEUTRAL, _NEGATIVE = "#2166AC", "#FFFFFF", "#B35806"


def cross_bars(t: Texts, style: Style, found: CrossTable, words: CrossWords, source: str) -> Chart:
    """One bar a row, divided by the columns: shares of the row, with its n."""
    names = [words.row_labels[row] for row in found.observed.index]
    notes = [f"(n = {t.integer(n)})" for n in found.observed.sum(axis=1)]
    columns = list(found.observed.columns)
    segments = []
    for column, (colour, pattern) in zip(columns, _segments(found, words), strict=True):
        shares = [float(share) for share in found.row_shares[column]]
        counts = zip(shares, found.observed[column], strict=True)
        hover = [f"{t.percent(share)} ({t.integer(n)})" for share, n in counts]
        segments.append(Segment(words.column_labels[column], colour, shares, hover, pattern))
    height = 64 if style.projector else 52
    figure = stacked_shares(t, style, names, segments, notes=notes, row_height=height)
    return Chart(
        title=sentences.cross_conclusion(t, found, words),
        subtitle=t("{columns}, per {rows}, in procenten van de rij", columns=words.columns, rows=inside(words.rows)),
        figure=figure,
        source=t(
            "n = {n} met beide antwoorden, {excluded} zonder. {source}",
            n=t.integer(found.n),
            excluded=t.integer(found.excluded),
            source=source,
        )
        if found.excluded
        else f"n = {t.integer(found.n)}. {source}",
        alt=t(
            "Gestapelde staven: {rows}.",
            rows="; ".join(
                f"{name}: "
                + ", ".join(
                    f"{words.column_labels[column]} {t.percent(found.row_shares.loc[row, column])}"
                    for column in columns
                )
                for name, row in zip(names, found.observed.index, strict=True)
            ),
        ),
        table=cells_table(t, found, words, "rows"),
    )


def _segments(found: CrossTable, words: CrossWords) -> list[tuple[str, str]]:
    """Colour and pattern of each column: a model's own, a ramp for ordered answers, otherwise one in turn."""
    keys = [words.column_keys[column] for column in found.observed.columns]
    if {"ketens", "netwerk"} <= {key.strip().lower() for key in keys}:
        marks = group_marks(keys)
        return [(marks[key].colour, PATTERNS[place % len(PATTERNS)]) for place, key in enumerate(keys)]
    if found.ordered[1] and len(keys) > 2:
        return [(colour, "") for colour in answer_colours(len(keys))]
    return [(SERIES[place % 4], PATTERNS[place // 4 % len(PATTERNS)]) for place in range(len(keys))]


def heat_map(t: Texts, style: Style, found: Correlations, source: str) -> Chart:
    """The lower half of a correlation matrix: r in each cell with its n; bold where it differs from 0 (Holm)."""
    names = [str(name) for name in found.r.columns]
    numbered = [f"{place}. {name}" for place, name in enumerate(names, start=1)]
    rows = rows_of(style, numbered[1:], row_height=60 if style.projector else 52)
    figure = new_figure(style, t.language, height=rows.height + 80)
    correlation, count, p = (frame.to_numpy(dtype=float) for frame in (found.r, found.n, found.p_holm))
    shown: list[list[float | None]] = []
    for i in range(1, len(names)):
        values = correlation[i, :i].tolist()
        shown.append([value if value == value else None for value in values] + [None] * (len(names) - 1 - i))
    figure.add_trace(
        go.Heatmap(
            z=shown,
            x=list(range(len(names) - 1)),
            y=list(range(len(names) - 1)),
            zmin=-1,
            zmax=1,
            colorscale=[[0, _NEGATIVE], [0.5, _NEUTRAL], [1, _POSITIVE]],
            showscale=False,
            xgap=3,
            ygap=3,
            hovertext=[
                [_pair_text(t, found, i, j) if j < i else "" for j in range(len(names) - 1)]
                for i in range(1, len(names))
            ],
            hovertemplate="%{hovertext}<extra></extra>",
            hoverongaps=False,
        )
    )
    size = min(rows.font_size, style.font_size)
    written: list[dict[str, object]] = []
    for i in range(1, len(names)):
        for j in range(i):
            r, n = float(correlation[i, j]), int(count[i, j])
            proven = p[i, j] < SIGNIFICANCE
            value = t.number(r)
            colour = text_on(_blended(r)) if r == r else MUTED
            place = {"x": j, "y": i - 1, "showarrow": False}
            written.append(
                {
                    **place,
                    "text": f"<b>{value}</b>" if proven else value,
                    "font": {"size": size, "color": colour},
                    "yshift": size * 0.5 if n and not rows.crowded else 0,
                }
            )
            if n and not rows.crowded:
                small = {"size": max(11, round(size * 0.7)), "color": colour}
                written.append({**place, "text": f"n = {t.integer(n)}", "font": small, "yshift": -size * 0.6})
    add_annotations(figure, written)
    set_rows(figure, rows)
    figure.update_xaxes(
        tickvals=list(range(len(names) - 1)),
        ticktext=[f"{place}" for place in range(1, len(names))],
        side="bottom",
        ticks="",
        showgrid=False,
    )
    first = f" 1 = {names[0]}."
    counts = [int(pair) for pair in found.pairs["n"] if pair]
    return Chart(
        title=sentences.correlations_conclusion(t, found),
        subtitle=t(
            "{method} per paar; vet: aantoonbaar anders dan 0 (p < {level} na Holms correctie).{first}",
            method=sentences.method_label(t, found),
            level=t.number(SIGNIFICANCE),
            first=first,
        ),
        figure=figure,
        source=t("n per paar: {n}. {source}", n=t.integer(min(counts)), source=source)
        if min(counts) == max(counts)
        else t(
            "n per paar van {low} tot {high}. {source}",
            low=t.integer(min(counts)),
            high=t.integer(max(counts)),
            source=source,
        ),
        alt=t(
            "Samenhang per paar: {pairs}.",
            pairs="; ".join(
                f"{row['first']} – {row['second']} {t.number(row['r'])}" for row in found.pairs.to_dict("records")
            ),
        ),
        table=correlations_table(t, found),
    )


def _pair_text(t: Texts, found: Correlations, i: int, j: int) -> str:
    names = [str(name) for name in found.r.columns]
    pair = f"{written_out(names[j])}<br>{written_out(names[i])}"
    low, high, r, n = (float(frame.to_numpy()[i, j]) for frame in (found.ci_low, found.ci_high, found.r, found.n))
    interval = f" {t.interval(low, high)}" if low == low else ""
    return f"{pair}<br>{sentences.sign(found)} = {t.number(r)}{interval}, n = {t.integer(n)}"


def _blended(r: float) -> str:
    """The colour that the scale gives to r."""
    end = _POSITIVE if r >= 0 else _NEGATIVE
    parts = [round(255 + (int(end[i : i + 2], 16) - 255) * min(1.0, abs(r))) for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def factor_coefficients(t: Texts, style: Style, found: Regression, outcome: str, source: str) -> Chart:
    """Standardised coefficient of each factor with its interval, and its correlation with the outcome by itself."""
    table = found.coefficients
    names = [str(name) for name in table.index]
    rows = rows_of(style, names, row_height=80 if style.projector else 62)
    figure = new_figure(style, t.language, height=rows.height + 70)
    figure.add_vline(x=0, line={"color": MUTED, "width": 2})
    for position, (name, row) in enumerate(zip(names, table.to_dict("records"), strict=True)):
        proven = row["p"] < SIGNIFICANCE
        figure.add_trace(
            go.Scatter(
                x=[row["r"]],
                y=[position],
                mode="markers",
                marker={
                    "symbol": "diamond-open",
                    "size": style.marker_size,
                    "color": MUTED,
                    "line": {"width": max(2, style.line_width - 2), "color": MUTED},
                },
                hovertext=f"{written_out(name)}<br>r = {t.number(row['r'])}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        figure.add_trace(
            go.Scatter(
                x=[row["beta"]],
                y=[position],
                mode="markers",
                marker={
                    "color": BLUE if proven else "white",
                    "size": style.marker_size,
                    "symbol": "circle",
                    "line": {"width": style.line_width, "color": BLUE},
                },
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [row["beta_high"] - row["beta"]],
                    "arrayminus": [row["beta"] - row["beta_low"]],
                    "color": BLUE,
                    "thickness": style.line_width,
                    "width": style.marker_size / 2,
                },
                hovertext=f"{written_out(name)}<br>β = {t.number(row['beta'])} "
                f"{t.interval(row['beta_low'], row['beta_high'])}, {t.p_value(row['p'])}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        label_value(figure, style, rows, position, t.number(row["beta"]), at=row["beta"], end=row["beta_high"])
    set_rows(figure, rows)
    reach = _reach([*table["beta_low"], *table["beta_high"], *table["r"]])
    figure.update_layout(margin={"t": style.font_size, "r": style.font_size * (3 if rows.crowded else 1)})
    figure.update_xaxes(range=reach, gridcolor=GRID, tickfont={"color": INK})
    return Chart(
        title=sentences.regression_conclusion(t, found, outcome),
        subtitle=t(
            "● β: gestandaardiseerd, de andere factoren gelijk, met {level}-betrouwbaarheidsinterval (○ niet "
            "aantoonbaar); ◇ r: zonder die andere",
            level=t.percent(found.confidence),
        ),
        figure=figure,
        source=t(
            "n = {n} die alles beantwoordden; R² = {r2}. Samenhang is geen bewijs van oorzaak. {source}",
            n=t.integer(found.n),
            r2=t.number(found.r_squared),
            source=source,
        ),
        alt=t(
            "Samenhang met {outcome}: {factors}.",
            outcome=outcome,
            factors=t.listing([f"{name} {t.number(beta)}" for name, beta in zip(names, table["beta"], strict=True)]),
        ),
        table=coefficients_table(t, found),
    )


def _reach(values: Sequence[float]) -> tuple[float, float]:
    """Wide enough that two outcomes are usually drawn on the same axis."""
    return min(-0.1, min(values) - 0.04), max(0.6, max(values) + 0.04)
