"""Scenario’s: naming, copying, sharing, and all of them side by side."""

from __future__ import annotations

import streamlit as st

from analysis.budget import Projection, project
from display import scenario_widgets as scenarios_bar
from display.budget_tables import scenarios_table
from display.budget_views.parts import in_hand, names, source
from display.figures import budget as figures
from display.live_chart import show_live_chart
from display.scenarios import existing, scenario
from display.sentences import budget as sentences
from display.stage import Section
from display.state import style
from display.texts import Texts
from display.widgets import conclusion, show_chart, show_table

#: Rows of differences between scenarios that a projector has room for.
_MOST_DIFFERENCES = 5


def section(t: Texts) -> Section:
    """The section for the page."""
    slides = [lambda: side_by_side(t), lambda: differences(t), lambda: cumulative(t)]
    return Section("scenarios", t("Scenario’s"), [lambda: compare(t)], slides, walk=slides[:2])


def everything() -> dict[str, Projection]:
    """All scenarios, the one in hand first."""
    hand, _ = in_hand()
    return {name: project(scenario(name)) for name in (hand, *(each for each in existing() if each != hand))}


def side_by_side(t: Texts) -> None:
    """The routes of all scenarios in one picture."""
    shown = everything()
    title = sentences.comparison_of_all(t, shown, names(t))
    chart = figures.routes(t, shown, names(t), source(t, in_hand()[1]), title=title)
    show_live_chart(chart, "scenario_lines", height=330)


def differences(t: Texts) -> None:
    """In which assumptions they differ, and what comes of it."""
    shown = everything()
    conclusion(sentences.comparison_of_all(t, shown, names(t)))
    show_table(t, scenarios_table(t, shown, names(t), most=_MOST_DIFFERENCES), "scenarios")


def cumulative(t: Texts) -> None:
    """What each has cost more or less by then."""
    chart = figures.cumulative(t, style(), everything(), names(t), source(t, in_hand()[1]), height=430)
    show_chart(t, chart, "cumulative")


@st.fragment
def compare(t: Texts) -> None:
    """Everything about scenarios on a laptop."""
    scenarios_bar.row_and_refusal(t)
    scenarios_bar.workshop(t)
    side_by_side(t)
    show_table(t, scenarios_table(t, everything(), names(t)), "scenarios")
    cumulative(t)
