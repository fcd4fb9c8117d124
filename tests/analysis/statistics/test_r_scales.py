"""Scales next to R itself: psych, lavaan, semTools, polycor (tests/reference/scales.R; its output is scales.csv).

Tolerances: 1e-9 where both only calculate (R writes fifteen digits); where R searches, what it stops at: 2e-5 for
factanal and lavaan, 1e-4 for psych's factors, whose search and rotation end sooner, 2e-4 for psych's polychoric
correlations (`optimize` with its default of 1e-4).
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.statistics import (
    factor_analysis,
    friedman,
    inter_item_correlations,
    one_factor_fit,
    reliability,
    reliability_by_group,
)
from analysis.statistics.extraction import extract

RECORDED = Path(__file__).parents[2] / "reference" / "scales.csv"
EXACT, SEARCHED, PSYCH = 1e-9, 2e-5, 1e-4


class Recorded:
    """`recorded("alpha_attitude", "sd")` gives sd_1, sd_2, …; `recorded.one("friedman", "w")` a single value."""

    def __init__(self) -> None:
        frame = pd.read_csv(RECORDED)
        self.values = {
            (row.analysis, row.name_): row.value for row in frame.rename(columns={"name": "name_"}).itertuples()
        }

    def __call__(self, analysis: str, name: str) -> list[float]:
        found = [
            value for (of, called), value in self.values.items() if of == analysis and called.startswith(f"{name}_")
        ]
        assert found, (analysis, name)
        return found

    def one(self, analysis: str, name: str) -> float:
        return self.values[analysis, name]


@pytest.fixture(scope="module")
def recorded():
    return Recorded()


@pytest.fixture(scope="module")
def data(reference_data):
    pupils = reference_data("holzinger_swineford")
    gaps = pupils.iloc[:, :6].copy()
    row, item = np.indices(gaps.shape) + 1
    agreeable = reference_data("bfi_agreeableness")[["A1", "A2", "A3", "A4", "A5"]].astype(float)
    agreeable["A1"] = 7 - agreeable["A1"]
    return {
        "attitude": reference_data("attitude"),
        "pupils": pupils,
        "gaps": gaps.mask((7 * row + 3 * item) % 17 == 0),
        "reversed": agreeable,
        "mania": reference_data("asrm"),
    }


def below(matrix):
    """By column, as R's lower.tri."""
    matrix = np.asarray(matrix)
    return matrix.T[np.triu_indices(len(matrix), 1)]


# psych::alpha


@pytest.mark.parametrize(
    ("case", "of", "missing"),
    [
        ("attitude", "attitude", "listwise"),
        ("listwise", "gaps", "listwise"),
        ("pairwise", "gaps", "pairwise"),
        ("reversed", "reversed", "listwise"),
    ],
)
def test_alpha_and_the_items(recorded, data, case, of, missing):
    items, analysis = data[of], f"alpha_{case}"
    ours = reliability(items, missing)
    assert ours.alpha == pytest.approx(recorded.one(analysis, "raw_alpha"), abs=EXACT)
    table = ours.items
    assert table["alpha_if_dropped"].to_list() == pytest.approx(recorded(analysis, "alpha_drop"), abs=EXACT)
    assert table["rest_correlation"].to_list() == pytest.approx(recorded(analysis, "r_drop"), abs=EXACT)
    assert table["sd"].to_list() == pytest.approx(recorded(analysis, "sd"), abs=EXACT)
    assert table["n"].to_list() == recorded(analysis, "n")
    means = np.array(recorded(analysis, "mean"))
    if case == "reversed":
        # psych turns A1 round on its place in the mean of the scale only; its item statistics keep what was answered
        assert table["mean"].to_list()[1:] == pytest.approx(means[1:], abs=EXACT)
        assert means[0] == pytest.approx(items["A1"].mean()) or means[0] == pytest.approx(7 - items["A1"].mean())
    else:
        assert table["mean"].to_list() == pytest.approx(means, abs=EXACT)
    feldt = [recorded.one(analysis, "feldt_low"), recorded.one(analysis, "feldt_high")]
    if case != "pairwise":
        assert [ours.interval.low, ours.interval.high] == pytest.approx(feldt, abs=EXACT)
        assert ours.standardised_alpha == pytest.approx(recorded.one(analysis, "std.alpha"), abs=EXACT)
        assert ours.mean_inter_item_correlation == pytest.approx(recorded.one(analysis, "average_r"), abs=EXACT)
        return
    # Pairwise psych counts every row, we the smallest number that two items share: wider, and for the right reason.
    assert ours.n == len(items)
    assert ours.interval_n < len(items)
    assert ours.interval.low < feldt[0] < feldt[1] < ours.interval.high
    # It also divides a pair's covariance by the items' own deviations, we by those of who answered both.
    covariance = items.cov().to_numpy()
    r = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    assert 6 / 5 * (1 - 6 / r.sum()) == pytest.approx(recorded.one(analysis, "std.alpha"), abs=EXACT)
    assert ours.standardised_alpha == pytest.approx(recorded.one(analysis, "std.alpha"), abs=2e-3)
    # JASP's data_cor is R's cor(use = "pairwise.complete.obs"), as ours: 6/5·(1 − 6/Σr)
    assert ours.standardised_alpha == pytest.approx(6 / 5 * (1 - 6 / items.corr().to_numpy().sum()), abs=EXACT)


def test_alpha_by_school(recorded, data):
    schools = ["pasteur"] * 156 + ["grant_white"] * 145
    ours = reliability_by_group(data["pupils"].iloc[:, :3], pd.Series(schools))
    found = {str(one.group): one.result for one in ours}
    for school in ("pasteur", "grant_white"):
        analysis = f"alpha_{school}"
        assert found[school].alpha == pytest.approx(recorded.one(analysis, "raw_alpha"), abs=EXACT)
        assert found[school].interval.low == pytest.approx(recorded.one(analysis, "feldt_low"), abs=EXACT)
        assert found[school].interval.high == pytest.approx(recorded.one(analysis, "feldt_high"), abs=EXACT)


def test_lambda2_and_two_halves(recorded, data):
    # psych::guttman takes correlations, we covariances: of standardised items they are the same
    attitude = data["attitude"]
    standardised = (attitude - attitude.mean()) / attitude.std()
    assert reliability(standardised).lambda2 == pytest.approx(recorded.one("lambda2", "attitude"), abs=EXACT)
    four = data["pupils"].iloc[:, :4]
    ours, r = reliability(four), recorded.one("split_half", "pupils_r")
    assert ours.split_half == pytest.approx(2 * r / (1 + r), abs=EXACT)
    # psych::splitHalf gives Guttman's 4 · covariance / variance of each of the three ways to halve; so does ours, once
    # it is not stepped up
    halves = four.iloc[:, 0::2].sum(axis=1), four.iloc[:, 1::2].sum(axis=1)
    guttman = 4 * np.cov(*halves)[0, 1] / four.sum(axis=1).var()
    assert min(abs(np.array(recorded("split_half", "each")) - guttman)) < EXACT
    assert ours.alpha == pytest.approx(np.mean(recorded("split_half", "each")), abs=EXACT)


# One factor


def test_loadings_of_one_factor(recorded, data):
    ours = factor_analysis(data["attitude"], 1, extraction="ml").loadings["F1"].to_list()
    assert ours == pytest.approx(recorded("one_factor_factanal", "loading"), abs=SEARCHED)
    assert ours == pytest.approx(recorded("one_factor_psych", "loading"), abs=PSYCH)


def test_omega_of_psych_has_another_denominator(recorded, data):
    # psych: 1 − Σ uniquenesses / variance that the sum of standardised items has; we: the variance by the model
    attitude = data["attitude"]
    unique = factor_analysis(attitude, 1, extraction="ml").uniquenesses.sum()
    theirs = recorded.one("omega_psych", "attitude")
    assert 1 - unique / attitude.corr().to_numpy().sum() == pytest.approx(theirs, abs=PSYCH)
    standardised = reliability((attitude - attitude.mean()) / attitude.std())
    assert standardised.omega.value != pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("case", ["attitude", "pupils", "gaps"])
def test_confirmatory_model_of_lavaan(recorded, data, case):
    ours, analysis = one_factor_fit(data[case]), f"lavaan_{case}"
    assert (ours.n, ours.df) == (recorded.one(analysis, "ntotal"), recorded.one(analysis, "df"))
    fit = [ours.chi2, ours.p, ours.cfi, ours.tli, ours.rmsea.value, ours.srmr]
    theirs = [recorded.one(analysis, name) for name in ("chisq", "pvalue", "cfi", "tli", "rmsea", "srmr")]
    assert fit == pytest.approx(theirs, abs=SEARCHED)
    ends = [recorded.one(analysis, "rmsea.ci.lower"), recorded.one(analysis, "rmsea.ci.upper")]
    assert [ours.rmsea.interval.low, ours.rmsea.interval.high] == pytest.approx(ends, abs=SEARCHED)
    for column, name in (("loading", "loading"), ("se", "se"), ("standardised", "standardised")):
        assert ours.loadings[column].to_list() == pytest.approx(recorded(analysis, name), rel=SEARCHED)
    # semTools::reliability: omega of the same model
    assert reliability(data[case]).omega.value == pytest.approx(recorded.one(analysis, "omega"), abs=SEARCHED)


# Ordinal


def test_polychoric_correlations(recorded, data, reference_data):
    ours = below(inter_item_correlations(data["mania"], "polychoric").r)
    assert ours == pytest.approx(recorded("polychoric_psych", "r"), abs=2e-4)
    # polycor::polychor leaves empty cells empty and searches with optimise's default too
    assert ours == pytest.approx(recorded("polychoric_polycor", "r"), abs=2e-4)
    counts = reference_data("lsat6")
    answers = counts.loc[counts.index.repeat(counts["n"])].drop(columns="n").reset_index(drop=True)
    ours = below(inter_item_correlations(answers, "polychoric").r)
    assert ours == pytest.approx(recorded("tetrachoric_psych", "r"), abs=2e-4)


# Do the items belong together


@pytest.mark.parametrize("case", ["attitude", "pupils"])
def test_kmo_and_bartlett(recorded, data, case):
    ours, analysis = factor_analysis(data[case], 1), f"kmo_{case}"
    assert ours.kmo == pytest.approx(recorded.one(analysis, "kmo"), abs=EXACT)
    assert ours.kmo_items.to_list() == pytest.approx(recorded(analysis, "item"), abs=EXACT)
    assert ours.bartlett.chi2 == pytest.approx(recorded.one(analysis, "chisq"), rel=EXACT)
    assert ours.bartlett.df == recorded.one(analysis, "df")
    assert ours.bartlett.p == pytest.approx(recorded.one(analysis, "p"), rel=1e-8)


@pytest.mark.parametrize("extraction", ["minres", "ml"])
def test_three_oblique_factors(recorded, data, extraction):
    ours, analysis = factor_analysis(data["pupils"], 3, extraction=extraction), f"fa_{extraction}"
    loadings = np.reshape(recorded(analysis, "loading"), (3, 9)).T
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1, 1)
    assert ours.loadings.to_numpy() == pytest.approx(loadings, abs=5 * PSYCH)
    assert np.abs(below(ours.factor_correlations)) == pytest.approx(np.abs(recorded(analysis, "phi")), abs=5 * PSYCH)
    assert ours.communalities.to_list() == pytest.approx(recorded(analysis, "communality"), abs=5 * PSYCH)
    assert ours.eigenvalues == pytest.approx(recorded(analysis, "eigenvalue"), abs=EXACT)
    assert (ours.df, ours.chi2) == pytest.approx(
        (recorded.one(analysis, "df"), recorded.one(analysis, "chisq")), abs=1e-3
    )
    assert ours.p == pytest.approx(recorded.one(analysis, "p"), abs=PSYCH)
    # psych (and Tucker & Lewis) correct the baseline for the number of factors too, we as a baseline has none
    n, k, m = ours.n, 9, 3
    correction = n - 1 - (2 * k + 5) / 6
    baseline, model = (
        test / df for test, df in ((ours.bartlett.chi2 / correction, 36), (ours.chi2 / (correction - 2 * m / 3), 12))
    )
    theirs = (baseline - model) / (baseline - 1 / (correction - 2 * m / 3))
    assert theirs == pytest.approx(recorded.one(analysis, "tli"), abs=PSYCH)
    assert ours.tli == pytest.approx(recorded.one(analysis, "tli"), abs=5e-4)
    # RMSEA: we take the discrepancy times n − 1 (Browne & Cudeck 1992), psych the test's corrected χ²: a little lower
    value, low, high = recorded(analysis, "rmsea")
    assert np.sqrt(ours.chi2 / (12 * n) - 1 / (n - 1)) == pytest.approx(value, abs=PSYCH)
    for end, chance in ((low, 0.95), (high, 0.05)):
        assert stats.ncx2.cdf(ours.chi2, 12, end**2 * 12 * (n - 1)) == pytest.approx(chance, abs=2e-3)
    misfit = ours.chi2 / (correction - 2 * m / 3) * (n - 1)
    assert ours.rmsea.value == pytest.approx(np.sqrt((misfit - 12) / (12 * (n - 1))), abs=1e-12)
    assert ours.rmsea.value == pytest.approx(value, abs=2e-3)


def test_the_lowest_of_two_minima_is_found(recorded):
    # Sought from one start, item 1 became all factor, with squared residuals four times as large as those of psych
    r = np.eye(5)
    r[np.triu_indices(5, 1)] = [0.19, 0.11, 0.20, 0.08, 0.38, 0.30, 0.39, 0.22, 0.25, 0.36]
    r += np.triu(r, 1).T
    ours = 1 - extract(r, 2, "minres").uniqueness
    assert ours == pytest.approx(
        recorded("fa_two_minima", "communality"), abs=3e-3
    )  # psych ends beyond the bound: 0.997 for 0.995


def test_friedman_with_kendalls_w(recorded, reference_data):
    ours = friedman(reference_data("rounding_times"))
    theirs = [recorded.one("friedman", name) for name in ("chisq", "p", "w")]
    assert [ours.chi2, ours.p, ours.kendalls_w] == pytest.approx(theirs, rel=EXACT)
