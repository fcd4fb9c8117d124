"""Columns that are items of one scale: they have the same answers, and these go from low to high."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from analysis.survey.answer_orders import is_no_answer, known_steps
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.coding import MOST_CODES
from analysis.survey.drafting import codes_among_labels, draft_entry
from analysis.survey.model import ColumnReceipt, Kind
from analysis.survey.multiple import is_chosen
from analysis.survey.numbered_answers import NumberedAnswers, numbered_answers
from analysis.survey.open_answers import are_own_words, asks_for_own_words
from analysis.survey.wording import exact_key, loose_key

Steps: TypeAlias = tuple[Mapping[str, int], tuple[str, ...]]

_FEWEST_ITEMS, _FEWEST_ALIKE = 2, 3
_FEWEST_CODES, _MOST_STEPS = 3, 7
_FAIR_PART = 0.4
_ENOUGH_TO_MISS = 60

_CODED_ANSWER = re.compile(r"[A-Za-z]{1,3}0*([0-9]{1,2})")


def items(columns: Sequence[ColumnReceipt]) -> list[CodebookEntry]:
    """The columns as items with the same answers; empty where fewer than two of them could be."""
    differing = [column for column in columns if _differs(column)]
    worded = [c for c in differing if given_labels(c) and not numbered_of(c) and not _coded(given_labels(c))]
    alike = _in_one_order(worded)
    together = known_steps(_all_labels(alike))
    others = [column for column in differing if column not in worded]
    ordered = {c.name: found for c in (*alike, *others) if (found := ordered_answers(c, together))}
    ordered = _agreeing({c.name: c for c in columns}, ordered)
    answers = _shared(list(ordered.values())) if ordered else ()
    # Questions that are only numbered alike, such as sex, sector and a mark out of ten, are no items of one scale.
    members = [column for column in columns if column.name in ordered and _spans(ordered[column.name], answers)]
    if len(members) < _FEWEST_ITEMS or len(answers) < _FEWEST_CODES:
        return []
    answers = _shared([ordered[column.name] for column in members])
    if together and _nobody_in_the_middle(members, answers):
        answers = _without_middle(answers)
    entries = []
    for column in members:
        draft = draft_entry(column)
        listed = {answer.value for answer in answers}
        missing = tuple(code for code in all_missing(column, draft) if code.value is None or code.value not in listed)
        label = column.description.own_text
        entries.append(replace(draft, role=Role.ITEM, label_nl=label, answers=answers, missing=missing))
    return entries


def _agreeing(
    columns: Mapping[str, ColumnReceipt], ordered: Mapping[str, tuple[Answer, ...]]
) -> dict[str, tuple[Answer, ...]]:
    """The most columns in which a number never stands for two texts; numbers without a text go with any."""
    texts = {
        name: {a.code: loose_key(a.label_nl) for a in answers if a.label_nl}
        if columns[name].kind is Kind.CATEGORY
        else {}
        for name, answers in ordered.items()
    }
    most: dict[str, tuple[Answer, ...]] = {}
    for seed in {tuple(own.items()): own for own in texts.values()}.values():
        told, found = dict(seed), dict[str, tuple[Answer, ...]]()
        for name, own in texts.items():
            if all(told.get(code, text) == text for code, text in own.items()):
                told |= own
                found[name] = ordered[name]
        most = max(most, found, key=len)
    return most


def _nobody_in_the_middle(columns: Sequence[ColumnReceipt], answers: Sequence[Answer]) -> bool:
    """Whether nobody gave the middle answer of an odd number of words to any item: then it was not offered."""
    middle = answers[len(answers) // 2]
    given = {loose_key(label) for column in columns for label in given_labels(column)}
    enough = sum(column.n for column in columns) >= _ENOUGH_TO_MISS
    others = [answer for answer in answers if answer is not middle]
    return (
        len(answers) % 2 == 1
        and enough
        and loose_key(middle.label) not in given
        and all(loose_key(answer.label) in given for answer in others)
    )


def _without_middle(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    kept = [answer for place, answer in enumerate(answers) if place != len(answers) // 2]
    return tuple(Answer(str(code), answer.label_nl) for code, answer in enumerate(kept, start=1))


def all_missing(column: ColumnReceipt, draft: CodebookEntry) -> tuple[Answer, ...]:
    """The missing answers of a draft and those that the labels themselves say to be no answer."""
    found: dict[str, Answer] = {}
    for answer in sorted((*draft.missing, *no_answers(column)), key=lambda a: not a.label_nl):
        if not {exact_key(answer.code), exact_key(answer.label)} & {
            *found,
            *(exact_key(a.label) for a in found.values()),
        }:
            found[exact_key(answer.code)] = answer
    return tuple(found.values())


def numbered_of(column: ColumnReceipt) -> NumberedAnswers | None:
    """The answers of a column whose labels bring their own number; None for another column."""
    if column.kind is not Kind.CATEGORY:
        return None
    return numbered_answers([str(label) for label, count in column.answers.items() if count])


def _all_labels(columns: Sequence[ColumnReceipt]) -> set[str]:
    return {label for column in columns for label in given_labels(column)}


def _in_one_order(columns: Sequence[ColumnReceipt]) -> list[ColumnReceipt]:
    """The most of these columns whose labels have a known order together: others are only numbered alike."""
    if not columns or known_steps(_all_labels(columns)):
        return list(columns)
    sets: dict[frozenset[str], list[ColumnReceipt]] = {}
    for column in columns:
        sets.setdefault(frozenset(given_labels(column)), []).append(column)
    most: list[ColumnReceipt] = []
    for seed in filter(known_steps, sets):
        labels, found = set(seed), list(sets[seed])
        for others, members in sets.items():
            if others is not seed and known_steps(labels | others):
                labels |= others
                found += members
        most = max(most, found, key=len)
    return [column for column in columns if column in most] if len(most) >= _FEWEST_ITEMS else []


def _differs(column: ColumnReceipt) -> bool:
    """Whether respondents gave different answers: nothing that all say alike belongs in a scale."""
    apart = {suspected.code for suspected in column.suspected}
    return sum(count > 0 and answer not in apart for answer, count in column.answers.items()) > 1


def _spans(own: tuple[Answer, ...], shared: tuple[Answer, ...]) -> bool:
    """Whether an item's answers go over a fair part of the answers that all have together."""
    values = [answer.value for answer in own if answer.value is not None]
    return bool(values and shared) and max(values) - min(values) + 1 >= _FAIR_PART * len(shared)


def given_labels(column: ColumnReceipt) -> list[str]:
    """The labels that were given, without those that say that there is no answer."""
    if column.kind is not Kind.CATEGORY:
        return []
    codes = codes_among_labels(column)
    given = [str(label) for label, count in column.answers.items() if count]
    return [label for label in given if label not in codes and not is_no_answer(label)]


def ordered_answers(column: ColumnReceipt, together: Steps | None = None) -> tuple[Answer, ...]:
    """The column's answers with numbers as codes, low to high; empty where their order is not known.

    together: the steps of all labels of the columns of its question, where these are known: one column may lack labels
    that tell five steps from seven.
    """
    draft = draft_entry(column)
    if draft.numeric:
        return draft.answers
    if numbered := numbered_of(column):
        return numbered.answers
    labels = given_labels(column)
    if not labels:
        return ()
    if coded := _coded(labels):
        return coded
    known = together or known_steps(labels)
    if known is None:
        return ()
    steps, words = known
    own = {step: label for label, step in steps.items()}
    return tuple(Answer(str(step + 1), own.get(step, word)) for step, word in enumerate(words))


def _coded(labels: Sequence[str]) -> tuple[Answer, ...]:
    """Answers such as A1, A2, A3 by their numbers; empty where they are others."""
    found = [_CODED_ANSWER.fullmatch(label) for label in labels]
    if not labels or not all(found) or len({label[0] for label in labels}) > 1:
        return ()
    numbers = {int(code[1]): label for code, label in zip(found, labels, strict=True) if code}
    return tuple(Answer(str(number), numbers[number]) for number in sorted(numbers))


def no_answers(column: ColumnReceipt) -> tuple[Answer, ...]:
    """The labels of a column that say that there is no answer, with the number that they bring."""
    if numbered := numbered_of(column):
        return numbered.missing
    return tuple(Answer(label) for label in map(str, column.answers) if is_no_answer(label))


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


def same_answers(columns: Sequence[ColumnReceipt]) -> list[list[ColumnReceipt]]:
    """Columns of three or more that share three to seven answers, whatever they are called.

    The answers of one are those of another or some of them. Where the order of answers is known, those of one may also
    go on where those of another end. Remarks, and answers for which the codebook has no place, are none of these.
    """
    candidates = [column for column in columns if _offers_answers(column)]
    sets: list[tuple[set[str], list[ColumnReceipt]]] = []
    for column in sorted(candidates, key=lambda c: -len(_answer_keys(c))):
        keys = _answer_keys(column)
        for known, members in sets:
            if keys <= known or (len(keys & known) > 1 and known_steps(_all_labels([*members, column]))):
                known |= keys
                members.append(column)
                break
        else:
            sets.append((set(keys), [column]))
    places = {column.name: place for place, column in enumerate(columns)}
    return [
        sorted(members, key=lambda c: places[c.name])
        for known, members in sets
        if len(members) >= _FEWEST_ALIKE and _FEWEST_CODES <= len(known) <= _MOST_STEPS
    ]


def _offers_answers(column: ColumnReceipt) -> bool:
    if column.kind is not Kind.CATEGORY or not _differs(column) or asks_for_own_words(column) or are_own_words(column):
        return False
    if all(is_chosen(label, "") is not None for label in given_labels(column)):
        return False  # yes and no are answers to anything
    return bool(numbered_of(column) or draft_entry(column).answers)


def _answer_keys(column: ColumnReceipt) -> set[str]:
    if numbered := numbered_of(column):
        return {f"{answer.code} {loose_key(answer.label_nl)}" for answer in numbered.answers}
    return {loose_key(label) for label in given_labels(column)}


def items_of_unknown_order(columns: Sequence[ColumnReceipt]) -> list[CodebookEntry]:
    """The columns as items whose answers stand in the order of the alphabet, for nobody can tell their order.

    Empty where they do not share their answers, or their order is known, or they are yes and no.
    """
    together = {loose_key(label): label for column in columns for label in given_labels(column)}
    if _in_one_order(columns) or any(numbered_of(column) or _coded(given_labels(column)) for column in columns):
        return []
    if not _FEWEST_CODES <= len(together) <= _MOST_STEPS or any({"|", "="} & set(text) for text in together.values()):
        return []
    answers = tuple(Answer(str(code), together[key]) for code, key in enumerate(sorted(together), start=1))
    return [
        replace(
            (draft := draft_entry(column)),
            role=Role.ITEM,
            label_nl=column.description.own_text,
            answers=answers,
            missing=all_missing(column, draft),
        )
        for column in columns
    ]
