"""The outcome over the range of one assumption, and where it crosses zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import ASSUMPTIONS, Assumptions, BreakEven
from display.charts import Chart, Table, new_figure
from display.figures.budget import money_axis
from display.sentences import budget_certainty as sentences
from display.sentences.period import period
from display.texts import Texts
from display.theme import BLACK, BLUE, INK, VERMILION, Style

#: Points of the line that are drawn and, fewer, that the table has.
_DRAWN, _IN_TABLE = 400, 10


def goal(
    t: Texts,
    style: Style,
    found: BreakEven,
    assumptions: Assumptions,
    now: float,
    value: str,
    written: Callable[[str, float], str],
    source: str,
) -> Chart:
    """The total difference over the range that was searched, with the value that was found and the present one."""
    figure = new_figure(style, t.language, height=400)
    step = max(1, len(found.tried) // _DRAWN)
    x, y = found.tried[::step], found.outcomes[::step]
    figure.add_trace(
        go.Scatter(
            x=x,
            y=y,
            mode="lines" if len(x) > 1 else "markers",
            line={"color": BLUE, "width": style.line_width},
            customdata=[f"{written(found.name, a)}: {t.money(b, sign=True)}" for a, b in zip(x, y, strict=True)],
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    if found.value is not None:
        _mark(figure, style, found.value, 0.0, f"<b>{value}</b>", VERMILION, "diamond", below=True)
    if found.low <= now <= found.high:
        at = float(found.outcomes[abs(found.tried - now).argmin()])
        words = t("nu: {value}", value=written(found.name, now))
        _mark(figure, style, now, at, words, INK, "x")
    outcomes = [float(y.min()), float(y.max())]
    label = t.message(ASSUMPTIONS[found.name].label)
    goal_axes(t, figure, (found.low, found.high), outcomes, lambda tick: written(found.name, tick), label)
    title = sentences.goal(t, found, value, assumptions.years)
    return Chart(
        title=title,
        subtitle=t(
            "Opgeteld verschil met individuele hulp na {period}; boven nul kost het arrangement meer",
            period=period(t, assumptions.years),
        ),
        figure=figure,
        source=source,
        alt=t("Lijn van de uitkomst over de waarden van één aanname. {title}.", title=title.rstrip(".")),
        table=_table(t, found, written),
    )


def goal_axes(
    t: Texts,
    figure: go.Figure,
    searched: tuple[float, float],
    outcomes: Sequence[float],
    written: Callable[[float], str],
    label: str,
) -> None:
    """The range that is searched from left to right, and money with room for zero from bottom to top."""
    first, last = searched
    margin = 0.04 * (last - first) or 1.0
    ticks = [first + i * (last - first) / 5 for i in range(6)]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[written(tick) for tick in ticks],
        title={"text": label},
        showgrid=False,
        range=[first - margin, last + margin],
    )
    low, high = min(*outcomes, 0.0), max(*outcomes, 0.0)
    pad = 0.14 * (high - low) or 1.0
    figure.update_yaxes(range=[low - pad, high + pad], **money_axis(t, max(abs(low), abs(high))))


def _mark(
    figure: go.Figure, style: Style, x: float, y: float, text: str, colour: str, symbol: str, *, below: bool = False
) -> None:
    figure.add_trace(
        go.Scatter(
            x=[x],
            y=[y],
            mode="markers",
            marker={"symbol": symbol, "size": style.marker_size * 1.2, "color": colour},
            hoverinfo="skip",
        )
    )
    figure.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        yshift=-(style.font_size + 4) if below else style.font_size + 4,
        font={"size": style.font_size, "color": colour},
        bgcolor="rgba(255,255,255,0.8)",
    )


def _table(t: Texts, found: BreakEven, written: Callable[[str, float], str]) -> Table:
    name, outcome = t.message(ASSUMPTIONS[found.name].label), t("Opgeteld verschil")
    last = len(found.tried) - 1
    at = sorted({round(i * last / _IN_TABLE) for i in range(_IN_TABLE + 1)})
    shown = pd.DataFrame(
        {
            name: [written(found.name, found.tried[i]) for i in at],
            outcome: [t.money(found.outcomes[i], sign=True) for i in at],
        }
    )
    exported = pd.DataFrame({found.name: found.tried[:10_000], "total_difference": found.outcomes[:10_000]})
    return Table(t("Uitkomst over de bandbreedte"), shown, (name, outcome), exported)
