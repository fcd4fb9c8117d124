"""Group comparisons against R, SciPy and pingouin, and what must hold for any groups."""

import warnings

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import compare_groups


@pytest.fixture
def penguins():
    return pingouin.read_dataset("penguins")


@st.composite
def grouped_values(draw, missing=False):
    k = draw(st.integers(2, 5))
    sizes = draw(st.lists(st.integers(2, 12), min_size=k, max_size=k))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    groups = np.repeat([f"g{i}" for i in range(k)], sizes)
    values = np.round(
        rng.normal(3, 1, len(groups)) + 0.3 * np.repeat(range(k), sizes), draw(st.sampled_from([0, 1, 9]))
    )
    frame = pd.DataFrame({"value": values, "group": groups})
    if missing:
        frame = frame.mask(rng.random(frame.shape) < 0.1)
    return frame


def compared(frame):
    try:
        return compare_groups(frame["value"], frame["group"])
    except StatisticsError:
        assume(False)


def samples(frame):
    complete = frame.dropna()
    return [part["value"].to_numpy() for _, part in complete.groupby("group", observed=True)]


# Reference values


@pytest.mark.parametrize(
    ("name", "anova", "welch", "kruskal"),
    [
        # R: summary(aov()), oneway.test(), kruskal.test() on the data sets of package datasets
        ("plant_growth", (2, 27, 4.846, 0.01591), (17.128, 5.181, 0.01739), (2, 7.9882, 0.01842)),
        ("insect_sprays", (5, 66, 34.70, None), (30.043, 36.065, 7.999e-12), (5, 54.691, 1.511e-10)),
        ("chickwts", (5, 65, 15.365, 5.936e-10), None, (5, 37.343, 5.113e-07)),
        ("tooth_growth", (2, 57, 67.42, 9.533e-16), None, (2, 40.669, 1.475e-09)),
    ],
)
def test_tests_are_those_of_r(reference_data, name, anova, welch, kruskal):
    data = reference_data(name)
    result = compare_groups(data["value"], data["group"])
    df_between, df_within, f, p = anova
    assert (result.anova.df_between, result.anova.df_within) == (df_between, df_within)
    assert result.anova.f == pytest.approx(f, rel=2e-4)
    if p is not None:
        assert result.anova.p == pytest.approx(p, rel=5e-4)
    if welch is not None:
        df, f, p = welch
        assert result.welch.df_between == df_between
        assert result.welch.df_within == pytest.approx(df, abs=5e-4)
        assert result.welch.f == pytest.approx(f, rel=2e-4)
        assert result.welch.p == pytest.approx(p, rel=5e-4)
    df, h, p = kruskal
    assert result.kruskal.df == df
    assert result.kruskal.h == pytest.approx(h, rel=2e-5)
    assert result.kruskal.p == pytest.approx(p, rel=5e-4)
    assert result.n == len(data)


def test_everything_is_as_in_pingouin(penguins):
    result = compare_groups(penguins["body_mass_g"], penguins["species"])
    complete = penguins.dropna(subset=["body_mass_g"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        anova = pingouin.anova(complete, dv="body_mass_g", between="species").iloc[0]
        welch = pingouin.welch_anova(complete, dv="body_mass_g", between="species").iloc[0]
        kruskal = pingouin.kruskal(complete, dv="body_mass_g", between="species").iloc[0]
        levene = pingouin.homoscedasticity(complete, dv="body_mass_g", group="species", center="mean").iloc[0]
    assert (result.n, result.excluded) == (342, 2)
    assert result.anova.f == pytest.approx(anova["F"], rel=1e-10)
    assert result.anova.p == pytest.approx(anova["p_unc"], rel=1e-8)
    assert result.eta_squared.value == pytest.approx(anova["np2"], rel=1e-10)
    assert result.welch.f == pytest.approx(welch["F"], rel=1e-10)
    assert result.welch.df_within == pytest.approx(welch["ddof2"], rel=1e-10)
    assert result.welch.p == pytest.approx(welch["p_unc"], rel=1e-8)
    assert result.kruskal.h == pytest.approx(kruskal["H"], rel=1e-10)
    assert result.levene.f == pytest.approx(levene["W"], rel=1e-10)
    assert result.levene.p == pytest.approx(levene["pval"], rel=1e-8)


@settings(max_examples=12, deadline=None)
@given(grouped_values(missing=True))
def test_agrees_with_scipy(frame):
    result = compared(frame)
    parts = samples(frame)
    expected = stats.f_oneway(*parts)
    assert result.anova.f == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    assert result.anova.p == pytest.approx(expected.pvalue, rel=1e-9)
    expected = stats.kruskal(*parts)
    assert result.kruskal.h == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
    assert result.kruskal.p == pytest.approx(expected.pvalue, rel=1e-9)
    if result.welch is not None:
        expected = stats.f_oneway(*parts, equal_var=False)
        assert result.welch.f == pytest.approx(expected.statistic, rel=1e-9, abs=1e-12)
        assert result.welch.p == pytest.approx(expected.pvalue, rel=1e-9)
    if result.levene is not None:
        expected = stats.levene(*parts, center="mean")
        assert result.levene.f == pytest.approx(expected.statistic, rel=1e-7, abs=1e-10)
        assert result.levene.p == pytest.approx(expected.pvalue, rel=1e-6)


@pytest.mark.parametrize("rest", [np.arange(600) / 7 % 4, np.arange(600) % 5, np.arange(600) ** 1.5])
@pytest.mark.parametrize("first", [np.arange(1200) % 5 + 1, np.arange(1200) % 13 / 3])
def test_ranks_are_scipys_whether_counted_or_sorted(first, rest):
    """What the first thousand values look like decides how ranks are made, and nothing else."""
    values, groups = np.concatenate([first, rest]), np.arange(1800) * 7 % 4
    result = compare_groups(values, groups, order=range(4))
    expected = stats.kruskal(*(values[groups == group] for group in range(4)))
    assert (result.kruskal.h, result.kruskal.p) == (pytest.approx(expected.statistic), pytest.approx(expected.pvalue))
    assert result.jonckheere.tau_b == pytest.approx(stats.kendalltau(values, groups).statistic, abs=1e-12)


def test_group_means_have_scipys_t_intervals(penguins):
    result = compare_groups(penguins["body_mass_g"], penguins["species"], confidence=0.9)
    for species, values in penguins.dropna(subset=["body_mass_g"]).groupby("species")["body_mass_g"]:
        row = result.groups.loc[species]
        interval = stats.ttest_1samp(values, 0).confidence_interval(0.9)
        assert [row["ci_low"], row["ci_high"]] == pytest.approx([interval.low, interval.high], rel=1e-10)
        assert [row["n"], row["mean"], row["sd"]] == pytest.approx(
            [len(values), values.mean(), values.std()], rel=1e-12
        )


def test_effect_sizes_of_plant_growth(reference_data):
    # R effectsize::eta_squared(aov(weight ~ group)) 0.26, omega_squared 0.20
    data = reference_data("plant_growth")
    result = compare_groups(data["value"], data["group"])
    assert result.eta_squared.value == pytest.approx(0.26, abs=0.005)
    assert result.omega_squared.value == pytest.approx(0.20, abs=0.005)


@settings(max_examples=10, deadline=None)
@given(grouped_values(), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_effect_size_limits_invert_the_noncentral_f(frame, confidence):
    result = compared(frame)
    anova, n = result.anova, result.n
    interval = compare_groups(frame["value"], frame["group"], confidence=confidence).eta_squared.interval
    for limit, probability in ((interval.low, (1 + confidence) / 2), (interval.high, (1 - confidence) / 2)):
        if limit > 0:  # λ = N·η²/(1 − η²), Steiger (2004), equation 16
            noncentrality = n * limit / (1 - limit)
            reached = stats.ncf.cdf(anova.f, anova.df_between, anova.df_within, noncentrality)
            assert reached == pytest.approx(probability, abs=1e-7)
        else:
            assert stats.f.cdf(anova.f, anova.df_between, anova.df_within) <= probability + 1e-9


def test_omega_squared_goes_below_zero():
    values, groups = [1, 2, 3, 1, 2, 3, 1, 2, 3.5], list("aaabbbccc")
    result = compare_groups(values, groups)
    assert result.anova.f < 1
    assert result.omega_squared.value < 0
    assert result.omega_squared.interval.low == 0.0
    # Hays' other form: (F − 1) / (F + (df within + 1) / df between)
    assert result.omega_squared.value == pytest.approx((result.anova.f - 1) / (result.anova.f + 7 / 2))


# What holds for any groups


@settings(max_examples=12, deadline=None)
@given(grouped_values(missing=True), st.randoms(use_true_random=False))
def test_order_of_rows_names_of_groups_and_units_do_not_matter(frame, random):
    result = compared(frame)
    names = {"g0": "v", "g1": "w", "g2": "x", "g3": "y", "g4": "z"}
    rows = random.sample(range(len(frame)), len(frame))
    others = [
        frame.iloc[rows],
        frame.assign(group=frame["group"].map(names)),
        frame.assign(value=frame["value"] + 1e4),
        frame.assign(value=-2.5 * frame["value"]),
    ]
    for other in others:
        again = compared(other)
        assert (again.n, again.excluded) == (result.n, result.excluded)
        assert again.anova.f == pytest.approx(result.anova.f, rel=1e-6, abs=1e-9)
        assert again.kruskal.h == pytest.approx(result.kruskal.h, rel=1e-9, abs=1e-9)
        assert again.omega_squared.value == pytest.approx(result.omega_squared.value, rel=1e-6, abs=1e-9)
        assert (again.welch is None) == (result.welch is None)
        if result.welch is not None:
            assert again.welch.f == pytest.approx(result.welch.f, rel=1e-6, abs=1e-9)
    shifted = compared(others[2]).pairwise.drop(columns=["group_a", "group_b"])
    pd.testing.assert_frame_equal(shifted, result.pairwise.drop(columns=["group_a", "group_b"]), rtol=1e-6, atol=1e-7)


@settings(max_examples=12, deadline=None)
@given(grouped_values(missing=True))
def test_bounds_and_counts(frame):
    result = compared(frame)
    complete = frame.dropna()
    assert result.n == len(complete) == result.groups["n"].sum()
    assert result.n + result.excluded == len(frame)
    assert 0 <= result.eta_squared.value <= 1
    assert result.omega_squared.value <= result.eta_squared.value
    assert 0 <= result.eta_squared.interval.low <= result.eta_squared.interval.high < 1
    assert list(result.groups.index) == sorted(complete["group"].unique())
    for p in (result.anova.p, result.kruskal.p):
        assert 0 <= p <= 1


def test_equal_groups_have_no_effect():
    result = compare_groups([1, 2, 3] * 4, np.repeat(list("abcd"), 3))
    assert result.anova.f == result.welch.f == result.kruskal.h == result.levene.f == 0.0
    assert result.anova.p == result.welch.p == result.kruskal.p == result.levene.p == 1.0
    assert result.eta_squared.value == 0.0
    assert (result.pairwise["hedges_g"] == 0).all()
    assert result.pairwise["p_games_howell"].to_list() == result.pairwise["p_tukey"].to_list() == [1.0] * 6


def test_two_groups_are_the_t_tests():
    # R ?t.test, Student's sleep data: t = -1.8608, p = 0.07919 (equal variances); df = 17.776, p = 0.07939 (Welch)
    values = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    result = compare_groups(values, [1] * 10 + [2] * 10)
    assert result.anova.f == pytest.approx(1.8608**2, rel=1e-4)
    assert result.anova.p == pytest.approx(0.07919, abs=5e-6)
    assert result.welch.df_within == pytest.approx(17.776, abs=5e-4)
    assert result.welch.p == pytest.approx(0.07939, abs=5e-6)
    pair = result.pairwise.iloc[0]
    assert pair["p_tukey"] == pytest.approx(result.anova.p, rel=1e-9)
    assert pair["p_games_howell"] == pytest.approx(result.welch.p, rel=1e-9)
    assert [pair["ci_low"], pair["ci_high"]] == pytest.approx([-3.3654832, 0.2054832], abs=5e-7)


# Groups and how they come in


def test_categories_keep_their_order_and_unused_ones_go():
    model = pd.Categorical(
        ["netwerk", "schotten", "ketens", "netwerk", "schotten", "ketens", None],
        categories=["schotten", "ketens", "netwerk", "integraal"],
        ordered=True,
    )
    result = compare_groups(pd.Series([3, 1, 2, 4, 2, 3, 5.0]), pd.Series(model))
    assert list(result.groups.index) == ["schotten", "ketens", "netwerk"]
    assert result.pairwise[["group_a", "group_b"]].to_numpy().tolist() == [
        ["schotten", "ketens"],
        ["schotten", "netwerk"],
        ["ketens", "netwerk"],
    ]
    assert result.excluded == 1
    assert result.anova.df_between == 2


def test_a_group_whose_values_are_all_missing_is_no_group():
    result = compare_groups(pd.Series([1, 2, 3, 4, np.nan, np.nan]), pd.Series(list("aabbcc")))
    assert list(result.groups.index) == ["a", "b"]
    assert result.excluded == 2


@pytest.mark.parametrize(
    "groups",
    [
        [2, 2, 10, 10, 2, 10],
        [2.0, 2.0, 10.0, 10.0, 2.0, 10.0],
        [False, False, True, True, False, True],
        pd.array([2, 2, 10, 10, 2, 10], dtype="Int64"),
        pd.to_datetime(["2019"] * 2 + ["2021"] * 2 + ["2019", "2021"]),
        [2, 2, "anders", "anders", 2, "anders"],
        pd.Categorical(["b", "b", "a", "a", "b", "a"], categories=["b", "a"]),
    ],
)
def test_labels_of_every_kind(groups):
    result = compare_groups([1, 2, 5, 6, 2, 8], groups)
    assert result.groups["mean"].to_list() == pytest.approx([5 / 3, 19 / 3])
    assert result.groups["n"].to_list() == [3, 3]


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float32", "int8", "object", "category"])
def test_every_numeric_dtype_is_read_alike(dtype):
    values, groups = pd.Series([1, 2, 5, 6, 2, 8]), pd.Series(list("aabbab"))
    expected = compare_groups(values, groups).anova.f
    assert compare_groups(values.astype(dtype), groups).anova.f == pytest.approx(expected)


def test_missing_groups_of_every_kind_are_missing():
    groups = pd.Series(["a", "a", None, "b", np.nan, "b", pd.NA, "a"], dtype=object)
    result = compare_groups(pd.Series([1, 2, 9, 4, 9, 5, 9, 3.0]), groups)
    assert (result.n, result.excluded) == (5, 3)
    assert list(result.groups.index) == ["a", "b"]


def test_series_are_paired_by_their_index():
    frame = pd.DataFrame({"value": [1, 2, 5, 6, 2, 8.0], "group": list("aabbab")}, index=list("uvwxyz"))
    expected = compare_groups(frame["value"], frame["group"]).groups
    turned = compare_groups(frame["value"], frame["group"].iloc[::-1]).groups
    pd.testing.assert_frame_equal(turned, expected)
    doubled = frame.set_axis([7] * 6)
    pd.testing.assert_frame_equal(compare_groups(doubled["value"], doubled["group"]).groups, expected)
    by_position = compare_groups(frame["value"].to_numpy(), frame["group"].set_axis(range(6))).groups
    pd.testing.assert_frame_equal(by_position, expected)


def test_an_ordered_category_survives_the_pairing():
    groups = pd.Series(pd.Categorical(list("bbaa"), categories=["b", "a"], ordered=True), index=[3, 2, 1, 0])
    assert list(compare_groups(pd.Series([1, 2, 3, 5.0]), groups).groups.index) == ["b", "a"]


@pytest.mark.parametrize("index", [[10, 11, 12, 13], [0, 1, 2, 9], [0, 0, 1, 2]])
def test_series_of_different_rows_are_refused(index):
    with pytest.raises(StatisticsError, match="verschillende rijen"):
        compare_groups(pd.Series([1, 2, 3, 5.0]), pd.Series(list("aabb"), index=index))


# Degenerate input


@pytest.mark.parametrize(
    ("values", "groups", "said"),
    [
        ([1, 2, 3], ["a", "b"], "even lang"),
        ([1, 2, 3], ["a", "a", "a"], "één groep, a"),
        ([1, 2, np.nan], ["a", "a", "b"], "één groep, a"),
        ([], [], "geen enkele rij"),
        ([np.nan, 1], ["a", None], "geen enkele rij"),
        ([1, 2, 3], ["a", "b", "c"], "maar één antwoord"),
        ([1, 1, 2, 2], ["a", "a", "b", "b"], "geen spreiding"),
        ([3, 3, 3, 3], ["a", "a", "b", "b"], "geen spreiding"),
        ([1, 2, 3, "vier"], ["a", "a", "b", "b"], "rij 4: 'vier' is geen getal"),
        ([1, 2, 3, np.inf], ["a", "a", "b", "b"], "rij 4"),
        ([[1], [2], [3], [4]], ["a", "a", "b", "b"], "één kolom"),
        (pd.DataFrame({"x": [1, 2, 3, 4]}), ["a", "a", "b", "b"], "één kolom"),
        ([1, 2, 3, 4], "aabb", "één kolom"),
    ],
)
def test_what_cannot_be_compared_is_said(values, groups, said):
    with pytest.raises(StatisticsError) as caught:
        compare_groups(values, groups)
    assert said in str(caught.value)


@pytest.mark.parametrize("confidence", [0, 1, 95, float("nan"), "0.95", True])
def test_impossible_confidence(confidence):
    with pytest.raises(StatisticsError, match="tussen 0 en 1"):
        compare_groups([1, 2, 3, 4], list("aabb"), confidence=confidence)


def test_a_group_of_one_counts_in_the_anova_and_has_no_spread():
    values, groups = [1, 2, 4, 5, 6, 9.0], list("aabbbc")
    result = compare_groups(values, groups)
    expected = stats.f_oneway([1, 2], [4, 5, 6], [9])
    assert result.anova.f == pytest.approx(expected.statistic)
    assert result.welch is None
    single = result.groups.loc["c"]
    assert (single["n"], single["mean"]) == (1, 9)
    assert np.isnan(single[["sd", "ci_low", "ci_high"]].astype(float)).all()
    with_single = result.pairwise[result.pairwise["group_b"] == "c"]
    assert with_single[["ci_low", "ci_high", "p_games_howell"]].isna().all(axis=None)
    assert with_single["p_tukey"].notna().all()
    assert with_single["difference"].to_list() == [-7.5, -4.0]
    text = " ".join(map(str, result.notes))
    assert "(c)" in text
    assert "Welch" in text


@pytest.mark.parametrize("constant", [2.0, 0.1, 10 / 3])
def test_a_group_without_variance_has_no_welch(constant):
    values = [constant] * 5 + [1, 2, 4, 2, 7, 3, 2.0]
    result = compare_groups(values, list("aaaaabbbbccc"))
    assert result.welch is None
    assert result.groups.loc["a", "sd"] == 0
    assert np.isnan(result.groups.loc["a", "ci_low"])
    assert result.pairwise["p_games_howell"].notna().all()
    text = " ".join(map(str, result.notes))
    assert "Welch" in text
    assert "(a)" in text


def test_rounding_is_not_taken_for_variance():
    third = [10 / 3, np.nextafter(10 / 3, 4), 10 / 3, np.nextafter(10 / 3, 0)]
    result = compare_groups([*third, 1, 2, 4, 2.5], list("aaaabbbb"))
    assert result.groups.loc["a", "sd"] == 0
    assert result.welch is None


def test_two_groups_without_variance_are_not_compared_by_their_own():
    result = compare_groups([1, 1, 2, 2, 3, 5.0], list("aabbcc"))
    first = result.pairwise.iloc[0]
    assert np.isnan(first["p_games_howell"])
    assert np.isnan(first["hedges_g"])
    assert 0 < first["p_tukey"] <= 1
    text = " ".join(map(str, result.notes))
    assert "Games–Howell" in text
    assert "Hedges" in text


def test_levene_is_not_invented_where_all_lie_equally_far():
    result = compare_groups([1.1, 2.3, 4.7, 5.9, 6.1, 9.3], list("aabbcc"))
    assert result.levene is None  # with two answers a group both lie equally far from their mean
    assert any("Levene" in str(note) for note in result.notes)


def test_extreme_sizes_stay_finite():
    rng = np.random.default_rng(8)
    values, groups = rng.normal(size=40), np.repeat(list("abcd"), 10)
    expected = compare_groups(values, groups)
    for factor in (1e-50, 1e50):
        result = compare_groups(values * factor, groups)
        assert result.anova.f == pytest.approx(expected.anova.f, rel=1e-9)
        assert result.welch.df_within == pytest.approx(expected.welch.df_within, rel=1e-9)
        assert result.pairwise["p_games_howell"].to_list() == pytest.approx(
            expected.pairwise["p_games_howell"].to_list(), rel=1e-8
        )
    sharp = compare_groups([1, 1 + 1e-9, 2, 2 + 1e-9], list("aabb"))
    assert 0.999 < sharp.eta_squared.interval.low <= sharp.eta_squared.interval.high <= 1
    assert 0 <= sharp.anova.p < 1e-15


def test_the_data_are_left_as_they_were(penguins):
    before = penguins.copy()
    compare_groups(penguins["body_mass_g"], penguins["species"])
    pd.testing.assert_frame_equal(penguins, before)


def test_without_ranks_the_tests_of_means_stay(penguins):
    values, groups = penguins["body_mass_g"], penguins["species"]
    without, whole = (
        compare_groups(values, groups, order=["Adelie", "Gentoo"], ranks=False),
        compare_groups(values, groups),
    )
    assert without.kruskal is None
    assert without.jonckheere is None
    assert without.pairwise[["p_dunn_holm", "rank_low"]].isna().all(axis=None)
    assert without.anova == whole.anova
    assert any("niet gevraagd" in note.template for note in without.notes)


def test_dunns_interval_is_bonferronis(penguins):
    complete = penguins[["body_mass_g", "species"]].dropna()
    found = compare_groups(complete["body_mass_g"], complete["species"]).pairwise
    ranks = complete["body_mass_g"].rank()
    by_group = ranks.groupby(complete["species"])
    for row in found.itertuples():
        error = np.sqrt(ranks.var() * (1 / by_group.count()[row.group_a] + 1 / by_group.count()[row.group_b]))
        difference = by_group.mean()[row.group_a] - by_group.mean()[row.group_b]
        margin = stats.norm.isf(0.05 / 6) * error  # three pairs, two sides
        assert (row.rank_low, row.rank_high) == pytest.approx((difference - margin, difference + margin))
