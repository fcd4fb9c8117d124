"""Percentages against the number of respondents, and against the counts printed beside them.

All reasoning is on whole respondents: a printed percentage stands for the counts that round to it, and those counts
have to add up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.errors import Message, StatisticsError
from analysis.evidence.audit.finding import Finding, Range
from analysis.evidence.audit.inputs import Row, checked, column_values, known, where
from analysis.evidence.audit.rounding import counts_behind, decimals_of, printed_range

EXCLUSIVE = ("nee", "geen_afspraken", "geen_school", "geen_zicht_op", "niet_van_toepassing")
"""Answers that nobody gives together with another one, also where several answers are allowed."""

_PAIRS = (("n", "pct"), ("response_n", "response_pct"), ("population_n", "population_pct"))
_COLUMN_OF_PERCENTAGES = (
    *("table", "figure", "group", "respondent_group", "sector", "variable", "by", "level", "row"),
)
_WIDER_BASE = 1.1
"""Respondents left out of a table may explain its percentages up to a base this much larger than its counts."""


def audit_item_table(frame: pd.DataFrame) -> list[Finding]:
    """Rows of percentages over exclusive answers: do they stand for whole respondents that add up to n?

    frame: a row per statement with `n` (respondents) and columns that begin with `pct_` (0–100, all answers together);
        empty where an answer was not offered. Decimals are read from the columns. Rows without n or answers are passed
        over. Where no column holds those without an answer (`pct_no_view`), a sum that is too low is unlikely, not
        impossible: they may have been left out.
    Rules: percentage_granularity, percentages_sum.
    Raises StatisticsError for a missing column or a cell that is no number.
    """
    columns = [str(name) for name in getattr(frame, "columns", []) if str(name).startswith("pct_")]
    rows = checked(frame, ("n",), ("n", *columns), whole=("n",))
    if not columns:
        raise StatisticsError("De tabel heeft geen kolommen met percentages; hun naam begint met pct_.")
    decimals = decimals_of(value for column in columns for value in column_values(rows, column))
    complete = any(not column.removeprefix("pct_").isdigit() for column in columns)
    findings: list[Finding] = []
    for row in rows:
        percentages = [row[column] for column in columns if known(row, column)]
        if known(row, "n") and row["n"] >= 1 and len(percentages) >= 2:
            findings += _adds_up(where(row), percentages, int(row["n"]), decimals, complete=complete)
    return findings


def audit_distributions(frame: pd.DataFrame, multiple: Sequence[str] = ()) -> list[Finding]:
    """Percentages of closed questions, one a row: `table`, `row_nl`, `n`, `column`, `pct`.

    multiple: tables in which a respondent may give several answers. There, only what excludes the others (`EXCLUSIVE`)
    is held against them: nobody who says 'not applicable' also ticks an answer.
    Rules: percentage_granularity, percentages_sum, exclusive_answers. Raises as `audit_item_table`.
    """
    rows = checked(frame, ("table", "row_nl", "n", "column", "pct"), ("n", "pct"), whole=("n",))
    decimals = decimals_of(column_values(rows, "pct"))
    questions: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if known(row, "pct") and known(row, "n") and row["n"] >= 1:
            single = row["column"] == "percentage"
            questions.setdefault((row["table"], None if single else row["row_nl"], row["n"]), []).append(row)
    findings: list[Finding] = []
    for (table, name, n), cells in questions.items():
        place = f"{table}" if name is None else f"{table}, {name}"
        if table in multiple:
            findings += _excludes(place, cells, int(n), decimals)
        else:
            findings += _adds_up(place, [cell["pct"] for cell in cells], int(n), decimals, complete=False)
    return findings


def _adds_up(place: str, percentages: Sequence[float], n: int, decimals: int, *, complete: bool) -> Iterator[Finding]:
    """complete: those who gave no answer have a percentage too, so that too low a sum has no excuse either."""
    counts = [counts_behind(percentage, n, decimals) for percentage in percentages]
    for percentage, behind in zip(percentages, counts, strict=True):
        if not behind:
            yield _no_count(place, percentage, n)
    if not all(counts) or sum(behind[0] for behind in counts) <= n <= sum(behind[-1] for behind in counts):
        return
    low, high = sum(behind[0] for behind in counts), sum(behind[-1] for behind in counts)
    yield Finding(
        place,
        math.fsum(percentages),
        100.0,
        "percentages_sum",
        "impossible" if low > n or complete else "unlikely",
        Message(
            "De percentages tellen op tot {total}. Hoe ook afgerond, ze staan voor {low} tot {high} respondenten, "
            "niet voor {n}.",
            {"total": math.fsum(percentages), "low": low, "high": high, "n": n},
        ),
    )


def _no_count(place: str, percentage: float, n: int) -> Finding:
    below = min(max(math.floor(percentage * n / 100), 0), n)
    return Finding(
        place,
        percentage,
        tuple(100 * count / n for count in (below, below + 1) if count <= n),
        "percentage_granularity",
        "impossible",
        Message("Van {n} respondenten is geen enkel aantal afgerond {pct}%.", {"n": n, "pct": percentage}),
    )


def _excludes(place: str, cells: Sequence[Row], n: int, decimals: int) -> Iterator[Finding]:
    percentages = {str(cell["row_nl" if cell["column"] == "percentage" else "column"]): cell["pct"] for cell in cells}
    counts = {column: counts_behind(percentage, n, decimals) for column, percentage in percentages.items()}
    for column, behind in counts.items():
        if not behind:
            yield _no_count(f"{place}, {column}", percentages[column], n)
    if not all(counts.values()):
        return
    none = [column for column in counts if column in EXCLUSIVE]
    given = [column for column in counts if column not in EXCLUSIVE]
    if not none or not given:
        return
    taken = sum(counts[column][0] for column in none)
    largest = max(given, key=lambda column: counts[column][0])
    if taken + counts[largest][0] > n:
        most = 100 * (n - taken) / n
        yield Finding(
            f"{place}, {largest}",
            percentages[largest],
            Range(0.0, most),
            "exclusive_answers",
            "impossible",
            Message(
                "Wie {none} antwoordt, kiest niets anders. Dan blijft voor {column} hoogstens {most}% over.",
                {"none": ", ".join(none), "column": largest, "most": most},
            ),
        )


def audit_counts(frame: pd.DataFrame) -> list[Finding]:
    """Counts with the percentage printed beside them.

    frame: `n` and `pct`, or the two pairs of `response.csv` (response_n, response_pct, population_n, population_pct).
    A column of percentages is what has the same table or figure, group, sector, variable, by, level and row (whichever
    the frame has); its base is the sum of its counts. Where a slightly larger base explains every percentage of such a
    column, respondents were left out of the table (percentage_base, notable); otherwise each percentage that does not
    fit is impossible (percentage_of_count). Raises StatisticsError for a missing column or a cell that is no number.
    """
    pairs = [pair for pair in _PAIRS if set(pair) <= set(getattr(frame, "columns", []))] or [_PAIRS[0]]
    numbers = [name for pair in pairs for name in pair]
    rows = checked(frame, numbers, numbers, whole=[count for count, _ in pairs])
    findings: list[Finding] = []
    for count, percentage in pairs:
        decimals = decimals_of(column_values(rows, percentage))
        columns: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows:
            if known(row, count) and known(row, percentage):
                key = tuple(str(row[name]) for name in _COLUMN_OF_PERCENTAGES if name in row)
                columns.setdefault(key, []).append(row)
        for cells in columns.values():
            findings += _column_fits(cells, count, percentage, decimals)
    return findings


def _column_fits(cells: Sequence[Row], count: str, percentage: str, decimals: int) -> Iterator[Finding]:
    total = int(sum(cell[count] for cell in cells))

    def fits(cell: Row, base: int) -> bool:
        low, high = printed_range(cell[percentage], decimals)
        return low * base <= 100 * int(cell[count]) <= high * base

    wrong = [cell for cell in cells if not fits(cell, total)]
    if not wrong:
        return
    bases = [
        base
        for base in range(total + 1, max(math.floor(total * _WIDER_BASE), total + 1) + 1)
        if all(fits(cell, base) for cell in cells)
    ]
    also = () if count == "n" else (percentage,)
    if bases and total:
        yield Finding(
            where(cells[0], *also, labels=_COLUMN_OF_PERCENTAGES),
            float(total),
            Range(float(bases[0]), float(bases[-1])),
            "percentage_base",
            "notable",
            Message(
                "De aantallen tellen op tot {total}, maar de percentages horen bij {low} tot {high}: er zijn "
                "respondenten die de tabel niet toont.",
                {"total": total, "low": bases[0], "high": bases[-1]},
            ),
        )
        return
    for cell in wrong:
        yield Finding(
            where(cell, *also),
            cell[percentage],
            100 * cell[count] / total if total else 0.0,
            "percentage_of_count",
            "impossible",
            Message(
                "{count} van {total} is een ander percentage dan {pct}%.",
                {"count": int(cell[count]), "total": total, "pct": cell[percentage]},
            ),
        )
