"""Section Scores en script: scores to take along, and the program that gives the same numbers again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from analysis.survey import (
    MOST_CELLS,
    ScoredData,
    ScoreRule,
    Survey,
    lost_in_spss,
    scored_data,
    to_spss,
    to_workbook,
)
from display.answer_file import file_name
from display.scale_receipts import earlier_names, scores_entries
from display.scales import results
from display.scales.choice import ask_how, pick_scale, picked_scale
from display.scales.scripts import offer, reliability_programs
from display.scales.sections import receipt
from display.state import OWN_FILE, active_survey, computed, session
from display.texts import Texts
from display.widgets import choose_one, heading, messages, notice, paragraph, spreadsheet_csv


def scores(t: Texts, labels: Mapping[str, str]) -> None:
    """How items become a score, and the scores of every scale with the data."""
    scale = pick_scale(t, labels)
    survey = results.survey_of(scale)
    count = len(survey.scale(scale).items)
    heading(t("Schaalscores"))
    left, right = st.columns(2)
    with left:
        kind = choose_one(
            t("Score"),
            {"mean": t("gemiddelde van de items"), "sum": t("som van de items")},
            "score_kind",
        )
    share = right.slider(
        t("Minstens beantwoord"),
        0.1,
        1.0,
        0.5,
        0.05,
        key="score_share",
        format="percent",
        help=t("Wie minder van de items van een schaal beantwoordde, krijgt er geen score op."),
    )
    fewest = {name: _fewest(share, len(survey.scale(name).items)) for name in labels}
    described = results.scored(scale, fewest[scale], kind)
    paragraph(
        t(
            "{label}: minstens {fewest} van de {count} items beantwoord; {n} respondenten met een score, {missing} "
            "zonder. Gemiddelde {mean}, SD {sd}.",
            label=labels[scale],
            fewest=fewest[scale],
            count=count,
            n=t.integer(described.n),
            missing=t.integer(described.missing),
            mean=t.number(described.mean),
            sd=t.number(described.sd),
        ),
        "oza-subtitle",
    )
    if kind == "sum":
        paragraph(
            t(
                "De som is het gemiddelde maal het aantal items: een open item telt als het gemiddelde van de andere. "
                "SPSS telt een open item bij SUM als 0."
            ),
            "oza-source",
        )
    turned = len(survey.scale(scale).reversed_items)
    entries = scores_entries(t, described, fewest[scale], count, kind, turned)
    receipt(t, entries, "methods_scores", earlier_names(t, results.entries_of(scale)))
    rules = {name: ScoreRule(fewest[name], "sum" if kind == "sum" else "mean") for name in labels}
    _downloads(t, survey, rules)


def script(t: Texts, labels: Mapping[str, str]) -> None:
    """The programs that reproduce the scale's table from its file."""
    heading(t("Dezelfde cijfers uit het bestand: Python en R"))
    choice = ask_how(t, picked_scale(labels))
    with st.spinner(t("Bestand nalezen …"), show_time=True):
        programs = computed(
            active_survey(),
            ("script", choice, results.tried(choice.scale)),
            lambda: reliability_programs(choice),
        )
    paragraph(
        t(
            "Zet het programma naast {file} en voer het uit: het geeft alfa, omega, lambda-2, de intervallen en de "
            "tabel van items.",
            file=file_name(),
        ),
        "oza-subtitle",
    )
    offer(t, programs, f"betrouwbaarheid_{choice.scale}", "script")
    if choice.basis == "polychoric":
        paragraph(
            t(
                "Bij polychorische correlaties duren herhaalde steekproeven minuten: het programma laat ze weg tot u "
                "er RESAMPLES op zet."
            ),
            "oza-source",
        )


def _fewest(share: float, count: int) -> int:
    """Items that a share comes to, rounded up; a hair above a whole number is that number."""
    return max(1, min(count, -int(-(share * count - 1e-9) // 1)))


def _downloads(t: Texts, survey: Survey, rules: Mapping[str, ScoreRule]) -> None:
    key = tuple(sorted((name, rule.fewest_answered, rule.kind) for name, rule in rules.items()))

    def data() -> ScoredData:
        return computed(survey, ("scored data", key, t.language), lambda: scored_data(survey, rules, t.language))

    stem = f"{Path(file_name()).stem}_scores"
    with st.container(horizontal=True):
        for label, write, ending, mime in (
            ("CSV", lambda: spreadsheet_csv(data().frame, t.language), "csv", "text/csv"),
            ("Excel", lambda: to_workbook(data()), "xlsx", "application/vnd.ms-excel"),
            ("SPSS", lambda: to_spss(data()), "sav", "application/octet-stream"),
        ):
            if ending == "xlsx" and survey.responses.size > MOST_CELLS:
                continue
            st.download_button(
                t("Gegevens met scores ({kind})", kind=label),
                write,
                f"{stem}.{ending}",
                mime,
                key=f"scores_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    paragraph(
        t(
            "Eén rij per respondent: de kolommen van het bestand, omgekeerde items ook omgekeerd (…_omgekeerd), per "
            "schaal het aantal beantwoorde items (n_…) en de score (score_…). Ontbrekende antwoorden met een code "
            "houden die code; in SPSS staan zij als ontbrekend, met labels voor vragen en antwoorden. Het SPSS-bestand "
            "kort teksten in na 255 tekens."
        ),
        "oza-source",
    )
    messages(t, computed(survey, "lost in spss", lambda: lost_in_spss(survey)), warning=False)
    if survey.responses.size > MOST_CELLS:
        notice(t("Voor Excel is dit bestand te groot; neem CSV of SPSS."))
    if session().upload is not None and session().source == OWN_FILE:
        notice(
            t(
                "Dit zijn de antwoorden van afzonderlijke respondenten: bewaar en deel het bestand zo zorgvuldig als "
                "het origineel. Weggelaten kolommen met persoonsgegevens staan er niet in."
            ),
            warning=True,
        )
