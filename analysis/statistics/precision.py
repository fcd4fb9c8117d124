"""What double precision can tell apart: when a spread is only rounding, and which numbers are too large to square."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from analysis.statistics.results import FloatArray

LARGEST_VALUE = 1e60
"""Largest absolute value that is computed with: its fourth power, as in Welch's degrees of freedom, is finite."""

_SMALLEST_DIFFERENCE = 1e-60
_ROUNDING_ERRORS = 8 * float(np.finfo(np.float64).eps)


def rounding_sum_of_squares(n: npt.ArrayLike, mean: npt.ArrayLike) -> FloatArray:
    """The sum of squared deviations that rounding alone can leave among `n` equal values around `mean`.

    A mean of items such as 10/3 comes out one unit in the last place apart, depending on the order of adding up.
    Without this bound such answers would have a variance of 1e-31, and tests that divide by it a result.
    """
    deviation = np.maximum(_ROUNDING_ERRORS * np.abs(np.asarray(mean, dtype=float)), _SMALLEST_DIFFERENCE)
    bound: FloatArray = np.asarray(n, dtype=float) * deviation**2
    return bound
