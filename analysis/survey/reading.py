"""From the bytes of a file to a table of texts: encoding, delimiter, header, rows. Nothing is interpreted yet."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.wording import shortened, tidy

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | IO[str]
"""Where a file comes from: its path, its bytes, or a file object (read from its start)."""

MAXIMUM_BYTES = 200_000_000
"""Larger files are refused, unless the caller allows more."""

_DELIMITERS = ("\t", ";", ",", "|")
_NO_DELIMITER = "\x1f"
_LINES_EXAMINED = 500

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "Excel"),
    (b"\xd0\xcf\x11\xe0", "Excel"),
    (b"$FL2", "SPSS"),
    (b"$FL3", "SPSS"),
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
_TEXT_SIGNATURES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(!doctype html|html|table|head|body)\b", re.IGNORECASE), "HTML"),
    (re.compile(r"<\?xml\b"), "XML"),
    (re.compile(r"[{\[]\s*(?:[{\[]\s*)*\"[^\"]*\"\s*:"), "JSON"),
)
# Tab, line ends, vertical tab and form feed occur in exports; other control characters do not occur in text.
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1f]")
# What ë, é, ö, ü and typographic quotes look like after utf-8 was taken for cp1252.
_GARBLED = re.compile("Ã[«©¶¼¨¯]|â€")


@dataclass(frozen=True, eq=False)
class RawColumn:
    """One column as texts: `values` are the distinct texts in order of appearance, `codes` says which each row has."""

    name: str
    values: tuple[str, ...]
    codes: npt.NDArray[np.intp]
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, eq=False)
class RawTable:
    """A file as read. `row_numbers` are those that a spreadsheet shows: the first row of the file is 1."""

    name: str
    columns: tuple[RawColumn, ...]
    row_numbers: npt.NDArray[np.intp]
    encoding: str
    delimiter: str | None
    notes: tuple[Message, ...]

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in their order."""
        return tuple(column.name for column in self.columns)


def read_table(
    source: Source, *, name: str | None = None, default_name: str = "databestand", maximum_bytes: int = MAXIMUM_BYTES
) -> RawTable:
    """Read a delimited text file.

    Encoding (utf-8 with or without BOM, utf-16, cp1252) and delimiter (tab, `;`, `,`, `|`, or none for a single
    column; a first line `sep=;` as Excel knows it) are recognised. Rows that are wholly empty, and nameless columns
    that are wholly empty, are left out with a note. `name` is the file's name in messages and in the result.

    SurveyError for a file that is too large, empty, no text, no table, has two equal column names, no rows, or a row
    with more or fewer fields than the header.
    """
    name = name or _name_of(source) or default_name
    text, encoding = _decode(_content(source, name, maximum_bytes), name)
    text, told = _take_separator_line(text)
    if not text.strip():
        raise SurveyError("{file}: het bestand is leeg.", file=name)
    for pattern, kind in _TEXT_SIGNATURES:
        if pattern.match(text.lstrip()):
            raise _not_a_table(name, kind)
    text = text.rstrip("\r\n")  # Blank lines at the end are nobody's answers.
    delimiter = told or _find_delimiter(text)
    records, notes = _read_records(text, delimiter, name)
    place, header = _split_header(records)
    rows, row_numbers = _filled_rows(records, place + 1, header, name, delimiter)
    _refuse_prose(header, rows, name)
    _refuse_equal_names(header, name)
    columns = _columns(header, rows)
    empty_rows = len(records) - place - 1 - len(rows)
    return RawTable(
        name=name,
        columns=columns,
        row_numbers=np.array(row_numbers, dtype=np.intp),
        encoding=encoding,
        delimiter=None if delimiter == _NO_DELIMITER else delimiter,
        notes=(*notes, *_notes(text, header, empty_rows, len(header) - len(columns))),
    )


def _name_of(source: Source) -> str | None:
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    name = getattr(source, "name", None)
    return Path(name).name if isinstance(name, str) else None


def _content(source: Source, name: str, maximum_bytes: int) -> bytes | str:
    """The file's content, never reading more than one byte over the limit."""
    if isinstance(source, bytes | bytearray | memoryview):
        content: bytes | str = bytes(source)
    elif isinstance(source, str | os.PathLike):
        try:
            with Path(source).open("rb") as file:
                content = file.read(maximum_bytes + 1)
        except FileNotFoundError:
            raise SurveyError("{file}: dit bestand bestaat niet. Controleer de naam en de map.", file=name) from None
        except (OSError, ValueError):
            raise SurveyError(
                "{file}: dit bestand kan niet worden gelezen. Is het een map, of in een ander programma geopend?",
                file=name,
            ) from None
    elif hasattr(source, "read"):
        if source.seekable():
            source.seek(0)  # An upload widget hands over the same object again, read to its end.
        content = source.read(maximum_bytes + 1)
    else:
        raise TypeError(f"a survey is read from a path, bytes or a file object, not from {type(source).__name__}")
    if len(content) > maximum_bytes:
        raise SurveyError(
            "{file}: het bestand is groter dan {megabytes} MB, de grens voor een enquêtebestand. "
            "Laat kolommen weg die niet nodig zijn, of splits het bestand.",
            file=name,
            megabytes=maximum_bytes // 1_000_000,
        )
    return content


def _decode(content: bytes | str, name: str) -> tuple[str, str]:
    """The text and the name of its encoding."""
    if isinstance(content, str):
        text, encoding = content.removeprefix("\ufeff"), "unicode"
    else:
        for signature, kind in _SIGNATURES:
            if content.startswith(signature):
                raise _not_a_table(name, kind)
        text, encoding = _decode_bytes(content, name)
    text = text.removesuffix("\x1a")  # The end-of-file mark of old DOS programs.
    controls = len(_CONTROL_CHARACTERS.findall(text))
    if "\x00" in text or controls > max(1, len(text) / 1000):
        raise _not_a_table(name, None)
    return text, encoding


def _decode_bytes(content: bytes, name: str) -> tuple[str, str]:
    encodings = ["utf-8", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig", "cp1252"]
    elif (order := _byte_order(content[:200])) is not None:
        encodings = [order]
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise _not_a_table(name, None)


def _byte_order(start: bytes) -> str | None:
    """The kind of utf-16 without a byte-order mark: every other byte of Western text is then zero."""
    odd, even = start[1::2], start[0::2]
    if len(odd) >= 4 and 0 not in even and odd.count(0) > 0.4 * len(odd):
        return "utf-16-le"
    if len(odd) >= 4 and 0 not in odd and even.count(0) > 0.4 * len(even):
        return "utf-16-be"
    return None


def _not_a_table(name: str, kind: str | None) -> SurveyError:
    if kind is None:
        return SurveyError(
            "{file}: dit is geen leesbaar tekstbestand. Sla de gegevens op als CSV (utf-8) en probeer het opnieuw.",
            file=name,
        )
    return SurveyError(
        "{file}: dit lijkt een bestand van de soort {kind}, geen CSV. Open het in het programma waarmee het is "
        "gemaakt en sla het op als CSV.",
        file=name,
        kind=kind,
    )


def _take_separator_line(text: str) -> tuple[str, str | None]:
    """Excel's own first line `sep=;` names the delimiter and is no row of the table."""
    found = re.match(r'"?sep=(.)"?[ \t]*(\r\n|\n|\r)', text, re.IGNORECASE)
    return (text[found.end() :], found[1]) if found else (text, None)


def _find_delimiter(text: str) -> str:
    """The delimiter by which most rows fit the header; of equals the first of tab, `;`, `,`, `|`.

    A comma stands after `;` because it occurs as decimal sign and in labels. A delimiter that is not in the header is
    none, unless most rows have it: then the ragged rows are reported, which says what is wrong with the file.
    """
    sample = "".join(itertools.islice(io.StringIO(text, newline=""), _LINES_EXAMINED))
    best, best_share = _NO_DELIMITER, 0.0
    in_rows_only = _NO_DELIMITER
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths:
            continue
        (header, named), *rows = widths
        if named > 1:
            share = (1 + sum(filled <= header and width >= named for width, filled in rows)) / len(widths)
            if share > best_share:
                best, best_share = delimiter, share
        elif in_rows_only == _NO_DELIMITER:
            # A single comma in a row is as likely a decimal sign or a comma in a sentence.
            wide = sum(filled > (2 if delimiter == "," else 1) for _, filled in rows)
            if wide > len(rows) / 2:
                in_rows_only = delimiter
    return best if best_share else in_rows_only


def _widths(sample: str, delimiter: str) -> list[tuple[int, int]]:
    """For each record with any text: its number of fields, and that up to the last one with text.

    Stops at a broken quote, which is reported when the whole file is read.
    """
    widths: list[tuple[int, int]] = []
    with contextlib.suppress(csv.Error):
        for record in _records(sample, delimiter, strict=False):
            filled = [i for i, cell in enumerate(record, start=1) if cell.strip()]
            if filled:
                widths.append((len(record), filled[-1]))
    return widths


def _read_records(text: str, delimiter: str, name: str) -> tuple[list[list[str]], tuple[Message, ...]]:
    """All records, wholly blank lines included so that rows can be counted as a spreadsheet does."""
    try:
        return list(_records(text, delimiter, strict=True)), ()
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise SurveyError(
                "{file}: ergens in het bestand begint een tekst met een aanhalingsteken dat niet wordt gesloten. "
                "Zoek het losse aanhalingsteken en haal het weg.",
                file=name,
            ) from None
    try:
        records = list(_records(text, delimiter, strict=False))
    except csv.Error:
        raise SurveyError(
            "{file}: het bestand bevat een cel met meer dan {limit} tekens. Staat er ergens een los aanhalingsteken?",
            file=name,
            limit=csv.field_size_limit(),
        ) from None
    return records, (Message("Sommige cellen hebben losse aanhalingstekens; die zijn zo goed mogelijk gelezen."),)


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _split_header(records: Sequence[list[str]]) -> tuple[int, list[str]]:
    """The place of the first filled record and the names of columns in it."""
    place = next(i for i, record in enumerate(records) if any(map(str.strip, record)))
    return place, [tidy(cell) for cell in records[place]]


def _filled_rows(
    records: Sequence[list[str]], start: int, header: Sequence[str], name: str, delimiter: str
) -> tuple[list[list[str]], list[int]]:
    """The rows with any text, each as wide as the header, and their numbers. `start`: the place of the first row."""
    rows, numbers = [], []
    width = len(header)
    named = max(i for i, column in enumerate(header, start=1) if column)
    for number, record in enumerate(records[start:], start=start + 1):
        if not any(map(str.strip, record)):
            continue
        row = record
        if len(row) > width and not any(map(str.strip, row[width:])):
            row = row[:width]  # Delimiters at the end of a row hold no answers,
        elif named <= len(row) < width:
            row = [*row, *[""] * (width - len(row))]  # nor do those at the end of the header alone.
        if len(row) != width:
            raise SurveyError(
                "{file}, rij {row}: het aantal velden is {fields}, in de kopregel {width} (scheidingsteken "
                '"{delimiter}"). Zet een tekst waarin het scheidingsteken voorkomt tussen aanhalingstekens, of '
                "haal regels boven de kopregel weg.",
                file=name,
                row=number,
                fields=len(row),
                width=width,
                delimiter={"\t": "tab", _NO_DELIMITER: ""}.get(delimiter, delimiter),
            )
        rows.append(row)
        numbers.append(number)
    if not rows:
        raise SurveyError(
            "{file}: er staat wel een kopregel in het bestand ({header}), maar geen enkele rij met antwoorden.",
            file=name,
            header=shortened(", ".join(header)),
        )
    return rows, numbers


def _refuse_prose(header: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> None:
    lines = [header[0], *(row[0] for row in rows[:_LINES_EXAMINED])]
    sentences = sum(len(line.split()) >= 4 for line in lines)
    if len(header) == 1 and sentences > len(lines) / 2:
        raise SurveyError(
            "{file}: dit lijkt geen tabel maar lopende tekst; er is geen scheidingsteken gevonden. Sla de gegevens op "
            "als CSV, met een kopregel en een kolom voor elke vraag.",
            file=name,
        )


def _refuse_equal_names(header: Sequence[str], name: str) -> None:
    twice = [column for column, count in Counter(filter(None, header)).items() if count > 1]
    if twice:
        raise SurveyError(
            "{file}: deze kolomnamen komen meer dan eens voor: {names}. Geef elke kolom een eigen naam.",
            file=name,
            names=", ".join(twice),
        )


def _columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[RawColumn, ...]:
    """The columns, without those that have neither a name nor a text."""
    columns = []
    for number, (name, cells) in enumerate(zip(header, zip(*rows, strict=True), strict=True), start=1):
        if name:
            columns.append(_column(name, cells))
        elif any(map(str.strip, cells)):
            warning = Message("Kolom {number} heeft geen naam in de kopregel.", {"number": number})
            columns.append(_column(_new_name(number, header), cells, (warning,)))
    return tuple(columns)


def _notes(text: str, header: Sequence[str], empty_rows: int, dropped_columns: int) -> Iterator[Message]:
    """What was noticed of the file as a whole."""
    if garbled := _GARBLED.search(text):
        yield Message(
            'Sommige letters zijn onleesbaar ("{sign}"): het bestand is ergens met een verkeerde tekencodering '
            "opgeslagen. Exporteer het opnieuw als CSV in utf-8.",
            {"sign": garbled[0]},
        )
    if all(re.fullmatch(r"[-+]?[0-9.,]+", name) for name in header):
        yield Message("De eerste rij bevat alleen getallen. Ontbreekt de kopregel met de namen van de kolommen?")
    if empty_rows:
        yield Message("Lege rijen zijn weggelaten (aantal: {count}).", {"count": empty_rows})
    if dropped_columns:
        yield Message("Lege kolommen zonder naam zijn weggelaten (aantal: {count}).", {"count": dropped_columns})


def _new_name(number: int, taken: Sequence[str]) -> str:
    name = f"kolom_{number}"
    while name in taken:
        name += "_"
    return name


def _column(name: str, cells: Sequence[str], warnings: tuple[Message, ...] = ()) -> RawColumn:
    texts = np.empty(len(cells), dtype=object)
    texts[:] = cells
    codes, values = pd.factorize(texts)
    return RawColumn(name, tuple(values), codes, warnings)
