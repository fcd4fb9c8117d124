"""The printed cross-tables: counts as in the source, and tests that stand or fall with SciPy's."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.errors import StatisticsError
from analysis.evidence import load_published, published_crosstab, published_tables

FIGURES = [f"B4.{number}" for number in (*range(12, 22), 32)]


def test_there_are_the_ten_tables_of_satisfaction_and_the_one_of_size() -> None:
    assert list(published_tables()) == FIGURES
    assert [t.study_test for t in published_tables().values()] == ["too_small"] * 10 + ["significant"]


def test_counts_are_those_of_the_source() -> None:
    """Figures B4.13, B4.16 and B4.32 of 002, typed from the source."""
    assert published_tables()["B4.13"].counts.to_numpy().tolist() == [[4, 2, 1], [10, 10, 2], [27, 58, 41], [3, 11, 47]]
    special = published_tables()["B4.16"]
    assert special.counts.loc["geen_zicht_op"].tolist() == [1, 7, 2]
    assert special.tested.index.tolist() == ["schotten", "ketens", "netwerk", "integraal"]
    size = published_tables()["B4.32"]
    assert size.counts.to_numpy().tolist() == [[0, 26, 35, 4], [13, 41, 42, 7], [4, 11, 10, 0], [2, 15, 5, 0]]
    assert (size.group, size.sector, size.by, size.columns_by) == ("gemeente", "po", "inwoners", "model")


def test_the_one_test_that_the_study_reports_comes_out_the_same() -> None:
    """Footnote 43: p < 0.05 by chi-square, for model by number of inhabitants in primary education."""
    found = published_crosstab("B4.32").result
    assert found.p < 0.05
    assert found.p_monte_carlo is not None
    assert found.p_monte_carlo < 0.05


@pytest.mark.parametrize("figure", FIGURES)
def test_every_table_is_tested_as_scipy_does(figure: str) -> None:
    table, found = published_crosstab(figure).table, published_crosstab(figure).result
    counts = table.tested.to_numpy()
    assert found.p == pytest.approx(stats.chi2_contingency(counts, correction=False).pvalue)
    rows, columns = np.indices(counts.shape)
    kendall = stats.kendalltau(np.repeat(rows, counts.ravel()), np.repeat(columns, counts.ravel()), method="asymptotic")
    assert found.kendall_tau_b is not None
    assert found.kendall_tau_b.value == pytest.approx(kendall.statistic)
    assert found.n == counts.sum()
    assert found.small_cells > 0  # the study's reason not to test
    assert found.random is not None


def test_printed_percentages_are_those_of_the_counts() -> None:
    printed = load_published().satisfaction_counts
    for figure, table in published_tables().items():
        if table.columns_by == "tevredenheid":
            rows = printed[printed["figure"] == figure]
            share = 100 * table.counts / table.counts.sum()
            theirs = rows.pivot_table(index="category", columns="level", values="pct").loc[share.index, share.columns]
            assert (np.abs(share - theirs).to_numpy() <= 1.01).all()


def test_the_copy_of_a_table_can_be_changed_and_an_unknown_one_is_named() -> None:
    assert isinstance(published_tables()["B4.12"].tested, pd.DataFrame)
    with pytest.raises(StatisticsError, match=r"B4\.99"):
        published_crosstab("B4.99")
