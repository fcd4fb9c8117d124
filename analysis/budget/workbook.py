"""The model as a spreadsheet with live formulas, so that a controller can follow and check it.

One sheet with the assumptions, one with a row for each formula and a column for each year, one with costs and benefits.
The formulas are those of `model` and `cost_benefit`: change an assumption in the spreadsheet and everything that rests
on it follows.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import examples_used
from analysis.budget.definitions import UNIT_LABELS, Unit
from analysis.budget.effects import Estimate
from analysis.budget.evaluation import model_for, values_of
from analysis.budget.explanation import effect_label
from analysis.budget.expressions import spreadsheet_text
from analysis.budget.model import SECTION_LABELS, Formula, Model
from analysis.budget.scenario import Scenario
from analysis.budget.school_types import follows_school_types
from analysis.errors import Message

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped,unused-ignore]

_FIRST_YEAR_COLUMN = 3
_FIRST_RETURN, _RETURNS_COLUMN = 3, 5  # of the sheet of costs and benefits
_SUMMED = Unit.EURO_PER_YEAR


def workbook(scenario: Scenario, translate: Callable[[Message], str] = str) -> bytes:
    """The scenario as an XLSX file.

    translate: from a message to the text in the reader's language; Dutch by default.
    """
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]  # slow, and only an export needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = translate(Message("Aannames"))
    cells = _write_assumptions(sheet, scenario, translate)
    _write_formulas(book.create_sheet(translate(Message("Berekening"))), scenario, cells, translate)
    _write_returns(book.create_sheet(translate(Message("Kosten en baten"))), book.worksheets[1], scenario, translate)
    if scenario.school_types:
        _write_school_types(book.create_sheet(translate(Message("Schoolsoorten"))), sheet, scenario, cells, translate)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write_assumptions(sheet: Worksheet, scenario: Scenario, translate: Callable[[Message], str]) -> dict[str, str]:
    """The sheet of assumptions; returns the address of each value by name."""
    from openpyxl.styles import Font, PatternFill  # type: ignore[import-untyped,unused-ignore]

    given = scenario.assumptions
    sheet.append([translate(Message("Scenario")), ""])
    # As text, whatever it starts with: a name must not become a formula.
    sheet["B1"].value, sheet["B1"].data_type = scenario.name, "s"
    headings = (
        Message("Aanname"),
        Message("Waarde"),
        Message("Eenheid"),
        Message("Herkomst"),
        Message("Uitleg"),
        Message("Prijspeil"),
        Message("Laagst mogelijk"),
        Message("Hoogst mogelijk"),
    )
    sheet.append([translate(heading) for heading in headings])
    for cell in (*sheet[1], *sheet[sheet.max_row]):
        cell.font = Font(bold=True)
    examples = examples_used(given)
    cells: dict[str, str] = {}
    for name, definition in ASSUMPTIONS.items():
        value = getattr(given, name)
        if definition.unit is None:
            value = translate(definition.options[value])
        unit = "" if definition.unit is None else translate(UNIT_LABELS[definition.unit])
        source = "" if definition.source is None else translate(definition.source)
        origin = translate(Message("voorbeeld")) if name in examples else source
        money = definition.unit is not None and definition.unit.is_amount
        price_year = definition.price_year or given.start_year if money else None
        ends = (None, None) if definition.valid is None else (definition.valid.minimum, definition.valid.maximum)
        words = [translate(definition.label), value, unit, origin, translate(definition.explanation)]
        sheet.append([*words, price_year, *ends])
        row = sheet.max_row
        if definition.unit is not None and value is not None:
            cells[name] = f"'{sheet.title}'!$B${row}"
            for numeric in (2, 7, 8):
                sheet.cell(row, numeric).number_format = _number_format(definition.unit)
            sheet.cell(row, 2).fill = PatternFill("solid", fgColor="FFF2CC")
    for column, width in zip("ABCDEFGH", (46, 18, 26, 40, 100, 12, 16, 16), strict=True):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "B3"
    return cells


def _write_formulas(
    sheet: Worksheet, scenario: Scenario, cells: dict[str, str], translate: Callable[[Message], str]
) -> None:
    from openpyxl.styles import Font  # type: ignore[import-untyped,unused-ignore]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped,unused-ignore]

    given = scenario.assumptions
    model = model_for(given, values_of(given))
    columns = [get_column_letter(_FIRST_YEAR_COLUMN + year) for year in range(given.years)]
    calendar = [given.start_year + year for year in range(given.years)]
    sheet.append([translate(Message("Bedrag")), translate(Message("Eenheid")), *calendar, translate(Message("Totaal"))])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    rows = _rows(model)
    section = None
    for formula in model.formulas:
        row = rows[formula.name]
        if formula.section is not section:
            section = formula.section
            sheet.cell(row - 1, 1, translate(SECTION_LABELS[section])).font = Font(bold=True)
        sheet.cell(row, 1, translate(formula.label))
        sheet.cell(row, 2, "" if formula.unit is None else translate(UNIT_LABELS[formula.unit]))
        for year, column in enumerate(columns):
            cell = sheet[f"{column}{row}"]
            cell.value = "=" + _cell_text(formula, year, columns, rows, cells)
            cell.number_format = _number_format(formula.unit)
        if formula.unit is _SUMMED:
            total = sheet.cell(row, _FIRST_YEAR_COLUMN + given.years, f"=SUM({columns[0]}{row}:{columns[-1]}{row})")
            total.number_format = _number_format(formula.unit)
    sheet.column_dimensions["A"].width = 56
    sheet.column_dimensions["B"].width = 22
    for year in range(given.years + 1):
        sheet.column_dimensions[get_column_letter(_FIRST_YEAR_COLUMN + year)].width = 16
    sheet.freeze_panes = "C2"


def _write_returns(
    sheet: Worksheet, calculation: Worksheet, scenario: Scenario, translate: Callable[[Message], str]
) -> None:
    """Costs and benefits by year, discounted, with each effect (middle estimates) on a row of its own."""
    from openpyxl.styles import Font  # type: ignore[import-untyped,unused-ignore]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped,unused-ignore]

    given, effects = scenario.assumptions, scenario.effects
    of_model = _rows(model_for(given, values_of(given)))
    sheet.append([translate(Message("Discontovoet")), scenario.discount_rate])
    sheet["B1"].number_format = "0.00%"
    headings = (Message("Bedrag"), Message("aantal per jaar"), Message("waarde per stuk"), Message("Vanaf jaar"))
    calendar = [given.start_year + year for year in range(given.years)]
    sheet.append([*(translate(each) for each in headings), *calendar, translate(Message("Totaal"))])
    labels = [Message("Disconteringsfactor"), Message("Lagere kosten"), *map(effect_label, effects)]
    labels += [Message("Financieel rendement"), Message("Maatschappelijk rendement")]
    for row, label in enumerate(labels, _FIRST_RETURN):
        # As text, whatever it starts with: the name of an effect must not become a formula.
        sheet.cell(row, 1).value, sheet.cell(row, 1).data_type = translate(label), "s"
    first, last = _FIRST_RETURN + 2, _FIRST_RETURN + 1 + len(effects)
    for row, effect in enumerate(effects, first):
        assert isinstance(effect.quantity, Estimate)
        assert isinstance(effect.unit_value, Estimate)
        for column, value in zip("BCD", (effect.quantity.mid, effect.unit_value.mid, effect.start), strict=True):
            sheet[f"{column}{row}"] = value
    for year in range(given.years):
        column, there = get_column_letter(_RETURNS_COLUMN + year), get_column_letter(_FIRST_YEAR_COLUMN + year)
        cost, prices = (f"'{calculation.title}'!{there}{of_model[name]}" for name in ("difference", "price_factor"))
        factor = f"{column}{_FIRST_RETURN}"
        written = [f"=(1+$B$1)^-{year}", f"=-{cost}/{prices}*{factor}"]
        written += [f"=IF($D{row}<={year + 1},$B{row}*$C{row},0)*{factor}" for row in range(first, last + 1)]
        for financial in (True, False):
            rows = [row for row, effect in enumerate(effects, first) if effect.financial is financial]
            start = f"{column}{first - 1 if financial else last + 1}"
            written.append("=" + "+".join([start, *(f"{column}{row}" for row in rows)]))
        for row, text in enumerate(written, _FIRST_RETURN):
            sheet[f"{column}{row}"] = text
            sheet[f"{column}{row}"].number_format = "0.0000" if row == _FIRST_RETURN else "#,##0.00"
    ends = [get_column_letter(_RETURNS_COLUMN + year) for year in (0, given.years - 1, given.years)]
    for row in range(_FIRST_RETURN + 1, _FIRST_RETURN + len(labels)):
        sheet[f"{ends[2]}{row}"] = f"=SUM({ends[0]}{row}:{ends[1]}{row})"
        sheet[f"{ends[2]}{row}"].number_format = "#,##0.00"
    for cell in (*sheet[2], *sheet[last + 1], *sheet[last + 2]):
        cell.font = Font(bold=True)
    for column, width in {"A": 56, "B": 16, "C": 16, "D": 12}.items():
        sheet.column_dimensions[column].width = width
    for year in range(given.years + 1):
        sheet.column_dimensions[get_column_letter(_RETURNS_COLUMN + year)].width = 16
    sheet.freeze_panes = "E3"


def _write_school_types(
    sheet: Worksheet,
    assumptions: Worksheet,
    scenario: Scenario,
    cells: dict[str, str],
    translate: Callable[[Message], str],
) -> None:
    """The types of school with their totals; the assumptions refer to those as long as they follow them."""
    from openpyxl.styles import Font  # type: ignore[import-untyped,unused-ignore]

    types = scenario.school_types
    headings = (
        Message("Schoolsoort"),
        Message("Leerlingen"),
        Message("Leerlingen met jeugdhulp"),
        Message("Kosten per leerling met jeugdhulp"),
    )
    sheet.append([translate(heading) for heading in headings])
    for each in types:
        sheet.append([None, each.pupils, each.care_share, each.cost_per_pupil_in_care])
        sheet.cell(sheet.max_row, 1).value, sheet.cell(sheet.max_row, 1).data_type = each.name, "s"
    last, total = len(types) + 1, len(types) + 2
    sheet.cell(total, 1, translate(Message("Samen")))
    sheet.cell(total, 2, f"=SUM(B2:B{last})")
    sheet.cell(total, 3, f"=SUMPRODUCT(B2:B{last},C2:C{last})/B{total}")
    refer = {"pupils": f"B{total}", "care_share": f"C{total}"}
    if types[0].cost_per_pupil_in_care is not None and any(each.care_share for each in types):
        sheet.cell(total, 4, f"=SUMPRODUCT(B2:B{last},C2:C{last},D2:D{last})/SUMPRODUCT(B2:B{last},C2:C{last})")
        refer["cost_per_pupil_in_care"] = f"D{total}"
    for row in range(1, total + 1):
        sheet.cell(row, 3).number_format, sheet.cell(row, 4).number_format = "0.0%", "#,##0.00"
    for cell in (*sheet[1], *sheet[total]):
        cell.font = Font(bold=True)
    for column, width in zip("ABCD", (30, 14, 26, 36), strict=True):
        sheet.column_dimensions[column].width = width
    if follows_school_types(scenario.assumptions, types):
        for name, address in refer.items():
            assumptions[cells[name].rpartition("!")[2].replace("$", "")].value = f"='{sheet.title}'!{address}"


def _rows(model: Model) -> dict[str, int]:
    """The row of each formula: below the heading, with a line for each section's name."""
    rows: dict[str, int] = {}
    row, section = 1, None
    for formula in model.formulas:
        row += 1 if formula.section is section else 2
        section = formula.section
        rows[formula.name] = row
    return rows


def _cell_text(formula: Formula, year: int, columns: list[str], rows: dict[str, int], cells: dict[str, str]) -> str:
    def address(name: str) -> str:
        return f"{columns[year]}{rows[name]}" if name in rows else cells[name]

    if year == 0 or formula.following is None:
        return spreadsheet_text(formula.first, address)
    return spreadsheet_text(formula.following, address, previous=f"{columns[year - 1]}{rows[formula.name]}")


def _number_format(unit: Unit | None) -> str:
    if unit is None:
        return "0.0000"
    if unit is Unit.CALENDAR_YEAR:
        return "0"
    if unit.is_share:
        return "0.0%"
    return "#,##0.00" if unit.is_amount else "#,##0.##"
