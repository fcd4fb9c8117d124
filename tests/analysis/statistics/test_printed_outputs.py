"""One printed value at least for each statistic of groups, tables and correlations: R, SAS, SPSS, Stata or a textbook.

Beside these the other files hold: ANOVA, Welch, Kruskal–Wallis, Tukey and paired tests of R (`test_groups`,
`test_pairwise`, `test_two_groups`), chi-square, adjusted residuals, Freeman–Halton, gamma and the linear-by-linear
test of Agresti and R (`test_crosstab`), NIST's certified values (`test_oneway`, `test_regression`), and Friedman.

`test_other_programs` has what the test suites of JASP, jamovi, TOSTER, effectsize and rstatix expect, Games–Howell for
three groups and the interval of Cramér's V among it; `test_correlations` has Bonett & Wright's interval of Spearman as
statpsych prints it (JASP takes another).
"""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import (
    FTest,
    ancova,
    check_assumptions,
    compare_groups,
    compare_summaries,
    correlate,
    crosstab,
    equivalence,
    mean_against,
    smallest_detectable,
    two_factor_anova,
)
from analysis.statistics.multiple_testing import benjamini_hochberg, holm
from analysis.statistics.noncentrality import noncentrality_interval


def columns(samples):
    """Values and groups of a dict of samples."""
    return [x for part in samples.values() for x in part], [name for name, part in samples.items() for _ in part]


def compared(samples, order=None):
    return compare_groups(*columns(samples), order=order)


# Ordered groups

# Hollander & Wolfe (1999), example 6.2: pieces made by workers with no, rough and accurate information; the same in
# the help of R's NSM3::pJCK
KNOWLEDGE = {
    "none": [40, 35, 38, 43, 44, 41],
    "rough": [38, 40, 47, 44, 40, 42],
    "accurate": [48, 40, 45, 43, 46, 44],
}
# Sawyer, course of non-parametric statistics, Washington University: printed run of OneWayLayout
LAYOUT = {"1": [53, 31, 139, 5, 16], "2": [75, 64, 205, 97, 139], "3": [54, 139, 194, 1253, 275]}
# Bewick, Cheek & Ball (2004), Critical Care 8, R131: days in three intensive care units
DAYS = {"thorax": [7, 1, 2, 6, 11, 8], "medical": [4, 7, 16, 11, 21], "neuro": [20, 25, 13, 9, 14, 11]}


def test_jonckheere_of_the_knowledge_of_performance():
    # Hollander & Wolfe (1999): J = 79, expected 54, variance corrected for ties 150.29, J* = 2.04
    found = compared(KNOWLEDGE, list(KNOWLEDGE)).jonckheere
    assert (found.statistic, found.expected) == (79, 54)
    assert (25 / found.z) ** 2 == pytest.approx(150.29, abs=0.005)
    assert found.z == pytest.approx(2.04, abs=0.005)


def test_jonckheere_and_kruskal_of_a_printed_run():
    # Sawyer: J=62.5 E(J)=37.5 Var(J)=88.8919 (tie-corrected) Z=2.6516 P=0.00801 (2-sided); H=6.76835, P=0.0339
    found = compared(LAYOUT, list(LAYOUT))
    assert (found.jonckheere.statistic, found.jonckheere.expected) == (62.5, 37.5)
    assert (25 / found.jonckheere.z) ** 2 == pytest.approx(88.8919, abs=5e-5)
    assert found.jonckheere.z == pytest.approx(2.6516, abs=5e-5)
    assert found.jonckheere.p == pytest.approx(0.00801, abs=5e-6)
    assert (found.kruskal.h, found.kruskal.p) == (pytest.approx(6.76835, abs=5e-6), pytest.approx(0.0339, abs=5e-5))


def test_jonckheere_of_the_intensive_care_units():
    # Bewick, Cheek & Ball (2004): P = 0.005 for an increase (SAS PROC FREQ, option JT, gives the same)
    found = compared(DAYS, list(DAYS)).jonckheere
    assert found.statistic == 23 + 34.5 + 19.5
    assert found.p / 2 == pytest.approx(0.005, abs=5e-4)


def test_linear_contrast_of_the_tensile_strength():
    # Montgomery, Design and Analysis of Experiments, percentage of cotton: F = 14.76; linear: SS 33.62, F 4.17
    strength = {
        15: [7, 7, 15, 11, 9],
        20: [12, 17, 12, 18, 18],
        25: [14, 18, 18, 19, 19],
        30: [19, 25, 22, 19, 23],
        35: [7, 10, 11, 15, 11],
    }
    found = compared(strength, list(strength))
    assert found.anova.f == pytest.approx(14.76, abs=0.005)
    assert found.trend.estimate**2 * 5 == pytest.approx(33.62, abs=0.005)
    assert found.trend.t**2 == pytest.approx(4.17, abs=0.005)


# Groups


def test_dunn_of_the_ponds():
    # Zar (2010), example 10.11: Hc = 11.943. Two-sided p by UNISTAT, with Bonferroni, as tests/testthat of R's FSA
    # quotes it: 2-1 0.1956, 3-1 0.0191, 4-1 0.0166, others 1. Holm multiplies by 6, 5 and 4 what that multiplies by 6,
    # and keeps the order: the second is no smaller than the first.
    ponds = {
        1: [7.68, 7.69, 7.70, 7.70, 7.72, 7.73, 7.73, 7.76],
        2: [7.71, 7.73, 7.74, 7.74, 7.78, 7.78, 7.80, 7.81],
        3: [7.74, 7.75, 7.77, 7.78, 7.80, 7.81, 7.84],
        4: [7.71, 7.71, 7.74, 7.79, 7.81, 7.85, 7.87, 7.91],
    }
    found = compared(ponds)
    assert found.kruskal.h == pytest.approx(11.943, abs=6e-4)
    p = found.pairwise.set_index(["group_a", "group_b"])["p_dunn_holm"]
    assert p[1, 4] * 6 / 6 == pytest.approx(0.0166, abs=5e-5)
    assert p[1, 3] == p[1, 4]
    assert p[1, 2] * 6 / 4 == pytest.approx(0.1956, abs=5e-5)
    assert p[2, 3] == p[2, 4] == p[3, 4] == 1


def test_levene_of_insect_sprays(reference_data):
    # R: car::leveneTest(count ~ spray, InsectSprays): 3.8214, 0.004223 (median); center = mean: 6.4554, 6.104e-05
    data = reference_data("insect_sprays")
    found = check_assumptions(data["value"], data["group"])
    assert (found.brown_forsythe.df_between, found.brown_forsythe.df_within) == (5, 66)
    assert [found.brown_forsythe.f, found.brown_forsythe.p] == pytest.approx([3.8214, 0.004223], rel=5e-5, abs=5e-7)
    assert [found.levene.f, found.levene.p] == pytest.approx([6.4554, 6.104e-05], rel=1e-4)
    assert compare_groups(data["value"], data["group"]).levene.f == pytest.approx(6.4554, abs=5e-5)


def test_levene_of_plant_growth(reference_data):
    # R: car::leveneTest(weight ~ group, PlantGrowth): F = 1.1192, p = 0.3412
    data = reference_data("plant_growth")
    found = check_assumptions(data["value"], data["group"]).brown_forsythe
    assert [found.f, found.p] == pytest.approx([1.1192, 0.3412], abs=5e-5)


def test_hedges_g_from_summaries():
    # Borenstein, Hedges, Higgins & Rothstein (2009), Introduction to Meta-Analysis, chapter 4: d = 0.5970, g = 0.5924
    found = compare_summaries([103, 100], [5.5, 4.5], [50, 50]).pairwise.loc[0]
    assert found["hedges_g"] == pytest.approx(0.5924, abs=5e-5)
    assert found["hedges_g"] / (1 - 3 / (4 * 98 - 1)) == pytest.approx(0.5970, abs=5e-5)


def test_anova_from_the_summaries_of_plant_growth():
    # R: n, mean and sd of PlantGrowth as printed (5.03, 0.583; 4.66, 0.794; 5.53, 0.443); summary(aov()): F = 4.846
    found = compare_summaries([5.032, 4.661, 5.526], [0.583, 0.794, 0.443], [10, 10, 10])
    assert found.anova.f == pytest.approx(4.846, rel=2e-3)
    assert found.anova.p == pytest.approx(0.0159, abs=1e-4)


def test_a_mean_against_a_constant():
    # Stata manual, ttest: ttesti 24 62.6 15.8 75: t = -3.8448, p = 0.0008, mean 55.92825 to 69.27175
    found = mean_against(62.6, 15.8, 24, 75)
    assert (found.t, found.df, found.p) == (pytest.approx(-3.8448, abs=5e-5), 23, pytest.approx(0.0008, abs=5e-5))
    assert [75 + found.interval.low, 75 + found.interval.high] == pytest.approx([55.92825, 69.27175], abs=5e-6)


def test_equivalence_from_summaries():
    # Lakens (2017), Social Psychological and Personality Science 8, and R's TOSTER::TOSTtwo: means 5.25 and 5.22, sds
    # 0.95 and 0.83, n 95 and 89, bounds d = ±0.43: equivalent, p = 0.004
    bound = 0.43 * np.sqrt((0.95**2 + 0.83**2) / 2)
    found = equivalence(compare_summaries([5.25, 5.22], [0.95, 0.83], [95, 89]), bound).pairs.loc[0]
    assert found["p"] == pytest.approx(0.004, abs=5e-4)
    assert found["equivalent"]


def test_power_of_two_groups():
    # R: pwr.t.test(d = 0.5, power = 0.8): n = 63.76561 a group
    below, above = (smallest_detectable(compare_summaries([3, 3], [1, 1], [n, n])).pairs.loc[0, "d"] for n in (64, 63))
    assert below < 0.5 < above


def test_interval_of_explained_variance():
    # R: MBESS::ci.pvaf(F.value = 39.18, df.1 = 2, df.2 = 22, N = 36): 0.4545357 to 0.8006797; eta² and omega² share it
    interval = noncentrality_interval(FTest(39.18, 2, 22, 0.0), 0.95)
    assert [limit / (limit + 36) for limit in (interval.low, interval.high)] == pytest.approx(
        [0.4545357, 0.8006797], abs=5e-6
    )


# Two factors and a covariate

# SAS/STAT, PROC GLM, unbalanced ANOVA (Kutner 1974): drug by disease, change in systolic blood pressure, 58 patients
DRUGS = {
    (1, 1): [42, 44, 36, 13, 19, 22],
    (1, 2): [33, 26, 33, 21],
    (1, 3): [31, -3, 25, 25, 24],
    (2, 1): [28, 23, 34, 42, 13],
    (2, 2): [34, 33, 31, 36],
    (2, 3): [3, 26, 28, 32, 4, 16],
    (3, 1): [1, 29, 19],
    (3, 2): [11, 9, 7, 1, -6],
    (3, 3): [21, 1, 9, 3],
    (4, 1): [24, 9, 22, -2, 15],
    (4, 2): [27, 12, 12, -5, 16, 15],
    (4, 3): [22, 7, 25, 5, 12],
}


def test_types_two_and_three_of_the_drugs():
    # SAS: type II 3063.432863, 418.833741; type III 2997.471860, 415.873046; interaction 707.266259; F 9.05, 1.88, 1.07
    values, cells = columns(DRUGS)
    found = two_factor_anova(values, [drug for drug, _ in cells], [disease for _, disease in cells])
    assert found.n == 58
    assert found.type_2["ss"].tolist() == pytest.approx([3063.432863, 418.833741, 707.266259, 5080.816667], abs=5e-7)
    assert found.type_3["ss"].tolist() == pytest.approx([2997.471860, 415.873046, 707.266259, 5080.816667], abs=5e-7)
    assert found.type_3["f"].tolist()[:3] == pytest.approx([9.05, 1.88, 1.07], abs=0.005)
    assert found.type_3["df"].tolist() == [3, 2, 6, 46]


def test_ancova_of_the_leprosy_drugs():
    # SAS/STAT, PROC GLM, analysis of covariance (Snedecor & Cochran 1967): drug F = 2.14, p = 0.1384; slope
    # 0.98718381; least squares means 6.7149635, 6.8239348, 10.1611017
    before = {
        "A": [11, 8, 5, 14, 19, 6, 10, 6, 11, 3],
        "D": [6, 6, 7, 8, 18, 8, 19, 8, 5, 15],
        "F": [16, 13, 11, 9, 21, 16, 12, 12, 7, 12],
    }
    after = {
        "A": [6, 0, 2, 8, 11, 4, 13, 1, 8, 0],
        "D": [0, 2, 3, 1, 18, 4, 14, 9, 1, 9],
        "F": [13, 10, 18, 5, 23, 12, 5, 16, 1, 20],
    }
    values, drugs = columns(after)
    found = ancova(values, drugs, columns(before)[0])
    assert (found.groups.f, found.groups.p) == (pytest.approx(2.14, abs=0.005), pytest.approx(0.1384, abs=5e-5))
    assert found.slope.estimate == pytest.approx(0.98718381, abs=5e-9)
    assert found.means["adjusted"].tolist() == pytest.approx([6.7149635, 6.8239348, 10.1611017], abs=5e-8)


# Tables and correlations


def test_tau_b_and_gamma():
    # SAS/STAT, PROC FREQ: gamma 0.5313 (ASE 0.0935), tau-b 0.3373 (ASE 0.0642), and the help of R's
    # DescTools::KendallTauB: 0.3372567, 0.2114009 to 0.4631126 (with 1.96 for the normal quantile)
    found = crosstab(counts=pd.DataFrame([[26, 26, 23, 18, 9], [6, 7, 9, 14, 23]]), random=False)
    assert found.kendall_tau_b.value == pytest.approx(0.3372567, abs=5e-8)
    interval = found.kendall_tau_b.interval
    assert [interval.low, interval.high] == pytest.approx([0.2114009, 0.4631126], abs=3e-6)
    assert found.gamma.value == pytest.approx(0.5313, abs=5e-5)
    assert (found.gamma.interval.high - found.gamma.value) / 1.959964 == pytest.approx(0.0935, abs=5e-5)


def test_polychoric_of_the_lambs():
    # Drasgow (1986), Encyclopedia of Statistical Sciences 7, of Tallis's (1962) lambs born to 227 ewes: r = 0.4199
    counts = np.array([[58, 52, 1], [26, 58, 3], [8, 12, 9]])
    x, y = np.indices(counts.shape)
    lambs = pd.DataFrame({"1952": np.repeat(x.ravel(), counts.ravel()), "1953": np.repeat(y.ravel(), counts.ravel())})
    assert correlate(lambs, "polychoric").r.loc["1952", "1953"] == pytest.approx(0.4199, abs=5e-5)


# Help of R's cor.test (Hollander & Wolfe 1973): measured lightness of tuna, and what a panel thought of it
TUNA = pd.DataFrame(
    {
        "lightness": [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1],
        "panel": [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8],
    }
)


def test_correlations_of_the_tuna():
    # R: cor.test: r 0.5711816, p = 0.1082, -0.1497426 to 0.8955795; "spearman": rho 0.6; "kendall": tau 0.4444444
    pair = correlate(TUNA).pairs.loc[0]
    assert pair[["r", "ci_low", "ci_high"]].tolist() == pytest.approx([0.5711816, -0.1497426, 0.8955795], abs=5e-8)
    assert pair["p"] == pytest.approx(0.1082, abs=5e-5)
    assert correlate(TUNA, "spearman").pairs.loc[0, "r"] == pytest.approx(0.6)
    assert correlate(TUNA, "kendall").pairs.loc[0, "r"] == pytest.approx(0.4444444, abs=5e-8)


# Help of R's ppcor::pcor.test
DUPLICATES = pd.DataFrame(
    {
        "hl": [7, 15, 19, 15, 21, 22, 57, 15, 20, 18],
        "disp": [0.000, 0.964, 0.000, 0.000, 0.921, 0.000, 0.000, 1.006, 0.000, 1.011],
        "deg": [9, 2, 3, 4, 1, 3, 1, 3, 6, 1],
        "BC": [1.78e-02, 1.05e-06, 1.37e-05, 7.18e-03, 0, 0, 0, 4.48e-03, 2.10e-06, 0],
    }
)


@pytest.mark.parametrize(
    ("method", "r", "p"), [("pearson", -0.6720863, 0.06789202), ("spearman", -0.7647345, 0.02708081)]
)
def test_partial_correlation(method, r, p):
    found = correlate(DUPLICATES, method, given=["deg", "BC"])
    assert found.r.loc["hl", "disp"] == pytest.approx(r, abs=5e-8)
    assert found.p.loc["hl", "disp"] == pytest.approx(p, abs=5e-9)


# Many tests at once


def test_corrections_of_benjamini_and_hochberg():
    # Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 4.1: of fifteen p-values Bonferroni's
    # family (Holm, Hochberg) rejects three at 0.05, the false discovery rate four
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = np.array([*small, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000])
    assert (holm(p) <= 0.05).sum() == 3
    assert (benjamini_hochberg(p) <= 0.05).sum() == 4
    assert holm(p)[:3] == pytest.approx([15 * 0.0001, 14 * 0.0004, 13 * 0.0019])
