"""The figure of the answers to the items of a scale that has more of them than can be told apart."""

import numpy as np
import pandas as pd

from analysis.statistics import answer_counts
from display.figures.reliability import item_answers
from display.labels import ScaleWords
from display.texts import texts
from display.theme import Style


def words(highest: int) -> ScaleWords:
    items = {"v1": "Met de school", "v2": "Met het wijkteam"}
    return ScaleWords("Tevreden", items, {float(code): str(code) for code in range(highest + 1)}, given=items)


def test_a_slider_is_shown_in_five_groups_that_hold_everybody_once() -> None:
    rng = np.random.default_rng(2)
    given = pd.DataFrame(rng.integers(0, 101, (200, 2)), columns=["v1", "v2"])
    given.iloc[:4, 0] = [0, 20, 21, 100]
    chart = item_answers(texts("nl"), Style(), answer_counts(given, 0, 100), words(100), "Bron: eigen.")
    labels = [trace.name for trace in chart.figure.data]
    ends = ((0, 20), (21, 40), (41, 60), (61, 80), (81, 100))
    assert labels == [f"{low} tot en met {high}" for low, high in ends]
    shares = np.array([trace.x for trace in chart.figure.data], dtype=float)
    expected = [np.mean((given["v1"] >= low) & (given["v1"] <= high)) for low, high in ends]
    assert np.allclose(shares.sum(axis=0), 1)
    assert np.allclose(shares[:, 0], expected)
    assert "in 5 groepen samengenomen" in chart.source


def test_eleven_answers_are_shown_each() -> None:
    given = pd.DataFrame(np.random.default_rng(2).integers(0, 11, (50, 2)), columns=["v1", "v2"])
    chart = item_answers(texts("nl"), Style(), answer_counts(given, 0, 10), words(10), "Bron: eigen.")
    assert len(chart.figure.data) == 11
    assert "samengenomen" not in chart.source
