"""How often each answer was given: of one column, or of a question with several answers."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.survey.codebook_entries import Role
from analysis.survey.model import Survey
from analysis.survey.multiple import MultipleQuestion


@dataclass(frozen=True)
class AnswerCount:
    """One answer and how many respondents gave it; None where that is withheld, because they are too few."""

    answer: object
    count: int | None


@dataclass(frozen=True)
class AnswerCounts:
    """The answers to one question.

    name: of the column or question. n: respondents who answered it. answers: in the order of the codebook, those that
    nobody gave included. several: whether a respondent could give more than one, so that the counts add up to more
    than n. sensitive: whether the answers could tell who somebody is, which those to items and grades cannot.
    """

    name: str
    n: int
    answers: tuple[AnswerCount, ...]
    several: bool
    sensitive: bool

    def share(self, answer: AnswerCount) -> float | None:
        """The part of the respondents who gave this answer, from 0 to 1; None where it is withheld or nobody answered.

        With several answers the shares add up to more than 1 (SPSS: percent of cases).
        """
        return None if answer.count is None or not self.n else answer.count / self.n


def count_answers(survey: Survey, column: str) -> AnswerCounts:
    """The answers in one column, as its receipt has them; SurveyError where there is no such column.

    Without any answer for texts, dates, identifiers and numbers of many different values: there is nothing to count.
    """
    receipt = survey.receipt.column(column)
    answers = tuple(AnswerCount(answer, count) for answer, count in receipt.answers.items())
    return AnswerCounts(column, receipt.n, answers, False, receipt.role not in (Role.ITEM, Role.GRADE))


def count_choices(survey: Survey, question: str | MultipleQuestion) -> AnswerCounts:
    """The answers to a question with several; SurveyError where there is no such question.

    n: respondents who answered the question at all (see `Survey.selected`).
    """
    selected = survey.selected(question)
    answers = tuple(AnswerCount(str(option), int(selected[option].sum())) for option in selected.columns)
    name = question.name if isinstance(question, MultipleQuestion) else question
    return AnswerCounts(name, len(selected), answers, True, True)
