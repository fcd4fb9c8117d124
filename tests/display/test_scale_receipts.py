"""What the receipt of a scale says of other programs, held against what those programs give."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import reliability
from display.scale_receipts import Entry, groups_entries, reliability_entries
from display.texts import texts


@pytest.fixture(scope="module")
def items() -> pd.DataFrame:
    rng = np.random.default_rng(3)
    answers = np.clip(np.rint(3 + rng.normal(size=(80, 1)) + rng.normal(size=(80, 5))), 1, 5)
    answers[rng.random(answers.shape) < 0.08] = np.nan
    return pd.DataFrame(answers).add_prefix("v")


def receipt(items: pd.DataFrame, missing: str, basis: str) -> dict[str, Entry]:
    return {one.number: one for one in reliability_entries(texts("nl"), reliability(items, missing, basis=basis))}


def test_listwise_spss_and_jasp_agree(items: pd.DataFrame) -> None:
    found = receipt(items, "listwise", "pearson")
    assert "SPSS en JASP: gelijk" in found["Cronbachs alfa"].other
    assert found["Cronbachs alfa"].rests == f"{len(items.dropna())}; alle items beantwoord; covarianties"
    assert "SPSS" in found["Guttmans lambda-2"].other


def test_pairwise_spss_has_no_such_rule_and_psych_standardises_otherwise(items: pd.DataFrame) -> None:
    found = receipt(items, "pairwise", "pearson")
    covariance, r = items.cov().to_numpy(), items.corr().to_numpy()
    own = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))  # cov2cor, as psych 2.2.9 does
    ours = reliability(items, "pairwise").standardised_alpha
    assert ours == pytest.approx(5 / 4 * (1 - 5 / r.sum()))
    assert ours != pytest.approx(5 / 4 * (1 - 5 / own.sum()), abs=1e-6)
    assert "cov2cor" in found["Alfa, gestandaardiseerd"].other
    pairs = items.notna().T.astype(int) @ items.notna().astype(int)
    for name in ("Cronbachs alfa", "Guttmans lambda-2"):
        assert "SPSS kent in RELIABILITY geen paarsgewijs" in found[name].other
        assert "SPSS en JASP: gelijk" not in found[name].other
    assert found["Cronbachs alfa"].rests.startswith(f"{int(items.notna().any(axis=1).sum())} met minstens één item")
    assert found["Interval van alfa"].rests.startswith(f"{pairs.to_numpy().min()} (kleinste paar)")
    assert found["Item–rest-correlatie"].rests.startswith("per item wie het beantwoordde")


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_on_polychoric_correlations_no_row_speaks_of_covariances(items: pd.DataFrame, missing: str) -> None:
    found = receipt(items, missing, "polychoric")
    assert "Cronbachs alfa" not in found
    assert "Zumbo" in found["Ordinale alfa"].source
    for one in found.values():
        assert "σ" not in one.formula
        assert "polychorisch" in one.rests
        assert "JASP" not in one.other  # nothing is known of it here
    assert "na.omit" in found["Ordinale alfa"].other or missing == "pairwise"


def test_groups_follow_the_choice(items: pd.DataFrame) -> None:
    t = texts("nl")
    first = groups_entries(t, reliability(items, "pairwise", basis="polychoric"))[0]
    assert (first.number, first.source) == ("Ordinale alfa", "Zumbo, Gadermann & Zeisser (2007)")
    assert groups_entries(t, reliability(items))[0].number == "Cronbachs alfa"
