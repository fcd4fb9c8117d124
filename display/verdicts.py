"""The hypotheses evaluated on the data in use, kept for as long as neither the data nor the choices change."""

from __future__ import annotations

import weakref
from typing import cast

import streamlit as st

from analysis.evidence.hypotheses import Family, Verdict, evaluate
from display import shared
from display.state import Evaluated, active_survey, minimum_shown, remember, session


def family() -> Family:
    """Over which tests Holm's correction runs; each hypothesis by itself unless the user chose otherwise."""
    return cast(Family, st.session_state.get("hypothesis_family") or "hypothesis")


def verdicts() -> list[Verdict]:
    """All verdicts on the data in use. Those of a sample are shared; people's answers stay in this session."""
    survey, chosen = active_survey(), family()
    if survey.simulated and not (survey.codebook and survey.codebook.hypotheses):
        return shared.verdicts(survey.name, chosen)
    minimum = minimum_shown()
    choices = (survey.name, survey.codebook, minimum, chosen)
    kept = session().evaluated
    if kept is None or kept.choices != choices or kept.answers() is not survey.responses:
        found = evaluate(survey, minimum=minimum, family=chosen)
        kept = Evaluated(weakref.ref(survey.responses), choices, found)
        remember(evaluated=kept)
    return kept.verdicts
