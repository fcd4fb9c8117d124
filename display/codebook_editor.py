"""The codebook in the page: set what a column is for, apply it, and take it along for next time."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.errors import AnalysisError
from analysis.survey import Codebook, Role, Survey, draft_codebook
from display import uploads
from display.texts import Texts
from display.widgets import paragraph, show_error


def edit_codebook(t: Texts, survey: Survey, *, editable: bool) -> None:
    """An editor for an own file; for a sample its codebook to look at. Both can be downloaded."""
    draft = draft_codebook(survey)
    paragraph(
        t(
            "Geef per kolom aan waarvoor die dient. Een item hoort bij een schaal; antwoorden staan van laag naar "
            "hoog, bijvoorbeeld 1=helemaal niet zo|2=overwegend niet zo; ontbrekend bijvoorbeeld 8=geen zicht op."
        ),
        "oza-subtitle",
    )
    # A new codebook must start a new editor: the old one would lay its edits upon other rows.
    key = f"codebook_editor_{t.language}_{hash(draft.to_csv())}"
    edited = st.data_editor(
        draft.to_frame(),
        key=key,
        hide_index=True,
        width="stretch",
        height=420,
        num_rows="fixed",
        disabled=True if not editable else ["column"],
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


def _apply(t: Texts, edited: object) -> None:
    try:
        codebook = Codebook.from_frame(edited)  # type: ignore[arg-type]
    except AnalysisError as error:
        show_error(t, error)
        return
    uploads.apply_codebook(codebook)  # what is wrong with it stands beside the uploaders after the rerun
    st.rerun()


def _csv(edited: object, draft: Codebook) -> bytes:
    """The codebook as edited; as it was where the edits cannot be read (applying them says why)."""
    try:
        text = Codebook.from_frame(edited).to_csv()  # type: ignore[arg-type]
    except AnalysisError:
        text = draft.to_csv()
    return text.encode("utf-8-sig")
