"""Accountability: sources, response, how faithful the sample is, what does not add up, methods, privacy."""

import streamlit as st

from analysis.errors import AnalysisError
from analysis.evidence.audit import audit_summary
from analysis.evidence.national import RESPONDENTS
from analysis.survey import load_survey
from display import evidence_tables as tables
from display import shared
from display.figures import evidence as figures
from display.shell import page_texts
from display.stage import stage
from display.state import projector, style
from display.widgets import choose_one, conclusion, heading, page_title, paragraph, show_chart, show_error, show_table

t = page_texts()
page_title(
    t("Verantwoording"),
    t("Waar de cijfers vandaan komen, hoe ver de gesimuleerde gegevens te vertrouwen zijn, en wat er niet klopt."),
)


def pick() -> str:
    return choose_one(t("Respondenten"), {name: t(name) for name in RESPONDENTS}, "accountability_sample")


def sources() -> None:
    show_table(t, tables.sources_table(t), "sources")


def response() -> None:
    if not projector():
        heading(t("De landelijke inventarisatie van 2018"))
        paragraph(tables.design(t), "oza-lead")
    respondents = RESPONDENTS[pick()]
    checks = [c for c in shared.responses() if c.respondents == respondents]
    labels = {name: t(label) for name, label in tables.VARIABLES.items()}
    show_chart(t, figures.response(t, style(), checks, labels), "response")


def fidelity() -> None:
    name = pick() if projector() else st.session_state.get("accountability_sample") or next(iter(RESPONDENTS))
    source = t(
        "Gedrukt: landelijke inventarisatie 2018 ({name}). Gesimuleerd: n = {n} respondenten.",
        name=t(name),
        n=t.integer(len(shared.sample(name))),
    )
    show_chart(t, figures.fidelity(t, style(), shared.fidelity(name), source), "fidelity")


def audit() -> None:
    heading(t("Wat er in de gedrukte tabellen niet klopt"))
    found = shared.published_findings()
    conclusion(tables.findings_conclusion(t, found))
    chosen = st.pills(
        t("Zekerheid"),
        list(tables.CERTAINTIES),
        selection_mode="multi",
        default=["impossible", "unlikely"],
        key="certainty",
        format_func=lambda c: t(tables.CERTAINTIES[c]),
        persist_state="session",
    )
    wanted = st.text_input(t("Zoek op tabel of woord"), key="finding_search", placeholder="B.6.18")
    shown = [
        f for f in found if f.certainty in chosen and wanted.lower() in f"{f.where} {t.message(f.explanation)}".lower()
    ]
    if shown:
        show_table(t, tables.findings_table(t, shown), "findings")
    else:
        paragraph(t("Geen bevindingen bij deze keuze."), "oza-subtitle")


def own_table() -> None:
    heading(t("Een eigen tabel controleren"))
    file = st.file_uploader(
        t("Tabel met per groep n, gemiddelde en standaarddeviatie (CSV: group, n, mean, sd; mag ook alpha en items)"),
        key="summary_upload",
    )
    low, high = st.columns(2)
    minimum = low.number_input(t("Laagste antwoord, als dat vaststaat"), value=None, step=1, key="summary_minimum")
    maximum = high.number_input(t("Hoogste antwoord, als dat vaststaat"), value=None, step=1, key="summary_maximum")
    if file is None:
        return
    try:
        table = load_survey(file.getvalue(), name=file.name).responses
        found = audit_summary(table, minimum=minimum, maximum=maximum)
    except AnalysisError as error:
        show_error(t, error)
        return
    if found:
        show_table(t, tables.findings_table(t, found), "own_findings")
    else:
        paragraph(t("Niets gevonden dat niet kan kloppen."), "oza-subtitle")


def methods() -> None:
    heading(t("Methoden en begrippen"))
    for title, text in (*tables.methods(t), *tables.statements(t)):
        with st.expander(title):
            st.write(text)


stage(
    "verantwoording",
    [response, fidelity] if projector() else [sources, response, fidelity, audit, own_table, methods],
)
