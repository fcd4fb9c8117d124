"""What each assumption means: its unit, the values that are possible, where its default comes from, and texts for it.

The default values themselves are those of the `Assumptions` fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from analysis.errors import BudgetError, Message


class Unit(StrEnum):
    """What a number counts; `UNIT_LABELS` has the words. SHARE and SHARE_PER_YEAR are fractions (0.05 is 5%)."""

    PUPILS = "pupils"
    SHARE = "share"
    SHARE_PER_YEAR = "share_per_year"
    EURO_PER_YEAR = "euro_per_year"
    FTE = "fte"
    CALENDAR_YEAR = "calendar_year"
    NUMBER_OF_YEARS = "number_of_years"

    @property
    def is_share(self) -> bool:
        """Whether people read the number as a percentage."""
        return self in (Unit.SHARE, Unit.SHARE_PER_YEAR)

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers have a meaning."""
        return self in (Unit.PUPILS, Unit.CALENDAR_YEAR, Unit.NUMBER_OF_YEARS)


UNIT_LABELS: Mapping[Unit, Message] = MappingProxyType(
    {
        Unit.PUPILS: Message("aantal"),
        Unit.SHARE: Message("procent"),
        Unit.SHARE_PER_YEAR: Message("procent per jaar"),
        Unit.EURO_PER_YEAR: Message("euro per jaar"),
        Unit.FTE: Message("fte"),
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
    unit, valid, slider: None for a choice from a list (funding).
    origin, source: where the default comes from; a source only, and always, where origin is SOURCE.
    price_year: price level of the default where it is an amount; None: the projection's first year.
    optional: whether None is a value ("derive it").
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

    @property
    def is_example(self) -> bool:
        """Whether the default has no source and must be shown as *voorbeeld*."""
        return self.origin is Origin.EXAMPLE


_DEFINITIONS = (
    AssumptionDefinition(
        name="pupils",
        label=Message("Leerlingen"),
        explanation=Message(
            "Alle leerlingen van de scholen met een arrangement in het eerste jaar, met of zonder hulp."
        ),
        unit=Unit.PUPILS,
        valid=Range(1, 1_000_000),
        slider=Slider(50, 8_000, 1),
        origin=Origin.SOURCE,
        source=Message("Enschede, zes scholen: rapport Twente 2021, paragraaf 3.1.2"),
    ),
    AssumptionDefinition(
        name="growth",
        label=Message("Groei van het aantal leerlingen"),
        explanation=Message(
            "Hoeveel leerlingen er elk jaar bij komen, als deel van het jaar ervoor; krimp is negatief."
        ),
        unit=Unit.SHARE_PER_YEAR,
        valid=Range(-0.9, 1.0),
        slider=Slider(-0.10, 0.10, 0.005),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="care_share",
        label=Message("Leerlingen met jeugdhulp"),
        explanation=Message(
            "Welk deel van de leerlingen jeugdhulp krijgt; in de pilots loopt dat uiteen van 33 tot 80 procent."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.SOURCE,
        source=Message(
            "Ondergrens van Hengelo en bovengrens van Amsterdam: rapport Twente 2021, paragrafen 3.2.1 en 4.2.1"
        ),
    ),
    AssumptionDefinition(
        name="cost_per_pupil_in_care",
        label=Message("Kosten per leerling met jeugdhulp"),
        explanation=Message(
            "Wat individuele jeugdhulp per leerling met hulp gemiddeld kost, in prijzen van het eerste jaar."
        ),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 1_000_000.0),
        slider=Slider(0.0, 30_000.0, 100.0),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="indexation",
        label=Message("Indexering"),
        explanation=Message(
            "Jaarlijkse stijging van alle prijzen; ter vergelijking: de OVA-index was 6,36 procent over 2023, "
            "6,00 procent over 2024 en voorlopig 4,18 procent over 2025 (bron: VNG)."
        ),
        unit=Unit.SHARE_PER_YEAR,
        valid=Range(-0.5, 1.0),
        slider=Slider(-0.02, 0.10, 0.001),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="start_year",
        label=Message("Eerste jaar"),
        explanation=Message("Het jaar waarin het arrangement begint en in prijzen waarvan bedragen worden ingevuld."),
        unit=Unit.CALENDAR_YEAR,
        valid=Range(2000, 2100),
        slider=Slider(2020, 2040, 1),
        origin=Origin.CHOICE,
    ),
    AssumptionDefinition(
        name="years",
        label=Message("Looptijd"),
        explanation=Message("Over hoeveel jaren de twee routes worden vergeleken."),
        unit=Unit.NUMBER_OF_YEARS,
        valid=Range(1, 40),
        slider=Slider(1, 15, 1),
        origin=Origin.CHOICE,
    ),
    AssumptionDefinition(
        name="funding",
        label=Message("Bekostiging"),
        explanation=Message(
            "Hoe het arrangement wordt betaald: een bedrag voor de hele populatie of een vaste formatie."
        ),
        unit=None,
        valid=None,
        slider=None,
        origin=Origin.CHOICE,
    ),
    AssumptionDefinition(
        name="base_spending",
        label=Message("Uitgaven in het basisjaar"),
        explanation=Message(
            "Het bedrag waarop het populatiebudget is gebaseerd; zonder eigen bedrag is dat wat individuele hulp "
            "in het eerste jaar zou kosten."
        ),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 10_000_000_000.0),
        slider=Slider(0.0, 20_000_000.0, 1_000.0),
        origin=Origin.DERIVED,
        optional=True,
    ),
    AssumptionDefinition(
        name="taper",
        label=Message("Jaarlijkse afbouw"),
        explanation=Message(
            "Hoeveel lager het populatiebudget elk jaar is dan in het jaar ervoor, vanaf het tweede jaar."
        ),
        unit=Unit.SHARE_PER_YEAR,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 0.25, 0.005),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="fte",
        label=Message("Vaste formatie"),
        explanation=Message("Hoeveel jeugdhulpverleners, in voltijdbanen, er samen op de scholen werken."),
        unit=Unit.FTE,
        valid=Range(0.0, 100_000.0),
        slider=Slider(0.0, 200.0, 0.5),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="cost_per_fte",
        label=Message("Kosten per fte"),
        explanation=Message("Wat een voltijdbaan bij de aanbieder kost, met overhead, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 1_000_000.0),
        slider=Slider(0.0, 200_000.0, 500.0),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="residual_share",
        label=Message("Individuele hulp die blijft"),
        explanation=Message("Welk deel van de kosten van individuele hulp naast het arrangement doorloopt."),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.EXAMPLE,
    ),
)

ASSUMPTIONS: Mapping[str, AssumptionDefinition] = MappingProxyType({entry.name: entry for entry in _DEFINITIONS})
"""Every assumption by name, in the order of the `Assumptions` fields."""


def describe_assumption(name: str) -> AssumptionDefinition:
    """The definition of the assumption called `name`.

    Raises BudgetError where no assumption has that name.
    """
    if name not in ASSUMPTIONS:
        raise BudgetError(
            'Er is geen aanname die "{name}" heet. Kies uit: {names}.', name=name, names=", ".join(ASSUMPTIONS)
        )
    return ASSUMPTIONS[name]
