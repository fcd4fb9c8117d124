"""What the page Samenhang asks: which columns to cross, which to correlate, which factors beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from analysis.statistics import CorrelationMethod, StandardErrors
from analysis.survey import Role, Survey, outcome_frame
from display.association_words import cross_labels, is_ordered_by_default, question_labels
from display.labels import outcome_labels, outcome_names
from display.state import projector
from display.texts import Texts
from display.widgets import keep_possible, select

#: The four factors that the study expects to make collaboration work (002, appendix 4); satisfaction is its outcome.
WORKING_FACTORS = ("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing")
#: More columns than this give a heat map that nobody reads.
MOST_CORRELATED = 12
#: Of these measures there is one with something else held constant.
PARTIAL: tuple[CorrelationMethod, ...] = ("pearson", "spearman")


@dataclass(frozen=True)
class CrossChoice:
    """Two columns to cross, and whether the answers of each run from low to high.

    rows: a column, one of `Survey.options`, or one of `Survey.whole_questions`.
    """

    rows: str
    columns: str
    rows_ordered: bool
    columns_ordered: bool


@dataclass(frozen=True)
class CorrelationChoice:
    """Columns to correlate, how, and what is held constant (one column, or nothing)."""

    columns: tuple[str, ...]
    method: CorrelationMethod
    given: tuple[str, ...]

    def frame(self, t: Texts, survey: Survey) -> pd.DataFrame:
        """The columns called by their labels, those held constant last."""
        return _labelled(t, survey, (*self.columns, *self.given))


@dataclass(frozen=True)
class FactorChoice:
    """An outcome and the factors beside each other; first: what is entered before them, in a block of its own."""

    outcome: str
    factors: tuple[str, ...]
    errors: StandardErrors = "classical"
    first: tuple[str, ...] = ()

    def frame(self, t: Texts, survey: Survey) -> pd.DataFrame:
        """The outcome and then the factors, called by their labels."""
        return _labelled(t, survey, (self.outcome, *self.factors))

    def blocks(self, t: Texts, survey: Survey) -> tuple[pd.Series[Any], list[pd.DataFrame]]:
        """The outcome, and both blocks of predictors."""
        later = [name for name in self.factors if name not in self.first]
        frame = _labelled(t, survey, (self.outcome, *self.first, *later))
        entered = len(self.first) + 1
        return frame.iloc[:, 0], [frame.iloc[:, 1:entered], frame.iloc[:, entered:]]


def _labelled(t: Texts, survey: Survey, names: Sequence[str]) -> pd.DataFrame:
    labels = outcome_names(t, survey)
    return outcome_frame(survey, {name: labels[name] for name in names})


def choose_cross(t: Texts, survey: Survey) -> CrossChoice | None:
    """Rows and columns of a cross-table; None where the survey has no two columns for one."""
    labels = cross_labels(t, survey)
    if len(labels) < 2:
        return None
    left, right = st.columns(2)
    with left:
        rows = select(t("Rijen"), _with_questions(t, survey, labels), "cross_rows")
    question = survey.whole_questions.get(rows)
    if question is None:
        first = [entry.column for entry in survey.entries(Role.GRADE) if entry.column in labels]
        none = {rows}
    else:  # all its answers stand in the rows already; groups come first
        first, none = [], {name for name, (other, _) in survey.options.items() if other.name == question.name}
    others = {name: labels[name] for name in dict.fromkeys((*first, *labels)) if name not in none}
    if not others:
        return None
    with right:
        columns = select(t("Kolommen"), others, "cross_columns" if question is None else "cross_groups")
    rows_ordered = False
    if question is None:
        with left:
            rows_ordered = _ordered(t, survey, rows)
    with right:
        columns_ordered = _ordered(t, survey, columns)
    return CrossChoice(rows, columns, rows_ordered, columns_ordered)


def _with_questions(t: Texts, survey: Survey, labels: Mapping[str, str]) -> dict[str, str]:
    """The columns, then each question with several answers as a whole, followed by its answers one by one."""
    offered = {name: label for name, label in labels.items() if name not in survey.options}
    for whole, label in question_labels(t, survey).items():
        offered[whole] = label
        offered |= {name: labels[name] for name in survey.options if name.startswith(whole)}
    return offered


def _ordered(t: Texts, survey: Survey, column: str) -> bool:
    default = is_ordered_by_default(survey, column)
    key = f"ordered_{column}"
    if projector():
        return bool(st.session_state.get(key, default))
    return st.toggle(t("Antwoorden lopen van laag naar hoog"), value=default, key=key, persist_state="session")


def choose_correlations(t: Texts, survey: Survey) -> CorrelationChoice:
    """Which outcomes to correlate, by which measure, with what held constant."""
    methods: dict[CorrelationMethod, str] = {
        "pearson": "Pearson",
        "spearman": "Spearman",
        "kendall": t("Kendalls tau-b"),
        "polychoric": t("Polychorisch"),
    }
    left, right = st.columns(2)
    with left:
        method = _choose_method(t, methods)
    # A scale score is a measurement; a polychoric correlation is one of answers.
    scales = {scale.name for scale in survey.scales} if method == "polychoric" else set()
    options = {name: label for name, label in outcome_labels(t, survey).items() if name not in scales}
    key = "correlated_answers" if method == "polychoric" else "correlated"
    default = _default_correlated(survey, list(options))
    if projector():
        chosen = [name for name in st.session_state.get(key, default) if name in options]
        given = st.session_state.get("held_constant", "")
    else:
        if not set(st.session_state.get(key, ())) <= set(options):
            st.session_state.pop(key, None)
        chosen = st.multiselect(
            t("Wat hangt samen?"),
            list(options),
            default=default,
            key=key,
            max_selections=MOST_CORRELATED,
            placeholder=t("Kies"),
            format_func=lambda name: options[name],
            persist_state="session",
        )
        given = ""
        if method in PARTIAL:
            with right:
                given = select(t("Constant gehouden"), {"": t("niets"), **options}, "held_constant")
    held = (given,) if method in PARTIAL and given in options else ()
    return CorrelationChoice(tuple(name for name in chosen if name not in held), method, held)


def _choose_method(t: Texts, methods: Mapping[CorrelationMethod, str]) -> CorrelationMethod:
    keep_possible("correlation_method", methods)
    if projector():
        found: CorrelationMethod = st.session_state.get("correlation_method", "pearson")
        return found
    return (
        st.segmented_control(
            t("Maat"),
            list(methods),
            default="pearson",
            key="correlation_method",
            required=True,
            format_func=methods.__getitem__,
            persist_state="session",
        )
        or "pearson"
    )


def _default_correlated(survey: Survey, options: list[str]) -> list[str]:
    scales = [scale.name for scale in survey.scales if scale.name in options]
    grades = [entry.column for entry in survey.grades if entry.column in options]
    found = [*scales, *grades[: 1 if scales else 6]]
    return (found if len(found) > 1 else options)[:8]


def choose_factors(t: Texts, survey: Survey, which: int) -> FactorChoice:
    """An outcome and the factors to lay beside each other.

    which: 0 begins with a grade (satisfaction) as the outcome, 1 with the last scale (added value), and never shows
    what 0 shows already; see `has_second_outcome`.
    """
    labels = outcome_labels(t, survey)
    grades = [entry.column for entry in survey.grades]
    scales = [scale.name for scale in survey.scales]
    order = [*grades, *scales[::-1]]
    if which:
        chosen_first = st.session_state.get("factor_outcome_0")
        shown = chosen_first if chosen_first in order else order[0]
        order = [name for name in (*scales[::-1], *grades) if name != shown and {name} != set(scales)]
    outcome = select(t("Uitkomst"), {name: labels[name] for name in order}, f"factor_outcome_{which}")
    default = [name for name in scales if name in WORKING_FACTORS and name != outcome] or [
        name for name in scales if name != outcome
    ]
    if which or projector():
        chosen = st.session_state.get("factors") or default
    else:
        if not set(st.session_state.get("factors", ())) <= set(scales):
            st.session_state.pop("factors", None)
        st.toggle(
            t("Standaardfouten die ongelijke spreiding toestaan (HC3)"), key="factors_hc3", persist_state="session"
        )
        chosen = st.multiselect(
            t("Factoren"),
            scales,
            default=default,
            key="factors",
            placeholder=t("Kies"),
            format_func=lambda name: labels[name],
            persist_state="session",
        )
    factors = tuple(name for name in chosen if name != outcome and name in labels)
    if which and not factors:
        factors = tuple(default)  # the only factor of the first view is the outcome here
    return FactorChoice(outcome, factors, "HC3" if st.session_state.get("factors_hc3", False) else "classical")


def has_second_outcome(survey: Survey) -> bool:
    """Whether another outcome than that of the first view has a factor to lay beside it."""
    return len(survey.scales) > 1 or (bool(survey.scales) and len(survey.grades) > 1)


def choose_first_block(t: Texts, survey: Survey) -> FactorChoice | None:
    """What is entered before the factors that were chosen above; None as long as nothing is, or nothing is left."""
    labels = outcome_labels(t, survey)
    outcome = str(st.session_state.get("factor_outcome_0", ""))
    items = {item for scale in survey.scales for item in scale.items}
    options = [name for name in labels if name != outcome and name not in items]
    if not set(st.session_state.get("first_block", ())) <= set(options):
        st.session_state.pop("first_block", None)
    first = st.multiselect(
        t("Eerst meenemen (blok 1)"),
        options,
        key="first_block",
        placeholder=t("Kies wat er al in het model staat"),
        format_func=lambda name: labels[name],
        persist_state="session",
        help=t("De andere factoren komen daarna erbij, in blok 2; de toets zegt wat zij toevoegen."),
    )
    factors = tuple(name for name in st.session_state.get("factors", ()) if name != outcome)
    chosen = FactorChoice(outcome, factors, first=tuple(first))
    return chosen if first and set(factors) - set(first) and outcome in labels else None
