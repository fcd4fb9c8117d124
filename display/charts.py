"""Charts and tables with everything that makes them readable: a conclusion, what is shown, n and source."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from display.texts import Texts
from display.theme import GRID, INK, MUTED, SERIES, Style, text_on

#: Characters of a name beside a chart: on one line, and where a projector has room for one line only.
NAME_WIDTH, _SHORT_NAME = 38, 30
#: From this many rows on, names take one line on a projector, and on a laptop values stand beside their points.
_MANY_ROWS = 10
#: From this many rows on, values stand beside their points on a projector: it leaves each row less height.
_MANY_PROJECTED = 6
#: What a projector of 1280 × 720 leaves for the rows, in pixels, and the smallest type there.
_PROJECTED_HEIGHT, _SMALLEST_FONT = 340, 12
#: From this share on, a part of a bar has room for its percentage.
_ROOM_FOR_A_SHARE = 0.05
#: Height of a line of text, as a multiple of its type size.
_LINE = 1.3


@dataclass(frozen=True)
class Table:
    """A table for the screen and for a report.

    shown: cells as text, as they are read. exported: the same rows with unrounded numbers, for a spreadsheet; None
    where the shown text is all there is. numeric: the columns that are set flush right.
    """

    caption: str
    shown: pd.DataFrame
    numeric: Sequence[str] = ()
    exported: pd.DataFrame | None = None
    note: str = ""


@dataclass(frozen=True)
class Chart:
    """A figure and the words around it.

    title: the conclusion in one sentence, made from the data. subtitle: what is plotted. source: n and origin.
    alt: the same for who does not see the picture. table: the numbers that are drawn.
    """

    title: str
    subtitle: str
    figure: go.Figure
    source: str
    alt: str
    table: Table


def new_figure(style: Style, language: str, *, height: int) -> go.Figure:
    """An empty figure in the house style: quiet grid, no legend (labels stand beside the data), fixed axes."""
    axis = {
        "automargin": True,
        "gridcolor": GRID,
        "zeroline": False,
        "tickfont": {"size": style.font_size},
        "title": {"font": {"size": style.font_size, "color": MUTED}},
        "fixedrange": True,
    }
    return go.Figure(  # all at once: each later update has Plotly walk through the whole layout
        layout={
            "font": {"size": style.font_size, "color": INK, "family": '"Source Sans", sans-serif'},
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(SERIES),
            "showlegend": False,
            "separators": ",." if language == "nl" else ".,",
            "hoverlabel": {"font": {"size": style.font_size}},
            "bargap": 0.3,
            "xaxis": axis,
            "yaxis": axis,
        }
    )


@dataclass(frozen=True)
class Rows:
    """The names down the side of a chart, as they are drawn: by number, so that two equal names stay two rows.

    crowded: the rows lie too close for a value above its point. height: pixels that they take on a laptop (on a
    projector the picture takes what the screen leaves).
    """

    labels: tuple[str, ...]
    crowded: bool
    font_size: int
    height: int


def rows_of(style: Style, names: Sequence[str], notes: Sequence[str] | None = None, *, row_height: int) -> Rows:
    """Fit names to the side of a chart: wrapped on a laptop, and on a projector with many rows shortened.

    notes: what follows each name and is never cut, such as its n. row_height: pixels of a row of one line.
    """
    crowded = len(names) >= (_MANY_PROJECTED if style.projector else _MANY_ROWS)
    one_line = style.projector and len(names) >= _MANY_ROWS
    notes = [""] * len(names) if notes is None else notes
    labels = tuple(_fitted(style, name, note, one_line=one_line) for name, note in zip(names, notes, strict=True))
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    font_size, line = style.font_size, round(style.font_size * _LINE)
    if style.projector:
        room = int(_PROJECTED_HEIGHT / (max(len(names), 1) * lines * _LINE))
        font_size = max(_SMALLEST_FONT, min(font_size, room))
    height = max(line + 14, lines * line + 8) if crowded else max(row_height, lines * line + 12)
    return Rows(labels, crowded, font_size, len(names) * height)


def set_rows(figure: go.Figure, rows: Rows) -> None:
    """Write the names along the vertical axis, first one on top, with room for the outermost rows."""
    count = len(rows.labels)
    figure.update_yaxes(
        tickvals=list(range(count)),
        ticktext=rows.labels,
        tickfont={"size": rows.font_size},
        ticklabelstandoff=6,
        range=[count - 0.5, -0.5],
        showgrid=False,
    )


def add_annotations(figure: go.Figure, annotations: Sequence[dict[str, object]]) -> None:
    """Write many words in a figure at once: Plotly's `add_annotation` copies and checks all earlier ones each time."""
    figure.update_layout(annotations=[*figure.layout.annotations, *annotations])


def label_value(figure: go.Figure, style: Style, rows: Rows, row: int, text: str, *, at: float, end: float) -> None:
    """Write a value above its point, or to the right of its interval (`end`) where rows are crowded."""
    place = (
        {"x": end, "xanchor": "left", "xshift": style.marker_size * 0.75, "yanchor": "middle"}
        if rows.crowded
        else {"x": at, "xanchor": "center", "yanchor": "bottom", "yshift": style.marker_size * 0.75}
    )
    figure.add_annotation(
        y=row,
        text=f"<b>{text}</b>",
        showarrow=False,
        font={"size": rows.font_size, "color": INK},
        **place,
    )


def written_out(text: str, width: int = NAME_WIDTH, most_lines: int = 6) -> str:
    """A text from data as a chart shows it: in lines of a readable width, and never read as markup."""
    lines = textwrap.wrap(text, width, max_lines=most_lines, placeholder="…")
    return "<br>".join(escape(line, quote=False) for line in lines)


@dataclass(frozen=True)
class Segment:
    """One part of every stacked bar. shares: 0 to 1, a number for each bar; hover: what follows the bar's name."""

    label: str
    colour: str
    shares: Sequence[float]
    hover: Sequence[str]
    pattern: str = ""


def stacked_shares(
    t: Texts,
    style: Style,
    names: Sequence[str],
    segments: Sequence[Segment],
    *,
    notes: Sequence[str] | None = None,
    row_height: int,
) -> go.Figure:
    """Bars that add up to a whole, with the percentage in each part that has room for it, and the parts named above."""
    rows = rows_of(style, names, notes, row_height=row_height)
    figure = new_figure(style, t.language, height=rows.height + 90)
    for segment in segments:
        marker: dict[str, object] = {"color": segment.colour, "line": {"color": "white", "width": 1}}
        if segment.pattern:
            light = {"fgcolor": "#FFFFFF", "fgopacity": 0.3, "size": 10, "solidity": 0.14}
            marker["pattern"] = {"shape": segment.pattern, "fillmode": "overlay", **light}
        figure.add_trace(
            go.Bar(
                x=list(segment.shares),
                y=list(range(len(names))),
                orientation="h",
                name=written_out(segment.label, 30, 2),
                marker=marker,
                text=[t.percent(share) if share >= _ROOM_FOR_A_SHARE else "" for share in segment.shares],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                constraintext="none",
                textfont={"color": text_on(segment.colour), "size": min(rows.font_size, style.font_size - 1)},
                hovertext=[
                    f"{written_out(name)}<br>{written_out(segment.label)}: {told}"
                    for name, told in zip(names, segment.hover, strict=True)
                ],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    figure.update_layout(
        barmode="stack",
        showlegend=True,
        bargap=0.25,
        legend={
            "orientation": "h",
            "y": 1,
            "yanchor": "bottom",
            "x": 0,
            "traceorder": "normal",
            "font": {"size": style.font_size - 1},
        },
    )
    figure.update_xaxes(range=[0, 1], visible=False)
    set_rows(figure, rows)
    return figure


def published_mark(t: Texts, style: Style, rows: Rows, row: int, name: str, value: float, decimals: int) -> go.Scatter:
    """A figure that the national study printed: an upright tick that its counterpart, drawn later, does not hide."""
    printed = t("gepubliceerd: {value}", value=t.number(value, decimals))
    return go.Scatter(
        x=[value],
        y=[row],
        mode="markers",
        marker={
            "symbol": "line-ns-open",
            "size": style.marker_size * 1.15,
            "color": INK,
            "line": {"width": style.line_width, "color": INK},
            # Lower than the point, so that the value above the point stays free.
            "standoff": 0 if rows.crowded else style.marker_size * 0.35,
        },
        hovertext=f"{written_out(name)}<br>{printed}",
        hovertemplate="%{hovertext}<extra></extra>",
    )


def published_key(t: Texts, *, shown: bool) -> str:
    """What the upright tick stands for, to follow a subtitle; nothing where there is none."""
    return t("; │ gepubliceerd in 2018") if shown else ""


def _fitted(style: Style, name: str, note: str, *, one_line: bool) -> str:
    if one_line:
        # Long names often begin alike: what is left out is their middle.
        name = name if len(name) <= _SHORT_NAME else f"{name[: _SHORT_NAME - 14].rstrip()}…{name[-13:].lstrip()}"
        return escape(f"{name} {note}".strip(), quote=False)
    most_lines = 2 if style.projector else 6
    lines = textwrap.wrap(name, NAME_WIDTH, max_lines=most_lines, placeholder="…") or [""]
    if note and len(lines[-1]) + len(note) < NAME_WIDTH:
        lines[-1] = f"{lines[-1]} {note}".strip()
    elif note and len(lines) < most_lines:
        lines.append(note)
    elif note:
        lines[-1] = f"{lines[-1][: NAME_WIDTH - len(note) - 2].rstrip(' …')}… {note}"
    return "<br>".join(escape(line, quote=False) for line in lines)
