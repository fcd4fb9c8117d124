"""Inputs for the budget's assumptions: sliders that write amounts the Dutch way, and echo where a value comes from.

`st.number_input` reads `101,75` as 10175, and `st.slider` writes amounts the way the browser likes; a select slider
shows what our own formatter wrote. Its options are texts, so its key carries the language.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from analysis.budget import (
    FUNDING_VARIANTS,
    AssumptionDefinition,
    Assumptions,
    Origin,
    Unit,
    describe_assumption,
    examples_used,
    project,
)
from analysis.errors import AnalysisError
from display.parsing import parse_number
from display.state import projector, remember, session, starting_scenarios
from display.texts import Texts
from display.widgets import show_error

#: More stops than this only make a slider harder to place.
_MOST_STOPS = 400
#: The ones that move the outcome most; those of the funding variant follow them, the others are one click away.
_MAIN = ("pupils", "care_share", "cost_per_pupil_in_care", "residual_share")
_OTHER = ("growth", "indexation", "years", "start_year")


def scenario(name: str) -> Assumptions:
    """The assumptions of scenario A or B."""
    return session().scenarios[name]


def change(name: str, **changes: Any) -> None:
    """Change assumptions of a scenario."""
    remember(scenarios={**session().scenarios, name: replace(scenario(name), **changes)})


def reset() -> None:
    """Both scenarios as they were at the start; the sliders follow because their keys are new."""
    remember(scenarios=starting_scenarios(), scenario_version=session().scenario_version + 1)


def copy(source: str, target: str) -> None:
    """Make one scenario the same as the other."""
    remember(
        scenarios={**session().scenarios, target: scenario(source)}, scenario_version=session().scenario_version + 1
    )


def chosen() -> tuple[str, ...]:
    """The scenarios that are drawn: the one the sliders move, and the other one where both are asked for."""
    name = st.session_state.get("scenario") or "A"
    other = "B" if name == "A" else "A"
    return (name, other) if st.session_state.get("both_scenarios") else (name,)


def scenario_row(t: Texts) -> None:
    """Which scenario the sliders move, and whether the other is drawn beside it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            t("Scenario"),
            ["A", "B"],
            default="A",
            key="scenario",
            required=True,
            persist_state="session",
            label_visibility="collapsed",
            format_func=lambda name: f"Scenario {name}",
        )
        st.toggle(t("Beide scenario’s tekenen"), key="both_scenarios", persist_state="session")
        if projector():
            return
        st.button(t("Terug naar begin"), key="budget_reset", icon=":material/undo:", on_click=reset, type="tertiary")
        name = chosen()[0]
        other = "B" if name == "A" else "A"
        st.button(
            t("Neem {other} over in {name}", name=name, other=other),
            key="budget_copy",
            icon=":material/content_copy:",
            on_click=copy,
            args=(other, name),
            type="tertiary",
        )


def sliders(t: Texts) -> None:
    """The inputs of the scenario in hand: its funding, the main assumptions, and the rest behind one click."""
    name = chosen()[0]
    funding_choice(t, name)
    own = FUNDING_VARIANTS[scenario(name).funding].assumptions
    for assumption in (*_MAIN, *own):
        if not describe_assumption(assumption).optional:
            slider(t, name, assumption)
    with st.popover(t("Meer aannames"), key="more_assumptions"):
        if "base_spending" in own:
            _base_spending(t, name)
        for assumption in _OTHER:
            slider(t, name, assumption)
    if not projector():
        with st.expander(t("Precieze waarden"), key="exact_values"):
            for assumption in (*_MAIN, *own, *_OTHER):
                exact(t, name, assumption)


def _base_spending(t: Texts, name: str) -> None:
    """The lump sum follows from individual care unless the user gives an amount."""
    own = scenario(name).base_spending is not None
    st.toggle(
        t("Eigen bedrag voor het basisjaar"),
        value=own,
        key=_key(t, name, "own_base"),
        on_change=lambda: change(name, base_spending=None if own else _first_year(scenario(name))),
    )
    if own:
        slider(t, name, "base_spending")


def funding_choice(t: Texts, name: str) -> None:
    """How the arrangement of a scenario is paid for."""
    key = _key(t, name, "funding")
    labels = {variant: t.message(v.label) for variant, v in FUNDING_VARIANTS.items()}
    st.segmented_control(
        t("Bekostiging van het arrangement"),
        list(FUNDING_VARIANTS),
        default=scenario(name).funding,
        format_func=labels.__getitem__,
        key=key,
        required=True,
        on_change=lambda: change(name, funding=st.session_state[key]),
    )


def slider(t: Texts, name: str, assumption: str) -> None:
    """A slider for one assumption of a scenario; its help tells what it is and where the value comes from."""
    definition = describe_assumption(assumption)
    key = _key(t, name, assumption)
    current = getattr(scenario(name), assumption)
    st.select_slider(
        _label(t, name, definition),
        options=_stops(definition, current),
        value=current,
        format_func=lambda value: written(t, definition, value),
        key=key,
        help=explained(t, definition),
        on_change=lambda: change(name, **{assumption: st.session_state[key]}),
    )


def exact(t: Texts, name: str, assumption: str) -> None:
    """A text field for an exact value; it echoes what was read, and what cannot be read leaves the old value."""
    definition = describe_assumption(assumption)
    current = written(t, definition, getattr(scenario(name), assumption), exact=True)
    key = _key(t, name, f"exact_{assumption}_{current}")
    # The field shows the value in use, also after a slider moved it; a text that was refused stays to be mended.
    refused = session().refused_values.get(key)
    shown = current if refused is None else refused[0]
    st.text_input(t.message(definition.label), shown, key=key, on_change=lambda: _read(t, name, assumption, key, shown))
    if refused is not None:
        show_error(t, refused[1])


def _read(t: Texts, name: str, assumption: str, key: str, shown: str) -> None:
    text = st.session_state[key]
    if text == shown:
        return
    refused = {k: v for k, v in session().refused_values.items() if k != key}
    try:
        unit = describe_assumption(assumption).unit
        # The field shows a percentage, so a bare number in it is one too.
        value = parse_number(f"{text}%" if unit and unit.is_share and "%" not in text else text, t.language)
        change(name, **{assumption: int(value) if unit and unit.is_whole and value.is_integer() else value})
        remember(refused_values=refused, scenario_version=session().scenario_version + 1)
    except AnalysisError as error:
        remember(refused_values={**refused, key: (text, error)})


def written(t: Texts, definition: AssumptionDefinition, value: float | str | None, *, exact: bool = False) -> str:
    """A value of an assumption as text, with its unit; `exact` keeps cents and tenths of a percent."""
    if isinstance(value, str):
        return t.message(definition.options[value])
    if value is None:
        return t("volgt uit de individuele hulp") if definition.name == "base_spending" else t("niet ingevuld")
    if definition.unit is None or definition.unit is Unit.CALENDAR_YEAR:
        return str(value)
    if definition.unit.is_share:
        step = definition.slider.step if definition.slider else 0.01
        return t.percent(value, 2 if exact else 0 if step >= 0.01 else 1)
    if definition.unit.is_amount:
        fine = definition.unit is Unit.EURO_PER_HOUR or (exact and not float(value).is_integer())
        return t.money(value, 2 if fine else 0)
    if definition.unit is Unit.FTE:
        return f"{t.number(value, 1)} fte"
    if definition.unit is Unit.NUMBER_OF_YEARS:
        return t.plural("{n} jaar", "{n} jaren", int(value))
    return t.number(value, 0 if float(value).is_integer() else 1)


def explained(t: Texts, definition: AssumptionDefinition) -> str:
    """One sentence of explanation, and the origin of the default."""
    origin = {
        Origin.SOURCE: t("Bron: {source}.", source=t.message(definition.source)) if definition.source else "",
        Origin.EXAMPLE: t("Voorbeeld, zonder bron: vul uw eigen cijfer in."),
        Origin.CHOICE: t("Een keuze."),
        Origin.DERIVED: t("Volgt uit de andere aannames zolang u niets invult."),
    }[definition.origin]
    return f"{t.message(definition.explanation)} {origin}"


def _label(t: Texts, name: str, definition: AssumptionDefinition) -> str:
    label = t.message(definition.label)
    example = definition.name in examples_used(scenario(name))
    return t("{label} (voorbeeld)", label=label) if example else label


def _key(t: Texts, name: str, assumption: str) -> str:
    return f"budget_{assumption}_{name}_{t.language}_{session().scenario_version}"


def _first_year(assumptions: Assumptions) -> float:
    return float(project(assumptions).years["individual"].iloc[0])


def _stops(definition: AssumptionDefinition, current: float) -> list[float]:
    """The slider's values: evenly spread, with the current one among them wherever it lies."""
    assert definition.slider is not None
    low, high, step = definition.slider.low, definition.slider.high, definition.slider.step
    stride = step * max(1, int(np.ceil((high - low) / step / _MOST_STOPS)))
    stops = [round(low + i * stride, 6) for i in range(int((high - low) / stride + 1e-9) + 1)]
    whole = definition.unit is not None and definition.unit.is_whole
    values: list[float] = [int(v) if whole else v for v in stops]
    return sorted({*values, current})
