"""Assumptions accept what has a meaning and explain what has none; every one of them is described."""

import copy
import pickle
from dataclasses import FrozenInstanceError, fields, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analysis.budget import (
    ASSUMPTIONS,
    FUNDING_VARIANTS,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    Origin,
    describe_assumption,
    examples_used,
    project,
)
from analysis.errors import AnalysisError, BudgetError

NUMERIC = [name for name, definition in ASSUMPTIONS.items() if definition.unit is not None]
WHOLE = ["pupils", "start_year", "years", "base_years_back", "run_in_years", "schools"]
CHOICES = ["funding", "residence_rule"]
OPTIONAL = ["base_spending", "growth_since_base", "indexation_since_base", "production_ceiling"]


def refused(**values):
    with pytest.raises(BudgetError) as caught:
        Assumptions(**values)
    assert isinstance(caught.value, AnalysisError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"pupils": -5}, "Leerlingen (aantal): -5 kan niet. Kies een waarde van 1 tot en met 1000000."),
        ({"pupils": 0}, "Leerlingen (aantal): 0 kan niet. Kies een waarde van 1 tot en met 1000000."),
        (
            {"care_share": 1.3},
            "Leerlingen met jeugdhulp (procent): 130 kan niet. Kies een waarde van 0 tot en met 100.",
        ),
        ({"years": 0}, "Looptijd (aantal jaren): 0 kan niet. Kies een waarde van 1 tot en met 40."),
        (
            {"growth": -1},
            "Groei van het aantal leerlingen (procent per jaar): -100 kan niet. "
            "Kies een waarde van -90 tot en met 100.",
        ),
        (
            {"cost_per_pupil_in_care": "1.234,5o"},
            'Kosten per leerling met jeugdhulp (euro per jaar): "1.234,5o" is geen getal. '
            "Vul een getal in van 0 tot en met 1000000.",
        ),
        (
            {"pupils": 955.5},
            "Leerlingen (aantal): 955.5 is geen heel getal. Kies een heel getal van 1 tot en met 1000000.",
        ),
        ({"fte": None}, "Vaste formatie (fte) is niet ingevuld. Vul een getal in van 0 tot en met 100000."),
        (
            {"funding": "lumpsum"},
            'Bekostiging "lumpsum" is onbekend. Kies uit: Populatiebekostiging (population), '
            "Functiebekostiging (function), Productiebekostiging (production), Resultaatbekostiging (outcome).",
        ),
    ],
)
def test_says_what_is_wrong_and_what_to_do(values, sentence):
    assert refused(**values) == sentence


@pytest.mark.parametrize("name", NUMERIC)
@pytest.mark.parametrize(
    "value",
    [True, np.True_, "12", "", float("nan"), float("inf"), -np.inf, pd.NA, pd.NaT, [1], 1j, 10**400, Decimal("NaN")],
)
def test_refuses_what_is_not_a_finite_number(name, value):
    assert "is geen getal" in refused(**{name: value})


@pytest.mark.parametrize("name", NUMERIC)
def test_both_ends_of_the_range_are_allowed_and_nothing_beyond(name):
    valid = ASSUMPTIONS[name].valid
    for allowed in (valid.minimum, valid.maximum):
        assert getattr(Assumptions(**{name: allowed}), name) == allowed
    step = 1 if name in WHOLE else 0.001
    for beyond in (valid.minimum - step, valid.maximum + step):
        assert "kan niet" in refused(**{name: beyond})


@pytest.mark.parametrize("name", WHOLE)
def test_whole_numbers_only(name):
    assert "is geen heel getal" in refused(**{name: ASSUMPTIONS[name].valid.minimum + 0.5})


@pytest.mark.parametrize("value", [None, 3, b"population", ["population"], "Population", ""])
def test_refuses_unknown_funding(value):
    assert "is onbekend" in refused(funding=value)


@pytest.mark.parametrize("name", [name for name in NUMERIC if name not in OPTIONAL])
def test_only_what_can_be_derived_or_absent_may_be_left_out(name):
    assert all(getattr(Assumptions(**{optional: None}), optional) is None for optional in OPTIONAL)
    assert "is niet ingevuld" in refused(**{name: None})


def test_numbers_of_other_libraries_become_plain_numbers():
    given = Assumptions(
        pupils=np.int64(800), years=3.0, start_year=np.float64(2028), taper=np.float32(0.5), fte=Decimal("12.5"),
        residual_share=Fraction(1, 4), cost_per_fte=90_000, base_spending=np.float64(1e6), funding=np.str_("function"),
    )  # fmt: skip
    plain = Assumptions(
        pupils=800, years=3, start_year=2028, taper=0.5, fte=12.5, residual_share=0.25, cost_per_fte=90_000.0,
        base_spending=1e6, funding="function",
    )  # fmt: skip
    assert given == plain
    assert hash(given) == hash(plain)
    for field in fields(Assumptions):
        kind = str if field.name in CHOICES else int if field.name in WHOLE else float
        value = getattr(given, field.name)
        assert type(value) is kind or (value is None and field.name in OPTIONAL), field.name


def test_a_change_is_checked_and_leaves_the_old_one_standing():
    before = Assumptions()
    assert replace(before, pupils=1000).pupils == 1000
    with pytest.raises(BudgetError):
        replace(before, pupils=-1)
    with pytest.raises(FrozenInstanceError):
        before.pupils = 1000
    assert before == Assumptions()


def test_an_assumption_can_be_copied_and_its_error_too():
    assert pickle.loads(pickle.dumps(Assumptions(taper=0.1))) == copy.deepcopy(Assumptions(taper=0.1))
    with pytest.raises(BudgetError) as caught:
        Assumptions(care_share=1.3)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    assert caught.value.message.values["field"] == "care_share"


def test_every_field_is_described_and_in_the_same_order():
    assert list(ASSUMPTIONS) == [field.name for field in fields(Assumptions)]
    for name, definition in ASSUMPTIONS.items():
        assert definition.name == name
        assert str(definition.label)
        assert str(definition.explanation).endswith(".")
        assert (definition.source is not None) == (definition.origin is Origin.SOURCE), name


@pytest.mark.parametrize("name", NUMERIC)
def test_a_slider_stays_within_the_range_and_can_reach_the_default(name):
    definition = describe_assumption(name)
    slider, valid = definition.slider, definition.valid
    assert valid.minimum <= slider.low < slider.high <= valid.maximum
    default = getattr(Assumptions(), name)
    for value in (slider.high, slider.low if default is None else default):
        assert slider.low <= value <= slider.high
        steps = (value - slider.low) / slider.step
        assert steps == pytest.approx(round(steps), abs=1e-6)


def test_the_docstring_names_every_assumption():
    documented = [field.name for field in fields(Assumptions) if f"\n    {field.name}: " in Assumptions.__doc__]
    assert documented == [field.name for field in fields(Assumptions)]


def test_unknown_names_are_explained():
    with pytest.raises(BudgetError, match=r'"pupil".*pupils, growth'):
        describe_assumption("pupil")


def test_variants_name_assumptions_that_exist():
    for variant in FUNDING_VARIANTS.values():
        assert set(variant.assumptions) <= set(ASSUMPTIONS)


def test_counts_the_examples_on_which_the_result_rests():
    assert examples_used(Assumptions()) == (
        "growth", "cost_per_pupil_in_care", "indexation", "taper", "residual_share",
    )  # fmt: skip
    assert examples_used(Assumptions(funding="function")) == (
        "growth", "cost_per_pupil_in_care", "indexation", "fte", "cost_per_fte", "residual_share",
    )  # fmt: skip
    own = Assumptions(growth=0.01, cost_per_pupil_in_care=7200, indexation=0.04, taper=0.02, residual_share=0.2)
    assert examples_used(own) == ()
    # What another variant would use does not weigh on this one.
    assert examples_used(replace(own, fte=36.0)) == ()


def test_the_default_variants_start_from_the_same_money():
    defaults = Assumptions()
    budget = defaults.pupils * defaults.care_share * defaults.cost_per_pupil_in_care
    assert defaults.fte * defaults.cost_per_fte == pytest.approx(budget)
    starts = [project(replace(defaults, funding=funding)).years["arrangement"].iloc[0] for funding in FUNDING_VARIANTS]
    assert starts == pytest.approx([budget] * 4)


@pytest.mark.parametrize(("taking_part", "other"), [(0.6, 0.5), (1.0, 0.01), (0.001, 1.0)])
def test_no_more_than_all_pupils_live_elsewhere(taking_part, other):
    assert "samen meer dan 100 procent" in refused(taking_part_share=taking_part, other_share=other)


def test_all_pupils_may_live_elsewhere():
    assert Assumptions(taking_part_share=0.7, other_share=0.3).other_share == 0.3


@pytest.mark.parametrize("value", [None, 3, b"everyone", "Everyone", ""])
def test_refuses_an_unknown_rule_for_pupils_from_elsewhere(value):
    assert "(residents_only), " in refused(residence_rule=value)


def test_a_refinement_counts_only_once_it_has_a_value():
    assert "coordination_tariff" not in Assumptions().used
    used = examples_used(Assumptions(coordination_hours=20))
    assert {"providers_per_school", "coordination_tariff"} <= set(used)
    assert "coordination_hours" in Assumptions(coordination_hours=20).used
    assert "base_years_back" in Assumptions(base_years_back=2).used
    assert "base_years_back" not in Assumptions(base_years_back=2, funding="outcome").used
    assert "production_ceiling" not in Assumptions(funding="production").used
    assert "production_ceiling" in Assumptions(funding="production", production_ceiling=1e6).used


def test_a_choice_from_a_list_has_a_label_for_every_option():
    assert set(ASSUMPTIONS["residence_rule"].options) == set(RESIDENCE_RULE_LABELS)
    assert set(ASSUMPTIONS["funding"].options) == set(FUNDING_VARIANTS)
    for name, definition in ASSUMPTIONS.items():
        assert (definition.unit is None) == (name in CHOICES)
        assert set(definition.switched_on_by) <= set(ASSUMPTIONS)
