"""Where a codebook and a data file do not fit each other, and what makes them fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from analysis.errors import Message, SurveyError
from analysis.survey.answer_orders import is_no_answer, run_low_to_high
from analysis.survey.answers import AnswerReader
from analysis.survey.codebook import Codebook
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.numbers import plain_number
from analysis.survey.open_answers import are_remarks
from analysis.survey.renaming import Renamed
from analysis.survey.resemblance import is_slip_of_any, meant_by
from analysis.survey.wording import exact_key, tidy

_MOST_TOLD = 10
_MOST_NAMED = 8
_OFTEN, _FEWEST_OFTEN = 0.2, 5
_MOST_TEXTS = 20
_MOST_ADDED = 400
"""So many groups can be added at once: there are some 340 municipalities, and no codebook lists thousands."""
_MOST_MISSING = 100


class UnknownAnswersError(SurveyError):
    """Cells of a closed question that hold none of its answers.

    found: their distinct texts with how often each occurs; empty where there are over twenty, of which nobody wants to
    say one by one what they are. many: these, the most frequent first. given: how many cells of the column hold
    anything at all.
    """

    found: tuple[tuple[str, int], ...] = ()
    many: tuple[tuple[str, int], ...] = ()
    given: int = 0

    def having(self, found: Sequence[tuple[str, int]], given: int) -> UnknownAnswersError:
        """The same error, knowing which texts it is about, and how many cells are filled."""
        self.given = given
        if len(found) <= _MOST_TEXTS:
            self.found = tuple(found)
        else:
            self.many = tuple(sorted(found, key=lambda pair: -pair[1]))
        return self


class MisfitKind(StrEnum):
    """What does not fit."""

    ABSENT = "absent"
    """The codebook names a column that the file does not have."""
    ANSWERS = "answers"
    """The column holds answers that the codebook does not know."""


@dataclass(frozen=True)
class Misfit:
    """One column for which codebook and file differ; the message says where and what to do.

    found, many, given: the texts that are no answer, with how often each occurs, and how many cells are filled (see
    `UnknownAnswersError`). renamed: for an absent column what it seems to be called in the file.
    """

    kind: MisfitKind
    column: str
    message: Message
    found: tuple[tuple[str, int], ...] = ()
    renamed: Renamed | None = None
    many: tuple[tuple[str, int], ...] = ()
    given: int = 0

    @property
    def found_as(self) -> str:
        """The column of the file that it is about; empty where the file has none that it could be."""
        if self.kind is MisfitKind.ANSWERS:
            return self.column
        return self.renamed.found if self.renamed else ""


@dataclass(frozen=True)
class UnknownCode:
    """A text that is no answer in some columns, and may stand for a missing one there.

    text: a number without needless decimals, or the text as found. cells: in how many cells of these columns.
    spellings: how it stands in the file. often: whether more than a fifth of those who filled one of the columns in
    gave it, which makes it an answer rather than a code for none.
    """

    text: str
    columns: tuple[str, ...]
    cells: int
    spellings: tuple[str, ...] = field(default=(), compare=False)
    often: bool = field(default=False, compare=False)


class Remedy(StrEnum):
    """What can be done with an answer that the codebook does not know."""

    ADD = "add"
    """It is one more answer: the group of a municipality that joined."""
    MISSING = "missing"
    """It is no answer."""
    SAME = "same"
    """It is another way to write an answer that is known."""
    ASIDE = "aside"
    """The whole column is something else than the codebook says: it takes no part."""


@dataclass(frozen=True)
class UnknownAnswer:
    """An answer that the codebook does not know in some columns, and what can be done with it.

    can_add: whether the columns divide respondents into groups, to which one can be added. labels: the answers that all
    of the columns have, as which it can be read. likely: what it most likely is, or None; with `Remedy.SAME` `meant` is
    the answer that it looks like a slip of.
    """

    code: UnknownCode
    can_add: bool
    labels: tuple[str, ...]
    likely: Remedy | None = None
    meant: str = ""


@dataclass(frozen=True)
class ManyUnknown:
    """A column with over twenty answers that the codebook does not know, to be settled together.

    texts: these answers, the most frequent first. cells: how many there are. remedies: what can be done with all of
    them, see `settle_many`: `Remedy.ADD` only for groups without an order, `Remedy.MISSING` for no more than a hundred.
    own_words: whether they are remarks rather than answers; then the column can only be set aside, and none is shown.
    """

    column: str
    texts: tuple[str, ...]
    cells: int
    remedies: tuple[Remedy, ...]
    own_words: bool


class CodebookMisfitError(SurveyError):
    """A codebook that does not fit the file; `misfits` lists every column concerned, in the codebook's order of kinds.

    The sentence tells all of them; those beyond the first ten stand in `misfits` only.
    """

    def __init__(self, message: Message, misfits: tuple[Misfit, ...]) -> None:
        super().__init__(message.template, **message.values)
        self.misfits = misfits

    @property
    def codes(self) -> tuple[UnknownCode, ...]:
        """What may be codes for a missing answer: numbers, and texts in several columns; in most columns first.

        What many gave is none, unless it says so itself (*weet niet*).
        """
        unknown = [code for code in _unknown_codes(self.misfits) if not _is_half(code.text)]
        seldom = [code for code in unknown if not code.often or is_no_answer(code.text)]
        return tuple(code for code in seldom if len(code.columns) > 1 or plain_number(code.text) is not None)

    @property
    def renamed(self) -> tuple[Renamed, ...]:
        """The absent columns that seem to have another name in the file."""
        return tuple(misfit.renamed for misfit in self.misfits if misfit.renamed is not None)

    def with_halves(self, codebook: Codebook) -> tuple[str, ...]:
        """The columns answered in whole points that also hold ones halfway (a grade of 6,5), see `add_halves`."""
        found = [(column, code.text) for code in _unknown_codes(self.misfits) for column in code.columns]
        return tuple(dict.fromkeys(column for column, text in found if _is_halfway(text, codebook[column])))

    def unknown_answers(self, codebook: Codebook) -> tuple[UnknownAnswer, ...]:
        """The answers that the codebook does not know, those of most columns first, with what can be done with each.

        Of a column with over twenty (see `many_unknown`) at most twenty: those that seem to be a slip or no answer, and
        those that come back.
        """
        misfits = [replace(m, found=_one_by_one(m, codebook)) if m.many else m for m in self.misfits]
        codes = [
            code
            for code in _unknown_codes(misfits)
            if not all(_is_halfway(code.text, codebook[column]) for column in code.columns)
        ]
        return tuple(_unknown(code, [codebook[c] for c in code.columns]) for code in codes)

    def many_unknown(self, codebook: Codebook) -> tuple[ManyUnknown, ...]:
        """The columns with over twenty answers that the codebook does not know, with what can be done with all."""
        return tuple(_many(misfit, codebook[misfit.column]) for misfit in self.misfits if misfit.many)

    def __reduce__(self) -> tuple[object, ...]:
        return CodebookMisfitError, (self.message, self.misfits)


def declare_missing(codebook: Codebook, columns: Sequence[str], text: str) -> Codebook:
    """The codebook in which a text stands for a missing answer in these columns.

    SurveyError where the codebook lacks a column, or has no place for the text (`|` and `=` are signs of its own).
    """
    _check_signs(text)
    code = Answer(text, f"ontbrekend ({text})")
    entries = [codebook[column] for column in columns]
    return codebook.with_entries(*(replace(entry, missing=(*entry.missing, code)) for entry in entries))


def add_answer(codebook: Codebook, columns: Sequence[str], text: str) -> Codebook:
    """The codebook in which a text is one more answer of these columns, the last. Errors as of `declare_missing`."""
    _check_signs(text)
    entries = [codebook[column] for column in columns]
    return codebook.with_entries(*(replace(entry, answers=(*entry.answers, Answer(text))) for entry in entries))


def add_halves(codebook: Codebook, columns: Sequence[str]) -> Codebook:
    """The codebook in which half points are answers of these columns too: 1, 1.5, 2 … up to their highest.

    columns: as of `CodebookMisfitError.with_halves`; the whole points keep their labels.
    """
    entries = []
    for column in columns:
        entry = codebook[column]
        points = _whole_points(entry)
        assert points, "halves lie between whole points"
        halves = (Answer(f"{point + 0.5:g}") for point in points[:-1])
        ordered = sorted((*entry.answers, *halves), key=lambda answer: plain_number(answer.code) or 0.0)
        entries.append(replace(entry, answers=tuple(ordered)))
    return codebook.with_entries(*entries)


def _whole_points(entry: CodebookEntry) -> list[float]:
    """The codes of an item's answers from low to high where these are whole numbers without a gap; else none."""
    codes = [plain_number(answer.code) for answer in entry.answers]
    points = sorted(code for code in codes if code is not None and code.is_integer())
    whole = len(points) == len(codes) >= 2 and points[-1] - points[0] == len(points) - 1
    return points if whole and entry.role is Role.ITEM else []


def _is_half(text: str) -> bool:
    number = plain_number(text)
    return number is not None and number % 1 == 0.5


def _is_halfway(text: str, entry: CodebookEntry) -> bool:
    """Whether a number lies halfway two whole points that are answers."""
    points = _whole_points(entry)
    return _is_half(text) and bool(points) and points[0] < (plain_number(text) or points[0]) < points[-1]


def read_as(codebook: Codebook, code: UnknownCode, meant: str) -> Codebook:
    """The codebook in which an unknown answer is read as a known one, with every next file too.

    Errors as of `declare_missing`.
    """
    texts = [tidy(text) for text in code.spellings or (code.text,)]
    _check_signs("".join((*texts, meant)), code.text)
    pairs = tuple((text, meant) for text in texts)
    entries = [codebook[column] for column in code.columns]
    return codebook.with_entries(*(replace(entry, spellings=(*entry.spellings, *pairs)) for entry in entries))


def settle_many(codebook: Codebook, many: ManyUnknown, remedy: Remedy) -> Codebook:
    """The codebook in which all answers of a column that it does not know by now are settled in one way.

    `Remedy.ADD`: each is one more answer, in the order of the alphabet. `Remedy.MISSING`: each stands for a missing
    one. `Remedy.ASIDE`: the column's entry takes no part (see `Codebook.waiting`). What was settled one by one before
    stays so.
    """
    assert remedy in many.remedies, "this cannot be done with them"
    if remedy is Remedy.ASIDE:
        return codebook.setting_aside(many.column)
    entry = codebook[many.column]
    reader = AnswerReader(entry)
    known = {exact_key(text) for text, _ in entry.spellings}
    left: dict[str, str] = {}
    for text in map(tidy, many.texts):
        key = f"{number:g}" if (number := plain_number(text)) is not None else exact_key(text)
        if exact_key(text) not in known and reader.read(text) is None:
            left.setdefault(key, text)
    change = add_answer if remedy is Remedy.ADD else declare_missing
    for text in sorted(left.values(), key=exact_key):
        codebook = change(codebook, [many.column], text)
    return codebook


def _many(misfit: Misfit, entry: CodebookEntry) -> ManyUnknown:
    counts = dict(misfit.many)
    own_words = are_remarks(counts)
    remedies = [Remedy.ASIDE]
    if not own_words and not any({"|", "="} & set(text) for text in counts):
        in_order = run_low_to_high([answer.label for answer in entry.answers])
        if len(counts) <= _MOST_MISSING:
            remedies.insert(0, Remedy.MISSING)
        if len(counts) <= _MOST_ADDED and not in_order and all(_is_open_to_more(entry, text) for text in counts):
            remedies.insert(0, Remedy.ADD)
    return ManyUnknown(misfit.column, tuple(counts), sum(counts.values()), tuple(remedies), own_words)


def _one_by_one(misfit: Misfit, codebook: Codebook) -> tuple[tuple[str, int], ...]:
    """Of many unknown answers those that are worth a choice of their own."""
    counts: Mapping[str, int] = dict(misfit.many)
    if are_remarks(counts):
        return ()
    labels = [answer.label for answer in codebook[misfit.column].answers]
    looked_at = misfit.many[:_MOST_ADDED]
    likely = {text for text, _ in looked_at if is_no_answer(text) or is_slip_of_any(text, labels)}
    worth = [(text, count) for text, count in looked_at if text in likely or count > 1]
    return tuple(sorted(worth, key=lambda pair: pair[0] not in likely)[:_MOST_TEXTS])


def _check_signs(text: str, told: str = "") -> None:
    if {"|", "="} & set(text):
        raise SurveyError(
            'Het codeboek heeft geen plaats voor "{text}": de tekens | en = scheiden daarin de antwoorden. Verbeter de '
            "cellen in het bestand zelf en laad dat opnieuw.",
            text=told or text,
        )


def _unknown(code: UnknownCode, entries: Sequence[CodebookEntry]) -> UnknownAnswer:
    can_add = all(_is_open_to_more(entry, code.text) for entry in entries)
    first, *others = entries
    shared = [a.label for a in first.answers if all(a.label in {b.label for b in e.answers} for e in others)]
    labels = () if any(entry.multiple for entry in entries) else tuple(shared)
    if meant := meant_by(code.text, labels):
        return UnknownAnswer(code, can_add, labels, Remedy.SAME, meant)
    return UnknownAnswer(code, can_add, labels, Remedy.MISSING if is_no_answer(code.text) else None)


def _is_open_to_more(entry: CodebookEntry, text: str) -> bool:
    """Whether an answer can be added: the range of an item or a grade is that of its scale."""
    if entry.multiple or entry.role not in (Role.GROUP, Role.BACKGROUND):
        return False
    return entry.role is Role.GROUP or not entry.numeric or plain_number(text) is not None


def misfit_error(
    absent: Sequence[Message], misfits: Sequence[Misfit], codebook: Codebook | None
) -> CodebookMisfitError:
    """The error for these misfits. absent: what its sentence says of columns that the file lacks."""
    told = [*absent, *_told_together([m for m in misfits if m.kind is MisfitKind.ANSWERS], codebook)]
    assert told, "an error has something to say"
    if len(told) == 1:
        return CodebookMisfitError(told[0], tuple(misfits))
    message = Message(
        "Het codeboek past bij {count} kolommen niet bij het bestand. {list}",
        {"count": len(misfits), "list": _joined(told)},
    )
    return CodebookMisfitError(message, tuple(misfits))


def _unknown_codes(misfits: Sequence[Misfit]) -> tuple[UnknownCode, ...]:
    columns: dict[str, list[str]] = {}
    cells: Counter[str] = Counter()
    spellings: dict[str, dict[str, None]] = {}
    often: set[str] = set()
    for misfit in misfits:
        here: Counter[str] = Counter()
        for text, count in misfit.found:
            number = plain_number(text)
            code = text.strip() if number is None else f"{number:.15g}"
            if misfit.column not in columns.setdefault(code, []):
                columns[code].append(misfit.column)
            here[code] += count
            spellings.setdefault(code, {})[text] = None
        cells.update(here)
        often.update(code for code, count in here.items() if count >= _FEWEST_OFTEN and count > _OFTEN * misfit.given)
    codes = [
        UnknownCode(text, tuple(named), cells[text], tuple(spellings[text]), text in often)
        for text, named in columns.items()
    ]
    return tuple(sorted(codes, key=lambda code: (-len(code.columns), -code.cells)))


def _told_together(misfits: Sequence[Misfit], codebook: Codebook | None) -> list[Message]:
    """What several columns have in common once, with the columns; then what is the matter with single ones."""
    codes = _unknown_codes(misfits)
    halves = [code for code in codes if codebook and all(_is_halfway(code.text, codebook[c]) for c in code.columns)]
    shared = [code for code in codes if len(code.columns) > 1 and code not in halves]
    if len({column for code in halves for column in code.columns}) == 1:
        halves = []  # one column is told with the row and the answers that it has
    known = {code.text for code in (*shared, *halves)}
    told = [_halves_told(halves)] if halves else []
    for code in shared:
        named = ", ".join(code.columns[:_MOST_NAMED])
        as_found = code.spellings[0].strip() if len(code.spellings) == 1 else code.text
        values = {"value": as_found, "count": len(code.columns), "columns": named, "cells": code.cells}
        if (more := len(code.columns) - _MOST_NAMED) > 0:
            message = Message(
                '"{value}" is geen van de antwoorden in {count} kolommen: {columns} en nog {more} ({cells} cellen). '
                "Zeg in het codeboek wat het is, of verbeter de cellen in het bestand zelf en laad dat opnieuw.",
                values | {"more": more},
            )
        else:
            message = Message(
                '"{value}" is geen van de antwoorden in {count} kolommen: {columns} ({cells} cellen). Zeg in het '
                "codeboek wat het is, of verbeter de cellen in het bestand zelf en laad dat opnieuw.",
                values,
            )
        told.append(message)
    alone = [m for m in misfits if not m.found or {code.text for code in _unknown_codes([m])} - known]
    return [*told, *(misfit.message for misfit in alone)]


def _halves_told(halves: Sequence[UnknownCode]) -> Message:
    columns = list(dict.fromkeys(column for code in halves for column in code.columns))
    values: dict[str, object] = {
        "columns": ", ".join(columns[:_MOST_NAMED]),
        "cells": sum(code.cells for code in halves),
        "more": len(columns) - _MOST_NAMED,
    }
    if len(columns) > _MOST_NAMED:
        return Message(
            "Tussen de antwoorden staan halve punten in {columns} en nog {more} kolommen ({cells} cellen). Neem ze op "
            "als antwoord, of verbeter de cellen in het bestand zelf en laad dat opnieuw.",
            values,
        )
    return Message(
        "Tussen de antwoorden staan halve punten in {columns} ({cells} cellen). Neem ze op als antwoord, of verbeter "
        "de cellen in het bestand zelf en laad dat opnieuw.",
        values,
    )


def _joined(told: Sequence[Message]) -> Message:
    """Messages one after the other, as one message that can be translated."""
    shown = told[:_MOST_TOLD]
    joined = shown[-1]
    if more := len(told) - len(shown):
        joined = Message("{sentence} En nog {count} andere.", {"sentence": joined, "count": more})
    for message in reversed(shown[:-1]):
        joined = Message("{sentence} Verder: {next}", {"sentence": message, "next": joined})
    return joined
