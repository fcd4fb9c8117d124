"""Correlations between items, Pearson's and polychoric, against psych, SciPy and the bivariate normal itself."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from analysis.errors import StatisticsError
from analysis.statistics import inter_item_correlations, polychoric
from analysis.statistics.polychoric import bivariate_normal, polychoric_correlations


@pytest.fixture
def lsat(reference_data):
    patterns = reference_data("lsat6")
    return patterns.loc[patterns.index.repeat(patterns["n"]), [f"Q{i}" for i in range(1, 6)]].reset_index(drop=True)


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    r, n = draw(st.floats(-0.8, 0.8)), 300
    x = rng.multivariate_normal([0, 0], [[1, r], [r, 1]], n)
    cuts = [np.quantile(x[:, i], np.linspace(0, 1, m + 1)[1:-1]) for i, m in enumerate((rows, columns))]
    codes = [np.searchsorted(c, x[:, i]) for i, c in enumerate(cuts)]
    return pd.DataFrame({"a": codes[0], "b": codes[1]}).astype(float)


def test_tetrachoric_correlations_are_as_in_psych(lsat):
    # R psych: tetrachoric(lsat6), two decimals; found again by maximising the likelihood with SciPy
    result = polychoric(lsat)
    published = [0.17, 0.23, 0.11, 0.07, 0.19, 0.11, 0.17, 0.19, 0.11, 0.20]
    assert result.r.to_numpy()[np.triu_indices(5, 1)] == pytest.approx(published, abs=0.0051)
    assert (result.n == 1000).all(axis=None)
    assert np.diag(result.r).tolist() == [1.0] * 5


@pytest.mark.parametrize("r", [-0.999, -0.7, -0.1, 0.3, 0.9, 0.99, 0.9999])
def test_bivariate_normal_is_the_integral(r):
    for h in (-3.0, -1.2, 0.0, 0.5, 2.1):
        for k in (-2.0, 0.0, 0.5, 0.6, 3.0):
            points = [float(np.clip(k / r, -9, h - 1e-6))]
            expected, _ = integrate.quad(
                lambda x, k=k: stats.norm.pdf(x) * stats.norm.cdf((k - r * x) / np.sqrt(1 - r * r)),
                -10,
                h,
                points=points,
            )
            own = bivariate_normal(np.array(h), np.array(k), np.array(r))
            assert float(own) == pytest.approx(expected, abs=1e-8)


def test_a_two_by_two_table_has_its_exact_correlation():
    # With both medians as thresholds the share in one corner is 1/4 + asin(r)/2π (Sheppard 1899).
    corner = round(4000 * (0.25 + np.arcsin(0.6) / (2 * np.pi)))
    table = np.array([[corner, 2000 - corner], [2000 - corner, corner]])
    assert polychoric_correlations(table[None])[0] == pytest.approx(
        np.sin(2 * np.pi * (corner / 4000 - 0.25)), abs=1e-9
    )


@pytest.mark.parametrize(
    ("table", "printed", "tolerance"),
    [
        # SAS, PROC FREQ with PLCORR: 0.2362 (UCLA's page on tetrachoric correlations in SAS)
        ([[73, 74], [18, 35]], 0.2362, 5e-5),
        # Olsson (1979), in the help of psych::polychoric: 0.49
        ([[13, 6, 0], [69, 113, 22], [41, 132, 104]], 0.49, 0.005),
        # Mplus, in the same help: .35
        ([[61661, 85], [1610, 20]], 0.35, 0.005),
    ],
)
def test_printed_correlations_of_one_table(table, printed, tolerance):
    assert polychoric_correlations(np.array([table], dtype=float))[0] == pytest.approx(printed, abs=tolerance)


@pytest.mark.parametrize(
    ("first", "second", "both", "expected"),
    [
        # Kirk (1973), in the help of psych::tetrachoric: two margins and the share in one corner
        (0.5, 0.5, 0.333333, 0.5),
        (0.5, 0.5, 0.1150267, -0.75),
        (0.5, 0.5, 0.397584, 0.8),
        (0.158655254, 0.158655254, 0.145003, 0.99),
    ],
)
def test_tables_of_kirk(first, second, both, expected):
    table = 1e8 * np.array([[both, first - both], [second - both, 1 - first - second + both]])
    assert polychoric_correlations(table[None])[0] == pytest.approx(expected, abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(tables())
def test_the_estimate_is_the_most_likely_one(frame):
    result = float(polychoric(frame).r.loc["a", "b"])
    table = pd.crosstab(frame["a"], frame["b"]).to_numpy()
    n = table.sum()
    h = stats.norm.ppf(np.clip(np.cumsum(table.sum(axis=1)) / n, 0, 1))[:-1]
    k = stats.norm.ppf(np.clip(np.cumsum(table.sum(axis=0)) / n, 0, 1))[:-1]

    def log_likelihood(r):
        area = np.zeros((len(h) + 2, len(k) + 2))
        area[1:-1, 1:-1] = [
            [stats.multivariate_normal.cdf([a, b], cov=[[1, r], [r, 1]], abseps=1e-12) for b in k] for a in h
        ]
        area[-1, 1:-1], area[1:-1, -1], area[-1, -1] = stats.norm.cdf(k), stats.norm.cdf(h), 1
        cells = np.diff(np.diff(area, axis=0), axis=1)
        return float((table * np.log(np.maximum(cells, 1e-300))).sum())

    assert abs(result) < 0.999
    here = log_likelihood(result)
    assert here >= log_likelihood(result + 0.002)
    assert here >= log_likelihood(result - 0.002)


@settings(max_examples=20, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_only_the_order_of_the_answers_counts(frame, random):
    expected = float(polychoric(frame).r.loc["a", "b"])
    shuffled = frame.iloc[random.sample(range(len(frame)), len(frame))]
    assert float(polychoric(shuffled[["b", "a"]]).r.loc["a", "b"]) == pytest.approx(expected, abs=1e-8)
    assert float(polychoric(frame**3 + 7).r.loc["a", "b"]) == pytest.approx(expected, abs=1e-8)
    turned = frame.assign(b=10 - frame["b"])
    assert float(polychoric(turned).r.loc["a", "b"]) == pytest.approx(-expected, abs=1e-8)


def test_pearson_correlations_are_those_of_pandas(reference_data):
    attitude = reference_data("attitude").astype(float).mask(np.arange(30)[:, None] == [[3, 5, 5, 5, 8, 9, 9]])
    result = inter_item_correlations(attitude)
    np.testing.assert_allclose(result.r, attitude.corr(), rtol=1e-10)
    answered = attitude.notna().astype(int)
    np.testing.assert_array_equal(result.n, answered.T @ answered)
    listwise = inter_item_correlations(attitude, missing="listwise")
    np.testing.assert_allclose(listwise.r, attitude.dropna().corr(), rtol=1e-10)
    assert (listwise.n == 26).all(axis=None)


def test_polychoric_pairs_count_who_answered_both(lsat):
    holed = lsat.astype(float)
    holed.loc[:9, "Q1"] = np.nan
    holed.loc[5:19, "Q2"] = np.nan
    result = inter_item_correlations(holed, "polychoric")
    assert result.n.loc["Q1", "Q2"] == 980
    assert result.n.loc["Q1", "Q1"] == 990
    alone = polychoric(holed[["Q1", "Q2"]].dropna()).r.loc["Q1", "Q2"]
    assert result.r.loc["Q1", "Q2"] == pytest.approx(alone, abs=1e-9)
    listwise = polychoric(holed, missing="listwise")
    assert (listwise.n == 980).all(axis=None)


def test_an_empty_corner_is_said():
    frame = pd.DataFrame({"a": [0] * 30 + [1] * 30, "b": [0] * 20 + [1] * 40})
    result = polychoric(frame)
    assert result.r.loc["a", "b"] > 0.999
    assert any("a en b" in str(note) for note in result.notes)


@pytest.mark.parametrize("method", ["pearson", "polychoric"])
def test_an_item_that_everyone_answers_alike_has_no_correlation(lsat, method):
    result = inter_item_correlations(lsat.assign(Q3=1), method)
    assert result.r["Q3"].isna().all()
    assert result.r.loc["Q1", "Q2"] == pytest.approx(inter_item_correlations(lsat, method).r.loc["Q1", "Q2"])


@pytest.mark.parametrize(
    ("frame", "method", "said"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "pearson", "twee items"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 2]}), "kendall", "polychoric"),
        (pd.DataFrame({"a": range(40), "b": [1, 2] * 20}), "polychoric", "40 verschillende"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [np.nan] * 3}), "polychoric", "Niemand"),
        (pd.DataFrame({"a": [1.0, 2, np.inf], "b": [1, 2, 2]}), "polychoric", "Kolom a, rij 3"),
    ],
)
def test_what_cannot_be_correlated_is_said(frame, method, said):
    with pytest.raises(StatisticsError, match=said):
        inter_item_correlations(frame, method)
