"""The columns of a file and those that a codebook names: which are the same, and which are not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.errors import Message
from analysis.survey.codebook import Codebook
from analysis.survey.misfits import Misfit, MisfitKind
from analysis.survey.renaming import find_renamed
from analysis.survey.tables import RawColumn
from analysis.survey.wording import closest, exact_key

SAME_NAME = Message('Kolom {column} heet in het bestand "{found}"; dat is als dezelfde naam gelezen.')


@dataclass(frozen=True)
class Matched:
    """The file's columns under the codebook's names. absent: what the codebook names and the file lacks; told: the
    same in one sentence, empty where nothing is absent."""

    columns: tuple[RawColumn, ...]
    absent: tuple[Misfit, ...] = ()
    told: tuple[Message, ...] = ()


def match_columns(columns: Sequence[RawColumn], codebook: Codebook | None) -> Matched:
    """Give each column the name that the codebook has for it; names may differ in case, spaces and underscores."""
    if codebook is None:
        return Matched(tuple(columns))
    present = {column.name for column in columns}
    by_key: dict[str, list[str]] = {}
    for column in columns:
        by_key.setdefault(name_key(column.name), []).append(column.name)
    new_names: dict[str, str] = {}
    absent: list[str] = []
    for entry in codebook:
        if entry.column in present:
            continue
        candidates = [name for name in by_key.get(name_key(entry.column), []) if name not in codebook]
        if len(candidates) == 1 and candidates[0] not in new_names:
            new_names[candidates[0]] = entry.column
        else:
            absent.append(entry.column)
    renamed = tuple(_renamed(column, new_names.get(column.name)) for column in columns)
    if not absent:
        return Matched(renamed)
    unused = [column for column in columns if column.name not in codebook and column.name not in new_names]
    found = {same.column: same for same in find_renamed([codebook[name] for name in absent], unused, codebook)}
    names = [column.name for column in unused]
    meant = {name: found[name].found if name in found else closest(name, names) for name in absent}
    misfits = tuple(Misfit(MisfitKind.ABSENT, n, _absent(n, meant[n]), renamed=found.get(n)) for n in absent)
    return Matched(renamed, misfits, (_all_absent(meant),))


def name_key(name: str) -> str:
    """What two names of one column have in common."""
    return exact_key(name).replace("_", " ")


def _absent(column: str, meant: str | None) -> Message:
    if meant is None:
        return Message("Kolom {column} staat wel in het codeboek, maar niet in het bestand.", {"column": column})
    return Message(
        "Kolom {column} staat wel in het codeboek, maar niet in het bestand. Heet de kolom nu {meant}?",
        {"column": column, "meant": meant},
    )


def _all_absent(meant: Mapping[str, str | None]) -> Message:
    likely = [f"{name} → {found}" for name, found in meant.items() if found]
    if likely:
        return Message(
            "Het codeboek noemt kolommen die niet in het bestand staan: {columns}. Lijkt op een kolom in het bestand: "
            "{suggestions}. Verbeter de namen in het codeboek of in het bestand.",
            {"columns": ", ".join(meant), "suggestions": ", ".join(likely)},
        )
    return Message(
        "Het codeboek noemt kolommen die niet in het bestand staan: {columns}. Haal ze uit het codeboek, of kies het "
        "bestand dat erbij hoort.",
        {"columns": ", ".join(meant)},
    )


def _renamed(column: RawColumn, new_name: str | None) -> RawColumn:
    if new_name is None:
        return column
    warning = Message(SAME_NAME.template, {"column": new_name, "found": column.name})
    return replace(column, name=new_name, warnings=(*column.warnings, warning))
