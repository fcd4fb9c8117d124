"""Excel workbooks (.xlsx): the sheet, and its cells as the texts that they stand for."""

from __future__ import annotations

import datetime
import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.errors import Message, SurveyError
from analysis.survey.delimited import looks_like_no_header, refuse_equal_names
from analysis.survey.headers import RECORDS_EXAMINED, Header, read_header
from analysis.survey.numbers import DecimalSign, may_be_thousands
from analysis.survey.tables import FileFormat, RawTable, columns_of, gather, require_rows, what_was_left_out

#: Unpacked, a workbook may be this many times the allowed size of a file; what is larger is no survey but a trap.
_MOST_INFLATION = 15
_MOST_COLUMNS = 16_384
_UNSTORED_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*</c>")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(content: bytes) -> bool:
    """Whether the content is a zip archive, and so perhaps a workbook."""
    return content.startswith(b"PK\x03\x04")


def sheets_of(content: bytes, name: str, maximum_bytes: int) -> tuple[str, ...]:
    """The names of the worksheets, in their order."""
    workbook = _open(content, name, maximum_bytes)
    return tuple(sheet.title for sheet in workbook.worksheets)


def old_or_protected(content: bytes, name: str) -> SurveyError:
    """The error for what stands in the container of old Office files."""
    if _ENCRYPTED in content:
        return SurveyError(
            "{file}: dit is een bestand van de soort Excel dat met een wachtwoord is beveiligd. Open het in Excel, "
            "haal het wachtwoord eraf en sla het op.",
            file=name,
        )
    return SurveyError(
        "{file}: dit is een oud bestand van de soort Excel (.xls). Open het in Excel en sla het op als .xlsx of CSV.",
        file=name,
    )


def read_workbook(
    content: bytes, name: str, sheet: str | int | None, header_rows: int | None, maximum_bytes: int
) -> RawTable:
    """The table in one sheet of a workbook; see `read_table`."""
    workbook = _open(content, name, maximum_bytes)
    chosen, notes = _choose(workbook, sheet, name)
    reader = _SheetReader(chosen, name)
    first = list(itertools.islice(reader.records(), RECORDS_EXAMINED))
    if not any(any(record) for record in first):
        raise SurveyError('{file}: het werkblad "{sheet}" is leeg.', file=name, sheet=chosen.title)
    width = max(len(record) for record in first)
    first = [[*record, *[""] * (width - len(record))] for record in first]
    header = read_header(first, header_rows, name)
    reader = _SheetReader(chosen, name)
    try:
        body = gather(reader.below(header), len(header.names), header.end + 1)
    except _WiderRow:  # Far down stand cells beside the table: they are columns without a name.
        header = header.widened(reader.widest())
        body = gather(reader.below(header), len(header.names), header.end + 1)
    require_rows(body, header, name)
    refuse_equal_names(header.names, name)
    columns = columns_of(header, body, [reader.decimal(i) for i in range(len(header.names))])
    return RawTable(
        name=name,
        columns=columns,
        row_numbers=body.row_numbers,
        encoding="utf-8",
        delimiter=None,
        notes=(
            *notes,
            *header.notes,
            *looks_like_no_header(header.names),
            *_unstored_formulas(content, chosen),
            *what_was_left_out(header, body, columns),
        ),
        file_format=FileFormat.XLSX,
        sheet=chosen.title,
        header_rows=header.rows,
        tool=header.tool,
    )


def _open(content: bytes, name: str, maximum_bytes: int) -> Any:
    import openpyxl  # type: ignore[import-untyped,unused-ignore]

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {member.filename: member.file_size for member in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged(name) from None
    if "xl/workbook.xml" not in members:
        raise _other_archive(members, name)
    if sum(members.values()) > _MOST_INFLATION * maximum_bytes:
        raise SurveyError(
            "{file}: uitgepakt is dit Excel-bestand te groot om te lezen. Sla het werkblad met de antwoorden op als "
            "CSV.",
            file=name,
        )
    try:
        return openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception as error:
        # A damaged workbook makes the parser fail in any way that broken XML and missing parts allow.
        raise _damaged(name) from error


def _damaged(name: str) -> SurveyError:
    return SurveyError(
        "{file}: dit lijkt een bestand van de soort Excel, maar het is beschadigd of niet volledig. Open het in Excel, "
        "sla het opnieuw op en probeer het nog eens.",
        file=name,
    )


def _other_archive(members: dict[str, int], name: str) -> SurveyError:
    if "xl/workbook.bin" in members:
        kind = "Excel (.xlsb)"
    elif "word/document.xml" in members:
        kind = "Word"
    elif "content.xml" in members:
        kind = "OpenDocument"
    else:
        kind = "zip"
    return SurveyError(
        "{file}: dit is een bestand van de soort {kind}. Sla de tabel met antwoorden op als .xlsx of CSV.",
        file=name,
        kind=kind,
    )


def _choose(workbook: Any, wanted: str | int | None, name: str) -> tuple[Any, tuple[Message, ...]]:
    """The sheet that was asked for, else the first that shows anything; a note where there are more."""
    sheets = list(workbook.worksheets)
    titles = [sheet.title for sheet in sheets]
    if wanted is not None:
        place = titles.index(wanted) if wanted in titles else wanted
        if isinstance(place, int) and 0 <= place < len(sheets):
            return sheets[place], ()
        raise SurveyError(
            '{file}: er is geen werkblad "{sheet}". Wel: {sheets}.', file=name, sheet=wanted, sheets=", ".join(titles)
        )
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"] or sheets
    for sheet in visible:
        if any(any(record) for record in itertools.islice(_SheetReader(sheet, name).records(), RECORDS_EXAMINED)):
            if len(sheets) == 1:
                return sheet, ()
            others = ", ".join(title for title in titles if title != sheet.title)
            note = Message(
                'Gelezen is het werkblad "{sheet}". Het bestand heeft ook: {others}.',
                {"sheet": sheet.title, "others": others},
            )
            return sheet, (note,)
    raise SurveyError("{file}: geen van de werkbladen bevat een tabel ({sheets}).", file=name, sheets=", ".join(titles))


@dataclass
class _Cells:
    """What kinds of cells a column has, as far as its numbers can be misread."""

    fractions: bool = False
    doubtful_texts: bool = False


class _WiderRow(Exception):  # noqa: N818 - not for users: it asks for a second reading
    """A row has more cells than the rows that the width of the table was taken from."""


class _SheetReader:
    """Goes through one sheet once, and remembers which columns hold real numbers."""

    def __init__(self, sheet: Any, name: str) -> None:
        self._sheet = sheet
        self._name = name
        self._cells: dict[int, _Cells] = {}

    def records(self) -> Iterator[list[str]]:
        """The rows as texts, each up to its last filled cell."""
        for cells in self._raw():
            yield self._texts(cells)

    def below(self, header: Header) -> Iterator[list[str]]:
        """The records below the header, all as wide as it, up to the last filled one; _WiderRow for one that is not."""
        width, blank = len(header.names), 0
        for record in itertools.islice(self.records(), header.end, None):
            if not record:
                blank += 1
                continue
            if len(record) > width:
                raise _WiderRow
            yield from ([""] * width for _ in range(blank))
            blank = 0
            yield [*record, *[""] * (width - len(record))]

    def widest(self) -> int:
        """The number of cells up to the last filled one of any row."""
        return max((_filled(cells) for cells in self._raw()), default=0)

    def decimal(self, column: int) -> DecimalSign | None:
        """The point, where the column's numbers are number cells and not texts that look like them."""
        cells = self._cells.get(column)
        return "." if cells and cells.fractions and not cells.doubtful_texts else None

    def _raw(self) -> Iterator[tuple[object, ...]]:
        try:
            self._sheet.reset_dimensions()  # What the file says of its own size is often wrong.
            for cells in self._sheet.iter_rows(values_only=True):
                if len(cells) > _MOST_COLUMNS:
                    raise _damaged(self._name)
                yield cells
        except SurveyError:
            raise
        except Exception as error:
            # The rows are parsed while they are read: broken XML shows only here, in any form.
            raise _damaged(self._name) from error

    def _texts(self, cells: tuple[object, ...]) -> list[str]:
        texts = []
        for column, cell in enumerate(cells[: _filled(cells)]):
            text = "" if cell is None else _text(cell)
            if isinstance(cell, float) and not cell.is_integer():
                self._cells.setdefault(column, _Cells()).fractions = True
            elif isinstance(cell, str) and may_be_thousands(cell):
                self._cells.setdefault(column, _Cells()).doubtful_texts = True
            texts.append(text)
        return texts


def _filled(cells: tuple[object, ...]) -> int:
    last = len(cells)
    while last and (cells[last - 1] is None or cells[last - 1] == ""):
        last -= 1
    return last


def _text(cell: object) -> str:
    """What a cell says: whole numbers without decimals, dates in ISO form, booleans as Dutch Excel shows them."""
    match cell:
        case str():
            return cell
        case bool():
            return "WAAR" if cell else "ONWAAR"
        case int():
            return str(cell)
        case float():
            return f"{cell:.15g}" if abs(cell) < 1e15 else repr(cell)  # Excel itself keeps 15 digits.
        case datetime.datetime():
            midnight = cell.time() == datetime.time()
            return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)


def _unstored_formulas(content: bytes, sheet: Any) -> Iterator[Message]:
    """A note where formulas have no stored result: a program wrote them, and no spreadsheet computed them."""
    path = str(sheet._worksheet_path).lstrip("/")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        count = len(_UNSTORED_FORMULA.findall(archive.read(path)))
    if count:
        yield Message(
            "Formules zonder bewaarde uitkomst zijn gelezen als lege cellen (aantal: {count}). Open het bestand in "
            "Excel, sla het op en lees het opnieuw.",
            {"count": count},
        )
