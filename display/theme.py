"""Colours, marks and type sizes: one place, so that a collaboration model looks the same on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BLUE, VERMILION, GREEN, PURPLE, BLACK = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000"
INK, MUTED, GRID, FAINT = "#1B2733", "#52606D", "#DDE3E9", "#B8C4CE"

#: Groups without a colour of their own take these in turn (Okabe & Ito 2008, safe for colour-blind readers).
SERIES: tuple[str, ...] = (BLUE, VERMILION, GREEN, PURPLE, BLACK)
SYMBOLS: tuple[str, ...] = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star", "hexagon")
PATTERNS: tuple[str, ...] = ("", "/", ".", "x", "-")

_MODEL_MARKS: Mapping[str, tuple[str, str]] = {
    "schotten": (VERMILION, "square"),
    "ketens": (PURPLE, "diamond"),
    "netwerk": (BLUE, "circle"),
    "integraal": (GREEN, "triangle-up"),
}

#: From disagreement to agreement; the middle is grey, and each segment also carries its percentage.
_DIVERGING: Mapping[int, tuple[str, ...]] = {
    2: ("#B35806", "#2166AC"),
    3: ("#B35806", "#D5D9DD", "#2166AC"),
    4: ("#B35806", "#F3B56B", "#8DBBDC", "#2166AC"),
    5: ("#B35806", "#F3B56B", "#D5D9DD", "#8DBBDC", "#2166AC"),
    6: ("#B35806", "#E08A2E", "#F6CF9E", "#B5D3E8", "#67A3CF", "#2166AC"),
    7: ("#B35806", "#E08A2E", "#F6CF9E", "#D5D9DD", "#B5D3E8", "#67A3CF", "#2166AC"),
}


@dataclass(frozen=True)
class Mark:
    """How one group is drawn: never by colour alone."""

    colour: str
    symbol: str


def group_marks(groups: Sequence[str]) -> dict[str, Mark]:
    """A fixed mark for each collaboration model, and one in turn for any other group, that no model beside it has."""
    others = [g for g in groups if g.strip().lower() not in _MODEL_MARKS]
    taken = {part for g in groups for part in _MODEL_MARKS.get(g.strip().lower(), ())}
    colours, symbols = ([part for part in all_ if part not in taken] for all_ in (SERIES, SYMBOLS))
    turns = {g: Mark(colours[i % len(colours)], symbols[i % len(symbols)]) for i, g in enumerate(others)}
    return {g: turns[g] if g in turns else Mark(*_MODEL_MARKS[g.strip().lower()]) for g in groups}


def answer_colours(count: int) -> tuple[str, ...]:
    """Colours for the answers of an item, lowest first; beyond seven the seven-step ramp is stretched."""
    if count in _DIVERGING:
        return _DIVERGING[count]
    ramp = _DIVERGING[7]
    return tuple(ramp[round(i * (len(ramp) - 1) / max(count - 1, 1))] for i in range(count))


def text_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (relative luminance of WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#FFFFFF" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else BLACK


@dataclass(frozen=True)
class Style:
    """What differs between a laptop and a projector."""

    projector: bool = False

    @property
    def font_size(self) -> int:
        """Chart text in pixels (a projector needs 18 or more)."""
        return 22 if self.projector else 15

    @property
    def marker_size(self) -> int:
        """Diameter of a point in pixels."""
        return 18 if self.projector else 13

    @property
    def line_width(self) -> int:
        """Width of a line that carries data, in pixels."""
        return 5 if self.projector else 3
