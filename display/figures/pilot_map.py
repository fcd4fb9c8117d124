"""Pilots on a map of the provinces: plain lines and points, so that no outline or tile is fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.pilots import ASPECT, Attribute, Kind, Outline, Pilots, Place, cross
from display.charts import Chart, Table, new_figure, written_out
from display.pilot_words import class_word, value_word
from display.sentences.pilots import map_conclusion
from display.texts import Texts
from display.theme import BLUE, INK, MUTED, Mark, Style, group_marks

_LAND, _BORDER = "#EEF1F4", "#B8C4CE"
#: Degrees: where the names stand left and right of the country, and the room for them.
_LEFT, _RIGHT, _WEST, _EAST, _SOUTH, _NORTH = 3.15, 7.4, 1.3, 9.25, 50.65, 53.65
_MIDDLE = 5.5  # west of it a name stands on the left
_MOST_COLOURS = 6
_LARGEST = 2.6  # diameter of the largest point, as a multiple of the usual one


def pilot_map(
    t: Texts,
    style: Style,
    pilots: Pilots,
    drawn: Sequence[Place],
    outlines: Sequence[Outline],
    *,
    size: str,
    colour: str,
) -> Chart:
    """Each pilot at its place: area by a number, colour and shape by any attribute, its name beside the land."""
    figure = new_figure(style, t.language, height=560)
    for outline in outlines:
        for ring in outline.rings:
            figure.add_trace(
                go.Scatter(
                    x=[x for x, _ in ring],
                    y=[y for _, y in ring],
                    mode="lines",
                    fill="toself",
                    fillcolor=_LAND,
                    line={"color": _BORDER, "width": 1},
                    hoverinfo="skip",
                )
            )
    by_size, by_colour = pilots.attribute(size), pilots.attribute(colour)
    classes = {place.pilot: _class(t, pilots, by_colour, place.pilot) for place in drawn}
    marks = _marks(list(dict.fromkeys(classes.values())))
    numbers = {p.pilot: value for p in drawn if isinstance(value := pilots.value(p.pilot, size), int | float)}
    largest = max(numbers.values(), default=0) or 1
    for place in drawn:
        mark = marks[classes[place.pilot]]
        number = numbers.get(place.pilot)
        share = 0.0 if number is None else number / largest
        figure.add_trace(
            go.Scatter(
                x=[place.x],
                y=[place.y],
                mode="markers",
                marker={
                    "symbol": mark.symbol if number is not None else f"{mark.symbol}-open",
                    "color": mark.colour,
                    "size": style.marker_size * max(0.7, _LARGEST * share**0.5),
                    "opacity": 0.9,
                    "line": {
                        "width": 1 if number is not None else 3,
                        "color": "#FFFFFF" if number is not None else mark.colour,
                    },
                },
                hovertext=f"{written_out(place.pilot)}<br>{written_out(classes[place.pilot])}<br>"
                f"{by_size.label(t.language)}: {value_word(t, by_size, number)}",
                hovertemplate="%{hovertext}<extra></extra>",
            )
        )
    _names(style, figure, [p for p in drawn if p.x < _MIDDLE], classes, at=_LEFT, right=False)
    _names(style, figure, [p for p in drawn if p.x >= _MIDDLE], classes, at=_RIGHT, right=True)
    figure.update_xaxes(visible=False, range=[_WEST, _EAST], constrain="domain")
    figure.update_yaxes(
        visible=False, range=[_SOUTH, _NORTH], scaleanchor="x", scaleratio=1 / ASPECT, constrain="domain"
    )
    missing = [name for name in pilots.names if name not in {place.pilot for place in drawn}]
    source = t(
        "Bron: rapport Twente en elders, maart 2021; grenzen van provincies: Natural Earth (publiek domein), "
        "vereenvoudigd, pakket van 2026."
    )
    if missing:
        source += " " + t("Niet op de kaart, want zonder provincie: {pilots}.", pilots=t.listing(missing))
    if any(not place.exact for place in drawn):
        source += " " + t("Eigen pilots staan in het midden van hun provincie.")
    return Chart(
        title=map_conclusion(t, pilots, [place.pilot for place in drawn]),
        subtitle=t(
            "Oppervlak: {size} (open teken: niet vermeld); kleur en vorm: {colour}",
            size=by_size.label(t.language).lower(),
            colour=by_colour.label(t.language).lower(),
        ),
        figure=figure,
        source=source,
        alt=t(
            "Kaart van Nederland met {n} pilots, elk met {colour}. De lijst noemt ze allemaal.",
            n=len(drawn),
            colour=by_colour.label(t.language).lower(),
        ),
        table=map_table(t, pilots, by_size, by_colour),
    )


def map_table(t: Texts, pilots: Pilots, size: Attribute, colour: Attribute) -> Table:
    """The list beside the map: every pilot, also one that has no place on it."""
    columns = {"Pilot": list(pilots.names)}
    columns[t("Provincie")] = [pilots.text(n, "province", t.language) or t("niet vermeld") for n in pilots.names]
    for attribute in (colour, size):
        columns[attribute.label(t.language)] = [
            value_word(t, attribute, pilots.value(name, attribute.name)) for name in pilots.names
        ]
    return Table(t("Pilots op de kaart"), pd.DataFrame(columns), (size.label(t.language),))


def _class(t: Texts, pilots: Pilots, attribute: Attribute, name: str) -> str:
    value = pilots.value(name, attribute.name)
    if not attribute.kind.is_numeric or attribute.kind is Kind.YEAR or value is None:
        return value_word(t, attribute, value)
    found = cross(attribute.name, attribute.name, pilots).rows.holding(value)[0]
    return class_word(t, attribute, found)


def _marks(classes: list[str]) -> dict[str, Mark]:
    """A colour and shape for each answer; one for all where there are too many to tell apart."""
    if len(classes) > _MOST_COLOURS:
        return dict.fromkeys(classes, Mark(BLUE, "circle"))
    return group_marks(classes)


def _names(
    style: Style,
    figure: go.Figure,
    drawn: Sequence[Place],
    classes: dict[str, str],
    *,
    at: float,
    right: bool,
) -> None:
    """Names in a column beside the land, from north to south, each tied to its point: close neighbours stay legible."""
    ordered = sorted(drawn, key=lambda place: -place.y)
    step = min(0.4, (_NORTH - _SOUTH - 0.3) / max(len(ordered), 1))
    heights: list[float] = []
    for place in ordered:
        heights.append(min(place.y, heights[-1] - step) if heights else min(place.y + step, _NORTH - 0.15))
    lift = max(0.0, _SOUTH + 0.15 - heights[-1]) if heights else 0.0
    for place, height in zip(ordered, heights, strict=True):
        y = height + lift
        figure.add_trace(
            go.Scatter(
                x=[place.x, at],
                y=[place.y, y],
                mode="lines",
                line={"color": MUTED, "width": 1},
                hoverinfo="skip",
            )
        )
        figure.add_annotation(
            x=at,
            y=y,
            text=f"<b>{written_out(place.pilot, 24, 1)}</b><br>{written_out(classes[place.pilot], 30, 1)}",
            showarrow=False,
            xanchor="left" if right else "right",
            align="left" if right else "right",
            xshift=6 if right else -6,
            font={"size": style.font_size - 2 if style.projector else style.font_size - 1, "color": INK},
        )
