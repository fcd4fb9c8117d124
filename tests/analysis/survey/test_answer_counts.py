"""How often answers were given, and what of it is withheld in own files."""

import pandas as pd
import pytest

from analysis.disclosure import protect_counts
from analysis.errors import DisclosureError
from analysis.survey import AnswerCount, AnswerCounts, count_answers, count_choices, load_survey


def counts(*numbers: int, several: bool = False, sensitive: bool = True, n: int | None = None) -> AnswerCounts:
    answers = tuple(AnswerCount(f"a{i}", number) for i, number in enumerate(numbers))
    return AnswerCounts("vraag", sum(numbers) if n is None else n, answers, several, sensitive)


def shown(found: AnswerCounts) -> list[int | None]:
    return [answer.count for answer in found.answers]


def test_the_answers_of_a_column_are_those_that_pandas_counts() -> None:
    frame = pd.DataFrame({"model": ["a", "b", "b", None, "c"], "v": [1, 2, 2, 5, None]})
    survey = load_survey(frame.to_csv(index=False).encode(), b"column,role,scale,answers\nv,item,s,1|2|3|4|5\n")
    found = count_answers(survey, "model")
    assert {a.answer: a.count for a in found.answers} == frame["model"].value_counts().to_dict()
    assert found.n == frame["model"].count()
    item = count_answers(survey, "v")
    assert [a.count for a in item.answers] == [1, 2, 0, 0, 1]
    assert not item.sensitive


@pytest.mark.parametrize(
    ("content", "codebook"),
    [
        ("m\nauto;fiets\nfiets\n\nauto\nbus; fiets\n", "column,role\nm,multiple\n"),
        ("m\nauto,fiets\nfiets\n\nauto\nbus,fiets\n", "column,role\nm,multiple\n"),
    ],
)
def test_a_question_with_several_answers_is_counted_as_one(content: str, codebook: str) -> None:
    survey = load_survey(_with_second_column(content), codebook.encode())
    found = count_choices(survey, "m")
    assert found.n == 4
    assert {a.answer: a.count for a in found.answers} == {"auto": 2, "fiets": 3, "bus": 1}
    assert sum(found.share(a) or 0 for a in found.answers) == pytest.approx(6 / 4)


def _with_second_column(content: str) -> bytes:
    first, *rows = content.splitlines()
    return "\n".join([f"{first}\tz", *(f"{row}\tq" for row in rows)]).encode()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (counts(40, 30, 20), [40, 30, 20]),
        (counts(40, 30, 4), [40, None, None]),  # 4 follows from n and the others, so the next smallest goes too
        (counts(40, 30, 4, 3), [40, None, None, None]),  # together 7: still too few
        (counts(40, 30, 8, 7), [40, 30, None, None]),
        (counts(40, 0, 4), [None, 0, None]),
        (counts(3), [None]),
        (counts(40, 4, sensitive=False), [40, 4]),
        (counts(40, 4, 20, several=True, n=42), [None, None, 20]),  # all but two chose the first
    ],
)
def test_small_counts_and_what_reveals_them_are_withheld(given: AnswerCounts, expected: list[int | None]) -> None:
    assert shown(protect_counts(given, 10)) == expected


def test_the_minimum_cannot_be_lowered_below_five() -> None:
    with pytest.raises(DisclosureError):
        protect_counts(counts(40, 4), 4)
