"""The studentized range against mpmath, printed tables, SciPy and, for two means, the t distribution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.statistics.studentized_range import ppf, sf


def test_agrees_with_mpmath(reference_data):
    reference = reference_data("studentized_range_mpmath")
    assert len(reference) == 72
    for row in reference.itertuples():
        assert float(1 - sf(row.q, int(row.k), row.df)) == pytest.approx(row.cdf, abs=1e-10)


@pytest.mark.parametrize(
    ("probability", "k", "df", "printed"),
    [
        # Harter's tables of the studentized range, as printed in textbooks on the analysis of variance
        (0.95, 2, 1, 17.97),
        (0.95, 3, 1, 26.98),
        (0.95, 20, 1, 59.56),
        (0.95, 5, 5, 5.67),
        (0.95, 3, 10, 3.88),
        (0.95, 4, 20, 3.96),
        (0.95, 6, 60, 4.16),
        (0.95, 20, 120, 5.13),
        (0.95, 10, np.inf, 4.47),
        (0.95, 20, np.inf, 5.01),
        (0.99, 20, 5, 11.93),
        (0.99, 3, 10, 5.27),
        (0.99, 10, 24, 5.92),
    ],
)
def test_quantiles_are_those_of_the_printed_table(probability, k, df, printed):
    assert float(ppf(probability, k, df)) == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize("df", [1.0, 1.5, 2.0, 3.7, 20.3, 200.0, 1e4, 1e6, 1e9])
def test_two_means_are_the_t_distribution(df):
    # The range of two means is |t|·√2: an independent check over the whole range of df, with relative precision.
    q = np.concatenate([np.geomspace(1e-3, 1e3, 60), [50.0]])
    expected = 2 * stats.t.sf(q / np.sqrt(2), df)
    computed = sf(q, 2, df)
    np.testing.assert_allclose(computed, expected, atol=1e-10)
    tail = expected > 1e-14
    np.testing.assert_allclose(computed[tail], expected[tail], rtol=1e-10)
    p = np.array([0.01, 0.5, 0.9, 0.95, 0.99, 0.9999])
    np.testing.assert_allclose(ppf(p, 2, df), np.sqrt(2) * stats.t.isf((1 - p) / 2, df), rtol=1e-9)


@pytest.mark.parametrize("k", [3, 4, 7, 12, 20])
@pytest.mark.parametrize("df", [1.5, 4.3, 16.04, 213.0, 99_000.0])
def test_agrees_with_scipy(k, df):
    for q in (0.7, 3.2, 6.5, 14.0, 50.0):
        expected = stats.studentized_range.sf(q, k, df)
        assert float(sf(q, k, df)) == pytest.approx(expected, abs=1e-9)


def test_scipy_takes_a_large_df_as_infinite_and_this_module_does_not():
    # Between df = 1e5 and infinity lies a difference in the sixth decimal, which SciPy drops.
    assert stats.studentized_range.sf(3.74, 11, 2e5) == stats.studentized_range.sf(3.74, 11, np.inf)
    assert float(sf(3.74, 11, np.inf)) == pytest.approx(stats.studentized_range.sf(3.74, 11, np.inf), abs=1e-9)
    just_below = stats.studentized_range.sf(3.74, 11, 99_999.0)
    assert float(sf(3.74, 11, 99_999.0)) == pytest.approx(just_below, abs=1e-9)
    assert float(sf(3.74, 11, 1e12)) == pytest.approx(float(sf(3.74, 11, np.inf)), abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(
    p=st.floats(0.001, 0.9999),
    k=st.integers(2, 30),
    df=st.floats(1.0, 1e7),
)
def test_quantile_and_tail_are_each_others_inverse(p, k, df):
    assert float(sf(ppf(p, k, df), k, df)) == pytest.approx(1 - p, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(k=st.integers(2, 20), df=st.floats(1.0, 1e6))
def test_tail_falls_from_one_and_more_means_reach_further(k, df):
    q = np.linspace(0, 60, 200)
    tail = sf(q, k, df)
    assert tail[0] == 1.0
    assert np.all(np.diff(tail) <= 1e-12)
    assert np.all(tail >= 0)
    assert np.all(sf(q, k + 1, df) >= tail - 1e-12)


def test_limits_missing_values_and_shapes():
    np.testing.assert_array_equal(sf([-1.0, 0.0, np.inf], 3, 5.0), [1.0, 1.0, 0.0])
    assert np.isnan(sf([np.nan, 2.0], 3, [5.0, np.nan])).all()
    assert np.isnan(ppf(0.95, 3, np.nan))
    assert float(sf(60.0, 3, np.inf)) == 0.0
    assert sf(np.ones((2, 1)), 3, np.array([4.0, 5.0, 6.0])).shape == (2, 3)
    assert sf([], 3, []).shape == (0,)


def test_many_values_at_once_are_the_single_values():
    rng = np.random.default_rng(3)
    q, df = rng.uniform(0, 8, 30_000), rng.uniform(2, 900, 30_000)
    together = sf(q, 4, df)
    for i in (0, 17, 29_999):
        assert together[i] == pytest.approx(float(sf(q[i], 4, df[i])), rel=1e-11)
