"""Factor analysis, parallel analysis and the one-factor model against R psych, factanal and lavaan.

The numbers of R quoted here were found again with statsmodels (maximum likelihood, quartimin) and SciPy (minres); those
of JASP stand in `test_printed_scales`.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.multivariate.factor import Factor
from statsmodels.multivariate.factor_rotation import rotate_factors

from analysis.errors import StatisticsError
from analysis.statistics import factor_analysis, one_factor_fit, parallel_analysis

#: R datasets::ability.cov: covariances of six tests (general, picture, blocks, maze, reading, vocab), n = 112.
ABILITY = np.array(
    [
        [24.641, 5.991, 33.520, 6.023, 20.755, 29.701],
        [5.991, 6.700, 18.137, 1.782, 4.936, 7.204],
        [33.520, 18.137, 149.831, 19.424, 31.430, 50.753],
        [6.023, 1.782, 19.424, 12.711, 4.757, 9.075],
        [20.755, 4.936, 31.430, 4.757, 52.604, 66.762],
        [29.701, 7.204, 50.753, 9.075, 66.762, 135.292],
    ]
)


@pytest.fixture
def ability(with_moments):
    return with_moments(ABILITY, 112)


@pytest.fixture
def thurstone(reference_data, with_moments):
    correlations = reference_data("thurstone_correlations")
    return with_moments(correlations.to_numpy(), 213).set_axis(list(correlations), axis=1)


@pytest.fixture
def pupils(reference_data):
    return reference_data("holzinger_swineford")


def one_trait(n=60, k=5, loading=0.7, seed=0):
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=(n, 1))
    return pd.DataFrame(loading * trait + np.sqrt(1 - loading**2) * rng.normal(size=(n, k))).add_prefix("item_")


# Reference values: exploratory


def test_one_factor_is_as_in_factanal(ability):
    # R: factanal(factors = 1, covmat = ability.cov)
    result = factor_analysis(ability, 1, extraction="ml")
    assert result.uniquenesses.to_list() == pytest.approx([0.535, 0.853, 0.748, 0.910, 0.232, 0.280], abs=0.0005)
    assert result.loadings["F1"].to_list() == pytest.approx([0.682, 0.384, 0.502, 0.300, 0.877, 0.849], abs=0.0005)
    assert (result.chi2, result.df) == (pytest.approx(75.18, abs=0.005), 9)
    assert result.p == pytest.approx(1.46e-12, rel=0.005)


def test_two_factors_with_varimax_are_as_in_factanal(ability):
    # R: factanal(factors = 2, covmat = ability.cov); R's varimax stops a little before the maximum (eps = 1e-5)
    result = factor_analysis(ability, 2, "varimax", extraction="ml")
    assert result.uniquenesses.to_list() == pytest.approx([0.455, 0.589, 0.218, 0.769, 0.052, 0.334], abs=0.0005)
    reading, blocks = [0.499, 0.156, 0.206, 0.109, 0.956, 0.785], [0.543, 0.622, 0.860, 0.468, 0.182, 0.225]
    by_reading = result.loadings.T.sort_values(4, ascending=False).to_numpy()
    assert by_reading == pytest.approx(np.array([reading, blocks]), abs=0.003)
    assert result.chi2 == pytest.approx(6.11, abs=0.005)
    assert (result.df, result.p) == (4, pytest.approx(0.191, abs=0.0005))
    assert result.variance["cumulative"].iloc[-1] == pytest.approx(0.597, abs=0.0006)


def test_three_oblique_factors_are_as_in_psych(thurstone):
    # R psych: fa(Thurstone, 3, n.obs = 213, rotate = "oblimin") as printed in its manual
    result = factor_analysis(thurstone, 3)
    published = [
        [0.90, -0.03, 0.04],
        [0.89, 0.06, -0.03],
        [0.84, 0.03, 0.00],
        [0.00, 0.85, 0.00],
        [-0.02, 0.75, 0.10],
        [0.18, 0.63, -0.08],
        [0.03, -0.01, 0.84],
        [0.38, -0.05, 0.46],
        [-0.06, 0.21, 0.63],
    ]
    assert result.loadings.to_numpy() == pytest.approx(np.array(published), abs=0.0061)
    assert result.factor_correlations.to_numpy()[np.triu_indices(3, 1)] == pytest.approx([0.59, 0.53, 0.52], abs=0.011)
    assert result.chi2 == pytest.approx(2.98, abs=0.005)
    assert (result.df, result.rmsea.value, result.cfi) == (12, 0.0, 1.0)
    assert result.tli == pytest.approx(1.026, abs=0.0005)


def test_adequacy_is_as_in_psych(thurstone):
    # R psych: KMO(Thurstone)
    result = factor_analysis(thurstone, 3)
    assert result.kmo == pytest.approx(0.88, abs=0.005)
    published = [0.86, 0.86, 0.90, 0.86, 0.88, 0.92, 0.85, 0.93, 0.87]
    assert result.kmo_items.to_list() == pytest.approx(published, abs=0.005)


def test_bartlett_is_the_likelihood_ratio_of_no_correlation(pupils):
    result = factor_analysis(pupils, 3)
    # R psych: cortest.bartlett(HolzingerSwineford1939[, 7:15]) gives chisq 904.097, df 36
    assert (result.bartlett.chi2, result.bartlett.df) == (pytest.approx(904.097, abs=0.001), 36)
    assert result.bartlett.p == pytest.approx(stats.chi2.sf(result.bartlett.chi2, 36), rel=1e-9)


def test_three_factors_of_the_pupils_fit_as_in_lavaan(pupils):
    # R lavaan: efa(data, nfactors = 3): chisq 22.897, df 12, on n times the discrepancy instead of Bartlett's factor
    result = factor_analysis(pupils, 3, extraction="ml")
    assert result.df == 12
    assert result.chi2 / (300 - 23 / 6 - 2) * 301 == pytest.approx(22.897, abs=0.001)


@pytest.mark.parametrize("factors", [1, 2, 3])
def test_extraction_is_that_of_statsmodels(pupils, factors):
    result = factor_analysis(pupils, factors, "none", extraction="ml")
    theirs = Factor(pupils, factors, method="ml").fit()
    implied = result.loadings.to_numpy() @ result.loadings.to_numpy().T
    assert implied == pytest.approx(theirs.loadings @ theirs.loadings.T, abs=2e-4)


@pytest.mark.parametrize("extraction", ["minres", "ml"])
def test_oblique_rotation_is_that_of_statsmodels(pupils, extraction):
    plain = factor_analysis(pupils, 3, "none", extraction=extraction).loadings.to_numpy()
    pattern, transformation = rotate_factors(plain, "quartimin")
    correlations = transformation.T @ transformation
    order = np.argsort(-np.diag(correlations @ pattern.T @ pattern))
    signs = np.where(pattern[:, order].sum(axis=0) < 0, -1.0, 1.0)
    result = factor_analysis(pupils, 3, extraction=extraction)
    assert result.loadings.to_numpy() == pytest.approx(pattern[:, order] * signs, abs=2e-4)
    theirs = correlations[np.ix_(order, order)] * np.outer(signs, signs)
    assert result.factor_correlations.to_numpy() == pytest.approx(theirs, abs=2e-4)


def test_minres_has_no_smaller_residuals_nearby(pupils):
    correlation = pupils.corr().to_numpy()
    off = ~np.eye(9, dtype=bool)
    loadings = factor_analysis(pupils, 2, "none").loadings.to_numpy()

    def residual(tried):
        return float(((correlation - tried @ tried.T)[off] ** 2).sum())

    rng = np.random.default_rng(0)
    least = residual(loadings)
    assert all(residual(loadings + 1e-3 * rng.normal(size=loadings.shape)) > least for _ in range(50))


def test_rotation_keeps_what_the_factors_explain(pupils):
    plain, oblique = factor_analysis(pupils, 3, "none"), factor_analysis(pupils, 3)
    before = plain.loadings.to_numpy() @ plain.loadings.to_numpy().T
    pattern = oblique.loadings.to_numpy()
    assert pattern @ oblique.factor_correlations.to_numpy() @ pattern.T == pytest.approx(before, abs=1e-8)
    assert oblique.variance["ss_loadings"].sum() == pytest.approx(plain.variance["ss_loadings"].sum())
    assert oblique.communalities.to_list() == pytest.approx(np.diag(before).tolist(), abs=1e-5)


# Parallel analysis


def test_number_of_factors_of_the_pupils(pupils):
    # Three abilities by design; the published number with this data set.
    result = parallel_analysis(pupils, seed=1)
    assert result.suggested == 3
    assert result.n == 301
    expected = np.sort(np.linalg.eigvalsh(pupils.corr()))[::-1]
    assert result.eigenvalues["observed"].to_list() == pytest.approx(expected.tolist())
    chosen = factor_analysis(pupils)
    assert (chosen.factors, chosen.parallel.suggested) == (3, 3)


def test_random_eigenvalues_are_those_of_random_answers():
    rng = np.random.default_rng(3)
    drawn = np.stack([np.linalg.eigvalsh(np.corrcoef(rng.normal(size=(40, 6)).T))[::-1] for _ in range(4000)])
    result = parallel_analysis(one_trait(40, 6), simulations=4000)
    assert result.eigenvalues["random_mean"].to_list() == pytest.approx(drawn.mean(axis=0).tolist(), abs=0.01)
    high = np.percentile(drawn, 95, axis=0)
    assert result.eigenvalues["random_high"].to_list() == pytest.approx(high.tolist(), abs=0.03)


def test_a_seed_gives_one_answer_and_unrelated_items_no_factor():
    noise = one_trait(200, 6, loading=0.0, seed=7)
    first, second = parallel_analysis(noise, seed=9), parallel_analysis(noise, seed=9)
    pd.testing.assert_frame_equal(first.eigenvalues, second.eigenvalues)
    assert first.suggested == 0
    chosen = factor_analysis(noise)
    assert chosen.factors == 1
    assert any("geen enkele factor" in str(note) for note in chosen.notes)


# The one-factor model


def test_one_factor_fit_is_as_in_lavaan(pupils):
    # R lavaan: cfa('f =~ x1 + … + x9', HolzingerSwineford1939): chisq 312.264 (27), CFI .677, TLI .569,
    # RMSEA .187 [.169, .206], SRMR .143
    fit = one_factor_fit(pupils)
    assert fit.bartlett.chi2 == pytest.approx(904.097, abs=0.001)  # R psych: cortest.bartlett, as above
    assert (fit.chi2, fit.df, fit.n) == (pytest.approx(312.264, abs=0.0005), 27, 301)
    assert (fit.cfi, fit.tli) == (pytest.approx(0.677, abs=0.0005), pytest.approx(0.569, abs=0.0005))
    assert fit.rmsea.value == pytest.approx(0.187, abs=0.0005)
    assert (fit.rmsea.interval.low, fit.rmsea.interval.high) == pytest.approx((0.169, 0.206), abs=0.0005)
    assert fit.srmr == pytest.approx(0.143, abs=0.0005)
    assert fit.p == pytest.approx(stats.chi2.sf(312.2641593572823, 27), rel=1e-6)
    ends = [stats.ncx2.cdf(fit.chi2, 27, limit**2 * 27 * 301) for limit in (fit.rmsea.interval.low, 0.2063060056)]
    assert ends == pytest.approx([0.95, 0.05], abs=1e-6)


def test_loadings_and_standard_errors_are_those_of_a_numerical_likelihood(pupils):
    fit = one_factor_fit(pupils[["x4", "x5", "x6", "x1"]])
    sample = np.cov(pupils[["x4", "x5", "x6", "x1"]].T, bias=True)

    def minus_log_likelihood(parameters):
        implied = np.outer(parameters[:4], parameters[:4]) + np.diag(parameters[4:])
        return 301 / 2 * (np.linalg.slogdet(implied)[1] + np.trace(np.linalg.solve(implied, sample)))

    at = np.concatenate([fit.loadings["loading"], fit.loadings["residual_variance"]])
    steps = np.eye(8) * 1e-3

    def second(i, j):
        a, b = steps[i], steps[j]
        corners = [minus_log_likelihood(at + s) for s in (a + b, a - b, b - a, -a - b)]
        return (corners[0] - corners[1] - corners[2] + corners[3]) / 4e-6

    slope = [(minus_log_likelihood(at + s) - minus_log_likelihood(at - s)) / 2e-3 for s in steps]
    assert slope == pytest.approx([0.0] * 8, abs=0.01)
    hessian = np.array([[second(i, j) for j in range(8)] for i in range(8)])
    # observed instead of expected information, so nearly alike
    assert fit.loadings["se"].to_list() == pytest.approx(
        np.sqrt(np.diag(np.linalg.inv(hessian)))[:4].tolist(), rel=0.02
    )


def test_three_items_fit_by_themselves(pupils):
    fit = one_factor_fit(pupils[["x4", "x5", "x6"]])
    assert (fit.df, fit.chi2, fit.p, fit.cfi, fit.tli, fit.rmsea) == (0, None, None, None, None, None)
    assert fit.srmr == pytest.approx(0, abs=1e-7)
    r = pupils[["x4", "x5", "x6"]].corr().to_numpy()
    exact = [np.sqrt(r[0, 1] * r[0, 2] / r[1, 2]), np.sqrt(r[0, 1] * r[1, 2] / r[0, 2])]
    assert fit.loadings["standardised"].iloc[:2].to_list() == pytest.approx(exact, rel=1e-7)
    assert any("niets te toetsen" in str(note) for note in fit.notes)


# What holds for any items


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_shift_and_unit_change_nothing(seed, random):
    items = one_trait(80, 6, 0.7, seed)
    columns, rows = random.sample(list(items), 6), random.sample(range(80), 80)
    other = items.iloc[rows][columns] * 3 + 100
    first, second = one_factor_fit(items), one_factor_fit(other)
    assert second.chi2 == pytest.approx(first.chi2, rel=1e-6, abs=1e-6)
    assert second.loadings["standardised"][list(items)].to_list() == pytest.approx(
        first.loadings["standardised"].to_list(), abs=1e-5
    )
    assert second.loadings["loading"][list(items)].to_list() == pytest.approx(
        (3 * first.loadings["loading"]).to_list(), abs=1e-4
    )
    one, two = factor_analysis(items, 1), factor_analysis(other, 1)
    assert two.kmo == pytest.approx(one.kmo, rel=1e-9)
    assert two.bartlett.chi2 == pytest.approx(one.bartlett.chi2, rel=1e-9)
    assert two.loadings["F1"][list(items)].to_list() == pytest.approx(one.loadings["F1"].to_list(), abs=1e-4)


def test_factors_of_polychoric_correlations_are_as_in_psych(reference_data):
    # R 4.2.2, psych 2.2.9: fa(items, 1, cor = "poly", correct = 0) and KMO on the five items of asrm.csv
    found = factor_analysis(reference_data("asrm"), 1, basis="polychoric")
    assert found.basis == "polychoric"
    assert found.loadings["F1"].to_list() == pytest.approx([0.814329, 0.798198, 0.527750, 0.618896, 0.744945], abs=5e-5)
    assert (found.chi2, found.df) == pytest.approx((20.00757, 5), abs=0.01)
    assert found.kmo == pytest.approx(0.7315453, abs=5e-5)
    assert found.bartlett.chi2 == pytest.approx(
        154.4373, abs=0.02
    )  # cortest.bartlett of polychoric(items, correct = 0)
    # the suggestion is that of the answers as numbers
    assert factor_analysis(reference_data("asrm"), basis="polychoric").parallel.eigenvalues.equals(
        parallel_analysis(reference_data("asrm")).eigenvalues
    )
    with pytest.raises(StatisticsError, match="soort samenhang"):
        factor_analysis(reference_data("asrm"), 1, basis="spearman")


def test_missing_answers_are_left_out_and_counted(pupils):
    holed = pupils.astype("Float64")
    holed.iloc[3, 2] = pd.NA
    holed.iloc[7, 5] = pd.NA
    expected = factor_analysis(pupils.drop(index=[3, 7]), 3)
    result = factor_analysis(holed, 3)
    assert (result.n, result.dropped) == (299, 2)
    assert result.chi2 == pytest.approx(expected.chi2)
    pairwise = factor_analysis(holed, 3, missing="pairwise")
    assert (pairwise.n, pairwise.dropped) == (299, 0)
    assert (one_factor_fit(holed).n, one_factor_fit(holed).dropped) == (299, 2)


# Degenerate input


def test_items_that_follow_from_others_have_loadings_but_no_tests(pupils):
    items = pupils[["x1", "x2", "x4", "x5"]].assign(sum=pupils["x1"] + pupils["x2"])
    result = factor_analysis(items, 1)
    assert (result.kmo, result.kmo_items, result.bartlett, result.chi2, result.p, result.tli) == (None,) * 6
    assert any("KMO" in str(note) for note in result.notes)
    with pytest.raises(StatisticsError, match="minres"):
        factor_analysis(items, 1, extraction="ml")
    with pytest.raises(StatisticsError, match="niet te vinden"):
        one_factor_fit(items)


@pytest.mark.parametrize(
    ("change", "arguments", "said"),
    [
        (lambda f: f[["x1", "x2"]], {}, "drie items"),
        (lambda f: f.assign(x1=3.0), {}, "Bij x1 geeft iedereen"),
        (lambda f: f.head(2), {}, "minstens 3"),
        (lambda f: f.head(5), {}, "meer respondenten dan items"),
        (lambda f: f.assign(x1="hoog"), {}, "geen getal"),
        (lambda f: f.to_numpy()[:, 0], {}, "DataFrame"),
        (lambda f: f, {"factors": 6}, "1 tot en met 5"),
        (lambda f: f, {"factors": 0}, "1 tot en met 5"),
        (lambda f: f, {"factors": 1.5}, "1 tot en met 5"),
        (lambda f: f, {"rotation": "promax"}, "rotatie"),
        (lambda f: f, {"extraction": "pca"}, "minres"),
        (lambda f: f, {"missing": "mean"}, "listwise"),
    ],
)
def test_what_cannot_be_analysed_is_said(pupils, change, arguments, said):
    with pytest.raises(StatisticsError, match=said):
        factor_analysis(change(pupils), **arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({"simulations": 5}, "simulaties"), ({"percentile": 100}, "percentiel"), ({"missing": "no"}, "listwise")],
)
def test_impossible_choices_of_parallel_analysis(pupils, arguments, said):
    with pytest.raises(StatisticsError, match=said):
        parallel_analysis(pupils, **arguments)
