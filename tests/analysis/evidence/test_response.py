"""The response against the population, checked with SciPy's own test and with the printed percentages."""

import pytest
from scipy.stats import chisquare

from analysis.evidence.published import load_published
from analysis.evidence.response import check_response


def test_every_background_variable_is_checked() -> None:
    checks = check_response()
    assert [c.figure for c in checks] == [f"B.1.{i}" for i in range(1, 8)]
    assert {c.respondents for c in checks} == {"swv", "gemeente"}


@pytest.mark.parametrize("check", check_response(), ids=lambda c: c.figure)
def test_the_statistic_is_that_of_scipy(check) -> None:  # type: ignore[no-untyped-def]
    rows = load_published().response.query("figure == @check.figure")
    expected = rows["population_n"] / rows["population_n"].sum() * rows["response_n"].sum()
    reference = chisquare(rows["response_n"], expected)
    assert check.chi_square == pytest.approx(reference.statistic, rel=1e-12)
    assert check.p == pytest.approx(reference.pvalue, rel=1e-9)
    assert check.n == rows["response_n"].sum()
    assert check.table["expected_n"].sum() == pytest.approx(check.n)


@pytest.mark.parametrize("check", check_response(), ids=lambda c: c.figure)
def test_shares_are_the_printed_percentages(check) -> None:  # type: ignore[no-untyped-def]
    """All within rounding but three: B.1.6 prints 295 for 29 (its first row), B.1.1 and B.1.2 sum to other totals."""
    rows = load_published().response.query("figure == @check.figure").reset_index(drop=True)
    off = (100 * check.table["population_share"] - rows["population_pct"]).abs() > 1
    assert list(off[off].index) == ([0] if check.figure == "B.1.6" else [])
    assert ((100 * check.table["response_share"] - rows["response_pct"]).abs() <= 1).all()


def test_response_rates_of_the_study() -> None:
    """105 of 151 partnerships and 217 of 380 municipalities (002, appendix 1)."""
    by_figure = {c.figure: c for c in check_response()}
    assert (by_figure["B.1.3"].n, by_figure["B.1.3"].population) == (105, 151)
    assert (by_figure["B.1.5"].n, by_figure["B.1.5"].population) == (217, 380)
    assert by_figure["B.1.3"].response_rate == pytest.approx(0.695, abs=5e-4)
