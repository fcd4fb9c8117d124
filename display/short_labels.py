"""Labels from a questionnaire short enough for a chart and a sentence: without the opening that a whole set shares."""

from __future__ import annotations

import itertools
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_FEWEST_WORDS, _SHORTEST_STEM = 3, 20
_LONGEST_SPOKEN, _LONGEST_NAME = 60, 30
_SENTENCE_INSIDE = re.compile(r"[.?!:] \S")
_QUESTION_END = re.compile(r"[.?!:](?=\s|$)| [-–—](?=\s|$)")
_READABLE = re.compile(r"[^\W\d_]{4}")
_BRACKETS = {"[": "]", "(": ")"}


@dataclass(frozen=True)
class ToldApart:
    """Labels without the words that all of them begin with. stem: these words; "" where nothing was taken off."""

    stem: str
    labels: tuple[str, ...]


def told_apart(labels: Sequence[str]) -> ToldApart:
    """What tells the labels of one set apart; they stay as they are where they do not begin alike.

    An opening is at least three words and twenty characters; it ends where a word does, and nothing that is left is
    empty or the same as another. What is left of `… [De lijnen zijn kort]` stands without its brackets.
    """
    unchanged = ToldApart("", tuple(labels))
    if len(set(labels)) < 2:
        return unchanged
    stem = _opening(labels)
    if len(stem) < _SHORTEST_STEM or len(stem.split()) < _FEWEST_WORDS:
        return unchanged
    rest = tuple(_ending(label[len(stem) :]) for label in labels)
    if not all(re.search(r"\w", end) for end in rest) or len({end.casefold() for end in rest}) < len(rest):
        return unchanged
    return ToldApart(stem.rstrip(" :"), tuple(end[:1].upper() + end[1:] for end in rest))


def spoken(label: str, name: str = "") -> str:
    """A label inside a sentence or a title: a question, or what is very long, becomes a name in quotation marks.

    name: of the column; it is used instead where it can be read as words (`gemeente`, `mate_van_overleg`).
    """
    long = len(label) > _LONGEST_SPOKEN
    if not long and not label.endswith("?") and not _SENTENCE_INSIDE.search(label):
        return label
    readable = name.replace("_", " ").strip()
    if readable != label and len(readable) <= _LONGEST_NAME and "?" not in readable and _READABLE.search(readable):
        return f"‘{readable}’"
    short = textwrap.shorten(label, _LONGEST_SPOKEN, placeholder="…").replace(",…", "…")
    if len(short) <= 1:  # one word as long as a line
        short = label[: _LONGEST_SPOKEN - 1] + "…"
    return f"‘{short}’"


def spoken_choice(question: str, option: str, others: Sequence[str] = ()) -> str:
    """One answer of a question with several, inside a sentence or a title: the question is shortened, never the answer.

    others: the other answers; one that begins like another for as long as a line stands there in full.
    """
    if spoken(question) == question and len(question) + len(option) <= _LONGEST_SPOKEN:
        return f"‘{question}: {option}’"
    answers = [_answer_in_quotes(answer) for answer in (option, *others)]
    answer = answers[0] if answers.count(answers[0]) == 1 else f"‘{option}’"
    asked = re.split(r"(?<=\?)\s+\S", question, maxsplit=1)[0]  # without `(meerdere antwoorden mogelijk)` behind it
    return f"{answer} ({spoken(asked).strip('‘’')})"


def _answer_in_quotes(answer: str) -> str:
    short = spoken(answer)
    return short if short.startswith("‘") else f"‘{short}’"


def _opening(labels: Sequence[str]) -> str:
    """What all labels begin with, up to the last sign that ends a question there, or else the last whole word."""
    alike = itertools.takewhile(lambda each: len(set(each)) == 1, zip(*labels, strict=False))
    opening = "".join(each[0] for each in alike)
    if any(label[len(opening) :][:1].isalnum() for label in labels):
        opening = re.sub(r"\w+$", "", opening)  # half a word
    for sign in _BRACKETS:
        if opening.count(sign) > opening.count(_BRACKETS[sign]):
            opening = opening[: opening.rindex(sign)]
    ends = [found.end() for found in _QUESTION_END.finditer(opening)]
    if ends and len(opening[: ends[-1]].strip()) >= _SHORTEST_STEM:
        opening = opening[: ends[-1]]
    return opening.rstrip(" [(–-")


def _ending(text: str) -> str:
    text = text.strip(" :–-")
    closing = _BRACKETS.get(text[:1], "")
    inner = text[1:-1]
    wrapped = bool(closing) and text.endswith(closing) and inner.count(text[0]) == inner.count(closing)
    return inner.strip() if wrapped else text
