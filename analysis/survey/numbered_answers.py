"""Answers that bring their own number: *1 - helemaal oneens*, *2*, … *5 - helemaal eens*; often only the ends say what
they mean."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from analysis.survey.answer_orders import is_no_answer
from analysis.survey.codebook_entries import Answer
from analysis.survey.coding import MOST_CODES, NO_ANSWER_CODES, suspected_codes
from analysis.survey.wording import exact_key, tidy

_FIRST = re.compile(r"([0-9]{1,2})(?: ?[=:.)–—-] ?| (?=\()| )(.+)")
_LAST = re.compile(r"(.+?)(?: ?[=:–—-] ?| ?[(\[]| )([0-9]{1,2})[)\]]?")
_BARE = re.compile(r"-?[0-9]{1,3}")


@dataclass(frozen=True)
class NumberedAnswers:
    """The answers by their numbers, low to high, and those that say that there is none."""

    answers: tuple[Answer, ...]
    missing: tuple[Answer, ...]


def numbered_answers(labels: Collection[str]) -> NumberedAnswers | None:
    """The answers with the number in each label as code and the rest as its text; None where not all have a number.

    The number stands before the text or behind it, in all of them alike; a number may stand alone, and a text that says
    that there is no answer too. Texts differ, as do numbers: *1 kind*, *2 kind* and *4 havo*, *4 vwo* are no codes.
    """
    texts = {tidy(label) for label in labels}
    bare = {text for text in texts if _BARE.fullmatch(text)}
    apart = {text for text in texts - bare if is_no_answer(text)}
    worded = sorted(texts - bare - apart)
    if not worded:
        return None
    first = [_FIRST.fullmatch(text) for text in worded]
    last = [_LAST.fullmatch(text) for text in worded]
    if all(first):
        pairs = [(int(found[1]), _stripped(found[2])) for found in first if found]
    elif all(last):
        pairs = [(int(found[2]), tidy(found[1])) for found in last if found]
    else:
        return None
    return _answers(pairs, [int(text) for text in bare], apart)


def _answers(pairs: list[tuple[int, str]], bare: list[int], apart: set[str]) -> NumberedAnswers | None:
    codes = [*(code for code, _ in pairs), *bare]
    said = [exact_key(text) for _, text in pairs]
    words = all(any(c.isalpha() for c in text) and not text[0].isdigit() for _, text in pairs)
    if not words or len(set(codes)) < len(codes) or len(set(said)) < len(said) or any("|" in text for text in said):
        return None
    none = {code for code, text in pairs if is_no_answer(text)}
    none |= {code for code in bare if code in NO_ANSWER_CODES or code < 0}
    none |= {int(code) for code in suspected_codes(float(c) for c in codes if c not in none) if int(code) in bare}
    told = dict(pairs)
    kept = sorted(code for code in codes if code not in none)
    if len(kept) < 2 or kept[-1] - kept[0] >= MOST_CODES or not set(kept) & told.keys():
        return None
    missing = [Answer(str(code), told.get(code, "")) for code in sorted(none)]
    return NumberedAnswers(
        tuple(Answer(str(code), told.get(code, "")) for code in range(kept[0], kept[-1] + 1)),
        (*missing, *map(Answer, sorted(apart))),
    )


def _stripped(text: str) -> str:
    """The text without the brackets around all of it."""
    return tidy(text[1:-1]) if text.startswith("(") and text.endswith(")") and text.count("(") == 1 else tidy(text)
