"""The shipped codebook of the pilots and the list of figures derived from them, as typed objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from analysis.pilots.attributes import LIST_SEPARATOR, Attribute, Kind, Language, Ratio
from analysis.pilots.csv_records import Record, read_records

SHIPPED = Path(__file__).resolve().parents[2] / "sample_data" / "pilots.csv"
NAME = "pilot"  # the column that says which pilot a row is about
YES = "ja"

_CODEBOOK_COLUMNS = (
    "column", "kind", "unit_nl", "unit_en", "label_nl", "label_en", "description_nl", "description_en",
    "comparable", "comparable_within", "ordered", "answers", "answers_en",
)  # fmt: skip
_RATIO_COLUMNS = (
    "figure", "numerator", "denominator", "factor",
    "unit_nl", "unit_en", "label_nl", "label_en", "description_nl", "description_en",
)  # fmt: skip


def read_codebook() -> tuple[Attribute, ...]:
    """Every column of a pilots file but the pilot's name, in the order in which they are shown."""
    return tuple(
        Attribute(
            name=record.cells["column"],
            kind=Kind(record.cells["kind"]),
            labels=_both(record, "label"),
            descriptions=_both(record, "description"),
            units=_both(record, "unit"),
            comparable=record.cells["comparable"] == YES,
            comparable_within=record.cells["comparable_within"] or None,
            ordered=record.cells["ordered"] == YES,
            answers=_answers(record.cells["answers"]),
            answers_en=_answers(record.cells["answers_en"]),
        )
        for record in _records("codebook", _CODEBOOK_COLUMNS)
        if record.cells["column"] != NAME
    )


def read_ratios() -> tuple[Ratio, ...]:
    """The derived figures, in the order in which they are shown."""
    return tuple(
        Ratio(
            name=record.cells["figure"],
            numerator=record.cells["numerator"],
            denominator=record.cells["denominator"],
            factor=float(record.cells["factor"]),
            labels=_both(record, "label"),
            descriptions=_both(record, "description"),
            units=_both(record, "unit"),
        )
        for record in _records("derived", _RATIO_COLUMNS)
    )


def _records(part: str, columns: Sequence[str]) -> tuple[Record, ...]:
    return read_records(SHIPPED.with_name(f"{SHIPPED.stem}_{part}.csv"), known=columns, required=columns)


def _both(record: Record, field: str) -> Mapping[Language, str]:
    return {"nl": record.cells[f"{field}_nl"], "en": record.cells[f"{field}_en"]}


def _answers(text: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in text.split(LIST_SEPARATOR) if part)
    return {code.strip(): label.strip() for code, label in pairs}
