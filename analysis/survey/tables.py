"""A file as a table of texts: columns that hold each distinct text once. Nothing is interpreted yet."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.bookkeeping import SurveyTool
from analysis.survey.headers import UNDESCRIBED, ColumnDescription, Header, HeaderError
from analysis.survey.numbers import DecimalSign
from analysis.survey.progress import Reading, untold
from analysis.survey.wording import shortened

_CHUNK = 10_000


class FileFormat(StrEnum):
    """What kind of file a survey was read from."""

    TEXT = "text"
    """Delimited text: CSV, TXT."""
    XLSX = "xlsx"
    SAV = "sav"
    """SPSS, compressed or not."""


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column as texts: `values` are the distinct texts in order of appearance, `codes` says which each row has.

    decimal: the decimal sign where the file's format itself fixes it (a number cell of a workbook), else None.
    position: place of the column in the file, the first being 1; 0 where that was not kept.
    """

    name: str
    values: tuple[str, ...]
    codes: npt.NDArray[np.integer]
    warnings: tuple[Message, ...] = ()
    description: ColumnDescription = UNDESCRIBED
    decimal: DecimalSign | None = None
    position: int = 0


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as read. `row_numbers` are those that a spreadsheet shows: the first row of the file is 1.

    recognised_rows: how many header rows there seem to be, where another number was asked for.
    """

    name: str
    columns: tuple[RawColumn, ...]
    row_numbers: npt.NDArray[np.intp]
    encoding: str
    delimiter: str | None
    notes: tuple[Message, ...]
    file_format: FileFormat = FileFormat.TEXT
    sheet: str | None = None
    header_rows: int = 1
    recognised_rows: int = 1
    tool: SurveyTool | None = None

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, eq=False)
class Body:
    """The rows below the header, column by column, wholly empty rows left out."""

    values: tuple[tuple[str, ...], ...]
    codes: tuple[npt.NDArray[np.integer], ...]
    row_numbers: npt.NDArray[np.intp]
    empty_rows: int


def gather(
    records: Iterable[Sequence[str]], width: int, first_row: int, *, rows: int = 0, reading: Reading = untold
) -> Body:
    """The columns of records that are all `width` wide; the first of them is row `first_row` of the file.

    Records are taken in portions, so that a large file is never in memory as separate texts; `reading` is told of each,
    with how many rows there are, about.
    """
    columns = [Growing() for _ in range(width)]
    numbers: list[npt.NDArray[np.intp]] = []
    number, empty = first_row, 0
    for portion in _portions(records):
        kept = [i for i, record in enumerate(portion) if any(map(str.strip, record))]
        for column, cells in zip(columns, zip(*(portion[i] for i in kept), strict=True), strict=False):
            column.add(cells)
        numbers.append(np.array(kept, dtype=np.intp) + number)
        empty += len(portion) - len(kept)
        number += len(portion)
        reading(number - first_row, rows)
    return Body(
        values=tuple(tuple(column.places) for column in columns),
        codes=tuple(column.codes for column in columns),
        row_numbers=np.concatenate(numbers) if numbers else np.empty(0, dtype=np.intp),
        empty_rows=empty,
    )


def require_rows(body: Body, header: Header, name: str) -> None:
    """Raise where a file has a header and no answers."""
    if not len(body.row_numbers):
        raise HeaderError(
            "{file}: er staat wel een kopregel in het bestand ({header}), maar geen enkele rij met antwoorden.",
            file=name,
            header=shortened(", ".join(header.names)),
        )


def columns_of(header: Header, body: Body, decimals: Sequence[DecimalSign | None] = ()) -> tuple[RawColumn, ...]:
    """The columns, without those that have neither a name nor a text."""
    columns = []
    cells = zip(header.names, header.descriptions, body.values, body.codes, strict=True)
    for number, (name, description, values, codes) in enumerate(cells, start=1):
        warnings: tuple[Message, ...] = ()
        if not name:
            if not any(map(str.strip, values)):
                continue
            warnings = (Message("Kolom {number} heeft geen naam in de kopregel.", {"number": number}),)
        columns.append(
            RawColumn(
                name or _new_name(number, header.names),
                values,
                codes,
                warnings,
                description,
                decimals[number - 1] if decimals else None,
                number,
            )
        )
    return tuple(columns)


def without_rows(table: RawTable, rows: Collection[int]) -> RawTable:
    """The table without these rows, by their number in the file; texts that nobody else gave go with them.

    SurveyError for a row that has no respondent, and where nobody would be left.
    """
    if not rows:
        return table
    wanted = np.array(sorted(set(rows)), dtype=np.intp)
    strangers = wanted[~np.isin(wanted, table.row_numbers)]
    if len(strangers):
        raise SurveyError(
            "{file}: rij {row}, die zou wegblijven, bevat geen respondent. Laat eerst iedereen weer meedoen (Gegevens, "
            "onderdeel Respondenten).",
            file=table.name,
            row=int(strangers[0]),
        )
    kept = ~np.isin(table.row_numbers, wanted)
    if not kept.any():
        raise SurveyError(
            "{file}: er blijft geen respondent over als al deze rijen wegblijven. Kies minder rijen.", file=table.name
        )
    columns = []
    for column in table.columns:
        used, codes = np.unique(column.codes[kept], return_inverse=True)
        values = tuple(column.values[i] for i in used)
        columns.append(replace(column, values=values, codes=codes.astype(np.int32)))
    return replace(table, columns=tuple(columns), row_numbers=table.row_numbers[kept])


def what_was_left_out(header: Header, body: Body, columns: Sequence[RawColumn]) -> Iterator[Message]:
    """Notes on rows and columns that hold nothing."""
    if body.empty_rows:
        yield Message("Lege rijen zijn weggelaten (aantal: {count}).", {"count": body.empty_rows})
    if dropped := len(header.names) - len(columns):
        yield Message("Lege kolommen zonder naam zijn weggelaten (aantal: {count}).", {"count": dropped})


class Growing:
    """A column that grows portion by portion; `places` gives the code of each distinct text."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self._portions: list[npt.NDArray[np.int32]] = []

    def add(self, cells: Sequence[str]) -> None:
        """A portion as it stands in the rows."""
        texts = np.empty(len(cells), dtype=object)
        texts[:] = cells
        codes, distinct = pd.factorize(texts)
        self.add_coded(distinct, codes)

    def add_coded(self, distinct: Iterable[str], codes: npt.NDArray[np.integer]) -> None:
        """A portion as its distinct texts, and which of them each row has."""
        own = [self.places.setdefault(text, len(self.places)) for text in distinct]
        self._portions.append(np.array(own, dtype=np.int32)[codes])

    @property
    def codes(self) -> npt.NDArray[np.integer]:
        """Which of the distinct texts each row has."""
        return np.concatenate(self._portions) if self._portions else np.empty(0, dtype=np.int32)


def _portions(records: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    iterator = iter(records)
    while portion := list(itertools.islice(iterator, _CHUNK)):
        yield portion


def _new_name(number: int, taken: Sequence[str]) -> str:
    name = f"kolom_{number}"
    while name in taken:
        name += "_"
    return name
