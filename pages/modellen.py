"""Collaboration models: do groups differ in how well education and youth care work together?"""

import streamlit as st

from analysis.disclosure import withhold_small_groups
from analysis.evidence.national import published_grade, published_means
from analysis.statistics import GroupComparison, compare_groups
from analysis.survey import outcome_values
from display.figures.groups import group_means
from display.labels import group_labels, group_words, grouping_labels, outcome_labels
from display.sentences import groups as sentences
from display.shell import page_texts
from display.stage import stage
from display.state import active_survey, is_protected, national_group, projector, session, source_line, style
from display.tables import effects_table, pairwise_table, tests_table
from display.widgets import (
    data_in_use,
    guarded,
    heading,
    messages,
    no_groups_yet,
    notice,
    page_title,
    paragraph,
    select,
    show_chart,
    show_table,
)

t = page_texts()
survey = active_survey()
page_title(
    t("Samenwerkingsmodellen"),
    t(
        "Werken onderwijs en jeugdhulp beter samen naarmate het model verder van schotten en "
        "dichter bij integraal ligt?"
    ),
)
data_in_use(t)
outcomes = outcome_labels(t, survey)
groupings = grouping_labels(t, survey)


def choose() -> tuple[str, str]:
    left, right = st.columns(2)
    with left:
        outcome = select(t("Uitkomst"), outcomes, "outcome")
    with right:
        grouping = select(t("Groepen"), groupings, "grouping")
    return outcome, grouping


def compare(outcome: str, grouping: str, *, tell: bool) -> GroupComparison:
    values, groups = outcome_values(survey, outcome), survey.responses[grouping]
    if is_protected():
        protected = withhold_small_groups(values, groups, session().minimum_group)
        groups = protected.groups
        if protected.withheld and tell:
            notice(sentences.withheld(t, protected), warning=True)
    return compare_groups(values, groups)


def means() -> None:
    outcome, grouping = choose()
    found, compared = compare(outcome, grouping, tell=True), national_group()
    published = published_means(compared, grouping, outcome) if compared else None
    words = group_words(t, survey, outcome, grouping, found)
    grade = published_grade(compared, outcome) if compared else None
    source = f"{source_line(t)} {sentences.published_grade(t, grade)}" if grade else source_line(t)
    show_chart(t, group_means(t, style(), found, words, source, published), "means")


def report() -> None:
    outcome, grouping = st.session_state["outcome"], st.session_state["grouping"]
    found = compare(outcome, grouping, tell=False)
    heading(t("Voor in een rapport"))
    for language in sentences.both_languages(t):
        words = group_words(language, survey, outcome, grouping, found)
        paragraph(sentences.report(language, found, words), "oza-report", language.language)
    messages(t, found.notes)
    show_table(t, tests_table(t, found), "tests")
    show_table(t, effects_table(t, found), "effects")
    show_table(t, pairwise_table(t, found, group_labels(t, survey, grouping, found)), "pairwise")


if outcomes and groupings:
    # The report is for reading, not for a wall.
    stage("modellen", [guarded(t, means)] if projector() else [guarded(t, means), guarded(t, report, quiet=True)])
else:
    no_groups_yet(t)
