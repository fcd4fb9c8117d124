"""Everything beside the scales: report grades, finance statements, and the respondents' own situation.

None of it enters the annealing. Numbers are met exactly by construction (small integer programmes); what appendix 4
says of differences in words is met by letting respondents exchange an answer until every test comes out as stated.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.survey.simulation.classification import KNOWN, KNOWN_LEVELS

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NOT_SIGNIFICANT_P = 0.15  # p of a difference that was reported as not significant, at least
SIGNIFICANT_P = 0.02  # p of one that was reported as significant, at most
LEVEL_VALUES = np.array([1.0, 3.0, 5.0])  # B4.1 fits only when satisfaction is coded so


def grade_counts(mean: float, sd: float, lowest: int, highest: int, n: int) -> Integers:
    """How often each grade `lowest` … `highest` was given, such that mean, sd (two decimals), range and n are exact.

    Among all such numbers the ones nearest to a normal distribution are taken. An integer programme for each sum of
    grades that the mean allows; its variables are the counts, then how far each lies from the normal one.
    """
    grades = np.arange(lowest, highest + 1)
    k = len(grades)
    density = stats.norm.pdf(grades, mean, sd)
    normal = density / density.sum() * n
    least = np.zeros(2 * k)
    least[[0, k - 1]] = 1
    best: tuple[float, Integers] | None = None
    for total in range(int(np.ceil((mean - 0.00499) * n)), int((mean + 0.00499) * n) + 1):
        squares = [(sd + edge) ** 2 * (n - 1) + total * total / n for edge in (-0.00499, 0.00499)]
        one = np.eye(k)
        solution = milp(
            np.concatenate([np.zeros(k), 1 / np.sqrt(normal + 0.3)]),
            constraints=[
                LinearConstraint(
                    np.column_stack([[np.ones(k), grades, grades**2], np.zeros((3, k))]),
                    [n, total, squares[0]],
                    [n, total, squares[1]],
                ),
                LinearConstraint(np.column_stack([one, -one]), -np.inf, normal),
                LinearConstraint(np.column_stack([-one, -one]), -np.inf, -normal),
            ],
            integrality=np.concatenate([np.ones(k), np.zeros(k)]),
            bounds=Bounds(least, np.inf),
            options={"mip_rel_gap": 0.0},
        )
        if solution.x is not None and (best is None or solution.fun < best[0] - 1e-9):
            best = solution.fun, np.round(solution.x[:k]).astype(np.int64)
    assert best is not None, f"no {n} grades have mean {mean} and sd {sd}"
    return best[1]


def give_grades(score: Floats, eligible: Integers, counts: Integers, lowest: int, rng: np.random.Generator) -> Floats:
    """Report grades for as many of the eligible respondents as there are, higher with a higher score; NaN elsewhere."""
    grades = np.full(len(score), np.nan)
    chosen = rng.permutation(eligible)[: counts.sum()]
    standing = stats.zscore(score[chosen], nan_policy="omit")
    order = np.argsort(np.nan_to_num(standing) + 0.8 * rng.normal(size=len(chosen)), kind="stable")
    grades[chosen[order]] = np.repeat(np.arange(lowest, lowest + len(counts)), counts)
    return grades


def settle(
    values: Integers,
    strata: Integers,
    shortfall: Callable[[Integers], float],
    rng: np.random.Generator,
    tries: int = 4000,
) -> Integers:
    """Lets respondents of one stratum exchange their values until `shortfall` is nothing; the margins stay.

    `strata` holds a number per respondent; those with a negative one take no part. An exchange stands when it does not
    make the shortfall grow. Returns the best arrangement found.
    """
    values = values.copy()
    taking_part = np.flatnonzero(strata >= 0)
    current = shortfall(values)
    for _ in range(tries):
        if current <= 0:
            break
        a = rng.choice(taking_part)
        b = rng.choice(np.flatnonzero(strata == strata[a]))
        if values[a] == values[b]:
            continue
        values[[a, b]] = values[[b, a]]
        trial = shortfall(values)
        if trial <= current:
            current = trial
        else:
            values[[a, b]] = values[[b, a]]
    return values


def no_difference(outcomes: list[Floats], groups: Integers) -> float:
    """How far the outcomes (NaN: no answer) are from differing too little between groups to be significant."""
    return sum(too_low(anova_p(outcome, groups)) for outcome in outcomes)


def too_low(p: float) -> float:
    """How far, on a log scale, a p lies below that of a difference reported as not significant.

    Means that are all but equal (p above .99, or not a number where F vanishes) count as too good to be true.
    """
    return max(0.0, float(np.log(NOT_SIGNIFICANT_P / p))) if p < 0.99 else 1.0


def too_high(p: float) -> float:
    """How far, on a log scale, a p lies above that of a difference reported as significant."""
    return max(0.0, float(np.log(p / SIGNIFICANT_P)))


def anova_p(outcome: Floats, groups: Integers) -> float:
    """p of a one-way analysis of variance, on those with an outcome."""
    known = ~np.isnan(outcome)
    return float(stats.f_oneway(*(outcome[known & (groups == group)] for group in np.unique(groups[known]))).pvalue)


def association_p(a: Integers, b: Integers, known: NDArray[np.bool_]) -> float:
    """p of a chi-square test of independence (without continuity correction), on those who are known."""
    return float(stats.chi2_contingency(pd.crosstab(a[known], b[known]).to_numpy(), correction=False).pvalue)


def satisfaction_outcomes(answer: Integers, level: Integers) -> list[Floats]:
    """Satisfaction as answered (1 to 5) and by level (1, 3, 5), NaN for the rest: statements should hold for both.

    `answer` holds codes 0 to 4 for the five answers, higher ones for no view and not applicable.
    """
    return [np.where(answer < len(LEVEL_VALUES) + 2, answer + 1.0, np.nan), level_values(level)]


def level_values(level: Integers) -> Floats:
    """Levels of satisfaction as 1, 3 and 5; NaN for the rest."""
    values = np.full(len(level), np.nan)
    known = (level >= 0) & (level < KNOWN_LEVELS)
    values[known] = LEVEL_VALUES[level[known]]
    return values


def sizes_by_model(model: Integers, table: Integers, totals: Integers, rng: np.random.Generator) -> Integers:
    """A size for each respondent: `table` (size × model) exactly, and `totals` with those who named no model."""
    size = np.full(len(model), -1, dtype=np.int64)
    for code in range(KNOWN):
        size[rng.permutation(np.flatnonzero(model == code))] = np.repeat(np.arange(len(totals)), table[:, code])
    rest = np.flatnonzero(size < 0)
    size[rng.permutation(rest)] = np.repeat(np.arange(len(totals)), totals - table.sum(axis=1))
    return size


@dataclass(frozen=True)
class TeamFigures:
    """One sector's half of B4.1: mean, sd and n of the satisfaction with and without a broad team."""

    with_team: tuple[float, float, int]
    without: tuple[float, float, int]


def with_team(
    levels: tuple[Integers, Integers],
    printed: tuple[TeamFigures, TeamFigures],
    none: tuple[int, int],
    rng: np.random.Generator,
) -> tuple[NDArray[np.bool_], Integers]:
    """Who has a broad team, such that the means, sds and n of B4.1 are exact in both sectors.

    `levels` and `printed` hold the two sectors; `none` is the least and the most respondents without such a team.
    Returns the answer and the strata within which respondents may exchange it without touching any of this.
    """
    numbers = [_team_numbers(level, table) for level, table in zip(levels, printed, strict=True)]
    n = len(levels[0])
    strata = levels[0] * 5 + levels[1]
    cells = np.array([(strata == cell).sum() for cell in range(25)])
    grid = np.arange(25).reshape(5, 5)
    for first, second in itertools.product(*numbers):
        rows = [np.isin(grid, grid[level]).ravel() for level in range(KNOWN_LEVELS)]
        columns = [np.isin(grid, grid[:, level]).ravel() for level in range(KNOWN_LEVELS)]
        solution = milp(
            rng.normal(size=25),
            constraints=LinearConstraint(
                np.array([*rows, *columns, np.ones(25)], dtype=float),
                [*first, *second, n - none[1]],
                [*first, *second, n - none[0]],
            ),
            integrality=np.ones(25),
            bounds=Bounds(0, cells),
            options={"mip_rel_gap": 0.0},
        )
        if solution.x is None:
            continue
        team = np.zeros(n, dtype=np.bool_)
        for cell, count in enumerate(np.round(solution.x).astype(np.int64)):
            team[rng.permutation(np.flatnonzero(strata == cell))[:count]] = True
        return team, strata
    raise AssertionError("no broad teams fit the figures of B4.1")


def _team_numbers(level: Integers, printed: TeamFigures) -> list[tuple[int, int, int]]:
    """All numbers with a team by level of satisfaction that give the printed mean, sd and n of both groups."""
    totals = np.array([(level == code).sum() for code in range(KNOWN_LEVELS)])

    def fits(counts: Integers, mean: float, sd: float, n: int) -> bool:
        values = np.repeat(LEVEL_VALUES, counts)
        return bool(len(values) == n and abs(values.mean() - mean) < 0.005 and abs(values.std(ddof=1) - sd) < 0.005)

    numbers = []
    for low, middle in itertools.product(range(totals[0] + 1), range(totals[1] + 1)):
        high = printed.with_team[2] - low - middle
        team = np.array([low, middle, high])
        if 0 <= high <= totals[2] and fits(team, *printed.with_team) and fits(totals - team, *printed.without):
            numbers.append((low, middle, high))
    return numbers
