"""The two routes by year, and what the difference adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.budget import Projection, Simulation
from display.charts import Chart, Table, new_figure
from display.live_chart import Axis, Band, Label, Line, LiveChart
from display.sentences.budget import answer, break_even, change_note, routes_subtitle
from display.texts import Texts
from display.theme import BLACK, BLUE, GREEN, PURPLE, VERMILION, Style


@dataclass(frozen=True)
class _Look:
    """How a scenario is drawn, the same in every picture: never by colour alone. Individual care is black."""

    colour: str
    dash: str
    symbol: str
    pattern: str


_LOOKS: Mapping[str, _Look] = {
    "A": _Look(BLUE, "solid", "circle", ""),
    "B": _Look(GREEN, "dash", "diamond", "/"),
    "C": _Look(VERMILION, "longdash", "triangle", "x"),
    "D": _Look(PURPLE, "dot", "circle", "."),
}
#: Names longer than this are cut beside a line: the picture needs the room.
_LONGEST_NAME = 24
#: Beyond this many bars only those of the last year say which scenario they belong to.
_MOST_LETTERS = 12
#: Amounts above bars in pixels: five of them fit side by side on a small projector.
_AMOUNT_FONT = 18
#: Beyond this many years not every one is written below the axis.
_MOST_YEARS = 8
#: Years from the edge of the picture to the first and the last line's end.
_BESIDE = 0.4


def routes(
    t: Texts,
    scenarios: Mapping[str, Projection],
    names: Mapping[str, str],
    source: str,
    *,
    title: str = "",
    simulation: Simulation | None = None,
    before: Projection | None = None,
) -> LiveChart:
    """Cost by year of the individual route and of the arrangement in each scenario.

    title: the answer of the first scenario where there is no other. names: what each scenario is called.
    simulation: of the first scenario, for the bands. before: the first scenario before its slider moved, as a ghost.
    """
    first_name, first = next(iter(scenarios.items()))
    lines = _lines(t, scenarios, names)
    bands = _bands(simulation, _look(first_name).colour) if simulation is not None else []
    drawn = [*lines, *(_ghost(t, before, first, first_name, names) if before is not None else [])]
    largest = max(max(line.y) for line in drawn)
    top = max([largest * 1.12 or 1.0, *(max(band.high) * 1.04 for band in bands)])
    labels, top = _labels(lines, top)
    axis = money_axis(t, largest)
    years = [pd.Series(line.x) for line in lines]
    low, high, ticks = _year_ticks(years)
    return LiveChart(
        title=title or answer(t, first),
        subtitle=routes_subtitle(t, simulation),
        note=change_note(t, before, first) if before is not None else "",
        lines=drawn,
        bands=bands,
        labels=labels,
        x=Axis(low - _BESIDE, high + _BESIDE, [(year, str(year)) for year in ticks]),
        y=Axis(0, top, [*zip(axis["tickvals"], axis["ticktext"], strict=True)]),
        source=source,
        alt=t("Lijnen per jaar. {answer}", answer=title or answer(t, first)),
        table=lambda: years_table(t, scenarios),
    )


def cumulative(
    t: Texts,
    style: Style,
    scenarios: Mapping[str, Projection],
    names: Mapping[str, str],
    source: str,
    *,
    height: int,
) -> Chart:
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
                marker={
                    "color": _look(name).colour,
                    "pattern": {"shape": _look(name).pattern, "size": 8, "solidity": 0.25},
                },
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
    name, first = next(iter(scenarios.items()))
    title = break_even(t, first)
    if len(scenarios) > 1:
        title = f"{names[name]}: {title[:1].lower()}{title[1:]}"
    return Chart(
        title=title,
        subtitle=t("Opgeteld verschil met individuele hulp; boven nul heeft het arrangement meer gekost"),
        figure=figure,
        source=source,
        alt=t("Staven per jaar. {conclusion}.", conclusion=title),
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


def _look(scenario: str) -> _Look:
    return _LOOKS.get(scenario, _LOOKS["A"])


def _lines(t: Texts, scenarios: Mapping[str, Projection], names: Mapping[str, str]) -> list[Line]:
    """The lines to draw: individual care once where the scenarios agree on it, and each arrangement."""
    longest = max(scenarios.values(), key=lambda p: len(p.years))
    agreed = all(_agree(p, longest) for p in scenarios.values())
    lines = []
    for name, p in scenarios.items():
        look = _look(name)
        called = _cut(names[name])
        if not agreed:
            individual = t("Individueel, {name}", name=called) if len(scenarios) > 1 else t("Individuele hulp")
            lines.append(_line(t, individual, p, "individual", _Look(BLACK, look.dash, "square", "")))
        elif p is longest:
            lines.append(_line(t, t("Individuele hulp"), p, "individual", _Look(BLACK, "solid", "square", "")))
        lines.append(_line(t, called if len(scenarios) > 1 else t("Arrangement"), p, "collective", look))
    return lines


def _line(t: Texts, name: str, p: Projection, column: str, look: _Look, *, thin: bool = False) -> Line:
    values = [float(v) for v in p.years[column]]
    return Line(
        name=name,
        x=[int(year) for year in p.years["year"]],
        y=values,
        written=[t.money(v) for v in values],
        colour=look.colour,
        dash=look.dash,
        symbol="" if thin else look.symbol,
        thin=thin,
    )


def _ghost(t: Texts, before: Projection, now: Projection, scenario: str, names: Mapping[str, str]) -> list[Line]:
    """Where the lines were before the slider moved: those that moved with it."""
    faint = [_Look(colour, "dot", "", "") for colour in (BLACK, _look(scenario).colour)]
    individual = _line(t, t("Individuele hulp, vorige stand"), before, "individual", faint[0], thin=True)
    called = t("{name}, vorige stand", name=_cut(names[scenario]))
    collective = _line(t, called, before, "collective", faint[1], thin=True)
    return [collective] if _agree(before, now) else [individual, collective]


def _bands(simulation: Simulation, colour: str) -> list[Band]:
    """Between the tenth and the ninetieth percentile of the draws, for both routes."""
    return [
        Band(
            x=[int(year) for year in fan["year"]],
            low=[float(v) for v in fan["p10"]],
            high=[float(v) for v in fan["p90"]],
            colour=band_colour,
        )
        for fan, band_colour in ((simulation.fans["individual"], BLACK), (simulation.fans["collective"], colour))
    ]


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _labels(lines: Sequence[Line], span: float) -> tuple[list[Label], float]:
    """Names in the margin at the height of their lines' ends, pushed apart; and how high they reach.

    The margin is the one place where no other line runs.
    """
    gap = span * 0.085
    ordered = sorted(range(len(lines)), key=lambda i: lines[i].y[-1])
    places = _apart([lines[i].y[-1] for i in ordered], gap)
    labels = [Label(lines[i].name, i, at, lines[i].y[-1]) for i, at in zip(ordered, places, strict=True)]
    return labels, max(span, places[-1] + gap * 0.6)


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


def money_axis(t: Texts, largest: float) -> dict[str, Any]:
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


def _year_ticks(years: Sequence[pd.Series]) -> tuple[int, int, list[int]]:
    """First and last year, and which are written: every one where they fit, otherwise every fifth and the last."""
    low, high = min(int(y.min()) for y in years), max(int(y.max()) for y in years)
    ticks = list(range(low, high + 1))
    if len(ticks) > _MOST_YEARS:
        # One that stands too close to the last gives way to it.
        ticks = [*(year for year in ticks[:-1:5] if high - year > (high - low) / 8), high]
    return low, high, ticks


def years_axis(figure: go.Figure, years: list[pd.Series], beside: float) -> None:
    low, high, ticks = _year_ticks(years)
    figure.update_xaxes(
        showgrid=False,
        tickvals=ticks,
        ticktext=[str(year) for year in ticks],
        range=[low - beside, high + beside],
        ticklabelstandoff=8,
        automargin=True,
    )
