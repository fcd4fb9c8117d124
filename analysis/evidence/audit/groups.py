"""Group means against the whole: total mean, total spread and the stars of an analysis of variance.

The sizes of the groups and the figures of the whole scale stand elsewhere, and may hold slightly other respondents (a
scale has missing answers). So nothing here proves more than 'unlikely'.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd
from scipy.special import fdtrc

from analysis.errors import Message
from analysis.evidence.audit.finding import Certainty, Finding, Range
from analysis.evidence.audit.inputs import Row, checked, column_values, known, where
from analysis.evidence.audit.rounding import decimals_of, printed_range
from analysis.evidence.published import HEADINGS

_LEVELS = {1: 0.05, 2: 0.01}
"""Stars and the p-value below which they are printed."""
_CLEARLY = 0.1
"""A p-value this many times too small or too large is called unlikely, anything less notable."""
_MOST_EXPLAINED = 0.5
"""Groups that explain more of the variance than this are called unlikely: Cohen (1988) calls 0.14 large."""
_ANSWER_RANGE = (1.0, 5.0)


@dataclass(frozen=True)
class GroupMeans:
    """Means known to an interval each, of groups of known size."""

    sizes: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def n(self) -> int:
        return sum(self.sizes)

    def overall(self) -> Range:
        """The mean of all respondents."""
        return Range(
            math.fsum(n * mean for n, mean in zip(self.sizes, self.low, strict=True)) / self.n,
            math.fsum(n * mean for n, mean in zip(self.sizes, self.high, strict=True)) / self.n,
        )

    def between(self) -> Range:
        """Least and most sum of squares between the groups.

        It is the least, over c, of Σn·(mean − c)²: convex in c and in every mean. So the least lies where every mean is
        as near c as its interval allows, and the most at corners of the intervals.
        """
        low, high = min(self.low), max(self.high)
        for _ in range(200):
            one, two = low + (high - low) / 3, high - (high - low) / 3
            if self._distance(one) < self._distance(two):
                high = two
            else:
                low = one
        corners = product(*zip(self.low, self.high, strict=True))
        return Range(self._distance((low + high) / 2), max(map(self._squares, corners)))

    def _distance(self, centre: float) -> float:
        cells = zip(self.sizes, self.low, self.high, strict=True)
        return math.fsum(n * max(low - centre, centre - high, 0.0) ** 2 for n, low, high in cells)

    def _squares(self, means: Sequence[float]) -> float:
        cells = list(zip(self.sizes, means, strict=True))
        centre = math.fsum(n * mean for n, mean in cells) / self.n
        return math.fsum(n * (mean - centre) ** 2 for n, mean in cells)


@dataclass(frozen=True)
class Scale:
    """What is printed of a whole scale: mean and sd as intervals."""

    mean: Range
    sd: Range


def _scales(scales: pd.DataFrame) -> Mapping[tuple[str, str], Scale]:
    rows = checked(scales, ("scale", "group", "mean", "sd"), ("mean", "sd"))
    decimals = {name: decimals_of(column_values(rows, name)) for name in ("mean", "sd")}
    return {
        (str(row["group"]), str(row["scale"])): Scale(
            *(Range(*map(float, printed_range(row[name], decimals[name]))) for name in ("mean", "sd"))
        )
        for row in rows
        if known(row, "mean") and known(row, "sd")
    }


def audit_group_means(means: pd.DataFrame, counts: pd.DataFrame, scales: pd.DataFrame) -> list[Finding]:
    """Means by group, with stars, against the mean and sd of the scale.

    means: figure, group, sector, by, category, factor, mean (and stars: 0, 1 for p < .05, 2 for p < .01), as
        `group_means.csv`. counts: group, sector, by, category, n, summed over what else it holds, as
        `satisfaction_counts.csv`: the sizes. scales: scale, group, mean, sd. What has no sizes or scale is passed over.
    Rules: between_variance, stars (one-way analysis of variance with those sizes), weighted_mean.
    Raises StatisticsError for a missing column or a cell that is no number.
    """
    keys = ("group", "sector", "by", "category")
    rows = checked(means, ("figure", *keys, "factor", "mean"), ("mean", "stars"))
    sizes: dict[tuple[str, ...], int] = {}
    for row in checked(counts, (*keys, "n"), ("n",), whole=("n",)):
        if known(row, "n"):
            key = tuple(str(row[name]) for name in keys)
            sizes[key] = sizes.get(key, 0) + int(row["n"])
    sized = [{**row, "n": sizes.get(tuple(str(row[name]) for name in keys), 0)} for row in rows]
    return _audit(sized, ("figure", "group", "sector", "by", "factor"), scales)


def audit_satisfaction_means(means: pd.DataFrame, scales: pd.DataFrame) -> list[Finding]:
    """Means by level with their own n: figure, group, sector, factor, level, n, mean, as `satisfaction_means.csv`.

    Rules: between_variance, weighted_mean. Raises StatisticsError as `audit_group_means`.
    """
    required = ("figure", "group", "sector", "factor", "level", "n", "mean")
    rows = checked(means, required, ("n", "mean"), whole=("n",))
    return _audit(rows, ("figure", "group", "sector", "factor"), scales)


def _audit(rows: Sequence[Row], labels: tuple[str, ...], scales: pd.DataFrame) -> list[Finding]:
    totals = _scales(scales)
    decimals = decimals_of(column_values(rows, "mean"))
    tables: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        tables.setdefault(tuple(str(row[name]) for name in labels), []).append(row)
    findings: list[Finding] = []
    for cells in tables.values():
        used = [cell for cell in cells if known(cell, "mean") and known(cell, "n") and cell["n"] > 0]
        factor = str(cells[0]["factor"])
        scale = totals.get((str(cells[0]["group"]), HEADINGS.get(factor, factor)))
        if scale is None or len(used) < 2 or len(used) < sum(known(cell, "mean") for cell in cells):
            continue
        limits = [tuple(map(float, printed_range(cell["mean"], decimals))) for cell in used]
        groups = GroupMeans(
            tuple(int(cell["n"]) for cell in used), tuple(low for low, _ in limits), tuple(high for _, high in limits)
        )
        place = where(cells[0], labels=labels)
        findings += _weighted_mean(place, groups, scale)
        findings += _between(place, groups, scale)
        if known(cells[0], "stars"):
            findings += _stars(place, int(cells[0]["stars"]), groups, scale)
    return findings


def _weighted_mean(place: str, groups: GroupMeans, scale: Scale) -> Iterator[Finding]:
    """The groups together against the whole scale, as far as the respondents outside the groups allow.

    Those are not counted anywhere; a tenth more respondents, with any mean on the answer scale, is left open.
    """
    overall, rest = groups.overall(), 0.1
    low = (overall.low + rest * _ANSWER_RANGE[0]) / (1 + rest)
    high = (overall.high + rest * _ANSWER_RANGE[1]) / (1 + rest)
    if scale.mean.low > high or scale.mean.high < low:
        yield Finding(
            place,
            (scale.mean.low + scale.mean.high) / 2,
            overall,
            "weighted_mean",
            "unlikely",
            Message(
                "De groepen samen hebben een gemiddelde van {low} tot {high}; de schaal heeft een ander gemiddelde.",
                {"low": overall.low, "high": overall.high},
            ),
        )


def _between(place: str, groups: GroupMeans, scale: Scale) -> Iterator[Finding]:
    least, total = groups.between().low, groups.n * scale.sd.high**2
    if least <= _MOST_EXPLAINED * total:
        return
    printed = (scale.sd.low + scale.sd.high) / 2
    yield Finding(
        place,
        printed,
        Range(math.sqrt(least / groups.n), (_ANSWER_RANGE[1] - _ANSWER_RANGE[0]) / 2),
        "between_variance",
        "unlikely",
        Message(
            "Alleen al de verschillen tussen de groepen geven {share}% van de variantie die standaarddeviatie {sd} "
            "toelaat. Een grotere standaarddeviatie past beter.",
            {"share": 100 * least / total, "sd": printed},
        ),
    )


def _stars(place: str, stars: int, groups: GroupMeans, scale: Scale) -> Iterator[Finding]:
    between = groups.between()
    df = (len(groups.sizes) - 1, groups.n - len(groups.sizes))
    if df[1] < 1:
        return
    largest = _p_value(between.low, scale.sd.high, groups.n, df)
    smallest = _p_value(between.high, scale.sd.low, groups.n, df)
    fitting = float(sum(largest < level for level in _LEVELS.values()))
    if stars in _LEVELS and smallest > _LEVELS[stars]:
        level = _LEVELS[stars]
        certainty: Certainty = "unlikely" if smallest * _CLEARLY > level else "notable"
        explanation = Message(
            "Met deze gemiddelden, de groepsgroottes uit de kruistabel en de standaarddeviatie van de schaal is p van "
            "een variantieanalyse groter dan {level}; dan horen er minder sterren.",
            {"level": level},
        )
    elif stars + 1 in _LEVELS and largest < _LEVELS[stars + 1]:
        level = min(limit for limit in _LEVELS.values() if largest < limit)
        certainty = "unlikely" if largest < _CLEARLY * _LEVELS[stars + 1] else "notable"
        explanation = Message(
            "Met deze gemiddelden, de groepsgroottes uit de kruistabel en de standaarddeviatie van de schaal is p van "
            "een variantieanalyse kleiner dan {level}; dan horen er meer sterren.",
            {"level": level},
        )
    else:
        return
    yield Finding(place, float(stars), fitting, "stars", certainty, explanation)


def _p_value(between: float, sd: float, n: int, df: tuple[int, int]) -> float:
    within = (n - 1) * sd**2 - between
    return 0.0 if within <= 0 else float(fdtrc(*df, (between / df[0]) / (within / df[1])))
