"""The rows above the answers: titles, one to three header rows, and the look of the exports of survey tools."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.errors import Message, Names, SurveyError
from analysis.survey.bookkeeping import (
    SurveyTool,
    Technical,
    bookkeeping,
    bookkeeping_note,
    bookkeeping_of_unknown,
    looks_like_limesurvey,
    surveymonkey_places,
)
from analysis.survey.numbers import plain_number
from analysis.survey.wording import loose_key, shortened, tidy

MOST_HEADER_ROWS = 3
MOST_TITLES = 10
"""How far down the header may stand below a title on a line of its own."""
RECORDS_EXAMINED = 60
"""How many records from the start of a file are needed to recognise its header."""
_LONGEST_NAME = 80
_FEWEST_ROWS_COMPARED = 3
_FEWEST_COLUMNS_IN_BLOCKS = 5
_MOSTLY = 0.8
"""A column of numbers may hold some answers in words, such as *geen zicht op*."""
_NO_ANSWER = re.compile(
    r"(?:weet|geen|niet|n\W?v\W?t|onbekend|wil\b|don.?t|do not|no\b|not\b|unknown|refus|prefer|n/?a\b|nvt)",
    re.IGNORECASE,
)
"""How answers begin that a respondent may give to one question after another, and that no header has."""
_RANGE = re.compile(r"\(?[0-9]+ ?(?:[-–—/]|t/?m|tot(?: en met)?|to) ?[0-9]+\)?")
_UNIT = re.compile(
    r"\(.*\)|\[.*\]|%|€|.*[0-9]+ ?(?:[-–—/]|=|t/?m|tot(?: en met)?|to) ?[0-9a-zë]+.*"
    r"|.*\b(?:procent|euro|uren|uur|jaren|jaar|maanden|weken|dagen|minuten|aantal|fte|percent|hours?|years?|schaal|scale"
    r"|ja ?/ ?nee|yes ?/ ?no|open(?:\W.*)?)\b.*",
    re.IGNORECASE,
)
"""What stands below a question to say how it is answered: `(1-5)`, `1 = oneens`, `uren`."""
_CODE = re.compile(r"[A-Za-z]{1,8}[_.-]?[0-9]+(?:[_.-]?[A-Za-z0-9]{1,3})*|id|nr|[A-Za-z]+_[A-Za-z0-9_]+", re.IGNORECASE)
"""How programs and researchers call a question for short: `v1`, `q12_3`, `sch_type`."""
_NUMBERED = re.compile(r"(.*?)[0-9]+[a-z]?\W*")
_FACT = re.compile(r"[\d\s./:-]*\d[\d\s./:-]*")
_MOST_UNNAMED = 0.1

_IMPORT_ID = re.compile(r"\{\s*[\"']ImportId[\"']\s*:")
_LIME_SUBQUESTION = re.compile(r"([A-Za-z]\w*)\[([^\[\]]+)\](?:\[[^\[\]]+\])*")
_LIME_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\[\]]+\])*)\. (\S.*)")
_TEXT_SUBQUESTION = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]")
_QUALTRICS_SUBQUESTION = re.compile(r"(.*\S) [-–] (\S.*)")
_QUALTRICS_PART = re.compile(r"(.*?)[_#]x?[0-9]+(?:_[0-9]+)*(?:_TEXT)?")
_SPACED_DASH = re.compile(r" [-–] (?=\S|$)")
_SIGNS_BETWEEN = " -–:"
_SELECTED = re.compile(r" [-–] Selected Choice$", re.IGNORECASE)

_SURVEYMONKEY_ANSWER = frozenset({"response", "open ended response", "antwoord", "open antwoord", "reactie"})


class HeaderError(SurveyError):
    """A table that cannot be read with the header that was found: with another number of header rows it may be."""


@dataclass(frozen=True)
class ColumnDescription:
    """What the file itself says of a column, besides its name.

    label: the question. question: what columns of one question share (the stem of a matrix, the code of an array).
    answers and missing: code and label, as an SPSS file lists them. technical: recorded by the survey tool about the
    respondent, with the role that suits it. written_as_text: the file holds texts here, whatever they look like.
    """

    label: str = ""
    question: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    technical: Technical = ""
    written_as_text: bool = False

    @property
    def heading(self) -> str:
        """The question that the column shares with others, without what a tool adds to it."""
        return _SELECTED.sub("", self.question)

    @property
    def own_text(self) -> str:
        """What the label says of this column alone: the item below a heading, the answer of a question with several."""
        rest = self.label.removeprefix(self.question) if self.question else self.label
        if rest == self.label:
            return self.label
        rest = rest.strip(_SIGNS_BETWEEN)
        return rest[1:-1].strip() if rest.startswith("[") and rest.endswith("]") else rest


UNDESCRIBED = ColumnDescription()
"""The description of a column of which the file says no more than its name."""


@dataclass(frozen=True)
class Header:
    """The header of a table: `start` is the place of its first record, `end` that of the first record below it.

    rows: how many records it takes, wholly empty ones between them not counted. recognised: how many there seem to be,
    whatever was asked for.
    """

    start: int
    end: int
    rows: int
    names: tuple[str, ...]
    descriptions: tuple[ColumnDescription, ...]
    tool: SurveyTool | None = None
    notes: tuple[Message, ...] = ()
    recognised: int = 1

    def widened(self, width: int) -> Header:
        """The header with nameless columns added up to a width."""
        more = width - len(self.names)
        return replace(
            self, names=(*self.names, *[""] * more), descriptions=(*self.descriptions, *[UNDESCRIBED] * more)
        )


Merged = Mapping[int, Sequence[tuple[int, int]]]
"""By record: the first and the last column of each text that was merged over several columns."""
_UNMERGED: Merged = {}


def read_header(
    records: Sequence[Sequence[str]], header_rows: int | None, name: str, merged: Merged = _UNMERGED
) -> Header:
    """The header in the first records of a file, of which at least one is filled.

    header_rows: how many rows it has, 1 to 3, or None: recognised. Rows with a title above it are skipped, and so are
    empty rows, above it and in it. The names of several rows are those of the row with a different text for every
    column, the other rows give the labels; where no row has that, they are put together. merged: which cells of a
    workbook are merged over several columns; where nothing is merged a block reaches up to the next one.
    """
    if header_rows is not None and (not isinstance(header_rows, int) or not 1 <= header_rows <= MOST_HEADER_ROWS):
        raise SurveyError(
            "{file}: het aantal kopregels is {rows}. Kies 1 tot en met {most}, of laat het herkennen.",
            file=name,
            rows=header_rows,
            most=MOST_HEADER_ROWS,
        )
    places = [place for place, record in enumerate(records) if any(map(str.strip, record))]
    filled = [records[place] for place in places]
    start, notes = _skip_titles(filled, [merged.get(place, ()) for place in places])
    tool, found = _recognised(filled[start:])
    rows = min(header_rows or found, len(filled) - start)
    taken = places[start : start + rows]
    head = [[tidy(cell) for cell in records[place]] for place in taken]
    width = max(map(len, head))
    head = [[*row, *[""] * (width - len(row))] for row in head]
    names, descriptions = _named(head, tool, [merged.get(place, ()) for place in taken])
    if tool is not None:
        notes.append(Message("Dit lijkt een export van {tool}.", {"tool": str(tool)}))
    if kept := [name for name, described in zip(names, descriptions, strict=True) if described.technical]:
        notes.append(bookkeeping_note(kept))
    if rows > 1:
        notes.append(_note_on_rows(rows, head, names, descriptions))
    return Header(taken[0], taken[-1] + 1, rows, tuple(names), tuple(descriptions), tool, tuple(notes), found)


def _note_on_rows(
    rows: int, head: Sequence[Sequence[str]], names: Sequence[str], descriptions: Sequence[ColumnDescription]
) -> Message:
    """What became of a header of several rows."""
    shared = {described.question for described in descriptions} - {""}
    if any(set(row) - {""} == shared for row in head) and any(set(names) <= set(row) for row in head):
        return Message(
            "De kop van de tabel bestaat uit {rows} rijen: titels van blokken ({blocks}), en wat elke kolom noemt. "
            "Klopt dat aantal niet, kies dan bij Bestand een ander aantal kopregels.",
            {"rows": rows, "blocks": Names(tuple(dict.fromkeys(d.question for d in descriptions if d.question)))},
        )
    return Message(
        "De kop van de tabel bestaat uit {rows} rijen; de teksten van de vragen zijn de labels geworden. Klopt "
        "dat aantal niet, kies dan bij Bestand een ander aantal kopregels.",
        {"rows": rows},
    )


def _skip_titles(
    records: Sequence[Sequence[str]], merged: Sequence[Sequence[tuple[int, int]]]
) -> tuple[int, list[Message]]:
    """The place of the first of the filled records that is no title: one text in a row of several cells, above a
    fuller row, or a fact with its name (`Exportdatum: | 3-3-2026`).

    In a delimited text a title may stand on a line of its own, without the delimiters of the rows below it.
    """
    filled = [[place for place, cell in enumerate(record) if cell.strip()] for record in records]
    start = 0
    while start + 1 < len(records):
        below = filled[start + 1 : start + 1 + MOST_TITLES]
        widest = max(map(len, below))
        if len(filled[start]) == 1:
            title = len(records[start]) > 1 or widest > 1
            if title and _is_block(filled[start][0], filled[start + 1], merged[start]):
                break
        else:
            title = widest >= _FEWEST_COLUMNS_IN_BLOCKS and _is_fact(records[start], filled[start])
        if not title:
            break
        start += 1
    header = [cell for cell in records[start] if cell.strip()]
    if not start or not _may_be_header(header, filled[start:]):
        return 0, []
    titles = [tidy(" ".join(record)) for record in records[:start]]
    note = Message(
        'Boven de kopregel staat een titel, die is overgeslagen: "{title}".', {"title": shortened(" / ".join(titles))}
    )
    return start, [note]


def _may_be_header(header: Sequence[str], filled: Sequence[Sequence[int]]) -> bool:
    """Whether a row below titles is one of names or blocks. A block may stand alone above some of the columns."""
    if any(plain_number(cell) is not None for cell in header):
        return False
    return len(header) > 1 or (len(filled) > 1 and len(filled[1]) > 1 and filled[0][0] > filled[1][0])


def _is_block(place: int, below: Sequence[int], merged: Sequence[tuple[int, int]]) -> bool:
    """Whether a text that is alone in its row is the title of some columns, and not that of all of them."""
    if len(below) < _FEWEST_COLUMNS_IN_BLOCKS or place == below[0]:
        return False
    over = next((last for first, last in merged if first == place), None)
    return place > below[0] and (place > below[0] + 1 if over is None else over > place)


def _is_fact(record: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a row says one thing of the whole file: what, and in the next cell the date or the number."""
    if len(filled) != 2 or filled[1] != filled[0] + 1:
        return False
    what, fact = (record[place].strip() for place in filled)
    return plain_number(what) is None and (what.endswith(":") or _FACT.fullmatch(fact) is not None)


def _recognised(records: Sequence[Sequence[str]]) -> tuple[SurveyTool | None, int]:
    """The tool that a file was exported from, and its number of header rows."""
    for place, record in enumerate(records[:MOST_HEADER_ROWS]):
        if sum(bool(_IMPORT_ID.match(cell.strip())) for cell in record) > len(record) / 2:
            return SurveyTool.QUALTRICS, place + 1
    technical = surveymonkey_places(records[0])
    if len(records) > 1 and len(technical) > 1:
        second = [tidy(cell) for cell in records[1]]
        if not any(second[i] for i in technical if i < len(second)) and any(second):
            return SurveyTool.SURVEYMONKEY, 2
    codes = [_code_of(cell) for cell in records[0]]
    if sum(bool(_LIME_SUBQUESTION.fullmatch(code)) for code in codes) > 1 or any(
        map(looks_like_limesurvey, (records[0], codes))
    ):
        return SurveyTool.LIMESURVEY, 1
    return None, _rows_of_text(records)


def _code_of(cell: str) -> str:
    """The code before a question's text, as LimeSurvey writes both; else the cell as it is."""
    both = _LIME_CODE_AND_TEXT.fullmatch(tidy(cell))
    return both[1] if both else tidy(cell)


def _rows_of_text(records: Sequence[Sequence[str]]) -> int:
    """The number of header rows among filled records, by what stands in them and what stands below: 1 to 3.

    A row belongs to the header where its texts contrast with the answers: these are numbers and the texts are not, or
    the texts are phrases that are longer than the answers, which repeat. A single number above numbers is enough for a
    row of answers. At least one of the rows below the first has to differ from column to column, as names and questions
    do; a row of blocks, or of what can be answered (`1-5`), need not. Below a row that cannot name the columns (blocks,
    *Vraag 1*, *Vraag 2*) names may be short and answers words.
    """
    for rows in range(MOST_HEADER_ROWS, 1, -1):
        width = max(map(len, records[:rows]))
        body = records[rows:]
        if len(body) < _FEWEST_ROWS_COMPARED or any(len(record) != width for record in body):
            continue
        head = [[tidy(cell) for cell in record] for record in records[:rows]]
        head = [[*row, *[""] * (width - len(row))] for row in head]
        columns = [[tidy(cell) for cell in cells if cell.strip()] for cells in zip(*body, strict=True)]
        contrasts = [_contrasting(row, columns) for row in head[1:]]
        told_apart = any(map(_all_differ, contrasts)) or _differ_by_block(head)
        if all(contrasts) and told_apart and any(_unnamed(row, columns) == 0 for row in head):
            return rows
        if _names_below_others(_lowered(head, [()] * rows), columns):
            return rows
    return 1


def _names_below_others(head: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a row names the columns, the rows above it do not do that alone, and one below it says how to answer."""
    *above, names = head
    if _are_units(names, columns) and _are_names(above[-1], columns, few=True):
        *above, names = above
        if not above:
            return True
    if not above or not _are_names(names, columns):
        return False
    codes = _are_codes(names)
    closed = _mostly_closed(columns)
    return all(
        (_cannot_name(row, columns) and (closed or not _only_counts(row))) or (closed and (codes or _are_codes(row)))
        for row in above
    )


def _mostly_closed(columns: Sequence[Sequence[str]]) -> bool:
    """Whether most columns hold numbers or answers that return: a row of texts that never do stands out above these."""
    filled = [answers for answers in columns if answers]
    closed = sum(
        2 * len(set(answers)) <= len(answers) or sum(map(_is_number, answers)) > _MOSTLY * len(answers)
        for answers in filled
    )
    return 2 * closed > len(filled)


def _unnamed(row: Sequence[str], columns: Sequence[Sequence[str]]) -> int:
    """How many columns with answers have no text in this row; a first one that numbers the rows needs none."""
    answered = [place for place, answers in enumerate(columns) if answers]
    bare = [place for place in answered if not row[place]]
    if bare and bare[0] == answered[0]:
        answers = columns[bare[0]]
        if len(set(answers)) == len(answers) or sum(map(_is_number, answers)) > _MOSTLY * len(answers):
            bare = bare[1:]
    return len(bare)


def _are_names(row: Sequence[str], columns: Sequence[Sequence[str]], *, few: bool = False) -> bool:
    """Whether a row names nearly every column by a text of its own. few: also where there are few columns.

    No respondent answers every question, each in other words, none of them a number and none given again below.
    """
    answered = [place for place, answers in enumerate(columns) if answers]
    named = [place for place in answered if row[place]]
    names = [row[place] for place in named]
    return (
        len(answered) >= (2 if few else _FEWEST_COLUMNS_IN_BLOCKS)
        and _unnamed(row, columns) <= _MOST_UNNAMED * len(answered)
        and len(set(names)) >= (1 - _MOST_UNNAMED) * len(names)
        and not any(map(_is_number, names))
        and not any(name in columns[place] for name, place in zip(names, named, strict=True))
    )


def _cannot_name(row: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a row cannot be the one that names the columns: it leaves many out, or repeats itself, or only counts."""
    answered = [place for place, answers in enumerate(columns) if answers]
    texts = [row[place] for place in answered if row[place]]
    if 2 * len(texts) < len(answered) or 2 * len(set(texts)) <= len(answered):
        return not any(map(_is_number, texts))
    return _only_counts(texts)


def _only_counts(texts: Sequence[str]) -> bool:
    """Whether a row says no more than *Vraag 1*, *Vraag 2*."""
    numbered = [found[1] for text in texts if (found := _NUMBERED.fullmatch(text))]
    return len(numbered) > _MOSTLY * len(texts) and len(set(numbered)) <= max(1, len(numbered) / 4)


def _are_codes(row: Sequence[str]) -> bool:
    texts = [text for text in row if text]
    return sum(bool(_CODE.fullmatch(text)) for text in texts) > _MOSTLY * len(texts)


def _are_units(row: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a row says of its columns how they are answered: nothing of it is given as an answer below."""
    told = [(text, answers) for text, answers in zip(row, columns, strict=True) if text]
    return _tell_units([text for text, _ in told]) and not any(text in answers for text, answers in told)


def _tell_units(texts: Sequence[str]) -> bool:
    units = sum(bool(_UNIT.fullmatch(text)) for text in texts)
    return units >= 2 and units > _MOSTLY * len(texts)


def _contrasting(row: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str]:
    """The texts of a row that are no answers to the columns below them; none where the row is one of answers."""
    contrasting = []
    compared = 0
    for text, answers in zip(row, columns, strict=True):
        if not text or len(answers) < _FEWEST_ROWS_COMPARED:
            continue
        compared += 1
        numbers = sum(map(_is_number, answers))
        numeric = numbers > _MOSTLY * len(answers)
        if _is_number(text):
            if numeric:
                return []
        elif text not in answers and not _NO_ANSWER.match(text) and (numeric or _is_phrase_above(text, answers)):
            contrasting.append(text)
    return contrasting if len(contrasting) >= max(2, compared / 2) else []


def _is_number(text: str) -> bool:
    return plain_number(text.removesuffix("%").rstrip()) is not None


def _all_differ(texts: Sequence[str]) -> bool:
    """Whether a row says something else of most columns, or what can be answered in each (`1-5`)."""
    return len(set(texts)) > len(texts) / 2 or sum(bool(_RANGE.fullmatch(text)) for text in texts) > len(texts) / 2


def _differ_by_block(head: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has gaps, as blocks have, and every column another text once these are filled."""
    together = list(zip(*map(_filled_forward, head[:-1]), head[-1], strict=True))
    return not all(head[0]) and all(head[-1]) and len(set(together)) == len(together)


def _is_phrase_above(text: str, answers: Sequence[str]) -> bool:
    repeat = len(set(answers)) <= len(answers) / 2
    return repeat and len(text.split()) >= 3 and len(text) > 1.5 * max(map(len, answers))


def _named(
    head: Sequence[Sequence[str]], tool: SurveyTool | None, merged: Sequence[Sequence[tuple[int, int]]]
) -> tuple[list[str], list[ColumnDescription]]:
    match tool:
        case SurveyTool.QUALTRICS:
            labels = head[1] if len(head) > 1 and not _IMPORT_ID.match(head[1][0]) else [""] * len(head[0])
            return list(head[0]), _qualtrics(head[0], labels)
        case SurveyTool.LIMESURVEY if len(head) == 1:
            pairs = [_limesurvey(cell) for cell in head[0]]
            return [name for name, _ in pairs], [description for _, description in pairs]
        case SurveyTool.SURVEYMONKEY if len(head) == 2:
            return _surveymonkey(head[0], head[1])
    names, described = (list(head[0]), [UNDESCRIBED] * len(head[0])) if len(head) == 1 else _from_rows(head, merged)
    technical = bookkeeping_of_unknown(names)
    return names, [replace(d, technical=role) for d, role in zip(described, technical, strict=True)]


def _qualtrics(names: Sequence[str], labels: Sequence[str]) -> list[ColumnDescription]:
    """What the columns of one question share is the beginning of their labels, up to the last dash before they differ.

    An item may hold a dash of its own; only where a column stands alone in its question the last dash decides.
    """
    technical = [bookkeeping(name, SurveyTool.QUALTRICS) for name in names]
    together: dict[str, list[str]] = {}
    codes = [found[1] if (found := _QUALTRICS_PART.fullmatch(name)) else "" for name in names]
    for name, label, code, role in zip(names, labels, codes, technical, strict=True):
        if code and not role and not name.endswith("_TEXT"):
            together.setdefault(code, []).append(label)
    described = []
    for text, code, role in zip(labels, codes, technical, strict=True):
        label = _SELECTED.sub("", text)
        stem = _shared_beginning(together.get(code, ()))
        if not stem and (alone := _QUALTRICS_SUBQUESTION.fullmatch(label)):
            stem = alone[1]
        inside = bool(stem) and label.startswith(stem) and not role
        described.append(ColumnDescription(label=label, question=stem if inside else "", technical=role))
    return described


def _shared_beginning(labels: Sequence[str]) -> str:
    """What all labels begin with, up to a dash between spaces; empty for a single one and where they share nothing."""
    if len(labels) < 2:
        return ""
    first, last = min(labels), max(labels)  # in the order of the alphabet: what these two share, all share
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    shared = first[:length]
    dashes = [found.start() for found in _SPACED_DASH.finditer(shared)]
    return shared[: dashes[-1]].rstrip() if dashes else ""


def _limesurvey(cell: str) -> tuple[str, ColumnDescription]:
    if technical := bookkeeping(cell, SurveyTool.LIMESURVEY):
        return cell, ColumnDescription(technical=technical)
    name, label = cell, ""
    if both := _LIME_CODE_AND_TEXT.fullmatch(cell):
        name, label = both[1], both[2]
        if technical := bookkeeping(name, SurveyTool.LIMESURVEY):
            return name, ColumnDescription(label=label, technical=technical)
    heading = _TEXT_SUBQUESTION.fullmatch(label)
    if array := _LIME_SUBQUESTION.fullmatch(name):
        return name, ColumnDescription(label=label, question=heading[1] if heading else array[1])
    if array := _TEXT_SUBQUESTION.fullmatch(name):
        return name, ColumnDescription(label=label or name, question=array[1])
    return name, ColumnDescription(label=label)


def _surveymonkey(first: Sequence[str], second: Sequence[str]) -> tuple[list[str], list[ColumnDescription]]:
    """A question stands above its first column only; its sub-questions, or *Response*, stand below it."""
    questions = _filled_forward(first)
    names, descriptions = [], []
    columns_of_question = Counter(questions)
    for own, question, part in zip(first, questions, second, strict=True):
        technical = bookkeeping(own, SurveyTool.SURVEYMONKEY) if own and not part else ""
        if technical:
            names.append(own)
            descriptions.append(ColumnDescription(technical=technical))
            continue
        parts = [question, *([part] if part and loose_key(part) not in _SURVEYMONKEY_ANSWER else [])]
        label = " – ".join(filter(None, parts))
        names.append(parts[-1])
        shared = question if columns_of_question[question] > 1 and len(parts) > 1 else ""
        descriptions.append(ColumnDescription(label=label, question=shared))
    # Two matrices may share their sub-questions: then the question has to be part of the name.
    twice = Counter(names)
    names = [d.label if twice[n] > 1 and d.label else n for n, d in zip(names, descriptions, strict=True)]
    return _distinct(names), descriptions


def _from_rows(
    head: Sequence[Sequence[str]], merged: Sequence[Sequence[tuple[int, int]]]
) -> tuple[list[str], list[ColumnDescription]]:
    head = _lowered(head, merged)
    used = [i for i in range(len(head[0])) if any(row[i] for row in head)]
    complete = [
        number
        for number, row in enumerate(head)
        if _tells_apart(row, used) and not (number and _tell_units(list(filter(None, row))))
    ]
    if complete:
        whole = [number for number in complete if all(head[number][i] for i in used)]
        naming = min(whole or complete, key=lambda number: sum(map(len, head[number])))
        # What stands above the first complete row are blocks, merged over the columns that belong to them.
        blocks = [_filled_forward(head[number], merged[number]) for number in range(complete[0])]
        others = [
            (number in complete, row)
            for number, row in enumerate(head)
            if number >= complete[0] and number != naming and not (number in complete and _only_counts(row))
        ]
        described = []
        for place, name in enumerate(head[naming]):
            block = list(dict.fromkeys(row[place] for row in blocks if row[place] and name))
            said = [(text, row[place]) for text, row in others if row[place] and not _IMPORT_ID.match(row[place])]
            rest = [part for _, part in said]
            if said and not any(text for text, _ in said):
                rest = [f"{name} ({' – '.join(part.strip('()') for part in rest)})"]  # how a question is answered
            label = " – ".join([*block, *(rest or [name])]) if block else " – ".join(rest)
            described.append(ColumnDescription(label=label, question=" – ".join(block)))
        return _distinct_by_block(head[naming], described), described
    filled = [*(_filled_forward(row, cells) for row, cells in zip(head[:-1], merged, strict=False)), list(head[-1])]
    names, descriptions = [], []
    for parts in zip(*filled, strict=True):
        different = list(dict.fromkeys(filter(None, parts)))
        label = " – ".join(different)
        names.append(label)
        descriptions.append(
            ColumnDescription(label=label, question=" – ".join(different[:-1]) if len(different) > 1 else "")
        )
    return _distinct(names), descriptions


def _tells_apart(row: Sequence[str], used: Sequence[int]) -> bool:
    """Whether a row has a different text for every column; the first one may have none, and a few may be the same."""
    texts = [row[i] for i in used if row[i]]
    bare = [i for i in used if not row[i]]
    alike = len(texts) - len(set(texts))
    if len(used) >= _FEWEST_COLUMNS_IN_BLOCKS:
        return bare in ([], used[:1]) and alike <= 2 * _MOST_UNNAMED * len(used)
    return not bare and not alike


def _distinct_by_block(names: Sequence[str], described: Sequence[ColumnDescription]) -> list[str]:
    """The names; those that occur in several blocks (*Toelichting*) with their block."""
    count = Counter(names)
    told = [d.label if name and count[name] > 1 else name for name, d in zip(names, described, strict=True)]
    return list(names) if len(set(filter(None, names))) == sum(map(bool, names)) else _distinct(told)


def _lowered(head: Sequence[Sequence[str]], merged: Sequence[Sequence[tuple[int, int]]]) -> list[list[str]]:
    """The rows, where a name that stands higher than its neighbours, merged downwards, stands beside them."""
    rows = [list(row) for row in head]
    for number in range(1, len(rows)):
        above, row, wide = rows[number - 1], rows[number], {first for first, _ in merged[number - 1]}
        named = [text for text in row if text]
        if 2 * len(named) <= len(row) or _tell_units(named) or sum(map(bool, above)) >= len(named):
            continue
        for place, text in enumerate(above):
            alone = place + 1 == len(above) or above[place + 1] or (wide and place not in wide)
            if text and not row[place] and alone and (place not in wide):
                row[place], above[place] = text, ""
    return rows


def _filled_forward(row: Sequence[str], merged: Sequence[tuple[int, int]] = ()) -> list[str]:
    """A row in which a cell that was merged over several columns stands above each of them.

    Where nothing is known to be merged a text stands above all columns up to the next text.
    """
    filled, last, end = [], "", len(row)
    reach = dict(merged)
    for place, cell in enumerate(row):
        if cell:
            last, end = cell, reach.get(place, place) if merged else len(row)
        filled.append(last if place <= end else "")
    return filled


def _distinct(names: Sequence[str]) -> list[str]:
    """The names, cut off at a length that a table can show, and numbered where that makes them equal."""
    taken: Counter[str] = Counter()
    distinct = []
    for name in names:
        short = shortened(name, _LONGEST_NAME)
        taken[short] += bool(short)
        distinct.append(f"{short} ({taken[short]})" if taken[short] > 1 else short)
    return distinct
