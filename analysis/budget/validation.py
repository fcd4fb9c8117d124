"""From what a user typed, moved or loaded to a number that the model can use, or a sentence that says why not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from numbers import Real

from analysis.budget.definitions import UNIT_LABELS, AssumptionDefinition
from analysis.budget.funding import FUNDING_VARIANTS, Funding
from analysis.budget.residence import RESIDENCE_RULE_LABELS, SERVED_ELSEWHERE, ResidenceRule
from analysis.errors import BudgetError, Message, Names

_MOST_DIGITS = 15
_LONGEST_QUOTE = 60


def validated_number(definition: AssumptionDefinition, value: object, *, whole: bool = True) -> int | float:
    """`value` as a plain int (where only whole numbers have a meaning) or float, within the assumption's valid range.

    NumPy scalars, decimals and fractions are numbers; booleans, text and missing values are not.
    whole: whether a number that only has a meaning as a whole one must be whole here too (the end of a range need not).
    Raises BudgetError naming the assumption, the value and the range; the field's name is in the message's values.
    """
    assert definition.unit is not None, f"{definition.name} is not a number"
    assert definition.valid is not None, f"{definition.name} has no range"
    minimum, maximum = definition.valid.minimum, definition.valid.maximum
    # What every sentence below fills in; people read shares as percentages.
    words = {
        "field": definition.name,
        "assumption": definition.label,
        "unit": UNIT_LABELS[definition.unit],
        "low": spoken(definition, minimum),
        "high": spoken(definition, maximum),
    }
    if value is None:
        raise BudgetError(
            "{assumption} ({unit}) is niet ingevuld. Vul een getal in van {low} tot en met {high}.", **words
        )
    number = as_float(value)
    if not math.isfinite(number):
        raise BudgetError(
            '{assumption} ({unit}): "{value}" is geen getal. Vul een getal in van {low} tot en met {high}.',
            value=quotable(value),
            **words,
        )
    if not minimum <= number <= maximum:
        raise BudgetError(
            "{assumption} ({unit}): {value} kan niet. Kies een waarde van {low} tot en met {high}.",
            value=quotable(spoken(definition, number)),
            **words,
        )
    if not (whole and definition.unit.is_whole):
        return number
    if not number.is_integer():
        raise BudgetError(
            "{assumption} ({unit}): {value} is geen heel getal. Kies een heel getal van {low} tot en met {high}.",
            value=spoken(definition, number),
            **words,
        )
    return int(number)


def validated_funding(value: object) -> Funding:
    """`value` as the name of a funding variant. Raises BudgetError where there is none of that name."""
    for name in FUNDING_VARIANTS:
        if isinstance(value, str) and value == name:
            return name
    raise BudgetError(
        'Bekostiging "{value}" is onbekend. Kies uit: {names}.',
        field="funding",
        value=quotable(value),
        names=choices({name: variant.label for name, variant in FUNDING_VARIANTS.items()}),
    )


def validated_residence_rule(value: object) -> ResidenceRule:
    """`value` as the name of a rule for pupils from elsewhere. Raises BudgetError where there is none of that name."""
    for name in SERVED_ELSEWHERE:
        if isinstance(value, str) and value == name:
            return name
    raise BudgetError(
        'Regel voor leerlingen van elders "{value}" is onbekend. Kies uit: {names}.',
        field="residence_rule",
        value=quotable(value),
        names=choices(RESIDENCE_RULE_LABELS),
    )


def validated_residence_shares(taking_part_share: float, other_share: float) -> None:
    """Raises BudgetError where more than all pupils would live elsewhere."""
    if taking_part_share + other_share > 1 + 1e-9:
        raise BudgetError(
            "Leerlingen uit deelnemende gemeenten ({taking_part} procent) en uit overige gemeenten ({other} "
            "procent) zijn "
            "samen meer dan 100 procent. Verlaag een van beide.",
            field="other_share",
            taking_part=_percentage(taking_part_share),
            other=_percentage(other_share),
        )


def choices(labels: Mapping[str, Message]) -> Names:
    """What there is to choose from, in words, with the name by which a file or a notebook says it."""
    return Names(
        tuple(Message("{label} ({name})", {"label": each, "name": str(name)}) for name, each in labels.items())
    )


def quotable(value: object) -> object:
    """The value as a sentence can quote it: the words of anything that is no number, and none of it too long to read.

    Python itself refuses to write a whole number of more than 4,300 digits.
    """
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float) and math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if isinstance(value, int | float | Decimal):
        finite = not isinstance(value, Decimal) or value.is_finite()
        return f"{Decimal(value):.3g}" if finite and abs(value) >= 10**_MOST_DIGITS else value
    if isinstance(value, tuple | list):
        text = "; ".join(str(quotable(each)) for each in value[:_LONGEST_QUOTE])
    else:
        text = str(value)
    return text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"


def as_float(value: object) -> float:
    """The value as a float; NaN for what is not a number (True and False included) or is beyond any float."""
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return math.nan
    try:
        return float(value)
    except (OverflowError, ValueError):  # an integer beyond any float, a signalling NaN
        return math.nan


def spoken(definition: AssumptionDefinition, number: float) -> int | float:
    """The number as the sentence says it: a share as a percentage, a whole number without decimals."""
    if definition.unit is not None and definition.unit.is_share:
        return _percentage(number)
    return int(number) if number % 1 == 0 else number


def _percentage(share: float) -> int | float:
    # Twelve digits: enough for any input, and 0.07 × 100 does not become 7.000000000000001.
    number = float(f"{share * 100:.12g}")
    return int(number) if number % 1 == 0 else number
