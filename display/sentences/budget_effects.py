"""Costs and benefits, and how an amount is worked out, in sentences."""

from __future__ import annotations

from analysis.budget import FUNCTION_LABELS, CostBenefit, EffectBreakEven, ReturnOverEffect, Step, Term
from analysis.budget.definitions import Unit
from display.sentences.period import period
from display.texts import Texts


def returns(t: Texts, found: CostBenefit) -> str:
    """The financial and the societal return apart."""
    values = {
        "financial": t.money_about(found.financial, sign=True),
        "societal": t.money_about(found.societal, sign=True),
        "period": period(t, found.assumptions.years),
    }
    if abs(found.financial - found.societal) < 0.5:
        return t(
            "Over {period} is het financiële rendement {financial}; maatschappelijke effecten zijn er niet",
            **values,
        )
    return t(
        "Over {period} is het financiële rendement {financial} en het maatschappelijke rendement {societal}",
        **values,
    )


def per_euro(t: Texts, found: CostBenefit) -> str:
    """What each euro of the arrangement yields."""
    if found.benefit_per_euro is None:
        return t("Het arrangement kost niets: baten per euro zijn niet te berekenen")
    return t(
        "Elke euro in het arrangement levert {cents} cent aan baten op", cents=t.integer(100 * found.benefit_per_euro)
    )


def needed(t: Texts, found: CostBenefit) -> str:
    """How large the effects would have to be for society to break even."""
    if found.effects_needed is None:
        if found.effects:
            return t("Er is geen omvang van deze effecten waarbij het maatschappelijke rendement nul is.")
        return t("Er zijn nog geen effecten ingevuld; het rendement bestaat alleen uit het verschil in kosten.")
    return t(
        "Het maatschappelijke rendement is nul als alle effecten samen {times} keer zo groot zijn als ingevuld.",
        times=t.number(found.effects_needed, 2),
    )


def effect_goal(t: Texts, found: EffectBreakEven, label: str, years: int) -> str:
    """At which size of the effect each return is nil, or that no size in the range does."""
    if found.financial.quantity is not None and found.financial == found.societal:
        return t(
            "{effect}: bij {n} per jaar is het rendement over {period} nul",
            effect=label, n=t.number(found.financial.quantity, 1), period=period(t, years),
        )  # fmt: skip
    if found.financial.quantity is None and found.societal.quantity is None:
        return t(
            "{effect}: geen aantal van {low} tot en met {high} per jaar brengt het rendement op nul{further}",
            effect=label, low=t.number(found.low, 1), high=t.number(found.high, 1), further=_further(t, found.societal),
        )  # fmt: skip
    return t(
        "{effect}: het maatschappelijke rendement is nul bij {societal} per jaar, het financiële bij {financial}",
        effect=label, societal=_size(t, found.societal), financial=_size(t, found.financial),
    )  # fmt: skip


def _size(t: Texts, line: ReturnOverEffect) -> str:
    return t("geen aantal") if line.quantity is None else t.number(line.quantity, 1)


def _further(t: Texts, line: ReturnOverEffect) -> str:
    return "" if line.anywhere is None else t("; {n} zou dat wel doen", n=t.number(line.anywhere, 1))


def step(t: Texts, found: Step) -> tuple[str, str]:
    """A formula in words, and the same with the numbers filled in."""
    words, numbers = [], []
    for part in found.parts:
        if isinstance(part, Term):
            label = t.message(part.label)
            words.append(label if part.of_year == found.year else f"{label} in {part.of_year}")
            numbers.append(amount(t, part.value, part.unit))
        elif isinstance(part, str):
            sign = t.message(FUNCTION_LABELS[part]) if part in FUNCTION_LABELS else part
            words.append(sign)
            numbers.append(sign)
        else:
            plain = t.number(part, 0 if float(part).is_integer() else 2)
            words.append(plain)
            numbers.append(plain)
    return _joined(words), f"{_joined(numbers)} = {amount(t, found.value, found.unit)}"


def amount(t: Texts, value: float, unit: Unit | None) -> str:
    """A number of the model with the precision that lets a reader check it."""
    if unit is None:
        return t.number(value, 4) if not float(value).is_integer() else t.integer(value)
    if unit.is_share:
        return t.percent(value, 2)
    if unit.is_amount:
        return t.money(value, 2)
    return t.number(value, 0 if float(value).is_integer() else 2)


def _joined(parts: list[str]) -> str:
    text = " ".join(parts)
    return text.replace("( ", "(").replace(" )", ")").replace(" ;", ";")
