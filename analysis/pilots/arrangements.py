"""Arrangements of the Alkmaar region, the words they are described with, and how often the seven types occur."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pandas as pd

from analysis.pilots.attributes import LIST_SEPARATOR, Language
from analysis.pilots.codebook import SHIPPED
from analysis.pilots.collection import Basis
from analysis.pilots.csv_records import Record, read_records

_ARRANGEMENT_COLUMNS = (
    "name", "level", "sectors", "target_group", "target_group_en", "partners", "funding", "functions", "section",
    "other_statement", "other_statement_en", "other_section",
)  # fmt: skip
_CONCEPT_COLUMNS = ("kind", "code", "label", "label_en", "description", "description_en", "section", "basis")

#: Tables of the national study (002) with the seven types, by who answered, and the sectors they were asked for.
TYPE_TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "swv": ("B.5.9", ("regulier", "speciaal")),
    "gemeente": ("B.6.8", ("po", "vo", "vso")),
}
_OTHER = "Anders"


@dataclass(frozen=True)
class Arrangement:
    """An arrangement of the Alkmaar region.

    level: for a group or for one pupil. sectors, funding, functions: codes (display has their words); the functions
    are our reading of the target group by the definitions of the framework (001 §5), which does not classify them.
    other: what another place says about the same arrangement, with that place; both are kept.
    """

    name: str
    level: Literal["groep", "individueel"]
    sectors: tuple[str, ...]
    targets: Mapping[Language, str]
    partners: tuple[str, ...]
    funding: tuple[str, ...]
    functions: tuple[str, ...]
    sections: tuple[str, ...]
    others: Mapping[Language, str]
    other_section: str

    def target(self, language: Language = "nl") -> str:
        return self.targets[language]

    def other(self, language: Language = "nl") -> str:
        return self.others[language]


class ConceptKind(StrEnum):
    """What a word describes; the strings are those of the file."""

    FUNCTION = "functie"
    SUCCESS_FACTOR = "succesfactor"
    INTENSITY = "intensiteit"
    PAYMENT = "betaling"


@dataclass(frozen=True)
class Concept:
    """A word of the sources with what they mean by it, in our words; empty where the source only names it."""

    kind: ConceptKind
    code: str
    labels: Mapping[Language, str]
    descriptions: Mapping[Language, str]
    sections: tuple[str, ...]
    basis: Basis

    def label(self, language: Language = "nl") -> str:
        return self.labels[language]

    def description(self, language: Language = "nl") -> str:
        return self.descriptions[language]


@dataclass(frozen=True)
class TypeFrequency:
    """How many respondents have one type of arrangement in one sector.

    share: of n respondents, 0 to 1, rounded to whole per cents in print. More answers were allowed, so the shares of
    the sectors do not add up. absent, unseen: shares that said no, and that have no view of it.
    """

    respondents: str
    table: str
    labels: Mapping[Language, str]
    sector: str
    share: float
    n: int
    absent: float
    unseen: float

    def label(self, language: Language = "nl") -> str:
        return self.labels[language]


def load_arrangements() -> tuple[Arrangement, ...]:
    """The arrangements of the Alkmaar region (001 appendix 1, 004 appendix), in the order of the sources."""
    return tuple(
        Arrangement(
            name=record.cells["name"],
            level="groep" if record.cells["level"] == "groep" else "individueel",
            sectors=_several(record, "sectors"),
            targets=_both(record, "target_group"),
            partners=_several(record, "partners"),
            funding=_several(record, "funding"),
            functions=_several(record, "functions"),
            sections=_several(record, "section"),
            others=_both(record, "other_statement"),
            other_section=record.cells["other_section"],
        )
        for record in _records("arrangements_alkmaar.csv", _ARRANGEMENT_COLUMNS)
    )


def load_concepts(kind: ConceptKind | None = None) -> tuple[Concept, ...]:
    """Functions, success factors, intensities of collaboration and ways of paying; one kind of them where asked."""
    concepts = (
        Concept(
            kind=ConceptKind(record.cells["kind"]),
            code=record.cells["code"],
            labels=_both(record, "label"),
            descriptions=_both(record, "description"),
            sections=_several(record, "section"),
            basis=Basis(record.cells["basis"]),
        )
        for record in _records("arrangement_concepts.csv", _CONCEPT_COLUMNS)
    )
    return tuple(concept for concept in concepts if kind is None or concept.kind is kind)


def arrangement_types(distributions: pd.DataFrame) -> tuple[TypeFrequency, ...]:
    """How often the seven types occur, from the study's printed distributions (`load_published().distributions`).

    The eighth row of the tables ("other, namely") is no type and left out.
    """
    found: list[TypeFrequency] = []
    for respondents, (table, sectors) in TYPE_TABLES.items():
        rows = distributions[distributions["table"] == table]
        for label, group in rows.groupby("row_nl", sort=False):
            if str(label).startswith(_OTHER):
                continue
            shares = {str(row.column): float(str(row.pct)) / 100 for row in group.itertuples()}
            labels: Mapping[Language, str] = {"nl": str(label), "en": str(group["row_en"].iloc[0])}
            found.extend(
                TypeFrequency(
                    respondents,
                    table,
                    labels,
                    sector,
                    shares[sector],
                    int(group["n"].iloc[0]),
                    shares["nee"],
                    shares["geen_zicht_op"],
                )
                for sector in sectors
            )
    return tuple(found)


def _records(name: str, columns: tuple[str, ...]) -> tuple[Record, ...]:
    return read_records(SHIPPED.with_name(name), known=columns, required=columns)


def _several(record: Record, column: str) -> tuple[str, ...]:
    return tuple(part for part in record.cells[column].split(LIST_SEPARATOR) if part)


def _both(record: Record, column: str) -> Mapping[Language, str]:
    return {"nl": record.cells[column], "en": record.cells[f"{column}_en"]}
