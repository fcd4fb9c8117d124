"""Figures with a source that may stand in for an example, and the pilots as starting points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from analysis.budget.assumptions import Assumptions
from analysis.budget.cost_benefit import DISCOUNT_RATE, DISCOUNT_RATE_YEAR
from analysis.budget.definitions import Unit
from analysis.budget.validation import quotable
from analysis.errors import BudgetError, Message


@dataclass(frozen=True)
class Preset:
    """A published figure.

    value: in `unit` (shares and rates as fractions).
    price_year: price level of an amount, or the year that a rate applies to.
    assumption: the assumption that it may fill; None where it is a unit value for an effect, or the discount rate.
    provisional: whether the source itself calls it so.
    """

    name: str
    label: Message
    value: float
    unit: Unit
    price_year: int
    source: Message
    assumption: str | None = None
    provisional: bool = False


_ALKMAAR = Message("Tarieven jeugdhulp 2018/2019, hulpinregioalkmaar.nl")
_BOLLENSTREEK = Message("Maximale pgb-tarieven Bollenstreek 2024, gemeente Noordwijk")
_PARTNERSHIP = Message("Pagina over OZA- en TOP-arrangementen, swvkopvannoordholland.nl")
_OVA = Message("Indexering jeugdhulp en Wmo 2024 en 2025, VNG")
_DISCOUNT = Message("Discontovoet, rwseconomie.nl")

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset("alkmaar_mbo", Message("Ambulante hulp mbo, regio Alkmaar 2019"), 58.20, Unit.EURO_PER_HOUR, 2018,
                   _ALKMAAR, "hourly_tariff"),
            Preset("alkmaar_hbo", Message("Ambulante hulp hbo, regio Alkmaar 2019"), 74.40, Unit.EURO_PER_HOUR, 2018,
                   _ALKMAAR, "hourly_tariff"),
            Preset("alkmaar_wo", Message("Ambulante hulp wo, regio Alkmaar 2019"), 96.60, Unit.EURO_PER_HOUR, 2018,
                   _ALKMAAR, "hourly_tariff"),
            Preset("pgb_mbo", Message("Hoogste pgb-tarief mbo, Bollenstreek"), 51.0, Unit.EURO_PER_HOUR, 2024,
                   _BOLLENSTREEK, "hourly_tariff"),
            Preset("pgb_hbo", Message("Hoogste pgb-tarief hbo, Bollenstreek"), 78.0, Unit.EURO_PER_HOUR, 2024,
                   _BOLLENSTREEK, "hourly_tariff"),
            Preset("light_support", Message("Lichte ondersteuning per leerling, Kop van Noord-Holland"), 206.0,
                   Unit.EURO_PER_PUPIL, 2024, _PARTNERSHIP, "partnership_per_pupil"),
            Preset("sbo", Message("Plaats in het sbo, Kop van Noord-Holland"), 6_634.52, Unit.EURO_PER_PUPIL, 2024,
                   _PARTNERSHIP),
            Preset("so_1", Message("Plaats in het so, categorie 1, Kop van Noord-Holland"), 12_938.34,
                   Unit.EURO_PER_PUPIL, 2024, _PARTNERSHIP),
            Preset("so_2", Message("Plaats in het so, categorie 2, Kop van Noord-Holland"), 21_053.23,
                   Unit.EURO_PER_PUPIL, 2024, _PARTNERSHIP),
            Preset("so_3", Message("Plaats in het so, categorie 3, Kop van Noord-Holland"), 31_419.53,
                   Unit.EURO_PER_PUPIL, 2024, _PARTNERSHIP),
            Preset("ova_2023", Message("OVA-index 2023"), 0.0636, Unit.SHARE_PER_YEAR, 2023, _OVA, "indexation"),
            Preset("ova_2024", Message("OVA-index 2024, definitief"), 0.0600, Unit.SHARE_PER_YEAR, 2024, _OVA,
                   "indexation"),
            Preset("ova_2025", Message("OVA-index 2025"), 0.0418, Unit.SHARE_PER_YEAR, 2025, _OVA, "indexation",
                   provisional=True),
            Preset("discount_rate", Message("Reële discontovoet"), DISCOUNT_RATE, Unit.SHARE_PER_YEAR,
                   DISCOUNT_RATE_YEAR, _DISCOUNT),
        )
    }
)  # fmt: skip
"""Published figures by name. Nobody publishes what an individual trajectory or one fte costs: those stay the user's."""


def with_preset(assumptions: Assumptions, name: str) -> Assumptions:
    """The assumptions with the published figure called `name` in its place, at the price level of its own year.

    Raises BudgetError where there is no such figure, or it belongs to no assumption.
    """
    fillable = [preset.name for preset in PRESETS.values() if preset.assumption is not None]
    if name not in fillable:
        raise BudgetError(
            'Er is geen cijfer "{name}" dat een aanname kan vullen. Kies uit: {names}.',
            name=name,
            names=", ".join(fillable),
        )
    preset = PRESETS[name]
    change: dict[str, Any] = {str(preset.assumption): preset.value}
    return replace(assumptions, **change)


@dataclass(frozen=True)
class PilotStart:
    """A pilot as a starting point for an own budget.

    values: what the source says, by assumption. Everything else keeps its default.
    sections: for each of them the section of the source (000) where it stands.
    ranges: shares that the source gives as a range, low and high.
    alternatives: other values of the same assumption in the same source; the user chooses.
    budget, budget_year: euros a year that the source names, and for which year; None where it names none.
    """

    name: str
    values: Mapping[str, Any]
    sections: Mapping[str, str]
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    alternatives: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    budget: float | None = None
    budget_year: int | None = None

    @property
    def assumptions(self) -> Assumptions:
        """The defaults with the pilot's values."""
        return Assumptions(**self.values)

    def source(self, assumption: str) -> Message:
        """Where the value, range or alternative of an assumption stands."""
        return Message("Rapport Twente 2021, paragraaf {section}", {"section": self.sections[assumption]})


_PILOTS = (
    PilotStart(
        "Enschede",
        {"pupils": 955, "schools": 6, "years": 5, "funding": "population", "residence_rule": "group_offers_open"},
        {"pupils": "3.1.2", "schools": "3.1.2", "years": "3.1.3", "funding": "3.1.4", "residence_rule": "3.1.4"},
    ),
    PilotStart(
        "Hengelo",
        {"pupils": 839, "schools": 7, "funding": "function", "residence_rule": "group_offers_open"},
        {"pupils": "3.2.2", "schools": "3.2.2", "funding": "3.2.4", "residence_rule": "3.2.4", "care_share": "3.2.1"},
        ranges={"care_share": (0.60, 0.80)},
    ),
    PilotStart(
        "Almere",
        {"pupils": 1143, "schools": 4, "funding": "population", "residence_rule": "school_hours_open"},
        {"pupils": "4.1.2", "schools": "4.1.2", "funding": "4.1.4", "residence_rule": "4.1.4"},
    ),
    PilotStart(
        "Amsterdam",
        {"pupils": 6000, "schools": 50, "funding": "function", "residence_rule": "advance_and_settle"},
        {"pupils": "4.2.2", "schools": "4.2.2", "funding": "4.2.4", "residence_rule": "4.2.4", "budget": "4.2.4"},
        budget=17_000_000.0,
        budget_year=2020,
    ),
    # The source says both that the two schools together have 2 fte (4.4.1) and that each of them has (4.4.3).
    PilotStart(
        "Utrecht",
        {"pupils": 344, "schools": 2, "funding": "function", "fte": 2.0, "residence_rule": "everyone"},
        {"pupils": "4.4.2", "schools": "4.4.2", "funding": "4.4.4", "fte": "4.4.1, 4.4.3", "residence_rule": "4.4.4"},
        alternatives={"fte": (4.0,)},
    ),
    PilotStart(
        "Zuid-Limburg",
        {"pupils": 673, "schools": 3, "funding": "population", "residence_rule": "residents_only"},
        {"pupils": "4.5.2", "schools": "4.5.2", "funding": "4.5.4", "residence_rule": "4.5.4"},
    ),
)
PILOT_STARTS: Mapping[str, PilotStart] = MappingProxyType({pilot.name: pilot for pilot in _PILOTS})


def from_pilot(name: str) -> PilotStart:
    """The pilot called `name` as a starting point. Raises BudgetError where no figures of such a pilot are known."""
    if not isinstance(name, str) or name not in PILOT_STARTS:
        raise BudgetError(
            'Van een pilot "{name}" zijn geen cijfers bekend om mee te beginnen. Kies uit: {names}.',
            name=quotable(name),
            names=", ".join(PILOT_STARTS),
        )
    return PILOT_STARTS[name]
