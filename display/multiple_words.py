"""Words for a question with several answers by group: how the question, its answers and the groups are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.disclosure import ProtectedAnswers
from analysis.statistics import MultipleResponse
from analysis.survey import MultipleQuestion, Survey
from display.association_words import answer_labels, side_name
from display.labels import inside
from display.short_labels import spoken
from display.texts import Texts


@dataclass(frozen=True)
class MultipleWords:
    """A question with several answers by group, in the language of the screen.

    question, grouping: as a sentence calls them. answers: the label of each; groups: the label of each.
    """

    question: str
    grouping: str
    answers: Mapping[object, str]
    groups: Mapping[object, str]


def multiple_words(
    t: Texts,
    survey: Survey,
    question: MultipleQuestion,
    grouping: str,
    found: MultipleResponse,
    protected: ProtectedAnswers | None,
) -> MultipleWords:
    """The words of a question of the survey and the column that divides its respondents."""
    parts = protected.group_parts if protected else {}
    called = side_name(t, survey, grouping)
    labels = answer_labels(t, survey, grouping, found.n.index, parts)
    groups = {group: labels[group] for group in found.n.index}
    if not any(letter.isalpha() for label in groups.values() for letter in label):  # `7` beside a percentage
        groups = {group: f"{inside(called)} {label}" for group, label in groups.items()}
    return MultipleWords(
        question=spoken(question.label[:1].upper() + question.label[1:], question.name),
        grouping=called,
        answers=option_labels(t, survey, question),
        groups=groups,
    )


def option_labels(t: Texts, survey: Survey, question: MultipleQuestion) -> dict[object, str]:
    """The answers to a question in the language of the screen, where the codebook has them in both."""
    if survey.codebook is None or t.language == "nl":
        return {option: option for option in question.options}
    entries = [survey.codebook[column] for column in question.columns]
    if question.in_one_cell:
        known = {answer.label: answer.label_en or answer.label for answer in entries[0].answers}
        labels = [known.get(option, option) for option in question.options]
    else:
        labels = [entry.label(t.language) for entry in entries]
    unambiguous = len(set(labels)) == len(labels)
    return dict(zip(question.options, labels if unambiguous else question.options, strict=True))
