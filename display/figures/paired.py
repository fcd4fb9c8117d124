"""The same respondents on two questions: how much each differs, and the difference between the means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import plotly.graph_objects as go

from analysis.statistics import Interval, PairedComparison, RepeatedComparison
from display.charts import Chart, label_value, new_figure, rows_of, set_rows, written_out
from display.group_tables import paired_means_table
from display.sentences import group_families as sentences
from display.texts import Texts
from display.theme import BLUE, GREEN, MUTED, Style


def paired_differences(
    t: Texts,
    style: Style,
    found: PairedComparison,
    everyone: RepeatedComparison | None,
    labels: tuple[str, str],
    differences: Sequence[float] | None,
    source: str,
) -> Chart:
    """The mean difference of who answered both, and of all where some answered one only; with intervals.

    differences: those of single respondents, drawn behind; never those of people, whom a point could point at.
    """
    lines = [(t("Gemiddeld verschil, wie beide beantwoordde"), found.n, found.t.estimate, found.t.interval, BLUE)]
    if everyone is not None:
        test = everyone.difference
        lines.append((t("Met wie er één beantwoordde"), everyone.n, test.estimate, test.interval, GREEN))
    above = 0 if differences is None else 1
    rows = rows_of(
        style,
        [*([t("Respondenten")] * above), *(name for name, *_ in lines)],
        [f"(n = {t.integer(n)})" for n in [found.n] * above + [line[1] for line in lines]],
        row_height=110 if style.projector else 80,
    )
    figure = new_figure(style, t.language, height=rows.height + 110)
    figure.add_vline(0, line={"color": MUTED, "width": 1})
    if differences is not None:
        figure.add_trace(_respondents(t, style, differences))
    for position, (name, _, estimate, interval, colour) in enumerate(lines, start=above):
        symbol = "circle" if position == above else "diamond"
        figure.add_trace(_point(t, style, name, position, estimate, interval, colour, symbol))
        beside = replace(rows, crowded=True)  # to the right of the interval: the line at 0 would run through it
        label_value(figure, style, beside, position, t.number(estimate, sign=True), at=estimate, end=interval.high)
    set_rows(figure, rows)
    ends = [abs(end) for _, _, _, interval, _ in lines for end in (interval.low, interval.high)]
    widest = max([*ends, *(abs(d) for d in differences or ())])
    figure.update_xaxes(range=[-1.2 * widest, 1.2 * widest], dtick=1 if 1 < widest <= 10 else None)
    figure.update_layout(margin={"t": 2 * style.font_size})
    for side, text in (
        ("left", t("← {question} hoger", question=written_out(labels[1], 34, 1))),
        ("right", t("{question} hoger →", question=written_out(labels[0], 34, 1))),
    ):
        figure.add_annotation(
            x=0 if side == "left" else 1,
            y=1,
            xref="paper",
            yref="paper",
            xanchor=side,
            yanchor="bottom",
            showarrow=False,
            text=text,
            font={"size": style.font_size - (4 if style.projector else 1), "color": MUTED},
        )
    return Chart(
        title=sentences.paired(t, found, *labels),
        subtitle=t("Verschil in punten, gemiddelde met {level}-interval", level=t.percent(found.confidence))
        + (t("; stippen: respondenten met dat verschil, oppervlak naar aantal") if differences is not None else ""),
        figure=figure,
        source=t("n = {n} met een antwoord op beide vragen. {source}", n=t.integer(found.n), source=source),
        alt=t(
            "Verschil tussen {first} en {second}: {value} punt {interval}.",
            first=labels[0],
            second=labels[1],
            value=t.number(found.t.estimate, sign=True),
            interval=t.interval(found.t.interval.low, found.t.interval.high),
        ),
        table=paired_means_table(t, found, everyone, labels),
    )


def _respondents(t: Texts, style: Style, differences: Sequence[float]) -> go.Scatter:
    """How many respondents have each difference: the area of a dot."""
    counts = Counter(round(difference, 6) for difference in differences)
    most = max(counts.values())
    return go.Scatter(
        x=list(counts),
        y=[0] * len(counts),
        mode="markers",
        marker={
            "color": BLUE,
            "opacity": 0.35,
            "size": list(counts.values()),
            "sizemode": "area",
            "sizeref": most / (3.5 * style.marker_size) ** 2 * 2,
            "sizemin": 3,
        },
        hovertext=[f"{t.number(value, sign=True)}: n = {t.integer(count)}" for value, count in counts.items()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _point(
    t: Texts,
    style: Style,
    name: str,
    row: int,
    estimate: float,
    interval: Interval,
    colour: str,
    symbol: str,
) -> go.Scatter:
    return go.Scatter(
        x=[estimate],
        y=[row],
        mode="markers",
        marker={"color": colour, "symbol": symbol, "size": style.marker_size},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [interval.high - estimate],
            "arrayminus": [estimate - interval.low],
            "color": colour,
            "thickness": style.line_width,
            "width": style.marker_size / 2,
        },
        hovertext=f"{written_out(name)}<br>{t.number(estimate, sign=True)} {t.interval(interval.low, interval.high)}",
        hovertemplate="%{hovertext}<extra></extra>",
    )
