"""Means of groups with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from analysis.evidence.national import PublishedMeans
from analysis.statistics import GroupComparison
from display.charts import Chart, label_value, new_figure, published_key, published_mark, rows_of, set_rows, written_out
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
    answers: Mapping[object, Sequence[float]] | None = None,
) -> Chart:
    """Mean and interval of each group, in the groups' own order, on the outcome's own range.

    answers: single answers by group, drawn behind the means; never those of people, whom a point could point at.
    """
    labels, bounds = words.groups, words.bounds
    groups = comparison.groups
    marks = group_marks([str(g) for g in groups.index])
    names = [labels[group] for group in groups.index]
    rows = rows_of(
        style, names, [f"(n = {t.integer(n)})" for n in groups["n"]], row_height=90 if style.projector else 70
    )
    figure = new_figure(style, t.language, height=rows.height + 90)
    for position, ((group, row), name) in enumerate(zip(groups.iterrows(), names, strict=True)):
        mark = marks[str(group)]
        known = row["ci_low"] == row["ci_low"]  # a group of one has a mean but no interval
        interval = f" {t.interval(row['ci_low'], row['ci_high'])}" if known else ""
        if answers is not None and group in answers:
            figure.add_trace(_cloud(answers[group], position, mark.colour, style))
        if published is not None and str(group) in published.means:
            figure.add_trace(published_mark(t, style, rows, position, name, published.means[str(group)], 2))
        figure.add_trace(
            go.Scatter(
                x=[row["mean"]],
                y=[position],
                mode="markers",
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
                hovertext=f"{written_out(name)} (n = {t.integer(row['n'])})<br>{t.number(row['mean'])}{interval}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        end = row["ci_high"] if known else row["mean"]
        label_value(figure, style, rows, position, t.number(row["mean"]), at=row["mean"], end=end)
    set_rows(figure, rows)
    figure.update_layout(margin={"t": style.font_size, "r": style.font_size * (3 if rows.crowded else 1)})
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
        + (t("; elke stip een antwoord") if answers is not None else "")
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


def _cloud(answers: Sequence[float], row: int, colour: str, style: Style) -> go.Scatter:
    """Single answers around their group's row; equal ones beside each other, the same at every drawing."""
    seen: dict[float, int] = {}
    heights = []
    for answer in answers:
        turn = seen[answer] = seen.get(answer, -1) + 1
        # The golden ratio spreads any number of equal answers evenly.
        heights.append(row + 0.6 * ((turn * 0.618034 + 0.5) % 1 - 0.5))
    return go.Scatter(
        x=list(answers),
        y=heights,
        mode="markers",
        marker={"color": colour, "size": style.marker_size * 0.4, "opacity": 0.22},
        hoverinfo="skip",
    )
