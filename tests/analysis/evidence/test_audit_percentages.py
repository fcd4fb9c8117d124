"""Percentages against counts: all tables of a few respondents written out, random larger ones, and misprints."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StatisticsError
from analysis.evidence.audit import audit_counts, audit_distributions, audit_item_table

ROUNDINGS = (ROUND_HALF_UP, ROUND_HALF_EVEN)


def percentage(count: int, n: int, rounding: str, decimals: int = 0) -> float:
    exact = Decimal(100 * count) / Decimal(n)
    return float(exact.quantize(Decimal(1).scaleb(-decimals), rounding=rounding))


def item_row(percentages: list[float] | tuple[float, ...], n: int) -> pd.DataFrame:
    return pd.DataFrame([{"n": n, **{f"pct_{i}": value for i, value in enumerate(percentages, start=1)}}])


@pytest.mark.parametrize("n", [2, 3, 7, 8])
def test_a_row_is_accepted_exactly_when_some_counts_give_it(n: int) -> None:
    possible = {
        tuple(roundings)
        for counts in product(range(n + 1), repeat=3)
        if sum(counts) == n
        for roundings in product(*({percentage(count, n, rounding) for rounding in ROUNDINGS} for count in counts))
    }
    single = sorted({value for row in possible for value in row} | {1.0, 51.0})
    rows = list(product(single, repeat=3))
    frame = pd.DataFrame(rows, columns=["pct_1", "pct_2", "pct_3"]).assign(n=n, row=range(len(rows)))
    refused = {int(finding.where) for finding in audit_item_table(frame)}
    assert {row for number, row in enumerate(rows) if number not in refused} == possible


counts_of_answers = st.lists(st.integers(0, 120), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 0)


@given(counts_of_answers, st.sampled_from(ROUNDINGS), st.integers(0, 2))
@settings(max_examples=50, deadline=None)
def test_real_counts_are_never_called_impossible(counts: list[int], rounding: str, decimals: int) -> None:
    n = sum(counts)
    percentages = [percentage(count, n, rounding, decimals) for count in counts]
    assert audit_item_table(item_row(percentages, n)) == []
    assert audit_counts(pd.DataFrame({"n": counts, "pct": percentages})) == []
    cells = pd.DataFrame({"table": "t", "row_nl": "r", "n": n, "column": [str(i) for i in range(len(counts))]})
    assert audit_distributions(cells.assign(pct=percentages)) == []


@given(st.lists(st.sets(st.integers(0, 3)), min_size=1, max_size=60), st.sampled_from(ROUNDINGS))
@settings(max_examples=40, deadline=None)
def test_real_multiple_answers_are_never_called_impossible(chosen: list[set[int]], rounding: str) -> None:
    # Who chooses nothing answers 'not applicable'.
    given_by = {f"a{i}": sum(i in answers for answers in chosen) for i in range(4)}
    given_by["niet_van_toepassing"] = sum(not answers for answers in chosen)
    n = len(chosen)
    frame = pd.DataFrame(
        {
            "table": "t",
            "row_nl": "r",
            "n": n,
            "column": list(given_by),
            "pct": [percentage(count, n, rounding) for count in given_by.values()],
        }
    )
    assert audit_distributions(frame, multiple=("t",)) == []


def test_a_sum_of_102() -> None:
    (finding,) = audit_item_table(item_row((25, 77), 75))
    assert (finding.rule, finding.certainty, finding.printed, finding.expected) == (
        "percentages_sum",
        "impossible",
        102,
        100,
    )
    assert "77" in str(finding.explanation)
    assert audit_item_table(item_row((23, 77), 75)) == []


def test_too_low_a_sum_may_leave_out_who_gave_no_answer() -> None:
    frame = item_row((40, 50), 200)
    assert [(f.rule, f.certainty) for f in audit_item_table(frame)] == [("percentages_sum", "unlikely")]
    (finding,) = audit_item_table(frame.assign(pct_no_view=5))
    assert (finding.rule, finding.certainty, finding.printed) == ("percentages_sum", "impossible", 95)
    assert audit_item_table(frame.assign(pct_no_view=10)) == []


def test_102_can_be_right() -> None:
    # Six respondents with six different answers: 16.7% each.
    assert audit_item_table(item_row((17,) * 6, 6)) == []


def test_a_percentage_that_n_does_not_have() -> None:
    (finding,) = audit_item_table(item_row((51, 49), 20))[:1]
    assert (finding.rule, finding.certainty) == ("percentage_granularity", "impossible")
    assert finding.expected == (50.0, 55.0)


def test_exclusive_answers() -> None:
    frame = pd.DataFrame(
        {"table": "t", "row_nl": "r", "n": 217, "column": ["po", "vo", "niet_van_toepassing"], "pct": [60, 85, 34]}
    )
    (finding,) = audit_distributions(frame, multiple=("t",))
    assert (finding.where, finding.rule, finding.certainty) == ("t, r, vo", "exclusive_answers", "impossible")
    assert audit_distributions(frame.assign(pct=[60, 58, 34]), multiple=("t",)) == []


def test_the_columns_of_a_cross_table_are_apart() -> None:
    frame = pd.DataFrame(
        {
            "figure": "B",
            "level": ["laag", "laag", "hoog", "hoog"],
            "category": ["x", "y"] * 2,
            "n": [1, 3, 5, 5],
            "pct": [25, 75, 50, 51],
        }
    )
    (finding,) = audit_counts(frame)
    assert (finding.where, finding.printed, finding.expected) == ("B, y, hoog", 51, 50)
    assert (finding.rule, finding.certainty) == ("percentage_of_count", "impossible")


def test_percentages_over_a_larger_group_are_a_remark() -> None:
    frame = pd.DataFrame({"n": [38, 43, 23], "pct": [36, 41, 22]})
    (finding,) = audit_counts(frame)
    assert (finding.rule, finding.certainty, finding.printed) == ("percentage_base", "notable", 104)
    assert (finding.expected.low, finding.expected.high) == (105, 106)  # type: ignore[union-attr]


def test_both_pairs_of_a_response_table() -> None:
    frame = pd.DataFrame(
        {"response_n": [1, 1], "response_pct": [50, 50], "population_n": [1, 3], "population_pct": [25, 295]}
    )
    (finding,) = audit_counts(frame)
    assert (finding.where, finding.printed, finding.expected) == ("2, population_pct", 295, 75)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"n": [], "pct": []}),
        pd.DataFrame({"n": [0, 0], "pct": [0, 0]}),
        pd.DataFrame({"n": [None, 4], "pct": [None, 100]}),
        pd.DataFrame({"n": [5], "pct": [100]}, index=[9]),
    ],
)
def test_counts_with_little_to_check(frame: pd.DataFrame) -> None:
    assert audit_counts(frame) == []


def test_items_with_little_to_check() -> None:
    assert audit_item_table(pd.DataFrame({"n": [], "pct_1": []})) == []
    assert audit_item_table(pd.DataFrame({"n": [0, 10], "pct_1": [0, None], "pct_2": [0, 100]})) == []


@pytest.mark.parametrize(
    ("function", "frame", "words"),
    [
        (audit_item_table, pd.DataFrame({"pct_1": [1]}), "kolom"),
        (audit_item_table, pd.DataFrame({"n": [1]}), "pct_"),
        (audit_item_table, pd.DataFrame({"n": [1.5], "pct_1": [1], "pct_2": [99]}), "geheel getal"),
        (audit_item_table, [1, 2], "DataFrame"),
        (audit_counts, pd.DataFrame({"n": [1]}), "pct"),
        (audit_counts, pd.DataFrame({"n": ["x"], "pct": [1]}), "geen getal"),
        (audit_distributions, pd.DataFrame({"n": [1]}), "table"),
    ],
)
def test_wrong_input_gets_a_sentence(function: object, frame: object, words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        function(frame)  # type: ignore[operator]
