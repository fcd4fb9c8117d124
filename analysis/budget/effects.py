"""What an arrangement changes beside its costs: quantity × value, for whom, and from when."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from types import MappingProxyType

from analysis.budget.parties import Party
from analysis.errors import BudgetError, Message


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

    name: what it is called in results; free, also for effects of the user's own.
    quantity: how many a year, at full effect (absences, moves, hours, …).
    unit_value: euros for each, in prices of the first year; negative for a cost.
    party: who benefits.
    financial: whether it is money that the party no longer spends; otherwise welfare, expressed in euros, that counts
        for society and not for any budget.
    start: year of the arrangement in which it begins, 1 being the first; whole number from 1 to 40.

    quantity and unit_value may be given as one number or as (low, mid, high). Raises BudgetError where one of them is
    not a number, is out of order, or the start is not possible.
    """

    name: str
    quantity: EstimateLike
    unit_value: EstimateLike
    party: Party
    financial: bool = True
    start: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "quantity", _estimate(self.name, self.quantity))
        object.__setattr__(self, "unit_value", _estimate(self.name, self.unit_value))
        parties = {party.value: party for party in Party}
        if self.party not in parties:
            raise BudgetError(
                'Effect "{effect}": partij "{value}" is onbekend. Kies uit: {names}.',
                effect=self.name,
                value=self.party,
                names=", ".join(parties),
            )
        object.__setattr__(self, "party", parties[self.party])
        if isinstance(self.start, bool) or not isinstance(self.start, int) or not 1 <= self.start <= 40:
            raise BudgetError(
                'Effect "{effect}": eerste jaar {value} kan niet. Kies een heel getal van 1 tot en met 40.',
                effect=self.name,
                value=self.start,
            )

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


def _estimate(effect: str, given: EstimateLike) -> Estimate:
    if isinstance(given, Estimate):
        numbers: tuple[object, ...] = (given.low, given.mid, given.high)
    else:
        numbers = tuple(given) if isinstance(given, tuple | list) else (given, given, given)
    plain = [_number(number) for number in numbers]
    if len(plain) != 3 or not all(math.isfinite(number) for number in plain):
        raise BudgetError(
            'Effect "{effect}": "{value}" is geen getal en geen drietal laag, midden, hoog.', effect=effect, value=given
        )
    low, mid, high = plain
    if not low <= mid <= high:
        raise BudgetError(
            'Effect "{effect}": laag ({low}), midden ({mid}) en hoog ({high}) staan niet op volgorde.',
            effect=effect,
            low=low,
            mid=mid,
            high=high,
        )
    return Estimate(low, mid, high)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return math.nan
    return float(value)


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
