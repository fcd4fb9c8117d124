"""Access to the reference data beside the tests (origins: data/README.md)."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def reference_data() -> Callable[[str], pd.DataFrame]:
    """`reference_data("attitude")` reads data/attitude.csv."""
    return lambda name: pd.read_csv(DATA / f"{name}.csv")


@pytest.fixture(scope="session")
def with_moments() -> Callable[[np.ndarray, int], pd.DataFrame]:
    """`with_moments(covariance, n)`: n respondents whose answers have exactly these covariances, for published ones."""

    def made(covariance: np.ndarray, n: int) -> pd.DataFrame:
        answers = np.random.default_rng(1).normal(size=(n, len(covariance)))
        answers -= answers.mean(axis=0)
        whitened = np.linalg.solve(np.linalg.cholesky(np.cov(answers.T)), answers.T)
        return pd.DataFrame((np.linalg.cholesky(covariance) @ whitened).T)

    return made
