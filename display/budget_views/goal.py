"""Doelzoeken: the value of one assumption at which the arrangement costs as much as individual care."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.budget import ASSUMPTIONS, FUNDING_VARIANTS, Assumptions, Slider, break_even, default_ranges
from display import budget_inputs as inputs
from display.budget_views.effect_goal import effect_goal
from display.budget_views.fields import parsed, text_field
from display.budget_views.parts import in_hand, source, written
from display.figures import budget_goal as figures
from display.stage import Section
from display.state import projector, style
from display.texts import Texts
from display.widgets import guarded, keep_possible, select, show_chart

_HORIZONS = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)


def section(t: Texts) -> Section:
    """The section for the page."""
    views = [guarded(t, lambda: goal(t)), guarded(t, lambda: effect_goal(t))]
    return Section("doelzoeken", t("Doelzoeken"), views, walk=views[:1])


def _choices(assumptions: Assumptions) -> list[str]:
    """What can be sought: first what belongs to the way of funding, then all else that the result rests on."""
    own = FUNDING_VARIANTS[assumptions.funding].assumptions
    able = [name for name in default_ranges(assumptions) if ASSUMPTIONS[name].slider is not None]
    return sorted(able, key=lambda name: name not in own)


def goal(t: Texts) -> None:
    """Choose what to seek, over which years and within which range."""
    _, assumptions = in_hand()
    labels = {each: t.message(ASSUMPTIONS[each].label) for each in _choices(assumptions)}
    first, second, *ends = st.columns([4, 3] if projector() else [4, 3, 2, 2], vertical_alignment="bottom")
    with first:
        sought = select(t("Welke aanname zoeken"), labels, "goal_assumption")
    with second:
        horizons = sorted({*_HORIZONS, assumptions.years})
        keep_possible("goal_years", horizons)
        years = st.select_slider(
            t("Na hoeveel jaar"),
            horizons,
            value=assumptions.years,
            key="goal_years",
            format_func=lambda n: t.plural("{n} jaar", "{n} jaren", n),
            label_visibility="collapsed" if projector() else "visible",
        )
    over = replace(assumptions, years=years)
    low, high = _range(t, over, sought, ends)
    found = break_even(over, sought, low, high)
    now = getattr(assumptions, sought)
    value = inputs.written(t, ASSUMPTIONS[sought], found.value, exact=True)
    chart = figures.goal(t, style(), found, over, now, value, written(t), source(t, assumptions))
    show_chart(t, chart, "goal", answer=True)


def _range(
    t: Texts, assumptions: Assumptions, sought: str, columns: list[st.delta_generator.DeltaGenerator]
) -> tuple[float, float]:
    """The range that is searched: the slider's, until the user gives another one."""
    definition = ASSUMPTIONS[sought]
    slider = definition.slider or Slider(0.0, 1.0, 0.01)
    key = f"goal_range_{sought}"
    low, high = st.session_state.get(key, (slider.low, slider.high))

    def accept(text: str, *, lowest: bool) -> None:
        value = parsed(t, definition, text)
        changed = (value, high) if lowest else (low, value)
        break_even(assumptions, sought, *changed)  # refuses what is not possible
        st.session_state[key] = changed

    ends = ((t("Zoek vanaf"), low, "low"), (t("Zoek tot en met"), high, "high"))
    for (label, value, end), column in zip(ends, columns, strict=False):
        with column:
            text_field(
                t,
                label,
                inputs.written(t, definition, value, exact=True),
                f"field_goal_{end}_{sought}",
                lambda text, lowest=end == "low": accept(text, lowest=lowest),  # type: ignore[misc]
            )
    return low, high
