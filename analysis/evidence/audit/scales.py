"""Scales against the statements they are made of: mean, standard deviation and Cronbach's alpha.

The score of a respondent is taken to be the mean of the answered statements, alpha to rest on the respondents who
answered all of them. With no answer missing, scale and statements are tied exactly; each missing answer loosens that,
and every bound here says how far.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message
from analysis.evidence.audit.alpha import above_one, alpha_range, variance_share
from analysis.evidence.audit.finding import Certainty, Finding, Range
from analysis.evidence.audit.inputs import Row, checked, column_values, known, where
from analysis.evidence.audit.rounding import counts_behind, decimals_of, printed_range
from analysis.evidence.audit.spread import Counts, least_squares, most_squares

ANSWERS = (1, 2, 3, 4, 5)
_PERCENTAGES = tuple(f"pct_{answer}" for answer in ANSWERS)
_NUMBERS = ("items", "mean", "sd", "alpha")

_UNLIKELY_GAP, _NOTABLE_GAP = 0.10, 0.05
"""Relative distance of a printed sd from the implied one that missing answers can hardly, or need to, explain."""
_FEW_MISSING = 0.10
"""Share of missing answers above which a large distance is no longer called unlikely."""
_MEAN_GAP = 0.10
"""Distance of a scale mean from the mean of its statements that deserves a remark, in points of the answer scale."""


@dataclass(frozen=True)
class Statement:
    """One statement: respondents asked, and the fewest and most of them that can have given each answer 1–5.

    most_missing: the most who can have given none of those. percentages: of the answers 1–5, as printed.
    """

    n: int
    low: Counts
    high: Counts
    most_missing: int
    percentages: npt.NDArray[np.float64]

    def mean_range(self) -> Range:
        """The means that the rounded percentages leave open, among those who answered."""
        return Range(self._extreme_mean(reverse=False), self._extreme_mean(reverse=True))

    def _extreme_mean(self, *, reverse: bool) -> float:
        # From the fewest of every answer, add respondents at one end for as long as that moves the mean there.
        counts = self.low.astype(float)
        order = reversed(range(len(ANSWERS))) if reverse else range(len(ANSWERS))
        best = _mean(counts)
        for index in order:
            counts[index] = self.high[index]
            moved = _mean(counts)
            if math.isnan(best) or (moved > best if reverse else moved < best):
                best = moved
        return best

    def sum_of_squares(self, retained: int) -> Range:
        """Least and most that `retained` of the answers can differ: sums of squares about their own mean."""
        return Range(least_squares(self.high, retained), most_squares(self.high, retained))

    @property
    def mean(self) -> float:
        return _mean(self.percentages)

    @property
    def variance(self) -> float:
        """From the percentages as printed, over n − 1."""
        answers = np.array(ANSWERS, dtype=float)
        answered = self.percentages.sum()
        n = self.n * answered / 100
        return float((self.percentages * (answers - self.mean) ** 2).sum() / answered * n / (n - 1)) if n > 1 else 0.0


def _mean(counts: npt.NDArray[np.float64]) -> float:
    total = float(counts.sum())
    return float((counts * np.array(ANSWERS)).sum() / total) if total else math.nan


def statements_by_scale(items: pd.DataFrame) -> Mapping[tuple[str, str], tuple[Statement, ...]]:
    """The statements of every (group, scale), from a table with the columns of `items.csv`.

    A statement whose percentages no counts give is left out with its whole scale: `audit_item_table` reports it.
    """
    others = [str(name) for name in getattr(items, "columns", []) if str(name).startswith("pct_")]
    others = [name for name in others if name not in _PERCENTAGES]
    numbers = ("n", *_PERCENTAGES, *others)
    rows = checked(items, ("scale", "group", "n", *_PERCENTAGES), numbers, whole=("n",))
    decimals = decimals_of(value for column in numbers[1:] for value in column_values(rows, column))
    found: dict[tuple[str, str], list[Statement]] = {}
    broken = set()
    for row in rows:
        key = (str(row["group"]), str(row["scale"]))
        statement = _statement(row, others, decimals)
        if statement is None:
            broken.add(key)
        else:
            found.setdefault(key, []).append(statement)
    return {key: tuple(statements) for key, statements in found.items() if key not in broken}


def _statement(row: Row, others: Sequence[str], decimals: int) -> Statement | None:
    if not known(row, "n") or row["n"] < 2 or not all(known(row, column) for column in _PERCENTAGES):
        return None
    n = int(row["n"])
    behind = [counts_behind(row[column], n, decimals) for column in _PERCENTAGES]
    none = [counts_behind(row[column], n, decimals) for column in others if known(row, column)]
    if not all(behind) or not all(none):
        return None
    low, high = np.array([counts[0] for counts in behind]), np.array([counts[-1] for counts in behind])
    percentages = np.array([row[column] for column in _PERCENTAGES], dtype=float)
    if high.sum() < 2 or percentages.sum() == 0:
        return None
    missing, printed = n - int(low.sum()), sum(counts[-1] for counts in none)
    # 'No view' and the like bound what is missing only if nobody else is: if everything together can be everybody.
    if none and high.sum() + printed >= n:
        missing = min(missing, printed)
    return Statement(n, low, high, max(missing, 0), percentages)


def audit_scales(scales: pd.DataFrame, items: pd.DataFrame) -> list[Finding]:
    """Scale means, sds and alphas against the percentages of their statements (answers 1–5).

    scales: a row per scale and group: scale, group, items (number of statements), mean, sd (n − 1), alpha; a figure
        that was not printed is empty. items: a row per statement: scale, group, n, pct_1 … pct_5, and other
        columns pct_… (no view, not applicable) where printed. A scale without
        statements in `items` is passed over. Decimals are read from the columns.

    scale_mean: without missing answers the scale mean is the mean of the statements. Each missing answer stands for
        something from 1 to 5 in the score of who left it out; respondents who answered little may have been left out
        altogether. Outside the wider of these bounds: impossible; outside the narrower one: unlikely.
    alpha_sd: `alpha = k/(k−1)·(1 − Σvar/(k·sd)²)` gives the sd of the scores. It is impossible when no choice of
        respondents to leave out, as many as answers are missing, leaves statements with as little (or as much) spread
        as the printed sd and alpha ask; otherwise unlikely or notable by its distance to the sd that all answers give.
    items_count, alpha_range: the number of statements; alpha above 1.
    Raises StatisticsError for a missing column or a cell that is no number.
    """
    rows = checked(scales, ("scale", "group", "items", "mean", "sd", "alpha"), _NUMBERS, whole=("items",))
    decimals = {name: decimals_of(column_values(rows, name)) for name in ("mean", "sd", "alpha")}
    statements = statements_by_scale(items)
    findings: list[Finding] = []
    for row in rows:
        own = statements.get((str(row["group"]), str(row["scale"])))
        if own is None:
            continue
        if known(row, "items") and int(row["items"]) != len(own):
            findings.append(_other_number(row, len(own)))
            continue
        if known(row, "mean"):
            findings += _scale_mean(row, own, decimals["mean"])
        if known(row, "alpha") and known(row, "sd") and len(own) > 1:
            findings += _alpha_sd(row, own, decimals)
    return findings


def _other_number(row: Row, number: int) -> Finding:
    return Finding(
        where(row, "items"),
        row["items"],
        float(number),
        "items_count",
        "notable",
        Message("De tabel met stellingen heeft er {number} voor deze schaal.", {"number": number}),
    )


def _most_incomplete(statements: Sequence[Statement]) -> int:
    """Most respondents who can have left out at least one statement."""
    return min(max(s.n for s in statements), sum(s.most_missing for s in statements))


def _scale_mean(row: Row, statements: Sequence[Statement], decimals: int) -> Iterator[Finding]:
    n, low, high = max(s.n for s in statements), 0.0, 0.0
    for statement in statements:
        means = statement.mean_range()
        # The statement over everybody, what is missing filled in with the lowest or highest answer.
        missing = (n - statement.n + statement.most_missing) / n
        low += ((1 - missing) * means.low + missing * ANSWERS[0]) / len(statements)
        high += ((1 - missing) * means.high + missing * ANSWERS[-1]) / len(statements)
    incomplete = _most_incomplete(statements)
    kept = n - incomplete
    # At worst all who left something out were dropped, and they were the highest or the lowest.
    lowest = max(ANSWERS[0], (n * low - incomplete * ANSWERS[-1]) / kept) if kept else ANSWERS[0]
    highest = min(ANSWERS[-1], (n * high - incomplete * ANSWERS[0]) / kept) if kept else ANSWERS[-1]
    printed_low, printed_high = (float(limit) for limit in printed_range(row["mean"], decimals))
    expected = math.fsum(s.mean for s in statements) / len(statements)
    gap = max(printed_low - expected, expected - printed_high)
    certainty: Certainty
    if printed_high < lowest - _SLACK or printed_low > highest + _SLACK:
        certainty = "impossible" if _same_n(statements) else "unlikely"
    elif printed_high < low - _SLACK or printed_low > high + _SLACK:
        certainty = "unlikely"
    elif gap > _MEAN_GAP:
        certainty = "notable"
    else:
        return
    yield Finding(
        where(row, "mean"),
        row["mean"],
        expected,
        "scale_mean",
        certainty,
        Message(
            "Het gemiddelde van de {items} stellingen is {expected}. Ontbrekende antwoorden, hooguit {missing} van de "
            "{answers}, laten {low} tot {high} toe.",
            {
                "items": len(statements),
                "expected": expected,
                "missing": sum(s.most_missing for s in statements),
                "answers": sum(s.n for s in statements),
                "low": low,
                "high": high,
            },
        ),
    )


_SLACK = 1e-9
"""For what floating point leaves of a bound that is met exactly."""


def _same_n(statements: Sequence[Statement]) -> bool:
    """Different numbers asked may hide respondents whom no percentage counts; then nothing is proved."""
    return len({s.n for s in statements}) == 1


def _alpha_sd(row: Row, statements: Sequence[Statement], decimals: Mapping[str, int]) -> Iterator[Finding]:
    k = len(statements)
    alpha = alpha_range(row, decimals["alpha"])
    if alpha.low > 1:
        yield above_one(row)
        return
    sd_low, sd_high = (float(limit) for limit in printed_range(row["sd"], decimals["sd"]))
    share_low, share_high = variance_share(alpha.high, k), variance_share(alpha.low, k)
    variances = math.fsum(s.variance for s in statements)
    expected = Range(math.sqrt(variances / share_high) / k, math.sqrt(variances / share_low) / k)
    possible = _possible_sds(statements, share_low, share_high)
    gap = max(_ratio(sd_low, expected.high), _ratio(expected.low, sd_high)) - 1
    missing = sum(s.most_missing for s in statements) / sum(s.n for s in statements)
    certainty: Certainty
    if _same_n(statements) and (sd_high < possible.low - _SLACK or sd_low > possible.high + _SLACK):
        certainty = "impossible"
    elif gap > _UNLIKELY_GAP and missing < _FEW_MISSING:
        certainty = "unlikely"
    elif gap > _NOTABLE_GAP:
        certainty = "notable"
    else:
        return
    yield Finding(
        where(row, "sd"),
        row["sd"],
        expected,
        "alpha_sd",
        certainty,
        Message(
            "Bij alfa {alpha} en de spreiding van de {items} stellingen hoort een standaarddeviatie van ongeveer "
            "{expected}. Ook als {missing} respondenten met een ontbrekend antwoord buiten de alfa bleven, ligt zij "
            "tussen {low} en {high}.",
            {
                "alpha": row["alpha"],
                "items": k,
                "expected": (expected.low + expected.high) / 2,
                "missing": _most_incomplete(statements),
                "low": possible.low,
                "high": possible.high,
            },
        ),
    )


def _ratio(one: float, other: float) -> float:
    return one / other if other > 0 else (math.inf if one > 0 else 0.0)


def _possible_sds(statements: Sequence[Statement], share_low: float, share_high: float) -> Range:
    """Smallest and largest sd of the scores, whoever of the incomplete respondents was left out.

    Alpha rests on the complete respondents; their scores differ by SS = ΣSS_items/(k²·share) about their mean. The
    scores of all differ by at least that, and at most by a full answer range more for each incomplete respondent. The
    lower bound divides by n, the upper one by n − 1 of the complete respondents: whatever the sd was over, it holds.
    No two or more values spread wider than two at the ends of the answer scale, half the range times √2.
    """
    k, n = len(statements), max(s.n for s in statements)
    incomplete = _most_incomplete(statements)
    complete = n - incomplete
    squares = [s.sum_of_squares(complete) for s in statements]
    everybody = [s.sum_of_squares(min(n, int(s.high.sum()))) for s in statements]
    lowest = math.fsum(item.low for item in squares) / (k**2 * share_high)
    highest = math.fsum(item.high for item in everybody) / (k**2 * share_low)
    reach = ANSWERS[-1] - ANSWERS[0]
    over = max(complete - 1, 1)
    return Range(math.sqrt(lowest / n), math.sqrt(min((highest + incomplete * reach**2) / over, reach**2 / 2)))
