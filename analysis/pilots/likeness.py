"""Which pilots are like an own region, why, where they differ, and on how much that rests."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from analysis.errors import PilotsError
from analysis.pilots.attributes import Attribute, Kind, Value
from analysis.pilots.collection import Pilots
from analysis.pilots.gower import Scale, Variable, gower_distance

#: Names say nothing of likeness, but how many there are does.
COUNTED_NAMES = frozenset({"municipalities"})
_LEFT_OUT = frozenset({"region"})


@dataclass(frozen=True)
class Contribution:
    """One attribute that both sides know.

    difference: 0 (equal) to 1. weight: what it counts with. part: its part of the distance, so that the parts of all
    attributes add up to it. contradicted: the source says more than one thing of the pilot; its own value is used.
    """

    attribute: Attribute
    ours: Value
    theirs: Value
    difference: float
    weight: float
    part: float
    contradicted: bool


@dataclass(frozen=True)
class Likeness:
    """How like one pilot is to the profile.

    distance: 0 (the same on everything known) to 1; None where nothing is known of both. low, high: what the distance
    would be if everything that the profile knows and the pilot's source leaves open were equal, or as different as can
    be. n: attributes compared. contributions: each of those, largest part first. open: attributes of the profile that
    are not stated of the pilot. theirs_only: attributes stated of the pilot that the profile leaves open.
    """

    pilot: str
    distance: float | None
    low: float
    high: float
    n: int
    contributions: tuple[Contribution, ...]
    open: tuple[Attribute, ...]
    theirs_only: tuple[Attribute, ...]

    @property
    def alike(self) -> tuple[Contribution, ...]:
        """What is the same, heaviest first."""
        return tuple(sorted((c for c in self.contributions if c.difference == 0), key=lambda c: -c.weight))

    @property
    def differing(self) -> tuple[Contribution, ...]:
        """What is not, largest part of the distance first."""
        return tuple(c for c in self.contributions if c.difference > 0)


@dataclass(frozen=True)
class Ranking:
    """The pilots in order of likeness; those of which nothing is known that the profile knows come last.

    known: how many attributes the profile knows and gives a weight above 0.
    """

    profile: Mapping[str, Value]
    weights: Mapping[str, float]
    known: int
    likenesses: tuple[Likeness, ...]

    @property
    def comparable(self) -> tuple[Likeness, ...]:
        return tuple(found for found in self.likenesses if found.distance is not None)


def likeness_attributes(pilots: Pilots) -> tuple[Attribute, ...]:
    """The attributes on which likeness can be measured: all but free texts and names that are no count."""
    return tuple(
        attribute
        for attribute in pilots.attributes
        if attribute.kind is not Kind.TEXT
        and attribute.name not in _LEFT_OUT
        and (attribute.kind is not Kind.NAMES or attribute.name in COUNTED_NAMES)
    )


def most_similar(
    profile: Mapping[str, Value | None], pilots: Pilots, weights: Mapping[str, float] | None = None
) -> Ranking:
    """Rank pilots by Gower's distance to a profile, over what both sides know.

    Parameters
    ----------
    profile
        Values by attribute, in the form that `Pilots.value` gives them; None or absent is unknown. For the
        municipalities names or their number.
    pilots
        The pilots to rank.
    weights
        What an attribute counts with, 0 or more; 1 where not given, 0 leaves it out.

    Returns
    -------
    Ranking
        Nearest first; at equal distance the pilot that is compared on more attributes, then the order of the pilots.
        Numbers are scaled by their range over the pilots and the profile together, as R's `cluster::daisy` does with
        the profile as one more row; ordered answers by their ranks, sets by Jaccard's coefficient. No number is
        transformed: one very large pilot makes the others alike on that number, so look at the contributions.

    Raises
    ------
    PilotsError
        For a profile without a known attribute that counts, an unknown attribute, a value that the attribute does not
        allow, or a weight that is not a number of 0 or more.
    """
    attributes = {attribute.name: attribute for attribute in likeness_attributes(pilots)}
    known = {name: value for name, value in profile.items() if value is not None and value != ()}
    weights = dict(weights or {})
    _check(known, weights, attributes)
    ours = {name: _measured(attributes[name], value) for name, value in known.items()}
    theirs = {
        pilot: {name: _measured(attribute, pilots.value(pilot, name)) for name, attribute in attributes.items()}
        for pilot in pilots.names
    }
    cases = [ours, *theirs.values()]
    variables = [_variable(attribute, cases) for name, attribute in attributes.items() if name in ours]
    found = []
    for pilot in pilots.names:
        distance = gower_distance(ours, theirs[pilot], variables, weights)
        compared = sum(part.weight for part in distance.parts)
        contributions = [
            Contribution(
                attribute=attributes[part.name],
                ours=known[part.name],
                theirs=_stated(pilots, pilot, part.name),
                difference=part.difference,
                weight=part.weight,
                part=part.weight * part.difference / compared,
                contradicted=pilots.contradiction(pilot, part.name) is not None,
            )
            for part in distance.parts
        ]
        counted = {name for name in ours if weights.get(name, 1.0) > 0}
        found.append(
            Likeness(
                pilot=pilot,
                distance=distance.value,
                low=distance.low,
                high=distance.high,
                n=len(contributions),
                contributions=tuple(sorted(contributions, key=lambda c: -c.part)),
                open=tuple(a for n, a in attributes.items() if n in counted and theirs[pilot][n] is None),
                theirs_only=tuple(a for n, a in attributes.items() if n not in ours and theirs[pilot][n] is not None),
            )
        )
    found.sort(key=lambda likeness: (likeness.distance is None, likeness.distance or 0.0, -likeness.n))
    counting = sum(weights.get(name, 1.0) > 0 for name in ours)
    return Ranking(known, weights, counting, tuple(found))


def _check(known: Mapping[str, Value], weights: Mapping[str, float], attributes: Mapping[str, Attribute]) -> None:
    for name in (*known, *weights):
        if name not in attributes:
            raise PilotsError(
                "Op kenmerk {name} is gelijkenis niet te meten. Kies uit: {known}.",
                name=name,
                known=", ".join(attributes),
            )
    for name, weight in weights.items():
        if not math.isfinite(weight) or weight < 0:
            raise PilotsError(
                "Het gewicht van {name} is {weight}. Geef een getal van 0 of meer; 0 laat het kenmerk weg.",
                name=attributes[name].label(),
                weight=weight,
            )
    if not any(weights.get(name, 1.0) > 0 for name in known):
        raise PilotsError("Er is nog niets om op te vergelijken. Vul ten minste één kenmerk van uw regio in.")
    for name, value in known.items():
        attribute = attributes[name]
        if isinstance(value, bool) or not _allowed(attribute, value):
            raise PilotsError(
                "{value} kan niet bij {name}. Kies een ander antwoord.", value=value, name=attribute.label()
            )


def _allowed(attribute: Attribute, value: Value) -> bool:
    if attribute.kind.is_numeric or (attribute.name in COUNTED_NAMES and not isinstance(value, tuple)):
        low, high = attribute.kind.range
        return isinstance(value, int | float) and math.isfinite(value) and low <= value <= high
    if attribute.kind is Kind.CHOICE:
        return value in attribute.answers
    if attribute.kind is Kind.CHOICES:
        return isinstance(value, tuple) and all(part in attribute.answers for part in value)
    return isinstance(value, tuple)


def _measured(attribute: Attribute, value: Value | None) -> float | str | frozenset[str] | None:
    if value is None:
        return None
    if attribute.name in COUNTED_NAMES:
        return float(len(value)) if isinstance(value, tuple) else float(value)
    if isinstance(value, tuple):
        return frozenset(value)
    return value if isinstance(value, str) else float(value)


def _variable(attribute: Attribute, cases: list[dict[str, float | str | frozenset[str] | None]]) -> Variable:
    if attribute.kind.is_numeric or attribute.name in COUNTED_NAMES:
        numbers = [value for case in cases if isinstance(value := case.get(attribute.name), float)]
        return Variable(attribute.name, Scale.NUMERIC, span=max(numbers) - min(numbers))
    if attribute.kind is Kind.CHOICES:
        return Variable(attribute.name, Scale.SET)
    if attribute.ordered:
        return Variable(attribute.name, Scale.ORDERED, levels=tuple(attribute.answers))
    return Variable(attribute.name, Scale.NOMINAL)


def _stated(pilots: Pilots, pilot: str, attribute: str) -> Value:
    value = pilots.value(pilot, attribute)
    assert value is not None  # a part of a distance is known on both sides
    return len(value) if attribute in COUNTED_NAMES and isinstance(value, tuple) else value
