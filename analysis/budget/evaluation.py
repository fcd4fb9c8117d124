"""The model's formulas computed with NumPy: for one set of assumptions, or for many draws at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from analysis.budget.assumptions import Assumptions
from analysis.budget.expressions import Array, names_in, value_of
from analysis.budget.model import OPTIONAL, Formula, Model, model_of

Values = Mapping[str, Array]
"""Values of the numeric assumptions by name: shape () for a certain one, (draws,) for an uncertain one."""


def values_of(assumptions: Assumptions) -> dict[str, Array]:
    """The numeric assumptions that have a value, as arrays of shape ()."""
    named = ((name, getattr(assumptions, name)) for name in assumptions.numeric)
    return {name: np.asarray(value, dtype=np.float64) for name, value in named if value is not None}


def model_for(assumptions: Assumptions, values: Values) -> Model:
    """The formulas that belong to these assumptions, `values` deciding which optional ones are given."""
    return model_of(assumptions.funding, assumptions.residence_rule, OPTIONAL.intersection(values))


def evaluate(model: Model, values: Values, years: int, wanted: Iterable[str]) -> dict[str, Array]:
    """The wanted formulas, each as an array of shape (years, draws); draws is 1 where nothing is uncertain.

    Formulas that none of the wanted ones rest on are not computed.
    """
    draws = np.broadcast_shapes(*(value.shape for value in values.values()), (1,))[0]
    wanted = tuple(wanted)
    needed = _needed(model, wanted)
    rows: dict[str, Array] = dict(values)
    for formula in model.formulas:
        if formula.name in needed:
            rows[formula.name] = _row(formula, rows, years)
    return {name: np.broadcast_to(rows[name], (years, draws)) for name in wanted}


def _row(formula: Formula, rows: Mapping[str, Array], years: int) -> Array:
    """One formula: shape () or (draws,) where it is the same in every year, otherwise with the years as first axis."""
    if formula.following is None:
        return value_of(formula.first, rows)
    # Most recurrences (prices, pupils, taper) use only what is the same in every year: no need to take years apart.
    following = {name: rows[name] for name in names_in(formula.following)}
    by_year = any(value.ndim == 2 for value in following.values())
    result = value_of(formula.first, {name: _in_year(rows[name], 0) for name in names_in(formula.first)})
    results = [result]
    for year in range(1, years):
        of_year = {name: _in_year(value, year) for name, value in following.items()} if by_year else following
        result = value_of(formula.following, of_year, previous=result)
        results.append(result)
    table = np.empty((years, max(np.size(each) for each in results)))
    for year, each in enumerate(results):
        table[year] = each
    return table


def _in_year(value: Array, year: int) -> Array:
    return value[year] if value.ndim == 2 else value


def _needed(model: Model, wanted: tuple[str, ...]) -> set[str]:
    """Names of all formulas on which the wanted ones rest."""
    needed = set(wanted)
    for formula in reversed(model.formulas):
        if formula.name in needed:
            needed.update(names_in(formula.first))
            needed.update(names_in(formula.following) if formula.following is not None else ())
    return needed
