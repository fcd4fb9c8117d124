"""What reliability says, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten

from analysis.statistics import Basis, Description, Reliability, weak_items
from display.texts import Texts

#: The minimum that the national study held its scales to (002, appendix 3).
STUDY_MINIMUM = 0.7
#: Scales that a conclusion names; of more it says how many.
_NAMED = 2


def minimum_explained(t: Texts) -> str:
    """What the line at the study's minimum is, for below a chart."""
    return t(
        "Streeplijn: {minimum} is wat de landelijke inventarisatie 2018 als minimum aanhield (bijlage 3, Uitkomsten "
        "schalen); voor eigen gegevens is het niet meer dan een maatstaf.",
        minimum=t.number(STUDY_MINIMUM, 1),
    )


def overview_conclusion(t: Texts, results: Sequence[tuple[str, Reliability, Mapping[str, str]]]) -> str:
    """How many scales reach the study's minimum, whether their intervals do, and which items are weak.

    results: a scale's label, its reliability and the labels of its items.
    """
    if len(results) == 1:
        return scale_conclusion(t, *results[0])
    enough = [(label, r) for label, r, _ in results if r.alpha >= STUDY_MINIMUM]
    label, weakest, _ = min(results, key=lambda one: one[1].alpha)
    values = {
        "n": len(results),
        "minimum": t.number(STUDY_MINIMUM, 1),
        "label": label,
        "alpha": t.number(weakest.alpha),
        "enough": len(enough),
        "all": t("Beide schalen") if len(results) == 2 else t("Alle {n} schalen", n=len(results)),
    }
    unsure = sorted(
        ((label, r) for label, r in enough if r.interval.low < STUDY_MINIMUM), key=lambda one: one[1].interval.low
    )
    if len(enough) < len(results):
        said = t.plural(
            "{enough} van de {n} schalen haalt alfa {minimum}; {label} is het zwakst, met {alpha}",
            "{enough} van de {n} schalen halen alfa {minimum}; {label} is het zwakst, met {alpha}",
            len(enough),
            **values,
        )
    elif unsure:
        said = t("{all} hebben een alfa van {minimum} of hoger", **values)
    else:
        said = t(
            "{all} hebben een alfa van {minimum} of hoger, ook aan de onderkant van het interval; {label} heeft de "
            "laagste, {alpha}",
            **values,
        )
    if unsure:
        ends = t.listing([f"{label} ({_below(t, r.interval.low)})" for label, r in unsure[:_NAMED]])
        if len(unsure) > _NAMED:
            ends = t("{n} schalen, het verst bij {ends}", n=len(unsure), ends=ends)
        said += t("; het interval loopt tot onder {minimum} bij {ends}", ends=ends, minimum=values["minimum"])
    weak = sorted(
        ((rest, label, items[str(item)]) for label, r, items in results for item, rest in weak_items(r).items()),
        key=lambda one: one[0],
    )
    return said + _weak_tail(t, len(weak), weak[0][2], weak[0][0], weak[0][1]) if weak else said


def _below(t: Texts, value: float) -> str:
    """A number below the minimum, in as many decimals as it takes to see that it is."""
    digits = 2 if round(value, 2) < STUDY_MINIMUM else 3
    return t.number(value, digits)


def _weak_tail(t: Texts, count: int, item: str, rest: float, scale: str = "") -> str:
    """The end of a conclusion: how many items are weak and which one the most."""
    where = f"{scale}; " if scale else ""
    return t.plural(
        "; zwak item: ‘{item}’ ({where}item–rest-correlatie {rest})",
        "; {n} zwakke items, het zwakst ‘{item}’ ({where}item–rest-correlatie {rest})",
        count,
        item=short(item, 40),
        where=where,
        rest=t.number(rest),
    )


def short(text: str, width: int = 60) -> str:
    """A question as it is quoted in a title."""
    return shorten(text, width, placeholder="…")


def alpha_name(t: Texts, basis: Basis) -> str:
    """Alpha by its own name, as a label: on polychoric correlations it is not Cronbach's."""
    return t("Ordinale alfa") if basis == "polychoric" else t("Cronbachs alfa")


def alpha_in_text(t: Texts, basis: Basis) -> str:
    """The same within a sentence."""
    return t("ordinale alfa") if basis == "polychoric" else t("alfa")


def ordinal_explained(t: Texts, basis: Basis) -> str:
    """What ordinal alpha is, for below a chart or a table; empty where alpha is Cronbach's."""
    if basis != "polychoric":
        return ""
    return t("Ordinale alfa: uit polychorische samenhangen (Zumbo, Gadermann & Zeisser 2007), dus niet Cronbachs alfa.")


def counted(t: Texts, result: Reliability) -> str:
    """On how many respondents a result rests, with what n counts where answers are missing per pair."""
    if not by_pair(result):
        return f"n = {t.integer(result.n)}"
    return t(
        "n = {n} die minstens één item beantwoordden; per paar items minstens {pair}",
        n=t.integer(result.n),
        pair=t.integer(result.interval_n),
    )


def by_pair(result: Reliability) -> bool:
    """Whether pairs of items rest on different respondents: chosen so, and answers are missing."""
    return result.missing == "pairwise" and result.interval_n != result.n


def scale_conclusion(t: Texts, label: str, result: Reliability, items: Mapping[str, str]) -> str:
    """Alpha, its interval, whether they reach the study's minimum, and the weakest item. items: their labels."""
    values = {
        "label": label,
        "name": alpha_in_text(t, result.basis),
        "alpha": t.number(result.alpha),
        "level": t.percent(result.confidence),
        "interval": t.interval(result.interval.low, result.interval.high),
        "minimum": t.number(STUDY_MINIMUM, 1),
        "low": _below(t, result.interval.low),
    }
    if result.alpha < STUDY_MINIMUM:
        said = t("{label} haalt het minimum van {minimum} niet: {name} {alpha}, {level}-BI {interval}", **values)
    elif result.interval.low < STUDY_MINIMUM:
        said = t(
            "{label} haalt het minimum van {minimum} ({name} {alpha}), maar het {level}-interval loopt tot {low}",
            **values,
        )
    else:
        said = t("{label} is betrouwbaar: {name} {alpha}, {level}-BI {interval}", **values)
    weak = weak_items(result)
    if weak.empty:
        return said
    return said + _weak_tail(t, len(weak), items[str(weak.index[0])], float(weak.iloc[0]))


def report(t: Texts, label: str, result: Reliability) -> str:
    """The sentence for a report's method section."""
    values = {
        "label": label,
        "k": len(result.items),
        "alpha": t.number(result.alpha),
        "level": t.percent(result.confidence),
        "interval": t.interval(result.interval.low, result.interval.high),
        "counted": counted(t, result),
        "basis": t("alleen respondenten die alle items beantwoordden")
        if result.missing == "listwise"
        else t("alle beschikbare paren van antwoorden"),
        "r": t.number(result.mean_inter_item_correlation),
    }
    if result.basis == "polychoric":
        return t(
            "De schaal {label} ({k} items) heeft een ordinale alfa van {alpha}, berekend uit polychorische samenhangen "
            "(Zumbo, Gadermann & Zeisser 2007; {level}-BI {interval} met de formule van Feldt, die deze samenhangen "
            "als bekend neemt; {counted}, {basis}); de gemiddelde polychorische correlatie tussen items is {r}.",
            **values,
        )
    return t(
        "De schaal {label} ({k} items) heeft een Cronbachs alfa van {alpha} ({level}-BI {interval}, Feldt; {counted}, "
        "{basis}); de gemiddelde correlatie tussen items is {r}.",
        **values,
    )


def headlines(t: Texts, result: Reliability, scores: Description) -> list[tuple[str, str]]:
    """The figures of a scale at a glance: label and value."""
    if by_pair(result):
        respondents = [
            (t("n (enig item)"), t.integer(result.n)),
            (t("n (kleinste paar)"), t.integer(result.interval_n)),
        ]
    else:
        respondents = [(t("n (alle items)"), t.integer(result.n))]
    return [
        (alpha_name(t, result.basis), t.number(result.alpha)),
        (
            t("{level}-interval", level=t.percent(result.confidence)),
            t.interval(result.interval.low, result.interval.high),
        ),
        *respondents,
        (t("Gemiddelde"), t.number(scores.mean)),
        (t("Mediaan"), t.number(scores.median)),
        (t("Standaarddeviatie"), t.number(scores.sd)),
    ]
