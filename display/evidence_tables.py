"""Sources, audit findings and methods, in words and tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analysis.evidence.audit import RULES, Finding, Range
from display.charts import Table
from display.tables import plain_table
from display.texts import Texts, mark

CERTAINTIES = {
    "impossible": mark("onmogelijk"),
    "unlikely": mark("onwaarschijnlijk"),
    "notable": mark("opvallend"),
}
#: Categories of the response tables, as the published files write them.
CATEGORIES = (
    mark("noord"),
    mark("midden"),
    mark("zuid"),
    mark("klein"),
    mark("gemiddeld"),
    mark("groot"),
    mark("negatief"),
    mark("neutraal"),
    mark("positief"),
    mark("po"),
    mark("vo"),
    mark("overig"),
    mark("minder dan 15.000"),
    mark("25.000 tot 50.000"),
    mark("50.000 tot 100.000"),
    mark("meer dan 100.000"),
)
#: Codes of the published files, as they stand in a finding's place.
CODES = {
    "swv": mark("samenwerkingsverbanden"),
    "gemeente": mark("gemeenten"),
    "gedeelde_visie": mark("Gedeelde visie"),
    "vertrouwen": mark("Onderling vertrouwen"),
    "randvoorwaarden": mark("Randvoorwaarden"),
    "sturing": mark("Sturing op samenwerking"),
    "borging": mark("Borging in beleid en bestuur"),
    "meerwaarde": mark("Meerwaarde"),
    "consensus": mark("Gedeelde visie"),
    "regie": mark("Sturing op samenwerking"),
    "model": mark("naar model"),
    "fase": mark("naar fase"),
    "kern": mark("kerngemeenten"),
    "overig": mark("overige gemeenten"),
    "mean": mark("gemiddelde"),
    "sd": mark("standaarddeviatie"),
    "alpha": mark("alfa"),
    "max": mark("hoogste"),
    "min": mark("laagste"),
    "response_pct": mark("percentage van de respons"),
    "population_pct": mark("percentage van de populatie"),
    "inwoners": mark("Aantal inwoners"),
    "aantal_gemeenten": mark("Aantal gemeenten"),
    "regio": mark("Regio"),
}
#: Background variables of the response tables.
VARIABLES = {
    "regio": mark("Regio"),
    "aantal_gemeenten": mark("Aantal gemeenten"),
    "verevening": mark("Verevening"),
    "type": mark("Soort samenwerkingsverband"),
    "inwoners": mark("Aantal inwoners"),
    "gemeentetype": mark("Type gemeente"),
}


def sources_table(t: Texts) -> Table:
    """The five documents and what the product takes from each."""
    source, what = t("Bron"), t("Wat eruit is overgenomen")
    rows = (
        (
            t("000: rapport over arrangementen in Twente en elders (BMC, maart 2021)"),
            t("tien pilots met paragraaf bij elk gegeven, hun tijdlijn, functies, succesfactoren, betaalmatrix"),
        ),
        (
            t("001: regionaal raamwerk, regio Alkmaar"),
            t("de arrangementen van bijlage 1 en de omschrijvingen van de functies (§5)"),
        ),
        (
            t("002: bijlagen van de landelijke inventarisatie 2018 (Oberon, KBA Nijmegen, Kohnstamm Instituut)"),
            t("alle gedrukte tabellen van bijlage 1 en 3 tot en met 6; daarop rusten ook de gesimuleerde respondenten"),
        ),
        (t("003: plan van aanpak, Twente"), t("de drie intensiteiten van samenwerking (domein 5)")),
        (
            t("004: uitvoeringsagenda, regio Alkmaar"),
            t("de arrangementen van de bijlage, ook waar die iets anders zegt dan 001"),
        ),
    )
    return plain_table(t("Bronnen"), [{source: a, what: b} for a, b in rows])


def design(t: Texts) -> str:
    """The study in two sentences."""
    return t(
        "Een vragenlijst onder alle samenwerkingsverbanden passend onderwijs en alle gemeenten: 105 van de 151 "
        "samenwerkingsverbanden en 217 van de 380 gemeenten vulden die in. Bij 3 en 7 andere zijn de kernvragen "
        "telefonisch gesteld."
    )


def findings_table(t: Texts, findings: Sequence[Finding]) -> Table:
    """What does not add up: where, what is printed, what would fit, by which rule and how certain."""
    where, printed, expected = t("Waar"), t("Gedrukt"), t("Zou passen")
    rule, certainty, why = t("Regel"), t("Zekerheid"), t("Uitleg")
    rows = [
        {
            certainty: t(CERTAINTIES[f.certainty]),
            where: _words(t, f.where),
            printed: _figure(t, f.printed),
            expected: _figure(t, f.expected),
            rule: t.message(RULES[f.rule]),
            why: t.message(f.explanation),
        }
        for f in findings
    ]
    return Table(t("Bevindingen"), pd.DataFrame(rows), (printed, expected))


def findings_conclusion(t: Texts, findings: Sequence[Finding]) -> str:
    """How many printed figures cannot be true, or hardly."""
    counts = {c: sum(f.certainty == c for f in findings) for c in CERTAINTIES}
    return t(
        "{impossible} gedrukte cijfers kunnen niet kloppen, {unlikely} zijn onwaarschijnlijk en {notable} opvallend",
        **counts,
    )


def methods(t: Texts) -> list[tuple[str, str]]:
    """Definitions that hold on every page, each with its reference."""
    return [
        (
            t("Schaalscore"),
            t(
                "Het gemiddelde van de beantwoorde items, omgekeerde items omgedraaid op het antwoordbereik; wie "
                "minder dan de helft beantwoordde krijgt geen score."
            ),
        ),
        (
            t("Cronbachs alfa en interval"),
            t(
                "k/(k−1) · (1 − som van itemvarianties / variantie van de som), op respondenten die alle items "
                "beantwoordden. Interval: Feldt (1965, Psychometrika 30)."
            ),
        ),
        (
            t("Item–rest-correlatie"),
            t("De correlatie van een item met de som van de andere items van de schaal, dus zonder zichzelf."),
        ),
        (
            t("Verschillen tussen groepen"),
            t(
                "Eenwegs-ANOVA, Welch (1951, Biometrika 38), Kruskal–Wallis met correctie voor gelijke waarden, en "
                "Levene rond het gemiddelde zoals SPSS en JASP."
            ),
        ),
        (
            t("Paarsgewijze toetsen"),
            t(
                "Games–Howell (1976), dat ongelijke spreiding toelaat, en Tukey–Kramer; Hedges’ g met gepoolde "
                "standaarddeviatie en correctie voor kleine aantallen."
            ),
        ),
        (
            t("Effectgrootte"),
            t("η² en ω², met een interval uit de niet-centrale F-verdeling (Steiger 2004, Psychological Methods 9)."),
        ),
        (
            t("Kruistabellen"),
            t(
                "Chikwadraat van Pearson; waar verwachte aantallen onder 5 liggen exact (Fisher; Freeman & Halton "
                "1951) over 100.000 toevallige tabellen met dezelfde randtotalen. Geordende antwoorden: lineaire "
                "samenhang (Mantel 1963) met permutatietoets, Kendalls tau-b en gamma (Brown & Benedetti 1977). "
                "Cramérs V met een interval uit de niet-centrale chikwadraatverdeling. Van een eigen bestand "
                "worden antwoorden samengevoegd tot geen cel klein is, voordat er iets wordt berekend.",
            ),
        ),
        (
            t("Vragen met meer antwoorden"),
            t(
                "Van wie de vraag beantwoordde, per groep het deel dat een antwoord koos, met het interval van Wilson "
                "(1927). Elk antwoord wordt getoetst als kruistabel van wel en niet gekozen; de p-waarden zijn "
                "gecorrigeerd volgens Holm (1979) over alle antwoorden (marginale onafhankelijkheid: Agresti & Liu "
                "1999). Van een eigen bestand worden groepen voor alle antwoorden op dezelfde manier samengevoegd; een "
                "antwoord dat ook dan een kleine cel heeft, wordt niet per groep getoond en niet getoetst."
            ),
        ),
        (
            t("Correlaties en regressie"),
            t(
                "Per paar over wie beide beantwoordde. Intervallen: Fishers z, voor Spearman volgens Bonett & "
                "Wright (2000), voor polychorisch met asymptotische standaardfout (Olsson 1979); van Kendalls tau-b "
                "dat van Brown & Benedetti (1977). Regressie: kleinste kwadraten, gestandaardiseerd, naar keuze met "
                "HC3-standaardfouten (MacKinnon & White 1985), en in blokken met de toets op de toename van R².",
            ),
        ),
        (
            t("Geordende groepen"),
            t(
                "Lineair contrast over de gemiddelden, met gepoolde en met eigen spreiding, en Jonckheere–Terpstra "
                "met correctie voor gelijke waarden: zij toetsen of scores oplopen, niet alleen of zij verschillen."
            ),
        ),
        (
            t("Meer antwoorden van één respondent"),
            t(
                "Gemengd model met een random intercept per respondent, REML, toetsen met vrijheidsgraden volgens "
                "Satterthwaite (als lmerTest in R): ook wie maar voor één sector antwoordde telt mee. Hebben allen "
                "beide vragen beantwoord, dan is dit de gepaarde t-toets."
            ),
        ),
        (
            t("Ontbrekende antwoorden"),
            t(
                "‘Geen zicht op’, ‘niet van toepassing’ en een lege cel tellen alle drie niet mee, maar worden apart "
                "bijgehouden en gemeld. n is wat overblijft."
            ),
        ),
        (
            t("Controle van gedrukte tabellen"),
            t(
                "Percentages en aantallen tegen elkaar, GRIM (Brown & Heathers 2017) en GRIMMER, en schaalcijfers "
                "tegen hun items; zekerheid is onmogelijk, onwaarschijnlijk of opvallend."
            ),
        ),
        (
            t("Begroting"),
            t(
                "Nominale euro’s per jaar: leerlingen met hulp maal kosten tegenover arrangement plus individuele "
                "hulp die blijft. Niet verdisconteerd."
            ),
        ),
    ]


def statements(t: Texts) -> list[tuple[str, str]]:
    """Privacy and accessibility."""
    return [
        (
            t("Privacy"),
            t(
                "Een geüpload bestand blijft in het werkgeheugen van uw sessie. Het komt niet op schijf, in een "
                "logboek, in een gedeelde cache of in het adres, en er gaat geen enkel verzoek naar buiten. Groepen "
                "met minder dan tien antwoorden (instelbaar, nooit onder vijf) worden niet apart getoond, ook niet "
                "in downloads: zij gaan samen met een andere, of blijven weg, zo nodig met een tweede groep."
            ),
        ),
        (
            t("Toegankelijkheid"),
            t(
                "Gebouwd naar WCAG 2.2 niveau AA: de taal van de pagina is vastgelegd, elke grafiek heeft een "
                "alternatieve tekst en zijn cijfers als tabel, alles werkt met het toetsenbord, en niets wordt met "
                "kleur alleen gezegd. De invultabel van het codeboek is voor schermlezers minder geschikt; het "
                "codeboek is daarom ook als CSV te downloaden en aan te leveren."
            ),
        ),
    ]


def _figure(t: Texts, value: object) -> str:
    """A printed or fitting figure: a number, alternatives, or the ends of a range (written once where they agree)."""
    if isinstance(value, Range):
        if math.isinf(value.high):
            return t("{low} of meer", low=_figure(t, value.low))
        low, high = t.number(value.low, 2), t.number(value.high, 2)
        return low if low == high else t("{low} tot {high}", low=low, high=high)
    if isinstance(value, tuple):
        return " / ".join(_figure(t, part) for part in value)
    if isinstance(value, int | float):
        return t.number(value, 0 if float(value).is_integer() else 2)
    return _words(t, str(value))


def _words(t: Texts, where: str) -> str:
    """A place in the published tables in words: the codes of the files by their labels."""
    return ", ".join(t(CODES[part]) if part in CODES else part.replace("_", " ") for part in where.split(", "))
