"""Inputs for the budget's assumptions: sliders that write amounts the Dutch way, and echo where a value comes from.

`st.number_input` reads `101,75` as 10175, and `st.slider` writes amounts the way the browser likes; a select slider
shows what our own formatter wrote. Its options are texts, so its key carries the language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import streamlit as st

from analysis.budget import (
    FUNDING_VARIANTS,
    PRESETS,
    AssumptionDefinition,
    Assumptions,
    describe_assumption,
    examples_used,
    project,
)
from analysis.errors import AnalysisError
from display.assumption_texts import GROUPS, explained, group_label, origin, shown_in, unit_and_range, written
from display.formatting import Language
from display.parsing import parse_number
from display.scenarios import (
    change,
    chosen,
    fill_with_preset,
    in_hand,
    levers,
    reset_assumption,
    scenario,
    school_types,
)
from display.state import projector, remember, session
from display.texts import Texts, texts
from display.widgets import choose_one, literal, paragraph, show_error

__all__ = ["change", "chosen", "editor", "scenario", "sliders", "written"]

#: More stops than this only make a slider harder to place.
_MOST_STOPS = 200


def sliders(t: Texts) -> None:
    """Beside the picture: how the arrangement is paid for, the sliders that matter most, and any one other."""
    name = in_hand()
    funding_choice(t, name)
    first = levers(name)
    for assumption in first:
        slider(t, name, assumption)
    extra = _one_more(t, name, first)
    if extra is not None:
        edit(t, name, extra)
    if projector():
        return
    exact_values = st.expander(t("Precieze waarden"), key="exact_values", on_change="rerun")
    if exact_values.open:
        with exact_values:
            for assumption in first:
                exact(t, name, assumption)


def _one_more(t: Texts, name: str, but: tuple[str, ...]) -> str | None:
    """Choose any other assumption to move beside the picture."""
    values = scenario(name)
    options = {
        each: f"{group_label(t, group)}: {t.message(describe_assumption(each).label)}"
        for group in GROUPS
        for each in shown_in(group, values)
        if each not in but
    }
    key = f"extra_assumption_{name}_{t.language}"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(
        t("Nog een aanname"),
        list(options),
        index=None,
        key=key,
        format_func=options.__getitem__,
        placeholder=t("Nog een aanname verschuiven…"),
        persist_state="session",
        label_visibility="collapsed",
    )


def editor(t: Texts) -> str:
    """Every assumption of the scenario in hand, a group at a time: value, unit, price level, range, origin, meaning.

    Returns which group is shown.
    """
    name = in_hand()
    groups = {group: group_label(t, group) for group in GROUPS}
    group = choose_one(t("Groep aannames"), groups, "assumption_group")
    if group == "collective":
        funding_choice(t, name)
        paragraph(t.message(FUNDING_VARIANTS[scenario(name).funding].explanation), "oza-subtitle")
    for assumption in shown_in(group, scenario(name)):
        with st.container(key=f"assumption_{assumption}", border=True):
            _row(t, name, assumption)
    return group


def _row(t: Texts, name: str, assumption: str) -> None:
    definition, values = describe_assumption(assumption), scenario(name)
    left, middle, right = st.columns([4, 2, 5], gap="medium", vertical_alignment="center")
    with left:
        edit(t, name, assumption, exactly=False)
    with middle:
        if definition.unit is not None:
            exact(t, name, assumption, label=t("Precieze waarde"))
    with right:
        paragraph(t.message(definition.explanation), "oza-explanation")
        facts = [
            unit_and_range(t, definition, values),
            t("herkomst: {origin}", origin=origin(t, values, assumption, school_types(name))),
        ]
        paragraph("; ".join(filter(None, facts)), "oza-source")
        with st.container(horizontal=True, gap="small"):
            _published(t, name, assumption)
            if getattr(values, assumption) != getattr(Assumptions(), assumption):
                st.button(
                    t("Terug naar de beginwaarde"),
                    key=f"reset_{assumption}",
                    icon=":material/undo:",
                    type="tertiary",
                    on_click=reset_assumption,
                    args=(name, assumption),
                )


def published_figure(
    t: Texts, labels: Mapping[str, str], key: str, placeholder: str, take: Callable[[str], None]
) -> None:
    """A list of published figures; `take` gets the name of the preset that is chosen."""

    def fill() -> None:
        if st.session_state[key] is not None:
            take(st.session_state[key])

    st.selectbox(
        t("Cijfer met bron"),
        list(labels),
        index=None,
        key=key,
        format_func=labels.__getitem__,
        placeholder=placeholder,
        label_visibility="collapsed",
        on_change=fill,
    )


def _published(t: Texts, name: str, assumption: str) -> None:
    """Figures with a source that may take the place of the example."""
    known = {preset.name: preset for preset in PRESETS.values() if preset.assumption == assumption}
    if not known:
        return
    definition = describe_assumption(assumption)
    labels = {
        key: f"{t.message(preset.label)}: {written(t, definition, preset.value, exact=True)} "
        f"({t('prijspeil {year}', year=preset.price_year)})"
        for key, preset in known.items()
    }
    key = f"preset_{assumption}_{t.language}_{session().scenario_version}"
    published_figure(t, labels, key, t("Cijfer met bron…"), lambda preset: fill_with_preset(name, preset))


def edit(t: Texts, name: str, assumption: str, *, exactly: bool = True) -> None:
    """The input that fits an assumption: a slider, a choice from a list, or first whether there is a value at all."""
    definition, values = describe_assumption(assumption), scenario(name)
    if definition.unit is None:
        _choice(t, name, definition)
        return
    if definition.optional:
        _given(t, name, definition)
        if getattr(values, assumption) is None:
            return
    slider(t, name, assumption)
    if exactly and not projector():
        exact(t, name, assumption, label=t("Precieze waarde"))


def _given(t: Texts, name: str, definition: AssumptionDefinition) -> None:
    """Whether an assumption that may be left out has a value of its own."""
    own = getattr(scenario(name), definition.name) is not None
    st.toggle(
        t("{label}: eigen waarde", label=t.message(definition.label)),
        value=own,
        key=_key(t, name, f"own_{definition.name}_{own}"),
        help=explained(t, definition),
        on_change=lambda: change(name, **{definition.name: None if own else _first_value(definition, scenario(name))}),
    )


def _first_value(definition: AssumptionDefinition, values: Assumptions) -> float:
    """What an optional assumption begins with: what it was derived from until then, as far as that is possible."""
    assert definition.valid is not None
    if definition.name == "base_spending":
        derived: float = round(float(project(values).years["individual"].iloc[0]))
    elif definition.name == "production_ceiling":
        derived = round(float(project(values).years["arrangement"].iloc[0]))
    else:
        derived = float(getattr(values, definition.name.removesuffix("_since_base")))
    return min(derived, definition.valid.maximum)


def funding_choice(t: Texts, name: str) -> None:
    """How the arrangement of a scenario is paid for."""
    _choice(t, name, describe_assumption("funding"))


def _choice(t: Texts, name: str, definition: AssumptionDefinition) -> None:
    key = _key(t, name, definition.name)
    labels = {option: t.message(label) for option, label in definition.options.items()}
    st.selectbox(
        t.message(definition.label),
        list(labels),
        index=list(labels).index(getattr(scenario(name), definition.name)),
        format_func=labels.__getitem__,
        key=key,
        help=explained(t, definition),
        on_change=lambda: change(name, **{definition.name: st.session_state[key]}),
    )


def slider(t: Texts, name: str, assumption: str) -> None:
    """A slider for one assumption of a scenario; its help tells what it is and where the value comes from."""
    definition = describe_assumption(assumption)
    key = _key(t, name, assumption)
    current = getattr(scenario(name), assumption)
    stops = _stops(t.language, assumption, current)
    st.select_slider(
        _label(t, name, definition),
        options=list(stops),
        value=current,
        format_func=stops.__getitem__,
        key=key,
        help=explained(t, definition),
        on_change=lambda: _try(key, "", lambda: change(name, **{assumption: st.session_state[key]})),
    )
    if key in session().refused_values:
        show_error(t, session().refused_values[key][1])


def exact(t: Texts, name: str, assumption: str, *, label: str | None = None) -> None:
    """A text field for an exact value; it echoes what was read, and what cannot be read leaves the old value."""
    definition = describe_assumption(assumption)
    value = getattr(scenario(name), assumption)
    current = "" if value is None else written(t, definition, value, exact=True)
    key = _key(t, name, f"exact_{assumption}_{current}")
    # The field shows the value in use, also after a slider moved it; a text that was refused stays to be mended.
    refused = session().refused_values.get(key)
    shown = current if refused is None else refused[0]
    st.text_input(
        label or t.message(definition.label),
        shown,
        key=key,
        placeholder=t("niet ingevuld"),
        on_change=lambda: _read(t, name, assumption, key, shown),
    )
    if refused is not None:
        show_error(t, refused[1])


def _read(t: Texts, name: str, assumption: str, key: str, shown: str) -> None:
    text = st.session_state[key]
    if text == shown:
        return

    def take() -> None:
        unit = describe_assumption(assumption).unit
        value = parse_number(text, t.language, share=unit is not None and unit.is_share)
        change(name, **{assumption: int(value) if unit and unit.is_whole and value.is_integer() else value})
        remember(scenario_version=session().scenario_version + 1)

    _try(key, text, take)


def _try(key: str, text: str, take: Callable[[], None]) -> None:
    """Carry out a change; one that is not possible is remembered with its reason, and the old value stands."""
    rest = {k: v for k, v in session().refused_values.items() if k != key}
    try:
        take()
        remember(refused_values=rest)
    except AnalysisError as error:
        remember(refused_values={**rest, key: (text, error)})


def _label(t: Texts, name: str, definition: AssumptionDefinition) -> str:
    label = t.message(definition.label)
    example = definition.name in examples_used(scenario(name))
    return literal(t("{label} (voorbeeld)", label=label) if example else label)


def _key(t: Texts, name: str, assumption: str) -> str:
    return f"budget_{assumption}_{name}_{t.language}_{session().scenario_version}"


@lru_cache(maxsize=512)
def _stops(language: Language, assumption: str, current: float) -> dict[float, str]:
    """The slider's values, each as it is written: evenly spread, the current one among them wherever it lies.

    Kept, because writing some hundreds of amounts takes longer than computing the whole budget.
    """
    definition = describe_assumption(assumption)
    assert definition.slider is not None
    low, high, step = definition.slider.low, definition.slider.high, definition.slider.step
    stride = step * max(1, int(np.ceil((high - low) / step / _MOST_STOPS)))
    whole = definition.unit is not None and definition.unit.is_whole
    values = [round(low + i * stride, 6) for i in range(int((high - low) / stride + 1e-9) + 1)]
    t = texts(language)
    now = written(t, definition, current)
    # A slider tells its stops apart by how they are written: 50.8% between others takes the place of 51%.
    others = {stop: written(t, definition, stop) for stop in ((int(v) if whole else v) for v in values)}
    stops = {stop: text for stop, text in others.items() if text != now} | {current: now}
    return dict(sorted(stops.items()))
