"""Descriptions and counts against pandas and SciPy, and degenerate columns."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import answer_counts, describe


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=2, max_size=40))
def test_description_is_that_of_pandas_and_scipy(numbers):
    values = pd.Series(numbers, dtype=float)
    answered = values.dropna()
    assume(len(answered) > 1 and answered.std() > max(1e-9 * answered.abs().max(), 1e-50))
    result = describe(values, confidence=0.9)
    assert (result.n, result.missing) == (len(answered), len(values) - len(answered))
    assert result.mean == pytest.approx(answered.mean(), rel=1e-9, abs=1e-9)
    assert result.median == answered.median()
    assert result.sd == pytest.approx(answered.std(), rel=1e-9)
    assert (result.minimum, result.maximum) == (answered.min(), answered.max())
    interval = stats.ttest_1samp(answered, 0).confidence_interval(0.9)
    assert [result.interval.low, result.interval.high] == pytest.approx(
        [interval.low, interval.high], rel=1e-7, abs=1e-6
    )


def test_description_of_students_sleep_data():
    # R t.test(extra) on the sleep data: mean 1.54, 95 percent interval 0.5955845 to 2.4844155
    values = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    result = describe(values)
    assert result.mean == pytest.approx(1.54)
    assert [result.interval.low, result.interval.high] == pytest.approx([0.5955845, 2.4844155], abs=5e-8)
    assert result.notes == ()


def test_one_answer_has_no_spread():
    result = describe(pd.Series([4, np.nan]))
    assert (result.n, result.missing, result.mean, result.sd, result.interval) == (1, 1, 4.0, None, None)
    assert "één antwoord" in str(result.notes[0])


@pytest.mark.parametrize("value", [3, 0.1, 10 / 3, 1e12])
def test_equal_answers_have_no_interval(value):
    result = describe([value] * 7)
    assert (result.sd, result.interval) == (0.0, None)
    assert result.mean == pytest.approx(value)
    assert "gelijk" in str(result.notes[0])


@pytest.mark.parametrize("values", [[], [np.nan, None], pd.Series([], dtype="Int64")])
def test_nothing_to_describe(values):
    with pytest.raises(StatisticsError, match="geen enkel antwoord"):
        describe(values)


@pytest.mark.parametrize(("values", "said"), [(["vier"], "geen getal"), ([1, -np.inf], "rij 2"), ("abc", "één kolom")])
def test_what_is_no_column_of_numbers(values, said):
    with pytest.raises(StatisticsError, match=said):
        describe(values)


def test_a_named_column_is_named_in_the_error():
    with pytest.raises(StatisticsError, match="Kolom rapportcijfer, rij 2"):
        describe(pd.Series([7, "acht"], name="rapportcijfer"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from([1, 2, 3, 4, 5, None]), min_size=3, max_size=3), min_size=0, max_size=25))
def test_counts_are_those_of_pandas(rows):
    items = pd.DataFrame(rows, columns=["b", "a", "c"], dtype=float)
    result = answer_counts(items, 1, 5)
    assert list(result.columns) == [1, 2, 3, 4, 5, "n"]
    assert list(result.index) == ["b", "a", "c"]
    for item in items:
        for answer in range(1, 6):
            assert result.loc[item, answer] == (items[item] == answer).sum()
        assert result.loc[item, "n"] == items[item].count()
    assert all(dtype == np.int64 for dtype in result.dtypes)


def test_answers_that_nobody_gave_are_counted_as_zero():
    result = answer_counts(pd.DataFrame({"x": [0, 0, 2]}), minimum=0.0, maximum=3.0)
    assert result.loc["x"].to_list() == [2, 0, 1, 0, 3]


@pytest.mark.parametrize("value", [0, 6, 2.5, np.inf])
def test_an_answer_outside_the_range_is_named(value):
    with pytest.raises(StatisticsError, match="Kolom q, rij 2"):
        answer_counts(pd.DataFrame({"p": [1, 2], "q": [1, value]}), 1, 5)


@pytest.mark.parametrize(("minimum", "maximum"), [(5, 1), (1, 1), (1.5, 5), (1, float("inf")), (float("nan"), 5)])
def test_a_range_must_be_a_range(minimum, maximum):
    with pytest.raises(StatisticsError, match="geheel getal"):
        answer_counts(pd.DataFrame({"p": [1]}), minimum, maximum)
