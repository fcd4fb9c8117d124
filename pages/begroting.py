"""Budget: move an assumption and see at once what it does."""

import streamlit as st

from analysis.budget import Projection, Simulation, examples_used, project, simulate
from analysis.errors import AnalysisError
from display import budget_inputs as inputs
from display import scenario_widgets as scenarios_bar
from display.budget_tables import assumptions_table, examples_table, scenarios_table
from display.budget_views import certainty, effects, explanation, funding, goal, payers
from display.figures import budget as figures
from display.live_chart import show_live_chart, show_numbers
from display.scenarios import before_the_move, existing, in_hand, label, scenario, take_link
from display.sentences import budget as sentences
from display.shell import page_texts
from display.stage import Section, sections
from display.state import projector, style
from display.widgets import conclusion, facts, notice, page_title, show_chart, show_table

#: Draws for the band and the chance on the first screen: enough for whole percents, few enough not to be felt.
DRAWS = 2_000
#: Rows of differences between scenarios that a projector has room for.
_MOST_DIFFERENCES = 5

t = page_texts()
take_link()
page_title(t("Begroting"))


def source() -> str:
    return sentences.basis(t, len(examples_used(scenario(in_hand()))))


def names() -> dict[str, str]:
    return {name: label(t, name) for name in existing()}


def simulation() -> Simulation | None:
    """For the band and the chance; None where a range of the user's own no longer holds the value."""
    values = scenario(in_hand())
    try:
        return simulate(values, certainty.ranges_of(in_hand(), values), draws=DRAWS)
    except AnalysisError:
        return None  # the section on certainty says which range, and what to do


@st.fragment
def answer() -> None:
    """Only this is run again when a slider moves; the picture is sent before the sliders are drawn again."""
    scenarios_bar.row_and_refusal(t)
    left, right = st.columns([3, 8], gap="large")
    with right:
        shown = {name: project(scenario(name)) for name in inputs.chosen()}
        drawn, before = simulation(), before_the_move(in_hand())
        chart = figures.routes(
            t, shown, names(), source(), simulation=drawn, before=project(before) if before is not None else None
        )
        show_live_chart(chart, "routes", height=300)
        if not projector():
            facts(sentences.headlines(t, shown[in_hand()], drawn))
            show_numbers(t, chart, "routes")
    with left:
        inputs.sliders(t)


def everything() -> dict[str, Projection]:
    """All scenarios, the one in hand first."""
    order = [in_hand(), *(name for name in existing() if name != in_hand())]
    return {name: project(scenario(name)) for name in order}


def side_by_side() -> None:
    shown = everything()
    title = sentences.comparison_of_all(t, shown, names())
    show_live_chart(figures.routes(t, shown, names(), source(), title=title), "scenario_lines", height=330)


def differences() -> None:
    shown = everything()
    conclusion(sentences.comparison_of_all(t, shown, names()))
    show_table(t, scenarios_table(t, shown, names(), most=_MOST_DIFFERENCES), "scenarios")


def cumulative() -> None:
    show_chart(t, figures.cumulative(t, style(), everything(), names(), source(), height=430), "cumulative")


@st.fragment
def compare() -> None:
    scenarios_bar.row_and_refusal(t)
    scenarios_bar.workshop(t)
    side_by_side()
    show_table(t, scenarios_table(t, everything(), names()), "scenarios")
    cumulative()


@st.fragment
def assumptions() -> None:
    values = scenario(in_hand())
    scenarios_bar.row_and_refusal(t)
    conclusion(sentences.answer(t, project(values)))
    if examples_used(values):
        notice(sentences.examples(t, len(examples_used(values))), warning=True)
    inputs.editor(t)
    show_table(t, assumptions_table(t, label(t, in_hand()), values), "assumptions")


def rests_on() -> None:
    """On a projector only what still asks for an own figure: that is what has to be decided."""
    values = scenario(in_hand())
    conclusion(sentences.rests_on(t, values))
    show_table(t, examples_table(t, label(t, in_hand()), values), "assumptions")


def with_row(part: Section) -> Section:
    """A section of which the scenario is chosen above it."""
    return Section(part.key, part.title, [lambda: scenarios_bar.row_and_refusal(t), *part.views], part.projected)


sections(
    "begroting",
    [
        Section("antwoord", t("Wat het kost"), [answer]),
        Section("scenarios", t("Scenario’s"), [compare], [side_by_side, differences, cumulative]),
        Section("aannames", t("Alle aannames"), [assumptions], [rests_on]),
        *(with_row(part.section(t)) for part in (certainty, goal, funding, payers, effects, explanation)),
    ],
)
