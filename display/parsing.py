"""Reading numbers and money as a Dutch or English writer types them; what was read is always echoed."""

from __future__ import annotations

import re

from analysis.errors import BudgetError
from display.formatting import Language

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_WORDS = re.compile(
    r"^(?P<sign>-?)(?:€|eur(?:o)?)?(?P<number>.*?)(?P<unit>%|euro|eur|fte|procent|percent|leerlingen|leerling|pupils|pupil|jaren|jaar|years|year)?$",
    re.IGNORECASE,
)
#: Thousands in groups of three, or none at all.
_GROUPED = {
    "nl": re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?"),
    "en": re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"),
}


def parse_number(text: str, language: Language, *, share: bool | None = None) -> float:
    """`€ 1.234,50` is 1234.5 and `12,5%` is 0.125 in Dutch; in English `€1,234.50` is 1234.5.

    A single sign that cannot group thousands is a decimal sign in either language: `101.75` and `101,75` are the same.
    share: whether the field shows a percentage, so that a bare number in it is one too; False: a percentage is refused
    there; None: the text decides.
    Raises BudgetError, naming the text, for anything that is not wholly a number.
    """
    compact = _SPACES.sub("", text).translate(_SIGNS)
    match = _WORDS.match(compact)
    body, unit = (match["sign"] + match["number"], match["unit"]) if match else (compact, None)
    value = _value(body.removesuffix(",-").removesuffix(",--"), language)
    if value is None:
        raise BudgetError(
            "“{text}” is geen getal. Schrijf bijvoorbeeld 1.234,50 of 12,5%; de oude waarde blijft staan.", text=text
        )
    percentage = unit is not None and unit.lower() in ("%", "procent", "percent")
    if percentage and share is False:
        raise BudgetError(
            "“{text}” is een percentage, en hier hoort een getal zonder procentteken. De oude waarde blijft staan.",
            text=text,
        )
    return value / 100 if percentage or share else value


def parse_estimate(text: str, language: Language, *, share: bool | None = None) -> tuple[float, float, float]:
    """`10; 20; 30` is low, mid and high; a single number is all three.

    Raises BudgetError where it is neither. Their order is for the estimate itself to check.
    """
    parts = [part for part in text.split(";") if part.strip()]
    if len(parts) not in (1, 3):
        raise BudgetError(
            "“{text}” is geen schatting. Schrijf één getal, of laag; midden; hoog met puntkomma’s ertussen, "
            "bijvoorbeeld 10; 20; 30.",
            text=text,
        )
    numbers = [parse_number(part, language, share=share) for part in parts]
    return numbers[0], numbers[len(numbers) // 2], numbers[-1]


def _value(body: str, language: Language) -> float | None:
    if _GROUPED[language].fullmatch(body):
        thousands, decimal = (".", ",") if language == "nl" else (",", ".")
        return float(body.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(r"-?\d+[.,]\d+", body):
        return float(body.replace(",", "."))
    return None
