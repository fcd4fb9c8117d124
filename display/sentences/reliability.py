"""What reliability says, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.statistics import Basis, Description, Reliability
from display.texts import Texts

#: The minimum that the national study held its scales to (002, appendix 3).
STUDY_MINIMUM = 0.7


def minimum_explained(t: Texts) -> str:
    """What the line at the study's minimum is, for below a chart."""
    return t(
        "Streeplijn: {minimum} is wat de landelijke inventarisatie 2018 als minimum aanhield (bijlage 3, Uitkomsten "
        "schalen); voor eigen gegevens is het niet meer dan een maatstaf.",
        minimum=t.number(STUDY_MINIMUM, 1),
    )


def overview_conclusion(t: Texts, results: Sequence[tuple[str, Reliability]]) -> str:
    """How many scales reach the study's minimum, and which one is weakest."""
    if len(results) == 1:
        return scale_conclusion(t, *results[0])
    enough = sum(r.alpha >= STUDY_MINIMUM for _, r in results)
    label, weakest = min(results, key=lambda pair: pair[1].alpha)
    values = {
        "n": len(results),
        "minimum": t.number(STUDY_MINIMUM, 1),
        "label": label,
        "alpha": t.number(weakest.alpha),
        "enough": enough,
    }
    if enough == len(results):
        return t(
            "Alle {n} schalen zijn betrouwbaar (alfa {minimum} of hoger); {label} is dat het minst, met {alpha}",
            **values,
        )
    return t.plural(
        "{enough} van de {n} schalen haalt alfa {minimum}; {label} is het zwakst, met {alpha}",
        "{enough} van de {n} schalen halen alfa {minimum}; {label} is het zwakst, met {alpha}",
        enough,
        **values,
    )


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


def scale_conclusion(t: Texts, label: str, result: Reliability) -> str:
    """Alpha, its interval and whether one item holds the scale back."""
    dropped = result.items["alpha_if_dropped"]
    gain = float(dropped.max() - result.alpha) if dropped.notna().any() else 0.0
    values = {
        "label": label,
        "name": alpha_in_text(t, result.basis),
        "alpha": t.number(result.alpha),
        "level": t.percent(result.confidence),
        "interval": t.interval(result.interval.low, result.interval.high),
        "minimum": t.number(STUDY_MINIMUM, 1),
    }
    if result.alpha < STUDY_MINIMUM:
        return t("{label} haalt het minimum van {minimum} niet: {name} {alpha}, {level}-BI {interval}", **values)
    if gain >= 0.01:
        return t(
            "{label} is betrouwbaar ({name} {alpha}, {level}-BI {interval}), maar één item haalt {name} omlaag",
            **values,
        )
    return t("{label} is betrouwbaar: {name} {alpha}, {level}-BI {interval}", **values)


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
