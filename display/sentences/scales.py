"""What the items of a scale say, one sentence for each picture and each test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.statistics import (
    LOWEST_REST,
    Basis,
    FactorAnalysis,
    Friedman,
    ItemAdvice,
    ItemCorrelations,
    ItemsAgainst,
    OneFactorFit,
    ParallelAnalysis,
    Reliability,
    ScaleMembership,
    unattached,
)
from display.sentences.reliability import alpha_in_text, alpha_name, short
from display.texts import Texts

SIGNIFICANCE = 0.05


def all_count(t: Texts, result: Reliability) -> str:
    """That nobody falls away, where nobody does (otherwise the notes of the result say who)."""
    if result.dropped or result.interval_n != result.n:
        return ""
    return t("Alle {n} respondenten tellen mee: ieder beantwoordde elk item.", n=t.integer(result.n))


def items_conclusion(t: Texts, result: Reliability, labels: Mapping[str, str]) -> str:
    """Whether every item goes along with the scale, and which one the least."""
    rest = result.items["rest_correlation"].dropna()
    if rest.empty:
        return t("Van geen enkel item is de samenhang met de andere te berekenen")
    weakest = rest.idxmin()
    values = {"item": short(labels[str(weakest)]), "r": t.number(float(rest.min()))}
    weak = int((rest < LOWEST_REST).sum())
    highest: dict[object, float] = dict(result.items["rest_high"].items())
    if rest.min() < 0 and not highest[weakest] >= 0:
        return t("‘{item}’ loopt tegen de schaal in: item–rest-correlatie {r}", **values)
    if rest.min() < 0:
        return t("‘{item}’ hangt niet aantoonbaar samen met de andere items (item–rest-correlatie {r})", **values)
    if not weak:
        return t("Elk item gaat mee met de schaal; het minst ‘{item}’ (item–rest-correlatie {r})", **values)
    return t.plural(
        "{n} item hangt zwak samen met de rest van de schaal; het zwakst ‘{item}’ ({r})",
        "{n} items hangen zwak samen met de rest van de schaal; het zwakst ‘{item}’ ({r})",
        weak,
        **values,
    )


def advice(t: Texts, found: ItemAdvice, label: str, basis: Basis = "pearson") -> str:
    """What an item does to its scale, and what changing it would do."""
    values = {
        "item": label,
        "name": alpha_name(t, basis),
        "alpha": t.number(found.alpha, 3),
        "rest": t.number(found.rest_correlation),
        "reversed": t.number(found.alpha_if_reversed, 3),
        "dropped": t.number(found.alpha_if_dropped, 3),
    }
    if found.advice == "reverse":
        return t(
            "‘{item}’ loopt tegen de schaal in (item–rest-correlatie {rest}). {name} is nu {alpha}; omgekeerd wordt "
            "zij {reversed}, zonder het item {dropped} (dezelfde respondenten).",
            **values,
        )
    return t(
        "‘{item}’ haalt de betrouwbaarheid omlaag (item–rest-correlatie {rest}). {name} is nu {alpha}; zonder het item "
        "wordt zij {dropped} (dezelfde respondenten).",
        **values,
    )


def against(t: Texts, scale: str, found: ItemsAgainst, labels: Sequence[str]) -> str:
    """Which items run against the rest of their scale, and what turning them round would do."""
    values = {
        "scale": scale,
        "items": t.listing([f"‘{label}’" for label in labels]),
        "reversed": t.number(found.alpha_if_reversed, 3),
        "count": t.integer(found.n),
    }
    if found.even:
        said = t("{scale}: de items lopen in twee richtingen, half om half. Tegen de andere in: {items}.", **values)
    else:
        said = t.plural(
            "{scale}: {items} loopt tegen de rest van de schaal in, waarschijnlijk omgekeerd gesteld.",
            "{scale}: {items} lopen tegen de rest van de schaal in, waarschijnlijk omgekeerd gesteld.",
            len(labels),
            **values,
        )
    if found.alpha is None:
        alpha = t("Alfa is nu niet te berekenen; omgekeerd wordt zij {reversed} (n = {count}).", **values)
    else:
        values["alpha"] = t.number(found.alpha, 3)
        alpha = t("Alfa is nu {alpha}; omgekeerd wordt zij {reversed} (n = {count}).", **values)
    return f"{said} {alpha}"


def groups_conclusion(t: Texts, scale: str, shown: Sequence[tuple[str, Reliability]]) -> str:
    """In which group the scale is most and least reliable."""
    high, low = max(shown, key=lambda one: one[1].alpha), min(shown, key=lambda one: one[1].alpha)
    values = {
        "scale": scale,
        "name": alpha_in_text(t, high[1].basis),
        "high": high[0],
        "low": low[0],
        "most": t.number(high[1].alpha),
        "least": t.number(low[1].alpha),
    }
    if len(shown) == 1:
        return t("In {high} heeft {scale} een {name} van {most}", **values)
    if low[1].interval.high >= high[1].interval.low:
        return t(
            "De verschillen in betrouwbaarheid van {scale} vallen binnen de onzekerheid: {name} van {least} ({low}) "
            "tot {most} ({high})",
            **values,
        )
    return t("{scale} is het betrouwbaarst in {high} ({name} {most}) en het minst in {low} ({least})", **values)


def correlations_conclusion(t: Texts, found: ItemCorrelations, labels: Mapping[str, str]) -> str:
    """How strongly the items hang together, and whether two run against each other."""
    r = found.r.to_numpy(dtype=float)
    pairs = np.triu_indices(len(r), 1)
    values = r[pairs]
    known = values[~np.isnan(values)]
    if not known.size:
        return t("Van geen enkel paar items is de samenhang te berekenen")
    words = {"mean": t.number(float(known.mean())), "low": t.number(float(known.min())), "high": t.number(known.max())}
    if known.min() < 0:
        place = int(np.nanargmin(values))
        first, second = (short(labels[str(found.r.index[axis[place]])], 40) for axis in pairs)
        return t(
            "De items hangen gemiddeld {mean} samen; ‘{first}’ en ‘{second}’ lopen tegen elkaar in ({low})",
            **words,
            first=first,
            second=second,
        )
    return t("Alle items hangen positief samen: gemiddeld {mean}, van {low} tot {high}", **words)


def correlations_named(t: Texts, basis: Basis) -> str:
    """The kind of correlations that something rests on."""
    return t("polychorische correlaties") if basis == "polychoric" else t("Pearson-correlaties")


@dataclass(frozen=True)
class Outsiders:
    """The items that belong to no factor, as every sentence about the factors counts them.

    count: how many; item: the label of the one that belongs the least, with the absolute value of its highest loading.
    """

    count: int
    item: str = ""
    loading: float = 0.0


def outsiders(found: FactorAnalysis, labels: Mapping[str, str]) -> Outsiders:
    """Those of an analysis."""
    loose = unattached(found)
    return (
        Outsiders(len(loose), short(labels[str(loose.index[0])]), float(loose.iloc[0])) if len(loose) else Outsiders(0)
    )


def parallel_conclusion(t: Texts, found: ParallelAnalysis, of_one: Outsiders | None) -> str:
    """How many factors stand out from chance. of_one: the items outside a single factor; None where it has no value."""
    if found.suggested == 0:
        return t("Geen enkele component steekt boven het toeval uit: deze items hangen nauwelijks samen")
    if found.suggested > 1:
        return t("{n} componenten steken boven het toeval uit: zoek zoveel factoren", n=found.suggested)
    if of_one is None:
        return t("Eén component steekt boven het toeval uit: zoek één factor")
    if not of_one.count:
        return t("Eén component steekt boven het toeval uit, en elk item laadt op die ene factor")
    return t.plural(
        "Eén component steekt boven het toeval uit, maar ‘{item}’ hoort er niet bij (lading {loading})",
        "Eén component steekt boven het toeval uit, maar {n} items horen er niet bij, ‘{item}’ het minst (lading "
        "{loading})",
        of_one.count,
        item=of_one.item,
        loading=t.number(of_one.loading),
    )


def loadings_conclusion(
    t: Texts, found: FactorAnalysis, labels: Mapping[str, str], membership: ScaleMembership | None
) -> str:
    """Whether the items load where they should."""
    if membership is not None:
        astray = membership.items[~membership.items["fits"]]
        values = {"fitting": membership.fitting, "all": len(membership.items)}
        if astray.empty:
            return t("Alle {all} items laden het hoogst op de factor van hun eigen schaal", **values)
        worst = short(labels[str(astray.index[0])])
        return t(
            "{fitting} van de {all} items laden het hoogst op de factor van hun eigen schaal; ▲ wijst de andere aan, "
            "zoals ‘{item}’",
            **values,
            item=worst,
        )
    highest = found.loadings.abs().max(axis=1)
    loose = outsiders(found, labels)
    if found.factors == 1 and not loose.count:
        return t(
            "Elk item laadt minstens {low} op de ene factor, die {share} van de verschillen verklaart",
            low=t.number(float(highest.min())),
            share=t.percent(float(found.variance["cumulative"].iloc[-1])),
        )
    if not loose.count:
        return t(
            "{n} factoren verklaren {share} van de verschillen; elk item laadt op minstens één ervan",
            n=found.factors,
            share=t.percent(float(found.variance["cumulative"].iloc[-1])),
        )
    return t.plural(
        "‘{item}’ hoort bij geen factor: de hoogste lading is {loading}",
        "{n} items horen bij geen factor, ‘{item}’ het minst: de hoogste lading is {loading}",
        loose.count,
        item=loose.item,
        loading=t.number(loose.loading),
    )


def one_factor_sentence(
    t: Texts, found: OneFactorFit, of_one: Outsiders | None = None, suggested: int | None = None
) -> str:
    """Whether one factor fits the items, with the indices.

    of_one: as for `parallel_conclusion`; suggested: how many factors that analysis found. A model may fit although an
    item has nothing to do with the factor, or where an analysis of another kind points to more factors: then so said.
    """
    unrelated = found.bartlett.p >= SIGNIFICANCE
    bartlett = {
        "bartlett_df": t.integer(found.bartlett.df),
        "bartlett": t.number(found.bartlett.chi2),
        "bartlett_p": t.p_value(found.bartlett.p),
    }
    if found.chi2 is None or found.cfi is None or found.rmsea is None:
        if unrelated:
            return t(
                "De items hangen niet aantoonbaar samen (Bartlett: χ²({bartlett_df}) = {bartlett}, {bartlett_p}); er "
                "is geen gedeelde factor om te vinden. Met drie items past één factor altijd, ook dan.",
                **bartlett,
            )
        said = t(
            "Met drie items past één factor altijd; er valt niets te toetsen (SRMR {srmr}).",
            srmr=t.number(found.srmr, 3),
        )
        return said + _outside(t, of_one)
    values = {
        "chi2": t.number(found.chi2),
        "df": t.integer(found.df),
        "p": t.p_value(found.p),
        "cfi": t.number(found.cfi, 3),
        "tli": t.number(found.tli, 3),
        "rmsea": t.number(found.rmsea.value, 3),
        "interval": t.interval(found.rmsea.interval.low, found.rmsea.interval.high, 3),
        "srmr": t.number(found.srmr, 3),
        "n": t.integer(found.n),
    }
    # The usual cut-offs of Hu & Bentler (1999).
    if unrelated:
        verdict = t(
            "De items hangen niet aantoonbaar samen (Bartlett: χ²({bartlett_df}) = {bartlett}, {bartlett_p}). Dat één "
            "factor past, zegt dan niets; er is geen gedeelde factor om te vinden",
            **bartlett,
        )
    elif found.cfi >= 0.95 and found.srmr <= 0.08:
        verdict = t("Eén factor past goed bij deze items")
    elif found.cfi >= 0.90 and found.srmr <= 0.10:
        verdict = t("Eén factor past redelijk bij deze items")
    else:
        verdict = t("Eén factor past slecht bij deze items")
    said = verdict + t(
        ": χ²({df}) = {chi2}, {p}; CFI {cfi}, TLI {tli}, RMSEA {rmsea}, 90%-BI {interval}, SRMR {srmr} (n = {n}; "
        "grenzen van Hu & Bentler 1999: CFI 0,95 en SRMR 0,08).",
        **values,
    )
    if unrelated:
        return said
    poor = found.cfi < 0.90 or found.srmr > 0.10
    if found.rmsea.value > 0.10 and not poor:
        said += " " + t(
            "De RMSEA ligt boven 0,10, wat op zichzelf slecht heet (Browne & Cudeck 1993); met weinig items valt die "
            "maat vaak te hoog uit (Kenny, Kaniskan & McCoach 2015)."
        )
    elif found.rmsea.value > 0.06 and found.cfi >= 0.95 and found.srmr <= 0.08:
        said += " " + t(
            "De RMSEA ligt boven 0,06, de grens van Hu & Bentler, maar niet boven 0,10, wat slecht heet (Browne & "
            "Cudeck 1993)."
        )
    if suggested == 1 and poor:
        said += " " + t(
            "Wel steekt maar één component boven het toeval uit: sommige items hangen onderling meer samen dan door de "
            "ene factor komt."
        )
    elif suggested is not None and suggested > 1 and not poor:
        said += " " + t(
            "De parallelle analyse wijst wel op {n} componenten: kijk ook naar de ladingen op zoveel factoren.",
            n=suggested,
        )
    return said + _outside(t, of_one, poor=poor)


def _outside(t: Texts, of_one: Outsiders | None, *, poor: bool = False) -> str:
    """Which items the fit of one factor says nothing of."""
    if of_one is None or not of_one.count:
        return ""
    if poor:
        return " " + t.plural(
            "‘{item}’ hoort niet bij die factor (lading {loading}).",
            "{n} items horen niet bij die factor, ‘{item}’ het minst (lading {loading}).",
            of_one.count,
            item=of_one.item,
            loading=t.number(of_one.loading),
        )
    return " " + t.plural(
        "Maar ‘{item}’ hoort niet bij die factor (lading {loading}): dat een model past, zegt niet dat elk item "
        "meedoet.",
        "Maar {n} items horen niet bij die factor, ‘{item}’ het minst (lading {loading}): dat een model past, zegt "
        "niet dat elk item meedoet.",
        of_one.count,
        item=of_one.item,
        loading=t.number(of_one.loading),
    )


def friedman_sentence(t: Texts, found: Friedman) -> str:
    """Whether the items differ in how high they are answered: what the test tests, and no more."""
    values = {
        "df": t.integer(found.df),
        "chi2": t.number(found.chi2),
        "p": t.p_value(found.p),
        "w": t.number(found.kendalls_w),
        "n": t.integer(found.n),
        "low": t.number(float(found.mean_ranks.min())),
        "high": t.number(float(found.mean_ranks.max())),
    }
    if found.p < SIGNIFICANCE:
        return t(
            "De items verschillen in hoe hoog dezelfde respondenten ze beantwoorden (gemiddelde rang {low} tot "
            "{high}): Friedmans χ²({df}) = {chi2}, {p}, Kendalls W = {w} (n = {n}).",
            **values,
        )
    return t(
        "De items verschillen niet aantoonbaar in hoe hoog dezelfde respondenten ze beantwoorden (gemiddelde rang "
        "{low} tot {high}): Friedmans χ²({df}) = {chi2}, {p}, Kendalls W = {w} (n = {n}).",
        **values,
    )


def friedman_explained(t: Texts, of_one: Outsiders | None) -> str:
    """How the national study read the test, what it leaves open, and what the loadings say of that."""
    said = t(
        "De landelijke inventarisatie 2018 ging hiermee na of elke stelling iets eigens aan de schaal toevoegt "
        "(bijlage 3, Algemeen). Dat is haar uitleg: de toets vergelijkt alleen de hoogte van de antwoorden. Of een "
        "item bij de schaal hoort, zeggen de ladingen en de item–rest-correlatie."
    )
    if of_one is None or not of_one.count:
        return said
    return f"{said} " + t.plural(
        "‘{item}’ hoort volgens de ladingen niet bij de ene factor, hoe deze toets ook uitvalt.",
        "{n} items, zoals ‘{item}’, horen volgens de ladingen niet bij de ene factor, hoe deze toets ook uitvalt.",
        of_one.count,
        item=of_one.item,
    )
