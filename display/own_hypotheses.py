"""The form for a hypothesis of one's own, and the list of those there are."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.errors import AnalysisError
from analysis.survey import Direction, OwnHypothesis, Role, Survey, draft_codebook
from display.labels import grouping_labels, outcome_labels
from display.sentences import hypotheses as sentences
from display.sentences.hypotheses import words_of
from display.state import set_hypotheses
from display.texts import Texts
from display.widgets import heading, literal, notice, paragraph, select, show_error


def own_hypothesis_form(t: Texts, survey: Survey) -> None:
    """Outcome, what it goes with, and the direction; the button puts it on the list."""
    paragraph(
        t(
            "Kies wat u verwacht. De hypothese komt op de lijst, wordt getoetst zoals de andere, en gaat mee in het "
            "codeboek."
        ),
        "oza-lead",
    )
    outcomes = outcome_labels(t, survey)
    left, middle, right = st.columns(3)
    with left:
        outcome = select(t("Uitkomst"), outcomes, "own_outcome")
    predictors = {
        **grouping_labels(t, survey),
        **{o.name: outcomes[o.name] for o in survey.outcomes if o.role in (None, Role.GRADE)},
    }
    predictors.pop(outcome, None)
    if not predictors:
        notice(t("Er is niets anders om de uitkomst mee te vergelijken. Wijs op Gegevens groepen of schalen aan."))
        return
    with middle:
        predictor = select(t("Voorspeller of groepen"), predictors, "own_predictor")
    answers = _answers(t, survey, predictor)
    directions = {str(d): t(sentences.DIRECTIONS[d]) for d in Direction if answers or d is not Direction.HIGHEST}
    with right:
        direction = Direction(select(t("Wat u verwacht"), directions, "own_direction"))
        group = select(t("Hoogst bij"), answers, "own_group") if direction is Direction.HIGHEST else ""
    wanted = _made(t, outcome, predictor, direction, group)
    if wanted is None:
        return
    paragraph(sentences.own(t, wanted, words_of(t, survey)), "oza-subtitle")
    existing = survey.codebook.hypotheses if survey.codebook is not None else ()
    st.button(
        t("Toevoegen aan de lijst"),
        key="own_add",
        type="primary",
        icon=":material/add:",
        disabled=wanted in existing,
        on_click=set_hypotheses,
        args=(*existing, wanted),
    )


def own_hypothesis_list(t: Texts, survey: Survey) -> None:
    """The own hypotheses with a button to take each off the list, and the codebook that holds them."""
    own = survey.codebook.hypotheses if survey.codebook is not None else ()
    if not own:
        paragraph(t("Er staan nog geen eigen hypothesen op de lijst."), "oza-subtitle")
        return
    heading(t("Eigen hypothesen op de lijst"))
    for number, hypothesis in enumerate(own, start=1):
        words, button = st.columns([6, 1], vertical_alignment="center")
        words.write(literal(f"E{number}. {sentences.own(t, hypothesis, words_of(t, survey))}"))
        button.button(
            t("Verwijderen"),
            key=f"own_remove_{number}",
            type="tertiary",
            icon=":material/delete:",
            on_click=set_hypotheses,
            args=tuple(other for other in own if other != hypothesis),
        )
    st.download_button(
        t("Codeboek met hypothesen downloaden"),
        draft_codebook(survey).to_csv().encode("utf-8-sig"),
        f"codeboek_{Path(survey.name).stem}.csv",
        "text/csv",
        key="own_download",
        icon=":material/download:",
        on_click="ignore",
    )


def _made(t: Texts, outcome: str, predictor: str, direction: Direction, group: str) -> OwnHypothesis | None:
    try:
        return OwnHypothesis(outcome, predictor, direction, group)
    except AnalysisError as error:  # a name with a sign that the codebook file cannot hold
        show_error(t, error)
        return None


def _answers(t: Texts, survey: Survey, column: str) -> dict[str, str]:
    """The answers of a column of groups, by what stands for them in the data; empty for a number."""
    entry = survey.codebook.get(column) if survey.codebook else None
    if entry is None or entry.role not in (Role.GROUP, Role.BACKGROUND):
        return {}
    series = survey.responses[column]
    known = entry.answer_labels(t.language)
    return {str(c): str(known.get(c, c)) for c in series.cat.categories} if hasattr(series, "cat") else {}
