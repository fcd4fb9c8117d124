"""What stands beside an assumption: value as text, unit, price level, range, origin, explanation; and its group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from analysis.budget import (
    FUNDING_VARIANTS,
    PILOT_STARTS,
    PRESETS,
    AssumptionDefinition,
    Assumptions,
    Origin,
    Preset,
    SchoolType,
    Unit,
    describe_assumption,
    examples_used,
    follows_school_types,
)
from analysis.budget.definitions import UNIT_LABELS
from analysis.budget.school_types import FROM_SCHOOL_TYPES
from display.texts import Texts, mark

#: All assumptions but the way of funding, by group; those of one way of funding stand with the collective route.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "population": ("pupils", "growth", "care_share", "schools"),
        "individual": (
            "cost_per_pupil_in_care", "indexation", "decisions_per_pupil_in_care", "cost_per_decision",
            "coordination_hours", "coordination_tariff", "providers_per_school", "providers_in_arrangement",
        ),
        "collective": (
            "base_spending", "taper", "base_years_back", "growth_since_base", "indexation_since_base",
            "growth_correction", "fte", "cost_per_fte", "hours_per_fte", "hours_per_pupil_in_care", "hourly_tariff",
            "production_ceiling", "price_per_result", "achieved_share", "overhead_share", "subcontracted_share",
            "subcontracting_margin", "setup_cost",
        ),
        "stays": (
            "residual_share", "returning_share", "run_in_years", "waiting_weeks", "home_share", "home_covered",
        ),
        "elsewhere": ("taking_part_share", "other_share", "residence_rule", "group_share"),
        "payers": (
            "school_contribution", "partnership_per_pupil", "long_term_care_contribution",
            "health_insurer_contribution",
        ),
        "time": ("start_year", "years"),
    }
)  # fmt: skip
_GROUP_LABELS: Mapping[str, str] = {
    "population": mark("Leerlingen"),
    "individual": mark("Individuele hulp"),
    "collective": mark("Arrangement"),
    "stays": mark("Wat individueel blijft"),
    "elsewhere": mark("Leerlingen van elders"),
    "payers": mark("Wie meebetaalt"),
    "time": mark("Looptijd"),
}


def group_label(t: Texts, group: str) -> str:
    """The heading of a group of assumptions."""
    return t(_GROUP_LABELS[group])


def shown_in(group: str, values: Assumptions) -> tuple[str, ...]:
    """The assumptions of a group that play a part, or could, under this way of funding."""
    own = {*FUNDING_VARIANTS[values.funding].assumptions, *FUNDING_VARIANTS[values.funding].refinements}
    of_variants = {name for v in FUNDING_VARIANTS.values() for name in (*v.assumptions, *v.refinements)}
    return tuple(name for name in GROUPS[group] if name in own or name not in of_variants)


def written(t: Texts, definition: AssumptionDefinition, value: float | str | None, *, exact: bool = False) -> str:
    """A value of an assumption as text, with its unit; `exact` keeps cents and tenths of a percent."""
    if isinstance(value, str):
        return t.message(definition.options[value])
    if value is None:
        return t("volgt uit andere aannames") if definition.origin is Origin.DERIVED else t("niet ingevuld")
    if definition.unit is None or definition.unit is Unit.CALENDAR_YEAR:
        return str(value)
    if definition.unit.is_share:
        step = definition.slider.step if definition.slider else 0.01
        return t.percent(value, 2 if exact else 0 if step >= 0.01 else 1)
    if definition.unit.is_amount:
        fine = definition.unit is Unit.EURO_PER_HOUR or (exact and not float(value).is_integer())
        return t.money(value, 2 if fine else 0)
    if definition.unit is Unit.FTE:
        return f"{t.number(value, 1)} fte"
    if definition.unit is Unit.NUMBER_OF_YEARS:
        return t.plural("{n} jaar", "{n} jaren", int(value))
    return t.number(value, 0 if float(value).is_integer() else 1)


def explained(t: Texts, definition: AssumptionDefinition) -> str:
    """One sentence of explanation, and the origin of the default."""
    origin_of_default = {
        Origin.SOURCE: t("Bron: {source}.", source=t.message(definition.source)) if definition.source else "",
        Origin.EXAMPLE: t("Voorbeeld, zonder bron: vul uw eigen cijfer in."),
        Origin.CHOICE: t("Een keuze."),
        Origin.DERIVED: t("Volgt uit de andere aannames zolang u niets invult."),
    }[definition.origin]
    return f"{t.message(definition.explanation)} {origin_of_default}"


def unit_and_range(t: Texts, definition: AssumptionDefinition, values: Assumptions) -> str:
    """`euro per jaar, prijspeil 2027, van € 0 tot en met € 1.000.000`; nothing for a choice from a list."""
    if definition.unit is None or definition.valid is None:
        return ""
    parts = [t.message(UNIT_LABELS[definition.unit])]
    if definition.unit.is_amount:
        preset = _preset(definition.name, values)
        if preset is not None and preset.price_year != values.start_year:
            told = {"year": preset.price_year, "start": values.start_year}
            parts.append(t("prijspeil {year}, niet omgerekend naar {start}", **told))
        else:
            parts.append(t("prijspeil {year}", year=definition.price_year or values.start_year))
    parts.append(
        t(
            "van {low} tot en met {high}",
            low=written(t, definition, definition.valid.minimum),
            high=written(t, definition, definition.valid.maximum),
        )
    )
    return ", ".join(parts)


def _preset(name: str, values: Assumptions) -> Preset | None:
    """The published figure that an assumption has taken over, if it has."""
    value = getattr(values, name)
    return next((p for p in PRESETS.values() if p.assumption == name and p.value == value), None)


def origin(t: Texts, values: Assumptions, name: str, types: Sequence[SchoolType] = ()) -> str:
    """Where the value in use comes from: school types, a published figure, a pilot, an example, a choice, or the user.

    types: the school types of the scenario; they are the origin as long as the assumptions follow them.
    """
    definition, value = describe_assumption(name), getattr(values, name)
    filled = FROM_SCHOOL_TYPES if types and types[0].cost_per_pupil_in_care is not None else FROM_SCHOOL_TYPES[:2]
    if name in filled and follows_school_types(values, types):
        told = "; ".join(f"{each.name} {t.integer(each.pupils)}, {t.percent(each.care_share, 1)}" for each in types)
        return t("opgeteld uit schoolsoorten ({types})", types=told)
    if name in examples_used(values):
        return t("voorbeeld")
    if value == getattr(Assumptions(), name):
        if definition.source is not None:
            return t.message(definition.source)
        if value is None:
            return t("afgeleid van andere aannames") if definition.origin is Origin.DERIVED else t("niet ingevuld")
        return t("voorbeeld") if definition.is_example else t("standaardkeuze")
    preset = _preset(name, values)
    if preset is not None:
        source = t("{figure}, prijspeil {year}: {source}", figure=t.message(preset.label), year=preset.price_year,
                   source=t.message(preset.source))  # fmt: skip
        return t("{source} (voorlopig)", source=source) if preset.provisional else source
    for pilot in PILOT_STARTS.values():
        known = pilot.values.get(name) == value or value in pilot.alternatives.get(name, ())
        if pilot.values["pupils"] == values.pupils and known:
            return f"{pilot.name}: {t.message(pilot.source(name))}"
    return t("eigen invoer")
