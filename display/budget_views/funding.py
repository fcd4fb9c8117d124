"""Bekostiging: the four ways of paying side by side, what a base year does, and subsidy against procurement."""

from __future__ import annotations

import streamlit as st

from analysis.budget import base_year_effect, compare_fundings
from display.budget_views.parts import in_hand, source
from display.figures import budget_payers as figures
from display.stage import Section
from display.state import projector, style
from display.tables import plain_table
from display.texts import Texts
from display.widgets import guarded, heading, notice, paragraph, show_chart, show_table

_GROWTHS = tuple(i / 200 for i in range(21))
_YEARS_BACK = tuple(range(7))


def section(t: Texts) -> Section:
    """The section for the page."""
    slides = [guarded(t, lambda: fundings(t)), guarded(t, lambda: base_years(t))]
    return Section("bekostiging", t("Bekostiging"), [*slides, lambda: subsidy(t)], walk=())


def fundings(t: Texts) -> None:
    """The same scenario under each way of funding."""
    _, assumptions = in_hand()
    show_chart(t, figures.fundings(t, style(), compare_fundings(assumptions), source(t, assumptions)), "fundings")
    if not projector():
        notice(
            t(
                "De vier rusten op verschillende aannames: een budget, fte, uren of resultaten. Vul die voor elk van "
                "de vier in voordat u ze vergelijkt; anders vergelijkt u voorbeelden."
            )
        )


def base_years(t: Texts) -> None:
    """Why Enschede moved its base year: what growth since then does to the lump sum."""
    _, assumptions = in_hand()
    if not projector():
        heading(t("Het basisjaar"))
        paragraph(
            t(
                "Enschede begon met de uitgaven van 2016 als basis en nam later, met terugwerkende kracht, 2018: het "
                "aantal leerlingen was gegroeid en het oude vertrekpunt niet houdbaar (rapport Twente 2021, paragraaf "
                "3.1.4)."
            ),
            "oza-lead",
        )
    left, right = st.columns(2)
    with left:
        growth = st.select_slider(
            t("Groei van het aantal leerlingen per jaar sinds het basisjaar"),
            _GROWTHS,
            value=0.05,
            key="base_growth",
            format_func=lambda share: t.percent(share, 1),
            persist_state="session",
        )
    with right:
        back = st.select_slider(
            t("Jaren tussen basisjaar en start"), _YEARS_BACK, value=4, key="base_back", persist_state="session"
        )
    found = base_year_effect(assumptions, growth, _YEARS_BACK)
    chart = figures.base_years(t, style(), found, back, growth, assumptions.start_year, source(t, assumptions))
    show_chart(t, chart, "base_years")


def subsidy(t: Texts) -> None:
    """What differs between the two forms in obligation and risk."""
    what, grant, purchase = t("Waarin"), t("Subsidie"), t("Inkoop")
    rows = [
        {
            what: t("Wat wordt afgesproken"),
            grant: t("Geld voor activiteiten die de aanbieder zelf ontplooit"),
            purchase: t("Een opdracht: de gemeente koopt diensten"),
        },
        {
            what: t("Verplichting om te leveren"),
            grant: t("Niet af te dwingen"),
            purchase: t("Af te dwingen op grond van de overeenkomst"),
        },
        {
            what: t("Risico voor de gemeente"),
            grant: t("Dat er minder of iets anders gebeurt dan bedoeld"),
            purchase: t("Dat meer hulp meer kost, als er per uur of per resultaat wordt betaald"),
        },
        {
            what: t("Risico voor de aanbieder"),
            grant: t("Vraag boven het subsidiebedrag"),
            purchase: t("Niet nakomen; bij een vast bedrag ook meer vraag dan verwacht"),
        },
        {
            what: t("Pilots"),
            grant: t("Enschede en Almere"),
            purchase: t("Amsterdam en Rotterdam"),
        },
    ]
    table = plain_table(t("Subsidie of inkoop: verplichting en risico"), rows, ())
    show_table(t, table, "subsidy")
    paragraph(
        t(
            "Verplichting: rapport Twente 2021, paragraaf 2.2.1; pilots: paragrafen 3.1.4, 4.1.4 en 4.6. De "
            "risico’s zijn een eigen gevolgtrekking daaruit."
        ),
        "oza-source",
    )
