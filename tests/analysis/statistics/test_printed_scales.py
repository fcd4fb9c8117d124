"""What JASP, jamovi and R print for scales, next to what this package gives: reliability, factors, concordance.

Beside these the other files hold: alpha, r.drop and alpha if dropped of `psych` (`test_reliability`), factanal,
`psych::fa` and lavaan (`test_factors`), tetrachoric correlations (`test_inter_item`), polychoric ones and Spearman
(`test_printed_outputs`), Friedman's test (`test_friedman`). JASP's numbers are those that its own tests expect, of
which those that call themselves *verification project* were also held against SPSS, SAS and Minitab by its makers.

Where a printed number is another one by definition, the test says so and holds ours against the definition:

- alpha's interval: JASP draws it symmetrically (estimate ± z · standard error); Feldt's, here and in `psych`, is not;
- split-half: the same halves (odd and even), but later versions of JASP take Guttman's formula where earlier ones, as
  here, step up the correlation by Spearman–Brown;
- omega with missing answers, pairwise: JASP and lavaan estimate from each respondent's own answers (full information),
  here from the covariances of the pairs;
- a factor that explains more than all of an item: JASP gives no omega, here that item is all factor.
"""

import numpy as np
import pandas as pd
import pingouin
import pytest
from scipy import stats

from analysis.statistics import factor_analysis, friedman, one_factor_fit, reliability

#: jaspReliability, tests/testthat/asrm_mis.csv: the same answers as asrm.csv without these (row, item).
WITHOUT = [
    *[(4, 1), (4, 3), (6, 2), (10, 1), (11, 0), (14, 4), (16, 3), (17, 1), (21, 3)],
    *[(22, 2), (26, 1), (34, 3), (44, 2), (48, 1), (56, 1), (56, 4), (58, 1)],
]


@pytest.fixture
def asrm(reference_data):
    return reference_data("asrm").astype(float)


@pytest.fixture
def asrm_with_missing(asrm):
    for row, item in WITHOUT:
        asrm.iloc[row, item] = np.nan
    return asrm


@pytest.fixture
def pupils(reference_data):
    return reference_data("holzinger_swineford")


# Reliability


def test_the_mania_scale_is_as_in_jasp(asrm):
    # jaspReliability, tests/testthat/test-reliabilityUnidimensionalFrequentist.R (12df7c68), "analytic", 90%
    result = reliability(asrm, confidence=0.9)
    assert result.alpha == pytest.approx(0.789985434486178, rel=1e-13)
    assert result.lambda2 == pytest.approx(0.796033564448564, rel=1e-13)
    assert result.mean_inter_item_correlation == pytest.approx(0.430268419211834, rel=1e-13)
    printed = {
        # alpha if dropped, item-rest correlation, mean, SD
        "asrm_1": (0.722847443345244, 0.649992231778526, 2.67948717948718, 0.904441992620488),
        "asrm_2": (0.731880726916123, 0.630980009291163, 2.58974358974359, 0.828641470508619),
        "asrm_3": (0.793001084660615, 0.433320479366847, 1.94871794871795, 0.895840835489655),
        "asrm_4": (0.765425655300394, 0.519890282401405, 2.46153846153846, 0.832650402814226),
        "asrm_5": (0.73282849740501, 0.620653571262307, 2.85897435897436, 0.97666752473882),
    }
    ours = result.items[["alpha_if_dropped", "rest_correlation", "mean", "sd"]]
    assert ours.to_numpy() == pytest.approx(np.array(list(printed.values())), rel=1e-12)
    # its interval of the item-rest correlation, of items 1 and 3: at 95%, whatever was asked for the scale
    limits = [[0.499746429932828, 0.762266302693691], [0.233284698172959, 0.598171292118922]]
    at_95 = reliability(asrm).items.loc[["asrm_1", "asrm_3"], ["rest_low", "rest_high"]]
    assert at_95.to_numpy() == pytest.approx(np.array(limits), abs=5e-10)


def test_interval_of_alpha_is_feldts_and_not_jasps(asrm):
    # JASP (the same table): 0.7077 to 0.8723, standard error 0.0500543: the estimate ± 1.645 standard errors
    result = reliability(asrm, confidence=0.9)
    jasp = (0.707653368279996, 0.87231750069236)
    assert jasp == pytest.approx(result.alpha + 0.0500543421354605 * stats.norm.ppf([0.05, 0.95]), abs=1e-9)
    assert result.interval.low > jasp[0] + 0.01
    assert result.interval.high < jasp[1] - 0.02
    assert result.alpha - result.interval.low > result.interval.high - result.alpha


def test_split_half_is_odd_against_even_in_jasp_too(asrm):
    # the same table, in test-unidimensionalReliabilityFrequentist.R (0665fd6c): Spearman–Brown, as here
    assert reliability(asrm).split_half == pytest.approx(0.78330036202316, rel=1e-13)
    # since 12df7c68 0.739928102144539: Guttman's 4 · covariance of the halves / variance of the sum
    odd, even = asrm[["asrm_1", "asrm_3", "asrm_5"]].sum(axis=1), asrm[["asrm_2", "asrm_4"]].sum(axis=1)
    covariance = np.cov(odd, even)
    assert 4 * covariance[0, 1] / covariance.sum() == pytest.approx(0.739928102144539, rel=1e-12)


def test_standardised_coefficients_are_as_in_jasp(asrm):
    # the same file, "standardized coefficients work": asrm_1 to asrm_4; alpha, lambda 2 and omega of correlations
    items = asrm[["asrm_1", "asrm_2", "asrm_3", "asrm_4"]]
    assert reliability(items).standardised_alpha == pytest.approx(0.734183438809739, rel=1e-13)
    standardised = reliability((items - items.mean()) / items.std())
    assert standardised.alpha == pytest.approx(0.734183438809739, rel=1e-12)
    assert standardised.lambda2 == pytest.approx(0.744181125723515, rel=1e-12)
    assert standardised.omega.value == pytest.approx(0.743458875550109, abs=1e-8)
    dropped = standardised.items
    without = [0.609462461310165, 0.639830176986499, 0.751857116024424, 0.682331846089402]
    assert dropped["alpha_if_dropped"].to_list() == pytest.approx(without, rel=1e-12)
    omegas = [0.642387810117694, 0.640141520920559, 0.769749240010078]
    assert dropped["omega_if_dropped"].to_list()[:3] == pytest.approx(omegas, abs=1e-8)


def test_omega_without_an_item_that_leaves_a_heywood_case(asrm):
    # JASP leaves omega without asrm_4 empty: r12 r13 / r23 is above 1, more than all of asrm_1
    r = asrm[["asrm_1", "asrm_2", "asrm_3"]].corr().to_numpy()
    assert r[0, 1] * r[0, 2] / r[1, 2] > 1
    items = asrm[["asrm_1", "asrm_2", "asrm_3", "asrm_4"]]
    left = reliability(items.drop(columns="asrm_4"))
    assert left.omega.interval is None
    assert any("geheel samen met de factor" in str(note) for note in left.notes)
    assert reliability(items).items.loc["asrm_4", "omega_if_dropped"] == pytest.approx(left.omega.value, rel=1e-6)


def test_omega_and_the_fit_of_its_model_without_the_incomplete_respondents_are_as_in_jasp(asrm_with_missing):
    # the same file, "omega test": asrm_mis.csv, naAction listwise, omegaEstimationMethod cfa
    result = reliability(asrm_with_missing)
    assert (result.n, result.dropped) == (63, 15)
    assert result.omega.value == pytest.approx(0.791710063361508, abs=2e-7)
    fit = one_factor_fit(asrm_with_missing)
    assert (fit.chi2, fit.df) == (pytest.approx(12.788508304247, abs=1e-8), 5)
    assert fit.p == pytest.approx(0.0254433712709828, abs=1e-9)
    assert fit.rmsea.value == pytest.approx(0.15724319758923, abs=1e-9)
    limits = [0.0507316506074521, 0.266560548199575]
    assert [fit.rmsea.interval.low, fit.rmsea.interval.high] == pytest.approx(limits, abs=2e-7)
    assert fit.srmr == pytest.approx(0.0708026289801857, abs=1e-7)
    loadings = [0.844967739355576, 0.754980853055071, 0.443805410137925, 0.551535460946667, 0.654599358675392]
    assert fit.loadings["standardised"].to_list() == pytest.approx(loadings, abs=2e-6)


def test_interval_of_omega_is_as_in_bayesrel_and_jasp(asrm):
    # juliuspfadt/Bayesrel, on which JASP stands, inst/tinytest/test_strel.R: strel(asrm): freq_omega, its lower limit
    result = reliability(asrm)
    assert result.omega.value == pytest.approx(0.7919616, abs=1e-7)
    assert result.omega.interval.low == pytest.approx(0.7194611, abs=5e-8)
    # jaspReliability, "standardized coefficients work", prints beside its interval the standard error of the
    # unstandardised omega of asrm_1 to asrm_4: 0.0464758999280928
    interval = reliability(asrm[["asrm_1", "asrm_2", "asrm_3", "asrm_4"]]).omega.interval
    standard_error = (interval.high - interval.low) / 2 / stats.norm.ppf(0.975)
    assert standard_error == pytest.approx(0.0464758999280928, abs=1e-8)


def test_fit_of_one_factor_to_the_mania_scale_is_as_in_bayesrel(asrm):
    # the same file: omegaFit(strel(asrm)), its frequentist part
    fit = one_factor_fit(asrm)
    assert (fit.chi2, fit.df, fit.p) == (pytest.approx(12.02439250, abs=5e-8), 5, pytest.approx(0.03445507, abs=5e-9))
    assert fit.rmsea.value == pytest.approx(0.13420605, abs=5e-9)
    limits = [0.03365073, 0.23333645]
    assert [fit.rmsea.interval.low, fit.rmsea.interval.high] == pytest.approx(limits, abs=5e-8)
    assert fit.srmr == pytest.approx(0.05875407, abs=1e-8)


def test_pairwise_omega_is_near_the_one_of_full_information(asrm_with_missing):
    # the same file: strel(asrm_mis): freq_omega 0.7943602, by full information, as JASP takes for 'pairwise'
    result = reliability(asrm_with_missing, "pairwise")
    assert (result.n, result.interval_n) == (78, 68)
    assert result.omega.value == pytest.approx(0.7943602, abs=0.004)


def test_binary_items_with_missing_answers_are_as_in_psych():
    # pingouin's documentation, with the calls of psych::alpha that give the same: use = "pairwise", "complete.obs"
    items = pingouin.read_dataset("cronbach_wide_missing").astype(float)
    assert reliability(items, "pairwise").alpha == pytest.approx(0.732660835214447, rel=1e-13)
    assert reliability(items, "listwise").alpha == pytest.approx(0.8016949152542373, rel=1e-13)


def test_right_or_wrong_items_are_as_in_jasp(reference_data):
    # jaspReliability, tests/testthat/test-classicaltesttheory.R (2c186993), file binary2.csv; alpha by ltm
    result = reliability(reference_data("binary_items"))
    assert (result.n, result.alpha) == (50, pytest.approx(0.709304580537563, rel=1e-13))
    assert result.items["rest_correlation"].mean() == pytest.approx(0.277404244819117, rel=1e-12)
    # Q1, Q5, Q7 and Q17: alpha if removed, item-rest correlation, SD
    printed = [
        [0.701824212271973, 0.238234538235264, 0.404061017820884],
        [0.674189074451859, 0.519803996722433, 0.501426536422407],
        [0.718588254472837, 0.0652261027947391, 0.503457433905889],
        [0.714986826118415, 0.0945332120441771, 0.478518120698406],
    ]
    ours = result.items.loc[["Q1", "Q5", "Q7", "Q17"], ["alpha_if_dropped", "rest_correlation", "sd"]]
    assert ours.to_numpy() == pytest.approx(np.array(printed), rel=1e-12)


def test_a_reversed_item_is_as_in_psych(reference_data):
    # psych::alpha(head(bfi, 50)[A1 … A5 and age], check.keys = TRUE), printed in the README of R's hcictools: A1 is
    # turned round; age, taken for an item there, is what an item that does not belong looks like
    items = reference_data("bfi_agreeableness")
    turned = items.assign(A1=7 - items["A1"])
    result = reliability(turned)
    dropped = [0.1088703, 0.1909211, 0.2014994, 0.2039064, 0.1579202, 0.6401512]
    assert result.items["alpha_if_dropped"].to_list() == pytest.approx(dropped, abs=5e-8)
    assert result.items["rest_correlation"].to_list() == pytest.approx([0.42, 0.22, 0.11, 0.09, 0.31, 0.18], abs=0.005)
    assert (result.alpha, result.standardised_alpha) == (
        pytest.approx(0.22, abs=0.005),
        pytest.approx(0.64, abs=0.005),
    )
    assert result.mean_inter_item_correlation == pytest.approx(0.23, abs=0.005)
    scale = reliability(turned.drop(columns="age"))
    assert scale.alpha == pytest.approx(0.6401512, abs=5e-8)
    assert scale.standardised_alpha == pytest.approx(0.6735669, abs=5e-8)
    assert scale.mean_inter_item_correlation == pytest.approx(0.2921271, abs=5e-8)
    # before turning, the table already says what turning would do
    before = reliability(items.drop(columns="age"))
    assert before.items.loc["A1", "rest_correlation"] < 0
    assert before.items.loc["A1", "alpha_if_reversed"] == pytest.approx(0.6401512, abs=5e-8)


@pytest.mark.parametrize(
    ("alpha", "items", "n", "limits", "tolerance"),
    [
        # feldt1.return(0.913, 873, 20, 0.95) of C. Evans, on the statistics wiki of the MRC Cognition and Brain
        # Sciences Unit
        (0.913, 20, 873, (0.9044024, 0.9211588), 5e-8),
        # R statpsych::ci.cronbach(.05, .85, 7, 89), as printed in its reference; n(k − 1) second degrees of freedom
        # instead of (n − 1)(k − 1)
        (0.85, 7, 89, (0.7971254, 0.8931436), 1e-4),
    ],
)
def test_interval_of_alpha_is_the_printed_one_of_feldt(alpha, items, n, limits, tolerance, with_moments):
    r = alpha / (items - (items - 1) * alpha)  # the correlation of alike items that gives this alpha
    result = reliability(with_moments(np.full((items, items), r) + (1 - r) * np.eye(items), n))
    assert result.alpha == pytest.approx(alpha, rel=1e-10)
    assert (result.interval.low, result.interval.high) == pytest.approx(limits, abs=tolerance)


@pytest.mark.parametrize(
    ("items", "alpha", "low", "high", "dropped", "r_drop"),
    [
        (["x1", "x2", "x3"], 0.63, 0.55, 0.69, [0.50, 0.62, 0.46], [0.45, 0.37, 0.48]),
        (["x4", "x5", "x6"], 0.88, 0.86, 0.90, [0.83, 0.83, 0.84], [0.78, 0.79, 0.77]),
        (["x7", "x8", "x9"], 0.69, 0.62, 0.75, [0.62, 0.51, 0.66], [0.49, 0.57, 0.46]),
    ],
)
def test_three_scales_of_the_pupils_are_as_in_psych(pupils, items, alpha, low, high, dropped, r_drop):
    # psych::alpha of these scales, two decimals, in a course (E. Schuler, Module 4 Multivariate Statistics, 2022); it
    # left out one pupil, whose grade is missing, so that the second decimal may be one off
    result = reliability(pupils[items])
    ours = [result.alpha, result.interval.low, result.interval.high]
    assert ours == pytest.approx([alpha, low, high], abs=0.01)
    assert result.items["alpha_if_dropped"].to_list() == pytest.approx(dropped, abs=0.0125)
    assert result.items["rest_correlation"].to_list() == pytest.approx(r_drop, abs=0.01)


def test_missing_answers_of_two_kinds_are_as_in_jamovi():
    # jamovi jmv, tests/testthat/testreliability.R (0af44f39): alpha 0.636883; NA and NaN both leave a respondent out
    x = [4, 4, 3, 4, 8, 0, 9, 8, 8, 6, 0, 3]
    z = [None, np.nan, 3, -1, -2, 1, 1, -2, 2, -2, -3, 3]
    result = reliability(pd.DataFrame({"x": x, "y": x, "z": pd.Series(z, dtype=float)}))
    assert result.alpha == pytest.approx(0.636883, abs=5e-7)
    assert (result.n, result.dropped) == (10, 2)


# Factors


def test_adequacy_of_the_pupils_is_as_in_jasp(pupils):
    # jaspFactor, tests/testthat/test-confirmatoryfactoranalysis.R (08689ab2), holzingerswineford.csv
    result = factor_analysis(pupils, 3)
    assert result.kmo == pytest.approx(0.752244592603047, rel=1e-12)
    items = [0.805021226632053, 0.777938285398466, 0.734302877282004, 0.763262045280562, 0.73872385651986]
    items += [0.807559054803425, 0.593046810632567, 0.682937939231282, 0.787864851859471]
    assert result.kmo_items.to_list() == pytest.approx(items, rel=1e-12)
    assert (result.bartlett.chi2, result.bartlett.df) == (pytest.approx(904.097051036859, rel=1e-12), 36)
    assert result.bartlett.p == pytest.approx(1.9120788740615e-166, rel=1e-9)


def test_three_unrotated_factors_of_the_pupils_are_as_in_jasp(pupils):
    # jaspFactor, tests/testthat/test-exploratoryfactoranalysis.R (0ee121d7): minimum residual, number by parallel
    # analysis on components. Two minimisers of one flat function: alike to four digits.
    result = factor_analysis(pupils, rotation="none")
    assert (result.factors, result.parallel.suggested) == (3, 3)
    assert (result.chi2, result.df) == (pytest.approx(22.5550491736693, abs=5e-5), 12)
    assert result.p == pytest.approx(0.0317499059313278, abs=5e-7)
    assert result.eigenvalues[:3].tolist() == pytest.approx(
        [3.21634418143771, 1.63871322152606, 1.36515934778625], rel=1e-12
    )
    assert result.variance["ss_loadings"].to_list() == pytest.approx(
        [2.8274759893524, 1.21466441420335, 0.815501755991438], abs=2e-6
    )
    uniquenesses = [0.523245992219849, 0.744772821204661, 0.546549851738708, 0.272064348239582, 0.246269423771613]
    uniquenesses += [0.308644745749135, 0.481445404925434, 0.479827748357475, 0.539538616482753]
    assert result.uniquenesses.to_list() == pytest.approx(uniquenesses, abs=1e-5)
    first = [0.57552287197933, 0.308426854688606, 0.400354070864591, 0.768508957341882, 0.750543052745831]
    first += [0.763025590432945, 0.307604731575466, 0.393821088746758, 0.504966416074441]
    assert result.loadings["F1"].to_list() == pytest.approx(first, abs=1e-5)


def test_varimax_of_the_pupils_is_as_in_jasp(pupils):
    # the same file, "factorLoadingsOrder": R's varimax stops a little before the maximum
    result = factor_analysis(pupils, 3, "varimax")
    printed = {
        "x1": [0.279356098904291, 0.612821903382293],
        "x4": [0.832032514222841, None],
        "x5": [0.859092745287366, None],
        "x6": [0.798985079015342, 0.213747389751454],
        "x7": [None, None, 0.709321543667037],
        "x8": [None, None, 0.698776373366381],
        "x9": [None, 0.414642352102081, 0.521227164426046],
    }
    for item, loadings in printed.items():
        for factor, loading in enumerate(loadings):
            if loading is not None:
                assert result.loadings.loc[item].iloc[factor] == pytest.approx(loading, abs=5e-4)


def test_fit_indices_rest_on_the_baseline_of_jasp(pupils):
    # jaspFactor, test-confirmatoryfactoranalysis.R: "Baseline model" chi-square 918.851589292384, df 36
    fit = one_factor_fit(pupils)
    baseline = 918.851589292384
    assert fit.cfi == pytest.approx(1 - (fit.chi2 - 27) / (baseline - 36), rel=1e-10)
    assert fit.tli == pytest.approx((baseline / 36 - fit.chi2 / 27) / (baseline / 36 - 1), rel=1e-10)


# Concordance


def test_concordance_of_three_raters_with_ties_is_as_in_desctools_and_jasp():
    # DescTools::KendallW(anxiety, TRUE, test = TRUE), as printed in its reference: W 0.5396569, chi-squared 30.76,
    # df 19, p 0.04288. jaspReliability, tests/testthat/test-raterAgreement.R: 30.7604444444444, 0.0428834698290932.
    # A rater is a respondent here, and who is rated an item.
    raters = [
        [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
        [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
        [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
    ]
    result = friedman(pd.DataFrame(raters))
    assert (result.n, result.df) == (3, 19)
    assert result.kendalls_w == pytest.approx(0.5396569, abs=5e-8)
    assert result.chi2 == pytest.approx(30.7604444444444, abs=5e-6)  # irr rounds what it corrects for ties
    assert result.p == pytest.approx(0.0428834698290932, abs=1e-7)


def test_concordance_without_ties_is_as_in_siegel_and_castellan():
    # Siegel & Castellan (1988), in the reference of DescTools::KendallW: W 0.6560847; friedman.test: 13.778, p 0.05528
    members = [[5, 6, 7, 1, 2, 4, 3, 8], [1, 7, 6, 2, 3, 5, 4, 8], [4, 5, 1, 3, 2, 7, 6, 8]]
    result = friedman(pd.DataFrame(members))
    assert result.kendalls_w == pytest.approx(0.6560847, abs=5e-8)
    assert (result.chi2, result.df) == (pytest.approx(13.778, abs=0.0005), 7)
    assert result.p == pytest.approx(0.05528, abs=5e-6)
