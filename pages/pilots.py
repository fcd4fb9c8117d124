"""Pilots: what ten regions did, two to five of them side by side."""

import streamlit as st

from analysis.errors import AnalysisError
from analysis.pilots import Agreement, compare_pilots
from display import pilot_tables as tables
from display.figures import pilots as figures
from display.sentences import pilots as sentences
from display.shared import shipped_pilots
from display.shell import page_texts
from display.stage import View, stage
from display.state import STARTING_PILOTS, projector, remember, session, style
from display.widgets import (
    conclusion,
    csv_download,
    heading,
    messages_of_contradictions,
    page_title,
    paragraph,
    show_chart,
    show_error,
    show_table,
)

t = page_texts()
page_title(
    t("Pilots"),
    t(
        "Tien regio’s brachten jeugdhulp de school in, elk op een eigen manier. Leg er twee tot vijf naast "
        "elkaar; elke waarde noemt de paragraaf van het rapport (maart 2021)."
    ),
)


pilots = shipped_pilots()
names = st.pills(
    t("Pilots, twee tot vijf"),
    pilots.names,
    selection_mode="multi",
    default=list(STARTING_PILOTS),
    key="pilots",
    bind="query-params",
    label_visibility="collapsed" if projector() else "visible",
)
try:
    comparison = compare_pilots(names, pilots)
    remember(pilots=tuple(names))
except AnalysisError as error:
    show_error(t, error)
    comparison = compare_pilots(session().pilots, pilots)  # what was compared before stays
rows = tables.ordered(comparison.rows_with(Agreement.DIFFERENT))


def numbers() -> None:
    chart = figures.numbers(t, style(), comparison)
    if chart is not None:
        show_chart(t, chart, "numbers")


def derived() -> None:
    if comparison.derived:
        heading(t("Wat daaruit volgt"))
        show_table(t, tables.derived_table(t, pilots, comparison.derived), "derived")


def contradictions() -> None:
    if comparison.contradictions:
        heading(t("Waar de bron zichzelf tegenspreekt"))
        messages_of_contradictions(t, pilots, comparison.contradictions)


def table_part(first: int, last: int) -> View:
    def view() -> None:
        caption = sentences.differences_conclusion(t, comparison) if projector() else t("Waarin ze verschillen")
        st.html(tables.comparison_html(t, pilots, comparison.names, rows[first:last], caption))

    return view


def whole_table() -> None:
    conclusion(sentences.differences_conclusion(t, comparison))
    table_part(0, len(rows))()
    for agreement, title in ((Agreement.STATED_FOR_ONE, t("Bij één pilot vermeld")), (Agreement.SAME, t("Gelijk"))):
        found = comparison.rows_with(agreement)
        if found:
            with st.expander(f"{title} ({len(found)})"):
                st.html(tables.comparison_html(t, pilots, comparison.names, found, title))
    paragraph(tables.not_stated(t, comparison), "oza-source")
    csv_download(t, tables.comparison_export(t, pilots, comparison), "pilots")


per_slide = 4 if len(comparison.names) <= 3 else 3  # narrower columns make higher rows
slides: list[View] = [table_part(i, i + per_slide) for i in range(0, len(rows), per_slide)]
stage("pilots", [numbers, *slides, derived] if projector() else [numbers, whole_table, derived, contradictions])
