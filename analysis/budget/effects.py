"""What an arrangement changes beside its costs: quantity × value, for whom, and from when."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral
from types import MappingProxyType

import numpy as np

from analysis.budget.parties import PARTY_LABELS, Party
from analysis.budget.validation import as_float, choices, quotable
from analysis.errors import BudgetError, Message

HIGHEST_QUANTITY = 10_000_000
"""Most that an effect may count a year: every school day of some 50,000 pupils."""
HIGHEST_UNIT_VALUE = 100_000_000
"""Most euros that one of them may be worth, or cost; together they stay far within what a sum keeps to the cent."""
LATEST_START = 40
LONGEST_EFFECT_NAME = 60


@dataclass(frozen=True)
class Estimate:
    """A number with what it may be at least and at most: low ≤ mid ≤ high."""

    low: float
    mid: float
    high: float


EstimateLike = Estimate | float | tuple[float, float, float]
"""An `Estimate`, one certain number, or (low, mid, high)."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One effect of the arrangement, in full from its first year on.

    name: what it is called in results; free, also for effects of the user's own: 1 to 60 characters on one line.
    quantity: how many a year, at full effect (absences, moves, hours, …), 0 to 10,000,000.
    unit_value: euros for each, in prices of the first year, −100,000,000 to 100,000,000; negative for a cost.
    party: who benefits.
    financial: whether it is money that the party no longer spends; otherwise welfare, expressed in euros, that counts
        for society and not for any budget.
    start: year of the arrangement in which it begins, 1 being the first; whole number from 1 to 40.

    quantity and unit_value may be given as one number or as (low, mid, high). Raises BudgetError, naming the effect,
    where one of them is not a number, is out of order or out of these ranges, or any of the rest is not possible.
    """

    name: str
    quantity: EstimateLike
    unit_value: EstimateLike
    party: Party
    financial: bool = True
    start: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", _validated_name(self.name))
        called = effect_called(self.name)
        quantity = _estimate(called, Message("aantal per jaar"), self.quantity)
        if quantity.low < 0:
            raise BudgetError(
                'Effect "{effect}": een aantal van {value} per jaar kan niet. Kies 0 of meer; een nadeel krijgt een '
                "negatieve waarde per stuk.",
                effect=called,
                value=quotable(quantity.low),
            )
        _check_bounds(called, Message("aantal per jaar"), quantity, 0, HIGHEST_QUANTITY)
        object.__setattr__(self, "quantity", quantity)
        unit_value = _estimate(called, Message("waarde per stuk"), self.unit_value)
        _check_bounds(called, Message("waarde per stuk"), unit_value, -HIGHEST_UNIT_VALUE, HIGHEST_UNIT_VALUE)
        object.__setattr__(self, "unit_value", unit_value)
        parties = {party.value: party for party in Party}
        if not isinstance(self.party, str) or self.party not in parties:
            raise BudgetError(
                'Effect "{effect}": partij "{value}" is onbekend. Kies uit: {names}.',
                effect=called,
                value=quotable(self.party),
                names=choices({party.value: label for party, label in PARTY_LABELS.items()}),
            )
        object.__setattr__(self, "party", parties[self.party])
        if not isinstance(self.financial, bool | np.bool_):
            raise BudgetError(
                'Effect "{effect}": of het om geld gaat is ja of nee; niet "{value}".',
                effect=called,
                value=quotable(self.financial),
            )
        object.__setattr__(self, "financial", bool(self.financial))
        start = self.start
        if isinstance(start, bool) or not isinstance(start, Integral) or not 1 <= start <= LATEST_START:
            raise BudgetError(
                'Effect "{effect}": eerste jaar {value} kan niet. Kies een heel getal van 1 tot en met 40.',
                effect=called,
                value=quotable(start),
            )
        object.__setattr__(self, "start", int(start))

    @property
    def yearly(self) -> Estimate:
        """Euros a year: quantity × value at their middle, and the least and the most that the two can make together."""
        assert isinstance(self.quantity, Estimate)
        assert isinstance(self.unit_value, Estimate)
        ends = [
            quantity * value
            for quantity in (self.quantity.low, self.quantity.high)
            for value in (self.unit_value.low, self.unit_value.high)
        ]
        return Estimate(min(ends), self.quantity.mid * self.unit_value.mid, max(ends))


def _validated_name(given: object) -> str:
    name = given.strip() if isinstance(given, str) else ""
    if not 1 <= len(name) <= LONGEST_EFFECT_NAME or not name.isprintable():
        raise BudgetError(
            'Naam van een effect "{value}": gebruik 1 tot en met {longest} tekens op één regel.',
            value=quotable(given),
            longest=LONGEST_EFFECT_NAME,
        )
    return name


def _estimate(effect: Message | str, what: Message, given: EstimateLike) -> Estimate:
    if isinstance(given, Estimate):
        numbers: tuple[object, ...] = (given.low, given.mid, given.high)
    else:
        numbers = tuple(given) if isinstance(given, tuple | list) else (given, given, given)
    plain = [_number(number) for number in numbers]
    if len(plain) != 3 or any(math.isnan(number) for number in plain):
        raise BudgetError(
            'Effect "{effect}", {what}: "{value}" is geen getal en geen drietal laag, midden, hoog.',
            effect=effect,
            what=what,
            value=quotable(numbers if isinstance(given, Estimate) else given),
        )
    low, mid, high = plain
    if not low <= mid <= high:
        raise BudgetError(
            'Effect "{effect}", {what}: laag ({low}), midden ({mid}) en hoog ({high}) staan niet op volgorde.',
            effect=effect,
            what=what,
            low=quotable(low),
            mid=quotable(mid),
            high=quotable(high),
        )
    return Estimate(low, mid, high)


def _check_bounds(effect: Message | str, what: Message, given: Estimate, least: int, most: int) -> None:
    outside = [number for number in (given.low, given.high) if not least <= number <= most]
    if outside:
        raise BudgetError(
            'Effect "{effect}", {what}: {value} kan niet. Kies een waarde van {low} tot en met {high}.',
            effect=effect,
            what=what,
            value=quotable(outside[0]),
            low=least,
            high=most,
        )


def _number(value: object) -> float:
    """The value as a float; infinite where it is a whole number beyond any float, NaN where it is no number."""
    number = as_float(value)
    if math.isnan(number) and isinstance(value, int) and not isinstance(value, bool):
        return math.inf if value > 0 else -math.inf
    return number


@dataclass(frozen=True)
class EffectSuggestion:
    """An effect that the sources name, to start from; its quantity is for the user to fill in.

    unit: what is counted. unit_value: euros for each where a source has it, otherwise None.
    caution: what to watch for so that nothing counts twice; None where there is nothing.
    presets: names in `PRESETS` of published figures that can stand for its unit value.
    """

    name: str
    label: Message
    unit: Message
    party: Party
    financial: bool
    unit_value: float | None = None
    source: Message | None = None
    price_year: int | None = None
    caution: Message | None = None
    presets: tuple[str, ...] = ()


_ALREADY_COUNTED = Message(
    "De kosten van individuele hulp zelf zitten al in het model; tel hier alleen wat daarbuiten valt."
)

EFFECT_SUGGESTIONS: Mapping[str, EffectSuggestion] = MappingProxyType(
    {
        entry.name: entry
        for entry in (
            EffectSuggestion(
                "fewer_trajectories",
                Message("Minder individuele trajecten buiten de scholen"),
                Message("trajecten per jaar"),
                Party.MUNICIPALITY,
                financial=True,
                caution=_ALREADY_COUNTED,
            ),
            EffectSuggestion(
                "lower_price_per_referral",
                Message("Lagere kosten per verwijzing, zoals in Amsterdam"),
                Message("verwijzingen per jaar"),
                Party.MUNICIPALITY,
                financial=True,
                caution=_ALREADY_COUNTED,
            ),
            EffectSuggestion(
                "less_absence",
                Message("Minder verzuim"),
                Message("verzuimdagen per jaar"),
                Party.FAMILIES,
                financial=False,
            ),
            EffectSuggestion(
                "fewer_moves_to_special_education",
                Message("Minder overstappen naar speciaal onderwijs"),
                Message("leerlingen per jaar"),
                Party.PARTNERSHIP,
                financial=True,
                unit_value=12_938.34,
                source=Message("Samenwerkingsverband Kop van Noord-Holland, bekostiging so categorie 1, 2024"),
                price_year=2024,
                presets=("sbo", "so_1", "so_2", "so_3"),
            ),
            EffectSuggestion(
                "less_transport",
                Message("Minder leerlingenvervoer"),
                Message("leerlingen per jaar"),
                Party.MUNICIPALITY,
                financial=True,
            ),
            EffectSuggestion(
                "lighter_administration",
                Message("Minder administratie bij aanbieders"),
                Message("uren per jaar"),
                Party.SOCIETY,
                financial=False,
                presets=("alkmaar_mbo", "alkmaar_hbo", "alkmaar_wo", "pgb_mbo", "pgb_hbo"),
                caution=Message(
                    "De uitvoering van beschikkingen door de gemeente en de afstemming op scholen zitten al in het "
                    "model."
                ),
            ),
            EffectSuggestion(
                "shorter_waiting",
                Message("Korter wachten op hulp"),
                Message("wachtweken per jaar"),
                Party.FAMILIES,
                financial=False,
            ),
        )
    }
)
"""Effects by name. None has a quantity: no source gives one."""

OWN_EFFECTS: Mapping[str, Message] = MappingProxyType(
    {f"own_{number}": Message("Eigen effect {number}", {"number": number}) for number in (1, 2, 3)}
)
"""Effects of the user's own for which the screen has room, by name."""


def effect_called(name: str) -> Message | str:
    """What an effect is called in a sentence: the words of the suggestion that it follows, or its own name."""
    suggestion = EFFECT_SUGGESTIONS.get(name)
    return suggestion.label if suggestion is not None else OWN_EFFECTS.get(name, name)


def validated_effects(given: object) -> tuple[Effect, ...]:
    """The effects as a tuple. Raises BudgetError where it is no series of effects."""
    found = tuple(given) if isinstance(given, Iterable) else (None,)
    if not all(isinstance(each, Effect) for each in found):
        raise BudgetError(
            "De effecten zijn geen reeks van effecten: {value}. Geef een lijst; een lege waar er geen zijn.",
            value=quotable(given),
        )
    return found
