"""The annealer: its running sums, and its statistics against SciPy, pandas and pingouin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pingouin as pg
import pytest
from scipy import stats

pytest.importorskip("numba")

from analysis.survey.simulation import answers, kernel
from analysis.survey.simulation.classification import classify
from analysis.survey.simulation.study import SCALES, load_study

#: Compiling takes half a minute: once, not in every process of the suite.
pytestmark = pytest.mark.xdist_group("annealer")

PUBLISHED = Path(__file__).resolve().parents[3] / "sample_data" / "published"
SUMS = ("score", "rank", "group", "between", "pair", "complete", "complete_item", "complete_pair")
SUMS += ("answered", "total", "tally", "agreement")


@pytest.fixture(scope="module")
def annealed() -> tuple[kernel.Goal, kernel.State, float, float]:
    """The partnerships after 150,000 moves at a falling temperature, with the loss before and after."""
    study = load_study("swv", PUBLISHED)
    rng = np.random.default_rng(6)
    classification = classify(study, 105, rng)
    items = answers._first_draw(study, classification, rng)
    codes = np.concatenate(
        [
            [c.copy() for c in triple]
            for triple in zip(classification.model, classification.phase, classification.level, strict=True)
        ]
    )
    goal, state = answers._goal(study, items, codes), answers._state(items, codes)
    kernel.count_all(goal, state)
    before = kernel.total_loss(goal, state)
    after, moves = kernel.anneal(goal, state, 1, 150_000, 1.0, 0.97, answers.EXPONENTIAL)
    assert moves == 150_000
    return goal, state, before, after


def scale_answers(goal: kernel.Goal, state: kernel.State, scale: int) -> pd.DataFrame:
    first, count = goal.first_item[scale], goal.item_count[scale]
    block = pd.DataFrame(state.answers[: goal.asked[scale], first : first + count]).astype(float)
    return block.where(block > 0)


def test_annealing_lowers_the_loss(annealed: tuple[kernel.Goal, kernel.State, float, float]) -> None:
    _, _, before, after = annealed
    assert after < before / 5


def test_running_sums_are_those_of_a_fresh_count(
    annealed: tuple[kernel.Goal, kernel.State, float, float],
) -> None:
    goal, state, _, _ = annealed
    fresh = answers._state(state.answers.copy(), state.codes.copy())
    kernel.count_all(goal, fresh)
    for name in SUMS:
        assert (getattr(state, name) == getattr(fresh, name)).all(), name


def test_margins_stay_within_print_and_nobody_keeps_less_than_half(
    annealed: tuple[kernel.Goal, kernel.State, float, float],
) -> None:
    goal, state, _, _ = annealed
    assert ((goal.tally_low <= state.tally) & (state.tally <= goal.tally_high)).all()
    for scale in range(len(SCALES)):
        answered = scale_answers(goal, state, scale).notna().sum(axis=1)
        assert (answered >= goal.item_count[scale] / 2).all()


@pytest.mark.parametrize("scale", range(6), ids=SCALES)
def test_statistics_agree_with_other_programs(
    annealed: tuple[kernel.Goal, kernel.State, float, float], scale: int
) -> None:
    """With the values found elsewhere as the goal, nothing of the loss is left; a little beside them, something is."""
    goal, state, _, _ = annealed
    frame = scale_answers(goal, state, scale)
    score = frame.mean(axis=1)
    aside = goal.copy()
    aside.scale_mean[scale] = score.mean()
    aside.scale_sd[scale] = score.std()
    aside.scale_alpha[scale] = pg.cronbach_alpha(frame.dropna())[0]
    aside.least_complete[scale] = len(frame.dropna())
    aside.median_low[scale] = int((score.median() - 0.05) * kernel.UNIT)
    aside.median_high[scale] = int((score.median() + 0.05) * kernel.UNIT)
    kernel_state = answers._state(state.answers.copy(), state.codes.copy())
    kernel.count_all(aside, kernel_state)
    assert kernel.distribution_loss(aside, kernel_state, scale) == 0
    smallest = min(frame.corr().min(axis=None), frame.dropna().corr().min(axis=None))
    assert smallest < 0.05 or kernel.reliability_loss(aside, kernel_state, scale) == 0
    reached = kernel.reliability_loss(aside, kernel_state, scale)
    aside.scale_sd[scale] += 0.01
    aside.scale_alpha[scale] += 0.002
    assert kernel.distribution_loss(aside, kernel_state, scale) > 0.5
    assert kernel.reliability_loss(aside, kernel_state, scale) > reached


def test_t_agrees_with_scipy(annealed: tuple[kernel.Goal, kernel.State, float, float]) -> None:
    goal, state, _, _ = annealed
    for scale in range(5):
        score = scale_answers(goal, state, scale).mean(axis=1).to_numpy()
        level = state.codes[kernel.SATISFACTION, : len(score)]
        expected = stats.ttest_ind(score[level == 2], score[level == 0])
        t, df = kernel.t_statistic(state, scale, kernel.SATISFACTION, 0, 2)
        assert t == pytest.approx(expected.statistic, abs=1e-10)
        assert df == expected.df


@pytest.mark.parametrize("stars", [0, 1, 2])
def test_stars_cost_nothing_exactly_when_the_analysis_of_variance_agrees(
    annealed: tuple[kernel.Goal, kernel.State, float, float], stars: int
) -> None:
    goal, state, _, _ = annealed
    aside = goal.copy()
    aside.group_mean[:] = np.nan
    aside.stars[:] = stars
    for scale in range(6):
        score = scale_answers(goal, state, scale).mean(axis=1).to_numpy()
        for factor in (kernel.MODEL, kernel.PHASE):
            code = state.codes[factor, : len(score)]
            f = stats.f_oneway(*(score[code == category] for category in range(4)))
            df = sum((code == category).sum() for category in range(4)) - 4
            edges = stats.f.isf([0.05, 0.01], 3, df)
            if (np.abs(f.statistic / edges - 1) < 0.03).any():
                continue  # within the margin that the annealer keeps from the limits
            found = 2 if f.pvalue < 0.01 else 1 if f.pvalue < 0.05 else 0
            assert (kernel.group_loss(aside, state, scale, factor) == 0) == (found == stars)
