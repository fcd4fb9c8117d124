"""Association: which answers, scales and factors go together, and how strongly?"""

from collections.abc import Callable

from analysis import disclosure
from analysis.statistics import Correlations, Regression, crosstab
from analysis.survey import MultipleQuestion
from display import association_inputs as inputs
from display import association_views as views
from display.association_words import CrossWords, counts_source, counts_words, cross_labels, survey_words
from display.count_editor import choose_counts
from display.labels import outcome_names
from display.multiple_views import show_multiple
from display.sentences import associations as sentences
from display.shell import page_texts
from display.stage import Section, sections
from display.state import active_survey, minimum_shown, projector, source_line
from display.texts import Texts
from display.widgets import data_in_use, guarded, heading, no_groups_yet, no_scales_yet, notice, page_title

t = page_texts()
survey = active_survey()
page_title(t("Samenhang"), t("Welke antwoorden, schalen en factoren gaan samen, en hoe sterk?"))


def cross() -> None:
    choice = inputs.choose_cross(t, survey)
    if choice is None:
        no_groups_yet(t)
        return
    question = survey.whole_questions.get(choice.rows)
    if question is not None:
        several(question, choice)
        return
    rows, columns = survey.answers(choice.rows), survey.answers(choice.columns)
    ordered = choice.rows_ordered, choice.columns_ordered
    found, merged = disclosure.protected_crosstab(rows, columns, minimum_shown(), *ordered)

    def words(language: Texts) -> CrossWords:
        return survey_words(language, survey, choice.rows, choice.columns, found, merged)

    views.show_cross(t, found, words, source_line(t), "cross", merged)


def several(question: MultipleQuestion, choice: inputs.CrossChoice) -> None:
    options, groups = survey.choices(question), survey.answers(choice.columns)
    found, protected = disclosure.protected_multiple_response(options, groups, minimum_shown(), choice.columns_ordered)
    show_multiple(t, survey, question, choice.columns, found, protected)


def counts() -> None:
    given = choose_counts(t)
    if given is None:
        return
    found = crosstab(counts=given.counts, rows_ordered=given.rows_ordered, columns_ordered=given.columns_ordered)
    if given.table is not None and not given.changed:
        notice(sentences.study_judgement(t, given.table, found))
    source = counts_source(t, given.table, changed=given.changed)
    views.show_cross(t, found, lambda language: counts_words(language, found, given.table), source, "counts")


def correlations() -> None:
    choice = inputs.choose_correlations(t, survey)

    def correlated(language: Texts) -> Correlations:
        frame = choice.frame(language, survey)
        held = list(frame.columns[len(choice.columns) :])
        return disclosure.protected_correlations(frame, choice.method, held, minimum_shown())

    views.show_correlations(t, correlated)


def factors(which: int) -> None:
    if which and projector():  # a slide of its own
        data_in_use(t)
    choice = inputs.choose_factors(t, survey, which)

    def regressed(language: Texts) -> Regression:
        frame = choice.frame(language, survey)
        return disclosure.protected_regression(frame.iloc[:, 0], frame.iloc[:, 1:], choice.errors, minimum_shown())

    views.show_factors(
        t, regressed, lambda language: outcome_names(language, survey)[choice.outcome], f"factors_{which}"
    )


def blocks() -> None:
    heading(t("Wat voegen de factoren toe?"))
    choice = inputs.choose_first_block(t, survey)
    if choice is not None:
        views.show_blocks(
            t,
            lambda language: disclosure.protected_blocks(*choice.blocks(language, survey), minimum_shown()),
            lambda language: outcome_names(language, survey)[choice.outcome],
        )


def view(show: Callable[[], None], needs: bool, otherwise: Callable[[Texts], None]) -> Callable[[], None]:
    """A view of the survey in use; where it has nothing for it, what to do first."""

    def shown() -> None:
        data_in_use(t)
        guarded(t, show, called=lambda: cross_labels(t, survey))() if needs else otherwise(t)

    return shown


two = len(survey.outcomes) > 1
scales = two and bool(survey.scales)
first = view(lambda: factors(0), scales, no_scales_yet)
entered = [guarded(t, blocks)] if scales else []
second = [guarded(t, lambda: factors(1))] if scales and inputs.has_second_outcome(survey) else []
sections(
    "samenhang",
    [
        Section("kruistabel", t("Kruistabel"), [view(cross, bool(survey.codebook), no_groups_yet)]),
        Section("aantallen", t("Tabel met aantallen"), [guarded(t, counts)]),
        Section("correlaties", t("Correlaties"), [view(correlations, two, no_scales_yet)]),
        Section("factoren", t("Factoren naast elkaar"), [first, *entered, *second], [first, *second]),
    ],
)
