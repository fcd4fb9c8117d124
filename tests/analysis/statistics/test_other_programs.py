"""What the test suites of JASP, jamovi, TOSTER and effectsize expect: values of R, in more digits than help pages print.

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
    # -2.725, -0.142, 2.583, unadjusted p 0.006, 0.887, 0.010. jamovi adjusts by Bonferroni (0.019, 1, 0.029), we by Holm
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
    # effectsize, tests/testthat/test-rankES.R (08000215), data of the help of R's kruskal.test: 0.05934066. Its interval
    # is one-sided, by bootstrap: no comparison with ours
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
    inside = sum(((part := np.array(COVARIATE)[THREE == name]) - part.mean()) @ (part - part.mean()) for name in "abc")
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
    # jamovi/jmv, tests/testthat/testconttables.R (0319a5ee), to three digits: adjusted ("standardized") residual 0.0201,
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


def test_lower_limit_of_cramers_v():
    # effectsize, tests/testthat/test-xtab.R (01f38a49), to 1%: V 0.072, one-sided 95% interval from 0.051 (cramers_v's
    # interval is one-sided; its lower limit is that of a two-sided one of 90%)
    found = crosstab(
        counts=pd.DataFrame([[762, 327, 468], [484, 239, 477], [484, 239, 477]]), random=False, confidence=0.9
    )
    assert found.cramers_v.value == pytest.approx(0.072, rel=0.01)
    assert found.cramers_v.interval.low == pytest.approx(0.051, rel=0.01)
