"""GRIM, GRIMMER and the bounds of the sd against published examples, and against every set of answers written out.

References: scrutiny (R) `grim`, `grim_map(pigs1)` and `grimmer_map(pigs5)`, values from its documentation and tests;
rsprite2 (R) `sd_bounds_measure`, values from its tests; the Economist, 18 June 2016 (5.93 of 49 respondents).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations_with_replacement
from statistics import stdev

import pytest

from analysis.evidence.audit.wholes import Answers, nearest_means, possible_totals


@pytest.mark.parametrize(
    ("mean", "n", "consistent"),
    [
        (5.19, 28, False),  # Brown & Heathers (2017)
        (5.18, 28, True),
        (5.93, 49, False),
        (5.27, 43, False),
        (3.48, 20, False),
        *[(7.22, 32, True), (4.74, 25, False), (5.23, 29, False), (2.57, 24, False), (6.77, 27, False)],
        *[(2.68, 28, True), (7.01, 29, False), (7.38, 26, True), (3.14, 27, False), (6.89, 31, False)],
        *[(5.00, 25, True), (0.24, 28, False)],
    ],
)
def test_grim(mean: float, n: int, consistent: bool) -> None:
    assert bool(possible_totals(mean, 2, n)) is consistent


def test_grim_accepts_both_roundings_of_a_half() -> None:
    # 5 of 8 is 0.625; 0.62 and 0.63 are both in use.
    assert possible_totals(0.62, 2, 8)
    assert possible_totals(0.63, 2, 8)
    assert not possible_totals(0.64, 2, 8)


def test_more_items_make_the_grid_finer() -> None:
    assert not possible_totals(3.45, 2, 10)
    assert list(possible_totals(3.45, 2, 10, items=2)) == [69]


def test_the_means_beside_an_impossible_one() -> None:
    assert nearest_means(5.19, 28) == pytest.approx((5.178571, 5.214286), abs=1e-6)


@pytest.mark.parametrize(
    ("answers", "mean", "decimals", "low", "high"),
    [
        (Answers(5, 1, 7), 4.2, 1, 0.45, 3.03),
        (Answers(5, 1, 7, items=2), 4.2, 2, 0.27, 3.03),
        (Answers(100, 1, 7), 1.0, 2, 0.0, 0.0),
    ],
)
def test_sd_range_as_rsprite2(answers: Answers, mean: float, decimals: int, low: float, high: float) -> None:
    found = answers.sd_range(mean, decimals)
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def printed(values: Iterable[float], decimals: int) -> set[float]:
    """What a number may be printed as: both roundings where it lies on a half."""
    found = set()
    for value in values:
        found |= {round(value - 1e-9, decimals), round(value + 1e-9, decimals)}
    return {abs(value) for value in found}


@pytest.mark.parametrize("extremes", [False, True])
@pytest.mark.parametrize(("n", "minimum", "maximum"), [(2, 1, 3), (3, 0, 4), (4, 1, 5), (5, 1, 4), (6, 2, 5)])
@pytest.mark.parametrize("decimals", [1, 2])
def test_sd_is_possible_exactly_when_some_answers_give_it(
    n: int, minimum: int, maximum: int, decimals: int, extremes: bool
) -> None:
    sets: dict[float, set[float]] = defaultdict(set)
    spread: dict[float, list[float]] = defaultdict(list)
    for values in combinations_with_replacement(range(minimum, maximum + 1), n):
        if extremes and not {minimum, maximum} <= set(values):
            continue
        for mean in printed([sum(values) / n], decimals):
            sets[mean] |= printed([stdev(values)], decimals)
            spread[mean].append(stdev(values))
    assert sets
    answers = Answers(n, minimum, maximum, extremes=extremes)
    unit = 10**decimals
    for mean, sds in sets.items():
        bounds = answers.sd_range(mean, decimals)
        assert bounds is not None
        assert (bounds.low, bounds.high) == pytest.approx((min(spread[mean]), max(spread[mean])))
        for step in range((maximum - minimum) * unit):
            assert answers.sd_possible(mean, decimals, step / unit, decimals) is (step / unit in sds)


def test_the_nearest_sds_are_sds_that_occur() -> None:
    every = {stdev(values) for values in combinations_with_replacement(range(1, 6), 5) if sum(values) == 15}
    answers = Answers(5, 1, 5)
    sd = 1.10
    assert not answers.sd_possible(3.0, 2, sd, 2)
    below, above = answers.nearest_sd(3.0, 2, sd)
    assert below == pytest.approx(max(value for value in every if value < sd))
    assert above == pytest.approx(min(value for value in every if value > sd))


def test_large_samples_are_tested_by_parity() -> None:
    # scrutiny, pigs5, row 3: 35 answers, mean 5.23, sd 2.55 fails on the parity of the sum of squares (test 3).
    wide = Answers(35, -100, 100)
    assert not wide.sd_possible(5.23, 2, 2.55, 2)
    assert all(math.isclose(value, 2.55, abs_tol=0.03) for value in wide.nearest_sd(5.23, 2, 2.55))
