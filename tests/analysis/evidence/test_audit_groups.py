"""Group means against the whole scale: drawn respondents fit, and a star too many or too few is found.

SciPy's analysis of variance over the drawn respondents is the judge.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f_oneway

from analysis.errors import StatisticsError
from analysis.evidence.audit import audit_group_means, audit_satisfaction_means
from analysis.evidence.audit.groups import GroupMeans

MODELS = ["schotten", "ketens", "netwerk", "integraal"]


def drawn(sizes: list[int], shift: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, float]:
    """The tables means, counts and scales as printed, and the p-value of the analysis of variance."""
    rng = np.random.default_rng(seed)
    groups = [np.clip(rng.normal(2.5 + shift * i, 0.6, n), 1, 5) for i, n in enumerate(sizes)]
    p = float(f_oneway(*groups).pvalue)
    everybody = pd.Series(np.concatenate(groups))
    keys = {"group": "g", "sector": "s", "by": "model", "category": MODELS}
    means = pd.DataFrame({"figure": "B", **keys, "factor": "regie", "mean": [round(g.mean(), 2) for g in groups]})
    scales = pd.DataFrame(
        [{"scale": "sturing", "group": "g", "mean": round(everybody.mean(), 1), "sd": round(everybody.std(), 2)}]
    )
    return means.assign(stars=(p < 0.05) + (p < 0.01)), pd.DataFrame({**keys, "n": sizes}), scales, p


@given(st.lists(st.integers(2, 80), min_size=4, max_size=4), st.floats(0, 0.35), st.integers(0, 2**32 - 1))
@settings(max_examples=35, deadline=None)
def test_real_groups_fit(sizes: list[int], shift: float, seed: int) -> None:
    means, counts, scales, _ = drawn(sizes, shift, seed)
    found = audit_group_means(means, counts, scales)
    assert not [finding for finding in found if finding.rule in {"stars", "weighted_mean"}]
    levels = means.assign(level=MODELS, n=sizes)
    assert not [f for f in audit_satisfaction_means(levels, scales) if f.rule == "weighted_mean"]
    assert not [f for f in found if f.certainty == "impossible"]


def test_a_star_too_few_and_two_too_many() -> None:
    means, counts, scales, p = drawn([40, 40, 40, 40], 0.3, 1)
    assert p < 1e-4
    (finding,) = audit_group_means(means.assign(stars=0), counts, scales)
    assert (finding.rule, finding.certainty, finding.printed, finding.expected) == ("stars", "unlikely", 0, 2)
    assert finding.where == "B, g, s, model, regie"
    means, counts, scales, p = drawn([40, 40, 40, 40], 0.0, 3)
    assert p > 0.2
    (finding,) = audit_group_means(means.assign(stars=2), counts, scales)
    assert (finding.rule, finding.certainty, finding.expected) == ("stars", "unlikely", 0)


def test_groups_that_differ_more_than_the_scale_can() -> None:
    means, counts, scales, _ = drawn([40, 40, 40, 40], 0.3, 1)
    found = audit_group_means(means, counts, scales.assign(sd=0.3))
    assert "between_variance" in {finding.rule for finding in found}


def test_groups_that_do_not_average_to_the_scale() -> None:
    means, counts, scales, _ = drawn([40, 40, 40, 40], 0.1, 1)
    found = audit_group_means(means, counts, scales.assign(mean=scales["mean"] + 0.5))
    assert [finding.rule for finding in found] == ["weighted_mean"]


@given(
    st.lists(st.tuples(st.integers(1, 30), st.floats(1, 5), st.floats(0, 0.5)), min_size=2, max_size=5),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=40, deadline=None)
def test_between_holds_every_choice_of_means(cells: list[tuple[int, float, float]], seed: int) -> None:
    sizes = tuple(n for n, _, _ in cells)
    low, high = tuple(mean for _, mean, _ in cells), tuple(mean + width for _, mean, width in cells)
    bounds = GroupMeans(sizes, low, high).between()
    rng = np.random.default_rng(seed)
    for _ in range(20):
        means = rng.uniform(low, high)
        values = np.repeat(means, sizes)
        spread = float(((values - values.mean()) ** 2).sum())
        assert bounds.low - 1e-6 <= spread <= bounds.high + 1e-6


def test_what_has_no_sizes_or_scale_is_passed_over() -> None:
    means, counts, scales, _ = drawn([40, 40, 40, 40], 0.3, 1)
    wrong = means.assign(stars=0)
    assert audit_group_means(wrong, counts.iloc[:0], scales) == []
    assert audit_group_means(wrong, counts.iloc[:3], scales) == []
    assert audit_group_means(wrong, counts, scales.assign(group="ander")) == []
    assert audit_group_means(wrong.iloc[:0], counts, scales) == []
    assert audit_group_means(wrong.drop(columns="stars"), counts, scales) == []


def test_wrong_input_gets_a_sentence() -> None:
    means, counts, scales, _ = drawn([40, 40, 40, 40], 0.3, 1)
    with pytest.raises(StatisticsError, match="factor"):
        audit_group_means(means.drop(columns="factor"), counts, scales)
    with pytest.raises(StatisticsError, match="level"):
        audit_satisfaction_means(means, scales)
