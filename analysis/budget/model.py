"""The model: every formula once, in the order in which a person would work it out.

A formula gives one amount or number for every year. Its quantities are assumptions or other formulas, by name. The
projection, the simulation, the explanation and the workbook all read this one list.

With t years since the first, prices and pupils follow (1 + indexation)^t and (1 + growth)^t, worked out year by year.
Individual route: care, plus decisions, plus the schools' time for coordination with providers. Collective route: what
the funding variant pays, plus surcharges, set-up and coordination, plus the individual care that stays beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analysis.budget.definitions import Unit
from analysis.budget.expressions import Expression, Number, Operand, Previous, Quantity, expression, least, most, ratio
from analysis.budget.funding import FUNDING_VARIANTS, Funding, cost_of
from analysis.budget.parties import PARTY_LABELS, Party
from analysis.budget.residence import SERVED_ELSEWHERE, SETTLED_ELSEWHERE, ResidenceRule
from analysis.errors import Message


class Section(StrEnum):
    """Part of the model to which a formula belongs."""

    BASIS = "basis"
    INDIVIDUAL = "individual"
    ARRANGEMENT = "arrangement"
    RESULT = "result"
    PAYERS = "payers"
    SETTLEMENT = "settlement"


SECTION_LABELS = {
    Section.BASIS: Message("Basis"),
    Section.INDIVIDUAL: Message("Individuele hulp"),
    Section.ARRANGEMENT: Message("Arrangement"),
    Section.RESULT: Message("Uitkomst"),
    Section.PAYERS: Message("Wie betaalt"),
    Section.SETTLEMENT: Message("Verrekening tussen gemeenten"),
}


@dataclass(frozen=True)
class Formula:
    """One row of the model.

    unit: of the outcome; None for a factor.
    first: the formula, for every year or, where there is a `following`, for the first year only.
    following: for the years after the first, with `Previous` for the outcome of the year before.
    """

    name: str
    label: Message
    unit: Unit | None
    section: Section
    first: Expression
    following: Expression | None = None


@dataclass(frozen=True)
class Model:
    """The formulas of one way of funding and one rule for pupils from elsewhere, in order of computation."""

    formulas: tuple[Formula, ...]

    def __getitem__(self, name: str) -> Formula:
        return next(formula for formula in self.formulas if formula.name == name)


OPTIONAL = frozenset({"base_spending", "growth_since_base", "indexation_since_base", "production_ceiling"})
"""Assumptions that may be left out; which of them have a value decides on the formulas."""


@lru_cache(maxsize=64)
def model_of(funding: Funding, residence_rule: ResidenceRule, given: frozenset[str]) -> Model:
    """The model for a way of funding, a rule for pupils from elsewhere, and the optional assumptions that are given."""
    formulas = (
        *_basis(),
        *_individual_route(),
        *_reach(residence_rule),
        *_base_year(given),
        *_arrangement(funding, given),
        *_result(),
        *_payers(residence_rule),
        *_settlement(),
    )
    return Model(formulas)


_Q = Quantity
_PRICE = _Q("price_factor")
_WEEKS = 52


def _row(
    section: Section, name: str, label: Message, unit: Unit | None, first: Operand, following: Expression | None = None
) -> Formula:
    return Formula(name, label, unit, section, expression(first), following)


def _basis() -> Iterator[Formula]:
    at = Section.BASIS
    yield _row(at, "elapsed", Message("Jaren sinds de start"), None, 0, Previous() + 1)
    yield _row(at, "growth_factor", Message("Leerlingen ten opzichte van het eerste jaar"), None, 1,
               Previous() * (1 + _Q("growth")))  # fmt: skip
    yield _row(at, "price_factor", Message("Prijspeil ten opzichte van het eerste jaar"), None, 1,
               Previous() * (1 + _Q("indexation")))  # fmt: skip
    yield _row(at, "pupils_in_year", Message("Leerlingen in het jaar"), Unit.PUPILS,
               _Q("pupils") * _Q("growth_factor"))  # fmt: skip
    yield _row(at, "pupils_in_care", Message("Leerlingen met jeugdhulp in het jaar"), Unit.PUPILS,
               _Q("pupils_in_year") * _Q("care_share"))  # fmt: skip
    yield _row(at, "own_share", Message("Leerlingen uit de eigen gemeente"), Unit.SHARE,
               most(0, 1 - _Q("taking_part_share") - _Q("other_share")))  # fmt: skip


def _individual_route() -> Iterator[Formula]:
    at, euro = Section.INDIVIDUAL, Unit.EURO_PER_YEAR
    yield _row(at, "individual_in_first_year", Message("Individuele hulp in het eerste jaar"), euro,
               _Q("pupils") * _Q("care_share") * _Q("cost_per_pupil_in_care"))  # fmt: skip
    yield _row(at, "individual_care", Message("Individuele hulp zonder uitvoering"), euro,
               _Q("individual_in_first_year") * _Q("growth_factor") * _PRICE)  # fmt: skip
    yield _row(at, "administration", Message("Uitvoering van beschikkingen"), euro,
               _Q("pupils_in_care") * _Q("decisions_per_pupil_in_care") * _Q("cost_per_decision") * _PRICE)  # fmt: skip
    yield _row(at, "coordination_individual", Message("Afstemming door scholen zonder arrangement"), euro,
               _coordination("providers_per_school"))  # fmt: skip
    yield _row(at, "individual", Message("Individuele route"), euro,
               _Q("individual_care") + _Q("administration") + _Q("coordination_individual"))  # fmt: skip


def _coordination(providers: str) -> Expression:
    return _Q("schools") * _Q(providers) * _Q("coordination_hours") * _Q("coordination_tariff") * _PRICE


def _reach(rule: ResidenceRule) -> Iterator[Formula]:
    """How much of the individual care the arrangement takes over."""
    at, share = Section.ARRANGEMENT, Unit.SHARE
    yield _row(at, "run_in", Message("Bereik in de aanloop"), share,
               least(1, (_Q("elapsed") + 1) / (_Q("run_in_years") + 1)))  # fmt: skip
    yield _row(at, "after_waiting", Message("Deel van het jaar na de wachttijd"), share,
               1 - _Q("waiting_weeks") / _WEEKS)  # fmt: skip
    yield _row(at, "home_outside", Message("Hulp thuis buiten het arrangement"), share,
               _Q("home_share") * (1 - _Q("home_covered")))  # fmt: skip
    yield _row(at, "served_elsewhere", Message("Aanbod voor leerlingen uit overige gemeenten"), share,
               SERVED_ELSEWHERE[rule])  # fmt: skip
    yield _row(at, "served", Message("Leerlingen voor wie het arrangement er is"), share,
               1 - _Q("other_share") * (1 - _Q("served_elsewhere")))  # fmt: skip
    yield _row(at, "covered", Message("Hulp die onder het arrangement valt"), share,
               (1 - _Q("home_outside")) * _Q("served"))  # fmt: skip
    yield _row(at, "reach", Message("Deel van de over te nemen hulp dat een inwoner krijgt"), share,
               (1 - _Q("returning_share")) * (1 - _Q("home_outside")) * _Q("after_waiting") * _Q("run_in"))  # fmt: skip
    yield _row(at, "stays_of_residents", Message("Individuele hulp die blijft bij inwoners"), share,
               _Q("residual_share") + (1 - _Q("residual_share")) * (1 - _Q("reach")))  # fmt: skip
    yield _row(at, "stays_elsewhere", Message("Individuele hulp die blijft bij leerlingen van elders"), share,
               _Q("residual_share")
               + (1 - _Q("residual_share")) * (1 - _Q("reach") * _Q("served_elsewhere")))  # fmt: skip
    yield _row(at, "stays", Message("Individuele hulp die blijft, gemiddeld"), share,
               _Q("residual_share") + (1 - _Q("residual_share")) * (1 - _Q("reach") * _Q("served")))  # fmt: skip


def _base_year(given: frozenset[str]) -> Iterator[Formula]:
    """The lump sum's base: spending in the base year, and what happened to pupils and prices since."""
    at = Section.ARRANGEMENT
    growth = _Q("growth_since_base" if "growth_since_base" in given else "growth")
    indexation = _Q("indexation_since_base" if "indexation_since_base" in given else "indexation")
    yield _row(at, "base_growth", Message("Leerlingen bij de start ten opzichte van het basisjaar"), None,
               (1 + growth) ** _Q("base_years_back"))  # fmt: skip
    yield _row(at, "base_prices", Message("Prijspeil bij de start ten opzichte van het basisjaar"), None,
               (1 + indexation) ** _Q("base_years_back"))  # fmt: skip
    derived = _Q("individual_in_first_year") * _Q("covered") / _Q("base_growth") / _Q("base_prices")
    yield _row(at, "base_budget", Message("Basisbudget, in prijzen van het basisjaar"), Unit.EURO_PER_YEAR,
               _Q("base_spending") if "base_spending" in given else derived)  # fmt: skip
    yield _row(at, "volume_factor", Message("Correctie voor leerlingen sinds het basisjaar"), None,
               _Q("growth_correction") * (_Q("base_growth") * _Q("growth_factor"))
               + (1 - _Q("growth_correction")))  # fmt: skip
    yield _row(at, "taper_left", Message("Wat na afbouw over is"), Unit.SHARE, 1,
               Previous() * (1 - _Q("taper")))  # fmt: skip


def _arrangement(funding: Funding, given: frozenset[str]) -> Iterator[Formula]:
    at, euro = Section.ARRANGEMENT, Unit.EURO_PER_YEAR
    # What is the same in every year comes first: of thousands of draws that is worked out once.
    delivered = _Q("covered") * _Q("after_waiting") * _Q("run_in") * _Q("pupils_in_care")
    yield _row(at, "production_hours", Message("Gewerkte uren"), Unit.HOURS_PER_YEAR,
               delivered * _Q("hours_per_pupil_in_care"))  # fmt: skip
    yield _row(at, "results", Message("Bereikte resultaten in het jaar"), Unit.PUPILS,
               delivered * _Q("achieved_share"))  # fmt: skip
    yield _row(at, "arrangement_direct", Message("Hulp binnen het arrangement"), euro,
               cost_of(funding, ceiling="production_ceiling" in given))  # fmt: skip
    yield _row(at, "surcharge", Message("Regie en uitbesteding"), euro,
               _Q("arrangement_direct")
               * (_Q("overhead_share") + _Q("subcontracted_share") * _Q("subcontracting_margin")))  # fmt: skip
    yield _row(at, "setup", Message("Startkosten in het jaar"), euro, _Q("setup_cost"), Number(0))
    yield _row(at, "coordination_arrangement", Message("Afstemming door scholen met arrangement"), euro,
               _coordination("providers_in_arrangement"))  # fmt: skip
    yield _row(at, "arrangement", Message("Arrangement zelf"), euro,
               _Q("arrangement_direct") + _Q("surcharge") + _Q("setup") + _Q("coordination_arrangement"))  # fmt: skip
    yield _row(at, "residual", Message("Individuele hulp naast het arrangement"), euro,
               _Q("stays") * (_Q("individual_care") + _Q("administration")))  # fmt: skip
    hours = FUNDING_VARIANTS[funding].hours
    if hours is not None:
        yield _row(at, "hours", Message("Uren hulp die ervoor worden gekocht"), Unit.HOURS_PER_YEAR, hours)
        yield _row(at, "hours_per_pupil", Message("Uren hulp per leerling"), Unit.HOURS_PER_YEAR,
                   _Q("hours") / _Q("pupils_in_year"))  # fmt: skip


def _result() -> Iterator[Formula]:
    at, euro = Section.RESULT, Unit.EURO_PER_YEAR
    yield _row(at, "collective", Message("Collectieve route"), euro, _Q("arrangement") + _Q("residual"))
    yield _row(at, "difference", Message("Verschil met individuele hulp"), euro, _Q("collective") - _Q("individual"))
    yield _row(at, "cumulative", Message("Opgeteld verschil"), Unit.EURO, _Q("difference"),
               Previous() + _Q("difference"))  # fmt: skip
    yield _row(at, "per_pupil", Message("Collectieve route per leerling"), Unit.EURO_PER_PUPIL,
               _Q("collective") / _Q("pupils_in_year"))  # fmt: skip
    yield _row(at, "individual_per_pupil", Message("Individuele route per leerling"), Unit.EURO_PER_PUPIL,
               _Q("individual") / _Q("pupils_in_year"))  # fmt: skip


_CONTRIBUTIONS = {
    Party.SCHOOL: _Q("school_contribution") * _PRICE,
    Party.PARTNERSHIP: _Q("partnership_per_pupil") * _Q("pupils_in_year") * _PRICE,
    Party.LONG_TERM_CARE: _Q("long_term_care_contribution") * _PRICE,
    Party.HEALTH_INSURER: _Q("health_insurer_contribution") * _PRICE,
}
_SHARES = {
    Party.MUNICIPALITY: _Q("own_share"),
    Party.TAKING_PART: _Q("taking_part_share"),
    Party.OTHER: _Q("other_share"),
}


def _payers(rule: ResidenceRule) -> Iterator[Formula]:
    """Both routes divided among the payers.

    Others contribute to the arrangement (never more than it costs, else all in proportion); the municipalities pay the
    rest, and the individual care of their own pupils. Schools bear their own time for coordination.
    """
    at, euro = Section.PAYERS, Unit.EURO_PER_YEAR
    yield _row(at, "shared_cost", Message("Te verdelen kosten van het arrangement"), euro,
               _Q("arrangement_direct") + _Q("surcharge") + _Q("setup"))  # fmt: skip
    yield _row(at, "offered", Message("Toegezegde bijdragen"), euro, _sum(*_CONTRIBUTIONS.values()))
    yield _row(at, "called", Message("Deel van de bijdragen dat nodig is"), Unit.SHARE,
               least(1, ratio(_Q("shared_cost"), _Q("offered"))))  # fmt: skip
    yield _row(at, "municipal", Message("Arrangement voor rekening van gemeenten"), euro,
               most(0, _Q("shared_cost") - _Q("offered") * _Q("called")))  # fmt: skip
    settled = _Q("municipal") * _Q("other_share") if SETTLED_ELSEWHERE[rule] else Number(0)
    yield _row(at, "borne_municipalities_other", Message("Arrangement voor overige gemeenten"), euro, settled)
    yield _row(at, "borne_municipalities_taking_part", Message("Arrangement voor deelnemende gemeenten"), euro,
               (_Q("municipal") - _Q("borne_municipalities_other"))
               * ratio(_Q("taking_part_share"), _Q("own_share") + _Q("taking_part_share")))  # fmt: skip
    yield _row(at, "borne_municipality", Message("Arrangement voor de eigen gemeente"), euro,
               _Q("municipal") - _Q("borne_municipalities_other") - _Q("borne_municipalities_taking_part"))  # fmt: skip
    care = _Q("individual_care") + _Q("administration")
    for party, share in _SHARES.items():
        stays = _Q("stays_elsewhere" if party is Party.OTHER else "stays_of_residents")
        yield _pays(party, _Q(f"borne_{party}") + care * share * stays)
    for party, contribution in _CONTRIBUTIONS.items():
        own_time = _Q("coordination_arrangement") if party is Party.SCHOOL else None
        called = contribution * _Q("called")
        yield _pays(party, called if own_time is None else called + own_time)
    for party, share in _SHARES.items():
        yield _paid_before(party, care * share)
    yield _paid_before(Party.SCHOOL, _Q("coordination_individual"))


def _pays(party: Party, amount: Expression) -> Formula:
    label = Message("{party}, met arrangement", {"party": PARTY_LABELS[party]})
    return _row(Section.PAYERS, f"pays_{party}", label, Unit.EURO_PER_YEAR, amount)


def _paid_before(party: Party, amount: Expression) -> Formula:
    label = Message("{party}, zonder arrangement", {"party": PARTY_LABELS[party]})
    return _row(Section.PAYERS, f"paid_before_{party}", label, Unit.EURO_PER_YEAR, amount)


def _settlement() -> Iterator[Formula]:
    """What each municipality still owes (positive) or receives, the one that runs the arrangement having paid all."""
    for party in _SHARES:
        borne = _Q(f"borne_{party}")
        yield _row(Section.SETTLEMENT, f"settles_{party}",
                   Message("{party}, te verrekenen", {"party": PARTY_LABELS[party]}), Unit.EURO_PER_YEAR,
                   borne - _Q("municipal") if party is Party.MUNICIPALITY else borne)  # fmt: skip


def _sum(first: Expression, *others: Expression) -> Expression:
    total = first
    for other in others:
        total = total + other
    return total
