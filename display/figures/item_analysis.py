"""How far each item goes along with its scale, and the reliability of a scale in each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from analysis.statistics import LOWEST_REST, GroupReliability, Reliability
from display.charts import Chart, Rows, label_value, new_figure, rows_of, set_rows, written_out
from display.scale_tables import groups_reliability_table, rest_table
from display.sentences import scales as sentences
from display.sentences.reliability import (
    STUDY_MINIMUM,
    alpha_in_text,
    alpha_name,
    counted,
    minimum_explained,
    ordinal_explained,
)
from display.texts import Texts
from display.theme import BLUE, MUTED, VERMILION, Style


def item_rest(t: Texts, style: Style, result: Reliability, labels: Mapping[str, str], source: str) -> Chart:
    """The correlation of each item with the rest of its scale, with its interval; alpha without it beside it."""
    frame = result.items
    names = [labels[str(name)] for name in frame.index]
    rows = rows_of(style, names, row_height=50)
    figure = new_figure(style, t.language, height=rows.height + 90)
    _line(figure, style, LOWEST_REST, t("gebruikelijk minimum: {minimum}", minimum=t.number(LOWEST_REST, 1)))
    lowest = 0.0
    name = alpha_in_text(t, result.basis)
    for position, (_, row) in enumerate(frame.iterrows()):
        r, low, high = float(row["rest_correlation"]), float(row["rest_low"]), float(row["rest_high"])
        if np.isnan(r):
            continue
        low, high = (r, r) if np.isnan(low) else (low, high)
        lowest = min(lowest, low)
        without = t("{name} zonder: {alpha}", name=name, alpha=t.number(float(row["alpha_if_dropped"]), 3))
        figure.add_trace(
            _point(style, position, r, low, high, good=r >= LOWEST_REST, words=f"{written_out(names[position])}<br>r = "
                   f"{t.number(r)} {t.interval(low, high)}<br>{without}")
        )  # fmt: skip
        label_value(figure, style, rows, position, t.number(r), at=r, end=high)
    _finish(figure, style, rows, lowest)
    return Chart(
        title=sentences.items_conclusion(t, result, labels),
        subtitle=t(
            "Polychorische correlatie van elk item met de som van de andere, met {level}-interval",
            level=t.percent(result.confidence),
        )
        if result.basis == "polychoric"
        else t(
            "Correlatie van elk item met de som van de andere, met {level}-interval", level=t.percent(result.confidence)
        ),
        figure=figure,
        source=f"{counted(t, result)}. {source}",
        alt=t(
            "Item–rest-correlatie per item: {values}.",
            values=t.listing(
                [f"{name} {t.number(v)}" for name, v in zip(names, frame["rest_correlation"], strict=True)]
            ),
        ),
        table=rest_table(t, result, labels),
    )


def group_alphas(
    t: Texts,
    style: Style,
    scale: str,
    found: Sequence[GroupReliability],
    labels: Mapping[object, str],
    source: str,
) -> Chart:
    """Alpha of one scale in each group, with its interval."""
    shown = [(labels[one.group], one.result) for one in found if one.result is not None]
    notes = [f"(n = {t.integer(result.n)})" for _, result in shown]
    first = shown[0][1]
    rows = rows_of(style, [name for name, _ in shown], notes, row_height=54)
    figure = new_figure(style, t.language, height=rows.height + 90)
    _line(figure, style, STUDY_MINIMUM, t("minimum van de landelijke studie: {minimum}", minimum=t.number(0.7, 1)))
    lowest = 0.0
    for position, (name, result) in enumerate(shown):
        low, high = result.interval.low, result.interval.high
        lowest = min(lowest, low)
        words = f"{written_out(name)} {notes[position]}<br>{t.number(result.alpha)} {t.interval(low, high)}"
        good = result.alpha >= STUDY_MINIMUM
        figure.add_trace(_point(style, position, result.alpha, low, high, good=good, words=words))
        label_value(figure, style, rows, position, t.number(result.alpha), at=result.alpha, end=high)
    _finish(figure, style, rows, lowest)
    return Chart(
        title=sentences.groups_conclusion(t, scale, shown),
        subtitle=t(
            "{name} van {scale} per groep, met {level}-interval (Feldt)",
            name=alpha_name(t, first.basis),
            scale=scale,
            level=t.percent(first.confidence),
        ),
        figure=figure,
        source=" ".join(
            part
            for part in (_who_counts(t, first), ordinal_explained(t, first.basis), source, minimum_explained(t))
            if part
        ),
        alt=t(
            "{name} per groep: {values}.",
            name=alpha_name(t, first.basis),
            values=t.listing([f"{name} {t.number(r.alpha)}" for name, r in shown]),
        ),
        table=groups_reliability_table(t, found, labels),
    )


def _who_counts(t: Texts, result: Reliability) -> str:
    """What n counts in each group: of one of them all that it needs is the missing rule."""
    if result.missing == "pairwise":
        return t("n per groep: wie minstens één item beantwoordde; elk paar items telt wie beide beantwoordde.")
    return t("n per groep: wie alle items beantwoordde.")


def _line(figure: go.Figure, style: Style, at: float, text: str) -> None:
    figure.add_vline(x=at, line={"color": MUTED, "dash": "dash", "width": 2})
    figure.add_annotation(
        x=at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if at > 0.5 else "left",
        showarrow=False,
        text=text,
        font={"color": MUTED, "size": style.font_size},
    )


def _point(style: Style, row: int, value: float, low: float, high: float, *, good: bool, words: str) -> go.Scatter:
    colour = BLUE if good else VERMILION
    return go.Scatter(
        x=[value],
        y=[row],
        mode="markers",
        marker={"color": colour, "size": style.marker_size, "symbol": "circle" if good else "square"},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [high - value],
            "arrayminus": [value - low],
            "color": colour,
            "thickness": style.line_width,
            "width": style.marker_size / 2,
        },
        hovertext=words,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _finish(figure: go.Figure, style: Style, rows: Rows, lowest: float) -> None:
    set_rows(figure, rows)
    figure.update_layout(margin={"t": style.font_size * 2, "r": style.font_size * (3 if rows.crowded else 1)})
    figure.update_xaxes(range=[max(lowest, -1) - 0.02, 1.02], dtick=0.2)
