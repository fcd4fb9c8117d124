"""pingouin's own results beside ours: it is really asked, and a difference is told."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.errors import StatisticsError
from analysis.statistics import compare_groups, reliability
from analysis.statistics.second_opinion import second_opinion_on_alpha, second_opinion_on_groups

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def weights() -> pd.DataFrame:
    return pd.read_csv(DATA / "plant_growth.csv")


def test_plant_growth_holds(weights: pd.DataFrame) -> None:
    found = compare_groups(weights["value"], weights["group"])
    opinion = second_opinion_on_groups(weights["value"], weights["group"], found)
    assert opinion.agrees
    assert opinion.n == 30
    theirs = {check.name: check.theirs for check in opinion.checks}
    # R: anova(lm(weight ~ group, PlantGrowth)): F = 4.846, p = 0.01591
    assert theirs["ANOVA: F"] == pytest.approx(4.846, abs=5e-4)
    assert theirs["ANOVA: p"] == pytest.approx(0.01591, abs=5e-6)
    assert len(opinion.checks) == 10 + 3 * 3


def test_order_of_groups_and_missing_answers_do_not_confuse_the_pairs(weights: pd.DataFrame) -> None:
    groups = pd.Categorical(weights["group"], categories=["trt2", "ctrl", "trt1"])
    values = weights["value"].where(np.arange(30) % 7 != 0)
    found = compare_groups(values, groups, order=["trt2", "trt1", "ctrl"])
    assert second_opinion_on_groups(values, groups, found).agrees


def test_a_wrong_number_is_noticed(weights: pd.DataFrame) -> None:
    found = compare_groups(weights["value"], weights["group"])
    wrong = replace(found, anova=replace(found.anova, f=found.anova.f * 1.0001))
    opinion = second_opinion_on_groups(weights["value"], weights["group"], wrong)
    assert not opinion.agrees
    assert [check.name for check in opinion.checks if not check.agrees] == ["ANOVA: F"]


def test_a_group_without_spread_leaves_out_what_needs_it() -> None:
    values, groups = [1.0, 2.0, 3.0, 5.0, 5.0, 5.0], list("aaabbb")
    found = compare_groups(values, groups)
    opinion = second_opinion_on_groups(values, groups, found)
    assert opinion.agrees
    assert not [check.name for check in opinion.checks if check.name.startswith(("Welch", "Games"))]


def test_other_answers_are_refused(weights: pd.DataFrame) -> None:
    found = compare_groups(weights["value"], weights["group"])
    with pytest.raises(StatisticsError, match="30"):
        second_opinion_on_groups(weights["value"][:20], weights["group"][:20], found)


def test_alpha_of_attitude() -> None:
    items = pd.read_csv(DATA / "attitude.csv")
    items.iloc[3, 2] = np.nan
    found = reliability(items)
    opinion = second_opinion_on_alpha(items, found.alpha, found.n)
    assert opinion.agrees
    assert opinion.n == 29
    assert not second_opinion_on_alpha(items, found.alpha + 1e-4, found.n).agrees
