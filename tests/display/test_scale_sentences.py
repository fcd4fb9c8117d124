"""What is said of one factor when the items have nothing to do with each other, and when they have."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import one_factor_fit
from display.sentences.scales import one_factor_sentence
from display.texts import texts

UNRELATED = "hangen niet aantoonbaar samen"


def answers(items: int, trait: float) -> pd.DataFrame:
    rng = np.random.default_rng(11)
    return pd.DataFrame(trait * rng.normal(size=(400, 1)) + rng.normal(size=(400, items))).add_prefix("item")


@pytest.mark.parametrize("items", [3, 6])
@pytest.mark.parametrize("trait", [0.0, 1.0])
def test_one_factor_among_items_that_have_nothing_in_common_says_nothing(items: int, trait: float) -> None:
    said = one_factor_sentence(texts("nl"), one_factor_fit(answers(items, trait)))
    assert (UNRELATED in said) == (trait == 0)
    assert ("past goed" in said) == (trait > 0 and items > 3)
    assert ("Met drie items past één factor altijd" in said) == (items == 3)
    assert ("Bartlett: χ²(3) = " if items == 3 else "Bartlett: χ²(15) = ") in said or trait > 0
