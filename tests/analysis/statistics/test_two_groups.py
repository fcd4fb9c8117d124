"""Two groups and paired answers: against R's own examples and SciPy."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import compare_paired, compare_two

# R ?t.test: Student's sleep data
DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def two(first, second):
    return compare_two([*first, *second], ["a"] * len(first) + ["b"] * len(second))


def test_students_sleep():
    found = two(DRUG_1, DRUG_2)
    assert (round(found.student.t, 4), round(found.student.p, 5)) == (-1.8608, 0.07919)
    assert (round(found.welch.t, 4), round(found.welch.df, 3), round(found.welch.p, 5)) == (-1.8608, 17.776, 0.07939)
    assert [found.welch.interval.low, found.welch.interval.high] == pytest.approx([-3.3654832, 0.2054832], abs=5e-7)


def test_students_sleep_paired():
    # R: t.test(extra ~ group, paired): t = -4.0621, df = 9, p = 0.002833, -2.4598858 to -0.7001142
    found = compare_paired(DRUG_1, DRUG_2)
    assert (round(found.t.t, 4), found.t.df, round(found.t.p, 6)) == (-4.0621, 9, 0.002833)
    assert [found.t.interval.low, found.t.interval.high] == pytest.approx([-2.4598858, -0.7001142], abs=5e-7)
    assert found.correlation == pytest.approx(stats.pearsonr(DRUG_1, DRUG_2).statistic)
    assert found.wilcoxon_n == 9  # one patient slept equally long


def test_wilcoxon_of_the_depression_scale():
    # R ?wilcox.test (Hollander & Wolfe 1973): V = 40, p = 0.01953 one-sided
    x = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    found = compare_paired(x, y)
    assert found.wilcoxon_w == 40
    assert found.wilcoxon_p == pytest.approx(2 * 0.01953, abs=1e-5)
    assert found.rank_biserial == pytest.approx((40 - 5) / 45)


def test_mann_whitney_of_the_permeability():
    # R ?wilcox.test (Hollander & Wolfe 1973): W = 35, p = 0.1272 one-sided
    x = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    found = two(x, [1.15, 0.88, 0.90, 0.74, 1.21]).mann_whitney
    assert found.u == 35
    assert found.exact
    assert found.p == pytest.approx(2 * 0.1272, abs=1e-4)


def test_superiority_and_its_interval_are_brunner_and_munzels():
    # Brunner & Munzel (2000), pain scores; R brunnermunzel.test: estimate 0.788961, 0.5952169 to 0.9827052 for P(x < y)
    x, y = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
    found = two(y, x).mann_whitney
    assert found.superiority.value == pytest.approx(0.788961, abs=5e-7)
    interval = found.superiority.interval
    assert [interval.low, interval.high] == pytest.approx([0.5952169, 0.9827052], abs=5e-7)
    assert not found.exact
    assert found.p == pytest.approx(stats.mannwhitneyu(y, x).pvalue)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(3, 15), st.integers(3, 15), st.sampled_from([0, 2]))
def test_everything_is_scipys(seed, na, nb, decimals):
    rng = np.random.default_rng(seed)
    a, b = np.round(rng.normal(3, 1, na), decimals), np.round(rng.normal(3.5, 1.4, nb), decimals)
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        return
    found = two(a, b)
    for ours, equal in ((found.student, True), (found.welch, False)):
        expected = stats.ttest_ind(a, b, equal_var=equal)
        assert [ours.t, ours.p, ours.df] == pytest.approx([expected.statistic, expected.pvalue, expected.df])
    g = pingouin.compute_effsize(a, b, eftype="hedges")
    assert found.hedges_g.value == pytest.approx(g)
    interval = found.hedges_g.interval
    expected = pingouin.compute_esci(stat=g, nx=na, ny=nb, eftype="hedges", decimals=9)
    assert [interval.low, interval.high] == pytest.approx(list(expected), abs=1e-8)
    back = two(b, a)
    if found.mann_whitney.superiority is None:  # every answer of one group above every one of the other
        assert back.mann_whitney.superiority is None
        return
    assert back.mann_whitney.superiority.value == pytest.approx(1 - found.mann_whitney.superiority.value)


def test_rows_with_one_answer_are_left_out():
    found = compare_paired(pd.Series([1, 2, np.nan, 4, 3]), pd.Series([2, 2, 3, np.nan, 5]))
    assert (found.n, found.excluded) == (3, 2)
    assert found.means == (2.0, 3.0)


@pytest.mark.parametrize(
    "case",
    [
        lambda: compare_two([1, 2, 3], ["a", "b", "c"]),
        lambda: compare_two([1, 2, 3], ["a", "b", "b"]),
        lambda: compare_two([1, 1, 3, 3], ["a", "a", "b", "b"]),
        lambda: compare_paired([1, 2], [1, 2, 3]),
        lambda: compare_paired(pd.Series([1, 2]), pd.Series([1, 2], index=[5, 6])),
        lambda: compare_paired([1, 2, 3], [2, 3, 4]),
        lambda: compare_paired([1, np.nan], [2, 3]),
    ],
)
def test_what_cannot_be_compared_is_refused(case):
    with pytest.raises(StatisticsError):
        case()
