"""The columns of a file and those that a codebook names: which are the same, and which are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.errors import Message
from analysis.survey.codebook import Codebook
from analysis.survey.codebook_entries import Role
from analysis.survey.misfits import Misfit, MisfitKind
from analysis.survey.renaming import find_renamed
from analysis.survey.tables import RawColumn, RawTable
from analysis.survey.wording import closest, exact_key

SAME_NAME = Message('Kolom {column} heet in het bestand "{found}"; dat is als dezelfde naam gelezen.')
EARLIER_NAME = Message(
    'Kolom {column} heet in dit bestand "{found}": volgens het codeboek een eerdere naam van dezelfde kolom.'
)
_MOST_TOLD = 8


@dataclass(frozen=True)
class Matched:
    """The file's columns under the codebook's names.

    absent: what the codebook uses and the file lacks; told: the same in one sentence, empty where nothing is absent.
    notes: what was read under another name, and what is absent and not needed.
    """

    columns: tuple[RawColumn, ...]
    absent: tuple[Misfit, ...] = ()
    told: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()


def match_columns(columns: Sequence[RawColumn], codebook: Codebook | None) -> Matched:
    """Give each column the name that the codebook has for it (see `names_in_codebook`).

    A column that the codebook uses for nothing may be absent: that is noted. Where the file has none of the codebook's
    columns at all, all of them are misfits: it is the codebook of something else.
    """
    if codebook is None:
        return Matched(tuple(columns))
    named = names_in_codebook([column.name for column in columns], codebook)
    renamed = tuple(_renamed(column, named) for column in columns)
    known = {column.name for column in renamed}
    absent = [entry for entry in codebook if entry.column not in known]
    lacking = [entry.column for entry in absent if entry.role is not Role.IGNORE or len(absent) == len(codebook)]
    unneeded = [entry.column for entry in absent if entry.column not in lacking]
    notes = (*_told_of_earlier(named), *_told_of_unneeded(unneeded))
    if not lacking:
        return Matched(renamed, notes=notes)
    unused = [column for column in columns if column.name not in codebook and column.name not in named]
    found = {same.column: same for same in find_renamed(absent, unused, codebook)}
    names = [column.name for column in unused]
    meant = {name: found[name].found if name in found else closest(name, names) for name in lacking}
    misfits = tuple(Misfit(MisfitKind.ABSENT, n, _absent(n, meant[n]), renamed=found.get(n)) for n in lacking)
    return Matched(renamed, misfits, (_all_absent(meant),), notes)


def names_in_codebook(names: Sequence[str], codebook: Codebook) -> dict[str, str]:
    """For the columns of a file that have another name in the codebook: which one.

    Names may differ in case, spaces and underscores; or the file has a name that the codebook knows as an earlier one.
    A column that is in the codebook under its own name has no other, and neither has one that could be two of them.
    """
    present = set(names)
    by_key: dict[str, list[str]] = {}
    for name in names:
        if name not in codebook:
            by_key.setdefault(name_key(name), []).append(name)
    found: dict[str, str] = {}

    def only(wanted: str) -> str | None:
        candidates = by_key.get(name_key(wanted), [])
        exact = [name for name in candidates if name == wanted]
        match exact or candidates:
            case [name] if name not in found:
                return name
        return None

    absent = [entry for entry in codebook if entry.column not in present]
    for entry in absent:
        if same := only(entry.column):
            found[same] = entry.column
    claims: dict[str, list[str]] = {}
    for entry in absent:
        if entry.column not in found.values() and (old := next(filter(None, map(only, entry.earlier_names)), None)):
            claims.setdefault(old, []).append(entry.column)
    return found | {name: entries[0] for name, entries in claims.items() if len(entries) == 1}


def has_few_of(table: RawTable, codebook: Codebook) -> bool:
    """Whether the table lacks more than half of the codebook's columns: it may be of another table."""
    named = names_in_codebook(table.names, codebook)
    present = sum(column in codebook or column in named for column in table.names)
    return 2 * present < len(codebook)


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


def _renamed(column: RawColumn, named: Mapping[str, str]) -> RawColumn:
    name = named.get(column.name)
    if name is None:
        return column
    said = EARLIER_NAME if _is_earlier(column.name, name) else SAME_NAME
    warning = Message(said.template, {"column": name, "found": column.name})
    return replace(column, name=name, warnings=(*column.warnings, warning))


def _is_earlier(found: str, name: str) -> bool:
    return name_key(found) != name_key(name)


def _told_of_earlier(named: Mapping[str, str]) -> Iterator[Message]:
    """That the file has earlier names, each with the one of the codebook."""
    earlier = {name: found for found, name in named.items() if _is_earlier(found, name)}
    if len(earlier) == 1:
        ((name, found),) = earlier.items()
        yield Message(EARLIER_NAME.template, {"column": name, "found": found})
    elif len(earlier) > _MOST_TOLD:
        yield Message(
            "{count} kolommen hebben in dit bestand een naam die het codeboek als eerdere naam kent, en zijn als "
            "dezelfde kolom gelezen: {columns} en nog {more}.",
            _listed([f"{found} → {name}" for name, found in earlier.items()]),
        )
    elif earlier:
        yield Message(
            "{count} kolommen hebben in dit bestand een naam die het codeboek als eerdere naam kent, en zijn als "
            "dezelfde kolom gelezen: {columns}.",
            _listed([f"{found} → {name}" for name, found in earlier.items()]),
        )


def _told_of_unneeded(columns: Sequence[str]) -> Iterator[Message]:
    """That the file lacks columns of which nothing was wanted."""
    if len(columns) == 1:
        yield Message(
            "Kolom {column} staat niet in dit bestand. Het codeboek gebruikt die kolom nergens voor, dus dat verandert "
            "niets.",
            {"column": columns[0]},
        )
    elif len(columns) > _MOST_TOLD:
        yield Message(
            "{count} kolommen die het codeboek nergens voor gebruikt staan niet in dit bestand; dat verandert niets: "
            "{columns} en nog {more}.",
            _listed(columns),
        )
    elif columns:
        yield Message(
            "{count} kolommen die het codeboek nergens voor gebruikt staan niet in dit bestand; dat verandert niets: "
            "{columns}.",
            _listed(columns),
        )


def _listed(names: Sequence[str]) -> dict[str, object]:
    shown = ", ".join(names[:_MOST_TOLD])
    return {"count": len(names), "columns": shown, "more": max(0, len(names) - _MOST_TOLD)}
