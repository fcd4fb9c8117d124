"""Two to five pilots side by side: what differs, what can be drawn as bars, what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.errors import PilotsError
from analysis.pilots.attributes import Attribute, Value
from analysis.pilots.collection import Contradiction, Pilots, Provenance
from analysis.pilots.derived import DerivedRow, derive
from analysis.pilots.loading import load_pilots

MINIMUM_PILOTS, MAXIMUM_PILOTS = 2, 5


class Agreement(StrEnum):
    """What a comparison of one attribute says, in the order in which it deserves attention."""

    DIFFERENT = "different"  # stated for at least two pilots, and not the same
    STATED_FOR_ONE = "stated_for_one"  # stated for one pilot only: nothing to compare with
    SAME = "same"  # stated for at least two pilots, and the same for each of those
    NOT_STATED = "not_stated"  # stated for none


_ORDER = tuple(Agreement)


@dataclass(frozen=True)
class Cell:
    """One attribute of one pilot: its value (None: not stated), its origin, and the conflict in the source if any."""

    pilot: str
    value: Value | None
    provenance: Provenance | None
    contradiction: Contradiction | None

    @property
    def stated(self) -> tuple[Value, ...]:
        """Every different value that the source states: none, one, or more where it contradicts itself."""
        if self.contradiction:
            return self.contradiction.values
        return () if self.value is None else (self.value,)


@dataclass(frozen=True)
class ComparisonRow:
    """One attribute for the pilots compared, in their order; `n` is the number of them for which it is stated."""

    attribute: Attribute
    cells: tuple[Cell, ...]
    agreement: Agreement

    @property
    def differs(self) -> bool:
        return self.agreement is Agreement.DIFFERENT

    @property
    def n(self) -> int:
        return sum(cell.value is not None for cell in self.cells)


@dataclass(frozen=True)
class Point:
    """A number that can be drawn; `low` and `high` span everything stated and equal `value` unless contradicted."""

    pilot: str
    value: float
    low: float
    high: float
    contradicted: bool


@dataclass(frozen=True)
class NumericComparison:
    """A numeric attribute of at least two pilots whose numbers mean the same.

    `within` is the value of `attribute.comparable_within` that these pilots share (None where the attribute needs
    none); `left_out` are the pilots compared that are not in the picture.
    """

    attribute: Attribute
    within: Value | None
    points: tuple[Point, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class PilotComparison:
    """Everything that a comparison of the pilots `names` shows; see `compare_pilots`."""

    names: tuple[str, ...]
    rows: tuple[ComparisonRow, ...]
    numeric: tuple[NumericComparison, ...]
    derived: tuple[DerivedRow, ...]
    contradictions: tuple[Contradiction, ...]

    def rows_with(self, agreement: Agreement) -> tuple[ComparisonRow, ...]:
        return tuple(row for row in self.rows if row.agreement is agreement)

    @property
    def table(self) -> pd.DataFrame:
        """The rows as a DataFrame: index attribute, a column per pilot (None: not stated), `agreement`, `differs`."""
        index = pd.Index([row.attribute.name for row in self.rows], name="attribute", dtype="str")
        columns: dict[str, pd.Series] = {
            name: pd.Series([row.cells[position].value for row in self.rows], index=index, dtype="object")
            for position, name in enumerate(self.names)
        }
        columns["agreement"] = pd.Series([row.agreement.value for row in self.rows], index=index, dtype="str")
        columns["differs"] = pd.Series([row.differs for row in self.rows], index=index, dtype="bool")
        return pd.DataFrame(columns, index=index)


def compare_pilots(names: Sequence[str], pilots: Pilots | None = None) -> PilotComparison:
    """Compare two to five pilots, differences first.

    Parameters
    ----------
    names
        Two to five different pilots, in the order in which they are to stand side by side.
    pilots
        The set to choose from; None for the shipped pilots.

    Returns
    -------
    PilotComparison
        `rows`: every attribute once, first those that differ, then those stated for one pilot only, those that are
        the same, and those stated for none; in the codebook's order within each. Lists are equal when they name the
        same things; a value on which the source contradicts itself equals only one with the same statements.
        `numeric`: the attributes whose numbers may be drawn beside each other. `derived`: the ratios that can be
        computed for at least one of the pilots. `contradictions`: those of these pilots.

    Raises
    ------
    PilotsError
        For a name that is unknown or given twice, and for fewer than two or more than five names.
    """
    chosen = (names,) if isinstance(names, str) else tuple(names)
    pilots = load_pilots() if pilots is None else pilots
    _check(chosen, pilots)
    rows = [_row(attribute, chosen, pilots) for attribute in pilots.attributes]
    # Sorting is stable: within one kind of agreement the codebook's order stays.
    rows.sort(key=lambda row: _ORDER.index(row.agreement))
    derived = (DerivedRow(ratio, tuple(derive(ratio, name, pilots) for name in chosen)) for ratio in pilots.ratios)
    return PilotComparison(
        names=chosen,
        rows=tuple(rows),
        numeric=tuple(
            comparison
            for attribute in pilots.attributes
            if attribute.comparable
            for comparison in _numeric(attribute, chosen, pilots)
        ),
        derived=tuple(row for row in derived if row.n),
        contradictions=tuple(
            contradiction for name in chosen for contradiction in pilots.contradictions if contradiction.pilot == name
        ),
    )


def _check(chosen: tuple[str, ...], pilots: Pilots) -> None:
    for name in chosen:
        if name not in pilots.names:
            raise PilotsError(
                "Pilot {name} is niet bekend. Kies uit: {known}.", name=name, known=", ".join(pilots.names)
            )
        if chosen.count(name) > 1:
            raise PilotsError("Pilot {name} is twee keer gekozen. Kies verschillende pilots.", name=name)
    if not MINIMUM_PILOTS <= len(chosen) <= MAXIMUM_PILOTS:
        raise PilotsError(
            "Er zijn {count} pilots gekozen. Kies er {minimum} tot {maximum} uit: {known}.",
            count=len(chosen),
            minimum=MINIMUM_PILOTS,
            maximum=MAXIMUM_PILOTS,
            known=", ".join(pilots.names),
        )


def _row(attribute: Attribute, names: tuple[str, ...], pilots: Pilots) -> ComparisonRow:
    cells = tuple(
        Cell(
            name,
            pilots.value(name, attribute.name),
            pilots.provenance(name, attribute.name),
            pilots.contradiction(name, attribute.name),
        )
        for name in names
    )
    return ComparisonRow(attribute, cells, _agreement(cells))


def _agreement(cells: tuple[Cell, ...]) -> Agreement:
    stated = [frozenset(map(_meaning, cell.stated)) for cell in cells if cell.value is not None]
    if not stated:
        return Agreement.NOT_STATED
    if len(stated) == 1:
        return Agreement.STATED_FOR_ONE
    return Agreement.SAME if len(set(stated)) == 1 else Agreement.DIFFERENT


def _meaning(value: Value) -> Value | frozenset[str]:
    """What is compared: the order of a list says nothing."""
    return frozenset(value) if isinstance(value, tuple) else value


def _numeric(attribute: Attribute, names: tuple[str, ...], pilots: Pilots) -> list[NumericComparison]:
    points: dict[Value | None, list[Point]] = {}
    for name in names:
        value = pilots.value(name, attribute.name)
        within = pilots.value(name, attribute.comparable_within) if attribute.comparable_within else None
        unknown_whole = attribute.comparable_within is not None and within is None
        if not isinstance(value, int | float) or unknown_whole:
            continue
        span = [number for number in pilots.stated_values(name, attribute.name) if isinstance(number, int | float)]
        point = Point(name, float(value), float(min(span)), float(max(span)), len(span) > 1)
        points.setdefault(within, []).append(point)
    return [
        NumericComparison(
            attribute,
            within,
            tuple(group),
            tuple(name for name in names if name not in {point.pilot for point in group}),
        )
        for within, group in points.items()
        if len(group) >= MINIMUM_PILOTS
    ]
