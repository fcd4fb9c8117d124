"""A named set of assumptions that can be kept in a file or in a link, and is checked when it comes back.

A scenario never changes; a change makes another one (`dataclasses.replace`), so that undoing is keeping the old one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from itertools import islice
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.cost_benefit import DISCOUNT_RATE, validated_rate
from analysis.budget.effects import Effect, effect_called, validated_effects
from analysis.budget.ranges import named_ranges, validated_bounds
from analysis.budget.school_types import SchoolType, with_school_types
from analysis.budget.validation import quotable
from analysis.errors import BudgetError, Message

FORMAT = "oza-begroting"
VERSION = 2
"""Of the files that are written. Version 1, without ranges, discount rate and school types, is read too."""
_PARTS = ("format", "version", "name", "assumptions", "effects", "ranges", "discount_rate", "school_types")
"""What a file may hold."""
LINK_VERSION = 3
"""Of the links that are written: it ends in a check. Versions 1 and 2, which have none, are read too."""
_CHECK_DIGITS = 6
LONGEST_NAME = 60
_LONGEST_TEXT = 100_000
_BETWEEN = "~"
"""Stands between the parts of a link: one of the few signs that an address keeps as it is."""


@dataclass(frozen=True)
class Scenario:
    """A name and what is assumed under it.

    name: 1 to 60 characters on one line; spaces around it are left out. Raises BudgetError where it is not.
    effects: what the arrangement changes beside its costs; each under a name of its own, by which it is changed.
    ranges: the user's own ranges, low and high by assumption. The value need not lie within its range here: a range can
        be older than the value, and `simulate` says so.
    discount_rate: real, a year, 0 to 0.25.
    school_types: the types of school that the population was put together from; none where it was not.
    """

    name: str
    assumptions: Assumptions
    effects: tuple[Effect, ...] = ()
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict, hash=False)
    discount_rate: float = DISCOUNT_RATE
    school_types: tuple[SchoolType, ...] = ()

    def __post_init__(self) -> None:
        name = self.name.strip() if isinstance(self.name, str) else ""
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            raise BudgetError(
                'Naam van een scenario "{value}": gebruik 1 tot en met {longest} tekens op één regel.',
                value=quotable(self.name),
                longest=LONGEST_NAME,
            )
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "effects", validated_effects(self.effects))
        _check_different(self.effects)
        ranges = {name: validated_bounds(name, given) for name, given in named_ranges(self.ranges).items()}
        object.__setattr__(self, "ranges", MappingProxyType(ranges))
        object.__setattr__(self, "discount_rate", validated_rate(self.discount_rate))
        object.__setattr__(self, "school_types", _validated_types(self.school_types))
        if self.school_types:
            with_school_types(self.assumptions, self.school_types)  # refuses what does not go together

    def to_json(self) -> str:
        """The scenario as the text of a file: format, version, name, every assumption under its own name, and the rest
        where there is any: effects, own ranges, discount rate, school types.
        """
        content: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "assumptions": asdict(self.assumptions),
        }
        if self.effects:
            content["effects"] = [_as_entry(effect) for effect in self.effects]
        if self.ranges:
            content["ranges"] = {name: list(bounds) for name, bounds in self.ranges.items()}
        content["discount_rate"] = self.discount_rate
        if self.school_types:
            content["school_types"] = [asdict(each) for each in self.school_types]
        return json.dumps(content, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> Scenario:
        """The scenario in the text of a file. Assumptions that the file does not name have their default.

        Raises BudgetError where the text is no scenario, is of another version, names an assumption or another part
        that does not exist, or holds a value that is not possible.
        """
        content = _parsed(text)
        if content.get("format") != FORMAT:
            raise BudgetError(
                "Dit bestand is geen scenario van de begroting. Kies een bestand dat hier eerder is bewaard."
            )
        version = content.get("version")
        if isinstance(version, bool) or version not in range(1, VERSION + 1):
            raise BudgetError(
                "Dit scenario heeft versie {value}; hier worden versies 1 tot en met {version} gelezen. Bewaar het "
                "opnieuw met dezelfde versie van het programma.",
                value=quotable(version),
                version=VERSION,
            )
        for name in content:
            if name not in _PARTS:
                raise BudgetError(
                    'Dit scenario heeft een onderdeel "{name}", dat hier niet bestaat. Verbeter de naam of laat het '
                    "weg.",
                    name=quotable(name),
                )
        assumptions = content.get("assumptions")
        if not isinstance(assumptions, dict):
            raise BudgetError("In dit scenario ontbreken de aannames. Kies een ander bestand.")
        return cls(
            content.get("name", ""),
            _assumptions(assumptions),
            _effects(content.get("effects", [])),
            _ranges(content.get("ranges", {})),
            content.get("discount_rate", DISCOUNT_RATE),
            _school_types(content.get("school_types", [])),
        )

    def to_query(self) -> str:
        """The scenario as a short text for an address: its name, the assumptions that differ from the defaults, and
        what else it holds; and at the end a check, by which a link that lost something on the way is known.

        Made of signs that an address keeps as they are; one query parameter holds it.
        """
        defaults = Assumptions()
        parts = [str(LINK_VERSION), _quoted(self.name)]
        for name in ASSUMPTIONS:
            value = getattr(self.assumptions, name)
            if value != getattr(defaults, name):
                parts += [name, _quoted(value)]
        for name, bounds in self.ranges.items():
            parts += [_RANGE, name, *map(_quoted, bounds)]
        for effect in self.effects:
            entry = _as_entry(effect)
            numbers = [*entry["quantity"], *entry["unit_value"]]
            told = (entry["name"], *numbers, entry["party"], int(entry["financial"]), entry["start"])
            parts += [_EFFECT, *map(_quoted, told)]
        for each in self.school_types:
            cost = "" if each.cost_per_pupil_in_care is None else each.cost_per_pupil_in_care
            parts += [_TYPE, *map(_quoted, (each.name, each.pupils, each.care_share, cost))]
        if self.discount_rate != DISCOUNT_RATE:
            parts += [_RATE, _quoted(self.discount_rate)]
        text = _BETWEEN.join(parts)
        return _BETWEEN.join((text, _check_of(text)))

    @classmethod
    def from_query(cls, text: str) -> Scenario:
        """The scenario in the text of an address, as `to_query` wrote it. Raises BudgetError as `from_json` does, and
        where a link is not whole.
        """
        version, *rest = text.split(_BETWEEN)
        if len(text) > _LONGEST_TEXT or version not in map(str, range(1, LINK_VERSION + 1)) or not rest:
            raise _unreadable()
        if version == str(LINK_VERSION):
            before, _, check = text.rpartition(_BETWEEN)
            if check != _check_of(before) or not rest[:-1]:
                raise _not_whole()
            rest = rest[:-1]
        name, *others = rest
        values: dict[str, Any] = {}
        ranges: dict[str, Any] = {}
        effects, types = [], []
        rate: Any = None
        for key, told in _entries(others):
            if key in values or (key == _RANGE and told[0] in ranges):
                raise BudgetError(
                    "Deze koppeling noemt een aanname twee keer en is dus niet meer heel. Vraag om een nieuwe "
                    "koppeling."
                )
            if key == _RANGE:
                ranges[told[0]] = [_number(each) for each in told[1:]]
            elif key == _EFFECT:
                effects.append(_effect_of(told))
            elif key == _TYPE:
                cost = None if told[3] == "" else _number(told[3])
                types.append(SchoolType(unquote(told[0]), _number(told[1]), _number(told[2]), cost))  # type: ignore[arg-type]
            elif key == _RATE:
                if rate is not None:
                    raise BudgetError(
                        "Deze koppeling noemt “{name}” twee keer en is dus niet meer heel. Vraag om een nieuwe "
                        "koppeling.",
                        name=Message("Discontovoet"),
                    )
                rate = _number(told[0])
            else:
                values[key] = _value(key, told[0])
        rate = DISCOUNT_RATE if rate is None else rate
        return cls(unquote(name), _assumptions(values), tuple(effects), _known(ranges), rate, tuple(types))


_RANGE, _EFFECT, _TYPE, _RATE = "range", "effect", "type", "discount_rate"
_SIZES: Mapping[str, int] = MappingProxyType({_RANGE: 3, _EFFECT: 10, _TYPE: 4})
"""How many parts of a link belong to each; one to an assumption and to the discount rate."""


def _unreadable() -> BudgetError:
    return BudgetError("Deze koppeling bevat geen scenario dat hier te lezen is. Vraag om een nieuwe koppeling.")


def _not_whole() -> BudgetError:
    return BudgetError(
        "Deze koppeling is niet meer heel: er is onderweg iets afgevallen of veranderd. Vraag om een nieuwe koppeling."
    )


def _check_of(text: str) -> str:
    """The check of what stands before it in a link; the same where a chat program has decoded the link on the way."""
    return hashlib.sha256(unquote(text).encode(errors="replace")).hexdigest()[:_CHECK_DIGITS]


def _check_different(effects: tuple[Effect, ...]) -> None:
    names = [effect.name for effect in effects]
    for name in names:
        if names.count(name) > 1:
            raise BudgetError(
                'Effect "{effect}" staat er twee keer. Tel ze bij elkaar op, of geef een van beide een andere naam.',
                effect=effect_called(name),
            )


def _validated_types(given: object) -> tuple[SchoolType, ...]:
    found = tuple(given) if isinstance(given, Iterable) else (None,)
    if not all(isinstance(each, SchoolType) for each in found):
        raise BudgetError(
            "De schoolsoorten zijn geen reeks van schoolsoorten: {value}. Geef een lijst; een lege waar er geen zijn.",
            value=quotable(given),
        )
    return found


def _entries(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each thing that a link tells, with what it tells of it."""
    rest = iter(parts)
    for key in rest:
        told = list(islice(rest, _SIZES.get(key, 1)))
        if len(told) < _SIZES.get(key, 1):
            raise _unreadable()
        yield key, told


def _effect_of(told: list[str]) -> Effect:
    numbers = [_number(each) for each in told[1:7]]
    start = _number(told[9])
    return Effect(
        name=unquote(told[0]),
        quantity=tuple(numbers[:3]),  # type: ignore[arg-type]  # the effect refuses what is no number
        unit_value=tuple(numbers[3:]),  # type: ignore[arg-type]
        party=told[7],  # type: ignore[arg-type]
        financial={"0": False, "1": True}.get(told[8], told[8]),  # type: ignore[arg-type]
        start=int(start) if isinstance(start, float) and start.is_integer() else start,  # type: ignore[arg-type]
    )


def _parsed(text: str | bytes) -> dict[str, Any]:
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
        if len(decoded) > _LONGEST_TEXT:
            raise BudgetError("Dit bestand is te groot voor een scenario. Kies een bestand dat hier eerder is bewaard.")
        content = json.loads(decoded, object_pairs_hook=_without_repetition)
    except (ValueError, RecursionError) as error:
        raise BudgetError(
            "Dit bestand is niet te lezen als scenario. Kies een bestand dat hier eerder is bewaard."
        ) from error
    if not isinstance(content, dict):
        raise BudgetError("Dit bestand is geen scenario van de begroting. Kies een bestand dat hier eerder is bewaard.")
    return content


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a dict; a name that stands twice would otherwise lose one of its values without a word."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise BudgetError('In dit bestand staat "{name}" twee keer. Laat er een weg.', name=name)
        found[name] = value
    return found


def _assumptions(values: dict[str, Any]) -> Assumptions:
    for name in values:
        if name not in ASSUMPTIONS:
            raise BudgetError(
                'Dit scenario noemt een aanname "{name}", die hier niet bestaat. Laat die weg.',
                name=name,
            )
    return Assumptions(**values)


def _as_entry(effect: Effect) -> dict[str, Any]:
    entry = asdict(effect)
    for number in ("quantity", "unit_value"):
        entry[number] = list(entry[number].values())
    return entry


def _effects(entries: object) -> tuple[Effect, ...]:
    return tuple(_effect(entry) for entry in (entries if isinstance(entries, list) else [None]))


def _effect(entry: object) -> Effect:
    known = {each.name for each in fields(Effect)}
    if (
        not isinstance(entry, dict)
        or not {"name", "quantity", "unit_value", "party"} <= set(entry) <= known
        or not all(isinstance(entry[key], str) for key in ("name", "party"))
        or not isinstance(entry.get("financial", True), bool)
    ):
        raise BudgetError("De effecten in dit scenario zijn niet te lezen. Bewaar het scenario opnieuw.")
    return Effect(**entry)


def _ranges(entries: object) -> dict[str, Any]:
    return _known(entries if isinstance(entries, dict) else {"": entries})


def _known(ranges: dict[str, Any]) -> dict[str, Any]:
    """The ranges, if they all belong to an assumption."""
    for name in ranges:
        if name not in ASSUMPTIONS:
            raise BudgetError("De bandbreedtes in dit scenario zijn niet te lezen. Bewaar het scenario opnieuw.")
    return ranges


def _school_types(entries: object) -> tuple[SchoolType, ...]:
    known = {each.name for each in fields(SchoolType)}
    found: list[Any] = entries if isinstance(entries, list) else [None]
    if not all(isinstance(entry, dict) and {"name", "pupils", "care_share"} <= set(entry) <= known for entry in found):
        raise BudgetError("De schoolsoorten in dit scenario zijn niet te lezen. Bewaar het scenario opnieuw.")
    return tuple(SchoolType(**entry) for entry in found)


def _quoted(value: object) -> str:
    """A part of a link: free text without the sign that stands between parts, numbers to the last digit."""
    return quote(value, safe="").replace(_BETWEEN, "%7E") if isinstance(value, str) else repr(value)


def _value(name: str, text: str) -> object:
    """A value out of a link; what is no number stays text, for the assumption itself to refuse."""
    definition = ASSUMPTIONS.get(name)
    return text if definition is None or definition.unit is None else _number(text)


def _number(text: str) -> object:
    """A number out of a link; what is none stays text, for whatever holds it to refuse."""
    try:
        return float(text)
    except ValueError:
        return text
