"""Budget: move an assumption and see at once what it does."""

import streamlit as st

from analysis.budget import Projection, compare_scenarios, examples_used, project
from display import budget_inputs as inputs
from display.budget_tables import assumptions_table, scenarios_table
from display.budget_views import certainty, effects, explanation, funding, goal, payers
from display.figures import budget as figures
from display.sentences import budget as sentences
from display.shell import page_texts
from display.stage import Section, sections
from display.state import projector, style
from display.widgets import conclusion, heading, notice, page_title, show_chart, show_table

t = page_texts()
page_title(
    t("Begroting"),
    t(
        "Wat kost een arrangement op school, vergeleken met jeugdhulp per leerling? Verschuif een "
        "aanname en zie meteen wat het doet."
    ),
)


def projections() -> dict[str, Projection]:
    return {name: project(inputs.scenario(name)) for name in inputs.chosen()}


def source() -> str:
    return sentences.basis(t, len(examples_used(inputs.scenario(inputs.chosen()[0]))))


def routes() -> None:
    inputs.scenario_row(t)
    left, right = st.columns([3, 7], gap="large")
    with left:
        inputs.sliders(t)
    with right:
        shown = projections()
        show_chart(t, figures.routes(t, style(), shown, source(), height=430), "routes", answer=True)
        if not projector():
            first = next(iter(shown.values()))
            for column, (label, value) in zip(st.columns(3), sentences.headlines(t, first), strict=True):
                column.metric(label, value, border=True)


def cumulative() -> None:
    left, right = st.columns([3, 7], gap="large") if projector() else (None, st.container())
    if left is not None:
        with left:
            inputs.scenario_row(t)
            inputs.sliders(t)
    with right:
        show_chart(t, figures.cumulative(t, style(), projections(), source(), height=430), "cumulative")


def comparison() -> None:
    compared = compare_scenarios(inputs.scenario("A"), inputs.scenario("B"))
    a, b = t("Scenario A"), t("Scenario B")
    conclusion(sentences.comparison(t, compared, a, b))
    show_table(t, scenarios_table(t, compared, a, b), "scenarios")


def assumptions() -> None:
    name = inputs.chosen()[0]
    values = inputs.scenario(name)
    examples = examples_used(values)
    heading(t("Waar de uitkomst op rust"))
    if examples:
        notice(sentences.examples(t, len(examples)), warning=True)
    show_table(t, assumptions_table(t, name, values, examples, explained=not projector()), "assumptions")


@st.fragment
def body() -> None:
    """Only this is run again when a slider moves."""
    sections(
        "begroting",
        [
            Section("antwoord", t("Antwoord"), [routes, cumulative, comparison, assumptions]),
            certainty.section(t),
            goal.section(t),
            funding.section(t),
            payers.section(t),
            effects.section(t),
            explanation.section(t),
        ],
    )


body()
