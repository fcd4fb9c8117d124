"""Own pilots: a template to fill in, a form's answers as a pilot, and own pilots beside those of the report."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analysis.errors import PilotsError
from analysis.pilots.attributes import LIST_SEPARATOR, Language, Value
from analysis.pilots.codebook import NAME, read_codebook
from analysis.pilots.collection import Pilots
from analysis.pilots.loading import load_pilots

_MOST_OWN = 50  # more is no set of pilots to compare, and would make every picture unreadable


def blank_template(language: Language = "nl") -> bytes:
    """A CSV file (UTF-8 with byte order mark, `;`) with every column and one example row that says what goes where.

    The example row is a real row that loads: its name says that it is to be replaced.
    """
    attributes = read_codebook()
    example: dict[str, str] = {
        NAME: "Voorbeeld (vervang deze rij)" if language == "nl" else "Example (replace this row)"
    }
    for attribute in attributes:
        if attribute.answers:
            example[attribute.name] = next(iter(attribute.answers))
    return _written([example], [NAME, *(attribute.name for attribute in attributes)])


def build_own(name: str, fields: Mapping[str, str]) -> Pilots:
    """One own pilot from the texts of a form, by attribute; an empty text is not stated.

    Raises PilotsError as `load_pilots` does; in its sentences the row is that of the file which the form would be.
    """
    known = {attribute.name for attribute in read_codebook()}
    stated = {attribute: text for attribute, text in fields.items() if attribute in known and text.strip()}
    if not name.strip():
        raise PilotsError("De pilot heeft nog geen naam. Vul de naam van uw gemeente of regio in.")
    return load_pilots(io.BytesIO(_written([{NAME: name.strip(), **stated}], [NAME, *stated])))


def add_own(pilots: Pilots, own: Pilots) -> Pilots:
    """The pilots with own ones after them; what the report says keeps its sources, own values have none.

    Raises PilotsError where a name is there already (in any case of letters) or there are more than fifty own ones.
    """
    taken = {name.casefold() for name in pilots.names}
    for name in own.names:
        if name.casefold() in taken:
            raise PilotsError("Er is al een pilot die {name} heet. Geef de eigen pilot een andere naam.", name=name)
    if len(pilots.own_names) + len(own.names) > _MOST_OWN:
        raise PilotsError(
            "Er zouden {count} eigen pilots zijn; er is ruimte voor {most}. Haal er eerst een paar weg.",
            count=len(pilots.own_names) + len(own.names),
            most=_MOST_OWN,
        )
    frame = pd.concat([pilots.frame, own.frame])
    # Concatenating keeps the type of every column: both frames were made by the same codebook.
    return replace(
        pilots,
        frame=frame,
        provenances={**pilots.provenances, **own.provenances},
        contradictions=(*pilots.contradictions, *own.contradictions),
        english_texts={**pilots.english_texts, **own.english_texts},
        own_names=(*pilots.own_names, *own.names),
    )


def without_own(pilots: Pilots, name: str) -> Pilots:
    """The pilots without one of the own ones; KeyError where there is no own pilot of that name."""
    if name not in pilots.own_names:
        raise KeyError(name)
    return replace(
        pilots,
        frame=pilots.frame.drop(index=name),
        own_names=tuple(other for other in pilots.own_names if other != name),
    )


def export_own(pilots: Pilots, names: tuple[str, ...]) -> bytes:
    """These pilots as a CSV file that `load_pilots` reads back to the same values."""
    columns = [attribute.name for attribute in pilots.attributes]
    rows = [{NAME: name, **{c: _text(pilots.value(name, c)) for c in columns}} for name in names]
    return _written(rows, [NAME, *columns])


def _text(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    if isinstance(value, float):
        # Six decimals at least: 0.125 with three could be read as a hundred and twenty-five.
        plain = f"{value:.6f}" if abs(value - round(value, 6)) < 1e-12 else f"{value:.15f}"
        return f"{value:.0f}" if value.is_integer() else plain
    return str(value)


def _written(rows: list[dict[str, str]], columns: list[str]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, delimiter=";", restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")
