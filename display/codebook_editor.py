"""The codebook in the page: set what columns are for, apply it, and take it along for next time."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.errors import AnalysisError
from analysis.survey import Codebook, Role, Survey, draft_codebook
from display import uploads
from display.labels import role_label
from display.texts import Texts
from display.widgets import paragraph, show_error


def edit_codebook(t: Texts, survey: Survey, *, editable: bool) -> None:
    """An editor for an own file; for a sample its codebook to look at. Both can be downloaded."""
    draft = draft_codebook(survey)
    if editable:
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
            "role": st.column_config.SelectboxColumn(t("Gebruikt als"), options=[str(r) for r in Role], required=True),
            "scale": st.column_config.TextColumn(t("Schaal")),
            "label_nl": st.column_config.TextColumn(t("Label (Nederlands)")),
            "label_en": st.column_config.TextColumn(t("Label (Engels)")),
            "answers": st.column_config.TextColumn(t("Antwoorden, laag naar hoog")),
            "answers_en": st.column_config.TextColumn(t("Antwoorden (Engels)")),
            "missing": st.column_config.TextColumn(t("Ontbrekend")),
            "reversed": st.column_config.CheckboxColumn(t("Omgekeerd")),
        },
    )
    with st.container(horizontal=True):
        if editable and st.button(
            t("Codeboek toepassen"), key="apply_codebook", type="primary", icon=":material/check:"
        ):
            _apply(t, edited)
        st.download_button(
            t("Codeboek downloaden"),
            _csv(edited, draft),
            f"codeboek_{Path(survey.name).stem}.csv",
            "text/csv",
            key="download_codebook",
            icon=":material/download:",
            on_click="ignore",
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
        columns = st.multiselect(t("Kolommen"), [e.column for e in draft], key="assign_which", placeholder=t("Kies"))
        role_box, scale_box, answers_box, missing_box = st.columns([2, 2, 4, 3])
        role = role_box.selectbox(
            t("Gebruikt als"), [str(r) for r in Role], key="assign_role", format_func=lambda r: role_label(t, Role(r))
        )
        scale = scale_box.text_input(t("Naam van de schaal"), key="assign_scale", help=t("Alleen voor items."))
        answers = answers_box.text_input(
            t("Antwoorden"),
            key="assign_answers",
            placeholder="1=helemaal niet zo|2|3|4|5=helemaal zo",
            help=t("Laat leeg om te houden wat er al staat. Alleen codes mag ook: 1|2|3|4|5."),
        )
        missing = missing_box.text_input(t("Ontbrekend"), key="assign_missing", placeholder="8=geen zicht op|9=n.v.t.")
        reverse = st.multiselect(
            t("Welke hiervan omgekeerd geformuleerd zijn"),
            [e.column for e in draft],
            key="assign_reversed",
            placeholder=t("Kies"),
        )
        sent = st.form_submit_button(t("Toewijzen"), key="assign", icon=":material/playlist_add_check:")
    if sent and columns:
        frame = draft.to_frame()
        chosen = frame["column"].isin(columns)
        frame.loc[chosen, "role"] = role
        for field, text in (("scale", scale), ("answers", answers), ("missing", missing)):
            if text.strip():
                frame.loc[chosen, field] = text
        frame.loc[chosen, "reversed"] = frame.loc[chosen, "column"].isin(reverse)
        _apply(t, frame)


def _apply(t: Texts, edited: pd.DataFrame) -> None:
    try:
        codebook = Codebook.from_frame(edited)
    except AnalysisError as error:
        show_error(t, error)
        return
    uploads.apply_codebook(codebook)  # what is wrong with it stands beside the uploaders after the rerun
    st.rerun()


def _csv(edited: pd.DataFrame, draft: Codebook) -> bytes:
    """The codebook as edited; as it was where the edits cannot be read (applying them says why)."""
    try:
        text = Codebook.from_frame(edited).to_csv()
    except AnalysisError:
        text = draft.to_csv()
    return text.encode("utf-8-sig")
