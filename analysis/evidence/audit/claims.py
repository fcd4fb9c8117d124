"""Figures that the study names in its running text, each with the table cells that it is about.

Only the figures and where they stand; what the sentences say around them is put in our own words. Appendix 4 takes its
percentages over the respondents with an answer; appendix 7 does not say over whom.
"""

from __future__ import annotations

from dataclasses import dataclass

NO_ANSWER = ("geen_zicht_op", "niet_van_toepassing")
_SATISFIED = ("tevreden", "zeer_tevreden")
_MIDDLE_MODELS = ("ketens", "netwerk")


@dataclass(frozen=True)
class Share:
    """A percentage in the text, of the table `table`, row `row`: `part` over all columns but `without`.

    row: None where the table has a single column; then `part` and `without` name rows. within: how far off the text
    may be; 0.5 for rounding, more where it says 'about'.
    """

    appendix: int
    printed: float
    table: str
    row: str | None
    part: tuple[str, ...]
    without: tuple[str, ...] = NO_ANSWER
    within: float = 0.5


@dataclass(frozen=True)
class Answered:
    """A percentage in the text of the respondents who answered an open question."""

    appendix: int
    printed: float
    table: str
    respondents: int


@dataclass(frozen=True)
class Order:
    """A table of which the text says that in every row the columns go down in this order."""

    appendix: int
    table: str
    columns: tuple[str, ...]


_CORE, _OTHER = "Kerngemeenten", "Overige gemeenten"
_PO, _VO, _VSO = "Basisonderwijs", "Voortgezet onderwijs", "(Voortgezet) speciaal onderwijs"

SHARES = (
    Share(4, 51, "B.5.2", _OTHER, ("opbouw",)),
    Share(4, 58, "B.5.3", "Regulier onderwijs", ("opbouw",)),
    Share(4, 53, "B.6.1", _VO, ("opbouw",)),
    Share(4, 59, "B.6.1", _VSO, ("opbouw",)),
    Share(4, 82, "B.5.10", _CORE, _MIDDLE_MODELS),
    Share(4, 80, "B.5.10", _OTHER, _MIDDLE_MODELS),
    Share(4, 86, "B.6.11", _PO, _MIDDLE_MODELS),
    Share(4, 81, "B.6.11", _VSO, _MIDDLE_MODELS),
    Share(4, 28, "B.5.11", _CORE, _SATISFIED),
    Share(4, 27, "B.5.11", _OTHER, _SATISFIED),
    Share(4, 42, "B.6.12", _PO, _SATISFIED),
    Share(4, 39, "B.6.12", _VO, _SATISFIED),
    Share(4, 34, "B.6.12", _VSO, _SATISFIED),
    Share(4, 95, "B.5.24", None, ("Ja",), ()),
    Share(4, 91, "B.6.32", None, ("Ja",), ()),
    Share(7, 40, "B.6.22", None, ("Ja",), (), within=5),
    Share(7, 87, "B.6.25", None, ("Nee",), ()),
    Share(7, 89, "B.6.28", None, ("Nee",), ()),
)

ANSWERED = (
    Answered(7, 80, "B.5.12", 105),
    Answered(7, 60, "B.6.13", 217),
    Answered(7, 74, "B.5.23", 105),
    Answered(7, 55, "B.6.31", 217),
)

ORDERS = (
    Order(7, "B.6.2", ("po", "vso")),
    Order(7, "B.6.2", ("vo", "vso")),
    Order(7, "B.6.7", ("po", "vo", "vso")),
    Order(7, "B.6.19", ("po", "vo", "vso")),
)

EXAMPLES = ("bijlage 7, goede voorbeelden", 200, (85, 119))
"""Good examples that were handed in: the total in the text, and the two groups that it names."""

STEERING_ALONE = ("bijlage 7, schaalscores", "sturing")
"""The only scale on which the text sees a small difference between the two groups of respondents."""
