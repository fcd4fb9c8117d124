"""Report grades: numbers of every grade that give the printed mean, sd and range exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

PRINT = 0.00499  # half a unit of the second decimal, ties left out


def grade_counts(mean: float, sd: float, lowest: int, highest: int, n: int) -> Integers:
    """How often each grade `lowest` … `highest` was given, such that mean, sd (two decimals), range and n are exact.

    Among all such numbers the ones nearest to a normal distribution are taken. An integer programme for each sum of
    grades that the mean allows; its variables are the counts, then how far each lies from the normal one.
    """
    grades = np.arange(lowest, highest + 1)
    k = len(grades)
    density = stats.norm.pdf(grades, mean, sd)
    normal = density / density.sum() * n
    each = np.eye(k)
    sums = np.column_stack([[np.ones(k), grades, grades**2], np.zeros((3, k))])
    both_ends = np.zeros(2 * k)
    both_ends[[0, k - 1]] = 1
    best: tuple[float, Integers] | None = None
    for total in range(int(np.ceil((mean - PRINT) * n)), int((mean + PRINT) * n) + 1):
        squares = [(sd + edge) ** 2 * (n - 1) + total * total / n for edge in (-PRINT, PRINT)]
        solution = milp(
            np.concatenate([np.zeros(k), 1 / np.sqrt(normal + 0.3)]),
            constraints=[
                LinearConstraint(sums, [n, total, squares[0]], [n, total, squares[1]]),
                LinearConstraint(np.column_stack([each, -each]), -np.inf, normal),
                LinearConstraint(np.column_stack([-each, -each]), -np.inf, -normal),
            ],
            integrality=np.concatenate([np.ones(k), np.zeros(k)]),
            bounds=Bounds(both_ends, np.inf),
            options={"mip_rel_gap": 0.0},
        )
        if solution.x is not None and (best is None or solution.fun < best[0] - 1e-9):
            best = solution.fun, np.round(solution.x[:k]).astype(np.int64)
    assert best is not None, f"no {n} grades have mean {mean} and sd {sd}"
    return best[1]


def give_grades(score: Floats, eligible: Integers, counts: Integers, lowest: int, rng: np.random.Generator) -> Floats:
    """Report grades for as many of the eligible respondents as there are, higher with a higher score; NaN elsewhere."""
    assert counts.sum() <= len(eligible), "more grades were printed than there are respondents to give them"
    grades = np.full(len(score), np.nan)
    chosen = rng.permutation(eligible)[: counts.sum()]
    standing = stats.zscore(score[chosen], nan_policy="omit")
    order = np.argsort(np.nan_to_num(standing) + 0.8 * rng.normal(size=len(chosen)), kind="stable")
    grades[chosen[order]] = np.repeat(np.arange(lowest, lowest + len(counts)), counts)
    return grades
