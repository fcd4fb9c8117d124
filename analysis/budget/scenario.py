"""A named set of assumptions that can be kept in a file or in a link, and is checked when it comes back.

A scenario never changes; a change makes another one (`dataclasses.replace`), so that undoing is keeping the old one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import quote, unquote

from analysis.budget.assumption_list import ASSUMPTIONS
from analysis.budget.assumptions import Assumptions
from analysis.budget.effects import Effect
from analysis.errors import BudgetError

FORMAT = "oza-begroting"
VERSION = 1
LONGEST_NAME = 60
_LONGEST_TEXT = 100_000
_BETWEEN = "~"
"""Stands between the parts of a link: one of the few signs that an address keeps as it is."""


@dataclass(frozen=True)
class Scenario:
    """A name and what is assumed under it.

    name: 1 to 60 characters on one line; spaces around it are left out. Raises BudgetError where it is not.
    effects: what the arrangement changes beside its costs. A file holds them, a link does not: it would grow too long.
    """

    name: str
    assumptions: Assumptions
    effects: tuple[Effect, ...] = ()

    def __post_init__(self) -> None:
        name = self.name.strip() if isinstance(self.name, str) else ""
        if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
            raise BudgetError(
                'Naam van een scenario "{value}": gebruik 1 tot en met {longest} tekens op één regel.',
                value=self.name,
                longest=LONGEST_NAME,
            )
        object.__setattr__(self, "name", name)

    def to_json(self) -> str:
        """The scenario as the text of a file: format, version, name, every assumption under its own name, effects."""
        content: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "name": self.name,
            "assumptions": asdict(self.assumptions),
        }
        if self.effects:
            content["effects"] = [_as_entry(effect) for effect in self.effects]
        return json.dumps(content, ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str | bytes) -> Scenario:
        """The scenario in the text of a file. Assumptions that the file does not name have their default.

        Raises BudgetError where the text is no scenario, is of another version, names an assumption that does not
        exist, or holds a value that is not possible.
        """
        content = _parsed(text)
        if content.get("format") != FORMAT:
            raise BudgetError(
                "Dit bestand is geen scenario van de begroting. Kies een bestand dat hier eerder is bewaard."
            )
        version = content.get("version")
        if isinstance(version, bool) or version != VERSION:
            raise BudgetError(
                "Dit scenario heeft versie {value}; hier wordt versie {version} gelezen. Bewaar het opnieuw met "
                "dezelfde versie van het programma.",
                value=version,
                version=VERSION,
            )
        assumptions = content.get("assumptions")
        if not isinstance(assumptions, dict):
            raise BudgetError("In dit scenario ontbreken de aannames. Kies een ander bestand.")
        return cls(content.get("name", ""), _assumptions(assumptions), _effects(content.get("effects", [])))

    def to_query(self) -> str:
        """The scenario as a short text for an address: its name, and the assumptions that differ from the defaults.

        Made of signs that an address keeps as they are; one query parameter holds it.
        """
        defaults = Assumptions()
        changed = {
            name: value for name in ASSUMPTIONS if (value := getattr(self.assumptions, name)) != getattr(defaults, name)
        }
        parts = [str(VERSION), quote(self.name, safe="").replace(_BETWEEN, "%7E")]
        for name, value in changed.items():
            parts += [name, value if isinstance(value, str) else repr(value)]
        return _BETWEEN.join(parts)

    @classmethod
    def from_query(cls, text: str) -> Scenario:
        """The scenario in the text of an address, as `to_query` wrote it. Raises BudgetError as `from_json` does."""
        version, *rest = text[:_LONGEST_TEXT].split(_BETWEEN)
        if version != str(VERSION) or len(rest) % 2 != 1:
            raise BudgetError("Deze koppeling bevat geen scenario dat hier te lezen is. Vraag om een nieuwe koppeling.")
        name, *pairs = rest
        values = {key: _value(key, value) for key, value in zip(pairs[::2], pairs[1::2], strict=True)}
        if len(values) * 2 != len(pairs):
            raise BudgetError(
                "Deze koppeling noemt een aanname twee keer en is dus niet meer heel. Vraag om een nieuwe koppeling."
            )
        return cls(unquote(name), _assumptions(values))


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
    known = {field.name for field in fields(Effect)}
    if (
        not isinstance(entry, dict)
        or not {"name", "quantity", "unit_value", "party"} <= set(entry) <= known
        or not all(isinstance(entry[key], str) for key in ("name", "party"))
        or not isinstance(entry.get("financial", True), bool)
    ):
        raise BudgetError("De effecten in dit scenario zijn niet te lezen. Bewaar het scenario opnieuw.")
    return Effect(**entry)


def _value(name: str, text: str) -> object:
    """A value out of a link; what is no number stays text, for the assumption itself to refuse."""
    definition = ASSUMPTIONS.get(name)
    if definition is None or definition.unit is None:
        return text
    try:
        return float(text)
    except ValueError:
        return text
