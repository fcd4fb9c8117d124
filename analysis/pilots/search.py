"""Finding pilots, arrangements, types and functions by words and by what they have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from analysis.pilots.arrangements import Arrangement, Concept, ConceptKind, TypeFrequency
from analysis.pilots.attributes import Kind, Language
from analysis.pilots.collection import Pilots

Facet = Literal["functions", "education", "funding", "providers"]
FACETS: tuple[Facet, ...] = ("functions", "education", "funding", "providers")


class EntryKind(StrEnum):
    """What was found."""

    PILOT = "pilot"
    ARRANGEMENT = "arrangement"
    TYPE = "type"
    FUNCTION = "functie"


@dataclass(frozen=True)
class Entry:
    """One thing that can be found: its name, what it is about, the codes to filter by, and where it stands.

    `education` mixes school types and sectors, `funding` instruments, variants and laws: the codes of the files.
    `providers` are names of organisations, and for a pilot the code of its way of delivering help.
    """

    kind: EntryKind
    name: str
    summary: str
    words: str
    functions: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facets:
    """What the user filters by: any of the chosen codes within a facet, all facets together; empty is no filter."""

    kinds: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    education: tuple[str, ...] = ()
    funding: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The entries that meet the filter, in the order in which they were collected, out of how many."""

    entries: tuple[Entry, ...] = field(default=())
    of: int = 0


def collect(
    pilots: Pilots,
    arrangements: Iterable[Arrangement],
    types: Iterable[TypeFrequency],
    concepts: Iterable[Concept],
    language: Language = "nl",
) -> tuple[Entry, ...]:
    """Everything that can be found, in one language."""
    entries = [_pilot(pilots, name, language) for name in pilots.names]
    entries += [
        Entry(
            EntryKind.ARRANGEMENT,
            found.name,
            found.target(language),
            " ".join((found.name, found.target(language), found.other(language), *found.partners, *found.funding)),
            found.functions,
            found.sectors,
            found.funding,
            found.partners,
            found.sections,
        )
        for found in arrangements
    ]
    labels = dict.fromkeys((found.label(language), found.label("nl")) for found in types)
    tables = ("002 B.5.9", "002 B.6.8")
    entries += [Entry(EntryKind.TYPE, label, "", f"{label} {dutch}", sections=tables) for label, dutch in labels]
    entries += [
        Entry(
            EntryKind.FUNCTION,
            found.label(language),
            found.description(language),
            f"{found.label(language)} {found.code} {found.description(language)}",
            functions=(found.code,),
            sections=found.sections,
        )
        for found in concepts
        if found.kind is ConceptKind.FUNCTION
    ]
    return tuple(entries)


def find(entries: Sequence[Entry], text: str = "", facets: Facets | None = None) -> Found:
    """The entries that contain every word of the text (accents and capitals aside) and meet every facet."""
    facets = facets or Facets()
    wanted = _plain(text).split()
    return Found(
        tuple(
            entry
            for entry in entries
            if (not facets.kinds or entry.kind in facets.kinds)
            and all(word in _plain(entry.words) for word in wanted)
            and all(_meets(getattr(entry, facet), getattr(facets, facet)) for facet in FACETS)
        ),
        len(entries),
    )


def facet_options(entries: Iterable[Entry], facet: Facet) -> tuple[str, ...]:
    """The codes of a facet that occur, in order of first occurrence."""
    return tuple(dict.fromkeys(code for entry in entries for code in getattr(entry, facet)))


def _pilot(pilots: Pilots, name: str, language: Language) -> Entry:
    texts = (pilots.text(name, a.name, language) or "" for a in pilots.attributes if not a.kind.is_numeric)
    origins = [pilots.provenance(name, attribute) for attribute in ("target_group", "school_types")]
    return Entry(
        EntryKind.PILOT,
        name,
        pilots.text(name, "target_group", language) or "",
        " ".join((name, *texts)),
        _codes(pilots, name, "functions"),
        _codes(pilots, name, "school_types"),
        (*_codes(pilots, name, "instrument"), *_codes(pilots, name, "funding_variant")),
        _codes(pilots, name, "delivery"),
        tuple(dict.fromkeys(section for origin in origins if origin for section in origin.sections)),
    )


def _codes(pilots: Pilots, name: str, attribute: str) -> tuple[str, ...]:
    value = pilots.value(name, attribute)
    assert pilots.attribute(attribute).kind in (Kind.CHOICE, Kind.CHOICES)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _meets(codes: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not wanted or any(code in wanted for code in codes)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
