"""Reading a small CSV file into rows of text that remember their line, as a spreadsheet numbers it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from analysis.errors import PilotsError

_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Record:
    """One filled row: its number in the file (the header is row 1) and its cells by column, trimmed."""

    row: int
    cells: Mapping[str, str]


def read_records(source: Path | IO[bytes], *, known: Collection[str], required: Collection[str]) -> tuple[Record, ...]:
    """The filled rows of a CSV file; columns that the file lacks are absent from the cells.

    Understands comma, semicolon and tab, UTF-8 (with or without byte order mark) and Windows-1252. Raises PilotsError
    for a file that cannot be read, that is no table, or whose columns are not the ones wanted.
    """
    rows = _rows(_text(_content(source)))
    header = [name.strip() for name in rows[0]] if rows else []
    while header and not header[-1]:
        header.pop()
    if not header:
        raise PilotsError("Het bestand is leeg. Kies een CSV-bestand met in de eerste rij de namen van de kolommen.")
    _check_header(header, known, required)

    records = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if any(cells[len(header) :]):
            raise PilotsError(
                "Rij {row} heeft meer cellen dan er kolommen zijn ({columns}). Staat er een scheidingsteken in een "
                "tekst, zet die tekst dan tussen aanhalingstekens.",
                row=number,
                columns=len(header),
            )
        cells += [""] * (len(header) - len(cells))
        records.append(Record(number, dict(zip(header, cells, strict=False))))
    return tuple(records)


def _content(source: Path | IO[bytes]) -> bytes:
    if not isinstance(source, Path):
        return source.read()
    try:
        return source.read_bytes()
    except OSError as error:
        raise PilotsError(
            "Het bestand {file} kan niet worden gelezen. Controleer of het bestaat en of u het mag openen.",
            file=str(source),
        ) from error


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise PilotsError("Het bestand is geen gewone tekst. Bewaar de tabel als CSV (UTF-8) en kies dat bestand.")


def _rows(text: str) -> list[list[str]]:
    first_line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise PilotsError("Het bestand is niet als tabel te lezen. Bewaar het opnieuw als CSV (UTF-8).") from error


def _check_header(header: list[str], known: Collection[str], required: Collection[str]) -> None:
    for position, name in enumerate(header, start=1):
        if not name:
            raise PilotsError(
                "Kolom {position} heeft geen naam. Geef elke kolom in de eerste rij een naam.", position=position
            )
        if name not in known:
            raise PilotsError(
                "Kolom {column} is onbekend. Bekende kolommen zijn: {known}.", column=name, known=", ".join(known)
            )
        if header.count(name) > 1:
            raise PilotsError("Kolom {column} komt meer dan eens voor. Laat er één staan.", column=name)
    for name in required:
        if name not in header:
            raise PilotsError("Kolom {column} ontbreekt. Voeg die toe; hij mag niet leeg blijven.", column=name)
