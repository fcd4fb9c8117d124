"""Scale scores."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SurveyError
from analysis.survey import Survey, load_survey, outcome_frame, outcome_values, score_scales

CODEBOOK = b"""column,role,scale,answers,reversed
a,item,visie,1|2|3|4|5,
b,item,visie,1|2|3|4|5,ja
c,item,visie,1|2|3|4|5,
d,item,visie,1|2|3|4|5,
cijfer,grade,,,
"""


@pytest.fixture(scope="module")
def survey() -> Survey:
    return load_survey(b"a;b;c;d;cijfer\n5;1;4;2;7\n5;1;;;8\n4;;;;\n;;;;6\n", CODEBOOK)


def test_the_mean_of_the_answered_items_with_reversed_ones_turned(survey: Survey) -> None:
    # By hand: (5 + (6 − 1) + 4 + 2) / 4 = 4; (5 + 5) / 2 = 5; one of four is less than half; none.
    expected = pd.DataFrame({"visie": [4.0, 5.0, np.nan, np.nan]})
    pd.testing.assert_frame_equal(score_scales(survey), expected)


@pytest.mark.parametrize(("share", "scored"), [(0.01, 3), (0.25, 3), (0.26, 2), (0.5, 2), (0.51, 1), (1, 1)])
def test_a_share_that_is_met_exactly_is_enough(survey: Survey, share: float, scored: int) -> None:
    assert score_scales(survey, minimum_answered=share)["visie"].notna().sum() == scored


def test_a_share_of_ten_items_is_not_lost_to_binary_fractions() -> None:
    names = [f"v{i}" for i in range(10)]
    codebook = "column,role,scale,answers\n" + "".join(f"{name},item,s,1|2|3\n" for name in names)
    for answered in range(1, 11):
        row = ";".join(["2"] * answered + [""] * (10 - answered))
        survey = load_survey(f"{';'.join(names)}\n{row}\n".encode(), codebook.encode())
        assert score_scales(survey, answered / 10)["s"].tolist() == [2.0]


@pytest.mark.parametrize("share", [0, -0.5, 1.01, float("nan"), float("inf")])
def test_an_impossible_share_is_refused(survey: Survey, share: float) -> None:
    with pytest.raises(SurveyError, match="Kies een deel boven 0 en hoogstens 1"):
        score_scales(survey, minimum_answered=share)
    with pytest.raises(SurveyError, match="hoogstens 1"):
        outcome_values(survey, "visie", share)


def test_outcomes_by_name_or_by_object(survey: Survey) -> None:
    for outcome in survey.outcomes:
        pd.testing.assert_series_equal(outcome_values(survey, outcome), outcome_values(survey, outcome.name))
    pd.testing.assert_series_equal(outcome_values(survey, "visie"), score_scales(survey)["visie"])
    np.testing.assert_array_equal(outcome_values(survey, "cijfer"), [7, 8, np.nan, 6])
    assert outcome_values(survey, "b").tolist()[:2] == [1.0, 1.0], "a single item is as answered"
    with pytest.raises(SurveyError, match=r'"x"\. Wel: visie, cijfer, a, b, c, d\.'):
        outcome_values(survey, "x")


ROWS = st.lists(
    st.lists(st.sampled_from(["", "1", "2", "3", "4", "5"]), min_size=4, max_size=4), min_size=1, max_size=6
)


def _load(rows: list[list[str]], codebook: bytes) -> Survey:
    lines = ["a;b;c;d;cijfer", *(";".join([*row, "7"]) for row in rows)]
    return load_survey("\n".join(lines).encode(), codebook)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_reversing_all_items_mirrors_the_score_and_twice_is_nothing(rows: list[list[str]]) -> None:
    forward = CODEBOOK.replace(b"ja", b"")
    backward = forward.replace(b"5,\n", b"5,ja\n")
    scores = score_scales(_load(rows, forward))["visie"]
    mirrored = score_scales(_load(rows, backward))["visie"]
    np.testing.assert_allclose(mirrored, 6 - scores)
    items = _load(rows, backward).items("visie").to_numpy()
    turned = [["" if np.isnan(value) else f"{value:g}" for value in row] for row in items]
    np.testing.assert_allclose(score_scales(_load(turned, backward))["visie"], scores)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.floats(0.01, 1))
def test_a_score_lies_within_the_answers_and_the_order_of_rows_is_nothing(rows: list[list[str]], share: float) -> None:
    scores = score_scales(_load(rows, CODEBOOK), share)["visie"]
    assert scores.dropna().between(1, 5).all()
    backwards = score_scales(_load(rows[::-1], CODEBOOK), share)["visie"]
    np.testing.assert_array_equal(scores, backwards[::-1])


def test_outcomes_beside_each_other_are_called_by_their_labels(survey: Survey) -> None:
    frame = outcome_frame(survey, {"visie": "Samen", "cijfer": "Samen", "a": "Vraag a"})
    assert list(frame) == ["Samen (visie)", "Samen (cijfer)", "Vraag a"]
    pd.testing.assert_series_equal(frame["Samen (visie)"], outcome_values(survey, "visie"), check_names=False)
    assert frame["Vraag a"].tolist()[:3] == [5.0, 5.0, 4.0]
