"""Every assumption of the model, described: labels, explanations, ranges and where each default comes from.

An assumption of the first version always plays a part. The others start where they change nothing, and count once a
user gives them a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from analysis.budget.definitions import AssumptionDefinition, Origin, Range, Slider, Unit
from analysis.budget.funding import FUNDING_VARIANTS
from analysis.budget.residence import RESIDENCE_RULE_LABELS
from analysis.errors import BudgetError, Message

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
            "Welk deel van de leerlingen jeugdhulp krijgt; in de pilots loopt dat uiteen van 33 tot 80 procent, op "
            "scholen met veel zorgleerlingen van 30 tot 90 procent."
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
        explanation=Message("Hoe het arrangement wordt betaald: per populatie, per functie, per uur of per resultaat."),
        unit=None,
        valid=None,
        slider=None,
        origin=Origin.CHOICE,
        options={name: variant.label for name, variant in FUNDING_VARIANTS.items()},
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
    AssumptionDefinition(
        name="base_years_back",
        label=Message("Basisjaar vóór de start"),
        explanation=Message(
            "Hoeveel jaren het basisjaar voor het eerste jaar ligt; 0 neemt het eerste jaar zelf als basis."
        ),
        unit=Unit.NUMBER_OF_YEARS,
        valid=Range(0, 20),
        slider=Slider(0, 5, 1),
        origin=Origin.CHOICE,
        switched_on_by=("base_years_back",),
    ),
    AssumptionDefinition(
        name="growth_since_base",
        label=Message("Groei van leerlingen sinds het basisjaar"),
        explanation=Message(
            "Hoeveel leerlingen er elk jaar bij kwamen tussen het basisjaar en het eerste jaar; zonder eigen "
            "cijfer de groei van daarna."
        ),
        unit=Unit.SHARE_PER_YEAR,
        valid=Range(-0.9, 1.0),
        slider=Slider(-0.1, 0.1, 0.005),
        origin=Origin.DERIVED,
        optional=True,
        switched_on_by=("base_years_back",),
    ),
    AssumptionDefinition(
        name="indexation_since_base",
        label=Message("Indexering sinds het basisjaar"),
        explanation=Message(
            "Jaarlijkse prijsstijging tussen het basisjaar en het eerste jaar; zonder eigen cijfer de indexering "
            "van daarna."
        ),
        unit=Unit.SHARE_PER_YEAR,
        valid=Range(-0.5, 1.0),
        slider=Slider(-0.02, 0.1, 0.001),
        origin=Origin.DERIVED,
        optional=True,
        switched_on_by=("base_years_back",),
    ),
    AssumptionDefinition(
        name="growth_correction",
        label=Message("Correctie voor groei"),
        explanation=Message(
            "In hoeverre het populatiebudget meegaat met het aantal leerlingen sinds het basisjaar: 100 procent "
            "volledig, 0 procent niet."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.05),
        origin=Origin.CHOICE,
        switched_on_by=("growth_correction",),
    ),
    AssumptionDefinition(
        name="hours_per_pupil_in_care",
        label=Message("Uren per leerling met jeugdhulp"),
        explanation=Message("Hoeveel uren hulp per jaar een leerling met jeugdhulp binnen het arrangement krijgt."),
        unit=Unit.HOURS_PER_YEAR,
        valid=Range(0.0, 5000.0),
        slider=Slider(0.0, 300.0, 1.0),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="hourly_tariff",
        label=Message("Tarief per uur"),
        explanation=Message("Wat een uur hulp binnen het arrangement kost, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_HOUR,
        valid=Range(0.0, 1000.0),
        slider=Slider(30.0, 150.0, 1.0),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="production_ceiling",
        label=Message("Plafond voor productie"),
        explanation=Message(
            "Het hoogste bedrag dat per jaar voor gewerkte uren wordt betaald, in prijzen van het eerste jaar; "
            "zonder bedrag is er geen plafond."
        ),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 10000000000.0),
        slider=Slider(0.0, 20000000.0, 10000.0),
        origin=Origin.CHOICE,
        optional=True,
        switched_on_by=("production_ceiling",),
    ),
    AssumptionDefinition(
        name="price_per_result",
        label=Message("Prijs per resultaat"),
        explanation=Message(
            "Wat de gemeente betaalt voor een leerling bij wie het afgesproken resultaat is bereikt, in prijzen "
            "van het eerste jaar."
        ),
        unit=Unit.EURO_PER_RESULT,
        valid=Range(0.0, 1000000.0),
        slider=Slider(0.0, 30000.0, 100.0),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="achieved_share",
        label=Message("Bereikte resultaten"),
        explanation=Message("Bij welk deel van de leerlingen met jeugdhulp het afgesproken resultaat wordt bereikt."),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.EXAMPLE,
    ),
    AssumptionDefinition(
        name="overhead_share",
        label=Message("Toeslag voor de hoofdaanbieder"),
        explanation=Message(
            "Wat de hoofdaanbieder boven op de hulp rekent voor regie en contracten, voor zover dat niet al in "
            "het bedrag zit."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 0.4, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("overhead_share",),
    ),
    AssumptionDefinition(
        name="subcontracted_share",
        label=Message("Uitbestede hulp"),
        explanation=Message("Welk deel van het arrangement de hoofdaanbieder door onderaanbieders laat doen."),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("subcontracted_share",),
    ),
    AssumptionDefinition(
        name="subcontracting_margin",
        label=Message("Opslag op uitbestede hulp"),
        explanation=Message("Hoeveel duurder uitbestede hulp is dan hulp van de hoofdaanbieder zelf."),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 0.5, 0.01),
        origin=Origin.EXAMPLE,
        switched_on_by=("subcontracted_share",),
    ),
    AssumptionDefinition(
        name="run_in_years",
        label=Message("Aanloopjaren"),
        explanation=Message(
            "In hoeveel jaren het arrangement toegroeit naar zijn volle bereik; tot dan loopt meer hulp "
            "individueel door."
        ),
        unit=Unit.NUMBER_OF_YEARS,
        valid=Range(0, 20),
        slider=Slider(0, 5, 1),
        origin=Origin.CHOICE,
        switched_on_by=("run_in_years",),
    ),
    AssumptionDefinition(
        name="waiting_weeks",
        label=Message("Wachttijd voor hulp op school"),
        explanation=Message(
            "Hoeveel weken van het jaar een leerling op de hulp van het arrangement wacht; zolang loopt zijn "
            "individuele hulp door."
        ),
        unit=Unit.WEEKS_PER_YEAR,
        valid=Range(0.0, 52.0),
        slider=Slider(0.0, 26.0, 1.0),
        origin=Origin.CHOICE,
        switched_on_by=("waiting_weeks",),
    ),
    AssumptionDefinition(
        name="setup_cost",
        label=Message("Eenmalige startkosten"),
        explanation=Message("Wat de opzet in het eerste jaar eenmalig kost, zoals een projectleider."),
        unit=Unit.EURO,
        valid=Range(0.0, 1000000000.0),
        slider=Slider(0.0, 500000.0, 5000.0),
        origin=Origin.CHOICE,
        switched_on_by=("setup_cost",),
    ),
    AssumptionDefinition(
        name="returning_share",
        label=Message("Hulp die langs een andere weg terugkomt"),
        explanation=Message(
            "Welk deel van de hulp die het arrangement zou overnemen toch individueel wordt ingezet, "
            "bijvoorbeeld via de huisarts."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 0.6, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("returning_share",),
    ),
    AssumptionDefinition(
        name="home_share",
        label=Message("Hulp thuis"),
        explanation=Message(
            "Welk deel van de hulp bij de leerlingen thuis wordt gegeven; bij het praktijkonderwijs in Almere "
            "was dat 40 procent van het arrangement."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("home_share",),
    ),
    AssumptionDefinition(
        name="home_covered",
        label=Message("Hulp thuis binnen het arrangement"),
        explanation=Message(
            "Welk deel van de hulp thuis het arrangement dekt; voor de rest blijft een beschikking nodig."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.05),
        origin=Origin.CHOICE,
        switched_on_by=("home_share",),
    ),
    AssumptionDefinition(
        name="decisions_per_pupil_in_care",
        label=Message("Beschikkingen per leerling met jeugdhulp"),
        explanation=Message("Hoeveel beschikkingen een leerling met individuele jeugdhulp per jaar nodig heeft."),
        unit=Unit.DECISIONS,
        valid=Range(0.0, 50.0),
        slider=Slider(0.0, 5.0, 0.1),
        origin=Origin.EXAMPLE,
        switched_on_by=("cost_per_decision",),
    ),
    AssumptionDefinition(
        name="cost_per_decision",
        label=Message("Kosten van een beschikking"),
        explanation=Message("Wat de gemeente per beschikking kwijt is aan uitvoering, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_DECISION,
        valid=Range(0.0, 100000.0),
        slider=Slider(0.0, 2000.0, 10.0),
        origin=Origin.CHOICE,
        switched_on_by=("cost_per_decision",),
    ),
    AssumptionDefinition(
        name="schools",
        label=Message("Scholen"),
        explanation=Message("Op hoeveel scholen het arrangement loopt."),
        unit=Unit.SCHOOLS,
        valid=Range(1, 100000),
        slider=Slider(1, 60, 1),
        origin=Origin.SOURCE,
        source=Message("Enschede, zes scholen: rapport Twente 2021, paragraaf 3.1.2"),
        switched_on_by=("coordination_hours",),
    ),
    AssumptionDefinition(
        name="providers_per_school",
        label=Message("Aanbieders per school zonder arrangement"),
        explanation=Message("Met hoeveel jeugdhulpaanbieders een school te maken heeft als alle hulp individueel is."),
        unit=Unit.PROVIDERS,
        valid=Range(0.0, 1000.0),
        slider=Slider(0.0, 40.0, 1.0),
        origin=Origin.EXAMPLE,
        switched_on_by=("coordination_hours",),
    ),
    AssumptionDefinition(
        name="providers_in_arrangement",
        label=Message("Aanbieders per school met arrangement"),
        explanation=Message("Met hoeveel jeugdhulpaanbieders een school te maken heeft als er een arrangement is."),
        unit=Unit.PROVIDERS,
        valid=Range(0.0, 1000.0),
        slider=Slider(0.0, 40.0, 1.0),
        origin=Origin.SOURCE,
        source=Message(
            "Eén hoofdaanbieder per school in Enschede en Almere: rapport Twente 2021, paragrafen 3.1.3 en 4.1.3"
        ),
        switched_on_by=("coordination_hours",),
    ),
    AssumptionDefinition(
        name="coordination_hours",
        label=Message("Afstemming per aanbieder"),
        explanation=Message("Hoeveel uren per jaar een school kwijt is aan afstemming met één aanbieder."),
        unit=Unit.HOURS_PER_YEAR,
        valid=Range(0.0, 5000.0),
        slider=Slider(0.0, 200.0, 1.0),
        origin=Origin.CHOICE,
        switched_on_by=("coordination_hours",),
    ),
    AssumptionDefinition(
        name="coordination_tariff",
        label=Message("Kosten van een uur op school"),
        explanation=Message("Wat een uur afstemming de school kost, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_HOUR,
        valid=Range(0.0, 1000.0),
        slider=Slider(20.0, 150.0, 1.0),
        origin=Origin.EXAMPLE,
        switched_on_by=("coordination_hours",),
    ),
    AssumptionDefinition(
        name="hours_per_fte",
        label=Message("Uren hulp per fte"),
        explanation=Message(
            "Hoeveel uren hulp een voltijdbaan per jaar oplevert; dit verandert geen bedragen, wel de uren per "
            "leerling."
        ),
        unit=Unit.HOURS_PER_YEAR,
        valid=Range(0.0, 2500.0),
        slider=Slider(600.0, 1800.0, 10.0),
        origin=Origin.EXAMPLE,
        switched_on_by=("hours_per_fte",),
    ),
    AssumptionDefinition(
        name="taking_part_share",
        label=Message("Leerlingen uit deelnemende gemeenten"),
        explanation=Message(
            "Welk deel van de leerlingen woont in een andere gemeente die aan het arrangement meedoet."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("taking_part_share",),
    ),
    AssumptionDefinition(
        name="other_share",
        label=Message("Leerlingen uit overige gemeenten"),
        explanation=Message("Welk deel van de leerlingen woont in een gemeente die niet aan het arrangement meedoet."),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.CHOICE,
        switched_on_by=("other_share",),
    ),
    AssumptionDefinition(
        name="residence_rule",
        label=Message("Regel voor leerlingen van elders"),
        explanation=Message("Wat het arrangement biedt aan leerlingen uit overige gemeenten, en wie dat betaalt."),
        unit=None,
        valid=None,
        slider=None,
        origin=Origin.CHOICE,
        switched_on_by=("other_share",),
        options=RESIDENCE_RULE_LABELS,
    ),
    AssumptionDefinition(
        name="group_share",
        label=Message("Groepsaanbod"),
        explanation=Message(
            "Welk deel van het arrangement groepsaanbod is, dat ook voor leerlingen van elders open kan staan."
        ),
        unit=Unit.SHARE,
        valid=Range(0.0, 1.0),
        slider=Slider(0.0, 1.0, 0.01),
        origin=Origin.EXAMPLE,
        switched_on_by=("other_share",),
    ),
    AssumptionDefinition(
        name="school_contribution",
        label=Message("Bijdrage van de scholen"),
        explanation=Message(
            "Wat de scholen uit hun lumpsum aan het arrangement bijdragen, in prijzen van het eerste jaar."
        ),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 10000000000.0),
        slider=Slider(0.0, 2000000.0, 5000.0),
        origin=Origin.CHOICE,
        switched_on_by=("school_contribution",),
    ),
    AssumptionDefinition(
        name="partnership_per_pupil",
        label=Message("Bijdrage van het samenwerkingsverband"),
        explanation=Message(
            "Wat het samenwerkingsverband per leerling aan het arrangement bijdraagt, in prijzen van het eerste jaar."
        ),
        unit=Unit.EURO_PER_PUPIL,
        valid=Range(0.0, 100000.0),
        slider=Slider(0.0, 2000.0, 5.0),
        origin=Origin.CHOICE,
        switched_on_by=("partnership_per_pupil",),
    ),
    AssumptionDefinition(
        name="long_term_care_contribution",
        label=Message("Bijdrage uit de Wlz"),
        explanation=Message("Wat het zorgkantoor aan het arrangement bijdraagt, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 10000000000.0),
        slider=Slider(0.0, 2000000.0, 5000.0),
        origin=Origin.CHOICE,
        switched_on_by=("long_term_care_contribution",),
    ),
    AssumptionDefinition(
        name="health_insurer_contribution",
        label=Message("Bijdrage uit de Zvw"),
        explanation=Message("Wat zorgverzekeraars aan het arrangement bijdragen, in prijzen van het eerste jaar."),
        unit=Unit.EURO_PER_YEAR,
        valid=Range(0.0, 10000000000.0),
        slider=Slider(0.0, 2000000.0, 5000.0),
        origin=Origin.CHOICE,
        switched_on_by=("health_insurer_contribution",),
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
