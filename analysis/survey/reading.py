"""From a file to a table of texts: what kind of file it is, told by its content, and its rows. Nothing is interpreted.

Delimited text, Excel workbooks and SPSS files are read by a module each; all three give a `RawTable`.
"""

from __future__ import annotations

from analysis.survey.delimited import not_a_table, read_delimited
from analysis.survey.progress import Reading, untold
from analysis.survey.sources import MAXIMUM_BYTES, Source, content_of, name_of
from analysis.survey.spreadsheet import Known, is_workbook, old_or_protected, read_workbook, sheets_of
from analysis.survey.spss import SIGNATURES as SPSS_SIGNATURES
from analysis.survey.spss import read_spss
from analysis.survey.tables import RawColumn, RawTable

__all__ = ["MAXIMUM_BYTES", "RawColumn", "RawTable", "Source", "read_table", "sheet_names"]

_DEFAULT_NAME = "databestand"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"SQLite format 3", "SQLite"),
    (b"PAR1", "Parquet"),
)


def read_table(
    source: Source,
    *,
    name: str | None = None,
    default_name: str = _DEFAULT_NAME,
    maximum_bytes: int = MAXIMUM_BYTES,
    sheet: str | int | None = None,
    header_rows: int | None = None,
    reading: Reading = untold,
    known: Known = (),
) -> RawTable:
    """Read a delimited text file, a sheet of an Excel workbook (.xlsx) or an SPSS file (.sav, .zsav).

    The kind of file is told by its content. Of a text the encoding (utf-8 with or without BOM, utf-16, cp1252) and the
    delimiter (tab, `;`, `,`, `|`, `^`, spaces, or none for a single column; a first line `sep=;` as Excel knows it) are
    recognised.
    sheet: name or place (from 0) of a sheet, by default the one that looks like the table of answers: the first with a
    table, unless another table holds far more than that one. known: columns that are looked for, each with the names it
    goes by: the sheet that has most of them goes before any other. Other files have no sheets.
    header_rows: 1 to 3, by default recognised; titles above the header are skipped with a note. Rows that are wholly
    empty, and nameless columns that are wholly empty, are left out with a note. `name` is the file's name in messages
    and in the result. reading: told of how much was read and of how much (characters, rows), as far as the readers can
    tell; what it raises ends the reading.

    SurveyError for a file that is too large, empty, damaged, protected, no table, has two equal column names, no rows,
    or a row with more or fewer fields than the header; and for a sheet that it lacks.
    """
    name = name or name_of(source) or default_name
    content = content_of(source, name, maximum_bytes)
    if isinstance(content, bytes):
        if is_workbook(content):
            return read_workbook(content, name, sheet, header_rows, maximum_bytes, reading, known)
        if content.startswith(SPSS_SIGNATURES):
            return read_spss(content, name, reading)
        if content.startswith(_OLD_OFFICE):
            raise old_or_protected(content, name)
        for signature, kind in _SIGNATURES:
            if content.startswith(signature):
                raise not_a_table(name, kind)
    return read_delimited(content, name, header_rows, reading)


def sheet_names(source: Source, *, name: str | None = None, maximum_bytes: int = MAXIMUM_BYTES) -> tuple[str, ...]:
    """The worksheets of an Excel workbook in their order; empty for any other file.

    SurveyError for a file that is too large, and for a workbook that is damaged.
    """
    name = name or name_of(source) or _DEFAULT_NAME
    content = content_of(source, name, maximum_bytes)
    is_excel = isinstance(content, bytes) and is_workbook(content)
    return sheets_of(content, name, maximum_bytes) if is_excel and isinstance(content, bytes) else ()
