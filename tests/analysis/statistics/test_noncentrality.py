"""The interval for the noncentrality parameter against Steiger's example and SciPy's noncentral F."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.statistics.noncentrality import noncentrality_interval
from analysis.statistics.results import FTest


def f_test(f, df_between, df_within):
    return FTest(f, df_between, df_within, float(stats.f.sf(f, df_between, df_within)))


def test_steigers_own_example():
    # Steiger (2004), Beyond the F test, example 3 (p. 169): F = 5 with 3 and 76 degrees of freedom.
    interval = noncentrality_interval(f_test(5.0, 3.0, 76.0), 0.95)
    assert interval.low == pytest.approx(1.8666, abs=5e-5)
    assert interval.high == pytest.approx(32.563, abs=5e-4)
    assert interval.confidence == 0.95


@settings(max_examples=60, deadline=None)
@given(
    f=st.floats(0.01, 50),
    df_between=st.integers(1, 12),
    df_within=st.integers(1, 400),
    confidence=st.sampled_from([0.5, 0.9, 0.95, 0.99]),
)
def test_limits_have_the_stated_probabilities(f, df_between, df_within, confidence):
    interval = noncentrality_interval(f_test(f, df_between, df_within), confidence)
    tail = (1 - confidence) / 2
    central = stats.f.cdf(f, df_between, df_within)
    assert 0 <= interval.low <= interval.high
    for limit, probability in ((interval.low, 1 - tail), (interval.high, tail)):
        if limit == 0:
            assert central <= probability + 1e-9
        else:
            assert stats.ncf.cdf(f, df_between, df_within, limit) == pytest.approx(probability, abs=1e-8)


@pytest.mark.parametrize(("f", "df_within"), [(1e6, 10.0), (3e5, 1e6), (1e12, 4.0), (1e60, 1.0)])
def test_very_large_f_stays_finite_and_ordered(f, df_within):
    interval = noncentrality_interval(f_test(f, 3.0, df_within), 0.95)
    assert 0 < interval.low < interval.high < float("inf")
    if f > 1e10:  # λ/F then follows a chi-square with the df within
        low, high = (stats.chi2.ppf(p, df_within) / df_within * f * 3 for p in (0.025, 0.975))
        assert interval.low == pytest.approx(low, rel=1e-4)
        assert interval.high == pytest.approx(high, rel=1e-4)


def test_no_effect_at_all_gives_an_interval_of_zero():
    interval = noncentrality_interval(f_test(0.0, 3.0, 200.0), 0.95)
    assert (interval.low, interval.high) == (0.0, 0.0)
