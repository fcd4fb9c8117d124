"""The formulas take draws beside each other: each draw is then the projection of its own assumptions."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.budget import FUNDING_VARIANTS, RESIDENCE_RULE_LABELS, Assumptions, project
from analysis.budget.evaluation import evaluate, model_for, values_of

DRAWN = {
    "pupils": [100, 955, 6000],
    "growth": [-0.1, 0.0, 0.04],
    "taper": [0.0, 0.05, 0.3],
    "returning_share": [0.0, 0.2, 1.0],
    "home_share": [0.0, 0.4, 1.0],
    "other_share": [0.0, 0.3, 0.5],
}
OTHERS = Assumptions(
    taking_part_share=0.5, home_covered=0.25, run_in_years=2, cost_per_decision=400, overhead_share=0.1
)


@pytest.mark.parametrize("funding", list(FUNDING_VARIANTS))
@pytest.mark.parametrize("rule", list(RESIDENCE_RULE_LABELS))
@pytest.mark.parametrize("base_spending", [None, 2_500_000.0])
def test_draws_are_projections(funding, rule, base_spending):
    assumptions = replace(OTHERS, funding=funding, residence_rule=rule, base_spending=base_spending)
    values = values_of(assumptions) | {name: np.asarray(drawn, dtype=float) for name, drawn in DRAWN.items()}
    model = model_for(assumptions, values)
    names = [formula.name for formula in model.formulas]
    rows = evaluate(model, values, assumptions.years, names)
    for draw in range(3):
        own = replace(assumptions, **{name: drawn[draw] for name, drawn in DRAWN.items()})
        components = project(own).components
        assert list(components.columns) == ["year", *names]
        for name in names:
            assert rows[name].shape == (assumptions.years, 3)
            np.testing.assert_allclose(rows[name][:, draw], components[name], rtol=1e-12, atol=1e-9, err_msg=name)


def test_only_what_is_asked_for_is_computed():
    assumptions = Assumptions()
    values = values_of(assumptions)
    del values["school_contribution"]  # who pays does not matter for what it costs
    rows = evaluate(model_for(assumptions, values), values, 5, ["difference"])
    assert set(rows) == {"difference"}
    np.testing.assert_array_equal(rows["difference"][:, 0], project(assumptions).years["difference"])
