"""What is asked of a scale: which one, which respondents count, and what the answers are taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.errors import AnalysisError
from analysis.statistics import Basis, Missing
from analysis.survey.wording import tidy
from display import uploads
from display.labels import scale_label
from display.state import OWN_FILE, active_survey, projector, session
from display.texts import Texts
from display.widgets import choose_one, show_error


@dataclass(frozen=True)
class Choice:
    """A scale, the rule for missing answers, and the kind of correlations."""

    scale: str
    missing: Missing = "listwise"
    basis: Basis = "pearson"


def pick_scale(t: Texts, labels: Mapping[str, str]) -> str:
    """Choose one of the scales."""
    return choose_one(t("Schaal"), labels, "scale")


def picked_scale(labels: Mapping[str, str]) -> str:
    """The scale in hand, without asking again."""
    chosen = st.session_state.get("scale")
    return str(chosen) if chosen in labels else next(iter(labels))


def ask(t: Texts, labels: Mapping[str, str]) -> Choice:
    """Ask for the scale and how to compute it; on a projector for the scale only."""
    scale = pick_scale(t, labels)
    if projector():
        return Choice(scale)
    return ask_how(t, scale)


def ask_how(t: Texts, scale: str) -> Choice:
    """Ask how to compute a scale: the same two choices in every section of the page; of an own file also its name."""
    if session().source == OWN_FILE:
        named, left, right = st.columns([2, 4, 3])
        with named:
            _name(t, scale)
    else:
        left, right = st.columns(2)
    with left:
        missing = choose_one(t("Wie meetelt"), missing_rules(t), "scale_missing")
    with right:
        basis = choose_one(t("Antwoorden opgevat als"), bases(t), "scale_basis")
    return Choice(scale, "pairwise" if missing == "pairwise" else "listwise", _basis(basis))


def _name(t: Texts, scale: str) -> None:
    """What the scale is called, to be typed over; the reason stands below it where it cannot be called so."""
    survey = active_survey()
    key = f"name_of_{scale}"
    label = scale_label(t, survey, scale)
    typed = st.text_input(
        t("Naam van de schaal"),
        label,
        key=key,
        help=t("Zo heet de schaal overal: in tabellen, zinnen en het codeboek. Terug te draaien."),
        on_change=_call,
        args=(scale, key),
    )
    if typed != label and survey.codebook is not None:
        try:
            survey.codebook.with_scale_called(scale, typed)
        except AnalysisError as error:
            show_error(t, error)


def _call(scale: str, key: str) -> None:
    typed = str(st.session_state[key])
    try:
        uploads.call_scale(scale, typed)
    except AnalysisError:
        return  # the field says why
    st.session_state["scale"] = tidy(typed)


def asked(labels: Mapping[str, str]) -> Choice:
    """The choices in hand, without asking again."""
    if projector():
        return Choice(picked_scale(labels))
    missing = st.session_state.get("scale_missing")
    return Choice(
        picked_scale(labels),
        "pairwise" if missing == "pairwise" else "listwise",
        _basis(st.session_state.get("scale_basis")),
    )


def missing_rules(t: Texts) -> dict[str, str]:
    """The two rules for missing answers, as they are offered."""
    return {
        "listwise": t("wie alle items beantwoordde"),
        "pairwise": t("per paar items wie beide beantwoordde"),
    }


def bases(t: Texts) -> dict[str, str]:
    """What answers can be taken for, as it is offered."""
    return {"pearson": t("getallen"), "polychoric": t("volgorde (polychorisch)")}


def _basis(chosen: object) -> Basis:
    return "polychoric" if chosen == "polychoric" else "pearson"
