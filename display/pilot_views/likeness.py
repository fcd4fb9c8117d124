"""The own region, and the pilots in order of likeness to it: why, where they differ, and what to ask them."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.errors import AnalysisError
from analysis.pilots import Attribute, Contribution, Kind, Likeness, Pilots, Value, likeness_attributes, most_similar
from display.figures.pilot_likeness import likeness
from display.parsing import parse_number
from display.pilot_views.budget_start import budget_buttons
from display.pilot_words import QUESTIONS, value_word
from display.state import active_pilots, projector, remember, session, style
from display.texts import Texts
from display.widgets import heading, notice, paragraph, show_chart, show_error

#: What a region knows of itself first; the other attributes are one click away.
_FIRST = ("pupils", "schools", "municipalities", "school_types", "care_share_high", "instrument", "funding_variant",
          "scope_location")  # fmt: skip
_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 3.0)
_EXPLAINED = 3  # so many nearest pilots are explained in words
_MOST_QUESTIONS = 4


def views(t: Texts, pilots: Pilots) -> None:
    """The description of the region beside the ranking; on a projector the ranking alone."""
    if projector():
        _ranking(t, pilots)
        return
    left, right = st.columns([3, 7], gap="large")
    with left:
        _region(t, pilots)
    with right:
        _ranking(t, pilots)


def _region(t: Texts, pilots: Pilots) -> None:
    heading(t("Uw regio"))
    paragraph(t("Laat leeg wat u niet weet: dat telt niet mee."), "oza-source")
    attributes = {a.name: a for a in likeness_attributes(pilots)}
    if pilots.own_names:
        options = ["", *pilots.own_names]
        st.selectbox(
            t("Neem een eigen pilot over"),
            options,
            key="region_from",
            format_func=lambda name: name or t("kies …"),
            on_change=lambda: _take_over(pilots, st.session_state["region_from"]),
        )
    for name in _FIRST:
        _field(t, attributes[name])
    with st.popover(t("Meer kenmerken"), key="more_region"):
        for name, attribute in attributes.items():
            if name not in _FIRST:
                _field(t, attribute)
    if session().region:
        with st.popover(t("Gewichten"), key="region_weights"):
            paragraph(t("0 laat een kenmerk weg; 2 telt dubbel."), "oza-source")
            for name in session().region:
                _weight(t, attributes[name])
        st.button(t("Alles leegmaken"), key="region_reset", icon=":material/undo:", type="tertiary", on_click=_clear)


def _field(t: Texts, attribute: Attribute) -> None:
    value = session().region.get(attribute.name)
    label = attribute.label(t.language)
    key = f"region_{attribute.name}_{t.language}_{session().region_version}"
    if attribute.kind is Kind.CHOICE:
        st.selectbox(
            label,
            ["", *attribute.answers],
            index=0 if value is None else 1 + list(attribute.answers).index(str(value)),
            format_func=lambda code: attribute.answer(code, t.language) if code else t("onbekend"),
            key=key,
            on_change=lambda: _set(attribute.name, st.session_state[key] or None),
        )
    elif attribute.kind is Kind.CHOICES:
        st.multiselect(
            label,
            list(attribute.answers),
            default=list(value) if isinstance(value, tuple) else [],
            format_func=lambda code: attribute.answer(code, t.language),
            key=key,
            placeholder=t("onbekend"),
            on_change=lambda: _set(attribute.name, tuple(st.session_state[key]) or None),
        )
    else:
        st.text_input(
            label if attribute.kind is not Kind.NAMES else t("Aantal gemeenten"),
            _as_text(t, attribute, value),
            key=key,
            placeholder=t("onbekend"),
            help=attribute.description(t.language),
            on_change=lambda: _read(t, attribute, st.session_state[key]),
        )
        if attribute.name in session().region_refused:
            show_error(t, session().region_refused[attribute.name])


def _weight(t: Texts, attribute: Attribute) -> None:
    key = f"weight_{attribute.name}"
    st.select_slider(
        attribute.label(t.language),
        _WEIGHTS,
        session().weights.get(attribute.name, 1.0),
        format_func=lambda weight: t.number(weight, 0 if float(weight).is_integer() else 1),
        key=f"{key}_{t.language}",
        on_change=lambda: remember(
            weights={**session().weights, attribute.name: st.session_state[f"{key}_{t.language}"]}
        ),
    )


def _ranking(t: Texts, pilots: Pilots) -> None:
    region = session().region
    if not region:
        notice(
            t(
                "Uw regio is nog niet beschreven. Geef bijvoorbeeld het aantal leerlingen en de schoolsoorten (buiten "
                "de projectorstand), en de pilots komen in volgorde van gelijkenis: waarom, waarin ze verschillen en "
                "wat u kunt vragen."
            )
        )
        return
    try:
        ranking = most_similar(region, pilots, {name: w for name, w in session().weights.items() if name in region})
    except AnalysisError as error:
        show_error(t, error)
        return
    if ranking.comparable:
        show_chart(t, likeness(t, style(), ranking), "likeness")
    else:
        notice(t("Met geen enkele pilot valt te vergelijken: wat u weet, is van geen van hen vermeld."), warning=True)
    without = [one.pilot for one in ranking.likenesses if one.distance is None]
    if without and ranking.comparable:
        paragraph(
            t("Niet te vergelijken, want niets ervan is vermeld: {pilots}.", pilots=t.listing(without)), "oza-source"
        )
    if projector():
        return
    for one in ranking.comparable[:_EXPLAINED]:
        st.html(_explained(t, one))
        budget_buttons(t, pilots, [one.pilot], "like")


def _explained(t: Texts, one: Likeness) -> str:
    """Why, where it differs, what is not known, and what to ask."""
    same = [_said(t, c.attribute, c.theirs) for c in one.alike]
    other = [_difference(t, c) for c in one.differing]
    doubt = [c.attribute.label(t.language).lower() for c in one.contributions if c.contradicted]
    ask = _questions(t, one)
    lines = [
        (t("Gelijk"), "; ".join(same) or t("op geen enkel kenmerk geheel")),
        (t("Verschilt"), "; ".join(other) or t("nergens, voor zover bekend")),
        (t("Niet vermeld"), ", ".join(a.label(t.language).lower() for a in one.open) or t("niets van wat u invulde")),
        (t("Vraag hun"), " ".join(ask)),
    ]
    if doubt:
        lines.append((t("Let op"), t("de bron spreekt zichzelf tegen over {what}", what=t.listing(doubt))))
    body = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in lines)
    return f'<section class="oza-like"><h4>{escape(one.pilot)}</h4><dl>{body}</dl></section>'


def _questions(t: Texts, one: Likeness) -> list[str]:
    """First the choices that they made otherwise, that are not stated, or that are still open here; then a number."""
    attributes = [*(c.attribute for c in one.differing), *one.open, *one.theirs_only]
    choices = [t(QUESTIONS[a.name]) for a in attributes if a.name in QUESTIONS][: _MOST_QUESTIONS - 1]
    others = [a.label(t.language).lower() for a in attributes if a.name not in QUESTIONS][:1]
    return [*choices, *(t("Hoe zit het met {what}, en wat zou u nu anders doen?", what=what) for what in others)]


def _difference(t: Texts, found: Contribution) -> str:
    return t(
        "{what}: {theirs} (bij u {ours})",
        what=found.attribute.label(t.language),
        theirs=value_word(t, found.attribute, found.theirs),
        ours=value_word(t, found.attribute, found.ours),
    )


def _said(t: Texts, attribute: Attribute, value: Value) -> str:
    return f"{attribute.label(t.language)}: {value_word(t, attribute, value)}"


def _as_text(t: Texts, attribute: Attribute, value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return t.integer(len(value))
    return (
        str(value)
        if attribute.kind is Kind.YEAR
        else value_word(t, attribute, value).split(" ")[0].replace("\u00a0", "")
    )


def _read(t: Texts, attribute: Attribute, text: str) -> None:
    refused = {name: error for name, error in session().region_refused.items() if name != attribute.name}
    if not text.strip():
        _set(attribute.name, None)
        remember(region_refused=refused)
        return
    try:
        share = attribute.kind is Kind.SHARE and "%" not in text and parse_number(text, t.language) > 1
        value = parse_number(f"{text}%" if share else text, t.language)
        whole = attribute.kind.dtype == "Int64" or attribute.kind is Kind.NAMES
        most_similar({attribute.name: value}, active_pilots())  # says what the attribute does not allow
        _set(attribute.name, int(value) if whole and value.is_integer() else value)
    except AnalysisError as error:
        refused[attribute.name] = error
    remember(region_refused=refused)


def _set(name: str, value: Value | None) -> None:
    region = {other: known for other, known in session().region.items() if other != name}
    remember(region=region if value is None else {**region, name: value})


def _take_over(pilots: Pilots, name: str) -> None:
    if name:
        known = {a.name: pilots.value(name, a.name) for a in likeness_attributes(pilots)}
        _renew({attribute: value for attribute, value in known.items() if value is not None})


def _clear() -> None:
    _renew({})


def _renew(region: dict[str, Value]) -> None:
    """Other values for all fields: their keys become new, so that each begins with its own."""
    state = session()
    remember(
        region=region,
        region_refused={},
        weights={},
        slides={**state.slides, "region": state.slides.get("region", 0) + 1},
    )
