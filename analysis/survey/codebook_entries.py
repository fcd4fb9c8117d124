"""What a codebook says of one column: its entry, with the answers and what stands for each in the codebook file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import SurveyError
from analysis.survey.numbers import DecimalSign, ThousandsSign, plain_number
from analysis.survey.wording import tidy

COLUMNS = (
    "column",
    "role",
    "scale",
    "label_nl",
    "label_en",
    "answers",
    "answers_en",
    "missing",
    "reversed",
    "spellings",
    "decimal",
    "thousands",
    "earlier_names",
)
"""The columns of a codebook file, in their order. Only the first two must be there."""

#: How the signs in numbers stand in a codebook file: as words, for a comma alone is easily lost in a CSV.
SIGN_WORDS = {",": "komma", ".": "punt", " ": "spatie", "'": "apostrof"}

MULTIPLE = "multiple"
"""Stands in a codebook file as the role of the columns of a question with several answers; see `CodebookEntry`."""

AND_SO_ON = ("...", "…")
"""Between two codes: and the whole numbers between them, as in `0=niet|...|100=volledig`."""

_LONGEST_ROW = 12


class Role(StrEnum):
    """What a column is used for."""

    ITEM = "item"
    """One question of a scale (or a question with the same kind of answers, in no scale)."""
    GROUP = "group"
    """Divides the respondents: collaboration model, phase, type of municipality."""
    GRADE = "grade"
    """A numeric answer that is an outcome by itself: report grade, satisfaction."""
    BACKGROUND = "background"
    """Describes the respondents."""
    ID = "id"
    """Tells the respondents apart; never computed with."""
    IGNORE = "ignore"
    """Used for nothing."""


@dataclass(frozen=True)
class Answer:
    """One answer (or missing code) of a question: the code in the file and the label that it stands for.

    `label_nl` is empty where the codebook gives only a code (`1|2|3`) or only labels (`schotten|ketens`: the label is
    the code). A code holds no `=` and neither holds a `|`: these signs separate answers in the codebook file.
    """

    code: str
    label_nl: str = ""
    label_en: str = ""

    def __post_init__(self) -> None:
        for name in ("code", "label_nl", "label_en"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        assert self.code, "an answer needs a code"
        assert "=" not in self.code, "= separates code and label"
        assert "|" not in self.code + self.label_nl + self.label_en, "| separates answers"

    @property
    def label(self) -> str:
        """The Dutch label, or the code where there is none; this is what stands in a categorical column."""
        return self.label_nl or self.code

    def label_in(self, language: str) -> str:
        """The label in `"nl"` or `"en"`; where there is none in this language the other one, else the code.

        A code in words is the Dutch label where the codebook gives none (`schotten` beside the English `silos`).
        """
        if language == "en" and self.label_en:
            return self.label_en
        return self.label_nl or (self.label_en if self.value is not None else "") or self.code

    @property
    def value(self) -> float | None:
        """The code as a number, or None for a code that is none."""
        return plain_number(self.code)


@dataclass(frozen=True)
class CodebookEntry:
    """What the codebook says of one column.

    `scale` and `reversed` are used for items only, so that a role can be changed and changed back without losing them.
    `answers` stand in their order, low to high. multiple: a background column of a question to which several answers
    can be given, in the file the role `multiple`. `scale` then names the question: the columns that share it are its
    answers, one column each; a column that stands alone holds all answers in one cell (`a;b;c`).

    spellings: texts that stand for another one, each with the text that it is read as (`Netwrk`, `netwerk`), so that a
    slip that was mended once is mended in next year's file too. They hold no `=` and no `|`.

    decimal and thousands: the signs in the column's numbers, for texts such as `1.234` that can be a thousand as well
    as a decimal number; None: told from the column's other numbers. Number cells of a workbook and of SPSS need none.

    earlier_names: what the column is called in files of before, the latest first; a file with one of these names is
    read as well.
    """

    column: str
    role: Role
    scale: str = ""
    label_nl: str = ""
    label_en: str = ""
    answers: tuple[Answer, ...] = ()
    missing: tuple[Answer, ...] = ()
    reversed: bool = False
    multiple: bool = False
    spellings: tuple[tuple[str, str], ...] = ()
    decimal: DecimalSign | None = None
    thousands: ThousandsSign | None = None
    earlier_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.decimal is None or self.decimal != self.thousands, "one sign cannot be both"
        object.__setattr__(self, "role", Role(self.role))
        object.__setattr__(self, "spellings", tuple((tidy(found), tidy(meant)) for found, meant in self.spellings))
        assert not {"=", "|"} & set("".join(map("".join, self.spellings))), "these signs separate spellings"
        object.__setattr__(self, "multiple", self.multiple and self.role is Role.BACKGROUND)
        for name in ("column", "scale", "label_nl", "label_en"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        earlier = dict.fromkeys(filter(None, map(tidy, self.earlier_names)))
        object.__setattr__(self, "earlier_names", tuple(name for name in earlier if name != self.column))
        if self.role is Role.ITEM and (len(self.answers) < 2 or not self.numeric):
            raise SurveyError(
                'Het item "{column}" heeft als antwoorden "{answers}". Geef minstens twee antwoorden met '
                "een getal als code, bijvoorbeeld 1=oneens|2=neutraal|3=eens of 0|...|100.",
                column=self.column,
                answers=write_answers(self.answers),
            )

    def label(self, language: str = "nl") -> str:
        """The question in `"nl"` or `"en"`: the other one where there is none in this language, else the name."""
        return (self.label_en if language == "en" else "") or self.label_nl or self.label_en or self.column

    @property
    def minimum(self) -> float | None:
        """The lowest answer as a number; None where the answers are not all numbers, or not given."""
        return self._range[0] if self._range else None

    @property
    def maximum(self) -> float | None:
        """The highest answer as a number; None where the answers are not all numbers, or not given."""
        return self._range[1] if self._range else None

    @property
    def numeric(self) -> bool:
        """Whether the answers are given and are all numbers."""
        return self._range is not None

    @property
    def _range(self) -> tuple[float, float] | None:
        values = [answer.value for answer in self.answers]
        numbers = [value for value in values if value is not None]
        return (min(numbers), max(numbers)) if numbers and len(numbers) == len(values) else None

    def answer_labels(self, language: str = "nl") -> dict[float | str, str]:
        """The label of each answer, by what stands for it in `Survey.responses`: the code as a number for items and
        grades, the Dutch label for groups. In the order of the codebook."""
        by_code = self.numeric and self.role is not Role.GROUP
        return {
            answer.value if by_code and answer.value is not None else answer.label: answer.label_in(language)
            for answer in self.answers
        }

    @property
    def decimal_sign(self) -> DecimalSign | None:
        """The decimal sign, also where only the thousands sign leaves no other."""
        others: dict[str, DecimalSign] = {".": ",", ",": "."}
        return self.decimal or others.get(self.thousands or "")

    def row(self) -> dict[str, str]:
        """The entry in the notation of the codebook file, by `COLUMNS`."""
        return {
            "column": self.column,
            "role": MULTIPLE if self.multiple else str(self.role),
            "scale": self.scale,
            "label_nl": self.label_nl,
            "label_en": self.label_en,
            "answers": write_answers(self.answers),
            "answers_en": _write_english(self.answers),
            "missing": write_answers(self.missing),
            "reversed": "ja" if self.reversed else "",
            "spellings": "|".join(f"{found}={meant}" for found, meant in self.spellings),
            "decimal": SIGN_WORDS[self.decimal] if self.decimal else "",
            "thousands": SIGN_WORDS[self.thousands] if self.thousands else "",
            "earlier_names": "|".join(re.sub(r"[\\|]", r"\\\g<0>", name) for name in self.earlier_names),
        }


def write_answers(answers: Iterable[Answer]) -> str:
    """Answers in the notation of the codebook file; of a long row of numbers without labels the ends: `0|...|100`."""
    parts: list[str] = []
    for row in _rows_of_numbers(tuple(answers)):
        written = [f"{a.code}={a.label_nl}" if a.label_nl else a.code for a in row]
        parts += [written[0], AND_SO_ON[0], written[-1]] if len(row) > _LONGEST_ROW else written
    return "|".join(parts)


def _rows_of_numbers(answers: Sequence[Answer]) -> Iterator[Sequence[Answer]]:
    """The answers, in rows of whole numbers that follow each other, of which only the first and last have labels."""
    row: list[Answer] = []
    for answer in answers:
        follows = bool(row) and answer.code == _next_code(row[-1]) and (len(row) == 1 or not _labelled(row[-1]))
        if row and not follows:
            yield row
            row = []
        row.append(answer)
    if row:
        yield row


def _next_code(answer: Answer) -> str:
    return str(int(answer.code) + 1) if answer.code.isascii() and answer.code.isdigit() else ""


def _labelled(answer: Answer) -> bool:
    return bool(answer.label_nl or answer.label_en)


def _write_english(answers: Sequence[Answer]) -> str:
    labels = [answer.label_en for answer in answers]
    if all(labels) and not any(a.label_nl or "=" in a.label_en for a in answers):
        return "|".join(labels)
    return "|".join(f"{a.code}={a.label_en}" for a in answers if a.label_en)
