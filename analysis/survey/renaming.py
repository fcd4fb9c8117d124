"""A column that the codebook names and the file lacks, and the new column of the file that seems to be the same one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.survey.answers import AnswerReader, Missing, described_answers
from analysis.survey.codebook import Codebook
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.multiple import stem_and_end
from analysis.survey.numbers import plain_number
from analysis.survey.tables import RawColumn
from analysis.survey.wording import loose_key, name_digits

_ALIKE = 0.6
"""So much of two names or questions has to be the same."""
_CLEARLY = 0.05
"""By so much the best has to be more alike than the next: else nobody knows which of the two it is."""
_MOST_FITTING = 0.7
_FEWEST_LABELS = 3
_MOST_TEXTS = 200
_NEGATIONS = frozenset({"niet", "geen", "nooit", "not", "no", "never"})


@dataclass(frozen=True)
class Renamed:
    """What a column of the codebook seems to be called in the file.

    column: its name in the codebook. found: in the file. fitting: how many of the `answers` different answers in the
    file are answers of the codebook; both 0 where the codebook lists none and numbers or texts of any kind do. label:
    this file's text of the question, where the codebook's label is the text of before; empty where that label is words
    of one's own, or still the same.
    """

    column: str
    found: str
    fitting: int
    answers: int
    label: str = ""


def find_renamed(absent: Sequence[CodebookEntry], unused: Sequence[RawColumn], codebook: Codebook) -> list[Renamed]:
    """For the columns that are absent the new ones that seem to be the same, each one at most once.

    Alike are two columns whose names, or whose questions, have most of their letters or words in common, and of which
    the answers fit; a question that is the denial of the other is never taken for it, nor is `v_12` for `v_11`. Where
    no names are alike, at least three labels that all fit will do, if no other column of the codebook has them. Who is
    alike to two others is left to the user.
    """
    if not absent or not unused:
        return []
    fits = {(e.column, c.name): fit for e in absent for c in unused if (fit := _fit(e, c)) is not None}
    likeness = {
        (e.column, c.name): _likeness(e, c) for e in absent for c in unused if _enough(fits.get((e.column, c.name)))
    }
    pairs = dict(_clear_pairs({pair: score for pair, score in likeness.items() if score >= _ALIKE}))
    left = [e for e in absent if e.column not in pairs]
    free = [c for c in unused if c.name not in pairs.values()]
    by_answers = {
        (e.column, c.name): 1.0
        for e in left
        for c in free
        if _labels_of_its_own(e, codebook) and _all_fit(fits.get((e.column, c.name)))
    }
    pairs |= _clear_pairs(by_answers)
    columns = {column.name: column for column in unused}
    return [
        Renamed(e.column, found, *fits[e.column, found], _question_now(e, columns[found]))
        for e in absent
        if (found := pairs.get(e.column)) is not None
    ]


def _question_now(entry: CodebookEntry, column: RawColumn) -> str:
    label, described = entry.label_nl, column.description
    name = column.name if " " in column.name else ""
    text = described.own_text or described.label or name
    of_before = label == entry.column or _alike(label, text) >= _ALIKE
    return text if of_before and text != label else ""


def _clear_pairs(scores: Mapping[tuple[str, str], float]) -> Iterator[tuple[str, str]]:
    """The pairs of which each is clearly the best for the other."""
    for (column, found), score in scores.items():
        rivals = [
            s for pair, s in scores.items() if pair != (column, found) and (pair[0] == column or pair[1] == found)
        ]
        if all(score >= rival + _CLEARLY for rival in rivals):
            yield column, found


def _enough(fit: tuple[int, int] | None) -> bool:
    return fit is not None and fit[0] >= _MOST_FITTING * fit[1]


def _all_fit(fit: tuple[int, int] | None) -> bool:
    return fit is not None and fit[0] == fit[1] >= _FEWEST_LABELS


def _labels_of_its_own(entry: CodebookEntry, codebook: Codebook) -> bool:
    """Whether its answers tell which column it is: words, that no other column of the codebook has."""
    if entry.role is Role.ITEM or any(plain_number(answer.label) is not None for answer in entry.answers):
        return False
    labels = {answer.label for answer in entry.answers}
    return all(labels != {a.label for a in other.answers} for other in codebook if other is not entry)


def _fit(entry: CodebookEntry, column: RawColumn) -> tuple[int, int] | None:
    """How many of the different answers fit, and how many there are; None where nothing can be said of them."""
    if len(column.values) > _MOST_TEXTS and entry.answers:
        return None
    reader = AnswerReader(entry, described_answers(column.description)[1])
    read = [(text, reader.read(text)) for text in column.values[:_MOST_TEXTS]]
    given = [(text, answer) for text, answer in read if not isinstance(answer, Missing)]
    if not given:
        return None
    if entry.role is Role.GRADE:
        return sum(isinstance(a, Answer) or plain_number(text) is not None for text, a in given), len(given)
    if not entry.answers or entry.multiple:
        return 0, 0
    return sum(isinstance(answer, Answer) for _, answer in given), len(given)


def _likeness(entry: CodebookEntry, column: RawColumn) -> float:
    """0 to 1: of the names and of the questions what is most alike."""
    described = column.description
    scores = [_alike_names(entry.column, column.name)]
    for question in filter(None, (entry.label_nl, entry.label_en)):
        scores += [_alike(question, text) for text in {described.own_text, described.label, column.name} if text]
    return max(scores)


def _alike_names(one: str, other: str) -> float:
    """Of two names with one beginning (*Samenwerking [wij overleggen]*) only the ends tell them apart."""
    first, second = stem_and_end(one), stem_and_end(other)
    if first and second and loose_key(first[0]) == loose_key(second[0]):
        return _alike(first[1], second[1])
    return _alike(one, other)


def _alike(one: str, other: str) -> float:
    if name_digits(one) != name_digits(other):
        return 0.0
    first, second = (loose_key(text.replace("_", " ")) for text in (one, other))
    words, others = set(first.split()), set(second.split())
    if not words or not others or bool(words & _NEGATIONS) != bool(others & _NEGATIONS):
        return 0.0
    letters = difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
    return max(letters, 2 * len(words & others) / (len(words) + len(others)))
