"""Reliability of scales, the spread of their scores, and how each item was answered."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.statistics import Description
from analysis.survey import Scale
from display.charts import (
    Chart,
    Segment,
    Table,
    label_value,
    new_figure,
    published_key,
    published_mark,
    rows_of,
    set_rows,
    stacked_shares,
    written_out,
)
from display.labels import ScaleWords
from display.sentences.reliability import STUDY_MINIMUM, minimum_explained, overview_conclusion
from display.tables import ScaleResult, scales_table
from display.texts import Texts
from display.theme import BLUE, INK, MUTED, VERMILION, Style, answer_colours

#: Characters of an item in a title; in full it stands in the picture and the table.
_QUOTED = 70
_MOST_BARS, _BARS_OF_MANY = 40, 20
_MOST_ANSWERS, _BANDS = 11, 5
#: In answers that say how far somebody agrees with a statement.
_AGREEMENT = re.compile(r"\b(on)?eens\b|agree")


def alphas(t: Texts, style: Style, results: Sequence[ScaleResult], source: str) -> Chart:
    """Alpha of every scale with its interval, against the minimum that the national study used; scores in the table."""
    names = [found.label for found in results]
    counted = [f"(n = {t.integer(found.reliability.n)})" for found in results]
    rows = rows_of(style, names, counted, row_height=64 if style.projector else 54)
    figure = new_figure(style, t.language, height=rows.height + 100)
    lowest = min(0.0, *(found.reliability.interval.low for found in results))
    figure.add_vline(x=STUDY_MINIMUM, line={"color": MUTED, "dash": "dash", "width": 2})
    figure.add_annotation(
        x=STUDY_MINIMUM,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right",  # to the left there is always room, also on a narrow screen
        showarrow=False,
        text=t("minimum van de landelijke studie: {minimum}", minimum=t.number(STUDY_MINIMUM, 1)),
        font={"color": MUTED, "size": style.font_size},
    )
    for position, (found, note) in enumerate(zip(results, counted, strict=True)):
        r = found.reliability
        colour = BLUE if r.alpha >= STUDY_MINIMUM else VERMILION
        if found.published is not None:
            figure.add_trace(published_mark(t, style, rows, position, found.label, found.published.alpha, 3))
        figure.add_trace(
            go.Scatter(
                x=[r.alpha],
                y=[position],
                mode="markers",
                marker={"color": colour, "size": style.marker_size, "symbol": "circle" if colour == BLUE else "square"},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": [r.interval.high - r.alpha],
                    "arrayminus": [r.alpha - r.interval.low],
                    "color": colour,
                    "thickness": style.line_width,
                    "width": style.marker_size / 2,
                },
                hovertext=f"{written_out(found.label)} {note}<br>"
                f"{t.number(r.alpha)} {t.interval(r.interval.low, r.interval.high)}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        label_value(figure, style, rows, position, t.number(r.alpha), at=r.alpha, end=r.interval.high)
    set_rows(figure, rows)
    figure.update_layout(margin={"t": style.font_size * 2, "r": style.font_size * (3 if rows.crowded else 1)})
    figure.update_xaxes(range=[max(lowest, -1) - 0.02, 1.02], dtick=0.2)
    alphas_only = [(found.label, found.reliability) for found in results]
    return Chart(
        title=overview_conclusion(t, [(found.label, found.reliability, found.items) for found in results]),
        subtitle=t(
            "Cronbachs alfa met {level}-betrouwbaarheidsinterval (Feldt)",
            level=t.percent(results[0].reliability.confidence),
        )
        + published_key(t, shown=any(found.published for found in results)),
        figure=figure,
        source=t("n per schaal: respondenten die alle items beantwoordden. {source}", source=source)
        + f" {minimum_explained(t)}",
        alt=t(
            "Alfa per schaal: {values}.", values=t.listing([f"{label} {t.number(r.alpha)}" for label, r in alphas_only])
        ),
        table=scales_table(t, results),
    )


def score_distribution(
    t: Texts,
    style: Style,
    scores: pd.Series,
    described: Description,
    scale: Scale,
    source: str,
) -> Chart:
    """Histogram of scale scores over the scale's whole range, with the mean marked."""
    values = scores.dropna().to_numpy(dtype=float)
    bounds, label = (scale.minimum, scale.maximum), scale.label
    bars = 4 * round(bounds[1] - bounds[0])
    bars = bars if bars <= _MOST_BARS else _BARS_OF_MANY
    edges = np.linspace(bounds[0], bounds[1], bars + 1)
    counts, _ = np.histogram(values, bins=edges)
    figure = new_figure(style, t.language, height=460 if style.projector else 300)
    figure.add_trace(
        go.Bar(
            x=(edges[:-1] + edges[1:]) / 2,
            y=counts,
            width=np.diff(edges) * 0.94,
            marker={"color": BLUE},
            customdata=[f"{t.number(a)} – {t.number(b)}" for a, b in itertools.pairwise(edges)],
            hovertemplate="%{customdata}: %{y}<extra></extra>",
        )
    )
    figure.add_vline(x=described.mean, line={"color": INK, "width": 3})
    figure.add_annotation(
        x=described.mean,
        y=1,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        text=t("gemiddelde {mean}", mean=t.number(described.mean)),
    )
    figure.update_layout(margin={"t": style.font_size * 2})
    room = (bounds[1] - bounds[0]) / 80
    figure.update_xaxes(range=[bounds[0] - room, bounds[1] + room], dtick=1 if bounds[1] - bounds[0] <= 10 else None)
    figure.update_yaxes(title={"text": t("respondenten")})
    middle = sum(bounds) / 2
    above = float((values > middle).mean())
    shown = pd.DataFrame(
        {
            t("Score"): [f"{t.number(a)} – {t.number(b)}" for a, b in itertools.pairwise(edges)],
            t("Respondenten"): [t.integer(c) for c in counts],
        }
    )
    return Chart(
        title=t(
            "{share} van de respondenten scoort boven het midden van de schaal {label}",
            share=t.percent(above),
            label=label,
        ),
        subtitle=t(
            "Schaalscore: gemiddelde van de beantwoorde items, van {low} tot {high}; mediaan {median}, SD {sd}",
            low=t.integer(bounds[0]),
            high=t.integer(bounds[1]),
            median=t.number(described.median),
            sd=t.number(described.sd),
        ),
        figure=figure,
        source=t(
            "n = {n} met een schaalscore, {missing} zonder. {source}",
            n=t.integer(described.n),
            missing=t.integer(described.missing),
            source=source,
        ),
        alt=t(
            "Verdeling van {label}: gemiddelde {mean}, mediaan {median}.",
            label=label,
            mean=t.number(described.mean),
            median=t.number(described.median),
        ),
        table=Table(t("Verdeling van de schaalscores"), shown, (t("Respondenten"),)),
    )


def _in_bands(t: Texts, counts: pd.DataFrame, words: ScaleWords) -> tuple[pd.DataFrame, ScaleWords]:
    """The counts, and the words, of answers that are taken together in groups of about as many numbers."""
    codes = sorted(words.answers)
    ends = [round(end) for end in np.linspace(codes[0], codes[-1], _BANDS + 1)]
    starts = [ends[0], *(end + 1 for end in ends[1:-1])]
    bands = dict(zip(starts, ends[1:], strict=True))
    added = {low: counts[[code for code in codes if low <= code <= high]].sum(axis=1) for low, high in bands.items()}
    said = {
        float(low): t("{low} tot en met {high}", low=t.integer(low), high=t.integer(high))
        for low, high in bands.items()
    }
    return pd.DataFrame(added).rename(columns=float).assign(n=counts["n"]), replace(words, answers=said)


def item_answers(
    t: Texts,
    style: Style,
    counts: pd.DataFrame,
    words: ScaleWords,
    source: str,
) -> Chart:
    """A stacked bar for each item: which share gave which answer. `counts`: items × answers as given, plus column n.

    More answers than can be told apart, such as those of a slider from 0 to 100, are taken together in five.
    """
    if len(words.answers) > _MOST_ANSWERS:
        counts, words = _in_bands(t, counts, words)
        source = t("De antwoorden zijn voor deze figuur in {n} groepen samengenomen. {source}", n=_BANDS, source=source)
    names, answers = [words.given[str(item)] for item in counts.index], words.answers
    n = [int(value) for value in counts["n"]]
    shares = {
        code: [int(c) / total if total else 0.0 for c, total in zip(counts[code], n, strict=True)] for code in answers
    }
    codes = list(answers)
    segments = [
        Segment(answers[code], colour, shares[code], [t.percent(share) for share in shares[code]])
        for code, colour in zip(codes, answer_colours(len(codes)), strict=True)
    ]
    figure = stacked_shares(t, style, names, segments, row_height=58 if style.projector else 46)
    agreeing = [sum(shares[code][i] for code in codes[len(codes) // 2 + len(codes) % 2 :]) for i in range(len(names))]
    best, worst = agreeing.index(max(agreeing)), agreeing.index(min(agreeing))
    quoted = [textwrap.shorten(name, _QUOTED, placeholder="…") for name in names]
    shown = pd.DataFrame(
        {
            t("Item"): names,
            **{answers[code]: [t.percent(share) for share in shares[code]] for code in codes},
            t("n"): [t.integer(value) for value in n],
        }
    )
    ends = {
        "best": quoted[best],
        "high": t.percent(agreeing[best]),
        "worst": quoted[worst],
        "low": t.percent(agreeing[worst]),
    }
    if any(_AGREEMENT.search(answer.casefold()) for answer in answers.values()):
        title = t("Het vaakst onderschreven: ‘{best}’ ({high}); het minst: ‘{worst}’ ({low})", **ends)
    else:
        title = t("De hogere antwoorden het vaakst bij ‘{best}’ ({high}); het minst bij ‘{worst}’ ({low})", **ends)
    return Chart(
        title=title,
        subtitle=t("Antwoorden op de items van {label}, in procenten van wie een antwoord gaf", label=words.label),
        figure=figure,
        source=t(
            "n per item van {low} tot {high}. {source}", low=t.integer(min(n)), high=t.integer(max(n)), source=source
        ),
        alt=t(
            "Gestapelde staven per item. De hogere antwoorden het vaakst bij {best}, het minst bij {worst}.",
            best=names[best],
            worst=names[worst],
        ),
        table=Table(
            t("Antwoorden per item"),
            shown,
            (*answers.values(), t("n")),
            counts.reset_index(names="item").assign(label=names),
        ),
    )
