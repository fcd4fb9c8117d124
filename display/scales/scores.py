"""Section Scores en script: scores to take along, and the program that gives the same numbers again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from analysis.statistics import ReproductionScript, reproduction_script
from analysis.survey import (
    MOST_CELLS,
    ScoredData,
    ScoreRule,
    Survey,
    raw_answers,
    sample_file,
    scored_data,
    to_spss,
    to_workbook,
)
from display.scales import results
from display.scales.choice import asked, missing_rules, pick_scale
from display.state import OWN_FILE, active_survey, computed, session
from display.texts import Texts
from display.widgets import choose_one, heading, notice, paragraph, spreadsheet_csv


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
    rules = {name: ScoreRule(fewest[name], "sum" if kind == "sum" else "mean") for name in labels}
    _downloads(t, survey, rules)


def script(t: Texts, labels: Mapping[str, str]) -> None:
    """The programs that reproduce the scale's table from its file."""
    scale = asked(labels).scale
    heading(t("Dezelfde cijfers uit het bestand: Python en R"))
    missing = choose_one(t("Wie meetelt"), missing_rules(t), "scale_missing")
    rule = "pairwise" if missing == "pairwise" else "listwise"
    with st.spinner(t("Bestand nalezen …"), show_time=True):
        programs = computed(
            active_survey(), ("script", scale, rule, results.tried(scale)), lambda: _programs(scale, rule)
        )
    paragraph(
        t(
            "Zet het programma naast {file} en voer het uit: het geeft alfa, omega, lambda-2, de intervallen en de "
            "tabel van items. Het rekent met correlaties van Pearson.",
            file=_file_name(),
        ),
        "oza-subtitle",
    )
    with st.container(horizontal=True):
        for kind, text, ending in (("Python", programs.python, "py"), ("R (psych)", programs.r, "R")):
            st.download_button(
                t("Download voor {program}", program=kind),
                text.encode("utf-8"),
                f"betrouwbaarheid_{scale}.{ending}",
                "text/plain",
                key=f"script_{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
    with st.expander(t("Bekijk het programma (Python)")):
        st.code(programs.python, language="python")
    with st.expander(t("Bekijk het programma (R)")):
        st.code(programs.r, language="r")


def _fewest(share: float, count: int) -> int:
    """Items that a share comes to, rounded up; a hair above a whole number is that number."""
    return max(1, min(count, -int(-(share * count - 1e-9) // 1)))


def _downloads(t: Texts, survey: Survey, rules: Mapping[str, ScoreRule]) -> None:
    key = tuple(sorted((name, rule.fewest_answered, rule.kind) for name, rule in rules.items()))

    def data() -> ScoredData:
        return computed(survey, ("scored data", key, t.language), lambda: scored_data(survey, rules, t.language))

    stem = f"{Path(_file_name()).stem}_scores"
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


def _file_name() -> str:
    upload = session().upload
    if session().source == OWN_FILE and upload is not None:
        return upload.attempt.name
    return sample_file(active_survey().name).name


def _programs(scale_name: str, rule: str) -> ReproductionScript:
    survey, upload = results.survey_of(scale_name), session().upload
    own = session().source == OWN_FILE and upload is not None
    scale = survey.scale(scale_name)
    source = upload.attempt.data if own and upload is not None else sample_file(survey.name)
    found = raw_answers(source, survey, scale.items)
    return reproduction_script(
        _file_name(),
        list(scale.items),
        delimiter=found.delimiter or ",",
        decimal=".",
        encoding=found.encoding,
        reversed_items=list(scale.reversed_items),
        minimum=scale.minimum,
        maximum=scale.maximum,
        answers=found.answers,
        missing_codes=list(found.missing),
        missing="pairwise" if rule == "pairwise" else "listwise",
        file_format=found.file_format.value,
        sheet=found.sheet,
        positions=found.positions,
        first_row=found.first_row,
    )
