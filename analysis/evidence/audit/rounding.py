"""What a printed, rounded number leaves open.

A number printed with d decimals stands for everything within half a unit of its last decimal, both ends included:
that covers rounding half up as well as half to even. Fractions keep the ends exact, where floats would decide a tie.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

MOST_DECIMALS = 6
"""A number with more decimals than this was not printed but computed; only these are held against it."""


def decimals_of(values: Iterable[float]) -> int:
    """The most decimals with which any of the numbers is written (0 for none): what a column was rounded to.

    A column that lost trailing zeros is still read right as long as one number in it ends in another digit; otherwise
    too few are counted, which widens every interval and so never accuses wrongly.
    """
    return max((_decimals(value) for value in values if math.isfinite(value)), default=0)


def _decimals(value: float) -> int:
    exponent = Decimal(repr(round(float(value), MOST_DECIMALS))).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def exact(value: float) -> Fraction:
    """The decimal number as it is written, not the float nearest to it."""
    return Fraction(repr(round(float(value), MOST_DECIMALS)))


def half_unit(decimals: int) -> Fraction:
    """Half a unit of the last decimal: how far rounding can have moved a number."""
    return Fraction(1, 2 * 10**decimals)


def printed_range(value: float, decimals: int) -> tuple[Fraction, Fraction]:
    """Lowest and highest number that print as `value`."""
    return exact(value) - half_unit(decimals), exact(value) + half_unit(decimals)


def wholes_between(low: Fraction, high: Fraction) -> range:
    """The whole numbers from `low` to `high`, both included."""
    return range(math.ceil(low), math.floor(high) + 1)


def counts_behind(percentage: float, n: int, decimals: int = 0) -> range:
    """The counts out of `n` that print as `percentage`; empty where there are none."""
    low, high = printed_range(percentage, decimals)
    return wholes_between(max(low * n / 100, Fraction(0)), min(high * n / 100, Fraction(n)))
