"""Access to the reference data beside the tests (origins: data/README.md)."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def reference_data() -> Callable[[str], pd.DataFrame]:
    """`reference_data("attitude")` reads data/attitude.csv."""
    return lambda name: pd.read_csv(DATA / f"{name}.csv")
