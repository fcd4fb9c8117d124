"""A picture of a question with several answers: what share of each group chose each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from analysis.statistics import MultipleResponse
from display.charts import Chart, Rows, add_annotations, new_figure, rows_of, set_rows, written_out
from display.multiple_tables import most_chosen_first, shares_table
from display.multiple_words import MultipleWords
from display.sentences import multiple as sentences
from display.texts import Texts
from display.theme import GRID, INK, MUTED, Style, group_marks

#: Lines (a group of an answer) that a projector shows legibly, pixels that a line takes on a laptop.
_MOST_PROJECTED, _LINE = 10, 24
#: What a projector of 1280 × 720 leaves for the rows, and about the width that a picture has beside its names.
_PROJECTED_HEIGHT, _WIDTH = 280, 620
#: What part of its row the groups of an answer take together.
_BAND = 0.84
_LONGEST_GROUP = 26


def answers_by_group(t: Texts, style: Style, found: MultipleResponse, words: MultipleWords, source: str) -> Chart:
    """A row an answer, and in it a point for each group with its interval; all groups together as an upright line."""
    answers = _drawn(found, style)
    count = len(found.n)
    names = [words.answers[answer] for answer in answers]
    notes = [t("(samen {share})", share=t.percent(found.overall.loc[answer, "share"])) for answer in answers]
    height = count * _LINE + 14
    rows = rows_of(style, names, notes, row_height=height)
    rows = replace(rows, height=max(rows.height, len(names) * height))
    figure = new_figure(style, t.language, height=rows.height + 60)
    room = _PROJECTED_HEIGHT * _BAND / (len(answers) * count * 1.05)
    font_size = max(14, min(style.font_size, int(room))) if style.projector else style.font_size - 1
    size = min(style.marker_size, font_size * 0.8)
    marks = group_marks([str(group) for group in found.n.index])
    written: list[dict[str, object]] = []
    for number, group in enumerate(found.n.index):
        shift = _BAND * ((number + 0.5) / count - 0.5)
        mark, name = marks[str(group)], words.groups[group]
        share, low, high = (frame.loc[answers, group] for frame in (found.share, found.ci_low, found.ci_high))
        figure.add_trace(
            go.Scatter(
                x=share.tolist(),
                y=[place + shift for place in range(len(answers))],
                mode="markers",
                name=written_out(name, 30, 2),
                marker={"color": mark.colour, "symbol": mark.symbol, "size": size},
                error_x={
                    "type": "data",
                    "symmetric": False,
                    "array": (high - share).tolist(),
                    "arrayminus": (share - low).tolist(),
                    "color": mark.colour,
                    "thickness": style.line_width * 0.7,
                    "width": size / 3,
                },
                hovertext=[_hover(t, found, words, answer, group) for answer in answers],
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
        for place, answer in enumerate(answers):
            value = f"<b>{t.percent(share[answer])}</b>"
            called = f" {written_out(name, _LONGEST_GROUP, 1)}"  # beside the first row: the groups' colours and signs
            written.append(
                {
                    "x": float(high[answer]),
                    "y": place + shift,
                    "text": value if place else value + called,
                    "showarrow": False,
                    "xanchor": "left",
                    "xshift": size * 0.6,
                    "font": {"size": font_size, "color": INK},
                }
            )
    add_annotations(figure, written)
    _set_axes(t, figure, found, answers, rows, font_size, [words.groups[group] for group in found.n.index])
    return Chart(
        title=sentences.conclusion(t, found, words),
        subtitle=_subtitle(t, found, words, len(answers)),
        figure=figure,
        source=" ".join(
            part
            for part in (
                t("n per groep: {sizes}.", sizes=sentences.sizes(t, found, words)),
                sentences.left_out(t, found),
                source,
            )
            if part
        ),
        alt=t(
            "Per antwoord het deel van elke groep: {answers}.",
            answers="; ".join(
                f"{words.answers[answer]} – "
                + ", ".join(
                    f"{words.groups[group]}: {t.percent(share)}" for group, share in found.share.loc[answer].items()
                )
                for answer in answers
            ),
        ),
        table=shares_table(t, found, words),
    )


def _drawn(found: MultipleResponse, style: Style) -> list[Any]:
    """The answers that are drawn, most chosen first; on a projector those in which the groups differ most."""
    answers = [answer for answer in most_chosen_first(found) if answer in found.share.index]
    most = max(1, _MOST_PROJECTED // len(found.n))
    if not style.projector or len(answers) <= most:
        return answers
    spread = (found.share.max(axis=1) - found.share.min(axis=1)).rank()
    strength = found.tests["cramers_v"].reindex(found.share.index).fillna(-1.0)
    kept = set(strength.to_frame("v").assign(spread=spread).sort_values(["v", "spread"]).index[-most:])
    return [answer for answer in answers if answer in kept]


def _subtitle(t: Texts, found: MultipleResponse, words: MultipleWords, drawn: int) -> str:
    told = t(
        "Deel van elke groep ({grouping}) dat een antwoord koos, met {level}-betrouwbaarheidsinterval; ┆ alle groepen "
        "samen. Meer antwoorden mogelijk, dus samen meer dan 100%.",
        grouping=words.grouping,
        level=t.percent(found.confidence),
    )
    if found.overall["share"].sum() <= 1:
        told = t(
            "Deel van elke groep ({grouping}) dat een antwoord koos, met {level}-betrouwbaarheidsinterval; ┆ alle "
            "groepen samen. Meer antwoorden mogelijk.",
            grouping=words.grouping,
            level=t.percent(found.confidence),
        )
    if drawn < len(found.share):
        told += " " + t("Getekend: de {n} antwoorden die het meest verschillen.", n=t.integer(drawn))
    return told


def _hover(t: Texts, found: MultipleResponse, words: MultipleWords, answer: Any, group: Any) -> str:
    share, low, high = (frame.loc[answer, group] for frame in (found.share, found.ci_low, found.ci_high))
    between = "; " if t.language == "nl" else ", "
    told = t(
        "{share} [{interval}], {count} van {n}",
        share=t.percent(share),
        interval=f"{t.percent(low)}{between}{t.percent(high)}",
        count=t.integer(found.chosen.loc[answer, group]),
        n=t.integer(found.n[group]),
    )
    return f"{written_out(words.answers[answer])}<br>{written_out(words.groups[group])}: {told}"


def _set_axes(
    t: Texts,
    figure: go.Figure,
    found: MultipleResponse,
    answers: list[Any],
    rows: Rows,
    font_size: int,
    groups: list[str],
) -> None:
    """Names down the side, percentages below, room for the words, and the line of all groups together in each row."""
    set_rows(figure, rows)
    first, highest = found.ci_high.loc[answers[0]], float(found.ci_high.loc[answers].to_numpy().max())
    letters = [min(len(name), _LONGEST_GROUP) + 6 for name in groups]
    # An end at x with so many letters behind it fits if the axis is that much longer.
    ends = [(float(end), width) for end, width in zip(first, letters, strict=True)]
    reach = max(end / (1 - min(0.6, width * font_size * 0.52 / _WIDTH)) for end, width in [*ends, (highest, 6)])
    low = float(found.ci_low.loc[answers].to_numpy().min())
    ticks = [tick / 5 for tick in range(6) if tick / 5 <= max(highest, 0.2) + 0.1]
    figure.update_xaxes(
        range=[min(0.0, low) - 0.01, max(reach, ticks[-1] + 0.01)],
        tickvals=ticks,
        ticktext=[t.percent(tick) for tick in ticks],
    )
    lines: list[dict[str, object]] = []
    for place, answer in enumerate(answers):
        share = float(found.overall.loc[answer, "share"])
        ends_at = {"type": "line", "layer": "below"}
        dashed = {"color": MUTED, "width": 2, "dash": "dot"}
        lines.append({**ends_at, "x0": share, "x1": share, "y0": place - 0.42, "y1": place + 0.42, "line": dashed})
        if place:
            between = {"x0": 0, "x1": 1, "xref": "paper", "y0": place - 0.5, "y1": place - 0.5}
            lines.append({**ends_at, **between, "line": {"color": GRID, "width": 1}})
    figure.update_layout(shapes=lines)
