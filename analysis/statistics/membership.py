"""Do items belong to the scales they were put in: the factors of all items together, laid beside the scales."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import StatisticsError
from analysis.statistics.factors import FactorAnalysis

SALIENT = 0.3
"""A loading that counts: the usual rule of thumb (Hair et al., *Multivariate Data Analysis*)."""


def unattached(analysis: FactorAnalysis) -> pd.Series:
    """The items that belong to no factor: largest absolute loading (below 0.3) of each, the lowest first."""
    highest = analysis.loadings.abs().max(axis=1)
    return highest[highest < SALIENT].sort_values(kind="stable")


@dataclass(frozen=True, eq=False)
class ScaleMembership:
    """Each factor matched to at most one scale, so that the scales' own items load as much as can be.

    factor_of: the factor of each scale, None for a scale that is left without one (fewer factors than scales).
    items: DataFrame by item: `scale`; `own` loading on the factor of its scale (NaN without); `highest`, the factor of
        its largest absolute loading, and that `loading`; `fits`: whether that is its own scale's and at least 0.3.
    """

    factor_of: Mapping[Hashable, str | None]
    items: pd.DataFrame

    @property
    def fitting(self) -> int:
        """How many items load highest on the factor of their own scale, and by at least 0.3."""
        return int(self.items["fits"].sum())


def scale_membership(analysis: FactorAnalysis, scales: Mapping[str, Hashable]) -> ScaleMembership:
    """Lay the loadings of `analysis` beside `scales` (item → scale), all of its items included.

    Scales and factors are matched by the sum of squared loadings, one to one (Kuhn 1955, the assignment problem;
    `scipy.optimize.linear_sum_assignment`). StatisticsError where an item has no scale.
    """
    from scipy.optimize import linear_sum_assignment  # slow to load

    loadings = analysis.loadings
    strangers = [str(item) for item in loadings.index if item not in scales]
    if strangers:
        raise StatisticsError("Van deze items is geen schaal gegeven: {items}.", items=", ".join(strangers))
    own_scale = [scales[str(item)] for item in loadings.index]
    names = list(dict.fromkeys(own_scale))
    values = loadings.to_numpy()
    weight = np.stack(
        [(values[[scale == name for scale in own_scale]] ** 2).sum(axis=0) for name in names]
    )  # scale × factor
    rows, columns = linear_sum_assignment(-weight)
    matched = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    factor_of: dict[Hashable, str | None] = {
        name: str(loadings.columns[matched[i]]) if i in matched else None for i, name in enumerate(names)
    }
    highest = np.abs(values).argmax(axis=1)
    loading = values[np.arange(len(values)), highest]
    own = [
        values[i, matched[names.index(scale)]] if names.index(scale) in matched else np.nan
        for i, scale in enumerate(own_scale)
    ]
    top = [str(loadings.columns[column]) for column in highest]
    return ScaleMembership(
        factor_of,
        pd.DataFrame(
            {
                "scale": own_scale,
                "own": own,
                "highest": top,
                "loading": loading,
                "fits": [
                    factor_of[scale] == factor and abs(value) >= SALIENT
                    for scale, factor, value in zip(own_scale, top, loading.tolist(), strict=True)
                ],
            },
            index=loadings.index,
        ),
    )
