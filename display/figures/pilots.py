"""What can be counted of pilots, as bars side by side."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from analysis.pilots import NumericComparison, PilotComparison, Point
from display.charts import Chart, Table, new_figure, rows_of, set_rows, written_out
from display.pilot_tables import written
from display.sentences.pilots import numbers_conclusion
from display.texts import Texts
from display.theme import BLUE, INK, Style

#: Room for all panels together: letters in their titles, pixels in their bars and what stands beside these.
_LETTERS, _PROJECTED_WIDTH, _LAPTOP_WIDTH = 72, 1050, 900


def numbers(t: Texts, style: Style, comparison: PilotComparison) -> Chart | None:
    """One panel for each number that is known of at least two pilots; None where there is none."""
    panels = comparison.numeric
    if not panels:
        return None
    labels = [panel.attribute.label(t.language) for panel in panels]
    titles = [written_out(label, _LETTERS // len(panels)) for label in labels]
    rows = rows_of(style, _names(comparison), row_height=70 if style.projector else 52)
    figure = make_subplots(
        rows=1,
        cols=len(panels),
        subplot_titles=[f"<b>{title}</b>" for title in titles],
        horizontal_spacing=0.04,
        figure=new_figure(style, t.language, height=rows.height + 80),
    )
    figure.update_annotations(font={"size": style.font_size, "color": INK})
    for column, panel in enumerate(panels, start=1):
        _panel(t, style, figure, comparison, panel, column)
    figure.update_yaxes(fixedrange=True, automargin=True)
    set_rows(figure, rows)
    for column in range(2, len(panels) + 1):  # the names stand once, before the first panel
        figure.update_yaxes(showticklabels=False, row=1, col=column)
    lines = max(title.count("<br>") + 1 for title in titles)
    figure.update_layout(margin={"t": int(style.font_size * (1.3 * lines + 1)), "r": 8})
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
    names, count = _names(comparison), len(comparison.numeric)
    texts = [_stated(t, comparison, panel, point) for point in points]
    beside = [written_out(text, _LETTERS // count // 2 + 5) for text in texts]
    figure.add_trace(
        go.Bar(
            x=[p.value for p in points],
            y=[names.index(p.pilot) for p in points],
            orientation="h",
            marker={"color": BLUE},
            hovertext=[f"{written_out(p.pilot)}: {text}" for p, text in zip(points, texts, strict=True)],
            hovertemplate=f"%{{hovertext}}<extra>{attribute.label(t.language)}</extra>",
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
                    y=[names.index(point.pilot)] * 2,
                    mode="lines+markers",
                    line={"color": INK, "width": 2},
                    marker={"symbol": "line-ns-open", "size": style.marker_size, "line": {"width": 2}},
                    hoverinfo="skip",
                ),
                row=1,
                col=column,
            )
    for point, text in zip(points, beside, strict=True):
        figure.add_annotation(
            x=max(point.high, 0),
            y=names.index(point.pilot),
            text=text,
            showarrow=False,
            xanchor="left",
            align="left",
            xshift=8,
            row=1,
            col=column,
            font={"size": style.font_size, "color": INK},
        )
    # The longest bar leaves room for the longest text beside it.
    letters = max(len(line) for text in beside for line in text.split("<br>"))
    width = (_PROJECTED_WIDTH if style.projector else _LAPTOP_WIDTH) / count
    room = max(0.25, 1 - (letters * style.font_size * 0.55 + 12) / width)
    figure.update_xaxes(
        range=[0, max(p.high for p in points) / room or 1], visible=False, fixedrange=True, row=1, col=column
    )


def _names(comparison: PilotComparison) -> list[str]:
    """The pilots that any panel draws, in the order of the comparison."""
    drawn = {point.pilot for panel in comparison.numeric for point in panel.points}
    return [name for name in comparison.names if name in drawn]


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
    names = _names(comparison)
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
