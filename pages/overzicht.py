"""Home: what this is, which data are loaded, four figures made from them, and a way into each task."""

from collections.abc import Mapping

from analysis.budget import examples_used, project
from analysis.disclosure import merge_small_groups, require_enough
from analysis.errors import AnalysisError
from analysis.statistics import OutcomeFamily, Reliability, compare_outcomes, reliability
from analysis.survey import score_scales
from display import overview
from display.association_words import is_ordered_by_default
from display.budget_inputs import scenario
from display.labels import group_words
from display.second_look import against_their_scale_in_short
from display.shared import shipped_pilots
from display.shell import page_texts
from display.stage import stage
from display.state import active_survey, computed, is_protected, minimum_shown, projector, session
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


def tried() -> tuple[OutcomeFamily, Mapping[str, tuple[str, str]]] | None:
    """Every scale compared by every grouping, as one family, and which scale and grouping each of these are."""
    scores = score_scales(survey)
    pairs = {
        f"{scale.name} {entry.column}": (scale.name, entry.column) for entry in survey.groups for scale in survey.scales
    }
    groups = {}
    for name, (scale, column) in pairs.items():
        groups[name] = survey.responses[column]
        if is_protected():
            try:
                ordered = is_ordered_by_default(survey, column)
                merged = merge_small_groups(scores[scale], groups[name], session().minimum_group, ordered=ordered)
                groups[name] = merged.groups
            except AnalysisError:
                del groups[name]  # the page Samenwerkingsmodellen says why
    try:
        return compare_outcomes({name: scores[pairs[name][0]] for name in groups}, groups), pairs
    except AnalysisError:
        return None


def most_telling() -> overview.LargestDifference | None:
    """The scale and the grouping of which the groups explain most, with its p corrected for all that were tried.

    By omega², which makes other ranges and other numbers of groups comparable: eta² grows with that number.
    """
    found = computed(survey, ("most telling", minimum_shown()), tried)
    if found is None:
        return None
    family, pairs = found
    name = max(family.comparisons, key=lambda one: family.comparisons[one].omega_squared.value)
    comparison = family.comparisons[name]
    words = group_words(t, survey, *pairs[name], comparison)
    return overview.LargestDifference(comparison, words, float(family.tests["p_holm"][name]), len(family.comparisons))


def home() -> None:
    data_in_use(t)
    if not projector():
        against_their_scale_in_short(t)
    assumptions = scenario("A")
    overview.show_figures(
        [
            overview.pilots_figure(t, shipped_pilots()),
            overview.scales_figure(t, alphas()),
            overview.groups_figure(t, most_telling()),
            overview.budget_figure(t, project(assumptions), len(examples_used(assumptions))),
        ]
    )
    overview.doorways(t)


stage("", [home])
