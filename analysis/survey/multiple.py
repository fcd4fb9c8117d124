"""Questions to which several answers can be given: one column for each answer, or all answers in one cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.survey.codebook_entries import Answer, CodebookEntry
from analysis.survey.numbers import plain_number
from analysis.survey.wording import Lexicon, exact_key, loose_key, tidy

SEPARATORS = (";", "|", ",")
"""The signs that separate answers in one cell; the first that occurs in a column is taken."""

_CHOSEN = frozenset(
    {"1", "ja", "j", "yes", "y", "x", "true", "waar", "checked", "selected", "gekozen", "aangevinkt"}
    | {"geselecteerd", "aangekruist", "gemarkeerd", "quoted", "v", "✓", "✔"}
)
_NOT_CHOSEN = frozenset(
    {"0", "nee", "n", "no", "false", "onwaar", "unchecked", "not selected", "niet gekozen"}
    | {"niet geselecteerd", "niet aangevinkt", "niet aangekruist", "not quoted", "not checked", "unselected"}
)

_CODES = re.compile(r"[1-9][0-9]?(?: ?, ?[1-9][0-9]?)*")
_SURELY_CODES = re.compile(r"[^,]*,(?: |[^,]*,).*")
_SEVERAL_ASKED = re.compile(
    r"\b(meer(dere)? (antwoorden|opties|keuzes)|(alle|alles|alle opties) (aan )?(wat|die) van toepassing|kruis|vink aan"
    r"|(select|check|tick|mark|choose) (all|up to|as many)|all that apply|more than one|multiple answers"
    r"|maximaal [0-9a-z]+ (antwoorden|opties|keuzes))"
)
_ENDS = tuple(
    map(
        re.compile,
        (
            r"(.+?)\s*[_.]?\[([^\[\]]+)\]",
            r"(.+?)\s*\(([^()]+)\)",
            r"(.+?)\s+[-–—]\s*(.+)",
            r"(.+?):\s*(.+)",
            r"(.+\?)\s+(.+)",
            r"([^_]+(?:_[^_]+)*?)_([^_]+(?:_(?:namelijk|nl|text|of|en|andere?))*)",
            r"([^.]+)\.([^.]+)",
        ),
    )
)
_OTHER_OPTION = re.compile(r"(iets |een )?(anders|andere|overige?|other)\b")
_SPECIFIED = re.compile(r"(namelijk|nl|please specify|te weten)\b")
_OTHER_LABELS = frozenset({"anders", "andere", "other", "anders namelijk", "other please specify"})
_FEW, _OFTEN = 0.2, 3
_LONGEST_NAME = 300
_MOST_OPTIONS = 20
_ASCENDING, _APART = 0.9, 0.2
_FEWEST_JOINED = 2


@dataclass(frozen=True)
class MultipleQuestion:
    """A question with several answers: its name and label, the answers to choose from, and its columns in the data.

    With one column for each answer `columns` stand in the order of `options`; with `in_one_cell` a single column holds
    all answers, separated by `;`.
    """

    name: str
    label: str
    options: tuple[str, ...]
    columns: tuple[str, ...]
    in_one_cell: bool


def is_chosen(text: str, label: str) -> bool | None:
    """Whether a cell says that an answer was chosen: `1`, `ja`, `x` or the answer itself; None where it says neither.

    label: the answer that the column stands for.
    """
    key = exact_key(text)
    number = plain_number(text)
    if number in (0.0, 1.0):
        return number == 1.0
    if key in _CHOSEN or (label and key == exact_key(label)):
        return True
    return False if key in _NOT_CHOSEN else None


def stem_and_end(name: str) -> tuple[str, str] | None:
    """A column's name as the question and one of its answers: *Welke vormen? (groep)*, *Vorm: groep*, *vorm_groep*."""
    for pattern in _ENDS if len(name) <= _LONGEST_NAME else ():
        if (found := pattern.fullmatch(tidy(name))) and any(map(str.isalpha, found[1])):
            return found[1].rstrip(" :-–—_.?"), found[2].replace("_", " ").strip()
    return None


def separator_of(texts: Iterable[str]) -> str:
    """The sign that separates the answers in these cells."""
    texts = list(texts)
    return next((sign for sign in SEPARATORS if any(sign in text for text in texts)), SEPARATORS[0])


def split_answers(text: str, separator: str) -> tuple[str, ...]:
    """The answers in one cell, each once."""
    return tuple(dict.fromkeys(part for part in map(tidy, text.split(separator)) if part))


def codes_in_cells(counts: Mapping[str, int], question: str) -> tuple[str, ...]:
    """The codes of answers that stand together in cells such as `1,3,4`, low to high; empty where they are none.

    counts: how often each text occurs, without missing answers. question: name and label of the column.

    A cell lists whole numbers from 1 to 99 once each; nearly all lists ascend, and the codes come back. A cell with two
    commas, or with a space after one, is no number, and settles it for the whole column. Where all have a single comma
    (`1,3`) they are decimal numbers, unless the question says that more answers could be given.
    """
    joined = {text: count for text, count in counts.items() if "," in text}
    if sum(joined.values()) < _FEWEST_JOINED or not all(_CODES.fullmatch(tidy(text)) for text in counts):
        return ()
    if not any(map(_SURELY_CODES.fullmatch, joined)) and not _SEVERAL_ASKED.search(loose_key(question)):
        return ()
    parts = {text: [int(part) for part in text.split(",")] for text in counts}
    if any(len(set(codes)) < len(codes) for codes in parts.values()):
        return ()
    ascending = sum(count for text, count in joined.items() if parts[text] == sorted(parts[text]))
    mentions = Counter[int]()
    for text, codes in parts.items():
        mentions.update(dict.fromkeys(codes, counts[text]))
    if ascending < _ASCENDING * sum(joined.values()) or not _come_back(mentions):
        return ()
    return tuple(map(str, sorted(mentions)))


def labels_in_cells(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The answers in words that stand together in cells, separated by `;` or a comma; empty where they are none.

    counts: how often each text occurs, without missing answers. The answers come back in other combinations: parts that
    only ever stand beside each other are a label with a comma, or a remark. Few mentions may be of such parts.
    """
    for separator in SEPARATORS:
        if any(separator in text for text in counts):
            return _combined(counts, separator)
    return ()


def _combined(counts: Mapping[str, int], separator: str) -> tuple[str, ...]:
    split = {text: split_answers(text, separator) for text in counts}
    own = _in_own_words(split, counts)
    parts = {text: tuple(dict.fromkeys(own.get(part, part) for part in found)) for text, found in split.items()}
    mentions, texts = Counter[str](), Counter[str]()
    for text, found in parts.items():
        mentions.update(dict.fromkeys(found, counts[text]))
        texts.update(found)
    bound, free = 0, 0
    for text, found in parts.items():
        if len(found) > 1:
            alone = sum(texts[part] == 1 for part in found)
            bound += alone * counts[text]
            free += 0 if alone else len(found) * counts[text]
    if not _come_back(mentions) or bound > _APART * mentions.total() or bound >= free:
        return ()
    if separator == "," and all(len(found) > 1 for found in parts.values() if found):
        return ()  # nobody chose a single one: these are pairs of words
    if separator == "," and all(plain_number(option) is not None for option in mentions):
        return ()  # `codes_in_cells` decides
    if any({"|", "="} & set(option) for option in mentions):
        return ()  # the codebook's notation has no place for these signs
    last = frozenset(own.values())
    return tuple(
        sorted(mentions, key=lambda option: (option in last, plain_number(option) or 0.0, loose_key(option), option))
    )


def _in_own_words(parts: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> dict[str, str]:
    """The parts of cells that are no option but somebody's own words, each with the option *Anders* that they go under.

    Those that begin so (*anders, namelijk een buurtkamer*), and the few that stand in one cell only while options come
    back. An option that is always written alike stays as it is.
    """
    mentions = Counter[str]()
    for text, found in parts.items():
        mentions.update(dict.fromkeys(found, counts[text]))
    others = [part for part in mentions if _OTHER_OPTION.match(loose_key(part))]
    begun = [part for part in mentions if others and _SPECIFIED.match(loose_key(part))]
    once = [part for part, count in mentions.items() if count == 1 and part not in others]
    options = sum(count >= _OFTEN for count in mentions.values())
    if options < _FEWEST_JOINED or len(once) > _FEW * mentions.total() or options < len({*mentions} - {*others, *once}):
        once = []
    alike = len(others) < _FEWEST_JOINED and all(mentions[part] > 1 for part in others)
    if alike and not once and not begun:
        return {}
    english = any(loose_key(part).startswith("other") for part in others)
    return dict.fromkeys((*others, *begun, *once), "Other" if english else "Anders")


def _come_back(mentions: Counter[str] | Counter[int]) -> bool:
    return 2 <= len(mentions) <= _MOST_OPTIONS and mentions.total() >= 2 * len(mentions)


def labels_of(parts: Sequence[str], answers: Sequence[Answer]) -> tuple[str, ...] | None:
    """The labels of the answers in a cell; None where one of them is not listed. Unlisted are all where none is.

    Where *anders* is one of the answers, what is not listed is that, in somebody's own words.
    """
    if not answers:
        return tuple(parts)
    found = _found(parts, answers)
    other = other_option(answers)
    if other:
        return tuple(dict.fromkeys(label or other for label in found))
    return None if None in found else tuple(label for label in found if label is not None)


def in_own_words(parts: Sequence[str], answers: Sequence[Answer]) -> bool:
    """Whether some of the answers in a cell are somebody's own words, which go under *anders*."""
    return bool(other_option(answers)) and None in _found(parts, answers)


def other_option(answers: Sequence[Answer]) -> str:
    """The label of the answer *anders*, under which own words go; empty where there is none."""
    return next((a.label for a in answers if loose_key(a.label) in _OTHER_LABELS), "")


def _found(parts: Sequence[str], answers: Sequence[Answer]) -> list[str | None]:
    known = Lexicon([(text, a.label) for a in answers for text in (a.code, a.label_nl, a.label_en) if text])
    return [known.find(part) for part in parts]


def question_of(name: str, entries: Sequence[CodebookEntry], responses: pd.DataFrame) -> MultipleQuestion:
    """The question that these codebook entries describe."""
    columns = tuple(entry.column for entry in entries)
    if len(entries) > 1 or pd.api.types.is_numeric_dtype(responses[columns[0]].dtype):
        labels = tuple(entry.label() for entry in entries)
        options = labels if len(set(labels)) == len(labels) else columns
        return MultipleQuestion(name, name.replace("_", " "), options, columns, in_one_cell=False)
    (entry,) = entries
    options = tuple(answer.label for answer in entry.answers) or _given(responses[entry.column])
    return MultipleQuestion(name, entry.label(), options, columns, in_one_cell=True)


def chosen(question: MultipleQuestion, responses: pd.DataFrame) -> pd.DataFrame:
    """One row for each respondent who answered the question, one column of booleans for each of its options."""
    if not question.in_one_cell:
        frame = responses[list(question.columns)].set_axis(list(question.options), axis=1)
        return (frame == 1.0)[frame.notna().any(axis=1)]
    answered = responses[question.columns[0]].dropna().astype(str)
    by_text: Mapping[str, frozenset[str]] = {
        text: frozenset(split_answers(text, SEPARATORS[0])) for text in answered.unique()
    }
    return pd.DataFrame(
        {option: answered.map(lambda text, o=option: o in by_text[text]).astype(bool) for option in question.options},
        index=answered.index,
    )


CHOSEN, NOT_CHOSEN = "gekozen", "niet gekozen"
"""What `choice` says of a respondent."""


def choice(question: MultipleQuestion, option: str, responses: pd.DataFrame) -> pd.Series:
    """Whether each respondent chose this option, as categories; missing for who did not answer the question."""
    found = chosen(question, responses)[option].map({True: CHOSEN, False: NOT_CHOSEN})
    dtype = pd.CategoricalDtype([NOT_CHOSEN, CHOSEN])
    return found.astype(dtype).reindex(responses.index).rename(f"{question.label}: {option}")


def _given(cells: pd.Series) -> tuple[str, ...]:
    texts = cells.dropna().astype(str).unique()
    return tuple(sorted({part for text in texts for part in split_answers(text, SEPARATORS[0])}, key=exact_key))
