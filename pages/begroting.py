"""Budget: move an assumption and see at once what it does."""

from dataclasses import replace

from display import scenario_widgets as scenarios_bar
from display.budget_views import (
    answer,
    assumptions,
    certainty,
    comparison,
    effects,
    explanation,
    funding,
    goal,
    payers,
)
from display.scenarios import take_link
from display.shell import page_texts
from display.stage import Section, sections
from display.widgets import page_title

t = page_texts()
take_link()
page_title(t("Begroting"))


def with_row(part: Section) -> Section:
    """A section of which the scenario is chosen above it."""
    return replace(part, views=[lambda: scenarios_bar.row_and_refusal(t), *part.views], slides=part.projected)


sections(
    "begroting",
    [
        *(part.section(t) for part in (answer, comparison, assumptions)),
        *(with_row(part.section(t)) for part in (certainty, goal, funding, payers, effects, explanation)),
    ],
)
