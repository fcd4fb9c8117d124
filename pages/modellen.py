"""Collaboration models: do groups differ in how well education and youth care work together?"""

from collections.abc import Callable

from analysis import statistics
from analysis.survey import outcome_values
from display import group_inputs as inputs
from display import group_views as views
from display.published_mean import against_published
from display.shell import page_texts
from display.stage import Section, sections
from display.state import OWN_FILE, active_survey, projector, session
from display.summary_editor import choose_summaries
from display.widgets import data_in_use, guarded, heading, no_groups_yet, page_title

t = page_texts()
survey = active_survey()
OF_THE_STUDY = t(
    "Werken onderwijs en jeugdhulp beter samen naarmate het model verder van schotten en dichter bij integraal ligt?"
)
OF_A_FILE = t("Verschillen de groepen in uw bestand van elkaar, en hoeveel?")
page_title(t("Samenwerkingsmodellen"), OF_A_FILE if session().source == OWN_FILE else OF_THE_STUDY)


def compared(choice: inputs.GroupChoice) -> statistics.GroupComparison:
    return statistics.compare_groups(choice.values, choice.groups, order=choice.order)


def means() -> None:
    choice = inputs.choose_groups(t, survey)
    views.show_means(t, survey, choice, compared(choice))


def tests() -> None:
    choice = inputs.groups_in_use(t, survey)
    found = compared(choice)
    two = statistics.compare_two(choice.values, choice.groups) if inputs.fits_two(found) else None
    views.show_tests(t, survey, choice, found, two)


def against() -> None:
    against_published(t, survey, inputs.groups_in_use(t, survey))


def outcomes() -> None:
    grouping, order, family, names = inputs.choose_family(t, survey)
    found = statistics.compare_outcomes(*inputs.protected_family(t, survey, names, grouping, order), order=order)
    views.show_outcomes(t, survey, grouping, family, found)


def two_factors() -> None:
    choice = inputs.choose_two_factors(t, survey)
    found = statistics.two_factor_anova(choice.values, choice.first_groups, choice.second_groups)
    views.show_two_factors(t, survey, choice, found, inputs.choose_type(t, possible=found.type_3 is not None))


def adjusted() -> None:
    if not projector():
        heading(t("Verschillen bij gelijke omstandigheden"))
    choice, covariate = inputs.choose_covariate(t, survey)
    found = statistics.ancova(choice.values, choice.groups, outcome_values(survey, covariate))
    views.show_ancova(t, survey, choice, covariate, found)


def paired() -> None:
    pair = inputs.choose_paired(t, survey)
    answers = pair.first_values, pair.second_values
    everyone = statistics.compare_repeated(*answers) if pair.answered_once else None
    views.show_paired(t, survey, pair, statistics.compare_paired(*answers), everyone)


def bound() -> None:
    choice = inputs.choose_groups(t, survey)
    found = compared(choice)
    same = statistics.equivalence(found, inputs.choose_bound(t, choice.words(t, survey, found).bounds))
    views.show_bound(t, survey, choice, found, same)


def power() -> None:
    choice = inputs.groups_in_use(t, survey)
    found = compared(choice)
    views.show_power(t, survey, choice, found, statistics.smallest_detectable(found))


def assumptions() -> None:
    choice = inputs.choose_groups(t, survey)
    found = compared(choice)
    checked = statistics.check_assumptions(choice.values, choice.groups, points=views.quantile_points(found))
    views.show_assumptions(t, survey, choice, found, checked)


def published() -> None:
    given = choose_summaries(t)
    if given is not None:
        found = statistics.compare_summaries(
            given.frame["mean"], given.frame["sd"], given.frame["n"], order=given.order
        )
        views.show_summaries(t, given, found)


def view(show: Callable[[], None]) -> Callable[[], None]:
    def shown() -> None:
        data_in_use(t)
        guarded(t, show, called=lambda: inputs.names_in_use(t, survey))() if views.can_compare(
            t, survey
        ) else no_groups_yet(t)

    return shown


def below(show: Callable[[], None]) -> Callable[[], None]:
    return guarded(t, show, quiet=True) if views.can_compare(t, survey) else lambda: None


first = view(means)
sections(
    "modellen",
    [
        # Tests and power are for reading, not for a wall.
        Section("verschil", t("Verschil"), [first, below(tests), below(against)], [first]),
        Section("uitkomsten", t("Meer uitkomsten"), [view(outcomes)]),
        Section("factoren", t("Twee indelingen"), [view(two_factors), below(adjusted)], [view(two_factors)]),
        Section("tweemaal", t("Dezelfde respondenten"), [view(paired)]),
        Section("gelijkwaardig", t("Klein genoeg?"), [view(bound), below(power)], [view(bound)]),
        Section("aannames", t("Aannames"), [view(assumptions)], ()),
        Section("gepubliceerd", t("Alleen gepubliceerde cijfers"), [guarded(t, published)]),
    ],
)
