"""Charts and tables with everything that makes them readable: a conclusion, what is shown, n and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from display.texts import Texts
from display.theme import GRID, INK, MUTED, SERIES, Style


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
    figure = go.Figure()
    figure.update_layout(
        font={"size": style.font_size, "color": INK, "family": '"Source Sans", sans-serif'},
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        colorway=list(SERIES),
        showlegend=False,
        separators=",." if language == "nl" else ".,",
        hoverlabel={"font": {"size": style.font_size}},
        bargap=0.3,
    )
    axis = {
        "automargin": True,
        "gridcolor": GRID,
        "zeroline": False,
        "tickfont": {"size": style.font_size},
        "title": {"font": {"size": style.font_size, "color": MUTED}},
        "fixedrange": True,
    }
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
    return figure


def published_mark(t: Texts, style: Style, value: float, row: str, decimals: int) -> go.Scatter:
    """A figure that the national study printed, as an open diamond on the row of its counterpart."""
    written = t.number(value, decimals)
    return go.Scatter(
        x=[value],
        y=[row],
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "size": style.marker_size,
            "color": INK,
            "line": {"width": 2, "color": INK},
        },
        hovertext=t("gepubliceerd: {value}", value=written),
        hovertemplate="%{y}<br>%{hovertext}<extra></extra>",
    )


def published_key(t: Texts, *, shown: bool) -> str:
    """What the open diamond stands for, to follow a subtitle; nothing where there is none."""
    return t("; ◇ gepubliceerd in 2018") if shown else ""
