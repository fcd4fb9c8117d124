"""Outlines of the provinces and the places of the pilots on them; nothing here is fetched from elsewhere."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.pilots.codebook import NAME, SHIPPED
from analysis.pilots.collection import Pilots
from analysis.pilots.csv_records import read_records

_OUTLINE_COLUMNS = ("province", "ring", "longitude", "latitude")
_PLACE_COLUMNS = (NAME, "latitude", "longitude")
#: One degree of longitude is as long as so many degrees of latitude in the middle of the Netherlands.
ASPECT = math.cos(math.radians(52.2))


@dataclass(frozen=True)
class Outline:
    """The closed rings of one province, in degrees (x: longitude, y: latitude), simplified for a map of the country."""

    province: str
    rings: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def centre(self) -> tuple[float, float]:
        """The centroid of the largest ring."""
        return max((_centroid(ring) for ring in self.rings), key=lambda found: found[2])[:2]

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in the province (a ray to the east crosses its rings an odd number of times)."""
        crossings = sum(
            (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
            for ring in self.rings
            for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
        )
        return crossings % 2 == 1


@dataclass(frozen=True)
class Place:
    """Where a pilot stands on the map; exact is false where only its province is known and its middle is drawn."""

    pilot: str
    x: float
    y: float
    exact: bool


def load_outlines() -> tuple[Outline, ...]:
    """The twelve provinces."""
    rings: dict[str, dict[str, list[tuple[float, float]]]] = {}
    path = SHIPPED.with_name("netherlands_provinces.csv")
    for record in read_records(path, known=_OUTLINE_COLUMNS, required=_OUTLINE_COLUMNS):
        cells = record.cells
        point = (float(cells["longitude"]), float(cells["latitude"]))
        rings.setdefault(cells["province"], {}).setdefault(cells["ring"], []).append(point)
    return tuple(Outline(province, tuple(tuple(ring) for ring in found.values())) for province, found in rings.items())


def places(pilots: Pilots, outlines: tuple[Outline, ...]) -> tuple[Place, ...]:
    """The pilots that can be drawn: at their own place, or in the middle of their province; the others are left out.

    Pilots that share the middle of a province are put side by side.
    """
    path = SHIPPED.with_name(f"{SHIPPED.stem}_places.csv")
    known = {
        record.cells[NAME]: (float(record.cells["longitude"]), float(record.cells["latitude"]))
        for record in read_records(path, known=_PLACE_COLUMNS, required=_PLACE_COLUMNS)
    }
    centres = {outline.province: outline.centre for outline in outlines}
    found, taken = [], dict.fromkeys(centres, 0)
    for name in pilots.names:
        province = pilots.value(name, "province")
        if name in known and name not in pilots.own_names:
            found.append(Place(name, *known[name], exact=True))
        elif isinstance(province, str) and province in centres:
            x, y = centres[province]
            found.append(Place(name, x + 0.12 * taken[province], y, exact=False))
            taken[province] += 1
    return tuple(found)


def _centroid(ring: tuple[tuple[float, float], ...]) -> tuple[float, float, float]:
    """Centroid and area of a ring (shoelace formula)."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        step = x1 * y2 - x2 * y1
        area, x, y = area + step / 2, x + (x1 + x2) * step, y + (y1 + y2) * step
    return (x / (6 * area), y / (6 * area), abs(area)) if area else (*ring[0], 0.0)
