"""What the audit says of a printed figure: where it stands, what it is, what was expected, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from analysis.errors import Message

Certainty: TypeAlias = Literal["impossible", "unlikely", "notable"]

CERTAINTIES: tuple[Certainty, ...] = ("impossible", "unlikely", "notable")
"""impossible: no data give it; unlikely: only contrived data do; notable: a reader should know, it may be explained."""


@dataclass(frozen=True)
class Range:
    """Every value from `low` to `high`, both included, in the unit of the printed figure."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:g}–{self.high:g}"


Figure: TypeAlias = float | str | Range | tuple[float, ...]
"""A number, a code as the tables print it, an interval, or a few numbers: alternatives of which one would fit, or,
where the printed figure is a row, that row."""


@dataclass(frozen=True)
class Finding:
    """One printed figure that cannot be right, hardly can, or needs a remark.

    where: table and row, codes as in the published files, joined by commas; the table comes first.
    printed: what stands there. expected: what would fit by the rule; unrounded where it was computed.
    rule: a stable code, a key of `RULES`. explanation: one or two sentences for the reader.
    """

    where: str
    printed: Figure
    expected: Figure
    rule: str
    certainty: Certainty
    explanation: Message


RULES: Mapping[str, Message] = MappingProxyType(
    {
        "percentages_sum": Message("Percentages die niet samen N kunnen zijn"),
        "percentage_granularity": Message("Percentage dat bij deze N niet kan voorkomen"),
        "percentage_of_count": Message("Percentage dat niet bij het aantal hoort"),
        "percentage_base": Message("Percentages over een andere groep dan de getelde"),
        "exclusive_answers": Message("Antwoorden die elkaar uitsluiten, samen boven 100%"),
        "range": Message("Waarde buiten de schaal"),
        "grim": Message("Gemiddelde dat geen reeks hele antwoorden geeft (GRIM)"),
        "grimmer": Message("Standaarddeviatie die geen reeks hele antwoorden geeft (GRIMMER)"),
        "sd_range": Message("Standaarddeviatie buiten wat gemiddelde, n en schaal toelaten"),
        "maximum_excluded": Message("Hoogste waarde die niet bij gemiddelde en n past"),
        "minimum_excluded": Message("Laagste waarde die niet bij gemiddelde en n past"),
        "scale_mean": Message("Schaalgemiddelde tegenover de gemiddelden van de stellingen"),
        "alpha_sd": Message("Standaarddeviatie tegenover alfa en de spreiding van de stellingen"),
        "alpha_range": Message("Alfa boven 1"),
        "items_count": Message("Aantal stellingen tegenover de tabel met stellingen"),
        "weighted_mean": Message("Groepsgemiddelden tegenover het totale gemiddelde"),
        "between_variance": Message("Verschil tussen groepen tegenover de totale spreiding"),
        "group_sd": Message("Spreiding van groepen tegenover de verdeling van de antwoorden"),
        "stars": Message("Sterren tegenover gemiddelden, n en standaarddeviatie"),
        "n_swapped": Message("N's die verwisseld lijken"),
        "n_differs": Message("Verschillende N's voor dezelfde respondenten"),
        "margin": Message("Aantal tegenover het totaal in een andere tabel"),
        "text_against_table": Message("Tekst tegenover tabel"),
        "duplicate_row": Message("Twee gelijke rijen"),
        "answers_total": Message("Aantal antwoorden tegenover N"),
        "category_label": Message("Indeling die niet aansluit"),
    }
)
"""Every rule with a short name for lists and filters."""
