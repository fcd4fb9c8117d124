"""An own file as it reads once what is evidently a slip is read as what was meant: what a suggestion looks at.

One *altyd* among a hundred answers, one *eens of neutraal* that nobody could choose, or a 99 and *weet niet* among the
numbers 1 to 5, would else hide what the question is. Nothing of the survey itself changes: the codebook that is
suggested says how to read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.survey.answer_orders import is_no_answer
from analysis.survey.codebook import Answer
from analysis.survey.coding import suspected_among
from analysis.survey.item_answers import given_labels, ordered_answers
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.numbers import DecimalSign, read_numbers
from analysis.survey.resemblance import near_duplicates
from analysis.survey.wording import exact_key, loose_key
from analysis.survey.written_numbers import WrittenNumbers, asks_for_a_number, written_grades, written_numbers

_RARE = 5
_RARE_ELSEWHERE = 20
_SHARED = 2
_FEWEST_NUMBERS = 3
_MOST_LABELS = 40
_EXAMINED = 100
_FEWEST_LABELS = 3
_FEWEST_ALIKE = 2
_MOST_STRAYS = 3
_RARE_SHARE, _MOSTLY = 0.05, 0.8
_HIGHEST = 10.0
_SIGNS = frozenset("|=")
_YES_AND_NO = (("j", "ja"), ("n", "nee"), ("y", "yes"), ("n", "no"))


@dataclass(frozen=True)
class Mended:
    """A survey as it would read, and what makes it so.

    survey: with the columns below as they would be. spellings: by column, the labels that are slips with the label that
    each is read as. missing: by column, the words among numbers that say that there is no answer, and the strays.
    strays: by column, the few answers that are none of those that the columns beside it have.
    """

    survey: Survey
    spellings: Mapping[str, tuple[tuple[str, str], ...]]
    missing: Mapping[str, tuple[Answer, ...]]
    strays: Mapping[str, tuple[str, ...]]


def mend_slips(survey: Survey, columns: Sequence[ColumnReceipt], grades: Collection[str] = ()) -> Mended:
    """The survey with the evident slips in these columns read as what they mean; its columns of numbers as numbers.

    A slip is evident where the label that it resembles (`near_duplicates`) is given five times as often in its column,
    or twenty times as often in the columns that share two or more of its labels. A column is one of numbers where all
    its labels, or all its texts, but those that say that there is no answer (*weet niet*) are numbers, three or more.

    Strays are at most three answers, given by at most one in twenty, that are none of the ordered answers, or of the
    whole numbers to 10, that two other columns share; the column has these answers but for one at most. In `grades`,
    columns that ask for a mark out of ten, they are what is no number to 10 (*8-*). Where a number is asked for, a text
    such as *ca. 20* is read as the number in it (`written_numbers`); the few that say none are strays.
    """
    worded = [c for c in columns if c.kind is Kind.CATEGORY and c.personal is None and not c.description.technical]
    worded = [c for c in worded if sum(count > 0 for count in c.answers.values()) <= _MOST_LABELS]
    worded += [counted for column in columns if (counted := _mostly_numbers(column, survey))]
    highest = _shared_highest(columns, worded, survey)
    missing = {
        column.name: words
        for column in worded
        if (words := _words_among_numbers(column, survey, highest, graded=column.name in grades))
    }
    written = {
        column.name: how
        for column in worded
        if column.name not in missing and (how := _written_among(column, survey, graded=column.name in grades))
    }
    missing |= {name: tuple(map(Answer, how.none)) for name, how in written.items()}
    spelled = {name: tuple(how.meant.items()) for name, how in written.items()}
    respelled = {c.name: _respelled(c, spelled[c.name]) if c.name in spelled else c for c in worded}
    changed = {name: _as_numbers(respelled[name], missing[name], survey) for name in missing}
    labelled = [column for column in worded if column.name not in missing and column.kind is Kind.CATEGORY]
    spellings = {column.name: slips for column in labelled if (slips := _evident(column, labelled))}
    changed |= {c.name: _respelled(c, spellings[c.name]) for c in labelled if c.name in spellings}
    labelled = [changed.get(column.name, column) for column in labelled]
    families = _shared_labels(labelled)
    outside = {column.name: found for column in labelled if (found := _stray_labels(column, families))}
    changed |= {column.name: _without(column, outside[column.name]) for column in labelled if column.name in outside}
    if not changed:
        return Mended(survey, {}, {}, {})
    strays = outside | {
        name: texts
        for name, words in missing.items()
        if (texts := tuple(word.code for word in words if not is_no_answer(word.code)))
    }
    responses = survey.responses.copy()
    for name in changed:
        if name in missing:
            responses[name] = _number_answers(responses[name], dict(spelled.get(name, ())), survey)
            continue
        answers = _read_as(responses[name], dict(spellings.get(name, ())))
        responses[name] = answers.cat.remove_categories(list(outside[name])) if name in outside else answers
    missing |= {name: tuple(map(Answer, texts)) for name, texts in outside.items()}
    spellings |= {name: pairs for name, pairs in spelled.items() if pairs}
    receipt = replace(survey.receipt, columns=tuple(changed.get(c.name, c) for c in survey.receipt.columns))
    return Mended(replace(survey, responses=responses, receipt=receipt), spellings, missing, strays)


def _counts(column: ColumnReceipt) -> dict[str, int]:
    return {str(label): count for label, count in column.answers.items() if count}


def _mostly_numbers(column: ColumnReceipt, survey: Survey) -> ColumnReceipt | None:
    """A column of texts with how often each was given, where most of the first are numbers."""
    if column.kind is not Kind.TEXT or column.personal is not None or column.description.technical:
        return None
    answers = survey.responses[column.name].dropna().astype(str)
    counts = answers.value_counts()
    read = _numbers(counts.index[:_EXAMINED].tolist(), survey)
    if list(read.values()).count(None) > len(read) / 2:
        return None
    return replace(column, answers=counts.to_dict())


def _written_among(column: ColumnReceipt, survey: Survey, *, graded: bool) -> WrittenNumbers | None:
    decimal: DecimalSign = "." if survey.receipt.decimal == "." else ","
    if graded:
        return written_grades(_counts(column), decimal)
    if not asks_for_a_number(column):
        return None
    asked = f"{column.name.replace('_', ' ')} {column.description.label}"
    return written_numbers(_counts(column), asked, decimal)


def _numbers(labels: Sequence[str], survey: Survey) -> dict[str, float | None]:
    read = read_numbers(labels, "." if survey.receipt.decimal == "." else ",")
    return dict(zip(labels, read.values, strict=True))


def _words_among_numbers(
    column: ColumnReceipt, survey: Survey, highest: Collection[float], *, graded: bool
) -> tuple[Answer, ...]:
    counts = _counts(column)
    read = _numbers(list(counts), survey)
    words = [label for label, number in read.items() if number is None]
    numbers = [number for number in read.values() if number is not None]
    if len(numbers) < _FEWEST_NUMBERS or not words:
        return ()
    strays = [word for word in words if not is_no_answer(word)]
    if strays:
        codes = {found.code for found in suspected_among(dict.fromkeys(numbers, 1))}
        points = [number for number in numbers if number not in codes]
        fits = _are_points(points) and any(max(points) in (high, high - 1) for high in highest)
        fits |= graded and bool(points) and min(points) >= 0 and max(points) <= _HIGHEST
        if not fits or not _rare(strays, counts) or _SIGNS & set("".join(strays)):
            return ()
    return tuple(map(Answer, words))


def _rare(labels: Collection[str], counts: Mapping[str, int]) -> bool:
    given = sum(counts[label] for label in labels)
    return len(labels) <= _MOST_STRAYS and given <= max(1, _RARE_SHARE * sum(counts.values()))


def _are_points(numbers: Collection[float]) -> bool:
    return len(numbers) >= _FEWEST_NUMBERS and all(n.is_integer() and 0 <= n <= _HIGHEST for n in numbers)


def _shared_highest(columns: Sequence[ColumnReceipt], worded: Sequence[ColumnReceipt], survey: Survey) -> set[float]:
    """The highest points of at least two columns that are answered in points, words among them or not."""
    found = Counter[float]()
    for column in columns:
        if column.kind is Kind.NUMBER and column.personal is None and not column.description.technical:
            codes = {suspected.code for suspected in column.suspected}
            points = [float(str(n)) for n, count in column.answers.items() if count and n not in codes]
            if _are_points(points):
                found[max(points)] += 1
    for column in worded:
        counts = _counts(column)
        numbers = {text: number for text, number in _numbers(list(counts), survey).items() if number is not None}
        mostly = sum(counts[text] for text in numbers) >= _MOSTLY * sum(counts.values())
        if mostly and _are_points(numbers.values()):
            found[max(numbers.values())] += 1
    return {high for high, columns_with in found.items() if columns_with >= _FEWEST_ALIKE}


def _shared_labels(columns: Sequence[ColumnReceipt]) -> list[frozenset[str]]:
    """The sets of labels, in an order that is known, that at least two columns share."""
    found = Counter(frozenset(map(loose_key, given_labels(column))) for column in columns if ordered_answers(column))
    return [keys for keys, count in found.items() if count >= _FEWEST_ALIKE and len(keys) >= _FEWEST_LABELS]


def _stray_labels(column: ColumnReceipt, families: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """The labels of a column that are none of a set that others share, where it has the rest of that set."""
    labels = given_labels(column)
    keys = set(map(loose_key, labels))
    near = [family for family in families if len(keys & family) >= max(_FEWEST_LABELS, len(family) - 1)]
    if not near or ordered_answers(column):
        return ()
    family = max(near, key=lambda shared: len(keys & shared))
    strays = tuple(label for label in labels if loose_key(label) not in family)
    return strays if strays and _rare(strays, _counts(column)) and not _SIGNS & set("".join(strays)) else ()


def _without(column: ColumnReceipt, labels: Collection[str]) -> ColumnReceipt:
    counts = {label: count for label, count in column.answers.items() if str(label) not in labels}
    near = tuple(slip for slip in column.near_duplicates if not {slip.label, slip.meant} & set(labels))
    return replace(column, n=sum(counts.values()), answers=counts, near_duplicates=near)


def _as_numbers(column: ColumnReceipt, words: Collection[Answer], survey: Survey) -> ColumnReceipt:
    said = {word.code for word in words}
    counts = _counts(column)
    read = _numbers(list(counts), survey)
    numbers = Counter[float]()
    for label, count in counts.items():
        if label not in said:
            numbers[read[label] or 0.0] += count
    return replace(
        column,
        kind=Kind.NUMBER,
        n=column.n - sum(counts[word] for word in said),
        answers=dict(sorted(numbers.items())),
        range=(min(numbers), max(numbers)),
        suspected=suspected_among(numbers),
        near_duplicates=(),
    )


def _number_answers(answers: pd.Series, spelled: Mapping[str, str], survey: Survey) -> pd.Series:
    codes, labels = pd.factorize(answers)  # -1 where there is no answer: the last of the numbers
    texts = [spelled.get(str(label), str(label)) for label in labels]
    read = _numbers(list(dict.fromkeys(texts)), survey)
    numbers = np.array([*(read[text] for text in texts), None], dtype=float)
    return pd.Series(numbers[codes], index=answers.index, name=answers.name)


def _evident(column: ColumnReceipt, others: Sequence[ColumnReceipt]) -> tuple[tuple[str, str], ...]:
    """Each slip with what it means, which is no slip itself."""
    own = _counts(column)
    meant = _initials(own)
    for slip in near_duplicates(own):
        if slip.count * _RARE <= slip.meant_count:
            meant[slip.label] = meant.get(slip.meant, slip.meant)
    keys = {loose_key(label) for label in own}
    elsewhere = Counter[str]()
    for other in others:
        theirs = _counts(other)
        if len(keys & {loose_key(label) for label in theirs}) >= _SHARED:
            elsewhere.update(theirs)
    for slip in near_duplicates(elsewhere):
        if slip.label in own and slip.label not in meant and slip.count * _RARE_ELSEWHERE <= slip.meant_count:
            found = next((label for label in own if exact_key(label) == exact_key(slip.meant)), slip.meant)
            meant[slip.label] = meant.get(found, found)
    plain = {label: text for label, text in meant.items() if not _SIGNS & {*label, *text}}
    return tuple(plain.items())


def _initials(counts: Mapping[str, int]) -> dict[str, str]:
    """*J* and *n* where others wrote *ja* and *nee* in full."""
    by_key = {loose_key(label): label for label in counts}
    if not by_key or not all(any(key in word for word in _YES_AND_NO) for key in by_key):
        return {}
    return {by_key[initial]: by_key[full] for initial, full in _YES_AND_NO if initial in by_key and full in by_key}


def _respelled(column: ColumnReceipt, slips: Collection[tuple[str, str]]) -> ColumnReceipt:
    read_as = dict(slips)
    counts = Counter[object]()
    for label, count in column.answers.items():
        counts[read_as.get(str(label), label)] += count
    near = tuple(slip for slip in column.near_duplicates if slip.label not in read_as)
    return replace(column, answers=dict(counts), near_duplicates=near)


def _read_as(answers: pd.Series, read_as: Mapping[str, str]) -> pd.Series:
    if not isinstance(answers.dtype, pd.CategoricalDtype):
        return answers.replace(dict(read_as))
    categories = list(dict.fromkeys(read_as.get(str(label), str(label)) for label in answers.cat.categories))
    read = answers.astype("object").map(lambda label: read_as.get(label, label), na_action="ignore")
    return read.astype(pd.CategoricalDtype(categories, ordered=bool(answers.cat.ordered)))
