"""Association: which answers, scales and factors go together, and how strongly?"""

from collections.abc import Callable

import streamlit as st

from analysis.disclosure import protected_crosstab, require_enough, withhold_thin_pairs
from analysis.statistics import Correlations, Regression, correlate, crosstab, regress
from analysis.survey import outcome_frame
from display import association_inputs as inputs
from display.association_views import show_cross, show_report
from display.association_words import CrossWords, counts_source, counts_words, survey_words
from display.count_editor import choose_counts
from display.figures import associations as figures
from display.labels import outcome_labels
from display.sentences import associations as sentences
from display.shell import page_texts
from display.stage import Section, sections
from display.state import active_survey, is_protected, projector, session, source_line, style
from display.texts import Texts
from display.widgets import (
    data_in_use,
    guarded,
    messages,
    no_groups_yet,
    no_scales_yet,
    notice,
    page_title,
    show_chart,
)

t = page_texts()
survey = active_survey()
page_title(t("Samenhang"), t("Welke antwoorden, schalen en factoren gaan samen, en hoe sterk?"))


def cross() -> None:
    choice = inputs.choose_cross(t, survey)
    if choice is None:
        no_groups_yet(t)
        return
    rows, columns = survey.responses[choice.rows], survey.responses[choice.columns]
    minimum = session().minimum_group if is_protected() else None
    found, merged = protected_crosstab(rows, columns, minimum, choice.rows_ordered, choice.columns_ordered)

    def words(language: Texts) -> CrossWords:
        return survey_words(language, survey, choice.rows, choice.columns, found, merged)

    if merged is not None and merged.merged:
        notice(sentences.merged_answers(t, merged, words(t)), warning=True)
    show_cross(t, found, words, source_line(t), "cross")


def counts() -> None:
    given = choose_counts(t)
    if given is None:
        return
    found = crosstab(counts=given.counts, rows_ordered=given.rows_ordered, columns_ordered=given.columns_ordered)
    if given.table is not None and not given.changed:
        notice(sentences.study_judgement(t, given.table, found))
    source = counts_source(t, given.table, changed=given.changed)
    show_cross(t, found, lambda language: counts_words(language, found, given.table), source, "counts")


def correlations() -> None:
    choice = inputs.choose_correlations(t, survey)

    def correlated(language: Texts) -> Correlations:
        labels = outcome_labels(language, survey)
        names = [*choice.columns, *choice.given]
        frame = outcome_frame(survey, {name: labels[name] for name in names})
        found = correlate(frame, choice.method, given=list(frame.columns[len(choice.columns) :]) or None)
        return withhold_thin_pairs(found, session().minimum_group) if is_protected() else found

    found = correlated(t)
    show_chart(t, figures.heat_map(t, style(), found, source_line(t)), "correlations")
    if not projector():
        messages(t, found.notes)
        show_report(t, lambda language: sentences.correlations_report(language, correlated(language)))


def factors(which: int) -> None:
    if which and projector():  # a slide of its own
        data_in_use(t)
    outcome, chosen = inputs.choose_factors(t, survey, which)

    def regressed(language: Texts) -> tuple[Regression, str]:
        labels = outcome_labels(language, survey)
        frame = outcome_frame(survey, {name: labels[name] for name in (outcome, *chosen)})
        robust = bool(st.session_state.get("factors_hc3", False))
        found = regress(frame.iloc[:, 0], frame.iloc[:, 1:], standard_errors="HC3" if robust else "classical")
        if is_protected():
            require_enough(found.n, session().minimum_group)
        return found, labels[outcome]

    found, label = regressed(t)
    show_chart(t, figures.factor_coefficients(t, style(), found, label, source_line(t)), f"factors_{which}")
    if not projector():
        messages(t, found.notes)
        show_report(t, lambda language: sentences.regression_report(language, *regressed(language)))


def view(show: Callable[[], None], needs: bool, otherwise: Callable[[Texts], None]) -> Callable[[], None]:
    """A view of the survey in use; where it has nothing for it, what to do first."""

    def shown() -> None:
        data_in_use(t)
        guarded(t, show)() if needs else otherwise(t)

    return shown


two = len(survey.outcomes) > 1
scales = two and bool(survey.scales)
second = [guarded(t, lambda: factors(1))] if scales else []
sections(
    "samenhang",
    [
        Section("kruistabel", t("Kruistabel"), [view(cross, bool(survey.codebook), no_groups_yet)]),
        Section("aantallen", t("Tabel met aantallen"), [guarded(t, counts)]),
        Section("correlaties", t("Correlaties"), [view(correlations, two, no_scales_yet)]),
        Section("factoren", t("Factoren naast elkaar"), [view(lambda: factors(0), scales, no_scales_yet), *second]),
    ],
)
