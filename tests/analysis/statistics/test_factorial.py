"""Two factors and a covariate: against statsmodels and pingouin."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.multitest import multipletests

from analysis.errors import StatisticsError
from analysis.statistics import ancova, compare_groups, two_factor_anova


@pytest.fixture
def survey():
    rng = np.random.default_rng(5)
    model, size = rng.choice(["k", "n", "s"], 150, p=[0.5, 0.3, 0.2]), rng.choice(["groot", "klein"], 150)
    value = 3 + 0.4 * (model == "n") + 0.3 * ((model == "s") & (size == "klein")) + rng.normal(0, 0.8, 150)
    years = rng.normal(8, 3, 150) + (model == "n")
    return pd.DataFrame({"value": value + 0.1 * years, "model": model, "size": size, "years": years})


def test_both_types_are_those_of_statsmodels(survey):
    found = two_factor_anova(survey["value"], survey["model"], survey["size"])
    fit = ols("value ~ C(model, Sum) * C(size, Sum)", survey).fit()
    for table, kind in ((found.type_2, 2), (found.type_3, 3)):
        expected = anova_lm(fit, typ=kind).drop(index="Intercept", errors="ignore")
        assert table["ss"].to_list() == pytest.approx(expected["sum_sq"].to_list(), rel=1e-8)
        assert table["df"].to_list() == expected["df"].to_list()
        assert table["f"].to_list()[:3] == pytest.approx(expected["F"].to_list()[:3], rel=1e-8)
        assert table["p"].to_list()[:3] == pytest.approx(expected["PR(>F)"].to_list()[:3], rel=1e-7)
    assert found.n == 150
    assert found.cells["n"].sum() == 150


def test_of_balanced_cells_both_types_are_one(survey):
    balanced = survey.groupby(["model", "size"]).head(10)
    found = two_factor_anova(balanced["value"], balanced["model"], balanced["size"])
    pd.testing.assert_frame_equal(found.type_2, found.type_3, rtol=1e-8)
    expected = pingouin.anova(balanced, dv="value", between=["model", "size"])
    assert found.type_2["partial_eta_squared"].to_list()[:3] == pytest.approx(expected["np2"].to_list()[:3], abs=1e-6)


def test_cells_are_those_of_a_plain_description(survey):
    cells = two_factor_anova(survey["value"], survey["model"], survey["size"]).cells.set_index(["first", "second"])
    for key, part in survey.groupby(["model", "size"])["value"]:
        interval = stats.ttest_1samp(part, 0).confidence_interval()
        assert cells.loc[key, ["mean", "ci_low", "ci_high"]].to_list() == pytest.approx(
            [part.mean(), interval.low, interval.high]
        )


def test_an_empty_cell_leaves_type_two(survey):
    some = survey[~((survey["model"] == "s") & (survey["size"] == "groot"))]
    found = two_factor_anova(some["value"], some["model"], some["size"])
    assert found.type_3 is None
    assert found.notes
    fit = ols("value ~ C(model) + C(size)", some).fit()
    # Main effects beside each other (without the interaction, residual aside, as R's Anova type II)
    assert found.type_2.loc["first", "ss"] == pytest.approx(anova_lm(fit, typ=2).loc["C(model)", "sum_sq"])
    assert found.type_2.loc["interaction", "df"] == 1


def test_missing_answers_are_left_out(survey):
    holes = survey.copy()
    holes.loc[0, "value"], holes.loc[1, "model"], holes.loc[2, "size"] = np.nan, None, None
    found = two_factor_anova(holes["value"], holes["model"], holes["size"])
    assert (found.n, found.excluded) == (147, 3)


def test_ancova_is_that_of_pingouin_and_statsmodels(survey):
    found = ancova(survey["value"], survey["model"], survey["years"])
    expected = pingouin.ancova(data=survey, dv="value", covar="years", between="model").set_index("Source")
    assert found.groups.f == pytest.approx(expected.loc["model", "F"], rel=1e-8)
    assert found.groups.p == pytest.approx(expected.loc["model", "p_unc"], rel=1e-6)
    assert found.partial_eta_squared == pytest.approx(expected.loc["model", "np2"], rel=1e-8)
    fit = ols("value ~ C(model) + years", survey).fit()
    assert [found.slope.estimate, found.slope.t] == pytest.approx([fit.params["years"], fit.tvalues["years"]])
    at_mean = pd.DataFrame({"model": found.means.index, "years": survey["years"].mean()})
    predicted = fit.get_prediction(at_mean).summary_frame()
    columns = ["mean", "mean_se", "mean_ci_lower", "mean_ci_upper"]
    assert found.means[["adjusted", "se", "ci_low", "ci_high"]].to_numpy() == pytest.approx(
        predicted[columns].to_numpy(), rel=1e-9
    )
    slopes = anova_lm(fit, ols("value ~ C(model) * years", survey).fit()).iloc[1]
    assert [found.homogeneity.f, found.homogeneity.p] == pytest.approx([slopes["F"], slopes["Pr(>F)"]], rel=1e-7)
    assert found.unadjusted.f == pytest.approx(compare_groups(survey["value"], survey["model"]).anova.f)


def test_adjusted_pairs_are_those_of_the_linear_model(survey):
    found = ancova(survey["value"], survey["model"], survey["years"]).pairwise
    fit = ols("value ~ C(model) + years", survey).fit()
    tests = [fit.t_test(c) for c in ("-C(model)[T.n] = 0", "-C(model)[T.s] = 0", "C(model)[T.n] - C(model)[T.s] = 0")]
    assert found["difference"].to_list() == pytest.approx([float(t.effect.item()) for t in tests])
    p = [float(t.pvalue) for t in tests]
    assert found["p"].to_list() == pytest.approx(p)
    assert found["p_holm"].to_list() == pytest.approx(multipletests(p, method="holm")[1].tolist())


@pytest.mark.parametrize(
    "case",
    [
        lambda s: two_factor_anova(s["value"], s["model"], s["model"].mask(s["model"] != "k")),
        lambda s: two_factor_anova(s["value"], s["model"], s["size"].to_list()[:3]),
        lambda _: two_factor_anova([1, 2, 3, 4], list("aabb"), list("cdcd")),
        lambda s: ancova(s["value"], s["model"], s["model"]),
        lambda s: ancova(s["value"], s["model"], pd.Series(1.0, index=s.index)),
        lambda s: ancova(s["value"], s["model"], s["years"].to_list()[:3]),
        lambda _: ancova([1, 2, 4], list("aab"), [1, 2, 3]),
        lambda s: ancova(s["years"], s["model"], s["years"]),
    ],
)
def test_what_cannot_be_computed_is_refused(survey, case):
    with pytest.raises(StatisticsError):
        case(survey)
