"""Published figures and pilots as starting points, against the figures of the issue and the pilots' own table."""

import pytest

from analysis.budget import (
    ASSUMPTIONS,
    FUNDING_VARIANTS,
    PILOT_STARTS,
    PRESETS,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    examples_used,
    from_pilot,
    project,
    with_preset,
)
from analysis.errors import BudgetError
from analysis.pilots import load_pilots

FUNDING = {"populatie": "population", "functie": "function"}
RULES = {
    "alleen_inwoners": "residents_only",
    "groepsaanbod_open": "group_offers_open",
    "onder_schooltijd_open": "school_hours_open",
    "iedereen": "everyone",
    "voorfinancieren_en_verrekenen": "advance_and_settle",
}


@pytest.mark.parametrize(
    ("name", "value", "year"),
    [
        # hulpinregioalkmaar.nl, tariffs 2018/2019; Noordwijk, pgb 2024; swvkopvannoordholland.nl 2024;
        # VNG 2024 and 2025.
        ("alkmaar_mbo", 58.20, 2018),
        ("alkmaar_hbo", 74.40, 2018),
        ("alkmaar_wo", 96.60, 2018),
        ("pgb_mbo", 51, 2024),
        ("pgb_hbo", 78, 2024),
        ("light_support", 206, 2024),
        ("sbo", 6634.52, 2024),
        ("so_1", 12938.34, 2024),
        ("so_2", 21053.23, 2024),
        ("so_3", 31419.53, 2024),
        ("ova_2023", 0.0636, 2023),
        ("ova_2024", 0.06, 2024),
        ("ova_2025", 0.0418, 2025),
        ("discount_rate", 0.0225, 2021),
    ],
)
def test_published_figures(name, value, year):
    preset = PRESETS[name]
    assert (preset.value, preset.price_year) == (value, year)
    assert str(preset.source)
    assert preset.provisional == (name == "ova_2025")
    if preset.assumption is not None:
        assert ASSUMPTIONS[preset.assumption].unit is preset.unit
        filled = with_preset(Assumptions(funding="production"), name)
        assert getattr(filled, preset.assumption) == value
        assert preset.assumption not in examples_used(filled)


@pytest.mark.parametrize("name", ["so_1", "nothing"])
def test_a_figure_that_fills_no_assumption_is_refused(name):
    with pytest.raises(BudgetError, match="Kies uit: alkmaar_mbo"):
        with_preset(Assumptions(), name)


@pytest.mark.parametrize("name", list(PILOT_STARTS))
def test_a_pilot_starts_from_what_the_pilots_table_says(name):
    start, pilots = from_pilot(name), load_pilots()
    values = start.values
    assert values["pupils"] == pilots.value(name, "pupils")
    assert values["schools"] == pilots.value(name, "schools")
    assert values["funding"] == FUNDING[pilots.value(name, "funding_variant")]
    assert values["residence_rule"] == RULES[pilots.value(name, "other_municipalities_rule")]
    if "fte" in values:
        assert values["fte"] == pilots.value(name, "fte")
    if start.budget is not None:
        assert (start.budget, start.budget_year) == (
            pilots.value(name, "budget_amount"),
            pilots.value(name, "budget_year"),
        )
    for bound, (low, high) in start.ranges.items():
        assert (low, high) == (pilots.value(name, f"{bound}_low"), pilots.value(name, f"{bound}_high"))
    for assumption in (*values, *start.ranges, *start.alternatives):
        assert str(start.source(assumption)).startswith("Rapport Twente 2021, paragraaf ")
    assert set(values) <= set(ASSUMPTIONS)
    assert project(start.assumptions).assumptions.pupils == values["pupils"]


def test_where_the_source_contradicts_itself_both_values_are_kept():
    utrecht = from_pilot("Utrecht")
    assert utrecht.values["fte"] == 2
    assert utrecht.alternatives == {"fte": (4.0,)}


def test_an_unknown_pilot_is_explained():
    with pytest.raises(BudgetError, match="Kies uit: Enschede, Hengelo"):
        from_pilot("Rotterdam")


def test_every_variant_and_rule_that_a_pilot_uses_exists():
    for start in PILOT_STARTS.values():
        assert start.values["funding"] in FUNDING_VARIANTS
        assert start.values["residence_rule"] in RESIDENCE_RULE_LABELS
