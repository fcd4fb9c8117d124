"""Receipts of the page Schalen: on how many each number rests, by which rule and formula, and where others differ.

What is said of another program was compared with it (R with psych and lavaan, pingouin) or read in its source (JASP's
module of reliability) or manual (SPSS); where neither was done, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.statistics import (
    IN_GROUPS_ABOVE,
    Description,
    FactorAnalysis,
    Friedman,
    ItemCorrelations,
    Missing,
    OneFactorFit,
    ParallelAnalysis,
    Reliability,
)
from analysis.survey import CodebookEntry
from display.charts import Table
from display.sentences.reliability import alpha_name, by_pair
from display.tables import plain_table
from display.texts import Texts


@dataclass(frozen=True)
class Entry:
    """One number: what it rests on, its formula and source, and what another program would show."""

    number: str
    rests: str
    formula: str
    source: str
    other: str


def receipt_table(t: Texts, entries: Sequence[Entry], note: str = "") -> Table:
    """The receipt of some numbers, one row each; the note stands below it."""
    number, rests, formula, source, other = (
        t("Getal"),
        t("n en regel"),
        t("Formule"),
        t("Bron"),
        t("Wat een ander programma toont"),
    )
    rows = [
        {number: one.number, rests: one.rests, formula: one.formula, source: one.source, other: one.other}
        for one in entries
    ]
    return plain_table(t("Methodebon: waar elk getal op rust"), rows, note=note)


def earlier_names(t: Texts, items: Sequence[CodebookEntry]) -> str:
    """What items were called in files of before, in one sentence; empty where they kept their names."""
    named = [f"{entry.column} ← {', '.join(entry.earlier_names)}" for entry in items if entry.earlier_names]
    return t("Eerdere namen volgens het codeboek: {names}.", names="; ".join(named)) if named else ""


def reliability_entries(t: Texts, r: Reliability, left_out: int = 0) -> list[Entry]:
    """Of a scale's reliability, by the missing rule and the basis that were chosen.

    left_out: respondents of the file who do not take part because the user wants it so.
    """
    without = "; " + t("zonder {n} weggelaten", n=t.integer(left_out)) if left_out else ""
    basis = "; " + (t("polychorisch") if r.basis == "polychoric" else t("covarianties")) + without
    on = _Rests(
        scale=_scale_n(t, r) + basis,
        pair=(
            t("{n} (kleinste paar)", n=t.integer(r.interval_n))
            if by_pair(r)
            else t.integer(r.n) + "; " + t("alle items beantwoord")
        )
        + basis,
        item=(t("per item wie het beantwoordde") + basis) if by_pair(r) else _scale_n(t, r) + basis,
    )
    entries = _ordinal_entries(t, on, r.missing) if r.basis == "polychoric" else _measured_entries(t, on, r.missing)
    return [*entries, _if_dropped(t, on, r)]


@dataclass(frozen=True)
class _Rests:
    scale: str
    pair: str
    item: str


def _scale_n(t: Texts, r: Reliability) -> str:
    if not by_pair(r):
        return t.integer(r.n) + "; " + t("alle items beantwoord")
    return t(
        "{n} met minstens één item; elk paar items op wie beide beantwoordde (minstens {pair})",
        n=t.integer(r.n),
        pair=t.integer(r.interval_n),
    )


def _measured_entries(t: Texts, on: _Rests, missing: Missing) -> list[Entry]:
    """Of covariances, by either rule for missing answers."""
    listwise = missing == "listwise"
    spss = t("SPSS kent in RELIABILITY geen paarsgewijs en neemt alleen wie alle items beantwoordde")
    return [
        Entry(
            t("Cronbachs alfa"),
            on.scale,
            "k/(k−1) · (1 − Σσᵢ² / σ²ₛ)",
            "Cronbach (1951)",
            t("SPSS en JASP: gelijk (listwise; JASP staat standaard op paarsgewijs, net als psych)")
            if listwise
            else t('JASP (paarsgewijs, daar de standaard) en psych::alpha(use = "pairwise"): gelijk') + f"; {spss}",
        ),
        Entry(
            t("Interval van alfa"),
            on.pair,
            "1 − (1 − α̂) · F(n−1; (n−1)(k−1))",
            "Feldt (1965)",
            t(
                "JASP gebruikt standaard een ander interval; pingouin en psych tellen ook rijen met open antwoorden "
                "mee in n, zodat hun interval te smal is waar antwoorden ontbreken"
            )
            if listwise
            else t(
                "psych telt elke rij mee in n en komt smaller uit; JASP gebruikt standaard een ander interval; "
                "pingouin rekent listwise, met n vóór het weglaten"
            ),
        ),
        Entry(
            t("Interval uit steekproeven"),
            on.scale,
            t(
                "percentielen van alfa in opnieuw getrokken respondenten; boven {n} respondenten in 5.000 willekeurige "
                "groepen",
                n=t.integer(IN_GROUPS_ABOVE),
            ),
            "Efron (1979); " + t("Padilla e.a. (2012)"),
            t(
                "het Python-programma bij deze schaal trekt dezelfde steekproeven; elk ander programma, ook dat in R, "
                "andere: de derde decimaal verschilt"
            )
            + ("; " + t("psych rekent in elke steekproef paarsgewijs") if listwise else ""),
        ),
        Entry(
            t("Gemiddelde correlatie tussen items"),
            on.scale,
            "r̄ = Σᵢ<ⱼ rᵢⱼ / (k(k−1)/2)",
            "–",
            t("psych (average_r), JASP en SPSS: gelijk")
            if listwise
            else t(
                "psych deelt elke covariantie door de SD's van alle antwoorden op een item in plaats van die van het "
                "paar: average_r verschilt in de derde decimaal"
            ),
        ),
        Entry(
            t("Alfa, gestandaardiseerd"),
            on.scale,
            "k·r̄ / (1 + (k−1)·r̄)",
            "Cronbach (1951)",
            t("SPSS (Based on Standardized Items), JASP en psych (std.alpha): gelijk")
            if listwise
            else t(
                "JASP: gelijk (correlatie van elk paar met de SD's van dat paar); psych neemt cov2cor van de "
                "paarsgewijze covarianties: std.alpha verschilt in de derde decimaal"
            ),
        ),
        Entry(
            t("McDonalds omega totaal"),
            on.scale,
            "(Σλᵢ)² / ((Σλᵢ)² + Σψᵢ)",
            "McDonald (1999)",
            t("JASP en lavaan: gelijk; psych::omega neemt minres op correlaties en verschilt in de tweede decimaal")
            if listwise
            else t(
                "JASP en lavaan schatten paarsgewijs uit ieders eigen antwoorden (FIML): de derde decimaal verschilt; "
                "psych::omega neemt minres op correlaties en verschilt in de tweede"
            ),
        ),
        Entry(
            t("Guttmans lambda-2"),
            on.scale,
            "(Σσᵢⱼ + √(k/(k−1)·Σσᵢⱼ²)) / σ²ₛ",
            "Guttman (1945)",
            t("SPSS en JASP: gelijk (listwise); psych::guttman neemt correlaties")
            if listwise
            else t("JASP (paarsgewijs): gelijk; psych::guttman neemt correlaties") + f"; {spss}",
        ),
        Entry(
            t("Twee helften"),
            on.scale,
            "2r / (1 + r)",
            "Spearman (1910); Brown (1910)",
            t(
                "SPSS neemt de eerste tegen de tweede helft; hier oneven tegen even; nieuwe versies van JASP nemen op "
                "deze helften de formule van Guttman en komen lager uit"
            ),
        ),
        Entry(
            t("Item–rest-correlatie"),
            on.item,
            "r(xᵢ, Σⱼ≠ᵢ xⱼ)" if listwise else "Σⱼ≠ᵢ σᵢⱼ / (σᵢ · √ΣΣⱼ,ₗ≠ᵢ σⱼₗ)",
            "Nunnally & Bernstein (1994)",
            t("SPSS: Corrected Item-Total Correlation; psych: r.drop; niet r.cor")
            if listwise
            else t(
                "psych: r.drop, gelijk; JASP neemt de som van de beantwoorde andere items, zodat een open antwoord als "
                "0 telt"
            ),
        ),
    ]


def _ordinal_entries(t: Texts, on: _Rests, missing: Missing) -> list[Entry]:
    """Of polychoric correlations."""
    same = t(
        "psych::alpha op polychoric(…, correct = 0, global = FALSE): gelijk tot de vijfde decimaal; standaard vult "
        "psych lege cellen met 0,5 en wijkt daar af",
    )
    if missing == "listwise":
        same += "; " + t("psych neemt zonder na.omit elk paar op wie beide beantwoordde")
    ordinal = "Zumbo, Gadermann & Zeisser (2007)"
    return [
        Entry(
            t("Ordinale alfa"),
            on.scale,
            "k/(k−1) · (1 − k / Σᵢⱼρᵢⱼ)",
            f"{ordinal}; Olsson (1979)",
            same + "; " + t("SPSS RELIABILITY rekent op covarianties en geeft Cronbachs alfa"),
        ),
        Entry(
            t("Interval van ordinale alfa"),
            on.pair,
            "1 − (1 − α̂) · F(n−1; (n−1)(k−1))",
            "Feldt (1965)",
            t(
                "neemt de geschatte correlaties als bekend: te smal; het interval dat psych bij een correlatiematrix "
                "toont, kent het aantal respondenten niet"
            ),
        ),
        Entry(
            t("Interval uit steekproeven"),
            on.scale,
            t("percentielen van ordinale alfa; in elke steekproef zijn de polychorische correlaties opnieuw geschat"),
            "Efron (1979)",
            t("psych::alpha trekt uit een correlatiematrix geen steekproeven"),
        ),
        Entry(
            t("Gemiddelde correlatie tussen items"),
            on.scale,
            "ρ̄ = Σᵢ<ⱼ ρᵢⱼ / (k(k−1)/2)",
            "Olsson (1979)",
            t("psych (average_r van dezelfde matrix): gelijk"),
        ),
        Entry(
            t("McDonalds omega totaal, ordinaal"),
            on.scale,
            "(Σλᵢ)² / ((Σλᵢ)² + Σ(1−λᵢ²))",
            f"McDonald (1999); {ordinal}",
            t(
                'psych::fa(fm = "ml") op dezelfde matrix geeft dezelfde ladingen; lavaan schat geordende items met '
                "gewogen kleinste kwadraten en geeft andere"
            ),
        ),
        Entry(
            t("Guttmans lambda-2, ordinaal"),
            on.scale,
            "(Σρᵢⱼ + √(k/(k−1)·Σρᵢⱼ²)) / Σᵢⱼρᵢⱼ",
            f"Guttman (1945); {ordinal}",
            t("psych::guttman op dezelfde matrix: gelijk"),
        ),
        Entry(
            t("Twee helften, ordinaal"),
            on.scale,
            "2r / (1 + r)",
            f"Spearman (1910); Brown (1910); {ordinal}",
            t("hier oneven tegen even; psych::splitHalf geeft de beste en de slechtste van alle helften"),
        ),
        Entry(
            t("Item–rest-correlatie (polychorisch)"),
            on.item,
            "Σⱼ≠ᵢ ρᵢⱼ / √ΣΣⱼ,ₗ≠ᵢ ρⱼₗ",
            f"Nunnally & Bernstein (1994); {ordinal}",
            t("psych::alpha op dezelfde matrix (r.drop): gelijk; het interval (Fishers z) telt het schatten niet mee"),
        ),
    ]


def _if_dropped(t: Texts, on: _Rests, r: Reliability) -> Entry:
    if r.basis == "polychoric":
        other = t("psych::alpha op dezelfde matrix (alpha.drop): gelijk")
    elif r.missing == "listwise":
        other = t(
            "SPSS (if Item Deleted) en psych (alpha.drop): gelijk; pingouin, aangeroepen zonder het item, neemt weer "
            "andere respondenten mee als antwoorden ontbreken"
        )
    else:
        other = t("psych (alpha.drop): gelijk; SPSS en pingouin rekenen listwise")
    return Entry(
        t("{name} en omega zonder item", name=alpha_name(t, r.basis)),
        on.scale,
        t("dezelfde formule op de overige items"),
        "–",
        other,
    )


def groups_entries(t: Texts, r: Reliability) -> list[Entry]:
    """Of the reliability in each group; `r`: that of any of them, for the choices made."""
    listwise, ordinal = r.missing == "listwise", r.basis == "polychoric"
    rule = t("per groep wie alle items beantwoordde") if listwise else t("per groep en per paar wie beide beantwoordde")
    basis = "; " + (t("polychorisch") if ordinal else t("covarianties"))
    split = (
        t("psych::alpha op de polychorische correlaties van elke groep (correct = 0, global = FALSE): gelijk")
        if ordinal
        else t("SPSS (SPLIT FILE), JASP en psych per groep: gelijk (listwise)")
        if listwise
        else t('psych::alpha(use = "pairwise") per groep en JASP: gelijk; SPSS rekent listwise')
    )
    return [
        Entry(
            alpha_name(t, r.basis),
            rule + basis,
            "k/(k−1) · (1 − k / Σᵢⱼρᵢⱼ)" if ordinal else "k/(k−1) · (1 − Σσᵢ² / σ²ₛ)",
            "Zumbo, Gadermann & Zeisser (2007)" if ordinal else "Cronbach (1951)",
            split + "; " + t("bij eigen gegevens staan te kleine groepen er niet"),
        ),
        Entry(
            t("Interval van alfa"),
            rule if listwise else t("per groep het kleinste paar"),
            "1 − (1 − α̂) · F(n−1; (n−1)(k−1))",
            "Feldt (1965)",
            t("te smal: neemt de geschatte correlaties als bekend")
            if ordinal
            else t("JASP gebruikt standaard een ander interval; psych telt ook rijen met open antwoorden mee in n"),
        ),
        Entry(
            t("McDonalds omega totaal"),
            rule + basis,
            "(Σλᵢ)² / ((Σλᵢ)² + Σψᵢ)",
            "McDonald (1999)",
            t("dezelfde verschillen met JASP, lavaan en psych als bij de schaal als geheel"),
        ),
        Entry(
            t("Verschil tussen groepen"),
            t("twee groepen tegelijk"),
            t("geen verschil genoemd zolang de intervallen van de hoogste en de laagste elkaar raken"),
            "–",
            t("dat is strenger dan een toets op gelijke alfa's (Feldt 1969, R cocron); een toets staat hier niet"),
        ),
    ]


def correlations_entries(t: Texts, c: ItemCorrelations) -> list[Entry]:
    """Of the heat map."""
    rule = t("alle items beantwoord") if c.missing == "listwise" else t("per paar beantwoord")
    if c.method == "polychoric":
        return [
            Entry(
                t("Polychorische correlatie"),
                rule,
                t("twee stappen: drempels uit de randen van elke kruistabel, dan ρ met grootste waarschijnlijkheid"),
                "Olsson (1979)",
                t(
                    "polycor::polychor en psych::polychoric(correct = 0, global = FALSE): gelijk; standaard vult psych "
                    "lege cellen met 0,5 en wijkt daar af"
                ),
            )
        ]
    return [
        Entry(
            t("Correlatie (Pearson)"),
            rule,
            "σᵢⱼ / (σᵢσⱼ)",
            "Pearson (1896)",
            t("R cor en SPSS CORRELATIONS met dezelfde regel: gelijk (SPSS en psych staan standaard op paarsgewijs)"),
        )
    ]


def parallel_entries(t: Texts, p: ParallelAnalysis) -> list[Entry]:
    """Of the parallel analysis."""
    return [
        Entry(
            t("Parallelle analyse"),
            f"{t.integer(p.n)}; {_rule(t, p.missing)}; Pearson",
            t(
                "eigenwaarden van de componenten boven het {percentile}e percentiel van die van {count} sets "
                "normale antwoorden zonder samenhang",
                percentile=t.integer(p.percentile),
                count=t.integer(p.simulations),
            ),
            "Horn (1965); Glorfeld (1995)",
            t(
                'psych::fa.parallel(fa = "pc", quant = .95) en JASP (based on PC) trekken andere getallen: de tweede '
                "decimaal verschilt; SPSS FACTOR neemt standaard de regel eigenwaarde boven 1"
            ),
        )
    ]


def factor_entries(t: Texts, f: FactorAnalysis) -> list[Entry]:
    """Of the exploratory factor analysis, KMO and Bartlett's test."""
    ordinal = f.basis == "polychoric"
    matrix = t("polychorisch") if ordinal else "Pearson"
    n = f"{t.integer(f.n)}; {_rule(t, f.missing)}; {matrix}"
    counted = (
        t("psych telt bij ruwe gegevens elke rij mee in n")
        if f.missing == "pairwise"
        else t("SPSS en psych op dezelfde respondenten: gelijk")
    )
    poly = t("psych op dezelfde polychorische matrix: gelijk; de toets neemt haar als gemeten")
    return [
        Entry(
            "KMO",
            n,
            "Σrᵢⱼ² / (Σrᵢⱼ² + Σpᵢⱼ²)",
            "Kaiser & Rice (1974)",
            t("psych::KMO op dezelfde polychorische matrix: gelijk")
            if ordinal
            else t("SPSS FACTOR en psych::KMO met dezelfde regel voor ontbrekend: gelijk"),
        ),
        Entry(
            t("Toets van Bartlett"),
            n,
            "−(n − 1 − (2k+5)/6) · ln|R|",
            "Bartlett (1950)",
            poly if ordinal else counted + "; cortest.bartlett",
        ),
        Entry(
            t("Ladingen"),
            n,
            t("minres, directe quartimin (oblimin met γ = 0) zonder Kaiser-normering"),
            "Harman & Jones (1966); Jennrich & Sampson (1966)",
            t('psych::fa(cor = "poly", correct = 0): gelijk tot drie decimalen')
            if ordinal
            else t(
                "psych::fa (ook de motor van jamovi en JASP): gelijk tot drie decimalen; SPSS neemt standaard "
                "hoofdcomponenten, en bij direct oblimin Kaiser-normering"
            ),
        ),
        Entry(
            t("Passing (χ², TLI)"),
            n,
            "(n − 1 − (2k+5)/6 − 2m/3) · F̂",
            "Bartlett (1950); Tucker & Lewis (1973)",
            t("psych: χ² gelijk, TLI verschilt in de vierde decimaal")
            + ("; " + t("psych telt bij ruwe gegevens elke rij mee in n") if f.missing == "pairwise" else ""),
        ),
        Entry(
            "RMSEA",
            n,
            "√((F̂/df) − 1/(n−1))",
            "Browne & Cudeck (1992)",
            t("psych neemt de gecorrigeerde χ² en komt iets lager uit"),
        ),
    ]


def test_entries(t: Texts, fit: OneFactorFit | None, friedman: Friedman | None) -> list[Entry]:
    """Of the confirmatory model and of Friedman's test, those that could be computed."""
    entries = []
    whole = t("alle items beantwoord, welke regel hierboven ook gekozen is")
    if fit is not None:
        entries.append(
            Entry(
                t("Model met één factor"),
                t.integer(fit.n) + f"; {whole}; " + t("covarianties"),
                t("grootste waarschijnlijkheid; χ² = n · F̂, factorvariantie op 1"),
                "Jöreskog (1969); Hu & Bentler (1999)",
                t(
                    "lavaan::cfa(std.lv = TRUE) en JASP: gelijk; met geordende items (ordered) schat lavaan anders; "
                    "een eigen variantie blijft hier op 0,005 staan waar zij in lavaan onder 0 kan komen"
                ),
            )
        )
    if friedman is not None:
        ranks = t("rangnummers")
        entries += [
            Entry(
                t("Toets van Friedman"),
                f"{t.integer(friedman.n)}; {whole}; {ranks}",
                t("Q met correctie voor gelijke rangen, tegen χ² met k − 1"),
                "Friedman (1937)",
                t("R friedman.test, SPSS (NPAR TESTS) en pingouin: gelijk"),
            ),
            Entry(
                t("Kendalls W"),
                f"{t.integer(friedman.n)}; {whole}; {ranks}",
                "Q / (n(k−1))",
                "Kendall & Babington Smith (1939)",
                t("SPSS en pingouin: gelijk"),
            ),
        ]
    return entries


def scores_entries(
    t: Texts, scored: Description, fewest: int, count: int, kind: str, reversed_items: int
) -> list[Entry]:
    """Of the scale scores. fewest: items of `count` that must be answered; kind: "mean" or "sum"."""
    rule = t(
        "{n} die minstens {fewest} van de {count} items beantwoordden; {missing} zonder score",
        n=t.integer(scored.n),
        fewest=fewest,
        count=count,
        missing=t.integer(scored.missing),
    )
    entries = [
        Entry(
            t("Schaalscore"),
            rule,
            t("som van de beantwoorde items / hun aantal · k")
            if kind == "sum"
            else t("gemiddelde van de beantwoorde items"),
            t("gemiddelde van de eigen antwoorden (person mean; Downey & King 1998)"),
            t(
                "SPSS SUM en R rowSums(na.rm = TRUE) tellen een open item als 0; psych::scoreItems vult standaard de "
                "mediaan van het item in"
            )
            if kind == "sum"
            else t(
                "SPSS MEAN.{fewest}(…): gelijk; R rowMeans(na.rm = TRUE) kent geen minimum; psych::scoreItems vult "
                "standaard de mediaan van het item in",
                fewest=fewest,
            ),
        ),
        Entry(
            t("Gemiddelde en SD van de scores"),
            rule,
            "Σx/n; √(Σ(x − x̄)²/(n − 1))",
            "–",
            t("SPSS, R en JASP op dezelfde scores: gelijk"),
        ),
    ]
    if reversed_items:
        entries.append(
            Entry(
                t("Omgekeerde items ({n})", n=reversed_items),
                t("per item wie het beantwoordde"),
                t("laagste + hoogste mogelijke antwoord − antwoord (codeboek)"),
                "–",
                t(
                    "JASP en psych::alpha keren om met het laagste en hoogste antwoord dat gegeven is: een andere "
                    "score waar niemand een uiterste koos"
                ),
            )
        )
    return entries


def _rule(t: Texts, missing: Missing) -> str:
    return t("alle items beantwoord") if missing == "listwise" else t("kleinste paar; per paar beantwoord")
