"""SPSS files (.sav, .zsav): variable labels, value labels and user-missing values kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.bookkeeping import bookkeeping_note, bookkeeping_of_unknown
from analysis.survey.headers import ColumnDescription
from analysis.survey.progress import Reading, untold
from analysis.survey.spss_process import UnreadableError, read_in_portions
from analysis.survey.tables import FileFormat, Growing, RawColumn, RawTable
from analysis.survey.wording import tidy

SIGNATURES = (b"$FL2", b"$FL3")
_EPOCH = datetime.datetime(1582, 10, 14)  # noqa: DTZ001 - SPSS knows no time zones
_DATES = ("DATE", "ADATE", "EDATE", "SDATE", "JDATE", "QYR", "MOYR", "WKYR")
_MOMENTS = ("DATETIME", "YMDHMS")
_TIMES = ("TIME", "DTIME", "MTIME")
_LONGEST_SPAN = 100 * 366 * 86_400
_FEWEST_IN_PORTION, _MOST_PORTIONS = 20_000, 12
_ENCODINGS = (None, "WINDOWS-1252", "LATIN1")


def read_spss(content: bytes, name: str, reading: Reading = untold) -> RawTable:
    """The variables of an SPSS file as texts, with what the file says of them; see `read_table`."""
    columns, meta, encoding = _read(content, name, reading)
    rows = len(columns[0].codes) if columns else 0
    if not rows:
        raise SurveyError("{file}: het SPSS-bestand bevat geen enkele respondent.", file=name)
    notes: list[Message] = []
    if encoding is not None:
        notes.append(
            Message(
                "De tekens in dit SPSS-bestand passen niet bij de codering die het zelf noemt; ze zijn gelezen als "
                "{encoding}. Controleer letters als é en ë.",
                {"encoding": encoding},
            )
        )
    if kept := [column.name for column in columns if column.description.technical]:
        notes.append(bookkeeping_note(kept))
    notes += _multiple_response_sets(meta)
    return RawTable(
        name=name,
        columns=columns,
        row_numbers=np.arange(1, rows + 1, dtype=np.intp),
        encoding=(encoding or str(meta.file_encoding or "utf-8")).lower(),
        delimiter=None,
        notes=tuple(notes),
        file_format=FileFormat.SAV,
        header_rows=0,
    )


def _read(content: bytes, name: str, reading: Reading) -> tuple[tuple[RawColumn, ...], Any, str | None]:
    """The variables, what the file says of them, and the encoding where it had to be guessed."""
    for encoding in _ENCODINGS:
        try:
            columns, meta = _by_portions(content, encoding, reading)
        except UnreadableError as error:
            if error.by_encoding and encoding != _ENCODINGS[-1]:
                continue
            raise SurveyError(
                "{file}: dit lijkt een bestand van de soort SPSS, maar het is beschadigd of niet volledig. Open het in "
                "SPSS, sla het opnieuw op als .sav en probeer het nog eens.",
                file=name,
            ) from error
        return columns, meta, encoding
    raise AssertionError("the last encoding either reads or raises")


def _by_portions(content: bytes, encoding: str | None, reading: Reading) -> tuple[tuple[RawColumn, ...], Any]:
    """The variables of a file that is read some respondents at a time, and what the file says of them."""
    portions = read_in_portions(content, encoding, _FEWEST_IN_PORTION, _MOST_PORTIONS)
    meta = SimpleNamespace(**next(portions)[1])
    rows, done = int(meta.number_rows or 0), 0
    kinds = {str(name): str(meta.original_variable_types.get(name, "")) for name in meta.column_names}
    growing = {name: Growing() for name in kinds}
    for _, values in portions:
        if values.keys() != kinds.keys():
            raise UnreadableError("the values are not those of the variables that the file describes")
        for name, column in growing.items():
            texts, codes = _texts(values[name], kinds[name])
            column.add_coded(texts, codes)
        done += max((len(read) for read in values.values()), default=0)
        reading(done, max(rows, done))
    columns = []
    technical = bookkeeping_of_unknown(tuple(growing))
    for place, ((name, column), role) in enumerate(zip(growing.items(), technical, strict=True), start=1):
        read = _column(name, tuple(column.places), column.codes, meta)
        columns.append(replace(read, position=place, description=replace(read.description, technical=role)))
    return tuple(columns), meta


def _column(name: str, texts: tuple[str, ...], codes: npt.NDArray[np.integer], meta: Any) -> RawColumn:
    kind = str(meta.original_variable_types.get(name, ""))
    labels = meta.variable_value_labels.get(name, {})
    ranges = meta.missing_ranges.get(name, [])
    missing = [text for text in texts if text and _is_missing(text, ranges)]
    written = {_code(code): tidy(str(label)) for code, label in labels.items()}
    # Codes that the file declares as missing without a single answer that has them.
    missing += [code for code in written if code not in missing and _is_missing(code, ranges)]
    missing += [code for code in _single_codes(ranges) if code not in missing]
    description = ColumnDescription(
        label=tidy(str(meta.column_names_to_labels.get(name) or "")),
        answers=tuple((code, label) for code, label in written.items() if code not in missing),
        missing=tuple((code, written.get(code, "")) for code in missing),
        written_as_text=kind.startswith("A"),
    )
    return RawColumn(tidy(name), texts, codes, description=description, decimal=None if kind.startswith("A") else ".")


def _texts(values: Any, kind: str) -> tuple[tuple[str, ...], npt.NDArray[np.integer]]:
    """The distinct values as texts, and which each respondent has."""
    codes, distinct = pd.factorize(np.asarray(values), use_na_sentinel=False)
    write = _writer(kind)
    texts: dict[str, int] = {}
    places = [texts.setdefault(write(value), len(texts)) for value in distinct]
    return tuple(texts), np.array(places, dtype=np.int32)[codes]


def _writer(kind: str) -> Any:
    form = kind.rstrip("0123456789.").upper()
    if form in _DATES:
        return lambda value: _moment(value, "%Y-%m-%d")
    if form in _MOMENTS:
        return lambda value: _moment(value, "%Y-%m-%d %H:%M:%S")
    if form in _TIMES:
        return _duration
    return _code


def _code(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float | int):
        return f"{value:.15g}"
    return str(value).rstrip()


def _moment(value: object, form: str) -> str:
    seconds = _seconds(value)
    if seconds is None:
        return ""
    try:
        return (_EPOCH + datetime.timedelta(seconds=seconds)).strftime(form)
    except OverflowError:
        return _code(value)


def _duration(value: object) -> str:
    seconds = _seconds(value)
    if seconds is None:
        return ""
    if abs(seconds) > _LONGEST_SPAN:
        return _code(value)
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, float | int) and np.isfinite(value) else None


def _is_missing(code: str, ranges: Sequence[Mapping[str, object]]) -> bool:
    for bounds in ranges:
        low, high = bounds["lo"], bounds["hi"]
        if isinstance(low, str) or isinstance(high, str):
            if code in (str(low).rstrip(), str(high).rstrip()):
                return True
            continue
        try:
            if float(str(low)) <= float(code) <= float(str(high)):
                return True
        except ValueError:
            continue
    return False


def _single_codes(ranges: Sequence[Mapping[str, object]]) -> Iterator[str]:
    for bounds in ranges:
        if bounds["lo"] == bounds["hi"]:
            yield _code(bounds["lo"])


def _multiple_response_sets(meta: Any) -> Iterator[Message]:
    sets = getattr(meta, "mr_sets", None) or {}
    if sets:
        yield Message(
            "Het SPSS-bestand heeft meerkeuzevragen (multiple response sets): {names}.",
            {"names": ", ".join(str(name).lstrip("$") for name in sets)},
        )
