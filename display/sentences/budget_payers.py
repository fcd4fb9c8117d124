"""Who pays, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.budget import PARTY_LABELS, RESIDENCE_RULE_LABELS, BaseYear, Funding, Party, Projection
from display.sentences.budget import funding_label
from display.sentences.period import period
from display.texts import Texts

_HALF_A_EURO = 0.5


def payers(t: Texts, before: pd.Series, after: pd.Series, period: str) -> str:
    """Which party pays most with the arrangement, and what that is more or less than without it."""
    party = str(after.idxmax())
    change = float(after[party] - before[party])
    values = {
        "party": t.message(PARTY_LABELS[Party(party)]),
        "amount": t.money_about(float(after[party])),
        "change": t.money_about(abs(change)),
        "period": period,
    }
    if abs(change) < _HALF_A_EURO:
        return t("{party} betaalt het meest: {amount} ({period}), evenveel als zonder arrangement", **values)
    if change > 0:
        return t("{party} betaalt het meest: {amount} ({period}), {change} meer dan zonder arrangement", **values)
    return t("{party} betaalt het meest: {amount} ({period}), {change} minder dan zonder arrangement", **values)


def flow(t: Texts, by_payer: Mapping[Party, float], period: str) -> str:
    """Which part of the money the largest payer brings in."""
    total = sum(by_payer.values())
    party = max(by_payer, key=lambda each: by_payer[each])
    if len(by_payer) == 1:
        party_name = t.message(PARTY_LABELS[party])
        return t(
            "{party} betaalt alles: {total} ({period})", party=party_name, total=t.money_about(total), period=period
        )
    return t(
        "{party} brengt {share} van de {total} op ({period})",
        party=t.message(PARTY_LABELS[party]),
        share=t.percent(by_payer[party] / total),
        total=t.money_about(total),
        period=period,
    )


def settlement(t: Texts, p: Projection) -> str:
    """What the municipality that runs the arrangement gets back from the others."""
    back = -float(p.settlement.loc[Party.MUNICIPALITY].to_numpy().sum())
    rule = t.message(RESIDENCE_RULE_LABELS[p.assumptions.residence_rule])
    if p.assumptions.taking_part_share + p.assumptions.other_share == 0:
        return t("Alle leerlingen wonen in de eigen gemeente: er valt niets te verrekenen")
    if back < _HALF_A_EURO:
        return t("Met de regel ‘{rule}’ betaalt geen andere gemeente mee", rule=rule)
    return t(
        "Met de regel ‘{rule}’ betalen andere gemeenten de uitvoerende gemeente {amount} over {period}",
        rule=rule,
        amount=t.money_about(back),
        period=period(t, p.assumptions.years),
    )


def fundings(t: Texts, compared: Mapping[Funding, Projection]) -> str:
    """Which way of funding comes out cheapest, and how far the dearest lies above it."""
    ordered = sorted(compared, key=lambda funding: compared[funding].total_collective)
    low, high = ordered[0], ordered[-1]
    gap = compared[high].total_collective - compared[low].total_collective
    years = compared[low].assumptions.years
    if gap < _HALF_A_EURO:
        return t("De vier manieren van bekostigen kosten over {period} evenveel", period=period(t, years))
    return t(
        "{low} kost over {period} het minst, {amount} minder dan {high}",
        low=funding_label(t, low),
        high=funding_label(t, high).lower(),
        period=period(t, years),
        amount=t.money_about(gap),
    )


def base_year(t: Texts, found: BaseYear, growth: float) -> str:
    """What an older base year leaves uncovered."""
    if not found.needed:
        return t("Er is geen individuele hulp waarop een budget kan rusten")
    values = {
        "growth": t.percent(growth, 1),
        "period": period(t, found.years_back),
        "share": t.percent(found.budget / found.needed),
    }
    if abs(found.shortfall) < _HALF_A_EURO:
        return t("Bij {growth} groei per jaar maakt een basisjaar van {period} terug niets uit", **values)
    return t(
        "Bij {growth} groei per jaar dekt een basisjaar van {period} terug nog {share} van de hulp bij de start",
        **values,
    )
