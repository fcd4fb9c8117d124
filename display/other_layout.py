"""Files without one row for each respondent: tables laid out otherwise, and respondents with several rows.

Each with the button beside it that mends it; nothing is done unasked.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.survey import Survey, left_behind_note
from display import uploads
from display.loading import Upload
from display.state import session
from display.texts import Texts
from display.widgets import literal, notice

_MOST_MOMENTS = 4


def other_layout(t: Texts, upload: Upload) -> None:
    """That the loaded table seems to be laid out otherwise, with the click that mends it; or that it was mended."""
    found, original = upload.survey.receipt.layout, upload.attempt.original
    if original is not None:
        _was_rearranged(t, upload)
    elif found is not None and "layout" not in session().dismissed and session().layout is None:
        said, change = st.columns([7, 4], vertical_alignment="center")
        with said:
            notice(t.message(found.message), warning=True)
        with change, st.container(horizontal=True, vertical_alignment="center"):
            _rearrange(t)
            st.button(t("Laat zo"), key="dismiss_layout", type="tertiary", on_click=partial(uploads.dismiss, "layout"))


def refused_layout(t: Texts) -> None:
    """Where a codebook does not fit because the table is laid out otherwise: the click that mends it."""
    found = session().layout
    if found is not None and session().attempt is not None:
        notice(t.message(found.message), warning=True)
        _rearrange(t)


def several_rows(t: Texts, survey: Survey) -> None:
    """Respondents who stand in the file more than once, with the clicks that keep one row of each."""
    found = survey.receipt.repeated
    key = f"repeated_{found.column}_{found.by}" if found is not None else ""
    if found is None or key in session().dismissed:
        return
    said, change = st.columns([7, 4], vertical_alignment="center")
    with said:
        notice(t.message(found.message), warning=True)
    with change, st.container(horizontal=True, vertical_alignment="center", key="several_rows"):
        for place, moment in enumerate(found.moments[:_MOST_MOMENTS]):
            st.button(
                literal(t("Alleen {moment}", moment=moment.label)),
                key=f"only_moment_{place}",
                icon=":material/person_remove:",
                on_click=partial(uploads.leave_out_respondents, *moment.others),
                help=t("Het bestand zelf verandert niet; bij Respondenten is dit terug te draaien."),
            )
        if not found.moments:
            st.button(
                t("Houd van elk de volledigste rij"),
                key="keep_fullest",
                icon=":material/person_remove:",
                on_click=partial(uploads.leave_out_respondents, *found.less_filled),
                help=t("Het bestand zelf verandert niet; bij Respondenten is dit terug te draaien."),
            )
        st.button(t("Laat zo"), key="dismiss_repeated", type="tertiary", on_click=partial(uploads.dismiss, key))


def _rearrange(t: Texts) -> None:
    st.button(
        t("Maak er een rij per respondent van"),
        key="rearrange",
        type="primary",
        icon=":material/pivot_table_chart:",
        on_click=uploads.rearrange,
        help=t("Er komt een nieuw bestand met dezelfde antwoorden; het uwe verandert niet."),
    )


def _was_rearranged(t: Texts, upload: Upload) -> None:
    original = upload.attempt.original
    if original is None:
        return
    notice(
        t(
            "Omgezet uit {name}: nu is er een rij voor elke respondent. Programma’s en rijnummers gaan over het "
            "omgezette bestand; bewaar het erbij.",
            name=original.name,
        )
    )
    if upload.attempt.left_behind:
        notice(t.message(left_behind_note(upload.attempt.left_behind)), warning=True)
    with st.container(horizontal=True):
        st.download_button(
            t("Omgezet bestand (CSV)"),
            upload.attempt.data,
            upload.attempt.name,
            "text/csv",
            key="download_rearranged",
            icon=":material/download:",
            on_click="ignore",
        )
        st.button(
            t("Terug naar het bestand zelf"),
            key="take_original",
            type="tertiary",
            icon=":material/undo:",
            on_click=uploads.take_original,
        )
