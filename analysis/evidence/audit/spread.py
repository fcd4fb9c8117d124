"""How much answers can differ when only some of a pool of answers is known to count.

A pool is an array with the number of answers 1, 2, 3, … in it. Spread is the sum of squares about the mean.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


def sum_of_squares(counts: Counts) -> float:
    """Sum of squares about the mean of that many answers 1, 2, 3, …"""
    answers = np.arange(1, len(counts) + 1)
    n, total = int(counts.sum()), int((counts * answers).sum())
    return int((counts * answers**2).sum()) - total**2 / n if n else 0.0


def least_squares(pool: Counts, kept: int) -> float:
    """The least spread of `kept` answers out of the pool: some are left out at both ends, in the best division."""
    surplus = int(pool.sum()) - kept
    if kept <= 0:
        return 0.0
    return min(
        (sum_of_squares(_without(pool, below, surplus - below)) for below in range(surplus + 1)),
        default=sum_of_squares(pool),
    )


def most_squares(pool: Counts, kept: int) -> float:
    """The most spread of `kept` answers out of the pool: all are taken from the ends, in the best division."""
    taken = min(max(kept, 0), int(pool.sum()))
    return max(sum_of_squares(pool - _without(pool, below, taken - below)) for below in range(taken + 1))


def _without(pool: Counts, below: int, above: int) -> Counts:
    left = pool.copy()
    for order, number in ((range(len(pool)), below), (range(len(pool) - 1, -1, -1), above)):
        to_go = number
        for index in order:
            gone = min(to_go, int(left[index]))
            left[index] -= gone
            to_go -= gone
    return left
