"""What a survey is once it has been read: typed answers, their meaning, and the receipt of how they were understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.bookkeeping import SurveyTool
from analysis.survey.codebook import Codebook, Scale
from analysis.survey.codebook_entries import CodebookEntry, Role
from analysis.survey.headers import UNDESCRIBED, ColumnDescription
from analysis.survey.layouts import OtherLayout
from analysis.survey.multiple import MultipleQuestion, choice, chosen, question_of
from analysis.survey.numbers import DecimalSign
from analysis.survey.odd_rows import OddRows
from analysis.survey.personal import Personal
from analysis.survey.repeats import RepeatedRespondents
from analysis.survey.resemblance import NearDuplicate
from analysis.survey.tables import FileFormat


class Kind(StrEnum):
    """What the answers in a column are."""

    NUMBER = "number"
    """Numbers: float, NaN where missing. Items and grades are always numbers."""
    CATEGORY = "category"
    """A few labels: categorical, ordered where the codebook gives the answers."""
    TEXT = "text"
    DATE = "date"
    EMPTY = "empty"
    """Not one answer in the whole column."""


class Example(NamedTuple):
    """One distinct cell of the file: the text as it stands there, and what it was read as.

    `parsed` is the value in `Survey.responses`, None where the answer is missing; then `missing` is the kind.
    """

    raw: str
    parsed: object
    missing: str | None


@dataclass(frozen=True)
class SuspectedCode:
    """A code that commonly stands for a missing answer, that nobody declared, and how often it occurs."""

    code: float
    count: int


@dataclass(frozen=True)
class DoubtfulNumbers:
    """Numbers such as `1.234` that can be thousands as well as decimals, and as which of the two they were read.

    sign: what stands in them. as_thousands: as which they were read now.
    """

    sign: DecimalSign
    as_thousands: bool


@dataclass(frozen=True)
class ColumnReceipt:
    """What was understood of one column.

    n: respondents with an answer. missing: how many cells are missing, by kind (`leeg`, `geen zicht op`, `niet van
    toepassing`, what the codebook declares, `vermoedelijk ontbrekend: 99`); only kinds that occur. answers: how many
    gave each answer, in the order of the codebook where it lists them, never-used ones included; by the value as it
    stands in `Survey.responses`. Empty for texts, and for numbers of many different values.

    range: the lowest and highest number given, None where there are no numbers. suspected: codes that look like a
    missing answer; in a column that the codebook describes they are kept apart, in another they are still numbers.
    near_duplicates: labels that look like a slip of another one; nothing was changed. personal: what kind of personal
    data the column seems to hold, None where it seems to hold none; of personal data no examples and no answers are
    given. description: what the file itself says of the column. doubtful: numbers that can be read in two ways, where
    neither the codebook nor the file's format decides.
    """

    name: str
    role: Role | None
    kind: Kind
    n: int
    missing: Mapping[str, int]
    answers: Mapping[object, int]
    examples: tuple[Example, ...]
    warnings: tuple[Message, ...] = ()
    range: tuple[float, float] | None = None
    suspected: tuple[SuspectedCode, ...] = ()
    near_duplicates: tuple[NearDuplicate, ...] = ()
    personal: Personal | None = None
    description: ColumnDescription = UNDESCRIBED
    doubtful: DoubtfulNumbers | None = None

    @property
    def by_frequency(self) -> tuple[tuple[object, int], ...]:
        """Each answer that was given with its count, the most frequent first; equal ones in the codebook's order."""
        given = [(answer, count) for answer, count in self.answers.items() if count]
        return tuple(sorted(given, key=lambda pair: -pair[1]))

    @property
    def unused_answers(self) -> tuple[object, ...]:
        """Answers in the codebook that nobody gave."""
        return tuple(answer for answer, count in self.answers.items() if count == 0)


@dataclass(frozen=True)
class Receipt:
    """What was understood of a file.

    rows: respondents kept. encoding as Python names it (`utf-8`, `utf-8-sig`: with byte-order mark, `utf-16`,
    `cp1252`, `unicode`: the source was text already). delimiter: None where the file has a single column. decimal: the
    sign that the file's numbers show, None where they show none. notes: what was noticed of the file as a whole.
    file_format: text, Excel or SPSS. sheet: the worksheet that was read, None for other files. header_rows: how many
    rows the names of the columns took (0 for SPSS). recognised_rows: how many there seem to be, whatever was asked for.
    first_row_asks: the first row below the header looks like the texts of questions, as a header has them.
    tool: the survey tool that the file seems to be exported from. left_out_rows: rows of the file whose respondents do
    not take part. layout: what the table is laid out as where it seems to have no row for each respondent. repeated:
    respondents who seem to stand in it more than once. odd_rows: rows that take part and may be no respondents, or no
    whole ones. shrunk_scales: for each scale that the codebook gives more items than fit this file, by its name, the
    note on which ones do not take part.
    """

    rows: int
    encoding: str
    delimiter: str | None
    decimal: str | None
    notes: tuple[Message, ...]
    columns: tuple[ColumnReceipt, ...]
    file_format: FileFormat = FileFormat.TEXT
    sheet: str | None = None
    header_rows: int = 1
    recognised_rows: int = 1
    first_row_asks: bool = False
    tool: SurveyTool | None = None
    left_out_rows: tuple[int, ...] = ()
    odd_rows: tuple[OddRows, ...] = ()
    layout: OtherLayout | None = None
    repeated: RepeatedRespondents | None = None
    shrunk_scales: Mapping[str, Message] = field(default_factory=dict)

    def column(self, name: str) -> ColumnReceipt:
        """The receipt of one column; SurveyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise SurveyError('De gegevens hebben geen kolom "{column}".', column=name)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """All notes and warnings, the file's own first, then those of its rows and of its columns."""
        odd = (found.message for found in self.odd_rows)
        other = (found.message for found in (self.layout, self.repeated) if found is not None)
        return (*self.notes, *other, *odd, *(warning for column in self.columns for warning in column.warnings))


@dataclass(frozen=True)
class Outcome:
    """Something that groups can be compared on: a scale score, a grade or a single item."""

    name: str
    role: Role | None
    """The role of the column, or None for a scale."""
    label_nl: str
    label_en: str
    minimum: float | None
    maximum: float | None

    def label(self, language: str = "nl") -> str:
        """The label in `"nl"` or `"en"`."""
        return self.label_en if language == "en" else self.label_nl


@dataclass(frozen=True, eq=False)
class Survey:
    """A survey file, typed and coded by its codebook.

    responses: one row a respondent, numbered from 0; one column for each of the file. Items and grades are floats as
    answered, with NaN; groups are categorical with Dutch labels, ordered where the codebook lists the answers; other
    columns have the kind that the receipt says. missing: the same shape, the kind of each missing answer (NA where
    there is an answer), so that *geen zicht op*, *niet van toepassing* and an empty cell stay apart. row_numbers: in
    which row of the file each respondent stands, the first row of the file being 1 (SPSS: the number of the case).
    simulated: made up after published tables, not answered by people.
    """

    name: str
    responses: pd.DataFrame
    missing: pd.DataFrame
    receipt: Receipt
    row_numbers: npt.NDArray[np.intp]
    codebook: Codebook | None = None
    simulated: bool = False
    scales: tuple[Scale, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scales", self.codebook.scales if self.codebook else ())

    def __len__(self) -> int:
        return len(self.responses)

    def scale(self, name: str) -> Scale:
        """One scale; SurveyError, naming the scales that exist, where there is none of this name."""
        for scale in self.scales:
            if scale.name == name:
                return scale
        if not self.scales:
            raise SurveyError(
                'Er is geen schaal "{scale}": het codeboek wijst geen items aan een schaal toe, of ontbreekt.',
                scale=name,
            )
        raise SurveyError(
            'Er is geen schaal "{scale}". Wel: {scales}.', scale=name, scales=", ".join(s.name for s in self.scales)
        )

    def items(self, scale: str | Scale) -> pd.DataFrame:
        """The items of one scale, one column each; the reversed ones turned round: minimum + maximum − x.

        The range is that of the answers in the codebook, not of those that were given. SurveyError for an unknown
        scale.
        """
        wanted = self.scale(scale.name if isinstance(scale, Scale) else scale)
        items = self.responses[list(wanted.items)].copy()
        against = list(wanted.reversed_items)
        items[against] = wanted.minimum + wanted.maximum - items[against]
        return items

    def entries(self, *roles: Role | str) -> tuple[CodebookEntry, ...]:
        """The codebook entries with one of these roles, in the order of the codebook."""
        return tuple(entry for entry in self.codebook or () if entry.role in roles)

    @property
    def multiple(self) -> tuple[MultipleQuestion, ...]:
        """The questions to which several answers can be given, in the order of the codebook."""
        if self.codebook is None:
            return ()
        questions = self.codebook.multiple_questions.items()
        return tuple(question_of(name, entries, self.responses) for name, entries in questions)

    def selected(self, question: str | MultipleQuestion) -> pd.DataFrame:
        """Who chose what: one row for each respondent who answered the question, one column of booleans an option.

        n is the number of rows: who left the whole question empty is not in it, for an answer that was not chosen and
        a question that was skipped look alike there. SurveyError for an unknown question.
        """
        wanted = question.name if isinstance(question, MultipleQuestion) else question
        for known in self.multiple:
            if known.name == wanted:
                return chosen(known, self.responses)
        raise SurveyError(
            'De gegevens hebben geen meerkeuzevraag "{question}". Wel: {questions}.',
            question=wanted,
            questions=", ".join(known.name for known in self.multiple) or "–",
        )

    @property
    def options(self) -> dict[str, tuple[MultipleQuestion, str]]:
        """Every answer of every question with several, by a name of its own: what can be crossed like a column."""
        return {
            f"{question.name}|{option}": (question, option) for question in self.multiple for option in question.options
        }

    @property
    def whole_questions(self) -> dict[str, MultipleQuestion]:
        """Every question with several answers as a whole, by a name that no column and none of `options` has."""
        return {f"{question.name}|": question for question in self.multiple}

    def choices(self, question: str | MultipleQuestion) -> pd.DataFrame:
        """`selected` with a row for every respondent, missing (NA) for who did not answer the question."""
        return self.selected(question).astype("boolean").reindex(self.responses.index)

    def answers(self, name: str) -> pd.Series:
        """The answers in a column; or, for a name of `options`, who of those who answered the question chose it."""
        option = None if name in self.responses else self.options.get(name)
        return self.responses[name] if option is None else choice(*option, self.responses)

    @property
    def groups(self) -> tuple[CodebookEntry, ...]:
        """The columns that divide the respondents into groups."""
        return self.entries(Role.GROUP)

    @property
    def grades(self) -> tuple[CodebookEntry, ...]:
        """The columns that are an outcome by themselves."""
        return self.entries(Role.GRADE)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What groups can be compared on: first the scales, then grades, then single items."""
        scales = (Outcome(s.name, None, s.label, s.label, s.minimum, s.maximum) for s in self.scales)
        columns = (
            Outcome(e.column, e.role, e.label("nl"), e.label("en"), e.minimum, e.maximum)
            for e in (*self.entries(Role.GRADE), *self.entries(Role.ITEM))
        )
        return (*scales, *columns)
