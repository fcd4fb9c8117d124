"""A codebook suggested from names, labels and answer patterns: to be looked at by its owner before it is used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.survey.answers import FIVE_POINT_ANSWERS, described_answers
from analysis.survey.codebook import Answer, Codebook, CodebookEntry, Role
from analysis.survey.coding import MOST_CODES
from analysis.survey.drafting import draft_entry
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.multiple import SEPARATORS, is_chosen, split_answers
from analysis.survey.wording import exact_key, loose_key

_FEWEST_ITEMS = 2
_SHARED_WORDS, _FEWEST_ALIKE = 2, 3
_MOST_GROUPS = 8
_MOST_OPTIONS = 20
_LONGEST_SCALE_NAME = 40
_FEWEST_CODES = 3
_FAIR_PART = 0.4

# Each row is a set of answers from low to high; `/` separates words for the same answer.
_ORDERED_ANSWERS = tuple(
    tuple(tuple(step.split("/")) for step in row.split("|"))
    for row in (
        "|".join(answer.label_nl for answer in FIVE_POINT_ANSWERS),
        "helemaal mee oneens/helemaal oneens/zeer oneens/sterk mee oneens|mee oneens/oneens"
        "|neutraal/niet mee eens niet mee oneens/niet eens niet oneens/noch eens noch oneens|mee eens/eens"
        "|helemaal mee eens/helemaal eens/zeer eens/sterk mee eens",
        "zeer ontevreden/heel ontevreden|ontevreden|neutraal/niet tevreden niet ontevreden|tevreden"
        "|zeer tevreden/heel tevreden",
        "nooit|zelden/bijna nooit|soms/af en toe|vaak/regelmatig/meestal|altijd/bijna altijd",
        "nooit|soms/af en toe/zelden|regelmatig|vaak/meestal|altijd/bijna altijd",
        "zeer slecht/heel slecht|slecht|matig/neutraal/redelijk/voldoende|goed|zeer goed/heel goed/uitstekend",
        "helemaal niet|nauwelijks/een beetje|enigszins/redelijk|grotendeels/in grote mate|volledig/helemaal",
        "strongly disagree|disagree|neutral/neither agree nor disagree|agree|strongly agree",
        "very dissatisfied|dissatisfied|neutral/neither satisfied nor dissatisfied|satisfied|very satisfied",
        "never|rarely|sometimes|often|always",
    )
)
_NUMBERED = re.compile(r"(.*?[^\W\d_].*?)[ _.\-]*(?:[0-9]+[a-z]?|\[[^\[\]]+\])")
_LETTERED = re.compile(r"(.*[0-9_])[ _.\-]?[a-z]")
_CODED_ANSWER = re.compile(r"[A-Za-z]{1,3}0*([0-9]{1,2})")
_IDENTIFIER = re.compile(r"\b(id|nr|nummer|respnr|respondent(nr|nummer|id)?|volgnr|volgnummer|token|case|record)\b")
_GRADE = re.compile(r"\b(rapport)?(cijfer|grade|score|rating)\b|cijfer$")
_OPEN_QUESTION = re.compile(
    r"\b(opmerking(en)?|toelichting|licht toe|namelijk|kwijt|suggesties?|ideeen|comments?|remarks?"
    r"|please (explain|specify))\b"
)
_NO_ANSWER = re.compile(r"(ik )?weet( het| ik)? niet|geen (mening|antwoord|idee)|(i )?don t know|no (opinion|answer)")
# Survey tools join the answers of one cell by a comma alone; in a sentence a space follows it.
_JOINED = re.compile(r"[^,\s](,)[^,\s]")
_GRADE_RANGES = ((0.0, 10.0), (1.0, 10.0))


def suggest_codebook(survey: Survey) -> Codebook:
    """A codebook in which each column that the survey's own does not use has the role that it most likely has.

    These are the columns that it does not name and those with the role `ignore`; of the latter the missing codes,
    spellings and labels are kept, so that what was mended before stays mended.

    Items are columns of one question, or with one name but for a number, that have the same ordered answers; together
    they are one scale, with the answers that any of them shows and those in between. Columns that hold one label or
    nothing, or yes and no, are the answers of one question with several. Few labels make a group, numbers from 0 or 1
    to 10 with *cijfer* in the name a grade. Labels such as *weet niet* are missing answers beside ordered ones. What a
    survey tool recorded, what seems personal and remarks in own words are ignored. Whether an item is reversed is never
    guessed: answers cannot tell it from an item that does not belong in the scale.

    Neutral instead, with the same answers and labels and every role `ignore`: `draft_codebook`.
    """
    known = survey.codebook or Codebook(())
    open_columns = [column for column in survey.receipt.columns if _is_open(known.get(column.name))]
    suggested: dict[str, CodebookEntry] = {}
    usable = []
    for column in open_columns:
        role = _role_by_name(survey, column)
        if role is None:
            usable.append(column)
        else:
            suggested[column.name] = replace(draft_entry(column), role=role)
    taken = {entry.scale for entry in known}
    for stem, members in _by_stem(usable).items():
        entries = _multiple_question(survey, members) or _items(members)
        name = _scale_name(stem, taken) if entries else ""
        taken.add(name)
        suggested |= {entry.column: replace(entry, scale=name) for entry in entries}
    for column in usable:
        if column.name not in suggested:
            suggested[column.name] = _single(survey, column)
    return known.with_entries(*(_as_mended(suggested[column.name], known.get(column.name)) for column in open_columns))


def _is_open(entry: CodebookEntry | None) -> bool:
    return entry is None or entry.role is Role.IGNORE


def _as_mended(suggested: CodebookEntry, known: CodebookEntry | None) -> CodebookEntry:
    """The suggestion with what the codebook already says of the column."""
    if known is None:
        return suggested
    said = {exact_key(text) for answer in known.missing for text in (answer.code, answer.label)}
    answers = tuple(a for a in suggested.answers if not said & {exact_key(a.code), exact_key(a.label)})
    taken = said | {exact_key(text) for answer in answers for text in (answer.code, answer.label)}
    missing = tuple(m for m in suggested.missing if not taken & {exact_key(m.code), exact_key(m.label)})
    return replace(
        suggested,
        answers=answers,
        missing=(*known.missing, *missing),
        spellings=known.spellings,
        decimal=known.decimal,
        thousands=known.thousands,
        label_nl=known.label_nl or suggested.label_nl,
        label_en=known.label_en,
    )


def _role_by_name(survey: Survey, column: ColumnReceipt) -> Role | None:
    """The role of a column that is no question: recorded by a tool, personal, empty, or an identifier."""
    if column.description.technical:
        return Role(column.description.technical)
    if column.personal is not None or column.kind is Kind.EMPTY:
        return Role.IGNORE
    answers = survey.responses[column.name]
    said = loose_key(f"{column.name.replace('_', ' ')} {column.description.label}")
    # A column for *anders, namelijk* may hold no more than yes and no.
    if column.kind in {Kind.CATEGORY, Kind.TEXT} and _OPEN_QUESTION.search(said) and not _is_choice(survey, column):
        return Role.IGNORE
    named = _IDENTIFIER.search(loose_key(column.name.replace("_", " ")))
    if named and column.kind in {Kind.NUMBER, Kind.TEXT} and answers.dropna().is_unique and not column.suspected:
        return Role.ID
    return None


def _by_stem(columns: Sequence[ColumnReceipt]) -> dict[str, list[ColumnReceipt]]:
    """The columns that belong together by their question or their name, where these are two or more."""
    stems: dict[str, list[ColumnReceipt]] = {}
    for column in columns:
        if stem := _stem(column):
            stems.setdefault(stem, []).append(column)
    found = {stem: members for stem, members in stems.items() if len(members) >= _FEWEST_ITEMS}
    placed = {column.name for members in found.values() for column in members}
    return found | _by_first_words([column for column in columns if column.name not in placed])


def _by_first_words(columns: Sequence[ColumnReceipt]) -> dict[str, list[ColumnReceipt]]:
    """Columns with labels in a known order whose names begin with the same two words, such as *Tevreden over*."""
    openings: dict[str, list[ColumnReceipt]] = {}
    for column in columns:
        words = column.name.split()
        if len(words) > _SHARED_WORDS and column.kind is Kind.CATEGORY and _ordered_answers(column):
            openings.setdefault(" ".join(words[:_SHARED_WORDS]), []).append(column)
    return {opening: members for opening, members in openings.items() if len(members) >= _FEWEST_ALIKE}


def _stem(column: ColumnReceipt) -> str:
    if column.description.question:
        return column.description.question
    found = _NUMBERED.fullmatch(column.name) or _LETTERED.fullmatch(column.name)
    return found[1].rstrip(" _.-") if found else ""


def _scale_name(stem: str, taken: set[str]) -> str:
    words = re.sub(r"[^\w]+", "_", stem.casefold()).strip("_")[:_LONGEST_SCALE_NAME].rstrip("_") or "schaal"
    name, number = words, 1
    while name in taken:
        number += 1
        name = f"{words}_{number}"
    return name


def _items(columns: Sequence[ColumnReceipt]) -> list[CodebookEntry]:
    """The columns as items with the same answers; empty where fewer than two of them could be."""
    ordered = {c.name: found for c in columns if _differs(c) and (found := _ordered_answers(c))}
    answers = _shared(list(ordered.values())) if ordered else ()
    # Questions that are only numbered alike, such as sex, sector and a mark out of ten, are no items of one scale.
    members = [column for column in columns if column.name in ordered and _spans(ordered[column.name], answers)]
    if len(members) < _FEWEST_ITEMS or len(answers) < _FEWEST_CODES:
        return []
    answers = _shared([ordered[column.name] for column in members])
    entries = []
    for column in members:
        draft = draft_entry(column)
        listed = {answer.value for answer in answers}
        missing = tuple(code for code in draft.missing if code.value not in listed)
        missing += _no_answers(column)
        entries.append(replace(draft, role=Role.ITEM, answers=answers, missing=missing))
    return entries


def _differs(column: ColumnReceipt) -> bool:
    """Whether respondents gave different answers: nothing that all say alike belongs in a scale."""
    apart = {suspected.code for suspected in column.suspected}
    return sum(count > 0 and answer not in apart for answer, count in column.answers.items()) > 1


def _spans(own: tuple[Answer, ...], shared: tuple[Answer, ...]) -> bool:
    """Whether an item's answers go over a fair part of the answers that all have together."""
    values = [answer.value for answer in own if answer.value is not None]
    return bool(values and shared) and max(values) - min(values) + 1 >= _FAIR_PART * len(shared)


def _ordered_answers(column: ColumnReceipt) -> tuple[Answer, ...]:
    """The column's answers with numbers as codes, low to high; empty where their order is not known."""
    draft = draft_entry(column)
    if draft.numeric:
        return draft.answers
    labels = [str(label) for label, count in column.answers.items() if count and not _is_no_answer(str(label))]
    if column.kind is not Kind.CATEGORY or not labels:
        return ()
    coded = [_CODED_ANSWER.fullmatch(label) for label in labels]
    if all(coded) and len({label[0] for label in labels}) == 1:
        numbers = {int(found[1]): label for found, label in zip(coded, labels, strict=True) if found}
        return tuple(Answer(str(number), numbers[number]) for number in sorted(numbers))
    for steps in _ORDERED_ANSWERS:
        places = {label: _place(label, steps) for label in labels}
        if None not in places.values():
            own = {place: label for label, place in places.items()}
            if len(own) < len(labels):
                continue  # two of its answers are one step here
            return tuple(Answer(str(i + 1), own.get(i, step[0])) for i, step in enumerate(steps))
    return ()


def _is_no_answer(label: str) -> bool:
    """Whether a label says that there is no answer, such as *weet niet*: no step of a scale."""
    return _NO_ANSWER.fullmatch(loose_key(label)) is not None


def _no_answers(column: ColumnReceipt) -> tuple[Answer, ...]:
    return tuple(Answer(label) for label in map(str, column.answers) if _is_no_answer(label))


def _place(label: str, steps: Sequence[Sequence[str]]) -> int | None:
    key = loose_key(label)
    return next((i for i, words in enumerate(steps) if key in map(loose_key, words)), None)


def _shared(sets: Sequence[tuple[Answer, ...]]) -> tuple[Answer, ...]:
    """The answers that any of the items shows, and the whole numbers between; from 1 where none is below it."""
    labelled: dict[float, Answer] = {}
    for answer in (answer for answers in sets for answer in answers):
        if answer.value is not None and (answer.value not in labelled or answer.label_nl):
            labelled[answer.value] = answer
    span = max(labelled) - min(labelled)
    if not all(value.is_integer() for value in labelled) or span >= MOST_CODES:
        return ()
    low = int(min(labelled))
    if low > 1 and max(labelled) <= MOST_CODES:
        low = 1
    codes = range(low, int(max(labelled)) + 1)
    return tuple(labelled.get(float(code), Answer(str(code))) for code in codes)


def _multiple_question(survey: Survey, columns: Sequence[ColumnReceipt]) -> list[CodebookEntry]:
    """The columns as the answers of one question; empty where not all of them say yes or no."""
    if not all(_is_choice(survey, column) for column in columns):
        return []
    return [
        CodebookEntry(
            column.name, Role.BACKGROUND, label_nl=_option(column), missing=draft_entry(column).missing, multiple=True
        )
        for column in columns
    ]


def _is_choice(survey: Survey, column: ColumnReceipt) -> bool:
    given = survey.responses[column.name].dropna().unique()
    texts = [f"{value:g}" if isinstance(value, float) else str(value) for value in given]
    if not 0 < len(texts) <= 2:
        return False
    if all(is_chosen(text, _option(column)) is not None for text in texts):
        return True
    return len(texts) == 1 and column.n < len(survey)


def _option(column: ColumnReceipt) -> str:
    """The answer that a column stands for: the part of its label after the question, or its only text."""
    label, question = column.description.label, column.description.question
    if label.startswith(question) and (rest := label[len(question) :].strip(" -–[]:")):
        return rest
    labels = [str(answer) for answer, count in column.answers.items() if count and not isinstance(answer, float)]
    if len(labels) == 1 and is_chosen(labels[0], "") is None:
        return labels[0]
    return label


def _single(survey: Survey, column: ColumnReceipt) -> CodebookEntry:
    """A column that belongs to no other."""
    draft = draft_entry(column)
    if options := _options_in_cells(survey, column):
        return replace(draft, role=Role.BACKGROUND, multiple=True, answers=options)
    labels = sum(count > 0 for count in column.answers.values())
    match column.kind:
        case Kind.CATEGORY if 2 <= labels <= _MOST_GROUPS and draft.answers:
            if ordered := _ordered_labels(column):
                return replace(draft, role=Role.GROUP, answers=ordered, missing=(*draft.missing, *_no_answers(column)))
            return replace(draft, role=Role.GROUP)
        case Kind.NUMBER if _is_grade(column):
            return replace(draft, role=Role.GRADE, answers=())
        case Kind.NUMBER if 2 <= labels <= _MOST_GROUPS and described_answers(column.description)[0]:
            return replace(draft, role=Role.GROUP)
        case Kind.NUMBER | Kind.DATE:
            return replace(draft, role=Role.BACKGROUND, answers=())
        case Kind.CATEGORY:
            return replace(draft, role=Role.BACKGROUND)
    return draft


def _ordered_labels(column: ColumnReceipt) -> tuple[Answer, ...]:
    """Labels whose order is known, in that order; only those that were given."""
    given = {loose_key(str(label)) for label, count in column.answers.items() if count}
    return tuple(Answer(a.label_nl) for a in _ordered_answers(column) if a.label_nl and loose_key(a.label_nl) in given)


def _is_grade(column: ColumnReceipt) -> bool:
    said = (column.name.replace("_", " "), column.description.label)
    if column.range is None or not any(_GRADE.search(loose_key(words)) for words in said):
        return False
    low, high = _without_suspected(column)
    return any(bottom <= low and high <= top for bottom, top in _GRADE_RANGES) and high > 5


def _without_suspected(column: ColumnReceipt) -> tuple[float, float]:
    codes = {suspected.code for suspected in column.suspected}
    usual = [value for value in column.answers if isinstance(value, float) and value not in codes]
    assert column.range is not None, "a grade has numbers"
    return (min(usual), max(usual)) if usual else column.range


def _options_in_cells(survey: Survey, column: ColumnReceipt) -> tuple[Answer, ...]:
    """The answers that stand together in the cells of a column; empty where it is no question with several."""
    if column.kind not in {Kind.TEXT, Kind.CATEGORY}:
        return ()
    texts = survey.responses[column.name].dropna().astype(str)
    separator = SEPARATORS[0]
    if not texts.str.contains(separator, regex=False).any():
        separator = ","
        joined = texts[texts.str.contains(separator, regex=False)]
        if joined.empty or not joined.map(lambda text: len(_JOINED.findall(text)) == text.count(",")).all():
            return ()
    parts = [part for text in texts for part in split_answers(text, separator)]
    options = sorted(set(parts), key=loose_key)
    repeated = len(parts) >= 2 * len(options)
    if not repeated or not 2 <= len(options) <= _MOST_OPTIONS or any({"|", "="} & set(option) for option in options):
        return ()
    return tuple(Answer(option) for option in options)
