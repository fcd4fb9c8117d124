"""Two to five pilots side by side, one question to all of them, and who pays whom for what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from analysis.errors import AnalysisError
from analysis.pilots import Agreement, ComparisonRow, Kind, PilotComparison, Pilots, compare_pilots
from display import pilot_tables as tables
from display import pilot_words as words
from display.figures import pilots as figures
from display.pilot_answers import answers_table, payers_html
from display.pilot_views.budget_start import budget_buttons
from display.sentences import pilots as sentences
from display.stage import View
from display.state import projector, remember, session, style
from display.texts import Texts
from display.widgets import (
    conclusion,
    csv_download,
    heading,
    literal,
    messages_of_contradictions,
    paragraph,
    select,
    show_chart,
    show_error,
    show_table,
)

_MOST_FLOWS = 3  # ways of the money on one screen
_MOST_WIDE = 3  # pilots side by side in wide columns


def views(t: Texts, pilots: Pilots) -> list[View]:
    """What a laptop shows of the comparison, below each other."""
    if any(name not in pilots.names for name in session().pilots):  # an own pilot that was taken away
        remember(pilots=tuple(name for name in pilots.names)[:3])
    return [
        lambda: _chosen(t, pilots, _numbers),
        lambda: _whole_table(t, pilots, _current(pilots)),
        lambda: _payers(t, pilots, _current(pilots).names),
        lambda: _derived(t, pilots, _current(pilots)),
        lambda: _contradictions(t, pilots, _current(pilots)),
        lambda: _question(t, pilots),
    ]


def slides(t: Texts, pilots: Pilots) -> list[View]:
    """The same for a projector: the comparison in parts, then one question a screen with all pilots on it."""
    comparison = _current(pilots)
    rows = tables.ordered(comparison.rows_with(Agreement.DIFFERENT))
    parts: list[Callable[[Texts, Pilots, PilotComparison], None]] = [
        _numbers,
        *(partial(_part, first=first, last=last) for first, last in _portions(rows, len(comparison.names))),
        _derived,
    ]
    return [
        *(partial(_chosen, t, pilots, part) for part in parts),
        lambda: _payers(t, pilots, _current(pilots).names[:_MOST_FLOWS]),
        lambda: _question(t, pilots),
    ]


def _portions(rows: Sequence[ComparisonRow], pilots: int) -> list[tuple[int, int]]:
    """Rows by the screen: lists and contradictions take the room of two, and narrower columns make higher rows."""
    most = 4 if pilots <= _MOST_WIDE else 3
    starts, taken, room = [0], 0, 0
    for position, row in enumerate(rows):
        cost = 1 + (row.attribute.kind is Kind.CHOICES or any(cell.contradiction for cell in row.cells))
        if taken == most or room + cost > most + 1:
            starts.append(position)
            taken = room = 0
        taken, room = taken + 1, room + cost
    return list(zip(starts, [*starts[1:], len(rows)], strict=True))


def _current(pilots: Pilots) -> PilotComparison:
    """The last comparison that could be made."""
    return compare_pilots(session().pilots, pilots)


def _chosen(t: Texts, pilots: Pilots, show: Callable[[Texts, Pilots, PilotComparison], None]) -> None:
    """The choice of pilots, and what is shown of them."""
    before = session().pilots
    names = st.pills(
        t("Pilots, twee tot vijf"),
        pilots.names,
        selection_mode="multi",
        default=list(before),
        format_func=literal,
        key="pilots",
        bind="query-params",
        label_visibility="collapsed" if projector() else "visible",
    )
    try:
        comparison = compare_pilots(names, pilots)
        remember(pilots=tuple(names))
    except AnalysisError as error:
        show_error(t, error)
        comparison = _current(pilots)  # what was compared before stays
    if projector() and session().pilots != before:
        st.rerun()  # other pilots, another number of pictures
    show(t, pilots, comparison)


def _numbers(t: Texts, _: Pilots, comparison: PilotComparison) -> None:
    chart = figures.numbers(t, style(), comparison)
    if chart is not None:
        show_chart(t, chart, "numbers")
    elif projector():
        conclusion(sentences.differences_conclusion(t, comparison))


def _part(t: Texts, pilots: Pilots, comparison: PilotComparison, *, first: int, last: int) -> None:
    rows = tables.ordered(comparison.rows_with(Agreement.DIFFERENT))
    caption = sentences.differences_conclusion(t, comparison) if projector() else t("Waarin ze verschillen")
    st.html(tables.comparison_html(t, pilots, comparison.names, rows[first:last], caption))


def _whole_table(t: Texts, pilots: Pilots, comparison: PilotComparison) -> None:
    conclusion(sentences.differences_conclusion(t, comparison))
    _part(t, pilots, comparison, first=0, last=len(comparison.rows))
    for agreement, title in ((Agreement.STATED_FOR_ONE, t("Bij één pilot vermeld")), (Agreement.SAME, t("Gelijk"))):
        found = comparison.rows_with(agreement)
        if found:
            with st.expander(f"{title} ({len(found)})"):
                st.html(tables.comparison_html(t, pilots, comparison.names, found, title))
    paragraph(tables.not_stated(t, comparison), "oza-source")
    csv_download(t, tables.comparison_export(t, pilots, comparison), "pilots")


def _payers(t: Texts, pilots: Pilots, names: tuple[str, ...]) -> None:
    conclusion(sentences.payers_conclusion(t, pilots, names))
    st.html(payers_html(t, pilots, names))
    if not projector():
        budget_buttons(t, pilots, names, "compare")


def _derived(t: Texts, pilots: Pilots, comparison: PilotComparison) -> None:
    if comparison.derived:
        heading(t("Wat daaruit volgt"))
        show_table(t, tables.derived_table(t, pilots, comparison.derived), "derived")


def _contradictions(t: Texts, pilots: Pilots, comparison: PilotComparison) -> None:
    if comparison.contradictions:
        heading(t("Waar de bron zichzelf tegenspreekt"))
        messages_of_contradictions(t, pilots, comparison.contradictions)


def _question(t: Texts, pilots: Pilots) -> None:
    """One question with all pilots by their answer."""
    if not projector():
        heading(t("Eén vraag aan alle pilots"))
    attribute = select(t("Vraag"), {name: t(question) for name, question in words.QUESTIONS.items()}, "question")
    conclusion(sentences.answers_conclusion(t, pilots, attribute))
    show_table(t, answers_table(t, pilots, attribute), f"answers_{attribute}")
