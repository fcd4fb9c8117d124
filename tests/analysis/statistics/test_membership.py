"""Items laid beside the scales they were put in, and what an item does to its scale."""

import numpy as np
import pandas as pd
import pingouin
import pytest

from analysis.errors import StatisticsError
from analysis.statistics import factor_analysis, item_advice, reliability, scale_membership


@pytest.fixture
def items():
    """Two traits of four items each."""
    rng = np.random.default_rng(4)
    traits = rng.normal(size=(400, 2))
    answers = np.repeat(traits, 4, axis=1) + 0.8 * rng.normal(size=(400, 8))
    return pd.DataFrame(answers, columns=[*"abcdefgh"])


def test_items_find_the_scale_they_were_made_for(items):
    scales = dict(zip("abcdefgh", ["een"] * 4 + ["twee"] * 4, strict=True))
    found = scale_membership(factor_analysis(items, 2), scales)
    assert found.fitting == 8
    assert len(set(found.factor_of.values())) == 2
    astray = scale_membership(factor_analysis(items, 2), {**scales, "d": "twee"})
    assert astray.fitting == 7
    assert astray.items.index[~astray.items["fits"]].tolist() == ["d"]
    assert astray.items.loc["d", "highest"] == astray.factor_of["een"]


def test_a_scale_without_a_factor_of_its_own(items):
    scales = dict(zip("abcdefgh", ["een"] * 4 + ["twee"] * 4, strict=True))
    found = scale_membership(factor_analysis(items, 1), scales)
    assert sorted(factor is None for factor in found.factor_of.values()) == [False, True]
    lost = next(scale for scale, factor in found.factor_of.items() if factor is None)
    rows = found.items[found.items["scale"] == lost]
    assert rows["own"].isna().all()
    assert not rows["fits"].any()


def test_an_item_without_a_scale(items):
    with pytest.raises(StatisticsError, match="geen schaal gegeven: h"):
        scale_membership(factor_analysis(items, 2), dict.fromkeys("abcdefg", "een"))


def test_a_reversed_item_is_advised_to_be_turned_round_with_the_alpha_that_follows(items):
    scale = items[[*"abcd"]].assign(d=-items["d"])
    (found,) = item_advice(reliability(scale))
    assert (found.item, found.advice) == ("d", "reverse")
    assert found.alpha_if_reversed == pytest.approx(pingouin.cronbach_alpha(items[[*"abcd"]])[0], rel=1e-10)
    assert found.alpha_if_dropped == pytest.approx(pingouin.cronbach_alpha(items[[*"abc"]])[0], rel=1e-10)


def test_an_item_of_another_scale_is_advised_to_be_left_out(items):
    (found,) = item_advice(reliability(items[[*"abce"]]))
    assert (found.item, found.advice) == ("e", "drop")
    assert found.alpha_if_dropped == pytest.approx(pingouin.cronbach_alpha(items[[*"abc"]])[0], rel=1e-10)


def test_items_that_belong_together_need_no_advice(items):
    assert item_advice(reliability(items[[*"abcd"]])) == ()
