"""Scales against their statements: respondents are drawn, their tables printed, and nothing may be called impossible.

Cronbach's alpha of the drawn respondents comes from `analysis.statistics.reliability`, which has its own tests against
published values; the audit itself never computes one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.errors import StatisticsError
from analysis.evidence.audit import Finding, audit_scales
from analysis.evidence.audit.spread import least_squares, most_squares, sum_of_squares
from analysis.evidence.published import load_published
from analysis.statistics import reliability


def respondents(n: int, items: int, related: float, missing: float, seed: int) -> pd.DataFrame:
    """Answers 1–5 that share a latent score as far as `related` (0–1), with a share of them missing."""
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1)) * related + rng.normal(size=(n, items)) * (1 - related)
    answers = np.clip(np.round(3 + 1.3 * latent + rng.normal(0, 0.4, size=items)), 1, 5)
    answers[rng.random((n, items)) < missing] = np.nan
    return pd.DataFrame(answers, columns=[f"s{i}" for i in range(items)])


def printed(answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two tables that a report gives of them: the scale, and the percentages of every statement."""
    n, scores = len(answers), answers.mean(axis=1)
    scale = pd.DataFrame(
        [
            {
                "scale": "s",
                "group": "g",
                "items": answers.shape[1],
                "mean": round(scores.mean(), 1),
                "sd": round(scores.std(), 2),
                "alpha": round(reliability(answers).alpha, 3),
            }
        ]
    )
    rows = [
        {
            "scale": "s",
            "group": "g",
            "item_order": order,
            "n": n,
            **{f"pct_{value}": round(100 * (answers[name] == value).sum() / n) for value in range(1, 6)},
            "pct_no_view": round(100 * answers[name].isna().sum() / n),
        }
        for order, name in enumerate(answers.columns, start=1)
    ]
    return scale, pd.DataFrame(rows)


@given(
    st.integers(12, 220),
    st.integers(2, 12),
    st.floats(0.2, 0.9),
    st.sampled_from([0.0, 0.0, 0.02, 0.1, 0.4]),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=40, deadline=None)
def test_real_respondents_are_never_called_impossible(
    n: int, items: int, related: float, missing: float, seed: int
) -> None:
    answers = respondents(n, items, related, missing, seed)
    complete = answers.dropna()
    assume(len(complete) > 2 and (complete.var() > 0).all() and complete.sum(axis=1).var() > 0)
    scale, statements = printed(answers)
    found = audit_scales(scale, statements)
    assert not [finding for finding in found if finding.certainty == "impossible"]
    if missing == 0:
        # Nothing missing, nothing to explain; only rounding of small percentages is left.
        assert not [finding for finding in found if finding.rule == "scale_mean" and n > 100]


def test_an_sd_that_fits_no_answers() -> None:
    scale, statements = printed(respondents(150, 6, 0.6, 0.0, 1))
    assert audit_scales(scale, statements) == []
    for factor in (0.8, 1.25):
        (finding,) = audit_scales(scale.assign(sd=(scale["sd"] * factor).round(2)), statements)
        assert (finding.rule, finding.certainty, finding.where) == ("alpha_sd", "impossible", "g, s, sd")
        assert finding.expected.low == pytest.approx(scale["sd"].iloc[0], abs=0.02)  # type: ignore[union-attr]


def test_a_mean_that_fits_no_answers() -> None:
    scale, statements = printed(respondents(150, 6, 0.6, 0.0, 2))
    (finding,) = audit_scales(scale.assign(mean=scale["mean"] + 0.2), statements)
    assert (finding.rule, finding.certainty) == ("scale_mean", "impossible")
    assert finding.expected == pytest.approx(scale["mean"].iloc[0], abs=0.06)


def test_missing_answers_loosen_what_is_impossible() -> None:
    scale, statements = printed(respondents(200, 6, 0.6, 0.15, 3))
    (finding,) = audit_scales(scale.assign(mean=scale["mean"] + 0.2), statements)
    assert finding.certainty != "impossible"


def known(group: str, scale: str) -> list[Finding]:
    study = load_published()
    own = study.scales[(study.scales["group"] == group) & (study.scales["scale"] == scale)]
    return audit_scales(own, study.items)


def test_the_printed_sd_of_the_shared_vision_of_the_partnerships() -> None:
    (finding,) = known("swv", "gedeelde_visie")
    assert (finding.rule, finding.certainty, finding.printed) == ("alpha_sd", "impossible", 0.38)
    assert 0.59 < finding.expected.low < finding.expected.high < 0.61  # type: ignore[union-attr]
    # Its proof does not need the exact alpha or sd: it ends where the bound for the worst choice of respondents lies.
    study = load_published()
    own = study.scales.query("group == 'swv' and scale == 'gedeelde_visie'")
    assert audit_scales(own.assign(sd=0.52), study.items)[0].certainty == "unlikely"
    assert audit_scales(own.assign(sd=0.60), study.items) == []


def test_scales_of_the_study_that_fit() -> None:
    for group, scale in [("swv", "vertrouwen"), ("swv", "sturing"), ("swv", "borging"), ("gemeente", "gedeelde_visie")]:
        assert known(group, scale) == []


def test_a_number_of_statements_that_differs() -> None:
    study = load_published()
    found = audit_scales(study.scales.assign(items=7), study.items)
    assert {finding.rule for finding in found} == {"items_count"}
    assert len(found) == len(study.scales)


def test_alpha_above_one() -> None:
    scale, statements = printed(respondents(50, 4, 0.6, 0.0, 4))
    (finding,) = audit_scales(scale.assign(alpha=1.01), statements)
    assert (finding.rule, finding.certainty) == ("alpha_range", "impossible")


def test_what_is_not_there_is_passed_over() -> None:
    scale, statements = printed(respondents(50, 4, 0.6, 0.0, 5))
    assert audit_scales(scale.iloc[:0], statements) == []
    assert audit_scales(scale, statements.assign(scale="ander")) == []
    assert audit_scales(scale.assign(mean=None, sd=None, alpha=None), statements) == []
    assert audit_scales(scale, statements.assign(n=None)) == []
    assert audit_scales(scale, statements.assign(pct_1=51.0, n=20)) == []


def test_statements_that_everybody_answered_alike() -> None:
    scale, statements = printed(respondents(50, 4, 0.6, 0.0, 5))
    same = statements.assign(pct_1=0, pct_2=0, pct_3=100, pct_4=0, pct_5=0)
    assert audit_scales(scale.assign(mean=3.0, sd=0.0), same) == []
    (finding,) = audit_scales(scale.assign(mean=3.0, sd=0.4), same)
    assert (finding.rule, finding.certainty) == ("alpha_sd", "impossible")
    few = statements.assign(n=20, pct_1=0, pct_2=0, pct_3=5, pct_4=0, pct_5=0, pct_no_view=95)
    assert "impossible" not in {finding.certainty for finding in audit_scales(scale, few)}


def test_wrong_input_gets_a_sentence() -> None:
    scale, statements = printed(respondents(50, 4, 0.6, 0.0, 6))
    with pytest.raises(StatisticsError, match="alpha"):
        audit_scales(scale.drop(columns="alpha"), statements)
    with pytest.raises(StatisticsError, match="pct_5"):
        audit_scales(scale, statements.drop(columns="pct_5"))
    with pytest.raises(StatisticsError, match="geen getal"):
        audit_scales(scale.assign(sd="0,38"), statements)


@given(st.lists(st.integers(0, 4), min_size=3, max_size=5), st.integers(0, 8))
@settings(max_examples=40, deadline=None)
def test_least_and_most_spread_as_by_trying_every_choice(pool: list[int], kept: int) -> None:
    kept = min(kept, sum(pool))
    choices: list[list[int]] = [[]]
    for available in pool:
        choices = [[*choice, taken] for choice in choices for taken in range(available + 1)]
    spreads = []
    for choice in choices:
        if sum(choice) == kept:
            values = np.repeat(np.arange(1, len(pool) + 1), choice)
            spreads.append(float(values.var() * kept) if kept else 0.0)
    assert spreads
    assert least_squares(np.array(pool), kept) == pytest.approx(min(spreads))
    assert most_squares(np.array(pool), kept) == pytest.approx(max(spreads))
    assert sum_of_squares(np.array(pool)) >= min(spreads) - 1e-9
