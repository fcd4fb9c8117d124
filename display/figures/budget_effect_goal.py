"""Both returns over the size of one effect, and where they cross zero."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import Assumptions, EffectBreakEven
from display.charts import Chart, Table, new_figure, written_out
from display.figures.budget_goal import goal_axes
from display.sentences.budget_effects import effect_goal as conclusion
from display.sentences.period import period
from display.texts import Texts
from display.theme import BLACK, BLUE, INK, VERMILION, Style


def effect_goal(
    t: Texts,
    style: Style,
    found: EffectBreakEven,
    label: str,
    unit: str,
    now: float,
    assumptions: Assumptions,
    source: str,
) -> Chart:
    """Two straight lines, each with its name at its end, its crossing, and the present quantity as a vertical."""
    figure = new_figure(style, t.language, height=360)
    lines = [
        (t("maatschappelijk"), found.societal, VERMILION, "dash"),
        (t("financieel"), found.financial, BLUE, "solid"),
    ]
    if found.financial == found.societal:
        lines = [(t("financieel en maatschappelijk"), found.financial, BLUE, "solid")]
    amounts = [amount for _, line, _, _ in lines for amount in (line.at_low, line.at_high)]
    for name, line, colour, dash in lines:
        figure.add_trace(
            go.Scatter(
                x=[found.low, found.high],
                y=[line.at_low, line.at_high],
                mode="lines",
                line={"color": colour, "width": style.line_width, "dash": dash},
                customdata=[
                    f"{t.number(x, 1)}: {t.money(y, sign=True)}"
                    for x, y in ((found.low, line.at_low), (found.high, line.at_high))
                ],
                hovertemplate=f"%{{customdata}}<extra>{name}</extra>",
            )
        )
        figure.add_annotation(
            x=found.high, y=line.at_high, text=name, showarrow=False, xanchor="right", yanchor="bottom",
            font={"size": style.font_size, "color": colour},
        )  # fmt: skip
        if line.quantity is not None:
            figure.add_trace(
                go.Scatter(
                    x=[line.quantity],
                    y=[0],
                    mode="markers+text",
                    text=[f"<b>{t.number(line.quantity, 1)}</b>"],
                    textposition="bottom right",
                    textfont={"size": style.font_size, "color": colour},
                    marker={"symbol": "diamond", "size": style.marker_size * 1.2, "color": colour},
                    hoverinfo="skip",
                )
            )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    if found.low <= now <= found.high:
        figure.add_vline(x=now, line={"color": INK, "width": 1, "dash": "dot"})
        figure.add_annotation(
            x=now, y=0, yref="paper", text=t("nu: {value}", value=t.number(now, 1)), showarrow=False, xanchor="left",
            yanchor="bottom", xshift=4, font={"size": style.font_size, "color": INK},
        )  # fmt: skip
    axis = written_out(f"{label} ({unit})")
    goal_axes(t, figure, (found.low, found.high), amounts, lambda tick: t.number(tick, 1), axis)
    title = conclusion(t, found, label, assumptions.years)
    return Chart(
        title=title,
        subtitle=t(
            "Netto contante waarde over {period}, naar de omvang van dit effect; boven nul levert het op",
            period=period(t, assumptions.years),
        ),
        figure=figure,
        source=source,
        alt=t("Lijn van het rendement over de omvang van één effect. {title}.", title=title.rstrip(".")),
        table=_table(t, found),
    )


def _table(t: Texts, found: EffectBreakEven) -> Table:
    quantity, kind, outcome = t("Aantal per jaar"), t("Rendement"), t("Netto contante waarde")
    rows = [
        (x, name, y)
        for name, line in ((t("financieel"), found.financial), (t("maatschappelijk"), found.societal))
        for x, y in ((found.low, line.at_low), *([(line.quantity, 0.0)] if line.quantity is not None else []),
                     (found.high, line.at_high))
    ]  # fmt: skip
    shown = pd.DataFrame(
        [{kind: name, quantity: t.number(x, 1), outcome: t.money(y, sign=True)} for x, name, y in rows]
    )
    return Table(t("Rendement over de omvang van het effect"), shown, (quantity, outcome))
