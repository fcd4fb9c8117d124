"""What asks for a look in an own file, each with the button beside it that mends it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from analysis.survey import Problem, ProblemKind, Survey, labels_to_merge
from display import uploads
from display.labels import named_with_question
from display.state import remember, session
from display.texts import Texts
from display.widgets import notice

_MOST_SHOWN, _MOST_NAMED = 6, 3
_OF_ONE_COLUMN = ("column", "count")
COLUMN = "receipt_column"


def open_problems(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems that the user has not decided to leave as they are."""
    return tuple(problem for problem in problems if problem.key not in session().dismissed)


def mend(t: Texts, survey: Survey, problems: Sequence[Problem]) -> None:
    """The problems in rows, what can be mended first; many of one kind on one row. What only informs is folded up."""
    if sum(problem.kind is ProblemKind.SUSPECTED for problem in problems) > 1:
        st.button(
            t("Neem alle vermoedelijke codes (8, 9, 99 …) aan als ontbrekend"),
            key="accept_suspected",
            icon=":material/done_all:",
            on_click=uploads.accept_all_suspected,
        )
    rows = _rows([problem for problem in problems if problem.open])
    told = _rows([problem for problem in problems if not problem.open])
    for number, row in enumerate(rows[:_MOST_SHOWN]):
        _row(t, survey, row, number)
    if more := rows[_MOST_SHOWN:]:
        with st.expander(t.plural("Nog {n} punt", "Nog {n} punten", len(more))):
            for number, row in enumerate(more, start=_MOST_SHOWN):
                _row(t, survey, row, number)
    if told:
        with st.expander(t("Ter informatie ({n})", n=len(told)), icon=":material/info:"):
            for number, row in enumerate(told, start=len(rows)):
                _row(t, survey, row, number)
    if session().dismissed:
        st.button(
            t("Toon ook wat is weggeklikt"),
            key="show_dismissed",
            type="tertiary",
            on_click=lambda: remember(dismissed=frozenset()),
        )


def mend_column(t: Texts, survey: Survey, problems: Sequence[Problem]) -> None:
    """The problems of one column, where all of it is shown; in half a page the buttons stand below the text."""
    for number, problem in enumerate(problems):
        _row(t, survey, (problem,), number, look=False)


def merge_by_hand(t: Texts, survey: Survey, column: str) -> None:
    """The choice to read one answer of a column as another, also where they do not look alike."""
    labels, meanings = labels_to_merge(survey, column)
    if not labels or len({*labels, *meanings}) < 2:
        return
    with st.expander(t("Antwoorden samenvoegen"), icon=":material/merge:"):
        key, choose = f"merge_label_{hash(column)}", t("Kies")
        label = st.selectbox(t("Lees dit antwoord"), labels, index=None, key=key, placeholder=choose)
        others = [meant for meant in meanings if meant != label]
        key = f"merge_meant_{hash(column)}"
        meant = st.selectbox(t("als"), others, index=None, key=key, placeholder=choose)
        st.button(
            t("Voeg samen"),
            key="merge_by_hand",
            icon=":material/merge:",
            disabled=label is None or meant is None,
            help=t("Het bestand zelf verandert niet; het staat in het codeboek en is terug te draaien."),
            on_click=partial(uploads.read_label_as, column, label or "", meant or ""),
        )


def _rows(problems: Sequence[Problem]) -> list[tuple[Problem, ...]]:
    """The problems that are alike together: the same codes, the same slip, the same remark in several columns."""
    rows: dict[object, list[Problem]] = {}
    for problem in problems:
        said = tuple(str(value) for name, value in problem.message.values.items() if name not in _OF_ONE_COLUMN)
        alike: object = (problem.kind, problem.open, said)
        if problem.kind in (ProblemKind.REMARK, ProblemKind.NUMBERS):
            alike = (problem.message.template, problem.open, problem.numbers)
        rows.setdefault(alike, []).append(problem)
    return [tuple(row) for row in rows.values()]


def _row(t: Texts, survey: Survey, problems: tuple[Problem, ...], number: int, *, look: bool = True) -> None:
    first, *others = problems
    text = t.message(named_with_question(survey, first.message))
    columns = [name for name in dict.fromkeys(problem.column for problem in others) if name != first.column]
    if columns:
        text = t("{text} Zo ook: {columns}.", text=text, columns=t.listing(_some(t, columns)))
    said, mended = st.columns([7, 4], vertical_alignment="center") if look else (st.container(), st.container())
    with said:
        notice(text, warning=first.open and first.kind is not ProblemKind.REMARK)
        if len(columns) > _MOST_NAMED:
            with st.popover(t("Alle {n} kolommen", n=len(columns) + 1), type="tertiary", key=f"columns_{number}"):
                st.html("<ul>" + "".join(f"<li>{escape(name)}</li>" for name in (first.column, *columns)) + "</ul>")
    with mended, st.container(horizontal=True, vertical_alignment="center", key=f"problem_{number}"):
        _button(t, survey, problems, number)
        if look:
            st.button(
                t("Bekijk"),
                key=f"look_{number}",
                icon=":material/search:",
                type="tertiary",
                on_click=partial(look_at, first.column),
            )
        st.button(
            t("Laat zo"),
            key=f"dismiss_{number}",
            type="tertiary",
            on_click=partial(uploads.dismiss, *(problem.key for problem in problems)),
        )


def _some(t: Texts, columns: Sequence[str]) -> list[str]:
    """The first names of a long list, and how many there are besides."""
    if more := max(0, len(columns) - _MOST_NAMED):
        return [*columns[:_MOST_NAMED], t("nog {n}", n=t.integer(more))]
    return list(columns)


def _button(t: Texts, survey: Survey, problems: tuple[Problem, ...], number: int) -> None:
    """The button that mends these problems, where one can."""
    first = problems[0]
    match first.kind:
        case ProblemKind.SUSPECTED:
            st.button(
                t("Neem aan als ontbrekend"),
                key=f"accept_{first.column}",
                icon=":material/check:",
                on_click=partial(uploads.accept_suspected_of, *(problem.column for problem in problems)),
            )
        case ProblemKind.SLIP:
            st.button(
                t("Voeg samen"),
                key=f"merge_{first.column}_{number}",
                icon=":material/merge:",
                on_click=partial(uploads.merge, *problems),
            )
        case ProblemKind.NUMBERS:
            columns = [problem.column for problem in problems]
            readings = {True: t("Duizendtal"), False: t("Decimaal")}
            sign = first.numbers.sign if first.numbers else "."
            meanings = {
                True: t("1{sign}234 is duizend tweehonderdvierendertig", sign=sign),
                False: t("1{sign}234 is ruim één", sign=sign),
            }
            for as_thousands, label in readings.items():
                st.button(
                    label,
                    key=f"{'thousands' if as_thousands else 'decimals'}_{first.column}",
                    icon=":material/pin:" if as_thousands else ":material/decimal_increase:",
                    help=meanings[as_thousands],
                    on_click=partial(uploads.declare, as_thousands, *columns),
                )
        case ProblemKind.PERSONAL if not (survey.codebook and first.column in survey.codebook):
            st.button(
                t("Laat weg"),
                key=f"leave_out_{first.column}",
                icon=":material/person_off:",
                on_click=uploads.leave_out_personal_columns,
            )


def look_at(column: str) -> None:
    """Go to a column in the part of the page that shows everything of one."""
    st.session_state["section_gegevens"] = "kolommen"
    st.session_state[COLUMN] = column
