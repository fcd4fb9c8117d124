"""Several types of school together, and back by type."""

from dataclasses import replace

import pytest

from analysis.budget import Assumptions, SchoolType, by_school_type, follows_school_types, project, with_school_types
from analysis.errors import BudgetError

TYPES = [SchoolType("sbo", 300, 0.47), SchoolType("pro", 100, 0.33), SchoolType("so", 100, 0.80)]


def test_the_totals_are_those_of_all_types():
    # By hand: 141 + 33 + 80 = 254 of 500 pupils.
    combined = with_school_types(Assumptions(cost_per_pupil_in_care=1000), TYPES)
    assert combined.pupils == 500
    assert combined.care_share == pytest.approx(0.508)
    assert project(combined).years["individual"].iloc[0] == pytest.approx(254_000)
    table = by_school_type(combined, TYPES)
    assert table["school_type"].tolist() == ["sbo", "pro", "so"]
    assert table["pupils"].tolist() == pytest.approx([300, 100, 100])
    assert table["pupils_in_care"].tolist() == pytest.approx([141, 33, 80])
    assert table["individual_care"].tolist() == pytest.approx([141_000, 33_000, 80_000])


def test_types_move_along_with_the_totals():
    moved = replace(with_school_types(Assumptions(), TYPES), pupils=1000, care_share=0.254)
    table = by_school_type(moved, TYPES)
    assert table["pupils"].sum() == pytest.approx(1000)
    assert table["pupils_in_care"].tolist() == pytest.approx([141, 33, 80])
    nobody = by_school_type(moved, [replace(each, care_share=0) for each in TYPES])
    assert nobody["pupils_in_care"].tolist() == pytest.approx([152.4, 50.8, 50.8])


def test_types_with_a_cost_of_their_own_give_their_average():
    # By hand: 141 × 4,000 + 33 × 6,000 + 80 × 9,000 = 1,482,000 for 254 pupils in care.
    types = [replace(each, cost_per_pupil_in_care=cost) for each, cost in zip(TYPES, (4000, 6000, 9000), strict=True)]
    combined = with_school_types(Assumptions(), types)
    assert combined.cost_per_pupil_in_care == pytest.approx(1_482_000 / 254)
    assert project(combined).years["individual"].iloc[0] == pytest.approx(1_482_000)
    assert by_school_type(combined, types)["individual_care"].tolist() == pytest.approx([564_000, 198_000, 720_000])
    dearer = replace(combined, cost_per_pupil_in_care=2 * combined.cost_per_pupil_in_care)
    assert by_school_type(dearer, types)["individual_care"].sum() == pytest.approx(2_964_000)
    assert follows_school_types(combined, types)
    assert not follows_school_types(dearer, types)
    assert not follows_school_types(combined, [])
    assert follows_school_types(replace(with_school_types(Assumptions(), TYPES), taper=0.2), TYPES)


def test_types_that_do_not_go_together_are_explained():
    with pytest.raises(BudgetError, match="bij alle schoolsoorten in, of bij geen"):
        with_school_types(Assumptions(), [TYPES[0], replace(TYPES[1], cost_per_pupil_in_care=5000)])
    with pytest.raises(BudgetError, match='"sbo" staat er twee keer'):
        with_school_types(Assumptions(), [TYPES[0], TYPES[0]])
    with pytest.raises(BudgetError, match="Naam van een schoolsoort"):
        SchoolType(" ", 10, 0.5)


def test_impossible_types_are_explained():
    with pytest.raises(BudgetError, match="geen schoolsoorten"):
        with_school_types(Assumptions(), [])
    with pytest.raises(BudgetError, match="130 kan niet"):
        SchoolType("sbo", 100, 1.3)
    with pytest.raises(BudgetError, match="0 kan niet"):
        SchoolType("sbo", 0, 0.3)
