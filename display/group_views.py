"""A comparison of groups as the page shows it: pictures, and on a laptop the tables and the text for a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.disclosure import require_enough
from analysis.evidence.national import published_grade, published_means
from analysis.statistics import (
    Ancova,
    Assumptions,
    Detectable,
    Equivalence,
    GroupComparison,
    OutcomeFamily,
    PairedComparison,
    RepeatedComparison,
    TwoFactorAnova,
    TwoGroups,
)
from analysis.statistics.second_opinion import second_opinion_on_groups
from analysis.survey import Survey
from display import group_tables as tables
from display.association_views import show_report
from display.figures import group_families as figures
from display.figures.groups import group_means
from display.figures.paired import paired_differences
from display.group_inputs import FactorChoice, GroupChoice, PairChoice
from display.labels import column_name, group_words, grouping_labels, labels_of, outcome_bounds, outcome_names
from display.second_opinion import second_opinion
from display.sentences import group_families as sentences
from display.sentences import groups as group_sentences
from display.state import is_protected, national_group, projector, session, source_line, style
from display.summary_editor import SummaryTable
from display.tables import effects_table, pairwise_table, tests_table
from display.texts import Texts
from display.widgets import heading, messages, notice, paragraph, show_chart, show_table


def can_compare(t: Texts, survey: Survey) -> bool:
    """Whether the data have something to compare, and groups to compare it between."""
    return bool(survey.outcomes) and bool(grouping_labels(t, survey))


def show_means(t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison) -> None:
    """The picture of the means; single answers behind them for a sample only, since a point may be a person."""
    compared = national_group(choice.outcome)
    published = published_means(compared, choice.grouping, choice.outcome) if compared else None
    grade = published_grade(compared, choice.outcome) if compared else None
    source = f"{source_line(t)} {group_sentences.published_grade(t, grade)}" if grade else source_line(t)
    words = choice.words(t, survey, found)
    answers = None if is_protected() else _answers_by_group(choice)
    show_chart(t, group_means(t, style(), found, words, source, published, answers), "means")


def show_tests(t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison, two: TwoGroups | None) -> None:
    """The recommended test and why, the text for a report, and all other tests one click away."""
    show_report(t, lambda language: _with_merged(language, survey, choice, found))
    labels = choice.words(t, survey, found).groups
    paragraph(t.message(found.reason, labels), "oza-subtitle")
    messages(t, found.flags, labels, warning=False)
    messages(t, found.notes, labels)
    show_table(t, effects_table(t, found), "effects")
    show_table(t, pairwise_table(t, found, labels), "pairwise")
    with st.expander(t("Alle toetsen")):
        show_table(t, tests_table(t, found), "tests")
        if two is not None:
            show_table(t, tables.two_groups_table(t, two, labels), "two_groups")
    second_opinion(t, lambda: second_opinion_on_groups(choice.values, choice.groups, found), "groups")


def _with_merged(t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison) -> str:
    """The text for a report, with which groups are taken together: the result holds for these."""
    together = labels_of(t, survey, choice.grouping, choice.merged.merged if choice.merged else ())
    told = group_sentences.merged_groups(t, list(together.values()), session().minimum_group)
    return " ".join(filter(None, (group_sentences.report(t, found, choice.words(t, survey, found)), told)))


def show_outcomes(t: Texts, survey: Survey, grouping: str, family: str, found: OutcomeFamily) -> None:
    """Several outcomes beside each other, and which could not be compared."""
    labels = outcome_names(t, survey)
    groups: dict[object, str] = {}
    for name, comparison in found.comparisons.items():
        groups |= group_words(t, survey, name, grouping, comparison).groups
    bounds = {name: outcome_bounds(survey, name) for name in found.comparisons}
    in_order = {group: groups[group] for group in _in_own_order(survey, grouping, groups)}
    chart = figures.outcome_panels(t, style(), found, labels, in_order, family, bounds, source_line(t))
    show_chart(t, chart, "outcomes")
    for name, reason in found.not_compared.items():
        notice(f"{labels[name]}: {t.message(reason, groups)}", warning=True)


def show_two_factors(t: Texts, survey: Survey, choice: FactorChoice, found: TwoFactorAnova, kind: int) -> None:
    """The interaction, and on a laptop the table of the analysis."""
    words = choice.words(t, survey, found)
    second = column_name(t, survey, choice.second)
    second_labels = choice.labels(t, survey, choice.second, found.labels[1])
    show_chart(t, figures.interaction(t, style(), found, words, second, second_labels, source_line(t)), "interaction")
    if projector():
        return
    show_report(
        t,
        lambda language: " ".join(
            filter(
                None,
                (
                    sentences.two_factor_report(
                        language,
                        found,
                        choice.words(language, survey, found),
                        column_name(language, survey, choice.second),
                        kind,
                    ),
                    group_sentences.merged_groups(
                        language, choice.merged_labels(language, survey), session().minimum_group, combined=True
                    ),
                ),
            )
        ),
    )
    messages(t, found.notes)
    show_table(t, tables.two_factor_table(t, found, words.grouping, second, kind), "two_factors")


def show_ancova(t: Texts, survey: Survey, choice: GroupChoice, covariate: str, found: Ancova) -> None:
    """Means at equal covariate, and the adjusted pairs."""
    words = choice.words(t, survey, found)
    label = outcome_names(t, survey)[covariate]
    show_chart(t, figures.adjusted_means(t, style(), found, words, label, source_line(t)), "adjusted")
    if projector():
        return
    paragraph(sentences.ancova_report(t, found, label), "oza-report")
    messages(t, found.notes)
    show_table(t, tables.adjusted_pairs_table(t, found, words), "adjusted_pairs")


def show_paired(
    t: Texts,
    survey: Survey,
    pair: PairChoice,
    found: PairedComparison,
    everyone: RepeatedComparison | None,
) -> None:
    """The same respondents on two questions, and who answered one of them; of too few people nothing is shown."""
    if is_protected():
        require_enough(found.n, session().minimum_group)
    differences = None if is_protected() else (pair.first_values - pair.second_values).dropna().tolist()
    labels = pair.labels(t, survey)
    show_chart(t, paired_differences(t, style(), found, everyone, labels, differences, source_line(t)), "paired")
    if projector():
        return
    show_report(t, lambda language: sentences.paired_report(language, found, everyone, *pair.labels(language, survey)))
    if everyone is not None:
        messages(t, everyone.model.notes, warning=False)
    show_table(t, tables.paired_table(t, found, everyone), "paired_tests")


def show_bound(t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison, same: Equivalence) -> None:
    """Every pair against the bound."""
    words = choice.words(t, survey, found)
    show_chart(t, figures.pairs_within_bound(t, style(), same, words, found.n, source_line(t)), "bound")


def show_power(t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison, power: Detectable) -> None:
    """What this number of answers could have shown."""
    heading(t("Wat dit aantal antwoorden kan aantonen"))
    paragraph(sentences.power(t, power, found), "oza-report")
    show_table(t, tables.detectable_table(t, power, choice.words(t, survey, found)), "power")


def show_assumptions(
    t: Texts, survey: Survey, choice: GroupChoice, found: GroupComparison, checked: Assumptions
) -> None:
    """Residuals, spread, and what follows for the choice of a test."""
    words = choice.words(t, survey, found)
    show_chart(t, figures.residual_quantiles(t, style(), checked, words, source_line(t)), "residuals")
    paragraph(t.message(found.reason, words.groups), "oza-report")
    messages(t, found.flags, words.groups)
    show_table(t, tables.assumptions_table(t, checked), "assumptions")


def quantile_points(found: GroupComparison) -> int:
    """How many points a quantile picture may have: of people's answers so few that each stands for a group of them."""
    return max(2, min(40, found.n // session().minimum_group)) if is_protected() else 200


def show_summaries(t: Texts, given: SummaryTable, found: GroupComparison) -> None:
    """A comparison of which only means, sds and numbers are known."""
    source = (
        t("Bron: landelijke inventarisatie 2018, figuur {figure}.", figure=given.printed.figure)
        if given.printed
        else t("Bron: eigen tabel.")
    )
    show_chart(t, group_means(t, style(), found, given.words(t), source), "summaries")
    if given.printed is not None:
        paragraph(sentences.printed_judgement(t, given.printed, found), "oza-notice plain")
    if projector():
        return
    show_report(t, lambda language: group_sentences.report(language, found, given.words(language)))
    messages(t, found.notes, given.words(t).groups, warning=False)
    show_table(t, tests_table(t, found), "summary_tests")
    show_table(t, effects_table(t, found), "summary_effects")
    show_table(t, pairwise_table(t, found, given.words(t).groups), "summary_pairs")


def _answers_by_group(choice: GroupChoice) -> dict[object, list[float]]:
    known = pd.DataFrame({"value": choice.values, "group": choice.groups}).dropna()
    return {group: part.tolist() for group, part in known.groupby("group", observed=True)["value"]}


def _in_own_order(survey: Survey, grouping: str, groups: Mapping[object, str]) -> list[Any]:
    """The groups as the codebook orders them; merged ones where the first of their parts stands."""
    dtype = survey.responses[grouping].dtype
    order = list(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) else sorted(groups, key=str)

    def place(group: object) -> int:
        begins = (i for i, part in enumerate(order) if group == part or str(group).startswith(f"{part} + "))
        return next(begins, len(order))

    return sorted(groups, key=place)
