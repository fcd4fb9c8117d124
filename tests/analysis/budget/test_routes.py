"""The formulas take draws on a leading axis: each draw is then the projection of its own assumptions."""

import numpy as np
import pytest

from analysis.budget import FUNDING_VARIANTS, Assumptions, project
from analysis.budget.inputs import Inputs
from analysis.budget.routes import routes_by_year

PUPILS = [100, 955, 6000]
TAPERS = [0.0, 0.05, 0.3]
GROWTHS = [-0.1, 0.0, 0.04]


def column(values):
    return np.asarray(values, dtype=float)[:, np.newaxis]


@pytest.mark.parametrize("funding", list(FUNDING_VARIANTS))
@pytest.mark.parametrize("base_spending", [None, 2_500_000.0])
def test_draws_are_projections(funding, base_spending):
    inputs = Inputs(
        elapsed=np.arange(5.0),
        pupils=column(PUPILS),
        growth=column(GROWTHS),
        care_share=np.asarray(0.6),
        cost_per_pupil_in_care=np.asarray(6000.0),
        indexation=np.asarray(0.03),
        base_spending=None if base_spending is None else np.asarray(base_spending),
        taper=column(TAPERS),
        fte=np.asarray(36.0),
        cost_per_fte=np.asarray(95_500.0),
        residual_share=np.asarray(0.1),
    )
    routes = routes_by_year(inputs, funding)
    assert routes.difference.shape == (3, 5)
    for draw, (pupils, growth, taper) in enumerate(zip(PUPILS, GROWTHS, TAPERS, strict=True)):
        years = project(
            Assumptions(pupils=pupils, growth=growth, taper=taper, funding=funding, base_spending=base_spending)
        ).years
        for name in ("difference", "cumulative", "per_pupil", "individual_per_pupil"):
            drawn = np.broadcast_to(getattr(routes, name), (3, 5))[draw]
            np.testing.assert_allclose(drawn, years[name], rtol=1e-12)
