"""Random intercepts against printed output of lme4, lmerTest and nlme, and statsmodels where answers are missing."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.errors import StatisticsError
from analysis.statistics import compare_paired, compare_repeated, mixed_model
from analysis.statistics.regression import regress

# R nlme::ergoStool (Devore 1995, exercise 11.9): nine subjects rise from four types of stool
EFFORT = [12, 15, 12, 10, 10, 14, 13, 12, 7, 14, 13, 9, 7, 11, 10, 9, 8, 11, 8, 7, 9, 11, 11, 10, 8, 12, 12]
EFFORT += [11, 7, 11, 8, 7, 9, 13, 10, 8]
STOOL, SUBJECT = ["T1", "T2", "T3", "T4"] * 9, np.repeat(range(9), 4)


def test_the_stools_of_nlme():
    # R: lme(effort ~ Type, data = ergoStool, random = ~1 | Subject) (Pinheiro & Bates 2000, 1.2): sd 1.332465 and
    # 1.100295; b 8.555556, 3.888889, 2.222222, 0.666667; se 0.5760123, 0.5186838; t 14.853079, 7.497610, 4.284348,
    # 1.285304; df 24 for the types; lmer: REML criterion at convergence: 121.1
    found = mixed_model(EFFORT, pd.DataFrame({"type": STOOL}), SUBJECT)
    table = found.coefficients
    assert np.sqrt([found.respondent_variance, found.residual_variance]).tolist() == pytest.approx(
        [1.332465, 1.100295], abs=5e-7
    )
    assert table["level"].tolist() == [None, "T2", "T3", "T4"]
    assert table["b"].tolist() == pytest.approx([8.555556, 3.888889, 2.222222, 0.666667], abs=5e-7)
    assert table["se"].tolist() == pytest.approx([0.5760123, 0.5186838, 0.5186838, 0.5186838], abs=5e-8)
    assert table["t"].tolist() == pytest.approx([14.853079, 7.497610, 4.284348, 1.285304], abs=1e-6)
    assert table["df"].tolist()[1:] == pytest.approx([24, 24, 24], rel=1e-5)
    assert found.reml == pytest.approx(121.1, abs=0.05)
    assert (found.n, found.respondents, found.repeated, found.singular) == (36, 9, 9, False)
    assert found.effect("type", "T2").p == pytest.approx(table["p"].iloc[1])


def test_the_sleep_study_of_lme4(reference_data):
    # R: lmerTest::lmer(Reaction ~ Days + (1 | Subject), sleepstudy): REML criterion 1786.5; variances 1378.2, 960.5;
    # 251.4051 (9.7467, df 22.8102, t 25.79) and 10.4673 (0.8042, df 161.0000, t 13.02)
    data = reference_data("sleepstudy").melt("subject", var_name="days")
    found = mixed_model(data["value"], data[["days"]].astype(float), data["subject"])
    assert [found.respondent_variance, found.residual_variance] == pytest.approx([1378.2, 960.5], abs=0.05)
    assert found.reml == pytest.approx(1786.5, abs=0.05)
    table = found.coefficients
    assert table["b"].tolist() == pytest.approx([251.4051, 10.4673], abs=5e-5)
    assert table["se"].tolist() == pytest.approx([9.7467, 0.8042], abs=5e-5)
    assert table["df"].tolist() == pytest.approx([22.8102, 161.0], abs=5e-4)
    assert table["t"].tolist() == pytest.approx([25.79, 13.02], abs=5e-3)


def survey(seed, missing=0.3, alike=1.0):
    """Satisfaction for three sectors of 60 respondents, some of them not answered, and two things about them."""
    rng = np.random.default_rng(seed)
    who = np.repeat(np.arange(60), 3)
    frame = pd.DataFrame(
        {
            "who": who,
            "sector": pd.Categorical(np.tile(["po", "vo", "vso"], 60), ["po", "vo", "vso"]),
            "vision": np.repeat(rng.normal(size=60), 3),
            "y": 3 + alike * np.repeat(rng.normal(size=60), 3) + rng.normal(size=180),
        }
    )
    frame["y"] += 0.4 * frame["vision"] + 0.3 * (frame["sector"] == "vo")
    return frame.mask(pd.DataFrame({c: rng.random(180) < (missing if c == "y" else 0) for c in frame}))


@pytest.mark.parametrize("seed", [1, 2])
def test_with_answers_missing_it_is_statsmodels(seed):
    from statsmodels.formula.api import mixedlm

    frame = survey(seed)
    complete = frame.dropna()
    theirs = mixedlm("y ~ vision + sector", complete, groups=complete["who"]).fit(reml=True)
    found = mixed_model(frame["y"], frame[["vision", "sector"]], frame["who"])
    names = ["Intercept", "vision", "sector[T.vo]", "sector[T.vso]"]
    assert found.coefficients["b"].tolist() == pytest.approx(theirs.fe_params[names].tolist(), rel=1e-4)
    # statsmodels takes the curvature of the likelihood in all parameters, where lme4 takes the variances as known.
    assert found.coefficients["se"].tolist() == pytest.approx(theirs.bse_fe[names].tolist(), rel=5e-3)
    assert found.residual_variance == pytest.approx(theirs.scale, rel=1e-4)
    assert found.respondent_variance == pytest.approx(float(theirs.cov_re.iloc[0, 0]), rel=1e-3)
    assert found.reml == pytest.approx(-2 * theirs.llf, abs=1e-4)
    assert (found.n, found.excluded) == (len(complete), 180 - len(complete))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_with_all_answers_it_is_the_paired_t_test(seed):
    rng = np.random.default_rng(seed)
    own = rng.normal(size=30)
    a, b = own + rng.normal(size=30) + 0.3, own + rng.normal(size=30)
    if np.cov(a, b)[0, 1] <= 0.05:
        return
    found, paired = compare_repeated(a, b), compare_paired(a, b).t
    assert [found.difference.estimate, found.difference.t, found.difference.df] == pytest.approx(
        [paired.estimate, paired.t, 29], rel=1e-5
    )
    assert found.means == pytest.approx((a.mean(), b.mean()))
    assert (found.both, found.first_only, found.second_only, found.n) == (30, 0, 0, 30)


def test_a_group_in_which_nobody_is_left_has_no_coefficient():
    frame = survey(4)
    frame.loc[frame["sector"] == "po", "vision"] = np.nan
    found = mixed_model(frame["y"], frame[["vision", "sector"]], frame["who"])
    assert found.coefficients["level"].tolist() == [None, None, "vso"]


def test_who_answered_one_question_only_is_used():
    rng = np.random.default_rng(3)
    own = rng.normal(size=80)
    a, b = own + rng.normal(size=80) + 0.4, own + rng.normal(size=80)
    a[:15], b[60:] = np.nan, np.nan
    found = compare_repeated(pd.Series(a), pd.Series(b))
    assert (found.both, found.first_only, found.second_only) == (45, 20, 15)
    paired = compare_paired(a, b).t
    assert found.difference.df > paired.df
    assert np.ptp([found.difference.interval.low, found.difference.interval.high]) < np.ptp(
        [paired.interval.low, paired.interval.high]
    )
    turned = compare_repeated(b, a)
    assert turned.difference.t == pytest.approx(-found.difference.t)


def test_the_interval_holds_what_it_promises():
    rng = np.random.default_rng(8)
    held = 0
    for _ in range(150):
        own = rng.normal(size=24)
        a, b = own + rng.normal(size=24) + 0.5, own + rng.normal(size=24)
        a[rng.random(24) < 0.3], b[rng.random(24) < 0.2] = np.nan, np.nan
        interval = compare_repeated(a, b).difference.interval
        held += interval.low <= 0.5 <= interval.high
    assert held / 150 == pytest.approx(0.95, abs=0.05)


def test_respondents_who_are_no_more_alike_than_others_make_a_singular_fit():
    """Alternating answers: least squares, with a note that says so."""
    a = np.array([1, 5, 2, 4, 1, 5, 3, 2.0])
    found = compare_repeated(a, 6 - a + np.array([0.1, -0.2, 0.3, 0, 0.1, -0.1, 0, 0.2]))
    assert found.model.singular
    assert found.model.icc == found.model.respondent_variance == 0
    assert "singuliere" in str(found.model.notes[0])
    plain = stats.ttest_ind(a, 6 - a + np.array([0.1, -0.2, 0.3, 0, 0.1, -0.1, 0, 0.2]))
    assert [found.difference.t, found.difference.df] == pytest.approx([plain.statistic, 14])


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.floats(-1e5, 1e5), st.floats(0.01, 1e3))
def test_units_change_only_the_units(seed, shift, scale):
    frame = survey(seed)
    one = mixed_model(frame["y"], frame[["vision"]], frame["who"])
    other = mixed_model(shift + scale * frame["y"], frame[["vision"]] * 10 - 3, frame["who"].map(lambda w: f"r{w}"))
    assert other.icc == pytest.approx(one.icc, abs=1e-5)
    assert other.effect("vision").t == pytest.approx(one.effect("vision").t, rel=1e-4, abs=1e-6)
    assert other.effect("vision").estimate == pytest.approx(one.effect("vision").estimate * scale / 10, rel=1e-4)


def test_almost_independent_answers_are_a_regression():
    frame = survey(5, alike=0.0)
    found = mixed_model(frame["y"], frame[["vision"]], frame["who"])
    plain = regress(frame["y"], frame[["vision"]]).coefficients.loc["vision"]
    assert found.icc < 0.2
    assert found.effect("vision").estimate == pytest.approx(plain["b"], abs=0.05)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (lambda: mixed_model([1, 2, 3, 5.0], pd.DataFrame({"x": [1, 2, 3.0]}), [1, 1, 2, 2]), "dezelfde rijen"),
        (lambda: mixed_model([1, 2, 4, 5.0], pd.DataFrame({"x": [1, 1, 1, 1.0]}), [1, 1, 2, 2]), "geen spreiding"),
        (lambda: mixed_model([1, 2, 4, 5, 5.0], pd.DataFrame({"x": [1, 2, 1, 2, 1.0]}), range(5)), "meer dan één"),
        (lambda: mixed_model([1, 2, 4.0], pd.DataFrame({"x": [1, 2, 3.0]}), [1, 1, 2]), "minstens 4"),
        (lambda: mixed_model([2, 2, 5, 5.0], pd.DataFrame({"x": [1, 0, 1, 0.0]}), [1, 1, 2, 2]), "antwoorden gelijk"),
        (
            lambda: mixed_model(
                [1, 2, 4, 5, 5, 6.0], pd.DataFrame({"x": [1, 2, 1, 2, 1, 3.0], "z": [2, 4, 2, 4, 2, 6.0]}), [1, 1] * 3
            ),
            "volgt geheel",
        ),
        (lambda: compare_repeated([1, 2.0], [1, 2, 3.0]), "dezelfde respondenten"),
        (lambda: compare_repeated([1, 2, np.nan], [np.nan, np.nan, 3.0]), "minstens"),
        (lambda: compare_repeated(pd.Series([1, 2, 3.0]), pd.Series([1, 2, 3.0], index=[4, 5, 6])), "dezelfde"),
    ],
)
def test_what_cannot_be_computed(case, says):
    with pytest.raises(StatisticsError, match=says):
        case()
