"""Pilots in the cells of two attributes, by the answers to one, and in the matrix of ways of paying."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.pilots.attributes import Attribute, Kind, Value
from analysis.pilots.collection import Pilots

#: Up to so many different numbers each is a row of its own; more are put into thirds.
_MOST_NUMBERS = 4
_THIRDS = 3

#: Report of March 2021 (000), §2.2.1: what is paid for (time or results) by the level of the mandate.
PAYMENT: Mapping[str, tuple[str, str]] = {
    "functie": ("tijd", "populatie"),
    "productie": ("tijd", "individueel"),
    "populatie": ("resultaat", "populatie"),
    "resultaat": ("resultaat", "individueel"),
}


#: What a class of an axis is: a code, a text or a number itself, or the low and high number of a third.
Class = str | int | float | tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """The classes of one attribute: a code of its answers, a number or text itself, or (low, high) of a third.

    None stands for what is not stated and comes last, where it occurs.
    """

    attribute: Attribute
    classes: tuple[Class | None, ...]

    def holding(self, value: Value) -> tuple[Class | None, ...]:
        """The classes that a value falls in: one, or one for each part of a list."""
        return tuple(self.classes[position] for position in _positions(self, value))


@dataclass(frozen=True)
class MatrixCell:
    """The pilots that fall in one class of the rows and one of the columns (positions on the axes)."""

    row: int
    column: int
    pilots: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Two attributes crossed. A pilot with several answers to one (school types) stands in several cells.

    n: pilots for which both attributes are stated.
    """

    rows: Axis
    columns: Axis
    cells: tuple[MatrixCell, ...]
    n: int

    def pilots(self, row: int, column: int) -> tuple[str, ...]:
        return next((cell.pilots for cell in self.cells if (cell.row, cell.column) == (row, column)), ())


@dataclass(frozen=True)
class PaymentCell:
    """One of the four ways of paying: what is paid for, at which level, its name as code, and the pilots in it."""

    paid_for: str
    level: str
    variant: str
    pilots: tuple[str, ...]


@dataclass(frozen=True)
class PaymentMatrix:
    """The four ways of paying with the pilots in their place, and those whose way is not stated."""

    cells: tuple[PaymentCell, ...]
    not_stated: tuple[str, ...]

    @property
    def n(self) -> int:
        return sum(len(cell.pilots) for cell in self.cells)


def payment_matrix(pilots: Pilots) -> PaymentMatrix:
    """Every pilot in the matrix of §2.2.1 of the report, by its funding variant."""
    variants = {name: pilots.value(name, "funding_variant") for name in pilots.names}
    return PaymentMatrix(
        cells=tuple(
            PaymentCell(paid_for, level, variant, tuple(name for name, found in variants.items() if found == variant))
            for variant, (paid_for, level) in PAYMENT.items()
        ),
        not_stated=tuple(name for name, found in variants.items() if found is None),
    )


def crossable(pilots: Pilots) -> tuple[Attribute, ...]:
    """The attributes that make classes: all but free texts, of which each is a class of its own."""
    return tuple(attribute for attribute in pilots.attributes if attribute.kind is not Kind.TEXT)


def cross(rows: str, columns: str, pilots: Pilots) -> Matrix:
    """Cross two attributes (names of the codebook; KeyError for another), with the pilots in the cells."""
    first, second = _axis(pilots.attribute(rows), pilots), _axis(pilots.attribute(columns), pilots)
    found: dict[tuple[int, int], list[str]] = {}
    for name in pilots.names:
        for row in _positions(first, pilots.value(name, rows)):
            for column in _positions(second, pilots.value(name, columns)):
                found.setdefault((row, column), []).append(name)
    return Matrix(
        first,
        second,
        tuple(MatrixCell(row, column, tuple(names)) for (row, column), names in sorted(found.items())),
        sum(pilots.value(n, rows) is not None and pilots.value(n, columns) is not None for n in pilots.names),
    )


def groups(attribute: str, pilots: Pilots) -> tuple[tuple[Class | None, tuple[str, ...]], ...]:
    """The answers to one attribute that occur, each with its pilots; what is not stated last."""
    axis = _axis(pilots.attribute(attribute), pilots)
    return tuple(
        (answer, tuple(n for n in pilots.names if position in _positions(axis, pilots.value(n, attribute))))
        for position, answer in enumerate(axis.classes)
    )


def _axis(attribute: Attribute, pilots: Pilots) -> Axis:
    values = [pilots.value(name, attribute.name) for name in pilots.names]
    stated = [value for value in values if value is not None]
    classes: list[Class | None] = []
    if attribute.kind.is_numeric:
        classes.extend(_thirds([value for value in stated if isinstance(value, int | float)]))
    elif attribute.kind in (Kind.CHOICE, Kind.CHOICES):
        used = {code for value in stated for code in (value if isinstance(value, tuple) else (value,))}
        classes.extend(code for code in attribute.answers if code in used)
    else:
        classes.extend(dict.fromkeys(part for value in stated for part in _parts(value)))
    return Axis(attribute, (*classes, None) if len(stated) < len(values) else tuple(classes))


def _thirds(numbers: Sequence[int | float]) -> list[int | float | tuple[float, float]]:
    """The numbers themselves where there are few, otherwise three classes with about as many different numbers."""
    different = sorted(set(numbers))
    if len(different) <= _MOST_NUMBERS:
        return list(different)
    size = math.ceil(len(different) / _THIRDS)
    return [
        (float(part[0]), float(part[-1])) for i in range(0, len(different), size) if (part := different[i : i + size])
    ]


def _positions(axis: Axis, value: Value | None) -> tuple[int, ...]:
    if value is None:
        return (axis.classes.index(None),) if None in axis.classes else ()
    if isinstance(value, int | float):
        return tuple(i for i, found in enumerate(axis.classes) if found is not None and _holds(found, value))
    return tuple(axis.classes.index(part) for part in _parts(value))


def _holds(found: Class, number: int | float) -> bool:
    return found[0] <= number <= found[1] if isinstance(found, tuple) else found == number


def _parts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)
