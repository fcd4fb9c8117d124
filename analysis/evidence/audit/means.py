"""Means and standard deviations of whole answers, row by row, and rows against each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral, Real
from typing import TypeAlias

import pandas as pd
from scipy.special import ndtr

from analysis.errors import Message, StatisticsError
from analysis.evidence.audit.alpha import above_one, alpha_range, variance_share
from analysis.evidence.audit.finding import Certainty, Finding, Range
from analysis.evidence.audit.inputs import Row, checked, column_values, known, where
from analysis.evidence.audit.rounding import decimals_of, half_unit, printed_range
from analysis.evidence.audit.rows import equal_rows, swapped_sizes
from analysis.evidence.audit.wholes import Answers, nearest_means, possible_totals

Decimals: TypeAlias = int | Mapping[str, int]

_NUMBERS = ("n", "mean", "sd", "min", "max", "alpha", "items")
_WHOLE = ("n", "items")
_EXTREME_CHANCE = 1e-6
"""Below this chance, for answers spread as a normal curve, a highest or lowest value is called unlikely."""


def audit_means(frame: pd.DataFrame, decimals: Decimals, minimum: float, maximum: float) -> list[Finding]:
    """Means (and standard deviations) of whole answers that lie between `minimum` and `maximum`.

    frame: a row per group, with `mean` and, where printed, `n`, `sd` (of a sample, n − 1), `min` and `max` (lowest and
        highest answer), `items` (the mean is over so many questions a respondent; otherwise one) and `alpha`. Other
        columns (table, group, sector, factor, …) say where a row stands; with `sector` and `factor`, N's are compared
        between rows. Every row is checked as far as its columns go; a row without a mean is passed over.
    decimals: of mean and sd as printed: one number, or one by column (`{"mean": 1, "sd": 2}`).

    Rules: range, grim, sd_range, grimmer, maximum_excluded, minimum_excluded, alpha_range, alpha_sd, duplicate_row,
    n_swapped. With more than one item GRIM and GRIMMER hold only if everybody answered every question, so that they
    then call a figure unlikely, not impossible.
    Raises StatisticsError for a column that is missing or no number, a figure with more decimals than `decimals`, or a
    range that is none.
    """
    rows = _rows(frame, ("mean",))
    if not _is_number(minimum) or not _is_number(maximum) or minimum >= maximum:
        raise StatisticsError(
            "De laagste en hoogste waarde moeten getallen zijn, de laagste eerst; gegeven zijn {minimum} en {maximum}.",
            minimum=minimum,
            maximum=maximum,
        )
    return _audit(rows, _decimals_by_column(rows, decimals), (float(minimum), float(maximum)))


def audit_summary(
    frame: pd.DataFrame, decimals: Decimals | None = None, minimum: float | None = None, maximum: float | None = None
) -> list[Finding]:
    """A summary table of one's own: columns group, n, mean, sd and, where known, alpha, items, min, max.

    Works as `audit_means`, with two differences. decimals: left out, they are read from the numbers: the most in a
    column count for all of it (Excel drops trailing zeros). minimum, maximum: left out, nothing is tested that needs
    the ends of the scale. Without `items` the answers are taken to be whole numbers on one question.
    """
    rows = _rows(frame, ("group", "n", "mean", "sd"))
    if decimals is None:
        decimals = {name: decimals_of(column_values(rows, name)) for name in ("mean", "sd", "alpha")}
    if minimum is None or maximum is None:
        return _audit(rows, _decimals_by_column(rows, decimals), None)
    return audit_means(frame, decimals, minimum, maximum)


def _rows(frame: pd.DataFrame, required: Sequence[str]) -> list[Row]:
    rows = [row for row in checked(frame, required, _NUMBERS, _WHOLE) if known(row, "mean")]
    for row in rows:
        if known(row, "sd") and row["sd"] < 0:
            raise StatisticsError(
                "De standaarddeviatie bij {where} is {value}; een standaarddeviatie is nooit negatief.",
                where=where(row),
                value=row["sd"],
            )
    return rows


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)


def _decimals_by_column(rows: Sequence[Row], decimals: Decimals) -> Mapping[str, int]:
    """Decimals of mean, sd and alpha, held against the numbers."""
    given: dict[str, int] = dict(decimals) if isinstance(decimals, Mapping) else {"mean": decimals, "sd": decimals}
    for column in ("mean", "sd", "alpha"):
        found = decimals_of(column_values(rows, column))
        allowed = given.setdefault(column, found)
        if isinstance(allowed, bool) or not isinstance(allowed, Integral) or allowed < 0:
            raise StatisticsError(
                "Het aantal decimalen van {column} moet een geheel getal vanaf 0 zijn; gegeven is {value}.",
                column=column,
                value=str(allowed),
            )
        if found > allowed:
            raise StatisticsError(
                "Kolom {column} heeft cijfers met {found} decimalen, meer dan de opgegeven {allowed}. Geef op hoeveel "
                "decimalen er gedrukt zijn.",
                column=column,
                found=found,
                allowed=allowed,
            )
        given[column] = int(allowed)
    return given


def _audit(rows: Sequence[Row], decimals: Mapping[str, int], scale: tuple[float, float] | None) -> list[Finding]:
    findings: list[Finding] = []
    for row in rows:
        findings += _row_findings(row, decimals, scale)
    findings += equal_rows(rows, decimals)
    findings += swapped_sizes(rows)
    return findings


def _row_findings(row: Row, decimals: Mapping[str, int], scale: tuple[float, float] | None) -> Iterator[Finding]:
    outside = list(_outside(row, decimals["mean"], scale))
    yield from outside
    yield from _alpha(row, decimals, scale)
    if outside or not known(row, "n") or row["n"] < 1:
        return
    n, items = int(row["n"]), int(row["items"]) if known(row, "items") and row["items"] >= 1 else 1
    pulled = list(_pulled_by_an_end(row, n, decimals["mean"], scale))
    if pulled:
        yield from pulled
        return
    certainty: Certainty = "impossible" if items == 1 else "unlikely"
    if not possible_totals(row["mean"], decimals["mean"], n, items):
        yield Finding(
            where(row),
            row["mean"],
            nearest_means(row["mean"], n, items),
            "grim",
            certainty,
            Message(
                "Met {n} respondenten en {items} stelling(en) geeft geen enkele reeks hele antwoorden dit gemiddelde; "
                "de waarden ernaast kunnen wel.",
                {"n": n, "items": items},
            ),
        )
        return
    if known(row, "sd") and n >= 2:
        yield from _spread(row, decimals, _answers(row, n, items, scale))
    if known(row, "sd"):
        yield from _extremes(row, n, scale)


def _outside(row: Row, decimals: int, scale: tuple[float, float] | None) -> Iterator[Finding]:
    """The mean against the ends of the scale and of the answers given, and those against each other."""
    if scale:
        for column in ("min", "max"):
            if known(row, column) and not scale[0] <= row[column] <= scale[1]:
                yield _range_finding(row, column, *scale)
    low, high = _ends(row, scale)
    printed_low, printed_high = printed_range(row["mean"], decimals)
    if printed_high < low or printed_low > high:
        yield _range_finding(row, "mean", low, high)


def _pulled_by_an_end(row: Row, n: int, decimals: int, scale: tuple[float, float] | None) -> Iterator[Finding]:
    """A highest (or lowest) answer that by itself pulls the mean of n answers further than the printed one.

    One respondent gave the highest, nobody less than the lowest: the mean is at least (highest + (n − 1) · lowest) / n.
    """
    low, high = _ends(row, scale)
    printed_low, printed_high = printed_range(row["mean"], decimals)
    if known(row, "max") and math.isfinite(low) and printed_high < (row["max"] + (n - 1) * low) / n:
        yield _excluded(row, "max", n * float(printed_high) - (n - 1) * low, n)
    if known(row, "min") and math.isfinite(high) and printed_low > (row["min"] + (n - 1) * high) / n:
        yield _excluded(row, "min", n * float(printed_low) - (n - 1) * high, n)


def _excluded(row: Row, column: str, fits: float, n: int) -> Finding:
    return Finding(
        where(row, column),
        row[column],
        fits,
        "maximum_excluded" if column == "max" else "minimum_excluded",
        "impossible",
        Message(
            "Eén respondent met deze waarde trekt het gemiddelde van n = {n} al verder dan het gedrukte gemiddelde.",
            {"n": n},
        ),
    )


def _ends(row: Row, scale: tuple[float, float] | None) -> tuple[float, float]:
    """The lowest and highest answer that can stand behind a mean: as printed, otherwise the ends of the scale."""
    low, high = scale or (-math.inf, math.inf)
    return (row["min"] if known(row, "min") else low), (row["max"] if known(row, "max") else high)


def _range_finding(row: Row, column: str, low: float, high: float) -> Finding:
    both = math.isfinite(low) and math.isfinite(high)
    return Finding(
        where(row, column),
        row[column],
        Range(low, high) if both else (low if math.isfinite(low) else high),
        "range",
        "impossible",
        Message("De waarde ligt buiten wat de antwoorden toelaten."),
    )


def _answers(row: Row, n: int, items: int, scale: tuple[float, float] | None) -> Answers | None:
    """The answers that may stand behind a row; None where their range does not run between whole numbers.

    Where an end is not known, one so far off takes its place that it excludes nothing.
    """
    low, high = _ends(row, scale)
    reach = n * (row["sd"] + 1)
    low = low if math.isfinite(low) else math.floor(min(row["mean"], high) - reach)
    high = high if math.isfinite(high) else math.ceil(max(row["mean"], low) + reach)
    if low % 1 or high % 1:
        return None
    both = known(row, "min") and known(row, "max") and high > low and items == 1
    return Answers(n, int(low), int(high), items, extremes=both)


def _spread(row: Row, decimals: Mapping[str, int], answers: Answers | None) -> Iterator[Finding]:
    """The sd against its bounds (for any answers in the range), then against sets of whole answers."""
    if answers is None:
        return
    n, mean = answers.n, row["mean"]
    bounds = answers.sd_range(mean, decimals["mean"])
    if bounds is None:
        # Only where both ends were given: with so few respondents they already pull the mean elsewhere.
        low, high = float(answers.minimum), float(answers.maximum)
        yield _range_finding(row, "mean", (low * (n - 1) + high) / n, (low + high * (n - 1)) / n)
        return
    certainty: Certainty = "impossible" if answers.items == 1 else "unlikely"
    lowest, highest = printed_range(row["sd"], decimals["sd"])
    if highest < bounds.low or lowest > bounds.high:
        beyond = lowest > _largest_sd(mean, decimals["mean"], n, (answers.minimum, answers.maximum))
        yield Finding(
            where(row),
            row["sd"],
            bounds,
            "sd_range",
            "impossible" if beyond else certainty,
            Message(
                "Met gemiddelde {mean} en n = {n} kan de standaarddeviatie van antwoorden op deze schaal deze waarde "
                "niet hebben.",
                {"mean": mean, "n": n},
            ),
        )
    elif not answers.sd_possible(row["mean"], decimals["mean"], row["sd"], decimals["sd"]):
        yield Finding(
            where(row),
            row["sd"],
            answers.nearest_sd(row["mean"], decimals["mean"], row["sd"]),
            "grimmer",
            certainty,
            Message(
                "Geen enkele reeks van {n} hele antwoorden met gemiddelde {mean} heeft deze standaarddeviatie (n − 1); "
                "de waarden ernaast kunnen wel.",
                {"n": answers.n, "mean": row["mean"]},
            ),
        )


def _largest_sd(mean: float, decimals: int, n: int, scale: tuple[float, float]) -> float:
    """The largest sd of any n values on the scale, whole or not, whose mean prints as `mean`: all at the two ends."""
    low, high = (float(limit) for limit in printed_range(mean, decimals))
    middle = min(max((scale[0] + scale[1]) / 2, low), high)
    return math.sqrt(max(0.0, (scale[1] - middle) * (middle - scale[0])) * n / (n - 1))


def _extremes(row: Row, n: int, scale: tuple[float, float] | None) -> Iterator[Finding]:
    """A highest (or lowest) answer so close to the mean that nearly everybody must have given it."""
    mean, sd = row["mean"], row["sd"]
    if sd == 0 or scale is None:
        return
    low, high = _ends(row, scale)
    for column, side, limit in (("max", 1, scale[1]), ("min", -1, scale[0])):
        if not known(row, column) or side * row[column] >= side * limit:
            continue
        expected = _expected_end(side * row[column], side * limit, side * mean, sd, n)
        if expected is None:
            continue
        yield Finding(
            where(row, column),
            row[column],
            side * expected,
            "maximum_excluded" if side > 0 else "minimum_excluded",
            "unlikely",
            Message(
                "Met dit gemiddelde en deze standaarddeviatie gaf minstens {share}% van de {n} respondenten precies de "
                "uiterste waarde {value}. Antwoorden met zo'n spreiding gaan verder.",
                {"share": _least_share(abs(row[column] - mean), sd, n, high - low), "n": n, "value": row[column]},
            ),
        )


def _expected_end(printed: float, limit: float, mean: float, sd: float, n: int) -> float | None:
    """The highest value to be expected of n answers along a normal curve; None where the printed one is plausible."""

    def chance(value: float) -> float:
        return float(ndtr((value + 0.5 - mean) / sd)) ** n

    if chance(printed) >= _EXTREME_CHANCE:
        return None
    value = printed
    while value < limit and chance(value) < 0.5:
        value += 1
    return value


def _least_share(distance: float, sd: float, n: int, span: float) -> float:
    """The smallest percentage of answers at the very end, given the mean's distance to that end and the sd.

    With y the distance of an answer to the end (0, 1, …, span), (1 + 1/span)·y − y²/span is at least 1 wherever y is
    not 0, so that its mean bounds the share of answers that do not lie at the end.
    """
    squares = sd**2 * (n - 1) / n + distance**2
    return max(0.0, 100 * (1 - (1 + 1 / span) * distance + squares / span)) if span > 0 else 100.0


def _alpha(row: Row, decimals: Mapping[str, int], scale: tuple[float, float] | None) -> Iterator[Finding]:
    """Alpha with the sd of the scale gives the sum of the item variances, which the answer range bounds."""
    if not known(row, "alpha"):
        return
    alpha = alpha_range(row, decimals["alpha"])
    if alpha.low > 1:
        yield above_one(row)
        return
    if scale is None or not all(known(row, name) for name in ("items", "sd", "n")) or row["items"] < 2 or row["n"] < 2:
        return
    k, n = row["items"], row["n"]
    # Σvar is at most k times the largest variance that one item can have.
    bound = _largest_sd(row["mean"], decimals["mean"], int(n), scale) / math.sqrt(k * variance_share(alpha.high, k))
    if row["sd"] - float(half_unit(decimals["sd"])) > bound:
        yield Finding(
            where(row),
            row["sd"],
            Range(0.0, bound),
            "alpha_sd",
            "unlikely",
            Message(
                "Bij deze alfa en {items} stellingen vraagt de standaarddeviatie meer spreiding van de stellingen dan "
                "de antwoordschaal toelaat.",
                {"items": int(k)},
            ),
        )
