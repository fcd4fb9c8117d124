"""Cronbach's alpha and item statistics against R psych, pingouin and pandas, and what must hold for any scale."""

import warnings

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.multivariate.factor import Factor

from analysis.errors import StatisticsError
from analysis.statistics import one_factor as one_factor_module
from analysis.statistics import parallel_analysis, polychoric, reliability
from analysis.statistics.bootstrap import draws
from analysis.statistics.one_factor import omega_total, one_factor, one_factors_without


def pingouin_alpha(items, nan_policy="listwise", confidence=0.95):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alpha, interval = pingouin.cronbach_alpha(items, nan_policy=nan_policy, ci=confidence)
    return float(alpha), [float(limit) for limit in interval]


@pytest.fixture
def attitude(reference_data):
    return reference_data("attitude")


@pytest.fixture
def with_missing():
    return pingouin.read_dataset("cronbach_wide_missing").astype(float)


@st.composite
def likert_frames(draw, missing=False):
    k, n = draw(st.integers(2, 6)), draw(st.integers(6, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    trait = rng.normal(size=(n, 1))
    answers = np.clip(np.round(3 + trait + rng.normal(size=(n, k))), 1, 5)
    if missing:
        answers[rng.random((n, k)) < 0.1] = np.nan
    frame = pd.DataFrame(answers, columns=[f"item_{i}" for i in range(k)])
    assume((frame.std() > 0).all())
    return frame


def comparable(result):
    return [result.alpha, result.interval.low, result.interval.high, result.mean_inter_item_correlation]


# Reference values


def test_attitude_is_as_in_r_psych(attitude):
    # R psych::alpha(attitude): raw_alpha 0.843, average_r 0.427 and alpha.drop, printed in the tutorial "Measurement
    # Reliability in R"; r.drop and sd, two decimals and one
    result = reliability(attitude)
    assert result.alpha == pytest.approx(0.843, abs=0.0005)
    assert result.mean_inter_item_correlation == pytest.approx(0.427, abs=0.0005)
    assert result.n == 30
    dropped = {
        "rating": 0.810,
        "complaints": 0.797,
        "privileges": 0.828,
        "learning": 0.803,
        "raises": 0.795,
        "critical": 0.864,
        "advance": 0.840,
    }
    assert list(result.items.index) == list(dropped)
    assert result.items["alpha_if_dropped"].to_list() == pytest.approx(list(dropped.values()), abs=0.0005)
    r_drop = [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    assert result.items["rest_correlation"].to_list() == pytest.approx(r_drop, abs=0.005)
    assert result.items["sd"].to_list() == pytest.approx([12.2, 13.3, 12.2, 11.7, 10.4, 9.9, 10.3], abs=0.05)


def test_published_example_of_pingouin():
    # pingouin documentation: cronbach_alpha on the data set cronbach_alpha gives 0.5917188485995826, [0.195, 0.84]
    long = pingouin.read_dataset("cronbach_alpha")
    result = reliability(long.pivot_table(index="Subj", columns="Items", values="Scores"))
    assert result.alpha == pytest.approx(0.5917188485995826, rel=1e-12)
    assert [result.interval.low, result.interval.high] == pytest.approx([0.195, 0.84], abs=0.0005)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.999])
def test_interval_is_pingouins_on_complete_data(attitude, confidence):
    result = reliability(attitude, confidence=confidence)
    _, (low, high) = pingouin_alpha(attitude, confidence=confidence)  # rounded to three decimals
    assert result.interval.low == pytest.approx(low, abs=0.0005)
    assert result.interval.high == pytest.approx(high, abs=0.0005)
    assert result.confidence == result.interval.confidence == confidence
    # Feldt's pivot: (1 − α)/(1 − alpha) at the limits has the stated F probabilities.
    for limit, probability in (
        (result.interval.low, (1 + confidence) / 2),
        (result.interval.high, (1 - confidence) / 2),
    ):
        pivot = (1 - limit) / (1 - result.alpha)
        assert stats.f.cdf(pivot, 29, 29 * 6) == pytest.approx(probability, abs=1e-9)


def test_listwise_counts_the_complete_respondents(with_missing):
    complete = with_missing.dropna()
    result = reliability(with_missing)
    assert (result.n, result.interval_n, result.dropped) == (len(complete), len(complete), 3)
    assert comparable(result) == pytest.approx(comparable(reliability(complete)), rel=1e-12)
    assert result.alpha == pytest.approx(pingouin_alpha(with_missing)[0], rel=1e-12)
    # pingouin counts 12 instead of 9 respondents, so that its interval is too narrow.
    _, (low, high) = pingouin_alpha(with_missing)
    assert result.interval.low < low - 0.01
    assert result.interval.high > high + 0.01
    assert (result.items["n"] == len(complete)).all()


def test_pairwise_rests_on_the_covariances_of_each_pair(with_missing):
    result = reliability(with_missing, missing="pairwise")
    assert result.alpha == pytest.approx(pingouin_alpha(with_missing, "pairwise")[0], rel=1e-12)
    assert result.items["n"].to_list() == with_missing.notna().sum().to_list()
    assert result.items["mean"].to_list() == pytest.approx(with_missing.mean().to_list())
    assert result.items["sd"].to_list() == pytest.approx(with_missing.std().to_list())
    for item in with_missing:
        rest = pingouin_alpha(with_missing.drop(columns=item), "pairwise")[0]
        assert result.items.loc[item, "alpha_if_dropped"] == pytest.approx(rest, rel=1e-10)
    correlations = with_missing.corr().to_numpy()
    expected = correlations[np.triu_indices_from(correlations, 1)].mean()
    assert result.mean_inter_item_correlation == pytest.approx(expected, rel=1e-12)


def test_pairwise_interval_uses_the_smallest_pair_and_says_so(with_missing):
    result = reliability(with_missing, missing="pairwise")
    answered = with_missing.notna().astype(int)
    smallest = int((answered.T @ answered).to_numpy().min())
    assert result.n == 12
    assert result.interval_n == smallest == 10
    pivot = (1 - result.interval.high) / (1 - result.alpha)
    assert stats.f.cdf(pivot, 9, 9 * 10) == pytest.approx(0.025, abs=1e-9)
    assert any("10 respondenten" in str(note) for note in result.notes)


def test_pairwise_leaves_out_only_those_without_any_answer(with_missing):
    with_missing.loc[0] = np.nan
    result = reliability(with_missing, missing="pairwise")
    assert (result.n, result.dropped) == (11, 1)


# The other coefficients


def test_standardised_alpha_is_as_in_r_psych(attitude):
    # R psych::alpha(attitude): std.alpha 0.839, the average correlation stepped up
    result = reliability(attitude)
    assert result.standardised_alpha == pytest.approx(0.839, abs=0.0005)
    assert result.standardised_alpha == pytest.approx(
        reliability((attitude - attitude.mean()) / attitude.std()).alpha, rel=1e-10
    )


def test_lambda2_and_split_half_by_hand(attitude):
    result = reliability(attitude)
    covariance = np.cov(attitude.T)
    off = [covariance[i, j] for i in range(7) for j in range(7) if i != j]
    total = attitude.sum(axis=1).var()
    assert result.lambda2 == pytest.approx((sum(off) + np.sqrt(7 / 6 * sum(c * c for c in off))) / total, rel=1e-12)
    assert result.alpha < result.lambda2 < 1
    odd = attitude[["rating", "privileges", "raises", "advance"]].sum(axis=1)
    r = stats.pearsonr(odd, attitude[["complaints", "learning", "critical"]].sum(axis=1)).statistic
    assert result.split_half == pytest.approx(2 * r / (1 + r), rel=1e-10)


def test_omega_is_that_of_an_independent_factor_analysis(attitude):
    theirs = Factor(attitude, 1, method="ml").fit()
    sd = attitude.std().to_numpy()
    true = float(sd @ theirs.loadings[:, 0]) ** 2
    result = reliability(attitude)
    assert result.omega.value == pytest.approx(true / (true + sd**2 @ theirs.uniqueness), abs=1e-4)
    assert "maximum likelihood" in result.omega.method
    assert result.omega.interval.method == "delta"
    without = reliability(attitude.drop(columns="critical"))
    assert result.items.loc["critical", "omega_if_dropped"] == pytest.approx(without.omega.value, rel=1e-7)


def test_omega_of_three_items_has_a_closed_form(reference_data):
    items = reference_data("holzinger_swineford")[["x4", "x5", "x6"]]
    c = items.cov().to_numpy()
    loadings = np.sqrt([c[0, 1] * c[0, 2] / c[1, 2], c[0, 1] * c[1, 2] / c[0, 2], c[0, 2] * c[1, 2] / c[0, 1]])
    result = reliability(items)
    assert result.omega.value == pytest.approx(loadings.sum() ** 2 / c.sum(), rel=1e-8)
    assert result.items["omega_if_dropped"].isna().all()
    assert any("zonder een item" in str(note) for note in result.notes)


def test_omega_and_alpha_agree_when_all_items_count_alike(with_moments):
    result = reliability(with_moments(np.full((5, 5), 0.4) + 0.6 * np.eye(5), 100))
    assert result.alpha == pytest.approx(2 / (2 + 0.6), rel=1e-10)
    for other in (result.omega.value, result.lambda2, result.standardised_alpha):
        assert other == pytest.approx(result.alpha, rel=1e-7)
    assert result.split_half == pytest.approx(2 * 2.4 / (np.sqrt(5.4 * 2.8) + 2.4), rel=1e-9)


@pytest.mark.parametrize(("n", "k", "traits"), [(300, 20, 1), (400, 22, 2), (200, 24, 1)])
def test_left_out_fits_from_the_whole_are_those_started_anew(n, k, traits):
    rng = np.random.default_rng(k)
    trait = rng.normal(size=(n, traits)) @ np.linalg.cholesky(np.full((traits, traits), 0.6) + 0.4 * np.eye(traits)).T
    answers = trait[:, np.arange(k) % traits] * rng.uniform(0.4, 1.2, k) + rng.normal(size=(n, k))
    correlation = np.corrcoef(np.clip(np.round(3 + answers), 1, 5).T)
    whole = one_factor(correlation)
    _, _, settled = one_factor_module._from_whole(correlation, whole)
    assert settled.all()  # none falls back on the other way
    for left, anew in zip(one_factors_without(correlation, whole), one_factors_without(correlation, None), strict=True):
        assert left.loadings == pytest.approx(anew.loadings, abs=1e-8)
        assert left.uniqueness == pytest.approx(anew.uniqueness, abs=1e-8)
        assert omega_total(left, np.ones(k - 1)) == pytest.approx(omega_total(anew, np.ones(k - 1)), abs=1e-8)


def test_left_out_fits_of_many_items_are_those_of_an_independent_factor_analysis():
    rng = np.random.default_rng(2)
    answers = rng.normal(size=(250, 1)) + rng.normal(size=(250, 22))
    result = reliability(answers)
    rest = np.corrcoef(answers[:, 1:].T)
    fit = Factor(corr=rest, n_factor=1, method="ml", nobs=250).fit()
    sd, loading = answers[:, 1:].std(axis=0, ddof=1), fit.loadings[:, 0]
    true = (sd @ loading) ** 2
    expected = true / (true + sd**2 @ (1 - loading**2))
    assert result.items["omega_if_dropped"].iloc[0] == pytest.approx(expected, abs=1e-5)


def test_a_left_out_item_without_which_another_lies_on_the_bound_is_started_anew():
    # Items 0 and 1 are nearly the same; the whole has one of them on the bound, so that nothing starts from it
    rng = np.random.default_rng(5)
    answers = 0.4 * rng.normal(size=(150, 1)) + rng.normal(size=(150, 22))
    answers[:, 1] = answers[:, 0] + 0.02 * rng.normal(size=150)
    correlation = np.corrcoef(answers.T)
    whole = one_factor(correlation)
    assert whole.uniqueness.min() == pytest.approx(0.005)
    for left, anew in zip(one_factors_without(correlation, whole), one_factors_without(correlation, None), strict=True):
        assert left.loadings == pytest.approx(anew.loadings, abs=1e-12)


def test_incomplete_respondents_are_left_out_block_by_block():
    rng = np.random.default_rng(11)
    frame = pd.DataFrame(1e5 + rng.integers(1, 6, (20_000, 3)) + rng.integers(0, 3, (20_000, 1))).astype(float)
    frame = frame.mask(rng.random(frame.shape) < 0.02)
    frame.iloc[8_192:16_384] = frame.iloc[8_192:16_384].fillna(1e5 + 3)  # a block without gaps between two with
    frame.iloc[0] = np.nan
    result, complete = reliability(frame, minimum=1e5 + 1, maximum=1e5 + 5), frame.dropna()
    assert result.n == len(complete) < len(frame)
    assert result.items["mean"].to_list() == pytest.approx(complete.mean().to_list(), rel=1e-13)
    assert result.items["sd"].to_list() == pytest.approx(complete.std().to_list(), rel=1e-10)
    assert result.alpha == pytest.approx(pingouin.cronbach_alpha(complete)[0], abs=1e-10)
    assert result.items["floor"].to_list() == pytest.approx((complete == 1e5 + 1).mean().to_list())
    assert result.items["ceiling"].to_list() == pytest.approx((complete == 1e5 + 5).mean().to_list())


@pytest.mark.parametrize("value", [np.inf, -1e200])
def test_a_number_too_large_is_found_in_an_incomplete_row_too(attitude, value):
    frame = attitude.astype(float)
    frame.iloc[3, 0], frame.iloc[3, 1], frame.iloc[5, 2] = np.nan, value, np.nan
    with pytest.raises(StatisticsError, match="Kolom complaints, rij 4"):
        reliability(frame)


def test_the_interval_of_omega_covers_as_often_as_it_says():
    rng = np.random.default_rng(11)
    loadings = np.array([0.8, 0.7, 0.6, 0.5, 0.7])
    true = loadings.sum() ** 2 / (loadings.sum() ** 2 + (1 - loadings**2).sum())
    inside = 0
    for _ in range(400):
        answers = rng.normal(size=(200, 1)) * loadings + rng.normal(size=(200, 5)) * np.sqrt(1 - loadings**2)
        interval = reliability(pd.DataFrame(answers)).omega.interval
        inside += interval.low <= true <= interval.high
    assert inside / 400 == pytest.approx(0.95, abs=0.035)


def test_reversing_an_item_does_what_the_table_says(attitude):
    result = reliability(attitude)
    for item in attitude:
        turned = reliability(attitude.assign(**{item: 100 - attitude[item]}))
        assert result.items.loc[item, "alpha_if_reversed"] == pytest.approx(turned.alpha, rel=1e-10)


def test_interval_of_the_rest_correlation_is_scipys(attitude):
    result = reliability(attitude, confidence=0.9)
    for item in attitude:
        theirs = stats.pearsonr(attitude[item], attitude.drop(columns=item).sum(axis=1)).confidence_interval(0.9)
        row = result.items.loc[item]
        assert (row["rest_low"], row["rest_high"]) == pytest.approx((theirs.low, theirs.high), rel=1e-9)


def test_floor_and_ceiling_are_shares_of_the_answers_that_count():
    frame = pd.DataFrame({"a": [1, 1, 5, 3, 1], "b": [2, 1, 5, 4, np.nan], "c": [1, 2, 4, 3, 5]})
    listwise = reliability(frame, minimum=1, maximum=5).items
    assert listwise["floor"].to_list() == [0.5, 0.25, 0.25]
    assert listwise["ceiling"].to_list() == [0.25, 0.25, 0.0]
    pairwise = reliability(frame, "pairwise", minimum=1, maximum=5).items
    assert pairwise["floor"].to_list() == pytest.approx([0.6, 0.25, 0.2])
    assert "floor" not in reliability(frame).items
    with pytest.raises(StatisticsError, match="laagste"):
        reliability(frame, minimum=5, maximum=1)


@settings(max_examples=25, deadline=None)
@given(likert_frames(missing=True), st.sampled_from(["listwise", "pairwise"]), st.randoms(use_true_random=False))
def test_order_and_shift_leave_every_coefficient(frame, missing, random):
    try:
        result = reliability(frame, missing)
    except StatisticsError:
        assume(False)
    columns = random.sample(list(frame), frame.shape[1])
    other = reliability(frame.iloc[random.sample(range(len(frame)), len(frame))][columns] * 2 + 7, missing)
    assert other.lambda2 == pytest.approx(result.lambda2, rel=1e-7, abs=1e-9)
    assert (other.standardised_alpha is None) == (result.standardised_alpha is None)
    if result.standardised_alpha is not None:
        assert other.standardised_alpha == pytest.approx(result.standardised_alpha, rel=1e-7, abs=1e-9)
    again = reliability(frame + 1, missing)
    if result.split_half is not None:
        assert again.split_half == pytest.approx(result.split_half, rel=1e-7, abs=1e-9)
    if result.omega is not None and result.omega.interval is not None and again.omega is not None:
        assert again.omega.value == pytest.approx(result.omega.value, abs=1e-6)
        assert result.omega.interval.low <= result.omega.value <= result.omega.interval.high <= 1
    if missing == "listwise":
        assert result.alpha <= result.lambda2 + 1e-9


# Polychoric basis


def test_polychoric_alpha_is_the_standardised_alpha_of_those_correlations(reference_data):
    patterns = reference_data("lsat6")
    items = patterns.loc[patterns.index.repeat(patterns["n"])].drop(columns="n")
    r = polychoric(items).r.to_numpy()[np.triu_indices(5, 1)].mean()
    result = reliability(items, basis="polychoric")
    assert result.alpha == pytest.approx(5 * r / (1 + 4 * r), rel=1e-10)
    assert result.mean_inter_item_correlation == pytest.approx(r, rel=1e-10)
    assert result.alpha > reliability(items).alpha
    assert result.items["mean"].to_list() == pytest.approx(items.mean().to_list())
    assert result.omega.interval is None
    assert any("te smal" in str(note) for note in result.notes)
    assert any("Omega heeft hier geen interval" in str(note) for note in result.notes)
    interval = result.bootstrap_interval(resamples=40)
    assert interval.low < result.alpha < interval.high


def test_unknown_basis(attitude):
    with pytest.raises(StatisticsError, match="polychoric"):
        reliability(attitude, basis="spearman")


# Bootstrap


def test_bootstrap_interval_is_that_of_samples_really_drawn(attitude):
    rng = np.random.default_rng(4)
    drawn = [pingouin_alpha(attitude.iloc[rng.integers(0, 30, 30)])[0] for _ in range(700)]
    interval = reliability(attitude).bootstrap_interval(resamples=20_000)
    assert (interval.low, interval.high) == pytest.approx(tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.02)
    assert interval.confidence == 0.95


def test_bootstrap_with_missing_answers_follows_the_rule(with_missing):
    listwise = reliability(with_missing).bootstrap_interval(seed=3)
    complete = reliability(with_missing.dropna()).bootstrap_interval(seed=3)
    assert (listwise.low, listwise.high) == pytest.approx((complete.low, complete.high), rel=1e-9)
    rng = np.random.default_rng(4)
    rows = [with_missing.iloc[rng.integers(0, 12, 12)] for _ in range(700)]
    drawn = [pingouin_alpha(sample, "pairwise")[0] for sample in rows]
    pairwise = reliability(with_missing, "pairwise").bootstrap_interval(resamples=5000)
    assert pairwise.high == pytest.approx(np.nanquantile(drawn, 0.975), abs=0.03)


def test_one_seed_gives_one_interval(attitude):
    result = reliability(attitude)
    assert result.bootstrap_interval(seed=5) == result.bootstrap_interval(seed=5)
    assert result.bootstrap_interval(seed=5) != result.bootstrap_interval(seed=6)


@pytest.mark.parametrize("n", [500, 5_000, 40_000])
def test_ways_to_draw_agree_with_feldt_on_normal_answers(n):
    # Few respondents, many, and so many that equal answers are taken together.
    rng = np.random.default_rng(8)
    items = pd.DataFrame(np.clip(np.round(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, 4))), 1, 5))
    result = reliability(items)
    interval = result.bootstrap_interval(resamples=1500)
    width = result.interval.high - result.interval.low
    assert interval.high - interval.low == pytest.approx(width, rel=0.25)
    assert (interval.low + interval.high) / 2 == pytest.approx(result.alpha, abs=0.2 * width)


def test_draws_are_multinomial():
    n, samples = 3000, 400
    weights = np.concatenate(list(draws(np.ones(n), samples, np.random.default_rng(2))))
    assert weights.shape == (samples, n)
    assert (weights.sum(axis=1) == n).all()
    found = np.bincount(weights.astype(int).ravel(), minlength=6)[:6] / weights.size
    assert found == pytest.approx(stats.binom.pmf(range(6), n, 1 / n), abs=0.002)


@pytest.mark.parametrize("resamples", [0, 5, 2.5, True, "veel"])
def test_impossible_number_of_resamples(attitude, resamples):
    with pytest.raises(StatisticsError, match="steekproeven"):
        reliability(attitude).bootstrap_interval(resamples=resamples)


@pytest.mark.parametrize("seed", [-1, "a", 1.5, True, None])
def test_impossible_seed(attitude, seed):
    with pytest.raises(StatisticsError, match="startgetal"):
        reliability(attitude).bootstrap_interval(100, seed=seed)
    with pytest.raises(StatisticsError, match="startgetal"):
        parallel_analysis(attitude, seed)


def test_the_bootstrap_does_not_follow_later_changes_of_the_data(attitude):
    frame = attitude.astype(float)
    result = reliability(frame)
    before = result.bootstrap_interval()
    frame.iloc[:, 0] = 0.0
    assert result.bootstrap_interval() == before


# What is not computable


def test_two_items_have_no_omega():
    result = reliability(pd.DataFrame({"a": [1, 2, 3, 5], "b": [2, 2, 4, 4]}))
    assert result.omega is None
    assert any("Omega is niet te berekenen" in str(note) for note in result.notes)
    assert result.split_half == pytest.approx(result.standardised_alpha)


def test_doubled_items_have_no_omega(attitude):
    result = reliability(attitude.assign(again=attitude["rating"]))
    assert result.omega is None
    assert any("past geen model" in str(note) for note in result.notes)


def test_an_item_without_variance_is_left_out_of_omega(attitude):
    expected = reliability(attitude)
    result = reliability(attitude.assign(gelijk=4))
    assert result.omega.value == pytest.approx(expected.omega.value, rel=1e-9)
    assert result.standardised_alpha == pytest.approx(expected.standardised_alpha, rel=1e-9)
    assert result.items.loc["gelijk", "omega_if_dropped"] == result.omega.value
    assert any("zonder gelijk" in str(note) for note in result.notes)


def test_who_does_not_count_is_said(with_missing):
    assert any("Van de 12 respondenten tellen er 3 niet mee" in str(note) for note in reliability(with_missing).notes)


def test_blocks_of_respondents_add_up():
    # More than one block, missing answers in some, a first block unlike the rest, and another kind of column.
    rng = np.random.default_rng(6)
    answers = rng.integers(1, 6, (30_000, 1)) + rng.integers(0, 3, (30_000, 4)).astype(float)
    answers[:9000] += 1e6
    answers[20_000, 2] = np.nan
    frame = pd.DataFrame(answers, columns=list("abcd"))
    frame["d"] = frame["d"].astype("Float64")
    result = reliability(frame)
    assert (result.n, result.dropped) == (29_999, 1)
    complete = frame.astype(float).dropna()
    assert result.alpha == pytest.approx(pingouin_alpha(complete)[0], rel=1e-12)
    assert result.items["sd"].to_list() == pytest.approx(complete.std().to_list(), rel=1e-10)
    with pytest.raises(StatisticsError, match="rij 25001"):
        reliability(frame.astype(float).mask((frame.index == 25_000)[:, None] & (frame.columns == "b"), np.inf))


# What holds for any scale


@settings(max_examples=20, deadline=None)
@given(likert_frames())
def test_item_statistics_are_those_of_pandas_and_pingouin(frame):
    sums = frame.sum(axis=1)
    assume(sums.std() > 0)
    result = reliability(frame)
    assert result.alpha == pytest.approx(pingouin_alpha(frame)[0], abs=1e-10)
    for item in frame:
        rest = sums - frame[item]
        if rest.std() > 0:
            assert result.items.loc[item, "rest_correlation"] == pytest.approx(frame[item].corr(rest), abs=1e-10)
        if frame.shape[1] > 2 and rest.std() > 0:
            without = pingouin_alpha(frame.drop(columns=item))[0]
            assert result.items.loc[item, "alpha_if_dropped"] == pytest.approx(without, abs=1e-10)


@settings(max_examples=20, deadline=None)
@given(likert_frames(missing=True), st.sampled_from(["listwise", "pairwise"]), st.randoms(use_true_random=False))
def test_order_shift_scale_and_turning_round_change_nothing(frame, missing, random):
    try:
        result = reliability(frame, missing=missing)
    except StatisticsError:
        assume(False)
    rows, columns = random.sample(range(len(frame)), len(frame)), random.sample(list(frame), frame.shape[1])
    shuffled = reliability(frame.iloc[rows][columns], missing=missing)
    others = [reliability(frame + 1000, missing=missing), reliability(6 - frame, missing=missing)]
    others += [shuffled, reliability(frame * 0.37, missing=missing)]
    for other in others:
        assert comparable(other) == pytest.approx(comparable(result), rel=1e-7, abs=1e-9)
        assert (other.n, other.interval_n, other.dropped) == (result.n, result.interval_n, result.dropped)
    columns_compared = ["n", "sd", "rest_correlation", "alpha_if_dropped"]
    pd.testing.assert_frame_equal(
        shuffled.items.loc[result.items.index, columns_compared], result.items[columns_compared], rtol=1e-7, atol=1e-9
    )


@settings(max_examples=20, deadline=None)
@given(likert_frames(missing=True), st.sampled_from(["listwise", "pairwise"]))
def test_n_is_what_was_used_and_alpha_lies_in_its_interval(frame, missing):
    try:
        result = reliability(frame, missing=missing)
    except StatisticsError:
        assume(False)
    used = frame.dropna(how="any" if missing == "listwise" else "all")
    assert result.n == len(used)
    assert result.n + result.dropped == len(frame)
    assert result.items["n"].to_list() == used.notna().sum().to_list()
    assert result.interval_n <= result.n
    assert result.interval.low <= result.alpha <= result.interval.high <= 1
    assert result.alpha <= 1


@settings(max_examples=20, deadline=None)
@given(likert_frames())
def test_both_rules_agree_without_missing_answers(frame):
    assume(frame.sum(axis=1).std() > 0)
    listwise, pairwise = reliability(frame), reliability(frame, missing="pairwise")
    assert comparable(listwise) == pytest.approx(comparable(pairwise), rel=1e-12)
    pd.testing.assert_frame_equal(listwise.items, pairwise.items)


def test_a_large_mean_costs_no_digits(attitude):
    assert reliability(attitude + 1e9).alpha == pytest.approx(reliability(attitude).alpha, rel=1e-12)


def test_many_respondents_with_a_large_mean_cost_no_digits():
    rng = np.random.default_rng(5)
    answers = pd.DataFrame(rng.integers(1, 6, (100_000, 1)) + rng.integers(0, 3, (100_000, 4)), dtype=float)
    assert reliability(answers + 1e12).alpha == pytest.approx(reliability(answers).alpha, rel=1e-12)


def test_one_item_of_another_order_of_size_costs_the_others_no_digits(attitude):
    attitude["budget"] = np.arange(30) * 1e9
    without = reliability(attitude.drop(columns="budget")).alpha
    assert reliability(attitude).items.loc["budget", "alpha_if_dropped"] == pytest.approx(without, rel=1e-12)


# Degenerate input


def test_identical_items_give_one():
    result = reliability(pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4], "c": [1, 2, 3, 4]}))
    assert result.alpha == 1.0
    assert (result.interval.low, result.interval.high) == (1.0, 1.0)
    assert result.items["rest_correlation"].to_list() == pytest.approx([1.0] * 3)


def test_two_items_have_no_alpha_without_one():
    result = reliability(pd.DataFrame({"a": [1, 2, 3, 5], "b": [2, 2, 4, 4]}))
    assert result.items["alpha_if_dropped"].isna().all()
    assert any("twee items" in str(note) for note in result.notes)
    assert result.items["rest_correlation"].to_list() == pytest.approx(
        [np.corrcoef([1, 2, 3, 5], [2, 2, 4, 4])[0, 1]] * 2
    )


@pytest.mark.parametrize("constant", [3.0, 0.1, 10 / 3])
def test_an_item_that_everyone_answers_alike_stays_in_alpha(attitude, constant):
    attitude["gelijk"] = constant
    result = reliability(attitude)
    assert result.alpha == pytest.approx(pingouin_alpha(attitude)[0], rel=1e-12)
    assert result.items.loc["gelijk", "sd"] == 0.0
    assert np.isnan(result.items.loc["gelijk", "rest_correlation"])
    expected = reliability(attitude.drop(columns="gelijk"))
    assert result.items.loc["gelijk", "alpha_if_dropped"] == pytest.approx(expected.alpha)
    assert result.mean_inter_item_correlation == pytest.approx(expected.mean_inter_item_correlation)
    assert any("gelijk" in str(note) for note in result.notes)


def test_no_pair_that_varies_gives_no_mean_correlation():
    result = reliability(pd.DataFrame({"a": [1, 2, 3, 5], "b": [2, 2, 2, 2]}))
    assert result.mean_inter_item_correlation is None
    assert result.alpha == 0.0


def test_an_item_that_runs_against_the_scale_is_named(attitude):
    attitude["raises"] = 100 - attitude["raises"]
    result = reliability(attitude)
    assert result.items.loc["raises", "rest_correlation"] < 0
    assert any("raises" in str(note) and "omgekeerd" in str(note) for note in result.notes)


def test_negative_alpha_is_given_and_explained():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5.0], "b": [5, 4, 3, 2, 2.0], "c": [1, 3, 2, 5, 3.0]})
    result = reliability(frame)
    assert result.alpha == pytest.approx(pingouin_alpha(frame)[0])
    assert result.alpha < 0
    assert any("negatief" in str(note) for note in result.notes)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "twee items"),
        (pd.DataFrame(index=range(5)), "twee items"),
        (pd.DataFrame({"a": [1, 2], "b": [2, 1]}), "minstens 3"),
        (pd.DataFrame({"a": [1, 2, np.nan, 3], "b": [2, np.nan, 1, 3]}), "blijven er 2 over"),
        (pd.DataFrame({"a": [], "b": []}, dtype=float), "Niemand"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [np.nan] * 3}), "Niemand heeft een antwoord op b"),
        (pd.DataFrame({"a": [2, 2, 2], "b": [4, 4, 4]}), "hetzelfde antwoord"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [3, 2, 1]}), "elkaar opheffen"),
        (pd.DataFrame({"a": [0.1, 0.2, 0.7], "b": [0.9, 0.8, 0.3]}), "elkaar opheffen"),
        (pd.DataFrame({"a": [1, 2, 3], "b": ["1", "2", "twee"]}), "Kolom b, rij 1"),
        (pd.DataFrame({"a": [1, 2, 3], "b": [1, np.inf, 2]}), "Kolom b, rij 2"),
        (pd.DataFrame({"a": [1, 2, 3], "b": pd.to_datetime(["2020-01-01"] * 3)}), "Kolom b, rij 1"),
        (pd.DataFrame([[1, 2], [2, 1], [3, 3]], columns=["a", "a"]), "meer dan eens"),
        ([1, 2, 3], "DataFrame"),
    ],
)
def test_what_cannot_be_computed_is_said(frame, said):
    with pytest.raises(StatisticsError) as caught:
        reliability(frame)
    text = str(caught.value)
    assert said in text or (said == "elkaar opheffen" and "opheffen" in text)


def test_a_pair_that_nobody_answered_together_is_named():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, np.nan, np.nan, np.nan], "b": [np.nan] * 4 + [1, 2, 4], "c": range(7)})
    with pytest.raises(StatisticsError, match="items a en b zijn door maar 0"):
        reliability(frame, missing="pairwise")


def test_an_item_that_hardly_anybody_answered_is_named_alone():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [np.nan] * 3 + [1, 2], "c": range(5)})
    with pytest.raises(StatisticsError, match="Item b is door maar 2 respondenten beantwoord"):
        reliability(frame, missing="pairwise")


@pytest.mark.parametrize("missing", ["drop", "", None, 1])
def test_unknown_rule_for_missing_answers(attitude, missing):
    with pytest.raises(StatisticsError, match="listwise"):
        reliability(attitude, missing=missing)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.1, float("nan"), "0.95", True, None])
def test_impossible_confidence(attitude, confidence):
    with pytest.raises(StatisticsError, match="tussen 0 en 1"):
        reliability(attitude, confidence=confidence)


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float32", "int8", "object", "category"])
def test_every_numeric_dtype_is_read_alike(attitude, dtype):
    expected = reliability(attitude)
    assert reliability(attitude.astype(dtype)).alpha == pytest.approx(expected.alpha, rel=1e-6)


def test_missing_values_of_every_kind_are_missing(attitude):
    holed = attitude.astype(float).mask(np.arange(30)[:, None] == [[3, 5, 5, 5, 8, 9, 9]])
    expected = reliability(holed)
    assert expected.n == 26
    nullable = holed.astype("Int64")
    objects = holed.astype(object).where(holed.notna(), None)
    for frame in (nullable, objects, holed.astype("category")):
        assert comparable(reliability(frame)) == pytest.approx(comparable(expected), rel=1e-12)


def test_index_and_column_kinds_do_not_matter(attitude):
    expected = comparable(reliability(attitude))
    doubled = attitude.set_axis([0] * 30)
    numbered = attitude.set_axis(range(7), axis=1)
    tuples = attitude.set_axis(pd.MultiIndex.from_product([["x"], attitude.columns]), axis=1)
    for frame in (doubled, numbered, tuples):
        result = reliability(frame)
        assert comparable(result) == expected
        assert list(result.items.index) == list(frame.columns)


def test_true_and_false_count_as_one_and_zero():
    frame = pd.DataFrame(
        {"a": [True, False, True, True], "b": [True, False, False, True], "c": [True, True, False, True]}
    )
    assert reliability(frame).alpha == pytest.approx(pingouin_alpha(frame.astype(float))[0])


def test_the_data_are_left_as_they_were(attitude):
    before = attitude.astype(float)
    frame = before.copy()
    reliability(frame)
    reliability(frame, missing="pairwise")
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_drawing_random_groups_gives_the_interval_of_drawing_respondents(missing, monkeypatch):
    rng = np.random.default_rng(3)
    skewed = np.exp(rng.normal(size=(3_000, 1)) + 0.8 * rng.normal(size=(3_000, 5)))
    frame = pd.DataFrame(skewed).mask(rng.random(skewed.shape) < 0.1)
    one_by_one = reliability(frame, missing).bootstrap_interval(2000)
    monkeypatch.setattr("analysis.statistics.bootstrap.IN_GROUPS_ABOVE", 1_000)
    monkeypatch.setattr("analysis.statistics.bootstrap._RANDOM_GROUPS", 500)
    in_groups = reliability(frame, missing).bootstrap_interval(2000)
    width = one_by_one.high - one_by_one.low
    assert in_groups.low == pytest.approx(one_by_one.low, abs=0.12 * width)
    assert in_groups.high == pytest.approx(one_by_one.high, abs=0.12 * width)
    assert in_groups != one_by_one
