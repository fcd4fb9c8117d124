"""The arrangements of the sample data, or of a user's own file, and how to compare them.

>>> from analysis.pilots import load_pilots, compare_pilots
>>> pilots = load_pilots()
>>> pilots.value("Enschede", "pupils"), pilots.source("Enschede", "pupils")
(955, '000 §3.1.2')
>>> comparison = compare_pilots(["Enschede", "Almere"], pilots)
>>> comparison.rows[0].attribute.label("en"), comparison.rows[0].agreement.value
('Municipalities taking part', 'different')
"""

from analysis.pilots.arrangements import (
    Arrangement,
    Concept,
    ConceptKind,
    TypeFrequency,
    arrangement_types,
    load_arrangements,
    load_concepts,
)
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
from analysis.pilots.likeness import Contribution, Likeness, Ranking, likeness_attributes, most_similar
from analysis.pilots.loading import load_pilots
from analysis.pilots.matrix import (
    Axis,
    Class,
    Matrix,
    MatrixCell,
    PaymentCell,
    PaymentMatrix,
    cross,
    crossable,
    groups,
    payment_matrix,
)
from analysis.pilots.outlines import ASPECT, Outline, Place, load_outlines, places
from analysis.pilots.own import add_own, blank_template, build_own, export_own, without_own
from analysis.pilots.search import FACETS, Entry, EntryKind, Facet, Facets, Found, collect, facet_options, find
from analysis.pilots.timeline import Event, EventKind, load_timeline

__all__ = [
    "ASPECT",
    "FACETS",
    "MAXIMUM_PILOTS",
    "MINIMUM_PILOTS",
    "Agreement",
    "Arrangement",
    "Attribute",
    "Axis",
    "Basis",
    "Cell",
    "Class",
    "ComparisonRow",
    "Concept",
    "ConceptKind",
    "Contradiction",
    "Contribution",
    "DerivedFigure",
    "DerivedRow",
    "Entry",
    "EntryKind",
    "Event",
    "EventKind",
    "Facet",
    "Facets",
    "Found",
    "Kind",
    "Language",
    "Likeness",
    "Matrix",
    "MatrixCell",
    "NumericComparison",
    "Outline",
    "PaymentCell",
    "PaymentMatrix",
    "PilotComparison",
    "Pilots",
    "Place",
    "Point",
    "Provenance",
    "Ranking",
    "Ratio",
    "Statement",
    "TypeFrequency",
    "Value",
    "add_own",
    "arrangement_types",
    "blank_template",
    "build_own",
    "collect",
    "compare_pilots",
    "cross",
    "crossable",
    "export_own",
    "facet_options",
    "find",
    "groups",
    "likeness_attributes",
    "load_arrangements",
    "load_concepts",
    "load_outlines",
    "load_pilots",
    "load_timeline",
    "most_similar",
    "payment_matrix",
    "places",
    "without_own",
]
