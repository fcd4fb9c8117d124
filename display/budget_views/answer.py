"""Wat het kost: the answer, the picture of both routes, and the sliders that matter most."""

from __future__ import annotations

import streamlit as st

from analysis.budget import Simulation, project, simulate
from analysis.errors import AnalysisError
from display import budget_inputs as inputs
from display import scenario_widgets as scenarios_bar
from display.budget_views import certainty
from display.budget_views.parts import in_hand, names, source
from display.figures import budget as figures
from display.live_chart import show_live_chart, show_numbers
from display.scenarios import before_the_move, scenario
from display.sentences import budget as sentences
from display.stage import Section
from display.state import projector
from display.texts import Texts
from display.widgets import facts

#: Draws for the band and the chance on the first screen: enough for whole percents, few enough not to be felt.
DRAWS = 2_000


def section(t: Texts) -> Section:
    """The section for the page."""
    return Section("antwoord", t("Wat het kost"), [lambda: answer(t)])


def simulation() -> Simulation | None:
    """For the band and the chance; None where a range of the user's own no longer holds the value."""
    name, values = in_hand()
    try:
        return simulate(values, certainty.ranges_of(name, values), draws=DRAWS)
    except AnalysisError:
        return None  # the section on certainty says which range, and what to do


@st.fragment
def answer(t: Texts) -> None:
    """Only this is run again when a slider moves; the picture is sent before the sliders are drawn again."""
    scenarios_bar.row_and_refusal(t)
    left, right = st.columns([3, 8], gap="large")
    with right:
        name, values = in_hand()
        shown = {each: project(scenario(each)) for each in inputs.chosen()}
        drawn, before = simulation(), before_the_move(name)
        chart = figures.routes(
            t,
            shown,
            names(t),
            source(t, values),
            simulation=drawn,
            before=project(before) if before is not None else None,
        )
        show_live_chart(chart, "routes", height=300)
        if not projector():
            facts(sentences.headlines(t, shown[name], drawn))
            show_numbers(t, chart, "routes")
    with left:
        inputs.sliders(t)
