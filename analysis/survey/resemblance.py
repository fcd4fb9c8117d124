"""Labels that look like a slip of another label: *Netwrk* beside *netwerk*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.survey.wording import loose_key

_MOST_LABELS = 500
_SHORTEST = 4
_LONG = 12
_DIGITS = re.compile(r"[0-9]+")
_CAPITALS = re.compile(r"[A-Z]{2,5}")
_AGAIN = re.compile(r"([^\W\d_])\1+")


@dataclass(frozen=True)
class NearDuplicate:
    """A label that is probably meant as another one, which is given at least as often.

    count: how often it occurs; 0 where that is withheld (`analysis.disclosure.protect_receipt`).
    """

    label: str
    count: int
    meant: str
    meant_count: int


def near_duplicates(counts: Mapping[str, int]) -> tuple[NearDuplicate, ...]:
    """The labels that differ from a more frequent one by a slip: a letter more, less, other, or two changed places.

    In labels of twelve letters and more two slips are allowed. Labels that begin with another letter (*eens* and
    *oneens*), with other digits (*groep 1* and *groep 2*), or that are shorter than four letters are never taken for
    each other; nor are labels of as many words of which two words differ in one of these ways (*helemaal mee eens* and
    *helemaal mee oneens*, *groep a* and *groep b*), but for a letter that stands once or twice (*me eens*). An *y* is
    an *ij*. Distance: optimal string alignment. Capitals are taken for the words that begin with them (*VO* beside
    *Voortgezet onderwijs*), where these are of one label only.
    """
    if len(counts) > _MOST_LABELS:
        return ()
    ranked = sorted(counts, key=lambda label: -counts[label])
    return tuple(_slips(ranked, counts))


def is_slip_of_any(label: str, known: Iterable[str]) -> bool:
    """Whether a label differs by a slip (see `near_duplicates`) from one of the known ones."""
    return any(_is_slip(_as_spoken(label), _as_spoken(other)) for other in known)


def meant_by(text: str, labels: Iterable[str]) -> str:
    """The one of the labels that a text is evidently a slip of (see `near_duplicates`); empty where it is of no one."""
    found = [label for label in labels if _is_slip(_as_spoken(text), _as_spoken(label))]
    return found[0] if len(found) == 1 else ""


def _as_spoken(label: str) -> str:
    return loose_key(label).replace("ij", "y")


def _slips(ranked: list[str], counts: Mapping[str, int]) -> Iterator[NearDuplicate]:
    keys = {label: _as_spoken(label) for label in ranked}
    short = _abbreviations(ranked)
    for place, label in enumerate(ranked):
        for meant in ranked[:place]:
            if _is_slip(keys[label], keys[meant]) or short.get(label) == meant or short.get(meant) == label:
                yield NearDuplicate(label, counts[label], meant, counts[meant])
                break


def _abbreviations(labels: Sequence[str]) -> dict[str, str]:
    """Labels of two to five capitals, each with the one label whose words begin with them."""
    initials: dict[str, list[str]] = {}
    for label in labels:
        words = loose_key(label).split()
        if len(words) > 1 and not label.isupper():
            initials.setdefault("".join(word[0] for word in words), []).append(label)
    capitals = (label for label in labels if _CAPITALS.fullmatch(label))
    return {label: found[0] for label in capitals if len(found := initials.get(label.casefold(), [])) == 1}


def _is_slip(one: str, other: str) -> bool:
    shortest = min(len(one), len(other))
    allowed = 2 if shortest >= _LONG else 1
    if shortest < _SHORTEST or abs(len(one) - len(other)) > allowed or one[0] != other[0]:
        return False
    if _DIGITS.findall(one) != _DIGITS.findall(other) or _distance(one, other) > allowed:
        return False
    words, others = one.split(), other.split()
    return len(words) != len(others) or all(
        a == b or (a[0] == b[0] and (min(len(a), len(b)) >= _SHORTEST or _once_or_twice(a, b)))
        for a, b in zip(words, others, strict=True)
    )


def _once_or_twice(one: str, other: str) -> bool:
    """Whether two words differ only in how often a letter stands after itself: *me* and *mee*."""
    return min(len(one), len(other)) > 1 and _AGAIN.sub(r"\1", one) == _AGAIN.sub(r"\1", other)


def _distance(one: str, other: str) -> int:
    """Optimal string alignment: Levenshtein's distance in which two neighbours that changed places count once."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        current = [i]
        for j, b in enumerate(other, start=1):
            best = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, before[j - 2] + 1)
            current.append(best)
        before, previous = previous, current
    return previous[-1]
