"""When two texts that people typed are the same text: case, spacing, punctuation, accents, abbreviations."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

NOT_APPLICABLE = "niet van toepassing"
"""Kind of missing answer: the question does not concern the respondent. Also written *n.v.t.* and *nvt*."""

_ABBREVIATED_NOT_APPLICABLE = re.compile(r"\bn ?v ?t\b")
_PUNCTUATION = re.compile(r"[\s.,;:'’‘\"“”`´/()\[\]_–—-]+")
_SIGN = re.compile(r"[<>≤≥=+%]")
_SPACED_SIGN = re.compile(r" ?([<>≤≥=+%]) ?")
_LETTER = re.compile(r"[^\W\d_]")
_DASHES = str.maketrans("–—−", "---", " ")
#: Answers in signs, as they are read aloud: two dashes are no empty cell where plusses stand beside them.
_PLUS_AND_MINUS = {
    "-": "min",
    "--": "min min",
    "---": "min min min",
    "+": "plus",
    "++": "plus plus",
    "+++": "plus plus plus",
    **dict.fromkeys(("+/-", "-/+", "+-", "-+", "±"), "plus min"),
}
_DIGITS = re.compile(r"[0-9]+")
# Soft hyphens, zero-width spaces and joiners, direction marks, byte-order marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

_LONGEST_SIGNS = 5

T = TypeVar("T")


def tidy(text: str) -> str:
    """The text on one line, without space around it and with single spaces inside."""
    return " ".join(text.split())


def shortened(text: str, length: int = 80) -> str:
    """The text on one line, cut off at a length that a message can hold."""
    text = tidy(text)
    return text if len(text) <= length else text[: length - 1] + "…"


def exact_key(text: str) -> str:
    """The text without differences of case, spacing and invisible characters."""
    if not text.isascii():  # Files have hundreds of thousands of cells, nearly all of them plain.
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = tidy(text).casefold()
    return _SPACED_SIGN.sub(r"\1", text) if _SIGN.search(text) else text


def loose_key(text: str) -> str:
    """The text's words only: without accents and punctuation, `nvt` and `n.v.t.` written out.

    Empty where the text holds no letter, so that `<10` and `10` are never taken for each other; `+/-` is *plus min*.
    """
    bare = exact_key(text)
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFD", bare) if unicodedata.category(c) != "Mn")
    words = _PUNCTUATION.sub(" ", bare).strip()
    if not _LETTER.search(words):
        return in_plus_and_minus(bare)
    return _ABBREVIATED_NOT_APPLICABLE.sub(NOT_APPLICABLE, words)


def in_plus_and_minus(text: str) -> str:
    """An answer in signs (`--`, `+/-`, `++`) as it is read aloud; empty for anything else."""
    return _PLUS_AND_MINUS.get(text.translate(_DASHES), "") if len(text) <= _LONGEST_SIGNS else ""


def name_digits(text: str) -> list[int]:
    """The numbers in a text: `v_11` and `v_12` are two columns, `v1` and `v_01` may be one."""
    return [int(digits) for digits in _DIGITS.findall(text)]


class Lexicon(Generic[T]):
    """Finds the meaning of a text: exactly but for case and spacing, else by its words if these are unambiguous."""

    def __init__(self, meanings: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        loose: dict[str, list[T]] = {}
        for text, meaning in meanings:
            self._exact.setdefault(exact_key(text), meaning)
            if key := loose_key(text):
                loose.setdefault(key, []).append(meaning)
        self._loose = {key: found[0] for key, found in loose.items() if all(m == found[0] for m in found)}

    def find(self, text: str) -> T | None:
        """The meaning of the text, or None."""
        if not self._exact:
            return None
        found = self._exact.get(exact_key(text))
        return found if found is not None else self._loose.get(loose_key(text))


def closest(text: str, known: Iterable[str]) -> str | None:
    """The known text that the given one is most likely a slip of, or None."""
    by_key = {exact_key(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(exact_key(text), by_key, n=1, cutoff=0.7)
    return by_key[found[0]] if found else None
