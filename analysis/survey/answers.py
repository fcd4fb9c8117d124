"""Recognising an answer, whatever its case, spacing, punctuation or form (code, label, or both in one cell)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.survey.codebook_entries import Answer, CodebookEntry
from analysis.survey.headers import ColumnDescription
from analysis.survey.numbers import is_digits, plain_number
from analysis.survey.wording import NOT_APPLICABLE, Lexicon, exact_key, loose_key, tidy

EMPTY = "leeg"
"""Kind of missing answer: nothing was filled in."""
NO_VIEW = "geen zicht op"
"""Kind of missing answer: the respondent cannot judge."""
_BUILT_IN_MISSING = {
    NO_VIEW: NO_VIEW,
    "geen zicht": NO_VIEW,
    NOT_APPLICABLE: NOT_APPLICABLE,
    "niet toepasselijk": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "n a": NOT_APPLICABLE,  # N/A: what survey tools write for a question that was not put to the respondent.
}
# What statistical programs and spreadsheets, and people, write where there is no value.
_EMPTY_MARKS = frozenset({"na", "nan", "null", "#n/a", "#n/b", "#null!", "#leeg!", ".", "-", "--", "–", "—", "?"})

FIVE_POINT_ANSWERS = (
    Answer("1", "helemaal niet zo"),
    Answer("2", "overwegend niet zo"),
    Answer("3", "deels niet, deels wel zo"),
    Answer("4", "overwegend wel zo"),
    Answer("5", "helemaal zo"),
)
"""The answers of the common five-point scale, understood also where a codebook gives their codes only."""
_FIVE_POINT_VARIANTS = {"deels niet, deels wel": "3", "helemaal wel zo": "5"}
_FIVE_POINT_TEXTS = (*((a.label_nl, a.code) for a in FIVE_POINT_ANSWERS), *_FIVE_POINT_VARIANTS.items())
_FIVE_POINT_CODES = Lexicon(_FIVE_POINT_TEXTS)

_CODE_THEN_LABEL = re.compile(r"([+-]?[0-9]+)\s*(?:[=:.)–—-]\s*|\s|(?=\())\(?(.+?)\)?")
_LABEL_THEN_CODE = re.compile(r"(.+?)(?:\s*[(\[]([+-]?[0-9]+)[)\]]|(?:\s*[=:–—-]\s*|\s)([0-9]+))")


@dataclass(frozen=True)
class Missing:
    """A cell without a usable answer, and which kind of missing it is."""

    kind: str


class AnswerReader:
    """Reads single cells of one column: by its codebook entry, then by what is known without one.

    missing_in_file: missing codes that the data file itself declares; the codebook goes before it.
    """

    def __init__(self, entry: CodebookEntry | None, missing_in_file: Sequence[Answer] = ()) -> None:
        answers: Sequence[Answer] = entry.answers if entry else ()
        declared = [*(entry.missing if entry else ()), *_not_in(entry, missing_in_file)]
        self._answer_by_number = {a.value: a for a in answers if a.value is not None}
        self._missing_by_number = {a.value: Missing(a.label) for a in declared if a.value is not None}
        self._missing = Lexicon([(text, Missing(a.label)) for a in declared for text in (a.code, a.label)])
        self._answers = Lexicon(_answer_texts(answers))
        self._says_nothing = not answers and not declared

    def read(self, text: str) -> Answer | Missing | None:
        """The answer or kind of missing that a cell stands for; None where the codebook does not tell."""
        if self._says_nothing and is_digits(text):
            return None
        key = exact_key(text)
        if not key:
            return Missing(EMPTY)
        if not self._says_nothing and (found := self._declared(text)):
            return found
        if key in _EMPTY_MARKS:
            return Missing(EMPTY)
        built_in = _BUILT_IN_MISSING.get(loose_key(text))
        if built_in:
            return Missing(built_in)
        return None if self._says_nothing else self._code_with_label(text)

    def _declared(self, text: str) -> Answer | Missing | None:
        number = plain_number(text)
        if number is not None:
            by_number = self._missing_by_number.get(number) or self._answer_by_number.get(number)
            if by_number:
                return by_number
        return self._missing.find(text) or self._answers.find(text)

    def _code_with_label(self, text: str) -> Answer | Missing | None:
        """`4 = overwegend wel zo`, `overwegend wel zo (4)`, `overwegend wel zo 4`: code and label say the same."""
        line = tidy(text)
        if found := _CODE_THEN_LABEL.fullmatch(line):
            code, label = found[1], found[2]
        elif found := _LABEL_THEN_CODE.fullmatch(line):
            label, code = found[1], found[2] or found[3]
        else:
            return None
        if not any(c.isalpha() for c in label):
            return None
        by_code, by_label = self._declared(code), self.read(label)
        return by_code if by_code is not None and by_code == by_label else None


def _not_in(entry: CodebookEntry | None, codes: Sequence[Answer]) -> list[Answer]:
    """The codes of which the codebook says nothing."""
    said = {exact_key(a.code) for a in (*entry.answers, *entry.missing)} if entry else set()
    return [code for code in codes if exact_key(code.code) not in said]


def described_answers(description: ColumnDescription) -> tuple[tuple[Answer, ...], tuple[Answer, ...]]:
    """The answers and the missing codes that the data file itself lists, in the notation of a codebook.

    That notation has no place for `|`, nor for `=` in a code, nor for two answers with one label.
    """
    seen: set[str] = set()
    answers = _in_notation(description.answers, seen)
    return answers, _in_notation(description.missing, seen)


def _in_notation(pairs: Sequence[tuple[str, str]], seen: set[str]) -> tuple[Answer, ...]:
    answers = []
    for raw_code, raw_label in pairs:
        code, label = tidy(raw_code), tidy(raw_label.replace("|", "/"))
        if not code or {"|", "="} & set(code) or exact_key(code) in seen:
            continue
        if exact_key(label) in {*seen, exact_key(code)}:
            label = f"{label} ({code})" if label and exact_key(label) != exact_key(code) else ""
        answers.append(Answer(code, label))
        seen |= {exact_key(code), exact_key(label)} - {""}
    return tuple(answers)


def is_empty_mark(text: str) -> bool:
    """Whether a cell holds a program's sign for "no value" (`NA`, `#N/B`, `-`) rather than nothing at all."""
    return exact_key(text) in _EMPTY_MARKS


def is_five_point_answer(text: str) -> bool:
    """Whether a text is one of the common five-point scale: *helemaal niet zo … helemaal zo*."""
    return _FIVE_POINT_CODES.find(text) is not None


def _answer_texts(answers: Sequence[Answer]) -> list[tuple[str, Answer]]:
    # Codes before labels before English labels: where two answers could claim a text, the earlier kind wins.
    texts = [(answer.code, answer) for answer in answers]
    texts += [(answer.label_nl, answer) for answer in answers if answer.label_nl]
    texts += [(answer.label_en, answer) for answer in answers if answer.label_en]
    by_code = {answer.code: answer for answer in answers}
    if tuple(by_code) == tuple(a.code for a in FIVE_POINT_ANSWERS) and not any(a.label_nl for a in answers):
        texts += [(text, by_code[code]) for text, code in _FIVE_POINT_TEXTS]
    return texts
