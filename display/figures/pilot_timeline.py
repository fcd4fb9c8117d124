"""What happened when, one row a pilot."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.pilots import Basis, Event, EventKind
from display.charts import Chart, Table, new_figure, rows_of, set_rows, written_out
from display.pilot_words import event_kind
from display.sentences.pilots import timeline_conclusion
from display.texts import Texts
from display.theme import BLUE, FAINT, GREEN, INK, MUTED, PURPLE, VERMILION, Mark, Style

#: The year the picture begins with (what came before is drawn at its edge), and when the report appeared.
_FIRST, _REPORT = 2014.6, 2021.17
_LEANING = {EventKind.EVALUATION: "right", EventKind.EXPANSION: "left"}
_MARKS = {
    EventKind.START: Mark(BLUE, "circle"),
    EventKind.EXPANSION: Mark(GREEN, "triangle-up"),
    EventKind.EXTENSION: Mark(GREEN, "triangle-right"),
    EventKind.CHANGE_OF_COURSE: Mark(VERMILION, "diamond"),
    EventKind.END: Mark(INK, "square"),
    EventKind.DECISION: Mark(PURPLE, "star"),
    EventKind.TENDER: Mark(PURPLE, "cross"),
    EventKind.EVALUATION: Mark(PURPLE, "hexagon"),
    EventKind.EXPLORATION: Mark(MUTED, "x"),
    EventKind.OCCASION: Mark(MUTED, "x"),
    EventKind.CIRCUMSTANCE: Mark(MUTED, "triangle-down"),
}


def timeline(t: Texts, style: Style, pilots: Sequence[str], events: Sequence[Event]) -> Chart:
    """Each moment with a date at its place; hollow where it still lay ahead when the report appeared."""
    rows = rows_of(style, list(pilots), row_height=56)
    figure = new_figure(style, t.language, height=max(rows.height, 46 * len(pilots)) + 60)
    dated = [event for event in events if event.time is not None]
    last = max((event.time or _REPORT for event in dated), default=_REPORT) + 0.9
    for position, name in enumerate(pilots):
        own = [event for event in dated if event.pilot == name]
        times = [
            max(event.time or 0.0, _FIRST)
            for event in own
            if event.kind not in (EventKind.OCCASION, EventKind.EXPLORATION)
        ]
        if times:
            figure.add_trace(
                go.Scatter(
                    x=[min(times), max(*times, min(_REPORT, max(times) + 9))]
                    if len(times) == 1
                    else [min(times), max(times)],
                    y=[position] * 2,
                    mode="lines",
                    line={"color": FAINT, "width": style.line_width},
                    hoverinfo="skip",
                )
            )
        for number, event in enumerate(own):
            _event(t, style, figure, event, position, above=number % 2 == 0)
    figure.add_vline(x=_REPORT, line={"color": MUTED, "width": 1, "dash": "dot"})
    set_rows(figure, rows)
    figure.update_yaxes(range=[len(pilots) - 0.5, -0.9])  # room for the words above the first row
    figure.update_xaxes(
        range=[_FIRST - 0.5, last],
        tickvals=list(range(2015, int(last) + 1)),
        tickformat="d",
        side="top",
    )
    undated = sum(event.time is None for event in events)
    return Chart(
        title=timeline_conclusion(t, events),
        subtitle=t(
            "Momenten per pilot (rondje: start); open teken: lag na het rapport (stippellijn, maart 2021). {n} "
            "momenten zonder datum staan alleen in de tabel",
            n=undated,
        ),
        figure=figure,
        source=t("Bron: rapport Twente en elders, maart 2021 (hoofdstuk 3 en 4); n = {n} momenten.", n=len(events)),
        alt=t("Tijdlijn van {n} pilots met start, uitbreiding, besluiten en nieuwe koers.", n=len(pilots)),
        table=timeline_table(t, events),
    )


def timeline_table(t: Texts, events: Sequence[Event]) -> Table:
    """Every moment in words, with its section; also those without a date."""
    inferred = t(" (afgeleid)")
    shown = pd.DataFrame(
        [
            {
                "Pilot": event.pilot,
                t("Wanneer"): event.date or t("geen datum vermeld"),
                t("Wat"): event_kind(t, event.kind),
                t("Toelichting"): event.text(t.language) + (inferred if event.basis is Basis.INFERRED else ""),
                t("Bron"): ", ".join(event.sections) or t("eigen opgave"),
            }
            for event in events
        ]
    )
    return Table(t("Momenten van de pilots"), shown)


def _event(t: Texts, style: Style, figure: go.Figure, event: Event, row: int, *, above: bool) -> None:
    above = above or style.projector
    mark = _MARKS[event.kind]
    before = (event.time or 0.0) < _FIRST
    word = event_kind(t, event.kind)
    figure.add_trace(
        go.Scatter(
            x=[max(event.time or 0.0, _FIRST - 0.3)],
            y=[row],
            mode="markers",
            marker={
                "symbol": f"{mark.symbol}-open" if event.intended else mark.symbol,
                "color": mark.colour,
                "size": style.marker_size * 0.9,
                "line": {"width": 2},
            },
            hovertext=f"{written_out(event.pilot)} {event.date}: {word}<br>{written_out(event.text(t.language), 50)}",
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.add_annotation(
        x=max(event.time or 0.0, _FIRST - 0.3),
        y=row,
        text=f"◂ {event.date}" if before else "" if style.projector and event.kind is EventKind.START else word,
        showarrow=False,
        # On a projector rows lie close: all words above, and close neighbours lean away from each other.
        xanchor=_LEANING.get(event.kind, "center") if style.projector else "center",
        yanchor="bottom" if above else "top",
        yshift=style.marker_size * (0.4 if above else -0.4),
        font={"size": max(12, style.font_size - (8 if style.projector else 3)), "color": INK},
    )
