"""Doelzoeken: how large an effect must be for the arrangement to break even."""

from __future__ import annotations

import streamlit as st

from analysis.budget import EFFECT_SUGGESTIONS, HIGHEST_QUANTITY, Estimate, effect_break_even
from display.budget_views.effects import effect_labels, effects_of, effects_source
from display.budget_views.fields import text_field
from display.budget_views.parts import in_hand
from display.figures import budget_effect_goal as figures
from display.parsing import parse_number
from display.state import projector, session, style
from display.texts import Texts
from display.widgets import heading, paragraph, select, show_chart

_WIDTH = 10  # the range that is searched, in times the present quantity


def effect_goal(t: Texts) -> None:
    """Choose an effect and the range of its quantity; what each return is over that range."""
    name, assumptions = in_hand()
    mine = effects_of(name)
    if not projector():
        heading(t("Hoe groot moet een effect zijn?"))
    if not mine:
        paragraph(
            t("Vul eerst een effect in bij ‘Wie heeft er baat bij’; dan is hier te zien hoe groot het moet zijn."),
            "oza-lead",
        )
        return
    labels = effect_labels(t, mine)
    first, second = st.columns([4, 3], vertical_alignment="bottom")
    with first:
        key = select(t("Welk effect zoeken"), {each: labels[each] for each in mine}, "goal_effect")
    effect = mine[key]
    assert isinstance(effect.quantity, Estimate)
    stored = f"goal_effect_range_{name}_{key}"
    high = st.session_state.get(stored, min(_WIDTH * effect.quantity.mid, float(HIGHEST_QUANTITY)) or 100.0)

    def accept(text: str) -> None:
        wanted = parse_number(text, t.language, share=False)
        effect_break_even(assumptions, list(mine.values()), effect.name, 0, wanted)  # refuses what is not possible
        st.session_state[stored] = wanted

    with second:
        if not projector():
            text_field(t, t("Zoek tot en met (aantal per jaar)"), t.number(high, 1), f"field_{stored}", accept)
    found = effect_break_even(assumptions, list(mine.values()), effect.name, 0, high, session().discount_rate)
    suggestion = EFFECT_SUGGESTIONS.get(key)
    unit = t.message(suggestion.unit) if suggestion else t("aantal per jaar")
    chart = figures.effect_goal(
        t, style(), found, labels[key], unit, effect.quantity.mid, assumptions, effects_source(t)
    )
    show_chart(t, chart, "effect_goal")
