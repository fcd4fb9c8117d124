"""Differences and associations next to R itself (tests/reference/groups.R; its output is groups.csv).

Tolerances: 1e-9, relative, where both only calculate (R writes fifteen digits). Otherwise what R stops at: the limits
of noncentral distributions in effectsize 1e-5 (`optim`), the studentised range 1e-5 (`ptukey`), lmerTest 1e-5 and 1e-3
for Satterthwaite's degrees of freedom (numerical derivatives).
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import (
    ancova,
    check_assumptions,
    compare_groups,
    compare_paired,
    compare_two,
    correlate,
    crosstab,
    equivalence,
    mixed_model,
    regress,
    regress_in_blocks,
    two_factor_anova,
)
from analysis.statistics.multiple_testing import benjamini_hochberg, holm

RECORDED = Path(__file__).parents[2] / "reference" / "groups.csv"
EXACT = 1e-9


class Recorded:
    """`recorded("ancova", "se")` gives se_1, se_2, …; `recorded("ancova", "f", "p")` single values."""

    def __init__(self) -> None:
        rows = pd.read_csv(RECORDED).itertuples(index=False)
        self.values = {(str(analysis), str(name)): float(value) for analysis, name, value in rows}

    def __call__(self, analysis: str, *names: str) -> list[float]:
        if len(names) > 1 or (analysis, names[0]) in self.values:
            return [self.values[analysis, name] for name in names]
        numbered = [
            value for (of, name), value in self.values.items() if of == analysis and name.rpartition("_")[0] == names[0]
        ]
        assert numbered, (analysis, names)
        return numbered


@pytest.fixture(scope="module")
def recorded():
    return Recorded()


def same(ours, theirs, rel=EXACT):
    assert list(np.ravel(ours)) == pytest.approx(theirs, rel=rel, abs=1e-12)


@pytest.mark.parametrize("case", ["plant_growth", "chickwts", "tooth_growth"])
def test_groups(recorded, reference_data, case):
    data = reference_data(case)
    ours = compare_groups(data["value"], data["group"])
    same([ours.anova.f, ours.anova.p], recorded(case, "anova_f", "anova_p"))
    same([ours.welch.f, ours.welch.df_within, ours.welch.p], recorded(case, "welch_f", "welch_df", "welch_p"))
    same([ours.kruskal.h, ours.kruskal.p], recorded(case, "kruskal_h", "kruskal_p"))
    same([ours.levene.f, ours.levene.p], recorded(case, "levene_f", "levene_p"))
    median = check_assumptions(data["value"], data["group"]).brown_forsythe
    same([median.f, median.p], recorded(case, "median_f", "median_p"))
    same([ours.rank_epsilon_squared.value], recorded(case, "rank_epsilon"))
    for name in ("eta", "omega", "epsilon"):
        effect = getattr(ours, f"{name}_squared")
        assert effect.value == pytest.approx(recorded(case, name)[0], rel=EXACT)
    # The same limits of the noncentrality λ; effectsize makes them λ/(λ + df within), where the share of the variance
    # in the population is λ/(λ + N) (Steiger 2004)
    theirs = np.array(recorded(case, "eta_low", "eta_high"))
    noncentrality = theirs / (1 - theirs) * ours.anova.df_within
    interval = ours.eta_squared.interval
    shares = noncentrality / (noncentrality + ours.n)
    assert [interval.low, interval.high] == pytest.approx(shares.tolist(), abs=2e-5)
    pairs = ours.pairwise
    assert pairs["p_tukey"].to_list() == pytest.approx(recorded(case, "tukey_p"), rel=1e-5, abs=1e-9)
    same(pairs["tukey_low"], recorded(case, "tukey_low"), rel=1e-5)
    same(pairs["tukey_high"], recorded(case, "tukey_high"), rel=1e-5)
    assert pairs["p_games_howell"].to_list() == pytest.approx(recorded(case, "howell_p"), rel=1e-5, abs=1e-9)
    same(pairs["ci_low"], recorded(case, "howell_low"), rel=1e-5)
    same(pairs["ci_high"], recorded(case, "howell_high"), rel=1e-5)
    same(pairs["p_dunn_holm"], recorded(case, "dunn_p"))


def test_ordered_groups(recorded, reference_data):
    data = reference_data("tooth_growth")
    ours = compare_groups(data["value"], data["group"], order=[0.5, 1.0, 2.0])
    same([ours.trend.estimate, ours.trend.t, ours.trend.p], recorded("trend", "estimate", "t", "p"))
    found = ours.jonckheere
    same([found.statistic, found.z, found.p, found.tau_b], recorded("jonckheere", "j", "z", "p", "tau_b"))


@pytest.fixture(scope="module")
def chicks(reference_data):
    data = reference_data("chickwts")
    return data[data["group"].isin(["casein", "linseed"])]


def test_two_groups(recorded, chicks):
    ours = compare_two(chicks["value"], chicks["group"])
    same([ours.student.t, ours.student.p], recorded("two_groups", "student_t", "student_p"))
    welch = ours.welch
    same([welch.t, welch.df, welch.p], recorded("two_groups", "welch_t", "welch_df", "welch_p"))
    same([welch.interval.low, welch.interval.high], recorded("two_groups", "welch_low", "welch_high"))
    ranks = ours.mann_whitney
    same([ranks.u, ranks.p, ranks.rank_biserial], recorded("two_groups", "u", "u_p", "rank_biserial"))
    # Hedges' correction 1 − 3/(4·df − 1) for effectsize's with gamma functions; our interval is symmetric, effectsize's
    # inverts the noncentral t
    g, low, high = recorded("two_groups", "g", "g_low", "g_high")
    assert ours.hedges_g.value == pytest.approx(g, rel=2e-4)
    assert [ours.hedges_g.interval.low, ours.hedges_g.interval.high] == pytest.approx([low, high], abs=0.1)


@pytest.mark.parametrize("bound", [60, 120])
def test_equivalence(recorded, chicks, bound):
    ours = equivalence(compare_groups(chicks["value"], chicks["group"]), bound).pairs.iloc[0]
    same([ours["p"]], recorded("equivalence", f"p_{bound}"))
    same([ours["ci_low"], ours["ci_high"]], recorded("equivalence", "low", "high"))


def test_the_same_subjects_twice(recorded, reference_data):
    sleep = reference_data("sleepstudy")
    ours = compare_paired(sleep["9"], sleep["0"])
    same([ours.t.t, ours.t.p], recorded("paired", "t", "p"))
    same([ours.t.interval.low, ours.t.interval.high], recorded("paired", "low", "high"))
    same([ours.wilcoxon_w, ours.wilcoxon_p], recorded("paired", "w", "w_p"))


def test_two_factors_of_unequal_cells(recorded, reference_data):
    data = reference_data("tooth_growth")
    data["supplement"] = np.tile(np.repeat(["VC", "OJ"], 10), 3)
    data = data.drop(index=[0, 1, 2, 3, 11, 32, 33, 57])
    ours = two_factor_anova(data["value"], data["supplement"], data["group"])
    for number, table in ((2, ours.type_2), (3, ours.type_3)):
        same(table["ss"], recorded(f"two_factors_{number}", "ss"))
        same(table["f"].iloc[:3], recorded(f"two_factors_{number}", "f"))
        same(table["p"].iloc[:3], recorded(f"two_factors_{number}", "p"))


def test_covariance(recorded, reference_data):
    pupils = reference_data("holzinger_swineford")
    parts = pd.Series(np.repeat(["a", "b", "c"], [100, 100, 101]))
    ours = ancova(pupils["x1"], parts, pupils["x4"])
    same([ours.groups.f, ours.groups.p, ours.slope.estimate], recorded("ancova", "f", "p", "slope"))
    same([ours.homogeneity.f, ours.homogeneity.p], recorded("ancova", "slopes_f", "slopes_p"))
    for column, name in (("adjusted", "adjusted"), ("se", "se"), ("ci_low", "low"), ("ci_high", "high")):
        same(ours.means[column], recorded("ancova", name))
    same(ours.pairwise["difference"], recorded("ancova", "difference"))
    same(ours.pairwise["p_holm"], recorded("ancova", "pair_p"))


def test_regression(recorded, reference_data):
    attitude = reference_data("attitude")
    predictors = attitude.drop(columns="rating")
    ours = regress(attitude["rating"], predictors)
    table = ours.coefficients
    same([ours.intercept, *table["b"]], recorded("regression", "b"))
    same([ours.intercept_se, *table["se"]], recorded("regression", "se"))
    for column, name in (("t", "t"), ("p", "p")):
        same(table[column], recorded("regression", name)[1:])
    for column in ("beta", "beta_low", "vif"):
        same(table[column], recorded("regression", column))
    fit = [ours.r_squared, ours.adjusted_r_squared, ours.sigma, ours.f.f]
    same(fit, recorded("regression", "r2", "adjusted", "sigma", "f"))
    robust = regress(attitude["rating"], predictors, standard_errors="HC3")
    same([robust.intercept_se, *robust.coefficients["se"]], recorded("regression", "hc3_se"))
    same(robust.coefficients["p"], recorded("regression", "hc3_p")[1:])
    same([robust.f.f], recorded("regression", "hc3_f"))
    first = ["complaints", "privileges"]
    change = regress_in_blocks(attitude["rating"], [predictors[first], predictors.drop(columns=first)])[1].change
    same([change.f, change.p], recorded("regression", "block_f", "block_p"))


@pytest.mark.parametrize("case", ["all", "fewer"])
def test_a_random_intercept(recorded, reference_data, case):
    sleep = reference_data("sleepstudy")
    days = pd.DataFrame({"day": np.repeat(np.arange(10.0), 18)})
    subject, time = pd.Series(np.tile(sleep["subject"], 10)), pd.Series(sleep.iloc[:, 1:].to_numpy().T.ravel())
    if case == "fewer":
        there = (np.tile(np.arange(1, 19), 10) + np.repeat(np.arange(1, 11), 18)) % 4 != 0
        days, subject, time = days[there], subject[there], time[there]
    ours, analysis = mixed_model(time, days, subject), f"mixed_{case}"
    table = ours.coefficients
    for column in ("b", "se", "t"):
        same(table[column], recorded(analysis, column), rel=1e-5)
    same(table["df"], recorded(analysis, "df"), rel=1e-3)
    same(np.log(table["p"]), np.log(recorded(analysis, "p")), rel=1e-3)
    variances = [ours.respondent_variance, ours.residual_variance, ours.reml]
    same(variances, recorded(analysis, "subjects", "residual", "reml"), rel=1e-5)


#: As in groups.R: satisfaction by income (Agresti), and hair by eyes of R's HairEyeColor (Snee 1974).
TABLES = {
    "job": [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]],
    "hair": [[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]],
}


@pytest.mark.parametrize("case", ["job", "hair"])
def test_cross_tables(recorded, case):
    ours = crosstab(counts=pd.DataFrame(TABLES[case]), random=False)
    same([ours.chi2, ours.p, ours.likelihood_ratio], recorded(case, "chi2", "p", "g2"))
    same(ours.residuals.to_numpy().T, recorded(case, "stdres"))
    v = ours.cramers_v
    assert v.value == pytest.approx(recorded(case, "v")[0], rel=EXACT)
    assert v.interval.high == pytest.approx(recorded(case, "v_upper")[0], abs=1e-8)
    assert v.interval.low == pytest.approx(recorded(case, "v_low")[0], abs=2e-5)
    # With a lower limit of 0 effectsize's search leaves a chance of 0.009 beyond the upper one, not 0.025
    assert (v.interval.high == pytest.approx(recorded(case, "v_high")[0], abs=2e-5)) == (v.interval.low > 0)


def test_exact_and_ordered_cross_tables(recorded):
    ours = crosstab(counts=pd.DataFrame(TABLES["job"]), random=True)
    # 100,000 random tables: four standard errors
    assert ours.p_monte_carlo == pytest.approx(recorded("job", "fisher")[0], abs=4 * ours.random.standard_error)
    same([np.sqrt(ours.linear.m2)], recorded("job", "linear_z"))
    same([ours.kendall_tau_b.value, ours.kendall_tau_b.z], recorded("job", "tau_b", "tau_z"))
    same([crosstab(counts=pd.DataFrame([[3, 1], [1, 3]])).p_exact], recorded("tea", "fisher"))


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_correlations(recorded, reference_data, method):
    ours = correlate(reference_data("attitude"), method).pairs
    same(ours["r"], recorded(method, "r"))
    # Spearman's p in R is that of the t distribution too, unless exact
    same(ours["p"], recorded(method, "p"))
    same(ours["p_holm"], recorded(method, "holm"))
    same(holm(np.array(recorded(method, "p"))), recorded(method, "holm"))
    same(benjamini_hochberg(np.array(recorded(method, "p"))), recorded(method, "bh"))
    if method == "pearson":
        same(ours["ci_low"], recorded(method, "low"))
        same(ours["ci_high"], recorded(method, "high"))
