"""What the statistics accept as a column of numbers, and how they name what they do not."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analysis.errors import StatisticsError
from analysis.statistics import describe, reliability


@pytest.mark.parametrize(
    "values",
    [
        [1, 2, 4],
        (1.0, 2.0, 4.0),
        np.array([1, 2, 4], dtype=np.uint8),
        pd.Index([1, 2, 4]),
        pd.array([1, 2, 4], dtype="Int16"),
        pd.Series([1, 2, 4], dtype="category"),
        pd.Series([4, 1, 2], dtype=pd.CategoricalDtype([4, 2, 1, 9], ordered=True)),
        pd.Series([Decimal(1), Fraction(2), np.int64(4)], dtype=object),
    ],
)
def test_numbers_of_every_kind(values):
    result = describe(values)
    assert (result.n, result.mean, result.minimum, result.maximum) == (3, pytest.approx(7 / 3), 1.0, 4.0)


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, float("nan"), Decimal("NaN")])
def test_missing_of_every_kind(missing):
    result = describe(pd.Series([1, missing, 4], dtype=object))
    assert (result.n, result.missing) == (2, 1)


@pytest.mark.parametrize(
    ("values", "row"),
    [
        (pd.Series(["1", "2"]), 1),
        (pd.Series([1, 2, "zo"], dtype=object), 3),
        (pd.Series(["zo", "zo", "niet"], dtype="category"), 1),
        (pd.Series([1, "zo"], dtype=pd.CategoricalDtype(["zo", 1])), 2),
        (pd.Series([1 + 0j, 2]), 1),
        (pd.Series(pd.to_timedelta([1, 2], unit="D")), 1),
        (pd.Series([np.nan, 1, -np.inf]), 3),
        (pd.Series([1, 1e200]), 2),
    ],
)
def test_what_is_no_number_is_named_with_its_row(values, row):
    with pytest.raises(StatisticsError, match=f"Kolom antwoord, rij {row}:"):
        describe(values.rename("antwoord"))
    with pytest.raises(StatisticsError, match=f"Kolom antwoord, rij {row}:"):
        reliability(pd.DataFrame({"ander": range(len(values)), "antwoord": values}))
