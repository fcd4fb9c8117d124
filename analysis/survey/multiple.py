"""Questions to which several answers can be given: one column for each answer, or all answers in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.survey.codebook import Answer, CodebookEntry
from analysis.survey.numbers import plain_number
from analysis.survey.wording import Lexicon, exact_key, tidy

SEPARATORS = (";", "|", ",")
"""The signs that separate answers in one cell; the first that occurs in a column is taken."""

_CHOSEN = frozenset({"1", "ja", "j", "yes", "y", "x", "true", "waar", "checked", "selected", "gekozen", "aangevinkt"})
_NOT_CHOSEN = frozenset({"0", "nee", "n", "no", "false", "onwaar", "unchecked", "not selected", "niet gekozen"})


@dataclass(frozen=True)
class MultipleQuestion:
    """A question with several answers: its name and label, the answers to choose from, and its columns in the data.

    With one column for each answer `columns` stand in the order of `options`; with `in_one_cell` a single column holds
    all answers, separated by `;`.
    """

    name: str
    label: str
    options: tuple[str, ...]
    columns: tuple[str, ...]
    in_one_cell: bool


def is_chosen(text: str, label: str) -> bool | None:
    """Whether a cell says that an answer was chosen: `1`, `ja`, `x` or the answer itself; None where it says neither.

    label: the answer that the column stands for.
    """
    key = exact_key(text)
    number = plain_number(text)
    if number in (0.0, 1.0):
        return number == 1.0
    if key in _CHOSEN or (label and key == exact_key(label)):
        return True
    return False if key in _NOT_CHOSEN else None


def separator_of(texts: Iterable[str]) -> str:
    """The sign that separates the answers in these cells."""
    texts = list(texts)
    return next((sign for sign in SEPARATORS if any(sign in text for text in texts)), SEPARATORS[0])


def split_answers(text: str, separator: str) -> tuple[str, ...]:
    """The answers in one cell, each once."""
    return tuple(dict.fromkeys(part for part in map(tidy, text.split(separator)) if part))


def labels_of(parts: Sequence[str], answers: Sequence[Answer]) -> tuple[str, ...] | None:
    """The labels of the answers in a cell; None where one of them is not listed. Unlisted are all where none is."""
    if not answers:
        return tuple(parts)
    known = Lexicon([(text, a.label) for a in answers for text in (a.code, a.label_nl, a.label_en) if text])
    found = [known.find(part) for part in parts]
    return None if None in found else tuple(label for label in found if label is not None)


def question_of(name: str, entries: Sequence[CodebookEntry], responses: pd.DataFrame) -> MultipleQuestion:
    """The question that these codebook entries describe."""
    columns = tuple(entry.column for entry in entries)
    if len(entries) > 1 or pd.api.types.is_numeric_dtype(responses[columns[0]].dtype):
        labels = tuple(entry.label() for entry in entries)
        options = labels if len(set(labels)) == len(labels) else columns
        return MultipleQuestion(name, name.replace("_", " "), options, columns, in_one_cell=False)
    (entry,) = entries
    options = tuple(answer.label for answer in entry.answers) or _given(responses[entry.column])
    return MultipleQuestion(name, entry.label(), options, columns, in_one_cell=True)


def chosen(question: MultipleQuestion, responses: pd.DataFrame) -> pd.DataFrame:
    """One row for each respondent who answered the question, one column of booleans for each of its options."""
    if not question.in_one_cell:
        frame = responses[list(question.columns)].set_axis(list(question.options), axis=1)
        return (frame == 1.0)[frame.notna().any(axis=1)]
    answered = responses[question.columns[0]].dropna().astype(str)
    by_text: Mapping[str, frozenset[str]] = {
        text: frozenset(split_answers(text, SEPARATORS[0])) for text in answered.unique()
    }
    return pd.DataFrame(
        {option: answered.map(lambda text, o=option: o in by_text[text]).astype(bool) for option in question.options},
        index=answered.index,
    )


def _given(cells: pd.Series) -> tuple[str, ...]:
    texts = cells.dropna().astype(str).unique()
    return tuple(sorted({part for text in texts for part in split_answers(text, SEPARATORS[0])}, key=exact_key))
