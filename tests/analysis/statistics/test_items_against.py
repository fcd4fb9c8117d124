"""Items that run against their scale, found together; alpha as pingouin has it once they are turned round."""

import numpy as np
import pandas as pd
import pingouin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import StatisticsError
from analysis.statistics import item_advice, items_against, reliability


def one_factor(n: int, k: int, against: set[int], seed: int = 4) -> pd.DataFrame:
    """Answers 1 to 5 to items with loadings of .8, some of them worded the other way."""
    rng = np.random.default_rng(seed)
    latent = 0.8 * rng.normal(size=(n, 1)) + 0.6 * rng.normal(size=(n, k))
    answers = np.digitize(latent, [-1.5, -0.5, 0.5, 1.5]) + 1.0
    for place in against:
        answers[:, place] = 6 - answers[:, place]
    return pd.DataFrame(answers, columns=[f"v{i}" for i in range(k)])


def test_one_item_is_found_as_item_advice_finds_it() -> None:
    items = one_factor(200, 6, {2})
    found = items_against(items)
    (advice,) = item_advice(reliability(items))
    assert found is not None
    assert (found.items, found.n, found.even) == (("v2",), 200, False)
    assert found.rest_correlations[0] == pytest.approx(advice.rest_correlation)
    assert (found.alpha, found.alpha_if_reversed) == pytest.approx((advice.alpha, advice.alpha_if_reversed))


@given(st.sets(st.integers(0, 6), min_size=1, max_size=3), st.integers(0, 99), st.permutations(range(7)))
@settings(max_examples=15, deadline=None)
def test_all_that_run_the_other_way_are_found_in_any_order(against: set[int], seed: int, order: list[int]) -> None:
    items = one_factor(150, 7, against, seed).iloc[:, order]
    items.iloc[:5, 0] = np.nan
    found = items_against(items)
    assert found is not None
    assert found.items == tuple(name for name in items.columns if int(name[1:]) in against)
    turned = items.copy()
    turned[list(found.items)] = 6 - turned[list(found.items)]
    alpha, _ = pingouin.cronbach_alpha(turned.dropna())
    assert found.alpha_if_reversed == pytest.approx(alpha, abs=1e-9)
    assert found.n == 145
    assert items_against(turned) is None
    component = np.linalg.eigh(items.dropna().cov())[1][:, -1]  # what psych::alpha(check.keys = TRUE) goes by
    smaller = min(({*items.columns[component < 0]}, {*items.columns[component > 0]}), key=len)
    assert set(found.items) == smaller


def test_half_against_half_says_so_even_where_alpha_has_no_value() -> None:
    items = one_factor(200, 4, {2, 3})
    found = items_against(items)
    assert found is not None
    assert (found.items, found.even) == (("v2", "v3"), True)
    mirrored = items[["v0"]].assign(w=6 - items["v0"])
    with pytest.raises(StatisticsError):
        reliability(mirrored)
    found = items_against(mirrored)
    assert found is not None
    assert (found.alpha, found.alpha_if_reversed) == (None, pytest.approx(1.0))


def test_an_item_that_hangs_together_with_nothing_is_not_against() -> None:
    items = one_factor(120, 5, set())
    items["noise"] = np.random.default_rng(7).permutation(np.repeat([1.0, 2, 3, 4], 30))
    assert items_against(items) is None
    assert items_against(items[["v0"]]) is None
    items["same"] = 3.0
    assert items_against(items) is None
