"""How a question with several answers, and a column of groups, stand in their file, for another program to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import SurveyError
from analysis.survey.codebook import Answer
from analysis.survey.model import Survey
from analysis.survey.multiple import (
    SEPARATORS,
    MultipleQuestion,
    in_own_words,
    labels_of,
    other_option,
    separator_of,
    split_answers,
)
from analysis.survey.raw_answers import RawFile, raw_columns, texts_of
from analysis.survey.reading import Source
from analysis.survey.tables import FileFormat
from analysis.survey.wording import tidy


@dataclass(frozen=True)
class RawChoices:
    """How a question with several answers stands in its file. Texts without case and outer spaces (`folded`).

    file_format to left_out: as of `RawAnswers`; everywhere columns are called as in the survey. groups: the value of
    the group column that each text stands for.
    With a column for each answer: chosen and not_chosen, by column the texts that say so; any other is missing.
    With all answers in one cell: separator, the sign between them ("" with a column for each answer); answers, the
    option that each text between the signs stands for, and other, the option for all other texts ("" where there is
    none); missing: the cells that hold a code for a missing answer.
    """

    file_format: FileFormat
    sheet: str | None
    delimiter: str | None
    encoding: str
    positions: Mapping[str, int]
    names: Mapping[str, str]
    first_row: int
    left_out: tuple[int, ...]
    groups: Mapping[str, object]
    chosen: Mapping[str, tuple[str, ...]]
    not_chosen: Mapping[str, tuple[str, ...]]
    separator: str
    answers: Mapping[str, str]
    other: str
    missing: tuple[str, ...]


def raw_choices(source: Source, survey: Survey, question: MultipleQuestion, grouping: str) -> RawChoices:
    """Lay a question and the column `grouping` beside the texts of the file that they were read from.

    Taken from what the survey made of every text. What people wrote in their own words is not in it. SurveyError where
    the file is another one, where `grouping` is no column, and where no simple rule gives the same answers again.
    """
    if grouping not in survey.responses:
        raise SurveyError(
            "Voor deze indeling is geen programma te schrijven, want zij is geen kolom van het bestand: {grouping}. "
            "Kies een groep.",
            grouping=grouping,
        )
    file = raw_columns(source, survey, [*question.columns, grouping])
    values = survey.responses[grouping]
    groups: dict[str, object] = {}
    for text, row in texts_of(file.columns[grouping]):
        value = values.iloc[row]
        if not pd.isna(value) and groups.setdefault(folded(text), value) != value:
            raise _unruly(grouping)
    chosen: dict[str, tuple[str, ...]] = {}
    not_chosen: dict[str, tuple[str, ...]] = {}
    separator, answers, other, missing = "", dict[str, str](), "", tuple[str, ...]()
    if question.in_one_cell:
        separator, answers, other, missing = _one_cell(file, survey, question)
    else:
        for column in question.columns:
            chosen[column], not_chosen[column] = _own_column(file, survey, column)
    return RawChoices(
        file_format=file.table.file_format,
        sheet=file.table.sheet,
        delimiter=file.table.delimiter,
        encoding=file.table.encoding,
        positions=file.positions,
        names=file.names,
        first_row=file.first_row,
        left_out=survey.receipt.left_out_rows,
        groups=groups,
        chosen=chosen,
        not_chosen=not_chosen,
        separator=separator,
        answers=answers,
        other=other,
        missing=missing,
    )


def folded(text: str) -> str:
    """The text as another program compares it: without case, outer spaces and double ones."""
    return tidy(text).casefold()


def _own_column(file: RawFile, survey: Survey, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The texts of one column that say that its answer was chosen, and that it was not."""
    values = survey.responses[column].to_numpy(dtype=np.float64)
    said: dict[str, float] = {}
    for text, row in texts_of(file.columns[column]):
        value = float(values[row])
        if said.setdefault(folded(text), value) != value and not np.isnan(value):
            raise _unruly(column)
    return tuple(text for text in said if said[text] == 1.0), tuple(text for text in said if said[text] == 0.0)


def _one_cell(
    file: RawFile, survey: Survey, question: MultipleQuestion
) -> tuple[str, dict[str, str], str, tuple[str, ...]]:
    (column,) = question.columns
    entry = survey.codebook[column] if survey.codebook else None
    listed: tuple[Answer, ...] = entry.answers if entry else ()
    values = survey.responses[column]
    found = [(text, values.iloc[row]) for text, row in texts_of(file.columns[column])]
    given = [(text, str(value)) for text, value in found if not pd.isna(value)]
    separator = separator_of(text for text, _ in given)
    answers: dict[str, str] = {}
    own = False
    for text, _ in given:
        for part in split_answers(text, separator):
            labels = labels_of((part,), listed)
            if in_own_words((part,), listed):
                own = True
            elif not labels or answers.setdefault(folded(part), labels[0]) != labels[0]:
                raise _unruly(column)
    other = other_option(listed) if own else ""

    def read(text: str) -> set[str]:
        parts = (answers.get(folded(part), other) for part in text.split(separator) if part.strip())
        return {part for part in parts if part}

    if any(read(text) != set(split_answers(value, SEPARATORS[0])) for text, value in given):
        raise _unruly(column)
    missing = tuple(folded(text) for text, value in found if pd.isna(value) and read(text))
    return separator, answers, other, missing


def _unruly(column: str) -> SurveyError:
    return SurveyError(
        "Kolom {column}: er is geen eenvoudige regel die uit de teksten in het bestand dezelfde antwoorden geeft, en "
        "daarom geen programma. De tabel hierboven klopt wel.",
        column=column,
    )
