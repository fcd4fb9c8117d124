"""The two routes by year, and what the difference adds up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import Projection
from display.charts import Chart, Table, new_figure
from display.sentences.budget import answer, break_even
from display.texts import Texts
from display.theme import BLACK, BLUE, GREEN, Style

#: Colour, dash and symbol of each scenario, the same in every picture; individual care is black.
_LOOKS: Mapping[str, tuple[str, str, str]] = {"A": (BLUE, "solid", "circle"), "B": (GREEN, "dash", "diamond")}
#: Beyond this many bars only those of the last year say which scenario they belong to.
_MOST_LETTERS = 12
#: Amounts above bars in pixels: five of them fit side by side on a small projector.
_AMOUNT_FONT = 18
#: Beyond this many years not every one is written below the axis.
_MOST_YEARS = 8
#: Years from the edge of the picture to the first and the last line's end.
_BESIDE = 0.4


@dataclass(frozen=True)
class _Line:
    name: str
    years: pd.Series
    values: pd.Series
    colour: str
    dash: str
    symbol: str

    @property
    def end(self) -> float:
        return float(self.values.iloc[-1])


def routes(t: Texts, style: Style, scenarios: Mapping[str, Projection], source: str, *, height: int) -> Chart:
    """Cost by year of the individual route and of the arrangement in each scenario; the first one gives the title."""
    figure = new_figure(style, t.language, height=height)
    first = next(iter(scenarios.values()))
    lines = _lines(t, scenarios)
    largest = max(float(line.values.max()) for line in lines)
    for position, line in enumerate(lines):
        # A line that a later one covers is drawn wider, so that both are seen.
        covered = sum(_coincide(line, later, 0.01 * largest) for later in lines[position + 1 :])
        figure.add_trace(
            go.Scatter(
                x=line.years,
                y=line.values,
                mode="lines+markers",
                name=line.name,
                line={"color": line.colour, "width": style.line_width * (1 + 1.6 * covered), "dash": line.dash},
                marker={
                    "symbol": line.symbol,
                    "size": style.marker_size * (0.75 + 0.4 * covered),
                    "color": line.colour,
                },
                customdata=[t.money(v) for v in line.values],
                hovertemplate=f"{line.name}, %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
    years_axis(figure, [line.years for line in lines], _BESIDE)
    top = _label_ends(figure, style, lines, largest * 1.12 or 1.0)
    figure.update_yaxes(range=[0, top], **money_axis(t, largest))
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
    count = sum(len(p.years) for p in scenarios.values())
    for name, p in scenarios.items():
        values = p.years["cumulative"]
        if len(scenarios) > 1:
            text = [f"<b>{name}</b>" if count <= _MOST_LETTERS else "" for _ in values[:-1]] + [f"<b>{name}</b>"]
        else:
            text = [t.money_about(v, sign=True) if count <= 6 else "" for v in values]
        figure.add_trace(
            go.Bar(
                x=p.years["year"],
                y=values,
                name=name,
                marker={"color": _look(name)[0]},
                text=text,
                textposition="outside",
                textangle=0,
                constraintext="none",
                cliponaxis=False,
                textfont={"size": min(style.font_size, _AMOUNT_FONT)},
                customdata=[t.money(v, sign=True) for v in values],
                hovertemplate=f"{name}, %{{x}}: %{{customdata}}<extra></extra>",
            )
        )
    figure.add_hline(y=0, line={"color": BLACK, "width": 2})
    largest = max(float(p.years["cumulative"].abs().max()) for p in scenarios.values())
    low = min(0.0, *(float(p.years["cumulative"].min()) for p in scenarios.values()))
    high = max(0.0, *(float(p.years["cumulative"].max()) for p in scenarios.values()))
    pad = 0.18 * (high - low) or 1.0
    figure.update_yaxes(range=[low - pad, high + pad], **money_axis(t, largest))
    years_axis(figure, [p.years["year"] for p in scenarios.values()], 0.6)
    first = next(iter(scenarios.values()))
    return Chart(
        title=break_even(t, first),
        subtitle=t("Opgeteld verschil met individuele hulp; boven nul heeft het arrangement meer gekost"),
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


def _agree(a: Projection, b: Projection) -> bool:
    """Whether individual care costs the same in every year that two projections share, and they share all of one."""
    both = _individual(a).to_frame("a").join(_individual(b).to_frame("b"), how="inner")
    shorter = min(len(a.years), len(b.years))
    return len(both) == shorter and bool((both["a"] - both["b"]).abs().max() < 0.01)


def _individual(p: Projection) -> pd.Series:
    return p.years.set_index("year")["individual"]


def _look(scenario: str) -> tuple[str, str, str]:
    return _LOOKS.get(scenario, _LOOKS["A"])


def _lines(t: Texts, scenarios: Mapping[str, Projection]) -> list[_Line]:
    """The lines to draw: individual care once where the scenarios agree on it, and each arrangement."""
    longest = max(scenarios.values(), key=lambda p: len(p.years))
    agreed = all(_agree(p, longest) for p in scenarios.values())
    lines = []
    for name, p in scenarios.items():
        colour, dash, symbol = _look(name)
        suffix = f" {name}" if len(scenarios) > 1 else ""
        years = p.years["year"]
        if not agreed:
            lines.append(_Line(t("Individuele hulp") + suffix, years, p.years["individual"], BLACK, dash, "square"))
        elif p is longest:
            lines.append(_Line(t("Individuele hulp"), years, p.years["individual"], BLACK, "solid", "square"))
        lines.append(_Line(t("Arrangement") + suffix, years, p.years["collective"], colour, dash, symbol))
    return lines


def _coincide(a: _Line, b: _Line, near: float) -> bool:
    """Whether two lines run over each other for two years or more."""
    both = pd.concat([a.values.set_axis(a.years), b.values.set_axis(b.years)], axis=1, join="inner")
    return bool(((both.iloc[:, 0] - both.iloc[:, 1]).abs() <= near).sum() > 1)


def _label_ends(figure: go.Figure, style: Style, lines: list[_Line], span: float) -> float:
    """Names in the right margin at the height of their lines' ends, pushed apart; returns how high they reach.

    The margin is the one place where no other line runs. A thin thread leads to it from a line that ends before it.
    """
    first = min(int(line.years.min()) for line in lines)
    last = max(int(line.years.max()) for line in lines)
    gap = span * 0.085
    ordered = sorted(lines, key=lambda line: line.end)
    places = _apart([line.end for line in ordered], gap)
    for line, y in zip(ordered, places, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=y,
            xanchor="left",
            xshift=6,
            showarrow=False,
            text=f"<b>{line.name}</b>",
            font={"color": line.colour, "size": style.font_size},
        )
        if last + _BESIDE - line.years.iloc[-1] > 0.1 * (last - first + 2 * _BESIDE):
            figure.add_shape(
                type="line",
                x0=line.years.iloc[-1],
                y0=line.end,
                x1=last + _BESIDE,
                y1=y,
                line={"color": line.colour, "width": 1, "dash": "dot"},
                layer="below",
            )
    longest = max(len(line.name) for line in lines)
    figure.update_layout(margin={"r": int(longest * style.font_size * 0.6) + 14})
    return max(span, places[-1] + gap * 0.6)


def _apart(wanted: list[float], gap: float) -> list[float]:
    """Ascending heights moved as little as possible (least squares) until they lie a gap apart; none below zero.

    Heights less their rank times the gap have to ascend: isotonic regression, by pooling neighbours that do not.
    """
    pools: list[list[float]] = []
    for rank, height in enumerate(wanted):
        pools.append([height - rank * gap])
        while len(pools) > 1 and _mean(pools[-2]) > _mean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    level = [max(_mean(pool), 0.0) for pool in pools for _ in pool]
    return [height + rank * gap for rank, height in enumerate(level)]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def money_axis(t: Texts, largest: float) -> dict[str, object]:
    """Tick labels in round amounts, written by the formatter and not by Plotly; of nothing but nought one tick."""
    if largest < 0.5:
        return {"tickvals": [0], "ticktext": [t.money(0)]}
    step = _round_step(largest / 4)
    ticks = [step * i for i in range(-8, 9)]
    return {"tickvals": ticks, "ticktext": [_tick(t, v, whole=step % 1e6 == 0) for v in ticks]}


def _tick(t: Texts, value: float, *, whole: bool) -> str:
    return t.money_short(value, decimals=0 if whole else 1) if value else t.money(0)


def _round_step(size: float) -> float:
    magnitude = 10.0 ** (len(str(int(max(size, 1)))) - 1)
    return next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= size)


def years_axis(figure: go.Figure, years: list[pd.Series], beside: float) -> None:
    """Every year where they fit, otherwise the first, every fifth after it, and the last."""
    low, high = min(int(y.min()) for y in years), max(int(y.max()) for y in years)
    ticks = list(range(low, high + 1))
    if len(ticks) > _MOST_YEARS:
        # One that stands too close to the last gives way to it.
        ticks = [*(year for year in ticks[:-1:5] if high - year > (high - low) / 8), high]
    figure.update_xaxes(
        showgrid=False,
        tickvals=ticks,
        ticktext=[str(year) for year in ticks],
        range=[low - beside, high + beside],
        ticklabelstandoff=8,
        automargin=True,
    )
