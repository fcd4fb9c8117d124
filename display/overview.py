"""The home page's pieces: four figures made from the data in use, and the ways into each task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analysis.budget import Projection
from analysis.pilots import Pilots
from analysis.statistics import GroupComparison, Reliability
from display.labels import GroupWords
from display.sentences.reliability import STUDY_MINIMUM
from display.texts import Texts
from display.widgets import paragraph


@dataclass(frozen=True)
class Figure:
    """One headline figure: what it is, the figure, and what it rests on."""

    label: str
    value: str
    basis: str


@dataclass(frozen=True)
class LargestDifference:
    """The comparison that explains most out of all that were tried; p: Holm's over these."""

    comparison: GroupComparison
    words: GroupWords
    p: float
    tried: int


def pilots_figure(t: Texts, pilots: Pilots) -> Figure:
    """Pupils of the pilots that state a number; from the lowest to the highest that the source gives."""
    known = [values for name in pilots.names if (values := _numbers(pilots.stated_values(name, "pupils")))]
    low, high = sum(min(values) for values in known), sum(max(values) for values in known)
    basis = t("{known} van de {all} pilots noemen een aantal", known=len(known), all=len(pilots.names))
    unsure = t("bij {n} spreekt de bron zichzelf tegen", n=sum(len(values) > 1 for values in known))
    if low == high:
        return Figure(t("Leerlingen in de pilots"), t.integer(low), basis)
    return Figure(
        t("Leerlingen in de pilots"),
        t("{low} tot {high}", low=t.integer(low), high=t.integer(high)),
        f"{basis}; {unsure}",
    )


def _numbers(values: Sequence[object]) -> list[float]:
    return [float(value) for value in values if isinstance(value, int | float)]


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
            "meten samenhangend: alfa {minimum} of hoger; n van {low} tot {high}",
            minimum=t.number(STUDY_MINIMUM, 1),
            low=t.integer(min(r.n for r in alphas)),
            high=t.integer(max(r.n for r in alphas)),
        ),
    )


def groups_figure(t: Texts, found: LargestDifference | None) -> Figure:
    """The scale and the grouping of which the groups differ most, and out of how many that is the largest."""
    label = t("Grootste verschil tussen groepen")
    if found is None:
        return Figure(label, t("nog geen"), t("wijs op de pagina Gegevens een schaal en een groep aan"))
    words = found.words
    means: dict[object, float] = dict(found.comparison.groups["mean"].items())
    high, low = max(means, key=means.__getitem__), min(means, key=means.__getitem__)
    basis = t(
        "{outcome}: {high} boven {low} ({grouping}), n = {n}, {p}",
        outcome=words.outcome,
        high=words.groups[high],
        low=words.groups[low],
        grouping=words.grouping,
        n=t.integer(found.comparison.n),
        p=t.p_value(found.p),
    )
    if found.tried > 1:
        basis += t(
            "; van {n} vergelijkingen verklaart deze het meest, en p is daarvoor gecorrigeerd (Holm)",
            n=t.integer(found.tried),
        )
    return Figure(label, t("{difference} punt", difference=t.number(means[high] - means[low], 1)), basis)


def budget_figure(t: Texts, p: Projection, examples: int) -> Figure:
    """What scenario A has cost more or less at the end; from when it is cheaper by year stands below."""
    if p.first_cheaper_year is None:
        when = t("scenario A; in geen enkel jaar goedkoper")
    elif p.cheaper_lasts:
        when = t("scenario A; per jaar goedkoper vanaf {year}", year=p.first_cheaper_year)
    else:
        when = t("scenario A; niet blijvend goedkoper")
    unsourced = t.plural("{n} aanname zonder bron", "{n} aannames zonder bron", examples)
    return Figure(
        t("Arrangement na {n} jaar", n=p.assumptions.years),
        t.money_about(p.total_difference, sign=True),
        f"{when}; {unsourced}",
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
            t("CSV, Excel of SPSS erin, ontvangstbewijs eruit; niets wordt opgeslagen."),
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
