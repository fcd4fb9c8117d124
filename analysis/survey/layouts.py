"""Tables that are laid out otherwise than a row for each respondent: turned on their side, or a row for each answer.

Both are recognised by the names of the columns and by what stands in them, and can be written anew as a table with a
row for each respondent. Nothing is done unasked.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

import numpy as np
import numpy.typing as npt

from analysis.errors import Message, Names, SurveyError
from analysis.survey.bookkeeping import names_respondents
from analysis.survey.numbers import plain_number
from analysis.survey.reading import MAXIMUM_BYTES, read_table
from analysis.survey.sources import Source
from analysis.survey.tables import FileFormat, RawColumn, RawTable
from analysis.survey.wording import loose_key, tidy

_MOST_LEADING = 3
_FEWEST_RESPONDENTS, _FEWEST_NAMED_RESPONDENTS = 3, 8
_FEWEST_QUESTIONS = 3
_WORDS_OF_A_QUESTION = 4
_MOSTLY, _NEARLY_ALL = 0.8, 0.95
_MOST_QUESTIONS = 2_000
_FEWEST_FILLED = 0.3
_MOST_CELLS = 40_000_000

_NUMBERED_RESPONDENT = re.compile(
    r"(?:(?:respondent|resp|r|deelnemer|persoon|invuller|ingevuld door|medewerker|collega|leerling|leerkracht|docent"
    r"|professional|school|client|cliënt|ouder|gezin|participant|person|subject|case|p|id|nr|no|nummer)"
    r"[ ._#-]*)?[0-9]{1,6}"
)
_QUESTION = re.compile(
    r"\b(vraag|vragen|vraagtekst|vraagstelling|stelling|stellingen|item|items|itemtekst|uitspraak|uitspraken|question"
    r"|questions|question text|statement|statements|variabele|variable|indicator)\b"
)
_QUESTION_NUMBER = re.compile(
    r"\b((vraag|item|stelling|question|variabele) ?(nr|nummer|code|id|no)|vraagnr|vraagnummer|vraagcode|vraagid|itemnr"
    r"|itemnummer|itemcode|itemid|stellingnr|stellingnummer|questionid|questioncode|varcode)\b"
)
_ANSWER = re.compile(
    r"\b(antwoord|antwoorden|antwoordtekst|score|waarde|gegeven antwoord|answer|answers|value|response|reactie)\b"
)
#: Above the questions of a table on its side, besides the words for a question.
_ABOVE_QUESTIONS = re.compile(
    r"kolom [0-9]+|unnamed.*|respondent(?:en)?|resp|nr|onderwerp|omschrijving|aspect|naam respondent|"
)

Codes = npt.NDArray[np.intp]


class Layout(StrEnum):
    """How a table is laid out that has no row for each respondent."""

    TURNED = "turned"
    """A row for each question and a column for each respondent."""
    LONG = "long"
    """A row for each answer: who gave it, to which question, and what it is."""


@dataclass(frozen=True)
class OtherLayout:
    """What a table seems to be laid out as, and how many respondents and questions it then has."""

    kind: Layout
    respondents: int
    questions: int

    @property
    def message(self) -> Message:
        """What is the matter, for a notice."""
        numbers = {"n": self.respondents, "questions": self.questions}
        if self.kind is Layout.TURNED:
            return Message(
                "Deze tabel lijkt op haar kant te staan: een rij voor elke vraag en een kolom voor elke respondent "
                "({questions} vragen, {n} respondenten). Nu telt elke vraag als een respondent.",
                numbers,
            )
        return Message(
            "Deze tabel lijkt een rij te hebben voor elk antwoord, niet voor elke respondent ({n} respondenten, "
            "{questions} vragen). Nu telt elk antwoord als een respondent.",
            numbers,
        )


@dataclass(frozen=True)
class Rearranged:
    """The same answers with a row for each respondent.

    content: delimited text (utf-8 with byte-order mark, `;`), as Excel opens it. name: of the new file. left_behind:
    columns that have no place in it, for they differ among the answers of one respondent.
    """

    content: bytes
    name: str
    kind: Layout
    left_behind: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Turned:
    """Places of the columns: what the question is called (a code, or None), its text, and the respondents."""

    code: int | None
    text: int
    respondents: tuple[int, ...]


@dataclass(frozen=True)
class _Long:
    """Places of the columns; `about` are those that say the same in every row of a respondent."""

    respondent: int
    code: int | None
    question: int
    answer: int
    about: tuple[int, ...]
    left_behind: tuple[int, ...]


def find_layout(table: RawTable) -> OtherLayout | None:
    """What the table seems to be laid out as; None for a row for each respondent, and for SPSS files."""
    if table.file_format is FileFormat.SAV:
        return None
    if turned := _find_turned(table):
        questions = int(_answered(table, turned.respondents).sum())
        swallowed = table.header_rows - 1  # answers in words below the respondents' names pass for a second header
        return OtherLayout(Layout.TURNED, len(turned.respondents), questions + swallowed)
    if long := _find_long(table):
        respondent, question = table.columns[long.respondent], table.columns[long.question]
        return OtherLayout(Layout.LONG, _given(respondent), _given(question))
    return None


def rearrange(
    source: Source, *, name: str | None = None, sheet: str | int | None = None, maximum_bytes: int = MAXIMUM_BYTES
) -> Rearranged:
    """The file with a row for each respondent, where `find_layout` says that it has none.

    Of a table on its side the first row names the respondents; rows without any answer are headings, and stand above
    the questions that follow. Of a table of answers, two answers of one respondent to one question become one cell
    with `;` between them. Arguments as of `read_table`, and its errors; SurveyError also for a file that is laid out as
    it should be, and for answers of so many respondents to so many questions that the table would be too large.
    """
    table = read_table(source, name=name, sheet=sheet, header_rows=1, maximum_bytes=maximum_bytes)
    new_name = f"{PurePath(table.name).stem} (omgezet).csv"
    if table.file_format is not FileFormat.SAV:
        if turned := _find_turned(table):
            return Rearranged(_written(_turned_rows(table, turned)), new_name, Layout.TURNED)
        if long := _find_long(table):
            left_behind = tuple(table.columns[place].name for place in long.left_behind)
            return Rearranged(_written(_long_rows(table, long)), new_name, Layout.LONG, left_behind)
    raise SurveyError(
        "{file}: deze tabel heeft al een rij voor elke respondent, of het is niet te zien wie de respondenten zijn.",
        file=table.name,
    )


def _find_turned(table: RawTable) -> _Turned | None:
    """Where a few first columns hold the questions and all others are named as respondents."""
    names = [loose_key(name) for name in table.names]
    if not _FEWEST_QUESTIONS <= len(table) <= _MOST_QUESTIONS:
        return None
    for text, column in enumerate(table.columns[:_MOST_LEADING]):
        if plain_number(names[text]) is not None or not _holds_questions(column, names[text]):
            continue
        rest = range(text + 1, len(names))
        asked = bool(_QUESTION.search(names[text]))
        numbered = [place for place in rest if _NUMBERED_RESPONDENT.fullmatch(tidy(table.names[place]).casefold())]
        # A column of schools beside items that are called 1 to 20 is laid out as it should be.
        told = asked or bool(_ABOVE_QUESTIONS.fullmatch(names[text]))
        by_number = told and len(numbered) >= max(_FEWEST_RESPONDENTS, _MOSTLY * len(rest))
        by_word = asked and len(rest) >= _FEWEST_NAMED_RESPONDENTS and _answers_whole(table, rest)
        if by_number or by_word:
            answered = _answered(table, rest)
            codes = (place for place in range(text) if _tells_apart(table.columns[place], answered))
            return _Turned(next(codes, None), text, tuple(rest))
    return None


def _answered(table: RawTable, places: Sequence[int]) -> npt.NDArray[np.bool_]:
    """The rows with any answer: the others are headings."""
    answered = np.zeros(len(table), dtype=bool)
    for place in places:
        answered |= _is_filled(table.columns[place])
    return answered


def _holds_questions(column: RawColumn, name: str) -> bool:
    """Whether the texts of a column are questions: all different, and phrases or under the word for it."""
    texts = [tidy(column.values[code]) for code in column.codes]
    filled = [text for text in texts if text]
    if len(filled) < max(_FEWEST_QUESTIONS, _MOSTLY * len(texts)) or len(set(filled)) < _NEARLY_ALL * len(filled):
        return False
    if sum(plain_number(text) is not None for text in filled) > len(filled) / 2:
        return False
    asking = sum(len(text.split()) >= _WORDS_OF_A_QUESTION or text.endswith("?") for text in filled)
    return 2 * asking >= len(filled) or (bool(_QUESTION.search(name)) and len(filled) <= _MOST_QUESTIONS)


def _answers_whole(table: RawTable, places: Sequence[int]) -> bool:
    """Whether the numbers in these columns are whole: means and percentages of a report are not."""
    numbers = [found for place in places for text in table.columns[place].values if (found := plain_number(text))]
    return sum(number == round(number) for number in numbers) >= _MOSTLY * len(numbers)


def _tells_apart(column: RawColumn, rows: npt.NDArray[np.bool_]) -> bool:
    """Whether every one of these rows has another text in this column."""
    return bool(_is_filled(column)[rows].all()) and len(np.unique(column.codes[rows])) == rows.sum()


def _find_long(table: RawTable) -> _Long | None:
    """Where one column says who, another which question, and a third the answer, once for each who and which."""
    names = [loose_key(name.replace("_", " ")) for name in table.names]
    answers = [place for place, name in enumerate(names) if _ANSWER.search(name) and not names_respondents(name)]
    numbers = [place for place, name in enumerate(names) if _QUESTION_NUMBER.search(name)]
    questions = [
        place
        for place, name in enumerate(names)
        if _QUESTION.search(name) and place not in answers and place not in numbers
    ]
    asked = questions or numbers
    people = [place for place, name in enumerate(names) if names_respondents(name) and place not in asked + answers]
    if not (answers and asked and people):
        return None
    answer = max(answers, key=lambda place: (int(_is_filled(table.columns[place]).sum()), -place))
    for question in asked:
        for respondent in people:
            if _once_each(table, respondent, question, answer):
                code = next((place for place in numbers if place != question and _same(table, place, question)), None)
                used = {respondent, question, answer, code}
                others = [place for place in range(len(names)) if place not in used]
                about = tuple(place for place in others if _follows(table, place, respondent))
                told_by_question = [place for place in others if _follows(table, place, question)]
                left = tuple(place for place in others if place not in about and place not in told_by_question)
                return _Long(respondent, code, question, answer, about, left)
    return None


def _once_each(table: RawTable, respondent: int, question: int, answer: int) -> bool:
    """Whether the respondents answer the same questions, each about once."""
    who, what = table.columns[respondent], table.columns[question]
    rows = _is_filled(who) & _is_filled(what)
    people, questions = _given(who), _given(what)
    answered = rows & _is_filled(table.columns[answer])
    if people < _FEWEST_RESPONDENTS or not _FEWEST_QUESTIONS <= questions <= _MOST_QUESTIONS:
        return False
    if rows.sum() < _NEARLY_ALL * len(table) or not answered.any():
        return False
    pairs = len(np.unique(_pairs(who, what)[rows]))
    # A question with several answers has as many rows; the others have one.
    return pairs >= 0.5 * rows.sum() and pairs >= _FEWEST_FILLED * people * questions and pairs >= 2 * people


def _same(table: RawTable, first: int, second: int) -> bool:
    return _follows(table, first, second) and _follows(table, second, first)


def _follows(table: RawTable, place: int, of: int) -> bool:
    """Whether a column has one text, or nothing, for each text of another one."""
    column, other = table.columns[place], table.columns[of]
    filled = _is_filled(column)
    return len(np.unique(_pairs(other, column)[filled])) == len(np.unique(other.codes[filled]))


def _pairs(first: RawColumn, second: RawColumn) -> Codes:
    pairs: Codes = first.codes.astype(np.intp) * max(len(second.values), 1) + second.codes
    return pairs


def _is_filled(column: RawColumn) -> npt.NDArray[np.bool_]:
    filled: npt.NDArray[np.bool_] = np.array([bool(text.strip()) for text in column.values], dtype=bool)[column.codes]
    return filled


def _given(column: RawColumn) -> int:
    """How many different texts stand in a column."""
    return len(np.unique(column.codes[_is_filled(column)]))


def _turned_rows(table: RawTable, turned: _Turned) -> Iterator[list[str]]:
    """Header and respondents of a table on its side."""
    columns = [table.columns[place] for place in turned.respondents]
    cells = np.array([np.array(column.values, dtype=object)[column.codes] for column in columns], dtype=object)
    answered = _answered(table, turned.respondents)
    texts = _texts(table.columns[turned.text])
    codes = _named(_texts(table.columns[turned.code])) if turned.code is not None else []
    yield from _header(texts, codes, _headings(texts, answered), answered)
    for column, row in zip(columns, cells, strict=True):
        yield [column.name, *row[answered]]


def _named(codes: list[str]) -> list[str]:
    """Codes as names of columns: a bare number is the number of a question."""
    return [f"v{code}" if plain_number(code) is not None else code for code in codes]


def _texts(column: RawColumn) -> list[str]:
    return [tidy(column.values[code]) for code in column.codes]


def _headings(texts: Sequence[str], answered: npt.NDArray[np.bool_]) -> list[str]:
    """For each row the text of the row without any answer that stands above it last."""
    headings, last = [], ""
    for text, has_answers in zip(texts, answered.tolist(), strict=True):
        last = last if has_answers else text
        headings.append(last)
    return headings


def _header(
    texts: Sequence[str], codes: Sequence[str], headings: Sequence[str], answered: npt.NDArray[np.bool_]
) -> Iterator[list[str]]:
    """One row with names of columns, with headings above and the text below where there are codes."""
    kept = np.flatnonzero(answered).tolist()
    if any(headings[place] for place in kept):
        yield ["", *(headings[place] for place in kept)]
    if codes:
        yield ["respondent", *(codes[place] for place in kept)]
        yield ["", *(texts[place] for place in kept)]
    else:
        yield ["respondent", *(texts[place] or f"vraag {place + 1}" for place in kept)]


def _long_rows(table: RawTable, long: _Long) -> Iterator[list[str]]:
    """Header and respondents of a table with a row for each answer."""
    who, what, answer = (table.columns[place] for place in (long.respondent, long.question, long.answer))
    rows = np.flatnonzero(_is_filled(who) & _is_filled(what))
    people, person = _in_order(who.codes[rows])
    questions, question = _in_order(what.codes[rows])
    if len(people) * len(questions) > _MOST_CELLS:
        raise SurveyError(
            "{file}: {n} respondenten met {questions} vragen is te veel om om te zetten. Splits het bestand, of laat "
            "vragen weg.",
            file=table.name,
            n=len(people),
            questions=len(questions),
        )
    cells = np.full((len(people), len(questions)), "", dtype=object)
    given = np.array(answer.values, dtype=object)[answer.codes[rows]]
    again = np.ones(len(rows), dtype=bool)
    again[np.unique(person * len(questions) + question, return_index=True)[1]] = False
    cells[person[~again], question[~again]] = given[~again]
    for at, which, text in zip(person[again].tolist(), question[again].tolist(), given[again].tolist(), strict=True):
        before = cells[at, which]
        if tidy(text) and tidy(text) not in map(tidy, before.split(";")):
            cells[at, which] = f"{before};{text}" if before.strip() else text
    about = [table.columns[place] for place in long.about]
    told = [_first_filled(column, rows, person, len(people)) for column in about]
    first = np.unique(question, return_index=True)[1]
    codes = _named([_texts(table.columns[long.code])[rows[at]] for at in first]) if long.code is not None else []
    texts = [tidy(what.values[code]) for code in questions]
    order = _by_number(codes or texts)
    names = [codes[place] if codes else texts[place] for place in order]
    yield [who.name, *(column.name for column in about), *names]
    if codes:
        yield ["", *("" for _ in about), *(texts[place] for place in order)]
    for at, code in enumerate(people.tolist()):
        yield [who.values[code], *(column[at] for column in told), *cells[at, order]]


def _in_order(codes: npt.NDArray[np.integer]) -> tuple[Codes, Codes]:
    """The different codes in order of appearance, and which of them each row has."""
    found, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    return found[order].astype(np.intp), place[inverse]


def _first_filled(column: RawColumn, rows: Codes, person: Codes, people: int) -> list[str]:
    """What a column says of each respondent."""
    told = [""] * people
    filled = _is_filled(column)[rows]
    at, first = np.unique(person[filled], return_index=True)
    for respondent, row in zip(at.tolist(), rows[filled][first].tolist(), strict=True):
        told[respondent] = column.values[column.codes[row]]
    return told


def _by_number(names: Sequence[str]) -> list[int]:
    """The places in order of their number where all names are numbers or end in one after the same word, else as is."""
    found = [re.fullmatch(r"(.*?)([0-9]{1,6})", name) for name in names]
    if all(found) and len({match[1] for match in found if match}) == 1:
        return sorted(range(len(names)), key=lambda place: int(found[place][2]))  # type: ignore[index]
    return list(range(len(names)))


def _written(rows: Iterator[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def left_behind_note(columns: Sequence[str]) -> Message:
    """That these columns have no place in the table with a row for each respondent."""
    return Message("Niet meegegaan, want per antwoord verschillend: {columns}.", {"columns": Names(tuple(columns))})
