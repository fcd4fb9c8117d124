"""What is asked of a scale: which one, which respondents count, and what the answers are taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.statistics import Basis, Missing
from display.state import projector
from display.texts import Texts
from display.widgets import choose_one


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
    """Ask how to compute a scale: the same two choices in every section of the page."""
    left, right = st.columns(2)
    with left:
        missing = choose_one(t("Wie meetelt"), missing_rules(t), "scale_missing")
    with right:
        basis = choose_one(t("Antwoorden opgevat als"), bases(t), "scale_basis")
    return Choice(scale, "pairwise" if missing == "pairwise" else "listwise", _basis(basis))


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
