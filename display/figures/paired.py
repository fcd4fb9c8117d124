"""The same respondents on two questions: how much each differs, and the difference between the means."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analysis.statistics import Interval, PairedComparison, RepeatedComparison
from display.charts import Chart, label_value, new_figure, rows_of, set_rows, written_out
from display.figures.groups import answer_cloud
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
    lines = [(t("Wie beide beantwoordde"), found.n, found.t.estimate, found.t.interval, BLUE, "circle")]
    if everyone is not None:
        test = everyone.difference
        lines.append((t("Met wie er één beantwoordde"), everyone.n, test.estimate, test.interval, GREEN, "diamond"))
    rows = rows_of(
        style,
        [name for name, *_ in lines],
        [f"(n = {t.integer(n)})" for _, n, *_ in lines],
        row_height=150 if style.projector else 110,
    )
    figure = new_figure(style, t.language, height=rows.height + 90)
    figure.add_vline(0, line={"color": MUTED, "width": 1})
    if differences is not None:
        figure.add_trace(answer_cloud(differences, 0, BLUE, style))
    for position, (name, _, estimate, interval, colour, symbol) in enumerate(lines):
        figure.add_trace(_point(t, style, name, position, estimate, interval, colour, symbol))
        text = t.number(estimate, sign=True)
        label_value(figure, style, rows, position, text, at=estimate, end=interval.high)
    set_rows(figure, rows)
    ends = [abs(end) for _, _, _, interval, *_ in lines for end in (interval.low, interval.high)]
    widest = max([*ends, *(abs(d) for d in differences or ())])
    figure.update_xaxes(range=[-1.1 * widest, 1.1 * widest], dtick=1 if 1 < widest <= 10 else None)
    figure.update_xaxes(title={"text": t("← {second} hoger · verschil in punten · {first} hoger →", **_pair(labels))})
    return Chart(
        title=sentences.paired(t, found, *labels),
        subtitle=t("Gemiddeld verschil met {level}-interval", level=t.percent(found.confidence))
        + (t("; elke stip het verschil van één respondent") if differences is not None else ""),
        figure=figure,
        source=t("n = {n} met een antwoord op beide vragen. {source}", n=t.integer(found.n), source=source),
        alt=t(
            "Verschil tussen {first} en {second}: {value} punt {interval}.",
            **_pair(labels),
            value=t.number(found.t.estimate, sign=True),
            interval=t.interval(found.t.interval.low, found.t.interval.high),
        ),
        table=paired_means_table(t, found, everyone, labels),
    )


def _pair(labels: tuple[str, str]) -> dict[str, str]:
    return {"first": written_out(labels[0], 40, 1), "second": written_out(labels[1], 40, 1)}


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
