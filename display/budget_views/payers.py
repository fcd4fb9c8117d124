"""Wie betaalt: by party and year, from payer to service, and the settlement between municipalities."""

from __future__ import annotations

import streamlit as st

from analysis.budget import RESIDENCE_RULE_LABELS, compare_residence_rules, flows, project
from display import budget_inputs as inputs
from display.budget_views.parts import in_hand, source
from display.figures import budget_payers as figures
from display.stage import Section
from display.state import projector, style
from display.texts import Texts
from display.widgets import guarded, heading, keep_possible, notice, show_chart, show_table

_CONTRIBUTIONS = (
    "school_contribution",
    "partnership_per_pupil",
    "long_term_care_contribution",
    "health_insurer_contribution",
)
_ELSEWHERE = ("taking_part_share", "other_share", "group_share")
_ALL_YEARS = 0


def section(t: Texts) -> Section:
    """The section for the page."""
    slides = [guarded(t, lambda: parties(t)), guarded(t, lambda: flow_picture(t)), guarded(t, lambda: elsewhere(t))]
    return Section("betalen", t("Wie betaalt"), [lambda: contributions(t), *slides], slides=slides, walk=slides[:1])


def contributions(t: Texts) -> None:
    """What others than the municipalities bring in."""
    name, _ = in_hand()
    heading(t("Bijdragen van anderen"))
    for column, assumption in zip(st.columns(4), _CONTRIBUTIONS, strict=True):
        with column:
            inputs.slider(t, name, assumption)


def _year(t: Texts, key: str, years: list[int]) -> int | None:
    options = [_ALL_YEARS, *years]
    keep_possible(key, options)
    chosen = st.segmented_control(
        t("Jaar"),
        options,
        default=_ALL_YEARS,
        key=key,
        required=True,
        format_func=lambda year: t("Alle jaren") if year == _ALL_YEARS else str(year),
        persist_state="session",
        label_visibility="collapsed",
    )
    return chosen or None


def parties(t: Texts) -> None:
    """By party, before and after; every year in the table."""
    _, assumptions = in_hand()
    projection = project(assumptions)
    year = _year(t, "payers_year", [int(each) for each in projection.years["year"]])
    show_chart(t, figures.payers(t, style(), projection, year, source(t, assumptions)), "payers")


def flow_picture(t: Texts) -> None:
    """Whose money pays for what."""
    _, assumptions = in_hand()
    projection = project(assumptions)
    before = st.toggle(t("Zonder arrangement"), key="flow_before", persist_state="session")
    found = flows(projection, before=before)
    chart = figures.flow_picture(t, style(), projection, found, None, source(t, assumptions), before=before)
    show_chart(t, chart, "flows")


def elsewhere(t: Texts) -> None:
    """Pupils from elsewhere: the rule, who is served and who pays."""
    name, assumptions = in_hand()
    if not projector():
        heading(t("Leerlingen van elders"))
    key = f"residence_rule_{name}_{assumptions.residence_rule}"
    st.segmented_control(
        t("Regel voor leerlingen van elders"),
        list(RESIDENCE_RULE_LABELS),
        default=assumptions.residence_rule,
        key=key,
        required=True,
        format_func=lambda rule: t.message(RESIDENCE_RULE_LABELS[rule]),
        label_visibility="collapsed",
        on_change=lambda: inputs.change(name, residence_rule=st.session_state[key]),
    )
    # A projector has room for two sliders: where pupils live makes the difference, group offers only under one rule.
    sliders = _ELSEWHERE[:2] if projector() else _ELSEWHERE
    for column, assumption in zip(st.columns(len(sliders)), sliders, strict=True):
        with column:
            inputs.slider(t, name, assumption)
    compared = compare_residence_rules(assumptions)
    if not projector() and assumptions.taking_part_share + assumptions.other_share == 0:
        notice(t("Vul in welk deel van de leerlingen elders woont; pas dan maken de regels verschil."))
    chart = figures.rules(t, style(), compared, assumptions.residence_rule, source(t, assumptions))
    show_chart(t, chart, "rules")
    if not projector():
        show_table(t, figures.settlement_table(t, compared[assumptions.residence_rule]), "settlement")
