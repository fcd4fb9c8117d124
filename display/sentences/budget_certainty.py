"""How sure the answer is, in sentences."""

from __future__ import annotations

from analysis.budget import ASSUMPTIONS, BreakEven, Grid, Sensitivity, Simulation
from display.sentences.period import period
from display.texts import Texts


def likelihood(t: Texts, share: float) -> str:
    """A probability from draws as it is said: never more certain than the draws allow."""
    if share < 0.005:
        return t("minder dan 1%")
    if share > 0.995:
        return t("meer dan 99%")
    return t.percent(share)


def more_or_less(t: Texts, euros: float) -> str:
    """A difference with individual care in words."""
    if abs(euros) < 0.5:
        return t("geen verschil")
    if euros < 0:
        return t("{amount} minder", amount=t.money_about(-euros))
    return t("{amount} meer", amount=t.money_about(euros))


def tornado(t: Texts, s: Sensitivity) -> str:
    """Which assumption moves the outcome most, and between what."""
    if not s.swings or s.swings[0].width < 0.5:
        return t("Binnen deze bandbreedtes maakt geen enkele aanname voor de uitkomst iets uit")
    widest = s.swings[0]
    low, high = sorted((widest.at_low, widest.at_high))
    return t(
        "{assumption} maakt het meest uit: na {period} kost het arrangement daarmee {low} tot {high}",
        assumption=t.message(ASSUMPTIONS[widest.name].label),
        period=period(t, s.assumptions.years),
        low=more_or_less(t, low),
        high=more_or_less(t, high),
    )


def grid(t: Texts, g: Grid) -> str:
    """In how many of the combinations of two assumptions the arrangement costs less."""
    share = g.share_cheaper
    values = {"period": period(t, g.assumptions.years)}
    if share == 0:
        return t("Bij geen combinatie van deze twee kost het arrangement na {period} minder", **values)
    if share == 1:
        return t("Bij elke combinatie van deze twee kost het arrangement na {period} minder", **values)
    return t(
        "Bij {share} van de combinaties van deze twee kost het arrangement na {period} minder",
        share=t.percent(share),
        **values,
    )


def probability(t: Texts, s: Simulation, years: int) -> str:
    """The probability that it has cost less after n years, as a sentence."""
    share = float(s.probability_cheaper.iloc[years - 1])
    return t(
        "De kans dat het arrangement na {period} minder heeft gekost dan individuele hulp is {share}",
        period=period(t, years),
        share=likelihood(t, share),
    )


def goal(t: Texts, found: BreakEven, value: str, years: int) -> str:
    """The value at which it breaks even, or that no value does."""
    if found.reason is not None:
        return t.message(found.reason)
    return t(
        "{assumption}: bij {value} kost het arrangement na {period} precies evenveel als individuele hulp",
        assumption=t.message(ASSUMPTIONS[found.name].label),
        value=value,
        period=period(t, years),
    )
