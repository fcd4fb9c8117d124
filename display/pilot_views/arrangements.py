"""Arrangements of the Alkmaar region, the seven types of the national study, and the words of the sources."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.published import load_published
from analysis.pilots import (
    Arrangement,
    Basis,
    ConceptKind,
    Pilots,
    arrangement_types,
    load_arrangements,
    load_concepts,
)
from display.charts import Table
from display.figures.pilot_likeness import types
from display.pilot_words import code_word, plain_code
from display.state import style
from display.texts import Texts, mark
from display.widgets import choose_one, conclusion, paragraph, show_chart, show_table

_TITLES = {
    ConceptKind.FUNCTION: mark("Zes functies"),
    ConceptKind.SUCCESS_FACTOR: mark("Vijf succesfactoren"),
    ConceptKind.INTENSITY: mark("Drie maten van samenwerken"),
}


def types_view(t: Texts) -> None:
    """How often the seven types occur, by partnerships or by municipalities."""
    options = {"swv": t("samenwerkingsverbanden"), "gemeente": t("gemeenten")}
    who = choose_one(t("Volgens"), options, "types_of")
    found = [one for one in arrangement_types(load_published().distributions) if one.respondents == who]
    show_chart(t, types(t, style(), found, "samenwerkingsverbanden" if who == "swv" else "gemeenten"), "types")


def words_view(t: Texts) -> None:
    """Functions, success factors and intensities, in our words with their source."""
    judgement = t(" (oordeel van de schrijvers)")
    for kind, title in _TITLES.items():
        rows = [
            {
                t("Naam"): concept.label(t.language) + (judgement if concept.basis is Basis.JUDGEMENT else ""),
                t("Wat ermee bedoeld is"): concept.description(t.language) or t("alleen genoemd"),
                t("Bron"): ", ".join(concept.sections),
            }
            for concept in load_concepts(kind)
        ]
        show_table(t, Table(t(title), pd.DataFrame(rows)), f"words_{kind.value}")


def region_view(t: Texts, pilots: Pilots) -> None:
    """The arrangements of the Alkmaar region; what two documents say differently stands below the first."""
    found = load_arrangements()
    groups = sum(one.level == "groep" for one in found)
    conclusion(
        t(
            "Regio Alkmaar noemt {n} arrangementen: {groups} voor groepen en {single} voor afzonderlijke leerlingen",
            n=len(found),
            groups=groups,
            single=len(found) - groups,
        )
    )
    paragraph(
        t("De functies zijn onze lezing van de doelgroep, met de omschrijvingen van het kader (001 §5)."), "oza-source"
    )
    shown = pd.DataFrame([_row(t, pilots, one) for one in found])
    show_table(t, Table(t("Arrangementen in de regio Alkmaar"), shown), "arrangements")


def _row(t: Texts, pilots: Pilots, one: Arrangement) -> dict[str, str]:
    target = one.target(t.language)
    if one.other():
        target += " · " + t("{section} zegt: {other}", section=one.other_section, other=one.other(t.language))
    return {
        t("Arrangement"): one.name,
        t("Vorm"): plain_code(t, one.level),
        t("Onderwijs"): ", ".join(code_word(t, pilots, code) for code in one.sectors),
        t("Doelgroep"): target,
        t("Partners"): ", ".join(one.partners) or t("niet vermeld"),
        t("Geld"): ", ".join(code_word(t, pilots, code) for code in one.funding) or t("niet vermeld"),
        t("Functie"): ", ".join(code_word(t, pilots, code) for code in one.functions) or t("niet bepaald"),
        t("Bron"): ", ".join(one.sections),
    }
