"""Which means and standard deviations sets of whole answers can give: GRIM, GRIMMER and the bounds of SPRITE.

Every respondent has a total over `items` whole answers; the mean is that of the totals divided by `items`, the standard
deviation the one of a sample (n − 1). A single question has one item.

Brown, N. J. L., & Heathers, J. A. J. (2017). The GRIM test. Social Psychological and Personality Science, 8(4),
    363–369.
Anaya, J. (2016). The GRIMMER test. PeerJ Preprints, 4, e2400v1.
Allard, A. (2018). Analytic-GRIMMER: a new way of testing the possibility of standard deviations.
Heathers, J. A., Anaya, J., van der Zee, T., & Brown, N. J. L. (2018). Recovering data from summary statistics: sample
    parameter reconstruction via iterative techniques (SPRITE). PeerJ Preprints, 6, e26968v1.
R: `scrutiny::grim`, `scrutiny::grimmer`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from analysis.evidence.audit.finding import Range
from analysis.evidence.audit.rounding import printed_range, wholes_between

_EXACT_UP_TO = 250
"""Largest n × range for which every reachable sum of squares is listed; above it, only what is necessary is tested."""


def possible_totals(mean: float, decimals: int, n: int, items: int = 1) -> range:
    """The sums of all answers that print as `mean` (GRIM); an empty range when there are none.

    mean: printed with `decimals`, of `n` (≥ 1) respondents, each the mean of `items` whole answers.
    """
    low, high = printed_range(mean, decimals)
    return wholes_between(low * n * items, high * n * items)


def nearest_means(mean: float, n: int, items: int = 1) -> tuple[float, float]:
    """The means just below and just above `mean` that whole answers can give, unrounded."""
    answers = n * items
    below = math.floor(Fraction(repr(float(mean))) * answers)
    return below / answers, (below + 1) / answers


@dataclass(frozen=True)
class Answers:
    """`n` respondents whose totals over `items` answers lie from `items × minimum` to `items × maximum`.

    extremes: both ends of that range really occur (a table that prints the lowest and the highest value).
    """

    n: int
    minimum: int
    maximum: int
    items: int = 1
    extremes: bool = False

    def sd_range(self, mean: float, decimals: int) -> Range | None:
        """Smallest and largest sd at a printed mean; None when no set of answers has that mean."""
        bounds = [self._square_bounds(total) for total in self._totals(mean, decimals)]
        found = [bound for bound in bounds if bound]
        if not found:
            return None
        return Range(self._sd(min(low for low, _ in found)), self._sd(max(high for _, high in found)))

    def sd_possible(self, mean: float, mean_decimals: int, sd: float, sd_decimals: int) -> bool:
        """Whether some set of whole answers prints as this mean and this sd (n ≥ 2).

        For small sets every sum of squares that can occur is known, and the answer is exact. For larger ones True
        means: not excluded by parity (squares add up to an odd number exactly when the answers do) or by the bounds.
        """
        low, high = (max(limit, Fraction(0)) for limit in printed_range(sd, sd_decimals))
        scale = (self.n - 1) * self.items**2
        for total in self._totals(mean, mean_decimals):
            bounds = self._square_bounds(total)
            if bounds is None:
                continue
            lowest, highest = max(low * low * scale, bounds[0]), min(high * high * scale, bounds[1])
            shift = Fraction(total * total, self.n)
            for squares in wholes_between(lowest + shift, highest + shift):
                if (squares - total) % 2 == 0 and self._reachable(total, squares):
                    return True
        return False

    def nearest_sd(self, mean: float, mean_decimals: int, sd: float) -> tuple[float, ...]:
        """The closest sd below and above a printed one that is not possible, unrounded; fewer where there are none."""
        found: list[float] = []
        for step in (-1, 1):
            candidates = (self._nearest(total, sd, step) for total in self._totals(mean, mean_decimals))
            known = [value for value in candidates if value is not None]
            found += [max(known) if step < 0 else min(known)] if known else []
        return tuple(found)

    def _nearest(self, total: int, sd: float, step: int) -> float | None:
        bounds = self._square_bounds(total)
        if bounds is None:
            return None
        shift = Fraction(total * total, self.n)
        ideal = Fraction(repr(float(sd))) ** 2 * (self.n - 1) * self.items**2 + shift
        squares = math.floor(ideal) if step < 0 else math.ceil(ideal)
        while bounds[0] <= squares - shift <= bounds[1]:
            if (squares - total) % 2 == 0 and self._reachable(total, squares):
                return self._sd(squares - shift)
            squares += step
        return None

    @property
    def _span(self) -> int:
        return self.items * (self.maximum - self.minimum)

    def _totals(self, mean: float, decimals: int) -> Iterator[int]:
        """Totals counted from the lowest possible one, which leaves the spread as it is."""
        lowest = self.n * self.items * self.minimum
        for total in possible_totals(mean, decimals, self.n, self.items):
            if 0 <= total - lowest <= self.n * self._span:
                yield total - lowest

    def _free(self, total: int) -> tuple[int, int] | None:
        """Respondents and total that are left once the two ends of the range have been given out."""
        n, left = (self.n - 2, total - self._span) if self.extremes else (self.n, total)
        return (n, left) if n >= 0 and 0 <= left <= n * self._span else None

    def _square_bounds(self, total: int) -> tuple[Fraction, Fraction] | None:
        """Smallest and largest sum of squares about the mean: all alike, or as many as possible at the ends."""
        free = self._free(total)
        if free is None:
            return None
        n, left = free
        low = high = 0
        if n:
            base, more = divmod(left, n)
            low = (n - more) * base**2 + more * (base + 1) ** 2
        if n and self._span:
            ends, rest = divmod(left, self._span)
            high = ends * self._span**2 + rest**2
        given = self._span**2 if self.extremes else 0
        shift = Fraction(total * total, self.n)
        return low + given - shift, high + given - shift

    def _reachable(self, total: int, squares: int) -> bool:
        free = self._free(total)
        if free is None:
            return False
        n, left = free
        rest = squares - (self._span**2 if self.extremes else 0)
        if rest < 0:
            return False
        return n * self._span > _EXACT_UP_TO or bool(_sums_of_squares(n, self._span)[left] >> rest & 1)

    def _sd(self, squares: Fraction) -> float:
        return math.sqrt(squares / (self.n - 1)) / self.items


@lru_cache(maxsize=64)
def _sums_of_squares(n: int, span: int) -> tuple[int, ...]:
    """For every total of n whole numbers from 0 to `span`: the sums of their squares, as the bits of a whole number."""
    reached = [1]
    for _ in range(n):
        larger = [0] * (len(reached) + span)
        for total, squares in enumerate(reached):
            for value in range(span + 1):
                larger[total + value] |= squares << value * value
        reached = larger
    return tuple(reached)
