"""Rows of a table of means held against each other: two that are equal, two whose N's changed places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from statistics import median

from analysis.errors import Message
from analysis.evidence.audit.finding import Finding
from analysis.evidence.audit.inputs import Row, known, where

_SWAP_GAIN = 0.25
"""N's look swapped when exchanging two leaves at most this part of their distance to the other rows, …"""
_SWAP_SHARE = 0.2
"""… and that distance was at least this share of those N's."""

_ENOUGH_MEANS = 20
"""With fewer respondents there are so few possible means that equal rows are no surprise."""
_FEW_ROWS = 20
"""Among more rows than this, two alike are bound to turn up."""


def equal_rows(rows: Sequence[Row], decimals: Mapping[str, int]) -> Iterator[Finding]:
    """Two rows of one table with the same mean and sd, in so many digits that chance rarely does it."""
    if min(decimals["mean"], decimals["sd"]) < 2:
        return
    printed = [row for row in rows if known(row, "sd") and row["sd"] > 0]
    columns = ("mean", "sd", "min", "max")
    for first, second in combinations(printed, 2):
        if not all(_equal(first, second, name) for name in (*columns, "table", "figure")):
            continue
        if known(first, "n") and first["n"] >= _ENOUGH_MEANS:
            yield Finding(
                where(second),
                tuple(second[name] for name in columns if known(second, name)),
                where(first),
                "duplicate_row",
                "unlikely" if len(printed) <= _FEW_ROWS else "notable",
                Message(
                    "Gemiddelde en standaarddeviatie zijn tot in de laatste decimaal gelijk aan die van {other}. "
                    "Waarschijnlijk staat een van beide rijen er dubbel.",
                    {"other": where(first)},
                ),
            )


def _equal(first: Row, second: Row, column: str) -> bool:
    """The same value, or in both rows none (NaN is the only value that is not equal to itself)."""
    one, two = first.get(column), second.get(column)
    return bool(one == two) or (one != one and two != two)


def swapped_sizes(rows: Sequence[Row]) -> Iterator[Finding]:
    """Two N's of one factor that fit the N's of the other factors only after they are exchanged."""
    tables: dict[tuple[object, ...], dict[object, dict[object, Row]]] = {}
    for row in rows:
        if "sector" in row and "factor" in row and known(row, "n"):
            table = (row.get("table", row.get("figure")), row.get("group"), row.get("level"))
            tables.setdefault(table, {}).setdefault(row["factor"], {})[row["sector"]] = row
    for factors in tables.values():
        for factor, sectors in factors.items():
            others = [cells for name, cells in factors.items() if name != factor]
            for one, two in combinations(sectors, 2):
                usual = [[cells[s]["n"] for cells in others if s in cells] for s in (one, two)]
                if min(map(len, usual)) < 2:
                    continue
                middle = [median(values) for values in usual]
                n = (sectors[one]["n"], sectors[two]["n"])
                before = abs(n[0] - middle[0]) + abs(n[1] - middle[1])
                after = abs(n[1] - middle[0]) + abs(n[0] - middle[1])
                if before >= _SWAP_SHARE * sum(middle) and after <= _SWAP_GAIN * before:
                    yield Finding(
                        where(sectors[one], str(two)),
                        n,
                        (n[1], n[0]),
                        "n_swapped",
                        "unlikely",
                        Message(
                            "De andere rijen hebben hier ongeveer {first} en {second} respondenten. Verwisseld passen "
                            "deze N's; misschien zijn de hele cellen verwisseld.",
                            {"first": middle[0], "second": middle[1]},
                        ),
                    )
