"""A first codebook for a file that has none, to be completed by its owner."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.survey.answers import FIVE_POINT_ANSWERS, is_five_point_answer
from analysis.survey.codebook import Answer, Codebook, CodebookEntry, Role
from analysis.survey.coding import SUSPECTED_CODES
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.numbers import plain_number

_MOST_CODES = 11


def draft_codebook(survey: Survey) -> Codebook:
    """The survey's codebook, with an entry added for each column that it does not name.

    An added entry has the role `ignore`: nothing is used until the user says what it is. To help, its answers are those
    that were seen, its missing codes those that look like one. A draft cannot know of answers beyond the lowest and
    highest that were given: the user completes it.
    """
    known = survey.codebook or Codebook(())
    added = [_entry(column) for column in survey.receipt.columns if column.name not in known]
    return known.with_entries(*added)


def _entry(column: ColumnReceipt) -> CodebookEntry:
    seen = [answer for answer, count in column.answers.items() if count]
    answers: tuple[Answer, ...] = ()
    missing: tuple[Answer, ...] = ()
    match column.kind:
        case Kind.CATEGORY:
            answers = _label_answers([str(label) for label in seen])
        case Kind.NUMBER:
            answers, missing = _number_answers([value for value in seen if isinstance(value, float)])
    return CodebookEntry(column.name, Role.IGNORE, answers=answers, missing=missing)


def _label_answers(labels: Sequence[str]) -> tuple[Answer, ...]:
    """The labels as found; for labels of the common five-point scale all of its answers."""
    if all(is_five_point_answer(label) for label in labels):
        return FIVE_POINT_ANSWERS
    if any({"|", "="} & set(label) or plain_number(label) is not None for label in labels):
        return ()  # The codebook's notation has no place for these signs, nor for numbers among labels.
    return tuple(Answer(label) for label in labels)


def _number_answers(values: Sequence[float]) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The whole numbers from the lowest to the highest; common missing codes that lie apart from them as missing."""
    usual = [value for value in values if value not in SUSPECTED_CODES]
    missing = [value for value in values if value in SUSPECTED_CODES and usual and value > max(usual) + 1]
    answers = [value for value in values if value not in missing]
    if not answers or not all(value.is_integer() for value in values) or max(answers) - min(answers) >= _MOST_CODES:
        return (), ()
    codes = range(int(min(answers)), int(max(answers)) + 1)
    return tuple(Answer(str(code)) for code in codes), tuple(Answer(f"{value:g}") for value in missing)
