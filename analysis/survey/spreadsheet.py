"""Excel workbooks (.xlsx): the sheet, and its cells as the texts that they stand for.

The cells are read by calamine, many times as fast as openpyxl. Two things it does not tell are taken from the sheet's
XML: what an error cell says (`#DIV/0!`), and how far the cells reach. It reserves memory for the whole rectangle of
cells, so that a lone cell in the last row and column would end the program instead of one reading.
"""

from __future__ import annotations

import datetime
import functools
import io
import itertools
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from analysis.errors import Message, SurveyError
from analysis.survey.delimited import looks_like_no_header, with_names_apart
from analysis.survey.headers import RECORDS_EXAMINED, Header, read_header
from analysis.survey.numbers import DecimalSign, may_be_thousands
from analysis.survey.progress import Reading, untold
from analysis.survey.tables import Body, FileFormat, RawTable, columns_of, gather, require_rows, what_was_left_out
from analysis.survey.wording import exact_key

#: Unpacked, a workbook may be this many times the allowed size of a file; what is larger is no survey but a trap.
_MOST_INFLATION = 15
_MUCH_LARGER, _LARGER = 5, 2
_A_FEW_COLUMNS = 3
#: The rectangle around all cells of a sheet: 100,000 respondents with 400 columns.
_MOST_CELLS = 40_000_000
_UNSTORED_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*</c>")
_ERROR_CELL = re.compile(rb"<c\s([^>]*\bt=[\"']e[\"'][^>]*)>(?:(?!</c>).)*?<v>([^<]*)</v>", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CHUNK = 1 << 24
_LONGEST_TAG = 64
_LONGEST_WHOLE = 1e21
_LONGEST_PLACE = 10  # three letters and seven digits
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_workbook(content: bytes) -> bool:
    """Whether the content is a zip archive, and so perhaps a workbook."""
    return content.startswith(b"PK\x03\x04")


def sheets_of(content: bytes, name: str, maximum_bytes: int) -> tuple[str, ...]:
    """The names of the worksheets, in their order."""
    workbook = _open(content, name, maximum_bytes)
    return tuple(sheet.title for sheet in workbook.sheets)


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
    content: bytes,
    name: str,
    sheet: str | int | None,
    header_rows: int | None,
    maximum_bytes: int,
    reading: Reading = untold,
    known: Known = (),
) -> RawTable:
    """The table in one sheet of a workbook; see `read_table`. known: the columns that the sheet is chosen by."""
    workbook = _open(content, name, maximum_bytes)
    chosen, notes = _choose(workbook, sheet, known)
    first = _first_records(chosen)
    if not any(any(map(str.strip, record)) for record in first):
        raise SurveyError('{file}: het werkblad "{sheet}" is leeg.', file=name, sheet=chosen.title)
    header = read_header(first, header_rows, name, chosen.merged)
    reader = _SheetReader(chosen)
    try:
        body = gather(reader.below(header), len(header.names), header.end + 1, rows=chosen.height, reading=reading)
    except _WiderRow:  # Far down stand cells beside the table: they are columns without a name.
        header = header.widened(reader.widest())
        body = gather(reader.below(header), len(header.names), header.end + 1, rows=chosen.height, reading=reading)
    body, decimals = _told_apart(body)
    require_rows(body, header, name)
    header = with_names_apart(header, name)
    columns = columns_of(header, body, decimals)
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
            *_unstored_formulas(chosen.unstored_formulas),
            *what_was_left_out(header, body, columns),
        ),
        file_format=FileFormat.XLSX,
        sheet=chosen.title,
        header_rows=header.rows,
        recognised_rows=header.recognised,
        tool=header.tool,
    )


class _Place(NamedTuple):
    """A worksheet: its title, whether it is shown, and the member of the archive that holds it."""

    title: str
    visible: bool
    member: str


@dataclass(frozen=True)
class _Workbook:
    """An opened workbook; its worksheets are read when they are asked for."""

    name: str
    content: bytes
    calamine: CalamineWorkbook
    sheets: tuple[_Place, ...]

    def read(self, place: _Place) -> _Sheet:
        """One worksheet with all its cells."""
        with _damaged_otherwise(self.name), zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            xml = archive.read(place.member)
        self._require_reasonable(xml)
        with _damaged_otherwise(self.name):
            cells = self.calamine.get_sheet_by_name(place.title)
            return _Sheet(place.title, cells, _error_cells(xml), len(_UNSTORED_FORMULA.findall(xml)))

    def filled_cells(self, place: _Place) -> int:
        """About how many cells of a worksheet hold something: counted, not read."""
        with _damaged_otherwise(self.name), zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            xml = archive.read(place.member)
        return xml.count(b"</v>") + xml.count(b"</is>")

    def _require_reasonable(self, xml: bytes) -> None:
        reach = _reach(xml)
        if reach > _MOST_CELLS:
            raise SurveyError(
                "{file}: het werkblad beslaat {cells} cellen, ook als de meeste leeg zijn; dat is te groot om te "
                "lezen. Staat er ver naar rechts of naar onderen nog iets? Haal het weg, of sla het blad op als CSV.",
                file=self.name,
                cells=reach,
            )


@dataclass(frozen=True)
class _Sheet:
    """A worksheet in memory. errors: what error cells say, by row and column from 0."""

    title: str
    cells: CalamineSheet
    errors: Mapping[int, Mapping[int, str]]
    unstored_formulas: int

    @property
    def height(self) -> int:
        """How many rows there are, up to the last filled one."""
        return int(self.cells.total_height)

    @property
    def merged(self) -> dict[int, list[tuple[int, int]]]:
        """By row: the first and the last column of each cell that is merged over several columns."""
        merged: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in self.cells.merged_cell_ranges or ():
            if right > left and top == bottom:
                merged.setdefault(top, []).append((left, right))
        return merged

    def rows(self) -> Iterator[Sequence[object]]:
        """The cells of every row from the first row and column of the sheet; empty cells are empty texts."""
        left = self.cells.start[1] if self.cells.start else 0
        for number, row in enumerate(self.cells.iter_rows()):
            cells: list[object] = [*[""] * left, *row] if left else list(row)
            for column, text in self.errors.get(number, {}).items():
                if column < len(cells):
                    cells[column] = text
                else:
                    cells += [*[""] * (column - len(cells)), text]
            yield cells


class _damaged_otherwise:  # noqa: N801 - used as a statement
    """What a damaged workbook does inside a parser, in any form, becomes the sentence for it.

    A panic in Rust is no Exception; the ends that Python itself asks for are let through.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | SurveyError):
            raise _damaged(self._name) from error


def _reach(xml: bytes) -> int:
    """The cells in the rectangle from the first cell to the lowest row and the rightmost column of any cell.

    Taken from the place that every cell and row says it has (`r="CV100001"`), wherever it stands; the sheet's own word
    for it (`<dimension>`) need not be true. A hundred thousand respondents have ten million cells: hence in NumPy.
    """
    most_row = most_column = 0
    for start in range(0, len(xml), _CHUNK):
        text = np.frombuffer(xml, dtype=np.uint8, count=min(_CHUNK + _LONGEST_TAG, len(xml) - start), offset=start)
        if len(text) < _LONGEST_TAG:
            text = np.concatenate([text, np.zeros(_LONGEST_TAG, dtype=np.uint8)])
        before, name, equals, quote = text[:-3], text[1:-2], text[2:-1], text[3:]
        found = (name == ord("r")) & (equals == ord("=")) & ((quote == ord('"')) | (quote == ord("'")))
        places = np.flatnonzero(found & (before <= ord(" "))) + 4
        places = places[places < len(text) - _LONGEST_PLACE]
        columns, rows = np.zeros((2, len(places)), dtype=np.int64)
        for _ in range(_LONGEST_PLACE):
            sign = text[places]
            letter = ((sign | 32) >= ord("a")) & ((sign | 32) <= ord("z")) & (rows == 0)
            digit = (sign >= ord("0")) & (sign <= ord("9"))
            columns = np.where(letter, columns * 26 + (sign & 31), columns)
            rows = np.where(digit, rows * 10 + (sign & 15), rows)
            places = places + (letter | digit)
        most_row, most_column = max(most_row, int(rows.max(initial=0))), max(most_column, int(columns.max(initial=0)))
    return most_row * most_column


def _column_number(letters: bytes) -> int:
    return functools.reduce(lambda number, letter: number * 26 + letter - 64, letters.upper(), 0)


def _error_cells(xml: bytes) -> dict[int, dict[int, str]]:
    errors: dict[int, dict[int, str]] = {}
    if b't="e"' not in xml and b"t='e'" not in xml:
        return errors
    for attributes, text in _ERROR_CELL.findall(xml):
        if place := _PLACE.search(attributes):
            errors.setdefault(int(place[2]) - 1, {})[_column_number(place[1]) - 1] = text.decode("utf-8", "replace")
    return errors


def _open(content: bytes, name: str, maximum_bytes: int) -> _Workbook:
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
    with _damaged_otherwise(name), zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():  # read to see that it unpacks to what it says; worksheets are read later
            if not member.startswith("xl/worksheets/"):
                archive.read(member)
        paths = _paths(archive)
        calamine = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = tuple(
            _Place(sheet.name, sheet.visible == SheetVisibleEnum.Visible, paths[sheet.name])
            for sheet in calamine.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        )
    return _Workbook(name, content, calamine, sheets)


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The member of the archive that holds each sheet, by its title."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    return {
        sheet.get("name", ""): posixpath.normpath(posixpath.join("/xl", targets[sheet.get(_RELATION)])).lstrip("/")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet") and sheet.get(_RELATION) in targets
    }


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


def _choose(workbook: _Workbook, wanted: str | int | None, known: Known) -> tuple[_Sheet, tuple[Message, ...]]:
    """The sheet that was asked for, else the one that looks like the answers; notes on why, and on the others.

    That is the first with more than a title, unless another table holds far more (or, where the first has a few columns
    only, is clearly the larger one); and in any case a sheet with more, and most, of the known columns.
    """
    sheets = workbook.sheets
    titles = [sheet.title for sheet in sheets]
    if wanted is not None:
        number = titles.index(wanted) if wanted in titles else wanted
        if isinstance(number, int) and 0 <= number < len(sheets):
            return workbook.read(sheets[number]), tuple(_larger_sheet(workbook, sheets[number]))
        raise SurveyError(
            '{file}: er is geen werkblad "{sheet}". Wel: {sheets}.',
            file=workbook.name,
            sheet=wanted,
            sheets=", ".join(titles),
        )
    shown = [sheet for sheet in sheets if sheet.visible] or list(sheets)
    first = _first_filled(workbook, shown)
    if first is None:
        raise SurveyError(
            "{file}: geen van de werkbladen bevat een tabel ({sheets}).", file=workbook.name, sheets=", ".join(titles)
        )
    if len(shown) == 1:
        return first.sheet, tuple(_other_sheets(titles, first, _FIRST))
    size = {place: workbook.filled_cells(place) for place in shown}
    others = [place for place in sorted(shown, key=size.__getitem__, reverse=True) if place.title != first.sheet.title]
    chosen, why = first, _FIRST
    least = _larger_than(first, next(size[place] for place in shown if place.title == first.sheet.title))
    for place in others:
        if size[place] <= least:
            break
        if (glance := _glance(workbook, place)).columns > 1:
            chosen, why = glance, _LARGEST
            break
    found = chosen.known(known)
    if found < len(known):
        for place in others if chosen is first else [p for p in shown if p.title != chosen.sheet.title]:
            glance = _glance(workbook, place)
            if glance.known(known) > found and 2 * glance.known(known) >= len(known):
                chosen, why, found = glance, _KNOWN, glance.known(known)
    return chosen.sheet, tuple(_other_sheets(titles, chosen, why))


Known = Sequence[Collection[str]]
"""The columns that are looked for: for each the names that it goes by."""

_FIRST = Message('Gelezen is het werkblad "{sheet}", het eerste met een tabel. Het bestand heeft ook: {others}.')
_LARGEST = Message(
    'Gelezen is het werkblad "{sheet}", want daar staat de grootste tabel ({columns} kolommen met een naam). Het '
    "bestand heeft ook: {others}."
)
_KNOWN = Message(
    'Gelezen is het werkblad "{sheet}", want daar staan de kolommen van het codeboek. Het bestand heeft ook: {others}.'
)


@dataclass(frozen=True)
class _Glance:
    """A sheet, and the names of the columns that its first rows seem to have; none where nothing stands below them."""

    sheet: _Sheet
    names: tuple[str, ...]
    filled_rows: int

    @property
    def columns(self) -> int:
        """How many columns have a name."""
        return len(self.names)

    def known(self, known: Known) -> int:
        """How many of the columns that are looked for it has."""
        here = {exact_key(name).replace("_", " ") for name in self.names}
        return sum(any(exact_key(name).replace("_", " ") in here for name in names) for names in known)


def _glance(workbook: _Workbook, place: _Place) -> _Glance:
    sheet = workbook.read(place)
    first = _first_records(sheet)
    filled = sum(any(map(str.strip, record)) for record in first)
    names: tuple[str, ...] = ()
    if filled > 1:
        header = read_header(first, None, workbook.name, sheet.merged)
        if any(any(map(str.strip, record)) for record in first[header.end :]):
            names = tuple(filter(None, header.names))
    return _Glance(sheet, names, filled)


def _first_filled(workbook: _Workbook, places: Sequence[_Place]) -> _Glance | None:
    """The first sheet with more than a title, else the first with anything."""
    with_a_title = None
    for place in places:
        glance = _glance(workbook, place)
        if glance.filled_rows > 1:
            return glance
        if glance.filled_rows and with_a_title is None:  # no table anywhere, but what there is says why
            with_a_title = glance
    return with_a_title


def _larger_than(first: _Glance, size: int) -> int:
    """How many filled cells another table has to exceed to be taken for the answers rather than the first one."""
    if first.columns < 2:
        return 0
    return size * (_MUCH_LARGER if first.columns > _A_FEW_COLUMNS else _LARGER)


def _first_records(sheet: _Sheet) -> list[list[str]]:
    """The first records, without marks, all as wide as the widest of them."""
    reader = _SheetReader(sheet)
    first = [list(map(_unmarked, record)) for record in itertools.islice(reader.records(), RECORDS_EXAMINED)]
    width = max(map(len, first), default=0)
    return [[*record, *[""] * (width - len(record))] for record in first]


def _other_sheets(titles: Sequence[str], chosen: _Glance, why: Message) -> Iterator[Message]:
    title = chosen.sheet.title
    if len(titles) > 1:
        others = ", ".join(other for other in titles if other != title)
        yield Message(why.template, {"sheet": title, "others": others, "columns": chosen.columns})


def _larger_sheet(workbook: _Workbook, chosen: _Place) -> Iterator[Message]:
    """A note where another sheet is so much larger that the answers are likely there: a pivot table was chosen."""
    with zipfile.ZipFile(io.BytesIO(workbook.content)) as archive:
        unpacked = {member.filename: member.file_size for member in archive.infolist()}
    sizes = {sheet: unpacked.get(sheet.member, 0) for sheet in workbook.sheets if sheet.visible}
    largest = max(sizes, key=sizes.__getitem__, default=chosen)
    if largest != chosen and chosen in sizes and sizes[largest] > _MUCH_LARGER * sizes[chosen]:
        yield Message(
            'Het werkblad "{other}" is veel groter dan "{sheet}". Staan daar de antwoorden? Kies dan dat werkblad.',
            {"other": largest.title, "sheet": chosen.title},
        )


class _WiderRow(Exception):  # noqa: N818 - not for users: it asks for a second reading
    """A row has more cells than the rows that the width of the table was taken from."""


class _SheetReader:
    """Goes through the rows of one sheet. Some texts bear a mark of what stood in the cell; see `_told_apart`."""

    def __init__(self, sheet: _Sheet) -> None:
        self._sheet = sheet

    def records(self) -> Iterator[list[str]]:
        """The rows as texts, each up to its last filled cell."""
        read = functools.lru_cache(maxsize=1 << 16, typed=True)(_read)  # typed: True is not 1
        for cells in self._sheet.rows():
            yield list(map(read, cells if cells and cells[-1] != "" else cells[: _filled(cells)]))

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
        return max((_filled(cells) for cells in self._sheet.rows()), default=0)


#: Marks before the text of a cell: the character ends no name and no answer, for a workbook cannot hold it.
_FRACTION, _DOUBTFUL_TEXT = "\x00#", "\x00?"


def _read(cell: object) -> str:
    """What a cell says, marked where it is a number with decimals, or a text that may be one with thousands."""
    if isinstance(cell, str):
        return _DOUBTFUL_TEXT + cell if may_be_thousands(cell) else cell
    return _FRACTION + _text(cell) if isinstance(cell, float) and not cell.is_integer() else _text(cell)


def _unmarked(text: str) -> str:
    return text.removeprefix(_FRACTION).removeprefix(_DOUBTFUL_TEXT)


def _told_apart(body: Body) -> tuple[Body, list[DecimalSign | None]]:
    """The body without the marks, and the decimal sign of each column.

    That is the point where the column's numbers are number cells and not texts that look like them.
    """
    values, codes = [], []
    decimals: list[DecimalSign | None] = []
    for texts, places in zip(body.values, body.codes, strict=True):
        fractions = any(text.startswith(_FRACTION) for text in texts)
        doubtful = any(text.startswith(_DOUBTFUL_TEXT) for text in texts)
        decimals.append("." if fractions and not doubtful else None)
        if fractions or doubtful:  # the same text may stand in cells of both kinds
            plain: dict[str, int] = {}
            new = np.array([plain.setdefault(_unmarked(text), len(plain)) for text in texts], dtype=np.int32)
            values.append(tuple(plain))
            codes.append(new[places])
        else:
            values.append(texts)
            codes.append(places)
    return replace(body, values=tuple(values), codes=tuple(codes)), decimals


def _filled(cells: Sequence[object]) -> int:
    last = len(cells)
    while last and cells[last - 1] == "":
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
            if abs(cell) < 1e15:
                return f"{cell:.15g}"  # Excel itself keeps 15 digits.
            return str(int(Decimal(repr(cell)))) if abs(cell) < _LONGEST_WHOLE else repr(cell)
        case datetime.datetime():
            midnight = cell.time() == datetime.time()
            return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
        case datetime.date() | datetime.time():
            return cell.isoformat()
    return str(cell)


def _unstored_formulas(count: int) -> Iterator[Message]:
    """A note where formulas have no stored result: a program wrote them, and no spreadsheet computed them."""
    if count:
        yield Message(
            "Formules zonder bewaarde uitkomst zijn gelezen als lege cellen (aantal: {count}). Open het bestand in "
            "Excel, sla het op en lees het opnieuw.",
            {"count": count},
        )
