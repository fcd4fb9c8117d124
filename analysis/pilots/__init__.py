"""The arrangements of the sample data, or of a user's own file, and how to compare them.

>>> from analysis.pilots import load_pilots, compare_pilots
>>> pilots = load_pilots()
>>> pilots.value("Enschede", "pupils"), pilots.source("Enschede", "pupils")
(955, '000 §3.1.2')
>>> comparison = compare_pilots(["Enschede", "Almere"], pilots)
>>> comparison.rows[0].attribute.label("en"), comparison.rows[0].agreement.value
('Municipalities taking part', 'different')
"""

from analysis.pilots.attributes import Attribute, Kind, Language, Ratio, Value
from analysis.pilots.collection import Basis, Contradiction, Pilots, Provenance, Statement
from analysis.pilots.comparison import (
    MAXIMUM_PILOTS,
    MINIMUM_PILOTS,
    Agreement,
    Cell,
    ComparisonRow,
    NumericComparison,
    PilotComparison,
    Point,
    compare_pilots,
)
from analysis.pilots.derived import DerivedFigure, DerivedRow
from analysis.pilots.loading import load_pilots

__all__ = [
    "MAXIMUM_PILOTS",
    "MINIMUM_PILOTS",
    "Agreement",
    "Attribute",
    "Basis",
    "Cell",
    "ComparisonRow",
    "Contradiction",
    "DerivedFigure",
    "DerivedRow",
    "Kind",
    "Language",
    "NumericComparison",
    "PilotComparison",
    "Pilots",
    "Point",
    "Provenance",
    "Ratio",
    "Statement",
    "Value",
    "compare_pilots",
    "load_pilots",
]
