"""Pilots side by side, as a table in which every value shows where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from analysis.pilots import (
    Agreement,
    Attribute,
    Basis,
    Cell,
    ComparisonRow,
    DerivedFigure,
    DerivedRow,
    Kind,
    PilotComparison,
    Pilots,
)
from display.charts import Table
from display.texts import Texts

_NAMES_ON_A_PROJECTOR = 3


def ordered(rows: Sequence[ComparisonRow]) -> list[ComparisonRow]:
    """Choices and numbers first: two free texts always differ, and take the most room."""
    return sorted(rows, key=lambda row: row.attribute.kind is Kind.TEXT)


def comparison_html(t: Texts, pilots: Pilots, names: Sequence[str], rows: Sequence[ComparisonRow], caption: str) -> str:
    """The rows as an HTML table: one column a pilot, each value with its section and what must be known of it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("", *names))
    body = "".join(
        f'<tr><th scope="row">{escape(row.attribute.label(t.language))}</th>'
        + "".join(f"<td>{_cell(t, pilots, row.attribute, cell)}</td>" for cell in row.cells)
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="oza-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="oza-table oza-pilots"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def comparison_export(t: Texts, pilots: Pilots, comparison: PilotComparison) -> pd.DataFrame:
    """Every attribute of the chosen pilots with its section, one row an attribute, for a spreadsheet."""
    rows = []
    for row in comparison.rows:
        record = {t("Kenmerk"): row.attribute.label(t.language)}
        for cell in row.cells:
            record[cell.pilot] = " / ".join(_stated(t, pilots, row.attribute, cell)) or t("niet vermeld")
            record[t("Bron {pilot}", pilot=cell.pilot)] = ", ".join(cell.provenance.sections) if cell.provenance else ""
        rows.append(record)
    return pd.DataFrame(rows)


def derived_table(t: Texts, pilots: Pilots, rows: Sequence[DerivedRow]) -> Table:
    """Ratios where their parts are known, with the division written out."""
    figure = t("Afgeleid cijfer")
    records = []
    for row in rows:
        record = {figure: f"{row.ratio.label(t.language)} ({row.ratio.description(t.language)})"}
        for found in row.figures:
            record[found.pilot] = _derived(t, pilots, row, found)
        records.append(record)
    return Table(t("Afgeleide cijfers"), pd.DataFrame(records), tuple(records[0])[1:] if records else ())


def written(t: Texts, attribute: Attribute, value: object) -> str:
    """One value in words: codes by their labels, numbers the way of the language, with their unit."""
    if attribute.kind is Kind.YEAR:
        return str(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        words = value if isinstance(value, tuple) else (str(value),)
        if attribute.kind in (Kind.CHOICE, Kind.CHOICES):
            words = tuple(attribute.answer(str(code), t.language) for code in words)
        return ", ".join(str(word) for word in words)
    unit = attribute.unit(t.language)
    match attribute.kind:
        case Kind.SHARE:
            text = t.percent(value, 0 if round(value * 100, 6).is_integer() else 1)
        case Kind.MONEY:
            text = t.money(value)
        case Kind.NUMBER:
            text = t.number(value, 0 if float(value).is_integer() else 1)
        case _:
            text = t.integer(value)
    said = unit.lower() in attribute.label(t.language).lower() or attribute.kind is Kind.MONEY
    return text if said or not unit else f"{text} {unit}"


def _stated(t: Texts, pilots: Pilots, attribute: Attribute, cell: Cell) -> list[str]:
    if attribute.kind is Kind.TEXT:
        text = pilots.text(cell.pilot, attribute.name, t.language)
        return [text] if text else []
    return [written(t, attribute, value) for value in cell.stated]


def _cell(t: Texts, pilots: Pilots, attribute: Attribute, cell: Cell) -> str:
    if cell.value is None:
        unknown = t("niet vermeld")
        return f'<span class="unknown">{escape(unknown)}</span>'
    if cell.contradiction is not None:
        said = "<br>".join(
            f'{escape(written(t, attribute, s.value))} <span class="where">{escape(_short(s.section))}</span>'
            for s in cell.contradiction.statements
        )
        conflict = t("de bron spreekt zichzelf tegen")
        return f'<span class="conflict">{escape(conflict)}</span><br>{said}'
    text = _stated(t, pilots, attribute, cell)[0]
    marks = []
    if cell.provenance is not None:
        if cell.provenance.approximate:
            text = t("ca. {value}", value=text)
        if cell.provenance.basis is Basis.JUDGEMENT:
            marks.append(t("oordeel van het rapport"))
        elif cell.provenance.basis is Basis.INFERRED:
            marks.append(t("afgeleid"))
        marks.append(", ".join(_short(s) for s in cell.provenance.sections))
    note = cell.provenance.note(t.language) if cell.provenance is not None else ""
    said = f'<span class="note"> · {escape(note)}</span>' if note else ""
    return f'{_shortened(text, attribute)}<br><span class="where">{escape(" · ".join(marks))}{said}</span>'


def _shortened(text: str, attribute: Attribute) -> str:
    """A long list of names in full; its tail gives way to an ellipsis on a projector (projector.css)."""
    names = text.split(", ")
    if attribute.kind is not Kind.NAMES or len(names) <= _NAMES_ON_A_PROJECTOR:
        return escape(text)
    first, rest = names[:_NAMES_ON_A_PROJECTOR], names[_NAMES_ON_A_PROJECTOR:]
    return (
        f'{escape(", ".join(first))}<span class="note">, {escape(", ".join(rest))}</span>'
        f'<span class="brief"> (+{len(rest)})</span>'
    )


def _short(section: str) -> str:
    return section.removeprefix("000 ")


def _derived(t: Texts, pilots: Pilots, row: DerivedRow, found: DerivedFigure) -> str:
    if found.value is None or found.low is None or found.high is None:
        parts = [pilots.attribute(part).label(t.language).lower() for part in found.missing]
        return t("niet te bepalen: {parts} niet vermeld", parts=t.listing(parts)) if parts else t("niet te bepalen")
    values = [_ratio(t, row, v) for v in ((found.low, found.high) if found.low != found.high else (found.value,))]
    origins = [pilots.provenance(found.pilot, part) for part in row.ratio.parts]
    sections = dict.fromkeys(_short(s) for origin in origins if origin for s in origin.sections)
    span = t(" tot ").join(values)
    return f"{span} ({', '.join(sections)})"


def _ratio(t: Texts, row: DerivedRow, value: float) -> str:
    if row.ratio.name == "euro_per_pupil":
        return t.money(value)
    return t.integer(value) if value >= 20 else t.number(value, 1 if value >= 2 else 2)


def not_stated(t: Texts, comparison: PilotComparison) -> str:
    """The attributes that the source gives for none of the chosen pilots, in one sentence."""
    labels = [row.attribute.label(t.language) for row in comparison.rows_with(Agreement.NOT_STATED)]
    return t("Voor geen van deze pilots vermeld: {attributes}.", attributes=t.listing(labels)) if labels else ""
