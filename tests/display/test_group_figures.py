"""Pictures of several comparisons: every panel has an axis to read, and every line a name that is its own."""

import numpy as np
import pandas as pd
import pytest

from analysis.statistics import compare_outcomes, two_factor_anova
from display.figures.group_families import interaction, outcome_panels
from display.labels import GroupWords
from display.texts import texts
from display.theme import Style, group_marks

RNG = np.random.default_rng(9)
LONG = [f"Leraar of vakdocent in het voortgezet onderwijs, locatie {name}" for name in ("noord", "zuid", "oost")]
FIRST, SECOND = np.repeat(LONG, 60), np.tile(["voor", "na"], 90)
SCORES = np.clip(3 + RNG.normal(0, 0.6, 180), 1, 5)


@pytest.mark.parametrize("count", [2, 4, 5, 7])
def test_the_lowest_panel_of_each_column_has_a_readable_axis(count: int) -> None:
    outcomes = {f"schaal {i}": pd.Series(SCORES + i / 10) for i in range(count)}
    family = compare_outcomes(outcomes, pd.Series(FIRST))
    names = {name: name for name in outcomes}
    bounds: dict[str, tuple[float, float] | None] = dict.fromkeys(outcomes, (1.0, 5.0))
    groups: dict[object, str] = {name: name for name in LONG}
    figure = outcome_panels(texts("nl"), Style(), family, names, groups, "Alle", bounds, "Bron").figure
    axes = [figure.layout["xaxis" if place == 0 else f"xaxis{place + 1}"] for place in range(count)]
    assert all(axis.showticklabels is not False for axis in axes[-min(3, count) :])


@pytest.mark.parametrize("level", [-1.9, 0.0, 1.9], ids=["low", "middle", "high"])
def test_names_beside_the_lines_do_not_overlap_and_show_the_mark_of_their_line(level: float) -> None:
    found = two_factor_anova(SCORES / 5 + 2.4 + level, FIRST, SECOND)
    words = GroupWords("Visie", "Functie", {name: name for name in LONG}, (1.0, 5.0))
    figure = interaction(texts("nl"), Style(), found, words, "Meting", {"voor": "voor", "na": "na"}, "Bron").figure
    notes = sorted(figure.layout.annotations, key=lambda note: note.y)
    tall = [(5 - 1) / 12 * (note.text.count("<br>") + 1) for note in notes]
    for below, above, height, upper in zip(notes, notes[1:], tall, tall[1:], strict=False):
        assert above.y - below.y >= (height + upper) / 2 - 1e-9
    assert notes[0].y - tall[0] / 2 >= 1 - 1e-9, "not below the axis"
    colours = {mark.colour for mark in group_marks(LONG).values()}
    assert {colour for colour in colours for note in notes if colour in note.text} == colours
