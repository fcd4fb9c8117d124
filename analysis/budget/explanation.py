"""Every amount opened into its formula, with the numbers filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.cost_benefit import DISCOUNT_RATE, validated_rate
from analysis.budget.definitions import Unit
from analysis.budget.effects import Effect, Estimate, effect_called
from analysis.budget.evaluation import evaluate, model_for, values_of
from analysis.budget.expressions import Array, Number, Previous, Quantity, names_in, tokens, without_nothing
from analysis.budget.model import Formula, Model
from analysis.budget.validation import quotable
from analysis.errors import BudgetError, Message

FUNCTION_LABELS: Mapping[str, Message] = MappingProxyType(
    {"least(": Message("het laagste van ("), "most(": Message("het hoogste van (")}
)
"""How the functions in a formula are read; `;` stands between their two arguments and `)` after them."""


@dataclass(frozen=True)
class Term:
    """A quantity in a formula, with its value in that year.

    unit: None for a factor. is_assumption: whether it is an assumption; if not, `explain` opens it further.
    of_year: the year whose value it is: that of the step, or the year before.
    """

    name: str
    label: Message
    value: float
    unit: Unit | None
    is_assumption: bool
    of_year: int


@dataclass(frozen=True)
class Step:
    """One amount in one year, and how it is worked out.

    parts: the formula from left to right: signs (+ − × ÷ ^ and brackets), `least(` or `most(` with `;` and `)`, plain
        numbers, and terms.
    """

    name: str
    label: Message
    year: int
    value: float
    unit: Unit | None
    parts: tuple[str | float | Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The quantities of the formula, each once, in order of appearance."""
        return tuple({(part.name, part.of_year): part for part in self.parts if isinstance(part, Term)}.values())


def explain(assumptions: Assumptions, name: str = "collective", year: int | None = None) -> Step:
    """How the formula `name` is worked out in a calendar year (the first one by default).

    Raises BudgetError where there is no such amount under this way of funding, or the year lies outside the period.
    """
    values, model, rows, position = _evaluated(assumptions, year)
    if name not in rows:
        raise BudgetError('Er is geen bedrag dat "{name}" heet. Kies uit: {names}.', name=name, names=", ".join(rows))
    return _step(model, model[name], values, rows, assumptions.start_year + position, position)


def explain_all(assumptions: Assumptions, year: int | None = None) -> tuple[Step, ...]:
    """Every formula of the model in a calendar year, in order of computation. Raises BudgetError as `explain` does."""
    values, model, rows, position = _evaluated(assumptions, year)
    year = assumptions.start_year + position
    return tuple(_step(model, formula, values, rows, year, position) for formula in model.formulas)


def effect_label(effect: Effect) -> Message:
    """What an effect is called: the words of the suggestion that it follows, or its own name."""
    called = effect_called(effect.name)
    return called if isinstance(called, Message) else Message("Eigen effect “{name}”", {"name": called})


def explain_returns(
    assumptions: Assumptions,
    effects: Sequence[Effect] = (),
    discount_rate: float = DISCOUNT_RATE,
    year: int | None = None,
) -> tuple[Step, ...]:
    """How the financial and the societal return of a calendar year are worked out, in order of computation.

    The steps are those of `cost_benefit`: the discount factor, the lower costs in prices of the first year, each effect
    that has begun (middle estimates), and the two sums. Raises BudgetError as `explain` does, or where the rate is not
    possible.
    """
    rate = validated_rate(discount_rate)
    _, _, rows, position = _evaluated(assumptions, year)
    year = assumptions.start_year + position
    factor = (1 + rate) ** -position

    def term(name: str, label: Message, value: float, unit: Unit | None = Unit.EURO) -> Term:
        return Term(name, label, value, unit, False, year)

    discount = term("discount_factor", Message("Disconteringsfactor"), factor, None)
    difference, prices = float(rows["difference"][position, 0]), float(rows["price_factor"][position, 0])
    lower = term("lower_costs", Message("Lagere kosten"), -difference / prices * factor)
    discounting = ("(", 1.0, "+", term("discount_rate", Message("Discontovoet"), rate, Unit.SHARE), ")", "^", -position)
    costs = (
        "−", term("difference", Message("Verschil"), difference), "÷",
        term("price_factor", Message("Prijsfactor"), prices, None), "×", discount,
    )  # fmt: skip
    steps = [
        Step(discount.name, discount.label, year, factor, None, discounting),
        Step(lower.name, lower.label, year, lower.value, lower.unit, costs),
    ]
    begun: dict[bool, list[Term]] = {True: [], False: []}
    for effect in effects:
        assert isinstance(effect.quantity, Estimate)
        assert isinstance(effect.unit_value, Estimate)
        if position < effect.start - 1:
            continue
        found = term(f"effect_{effect.name}", effect_label(effect), effect.yearly.mid * factor)
        worked = (
            term("quantity", Message("aantal per jaar"), effect.quantity.mid, None), "×",
            term("unit_value", Message("waarde per stuk"), effect.unit_value.mid), "×", discount,
        )  # fmt: skip
        steps.append(Step(found.name, found.label, year, found.value, found.unit, worked))
        begun[effect.financial].append(found)
    start = lower
    for financial, name, label in (
        (True, "financial", Message("Financieel rendement")),
        (False, "societal", Message("Maatschappelijk rendement")),
    ):
        parts: list[str | float | Term] = [start]
        for each in begun[financial]:
            parts += ["+", each]
        start = term(name, label, start.value + sum(each.value for each in begun[financial]))
        steps.append(Step(name, label, year, start.value, start.unit, tuple(parts)))
    return tuple(steps)


def _evaluated(
    assumptions: Assumptions, year: int | None
) -> tuple[Mapping[str, Array], Model, Mapping[str, Array], int]:
    """The values, the model and all its rows, and the position of the year in them."""
    year = assumptions.start_year if year is None else year
    last = assumptions.start_year + assumptions.years - 1
    if isinstance(year, bool) or not isinstance(year, Integral):
        raise BudgetError(
            '"{year}" is geen kalenderjaar. Kies een jaar van {first} tot en met {last}.',
            year=quotable(year),
            first=assumptions.start_year,
            last=last,
        )
    year = int(year)
    if not assumptions.start_year <= year <= last:
        raise BudgetError(
            "{year} valt buiten de looptijd. Kies een jaar van {first} tot en met {last}.",
            year=year,
            first=assumptions.start_year,
            last=last,
        )
    values = values_of(assumptions)
    model = model_for(assumptions, values)
    rows = evaluate(model, values, assumptions.years, [formula.name for formula in model.formulas])
    return values, model, rows, year - assumptions.start_year


def _step(
    model: Model, formula: Formula, values: Mapping[str, Array], rows: Mapping[str, Array], year: int, position: int
) -> Step:
    labels = {each.name: each for each in model.formulas}

    def term(name: str, at: int) -> Term:
        of_year = year - position + at
        if name in labels:
            return Term(name, labels[name].label, float(rows[name][at, 0]), labels[name].unit, False, of_year)
        return Term(name, ASSUMPTIONS[name].label, float(values[name]), ASSUMPTIONS[name].unit, True, of_year)

    def part(token: str | Quantity | Number | Previous) -> str | float | Term:
        if isinstance(token, Quantity):
            return term(token.name, position)
        if isinstance(token, Previous):
            return term(formula.name, position - 1)
        return token.value if isinstance(token, Number) else token

    def known(name: str) -> Array:
        return rows[name][position : position + 1] if name in labels else values[name]

    tree = formula.first if position == 0 or formula.following is None else formula.following
    tree = without_nothing(tree, {name: known(name) for name in names_in(tree)})
    value = float(rows[formula.name][position, 0])
    return Step(formula.name, formula.label, year, value, formula.unit, tuple(part(token) for token in tokens(tree)))
