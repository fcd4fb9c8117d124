"""The map, the timeline and the matrix: all pilots in one picture."""

from __future__ import annotations

import streamlit as st

from analysis.pilots import Kind, Pilots, cross, crossable, load_timeline, payment_matrix, places
from display.figures.pilot_map import map_table, pilot_map
from display.figures.pilot_timeline import timeline
from display.pilot_matrix import matrix_html, payment_html
from display.sentences import pilots as sentences
from display.shared import province_outlines
from display.state import projector, style
from display.texts import Texts
from display.widgets import choose_one, conclusion, paragraph, select, show_chart, show_table


def map_view(t: Texts, pilots: Pilots) -> None:
    """The map with the choice of what is drawn, and the list beside it."""
    numbers = {
        a.name: a.label(t.language) for a in pilots.attributes if a.kind in (Kind.COUNT, Kind.MONEY, Kind.NUMBER)
    }
    colours = {a.name: a.label(t.language) for a in crossable(pilots) if a.name not in ("municipalities", "region")}
    colours = {"funding_variant": colours["funding_variant"], **colours}
    numbers = {"pupils": numbers["pupils"], **numbers}
    with st.container(horizontal=True):
        colour = select(t("Kleur en vorm"), colours, "map_colour")
        size = select(t("Oppervlak"), numbers, "map_size")
    outlines = province_outlines()
    drawn = places(pilots, outlines)
    chart = pilot_map(t, style(), pilots, drawn, outlines, size=size, colour=colour)
    if projector():
        show_chart(t, chart, "map")
        return
    left, right = st.columns([6, 4], gap="medium")
    with left:
        show_chart(t, chart, "map")
    with right:
        show_table(t, map_table(t, pilots, pilots.attribute(size), pilots.attribute(colour)), "map_list")


def timeline_view(t: Texts, pilots: Pilots) -> None:
    """All moments; the table below the picture has them in words, also those without a date."""
    events = load_timeline(pilots)
    show_chart(t, timeline(t, style(), pilots.names, events), "timeline")


def matrix_view(t: Texts, pilots: Pilots) -> None:
    """Pilots in the four ways of paying, or in the cells of any two attributes."""
    options = {"payment": t("Manieren van betalen"), "free": t("Twee kenmerken naar keuze")}
    if choose_one(t("Matrix van"), options, "matrix_kind") == "payment":
        matrix = payment_matrix(pilots)
        conclusion(sentences.payment_conclusion(t, matrix))
        st.html(payment_html(t, pilots, matrix))
        if matrix.not_stated:
            paragraph(t("Bekostiging niet vermeld: {pilots}.", pilots=t.listing(list(matrix.not_stated))), "oza-source")
        return
    attributes = {a.name: a.label(t.language) for a in crossable(pilots)}
    first = ("provider_chosen_by", "instrument")
    with st.container(horizontal=True):
        rows = select(t("Rijen"), {first[0]: attributes[first[0]], **attributes}, "matrix_rows")
        columns = select(t("Kolommen"), {first[1]: attributes[first[1]], **attributes}, "matrix_columns")
    crossed = cross(rows, columns, pilots)
    conclusion(sentences.matrix_conclusion(t, crossed))
    st.html(matrix_html(t, crossed))
    paragraph(
        t("n = {n} pilots waarvan beide kenmerken vermeld zijn, van {total}.", n=crossed.n, total=len(pilots.names)),
        "oza-source",
    )
