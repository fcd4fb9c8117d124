"""What the page Samenwerkingsmodellen asks: which outcome, which groups, whether they have an order, and what else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis.disclosure import MergedCells, MergedGroups, merge_small_cells, merge_small_groups
from analysis.errors import DisclosureError, SurveyError
from analysis.statistics import Ancova, GroupComparison, TwoFactorAnova
from analysis.survey import Role, Survey, outcome_values
from display.association_words import is_ordered_by_default
from display.labels import (
    GroupWords,
    grouping_labels,
    labels_of,
    outcome_bounds,
    outcome_labels,
    outcome_names,
    scale_label,
    words_of,
)
from display.sentences import groups as sentences
from display.state import is_protected, projector, session
from display.texts import Texts
from display.widgets import choose_one, keep_possible, notice, select


@dataclass(frozen=True, eq=False)
class GroupChoice:
    """An outcome and a grouping as they were chosen, with small groups of people merged.

    order: the groups from low to high, None where they have none. merged: what was put together, None for a sample.
    """

    outcome: str
    grouping: str
    values: pd.Series[Any]
    groups: pd.Series[Any]
    order: Sequence[Any] | None
    merged: MergedGroups | None

    def words(self, t: Texts, survey: Survey, found: GroupComparison | Ancova) -> GroupWords:
        """The words of a comparison of these columns."""
        index = found.groups.index if isinstance(found, GroupComparison) else found.means.index
        return words_of(t, survey, self.outcome, self.grouping, list(index))


@dataclass(frozen=True, eq=False)
class FactorChoice:
    """An outcome and two groupings; `merged` says how small combinations of people were merged, None for a sample."""

    outcome: str
    first: str
    second: str
    values: pd.Series[Any]
    first_groups: pd.Series[Any]
    second_groups: pd.Series[Any]
    merged: MergedCells | None

    def words(self, t: Texts, survey: Survey, found: TwoFactorAnova) -> GroupWords:
        """The words of the outcome and the first grouping."""
        plain = words_of(t, survey, self.outcome, self.first, [])
        return replace(plain, groups=self.labels(t, survey, self.first, found.labels[0]))

    def labels(self, t: Texts, survey: Survey, column: str, groups: Sequence[object]) -> dict[object, str]:
        """The groups of a column in the language of the screen; merged ones are named together."""
        parts: Mapping[object, tuple[object, ...]] = {}
        if self.merged is not None:
            parts = self.merged.row_parts if column == self.first else self.merged.column_parts
        named = words_of(t, survey, self.outcome, column, [p for g in groups for p in parts.get(g, (g,))]).groups
        return {group: " + ".join(named[part] for part in parts.get(group, (group,))) for group in groups}

    def merged_labels(self, t: Texts, survey: Survey) -> list[str]:
        """The groups that were put together, in the language of the screen; none of a sample."""
        if self.merged is None:
            return []
        sides = (self.first, self.merged.row_parts), (self.second, self.merged.column_parts)
        together = [(column, [g for g, members in parts.items() if len(members) > 1]) for column, parts in sides]
        return [label for column, groups in together for label in self.labels(t, survey, column, groups).values()]


@dataclass(frozen=True, eq=False)
class PairChoice:
    """Two questions to the same respondents."""

    first: str
    second: str
    first_values: pd.Series[Any]
    second_values: pd.Series[Any]

    def labels(self, t: Texts, survey: Survey) -> tuple[str, str]:
        """What both are called in the language of the screen."""
        known = outcome_names(t, survey)
        return known[self.first], known[self.second]

    @property
    def answered_once(self) -> bool:
        """Whether some answered one of both questions only, and these may be shown: of people neither too few."""
        first, second = self.first_values.notna(), self.second_values.notna()
        only = int((first & ~second).sum()), int((second & ~first).sum())
        least = session().minimum_group if is_protected() else 1
        return any(only) and all(count == 0 or count >= least for count in only)


def choose_groups(t: Texts, survey: Survey) -> GroupChoice:
    """One outcome and one grouping."""
    left, right = st.columns(2)
    with left:
        outcome = select(t("Uitkomst"), outcome_labels(t, survey), "outcome")
    with right:
        grouping = select(t("Groepen"), grouping_labels(t, survey), "grouping")
        order = _order(t, survey, grouping)
    return protected_choice(t, survey, outcome, grouping, order)


def names_in_use(t: Texts, survey: Survey) -> dict[object, str]:
    """The labels of the answers to the grouping that is chosen."""
    groupings = grouping_labels(t, survey)
    grouping = st.session_state.get("grouping")
    grouping = grouping if grouping in groupings else next(iter(groupings))
    return labels_of(t, survey, grouping, survey.responses[grouping].dropna().unique().tolist())


def groups_in_use(t: Texts, survey: Survey) -> GroupChoice:
    """The outcome and grouping that were chosen above, for what stands below."""
    outcomes, groupings = outcome_labels(t, survey), grouping_labels(t, survey)
    outcome, grouping = st.session_state.get("outcome"), st.session_state.get("grouping")
    outcome = outcome if outcome in outcomes else next(iter(outcomes))
    grouping = grouping if grouping in groupings else next(iter(groupings))
    ordered = st.session_state.get(f"ordered_{grouping}", is_ordered_by_default(survey, grouping))
    return protected_choice(t, survey, outcome, grouping, _answers(survey, grouping) if ordered else None, tell=False)


def protected_choice(
    t: Texts, survey: Survey, outcome: str, grouping: str, order: Sequence[Any] | None, *, tell: bool = True
) -> GroupChoice:
    """The columns of a choice; groups of people that are too small are merged, and the page says so."""
    values, groups = outcome_values(survey, outcome), survey.responses[grouping]
    merged = None
    if is_protected():
        merged = merge_small_groups(values, groups, session().minimum_group, ordered=order is not None)
        groups = merged.groups
        if order is not None:
            label_of = {part: label for label, parts in merged.parts.items() for part in parts}
            order = list(dict.fromkeys(label_of.get(label, label) for label in order))
        if merged.merged and tell:
            _tell_merged_groups(t, survey, grouping, merged)
    return GroupChoice(outcome, grouping, values, groups, order, merged)


def _tell_merged_groups(t: Texts, survey: Survey, grouping: str, merged: MergedGroups) -> None:
    """Which groups are shown together and why, with the way to the minimum."""
    called = labels_of(t, survey, grouping, merged.merged)
    notice(sentences.merged_groups(t, list(called.values()), merged.minimum), warning=True)
    offer_protection(t, grouping)


def offer_protection(t: Texts, grouping: str) -> None:
    """The way to the minimum of a group, except on a projector."""
    if projector():
        return
    label, key = t("Naar Gegevens › Bescherming"), f"to_protection_{grouping}"
    if st.button(label, key=key, icon=":material/arrow_forward:", on_click=_open_protection):
        st.switch_page("pages/gegevens.py", query_params={"section": "bescherming"})


def _open_protection() -> None:
    st.session_state["section_gegevens"] = "bescherming"  # an address gives way to the section that was shown last


def choose_family(t: Texts, survey: Survey) -> tuple[str, Sequence[Any] | None, str, Mapping[str, str]]:
    """A grouping with its order, and what is tested together: what the family is called, and its outcomes' labels."""
    left, right = st.columns(2)
    with right:
        grouping = select(t("Groepen"), grouping_labels(t, survey), "grouping")
        order = _order(t, survey, grouping)
    labels = outcome_labels(t, survey)
    families = {
        "scales": (t("Alle schalen"), [scale.name for scale in survey.scales]),
        "grades": (t("Alle cijfers"), [entry.column for entry in survey.entries(Role.GRADE)]),
    }
    for scale in survey.scales:
        name = t("Items van {scale}", scale=scale_label(t, survey, scale.name))
        families[f"items_{scale.name}"] = (name, list(scale.items))
    families = {
        key: (name, [outcome for outcome in outcomes if outcome in labels])
        for key, (name, outcomes) in families.items()
    }
    families = {key: found for key, found in families.items() if found[1]}
    if not families:
        families = {"all": (t("Alle uitkomsten"), list(labels))}
    with left:
        names = {key: name for key, (name, _) in families.items()}
        key = select(t("Uitkomsten die samen getoetst worden"), names, "family")
    name, outcomes = families[key]
    return grouping, order, name, {outcome: labels[outcome] for outcome in outcomes}


def protected_family(
    t: Texts, survey: Survey, outcomes: Mapping[str, str], grouping: str, order: Sequence[Any] | None
) -> tuple[dict[str, pd.Series[Any]], dict[str, pd.Series[Any]]]:
    """The columns of several outcomes, and of the groups with each.

    An outcome with too few answers is left out, and the page says which.
    """
    chosen, refused = {}, []
    merged: dict[str, None] = {}
    for outcome, label in outcomes.items():
        try:
            choice = protected_choice(t, survey, outcome, grouping, order, tell=False)
        except DisclosureError:
            refused.append(label)
            continue
        chosen[outcome] = choice
        if choice.merged is not None:
            merged |= dict.fromkeys(labels_of(t, survey, grouping, choice.merged.merged).values())
    if merged:
        notice(sentences.merged_groups(t, list(merged), session().minimum_group), warning=True)
    if refused:
        notice(
            t("Niet getoond, omdat er te weinig antwoorden per groep zijn: {outcomes}.", outcomes=t.listing(refused)),
            warning=True,
        )
    return {name: one.values for name, one in chosen.items()}, {name: one.groups for name, one in chosen.items()}


def choose_two_factors(t: Texts, survey: Survey) -> FactorChoice:
    """An outcome and two groupings, with combinations of people that are too small merged."""
    groupings = grouping_labels(t, survey)
    if len(groupings) < 2:
        raise SurveyError("De gegevens hebben maar één indeling in groepen; hier zijn er twee nodig.")
    one, two, three = st.columns(3)
    with one:
        outcome = select(t("Uitkomst"), outcome_labels(t, survey), "outcome")
    with two:
        first = select(t("Eerste indeling"), groupings, "grouping")
    others = {name: label for name, label in groupings.items() if name != first}
    with three:
        second = select(t("Tweede indeling"), others, "second_grouping")
    values = outcome_values(survey, outcome)
    a, b = survey.responses[first], survey.responses[second]
    merged = None
    if is_protected():
        merged = merge_small_cells(
            a.where(values.notna()),
            b.where(values.notna()),
            session().minimum_group,
            rows_ordered=is_ordered_by_default(survey, first),
            columns_ordered=is_ordered_by_default(survey, second),
        )
        a, b = merged.rows, merged.columns
    choice = FactorChoice(outcome, first, second, values, a, b, merged)
    if together := choice.merged_labels(t, survey):
        notice(sentences.merged_groups(t, together, session().minimum_group, combined=True), warning=True)
    return choice


def choose_covariate(t: Texts, survey: Survey) -> tuple[GroupChoice, str]:
    """The outcome and groups in use, and what the groups are to be taken as equal on."""
    choice = groups_in_use(t, survey)
    labels = {name: label for name, label in outcome_labels(t, survey).items() if name != choice.outcome}
    if not labels:
        raise SurveyError("De gegevens hebben maar één uitkomst; om te corrigeren is er nog een nodig.")
    covariate = select(t("Corrigeren voor"), labels, "covariate")
    values = choice.values.where(outcome_values(survey, covariate).notna())
    if is_protected():  # who lacks the covariate drops out, and may leave a group too small
        choice = replace(choice, values=values)
        merged = merge_small_groups(
            values, survey.responses[choice.grouping], session().minimum_group, ordered=choice.order is not None
        )
        choice = replace(choice, groups=merged.groups, merged=merged)
    return choice, covariate


def fits_two(found: GroupComparison) -> bool:
    """Whether the tests of two groups can be made: of exactly two, with more than one answer each."""
    return len(found.groups) == 2 and int(found.groups["n"].min()) > 1


def choose_paired(t: Texts, survey: Survey) -> PairChoice:
    """Two questions on the same range, answered by the same respondents: the same question for two sectors first."""
    labels = outcome_labels(t, survey)
    if len(labels) < 2:
        raise SurveyError("De gegevens hebben maar één uitkomst; om te vergelijken zijn er twee nodig.")
    bounds = {name: outcome_bounds(survey, name) for name in labels}
    within = {scale.name: set(scale.items) for scale in survey.scales}

    def beside(first: str) -> list[str]:
        """What has the same range, and is no scale of which the other is an item: these are no two answers."""
        others = [name for name in labels if name != first and bounds[name] == bounds[first]]
        return [name for name in others if name not in within.get(first, ()) and first not in within.get(name, ())]

    grades = [entry.column for entry in survey.entries(Role.GRADE) if entry.column in labels]
    offered = {name: labels[name] for name in dict.fromkeys((*grades, *labels)) if beside(name)}
    if not offered:
        raise SurveyError("Er zijn geen twee vragen met dezelfde antwoordschaal; om te vergelijken zijn die er nodig.")
    left, right = st.columns(2)
    with left:
        first = select(t("Eerste vraag"), offered, "first")
    alike = beside(first)
    alike.sort(key=lambda name: name.rpartition("_")[0] != first.rpartition("_")[0])  # the same question comes first
    with right:
        second = select(t("Tweede vraag"), {name: labels[name] for name in alike}, "second")
    return PairChoice(first, second, outcome_values(survey, first), outcome_values(survey, second))


def choose_bound(t: Texts, bounds: tuple[float, float] | None) -> float:
    """How large a difference must be to matter, in points of the outcome."""
    span = bounds[1] - bounds[0] if bounds else 4.0
    step = 0.05 if span <= 5 else 0.1
    options = [round(step * i, 2) for i in range(1, round(span / 2 / step) + 1)]
    usual = options[min(10, len(options)) - 1]
    if projector():
        return float(st.session_state.get("bound", usual))
    keep_possible("bound", options)
    return float(
        st.select_slider(  # a slider of numbers writes a decimal point on a Dutch screen
            t("Kleinste verschil dat ertoe doet, in punten"),
            options,
            usual,
            format_func=t.number,
            key="bound",
            persist_state="session",
            help=t("Kies de grens voordat u naar de uitkomst kijkt."),
        )
    )


def choose_type(t: Texts, *, possible: bool) -> int:
    """Which sums of squares to show; only Type II where combinations are empty."""
    if not possible or projector():
        return 2 if not possible else int(st.session_state.get("ss_type", 3) or 3)
    labels = {"3": t("Type III (als SPSS en JASP)"), "2": "Type II"}
    return int(choose_one(t("Kwadratensommen"), labels, "ss_type"))


def _order(t: Texts, survey: Survey, column: str) -> Sequence[Any] | None:
    """The groups low to high where their answers have an order, or the user says that they have."""
    answers = _answers(survey, column)
    if answers is None:
        return None
    default = is_ordered_by_default(survey, column)
    key = f"ordered_{column}"
    if projector():
        ordered = bool(st.session_state.get(key, default))
    else:
        ordered = st.toggle(t("Antwoorden lopen van laag naar hoog"), value=default, key=key, persist_state="session")
    return answers if ordered else None


def _answers(survey: Survey, column: str) -> Sequence[Any] | None:
    """The answers of a column in the codebook's order; None where it gives none."""
    dtype = survey.responses[column].dtype
    return list(dtype.categories) if isinstance(dtype, pd.CategoricalDtype) and dtype.ordered else None
