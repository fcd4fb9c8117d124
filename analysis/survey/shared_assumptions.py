"""What a suggestion takes for granted of several columns at once, told from the entries that it made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.survey.assumptions import SharedAssumption, TakenAs
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.coding import MOST_CODES
from analysis.survey.model import ColumnReceipt
from analysis.survey.slips import Mended

_UNUSED = (Role.IGNORE, Role.ID)


def read_as_meant(entries: Mapping[str, CodebookEntry], slips: Mended) -> Iterator[SharedAssumption]:
    """The columns in use in which slips are read as what they seem to mean; else they are missing."""
    used = [entries[column] for column in slips.spellings if entries[column].role is not Role.IGNORE]
    if used:
        pairs = dict.fromkeys(pair for entry in used for pair in slips.spellings[entry.column])
        yield SharedAssumption(TakenAs.MEANT, tuple(used), read_as=tuple(pairs))


def by_scale(entries: Mapping[str, CodebookEntry]) -> list[list[str]]:
    """The names of the columns, together by what their entries have for scale."""
    scales: dict[str, list[str]] = {}
    for name, entry in entries.items():
        scales.setdefault(entry.scale, []).append(name)
    return list(scales.values())


def all_of(
    kind: TakenAs, names: Sequence[str], entries: Mapping[str, CodebookEntry], alone: Mapping[str, CodebookEntry]
) -> SharedAssumption:
    """Columns that were taken together; else each is what its entry in `alone` says."""
    return SharedAssumption(kind, tuple(entries[name] for name in names), tuple(alone[name] for name in names))


def left_out_strays(
    entries: Mapping[str, CodebookEntry], alone: Mapping[str, CodebookEntry], slips: Mended
) -> Iterator[SharedAssumption]:
    """The columns in use of which stray answers are missing; else each is what it is by itself."""
    used = [entries[column] for column in slips.strays if entries[column].role is not Role.IGNORE]
    if used:
        strays = tuple((text, entry.column) for entry in used for text in slips.strays[entry.column])
        others = tuple(alone[entry.column] for entry in used)
        yield SharedAssumption(TakenAs.STRAYS, tuple(used), others, strays=strays)


def codes_as_missing(
    columns: Sequence[ColumnReceipt], entries: Mapping[str, CodebookEntry]
) -> Iterator[SharedAssumption]:
    """The columns in use of which a code that looks like a missing answer (9, 99) is one; else it is an answer.

    With an item come all items of its scale, for what can be answered is the same for all of them.
    """
    found: dict[tuple[float, ...], list[str]] = {}
    for column in columns:
        entry = entries[column.name]
        missing = {answer.value for answer in entry.missing}
        codes = tuple(sorted(suspected.code for suspected in column.suspected if suspected.code in missing))
        if codes and entry.role not in _UNUSED and not entry.multiple:
            found.setdefault(codes, []).append(column.name)
    for codes, names in found.items():
        scales = {entries[name].scale for name in names if entries[name].role is Role.ITEM}
        beside = [e.column for e in entries.values() if e.role is Role.ITEM and e.scale in scales]
        assumed = tuple(entries[name] for name in dict.fromkeys((*names, *beside)))
        told = tuple((f"{code:g}", name) for name in names for code in codes)
        yield SharedAssumption(
            TakenAs.CODES, assumed, tuple(_with_answers(entry, codes) for entry in assumed), strays=told
        )


def _with_answers(entry: CodebookEntry, codes: Sequence[float]) -> CodebookEntry:
    """The entry with codes that were missing among its answers, and the whole numbers between, where these are few."""
    missing = tuple(answer for answer in entry.missing if answer.value not in codes)
    known = {answer.value: answer for answer in entry.answers if answer.value is not None}
    if not known:
        return replace(entry, missing=missing)
    low, high = min(*known, *codes), max(*known, *codes)
    closed = all(value.is_integer() for value in known) and high - low < MOST_CODES
    values = map(float, range(int(low), int(high) + 1)) if closed else sorted({*known, *codes})
    return replace(entry, missing=missing, answers=tuple(known.get(v, Answer(f"{v:g}")) for v in values))
