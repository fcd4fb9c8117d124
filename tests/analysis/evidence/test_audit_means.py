"""Tables of means: real answers are never called impossible, known impossibilities are found, bad input is refused."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StatisticsError
from analysis.evidence.audit import Range, audit_means, audit_summary


def rules(frame: pd.DataFrame, minimum: float = 1, maximum: float = 7, decimals: int = 2) -> list[str]:
    return [finding.rule for finding in audit_means(frame, decimals, minimum, maximum)]


def row(**values: object) -> pd.DataFrame:
    return pd.DataFrame([values])


@st.composite
def tables(draw: st.DrawFn) -> tuple[pd.DataFrame, int, int, int]:
    """A table as a report prints it, of answers drawn first."""
    minimum = draw(st.integers(0, 2))
    maximum = minimum + draw(st.integers(1, 9))
    decimals = draw(st.integers(0, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = []
    for group in range(draw(st.integers(1, 4))):
        n = draw(st.integers(1, 250))
        weights = rng.dirichlet(np.full(maximum - minimum + 1, draw(st.sampled_from([0.2, 1.0, 5.0]))))
        answers = pd.Series(rng.choice(np.arange(minimum, maximum + 1), size=n, p=weights))
        rows.append(
            {
                "group": f"g{group}",
                "n": n,
                "mean": round(answers.mean(), decimals),
                "sd": round(answers.std(), decimals),
                "min": answers.min(),
                "max": answers.max(),
            }
        )
    return pd.DataFrame(rows), decimals, minimum, maximum


@given(tables(), st.booleans())
@settings(max_examples=50, deadline=None)
def test_real_answers_are_never_called_impossible(table: tuple[pd.DataFrame, int, int, int], ends: bool) -> None:
    frame, decimals, minimum, maximum = table
    frame = frame if ends else frame.drop(columns=["min", "max"])
    found = [*audit_means(frame, decimals, minimum, maximum), *audit_summary(frame), *audit_summary(frame, decimals)]
    assert not [finding for finding in found if finding.certainty == "impossible"]


@given(st.integers(2, 60), st.integers(2, 8), st.floats(0, 0.4), st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_scale_scores_with_missing_answers_are_never_called_impossible(
    n: int, items: int, missing: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 6, size=(n, items)).astype(float)
    answers[rng.random((n, items)) < missing] = np.nan
    answers[:, 0] = np.where(np.isnan(answers).all(axis=1), 3, answers[:, 0])
    scores = pd.Series(np.nanmean(answers, axis=1))
    frame = row(group="a", n=n, mean=round(scores.mean(), 2), sd=round(scores.std(), 2), items=items)
    assert not [f for f in audit_means(frame, 2, 1, 5) if f.certainty == "impossible"]


def test_the_classic_impossible_mean() -> None:
    (finding,) = audit_means(row(group="Nijmegen", n=28, mean=5.19), 2, 1, 7)
    assert (finding.rule, finding.certainty, finding.where, finding.printed) == ("grim", "impossible", "Nijmegen", 5.19)
    assert finding.expected == pytest.approx((145 / 28, 146 / 28))
    assert "28" in str(finding.explanation)


def test_grimmer_as_scrutiny() -> None:
    """scrutiny (R), `grimmer_map(pigs5)`: which rows fail, and whether already on the mean."""
    pigs = pd.DataFrame(
        {
            "group": list("abcdefghijkl"),
            "mean": [7.22, 4.74, 5.23, 2.57, 6.77, 2.68, 7.01, 7.38, 3.14, 6.89, 5.00, 0.24],
            "sd": [5.30, 6.55, 2.55, 2.57, 2.18, 2.59, 6.68, 3.65, 5.32, 4.18, 2.18, 6.43],
            "n": [38, 31, 35, 30, 33, 34, 35, 32, 33, 37, 31, 34],
        }
    )
    found = {finding.where: finding.rule for finding in audit_summary(pigs, 2)}
    assert found == {"a": "grim", "c": "grimmer", "e": "grim", "g": "grim", "i": "grim"}


def test_sd_beyond_what_mean_and_range_allow() -> None:
    # Half at 1 and half at 5 is the most that answers can differ: sd 2.05 with n = 20.
    assert rules(row(n=20, mean=3.0, sd=2.05), 1, 5) == []
    (finding,) = audit_means(row(n=20, mean=3.0, sd=2.06), 2, 1, 5)
    assert (finding.rule, finding.certainty) == ("sd_range", "impossible")
    assert isinstance(finding.expected, Range)
    assert finding.expected.high == pytest.approx(2.0519567)
    # A mean between whole numbers needs some spread.
    assert rules(row(n=20, mean=3.5, sd=0.4), 1, 5) == ["sd_range"]


def test_the_lowest_and_highest_answer_narrow_the_sd() -> None:
    # Eight at 3, one at 2, one at 4: sd 0.47. With a 1 and a 5 among them it is at least 0.94.
    assert rules(row(n=10, mean=3.0, sd=0.47), 1, 5) == []
    assert rules(row(n=10, mean=3.0, sd=0.47, min=1, max=5), 1, 5) == ["sd_range"]
    assert rules(row(n=10, mean=3.0, sd=0.94, min=1, max=5), 1, 5) == []
    assert rules(row(n=2, mean=2.0, sd=1.41, min=1, max=5), 1, 5) == ["maximum_excluded"]


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"mean": 5.2}, "1, mean"),
        ({"mean": 0.5}, "1, mean"),
        ({"mean": 4.0, "max": 3}, "1, mean"),
        ({"mean": 4.0, "max": 6}, "1, max"),
    ],
)
def test_outside_the_scale(values: dict[str, float], where: str) -> None:
    (finding,) = audit_means(row(**values), 1, 1, 5)
    assert (finding.rule, finding.certainty, finding.where) == ("range", "impossible", where)


def test_a_maximum_that_most_must_have_given() -> None:
    (finding,) = audit_means(row(n=157, mean=6.61, sd=1.01, min=3, max=7), 2, 1, 10)
    assert (finding.rule, finding.certainty, finding.printed, finding.expected) == (
        "maximum_excluded",
        "unlikely",
        7,
        9,
    )
    # The same answers on the scale turned round.
    (mirror,) = audit_means(row(n=157, mean=4.39, sd=1.01, min=4, max=8), 2, 1, 10)
    assert (mirror.rule, mirror.printed, mirror.expected) == ("minimum_excluded", 4, 2)
    assert audit_means(row(n=157, mean=6.61, sd=1.01, min=3, max=7), 2, 1, 7) == []


def test_equal_rows_and_exchanged_sizes() -> None:
    frame = pd.DataFrame(
        {
            "factor": ["a", "a", "b", "b", "c", "c"],
            "sector": ["vo", "vso"] * 3,
            "n": [154, 93, 157, 91, 93, 153],
            "mean": [6.31, 6.13, 6.61, 6.13, 5.88, 6.05],
            "sd": [1.47, 1.67, 1.01, 1.67, 1.40, 1.22],
        }
    )
    found = [(finding.rule, finding.where) for finding in audit_means(frame, 2, 1, 10)]
    assert ("n_swapped", "vo, c, vso") in found
    assert [rule for rule, _ in found].count("n_swapped") == 1


def test_equal_rows() -> None:
    frame = pd.DataFrame(
        {"group": ["a", "b", "c"], "n": [91, 90, 90], "mean": [6.47, 6.47, 6.4], "sd": [1.33, 1.33, 1.4]}
    )
    found = [finding for finding in audit_means(frame, 2, 1, 10) if finding.rule == "duplicate_row"]
    assert [(finding.where, finding.expected) for finding in found] == [("b", "a")]


def test_a_scale_mean_off_the_grid_is_unlikely_because_answers_may_be_missing() -> None:
    (finding,) = audit_summary(row(group="a", n=5, mean=3.47, sd=0.5, items=2), 2, 1, 5)
    assert (finding.rule, finding.certainty) == ("grim", "unlikely")


def test_alpha_of_a_summary() -> None:
    (finding,) = audit_summary(row(group="a", n=50, mean=3.5, sd=0.5, items=6, alpha=1.2), 2, 1, 5)
    assert (finding.rule, finding.certainty) == ("alpha_range", "impossible")
    # Hardly related items at the ends of the scale: their mean cannot spread like one item.
    (finding,) = audit_summary(row(group="a", n=50, mean=3.0, sd=1.6, items=6, alpha=0.1), 2, 1, 5)
    assert (finding.rule, finding.certainty) == ("alpha_sd", "unlikely")
    assert audit_summary(row(group="a", n=50, mean=3.0, sd=0.6, items=6, alpha=0.8), 2, 1, 5) == []


def test_decimals_of_a_summary_are_read_from_the_column() -> None:
    # 6.2 of 5.96 and 6.2 lost its zero: 521/84 = 6.202. As 6.2 with one decimal nothing could be said.
    frame = pd.DataFrame({"group": ["a", "b"], "n": [93, 21], "mean": [5.96, 6.2], "sd": [1.69, 1.5]})
    assert [finding.where for finding in audit_summary(frame) if finding.rule == "grim"] == ["b"]


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"mean": []}),
        pd.DataFrame({"mean": [None, None], "n": [1, 2]}),
        row(mean=3.1),
        row(mean=3.1, n=0, sd=None),
        row(mean=3.0, n=1, sd=None),
        row(mean=3.0, n=1, sd=0.0, min=3, max=3),
        row(mean=3.0, n=12, sd=0.0, min=3, max=3),
        row(mean=3.0, n=float("nan"), sd=1.0),
    ],
)
def test_little_to_check_is_no_finding(frame: pd.DataFrame) -> None:
    assert audit_means(frame, 1, 1, 5) == []


def test_kinds_of_columns_make_no_difference() -> None:
    plain = pd.DataFrame({"group": ["a", "b"], "n": [28, 28], "mean": [5.19, 5.18]})
    expected = audit_means(plain, 2, 1, 7)
    assert len(expected) == 1
    assert audit_means(plain.set_axis([7, 7]), 2, 1, 7) == expected
    assert audit_means(plain.astype({"group": "category", "n": "Int64", "mean": "Float64"}), 2, 1, 7) == expected
    assert audit_means(plain.assign(mean=[Decimal("5.19"), Decimal("5.18")]), {"mean": np.int64(2)}, 1, 7) == expected


@pytest.mark.parametrize(
    ("frame", "decimals", "ends", "words"),
    [
        ("geen tabel", 2, (1, 5), "DataFrame"),
        (row(n=3), 2, (1, 5), "mean"),
        (pd.DataFrame([[3.0, 3.0]], columns=["mean", "mean"]), 2, (1, 5), "meer dan eens"),
        (row(mean="3,4"), 2, (1, 5), "rij 1: 3,4"),
        (row(mean=True), 2, (1, 5), "geen getal"),
        (row(mean=float("inf")), 2, (1, 5), "geen getal"),
        (row(mean=3.0, n=2.5), 2, (1, 5), "geen geheel getal"),
        (row(mean=3.0, n=-2), 2, (1, 5), "geen geheel getal"),
        (row(mean=3.0, sd=-0.1), 2, (1, 5), "nooit negatief"),
        (row(mean=3.456), 2, (1, 5), "decimalen"),
        (row(mean=3.4), -1, (1, 5), "decimalen"),
        (row(mean=3.4), 1.5, (1, 5), "decimalen"),
        (row(mean=3.4), 1, (5, 1), "laagste"),
        (row(mean=3.4), 1, (1, float("nan")), "laagste"),
    ],
)
def test_wrong_input_gets_a_sentence(frame: object, decimals: object, ends: tuple[float, float], words: str) -> None:
    with pytest.raises(StatisticsError, match=words):
        audit_means(frame, decimals, *ends)  # type: ignore[arg-type]


def test_a_summary_needs_its_columns() -> None:
    with pytest.raises(StatisticsError, match="group, n"):
        audit_summary(pd.DataFrame({"mean": [3.0], "sd": [1.0]}))


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"n": 10, "mean": 1.1, "max": 10}, "maximum_excluded"),  # one ten and nine ones already give 1.9
        ({"n": 10, "mean": 1.1, "sd": 0.32, "max": 10}, "maximum_excluded"),
        ({"n": 10, "mean": 1.1, "min": 1, "max": 10}, "maximum_excluded"),
        ({"n": 10, "mean": 9.9, "min": 1}, "minimum_excluded"),
    ],
)
def test_one_answer_at_an_end_can_exclude_the_mean(row: dict[str, float], rule: str) -> None:
    found = audit_means(pd.DataFrame([{"group": "a", **row}]), 2, 1, 10)
    assert [(f.rule, f.certainty) for f in found] == [(rule, "impossible")]


def test_the_end_that_just_fits_is_no_finding() -> None:
    """Nine ones and a ten: a mean of 1.9."""
    assert audit_means(pd.DataFrame([{"group": "a", "n": 10, "mean": 1.9, "min": 1, "max": 10}]), 2, 1, 10) == []
