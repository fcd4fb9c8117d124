"""Marks out of ten: which columns hold them, and the answers that they are as items of one scale."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.survey.codebook_entries import Answer
from analysis.survey.model import ColumnReceipt, Survey
from analysis.survey.wording import loose_key

_GRADE = re.compile(
    r"\b(rapport)?(cijfer|grade|score|rating)\b|cijfer$|\b[01] (tot |t m |to )?10\b|\brecommend\b|\baanbeve"
)
_GRADE_RANGES = ((0.0, 10.0), (1.0, 10.0))


def answers_of_grades(survey: Survey, columns: Sequence[str]) -> tuple[Answer, ...]:
    """The answers that grades have as the items of one scale: 1 (or 0) to 10, in halves where these are given.

    columns: names in the file. Empty where they hold no grades, or finer ones.
    """
    members = [survey.receipt.column(column) for column in columns]
    if not all(column.range is not None and _within_grades(survey, column) for column in members):
        return ()
    return points_of_grades(survey, members)


def points_of_grades(survey: Survey, columns: Sequence[ColumnReceipt]) -> tuple[Answer, ...]:
    """The answers of grades together, columns that hold nothing else; empty where halves are not fine enough."""
    steps = _steps_of_one(survey, columns)
    if not steps:
        return ()
    lowest = min(usual_range(survey, column)[0] for column in columns)
    codes = [code / steps for code in range(0 if lowest < 1 else steps, 10 * steps + 1)]
    return tuple(Answer(f"{code:g}") for code in codes)


def _steps_of_one(survey: Survey, columns: Sequence[ColumnReceipt]) -> int:
    """How many grades there are to a point: 1, or 2 where halves are given; 0 where they are finer than that."""
    if all(all_whole(survey, column) for column in columns):
        return 1
    halves = all((survey.responses[column.name].dropna() % 0.5 == 0).all() for column in columns)
    return 2 if halves else 0


def all_whole(survey: Survey, column: ColumnReceipt) -> bool:
    """Whether a column of numbers holds whole ones only."""
    return bool((survey.responses[column.name].dropna() % 1 == 0).all())


def is_grade(survey: Survey, column: ColumnReceipt) -> bool:
    """Whether a column asks for a mark out of ten, and holds nothing else."""
    return column.range is not None and says_grade(column) and _within_grades(survey, column)


def says_grade(column: ColumnReceipt) -> bool:
    """Whether a column's name or question asks for a mark out of ten."""
    said = (column.name.replace("_", " "), column.description.label)
    return any(_GRADE.search(loose_key(words)) for words in said)


def _within_grades(survey: Survey, column: ColumnReceipt) -> bool:
    low, high = usual_range(survey, column)
    return any(bottom <= low and high <= top for bottom, top in _GRADE_RANGES) and high > 5


def usual_range(survey: Survey, column: ColumnReceipt) -> tuple[float, float]:
    """The lowest and the highest number of a column, but for codes that look like a missing answer."""
    answers = survey.responses[column.name]
    usual = answers[~answers.isin([suspected.code for suspected in column.suspected])].dropna()
    assert column.range is not None, "a grade has numbers"
    return (float(usual.min()), float(usual.max())) if len(usual) else column.range
