"""Collaboration models: do groups differ in how well education and youth care work together?"""

import streamlit as st

from analysis.disclosure import withhold_small_groups
from analysis.statistics import GroupComparison, compare_groups
from analysis.survey import outcome_values
from display.figures.groups import group_means
from display.labels import group_labels, grouping_label, outcome_labels
from display.sentences import groups as sentences
from display.shell import page_texts
from display.stage import stage
from display.state import active_survey, is_protected, projector, session, source_line, style
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
groupings = {entry.column: grouping_label(t, survey, entry.column) for entry in survey.groups}


def choose() -> tuple[str, str]:
    left, right = st.columns(2)
    outcome = left.selectbox(
        t("Uitkomst"),
        list(outcomes),
        key="outcome",
        format_func=outcomes.__getitem__,
        persist_state="session",
        label_visibility="collapsed" if projector() else "visible",
    )
    grouping = right.selectbox(
        t("Groepen"),
        list(groupings),
        key="grouping",
        format_func=groupings.__getitem__,
        persist_state="session",
        label_visibility="collapsed" if projector() else "visible",
    )
    return outcome, grouping


def compare(outcome: str, grouping: str) -> GroupComparison:
    values, groups = outcome_values(survey, outcome), survey.responses[grouping]
    if is_protected():
        protected = withhold_small_groups(values, groups, session().minimum_group)
        groups = protected.groups
        if protected.withheld:
            notice(sentences.withheld(t, protected), warning=True)
    return compare_groups(values, groups)


def means() -> None:
    outcome, grouping = choose()
    found = compare(outcome, grouping)
    wanted = next(o for o in survey.outcomes if o.name == outcome)
    bounds = None if wanted.minimum is None or wanted.maximum is None else (wanted.minimum, wanted.maximum)
    show_chart(
        t,
        group_means(
            t,
            style(),
            found,
            outcome=outcomes[outcome],
            grouping=groupings[grouping],
            labels=group_labels(t, survey, grouping, found),
            bounds=bounds,
            source=source_line(t),
        ),
        "means",
    )


def report() -> None:
    outcome, grouping = choose() if projector() else _chosen()
    found = compare(outcome, grouping)
    labels = group_labels(t, survey, grouping, found)
    heading(t("Voor in een rapport"))
    for language_texts in sentences.both_languages(t):
        own = group_labels(language_texts, survey, grouping, found)
        paragraph(
            sentences.report(
                language_texts,
                outcome_labels(language_texts, survey)[outcome],
                grouping_label(language_texts, survey, grouping),
                found,
                own,
            ),
            "oza-report",
        )
    messages(t, found.notes)
    if projector():
        return
    show_table(t, tests_table(t, found), "tests")
    show_table(t, effects_table(t, found), "effects")
    show_table(t, pairwise_table(t, found, labels), "pairwise")


def _chosen() -> tuple[str, str]:
    return (
        st.session_state.get("outcome") or next(iter(outcomes)),
        st.session_state.get("grouping") or next(iter(groupings)),
    )


if outcomes and groupings:
    stage("modellen", [guarded(t, means), guarded(t, report)])
else:
    no_groups_yet(t)
