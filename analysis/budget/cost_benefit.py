"""Costs and benefits by party, discounted: the financial return, and the societal one beside it (MKBA)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from analysis.budget.assumptions import Assumptions
from analysis.budget.effects import Effect, Estimate, validated_effects
from analysis.budget.expressions import Array
from analysis.budget.parties import PAYERS, Party
from analysis.budget.projection import HALF_A_CENT, project
from analysis.budget.validation import as_float, quotable
from analysis.errors import BudgetError, Message

DISCOUNT_RATE = 0.0225
"""Real discount rate a year for public investments, the rule since 2021 (rwseconomie.nl, discontovoet)."""
DISCOUNT_RATE_YEAR = 2021
_HIGHEST_RATE = 0.25


@dataclass(frozen=True, eq=False)
class CostBenefit:
    """What the arrangement costs and yields against individual care, in prices and at the value of the first year.

    Nominal amounts are brought back to first-year prices with the projection's own indexation and discounted at the
    real rate; the first year is not discounted. All amounts are euros over the whole period; positive is a gain.

    financial: what all budgets together gain: lower costs plus financial effects (their middle estimates).
    societal: financial plus the effects that are welfare and not money.
    financial_range, societal_range: with every effect at its low end, at its middle, and at its high end.
    by_party: DataFrame by party (all of `Party`): paid_before (individual route), paid_after (collective route),
        financial_effects, societal_effects, and net = paid_before − paid_after + both; net adds up to `societal`.
    by_year: DataFrame by year: year, discount_factor, costs (lower costs of both routes, negative where the arrangement
        costs more), financial_effects, societal_effects, net, cumulative.
    arrangement: cost of the arrangement itself.
    benefit_per_euro: what each euro of it yields: individual care that it replaces plus all effects, by `arrangement`;
        None where the arrangement costs nothing.
    financial_benefit_per_euro: the same with the financial effects only.
    benefit_per_euro_range: with every effect at its low end, at its middle, and at its high end; None likewise.
    effects_needed: by what number all effects must be multiplied for `societal` to be 0; None where there are none, or
        where no positive number does.
    """

    assumptions: Assumptions
    effects: tuple[Effect, ...]
    discount_rate: float
    financial: float
    societal: float
    financial_range: Estimate
    societal_range: Estimate
    by_party: pd.DataFrame
    by_year: pd.DataFrame
    arrangement: float
    benefit_per_euro: float | None
    financial_benefit_per_euro: float | None
    benefit_per_euro_range: Estimate | None
    effects_needed: float | None


def cost_benefit(
    assumptions: Assumptions, effects: Sequence[Effect] = (), discount_rate: float = DISCOUNT_RATE
) -> CostBenefit:
    """Costs and benefits of the arrangement against individual care.

    discount_rate: real, a year, 0 to 0.25. Raises BudgetError where it is not, or the effects are no effects.
    """
    rate, effects = validated_rate(discount_rate), validated_effects(effects)
    projection = project(assumptions)
    rows = projection.rows
    elapsed = np.arange(assumptions.years)
    factor = (1 + rate) ** -elapsed.astype(float)
    worth = factor / rows["price_factor"]

    def value(name: str) -> float:
        return float((rows[name] * worth).sum())

    # An effect has first-year prices already, so it is discounted only.
    def of_effects(*, financial: bool, end: str) -> Array:
        chosen = (effect for effect in effects if effect.financial is financial)
        yearly = (getattr(effect.yearly, end) * (elapsed >= effect.start - 1) for effect in chosen)
        return factor * sum(yearly, np.zeros(assumptions.years))

    saved = -value("difference")
    financial = {end: saved + float(of_effects(financial=True, end=end).sum()) for end in ("low", "mid", "high")}
    societal = {end: financial[end] + float(of_effects(financial=False, end=end).sum()) for end in financial}
    # Summed by themselves: the difference of two large amounts would lose the digits of small effects.
    all_effects = sum(float(of_effects(financial=kind, end="mid").sum()) for kind in (True, False))
    arrangement = value("arrangement")
    replaced = value("individual") - value("residual")
    money = financial["mid"] - saved
    return CostBenefit(
        assumptions=assumptions,
        effects=effects,
        discount_rate=rate,
        financial=financial["mid"],
        societal=societal["mid"],
        financial_range=Estimate(**financial),
        societal_range=Estimate(**societal),
        by_party=_by_party(projection.payers_individual, projection.payers, worth, effects, factor),
        by_year=_by_year(
            projection.years["year"],
            factor,
            -rows["difference"] * worth,
            of_effects(financial=True, end="mid"),
            of_effects(financial=False, end="mid"),
        ),
        arrangement=arrangement,
        benefit_per_euro=(replaced + all_effects) / arrangement if arrangement > HALF_A_CENT else None,
        financial_benefit_per_euro=(replaced + money) / arrangement if arrangement > HALF_A_CENT else None,
        benefit_per_euro_range=(
            Estimate(**{end: (replaced + societal[end] - saved) / arrangement for end in societal})
            if arrangement > HALF_A_CENT
            else None
        ),
        effects_needed=_effects_needed(saved, all_effects),
    )


def _effects_needed(saved: float, all_effects: float) -> float | None:
    """The number by which all effects outweigh what the switch costs; None also where it is beyond any number."""
    needed = -saved / all_effects if all_effects != 0 else 0.0
    return needed if 0 < needed < math.inf else None


def validated_rate(given: object) -> float:
    """The discount rate as a plain number, 0 to 0.25. Raises BudgetError where it is not."""
    number = as_float(given)
    if not 0 <= number <= _HIGHEST_RATE:
        raise BudgetError(
            "Discontovoet: {value} kan niet. Kies een waarde van 0 tot en met {high}; 0,0225 is 2,25 procent per jaar.",
            value=quotable(given),
            high=_HIGHEST_RATE,
        )
    return number


def _by_party(
    before: pd.DataFrame, after: pd.DataFrame, worth: Array, effects: Sequence[Effect], factor: Array
) -> pd.DataFrame:
    def of_effects(party: Party, *, financial: bool) -> float:
        own = (effect for effect in effects if effect.party is party and effect.financial is financial)
        return math.fsum(effect.yearly.mid * float(factor[effect.start - 1 :].sum()) for effect in own)

    def paid(table: pd.DataFrame, party: Party) -> float:
        return float(table.loc[party.value].to_numpy() @ worth) if party in PAYERS else 0.0

    table = pd.DataFrame(
        {
            "paid_before": [paid(before, party) for party in Party],
            "paid_after": [paid(after, party) for party in Party],
            "financial_effects": [of_effects(party, financial=True) for party in Party],
            "societal_effects": [of_effects(party, financial=False) for party in Party],
        },
        index=pd.Index([party.value for party in Party], name="party"),
    )
    lower_costs = table["paid_before"] - table["paid_after"]
    return table.assign(net=lower_costs + table["financial_effects"] + table["societal_effects"])


def _by_year(calendar: pd.Series, factor: Array, costs: Array, financial: Array, societal: Array) -> pd.DataFrame:
    net = costs + financial + societal
    return pd.DataFrame(
        {
            "year": calendar,
            "discount_factor": factor,
            "costs": costs,
            "financial_effects": financial,
            "societal_effects": societal,
            "net": net,
            "cumulative": np.cumsum(net),
        }
    )


@dataclass(frozen=True)
class PublishedStudy:
    """What a published cost-benefit study of an arrangement found.

    financial_positive, societal_positive: whether that return was positive; None where the study does not say so here.
    benefit_per_euro: lowest and highest benefit in euros for each euro spent; None where not published.
    """

    place: str
    year: int
    finding: Message
    source: Message
    financial_positive: bool | None
    societal_positive: bool | None
    benefit_per_euro: tuple[float, float] | None


PUBLISHED_STUDIES: Mapping[str, PublishedStudy] = MappingProxyType(
    {
        study.place: study
        for study in (
            PublishedStudy(
                "Almere",
                2020,
                Message("Almere: voor de samenleving positief (vooral in het sbo), financieel duidelijk negatief."),
                Message("AEPB, rapport 2020-050; rapport Twente 2021, paragraaf 4.1.5"),
                financial_positive=False,
                societal_positive=True,
                benefit_per_euro=None,
            ),
            PublishedStudy(
                "Enschede",
                2022,
                Message("Enschede: elke euro leverde 85 tot 105 cent aan baten op."),
                Message("AEPB, 7 juli 2022"),
                financial_positive=None,
                societal_positive=None,
                benefit_per_euro=(0.85, 1.05),
            ),
        )
    }
)
"""The two published cost-benefit studies, by place."""


def optimism_warning(result: CostBenefit) -> Message | None:
    """A warning where the result is rosier than both published studies; None where it is not."""
    _, highest = PUBLISHED_STUDIES["Enschede"].benefit_per_euro or (0.0, 0.0)
    if result.benefit_per_euro is not None and result.benefit_per_euro > highest:
        return Message(
            "Elke euro levert hier {cents} cent op; in Enschede was dat 85 tot 105 cent. Ga na welke aanname dat "
            "verklaart.",
            {"cents": round(result.benefit_per_euro * 100)},
        )
    if result.financial > 0:
        return Message(
            "Het arrangement levert hier geld op; in Almere was het financiële rendement duidelijk negatief. "
            "Ga na welke aanname dat verklaart."
        )
    return None
