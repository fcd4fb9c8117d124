"""Loading a survey: the file, its codebook, and the two matched to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.codebook import Codebook, parse_codebook
from analysis.survey.coding import code_column
from analysis.survey.model import Receipt, Survey
from analysis.survey.numbers import DecimalSign, decimal_votes
from analysis.survey.reading import MAXIMUM_BYTES, RawColumn, RawTable, Source, read_table
from analysis.survey.wording import closest, exact_key


def load_survey(
    source: Source,
    codebook: Source | Codebook | None = None,
    *,
    name: str | None = None,
    maximum_bytes: int = MAXIMUM_BYTES,
) -> Survey:
    """Read a survey file and understand its answers by a codebook.

    source: path, bytes or file object of a delimited text file with a header row and a row for each respondent.
    codebook: likewise (see `parse_codebook`), or a `Codebook`, or None: then only the kinds of the columns are known,
    and there are no scales. name: how the file is called in messages; default the file's own name. maximum_bytes: a
    larger file is refused.

    A column that the codebook does not name is kept, its kind inferred, and used for nothing. Names that differ from
    the codebook's in case or spacing only are matched, with a warning.

    SurveyError for a file or codebook that cannot be understood; for columns that the codebook names and the file
    lacks (all of them in one sentence); and, with column, row and value, for an answer outside those of the codebook.
    """
    table = read_table(source, name=name, maximum_bytes=maximum_bytes)
    if codebook is not None and not isinstance(codebook, Codebook):
        codebook = parse_codebook(codebook)
    columns = _matched(table.columns, codebook) if codebook else table.columns
    decimal = _decimal_sign(columns)
    fallback: DecimalSign = decimal or ("." if table.delimiter == "," else ",")
    coded = [
        code_column(column, codebook.get(column.name) if codebook else None, table.row_numbers, fallback)
        for column in columns
    ]
    return Survey(
        name=table.name,
        responses=_side_by_side([column.values for column in coded], table),
        missing=_side_by_side([column.missing for column in coded], table),
        receipt=Receipt(
            rows=len(table),
            encoding=table.encoding,
            delimiter=table.delimiter,
            decimal=decimal,
            notes=table.notes,
            columns=tuple(column.receipt for column in coded),
        ),
        codebook=codebook,
    )


def _side_by_side(columns: Sequence[pd.Series], table: RawTable) -> pd.DataFrame:
    return pd.concat(columns, axis=1).set_axis(pd.RangeIndex(len(table)), axis=0)


def _matched(columns: Sequence[RawColumn], codebook: Codebook) -> tuple[RawColumn, ...]:
    """The columns under the codebook's names; SurveyError where the codebook names columns that are not there."""
    present = {column.name for column in columns}
    by_key: dict[str, list[str]] = {}
    for column in columns:
        by_key.setdefault(_name_key(column.name), []).append(column.name)
    new_names: dict[str, str] = {}
    absent: list[str] = []
    for entry in codebook:
        if entry.column in present:
            continue
        candidates = [name for name in by_key.get(_name_key(entry.column), []) if name not in codebook]
        if len(candidates) == 1 and candidates[0] not in new_names:
            new_names[candidates[0]] = entry.column
        else:
            absent.append(entry.column)
    if absent:
        raise _absent_columns(absent, [name for name in present if name not in codebook and name not in new_names])
    return tuple(_renamed(column, new_names.get(column.name)) for column in columns)


def _absent_columns(absent: Sequence[str], unused: Sequence[str]) -> SurveyError:
    suggestions = {name: closest(name, unused) for name in absent}
    likely = [f"{name} → {found}" for name, found in suggestions.items() if found]
    if likely:
        return SurveyError(
            "Het codeboek noemt kolommen die niet in het bestand staan: {columns}. Lijkt op een kolom in het bestand: "
            "{suggestions}. Verbeter de namen in het codeboek of in het bestand.",
            columns=", ".join(absent),
            suggestions=", ".join(likely),
        )
    return SurveyError(
        "Het codeboek noemt kolommen die niet in het bestand staan: {columns}. Haal ze uit het codeboek, of kies het "
        "bestand dat erbij hoort.",
        columns=", ".join(absent),
    )


def _renamed(column: RawColumn, new_name: str | None) -> RawColumn:
    if new_name is None:
        return column
    warning = Message(
        'Kolom {column} heet in het bestand "{found}"; dat is als dezelfde naam gelezen.',
        {"column": new_name, "found": column.name},
    )
    return replace(column, name=new_name, warnings=(*column.warnings, warning))


def _name_key(name: str) -> str:
    return exact_key(name).replace("_", " ")


def _decimal_sign(columns: Sequence[RawColumn]) -> DecimalSign | None:
    """The decimal sign that most of the file's numbers show, or None."""
    votes = sum((decimal_votes(column.values) for column in columns), start=decimal_votes(()))
    return votes.most_common(1)[0][0] if votes else None
