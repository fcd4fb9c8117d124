"""Section Samenhang: do the items hang together, and do they belong to the scales they were put in?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.errors import AnalysisError
from analysis.statistics import FEWEST_ITEMS, Basis, Missing, scale_membership
from display.answer_file import file_name
from display.figures import factors as figures
from display.labels import scale_words
from display.scale_receipts import (
    Entry,
    correlations_entries,
    earlier_names,
    factor_entries,
    parallel_entries,
    test_entries,
)
from display.scale_tables import adequacy_table, factor_correlations_table, friedman_table, one_factor_table
from display.scales import results
from display.scales.choice import missing_rules, picked_scale
from display.scales.scripts import offer, structure_programs
from display.scales.sections import receipt
from display.sentences import scales as sentences
from display.state import source_line, style
from display.texts import Texts
from display.widgets import choose_one, conclusion, heading, messages, paragraph, show_chart, show_error, show_table


@dataclass(frozen=True)
class _Asked:
    scales: tuple[str, ...]
    missing: Missing
    basis: Basis
    words: Mapping[str, str]
    scale_of: Mapping[str, str]


def correlations(t: Texts, labels: Mapping[str, str]) -> None:
    """The choice of scales, and the correlations of their items."""
    _ask(t, labels)
    asked = _asked(t, labels)
    if len(asked.scales) > 1:
        paragraph(
            t(
                "Van meer schalen samen: horen de items bij de schaal waarin ze zitten? De rekenwijze kijkt naar alle "
                "items tegelijk."
            ),
            "oza-subtitle",
        )
    found = results.correlations(t, asked.scales, asked.missing, asked.basis)
    show_chart(t, figures.heat_map(t, style(), found, asked.words, source_line(t)), "heat_map")
    messages(t, found.notes, asked.words)
    receipt(
        t, correlations_entries(t, found), "methods_correlations", earlier_names(t, results.entries_of(*asked.scales))
    )


def factors(t: Texts, labels: Mapping[str, str]) -> None:
    """How many factors, and how the items load on them."""
    asked = _asked(t, labels)
    suggested: int | None = None
    methods: list[Entry] = []
    refused = ""
    try:
        parallel = results.parallel(t, asked.scales, asked.missing)
        suggested = parallel.suggested
        show_chart(t, figures.scree(t, style(), parallel, source_line(t), _outside_one(t, asked)), "scree")
        methods += parallel_entries(t, parallel)
    except AnalysisError as error:
        refused = str(error)
        show_error(t, error, called=asked.words)
    most = _most_factors(len(asked.words))
    if most < 1:
        return
    several = len(asked.scales) > 1
    start = min(max(len(asked.scales) if several else suggested or 1, 1), most)
    count = start
    if most > 1:
        count = st.slider(t("Aantal factoren"), 1, most, start, key=_count_key(asked.scales), width=420)
    try:
        found = results.factors(t, asked.scales, asked.missing, asked.basis, count)
    except AnalysisError as error:
        if str(error) != refused:
            show_error(t, error, called=asked.words)
        receipt(t, methods, "methods_factors", earlier_names(t, results.entries_of(*asked.scales)))
        return
    membership = scale_membership(found, asked.scale_of) if several else None
    show_chart(
        t, figures.loadings(t, style(), found, asked.words, source_line(t), membership, dict(labels)), "loadings"
    )
    messages(t, found.notes, asked.words)
    show_table(t, adequacy_table(t, found), "adequacy")
    if count > 1:
        show_table(t, factor_correlations_table(t, found), "factor_correlations")
    receipt(
        t, [*methods, *factor_entries(t, found)], "methods_factors", earlier_names(t, results.entries_of(*asked.scales))
    )


def tests(t: Texts, labels: Mapping[str, str]) -> None:
    """One factor by a confirmatory model, and Friedman's test."""
    asked = _asked(t, labels)
    if asked.basis == "polychoric" or asked.missing == "pairwise":
        paragraph(
            t(
                "Het model met één factor en de toets van Friedman rekenen met de antwoorden als getallen, van wie "
                "alle items beantwoordde; de keuzes hierboven gelden daar niet."
            ),
            "oza-source",
        )
    outside = _outside_one(t, asked)
    heading(t("Past één factor?"))
    fit = None
    try:
        fit = results.one_factor(asked.scales)
        conclusion(sentences.one_factor_sentence(t, fit, outside, _suggested(t, asked)))
        messages(t, fit.notes, asked.words, warning=False)
        show_table(t, one_factor_table(t, fit, asked.words), "one_factor")
    except AnalysisError as error:
        show_error(t, error, called=asked.words)
    heading(t("Worden de items even hoog beantwoord? (toets van Friedman)"))
    friedman = None
    try:
        friedman = results.friedman_test(asked.scales)
        conclusion(sentences.friedman_sentence(t, friedman))
        paragraph(sentences.friedman_explained(t, outside if len(asked.scales) == 1 else None), "oza-subtitle")
        show_table(t, friedman_table(t, friedman, asked.words), "friedman")
    except AnalysisError as error:
        show_error(t, error, called=asked.words)
    receipt(t, test_entries(t, fit, friedman), "methods_tests", earlier_names(t, results.entries_of(*asked.scales)))


def script(t: Texts, labels: Mapping[str, str]) -> None:
    """The programs that give the numbers of this section again from the file."""
    asked = _asked(t, labels)
    if len(asked.words) < FEWEST_ITEMS:
        return
    count = int(st.session_state.get(_count_key(asked.scales)) or 1)
    heading(t("Dezelfde cijfers uit het bestand: Python en R"))
    if not st.toggle(t("Maak de programma's"), key="structure_script"):
        return
    with st.spinner(t("Bestand nalezen …"), show_time=True):
        programs = structure_programs(asked.scales, asked.missing, asked.basis, count)
    paragraph(
        t(
            "Zet het programma naast {file} en voer het uit: het geeft de correlaties, de parallelle analyse, KMO en "
            "Bartlett, de ladingen, het model met één factor en de toets van Friedman.",
            file=file_name(),
        ),
        "oza-subtitle",
    )
    offer(t, programs, f"samenhang_{'_'.join(asked.scales)}", "structure_script")


def _outside_one(t: Texts, asked: _Asked) -> sentences.Outsiders | None:
    """The items outside one factor: the same fact for the scree plot, the model with one factor and Friedman's test."""
    if _most_factors(len(asked.words)) < 1:
        return None
    try:
        return sentences.outsiders(results.factors(t, asked.scales, asked.missing, asked.basis, 1), asked.words)
    except AnalysisError:
        return None  # the section of the loadings says why


def _suggested(t: Texts, asked: _Asked) -> int | None:
    try:
        return results.parallel(t, asked.scales, asked.missing).suggested
    except AnalysisError:
        return None


def _count_key(scales: tuple[str, ...]) -> str:
    return f"factor_count_{'_'.join(scales)}"


def _ask(t: Texts, labels: Mapping[str, str]) -> None:
    if len(labels) > 1:
        chosen = st.session_state.get("structure_scales")
        if not chosen or any(name not in labels for name in chosen):
            st.session_state["structure_scales"] = [picked_scale(labels)]
        st.multiselect(
            t("Schalen"), list(labels), key="structure_scales", format_func=labels.__getitem__, persist_state="session"
        )
    left, right = st.columns(2)
    with left:
        choose_one(t("Wie meetelt"), missing_rules(t), "structure_missing")
    with right:
        choose_one(
            t("Correlaties"),
            {"pearson": "Pearson", "polychoric": t("polychorisch (volgorde)")},
            "structure_basis",
        )


def _asked(t: Texts, labels: Mapping[str, str]) -> _Asked:
    state = st.session_state
    chosen = [name for name in state.get("structure_scales") or () if name in labels] or [picked_scale(labels)]
    scale_of = {item: name for name in chosen for item in results.survey_of(name).scale(name).items}
    words: dict[str, str] = {}
    for name in chosen:
        words |= scale_words(t, results.survey_of(name), name).items
    return _Asked(
        tuple(chosen),
        "pairwise" if state.get("structure_missing") == "pairwise" else "listwise",
        "polychoric" if state.get("structure_basis") == "polychoric" else "pearson",
        words,
        scale_of,
    )


def _most_factors(items: int) -> int:
    """The most factors that leave the model something to test, and a picture that can be read."""
    return min(max((m for m in range(1, items) if (items - m) ** 2 - items - m > 0), default=int(items >= 3)), 10)
