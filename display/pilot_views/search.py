"""Searching everything that is known of pilots and arrangements; the address holds the question, to be shared."""

from __future__ import annotations

from html import escape

import streamlit as st

from analysis.evidence.published import load_published
from analysis.pilots import (
    Entry,
    EntryKind,
    Facet,
    Facets,
    Pilots,
    arrangement_types,
    collect,
    facet_options,
    find,
    load_arrangements,
    load_concepts,
)
from display.pilot_words import code_word, entry_kind
from display.texts import Texts
from display.widgets import conclusion, paragraph


def views(t: Texts, pilots: Pilots) -> None:
    """Words and filters, and what meets them."""
    types = arrangement_types(load_published().distributions)
    entries = collect(pilots, load_arrangements(), types, load_concepts(), t.language)
    text = st.text_input(
        t("Zoek in pilots, arrangementen, typen en functies"),
        key="zoek",
        bind="query-params",
        placeholder=t("bijvoorbeeld autisme"),
    )
    with st.container(horizontal=True):
        kinds = _choice(t, t("Soort"), {kind.value: entry_kind(t, kind) for kind in EntryKind}, "soort")
        functions = _facet(t, pilots, entries, "functions", t("Functie"), "functie")
        education = _facet(t, pilots, entries, "education", t("Onderwijs"), "onderwijs")
        funding = _facet(t, pilots, entries, "funding", t("Geld"), "geld")
        providers = _facet(t, pilots, entries, "providers", t("Aanbieder of partner"), "aanbieder")
    found = find(entries, text, Facets(kinds, functions, education, funding, providers))
    if not found.entries:
        conclusion(t("Niets van de {of} voldoet; haal een woord of filter weg", of=found.of))
        return
    conclusion(t("{n} van de {of} voldoen", n=len(found.entries), of=found.of))
    st.html("".join(_entry(t, pilots, one) for one in found.entries))
    paragraph(t("Deel deze zoekvraag met het adres van de pagina."), "oza-source")


def _facet(t: Texts, pilots: Pilots, entries: tuple[Entry, ...], facet: Facet, label: str, key: str) -> tuple[str, ...]:
    return _choice(t, label, {code: code_word(t, pilots, code) for code in facet_options(entries, facet)}, key)


def _choice(t: Texts, label: str, options: dict[str, str], key: str) -> tuple[str, ...]:
    chosen = st.multiselect(
        label, list(options), format_func=options.__getitem__, key=key, bind="query-params", placeholder=t("alle")
    )
    return tuple(chosen)


def _entry(t: Texts, pilots: Pilots, one: Entry) -> str:
    codes = dict.fromkeys((*one.functions, *one.education, *one.funding, *one.providers))
    tags = " · ".join(code_word(t, pilots, code) for code in codes)
    origin = ", ".join(one.sections) or t("eigen opgave")
    return (
        f'<section class="oza-found"><h4>{escape(one.name)} '
        f'<span class="where">{escape(entry_kind(t, one.kind))}</span></h4>'
        f"<p>{escape(one.summary)}</p>"
        f'<p class="oza-source">{escape(tags)}{" — " if tags else ""}{escape(origin)}</p></section>'
    )
