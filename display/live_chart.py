"""A chart that follows a slider at once: lines with bands, drawn in the browser by a few lines of our own.

Plotly sets up its whole picture anew at every change, which takes longer than everything else together
(tests/benchmarks/budget_slider_speed.py measures it). What is drawn here is the same: a conclusion, direct labels,
amounts under the pointer, an accessible name, and the numbers as a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from display.charts import Table
from display.state import projector
from display.texts import Texts
from display.theme import GRID, INK, MUTED, Style
from display.widgets import paragraph, show_table

_SCRIPT = Path(__file__).with_suffix(".js")
_NAME = "oza_live_chart"


@dataclass(frozen=True)
class Line:
    """A line: `written` are its values as the reader sees them; `symbol` is empty and `thin` true for a ghost."""

    name: str
    x: Sequence[int]
    y: Sequence[float]
    written: Sequence[str]
    colour: str
    dash: str = "solid"
    symbol: str = "circle"
    thin: bool = False


@dataclass(frozen=True)
class Band:
    """What lies between two lines."""

    x: Sequence[int]
    low: Sequence[float]
    high: Sequence[float]
    colour: str


@dataclass(frozen=True)
class Label:
    """A name beside the plot, at a height of its own, for the line (by position) that ends at `end`."""

    text: str
    line: int
    at: float
    end: float


@dataclass(frozen=True)
class Axis:
    """Its ends, and the values that are written along it."""

    low: float
    high: float
    ticks: Sequence[tuple[float, str]]


@dataclass(frozen=True)
class LiveChart:
    """What is drawn and the words around it, as in `display.charts.Chart`; the table is made only when it is asked for.

    note: what changed since the slider began to move; empty where nothing did.
    """

    title: str
    subtitle: str
    lines: Sequence[Line]
    bands: Sequence[Band]
    labels: Sequence[Label]
    x: Axis
    y: Axis
    source: str
    alt: str
    table: Callable[[], Table]
    note: str = ""

    def drawn(self, style: Style, height: int | None) -> dict[str, Any]:
        """The drawing as the browser gets it; `height` in pixels, None to fill what there is."""
        return {
            "height": height,
            "alt": self.alt,
            "ink": INK,
            "muted": MUTED,
            "grid": GRID,
            "sizes": {"font": style.font_size, "line": style.line_width, "marker": style.marker_size},
            "x": _axis(self.x),
            "y": _axis(self.y),
            "lines": [
                {
                    "name": line.name,
                    "x": list(line.x),
                    "y": list(line.y),
                    "written": list(line.written),
                    "colour": line.colour,
                    "dash": line.dash,
                    "symbol": line.symbol,
                    "thin": line.thin,
                }
                for line in self.lines
            ],
            "bands": [
                {"x": list(band.x), "low": list(band.low), "high": list(band.high), "colour": band.colour}
                for band in self.bands
            ],
            "labels": [
                {"text": label.text, "line": label.line, "at": label.at, "end": label.end} for label in self.labels
            ],
        }


def show_live_chart(chart: LiveChart, key: str, *, height: int) -> None:
    """The chart below its conclusion, and its source below it."""
    style = Style(projector=projector())
    with st.container(key=f"chart_{key}"):
        st.html(
            f'<h3 class="oza-answer" aria-live="polite">{escape(chart.title)}</h3>'
            f'<p class="oza-subtitle">{escape(chart.subtitle)}</p>'
            f'<p class="oza-change" aria-live="polite">{escape(chart.note)}</p>'
        )
        _renderer()(
            key=f"figure_{key}",
            data=chart.drawn(style, None if style.projector else height),
            height="stretch" if style.projector else height,
        )
        paragraph(chart.source, "oza-source")


def show_numbers(t: Texts, chart: LiveChart, key: str) -> None:
    """The chart's numbers, made only once the reader opens them."""
    numbers = st.expander(t("Cijfers als tabel"), key=f"numbers_of_{key}", on_change="rerun")
    if numbers.open:
        with numbers:
            show_table(t, chart.table(), f"numbers_{key}")


def _axis(axis: Axis) -> dict[str, Any]:
    return {"min": axis.low, "max": axis.high, "ticks": [list(tick) for tick in axis.ticks]}


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")


@st.cache_resource(show_spinner=False)
def _renderer() -> Any:
    return st.components.v2.component(_NAME, js=_script(), isolate_styles=False)
