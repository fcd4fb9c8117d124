"""Alle aannames: every assumption with its origin, and what of them still asks for an own figure."""

from __future__ import annotations

import streamlit as st

from analysis.budget import examples_used, project
from display import budget_inputs as inputs
from display import scenario_widgets as scenarios_bar
from display.budget_tables import assumptions_table, examples_table
from display.budget_views import school_types
from display.budget_views.parts import in_hand
from display.scenarios import label
from display.scenarios import school_types as types_of
from display.sentences import budget as sentences
from display.stage import Section
from display.texts import Texts
from display.widgets import conclusion, notice, show_table


def section(t: Texts) -> Section:
    """The section for the page."""
    return Section("aannames", t("Alle aannames"), [lambda: assumptions(t)], [lambda: rests_on(t)])


@st.fragment
def assumptions(t: Texts) -> None:
    """The answer above every assumption that it rests on, a group at a time."""
    name, values = in_hand()
    scenarios_bar.row_and_refusal(t)
    conclusion(sentences.answer(t, project(values)))
    if examples_used(values):
        notice(sentences.examples(t, len(examples_used(values))), warning=True)
    if inputs.editor(t) == "population":
        school_types.editor(t)
    show_table(t, assumptions_table(t, label(t, name), values, types_of(name)), "assumptions")


def rests_on(t: Texts) -> None:
    """On a projector only what still asks for an own figure: that is what has to be decided."""
    name, values = in_hand()
    conclusion(sentences.rests_on(t, values))
    show_table(t, examples_table(t, label(t, name), values), "assumptions")
