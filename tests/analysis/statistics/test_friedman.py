"""Friedman's test against R, SciPy and pingouin."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import friedman


def test_rounding_times_are_as_in_r(reference_data):
    # R example of friedman.test(RoundingTimes): Friedman chi-squared = 11.143, df = 2, p-value = 0.003805
    result = friedman(reference_data("rounding_times"))
    assert result.chi2 == pytest.approx(11.143, abs=0.0005)
    assert (result.df, result.n, result.dropped) == (2, 22, 0)
    assert result.p == pytest.approx(0.003805, abs=5e-7)
    assert result.kendalls_w == pytest.approx(0.2532468, abs=5e-8)  # R: statistic / (22 · 2)


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 6), st.integers(4, 30), st.integers(0, 10_000))
def test_it_is_scipys_and_pingouins(k, n, seed):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(1, 6, (n, k)) + rng.integers(0, 2, k), dtype=float)
    result = friedman(frame)
    chi2, p = stats.friedmanchisquare(*frame.to_numpy().T)
    assert (result.chi2, result.p) == (pytest.approx(chi2, rel=1e-9), pytest.approx(p, rel=1e-7, abs=1e-12))
    theirs = pingouin.friedman(frame)
    assert result.kendalls_w == pytest.approx(float(theirs["W"].iloc[0]), abs=1e-6)
    assert 0 <= result.kendalls_w <= 1
    assert result.mean_ranks.sum() == pytest.approx(k * (k + 1) / 2)
    order = rng.permutation(k)
    assert friedman(frame[order].sample(frac=1, random_state=seed)).chi2 == pytest.approx(result.chi2, rel=1e-9)
    assert friedman(frame.rank(axis=1)).chi2 == pytest.approx(result.chi2, rel=1e-9)


def test_perfect_agreement_and_two_items():
    frame = pd.DataFrame({"laag": [1, 2, 1], "hoog": [3, 4, 2]})
    result = friedman(frame)
    assert (result.kendalls_w, result.chi2, result.df) == (pytest.approx(1.0), pytest.approx(3.0), 1)
    assert result.mean_ranks.to_dict() == {"laag": 1.0, "hoog": 2.0}


def test_only_complete_respondents_count():
    frame = pd.DataFrame({"a": [1, 2, 3, np.nan], "b": [2, 3, 1, 4], "c": [3, 4, 5, 5]})
    result = friedman(frame)
    assert (result.n, result.dropped) == (3, 1)
    assert result.chi2 == pytest.approx(friedman(frame.head(3)).chi2)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"a": [1, 2]}), "twee items"),
        (pd.DataFrame({"a": [1, np.nan], "b": [1, 2]}), "minstens 2"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2]}), "hetzelfde antwoord"),
        (pd.DataFrame({"a": ["x", "y"], "b": [1, 2]}), "geen getal"),
    ],
)
def test_what_cannot_be_tested_is_said(frame, said):
    with pytest.raises(StatisticsError, match=said):
        friedman(frame)
