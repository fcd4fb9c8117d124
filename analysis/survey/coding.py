"""From the texts of a column to typed answers: codes, labels, kinds of missing answers, and what to tell of it.

Each distinct text is read once, however often it occurs.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.errors import Message
from analysis.survey.answers import (
    EMPTY,
    AnswerReader,
    Missing,
    described_answers,
    is_empty_mark,
    is_five_point_answer,
)
from analysis.survey.bookkeeping import names_moment
from analysis.survey.codebook import Answer, Codebook, CodebookEntry, Role
from analysis.survey.misfits import UnknownAnswersError
from analysis.survey.model import ColumnReceipt, DoubtfulNumbers, Example, Kind, SuspectedCode
from analysis.survey.multiple import (
    SEPARATORS,
    codes_in_cells,
    in_own_words,
    is_chosen,
    labels_of,
    other_option,
    separator_of,
    split_answers,
)
from analysis.survey.numbers import (
    DecimalSign,
    NumberReading,
    plain_number,
    read_numbers,
    strange_sign,
    too_long,
)
from analysis.survey.personal import Personal, are_locations, personal_data, personal_warning
from analysis.survey.remarks import (
    ALL_ALIKE,
    APOSTROPHES,
    DECLARED_DECIMALS,
    DECLARED_THOUSANDS,
    EMPTY_MARK,
    LEFT_AS_TEXT,
    MEASURED,
    MOSTLY_NUMBERS,
    NOTHING_IN_IT,
    OWN_WORDS,
    PERCENT_SIGN,
    RESPELLED,
    SEVERAL_CODES,
    SLIP,
    SPELLINGS,
    SUSPECTED_APART,
    TAKEN_FOR_THOUSANDS,
    TOO_LONG,
    UNCLEAR_DECIMALS,
    UNCLEAR_THOUSANDS,
)
from analysis.survey.resemblance import NearDuplicate, near_duplicates
from analysis.survey.tables import RawColumn
from analysis.survey.wording import closest, exact_key, in_plus_and_minus, shortened, tidy

SUSPECTED_CODES = frozenset({8.0, 9.0, 88.0, 99.0, 999.0})
"""Codes that commonly stand for a missing answer; where nobody declared them they are kept apart, with a warning."""
NEGATIVE_CODES = frozenset({-7.0, -8.0, -9.0, -77.0, -88.0, -99.0, -999.0, -9999.0})
"""What survey tools write for a question that was not answered or not shown."""
NO_ANSWER_CODES = NEGATIVE_CODES | {88.0, 99.0, 999.0}
"""Codes that are hardly ever the number of an answer."""
_FAR_APART = 20.0
_FAR_CODES = (
    (10.0, frozenset({88.0, 99.0, 999.0})),
    (120.0, frozenset({999.0})),
)
"""Among numbers that are no codes (grades, ages, percentages): up to the first number, these are no answers."""
SUSPECTED = "vermoedelijk ontbrekend: {code:g}"

MOST_CODES = 11
"""Whole numbers that span fewer than this many are the codes of a closed question, 0 to 10 at most."""
_BEFORE, _AFTER = frozenset({"voor", "vóór"}), frozenset({"na", "Na"})
_FEWEST_SIGNS = 3  # a plus for yes leaves a dash for nothing
_MOST_CATEGORIES = 20
_MOST_ANSWERS_SHOWN = 20
_EXAMPLES = 5
_LONGEST_LIST = 400
_RARE = 5
_EXAMINED = 100
"""So many texts show that a column holds no numbers or dates, before a hundred thousand have been looked at."""
_FEW_OTHERS = 0.2

_DATE_FORMATS = (
    (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", ("%Y-%m-%d",)),
    (r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", ("%d-%m-%Y",)),
    # With the month first only where that is the only way to read all of them, or the time is written as in America.
    (r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", ("%d/%m/%Y", "%m/%d/%Y")),
)
_TIME = r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?(?: ?([AaPp])\.?[Mm]\.?)?)?"
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]+")


@dataclass(frozen=True, eq=False)
class CodedColumn:
    """One column, typed. `missing` says the kind of each missing answer and is NA where there is one."""

    values: pd.Series
    missing: pd.Series
    receipt: ColumnReceipt


@dataclass(frozen=True)
class _Read:
    """What each distinct text of a column was read as: a value in `values`, or else a kind in `missing`."""

    values: tuple[object, ...]
    missing: tuple[str | None, ...]
    kind: Kind
    categories: tuple[str, ...] = ()
    ordered: bool = False
    warnings: tuple[Message, ...] = ()
    suspected: tuple[SuspectedCode, ...] = ()
    doubtful: DoubtfulNumbers | None = None


def code_column(
    column: RawColumn,
    entry: CodebookEntry | None,
    row_numbers: npt.NDArray[np.intp],
    fallback: DecimalSign,
    *,
    alone: bool = True,
) -> CodedColumn:
    """Type one column by its codebook entry, or by its looks where there is none.

    row_numbers: the number of each row in a spreadsheet, for messages. fallback: the decimal sign for numbers such as
    `1.234` that the column itself does not decide. alone: whether a column with several answers holds them all in one
    cell, rather than being one of the columns of its question. SurveyError, with column, row and value, where an
    answer to an item, a group, a grade or another closed question is not one that the codebook knows.
    """
    reader = _ColumnReader(_respelled(column, entry), entry, row_numbers, fallback)
    if entry and entry.multiple:
        return _assemble(column, entry, reader.choices() if alone else reader.choice(entry.label()))
    match entry.role if entry else None:
        case Role.ITEM:
            read = reader.closed_numbers()
        case Role.GRADE:
            read = reader.grades()
        case Role.GROUP:
            read = reader.closed_categories() if reader.has_answers else reader.open_categories()
        case Role.BACKGROUND if entry and entry.answers:
            read = reader.closed_numbers() if entry.numeric else reader.closed_categories()
        case Role.ID:
            read = reader.identifiers()
        case _:
            read = reader.inferred()
    return _assemble(column, entry, read)


class _ColumnReader:
    """Reads the distinct texts of one column in the way that its role asks for."""

    def __init__(
        self,
        column: RawColumn,
        entry: CodebookEntry | None,
        row_numbers: npt.NDArray[np.intp],
        fallback: DecimalSign,
    ) -> None:
        self.column = column
        self.decimal = column.decimal or (entry.decimal_sign if entry else None)
        self.thousands = entry.thousands if entry else None
        self.left_out = entry is not None and entry.role is Role.IGNORE
        self.doubtful: DoubtfulNumbers | None = None
        self.answers: tuple[Answer, ...] = entry.answers if entry else ()
        self.range = (entry.minimum, entry.maximum) if entry else (None, None)
        self.row_numbers = row_numbers
        self.fallback = fallback
        self.counts = np.bincount(column.codes, minlength=len(column.values))
        self.warnings: list[Message] = []
        self.suspected: list[SuspectedCode] = []
        self.found = _read_answers(column, entry)

    @property
    def has_answers(self) -> bool:
        return bool(self.answers)

    def closed_numbers(self) -> _Read:
        """Items: the codes of the listed answers, suspected missing codes apart."""
        values = self._values_of_answers()
        suspected = self._suspected({i: plain_number(self.column.values[i]) for i in self._unread()})
        self._refuse([i for i in self._unread() if i not in suspected])
        return self._read(values, Kind.NUMBER, suspected)

    def grades(self) -> _Read:
        """Grades: any number, or any within the range of the listed answers."""
        values = self._values_of_answers()
        numbers = self._numbers(self._unread())
        self._refuse([i for i, number in numbers.items() if number is None])
        far = far_codes(x for x in numbers.values() if x is not None) if self.range[0] is None else ()
        outside = {i: x for i, x in numbers.items() if not self._within_range(x) or x in far}
        suspected = self._suspected(outside)
        self._refuse([i for i in outside if i not in suspected])
        return self._read(values | numbers, Kind.NUMBER, suspected)

    def closed_categories(self) -> _Read:
        """Groups: the labels of the listed answers, in their order."""
        self._refuse(self._unread())
        values = {i: found.label for i, found in enumerate(self.found) if isinstance(found, Answer)}
        return self._read(values, Kind.CATEGORY, categories=tuple(a.label for a in self.answers), ordered=True)

    def open_categories(self) -> _Read:
        """Groups without listed answers: the labels found, one spelling for those that differ in case or spacing."""
        unread = self._unread()
        spellings: dict[str, Counter[str]] = {}
        for i in unread:
            text = tidy(self.column.values[i])
            spellings.setdefault(exact_key(text), Counter())[text] += int(self.counts[i])
        chosen = {key: found.most_common(1)[0][0] for key, found in spellings.items()}
        for key, found in spellings.items():
            if len(found) > 1 and not self.left_out:
                self.warnings.append(
                    Message(
                        SPELLINGS.template,
                        {
                            "column": self.column.name,
                            "spellings": ", ".join(f'"{text}"' for text in found),
                            "label": chosen[key],
                        },
                    )
                )
        values = {i: chosen[exact_key(self.column.values[i])] for i in unread}
        return self._read(values, Kind.CATEGORY, categories=_in_order(chosen.values()))

    def choice(self, label: str) -> _Read:
        """One answer of a question with several: 1 where it was chosen, 0 where it was not.

        An empty cell is missing. A column with a single text and empty cells holds the answer where it was chosen.
        """
        filled = [i for i, found in enumerate(self.found) if not isinstance(found, Missing)]
        said = {i: is_chosen(self.column.values[i], label) for i in filled}
        if len(said) == 1 and None in said.values():
            said = dict.fromkeys(said, True)
        self._refuse([i for i, answer in said.items() if answer is None])
        return self._read({i: float(bool(answer)) for i, answer in said.items()}, Kind.NUMBER)

    def choices(self) -> _Read:
        """All answers of a question in one cell: their labels, separated by `;`."""
        filled = [i for i, found in enumerate(self.found) if not isinstance(found, Missing)]
        separator = separator_of(self.column.values[i] for i in filled)
        labels = {i: labels_of(split_answers(self.column.values[i], separator), self.answers) for i in filled}
        self._refuse([i for i, found in labels.items() if found is None])
        own = [i for i in filled if in_own_words(split_answers(self.column.values[i], separator), self.answers)]
        if own:
            told = {"column": self.column.name, "count": int(self.counts[own].sum())}
            self.warnings.append(Message(OWN_WORDS.template, told | {"option": other_option(self.answers)}))
        return self._read({i: SEPARATORS[0].join(found) for i, found in labels.items() if found}, Kind.TEXT)

    def identifiers(self) -> _Read:
        """Identifiers: texts as they stand, so that `007` stays `007`."""
        texts = {i: tidy(text) for i, text in enumerate(self.column.values) if tidy(text)}
        counts: Counter[str] = Counter()
        for i, text in texts.items():
            counts[text] += int(self.counts[i])
        twice = [text for text, count in counts.items() if count > 1]
        if twice:
            self.warnings.append(
                Message(
                    "Kolom {column}: er zijn nummers die meer dan eens voorkomen (aantal: {count}), bijvoorbeeld "
                    '"{value}". Staat een respondent twee keer in het bestand?',
                    {"column": self.column.name, "count": len(twice), "value": shortened(twice[0])},
                )
            )
        return self._read(texts, Kind.TEXT if texts else Kind.EMPTY)

    def inferred(self) -> _Read:
        """Columns without a coded meaning: numbers, dates, a few labels or texts, by what is in them."""
        unread = self._unread()
        texts = [tidy(self.column.values[i]) for i in unread]
        if not texts:
            return self._read({}, Kind.EMPTY)
        if self.decimal is None and (told := self._told_codes(unread, texts)):
            return told
        if (numbers := self._all_numbers(texts)) is not None:
            return self._read(dict(self._numbers_told(unread, texts, numbers)), Kind.NUMBER)
        if (dates := _dates(texts)) is not None:
            return self._read(dict(zip(unread, dates, strict=True)), Kind.DATE)
        most = min(_MOST_CATEGORIES, int(self.counts[unread].sum()) - 1)
        if _at_most(most, map(exact_key, texts)) or all(is_five_point_answer(text) for text in texts):
            return self.open_categories()
        self._tell_of_mostly_numbers(unread, texts)
        return self._read(dict(zip(unread, texts, strict=True)), Kind.TEXT)

    def _tell_of_mostly_numbers(self, unread: Sequence[int], texts: Sequence[str]) -> None:
        """That a few answers keep a column from being read as numbers, where nothing else says so."""
        first = read_numbers(texts[:_EXAMINED], self.fallback, self.decimal, self.thousands).values
        if self.warnings or first.count(None) > len(first) / 2:
            return
        numbers = read_numbers(texts, self.fallback, self.decimal, self.thousands).values
        counts = self.counts[unread]
        count, n = int(counts[[number is None for number in numbers]].sum()), int(counts.sum())
        if 0 < count <= _FEW_OTHERS * n:
            self.warnings.append(Message(MOSTLY_NUMBERS.template, {"column": self.column.name, "count": count, "n": n}))

    def _all_numbers(self, texts: Sequence[str]) -> NumberReading | None:
        """The texts as numbers; None where not all are, and where a number would not keep what stands there.

        What keeps texts that look like numbers from being read so is told.
        """
        first = texts[:_EXAMINED]
        name = self.column.name
        if None in read_numbers(first, self.fallback, self.decimal, self.thousands).values:
            if strange_sign(first, self.fallback) and (found := strange_sign(texts, self.fallback)):
                self.warnings.append(Message(LEFT_AS_TEXT[found[0]].template, {"column": name, "value": found[1]}))
            return None
        if any(_LEADING_ZERO.fullmatch(text) for text in texts):
            return None
        numbers = read_numbers(texts, self.fallback, self.decimal, self.thousands)
        if None in numbers.values:
            if found := strange_sign(texts, self.fallback):
                self.warnings.append(Message(LEFT_AS_TEXT[found[0]].template, {"column": name, "value": found[1]}))
            return None
        if long := next(filter(too_long, texts), None):
            self.warnings.append(Message(TOO_LONG.template, {"column": name, "value": shortened(long)}))
            return None
        return numbers

    def _told_codes(self, unread: Sequence[int], texts: Sequence[str]) -> _Read | None:
        """A column with the codes of several answers in its cells (`1,3,4`), as texts; None where it is another one."""
        if not any("," in text for text in texts):
            return None
        asked = f"{self.column.name} {self.column.description.label}"
        counts: Counter[str] = Counter()
        for i, text in zip(unread, texts, strict=True):
            counts[text] += int(self.counts[i])
        apart = {text for text in counts if plain_number(text) in NO_ANSWER_CODES}
        codes = codes_in_cells({text: count for text, count in counts.items() if text not in apart}, asked)
        if not codes or apart & set(codes):
            return None
        self.suspected.extend(SuspectedCode(plain_number(text) or 0.0, counts[text]) for text in sorted(apart))
        told = {"column": self.column.name, "codes": ", ".join(codes)}
        self.warnings.append(Message(SEVERAL_CODES.template, told))
        return self._read(dict(zip(unread, texts, strict=True)), Kind.TEXT)

    def _within_range(self, number: float | None) -> bool:
        low, high = self.range
        return number is None or low is None or high is None or low <= number <= high

    def _unread(self) -> list[int]:
        return [i for i, found in enumerate(self.found) if found is None]

    def _values_of_answers(self) -> dict[int, object]:
        return {i: found.value for i, found in enumerate(self.found) if isinstance(found, Answer)}

    def _numbers(self, places: Sequence[int]) -> dict[int, float | None]:
        texts = [self.column.values[i] for i in places]
        return self._numbers_told(places, texts, read_numbers(texts, self.fallback, self.decimal, self.thousands))

    def _numbers_told(
        self, places: Sequence[int], texts: Sequence[str], reading: NumberReading
    ) -> dict[int, float | None]:
        """The numbers by their place; what is to be told of them is told."""
        self._tell_of_doubtful(texts, places, reading)
        passed_over = (reading.percent, PERCENT_SIGN), (reading.apostrophes, APOSTROPHES), (reading.measured, MEASURED)
        for found, said in passed_over:
            if found:
                self.warnings.append(Message(said.template, {"column": self.column.name, "value": found[0]}))
        if reading.mixed:
            self.warnings.append(
                Message(
                    "Kolom {column}: er staan getallen met een komma en getallen met een punt als decimaalteken.",
                    {"column": self.column.name},
                )
            )
        return dict(zip(places, reading.values, strict=True))

    def _tell_of_doubtful(self, texts: Sequence[str], places: Sequence[int], reading: NumberReading) -> None:
        """Of numbers such as `1.234`: what they were taken for, and whether anybody said so."""
        doubtful = reading.unclear or reading.thousands or reading.doubtful
        if not doubtful:
            return
        value = doubtful[0]
        number = reading.values[texts.index(value)]
        sign: DecimalSign = "." if "." in value else ","
        name = self.column.name
        if reading.unclear:
            self.doubtful = DoubtfulNumbers(sign, number is not None and abs(number) >= 1000)
            said = UNCLEAR_THOUSANDS if self.doubtful.as_thousands else UNCLEAR_DECIMALS
            self.warnings.append(Message(said.template, {"column": name, "value": value}))
        elif reading.thousands:
            self.doubtful = DoubtfulNumbers(sign, as_thousands=True)
            told = {"column": name, "value": value, "sign": reading.decimal}
            self.warnings.append(Message(TAKEN_FOR_THOUSANDS.template, told))
        elif self.decimal is not None and self.column.decimal is None:
            count = int(sum(self.counts[i] for i, text in zip(places, texts, strict=True) if text in doubtful))
            said = DECLARED_DECIMALS if sign == self.decimal else DECLARED_THOUSANDS
            self.warnings.append(Message(said.template, {"column": name, "sign": sign, "count": count}))

    def _suspected(self, numbers: Mapping[int, float | None]) -> dict[int, str]:
        """The kind of missing of each place whose number is commonly a missing code."""
        suspected = {i: x for i, x in numbers.items() if x in SUSPECTED_CODES}
        for code in sorted({x for x in suspected.values() if x is not None}):
            count = int(sum(self.counts[i] for i, x in suspected.items() if x == code))
            self.suspected.append(SuspectedCode(code, count))
            self.warnings.append(
                Message(SUSPECTED_APART.template, {"column": self.column.name, "count": count, "code": int(code)})
            )
        return {i: SUSPECTED.format(code=x) for i, x in suspected.items()}

    def _refuse(self, places: Sequence[int]) -> None:
        """Raise for the first row that holds a text which cannot be an answer."""
        if not places:
            return
        wrong = np.isin(self.column.codes, places)
        first = int(np.argmax(wrong))
        value = self.column.values[self.column.codes[first]]
        found = [(self.column.values[i], int(self.counts[i])) for i in places]
        given = int(sum(self.counts[i] for i, text in enumerate(self.column.values) if text.strip()))
        labels = [answer.label for answer in self.answers]
        where = {
            "column": self.column.name,
            "row": int(self.row_numbers[first]),
            "value": shortened(value),
            "count": int(wrong.sum()),
        }
        if not self.answers:
            raise UnknownAnswersError(
                'Kolom {column}, rij {row}: "{value}" is geen getal. Geef de waarde in het codeboek op bij '
                "Ontbrekend, of verbeter de cel in het bestand zelf en laad dat opnieuw. Zulke cellen in deze kolom: "
                "{count}.",
                **where,
            ).having(found, given)
        listed = ", ".join(f"{a.code} ({a.label_nl})" if a.label_nl else a.code for a in self.answers)
        accepted = shortened(listed, _LONGEST_LIST)
        if meant := closest(value, labels):
            raise UnknownAnswersError(
                'Kolom {column}, rij {row}: "{value}" is geen van de antwoorden {accepted}. Bedoelt u "{meant}"? '
                "Vul in het codeboek Antwoorden of Ontbrekend aan, of verbeter de cel in het bestand zelf en laad dat "
                "opnieuw. Zulke cellen in deze kolom: {count}.",
                **where,
                accepted=accepted,
                meant=meant,
            ).having(found, given)
        raise UnknownAnswersError(
            'Kolom {column}, rij {row}: "{value}" is geen van de antwoorden {accepted}. Vul in het codeboek '
            "Antwoorden of Ontbrekend aan, of verbeter de cel in het bestand zelf en laad dat opnieuw. Zulke cellen in "
            "deze kolom: {count}.",
            **where,
            accepted=accepted,
        ).having(found, given)

    def _read(
        self,
        values: Mapping[int, object],
        kind: Kind,
        suspected: Mapping[int, str] | None = None,
        *,
        categories: tuple[str, ...] = (),
        ordered: bool = False,
    ) -> _Read:
        missing = {i: found.kind for i, found in enumerate(self.found) if isinstance(found, Missing)}
        missing |= suspected or {}
        for i, cell_kind in missing.items():
            if cell_kind == EMPTY and is_empty_mark(self.column.values[i]):
                self.warnings.append(
                    Message(
                        EMPTY_MARK.template,
                        {
                            "column": self.column.name,
                            "count": int(self.counts[i]),
                            "value": tidy(self.column.values[i]),
                        },
                    )
                )
        if not values and kind is not Kind.EMPTY:
            self.warnings.append(
                Message("Kolom {column}: niemand heeft een bruikbaar antwoord gegeven.", {"column": self.column.name})
            )
        places = range(len(self.column.values))
        return _Read(
            tuple(None if i in missing else values.get(i) for i in places),
            tuple(missing.get(i) for i in places),
            kind,
            categories,
            ordered,
            (*self.column.warnings, *self.warnings),
            tuple(self.suspected),
            self.doubtful,
        )


def _respelled(column: RawColumn, entry: CodebookEntry | None) -> RawColumn:
    """The column with the texts that the codebook reads as another one replaced by that, and a warning of each."""
    if entry is None or not entry.spellings or entry.role is Role.ID:
        return column
    meant = {exact_key(found): text for found, text in entry.spellings}
    counts = np.bincount(column.codes, minlength=len(column.values))
    told = [
        Message(
            RESPELLED.template,
            {"column": column.name, "label": tidy(text), "count": int(count), "meant": meant[exact_key(text)]},
        )
        for text, count in zip(column.values, counts, strict=True)
        if exact_key(text) in meant
    ]
    values = tuple(meant.get(exact_key(text), text) for text in column.values)
    return replace(column, values=values, warnings=(*column.warnings, *told))


def _read_answers(column: RawColumn, entry: CodebookEntry | None) -> list[Answer | Missing | None]:
    """The answer or kind of missing that each text stands for; None where only the role can tell."""
    match entry.role if entry else None:
        case Role.ID:
            # `NA` and `-` may be anyone's name.
            return [None if tidy(text) else Missing(EMPTY) for text in column.values]
        case Role.IGNORE:
            entry = replace(entry, answers=()) if entry else None  # of what is not used, only the missing codes count
    _, missing_in_file = described_answers(column.description)
    reader = AnswerReader(entry, missing_in_file)
    found = [reader.read(text) for text in column.values]
    if _in_signs(column.values):
        return [
            None if in_plus_and_minus(tidy(t)) and f == Missing(EMPTY) else f
            for t, f in zip(column.values, found, strict=True)
        ]
    if after := _after(column):
        return [
            None if tidy(t) in after and f == Missing(EMPTY) else f for t, f in zip(column.values, found, strict=True)
        ]
    return found


def _after(column: RawColumn) -> frozenset[str]:
    """How *na*, after, is written where it stands beside *voor* or is a moment: then it is no NA of a program."""
    if len(column.values) > _MOST_CATEGORIES:
        return frozenset()
    texts = set(map(tidy, column.values))
    if not texts.isdisjoint({"VOOR", "VÓÓR"}):
        return _AFTER | {"NA"}
    beside = not _BEFORE.isdisjoint(map(exact_key, texts))
    return _AFTER if beside or names_moment(column.name) else frozenset()


def _in_signs(values: Sequence[str]) -> bool:
    """Whether a question was answered in signs such as `--`, `+/-` and `++`: then a dash is an answer."""
    said = {words for text in values[:_MOST_CATEGORIES] if (words := in_plus_and_minus(tidy(text)))}
    return len(said) >= _FEWEST_SIGNS and any("plus" in words for words in said - {"plus min"})


def _assemble(column: RawColumn, entry: CodebookEntry | None, read: _Read) -> CodedColumn:
    """The column's cells, receipt included, from what its distinct texts were read as."""
    counts = np.bincount(column.codes, minlength=len(column.values))
    kinds = pd.Series(read.missing, dtype="str")
    missing = pd.Series(kinds.array.take(column.codes), name=column.name)
    by_kind: Counter[str] = Counter()
    for kind, count in zip(read.missing, counts, strict=True):
        if kind is not None:
            by_kind[kind] += int(count)
    answers = _answer_counts(read, entry, counts)
    personal = _personal(column, entry, read)
    slips = _near_duplicates(read, answers)
    receipt = ColumnReceipt(
        name=column.name,
        role=entry.role if entry else None,
        kind=read.kind,
        n=int(len(column.codes) - by_kind.total()),
        missing=dict(by_kind),
        answers={} if personal else answers,  # Labels that name persons are no answers to show.
        examples=() if personal else _examples(column, read),
        warnings=_with_personal(
            column.name,
            personal,
            (*read.warnings, *_slip_warnings(column.name, slips), *_says_little(column, entry, read, by_kind)),
        ),
        range=_range(read),
        suspected=read.suspected or (() if _closed(entry) else _suspected_among(read, counts)),
        near_duplicates=() if personal else slips,
        personal=personal,
        description=column.description,
        doubtful=read.doubtful,
    )
    return CodedColumn(pd.Series(_typed(read).array.take(column.codes), name=column.name), missing, receipt)


def mark_locations(coded: Sequence[CodedColumn], codebook: Codebook | None) -> list[CodedColumn]:
    """The columns, with those noticed that are together the latitude and longitude of a place.

    A column alone tells that by its name only (see `personal_data`).
    """
    marked = list(coded)
    for place, (one, other) in enumerate(itertools.pairwise(coded)):
        if all(_may_be_degrees(column, codebook) for column in (one, other)) and are_locations(
            one.values.to_numpy(), other.values.to_numpy()
        ):
            marked[place : place + 2] = [_located(one), _located(other)]
    return marked


def _may_be_degrees(column: CodedColumn, codebook: Codebook | None) -> bool:
    entry = codebook.get(column.receipt.name) if codebook else None
    closed = entry is not None and (entry.answers or entry.role in (Role.ITEM, Role.GRADE))
    span = column.receipt.range
    return span is not None and span[0] > -10 and span[1] < 60 and not closed


def _located(column: CodedColumn) -> CodedColumn:
    receipt = column.receipt
    if receipt.personal is not None:
        return column
    warnings = _with_personal(receipt.name, Personal.LOCATION, receipt.warnings)
    told = replace(receipt, personal=Personal.LOCATION, answers={}, examples=(), warnings=warnings)
    return replace(column, receipt=told)


def _says_little(
    column: RawColumn, entry: CodebookEntry | None, read: _Read, missing: Mapping[str, int]
) -> Iterator[Message]:
    """What to tell of a column with nothing in it, or with the same for everybody.

    A box that was ticked or not leaves an empty cell where it was not: only items, grades and groups count as the same
    for everybody while some did not answer. What a survey tool recorded is often the same and nobody's question.
    """
    if column.description.technical or (entry and entry.multiple):
        return
    answered = len(column.codes) - sum(missing.values())
    if read.kind is Kind.EMPTY:
        yield Message(NOTHING_IN_IT.template, {"column": column.name})
    distinct = {value for value in read.values if value is not None}
    used = entry is not None and entry.role in (Role.ITEM, Role.GRADE, Role.GROUP)
    if len(distinct) == 1 and answered > 1 and (used or not missing):
        yield Message(ALL_ALIKE.template, {"column": column.name, "n": answered})


def _closed(entry: CodebookEntry | None) -> bool:
    return entry is not None and entry.role is not Role.IGNORE


def suspected_codes(values: Iterable[float]) -> tuple[float, ...]:
    """The common missing codes that lie apart from the other answers, where these are a few whole numbers."""
    known = sorted(values)
    usual = [value for value in known if value not in SUSPECTED_CODES]
    highest = max(usual, default=None)
    apart = []
    for value in known:
        if highest is None or value not in SUSPECTED_CODES:
            continue
        if value > highest + 1:
            apart.append(value)
        else:
            highest = max(highest, value)  # 8 that follows on 7 is an answer, and then so is 9
    answers = [value for value in known if value not in apart]
    few = bool(answers) and all(value.is_integer() for value in known) and max(answers) - min(answers) < MOST_CODES
    return tuple(apart) if few else ()


def far_codes(values: Iterable[float]) -> tuple[float, ...]:
    """The common missing codes that lie far above all other numbers: a 99 among grades, a 999 among ages."""
    known = set(values)
    usual = max((value for value in known if value not in SUSPECTED_CODES), default=None)
    codes = next((codes for limit, codes in _FAR_CODES if usual is not None and usual <= limit), frozenset[float]())
    return tuple(sorted(known & codes))


def negative_codes(values: Iterable[float]) -> tuple[float, ...]:
    """The common missing codes below 0, where all other numbers are 0 or more."""
    known = set(values)
    below = {value for value in known if value < 0}
    return tuple(sorted(below)) if below < known and below <= NEGATIVE_CODES else ()


def _returning(usual: Iterable[float], counts: Mapping[float, int]) -> tuple[float, ...]:
    """A 99 that comes back and lies apart: twice any other number, or three times given and twenty above any other.

    Among hours a week or ages, not a single age of 99.
    """
    highest = max((value for value in usual if value not in SUSPECTED_CODES), default=math.inf)
    return tuple(
        code
        for code in (99.0, 999.0)
        if (counts.get(code, 0) > 1 and 2 * highest <= code)
        or (counts.get(code, 0) > 2 and highest + _FAR_APART <= code)
    )


def _suspected_among(read: _Read, counts: npt.NDArray[np.intp]) -> tuple[SuspectedCode, ...]:
    numbers: Counter[float] = Counter()
    for value, count in zip(read.values, counts, strict=True):
        if isinstance(value, float):
            numbers[value] += int(count)
    return suspected_among(numbers)


def suspected_among(counts: Mapping[float, int]) -> tuple[SuspectedCode, ...]:
    """The numbers that look like codes for a missing answer. counts: how often each number stands in a column."""
    below = negative_codes(counts)
    usual = counts.keys() - set(below)
    codes = (*below, *(suspected_codes(usual) or far_codes(usual) or _returning(usual, counts)))
    return tuple(SuspectedCode(code, counts[code]) for code in codes)


def _range(read: _Read) -> tuple[float, float] | None:
    numbers = [value for value in read.values if isinstance(value, float)] if read.kind is Kind.NUMBER else []
    return (min(numbers), max(numbers)) if numbers else None


def _near_duplicates(read: _Read, answers: Mapping[object, int]) -> tuple[NearDuplicate, ...]:
    """Slips among labels; where the codebook lists both, only those that are rare beside what they seem to mean."""
    if read.kind is not Kind.CATEGORY:
        return ()
    slips = near_duplicates({str(label): count for label, count in answers.items() if count})
    return tuple(slip for slip in slips if not read.ordered or slip.count * _RARE <= slip.meant_count)


def _slip_warnings(column: str, slips: Iterable[NearDuplicate]) -> list[Message]:
    return [
        Message(SLIP.template, {"column": column, "label": slip.label, "count": slip.count, "meant": slip.meant})
        for slip in slips
    ]


def _personal(column: RawColumn, entry: CodebookEntry | None, read: _Read) -> Personal | None:
    if entry and (entry.answers or entry.multiple or entry.role in (Role.ITEM, Role.GRADE)):
        return None  # A closed question: the answers are known, and they are nobody's data.
    texts = [text for text, missing in zip(column.values, read.missing, strict=True) if missing is None]
    dates = [value for value in read.values if isinstance(value, pd.Timestamp)]
    said = (column.name, column.description.label)
    return next((found for words in said if words and (found := personal_data(words, texts, dates))), None)


def _with_personal(column: str, personal: Personal | None, warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    """The warnings; for personal data a warning of that before them, and none that quotes what is in the cells."""
    if personal is None:
        return warnings
    quoting = {"value", "spellings", "label"}
    return (personal_warning(column, personal), *(w for w in warnings if not quoting & w.values.keys()))


def _typed(read: _Read) -> pd.Series:
    """What the distinct texts were read as, in the type of their kind."""
    match read.kind:
        case Kind.NUMBER | Kind.EMPTY:
            return pd.Series(read.values, dtype="float64")
        case Kind.CATEGORY:
            dtype = pd.CategoricalDtype(pd.Index(read.categories, dtype="str"), ordered=read.ordered)
            return pd.Series(pd.Categorical(list(read.values), dtype=dtype))
        case Kind.DATE:
            return pd.Series(read.values, dtype="datetime64[us]")
        case Kind.TEXT:
            return pd.Series(read.values, dtype="str")


def _answer_counts(read: _Read, entry: CodebookEntry | None, counts: npt.NDArray[np.intp]) -> dict[object, int]:
    if read.kind not in {Kind.NUMBER, Kind.CATEGORY}:
        return {}
    given: Counter[object] = Counter()
    for value, count in zip(read.values, counts, strict=True):
        if value is not None:
            given[value] += int(count)
    if read.kind is Kind.CATEGORY:
        return {category: given[category] for category in read.categories}
    listed = [a.value for a in entry.answers if a.value is not None] if entry and entry.numeric else []
    others = sorted(value for value in given if isinstance(value, float) and value not in listed)
    if not listed and len(others) > _MOST_ANSWERS_SHOWN:
        return {}
    return {answer: given[answer] for answer in (*listed, *others)}


def _examples(column: RawColumn, read: _Read) -> tuple[Example, ...]:
    """The first distinct texts, and a missing one where there is any."""
    places = list(range(min(_EXAMPLES, len(column.values))))
    first_missing = next((i for i, kind in enumerate(read.missing) if kind is not None), None)
    if first_missing is not None and first_missing not in places:
        places[-1] = first_missing
    return tuple(Example(column.values[i], read.values[i], read.missing[i]) for i in places)


def _dates(texts: Sequence[str]) -> list[pd.Timestamp] | None:
    """The texts as dates, where all are dates of one notation; some may have a time and others not."""
    for day, day_formats in _DATE_FORMATS:
        pattern = re.compile(f"({day}){_TIME}")
        found = []
        for text in texts:
            if (match := pattern.fullmatch(text)) is None:
                break
            found.append(match)
        else:
            halves = any(m[5] for m in found)
            times = "%I:%M:%S %p" if halves else "%H:%M:%S"
            whole = pd.Series([f"{m[1]} {_time(m, halves=halves)}" for m in found])
            for day_format in reversed(day_formats) if halves else day_formats:
                dates = pd.to_datetime(whole, format=f"{day_format} {times}", errors="coerce")
                if not dates.isna().any():
                    return list(dates)
            return None
    return None


def _time(found: re.Match[str], *, halves: bool) -> str:
    """The time of a date; midnight where it has none. halves: of twelve hours each, as in America."""
    hour = found[2] or ("12" if halves else "0")
    time = f"{hour}:{found[3] or '00'}:{found[4] or '00'}"
    return f"{time} {'PM' if (found[5] or 'a') in 'pP' else 'AM'}" if halves else time


def _at_most(most: int, keys: Iterable[str]) -> bool:
    """Whether there are no more different keys than that; of a million texts only the first few are looked at."""
    seen: set[str] = set()
    for key in keys:
        seen.add(key)
        if len(seen) > most:
            return False
    return True


def _in_order(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels in alphabetical order, numbers by their size and first."""

    def place(label: str) -> tuple[bool, float, str]:
        number = plain_number(label)
        return (number is None, number or 0.0, exact_key(label))

    return tuple(sorted(labels, key=place))
