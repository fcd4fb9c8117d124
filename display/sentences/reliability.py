"""What reliability says, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.statistics import Description, Reliability
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


def scale_conclusion(t: Texts, label: str, result: Reliability) -> str:
    """Alpha, its interval and whether one item holds the scale back."""
    dropped = result.items["alpha_if_dropped"]
    gain = float(dropped.max() - result.alpha) if dropped.notna().any() else 0.0
    values = {
        "label": label,
        "alpha": t.number(result.alpha),
        "level": t.percent(result.confidence),
        "interval": t.interval(result.interval.low, result.interval.high),
        "minimum": t.number(STUDY_MINIMUM, 1),
    }
    if result.alpha < STUDY_MINIMUM:
        return t("{label} haalt het minimum van {minimum} niet: alfa {alpha}, {level}-BI {interval}", **values)
    if gain >= 0.01:
        return t(
            "{label} is betrouwbaar (alfa {alpha}, {level}-BI {interval}), maar één item haalt alfa omlaag", **values
        )
    return t("{label} is betrouwbaar: alfa {alpha}, {level}-BI {interval}", **values)


def report(t: Texts, label: str, result: Reliability) -> str:
    """The sentence for a report's method section."""
    basis = (
        t("alleen respondenten die alle items beantwoordden")
        if result.missing == "listwise"
        else t("alle beschikbare paren van antwoorden")
    )
    return t(
        "De schaal {label} ({k} items) heeft een Cronbachs alfa van {alpha} ({level}-BI {interval}, Feldt; n = {n}, "
        "{basis}); de gemiddelde correlatie tussen items is {r}.",
        label=label,
        k=len(result.items),
        alpha=t.number(result.alpha),
        level=t.percent(result.confidence),
        interval=t.interval(result.interval.low, result.interval.high),
        n=t.integer(result.n),
        basis=basis,
        r=t.number(result.mean_inter_item_correlation),
    )


def headlines(t: Texts, result: Reliability, scores: Description) -> list[tuple[str, str]]:
    """The figures of a scale at a glance: label and value."""
    return [
        (t("Cronbachs alfa"), t.number(result.alpha)),
        (
            t("{level}-interval", level=t.percent(result.confidence)),
            t.interval(result.interval.low, result.interval.high),
        ),
        (t("n (alle items)"), t.integer(result.n)),
        (t("Gemiddelde"), t.number(scores.mean)),
        (t("Mediaan"), t.number(scores.median)),
        (t("Standaarddeviatie"), t.number(scores.sd)),
    ]
