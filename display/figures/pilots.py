"""What can be counted of pilots, as bars side by side."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.pilots import NumericComparison, PilotComparison, Point
from display.charts import Chart, Table, new_figure
from display.pilot_tables import written
from display.sentences.pilots import numbers_conclusion
from display.texts import Texts
from display.theme import BLUE, INK, Style


def numbers(t: Texts, style: Style, comparison: PilotComparison) -> Chart | None:
    """One panel for each number that is known of at least two pilots; None where there is none."""
    panels = comparison.numeric
    if not panels:
        return None
    labels = [panel.attribute.label(t.language) for panel in panels]
    figure = make_subplots(
        rows=1,
        cols=len(panels),
        subplot_titles=[f"<b>{label}</b>" for label in labels],
        horizontal_spacing=0.16 if len(panels) > 1 else 0.1,
    )
    height = (70 if style.projector else 52) * len(comparison.names) + 80
    figure.update_layout(new_figure(style, t.language, height=height).layout)
    figure.update_annotations(font={"size": style.font_size, "color": INK})
    for column, panel in enumerate(panels, start=1):
        _panel(t, style, figure, comparison, panel, column)
    figure.update_layout(margin={"t": style.font_size * 3, "r": 60})
    return Chart(
        title=numbers_conclusion(t, comparison),
        subtitle=t("Wat het rapport in cijfers geeft; een dunne lijn waar de bron zichzelf tegenspreekt")
        if comparison.contradictions
        else t("Wat het rapport in cijfers geeft"),
        figure=figure,
        source=t("Bron: rapport Twente en elders, maart 2021 (hoofdstuk 3 en 4). Niet vermeld is niet getekend."),
        alt=t("Staven per pilot voor {attributes}.", attributes=t.listing(labels)),
        table=_table(t, comparison),
    )


def _panel(
    t: Texts, style: Style, figure: go.Figure, comparison: PilotComparison, panel: NumericComparison, column: int
) -> None:
    attribute, points = panel.attribute, panel.points
    texts = [_stated(t, comparison, panel, point) for point in points]
    figure.add_trace(
        go.Bar(
            x=[p.value for p in points],
            y=[p.pilot for p in points],
            orientation="h",
            marker={"color": BLUE},
            hovertext=texts,
            hovertemplate=f"%{{y}}: %{{hovertext}}<extra>{attribute.label(t.language)}</extra>",
        ),
        row=1,
        col=column,
    )
    # Only where the source contradicts itself: an error bar of no length would leave a stub at every other bar's end.
    for point in points:
        if point.contradicted:
            figure.add_trace(
                go.Scatter(
                    x=[point.low, point.high],
                    y=[point.pilot, point.pilot],
                    mode="lines+markers",
                    line={"color": INK, "width": 2},
                    marker={"symbol": "line-ns-open", "size": style.marker_size, "line": {"width": 2}},
                    hoverinfo="skip",
                ),
                row=1,
                col=column,
            )
    largest = max(p.high for p in points)
    for point, text in zip(points, texts, strict=True):
        figure.add_annotation(
            x=max(point.high, 0),
            y=point.pilot,
            text=text,
            showarrow=False,
            xanchor="left",
            xshift=8,
            row=1,
            col=column,
            font={"size": style.font_size, "color": INK},
        )
    figure.update_xaxes(range=[0, largest * 1.5], visible=False, fixedrange=True, row=1, col=column)
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        automargin=True,
        fixedrange=True,
        tickfont={"size": style.font_size},
        row=1,
        col=column,
    )


def _stated(t: Texts, comparison: PilotComparison, panel: NumericComparison, point: Point) -> str:
    """Everything that the source states of one point: one value, or each of those that contradict each other."""
    values = {point.value} if not point.contradicted else {point.low, point.high}
    for found in comparison.contradictions:
        if (found.pilot, found.attribute) == (point.pilot, panel.attribute.name):
            values |= {float(value) for value in found.values if isinstance(value, int | float)}
    *others, last = (written(t, panel.attribute, _plain(value)) for value in sorted(values))
    return t("{low} of {high}", low=", ".join(others), high=last) if others else last


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value


def _table(t: Texts, comparison: PilotComparison) -> Table:
    pilot = t("Pilot")
    panels = comparison.numeric
    names = list(dict.fromkeys(p.pilot for panel in panels for p in panel.points))
    columns = {
        panel.attribute.label(t.language): {p.pilot: _stated(t, comparison, panel, p) for p in panel.points}
        for panel in panels
    }
    shown = pd.DataFrame(
        {
            pilot: names,
            **{label: [cells.get(name, t("niet vermeld")) for name in names] for label, cells in columns.items()},
        }
    )
    return Table(t("Cijfers per pilot"), shown, tuple(columns))
