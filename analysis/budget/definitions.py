"""How an assumption is described: its unit, the values that are possible, where its default comes from, its texts.

The descriptions themselves stand in `assumption_list`; the default values are those of the `Assumptions` fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from analysis.errors import Message


class Unit(StrEnum):
    """What a number counts; `UNIT_LABELS` has the words. SHARE and SHARE_PER_YEAR are fractions (0.05 is 5%)."""

    PUPILS = "pupils"
    SHARE = "share"
    SHARE_PER_YEAR = "share_per_year"
    EURO_PER_YEAR = "euro_per_year"
    EURO_PER_PUPIL = "euro_per_pupil"
    EURO_PER_HOUR = "euro_per_hour"
    EURO_PER_RESULT = "euro_per_result"
    EURO_PER_DECISION = "euro_per_decision"
    EURO = "euro"
    FTE = "fte"
    HOURS_PER_YEAR = "hours_per_year"
    WEEKS_PER_YEAR = "weeks_per_year"
    DECISIONS = "decisions"
    SCHOOLS = "schools"
    PROVIDERS = "providers"
    CALENDAR_YEAR = "calendar_year"
    NUMBER_OF_YEARS = "number_of_years"

    @property
    def is_share(self) -> bool:
        """Whether people read the number as a percentage."""
        return self in (Unit.SHARE, Unit.SHARE_PER_YEAR)

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers have a meaning."""
        return self in (Unit.PUPILS, Unit.SCHOOLS, Unit.CALENDAR_YEAR, Unit.NUMBER_OF_YEARS)

    @property
    def is_amount(self) -> bool:
        """Whether the number is money."""
        return self in (
            Unit.EURO,
            Unit.EURO_PER_YEAR,
            Unit.EURO_PER_PUPIL,
            Unit.EURO_PER_HOUR,
            Unit.EURO_PER_RESULT,
            Unit.EURO_PER_DECISION,
        )


UNIT_LABELS: Mapping[Unit, Message] = MappingProxyType(
    {
        Unit.PUPILS: Message("aantal"),
        Unit.SHARE: Message("procent"),
        Unit.SHARE_PER_YEAR: Message("procent per jaar"),
        Unit.EURO_PER_YEAR: Message("euro per jaar"),
        Unit.EURO_PER_PUPIL: Message("euro per leerling per jaar"),
        Unit.EURO_PER_HOUR: Message("euro per uur"),
        Unit.EURO_PER_RESULT: Message("euro per resultaat"),
        Unit.EURO_PER_DECISION: Message("euro per beschikking"),
        Unit.EURO: Message("euro"),
        Unit.FTE: Message("fte"),
        Unit.HOURS_PER_YEAR: Message("uren per jaar"),
        Unit.WEEKS_PER_YEAR: Message("weken per jaar"),
        Unit.DECISIONS: Message("beschikkingen per jaar"),
        Unit.SCHOOLS: Message("scholen"),
        Unit.PROVIDERS: Message("aanbieders per school"),
        Unit.CALENDAR_YEAR: Message("jaartal"),
        Unit.NUMBER_OF_YEARS: Message("aantal jaren"),
    }
)


class Origin(StrEnum):
    """Where a default comes from."""

    SOURCE = "source"
    """A published figure; the definition names the source."""
    EXAMPLE = "example"
    """No source: an illustrative value (*voorbeeld*) that waits for the user's own."""
    CHOICE = "choice"
    """Not a fact but a choice, such as the first year."""
    DERIVED = "derived"
    """Follows from other assumptions as long as the user gives no value."""


@dataclass(frozen=True)
class Range:
    """The values with a meaning, both ends included."""

    minimum: float
    maximum: float


@dataclass(frozen=True)
class Slider:
    """The values that a slider offers: narrower than what is possible, wide enough for what happens in practice."""

    low: float
    high: float
    step: float


@dataclass(frozen=True)
class AssumptionDefinition:
    """One assumption, described.

    name: the field of `Assumptions`.
    label, explanation: texts for the screen; the explanation is one sentence.
    unit, valid, slider: None for a choice from a list (`options`).
    origin, source: where the default comes from; a source only, and always, where origin is SOURCE.
    price_year: price level of the default where it is an amount; None: the projection's first year.
    optional: whether None is a value ("derive it", or "there is none").
    switched_on_by: names of assumptions; as long as each of them still has its default, this one plays no part. Empty:
        it always does. An assumption whose default leaves a mechanism out names itself.
    options: label of each value of a choice from a list.
    """

    name: str
    label: Message
    explanation: Message
    unit: Unit | None
    valid: Range | None
    slider: Slider | None
    origin: Origin
    source: Message | None = None
    price_year: int | None = None
    optional: bool = False
    switched_on_by: tuple[str, ...] = ()
    options: Mapping[str, Message] = field(default_factory=dict)

    @property
    def is_example(self) -> bool:
        """Whether the default has no source and must be shown as *voorbeeld*."""
        return self.origin is Origin.EXAMPLE
