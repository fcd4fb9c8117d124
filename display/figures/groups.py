"""Means of groups with their intervals."""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.evidence.national import PublishedMeans
from analysis.statistics import GroupComparison
from display.charts import Chart, new_figure, published_key, published_mark
from display.labels import GroupWords
from display.sentences.groups import conclusion
from display.tables import groups_table
from display.texts import Texts
from display.theme import Style, group_marks


def group_means(
    t: Texts,
    style: Style,
    comparison: GroupComparison,
    words: GroupWords,
    source: str,
    published: PublishedMeans | None = None,
) -> Chart:
    """Mean and interval of each group, in the groups' own order, on the outcome's own range."""
    labels, bounds = words.groups, words.bounds
    groups = comparison.groups
    marks = group_marks([str(g) for g in groups.index])
    figure = new_figure(style, t.language, height=(90 if style.projector else 70) * len(groups) + 90)
    for group, row in groups.iterrows():
        mark = marks[str(group)]
        label = f"{labels[group]} (n = {t.integer(row['n'])})"
        known = row["ci_low"] == row["ci_low"]  # a group of one has a mean but no interval
        figure.add_trace(
            go.Scatter(
                x=[row["mean"]],
                y=[label],
                mode="markers+text",
                text=[f"<b>{t.number(row['mean'])}</b>"],
                textposition="top center",
                textfont={"size": style.font_size, "color": "#1B2733"},
                marker={"color": mark.colour, "symbol": mark.symbol, "size": style.marker_size},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [row["ci_high"] - row["mean"]],
                    "arrayminus": [row["mean"] - row["ci_low"]],
                    "color": mark.colour,
                    "thickness": style.line_width,
                    "width": style.marker_size / 2,
                }
                if known
                else None,
                hovertemplate=f"{label}<br>{t.number(row['mean'])}"
                + (f" {t.interval(row['ci_low'], row['ci_high'])}" if known else "")
                + "<extra></extra>",
            )
        )
        if published is not None and str(group) in published.means:
            figure.add_trace(published_mark(t, style, published.means[str(group)], label, 2))
    figure.update_yaxes(autorange="reversed", showgrid=False)
    if bounds:
        figure.update_xaxes(
            range=[bounds[0] - 0.05, bounds[1] + 0.05], dtick=1 if bounds[1] - bounds[0] <= 10 else None
        )
    table = groups_table(t, comparison, labels, published)
    return Chart(
        title=conclusion(t, comparison, words),
        subtitle=t(
            "Gemiddelde per groep ({grouping}) met {level}-betrouwbaarheidsinterval{range}",
            grouping=words.grouping,
            level=t.percent(comparison.confidence),
            range=t(", schaal van {low} tot {high}", low=t.integer(bounds[0]), high=t.integer(bounds[1]))
            if bounds
            else "",
        )
        + published_key(t, shown=published is not None),
        figure=figure,
        source=t("n = {n} met een antwoord én een groep. {source}", n=t.integer(comparison.n), source=source),
        alt=t(
            "Gemiddelden van {outcome}: {means}.",
            outcome=words.outcome,
            means=t.listing([f"{labels[g]} {t.number(row['mean'])}" for g, row in groups.iterrows()]),
        ),
        table=table,
    )
