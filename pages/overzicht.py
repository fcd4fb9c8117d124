"""Home: what this is, which data are loaded, four figures made from them, and a way into each task."""

from analysis.budget import examples_used, project
from analysis.disclosure import require_enough, withhold_small_groups
from analysis.errors import AnalysisError
from analysis.statistics import GroupComparison, Reliability, compare_groups, reliability
from analysis.survey import score_scales
from display import overview
from display.budget_inputs import scenario
from display.labels import GroupWords, group_words
from display.second_look import against_their_scale_in_short
from display.shared import shipped_pilots
from display.shell import page_texts
from display.stage import stage
from display.state import active_survey, is_protected, projector, session
from display.widgets import data_in_use, page_title

t = page_texts()
survey = active_survey()
page_title(
    "OZA-verkenner",
    t(
        "Vergelijk pilots, toets uw enquête en reken de begroting door: alles om als regio te beslissen "
        "hoe u jeugdhulp in de school brengt."
    ),
)


def alphas() -> list[Reliability]:
    found = []
    for scale in survey.scales:
        try:
            result = reliability(survey.items(scale))
            if is_protected():
                require_enough(result.n, session().minimum_group)
            found.append(result)
        except AnalysisError:
            continue  # the page Schalen says why
    return found


def widest() -> tuple[GroupComparison, GroupWords] | None:
    """The scale on which the means of the first grouping that has enough of each lie furthest apart."""
    scores = score_scales(survey)
    for grouping in survey.groups:
        found = []
        for scale in survey.scales:
            try:
                groups = survey.responses[grouping.column]
                if is_protected():
                    groups = withhold_small_groups(scores[scale.name], groups, session().minimum_group).groups
                comparison = compare_groups(scores[scale.name], groups)
                found.append((comparison, group_words(t, survey, scale.name, grouping.column, comparison)))
            except AnalysisError:
                continue  # the page Samenwerkingsmodellen says why
        if found:
            return max(found, key=lambda pair: float(pair[0].groups["mean"].max() - pair[0].groups["mean"].min()))
    return None


def home() -> None:
    data_in_use(t)
    if not projector():
        against_their_scale_in_short(t)
    assumptions = scenario("A")
    overview.show_figures(
        [
            overview.pilots_figure(t, shipped_pilots()),
            overview.scales_figure(t, alphas()),
            overview.groups_figure(t, widest()),
            overview.budget_figure(t, project(assumptions), len(examples_used(assumptions))),
        ]
    )
    overview.doorways(t)


stage("", [home])
