"""How sure the answer is: the tornado, two assumptions against each other, and the fan of a simulation."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.budget import ASSUMPTIONS, Grid, Sensitivity, Simulation, Swing
from display.charts import Chart, Table, new_figure, rows_of, set_rows
from display.figures.budget import money_axis
from display.sentences import budget_certainty as sentences
from display.sentences.period import period
from display.texts import Texts
from display.theme import BLACK, BLUE, INK, MUTED, VERMILION, Style

#: More bars than this do not fit on a screen; the table has them all.
_MOST_BARS, _MOST_BARS_PROJECTED = 10, 7
#: From "costs less" to "costs more", white where both cost the same.
_LESS_TO_MORE = [[0.0, BLUE], [0.5, "#FFFFFF"], [1.0, VERMILION]]
#: Beyond this many years not every one has its probability below the axis.
_MOST_YEARS = 7

Written = Callable[[str, float], str]
"""Writes a value of the assumption with that name, with its unit."""


def tornado(t: Texts, style: Style, s: Sensitivity, written: Written, source: str) -> Chart:
    """What each assumption does to the total difference when it moves through its range, widest on top."""
    most = _MOST_BARS_PROJECTED if style.projector else _MOST_BARS
    drawn = [swing for swing in s.swings if swing.width >= 0.5][:most]
    rows = rows_of(style, [t.message(ASSUMPTIONS[swing.name].label) for swing in drawn], row_height=38)
    figure = new_figure(style, t.language, height=rows.height + 70)
    for row, swing in enumerate(drawn):
        _bar(t, figure, swing, row, s.base, written, rows.font_size)
    figure.add_vline(x=s.base, line={"color": BLACK, "width": 2})
    set_rows(figure, rows)
    ends = [s.base, 0.0, *(x for swing in drawn for x in (swing.at_low, swing.at_high))]
    low, high = min(ends), max(ends)
    pad = 0.2 * (high - low) or 1.0
    figure.add_vline(x=0, line={"color": MUTED, "width": 1, "dash": "dot"})
    # Twice as far apart as beside a chart: amounts below an axis stand next to each other.
    figure.update_xaxes(range=[low - pad, high + pad], tickangle=0, **money_axis(t, 2 * max(abs(low), abs(high))))
    title = sentences.tornado(t, s)
    return Chart(
        title=title,
        subtitle=t(
            "Opgeteld verschil met individuele hulp na {period} als één aanname door zijn bandbreedte gaat; "
            "streep: met de aannames zoals ze zijn ({base})",
            period=period(t, s.assumptions.years),
            base=t.money_about(s.base, sign=True),
        ),
        figure=figure,
        source=source,
        alt=t("Tornado: liggende staven per aanname, de breedste boven. {title}.", title=title),
        table=_tornado_table(t, s, written),
    )


def _bar(t: Texts, figure: go.Figure, swing: Swing, row: int, base: float, written: Written, font_size: int) -> None:
    ends = ((swing.low, swing.at_low, "/"), (swing.high, swing.at_high, ""))
    for value, outcome, pattern in ends:
        if abs(outcome - base) < 0.5:
            continue
        colour = BLUE if outcome < base else VERMILION
        text = written(swing.name, value)
        other = next(o for v, o, p in ends if p != pattern)
        # Two ends on one side of the line: the shorter bar is drawn over the longer one, its value would hide.
        same_side = (outcome - base) * (other - base) > 0
        figure.add_trace(
            go.Bar(
                x=[outcome - base],
                base=[base],
                y=[row],
                orientation="h",
                width=0.62,
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": "#FFFFFF",
                        "size": 7,
                        "solidity": 0.25,
                    },
                },
                hovertext=f"{text}: {t.money(outcome, sign=True)}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        if not same_side or abs(outcome - base) >= abs(other - base):
            below = outcome < base
            figure.add_annotation(
                x=outcome,
                y=row,
                text=text,
                showarrow=False,
                xanchor="right" if below else "left",
                xshift=-6 if below else 6,
                font={"size": font_size, "color": INK},
            )
    figure.update_layout(barmode="overlay")


def _tornado_table(t: Texts, s: Sensitivity, written: Written) -> Table:
    name, low, high = t("Aanname"), t("Laagste"), t("Hoogste")
    at_low, at_high, width = t("Uitkomst bij laagste"), t("Uitkomst bij hoogste"), t("Uitslag")
    shown = pd.DataFrame(
        [
            {
                name: t.message(ASSUMPTIONS[swing.name].label),
                low: written(swing.name, swing.low),
                high: written(swing.name, swing.high),
                at_low: t.money(swing.at_low, sign=True),
                at_high: t.money(swing.at_high, sign=True),
                width: t.money(swing.width),
            }
            for swing in s.swings
        ],
        columns=[name, low, high, at_low, at_high, width],
    )
    exported = pd.DataFrame([vars(swing) | {"width": swing.width} for swing in s.swings])
    return Table(t("Wat elke aanname met de uitkomst doet"), shown, (low, high, at_low, at_high, width), exported)


def heat_map(t: Texts, style: Style, g: Grid, now: tuple[float, float], written: Written, source: str) -> Chart:
    """The total difference for every combination of two assumptions, with the line where both routes cost the same."""
    figure = new_figure(style, t.language, height=430)
    largest = float(np.abs(g.outcomes).max()) or 1.0
    hover = [[t.money(value, sign=True) for value in row] for row in g.outcomes]
    figure.add_trace(
        go.Heatmap(
            x=g.x_values,
            y=g.y_values,
            z=g.outcomes,
            colorscale=_LESS_TO_MORE,
            zmin=-largest,
            zmax=largest,
            customdata=hover,
            hovertemplate="%{customdata}<extra></extra>",
            colorbar={"outlinewidth": 0, "thickness": 18, **money_axis(t, largest)},
        )
    )
    if 0 < g.share_cheaper < 1:
        figure.add_trace(
            go.Contour(
                x=g.x_values,
                y=g.y_values,
                z=g.outcomes,
                contours={"start": 0, "end": 0, "size": 1, "coloring": "none"},
                line={"color": BLACK, "width": style.line_width},
                showscale=False,
                hoverinfo="skip",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=[now[0]],
            y=[now[1]],
            mode="markers+text",
            marker={
                "symbol": "x",
                "size": style.marker_size * 1.2,
                "color": BLACK,
                "line": {"color": "white", "width": 2},
            },
            text=[t("nu")],
            textposition="top center",
            textfont={"size": style.font_size, "color": BLACK, "weight": 700},
            hoverinfo="skip",
        )
    )
    for outcome, words in ((g.outcomes.min(), t("kost minder")), (g.outcomes.max(), t("kost meer"))):
        if (outcome < 0) == (words == t("kost minder")) and abs(outcome) > 0.5:
            y, x = np.unravel_index(int(np.argmax(g.outcomes == outcome)), g.outcomes.shape)
            figure.add_annotation(
                x=g.x_values[x],
                y=g.y_values[y],
                text=f"<b>{words}</b>",
                showarrow=False,
                xanchor="left" if x < len(g.x_values) / 2 else "right",
                yanchor="bottom" if y < len(g.y_values) / 2 else "top",
                font={"size": style.font_size, "color": INK},
                bgcolor="rgba(255,255,255,0.75)",
            )
    for update, name, values in (
        (figure.update_xaxes, g.x_name, g.x_values),
        (figure.update_yaxes, g.y_name, g.y_values),
    ):
        ticks = [values[round(i * (len(values) - 1) / 4)] for i in range(5)]
        update(
            tickvals=ticks,
            ticktext=[written(name, value) for value in ticks],
            title={"text": t.message(ASSUMPTIONS[name].label)},
            showgrid=False,
            range=[values[0], values[-1]],
        )
    title = sentences.grid(t, g)
    return Chart(
        title=title,
        subtitle=t(
            "Opgeteld verschil met individuele hulp na {period}; zwarte lijn: kosten gelijk; kruis: de aannames nu",
            period=period(t, g.assumptions.years),
        ),
        figure=figure,
        source=source,
        alt=t("Kleurenvlak van twee aannames tegen elkaar. {title}.", title=title),
        table=_grid_table(t, g, written),
    )


def _grid_table(t: Texts, g: Grid, written: Written) -> Table:
    columns = [round(i * (len(g.x_values) - 1) / 4) for i in range(5)]
    rows = [round(i * (len(g.y_values) - 1) / 4) for i in range(5)]
    head = t.message(ASSUMPTIONS[g.y_name].label)
    names = [written(g.x_name, g.x_values[column]) for column in columns]
    shown = pd.DataFrame(
        [
            [written(g.y_name, g.y_values[row]), *(t.money(g.outcomes[row, column], sign=True) for column in columns)]
            for row in rows
        ],
        columns=[head, *names],
    )
    exported = pd.DataFrame(g.outcomes, columns=list(g.x_values))
    exported.insert(0, g.y_name, g.y_values)
    caption = t("Uitkomst naar {x} (kolommen)", x=t.message(ASSUMPTIONS[g.x_name].label))
    return Table(caption, shown, tuple(names), exported)


def fan(t: Texts, style: Style, s: Simulation, years: int, source: str) -> Chart:
    """The cumulative difference by year with its bands, and below each year the probability that it is below zero."""
    figure = new_figure(style, t.language, height=430)
    quantiles, x = s.fan, s.fan["year"]
    for low, high, opacity in (("p5", "p95", 0.18), ("p25", "p75", 0.35)):
        figure.add_trace(
            go.Scatter(
                x=[*x, *x[::-1]],
                y=[*quantiles[low], *quantiles[high][::-1]],
                fill="toself",
                fillcolor=f"rgba(0,114,178,{opacity})",
                line={"width": 0},
                hoverinfo="skip",
                mode="lines+markers" if len(x) == 1 else "lines",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=quantiles["p50"],
            mode="lines+markers",
            line={"color": BLUE, "width": style.line_width},
            marker={"size": style.marker_size * 0.8, "color": BLUE},
            customdata=[t.money(value, sign=True) for value in quantiles["p50"]],
            hovertemplate="%{x}: %{customdata}<extra></extra>",
        )
    )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    last = quantiles.iloc[-1]
    span = float(max(quantiles["p95"].max(), 0) - min(quantiles["p5"].min(), 0)) or 1.0
    for column, words in (("p95", t("95% ligt lager")), ("p50", t("midden")), ("p5", t("5% ligt lager"))):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=float(last[column]),
            text=words,
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"color": BLUE if column == "p50" else MUTED, "size": style.font_size},
        )
    figure.update_layout(margin={"r": int(style.font_size * 9.5)})
    step = max(1, -(-len(x) // _MOST_YEARS))
    ticks = [int(year) for year in x][::-1][::step][::-1]
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[f"{year}<br><b>{sentences.likelihood(t, float(s.probability_cheaper[year]))}</b>" for year in ticks],
        showgrid=False,
        range=[int(x.iloc[0]) - 0.3, int(x.iloc[-1]) + 0.1],
        ticklabelstandoff=8,
    )
    bottom, top = min(float(quantiles["p5"].min()), 0.0), max(float(quantiles["p95"].max()), 0.0)
    figure.update_yaxes(range=[bottom - 0.06 * span, top + 0.06 * span], **money_axis(t, max(-bottom, top)))
    title = sentences.probability(t, s, years)
    return Chart(
        title=title,
        subtitle=t(
            "Opgeteld verschil met individuele hulp; donker: middelste helft, licht: 90% van de trekkingen. Onder elk "
            "jaar de kans dat het arrangement tot dan toe minder heeft gekost"
        ),
        figure=figure,
        source=t(
            "{n} trekkingen (PERT-verdelingen, onafhankelijk, startgetal {seed}) van {k} aannames. {source}",
            n=t.integer(s.draws),
            seed=s.seed,
            k=len(s.ranges),
            source=source,
        ),
        alt=t("Waaier van uitkomsten per jaar. {title}.", title=title),
        table=_fan_table(t, s),
    )


def _fan_table(t: Texts, s: Simulation) -> Table:
    year, chance = t("Jaar"), t("Kans op minder kosten tot en met dit jaar")
    chance_in_year = t("Kans op minder kosten in dit jaar")
    names = {
        "p5": t("5% ligt lager"),
        "p25": t("25% ligt lager"),
        "p50": t("Midden"),
        "p75": t("75% ligt lager"),
        "p95": t("95% ligt lager"),
        "mean": t("Gemiddeld"),
    }
    shown = pd.DataFrame(
        {year: [str(value) for value in s.fan["year"]]}
        | {label: [t.money(value, sign=True) for value in s.fan[column]] for column, label in names.items()}
        | {
            chance: [sentences.likelihood(t, value) for value in s.probability_cheaper],
            chance_in_year: [sentences.likelihood(t, value) for value in s.probability_cheaper_in_year],
        }
    )
    exported = s.fan.assign(
        probability_cheaper=s.probability_cheaper.to_numpy(),
        probability_cheaper_in_year=s.probability_cheaper_in_year.to_numpy(),
    )
    return Table(t("Opgeteld verschil per jaar"), shown, (*names.values(), chance, chance_in_year), exported)
