"""What the test suites of JASP, jamovi, TOSTER, effectsize and rstatix expect: more digits than help pages print.

With each stands the repository, the file and the commit at which it was read.
"""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import (
    ancova,
    compare_groups,
    compare_summaries,
    compare_two,
    correlate,
    crosstab,
    equivalence,
    two_factor_anova,
)

# jamovi/jmv, tests/testthat/testanovanp.R and testancova.R: one outcome, three groups of six and a covariate
OUTCOME = [0, 4, 19, 5, 9, 15, 1, 4, 19, 10, 13, 7, 5, 12, 2, 23, 6, 13]
COVARIATE = [8, 51, 2, 74, 1, 91, 5, 25, 1, 59, 5, 32, 7, 9, 2, 54, 21, 12]
THREE = np.repeat(["a", "b", "c"], 6)


def test_games_howell_of_tooth_growth(reference_data):
    # jamovi/jmv, tests/testthat/testanovaonew.R (23e65859), ToothGrowth by dose, five digits: Fisher 67.416; Welch F
    # 68.401, df2 37.743, p 2.8124e-13; Levene 0.73276, p 0.48505; Games–Howell: t of 0.5 against 1 -6.4766, df and p of
    # 1 against 2 37.101 and 5.5686e-05, difference of 0.5 and 2 -15.495
    data = reference_data("tooth_growth")
    found = compare_groups(data["value"], data["group"])
    assert found.anova.f == pytest.approx(67.416, rel=1e-5)
    assert [found.welch.f, found.welch.df_within, found.welch.p] == pytest.approx(
        [68.401, 37.743, 2.8124e-13], rel=1e-5
    )
    assert [found.levene.f, found.levene.p] == pytest.approx([0.73276, 0.48505], rel=1e-5)
    pairs = found.pairwise.set_index(["group_a", "group_b"])
    assert pairs.loc[(1.0, 2.0), "p_games_howell"] == pytest.approx(5.5686e-05, rel=1e-5)
    assert pairs.loc[(0.5, 2.0), "difference"] == pytest.approx(-15.495, rel=1e-5)
    # t and degrees of freedom are not kept: those of Welch's test of the pair alone
    for pair, t, df in (((0.5, 1.0), -6.4766, None), ((1.0, 2.0), None, 37.101)):
        part = data[data["group"].isin(pair)]
        alone = compare_two(part["value"], part["group"]).welch
        assert t is None or alone.t == pytest.approx(t, rel=1e-5)
        assert df is None or alone.df == pytest.approx(df, rel=1e-5)


def test_dunn_with_two_groups_apart():
    # jamovi/jmv, tests/testthat/testanovanp.R (0ce4b277), to three digits: chi² 9.41, p 0.009, epsilon² 0.672; Dunn z
    # -2.725, -0.142, 2.583, p 0.006, 0.887, 0.010. jamovi adjusts by Bonferroni (0.019, 1, 0.029), we by Holm
    missing = np.nan
    values = [7, 12, missing, 8, 3, 15, 20, 18, 16, missing, 22, 19, 5, 9, 14, 11, 8, missing]
    found = compare_groups(values, np.repeat(["x", "y", "z"], 6))
    assert found.kruskal.h == pytest.approx(9.41, rel=1e-3)
    assert (found.kruskal.df, found.n, found.excluded) == (2, 15, 3)
    assert found.kruskal.p == pytest.approx(0.009, abs=5e-4)
    assert found.rank_epsilon_squared.value == pytest.approx(0.672, abs=5e-4)
    adjusted = found.pairwise["p_dunn_holm"]
    assert adjusted[0] == pytest.approx(0.019, abs=5e-4)  # the smallest of three: by Holm, too, three times
    assert adjusted[1] == pytest.approx(0.887, abs=1e-3)
    assert adjusted[2] / 2 == pytest.approx(0.029 / 3, abs=2e-4)


def test_kruskal_without_a_difference():
    # The same file: chi² 0.167, p 0.920, epsilon² 0.0098; Dunn adjusted p all 1
    found = compare_groups(OUTCOME, THREE)
    assert found.kruskal.h == pytest.approx(0.167, abs=5e-4)
    assert found.kruskal.p == pytest.approx(0.920, abs=5e-4)
    assert found.rank_epsilon_squared.value == pytest.approx(0.0098, abs=5e-5)
    assert found.pairwise["p_dunn_holm"].tolist() == [1, 1, 1]


def test_rank_epsilon_of_the_mucociliary_efficiency():
    # effectsize, tests/testthat/test-rankES.R (08000215), data of the help of R's kruskal.test: 0.05934066. Its
    # interval is one-sided, by bootstrap: no comparison with ours
    values = [2.9, 3.0, 2.5, 2.6, 3.2, 3.8, 2.7, 4.0, 2.4, 2.8, 3.4, 3.7, 2.2, 2.0]
    found = compare_groups(values, [1] * 5 + [2] * 4 + [3] * 5)
    assert found.rank_epsilon_squared.value == pytest.approx(0.05934066, abs=5e-9)


def test_rank_biserial_of_two_groups():
    # effectsize, the same file: 0.6071429
    values = [48, 48, 77, 86, 85, 85, 16, 14, 34, 34, 77]
    found = compare_two(values, ["A"] * 7 + ["B"] * 4)
    assert found.mann_whitney.rank_biserial == pytest.approx(0.6071429, abs=5e-8)


def test_mann_whitney_exact():
    # jamovi/jmv, tests/testthat/testttestis.R (16f7bfd4): U 2, p 0.063, rank biserial 0.8
    score = [220, 221, 223, 225, 226, 228, 229, 230, 232]
    group = ["spr", "spr", "spr", "ctrl", "spr", "spr", "ctrl", "ctrl", "ctrl"]
    found = compare_two(score, group).mann_whitney
    assert found.exact
    assert min(found.u, 4 * 5 - found.u) == 2
    assert found.p == pytest.approx(0.063, abs=5e-4)
    assert found.rank_biserial == pytest.approx(0.8)


def test_ancova_without_an_effect():
    # jamovi/jmv, tests/testthat/testancova.R (8ac62652), to three digits: residual SS 734.999, p of the groups 0.871
    found = ancova(OUTCOME, THREE, COVARIATE)
    assert found.groups.p == pytest.approx(0.871, abs=1e-3)
    assert found.groups.df_within == 14
    within = 734.999 / 14  # its mean square follows from the error of the slope and the spread of the covariate
    inside = sum(5 * np.var(part, ddof=1) for part in np.array(COVARIATE).reshape(3, 6))
    error = found.slope.estimate / found.slope.t
    assert error**2 * inside == pytest.approx(within, rel=1e-5)


@pytest.mark.parametrize(
    ("bound", "p"),
    [(0.3835687, 0.003875522), (0.384, 0.003838994)],
)
def test_equivalence_to_seven_digits(bound, p):
    # Lakens/TOSTER, tests/testthat/test-known_results.R (03aae316), TOSTtwo and TOSTtwo.raw: p of the upper bound (the
    # larger one), 90% interval -0.1870843 to 0.2470843
    found = equivalence(compare_summaries([5.25, 5.22], [0.95, 0.83], [95, 89]), bound).pairs.loc[0]
    assert found["p"] == pytest.approx(p, rel=2e-6)
    assert [found["ci_low"], found["ci_high"]] == pytest.approx([-0.1870843, 0.2470843], abs=5e-8)


def test_welch_from_summaries():
    # TOSTER, the same file: df 181.1344, 95% interval -0.2290799 to 0.2890799. Of two groups Games–Howell's is Welch's
    found = compare_summaries([5.25, 5.22], [0.95, 0.83], [95, 89])
    assert found.welch.df_within == pytest.approx(181.1344, abs=5e-5)
    assert found.pairwise.loc[0, ["ci_low", "ci_high"]].tolist() == pytest.approx([-0.2290799, 0.2890799], abs=5e-8)


def test_partial_correlation_of_jamovi():
    # jamovi/jmv, tests/testthat/testcorrpart.R (d1cbf063): r 0.254, p 0.478, two of thirteen rows incomplete
    frame = pd.DataFrame(
        {
            "x": [8, 51, 2, 74, 1, 91, 5, 25, 1, 59, 5, 32, 7],
            "y": [2, np.nan, np.nan, 3, -1, -2, 1, 1, -2, 2, -2, -3, 3],
            "z": [0, 4, 19, 5, 9, 15, 1, 4, 19, 10, 13, 7, 5],
        }
    )
    found = correlate(frame, given="z")
    assert found.n.loc["x", "y"] == 11
    assert found.r.loc["x", "y"] == pytest.approx(0.254, abs=5e-4)
    assert found.p.loc["x", "y"] == pytest.approx(0.478, abs=5e-4)


def test_a_table_without_association():
    # jamovi/jmv, tests/testthat/testconttables.R (0319a5ee), to three digits: adjusted residual 0.0201,
    # chi² p 0.984, Fisher 1, gamma 0.004 (-0.39 to 0.398), tau-b 0.002, p 0.984; Mantel–Haenszel p 0.984
    found = crosstab(counts=pd.DataFrame([[23, 22], [28, 27]]), random=False)
    assert found.residuals.to_numpy() == pytest.approx(np.array([[0.0201, -0.0201], [-0.0201, 0.0201]]), abs=5e-5)
    assert found.expected.to_numpy() == pytest.approx(np.array([[22.95, 22.05], [28.05, 26.95]]))
    assert (found.p, found.p_likelihood_ratio, found.p_exact) == pytest.approx((0.984, 0.984, 1), abs=5e-4)
    assert found.gamma.value == pytest.approx(0.004, abs=5e-4)
    assert [found.gamma.interval.low, found.gamma.interval.high] == pytest.approx([-0.39, 0.398], abs=5e-4)
    assert (found.kendall_tau_b.value, found.kendall_tau_b.p) == pytest.approx((0.002, 0.984), abs=5e-4)
    assert (found.linear.m2, found.linear.p_asymptotic) == pytest.approx((0, 0.984), abs=5e-4)


def test_two_by_two_of_jasp():
    # jasp-stats/jaspFrequencies, tests/testthat/test-verified-contingencytables.R (007500ab), as R, SPSS, SAS, Minitab
    found = crosstab(counts=pd.DataFrame([[32, 19], [20, 29]]), random=False)
    assert (found.chi2, found.p) == pytest.approx((4.81448989852351, 0.0282214233450228), rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "v", "limits"),
    [
        ([[762, 327, 468], [484, 239, 477]], 0.1044358024, (0.06490742, 0.14026390)),
        ([[10, 20, 30, 15], [25, 15, 10, 20], [5, 25, 20, 10]], 0.2726207805, (0.14555000, 0.34962200)),
        ([[20, 30], [35, 15]], 0.3015113446, (0.10547470, 0.49750770)),
    ],
)
def test_cramers_v_and_its_interval(counts, v, limits):
    # rstatix, tests/testthat/test-cramer_v.R (00403ace), without Yates' correction; the limits there are those of
    # effectsize::cramers_v(adjust = FALSE, ci = 0.95, alternative = "two.sided"), to a relative 1e-5
    found = crosstab(counts=pd.DataFrame(counts), random=False).cramers_v
    assert found.value == pytest.approx(v, abs=5e-11)
    assert [found.interval.low, found.interval.high] == pytest.approx(limits, rel=1e-5)


def test_omega_squared_of_irises(reference_data):
    # rstatix, tests/testthat/test-omega_squared.R (2be1c67a), as effectsize 1.0.1: length of the sepals by species
    irises = reference_data("irises")
    found = compare_groups(irises["value"], irises["group"])
    assert found.omega_squared.value == pytest.approx(0.6119308, abs=5e-8)


# jasp-stats/jaspAnova, tests/testthat: KWanova.csv (77e3f307) and FIanova.csv (60750cd2)
TREATMENTS = {
    "I": [6, 11, 12, 20, 24, 21, 18, 15, 14, 10, 8, 14],
    "II": [31, 7, 9, 11, 16, 19, 17, 11, 22, 23, 27, 26],
    "III": [13, 32, 31, 30, 28, 29, 25, 26, 26, 27, 26, 19],
}
STANDING = {
    ("College men", "Above"): [52, 48, 43, 50, 43, 44, 46, 46, 43, 49],
    ("College men", "Average"): [28, 35, 34, 32, 34, 27, 31, 27, 29, 25],
    ("College men", "Below"): [15, 14, 23, 21, 14, 20, 21, 16, 20, 14],
    ("Professional Athlete", "Above"): [38, 42, 42, 35, 33, 38, 39, 34, 33, 34],
    ("Professional Athlete", "Average"): [43, 34, 33, 42, 41, 37, 37, 40, 36, 35],
    ("Professional Athlete", "Below"): [23, 25, 18, 26, 18, 26, 20, 19, 22, 17],
}


def test_one_way_of_jasp():
    # test-verified-anova.R (0def2f83), as R, SPSS, SAS and Minitab: F, p; Kruskal–Wallis H, p
    values = [value for part in TREATMENTS.values() for value in part]
    found = compare_groups(values, np.repeat(list(TREATMENTS), 12))
    assert [found.anova.f, found.anova.p] == pytest.approx([10.6140474663246, 0.000275916880669353], rel=1e-12)
    assert (found.kruskal.df, found.anova.df_within) == (2, 33)
    assert [found.kruskal.h, found.kruskal.p] == pytest.approx([13.844384244926, 0.00098566686805503], rel=1e-12)


def test_two_factors_of_jasp():
    # test-verified-anova.R (0def2f83), type III of balanced cells, which is type II too: SS, F, p
    rows = [(*cell, value) for cell, part in STANDING.items() for value in part]
    frame = pd.DataFrame(rows, columns=["norms", "standing", "score"])
    found = two_factor_anova(frame["score"], frame["norms"], frame["standing"])
    expected = [
        [4.26666666666665, 0.35820895522388, 0.552004973907298],
        [4994.13333333333, 209.641791044776, 3.51846028634314e-26],
        [810.133333333333, 34.0074626865672, 2.76364103266819e-10],
    ]
    for table in (found.type_2, found.type_3):
        assert table[["ss", "f", "p"]].to_numpy()[:3] == pytest.approx(np.array(expected), rel=1e-9)
        assert table["ss"].iloc[3] == pytest.approx(643.2)


# jasp-stats/jaspRegression, tests/testthat/Correlation.csv (352e5330): 91 values of Y by X
PAIRED = {
    2.0: [22, 17, 16, 14, 10, 9, 7, 5, 3, 2],
    2.5: [26, 23, 18, 18, 16, 13, 12, 10, 10, 7, 6],
    3.0: [29, 26, 26, 24, 24, 23, 22, 16, 9, 8],
    3.5: [34, 26, 25, 23, 23, 22, 22, 19, 18, 17, 17, 17, 12, 8],
    4.0: [36, 35, 30, 27, 25, 25, 24, 21, 20, 19, 19, 18, 18, 12, 3],
    4.5: [28, 27, 16],
    5.0: [41, 32, 27, 19],
    5.5: [32, 25, 25],
    6.0: [46, 38, 34, 33, 27, 20],
    6.5: [44, 37, 32, 28],
    7.0: [52, 46, 37],
    7.5: [42, 41, 38, 35],
    8.0: [53, 48, 40, 40],
}


@pytest.mark.parametrize(
    ("method", "r", "p", "limits"),
    [
        ("pearson", 0.806436535963374, 5.11889396069723e-22, (0.720084338869883, 0.868190969147739)),
        ("spearman", 0.773033328906496, 2.77257960858756e-19, (0.674464778571329, 0.844527512492866)),
        ("kendall", 0.612084493088406, 3.58243017602502e-16, (0.517248967986794, 0.706920018190018)),
    ],
)
def test_correlations_of_jasp(method, r, p, limits):
    # test-correlationVerification.R (8ea6b6d4), as R, SPSS, SAS and Minitab
    frame = pd.DataFrame([(x, y) for x, part in PAIRED.items() for y in part], columns=["x", "y"])
    found = correlate(frame, method).pairs.loc[0]
    assert [found["r"], found["p"]] == pytest.approx([r, p], rel=1e-12)
    assert found["n"] == 91
    if method == "pearson":
        assert [found["ci_low"], found["ci_high"]] == pytest.approx(limits, rel=1e-12)
    elif method == "spearman":
        # JASP takes Fisher's z as it is for Pearson; Bonett & Wright's, ours, is wider by √(1 + r²/2)
        theirs = (np.arctanh(limits[1]) - np.arctanh(limits[0])) * np.sqrt(1 + r**2 / 2)
        assert np.arctanh(found["ci_high"]) - np.arctanh(found["ci_low"]) == pytest.approx(theirs, rel=1e-9)
    else:
        # JASP estimates the standard error otherwise than Brown & Benedetti: 1% wider here
        assert [found["ci_low"], found["ci_high"]] == pytest.approx(limits, abs=0.001)


def test_hedges_g_of_cars():
    # effectsize, tests/testthat/test-standardized_differences.R (04fa25bc), R's mtcars, weight by gearbox: g 1.844, 95%
    # 1.004 to 2.664, to a relative 1e-3. That interval inverts the noncentral t; ours, from the standard error of g and
    # the central t (Hedges & Olkin 1985), is some 0.04 wider to either side
    automatic = [3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73]
    automatic += [3.78, 5.25, 5.424, 5.345, 2.465, 3.52, 3.435, 3.84, 3.845]
    manual = [2.62, 2.875, 2.32, 2.2, 1.615, 1.835, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78]
    found = compare_two([*automatic, *manual], ["a"] * 19 + ["m"] * 13).hedges_g
    assert found.value == pytest.approx(1.844, rel=1e-3)
    assert [found.interval.low, found.interval.high] == pytest.approx([1.004, 2.664], abs=0.06)


# JASP's example file "puppies" (data of A. Field, not copied here): the means and sds that JASP prints, five a group
PUPPIES = {"means": [3.2, 5, 2.2], "sds": [1.30384048104053, 1.58113883008419, 1.30384048104053], "ns": [5, 5, 5]}
DOSES = ["15 mins", "30 mins", "No puppies"]


def test_everything_of_the_puppies():
    # jasp-stats/jaspAnova, tests/testthat/test-other-puppies.R (2dd3d3a9)
    found = compare_summaries(**PUPPIES, labels=DOSES)
    assert [found.anova.f, found.anova.p] == pytest.approx([5.11864406779661, 0.0246942895382226], rel=1e-12)
    assert [found.eta_squared.value, found.omega_squared.value] == pytest.approx([0.460365853658537, 0.354485776805252])
    # The interval of JASP and effectsize is λ/(λ + df within) at the limits of the noncentrality λ, ours λ/(λ + n)
    limits = np.array([found.eta_squared.interval.low, found.eta_squared.interval.high])
    noncentrality = 15 * limits / (1 - limits)
    theirs = noncentrality / (noncentrality + 12)
    assert theirs.tolist() == pytest.approx([0.000745402224770925, 0.706565601103752], rel=1e-4)
    pairs = found.pairwise
    assert pairs["difference"].tolist() == pytest.approx([-1.8, 1, 2.8])
    games_howell = [
        [-4.43893919399357, 0.838939193993569, 0.185393344481168],
        [-1.3563089273419, 3.3563089273419, 0.47896489393065],
        [0.161060806006431, 5.43893919399357, 0.0388414107946465],
    ]
    assert pairs[["ci_low", "ci_high", "p_games_howell"]].to_numpy() == pytest.approx(np.array(games_howell), rel=1e-6)
    tukey = [
        [-4.16624115850688, 0.566241158506877, 0.147457622995378],
        [-1.36624115850688, 3.36624115850688, 0.516276123508473],
        [0.433758841493124, 5.16624115850688, 0.0209243994922419],
    ]
    assert pairs[["tukey_low", "tukey_high", "p_tukey"]].to_numpy() == pytest.approx(np.array(tukey), rel=1e-6)
    # JASP's letters, from Tukey's tests, start at the lowest mean, ours at the highest
    letters = {"15 mins": "ab", "30 mins": "b", "No puppies": "a"}
    turned = found.letters.str.translate(str.maketrans("ab", "ba")).map(sorted).map("".join)
    assert turned.to_dict() == letters


def test_linear_contrast_of_the_puppies():
    # The same file: contrast (0, -1, 1) of 15 and 30 minutes and none, which is minus the linear one of three groups of
    # equal size: -2.8, 95% -4.73248129083355 to -0.867518709166448, t -3.15691331761188 (df 12), p 0.00826810286112651
    trend = compare_summaries(**PUPPIES, labels=DOSES, order=["No puppies", "15 mins", "30 mins"]).trend
    assert [trend.t, trend.df, trend.p] == pytest.approx([3.15691331761188, 12, 0.00826810286112651], rel=1e-12)
    assert 2 * trend.per_step == pytest.approx(2.8)
    limits = [trend.per_step_interval.low, trend.per_step_interval.high]
    assert limits == pytest.approx([0.867518709166448 / 2, 4.73248129083355 / 2], rel=1e-12)
    assert trend.estimate == pytest.approx(2.8 / np.sqrt(2))
