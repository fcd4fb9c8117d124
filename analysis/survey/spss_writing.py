"""Writing an SPSS file (.sav) in memory: the answers of people may not touch the disk, as a writer of files would.

The layout is that of SPSS's system file, uncompressed (described in the PSPP developers' guide, *System File Format*).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

Measure: TypeAlias = Literal["nominal", "ordinal", "scale"]

_SYSTEM_MISSING = -np.finfo(np.float64).max
_LONGEST_TEXT = 255  # bytes; longer texts take a record of their own kind
_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_VALUE_LABEL = 64, 255, 120
MOST_MISSING = 3
"""Codes of missing answers that SPSS takes for one variable, unless they form a range."""
_MEASURES = {"nominal": 1, "ordinal": 2, "scale": 3}
_RESERVED = frozenset(["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"])
_EPOCH = np.datetime64("1582-10-14T00:00:00")
_NUMBER, _TEXT, _MOMENT = 5 << 16, 1 << 16, (22 << 16) | (20 << 8)


@dataclass(frozen=True)
class Variable:
    """What a column is: its name, its label, what its numbers stand for, and which of them mean a missing answer."""

    name: str
    label: str = ""
    value_labels: Mapping[float, str] = field(default_factory=dict)
    missing: Mapping[float, str] = field(default_factory=dict)
    measure: Measure = "nominal"


@dataclass(frozen=True)
class MissingForm:
    """How SPSS is told which codes mean a missing answer: up to three codes, or a range and at most one code.

    dropped: the codes for which there is no place.
    """

    codes: tuple[float, ...]
    range: tuple[float, float] | None = None
    dropped: tuple[float, ...] = ()


def missing_form(codes: Iterable[float], answers: Iterable[float]) -> MissingForm:
    """The form that holds the most of these codes; answers: what may not fall in a range, given or only labelled."""
    ordered, others = sorted(set(codes)), sorted(set(answers))
    if len(ordered) <= MOST_MISSING:
        return MissingForm(tuple(ordered))
    best = MissingForm(tuple(ordered[:MOST_MISSING]), None, tuple(ordered[MOST_MISSING:]))
    for first in range(len(ordered)):
        for last in range(first + 1, len(ordered)):
            low, high = ordered[first], ordered[last]
            if any(low <= answer <= high for answer in others):
                break
            outside = [*ordered[:first], *ordered[last + 1 :]]
            fewer = len(outside[1:]) < len(best.dropped)
            if fewer or (best.range is not None and len(outside) < len(best.codes) + len(best.dropped)):
                best = MissingForm(tuple(outside[:1]), (low, high), tuple(outside[1:]))
    return best


@dataclass(frozen=True)
class _Column:
    """A variable as it stands in the file: its short name, its width in bytes (0: a number), and its cells."""

    variable: Variable
    short: bytes
    long: str
    width: int
    form: int
    cells: np.ndarray
    missing: MissingForm = MissingForm(())

    @property
    def parts(self) -> int:
        """How many places of eight bytes a cell takes."""
        return max(-(-self.width // 8), 1)


def write_spss(frame: pd.DataFrame, variables: Sequence[Variable]) -> bytes:
    """The frame as the content of a .sav file (UTF-8); `variables` describe its columns, in their order.

    Numbers, dates and times are numbers; everything else is text, of which the first 255 bytes are kept. SPSS takes
    three codes of missing answers, or a range and one code: see `missing_form`; others become system-missing. Names
    that SPSS does not take are changed.
    """
    names = _names([variable.name for variable in variables])
    columns = [
        _column(frame.iloc[:, i], variable, f"V{i + 1}".encode(), names[i]) for i, variable in enumerate(variables)
    ]
    out = [_header(columns, len(frame))]
    out += [_variable(column) for column in columns]
    place = 1
    for column in columns:
        out.append(_value_labels(column, place))
        place += column.parts
    out += [
        _information(3, 4, struct.pack("<8i", 1, 0, 0, -1, 1, 1, 2, 65001)),
        _information(4, 8, struct.pack("<3d", _SYSTEM_MISSING, -_SYSTEM_MISSING, np.nextafter(_SYSTEM_MISSING, 0.0))),
        _information(11, 4, b"".join(_display(column) for column in columns)),
        _information(13, 1, "\t".join(f"{c.short.decode()}={c.long}" for c in columns).encode()),
        _information(20, 1, b"UTF-8"),
        struct.pack("<2i", 999, 0),
    ]
    layout = np.dtype([(f"f{i}", f"S{8 * c.parts}" if c.width else "<f8") for i, c in enumerate(columns)])
    cells = np.empty(len(frame), dtype=layout)
    for i, column in enumerate(columns):
        cells[f"f{i}"] = column.cells
    # NumPy pads a text with zeros and SPSS with spaces: `_column` has padded them already.
    out.append(cells.tobytes())
    return b"".join(out)


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that SPSS takes: no spaces or signs, not beginning with a digit, at most 64 bytes, no two alike."""
    taken: set[str] = set()
    names = []
    for name in wanted:
        plain = re.sub(r"[^\w.$#@]", "_", name).rstrip(".") or "V"
        if not plain[0].isalpha() or plain.upper() in _RESERVED:
            plain = f"V_{plain}"
        plain = _cut(plain, _LONGEST_NAME).decode()
        base, number = plain, 1
        while plain.upper() in taken:
            number += 1
            plain = _cut(base, _LONGEST_NAME - 4).decode() + f"_{number}"
        taken.add(plain.upper())
        names.append(plain)
    return names


def _column(values: pd.Series, variable: Variable, short: bytes, long: str) -> _Column:
    if pd.api.types.is_datetime64_any_dtype(values):
        moments = values.to_numpy(dtype="datetime64[s]")
        seconds = (moments - _EPOCH).astype("timedelta64[s]").astype(np.float64)
        return _Column(variable, short, long, 0, _MOMENT, np.where(np.isnat(moments), _SYSTEM_MISSING, seconds))
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
        missing = form_of(values, variable)
        numbers = np.where(np.isnan(numbers) | np.isin(numbers, missing.dropped), _SYSTEM_MISSING, numbers)
        return _Column(variable, short, long, 0, _number_form(numbers), numbers, missing)
    codes, texts = pd.factorize(values.astype(object), use_na_sentinel=True)
    written = [_cut(str(text), _LONGEST_TEXT) for text in texts]
    width = max([len(text) for text in written], default=1) or 1
    padded = np.array([text.ljust(-(-width // 8) * 8) for text in [*written, b""]])
    return _Column(variable, short, long, width, _TEXT | (width << 8), padded[codes])


def form_of(values: pd.Series, variable: Variable) -> MissingForm:
    """How the missing codes of a column of numbers are written."""
    if len(variable.missing) <= MOST_MISSING:
        return missing_form(variable.missing, ())
    given = set(values.dropna().unique().tolist()) - set(variable.missing)
    return missing_form(variable.missing, given | set(variable.value_labels))


def _number_form(numbers: npt.NDArray[np.float64]) -> int:
    """F8.2, or as wide as the longest and without decimals where all numbers are whole (1001, not 1001.00)."""
    given = numbers[numbers != _SYSTEM_MISSING]
    if given.size and (np.abs(given) < 1e15).all() and (given % 1 == 0).all():
        return _NUMBER | max(8, *(len(f"{end:.0f}") for end in (given.min(), given.max()))) << 8
    return _NUMBER | 8 << 8 | 2


def _cut(text: str, most: int) -> bytes:
    """A text as UTF-8 of at most so many bytes, never cut within a character."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore").encode()


def _header(columns: Sequence[_Column], rows: int) -> bytes:
    return struct.pack(
        "<4s60s5id9s8s64s3x",
        b"$FL2",
        b"@(#) SPSS DATA FILE".ljust(60),
        2,
        sum(column.parts for column in columns),
        0,
        0,
        rows,
        100.0,
        b"01 Jan 26",
        b"00:00:00",
        b" " * 64,
    )


def _variable(column: _Column) -> bytes:
    missing = [*(column.missing.range or ()), *column.missing.codes]
    count = -len(missing) if column.missing.range else len(missing)
    label = _cut(column.variable.label or column.variable.name, _LONGEST_LABEL)
    record = struct.pack("<6i8s", 2, column.width, 1, count, column.form, column.form, column.short.ljust(8))
    record += struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4)
    record += struct.pack(f"<{len(missing)}d", *missing)
    more = struct.pack("<6i8s", 2, -1, 0, 0, column.form, column.form, b"".ljust(8))
    return record + more * (column.parts - 1)


def _value_labels(column: _Column, place: int) -> bytes:
    labels = {**column.variable.value_labels, **column.variable.missing}
    if column.width or not labels:
        return b""
    record = struct.pack("<2i", 3, len(labels))
    for value, label in labels.items():
        text = _cut(label, _LONGEST_VALUE_LABEL)
        record += struct.pack("<dB", value, len(text)) + text.ljust(-(-(len(text) + 1) // 8) * 8 - 1)
    return record + struct.pack("<3i", 4, 1, place)


def _display(column: _Column) -> bytes:
    return struct.pack("<3i", _MEASURES[column.variable.measure], 8 if not column.width else 16, int(not column.width))


def _information(subtype: int, size: int, data: bytes) -> bytes:
    return struct.pack("<4i", 7, subtype, size, len(data) // size) + data
