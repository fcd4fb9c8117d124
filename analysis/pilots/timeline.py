"""What happened when: start, extensions, decisions and changes of course of the pilots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import PilotsError
from analysis.pilots.attributes import LIST_SEPARATOR, Language
from analysis.pilots.codebook import NAME, SHIPPED, YES
from analysis.pilots.collection import Basis, Pilots
from analysis.pilots.csv_records import read_records

_COLUMNS = (NAME, "date", "kind", "text", "text_en", "section", "basis", "intended")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})|/(\d{4}))?")
_SCHOOL_YEAR_BEGINS = 8  # August


class EventKind(StrEnum):
    """What sort of moment; the strings are those of the file."""

    OCCASION = "aanleiding"
    EXPLORATION = "verkenning"
    START = "start"
    EXPANSION = "uitbreiding"
    EXTENSION = "verlenging"
    TENDER = "aanbesteding"
    EVALUATION = "evaluatie"
    DECISION = "besluit"
    CHANGE_OF_COURSE = "koerswijziging"
    CIRCUMSTANCE = "omstandigheid"  # a change around the pilot, not of the pilot
    END = "einde"


@dataclass(frozen=True)
class Event:
    """One moment of one pilot.

    date: as the source gives it: `2015`, `2019-12` or the school year `2020/2021`; empty where it gives none. time: the
    same as a year with a fraction, for a picture (a year alone is its middle, a school year its beginning in August);
    None where there is none. intended: lay in the future when the report appeared (March 2021).
    """

    pilot: str
    date: str
    time: float | None
    kind: EventKind
    texts: Mapping[Language, str]
    sections: tuple[str, ...]
    basis: Basis
    intended: bool

    def text(self, language: Language = "nl") -> str:
        return self.texts[language]


def load_timeline(pilots: Pilots) -> tuple[Event, ...]:
    """The moments of these pilots, in their order and by date, those without a date last.

    Of an own pilot the only moments are its start and, where its length is stated too, its end; they have no source.
    """
    events = [event for event in _shipped() if event.pilot in pilots.names and event.pilot not in pilots.own_names]
    for name in pilots.own_names:
        events.extend(_own(pilots, name))
    order = {name: position for position, name in enumerate(pilots.names)}
    return tuple(
        sorted(events, key=lambda e: (order[e.pilot], e.time is None, e.time or 0.0))  # stable: the file's order
    )


def _shipped() -> tuple[Event, ...]:
    path = SHIPPED.with_name(f"{SHIPPED.stem}_timeline.csv")
    return tuple(
        Event(
            pilot=record.cells[NAME],
            date=record.cells["date"],
            time=_time(record.cells["date"], record.row),
            kind=EventKind(record.cells["kind"]),
            texts={"nl": record.cells["text"], "en": record.cells["text_en"]},
            sections=tuple(record.cells["section"].split(LIST_SEPARATOR)),
            basis=Basis(record.cells["basis"]),
            intended=record.cells["intended"] == YES,
        )
        for record in read_records(path, known=_COLUMNS, required=_COLUMNS)
    )


def _own(pilots: Pilots, name: str) -> list[Event]:
    start, length = pilots.value(name, "start_year"), pilots.value(name, "duration_years")
    if not isinstance(start, int):
        return []
    events = [_own_event(name, start, EventKind.START, {"nl": "Start", "en": "Start"})]
    if isinstance(length, int):
        words: Mapping[Language, str] = {"nl": "Afgesproken einde", "en": "Agreed end"}
        events.append(_own_event(name, start + length, EventKind.END, words))
    return events


def _own_event(name: str, year: int, kind: EventKind, words: Mapping[Language, str]) -> Event:
    return Event(name, str(year), year + 0.5, kind, words, (), Basis.STATED, False)


def _time(date: str, row: int) -> float | None:
    if not date:
        return None
    found = _DATE.fullmatch(date)
    if found is None:
        raise PilotsError(
            "Kolom {column}, rij {row}: {value} is geen datum. Schrijf 2015, 2019-12 of het schooljaar 2020/2021.",
            column="date",
            row=row,
            value=date,
        )
    year, month, school_year = found.groups()
    if school_year:
        return int(year) + (_SCHOOL_YEAR_BEGINS - 1) / 12
    return int(year) + ((int(month) - 1) / 12 if month else 0.5)
