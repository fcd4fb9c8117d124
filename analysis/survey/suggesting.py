"""A codebook suggested from names, labels and answer patterns: to be looked at by its owner before it is used."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.errors import Message
from analysis.survey.answer_orders import groups_low_to_high
from analysis.survey.answers import described_answers
from analysis.survey.assumptions import Assumption, SharedAssumption, Suggestion, TakenAs, UnknownOrder
from analysis.survey.codebook import STUDY_SCALES, Codebook
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.coding import MOST_CODES
from analysis.survey.drafting import draft_entry, in_language, question_language
from analysis.survey.grades import all_whole, is_grade, points_of_grades, says_grade, usual_range
from analysis.survey.item_answers import (
    all_missing,
    given_labels,
    items,
    items_of_unknown_order,
    numbered_of,
    ordered_answers,
    same_answers,
)
from analysis.survey.language import Language
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.multiple import codes_in_cells, is_chosen, labels_in_cells, stem_and_end
from analysis.survey.numbers import plain_number
from analysis.survey.open_answers import are_own_words, asks_for_own_words, stands_beside_another
from analysis.survey.scale_names import Unnamed, scale_names
from analysis.survey.shared_assumptions import all_of, by_scale, codes_as_missing, left_out_strays, read_as_meant
from analysis.survey.side_by_side import (
    MOST_GROUPS,
    are_ranks,
    are_sliders,
    beside_a_scale,
    given_texts,
    may_be_right_or_wrong,
    ticks_side_by_side,
)
from analysis.survey.slips import Mended, mend_slips
from analysis.survey.wording import exact_key, loose_key, tidy
from analysis.survey.written_numbers import ASKS_FOR_A_NUMBER

_FEWEST_ITEMS = 2
_SHARED_WORDS, _FEWEST_ALIKE = 2, 3
_LONGEST_NAME, _FEWEST_ROWS = 500, 10
_WRONG_OR_RIGHT = (Answer("0"), Answer("1"))
_NUMBERED = re.compile(r"(.*?[^\W\d_].*?)[ _.\-]*(?:[0-9]+[a-z]?|\[[^\[\]]+\])")
#: A name that ends in when it was asked: *v1_t0*, *q3 voor*, *v2 (2026)*; the number before that tells items apart.
_WAVE = re.compile(
    r"(.*[0-9])[ _.\-]*[ _.\-(]((?:t|meting|wave|golf)[ _]?[0-9]|pre|post|voor|na|20[0-9]{2})\)?", re.IGNORECASE
)
_LETTERED = re.compile(r"(.*[0-9_])[ _.\-]?[a-z]")
_WORD = re.compile(r"[^\W\d_]{2}")
_IDENTIFIER = re.compile(
    r"\b(id|nr|nummer|resp|respnr|(respondent|deelnemer)(nr|nummer|id|code)?|participant|volgnr|volgnummer|token|case"
    r"|record)\b"
)
_DATE = re.compile(r"\b\w*(datum|date)\b|\btimestamp\b")
_HIGHEST_CODES = frozenset({4.0, 5.0, 6.0, 7.0})
_BRACKETED_END = re.compile(r"\(([^()]+)\)\s*$")
#: What respondents are divided by, as columns of codes are called.
_DIVIDES = re.compile(
    r"\b(samenwerkingsmodel|model|sector|functie|rol|beroep|geslacht|sekse|gender|fase|gemeente|regio|wijk|type|soort"
    r"|schooltype|schoolsoort|onderwijstype|groep|doelgroep|conditie|team|organisatie|meting|meetmoment"
    r"|sex|role|position|phase|municipality|region|group|condition|school type|organi[sz]ation|wave)\b"
)
_YEARS = (1990, 2100)


def suggest_codebook(survey: Survey) -> Codebook:
    """The codebook of `suggest`."""
    return suggest(survey).codebook


def suggest(survey: Survey) -> Suggestion:
    """A codebook in which each column that the survey's own does not use has the role that it most likely has.

    These are the columns that it does not name and those with the role `ignore`; of the latter the missing codes,
    spellings and labels are kept, so that what was mended before stays mended. Columns of which an entry waits because
    it did not fit (`Codebook.waiting`) are left alone: what they are was said, and is not to be guessed anew.

    Items are columns of one question, or with one name but for a number, that have the same ordered answers;
    together they are one scale, with the answers that any of them shows and those in between. What tells their
    question apart is the name of the scale (`scale_names`); each keeps its own text as label, under the language of
    the questions. An answer that is evidently a slip of another one is read as that (`mend_slips`), and a column of
    numbers in which some wrote *weet niet* is one of numbers. Columns that hold one label or nothing, or yes and no,
    are the answers of one question with several; so are cells such as `1,3,4`, and ticks in columns side by side.
    Columns beside a scale that have its answers are items of it (`side_by_side`). Few labels make a group, and so do a
    few calendar years; numbers from 0 or 1 to 10 with *cijfer* in the name are a grade. Labels such as *weet niet* are
    missing answers beside ordered ones. What a survey tool recorded, what seems personal and remarks in own words are
    ignored. Whether an item is reversed is never guessed here: that takes the answers to the other items
    (`analysis.statistics.items_against`).

    Neutral instead, with the same answers and labels and every role `ignore`: `draft_codebook`.
    """
    known = Codebook(()) if survey.codebook is None else survey.codebook
    held = {aside.column for aside in known.waiting}
    unmended = [c for c in survey.receipt.columns if c.name not in held and _is_open(known.get(c.name))]
    slips = mend_slips(survey, unmended, [column.name for column in unmended if says_grade(column)])
    as_given, survey = survey, slips.survey
    open_columns = [survey.receipt.column(column.name) for column in unmended]
    used = [c for c in survey.receipt.columns if not _is_open(known.get(c.name))]
    suggested: dict[str, CodebookEntry] = {}
    usable = []
    for column in open_columns:
        role = _role_by_name(survey, column)
        if role is None:
            usable.append(column)
        else:
            suggested[column.name] = replace(draft_entry(column), role=role)
    unordered = set[str]()
    ranked: list[list[ColumnReceipt]] = []
    found: list[tuple[str, Sequence[CodebookEntry]]] = []  # named when all are there: a name tells them apart

    def together(heading: str, entries: Sequence[CodebookEntry]) -> None:
        if entries:
            found.append((heading, entries))
            suggested.update({entry.column: entry for entry in entries})

    def items_of(heading: str, members: Sequence[ColumnReceipt]) -> None:
        entries = items(members)
        if not entries:
            entries = items_of_unknown_order(members)
            unordered.update(entry.column for entry in entries)
        together(heading, entries)

    for heading, ends in _by_ends(survey.receipt.columns):
        members = [column for column in usable if column.name in ends]
        together(heading, _multiple_question(survey, members, ends))
    for members in _by_question([column for column in usable if column.name not in suggested]):
        members = [column for column in members if not _asks_for_a_grade(survey, column)]  # each is an outcome itself
        if not members:
            continue
        if len(parts := _by_kind_of_answer(members)) > 1:
            for part in parts:
                items_of(_heading(members), part)
            continue
        if are_ranks(survey, members):
            ranked.append(members)
            suggested.update({column.name: _place_in_order(column, len(members)) for column in members})
            continue
        stems = set(map(_stem, members))
        beside = [column for column in used if _stem(column) in stems]  # what the whole question is like counts
        chosen = _multiple_question(survey, members, {}) if all(_is_choice(survey, c) for c in beside) else []
        if chosen:
            together(_heading(members), chosen)
        else:
            together(_heading(members), items(members))
        for alike in same_answers([column for column in members if column.name not in suggested]):
            items_of(_heading(members), alike)
    for members in _numbered_alike([column for column in usable if column.name not in suggested], survey):
        together(_shared_opening([column.name for column in members]), items(members))
    for members in same_answers([column for column in usable if column.name not in suggested]):
        items_of(_shared_opening([column.name for column in members]), members)
    ticked = ticks_side_by_side(survey, [column for column in usable if column.name not in suggested])
    for members in ticked:
        together("choices" if question_language(survey) == "en" else "keuzes", _multiple_question(survey, members, {}))
    unnamed = [_unnamed(heading, [survey.receipt.column(e.column) for e in entries]) for heading, entries in found]
    names = scale_names(unnamed, {entry.scale for entry in known})
    for name, (_, entries) in zip(names, found, strict=True):
        scale = name if all(entry.column.startswith(f"{name}_") for entry in entries) else _not_of_study(name)
        suggested.update({entry.column: replace(entry, scale=scale) for entry in entries})
    joining = beside_a_scale(survey, [column for column in usable if column.name not in suggested], suggested)
    suggested.update(joining)
    left = [column for column in usable if column.name not in suggested]
    pairs = Counter(frozenset(map(loose_key, given_labels(column))) for column in left)
    for column in left:
        entry = _without_block(_single(survey, column), column)
        said = frozenset(map(loose_key, given_labels(column)))
        if entry.role is Role.GROUP and len(said) == _FEWEST_ITEMS and pairs[said] >= _FEWEST_ALIKE:
            entry = replace(entry, role=Role.BACKGROUND)  # yes and no to many questions divides nobody into groups
        suggested[column.name] = entry
    language = question_language(survey)
    suggested = {name: _as_read(entry, slips) for name, entry in suggested.items()}
    mended = {c.name: _as_mended(c, suggested[c.name], known.get(c.name), language) for c in open_columns}
    codebook = known.with_entries(*mended.values(), order=[column.name for column in survey.receipt.columns])
    orders = _unknown_orders([entry for name, entry in mended.items() if name in unordered])
    alone = {
        c.name: _as_mended(c, _without_block(_single(as_given, c), c), known.get(c.name), language)
        for c in unmended
        if c.name in slips.strays or c.name in joining or any(c in members for members in ticked)
    }
    shared = (
        *codes_as_missing(open_columns, mended),
        *read_as_meant(mended, slips),
        *left_out_strays(mended, alone, slips),
        *(all_of(TakenAs.TICKS, [c.name for c in members], mended, alone) for members in ticked),
        *(all_of(TakenAs.BESIDE, names, mended, alone) for names in by_scale(joining)),
        *_ranks(ranked, mended, known),
        *_test_questions(survey, open_columns, mended),
        *_sliders_together(survey, open_columns, mended, known),
        *_grades_together(survey, open_columns, mended, known),
    )
    return Suggestion(codebook, tuple(_assumptions(survey, open_columns, mended)), orders, shared)


def _as_read(entry: CodebookEntry, slips: Mended) -> CodebookEntry:
    """The entry with what it takes to read the column as the suggestion did."""
    listed = {exact_key(answer.code) for answer in entry.missing}
    words = tuple(word for word in slips.missing.get(entry.column, ()) if exact_key(word.code) not in listed)
    return replace(entry, missing=(*entry.missing, *words), spellings=slips.spellings.get(entry.column, ()))


def _place_in_order(column: ColumnReceipt, lowest: int) -> CodebookEntry:
    """A column of places from 1 to the lowest; a 9 among them is a place too."""
    draft = draft_entry(column)
    missing = tuple(answer for answer in draft.missing if answer.value is None or not 1 <= answer.value <= lowest)
    return replace(draft, role=Role.BACKGROUND, answers=(), missing=missing)


def _ranks(
    ranked: Sequence[Sequence[ColumnReceipt]], entries: Mapping[str, CodebookEntry], known: Codebook
) -> Iterator[SharedAssumption]:
    """Columns that respondents put in an order; else the items of one scale."""
    for members in ranked:
        answers = tuple(Answer(str(place)) for place in range(1, len(members) + 1))
        yield _or_one_scale(TakenAs.RANKS, members, answers, entries, known)


def _test_questions(
    survey: Survey, columns: Sequence[ColumnReceipt], entries: Mapping[str, CodebookEntry]
) -> Iterator[SharedAssumption]:
    """Columns of 0 and 1 that are the answers of one question; else each is right or wrong, an item of one scale."""
    chosen = [column for column in columns if entries[column.name].multiple and entries[column.name].scale]
    for names in by_scale({column.name: entries[column.name] for column in chosen}):
        if may_be_right_or_wrong(survey, [column for column in chosen if column.name in names]):
            assumed = tuple(entries[name] for name in names)
            others = (replace(e, role=Role.ITEM, multiple=False, answers=_WRONG_OR_RIGHT) for e in assumed)
            yield SharedAssumption(TakenAs.CHOICES, assumed, tuple(others))


def _grades_together(
    survey: Survey, columns: Sequence[ColumnReceipt], entries: Mapping[str, CodebookEntry], known: Codebook
) -> Iterator[SharedAssumption]:
    """Grades that one question or block asks for, or that are asked for in one way, as the items of one scale."""
    graded = [column for column in columns if entries[column.name].role is Role.GRADE]
    found = _by_question(graded)
    placed = {column.name for members in found for column in members}
    found += _alike([column for column in graded if column.name not in placed], _first_words)
    for members in found:
        if len(members) >= _FEWEST_ALIKE and (answers := points_of_grades(survey, members)):
            yield _or_one_scale(TakenAs.OUTCOMES, members, answers, entries, known)


def _sliders_together(
    survey: Survey, columns: Sequence[ColumnReceipt], entries: Mapping[str, CodebookEntry], known: Codebook
) -> Iterator[SharedAssumption]:
    """Numbers from 0 to 100 that one question asks for, as the items of one scale."""
    unused = [column for column in columns if entries[column.name].role is Role.BACKGROUND]
    for members in _by_question(unused):
        if are_sliders(survey, members):
            answers = tuple(Answer(str(code)) for code in range(101))
            yield _or_one_scale(TakenAs.SLIDERS, members, answers, entries, known)


def _or_one_scale(
    kind: TakenAs,
    members: Sequence[ColumnReceipt],
    answers: tuple[Answer, ...],
    entries: Mapping[str, CodebookEntry],
    known: Codebook,
) -> SharedAssumption:
    """The columns as they were suggested; else as the items of one scale, with these answers."""
    taken = {entry.scale for entry in (*known, *entries.values())}
    (name,) = scale_names([_unnamed(_heading(members), members)], taken)
    assumed = tuple(entries[column.name] for column in members)
    items = (replace(entry, role=Role.ITEM, scale=_not_of_study(name), answers=answers) for entry in assumed)
    return SharedAssumption(kind, assumed, tuple(items))


def _not_of_study(name: str) -> str:
    """A name with a capital where it is one of the study's scales: figures of these are laid beside the study's."""
    return name[:1].upper() + name[1:] if name in STUDY_SCALES else name


def _unknown_orders(entries: Sequence[CodebookEntry]) -> tuple[UnknownOrder, ...]:
    scales: dict[str, list[CodebookEntry]] = {}
    for entry in entries:
        if entry.role is Role.ITEM:
            scales.setdefault(entry.scale, []).append(entry)
    return tuple(UnknownOrder(name, tuple(members)) for name, members in scales.items())


def _is_open(entry: CodebookEntry | None) -> bool:
    return entry is None or entry.role is Role.IGNORE


def _as_mended(
    column: ColumnReceipt, suggested: CodebookEntry, known: CodebookEntry | None, language: Language
) -> CodebookEntry:
    """The suggestion with what the codebook already says of the column."""
    if known is None:
        return in_language(suggested, language)
    said = {exact_key(text) for answer in known.missing for text in (answer.code, answer.label)}
    answers = tuple(a for a in suggested.answers if not said & {exact_key(a.code), exact_key(a.label)})
    taken = said | {exact_key(text) for answer in answers for text in (answer.code, answer.label)}
    missing = tuple(m for m in suggested.missing if not taken & {exact_key(m.code), exact_key(m.label)})
    mended = replace(
        suggested,
        answers=answers,
        missing=(*known.missing, *missing),
        spellings=(*known.spellings, *(pair for pair in suggested.spellings if pair not in known.spellings)),
        decimal=known.decimal,
        thousands=known.thousands,
        earlier_names=known.earlier_names,
    )
    drafted = {"", tidy(column.description.label)}
    if {known.label_nl, known.label_en} <= drafted:  # nobody wrote a label: what stands there is the file's own
        return in_language(mended, language)
    return replace(mended, label_nl=known.label_nl, label_en=known.label_en)


def _assumptions(
    survey: Survey, columns: Sequence[ColumnReceipt], entries: Mapping[str, CodebookEntry]
) -> Iterator[Assumption]:
    for column in columns:
        entry = entries[column.name]
        told = {"column": column.name}
        if entry.multiple and entry.scale == "":
            told["answers"] = ", ".join(answer.label for answer in entry.answers)
            yield Assumption(
                column.name,
                Message(
                    "Kolom {column}: in een cel staan meer antwoorden op één vraag ({answers}). Elk antwoord telt "
                    "apart, ook om te kruisen.",
                    told,
                ),
                entry,
                tuple(_instead_of_several(column, entry)),
            )
        elif entry.role is Role.BACKGROUND and (codes := _codes_as_decimals(survey, column)):
            told["answers"] = ", ".join(code.label for code in codes)
            yield Assumption(
                column.name,
                Message(
                    "Kolom {column}: getallen zoals 1,3 zijn gelezen als decimale getallen; het kunnen ook codes van "
                    "meer antwoorden zijn ({answers}).",
                    told,
                ),
                entry,
                (replace(entry, multiple=True, answers=codes),),
            )
        elif entry.role is Role.GROUP and column.kind is Kind.NUMBER and _says_no_more_than_codes(column, entry):
            told["codes"] = ", ".join(answer.code for answer in entry.answers)
            yield Assumption(
                column.name,
                Message(
                    "Kolom {column}: de getallen ({codes}) zijn gelezen als groepen. Wat elk getal betekent, vult u in "
                    "bij Codeboek, onder Antwoorden (1=…|2=…).",
                    told,
                ),
                entry,
                (replace(entry, role=Role.BACKGROUND, answers=()),),
            )
        elif entry.role is Role.IGNORE and _is_open_answer(column) and not stands_beside_another(column):
            yield Assumption(
                column.name,
                Message("Kolom {column}: dit zijn antwoorden in eigen woorden; zij doen niet mee.", told),
                entry,
                (replace(entry, role=Role.GROUP),),
            )


def _says_no_more_than_codes(column: ColumnReceipt, entry: CodebookEntry) -> bool:
    return not any(answer.label_nl for answer in entry.answers) and _are_codes_of_groups(column)


def _instead_of_several(column: ColumnReceipt, entry: CodebookEntry) -> Iterator[CodebookEntry]:
    """What cells with several answers can be instead: numbers, one answer each where these are few, or not used."""
    single = replace(entry, multiple=False, answers=())
    if _may_be_decimals(column, entry):
        yield replace(single, role=Role.BACKGROUND, decimal=",")
    elif column.kind is Kind.CATEGORY and not entry.numeric:
        few = sum(count > 0 for count in column.answers.values()) <= MOST_GROUPS
        yield replace(single, role=Role.GROUP if few else Role.BACKGROUND)
    yield replace(single, role=Role.IGNORE)


def _codes_as_decimals(survey: Survey, column: ColumnReceipt) -> tuple[Answer, ...]:
    """The codes that numbers such as `1,3` and `2,4` could be: in each the first is below the second."""
    if survey.receipt.decimal != "," or column.kind is not Kind.NUMBER:
        return ()
    numbers = survey.responses[column.name].dropna().unique()[: MOST_CODES**2 + 1]
    pairs = [(int(x), round(10 * (x - int(x)))) for x in map(float, numbers)]
    if not all(abs(x - first - second / 10) < 1e-9 for x, (first, second) in zip(numbers, pairs, strict=True)):
        return ()
    joined = [pair for pair in pairs if pair[1]]
    rising = all(0 < first < second for first, second in joined) and all(0 < first < MOST_CODES for first, _ in pairs)
    if not rising or len(joined) == len(pairs) or len({second for _, second in joined}) < _FEWEST_ITEMS:
        return ()
    codes = {code for pair in pairs for code in pair if code}
    return tuple(Answer(str(code)) for code in sorted(codes))


def _may_be_decimals(column: ColumnReceipt, entry: CodebookEntry) -> bool:
    """Whether cells such as `1,3` could be numbers after all: no cell that was shown has more than two parts."""
    texts = [str(example.parsed) for example in column.examples if example.parsed is not None]
    return entry.numeric and all(text.count(",") < 2 and ", " not in text for text in texts)


def _is_open_answer(column: ColumnReceipt) -> bool:
    """Whether a column of few labels was taken for remarks; texts of many kinds are remarks without a doubt."""
    if column.kind is not Kind.CATEGORY or column.personal or column.description.technical:
        return False
    return asks_for_own_words(column) or are_own_words(column)


def _role_by_name(survey: Survey, column: ColumnReceipt) -> Role | None:
    """The role of a column that is no question: recorded by a tool, personal, empty, or an identifier."""
    if column.description.technical:
        return Role(column.description.technical)
    if column.personal is not None or column.kind is Kind.EMPTY:
        return Role.IGNORE
    answers = survey.responses[column.name]
    # A column for *anders, namelijk* may hold no more than yes and no.
    worded = column.kind in {Kind.CATEGORY, Kind.TEXT, Kind.DATE} and not ordered_answers(column)
    parts = stem_and_end(column.name) if stands_beside_another(column) else None
    if worded and asks_for_own_words(column) and not _says_chosen(survey, column, parts[1] if parts else ""):
        return Role.IGNORE
    if column.kind in {Kind.CATEGORY, Kind.TEXT} and _DATE.search(loose_key(column.name.replace("_", " "))):
        return Role.IGNORE  # *12-9*, *sept.*: dates that are not written in one way
    repeated = survey.receipt.repeated
    if repeated is not None and repeated.column == column.name:
        return Role.ID
    if column is survey.receipt.columns[0] and _counts_rows(answers):
        return Role.ID
    named = _IDENTIFIER.search(loose_key(column.name.replace("_", " ")))
    if named and column.kind in {Kind.NUMBER, Kind.TEXT} and answers.dropna().is_unique and not column.suspected:
        return Role.ID
    return None


def _counts_rows(answers: pd.Series) -> bool:
    """Whether a column numbers the rows from 0 or 1 on, as a table of R or pandas does in a first column."""
    numbers = answers.to_numpy() if pd.api.types.is_numeric_dtype(answers) else np.array([])
    first = numbers[0] if len(numbers) >= _FEWEST_ROWS else -1
    return bool(first in (0, 1) and np.array_equal(numbers, np.arange(first, first + len(numbers))))


def _by_question(columns: Sequence[ColumnReceipt]) -> list[list[ColumnReceipt]]:
    """The columns that belong together by their question or their name, where these are two or more."""
    stems: dict[tuple[str, str], list[ColumnReceipt]] = {}
    for column in columns:
        if any(stem := _stem(column)):
            stems.setdefault(stem, []).append(column)
    found = [members for members in stems.values() if len(members) >= _FEWEST_ITEMS]
    placed = {column.name for members in found for column in members}
    return found + _by_first_words([column for column in columns if column.name not in placed])


def _by_kind_of_answer(columns: Sequence[ColumnReceipt]) -> list[list[ColumnReceipt]]:
    """The columns of one block apart where some are answered in words and others in numbers: these are two questions.

    Numbers of which each column says what they mean, such as *(1 = niet, 5 = volledig)*; others can be the codes of the
    words. One part where that is not so.
    """
    words = [column for column in columns if column.kind is Kind.CATEGORY and not numbered_of(column)]
    numbers = [column for column in columns if column.kind is Kind.NUMBER and _bracketed_end(column.name)]
    if min(len(words), len(numbers)) < _FEWEST_ITEMS:
        return [list(columns)]
    others = [column for column in columns if column not in numbers]
    return [part for part in (*same_answers(others), numbers) if part]


def _by_first_words(columns: Sequence[ColumnReceipt]) -> list[list[ColumnReceipt]]:
    """Columns with labels in a known order whose names begin alike.

    With the same question before a colon, dash or bracket; the others with the same two words, such as *Tevreden over*.
    """
    ordered = [column for column in columns if column.kind is Kind.CATEGORY and ordered_answers(column)]
    found = _alike(ordered, lambda name: parts[0] if (parts := stem_and_end(name)) and " " in parts[0] else "")
    placed = {column.name for members in found for column in members}
    return found + _alike([column for column in ordered if column.name not in placed], _first_words)


def _numbered_alike(columns: Sequence[ColumnReceipt], survey: Survey) -> Iterator[list[ColumnReceipt]]:
    """Statements that stand side by side in the file and are answered with the same few numbers from 1.

    With the same words between brackets behind each (*(1 = niet, 5 = volledig)*) three are enough, else four. Numbers
    that count something, such as *Aantal kinderen*, are no answers.
    """
    places = {column.name: place for place, column in enumerate(survey.receipt.columns)}
    run: list[ColumnReceipt] = []
    before = (-2, 0.0, "")
    for column in columns:
        highest, ending = _highest_code(survey, column), _bracketed_end(column.name)
        place = places[column.name]
        if highest and run and (place - 1, highest, ending) == before:
            run.append(column)
        else:
            yield from [run] if _enough(run) else []
            run = [column] if highest else []
        before = (place, highest, ending)
    yield from [run] if _enough(run) else []


def _enough(run: Sequence[ColumnReceipt]) -> bool:
    return len(run) >= (_FEWEST_ALIKE if run and _bracketed_end(run[0].name) else _FEWEST_ALIKE + 1)


def _highest_code(survey: Survey, column: ColumnReceipt) -> float:
    """The highest of the numbers 1 to 4, up to 7, with which a statement is answered; 0 where it is no such column."""
    statement = len(column.name.split()) > _SHARED_WORDS and not ASKS_FOR_A_NUMBER.search(loose_key(column.name))
    if column.kind is not Kind.NUMBER or column.range is None or not statement:
        return 0.0
    low, high = usual_range(survey, column)
    given = len(column.answers) - len(column.suspected)
    fits = low >= 1 and high in _HIGHEST_CODES and given > high / 2 and all_whole(survey, column)
    return high if fits else 0.0


def _bracketed_end(name: str) -> str:
    found = _BRACKETED_END.search(name)
    return loose_key(found[1]) if found else ""


def _first_words(name: str) -> str:
    words = name.split()
    return " ".join(words[:_SHARED_WORDS]) if len(words) > _SHARED_WORDS else ""


def _alike(columns: Sequence[ColumnReceipt], opening: Callable[[str], str]) -> list[list[ColumnReceipt]]:
    openings: dict[str, list[ColumnReceipt]] = {}
    for column in columns:
        if begins := opening(column.name):
            openings.setdefault(begins, []).append(column)
    return [members for members in openings.values() if len(members) >= _FEWEST_ALIKE]


def _stem(column: ColumnReceipt) -> tuple[str, str]:
    """The question of a column and its name but for the number; two questions may well be worded alike."""
    name = column.name if len(column.name) <= _LONGEST_NAME else ""  # the patterns take the square of the length
    wave = _WAVE.fullmatch(name)
    asked = wave[1] if wave else name
    found = _NUMBERED.fullmatch(asked) or _LETTERED.fullmatch(asked)
    stem = found[1].rstrip(" _.-") if found else ""
    stem += f"_{wave[2]}" if wave and stem else ""
    question = column.description.question
    coded = bool(stem) and " " not in stem and not question.startswith(stem)
    return (question, stem if coded or not question else "")


def _heading(members: Sequence[ColumnReceipt]) -> str:
    """What the columns have in common: their question, else their name but for the number, else how they begin."""
    _, stem = _stem(members[0])
    return members[0].description.heading or stem or _shared_opening([column.name for column in members])


def _unnamed(heading: str, members: Sequence[ColumnReceipt]) -> Unnamed:
    """What a name for the columns can be made of."""
    stems = {_stem(column)[1] for column in members}
    code = stems.pop() if len(stems) == 1 else ""
    return Unnamed(heading, "" if " " in code else code, tuple(c.description.own_text or c.name for c in members))


def _shared_opening(names: Sequence[str]) -> str:
    """The words that all names begin with; empty where they begin differently."""
    words = [re.split(r"[\s_.:]+", name) for name in names]
    shared = itertools.takewhile(lambda each: len(set(map(str.casefold, each))) == 1, zip(*words, strict=False))
    return " ".join(each[0] for each in shared)


def _multiple_question(
    survey: Survey, columns: Sequence[ColumnReceipt], ends: Mapping[str, str]
) -> list[CodebookEntry]:
    """The columns as the answers of one question; empty where not all of them say yes or no.

    ends: what the name of each column stands for by itself, where only that tells; then columns that say neither are
    left out, such as the words behind *anders*, and the others must be told in one way.
    """
    members = [column for column in columns if _is_choice(survey, column, ends.get(column.name, ""))]
    if ends and not _one_coding(survey, members, ends):
        members = [column for column in members if _says_chosen(survey, column, ends[column.name])]
        if not _one_coding(survey, members, ends):
            return []
    if len(members) < (_FEWEST_ITEMS if ends else len(columns)):
        return []
    return [
        CodebookEntry(
            column.name,
            Role.BACKGROUND,
            label_nl=ends.get(column.name) or _option(column),
            missing=draft_entry(column).missing,
            multiple=True,
        )
        for column in members
    ]


def _by_ends(columns: Sequence[ColumnReceipt]) -> Iterator[tuple[str, dict[str, str]]]:
    """What the names of columns have in common, and how each of them ends: *Vorm: groep*, *vorm_ambulant*.

    Of columns whose question the file tells, only names in words: that question may be the title of a whole block,
    which says less than the name, but more than a code such as *G6Q01[other]*.

    columns: all of the file, for which names go together does not hang on what some of them are used for already.
    """
    stems: dict[tuple[str, str], dict[str, str]] = {}
    for column in columns:
        question = column.description.question
        if (parts := stem_and_end(column.name)) and (not question or " " in parts[0]):
            stems.setdefault((question, parts[0]), {})[column.name] = parts[1]
    for (_, stem), ends in stems.items():
        said = {loose_key(end) for end in ends.values()}  # *v_1* and *v_a* end in nothing that says something
        if len(ends) >= _FEWEST_ITEMS and len(said) == len(ends) and all(map(_WORD.search, said)):
            yield stem, ends


def _one_coding(survey: Survey, columns: Sequence[ColumnReceipt], ends: Mapping[str, str]) -> bool:
    """Whether all columns say in one way that an answer was chosen: 0 and 1, x, or each the answer itself."""
    given = {c.name: {exact_key(text) for text in given_texts(survey, c)} for c in columns}
    codes = {key for name, keys in given.items() for key in keys if loose_key(key) != loose_key(ends[name])}
    if len(codes) <= _FEWEST_ITEMS and all(is_chosen(code, "") is not None for code in codes):
        return True
    texts = [key for keys in given.values() for key in keys]
    return (
        all(len(keys) == 1 for keys in given.values())
        and len(set(texts)) == len(texts)
        and all(plain_number(text) is None for text in texts)
    )


def _is_choice(survey: Survey, column: ColumnReceipt, end: str = "") -> bool:
    return _says_chosen(survey, column, end) or (len(given_texts(survey, column)) == 1 and column.n < len(survey))


def _says_chosen(survey: Survey, column: ColumnReceipt, end: str = "") -> bool:
    """Whether the column says of an answer that it was chosen or not, and nothing else."""
    texts = given_texts(survey, column)
    return 0 < len(texts) <= 2 and all(is_chosen(text, end or _option(column)) is not None for text in texts)


def _option(column: ColumnReceipt) -> str:
    """The answer that a column stands for: the part of its label after the question, or its only text."""
    own = column.description.own_text
    if own != column.description.label:
        return own
    labels = [str(answer) for answer, count in column.answers.items() if count and not isinstance(answer, float)]
    return labels[0] if len(labels) == 1 and is_chosen(labels[0], "") is None else own


def _single(survey: Survey, column: ColumnReceipt) -> CodebookEntry:
    """A column that belongs to no other."""
    draft = draft_entry(column)
    if options := _options_in_cells(survey, column):
        return replace(draft, role=Role.BACKGROUND, multiple=True, answers=options, missing=_missing_codes(column))
    if _is_open_answer(column):
        return draft
    labels = sum(count > 0 for count in column.answers.values())
    match column.kind:
        case Kind.CATEGORY if labels <= MOST_GROUPS and (numbered := numbered_of(column)):
            alone = {str(label) for label, count in column.answers.items() if count}
            given = tuple(answer for answer in numbered.answers if answer.label_nl or answer.code in alone)
            return replace(draft, role=Role.GROUP, answers=given, missing=all_missing(column, draft))
        case Kind.CATEGORY if 2 <= labels <= MOST_GROUPS and draft.answers:
            missing = all_missing(column, draft)
            none = {exact_key(text) for answer in missing for text in (answer.code, answer.label)}
            groups = [answer for answer in draft.answers if exact_key(answer.label) not in none]
            if ordered := _ordered_labels(column) or _ordered_groups(groups):
                return replace(draft, role=Role.GROUP, answers=ordered, missing=missing)
            return replace(draft, role=Role.GROUP)
        case Kind.NUMBER if is_grade(survey, column):
            return replace(draft, role=Role.GRADE, answers=())
        case Kind.NUMBER if 2 <= labels <= MOST_GROUPS and described_answers(column.description)[0]:
            return replace(draft, role=Role.GROUP)
        case Kind.NUMBER if 2 <= labels <= MOST_GROUPS and (_are_years(column) or _are_codes_of_groups(column)):
            return replace(draft, role=Role.GROUP)
        case Kind.NUMBER | Kind.DATE:
            return replace(draft, role=Role.BACKGROUND, answers=())
        case Kind.CATEGORY:
            return replace(draft, role=Role.BACKGROUND)
    return draft


def _are_codes_of_groups(column: ColumnReceipt) -> bool:
    """Whether whole numbers from 0 or 1 stand in a column whose name is what respondents are divided by: *model*."""
    given = [value for value, count in column.answers.items() if count and isinstance(value, float)]
    asked = loose_key(column.name.replace("_", " "))
    low = min(given, default=-1.0)
    return (
        bool(_DIVIDES.search(asked))
        and not ASKS_FOR_A_NUMBER.search(asked)
        and low in (0.0, 1.0)
        and max(given) <= low + MOST_GROUPS
        and all(value.is_integer() for value in given)
    )


def _are_years(column: ColumnReceipt) -> bool:
    """Whether a column holds a few calendar years, such as those of a survey that is repeated."""
    first, last = _YEARS
    return column.range is not None and first <= column.range[0] and column.range[1] <= last


def _ordered_labels(column: ColumnReceipt) -> tuple[Answer, ...]:
    """Labels whose order is known, in that order; only those that were given."""
    given = {loose_key(str(label)) for label, count in column.answers.items() if count}
    return tuple(Answer(a.label_nl) for a in ordered_answers(column) if a.label_nl and loose_key(a.label_nl) in given)


def _ordered_groups(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The study's models and phases, and sizes, from low to high; empty for groups without an order of their own."""
    if len(answers) < _FEWEST_ITEMS:
        return ()
    by_label = {answer.label: answer for answer in answers}
    return tuple(by_label[label] for label in groups_low_to_high(by_label) or ())


def _without_block(entry: CodebookEntry, column: ColumnReceipt) -> CodebookEntry:
    """The entry with its own text for a label, where the file has it below the title of a block."""
    described = column.description
    below = described.question and described.label == f"{described.question} – {described.own_text}"
    return replace(entry, label_nl=described.own_text) if below and entry.label_nl == described.label else entry


def _asks_for_a_grade(survey: Survey, column: ColumnReceipt) -> bool:
    return column.kind is Kind.NUMBER and is_grade(survey, column)


def _options_in_cells(survey: Survey, column: ColumnReceipt) -> tuple[Answer, ...]:
    """The answers that stand together in the cells of a column; empty where it is no question with several."""
    if column.kind not in {Kind.TEXT, Kind.CATEGORY} or ordered_answers(column):
        return ()
    counts = {str(text): int(count) for text, count in survey.responses[column.name].value_counts().items() if count}
    codes = {answer.code for answer in _missing_codes(column)}
    given = {text: count for text, count in counts.items() if text not in codes}
    asked = f"{column.name} {column.description.label}"
    return tuple(map(Answer, codes_in_cells(given, asked) or labels_in_cells(given)))


def _missing_codes(column: ColumnReceipt) -> tuple[Answer, ...]:
    _, declared = described_answers(column.description)
    return (*declared, *(Answer(f"{found.code:g}") for found in column.suspected))
