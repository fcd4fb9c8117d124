"""The two routes by year, and what the difference adds up to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import Projection
from display.charts import Chart, Table, new_figure
from display.sentences.budget import answer, break_even
from display.texts import Texts
from display.theme import BLACK, BLUE, GREEN, VERMILION, Style

#: One colour, dash and symbol for each line; scenarios in order.
_SCENARIOS = ((BLUE, "solid", "circle"), (GREEN, "dash", "diamond"))


def routes(t: Texts, style: Style, scenarios: Mapping[str, Projection], source: str, *, height: int) -> Chart:
    """Cost by year of the individual route and of the arrangement in each scenario; the first one gives the title."""
    figure = new_figure(style, t.language, height=height)
    first = next(iter(scenarios.values()))
    lines: list[tuple[str, pd.Series, pd.Series, tuple[str, str, str]]] = []
    for (name, p), look in zip(scenarios.items(), _SCENARIOS, strict=False):
        suffix = f" {name}" if len(scenarios) > 1 else ""
        years = p.years["year"]
        if p is first or not _same_individual(p, first):
            own = (
                suffix if len(scenarios) > 1 and any(not _same_individual(q, first) for q in scenarios.values()) else ""
            )
            lines.append((t("Individuele hulp") + own, years, p.years["individual"], (BLACK, look[1], "square")))
        lines.append((t("Arrangement") + suffix, years, p.years["collective"], look))
    for name, years, values, (colour, dash, symbol) in lines:
        figure.add_trace(
            go.Scatter(
                x=years,
                y=values,
                mode="lines+markers",
                name=name,
                line={"color": colour, "width": style.line_width, "dash": dash},
                marker={"symbol": symbol, "size": style.marker_size * 0.75, "color": colour},
                customdata=[t.money(v) for v in values],
                hovertemplate=f"{name}, %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
    _label_ends(figure, style, lines)
    largest = max(float(values.max()) for _, _, values, _ in lines)
    figure.update_yaxes(range=[0, largest * 1.12 or 1], **_money_axis(t, largest))
    _years_axis(figure, [years for _, years, _, _ in lines])
    return Chart(
        title=answer(t, first),
        subtitle=t("Kosten per jaar in euro’s van dat jaar; arrangement inclusief de individuele hulp die blijft"),
        figure=figure,
        source=source,
        alt=t("Lijnen per jaar. {answer}", answer=answer(t, first)),
        table=years_table(t, scenarios),
    )


def cumulative(t: Texts, style: Style, scenarios: Mapping[str, Projection], source: str, *, height: int) -> Chart:
    """The difference with individual care added up over the years: above zero the arrangement has cost more."""
    figure = new_figure(style, t.language, height=height)
    for (name, p), pattern in zip(scenarios.items(), ("", "/"), strict=False):
        values = p.years["cumulative"]
        colours = [VERMILION if v > 0 else BLUE for v in values]
        figure.add_trace(
            go.Bar(
                x=p.years["year"],
                y=values,
                name=name,
                marker={"color": colours, "pattern": {"shape": pattern}},
                text=[t.money_short(v, sign=True) for v in values] if len(scenarios) * len(values) <= 6 else None,
                textposition="outside",
                cliponaxis=False,
                textfont={"size": style.font_size},
                customdata=[t.money(v, sign=True) for v in values],
                hovertemplate=f"{name}, %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    largest = max(float(p.years["cumulative"].abs().max()) for p in scenarios.values())
    low = min(0.0, *(float(p.years["cumulative"].min()) for p in scenarios.values()))
    high = max(0.0, *(float(p.years["cumulative"].max()) for p in scenarios.values()))
    pad = 0.18 * (high - low) or 1.0
    figure.update_yaxes(range=[low - pad * (low < 0), high + pad * (high > 0)], **_money_axis(t, largest))
    _years_axis(figure, [p.years["year"] for p in scenarios.values()])
    first = next(iter(scenarios.values()))
    return Chart(
        title=break_even(t, first),
        subtitle=t("Opgeteld verschil met individuele hulp; boven nul heeft het arrangement meer gekost")
        + (t(" (gearceerd: {name})", name=list(scenarios)[1]) if len(scenarios) > 1 else ""),
        figure=figure,
        source=source,
        alt=t("Staven per jaar. {conclusion}.", conclusion=break_even(t, first)),
        table=years_table(t, scenarios),
    )


def years_table(t: Texts, scenarios: Mapping[str, Projection]) -> Table:
    """Every year of every scenario, in euros."""
    columns = {
        "individual": t("Individuele hulp"),
        "arrangement": t("Arrangement zelf"),
        "residual": t("Individuele hulp die blijft"),
        "collective": t("Arrangement totaal"),
        "difference": t("Verschil"),
        "cumulative": t("Opgeteld"),
        "per_pupil": t("Per leerling"),
    }
    scenario, year = t("Scenario"), t("Jaar")
    frames, exported = [], []
    for name, p in scenarios.items():
        signed = {"difference", "cumulative"}
        frame = pd.DataFrame(
            {label: [t.money(v, sign=column in signed) for v in p.years[column]] for column, label in columns.items()}
        )
        frame.insert(0, year, [str(y) for y in p.years["year"]])
        if len(scenarios) > 1:
            frame.insert(1, scenario, name)
        frames.append(frame)
        exported.append(p.years.assign(scenario=name))
    return Table(t("Kosten per jaar"), pd.concat(frames), tuple(columns.values()), pd.concat(exported))


def _same_individual(a: Projection, b: Projection) -> bool:
    return (
        len(a.years) == len(b.years)
        and bool((a.years["individual"] - b.years["individual"]).abs().max() < 0.01)
        and a.assumptions.start_year == b.assumptions.start_year
    )


def _label_ends(
    figure: go.Figure, style: Style, lines: list[tuple[str, pd.Series, pd.Series, tuple[str, str, str]]]
) -> None:
    """Names at the right end of their lines, pushed apart where lines end close together."""
    span = max(float(v.max()) for _, _, v, _ in lines) * 1.12 or 1.0
    gap = span * 0.075
    placed: list[float] = []
    for name, years, values, (colour, _, _) in sorted(lines, key=lambda line: float(line[2].iloc[-1])):
        y = float(values.iloc[-1])
        if placed:
            y = max(y, placed[-1] + gap)
        placed.append(y)
        figure.add_annotation(
            x=years.iloc[-1],
            y=y,
            xanchor="left",
            xshift=12,
            showarrow=False,
            text=f"<b>{name}</b>",
            font={"color": colour, "size": style.font_size},
        )
    longest = max(len(name) for name, _, _, _ in lines)
    figure.update_layout(margin={"r": int(longest * style.font_size * 0.62) + 20})


def _money_axis(t: Texts, largest: float) -> dict[str, object]:
    """Tick labels in round amounts, written by the formatter and not by Plotly."""
    step = _round_step(largest / 4 if largest else 1.0)
    ticks = [step * i for i in range(-8, 9)]
    return {"tickvals": ticks, "ticktext": [_tick(t, v, whole=step % 1e6 == 0) for v in ticks]}


def _tick(t: Texts, value: float, *, whole: bool) -> str:
    return t.money_short(value, decimals=0 if whole else 1) if value else t.money(0)


def _round_step(size: float) -> float:
    magnitude = 10.0 ** (len(str(int(max(size, 1)))) - 1)
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= size)


def _years_axis(figure: go.Figure, years: list[pd.Series]) -> None:
    low, high = min(int(y.min()) for y in years), max(int(y.max()) for y in years)
    figure.update_xaxes(
        showgrid=False,
        tickformat="d",
        dtick=1 if high - low <= 12 else 5,
        range=[low - 0.4, high + 0.4],
        automargin=True,
    )
