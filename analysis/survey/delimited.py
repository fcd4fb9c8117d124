"""Delimited text: encoding, delimiter, quotes, and rows that fit the header."""

from __future__ import annotations

import contextlib
import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from analysis.errors import Message, SurveyError
from analysis.survey.headers import MOST_TITLES, RECORDS_EXAMINED, Header, HeaderError, read_header
from analysis.survey.numbers import plain_number
from analysis.survey.progress import Reading, untold
from analysis.survey.tables import Body, Growing, RawTable, columns_of, gather, require_rows, what_was_left_out
from analysis.survey.wording import tidy

_DELIMITERS = ("\t", ";", ",", "|", "^")
_SPACES = " "
_NO_DELIMITER = "\x1f"
_LINES_EXAMINED = 500
_LARGE = 1_000_000
"""From this many characters a file is handed to a parser in C; below it that gains nothing."""

_PART = 8_000_000

_TEXT_SIGNATURES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<(!doctype html|html|table|head|body)\b", re.IGNORECASE), "HTML"),
    (re.compile(r"<\?xml\b"), "XML"),
    (re.compile(r"[{\[]\s*(?:[{\[]\s*)*\"[^\"]*\"\s*:"), "JSON"),
)
# Tab, line ends, vertical tab and form feed occur in exports; other control characters do not occur in text.
_CONTROL_CHARACTERS = bytes((*range(0x09), *range(0x0E, 0x20)))
# What ë, é, ö, ü and typographic quotes look like after utf-8 was taken for cp1252.
_GARBLED = re.compile("Ã[«©¶¼¨¯]|â€")
_NAME = re.compile(r"[^\W\d][\w.$#@]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")


def read_delimited(
    content: bytes | str, name: str, header_rows: int | None = None, reading: Reading = untold
) -> RawTable:
    """The table in a text; see `read_table`. header_rows: 1 to 3, or None: recognised."""
    text, encoding = _decode(content, name)
    text, told = _take_separator_line(text)
    if not text.strip():
        raise SurveyError("{file}: het bestand is leeg.", file=name)
    start = text[:_LARGE].lstrip()
    for pattern, kind in _TEXT_SIGNATURES:
        if pattern.match(start):
            raise not_a_table(name, kind)
    text = text.rstrip("\r\n")  # Blank lines at the end are nobody's answers.
    delimiter = told or _find_delimiter(text)
    if delimiter == _SPACES:
        text = "\n".join(" ".join(line.split()) for line in _lines(text))
    header = read_header(_first_records(text, delimiter), header_rows, name)
    body, notes = _read_body(text, delimiter, header, name, reading)
    require_rows(body, header, name)
    _refuse_prose(header, body, name)
    header = with_names_apart(header, name)
    columns = columns_of(header, body)
    return RawTable(
        name=name,
        columns=columns,
        row_numbers=body.row_numbers,
        encoding=encoding,
        delimiter=None if delimiter == _NO_DELIMITER else delimiter,
        notes=(
            *notes,
            *header.notes,
            *_notes_on_text(text, header.names),
            *what_was_left_out(header, body, columns),
        ),
        header_rows=header.rows,
        recognised_rows=header.recognised,
        tool=header.tool,
    )


def not_a_table(name: str, kind: str | None) -> SurveyError:
    """The error for a file of a kind that is not read, or that is no text at all."""
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


def with_names_apart(header: Header, name: str) -> Header:
    """The header in which no two columns have the same name: the second *Toelichting* is *Toelichting (2)*, and noted.

    HeaderError where more than half of the columns share their name with another: then it is hardly the header.
    """
    counts = Counter(filter(None, header.names))
    twice = {column: count for column, count in counts.items() if count > 1}
    if not twice:
        return header
    if 2 * sum(twice.values()) > counts.total():
        raise HeaderError(
            "{file}: deze kolomnamen komen meer dan eens voor: {names}. Geef elke kolom een eigen naam.",
            file=name,
            names=", ".join(twice),
        )
    apart, used = [], set(counts)
    numbered: dict[str, list[str]] = {}
    for column in header.names:
        called, number = column, 1
        if column in numbered:
            while called in used:
                number += 1
                called = f"{column} ({number})"
            used.add(called)
            numbered[column].append(called)
        elif column in twice:
            numbered[column] = []
        apart.append(called)
    notes = tuple(
        Message(
            "De kolomnaam {column} komt {count} keer voor; elke volgende heet hier {names}.",
            {"column": column, "count": twice[column], "names": ", ".join(others)},
        )
        for column, others in numbered.items()
    )
    return replace(header, names=tuple(apart), notes=(*header.notes, *notes))


def looks_like_no_header(names: Sequence[str]) -> Iterator[Message]:
    """A note where the names of all columns are numbers."""
    if all(re.fullmatch(r"[-+]?[0-9.,]+", name) for name in names):
        yield Message("De eerste rij bevat alleen getallen. Ontbreekt de kopregel met de namen van de kolommen?")


def _decode(content: bytes | str, name: str) -> tuple[str, str]:
    """The text and the name of its encoding."""
    if isinstance(content, str):
        text, encoding = content.removeprefix("\ufeff"), "unicode"
    else:
        text, encoding = _decode_bytes(content, name)
    text = text.removesuffix("\x1a")  # The end-of-file mark of old DOS programs.
    parts = (text[at : at + _PART].encode("utf-8", "surrogatepass") for at in range(0, len(text), _PART))
    controls = sum(len(part) - len(part.translate(None, _CONTROL_CHARACTERS)) for part in parts)
    if "\x00" in text or controls > max(1, len(text) / 1000):
        raise not_a_table(name, None)
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
    raise not_a_table(name, None)


def _byte_order(start: bytes) -> str | None:
    """The kind of utf-16 without a byte-order mark: every other byte of Western text is then zero."""
    odd, even = start[1::2], start[0::2]
    if len(odd) >= 4 and 0 not in even and odd.count(0) > 0.4 * len(odd):
        return "utf-16-le"
    if len(odd) >= 4 and 0 not in odd and even.count(0) > 0.4 * len(even):
        return "utf-16-be"
    return None


def _take_separator_line(text: str) -> tuple[str, str | None]:
    """Excel's own first line `sep=;` names the delimiter and is no row of the table."""
    found = re.match(r'"?sep=(.)"?[ \t]*(\r\n|\n|\r)', text, re.IGNORECASE)
    return (text[found.end() :], found[1]) if found else (text, None)


def _find_delimiter(text: str) -> str:
    """The delimiter by which most rows fit the header; of equals the first of tab, `;`, `,`, `|`, `^`.

    A comma stands after `;` because it occurs as decimal sign and in labels. A delimiter that is not in the header is
    none, unless most rows have it: then the ragged rows are reported, which says what is wrong with the file.
    """
    if _is_table_by_spaces(text):
        return _SPACES
    sample = "".join(itertools.islice(_lines(text), _LINES_EXAMINED))
    best, best_share = _NO_DELIMITER, 0.0
    in_rows_only = _NO_DELIMITER
    for delimiter in _DELIMITERS:
        widths = _widths(sample, delimiter)
        if not widths:
            continue
        (header, named), *rows = _below_titles(widths, delimiter)
        if named > 1 or (header > 1 and rows and rows[0][1] > 1):  # A title in the first of several cells.
            share = (1 + sum(filled <= header and width >= named for width, filled in rows)) / len(widths)
            if share > best_share:
                best, best_share = delimiter, share
        elif in_rows_only == _NO_DELIMITER:
            # A single comma in a row is as likely a decimal sign or a comma in a sentence.
            wide = sum(filled > (2 if delimiter == "," else 1) for _, filled in rows)
            if wide > len(rows) / 2:
                in_rows_only = delimiter
    return best if best_share else in_rows_only


def _is_table_by_spaces(text: str) -> bool:
    """Whether the fields are set apart by one space or more, as statistical programs print a table.

    That is so where all lines have as many fields, the first those of names, and the first column or most columns are
    numbers: lines of words are a text, or the answers to one question.
    """
    lines = (line for line in _lines(text) if line.strip())
    first = next(lines)
    names = first.split()
    if first.strip("\r\n").split("\t") == names and len(names) > 1:
        return False  # set apart by a tab each: below them cells may be empty, and texts may hold spaces
    records = map(str.split, lines)
    if len(names) < 2 or len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
        return False
    rows = []
    for fields in records:
        if len(fields) != len(names):
            return False
        rows.append(fields)
    numeric = [
        all(plain_number(cell) is not None or cell == "." for cell in cells) for cells in zip(*rows, strict=True)
    ]
    return bool(rows) and (numeric[0] or sum(numeric) > len(numeric) / 2)


def _below_titles(widths: list[tuple[int, int]], delimiter: str) -> list[tuple[int, int]]:
    """The widths from the header on, where titles stand above it on lines of their own.

    Not where few of the lines below are of one width: then these are sentences with a comma now and then.
    """
    titles = next((i for i, (_, filled) in enumerate(widths[:MOST_TITLES]) if filled > 1), 0)
    if not titles or widths[0][0] > 1:
        return widths
    (header, named), *rows = widths[titles:]
    fitting = sum(filled <= header and width >= named for width, filled in rows)
    by_chance = delimiter == "," and named == 2
    return widths if by_chance or fitting <= len(rows) / 2 else widths[titles:]


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


def _first_records(text: str, delimiter: str) -> list[list[str]]:
    """The records that the header is recognised from: those up to the first filled one, and some more.

    Ends at a cell that is too large, which is reported when the whole file is read.
    """
    first: list[list[str]] = []
    left: int | None = None
    try:
        for record in _records(text, delimiter, strict=False):
            first.append(record)
            if left is None and any(map(str.strip, record)):
                left = RECORDS_EXAMINED
            if left is not None:
                left -= 1
                if not left:
                    break
    except csv.Error:
        pass
    return first if left is not None else [["?"]]


def _read_body(
    text: str, delimiter: str, header: Header, name: str, reading: Reading
) -> tuple[Body, tuple[Message, ...]]:
    """The rows below the header, wholly blank ones counted so that rows are numbered as a spreadsheet does."""
    if len(text) > _LARGE and '"' not in text:
        body = _by_parser_in_c(text, delimiter, header, reading)
        if body is not None:
            return body, ()
    rows = text.count("\n") or text.count("\r")

    def by_records(*, strict: bool) -> Body:
        below = itertools.islice(_records(text, delimiter, strict=strict), header.end, None)
        first_row = header.end + 1
        fitted = _fitted(below, first_row, header, name, delimiter)
        return gather(fitted, len(header.names), first_row, rows=rows, reading=reading)

    try:
        return by_records(strict=True), ()
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise SurveyError(
                "{file}: ergens in het bestand begint een tekst met een aanhalingsteken dat niet wordt gesloten. "
                "Zoek het losse aanhalingsteken en haal het weg.",
                file=name,
            ) from None
    try:
        body = by_records(strict=False)
    except csv.Error:
        raise SurveyError(
            "{file}: het bestand bevat een cel met meer dan {limit} tekens. Staat er ergens een los aanhalingsteken?",
            file=name,
            limit=csv.field_size_limit(),
        ) from None
    return body, (Message("Sommige cellen hebben losse aanhalingstekens; die zijn zo goed mogelijk gelezen."),)


def _fitted(
    records: Iterable[list[str]], first_row: int, header: Header, name: str, delimiter: str
) -> Iterator[list[str]]:
    """The records, those with any text as wide as the header."""
    width = len(header.names)
    named = max((i for i, column in enumerate(header.names, start=1) if column), default=width)
    for number, record in enumerate(records, start=first_row):
        row = record
        if len(row) != width and any(map(str.strip, row)):
            if len(row) > width and not any(map(str.strip, row[width:])):
                row = row[:width]  # Delimiters at the end of a row hold no answers,
            elif named <= len(row) < width:
                row = [*row, *[""] * (width - len(row))]  # nor do those at the end of the header alone.
            else:
                raise HeaderError(
                    "{file}, rij {row}: het aantal velden is {fields}, in de kopregel {width} (scheidingsteken "
                    '"{delimiter}"). Zet een tekst waarin het scheidingsteken voorkomt tussen aanhalingstekens, of '
                    "haal regels boven de kopregel weg.",
                    file=name,
                    row=number,
                    fields=len(row),
                    width=width,
                    delimiter={"\t": "tab", _SPACES: "spatie", _NO_DELIMITER: ""}.get(delimiter, delimiter),
                )
        yield row


def _by_parser_in_c(text: str, delimiter: str, header: Header, reading: Reading) -> Body | None:
    """The rows of a large text without quotes, by Arrow; None where it cannot read them all.

    Then the slower reader mends what can be mended and says what is wrong with the rest. The text is parsed in parts:
    there is never a second copy of all of it, and it can be told how far the reading is.
    """
    import pyarrow as pa  # type: ignore[import-untyped,unused-ignore]
    from pyarrow import csv as arrow_csv

    start = sum(len(line) for line in itertools.islice(_lines(text), header.end))
    names = [str(i) for i in range(len(header.names))]
    kind = pa.dictionary(pa.int32(), pa.string())
    columns = [Growing() for _ in names]
    for part, end in _parts(text, start):
        try:
            table = arrow_csv.read_csv(
                pa.py_buffer(part.encode()),
                read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 24),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=delimiter, quote_char=False, newlines_in_values=False, ignore_empty_lines=False
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(names, kind), strings_can_be_null=False
                ),
            )
        except (pa.ArrowInvalid, UnicodeEncodeError):
            return None
        for name, growing in zip(names, columns, strict=True):
            for chunk in table.column(name).chunks:
                growing.add_coded(chunk.dictionary.to_pylist(), chunk.indices.to_numpy())
        reading(end - start, len(text) - start)
    values, codes = [tuple(column.places) for column in columns], [column.codes for column in columns]
    if any(len(text) > csv.field_size_limit() for texts in values for text in texts):
        return None
    return _without_empty_rows(values, codes, header.end + 1)


def _parts(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The text from `start` in parts that end with a line, each with the place where it ends."""
    line_end = "\n" if "\n" in text else "\r"
    while start < len(text):
        found = text.find(line_end, start + _PART)
        end = len(text) if found < 0 else found + 1
        yield text[start:end], end
        start = end


def _without_empty_rows(
    values: Sequence[tuple[str, ...]], codes: Sequence[npt.NDArray[np.integer]], first_row: int
) -> Body:
    empty = np.ones(len(codes[0]), dtype=bool)
    for texts, places in zip(values, codes, strict=True):
        if empty.any():
            empty &= np.array([not text.strip() for text in texts], dtype=bool)[places]
    numbers = np.arange(len(empty), dtype=np.intp) + first_row
    if not empty.any():
        return Body(tuple(values), tuple(codes), numbers, 0)
    kept_values, kept_codes = [], []
    for texts, places in zip(values, codes, strict=True):
        used, renumbered = np.unique(places[~empty], return_inverse=True)
        kept_values.append(tuple(texts[i] for i in used))
        kept_codes.append(renumbered.astype(np.int32))
    return Body(tuple(kept_values), tuple(kept_codes), numbers[~empty], int(empty.sum()))


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(_lines(text), delimiter=delimiter, strict=strict)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends; only the line ends of text files count, not every one that Unicode knows."""
    return (line[0] for line in _LINE.finditer(text))


def _refuse_prose(header: Header, body: Body, name: str) -> None:
    if len(header.names) != 1:
        return
    lines = [header.names[0], *(body.values[0][i] for i in body.codes[0][:_LINES_EXAMINED])]
    sentences = sum(len(line.split()) >= 4 for line in lines)
    if sentences > len(lines) / 2:
        raise SurveyError(
            "{file}: dit lijkt geen tabel maar lopende tekst; er is geen scheidingsteken gevonden. Sla de gegevens op "
            "als CSV, met een kopregel en een kolom voor elke vraag.",
            file=name,
        )


def _notes_on_text(text: str, names: Sequence[str]) -> Iterator[Message]:
    if ("Ã" in text or "â€" in text) and (garbled := _GARBLED.search(text)):
        yield Message(
            'Sommige letters zijn onleesbaar ("{sign}"): het bestand is ergens met een verkeerde tekencodering '
            "opgeslagen. Exporteer het opnieuw als CSV in utf-8.",
            {"sign": tidy(garbled[0])},
        )
    yield from looks_like_no_header(names)
