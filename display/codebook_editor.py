"""The codebook in the page: set what columns are for, apply it, and take it along for next time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.survey import DECIMAL_WORDS, MULTIPLE, THOUSANDS_WORDS, Codebook, Role, Survey, draft_codebook
from display import uploads
from display.labels import role_label, sign_label
from display.state import remember, session
from display.texts import Texts
from display.widgets import literal, paragraph

_ROLES = [*map(str, Role), MULTIPLE]


def edit_codebook(t: Texts, survey: Survey, *, editable: bool) -> None:
    """An editor for an own file; for a sample its codebook to look at. Both can be downloaded."""
    draft = draft_codebook(survey)
    if editable:
        with st.container(horizontal=True):
            st.button(
                t("Voorstel invullen"),
                key="suggest_codebook",
                icon=":material/lightbulb:",
                on_click=uploads.suggest,
                help=t("Uit namen, labels en antwoorden; alleen voor kolommen die nog nergens voor dienen."),
            )
            undo_and_redo(t)
        _several_at_once(t, draft)
        paragraph(t("Of kolom voor kolom, in de tabel; daarna toepassen:"), "oza-subtitle")
    # A new codebook must start a new editor: the old one would lay its edits upon other rows.
    edited = st.data_editor(
        draft.to_frame(),
        key=f"codebook_editor_{t.language}_{hash(draft.to_csv())}",
        hide_index=True,
        width="stretch",
        height=420,
        num_rows="fixed",
        disabled=["column"] if editable else True,
        alt=t("Codeboek: één rij per kolom van het bestand"),
        column_config={
            "column": st.column_config.TextColumn(t("Kolom"), pinned=True),
            "role": st.column_config.SelectboxColumn(
                t("Gebruikt als"),
                options=_ROLES,
                format_func=lambda role: role_label(t, str(role)),
                required=True,
            ),
            "scale": st.column_config.TextColumn(t("Schaal")),
            "label_nl": st.column_config.TextColumn(t("Label (Nederlands)")),
            "label_en": st.column_config.TextColumn(t("Label (Engels)")),
            "answers": st.column_config.TextColumn(t("Antwoorden, laag naar hoog")),
            "answers_en": st.column_config.TextColumn(t("Antwoorden (Engels)")),
            "missing": st.column_config.TextColumn(t("Ontbrekend")),
            "reversed": st.column_config.CheckboxColumn(t("Omgekeerd")),
            "spellings": st.column_config.TextColumn(t("Spelling = bedoeld")),
            "decimal": st.column_config.SelectboxColumn(
                t("Decimaalteken"), options=["", *DECIMAL_WORDS], format_func=lambda word: sign_label(t, str(word))
            ),
            "thousands": st.column_config.SelectboxColumn(
                t("Duizendtalteken"), options=["", *THOUSANDS_WORDS], format_func=lambda word: sign_label(t, str(word))
            ),
        },
    )
    with st.container(horizontal=True):
        if editable:
            st.button(
                t("Codeboek toepassen"),
                key="apply_codebook",
                type="primary",
                icon=":material/check:",
                on_click=_apply,
                args=(edited, draft, t("Het codeboek is toegepast.")),
            )
        st.download_button(
            t("Codeboek downloaden"),
            _csv(edited, draft),
            f"codeboek_{Path(survey.name).stem}.csv",
            "text/csv",
            key="download_codebook",
            icon=":material/download:",
            on_click="ignore",
        )


def undo_and_redo(t: Texts) -> None:
    """Take the last change of the codebook back, and forward again."""
    if session().codebooks:
        st.button(
            t("Laatste wijziging ongedaan maken"),
            key="undo_codebook",
            icon=":material/undo:",
            on_click=uploads.undo_codebook,
            type="tertiary",
        )
    if session().undone:
        st.button(
            t("Opnieuw doen"),
            key="redo_codebook",
            icon=":material/redo:",
            on_click=uploads.redo_codebook,
            type="tertiary",
        )


def _several_at_once(t: Texts, draft: Codebook) -> None:
    """One form that makes a scale (or groups, or grades) of many columns together."""
    with st.form(key="assign_columns", enter_to_submit=False):
        paragraph(
            t(
                "Kies kolommen en geef aan waarvoor ze dienen. Items krijgen samen één schaal; de antwoorden staan van "
                "laag naar hoog."
            ),
            "oza-subtitle",
        )
        st.multiselect(t("Kolommen"), [e.column for e in draft], key="assign_which", placeholder=t("Kies"))
        role_box, scale_box, answers_box, missing_box = st.columns([2, 2, 4, 3])
        role_box.selectbox(t("Gebruikt als"), _ROLES, key="assign_role", format_func=lambda role: role_label(t, role))
        scale_box.text_input(
            t("Naam van de schaal"),
            key="assign_scale",
            help=t("Voor items; bij een vraag met meer antwoorden de naam van de vraag, die de kolommen delen."),
        )
        answers_box.text_input(
            t("Antwoorden"),
            key="assign_answers",
            placeholder="1=helemaal niet zo|2|3|4|5=helemaal zo",
            help=t("Laat leeg om te houden wat er al staat. Alleen codes mag ook: 1|2|3|4|5."),
        )
        missing_box.text_input(t("Ontbrekend"), key="assign_missing", placeholder="8=geen zicht op|9=n.v.t.")
        st.multiselect(
            t("Welke hiervan omgekeerd geformuleerd zijn"),
            [e.column for e in draft],
            key="assign_reversed",
            placeholder=t("Kies"),
        )
        st.form_submit_button(
            t("Toewijzen"), key="assign", icon=":material/playlist_add_check:", on_click=_assign, args=(t, draft)
        )


def _assign(t: Texts, draft: Codebook) -> None:
    """Carry out the form: the chosen columns get the role, and the fields that were filled in."""
    state = st.session_state
    columns, role, scale = state["assign_which"], state["assign_role"], state["assign_scale"].strip()
    if not columns:
        return
    if role == Role.ITEM and not scale and not all(draft[column].scale for column in columns):
        st.toast(t("Geef de schaal een naam: items zonder schaal tellen nergens in mee."), icon=":material/warning:")
        return
    frame = draft.to_frame()
    chosen = frame["column"].isin(columns)
    if role == MULTIPLE:  # what was drafted from whole cells are no answers of such a question
        frame.loc[chosen & (frame["role"] != role), "answers"] = ""
    frame.loc[chosen, "role"] = role
    for field in ("scale", "answers", "missing"):
        text = state[f"assign_{field}"].strip()
        if text:
            frame.loc[chosen, field] = text
    frame.loc[chosen, "reversed"] = frame.loc[chosen, "column"].isin(state["assign_reversed"])
    label = role_label(t, role)
    _apply(frame, draft, t("Toegewezen: {columns} ({role}).", columns=t.listing(columns), role=label))


def _apply(edited: pd.DataFrame, draft: Codebook, done: str) -> None:
    """Lay an edited codebook upon the file; what is wrong with it stands beside the uploaders afterwards."""
    try:
        codebook = Codebook.from_frame(edited, draft.hypotheses)
    except AnalysisError as error:
        remember(refused=error)
        return
    if uploads.apply_codebook(codebook):
        st.toast(literal(done), icon=":material/check_circle:")


def _csv(edited: pd.DataFrame, draft: Codebook) -> bytes:
    """The codebook as edited; as it was where the edits cannot be read (applying them says why)."""
    try:
        text = Codebook.from_frame(edited, draft.hypotheses).to_csv()
    except AnalysisError:
        text = draft.to_csv()
    return text.encode("utf-8-sig")
