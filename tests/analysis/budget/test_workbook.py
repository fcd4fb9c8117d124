"""The workbook recalculated by a spreadsheet engine that is not ours gives the same amounts."""

import io
from dataclasses import replace

import numpy as np
import pytest

from analysis.budget import (
    ASSUMPTIONS,
    Assumptions,
    Effect,
    Party,
    Scenario,
    SchoolType,
    cost_benefit,
    explain_returns,
    project,
    with_school_types,
    workbook,
)
from analysis.budget.evaluation import model_for, values_of

openpyxl = pytest.importorskip("openpyxl")
formulas = pytest.importorskip("formulas", reason="the engine that recalculates the workbook")

REFINED = Assumptions(
    years=3, growth=0.03, overhead_share=0.1, run_in_years=2, waiting_weeks=6,
    returning_share=0.1, home_share=0.4, home_covered=0.25,
    taking_part_share=0.2, other_share=0.3, residence_rule="school_hours_open", base_years_back=2, setup_cost=10_000,
    growth_correction=0.5, cost_per_decision=300, coordination_hours=20, school_contribution=40_000,
)  # fmt: skip


def recalculated(content, tmp_path, change=(), sheet=1):
    """The values of all cells of a sheet by address, after changing cells of the first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for label, value in change:
        first = book.worksheets[0]
        row = next(row for row in range(1, first.max_row + 1) if first.cell(row, 1).value == label)
        first.cell(row, 2).value = value
    path = tmp_path / "model.xlsx"
    book.save(path)
    engine = formulas.ExcelModel().loads(str(path)).finish()
    cells = engine.calculate()
    title = book.worksheets[sheet].title.upper()
    found = {}
    for key, cell in cells.items():
        file, _, address = str(key).rpartition("!")
        if file.endswith(f"]{title}'") and ":" not in address:
            found[address] = cell.value[0, 0]
    return book, found


def assert_same(book, found, assumptions):
    p = project(assumptions)
    sheet = book.worksheets[1]
    rows = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    model = model_for(assumptions, values_of(assumptions))
    assert len(model.formulas) > 50
    for formula in model.formulas:
        row = rows[str(formula.label)]
        columns = [openpyxl.utils.get_column_letter(3 + year) for year in range(assumptions.years + 1)]
        computed = [float(found[f"{column}{row}"]) for column in columns[:-1]]
        np.testing.assert_allclose(computed, p.rows[formula.name], rtol=1e-9, atol=1e-6, err_msg=formula.name)
        if formula.name in ("individual", "collective", "difference"):
            total = float(found[f"{columns[-1]}{row}"])
            assert total == pytest.approx(p.years[formula.name].sum(), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    "assumptions",
    [
        Assumptions(years=3),
        replace(REFINED, base_spending=3_000_000, growth_since_base=0.02),
        replace(REFINED, funding="function", residence_rule="advance_and_settle"),
        replace(REFINED, funding="production", production_ceiling=2_500_000, residence_rule="group_offers_open"),
        replace(REFINED, funding="outcome", residence_rule="residents_only", other_share=0.8),
    ],
)
def test_a_spreadsheet_engine_gives_the_same_amounts(assumptions, tmp_path):
    book, found = recalculated(workbook(Scenario("Proef", assumptions)), tmp_path)
    assert_same(book, found, assumptions)


def test_a_changed_assumption_changes_what_rests_on_it(tmp_path):
    before = Assumptions(years=3)
    change = [("Leerlingen", 500), ("Jaarlijkse afbouw", 0.2)]
    book, found = recalculated(workbook(Scenario("Proef", before)), tmp_path, change)
    assert_same(book, found, replace(before, pupils=500, taper=0.2))


def test_every_assumption_is_on_the_first_sheet_with_its_origin():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(Scenario("Proef", Assumptions())))).worksheets[0]
    table = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    for definition in ASSUMPTIONS.values():
        assert str(definition.label) in table
    assert table["Leerlingen"][:3] == (955, "aantal", "Enschede, zes scholen: rapport Twente 2021, paragraaf 3.1.2")
    assert table["Leerlingen"][4:] == (None, 1, 1_000_000)
    assert table["Kosten per leerling met jeugdhulp"][4:] == (2027, 0, 1_000_000)
    assert table["Bekostiging"][4:] == (None, None, None)
    assert table["Indexering"][2] == "voorbeeld"
    assert table["Bekostiging"][0] == "Populatiebekostiging"
    assert table["Regel voor leerlingen van elders"][0] == "Alles voor iedereen"


def test_a_name_never_becomes_a_formula():
    content = workbook(Scenario('=HYPERLINK("http://example.org")', Assumptions(years=1)))
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B1"]
    assert cell.data_type == "s"
    assert cell.value == '=HYPERLINK("http://example.org")'


def test_the_texts_can_be_in_another_language():
    content = workbook(Scenario("x", Assumptions(years=1)), translate=lambda message: f"<{message.template}>"[:31])
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].title == "<Aannames>"


def test_costs_and_benefits_are_live_and_those_of_the_model(tmp_path):
    moves = Effect(name="=moves", quantity=5, unit_value=10_000, party=Party.PARTNERSHIP, start=2)
    absence = Effect(name="less_absence", quantity=1000, unit_value=40, party=Party.FAMILIES, financial=False)
    assumptions = replace(REFINED, years=4)
    scenario = Scenario("Proef", assumptions, effects=(moves, absence), discount_rate=0.03)
    book, found = recalculated(workbook(scenario), tmp_path, sheet=2)
    expected = cost_benefit(assumptions, (moves, absence), 0.03)
    sheet = book.worksheets[2]
    assert sheet["A5"].data_type == "s"
    assert (sheet["A7"].value, sheet["A8"].value) == ("Financieel rendement", "Maatschappelijk rendement")
    assert float(found["I7"]) == pytest.approx(expected.financial, rel=1e-9)
    assert float(found["I8"]) == pytest.approx(expected.societal, rel=1e-9)
    assert float(found["E5"]) == 0  # the moves begin in the second year
    for position, column in enumerate("EFGH"):
        steps = explain_returns(assumptions, (moves, absence), 0.03, assumptions.start_year + position)
        values = {step.name: step.value for step in steps}
        for row, name in ((3, "discount_factor"), (4, "lower_costs"), (6, "effect_less_absence"), (8, "societal")):
            assert values[name] == pytest.approx(float(found[f"{column}{row}"]), rel=1e-9)
        assert ("effect_=moves" in values) == (position > 0)


def test_school_types_are_live_as_long_as_the_assumptions_follow_them(tmp_path):
    types = (SchoolType("=sbo", 300, 0.47, 4000), SchoolType("pro", 100, 0.33, 6000), SchoolType("so", 100, 0.8, 9000))
    assumptions = with_school_types(Assumptions(years=2), types)
    book, found = recalculated(workbook(Scenario("Proef", assumptions, school_types=types)), tmp_path)
    assert_same(book, found, assumptions)
    sheet = book.worksheets[0]
    assert str(sheet["B3"].value).startswith("='Schoolsoorten'!")
    assert book.worksheets[3]["A2"].data_type == "s"
    moved = replace(assumptions, pupils=800)
    book = openpyxl.load_workbook(io.BytesIO(workbook(Scenario("Proef", moved, school_types=types))))
    assert book.worksheets[0]["B3"].value == 800
