"""The home page's pieces: four figures made from the data in use, and the ways into each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analysis.budget import Projection
from analysis.pilots import Pilots
from analysis.statistics import GroupComparison, Reliability
from display.sentences.reliability import STUDY_MINIMUM
from display.texts import Texts
from display.widgets import paragraph


@dataclass(frozen=True)
class Figure:
    """One headline figure: what it is, the figure, and what it rests on."""

    label: str
    value: str
    basis: str


def pilots_figure(t: Texts, pilots: Pilots) -> Figure:
    """Pupils of the pilots that state a number."""
    pupils = pilots.frame["pupils"].dropna()
    return Figure(
        t("Leerlingen in de pilots"),
        t.integer(float(pupils.sum())),
        t("{known} van de {all} pilots noemen een aantal", known=len(pupils), all=len(pilots.names)),
    )


def scales_figure(t: Texts, alphas: Sequence[Reliability]) -> Figure:
    """How many scales are reliable by the national study's own measure."""
    label = t("Betrouwbare schalen")
    if not alphas:
        return Figure(label, t("nog geen"), t("wijs op de pagina Gegevens aan welke kolommen een schaal vormen"))
    enough = sum(r.alpha >= STUDY_MINIMUM for r in alphas)
    return Figure(
        label,
        t("{enough} van {all}", enough=enough, all=len(alphas)),
        t(
            "alfa van {low} tot {high}",
            low=t.number(min(r.alpha for r in alphas)),
            high=t.number(max(r.alpha for r in alphas)),
        ),
    )


def groups_figure(t: Texts, found: tuple[str, GroupComparison, dict[object, str]] | None) -> Figure:
    """The scale on which the groups lie furthest apart."""
    label = t("Grootste verschil tussen groepen")
    if found is None:
        return Figure(label, t("nog geen"), t("wijs op de pagina Gegevens een schaal en een groep aan"))
    outcome, comparison, labels = found
    means = comparison.groups["mean"]
    return Figure(
        label,
        t("{difference} punt", difference=t.number(float(means.max() - means.min()), 1)),
        t(
            "{outcome}: {high} boven {low}, n = {n}",
            outcome=outcome,
            high=labels[means.idxmax()],
            low=labels[means.idxmin()],
            n=t.integer(comparison.n),
        ),
    )


def budget_figure(t: Texts, p: Projection, examples: int) -> Figure:
    """The first year in which scenario A costs less than individual care."""
    value = str(p.first_cheaper_year) if p.first_cheaper_year else t("niet in {n} jaar", n=p.assumptions.years)
    return Figure(
        t("Arrangement goedkoper vanaf"),
        value,
        t.plural("scenario A, met {n} voorbeeldaanname", "scenario A, met {n} voorbeeldaannames", examples),
    )


def show_figures(figures: Sequence[Figure]) -> None:
    """The figures in a row."""
    for column, figure in zip(st.columns(len(figures)), figures, strict=True):
        with column.container(border=True, height="stretch"):
            st.metric(figure.label, figure.value)
            paragraph(figure.basis, "oza-source")


def doorways(t: Texts) -> None:
    """A way into each task, by who comes for it."""
    steering, research = st.columns(2, gap="large")
    with steering, st.container(border=True, height="stretch"):
        st.subheader(t("Voor de stuurgroep"), anchor=False)
        _door("pages/pilots.py", t("Pilots vergelijken"), t("Wat deden andere regio’s, en wie betaalt wat?"))
        _door("pages/begroting.py", t("Begroting doorrekenen"), t("Verschuif een aanname en zie meteen wat het kost."))
        _door(
            "pages/modellen.py",
            t("Werkt samenwerking beter bij integraal?"),
            t("Wat de enquête zegt over schotten, ketens, netwerk en integraal."),
        )
    with research, st.container(border=True, height="stretch"):
        st.subheader(t("Voor de onderzoeker"), anchor=False)
        _door(
            "pages/gegevens.py",
            t("Eigen enquête inlezen"),
            t("CSV erin, ontvangstbewijs eruit; niets wordt opgeslagen."),
        )
        _door("pages/schalen.py", t("Schalen toetsen"), t("Cronbachs alfa met interval, en wat elk item bijdraagt."))
        _door(
            "pages/modellen.py",
            t("Groepen vergelijken"),
            t("ANOVA, Welch en paarsgewijs, met de zin voor in uw rapport."),
        )


def _door(page: str, label: str, sentence: str) -> None:
    st.page_link(page, label=f"**{label}**", icon=":material/arrow_forward:")
    paragraph(sentence, "oza-door")
