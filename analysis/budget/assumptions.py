"""The assumptions behind a projection: every one with a default, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass, fields

from analysis.budget.definitions import ASSUMPTIONS
from analysis.budget.funding import FUNDING_VARIANTS, Funding
from analysis.budget.validation import validated_funding, validated_number


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
        individual care costs in that year (pupils × care_share × cost_per_pupil_in_care) and follows those three.
    taper: population funding: part by which the lump sum is lower every year than the year before, 0 to 1.
    fte: function funding: full-time equivalents in the schools, 0 to 100,000, fractions allowed.
    cost_per_fte: function funding: euros a year for one fte, 0 to 1,000,000.
    residual_share: cost of the care that stays individual beside the arrangement, as a part of what all individual
        care would cost, 0 to 1.

    The example values of fte and cost_per_fte together equal the default population budget, so that the two variants
    start from the same money and a difference between them comes from their mechanics.

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

    def __post_init__(self) -> None:
        # object.__setattr__: the one way for a frozen dataclass to store the checked value instead of the given one.
        object.__setattr__(self, "funding", validated_funding(self.funding))
        for name, definition in ASSUMPTIONS.items():
            value = getattr(self, name)
            if definition.unit is None or (value is None and definition.optional):
                continue
            object.__setattr__(self, name, validated_number(definition, value))

    @property
    def used(self) -> tuple[str, ...]:
        """Names of the assumptions on which the result rests: all but those of the other funding variants."""
        own = FUNDING_VARIANTS[self.funding].assumptions
        of_variants = {name for variant in FUNDING_VARIANTS.values() for name in variant.assumptions}
        return tuple(name for name in ASSUMPTIONS if name in own or name not in of_variants)


def examples_used(assumptions: Assumptions) -> tuple[str, ...]:
    """Names of the assumptions on which the result rests and that still have their example value (*voorbeeld*).

    A value counts as the user's own once it differs from the example.
    """
    defaults = {field.name: field.default for field in fields(Assumptions)}
    return tuple(
        name
        for name in assumptions.used
        if ASSUMPTIONS[name].is_example and getattr(assumptions, name) == defaults[name]
    )
