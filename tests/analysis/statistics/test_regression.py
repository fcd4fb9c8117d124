"""Multiple regression against NIST's certified values and statsmodels, and what must hold for any data."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.outliers_influence import variance_inflation_factor

from analysis.errors import StatisticsError
from analysis.statistics import regress, regress_in_blocks


@pytest.fixture(scope="module")
def factors():
    rng = np.random.default_rng(9)
    x = rng.normal(size=(120, 1)) + rng.normal(size=(120, 3))
    frame = pd.DataFrame(x, columns=["visie", "vertrouwen", "sturing"])
    frame["tevreden"] = 5 + x @ [0.5, 0.2, 0.0] + rng.normal(size=120) * np.exp(0.3 * x[:, 0])
    return frame.mask(rng.random(frame.shape) < 0.03)


def test_longley_is_as_certified():
    """NIST StRD, linear regression, Longley: certified values."""
    data = sm.datasets.longley.load_pandas().data
    found = regress(data["TOTEMP"], data[["GNPDEFL", "GNP", "UNEMP", "ARMED", "POP", "YEAR"]])
    assert found.coefficients["b"].tolist() == pytest.approx(
        [
            15.0618722713733,
            -0.0358191792925910,
            -2.02022980381683,
            -1.03322686717359,
            -0.0511041056535807,
            1829.15146461355,
        ],
        rel=1e-8,
    )
    assert found.coefficients["se"].tolist() == pytest.approx(
        [
            84.9149257747669,
            0.0334910077722432,
            0.488399681651699,
            0.214274163161675,
            0.226073200069370,
            455.478499142212,
        ],
        rel=1e-8,
    )
    assert found.intercept == pytest.approx(-3482258.63459582, rel=1e-8)
    assert found.intercept_se == pytest.approx(890420.383607373, rel=1e-8)
    assert found.r_squared == pytest.approx(0.995479004577296, rel=1e-12)
    assert found.sigma == pytest.approx(304.854073561965, rel=1e-9)
    assert found.f.f == pytest.approx(330.285339234588, rel=1e-9)
    assert (found.n, found.df) == (16, 9)
    assert any("VIF" in str(note) for note in found.notes)


@pytest.mark.parametrize("errors", ["classical", "HC3"])
def test_all_is_as_statsmodels_gives_it(factors, errors):
    names = ["visie", "vertrouwen", "sturing"]
    found = regress(factors["tevreden"], factors[names], standard_errors=errors, confidence=0.9)
    complete = factors.dropna()
    options = {} if errors == "classical" else {"cov_type": "HC3", "use_t": True}
    theirs = sm.OLS(complete["tevreden"], sm.add_constant(complete[names])).fit(**options)
    table = found.coefficients
    assert table["b"].tolist() == pytest.approx(theirs.params[1:].tolist())
    assert table["se"].tolist() == pytest.approx(theirs.bse[1:].tolist())
    assert table["p"].tolist() == pytest.approx(theirs.pvalues[1:].tolist())
    assert table[["ci_low", "ci_high"]].to_numpy() == pytest.approx(theirs.conf_int(0.1).to_numpy()[1:])
    assert (found.intercept, found.intercept_se) == pytest.approx((theirs.params["const"], theirs.bse["const"]))
    assert (found.f.f, found.f.p) == pytest.approx((theirs.fvalue, theirs.f_pvalue))
    assert (found.r_squared, found.adjusted_r_squared) == pytest.approx((theirs.rsquared, theirs.rsquared_adj))
    assert (found.n, found.excluded) == (len(complete), len(factors) - len(complete))
    standardised = (complete - complete.mean()) / complete.std()
    refit = sm.OLS(standardised["tevreden"], standardised[names]).fit()
    assert table["beta"].tolist() == pytest.approx(refit.params.tolist())
    design = sm.add_constant(complete[names]).to_numpy()
    assert table["vif"].tolist() == pytest.approx([variance_inflation_factor(design, i) for i in (1, 2, 3)])
    assert table["r"].tolist() == pytest.approx(complete[names].corrwith(complete["tevreden"]).tolist())
    for name in names:
        without = sm.OLS(complete["tevreden"], sm.add_constant(complete[[n for n in names if n != name]])).fit()
        assert table.loc[name, "unique"] == pytest.approx(theirs.rsquared - without.rsquared)


@given(st.integers(0, 10_000), st.floats(-1e3, 1e3), st.floats(0.01, 100))
@settings(max_examples=20, deadline=None)
def test_units_change_nothing_that_is_standardised(seed, shift, scale):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.normal(size=(30, 2)), columns=["a", "b"])
    y = pd.Series(x["a"] + rng.normal(size=30))
    one, other = regress(y, x), regress(shift + scale * y, x.assign(b=shift - scale * x["b"]))
    assert other.r_squared == pytest.approx(one.r_squared, rel=1e-6)
    assert other.coefficients["beta"].tolist() == pytest.approx((one.coefficients["beta"] * [1, -1]).tolist(), rel=1e-5)
    assert other.coefficients["p"].tolist() == pytest.approx(one.coefficients["p"].tolist(), rel=1e-4)


@pytest.mark.parametrize("errors", ["classical", "HC3"])
def test_one_predictor_is_a_correlation(factors, errors):
    found = regress(factors["tevreden"], factors[["visie"]], standard_errors=errors)
    row = found.coefficients.loc["visie"]
    assert row["beta"] == pytest.approx(row["r"])
    assert found.r_squared == pytest.approx(row["r"] ** 2) == pytest.approx(row["unique"])
    assert row["vif"] == pytest.approx(1)


FRAME = pd.DataFrame({"y": [1.0, 3, 2, 5, 4, 6], "a": [1.0, 2, 3, 4, 5, 7], "b": [1.0, 0, 1, 0, 0, 1]})


@pytest.mark.parametrize(
    ("outcome", "predictors", "says"),
    [
        (FRAME["y"], FRAME[[]], "minstens één voorspeller"),
        (FRAME["y"][:3], FRAME[["a"]], "dezelfde rijen"),
        (FRAME["y"][::-1], FRAME[["a"]], "dezelfde rijen"),
        (FRAME["y"], FRAME[["a"]].assign(c=FRAME["a"] * 2 + 1), "volgt geheel uit de andere"),
        (FRAME["y"], FRAME[["a"]].assign(c=3.3), "geen spreiding"),
        (FRAME["y"] * 0 + 1.1, FRAME[["a"]], "geen spreiding"),
        (FRAME["a"] * 3 - 1, FRAME[["a"]], "volgt geheel uit de voorspellers"),
        (FRAME["y"][:3], FRAME[["a", "b"]][:3], "minstens 4 respondenten"),
        (FRAME["y"], FRAME[["a"]].assign(c="x"), "geen getal"),
    ],
)
def test_what_cannot_be_computed(outcome, predictors, says):
    with pytest.raises(StatisticsError, match=says):
        regress(outcome, predictors)


def test_one_respondent_who_decides_a_coefficient_has_no_hc3():
    data = FRAME.assign(b=[0.0, 0, 0, 0, 0, 1])
    assert regress(data["y"], data[["a", "b"]]).n == 6
    with pytest.raises(StatisticsError, match="HC3"):
        regress(data["y"], data[["a", "b"]], standard_errors="HC3")
    with pytest.raises(StatisticsError, match="Onbekende"):
        regress(data["y"], data[["a"]], standard_errors="HC9")


# R datasets::mtcars: miles per gallon, weight, horse power
MPG = [21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4]
MPG += [33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4]
WEIGHT = [2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345]
WEIGHT += [2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78]
POWER = [110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65, 97, 150, 150]
POWER += [245, 175, 66, 91, 113, 264, 175, 335, 109]


def test_blocks_are_the_model_comparison_of_r():
    # R: anova(lm(mpg ~ wt), lm(mpg ~ wt + hp), data = mtcars): RSS 278.32, 195.05; F = 12.381, p = 0.001451;
    # R² 0.7528 and 0.8268
    cars = pd.DataFrame({"wt": WEIGHT, "hp": POWER})
    first, second = regress_in_blocks(pd.Series(MPG), [cars[["wt"]], cars[["hp"]]])
    assert [first.model.r_squared, second.model.r_squared] == pytest.approx([0.7528, 0.8268], abs=5e-5)
    assert [first.model.sigma**2 * 30, second.model.sigma**2 * 29] == pytest.approx([278.32, 195.05], abs=5e-3)
    assert (second.change.f, second.change.p) == (pytest.approx(12.381, abs=5e-4), pytest.approx(0.001451, abs=5e-7))
    assert (second.change.df_between, second.change.df_within) == (1, 29)
    assert first.change.f == pytest.approx(first.model.f.f)


def test_blocks_rest_on_the_same_respondents(factors):
    from statsmodels.stats.anova import anova_lm

    one, other = regress_in_blocks(factors["tevreden"], [factors[["visie"]], factors[["vertrouwen", "sturing"]]])
    complete = factors.dropna()
    assert one.model.n == other.model.n == len(complete)
    small = sm.OLS(complete["tevreden"], sm.add_constant(complete[["visie"]])).fit()
    large = sm.OLS(complete["tevreden"], sm.add_constant(complete[["visie", "vertrouwen", "sturing"]])).fit()
    expected = anova_lm(small, large).iloc[1]
    assert (other.change.f, other.change.p) == (pytest.approx(expected["F"]), pytest.approx(expected["Pr(>F)"]))
    assert other.r_squared_change == pytest.approx(large.rsquared - small.rsquared)
    with pytest.raises(StatisticsError, match="twee blokken"):
        regress_in_blocks(factors["tevreden"], [factors[["visie"]], factors[["visie", "sturing"]]])
    with pytest.raises(StatisticsError, match="minstens één voorspeller"):
        regress_in_blocks(factors["tevreden"], [])


def test_the_cars_of_r():
    cars = pd.DataFrame({"wt": WEIGHT, "hp": POWER})
    found = regress(pd.Series(MPG), cars)
    # R: summary(lm(mpg ~ wt + hp, mtcars)): wt −3.87783 (0.63273), hp −0.03177 (0.00903), residual error 2.593
    assert found.coefficients["b"].tolist() == pytest.approx([-3.87783, -0.03177], abs=5e-6)
    assert found.coefficients["se"].tolist() == pytest.approx([0.63273, 0.00903], abs=5e-6)
    assert found.sigma == pytest.approx(2.593, abs=5e-4)
