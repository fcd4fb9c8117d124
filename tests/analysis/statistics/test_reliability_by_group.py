"""A scale in each group is the scale of that group's rows."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import StatisticsError
from analysis.statistics import reliability, reliability_by_group


@pytest.fixture
def items(reference_data):
    return reference_data("attitude").astype(float)


def test_each_group_has_its_own_result(items):
    groups = pd.Series(["b", "a", None] * 10)
    found = reliability_by_group(items, groups)
    assert [(g.group, g.rows) for g in found] == [("a", 10), ("b", 10)]
    for g in found:
        assert g.reason is None
        assert g.result.alpha == reliability(items[groups == g.group]).alpha


def test_categories_keep_their_order_and_unused_ones_are_left_out(items):
    order = ["schotten", "ketens", "netwerk", "integraal"]
    groups = pd.Categorical(["integraal"] * 15 + ["ketens"] * 15, order)
    assert [g.group for g in reliability_by_group(items, groups)] == ["ketens", "integraal"]


def test_a_group_that_is_too_small_has_a_reason(items):
    found = reliability_by_group(items, [1] * 28 + [2] * 2)
    assert found[1].result is None
    assert "minstens 3" in str(found[1].reason)
    assert found[0].result.n == 28


def test_choices_are_passed_on(items):
    holed = items.mask(np.arange(30)[:, None] == [[3, 5, 5, 5, 8, 9, 9]])
    (all_rows,) = reliability_by_group(holed, ["x"] * 30, "pairwise", 0.9, minimum=1, maximum=100)
    expected = reliability(holed, "pairwise", 0.9, minimum=1, maximum=100)
    assert all_rows.result.interval == expected.interval
    pd.testing.assert_frame_equal(all_rows.result.items, expected.items)


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        (["a"] * 29, "even lang"),
        ([None] * 30, "Geen enkele rij"),
        (pd.Series(["a"] * 30, index=range(1, 31)), "index"),
        ("a", "één kolom"),
    ],
)
def test_groups_that_do_not_fit_are_refused(items, groups, said):
    with pytest.raises(StatisticsError, match=said):
        reliability_by_group(items, groups)


def test_impossible_choices_are_no_reason_of_a_group(items):
    with pytest.raises(StatisticsError, match="listwise"):
        reliability_by_group(items, ["a"] * 30, "drop")
    with pytest.raises(StatisticsError, match="tussen 0 en 1"):
        reliability_by_group(items, ["a"] * 30, confidence=95)
    with pytest.raises(StatisticsError, match="laagste"):
        reliability_by_group(items, ["a"] * 30, minimum=1)
