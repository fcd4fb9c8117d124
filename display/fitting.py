"""Making last year's codebook fit this year's file: columns with another name, and answers that it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TypeAlias

import streamlit as st

from analysis.survey import CodebookMisfitError, ManyUnknown, MisfitKind, Remedy, Renamed, UnknownAnswer
from display import uploads
from display.texts import Texts
from display.widgets import literal, notice, paragraph

_MOST_SHOWN, _MOST_NAMED = 12, 3
_KEY = "unknown_answer"
#: What an answer is, and as which known one it is read (for `Remedy.SAME`); None: not settled yet.
_Choice: TypeAlias = tuple[Remedy, str] | None


def misfits_in_short(t: Texts, misfits: CodebookMisfitError) -> str:
    """In one sentence how many columns of a codebook do not fit the file, and what is the matter with them."""
    renamed = [found.column for found in misfits.renamed]
    absent = [m.column for m in misfits.misfits if m.kind is MisfitKind.ABSENT and m.renamed is None]
    answers = [m.column for m in misfits.misfits if m.kind is MisfitKind.ANSWERS]
    told = (
        (absent, t.plural("{n} ontbreekt", "{n} ontbreken", len(absent))),
        (renamed, t.plural("{n} heet zo te zien anders", "{n} heten zo te zien anders", len(renamed))),
        (
            answers,
            t.plural("{n} heeft antwoorden die het niet kent", "{n} hebben antwoorden die het niet kent", len(answers)),
        ),
    )
    parts = [f"{said} ({_some(t, columns)})" for columns, said in told if columns]
    return t.plural(
        "Het codeboek past bij {n} kolom niet bij dit bestand: {parts}.",
        "Het codeboek past bij {n} kolommen niet bij dit bestand: {parts}.",
        len(misfits.misfits),
        parts=t.listing(parts),
    )


def _some(t: Texts, columns: Sequence[str]) -> str:
    if more := max(0, len(columns) - _MOST_NAMED):
        return t.listing([*columns[:_MOST_NAMED], t("nog {n}", n=t.integer(more))])
    return t.listing(columns)


def fit_renamed(t: Texts, renamed: Sequence[Renamed]) -> None:
    """Each column that seems to have another name now, with the button that says so."""
    for number, column in enumerate(renamed[:_MOST_SHOWN]):
        said, yes = st.columns([7, 4], vertical_alignment="center")
        with said:
            notice(_seems(t, column))
        yes.button(
            t("Ja, dit is dezelfde kolom"),
            key=f"same_column_{number}",
            icon=":material/check:",
            on_click=partial(uploads.same_columns, column),
        )
    if len(renamed) > 1:
        st.button(
            t("Ja, deze {n} zijn allemaal dezelfde kolom", n=t.integer(len(renamed))),
            key="same_columns",
            icon=":material/done_all:",
            help=t.listing([f"{column.column} → {column.found}" for column in renamed]),
            on_click=partial(uploads.same_columns, *renamed),
        )


def _seems(t: Texts, column: Renamed) -> str:
    if not column.answers:
        return t(
            "Kolom {column} uit het codeboek ontbreekt; kolom {found} lijkt hem te zijn.",
            column=column.column,
            found=column.found,
        )
    return t.plural(
        "Kolom {column} uit het codeboek ontbreekt; kolom {found} lijkt hem te zijn ({fitting} van {n} antwoord past).",
        "Kolom {column} uit het codeboek ontbreekt; kolom {found} lijkt hem te zijn ({fitting} van {n} antwoorden "
        "passen).",
        column.answers,
        column=column.column,
        found=column.found,
        fitting=t.integer(column.fitting),
    )


def fit_answers(t: Texts, unknown: Sequence[UnknownAnswer], many: Sequence[ManyUnknown] = ()) -> None:
    """One form that says of each answer that the codebook does not know what it is; a slip is proposed as one.

    many: columns with too many of them, of which the others are settled together.
    """
    if not unknown and not many:
        return
    shown = unknown[:_MOST_SHOWN]
    with st.form(key="settle_answers", enter_to_submit=False):
        paragraph(
            t(
                "Antwoorden die het codeboek niet kent: kies per antwoord wat het is. Wat u kiest staat daarna in het "
                "codeboek, ook voor een volgend bestand."
            ),
            "oza-subtitle",
        )
        columns = st.columns(2)
        for number, answer in enumerate(shown):
            with columns[number % 2]:
                options = _options(answer)
                likely = (answer.likely, answer.meant) if answer.likely else None
                st.selectbox(
                    literal(
                        t.plural(
                            "“{value}” in {column} ({n} cel)",
                            "“{value}” in {column} ({n} cellen)",
                            answer.code.cells,
                            value=answer.code.text,
                            column=t.listing(answer.code.columns),
                        )
                    ),
                    range(len(options)),
                    index=options.index(likely),
                    key=_key(answer),
                    format_func=partial(_option, t, options),
                )
        if more := len(unknown) - len(shown):
            paragraph(
                t.plural("Nog {n} antwoord volgt daarna.", "Nog {n} antwoorden volgen daarna.", more), "oza-source"
            )
        for column in many[:_MOST_SHOWN]:
            _all_of(t, column, some=any(column.column in answer.code.columns for answer in shown))
        st.form_submit_button(
            t("Toepassen"),
            key="settle_unknown",
            type="primary",
            icon=":material/check:",
            on_click=_settle,
            args=(t, shown, many[:_MOST_SHOWN]),
        )


def _all_of(t: Texts, many: ManyUnknown, *, some: bool) -> None:
    """The choice of what all unknown answers of a column are, but for those that are settled above where some are."""
    options = [None, *many.remedies]
    told = {"column": many.column, "n": t.integer(len(many.texts)), "cells": t.integer(many.cells)}
    st.selectbox(
        literal(
            t("Kolom {column}: {n} verschillende teksten in eigen woorden ({cells} cellen)", **told)
            if many.own_words
            else t("Alle {n} onbekende antwoorden in {column} waarvoor hierboven niets is gekozen", **told)
            if some
            else t("Alle {n} onbekende antwoorden in {column}", **told)
        ),
        range(len(options)),
        index=options.index(Remedy.ASIDE) if many.own_words else 0,
        key=_key_of_all(many),
        format_func=partial(_option_of_all, t, options),
    )


def _key_of_all(many: ManyUnknown) -> str:
    return f"{_KEY}_all_{hash(many.column)}"


def _option_of_all(t: Texts, options: Sequence[Remedy | None], place: int) -> str:
    match options[place]:
        case Remedy.ADD:
            return t("Voeg ze allemaal toe als antwoord")
        case Remedy.MISSING:
            return t("Tellen allemaal als ontbrekend")
        case Remedy.ASIDE:
            return t("De kolom is iets anders dan het codeboek zegt: laat haar niet meedoen")
    return t("Nog niet gekozen")


def _key(answer: UnknownAnswer) -> str:
    """Tells one answer from another, without saying what stands in the file."""
    return f"{_KEY}_{hash((answer.code.text, answer.code.columns))}"


def _options(answer: UnknownAnswer) -> list[_Choice]:
    add: list[_Choice] = [(Remedy.ADD, "")] if answer.can_add else []
    return [None, *add, (Remedy.MISSING, ""), *((Remedy.SAME, label) for label in answer.labels)]


def _option(t: Texts, options: Sequence[_Choice], place: int) -> str:
    match options[place]:
        case None:
            return t("Nog niet gekozen")
        case Remedy.ADD, _:
            return t("Voeg toe als antwoord")
        case Remedy.MISSING, _:
            return t("Telt als ontbrekend")
        case _, meant:
            return t("Is hetzelfde als {answer}", answer=meant)


def _settle(t: Texts, unknown: Sequence[UnknownAnswer], many: Sequence[ManyUnknown]) -> None:
    chosen = [(answer, _options(answer)[st.session_state[_key(answer)]]) for answer in unknown]
    settled = [(answer, *choice) for answer, choice in chosen if choice is not None]
    options = [(column, (None, *column.remedies)[st.session_state[_key_of_all(column)]]) for column in many]
    together = [(column, remedy) for column, remedy in options if remedy is not None]
    if settled or together:
        uploads.settle_answers(settled, together)
    else:
        st.toast(t("Kies eerst van een antwoord wat het is."), icon=":material/warning:")
