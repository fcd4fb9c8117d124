"""The columns that a hypothesis needs, found in a survey by their names and made into numbers or groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from analysis.errors import SurveyError
from analysis.evidence.hypotheses.definitions import MODEL, PHASE, SATISFACTION, SECTORED
from analysis.evidence.published import SECTORS
from analysis.survey import Role, Survey, score_scales

#: All sectors, those of the municipalities first. An own file may also have a column that is called `model` itself.
ALL_SECTORS = (*SECTORS["gemeente"], *SECTORS["swv"])
#: Partnerships gave the phase of mainstream and special education too (B.5.3).
ALSO_ASKED = ("regulier", "speciaal")
_DEFAULT_ORDERS = {
    MODEL: ("schotten", "ketens", "netwerk", "integraal"),
    PHASE: ("oriëntatie", "start", "opbouw", "consolidatie"),
}


@dataclass(frozen=True, eq=False)
class Variable:
    """One number a respondent, NaN where missing, and the sectors that it is the mean of."""

    name: str
    values: pd.Series
    sectors: tuple[str, ...] = ()


class MissingColumnsError(SurveyError):
    """A survey lacks columns that a hypothesis needs; `columns` are their names."""

    def __init__(self, columns: Iterable[str]) -> None:
        self.columns = tuple(dict.fromkeys(columns))
        super().__init__("In dit bestand ontbreken: {columns}.", columns=", ".join(self.columns))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.columns,)


@dataclass(frozen=True, eq=False)
class Variables:
    """The survey's columns by the names that the hypotheses use, whatever the capitals."""

    survey: Survey
    own_sectors: tuple[str, ...] = field(init=False, default=())
    """Sectors by the file's own names: what follows `tevredenheid_`, `model_` or `fase_` in two of these at least."""
    _names: dict[str, str] = field(init=False, repr=False)
    _scores: pd.DataFrame = field(init=False, repr=False)
    _kept: dict[str, Variable] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        names = [*(scale.name for scale in self.survey.scales), *self.survey.responses.columns]
        object.__setattr__(self, "_names", {str(name).casefold(): str(name) for name in reversed(names)})
        object.__setattr__(self, "own_sectors", self._named_otherwise())
        object.__setattr__(self, "_scores", score_scales(self.survey))

    def name(self, wanted: str) -> str | None:
        """What the survey calls a scale or column."""
        return self._names.get(wanted.casefold())

    def sectors(self, name: str) -> tuple[str, ...]:
        """The sectors for which it was asked, those of the study first.

        `("",)` where a column has the name itself; empty where there are none.
        """
        possible = (*ALL_SECTORS, *self.own_sectors)
        found = tuple(sector for sector in possible if self.name(f"{name}_{sector}"))
        return found or (("",) if self.name(name) else ())

    def _named_otherwise(self) -> tuple[str, ...]:
        """In the order of the columns, and only where the codebook says that these are groups or grades."""
        asked: dict[str, set[str]] = {}
        for entry in self.survey.codebook or ():
            base, _, suffix = entry.column.casefold().partition("_")
            known = suffix in ALL_SECTORS or suffix in ALSO_ASKED
            if base in SECTORED and suffix and not known and entry.role in (Role.GROUP, Role.GRADE):
                asked.setdefault(suffix, set()).add(base)
        return tuple(suffix for suffix, bases in asked.items() if len(bases) > 1)

    def column(self, name: str, sector: str = "") -> str:
        """The survey's name of a column; MissingColumnsError where there is none."""
        wanted = f"{name}_{sector}" if sector else name
        found = self.name(wanted)
        if found is None or found not in self.survey.responses:
            raise MissingColumnsError([wanted])
        return found

    def groups(self, name: str, sector: str = "") -> pd.Series:
        """The answers in a column as groups (categorical)."""
        series = self.survey.responses[self.column(name, sector)]
        if isinstance(series.dtype, pd.CategoricalDtype):
            return series
        return series.astype("category")

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of the names that the survey lacks; for what is asked by sector the columns of all sectors."""
        lacking: list[str] = []
        for name in names:
            if name in SECTORED:
                lacking += [] if self.sectors(name) else [f"{name}_{sector}" for sector in ALL_SECTORS]
            elif self.name(name) is None:
                lacking.append(name)
        return tuple(dict.fromkeys(lacking))

    def number(self, name: str, sector: str = "") -> Variable:
        """A scale score, a numeric answer, or an ordered answer as its place in the order (0, 1, …).

        Of `tevredenheid`, `model` and `fase` without a sector the mean over the sectors. Raises
        MissingColumnsError, and SurveyError for a column of groups without an order.
        """
        key = f"{name}|{sector}"
        if key not in self._kept:
            self._kept[key] = self._number(name, sector)
        return self._kept[key]

    def _number(self, name: str, sector: str) -> Variable:
        if name in SECTORED and not sector:
            sectors = self.sectors(name)
            if not sectors:
                raise MissingColumnsError(self.missing([name]))
            parts = [self._column_number(name, one) for one in sectors]
            return Variable(name, pd.concat(parts, axis=1).mean(axis=1), tuple(s for s in sectors if s))
        return Variable(name, self._column_number(name, sector), (sector,) if sector else ())

    def _column_number(self, name: str, sector: str) -> pd.Series:
        wanted = f"{name}_{sector}" if sector else name
        found = self.name(wanted)
        if found is None:
            raise MissingColumnsError([wanted])
        if found in self._scores:
            return self._scores[found]
        series = self.survey.responses[found]
        if isinstance(series.dtype, pd.CategoricalDtype):
            return self._places(name, found, series)
        if pd.api.types.is_numeric_dtype(series):
            return series.astype("float64")
        raise self._without_order(found)

    def _places(self, name: str, column: str, series: pd.Series) -> pd.Series:
        categories = [str(category) for category in series.cat.categories]
        order = list(_DEFAULT_ORDERS.get(name, ()))
        if not {c.casefold() for c in categories} <= set(order):  # other words than the study's: the codebook's order
            if not series.cat.ordered:
                raise self._without_order(column)
            order = [category.casefold() for category in categories]
        places = {category: float(order.index(str(category).casefold())) for category in series.cat.categories}
        return series.map(places).astype("float64")

    @staticmethod
    def _without_order(column: str) -> SurveyError:
        return SurveyError(
            "De antwoorden van {column} hebben geen volgorde. Zet ze in het codeboek bij Antwoorden (answers) van "
            "laag naar hoog, bijvoorbeeld laag|midden|hoog, of kies de richting verschilt.",
            column=column,
        )


def satisfaction_levels(values: pd.Series) -> pd.Series:
    """Satisfaction from 1 to 5 in the study's three levels: 1 and 2, 3, 4 and 5."""
    return pd.cut(values, [0, 2.5, 3.5, 6], labels=["ontevreden", "neutraal", "tevreden"])


__all__ = ["ALL_SECTORS", "SATISFACTION", "MissingColumnsError", "Variable", "Variables", "satisfaction_levels"]
