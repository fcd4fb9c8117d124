"""Data: take a sample or an own file, and see what was understood of it."""

import streamlit as st

from analysis.disclosure import protect_receipt
from analysis.survey import check_quality
from display.codebook_editor import edit_codebook
from display.data_choice import choose_data, protection
from display.receipt import file_line, receipt_table
from display.shell import page_texts
from display.stage import stage
from display.state import OWN_FILE, active_survey, is_protected, projector, session
from display.widgets import heading, messages, page_title, paragraph, show_table

t = page_texts()
page_title(
    t("Gegevens"),
    t("Kies een voorbeeldbestand of gebruik een eigen enquête. Alle andere pagina’s rekenen met wat u hier kiest."),
)


def understood() -> None:
    survey = active_survey()
    receipt = protect_receipt(survey.receipt, session().minimum_group) if is_protected() else survey.receipt
    heading(
        t("Wat is begrepen van het voorbeeldbestand {name}", name=t(survey.name))
        if survey.simulated
        else t("Wat is begrepen van {name}", name=survey.name)
    )
    paragraph(file_line(t, receipt), "oza-subtitle")
    messages(t, receipt.notes)
    if not survey.simulated:  # nobody can ask a simulated respondent whether the answers were serious
        messages(t, check_quality(survey).messages, warning=False)
    with st.container(key="receipt_box"):
        show_table(t, receipt_table(t, receipt), "receipt")


def codebook() -> None:
    heading(t("Codeboek"))
    edit_codebook(t, active_survey(), editable=session().source == OWN_FILE)


# On a projector only which data are in use: a receipt is for who mends the file.
stage(
    "gegevens",
    [lambda: choose_data(t)] if projector() else [lambda: choose_data(t), understood, codebook, lambda: protection(t)],
)
