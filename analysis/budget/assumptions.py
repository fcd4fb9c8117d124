"""The assumptions behind a projection: every one with a default, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.funding import FUNDING_VARIANTS, Funding
from analysis.budget.residence import ResidenceRule
from analysis.budget.validation import (
    validated_funding,
    validated_number,
    validated_residence_rule,
    validated_residence_shares,
)


@dataclass(frozen=True, kw_only=True)
class Assumptions:
    """What a projection assumes. Immutable: change one with `dataclasses.replace`, which checks it again.

    Shares and yearly rates are fractions (0.05 is 5%); amounts are euros a year in prices of the first year, which
    `indexation` raises from the second year on. NumPy scalars are stored as plain numbers.

    pupils: all pupils of the schools in the first year, whole number from 1 to 1,000,000.
    growth: yearly change of the number of pupils, −0.9 to 1.
    care_share: part of the pupils in youth care, 0 to 1.
    cost_per_pupil_in_care: euros a year for a pupil in individual care, 0 to 1,000,000.
    indexation: yearly change of all prices, −0.5 to 1.
    start_year: first calendar year, whole number from 2000 to 2100.
    years: number of years, whole number from 1 to 40.
    funding: how the arrangement is paid for, a name in `FUNDING_VARIANTS`.
    base_spending: population funding: euros of the lump sum in the first year, 0 to 10,000,000,000; None takes what
        individual care costs in that year (pupils × care_share × cost_per_pupil_in_care) and follows those three, for
        the part that the arrangement covers. With an earlier base year: euros spent in that year.
    taper: population funding: part by which the lump sum is lower every year than the year before, 0 to 1.
    fte: function funding: full-time equivalents in the schools, 0 to 100,000, fractions allowed.
    cost_per_fte: function funding: euros a year for one fte, 0 to 1,000,000.
    residual_share: cost of the care that stays individual beside the arrangement, as a part of what all individual
        care would cost, 0 to 1.

    The assumptions below refine the model; each starts at a value that changes nothing.

    base_years_back: population funding: years between the base year and the first year, whole number from 0 to 20.
    growth_since_base: yearly change of pupils in those years, −0.9 to 1; None takes `growth`.
    indexation_since_base: yearly change of prices in those years, −0.5 to 1; None takes `indexation`.
    growth_correction: population funding: how far the budget follows the number of pupils since the base year, 0 to 1.
    hours_per_pupil_in_care: production funding: hours a year for a pupil in care, 0 to 5,000.
    hourly_tariff: production funding: euros an hour, 0 to 1,000.
    production_ceiling: production funding: euros a year beyond which hours are not paid, 0 to 10,000,000,000; None: no
        ceiling.
    price_per_result: outcome funding: euros for a pupil whose agreed result is achieved, 0 to 1,000,000.
    achieved_share: outcome funding: part of the pupils in care whose result is achieved, 0 to 1.
    overhead_share: surcharge of the main provider, as a part of the help itself, 0 to 1.
    subcontracted_share: part of the help that others than the main provider give, 0 to 1.
    subcontracting_margin: how much dearer that part is, 0 to 1.
    run_in_years: years in which the arrangement grows to its full reach, in equal steps, whole number from 0 to 20; the
        help that it does not reach yet stays individual. Lump sums and staff are paid in full meanwhile.
    waiting_weeks: weeks a year that a pupil waits for the help of the arrangement, 0 to 52; meanwhile the individual
        care goes on. Lump sums and staff are paid in full.
    setup_cost: euros in the first year only, 0 to 1,000,000,000.
    returning_share: part of the care taken over that is given individually all the same (by way of a GP), 0 to 1.
    home_share: part of the help that is given at home, 0 to 1.
    home_covered: part of the help at home that the arrangement covers, 0 to 1; the rest stays individual.
    decisions_per_pupil_in_care: decisions a year for a pupil in individual care, 0 to 50.
    cost_per_decision: euros of administration for a decision, 0 to 100,000.
    schools: number of schools, whole number from 1 to 100,000.
    providers_per_school: providers that a school deals with without an arrangement, 0 to 1,000.
    providers_in_arrangement: the same with an arrangement, 0 to 1,000.
    coordination_hours: hours a year that a school spends on one provider, 0 to 5,000.
    coordination_tariff: euros for such an hour, 0 to 1,000.
    hours_per_fte: hours of help a year from one fte, 0 to 2,500; changes no amount, only what it buys.
    taking_part_share: part of the pupils who live in another municipality that takes part, 0 to 1.
    other_share: part of the pupils who live in one that does not, 0 to 1; the two together are at most 1.
    residence_rule: what pupils from other municipalities get and who pays for it, a name in `RESIDENCE_RULE_LABELS`.
    group_share: part of the arrangement that is group offers, 0 to 1.
    school_contribution: euros a year from the schools' lump sums towards the arrangement, 0 to 10,000,000,000.
    partnership_per_pupil: euros a year for each pupil from the partnership, 0 to 100,000.
    long_term_care_contribution: euros a year under the Wlz, 0 to 10,000,000,000.
    health_insurer_contribution: euros a year under the Zvw, 0 to 10,000,000,000.

    The example values of the four variants start from the same money (fte × cost_per_fte, pupils in care × hours ×
    tariff and pupils in care × share achieved × price all equal the default population budget), so that a difference
    between them comes from their mechanics.

    Raises BudgetError where a value is missing, not a number, not whole or out of range.
    """

    pupils: int = 955
    growth: float = 0.0
    care_share: float = 0.6
    cost_per_pupil_in_care: float = 6_000.0
    indexation: float = 0.03
    start_year: int = 2027
    years: int = 5
    funding: Funding = "population"
    base_spending: float | None = None
    taper: float = 0.05
    fte: float = 36.0
    cost_per_fte: float = 95_500.0
    residual_share: float = 0.1
    base_years_back: int = 0
    growth_since_base: float | None = None
    indexation_since_base: float | None = None
    growth_correction: float = 1.0
    hours_per_pupil_in_care: float = 80.0
    hourly_tariff: float = 75.0
    production_ceiling: float | None = None
    price_per_result: float = 8_000.0
    achieved_share: float = 0.75
    overhead_share: float = 0.0
    subcontracted_share: float = 0.0
    subcontracting_margin: float = 0.1
    run_in_years: int = 0
    waiting_weeks: float = 0.0
    setup_cost: float = 0.0
    returning_share: float = 0.0
    home_share: float = 0.0
    home_covered: float = 1.0
    decisions_per_pupil_in_care: float = 1.0
    cost_per_decision: float = 0.0
    schools: int = 6
    providers_per_school: float = 10.0
    providers_in_arrangement: float = 1.0
    coordination_hours: float = 0.0
    coordination_tariff: float = 60.0
    hours_per_fte: float = 1_200.0
    taking_part_share: float = 0.0
    other_share: float = 0.0
    residence_rule: ResidenceRule = "everyone"
    group_share: float = 0.3
    school_contribution: float = 0.0
    partnership_per_pupil: float = 0.0
    long_term_care_contribution: float = 0.0
    health_insurer_contribution: float = 0.0

    def __post_init__(self) -> None:
        # object.__setattr__: the one way for a frozen dataclass to store the checked value instead of the given one.
        object.__setattr__(self, "funding", validated_funding(self.funding))
        object.__setattr__(self, "residence_rule", validated_residence_rule(self.residence_rule))
        for name, definition in ASSUMPTIONS.items():
            value = getattr(self, name)
            if definition.unit is None or (value is None and definition.optional):
                continue
            object.__setattr__(self, name, validated_number(definition, value))
        validated_residence_shares(self.taking_part_share, self.other_share)

    @property
    def numeric(self) -> tuple[str, ...]:
        """Names of the assumptions that are numbers: all but the choices from a list."""
        return tuple(name for name, definition in ASSUMPTIONS.items() if definition.unit is not None)

    @property
    def used(self) -> tuple[str, ...]:
        """Names of the assumptions on which the result rests.

        Left out are those of the other funding variants, and those of a refinement that still has the value that leaves
        it out.
        """
        variant = FUNDING_VARIANTS[self.funding]
        own = {*variant.assumptions, *variant.refinements}
        of_variants = {name for each in FUNDING_VARIANTS.values() for name in (*each.assumptions, *each.refinements)}
        return tuple(
            name
            for name, definition in ASSUMPTIONS.items()
            if (name in own or name not in of_variants) and self._is_switched_on(definition.switched_on_by)
        )

    def _is_switched_on(self, switches: tuple[str, ...]) -> bool:
        return not switches or any(getattr(self, name) != _default(name) for name in switches)


def _default(name: str) -> object:
    return Assumptions.__dataclass_fields__[name].default


def examples_used(assumptions: Assumptions) -> tuple[str, ...]:
    """Names of the assumptions on which the result rests and that still have their example value (*voorbeeld*).

    A value counts as the user's own once it differs from the example.
    """
    return tuple(
        name
        for name in assumptions.used
        if ASSUMPTIONS[name].is_example and getattr(assumptions, name) == _default(name)
    )
