"""Every explanation, read as it stands, gives the amount that it explains."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.budget import FUNDING_VARIANTS, RESIDENCE_RULE_LABELS, Assumptions, Term, explain, explain_all, project
from analysis.errors import BudgetError

REFINED = Assumptions(
    years=3, growth=0.03, overhead_share=0.1, run_in_years=2, waiting_weeks=6, returning_share=0.1, home_share=0.4,
    home_covered=0.25,
    taking_part_share=0.2, other_share=0.3, base_years_back=2, growth_correction=0.5, cost_per_decision=300,
    coordination_hours=20, school_contribution=40_000, production_ceiling=3_000_000, setup_cost=10_000,
)  # fmt: skip
PYTHON = {"×": "*", "÷": "/", "−": "-", "^": "**", ";": ","}


def read(step):
    """The formula as Python reads it: with that language's own precedence of signs."""
    text = "".join(
        f"({part.value!r})" if isinstance(part, Term) else repr(part) if isinstance(part, float | int) else
        PYTHON.get(part, part)
        for part in step.parts
    )  # fmt: skip
    return eval(text, {"least": min, "most": max})


@pytest.mark.parametrize("funding", list(FUNDING_VARIANTS))
@pytest.mark.parametrize("rule", list(RESIDENCE_RULE_LABELS))
@pytest.mark.parametrize("year", [2027, 2028])
def test_the_formula_with_its_numbers_gives_the_amount(funding, rule, year):
    assumptions = replace(REFINED, funding=funding, residence_rule=rule)
    components = project(assumptions).components.set_index("year")
    steps = explain_all(assumptions, year)
    assert [step.name for step in steps] == list(components.columns)
    for step in steps:
        assert step.value == components.loc[year, step.name]
        assert read(step) == pytest.approx(step.value, rel=1e-12, abs=1e-9), step.name


@pytest.mark.parametrize(
    "nothing",
    [
        {"school_contribution": 0},
        {"hourly_tariff": 0},
        {"taking_part_share": 0, "other_share": 1},
        {"home_share": 1, "home_covered": 0},
    ],
    ids=str,
)
def test_nobody_is_asked_to_divide_by_nothing(nothing):
    for funding, rule in (
        ("population", "school_hours_open"),
        ("production", "residents_only"),
        ("function", "advance_and_settle"),
    ):
        assumptions = replace(REFINED, **nothing, funding=funding, residence_rule=rule)
        for step in explain_all(assumptions, 2028):
            assert read(step) == pytest.approx(step.value, rel=1e-12, abs=1e-9), step.name


def test_a_year_rests_on_the_year_before():
    step = explain(Assumptions(), "price_factor", 2029)
    assert [(term.name, term.of_year, term.is_assumption) for term in step.terms] == [
        ("price_factor", 2028, False),
        ("indexation", 2029, True),
    ]
    assert step.value == pytest.approx(1.0609)
    assert [part for part in step.parts if isinstance(part, str)] == ["×", "(", "+", ")"]


def test_starts_at_the_first_year_and_the_collective_route():
    step = explain(Assumptions())
    assert (step.name, step.year) == ("collective", 2027)
    assert [str(term.label) for term in step.terms] == ["Arrangement zelf", "Individuele hulp naast het arrangement"]
    # Each term that is no assumption opens further, down to assumptions alone.
    unopened, opened = [step], set()
    while unopened:
        for term in unopened.pop().terms:
            if not term.is_assumption and term.name not in opened:
                opened.add(term.name)
                unopened.append(explain(Assumptions(), term.name))
    assert "individual_care" in opened
    assert np.isfinite(step.value)


@pytest.mark.parametrize(
    ("name", "year"), [("profit", 2027), ("collective", 2026), ("collective", 2032), ("hours", 2027)]
)
def test_what_cannot_be_explained_is_said(name, year):
    with pytest.raises(BudgetError, match=r"Er is geen bedrag dat|valt buiten de looptijd"):
        explain(Assumptions(), name, year)
