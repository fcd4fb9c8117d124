"""The files that may stand beside a pilots file: sources of its values, contradictions, and English texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.errors import PilotsError
from analysis.pilots.attributes import LIST_SEPARATOR, Attribute, Kind, Language, Value
from analysis.pilots.codebook import NAME, YES
from analysis.pilots.collection import Basis, Contradiction, Provenance, Statement
from analysis.pilots.csv_records import Record, read_records

StatedValues = Mapping[str, Mapping[str, Value]]  # pilot → attribute → value, without the cells that are empty

_SOURCE_COLUMNS = (NAME, "attribute", "section", "basis", "approximate", "note", "note_en")
_CONTRADICTION_COLUMNS = (NAME, "attribute", "value", "section", "statement", "statement_en")
_NO_NOTE: Mapping[Language, str] = {"nl": "", "en": ""}


def read_provenances(pilots_file: Path, values: StatedValues) -> dict[tuple[str, str], Provenance]:
    """Where the values come from, by pilot and attribute; empty where `…_sources.csv` does not exist.

    Raises PilotsError for a row about an empty cell and for an unknown basis.
    """
    provenances = {}
    for record in _beside(pilots_file, "sources", _SOURCE_COLUMNS, required=_SOURCE_COLUMNS):
        pilot, attribute = _filled_cell(record, values)
        provenances[pilot, attribute] = Provenance(
            pilot=pilot,
            attribute=attribute,
            sections=tuple(record.cells["section"].split(LIST_SEPARATOR)),
            basis=_basis(record),
            approximate=record.cells["approximate"] == YES,
            notes=_translated(record, "note"),
        )
    return provenances


def read_contradictions(
    pilots_file: Path,
    values: StatedValues,
    attributes: Mapping[str, Attribute],
    provenances: Mapping[tuple[str, str], Provenance],
) -> tuple[Contradiction, ...]:
    """The conflicting statements, in the order of `…_contradictions.csv`; the note at the value explains them.

    Raises PilotsError for a row about an empty cell and for a value that the attribute does not allow.
    """
    statements: dict[tuple[str, str], list[Statement]] = {}
    for record in _beside(pilots_file, "contradictions", _CONTRADICTION_COLUMNS, required=_CONTRADICTION_COLUMNS):
        key = _filled_cell(record, values)
        value = attributes[key[1]].parse(record.cells["value"], column="value", row=record.row)
        if value is None:
            raise PilotsError("Kolom value, rij {row} is leeg. Vul in wat de bron daar zegt.", row=record.row)
        statement = Statement(value, record.cells["section"], _translated(record, "statement"))
        statements.setdefault(key, []).append(statement)
    return tuple(
        Contradiction(*key, tuple(said), provenances[key].notes if key in provenances else _NO_NOTE)
        for key, said in statements.items()
    )


def read_english_texts(
    pilots_file: Path, values: StatedValues, attributes: Sequence[Attribute]
) -> dict[tuple[str, str], str]:
    """The English of the free texts, by pilot and attribute; empty where `…_en.csv` does not exist."""
    columns = (NAME, *(attribute.name for attribute in attributes if attribute.kind is Kind.TEXT))
    return {
        (record.cells[NAME], attribute): text
        for record in _beside(pilots_file, "en", columns, required=(NAME,))
        for attribute, text in record.cells.items()
        if text and attribute in values.get(record.cells[NAME], {})
    }


def _beside(pilots_file: Path, part: str, known: Sequence[str], *, required: Sequence[str]) -> tuple[Record, ...]:
    companion = pilots_file.with_name(f"{pilots_file.stem}_{part}{pilots_file.suffix}")
    return read_records(companion, known=known, required=required) if companion.is_file() else ()


def _filled_cell(record: Record, values: StatedValues) -> tuple[str, str]:
    pilot, attribute = record.cells[NAME], record.cells["attribute"]
    if attribute not in values.get(pilot, {}):
        raise PilotsError(
            "Rij {row} van de bronnen of tegenstrijdigheden gaat over {attribute} van {pilot}, maar die cel is leeg "
            "of bestaat niet. Vul de cel in of haal de rij weg.",
            row=record.row,
            attribute=attribute,
            pilot=pilot,
        )
    return pilot, attribute


def _basis(record: Record) -> Basis:
    text = record.cells["basis"]
    try:
        return Basis(text)
    except ValueError as error:
        raise PilotsError(
            "Kolom {column}, rij {row}: {value} is hier geen antwoord. Kies uit: {answers}.",
            column="basis",
            row=record.row,
            value=text,
            answers=", ".join(Basis),
        ) from error


def _translated(record: Record, column: str) -> Mapping[Language, str]:
    """A text with its English; where there is none the Dutch stands in for it."""
    return {"nl": record.cells[column], "en": record.cells[f"{column}_en"] or record.cells[column]}
