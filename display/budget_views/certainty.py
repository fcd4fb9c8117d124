"""Hoe zeker: which assumption matters most, two of them against each other, and the chance that it costs less."""

from __future__ import annotations

import streamlit as st

from analysis.budget import ASSUMPTIONS, Assumptions, Spread, default_ranges, sensitivity, simulate, two_way_grid
from analysis.errors import AnalysisError
from display import budget_inputs as inputs
from display.budget_views.fields import parsed, text_field
from display.budget_views.parts import in_hand, source, written
from display.figures import budget_certainty as figures
from display.scenarios import set_ranges
from display.stage import Section
from display.state import projector, remember, session, style
from display.texts import Texts
from display.widgets import guarded, heading, keep_possible, notice, paragraph, select, show_chart, show_error

#: Values along each side of the heat map: enough for a smooth line, few enough to be quick.
_STEPS = 25


def section(t: Texts) -> Section:
    """The section for the page."""
    views = [guarded(t, lambda: tornado(t)), guarded(t, lambda: heat_map(t)), guarded(t, lambda: fan(t))]
    return Section(
        "zekerheid", t("Hoe zeker"), [*views, lambda: ranges_editor(t)], slides=views, walk=[views[0], views[2]]
    )


def ranges_of(name: str, assumptions: Assumptions) -> dict[str, Spread | tuple[float, float]]:
    """The ranges of a scenario: the user's own, and an example for every other assumption that can vary."""
    examples = default_ranges(assumptions)
    own = session().ranges.get(name, {})
    return {assumption: own.get(assumption, spread) for assumption, spread in examples.items()}


def _source(t: Texts, name: str, assumptions: Assumptions) -> str:
    own = sum(assumption in default_ranges(assumptions) for assumption in session().ranges.get(name, {}))
    examples = len(default_ranges(assumptions)) - own
    values = {"source": source(t, assumptions), "own": own}
    return t.plural(
        "{source} Bandbreedtes: {own} van uzelf, {n} voorbeeld.",
        "{source} Bandbreedtes: {own} van uzelf, {n} voorbeelden.",
        examples,
        **values,
    )


def tornado(t: Texts) -> None:
    """Which assumption moves the outcome most."""
    name, assumptions = in_hand()
    found = sensitivity(assumptions, ranges_of(name, assumptions))
    show_chart(t, figures.tornado(t, style(), found, written(t), _source(t, name, assumptions)), "tornado")


def heat_map(t: Texts) -> None:
    """Two assumptions against each other; to begin with, the two that matter most."""
    name, assumptions = in_hand()
    ranges = ranges_of(name, assumptions)
    found = sensitivity(assumptions, ranges)
    labels = {swing.name: t.message(ASSUMPTIONS[swing.name].label) for swing in found.swings if swing.high > swing.low}
    if len(labels) < 2:
        notice(t("Geef ten minste twee aannames een bandbreedte om ze tegen elkaar te zetten."))
        return
    for key in ("grid_x", "grid_y"):
        keep_possible(key, labels)
    left, right = st.columns(2)
    with left:
        x = select(t("Van links naar rechts"), labels, "grid_x")
    others = {key: label for key, label in labels.items() if key != x}
    with right:
        y = select(t("Van beneden naar boven"), others, "grid_y")
    spreads = {swing.name: swing for swing in found.swings}
    values = [
        [spreads[each].low + i * (spreads[each].high - spreads[each].low) / (_STEPS - 1) for i in range(_STEPS)]
        for each in (x, y)
    ]
    grid = two_way_grid(assumptions, x, values[0], y, values[1])
    now = (getattr(assumptions, x), getattr(assumptions, y))
    show_chart(t, figures.heat_map(t, style(), grid, now, written(t), _source(t, name, assumptions)), "two_way")


def fan(t: Texts) -> None:
    """The simulation: all uncertain assumptions at once."""
    name, assumptions = in_hand()
    found = simulate(assumptions, ranges_of(name, assumptions))
    years = assumptions.years
    if years > 1:
        options = list(range(1, years + 1))
        keep_possible("chance_years", options)
        years = st.select_slider(
            t("Na hoeveel jaar"),
            options,
            value=years,
            key="chance_years",
            format_func=lambda n: t.plural("{n} jaar", "{n} jaren", n),
            label_visibility="collapsed" if projector() else "visible",
        )
    show_chart(t, figures.fan(t, style(), found, years, _source(t, name, assumptions)), "fan")


def ranges_editor(t: Texts) -> None:
    """Every range in sight, and each end of it a field."""
    name, assumptions = in_hand()
    heading(t("Bandbreedtes"))
    paragraph(
        t(
            "Tussen welke waarden kan een aanname uitkomen? De aanname zelf geldt als de meest waarschijnlijke. Zonder "
            "eigen bandbreedte staat hier een voorbeeld: een vijfde naar beide kanten, bij groei en prijzen 2 "
            "procentpunt, en bij het aandeel met jeugdhulp wat de pilots noemen (33 tot 80%)."
        ),
        "oza-lead",
    )
    examples = default_ranges(assumptions)
    own = session().ranges.get(name, {})
    for assumption, spread in examples.items():
        definition = ASSUMPTIONS[assumption]
        low, high = own.get(assumption, (spread.low, spread.high))
        label, first, second = st.columns([4, 2, 2], vertical_alignment="center")
        with label:
            words = t(
                "{label}: nu {value}", label=t.message(definition.label), value=written(t)(assumption, spread.mode)
            )
            paragraph(words if assumption in own else t("{label} (voorbeeld)", label=words), "oza-source")
        for column, end, bound in ((first, "low", low), (second, "high", high)):
            with column:
                text_field(
                    t,
                    t("Laagste: {label}", label=t.message(definition.label))
                    if end == "low"
                    else t("Hoogste: {label}", label=t.message(definition.label)),
                    inputs.written(t, definition, bound, exact=True),
                    f"range_{end}_{assumption}_{name}",
                    lambda text, a=assumption, e=end, both=(low, high): _set_end(t, name, a, e, both, text),  # type: ignore[misc]
                    hidden=True,
                )
    try:
        sensitivity(assumptions, ranges_of(name, assumptions))
    except AnalysisError as error:
        show_error(t, error)
    if own:
        st.button(t("Alle bandbreedtes terug naar het voorbeeld"), key="ranges_reset", on_click=_forget, args=(name,))


def _set_end(t: Texts, name: str, assumption: str, end: str, both: tuple[float, float], text: str) -> None:
    value = parsed(t, ASSUMPTIONS[assumption], text)
    changed = (value, both[1]) if end == "low" else (both[0], value)
    sensitivity(inputs.scenario(name), {assumption: changed})  # refuses what is not possible
    set_ranges(name, {**session().ranges.get(name, {}), assumption: changed})


def _forget(name: str) -> None:
    set_ranges(name, {})
    remember(refused_values={k: v for k, v in session().refused_values.items() if not k.startswith("range_")})
