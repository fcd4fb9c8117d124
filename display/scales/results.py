"""The statistics of the page Schalen: each computed once in a session, and none shown of too few respondents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import pandas as pd
import streamlit as st

from analysis.disclosure import ProtectedGroups, require_enough, withhold_small_groups, withhold_thin_items
from analysis.statistics import (
    IN_GROUPS_ABOVE,
    Basis,
    Description,
    FactorAnalysis,
    Friedman,
    GroupReliability,
    Interval,
    ItemCorrelations,
    Missing,
    OneFactorFit,
    ParallelAnalysis,
    Reliability,
    describe,
    factor_analysis,
    friedman,
    inter_item_correlations,
    one_factor_fit,
    parallel_analysis,
    reliability,
    reliability_by_group,
)
from analysis.survey import CodebookEntry, Survey, score_items, score_scales, try_out
from display.scales.choice import Choice
from display.state import WhatIf, active_survey, computed, is_protected, session
from display.texts import Texts

#: Resamples of the bootstrap where each takes long.
FEW_RESAMPLES, RESAMPLES = 200, 2000
_QUICK = 4_000_000  # respondents × columns of sums: two seconds or so for 2,000 samples
_T = TypeVar("_T")


def tried(scale: str) -> WhatIf | None:
    """What is being tried on this scale of the sample in use; None where nothing is."""
    trial = session().what_if
    return trial if (trial.source, trial.scale) == (session().source, scale) else None


def survey_of(scale: str) -> Survey:
    """The survey in use, with what is being tried on this scale."""
    survey, trial = active_survey(), tried(scale)
    if trial is None:
        return survey
    return computed(survey, trial, lambda: try_out(survey, trial.turned, trial.left_out))


def scale_reliability(choice: Choice) -> Reliability:
    """Reliability of the scale in hand, as chosen."""
    scale = survey_of(choice.scale).scale(choice.scale)
    found = _kept(
        choice.scale,
        ("reliability", choice),
        lambda survey: reliability(
            survey.items(choice.scale),
            choice.missing,
            basis=choice.basis,
            minimum=scale.minimum,
            maximum=scale.maximum,
        ),
    )
    _protect(found.interval_n)
    return found


def without_item(choice: Choice, item: str) -> Reliability:
    """Reliability as it will be shown once an item is left out: who missed only that item counts again."""
    found = _kept(
        choice.scale,
        ("without", choice, item),
        lambda survey: reliability(survey.items(choice.scale).drop(columns=item), choice.missing, basis=choice.basis),
    )
    _protect(found.interval_n)
    return found


def scale_scores(scale: str) -> tuple[pd.Series, Description]:
    """Scores of the scale in hand (mean of the items answered, half of them at least), and their description."""
    survey = survey_of(scale)
    scores = score_scales(survey)[scale]
    described = describe(scores)
    _protect(described.n)
    return scores, described


def entries_of(*scales: str) -> list[CodebookEntry]:
    """The codebook's lines on the items of some scales."""
    return [
        entry
        for survey, scale in ((survey_of(scale), scale) for scale in scales)
        for entry in survey.codebook or ()
        if entry.column in survey.scale(scale).items
    ]


def is_quick(found: Reliability) -> bool:
    """Whether the bootstrap takes a second or so at most."""
    k = len(found.items)
    complete = found.missing == "listwise" or found.interval_n == found.n
    columns = k + 2 if complete else 2 * k * (k + 1)
    return found.basis == "pearson" and (found.n * columns <= _QUICK or found.n > IN_GROUPS_ABOVE)


def resamples_of(found: Reliability) -> int:
    """How many samples the bootstrap interval of alpha is of."""
    return RESAMPLES if is_quick(found) else FEW_RESAMPLES


def bootstrap(t: Texts, choice: Choice, found: Reliability) -> Interval:
    """The bootstrap interval of alpha: of 2,000 samples, or of 200 where that takes long."""
    resamples = resamples_of(found)
    with st.spinner(t("Steekproeven trekken …"), show_time=True):
        return _kept(choice.scale, ("bootstrap", choice), lambda _: found.bootstrap_interval(resamples))


def items_of(scales: Sequence[str]) -> pd.DataFrame:
    """The items of some scales side by side; one scale with what is being tried on it."""
    if len(scales) == 1:
        return survey_of(scales[0]).items(scales[0])
    return pd.concat([active_survey().items(scale) for scale in scales], axis=1)


def correlations(t: Texts, scales: tuple[str, ...], missing: Missing, basis: Basis) -> ItemCorrelations:
    """Correlations between items, thin pairs of an own file taken out."""
    with st.spinner(t("Samenhangen berekenen …"), show_time=True):
        found = _kept_of(
            scales,
            ("correlations", scales, missing, basis),
            lambda: inter_item_correlations(items_of(scales), basis, missing=missing),
        )
    return withhold_thin_items(found, session().minimum_group) if is_protected() else found


def parallel(t: Texts, scales: tuple[str, ...], missing: Missing) -> ParallelAnalysis:
    """Parallel analysis of the items of some scales."""
    with st.spinner(t("Parallelle analyse …"), show_time=True):
        found = _kept_of(
            scales, ("parallel", scales, missing), lambda: parallel_analysis(items_of(scales), 1, missing=missing)
        )
    _protect(found.n)
    return found


def factors(t: Texts, scales: tuple[str, ...], missing: Missing, basis: Basis, count: int) -> FactorAnalysis:
    """Exploratory factor analysis with so many factors, of the chosen correlations."""
    with st.spinner(t("Factoren zoeken …"), show_time=True):
        found = _kept_of(
            scales,
            ("factors", scales, missing, basis, count),
            lambda: factor_analysis(items_of(scales), count, missing=missing, basis=basis),
        )
    _protect(found.n)
    return found


def one_factor(scales: tuple[str, ...]) -> OneFactorFit:
    """The confirmatory one-factor model."""
    found = _kept_of(scales, ("one factor", scales), lambda: one_factor_fit(items_of(scales)))
    _protect(found.n)
    return found


def friedman_test(scales: tuple[str, ...]) -> Friedman:
    """Friedman's test on the items."""
    found = _kept_of(scales, ("friedman", scales), lambda: friedman(items_of(scales)))
    _protect(found.n)
    return found


def by_group(choice: Choice, grouping: str) -> tuple[tuple[GroupReliability, ...], ProtectedGroups | None]:
    """Reliability in each group; of an own file without the groups that are too small, and what follows from them."""
    survey = survey_of(choice.scale)
    items, groups, protected = survey.items(choice.scale), survey.responses[grouping], None
    if is_protected():
        # Counted are those who answered every item: no group can be smaller by the other rule.
        complete = items.notna().all(axis=1).astype("float64").where(lambda whole: whole > 0)
        protected = withhold_small_groups(complete, groups, session().minimum_group)
        groups = protected.groups
    scale = survey.scale(choice.scale)
    found = _kept(
        choice.scale,
        ("by group", choice, grouping, session().minimum_group if is_protected() else None),
        lambda _: reliability_by_group(
            items, groups, choice.missing, basis=choice.basis, minimum=scale.minimum, maximum=scale.maximum
        ),
    )
    if is_protected():  # one group beside respondents without any is not seen above
        for group in found:
            if group.result is not None:
                _protect(group.result.n)
    return found, protected


def scored(scale: str, fewest: int, kind: str) -> Description:
    """The scores by a rule, described."""
    items = survey_of(scale).items(scale)
    described = describe(score_items(items, fewest, kind="sum" if kind == "sum" else "mean"))
    _protect(described.n)
    return described


def _kept(scale: str, key: Hashable, compute: Callable[[Survey], _T]) -> _T:
    return computed(active_survey(), (key, tried(scale)), lambda: compute(survey_of(scale)))


def _kept_of(scales: tuple[str, ...], key: Hashable, compute: Callable[[], _T]) -> _T:
    trial = tried(scales[0]) if len(scales) == 1 else None
    return computed(active_survey(), (key, trial), compute)


def _protect(n: int) -> None:
    if is_protected():
        require_enough(n, session().minimum_group)
