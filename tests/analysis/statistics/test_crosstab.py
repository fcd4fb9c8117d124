"""Cross-tables against R's documentation, Agresti's textbooks, SciPy and pingouin, and what must hold for any table."""

import itertools

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import contingency as scipy_contingency

from analysis.errors import StatisticsError
from analysis.statistics import crosstab

# Agresti (2002), table 2.8, and the help of R's fisher.test: income by job satisfaction, 104 respondents.
JOB = pd.DataFrame([[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]])
# Help of R's chisq.test, and Agresti (2007), table 2.5: gender by party.
PARTY = pd.DataFrame([[762, 327, 468], [484, 239, 477]], index=["F", "M"], columns=["D", "I", "R"])
# R's HairEyeColor over both sexes: black, brown, red, blond by brown, blue, hazel, green.
HAIR = pd.DataFrame([[68, 20, 15, 5], [119, 84, 54, 29], [26, 17, 14, 14], [7, 94, 10, 16]])
# Agresti (2007), table 2.7: malformation by the mother's drinks a day, classes at their midpoints.
ALCOHOL = pd.DataFrame([[17066, 14464, 788, 126, 37], [48, 38, 5, 1, 1]], columns=[0.0, 0.5, 1.5, 4.0, 7.0])


def columns_of(table):
    """The two columns of answers that a table of counts summarises."""
    counts = np.asarray(table)
    rows, columns = np.indices(counts.shape)
    return np.repeat(rows.ravel(), counts.ravel()), np.repeat(columns.ravel(), counts.ravel())


@st.composite
def tables(draw, smallest=0):
    shape = draw(st.tuples(st.integers(2, 4), st.integers(2, 4)))
    cells = draw(st.lists(st.integers(smallest, 12), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    counts = np.array(cells).reshape(shape)
    assume((counts.sum(axis=0) > 0).all() and (counts.sum(axis=1) > 0).all())
    return counts


# Reference values


def test_chi_square_and_residuals_are_those_of_r():
    """Help of chisq.test: X-squared = 30.07, df = 2, p-value = 2.954e-07; Agresti (2007), 2.4.5: residuals, G²."""
    found = crosstab(counts=PARTY)
    assert found.chi2 == pytest.approx(30.07, abs=0.005)
    assert (found.df, found.n, found.excluded) == (2, 2757, 0)
    assert found.p == pytest.approx(2.954e-07, rel=5e-4)
    assert found.likelihood_ratio == pytest.approx(30.02, abs=0.005)
    assert found.residuals.loc["F"].tolist() == pytest.approx([4.50, 0.70, -5.32], abs=0.005)
    assert found.expected.loc["M"].tolist() == pytest.approx([542.3, 246.4, 411.3], abs=0.05)


def test_hair_and_eyes():
    """R: chisq.test(margin.table(HairEyeColor, 1:2)): X-squared = 138.29, df = 9; vcd::assocstats: Cramer's V 0.279."""
    found = crosstab(counts=HAIR, rows_ordered=False)
    assert found.chi2 == pytest.approx(138.29, abs=0.005)
    assert found.cramers_v.value == pytest.approx(0.279, abs=5e-4)
    assert found.df == 9
    assert found.recommended == "chi2"


def test_fisher_freeman_halton_over_random_tables():
    """Help of R's fisher.test: Job, p-value = 0.7827 (exact)."""
    found = crosstab(counts=JOB)
    assert found.random.tables == 100_000
    assert found.p_monte_carlo == pytest.approx(0.7827, abs=4 * found.random.standard_error)
    assert crosstab(counts=JOB).p_monte_carlo == found.p_monte_carlo
    assert crosstab(counts=JOB, seed=1).p_monte_carlo != found.p_monte_carlo


def test_ordered_answers_are_those_of_agresti():
    """Agresti (2002), 2.4.4: C = 1331, D = 849, gamma = 0.221; (2007), 2.5: M² = 2.98, P = 0.08."""
    found = crosstab(counts=JOB)
    assert found.gamma.value == pytest.approx((1331 - 849) / (1331 + 849))
    assert found.linear.m2 == pytest.approx(2.98, abs=0.005)
    assert found.linear.p_asymptotic == pytest.approx(0.084, abs=5e-4)
    assert found.recommended == "linear"
    assert found.recommended_p == found.p_linear == found.linear.p_permutation


def test_the_scores_are_those_of_the_labels():
    """Agresti (2007), 2.5.2: r = 0.0142, M² = 6.57, P = 0.010 by midpoints; 1.83, P = 0.18 by 1, 2, 3, 4, 5."""
    by_midpoints = crosstab(counts=ALCOHOL)
    assert by_midpoints.linear.r == pytest.approx(0.0142, abs=5e-5)
    assert by_midpoints.linear.m2 == pytest.approx(6.57, abs=0.005)
    assert by_midpoints.linear.p_asymptotic == pytest.approx(0.010, abs=5e-4)
    assert by_midpoints.chi2 == pytest.approx(12.1, abs=0.05)
    by_rank = crosstab(counts=ALCOHOL.set_axis(["0", "<1", "1-2", "3-5", "6+"], axis=1))
    assert by_rank.linear.m2 == pytest.approx(1.83, abs=0.005)
    assert by_rank.linear.p_asymptotic == pytest.approx(0.18, abs=0.005)


def test_fisher_exact_of_two_by_two():
    """Help of R's fisher.test: TeaTasting, two-sided p = 0.4857."""
    found = crosstab(counts=pd.DataFrame([[3, 1], [1, 3]]), rows_ordered=False)
    assert found.p_exact == pytest.approx(0.4857, abs=5e-5)
    assert found.recommended == "exact"
    assert found.p_monte_carlo == pytest.approx(found.p_exact, abs=0.006)


@pytest.mark.parametrize("table", [JOB, PARTY, HAIR], ids=["job", "party", "hair"])
def test_tests_are_those_of_scipy(table):
    found = crosstab(counts=table)
    x, y = columns_of(table)
    kendall = stats.kendalltau(x, y, method="asymptotic")
    assert found.kendall_tau_b.value == pytest.approx(kendall.statistic)
    assert found.kendall_tau_b.p == pytest.approx(kendall.pvalue)
    assert found.linear.r == pytest.approx(stats.pearsonr(x, y).statistic)
    chi2, p, df, expected = stats.chi2_contingency(table, correction=False)
    assert (found.chi2, found.p, found.df) == pytest.approx((chi2, p, df))
    assert found.expected.to_numpy() == pytest.approx(expected)
    g2, p, _, _ = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert (found.likelihood_ratio, found.p_likelihood_ratio) == pytest.approx((g2, p))
    assert found.cramers_v.value == pytest.approx(scipy_contingency.association(table, method="cramer"))


def test_columns_give_what_pingouin_gives():
    heart = pingouin.read_dataset("chi2_independence")
    _, _, theirs = pingouin.chi2_independence(heart, "cp", "target", correction=False)
    pearson = theirs.set_index("test").loc["pearson"]
    found = crosstab(heart["cp"], heart["target"])
    assert (found.chi2, found.p) == pytest.approx((pearson["chi2"], pearson["pval"]))
    assert found.cramers_v.value == pytest.approx(pearson["cramer"])
    assert found.names == ("cp", "target")


def test_the_interval_of_v_inverts_the_noncentral_chi_square():
    found = crosstab(counts=HAIR, confidence=0.9)
    interval = found.cramers_v.interval
    factor = found.n * 3
    assert stats.ncx2.cdf(found.chi2, 9, interval.low**2 * factor) == pytest.approx(0.95)
    assert stats.ncx2.cdf(found.chi2, 9, interval.high**2 * factor) == pytest.approx(0.05)
    assert interval.low < found.cramers_v.corrected < found.cramers_v.value < interval.high


def test_the_intervals_of_tau_b_and_gamma_hold_what_they_promise():
    """Simulated: a table with known probabilities, so that the population values are known too."""
    rng = np.random.default_rng(5)
    probabilities = np.array([[6, 3, 1], [3, 4, 3], [1, 4, 7]]) / 32
    population = crosstab(counts=pd.DataFrame((probabilities * 32_000_000).astype(int)), random=False)
    hits = np.zeros(2)
    for _ in range(400):
        counts = rng.multinomial(150, probabilities.ravel()).reshape(3, 3)
        found = crosstab(counts=pd.DataFrame(counts), random=False)
        for which, name in enumerate(("kendall_tau_b", "gamma")):
            interval = getattr(found, name).interval
            hits[which] += interval.low <= getattr(population, name).value <= interval.high
    assert (np.abs(hits / 400 - 0.95) < 0.04).all()  # 3.7 standard errors


def test_permutation_p_against_every_table_there_is():
    """A small table, of which all orderings of the columns can be written out."""
    counts = pd.DataFrame([[3, 1, 0], [0, 2, 2]])
    x, y = columns_of(counts)
    r = abs(np.corrcoef(x, y)[0, 1])
    orders = np.array(list(set(itertools.permutations(y.tolist()))))
    exact = np.mean([abs(np.corrcoef(x, order)[0, 1]) >= r - 1e-12 for order in orders])
    found = crosstab(counts=counts)
    assert found.linear.p_permutation == pytest.approx(exact, abs=0.005)


def test_probability_of_independence_is_uniform_enough_under_chance():
    """Bergsma's correction: without association its mean square is near 0 where V's own is not."""
    rng = np.random.default_rng(8)
    found = [
        crosstab(counts=pd.DataFrame(rng.multinomial(60, np.full(12, 1 / 12)).reshape(3, 4)), random=False)
        for _ in range(200)
    ]
    assert np.mean([f.cramers_v.value for f in found]) > 0.2
    assert np.median([f.cramers_v.corrected for f in found]) < 0.08
    assert np.mean([f.p < 0.05 for f in found]) < 0.1


# What must hold


@given(tables())
@settings(max_examples=25, deadline=None)
def test_transposing_changes_nothing_but_the_sides(counts):
    one = crosstab(counts=pd.DataFrame(counts), random=False)
    other = crosstab(counts=pd.DataFrame(counts.T), random=False)
    assert one.chi2 == pytest.approx(other.chi2)
    assert one.kendall_tau_b.value == pytest.approx(other.kendall_tau_b.value)
    assert one.residuals.to_numpy() == pytest.approx(other.residuals.to_numpy().T)
    assert one.linear.r == pytest.approx(other.linear.r)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_matters_to_the_ordered_measures_only(counts, random):
    order = list(range(len(counts)))
    random.shuffle(order)
    one = crosstab(counts=pd.DataFrame(counts), random=False)
    other = crosstab(counts=pd.DataFrame(counts).loc[order], random=False)
    assert one.chi2 == pytest.approx(other.chi2)
    assert one.cramers_v.value == pytest.approx(other.cramers_v.value)
    upside_down = crosstab(counts=pd.DataFrame(counts[::-1]), random=False)
    assert upside_down.kendall_tau_b.value == pytest.approx(-one.kendall_tau_b.value)
    assert upside_down.linear.r == pytest.approx(-one.linear.r)


@given(tables())
@settings(max_examples=25, deadline=None)
def test_sums_bounds_and_the_square_of_v(counts):
    found = crosstab(counts=pd.DataFrame(counts), random=False)
    assert found.row_shares.sum(axis=1).to_numpy() == pytest.approx(1)
    assert found.column_shares.sum().to_numpy() == pytest.approx(1)
    assert found.expected.sum().to_numpy() == pytest.approx(counts.sum(axis=0))
    assert found.chi2 == pytest.approx(found.n * found.cramers_v.value**2 * (min(counts.shape) - 1))
    assert 0 <= found.p <= 1
    assert 0 <= found.cramers_v.interval.low <= found.cramers_v.interval.high <= 1
    assert -1 <= found.kendall_tau_b.value <= 1
    assert found.gamma is None or abs(found.gamma.value) >= abs(found.kendall_tau_b.value) - 1e-12
    assert np.isfinite(found.residuals.to_numpy()).all()


@given(tables(smallest=1))
@settings(max_examples=15, deadline=None)
def test_columns_and_counts_give_the_same(counts):
    x, y = columns_of(counts)
    from_columns = crosstab(x, y, random=False)
    from_counts = crosstab(counts=pd.DataFrame(counts), random=False)
    assert from_columns.observed.to_numpy().tolist() == counts.tolist()
    assert from_columns.p == from_counts.p
    assert from_columns.linear == from_counts.linear


# What comes in


def test_categories_keep_their_order_and_missing_answers_are_counted():
    answers = pd.Categorical(
        ["veel", "weinig", "geen", None, "veel", "geen"], ["geen", "weinig", "veel", "alles"], True
    )
    place = pd.Series(["A", "B", "A", "B", "B", None])
    found = crosstab(pd.Series(answers), place)
    assert found.observed.index.tolist() == ["geen", "weinig", "veel"]
    assert (found.n, found.excluded) == (4, 2)
    assert found.ordered == (True, False)
    assert found.kendall_tau_b is found.gamma is found.linear is found.p_linear is None
    assert any("geordende" in str(note) for note in found.notes)
    assert crosstab(pd.Series(answers), place, columns_ordered=True).kendall_tau_b is not None


def test_series_are_paired_by_their_index():
    x = pd.Series([1, 1, 2, 2], index=list("abcd"))
    y = pd.Series([2, 2, 1, 1], index=list("dcba"))
    assert crosstab(x, y).observed.to_numpy().tolist() == [[2, 0], [0, 2]]


def test_empty_rows_of_a_printed_table_are_left_out_with_a_note():
    counts = pd.DataFrame([[4, 6], [0, 0], [7, 2]], index=["a", "geen zicht op", "b"])
    found = crosstab(counts=counts)
    assert found.observed.index.tolist() == ["a", "b"]
    assert "geen zicht op" in str(found.notes[0])
    assert found.chi2 == pytest.approx(stats.chi2_contingency([[4, 6], [7, 2]], correction=False).statistic)


def test_a_perfect_order_has_no_interval_for_gamma():
    found = crosstab(counts=pd.DataFrame([[5, 0], [0, 5]]))
    assert found.gamma.value == 1
    assert found.gamma.interval is None
    assert any("Gamma is" in str(note) for note in found.notes)


def test_the_ends_of_the_rows_rest_on_enough_answers():
    """Agresti's job satisfaction: 20 and 21 respondents in the outer rows; with 30 asked, two rows each."""
    found = crosstab(counts=JOB)
    assert found.upper_columns == (2, 3)
    first, last = found.ends()
    assert (first.rows, first.n, first.share) == ((0,), 20, pytest.approx(16 / 20))
    assert (last.rows, last.n, last.share) == ((3,), 21, pytest.approx(20 / 21))
    first, last = found.ends(30)
    assert (first.rows, first.n) == ((0, 1), 42)
    assert (last.rows, last.n, last.share) == ((3, 2), 54, pytest.approx(46 / 54))
    assert found.ends(60) is None


def test_large_tables():
    rng = np.random.default_rng(3)
    x, y = rng.integers(0, 5, 1_000_000), rng.integers(0, 4, 1_000_000)
    found = crosstab(x, y)
    assert found.random is None
    assert found.p_linear == found.linear.p_asymptotic
    assert found.chi2 == pytest.approx(stats.chi2_contingency(pd.crosstab(x, y)).statistic)
    assert crosstab(counts=pd.DataFrame([[10**11, 1], [1, 10**11]]), random=True).random is None


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([[0, 0], [0, 0]], "alleen nullen"),
        ([[1, 2, 3]], "één rij"),
        ([[1], [2]], "één kolom"),
        ([[0, 0], [3, 4]], "één rij"),
        ([[1, -1], [3, 4]], "kleiner dan nul"),
        ([[1, 2.5], [3, 4]], "geen heel getal"),
        ([[1, "twee"], [3, 4]], "'twee' is geen aantal"),
        ([[1, np.nan], [3, 4]], "geen aantal"),
        ([[1, None], [3, 4]], "geen aantal"),
        ([[1, np.inf], [3, 4]], "niet mogelijk"),
        ([[1, True], [3, 4]], "geen aantal"),
        ([], "alleen nullen"),
    ],
)
def test_counts_that_are_none(counts, says):
    with pytest.raises(StatisticsError, match=says):
        crosstab(counts=pd.DataFrame(counts, dtype=object))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (([1, 2], None), "twee kolommen nodig"),
        (([1, 2], [1, 2, 3]), "even lang"),
        (([1, None], [None, 2]), "geen enkele rij"),
        (([1, 1], [1, 2]), "één rij"),
        ((list(range(60)), list(range(60))), "60 verschillende waarden"),
        (([[1]], [2]), "één kolom"),
    ],
)
def test_columns_that_cannot_be_crossed(given, says):
    with pytest.raises(StatisticsError, match=says):
        crosstab(*given)


@pytest.mark.parametrize("wrong", [{"confidence": 1.0}, {"seed": -1}, {"counts": "abc"}, {"counts": JOB, "rows": [1]}])
def test_settings_that_are_none(wrong):
    with pytest.raises(StatisticsError):
        crosstab(**{"counts": JOB, **wrong})


def test_double_names_in_a_table_of_counts():
    with pytest.raises(StatisticsError, match="meer dan eens"):
        crosstab(counts=pd.DataFrame([[1, 2], [3, 4]], columns=["a", "a"]))
