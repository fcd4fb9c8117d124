"""Correlations against pingouin, SciPy and published examples, and what must hold for any columns."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import correlate, crosstab


@pytest.fixture(scope="module")
def answers():
    """Five columns of answers from 1 to 5 with a trait in common; every tenth is missing."""
    rng = np.random.default_rng(4)
    trait = rng.normal(size=(150, 1))
    frame = pd.DataFrame(np.clip(np.round(3 + trait + rng.normal(size=(150, 5))), 1, 5), columns=list("abcde"))
    return frame.mask(rng.random(frame.shape) < 0.1)


@pytest.mark.parametrize("method", ["pearson", "spearman"])
def test_each_pair_is_what_scipy_and_pandas_give(answers, method):
    found = correlate(answers, method)
    assert np.allclose(found.r, answers.corr(method), rtol=0, atol=1e-12)
    for first, second in (("a", "b"), ("c", "e")):
        pair = answers[[first, second]].dropna()
        theirs = {"pearson": stats.pearsonr, "spearman": stats.spearmanr}[method](pair[first], pair[second])
        assert found.p.loc[first, second] == pytest.approx(theirs.pvalue)
        assert found.n.loc[first, second] == len(pair)
        if method == "pearson":
            interval = theirs.confidence_interval(0.95)
            assert found.ci_low.loc[first, second] == pytest.approx(interval.low)
            assert found.ci_high.loc[first, second] == pytest.approx(interval.high)


def test_spearmans_interval_as_statpsych_prints_it() -> None:
    """R statpsych 1.7.0, `ci.spear` (Bonett & Wright 2000), example in its help: 0.8699639 [0.5840951, 0.9638297]."""
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    found = correlate(pd.DataFrame({"y": y, "x": x}), method="spearman")
    assert found.r.loc["y", "x"] == pytest.approx(0.8699639, abs=5e-8)
    assert found.ci_low.loc["y", "x"] == pytest.approx(0.5840951, abs=5e-8)
    assert found.ci_high.loc["y", "x"] == pytest.approx(0.9638297, abs=5e-8)


def test_the_interval_of_spearman_is_wider_by_bonett_and_wright(answers):
    """On Fisher's scale by √(1 + r²/2), at the same r and n (Bonett & Wright 2000, formula 5)."""
    found = correlate(answers, "spearman", confidence=0.9).pairs
    z = stats.norm.ppf(0.95) * np.sqrt((1 + found["r"] ** 2 / 2) / (found["n"] - 3))
    assert (np.arctanh(found["ci_high"]) - np.arctanh(found["r"])).to_numpy() == pytest.approx(z.to_numpy())
    assert (np.arctanh(found["r"]) - np.arctanh(found["ci_low"])).to_numpy() == pytest.approx(z.to_numpy())


@pytest.mark.parametrize("method", ["pearson", "spearman"])
@pytest.mark.parametrize("given_columns", [["e"], ["d", "e"]])
def test_partial_correlations_are_those_of_pingouin(answers, method, given_columns):
    found = correlate(answers, method, given=given_columns)
    complete = answers[["a", "b", *given_columns]].dropna()
    theirs = pingouin.partial_corr(complete, "a", "b", given_columns, method=method).iloc[0]
    assert found.r.loc["a", "b"] == pytest.approx(theirs["r"])
    assert found.p.loc["a", "b"] == pytest.approx(theirs["p_val"])
    assert found.n.loc["a", "b"] == len(complete)
    if method == "pearson":
        assert (found.ci_low.loc["a", "b"], found.ci_high.loc["a", "b"]) == pytest.approx(theirs["CI95"], abs=0.006)
    assert found.given == tuple(given_columns)
    assert not set(given_columns) & set(found.r.columns)


def test_a_correlation_through_a_third_vanishes_when_the_third_is_held():
    rng = np.random.default_rng(2)
    third = rng.normal(size=4000)
    frame = pd.DataFrame({"x": third + rng.normal(size=4000), "y": third + rng.normal(size=4000), "third": third})
    assert correlate(frame).r.loc["x", "y"] == pytest.approx(0.5, abs=0.05)
    assert abs(correlate(frame, given="third").r.loc["x", "y"]) < 0.06


def test_polychoric_is_the_tetrachoric_of_a_table_whose_answer_is_known():
    """Halved margins: tetrachoric r = sin(π/2·(4p − 1)), p the share of both high (Sheppard 1899); here p = 3/8."""
    frame = pd.DataFrame({"x": [0] * 400 + [1] * 400, "y": [0] * 300 + [1] * 100 + [0] * 100 + [1] * 300})
    found = correlate(frame, "polychoric")
    assert found.r.loc["x", "y"] == pytest.approx(np.sin(np.pi / 4), abs=1e-6)
    # With halved margins its asymptotic standard error is known too (Pearson 1913, Biometrika 9).
    half = np.arctanh(found.ci_high.loc["x", "y"]) - np.arctanh(found.r.loc["x", "y"])
    r = found.r.loc["x", "y"]
    error = half / stats.norm.ppf(0.975) * (1 - r**2)
    known = 2 * np.pi * np.sqrt((1 - r**2) * (1 / 16 - (np.arcsin(r) / (2 * np.pi)) ** 2) / 800)
    assert error == pytest.approx(known, rel=1e-6)


def test_the_interval_of_polychoric_holds_what_it_promises():
    rng = np.random.default_rng(12)
    held = 0
    for _ in range(200):
        x, y = rng.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 200).T
        frame = pd.DataFrame({"x": np.digitize(x, [-1, 0, 0.8]), "y": np.digitize(y, [-0.5, 0.5])})
        pair = correlate(frame, "polychoric").pairs.iloc[0]
        held += pair["ci_low"] <= 0.5 <= pair["ci_high"]
    assert abs(held / 200 - 0.95) < 0.05  # over three standard errors


def test_holm_over_the_pairs(answers):
    found = correlate(answers[["a", "b", "c"]]).pairs
    _, theirs = pingouin.multicomp(found["p"].to_numpy(), method="holm")
    assert found["p_holm"].to_numpy() == pytest.approx(theirs)


def test_kendall_is_scipys_and_that_of_the_cross_table(answers):
    found = correlate(answers, "kendall", confidence=0.9)
    for first, second in (("a", "b"), ("c", "e")):
        pair = answers[[first, second]].dropna()
        theirs = stats.kendalltau(pair[first], pair[second], method="asymptotic")
        assert found.r.loc[first, second] == pytest.approx(theirs.statistic, abs=1e-12)
        assert found.p.loc[first, second] == pytest.approx(theirs.pvalue, rel=1e-9)
        assert found.n.loc[first, second] == len(pair)
        table = crosstab(pair[first], pair[second], confidence=0.9, random=False).kendall_tau_b
        limits = found.ci_low.loc[first, second], found.ci_high.loc[first, second]
        assert limits == (pytest.approx(table.interval.low), pytest.approx(table.interval.high))
    assert np.diag(found.r).tolist() == [1.0] * 5
    holm = pingouin.multicomp(found.pairs["p"].to_numpy(), method="holm")[1]
    assert found.pairs["p_holm"].to_numpy() == pytest.approx(holm)


def test_kendall_of_scale_scores_and_of_a_perfect_order():
    """No two values alike: every pair of respondents counts, and a perfect order is its own interval."""
    rng = np.random.default_rng(6)
    x = rng.normal(size=200)
    frame = pd.DataFrame({"x": x, "y": x + rng.normal(size=200), "up": np.exp(x)})
    found = correlate(frame, "kendall")
    assert found.r.loc["x", "y"] == pytest.approx(stats.kendalltau(frame["x"], frame["y"]).statistic)
    assert found.r.loc["x", "up"] == found.ci_low.loc["x", "up"] == found.ci_high.loc["x", "up"] == 1
    many = pd.DataFrame({"x": np.arange(3000), "y": np.arange(3000)[::-1]})
    with pytest.raises(StatisticsError, match="te veel rekenwerk"):
        correlate(many, "kendall")


@given(st.integers(0, 10_000), st.sampled_from(["pearson", "spearman", "kendall", "polychoric"]))
@settings(max_examples=25, deadline=None)
def test_symmetric_bounded_and_the_same_for_turned_answers(seed, method):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(1, 5, (40, 3)).astype(float), columns=list("abc")).mask(rng.random((40, 3)) < 0.2)
    found = correlate(frame, method)
    for matrix in (found.r, found.n, found.ci_low, found.ci_high):
        assert np.array_equal(matrix, matrix.T, equal_nan=True)
    pairs = found.pairs.dropna()
    assert (pairs["ci_low"] <= pairs["r"]).all()
    assert (pairs["r"] <= pairs["ci_high"]).all()
    turned = correlate(frame.assign(a=10 - 2 * frame["a"]), method)
    assert turned.r.loc["a", "b"] == pytest.approx(-found.r.loc["a", "b"], abs=1e-6, nan_ok=True)
    assert turned.r.loc["b", "c"] == pytest.approx(found.r.loc["b", "c"], abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_what_is_not_computable_is_told(method):
    nan = np.nan
    frame = pd.DataFrame(
        {
            "a": [1, 2, 3, 4, nan, nan, nan],
            "b": [2, 1, 4, 4, nan, nan, nan],
            "c": [nan, nan, 1, 2, 3, 4, 5],
            "constant": [0.1 + 0.2] * 7,
            "empty": [nan] * 7,
            "d": [nan, 5, 4, 6, nan, nan, nan],
        }
    )
    found = correlate(frame, method)
    assert np.isnan(found.r.loc["a", "c"])
    assert np.isnan(found.ci_low.loc["a", "d"])
    assert not np.isnan(found.r.loc["a", "d"])
    said = " ".join(str(note) for note in found.notes)
    for part in ("constant, empty", "a × c", "a × d"):
        assert part in said
    missing = found.r.isna() | found.ci_low.isna()
    for first, second in zip(*np.nonzero(missing.to_numpy()), strict=True):
        assert any(str(found.r.columns[position]) in said for position in (first, second))


def test_a_perfect_correlation():
    found = correlate(pd.DataFrame({"a": [1, 2, 3, 5, 8], "b": [2, 4, 6, 10, 16]}))
    assert found.pairs.loc[0, ["r", "ci_low", "ci_high", "p"]].tolist() == [1, 1, 1, 0]


def test_large_means_lose_no_digits(answers):
    """A year or an amount: 1e9 added to every answer changes nothing."""
    shifted = correlate(answers + 1e9)
    assert np.allclose(shifted.r, correlate(answers).r, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("frame", "settings", "says"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), {}, "minstens twee kolommen"),
        (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), {}, "geen getal"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2]}), {"method": "goodman"}, "Onbekende soort"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2], "c": [1, 2]}), {"given": "z"}, "niet in de tabel"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2], "c": [1, 1]}), {"given": "c"}, "geen spreiding"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2], "c": [1, 2]}), {"given": "c", "method": "polychoric"}, "partiële"),
        (pd.DataFrame({"a": [1, 2], "b": [1, 2], "c": [1, 2]}), {"given": "c", "method": "kendall"}, "partiële"),
        (pd.DataFrame({"a": range(30), "b": range(30)}), {"method": "polychoric"}, "30 verschillende"),
        (pd.DataFrame({"a": [1, 2], "b": [1, np.inf]}), {}, "oneindig"),
    ],
)
def test_what_cannot_be_asked(frame, settings, says):
    with pytest.raises(StatisticsError, match=says):
        correlate(frame, **settings)
