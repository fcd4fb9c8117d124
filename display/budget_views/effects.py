"""Wie heeft er baat bij: effects beside the costs, and what they are worth to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.budget import (
    DISCOUNT_RATE_YEAR,
    EFFECT_SUGGESTIONS,
    OWN_EFFECTS,
    PARTY_LABELS,
    PRESETS,
    CostBenefit,
    Effect,
    Estimate,
    Party,
    cost_benefit,
    examples_used,
    optimism_warning,
)
from display.budget_inputs import published_figure
from display.budget_views.fields import text_field
from display.budget_views.parts import in_hand
from display.figures import budget_effects as figures
from display.parsing import parse_estimate, parse_number
from display.scenarios import set_discount_rate, set_effects
from display.sentences import budget_effects as sentences
from display.stage import Section
from display.state import projector, session, style
from display.texts import Texts
from display.widgets import guarded, heading, literal, notice, paragraph, select, show_chart, show_table


def section(t: Texts) -> Section:
    """The section for the page."""
    slides = [guarded(t, lambda: by_party(t)), guarded(t, lambda: per_euro(t))]
    return Section("baten", t("Wie heeft er baat bij"), [*slides, lambda: editor(t)], slides=slides, walk=slides[:1])


def _result() -> CostBenefit:
    name, assumptions = in_hand()
    return cost_benefit(assumptions, tuple(effects_of(name).values()), session().discount_rate)


def effects_of(name: str) -> dict[str, Effect]:
    """The effects that count in a scenario, by name."""
    return dict(session().effects.get(name, {}))


def effect_labels(t: Texts, mine: Mapping[str, Effect]) -> dict[str, str]:
    """What each effect that can count is called, by name; those of the scenario itself (`mine`) that a file or a link
    names in words of its own are called so.
    """
    labels = {key: t.message(suggestion.label) for key, suggestion in EFFECT_SUGGESTIONS.items()}
    labels |= {key: t.message(label) for key, label in OWN_EFFECTS.items()}
    return labels | {key: key for key in mine if key not in labels}


def effects_source(t: Texts) -> str:
    name, assumptions = in_hand()
    mine = effects_of(name)
    own = sum(value_origin(t, key, effect) == t("eigen invoer") for key, effect in mine.items())
    words = (
        t.plural(
            "{n} effect; de aantallen zijn eigen invoer, en van {own} ook de waarde per stuk.",
            "{n} effecten; de aantallen zijn eigen invoer, en van {own} ook de waarde per stuk.",
            len(mine),
            own=own,
        )
        if mine
        else t("Nog geen effecten ingevuld.")
    )
    examples = t.plural(
        "{n} aanname heeft nog geen bron.", "{n} aannames hebben nog geen bron.", len(examples_used(assumptions))
    )
    return f"{examples} {words}"


def by_party(t: Texts) -> None:
    """The returns, and how they fall to each party."""
    found = _result()
    if not projector():
        _discount_rate(t)
    show_chart(t, figures.by_party(t, style(), found, effects_source(t)), "benefits", answer=True)
    warning = optimism_warning(found)
    if warning is not None:
        notice(t.message(warning), warning=True)
    if not projector():
        paragraph(sentences.needed(t, found), "oza-source")


def _discount_rate(t: Texts) -> None:
    def accept(text: str) -> None:
        rate = parse_number(text if "%" in text else f"{text}%", t.language)
        cost_benefit(in_hand()[1], (), rate)  # refuses what is not possible
        set_discount_rate(rate)

    text_field(
        t,
        t("Discontovoet per jaar (standaard: de regel van {year})", year=DISCOUNT_RATE_YEAR),
        t.percent(session().discount_rate, 2),
        "discount_rate",
        accept,
        help_text=t("Reëel, dus boven op de prijsstijging. Bron: rwseconomie.nl, discontovoet."),
    )


def per_euro(t: Texts) -> None:
    """What each euro yields, beside the published studies."""
    show_chart(t, figures.per_euro(t, style(), _result(), effects_source(t)), "per_euro")


def editor(t: Texts) -> None:
    """The effects of the scenario in hand, one at a time."""
    name, _ = in_hand()
    mine = effects_of(name)
    labels = effect_labels(t, mine)
    heading(t("Effecten"))
    paragraph(
        t(
            "Geen bron noemt hoe groot de effecten zijn: vul uw eigen schatting in, als één getal of als laag; midden; "
            "hoog. Een effect telt mee zodra het een aantal en een waarde heeft."
        ),
        "oza-lead",
    )
    if mine:
        origins = {each: value_origin(t, each, effect) for each, effect in mine.items()}
        show_table(t, figures.effects_table(t, mine, labels, origins), "effects")
    key = select(t("Effect"), labels, "effect_in_hand")
    _fields(t, name, key, labels[key])


def _fields(t: Texts, name: str, key: str, label: str) -> None:
    suggestion = EFFECT_SUGGESTIONS.get(key)
    effect = effects_of(name).get(key) or Effect(
        name=key,
        quantity=0,
        unit_value=(suggestion.unit_value or 0.0) if suggestion else 0.0,
        party=suggestion.party if suggestion else Party.MUNICIPALITY,
        financial=suggestion.financial if suggestion else True,
    )

    def change(**changes: Any) -> None:
        set_effects(name, {**effects_of(name), key: replace(effect, **changes)})

    first, second, third, fourth, fifth = st.columns([3, 3, 2, 3, 2], vertical_alignment="bottom")
    unit = t.message(suggestion.unit) if suggestion else t("aantal per jaar")
    assert isinstance(effect.quantity, Estimate)
    assert isinstance(effect.unit_value, Estimate)
    with first:
        text_field(
            t,
            t("Aantal ({unit})", unit=unit),
            _typed(t, effect.quantity),
            f"effect_quantity_{key}_{name}",
            lambda text: change(quantity=parse_estimate(text, t.language, share=False)),
        )
    with second:
        text_field(
            t,
            t("Waarde per stuk (euro)"),
            _typed(t, effect.unit_value),
            f"effect_value_{key}_{name}",
            lambda text: change(unit_value=parse_estimate(text, t.language, share=False)),
        )
    with third:
        text_field(
            t,
            t("Vanaf jaar"),
            str(effect.start),
            f"effect_start_{key}_{name}",
            lambda text: change(start=_whole(parse_number(text, t.language, share=False))),
        )
    with fourth:
        party_key = f"effect_party_{key}_{name}_{effect.party}"
        st.selectbox(
            t("Voor wie"),
            list(Party),
            index=list(Party).index(effect.party),
            key=party_key,
            format_func=lambda party: t.message(PARTY_LABELS[party]),
            on_change=lambda: change(party=st.session_state[party_key]),
        )
    with fifth:
        money_key = f"effect_financial_{key}_{name}_{effect.financial}"
        st.toggle(
            t("Financieel"),
            value=effect.financial,
            key=money_key,
            help=t("Aan: geld dat een partij niet meer uitgeeft. Uit: welvaart die op geen begroting staat."),
            on_change=lambda: change(financial=not effect.financial),
        )
    _published(t, name, key, lambda value: change(unit_value=value))
    where = value_origin(t, key, effect)
    paragraph(t("Waarde per stuk: {origin}.", origin=where or t("nog niet ingevuld")), "oza-source")
    if suggestion is not None and suggestion.caution is not None:
        notice(t.message(suggestion.caution), warning=True)
    if key in effects_of(name):
        st.button(
            t("Laat ‘{label}’ weg", label=literal(label)), key="effect_remove", on_click=_remove, args=(name, key),
            icon=":material/delete:", type="tertiary",
        )  # fmt: skip


def _published(t: Texts, name: str, key: str, take: Callable[[float], None]) -> None:
    """Figures with a source that can stand for the unit value of this effect."""
    suggestion = EFFECT_SUGGESTIONS.get(key)
    if suggestion is None or not suggestion.presets:
        return
    labels = {
        each: t(
            "{figure}: {amount} (prijspeil {year})",
            figure=t.message(PRESETS[each].label),
            amount=t.money(PRESETS[each].value, 2),
            year=PRESETS[each].price_year,
        )
        for each in suggestion.presets
    }
    # The key carries the value: once it is another one, the list is a new one and can be chosen from again.
    effect = effects_of(name).get(key)
    box = f"effect_preset_{key}_{name}_{t.language}_{effect.unit_value if effect else ''}"
    placeholder = t("Cijfer met bron voor de waarde per stuk…")
    published_figure(t, labels, box, placeholder, lambda preset: take(PRESETS[preset].value))


def value_origin(t: Texts, key: str, effect: Effect) -> str:
    """Where the unit value comes from: a published figure or the user; empty where there is none yet."""
    assert isinstance(effect.unit_value, Estimate)
    suggestion = EFFECT_SUGGESTIONS.get(key)
    for name in suggestion.presets if suggestion else ():
        preset = PRESETS[name]
        if effect.unit_value.low == effect.unit_value.mid == effect.unit_value.high == preset.value:
            return t(
                "{figure}, prijspeil {year}: {source}",
                figure=t.message(preset.label),
                year=preset.price_year,
                source=t.message(preset.source),
            )
    if effect.unit_value.low == effect.unit_value.high == 0:
        return ""
    return t("eigen invoer")


def _remove(name: str, key: str) -> None:
    set_effects(name, {other: effect for other, effect in effects_of(name).items() if other != key})


def _typed(t: Texts, spread: Estimate) -> str:
    def write(number: float) -> str:
        return t.number(number, 0 if float(number).is_integer() else 2)

    if spread.low == spread.high:
        return write(spread.mid)
    return "; ".join(write(number) for number in (spread.low, spread.mid, spread.high))


def _whole(number: float) -> object:
    """A whole number as an int; any other is left for the effect to refuse."""
    return int(number) if number.is_integer() else number
