"""What is said of scales together and of one: as much as alpha, its interval and its items bear out (pingouin)."""

import re

import numpy as np
import pandas as pd
import pingouin
import pytest

from analysis.statistics import reliability
from display.sentences.reliability import overview_conclusion, scale_conclusion
from display.texts import texts


def answers(n: int, noise: float, stray: int = 0) -> pd.DataFrame:
    """Five items of one trait, `stray` of which have nothing to do with it."""
    rng = np.random.default_rng(5)
    items = rng.normal(size=(n, 1)) + noise * rng.normal(size=(n, 5))
    items[:, 5 - stray :] = rng.normal(size=(n, stray))
    return pd.DataFrame(items).add_prefix("v")


SOLID, UNSURE, LOW, STRAY = answers(300, 0.8), answers(60, 1.35), answers(200, 2.5), answers(300, 0.6, stray=1)


def pair(items: pd.DataFrame) -> tuple[float, float]:
    """Alpha and the lower end of its 95% interval by pingouin."""
    alpha, (low, _) = pingouin.cronbach_alpha(items)
    return float(alpha), float(low)


def written(number: float) -> str:
    return f"{number:.2f}".replace(".", ",").replace("-", "−")


def said(**scales: pd.DataFrame) -> str:
    return overview_conclusion(
        texts("nl"), [(name, reliability(items), {v: f"Vraag {v}" for v in items}) for name, items in scales.items()]
    )


def test_the_examples_are_what_they_are_called() -> None:
    assert pair(SOLID)[1] > 0.7
    assert pair(STRAY)[1] > 0.7
    assert pair(UNSURE)[0] > 0.7 > pair(UNSURE)[1]
    assert pair(LOW)[0] < 0.7


def test_a_scale_whose_interval_goes_below_the_minimum_is_named_with_where_it_ends() -> None:
    text = said(Visie=SOLID, Steun=UNSURE)
    assert text.startswith("Beide schalen hebben een alfa van 0,7 of hoger;")
    assert f"tot onder 0,7 bij Steun ({written(pair(UNSURE)[1])})" in text
    assert "betrouwbaar" not in text
    assert "Visie" not in text


def test_of_many_such_scales_the_conclusion_says_how_many() -> None:
    text = said(Een=UNSURE, Twee=UNSURE, Drie=UNSURE)
    assert "bij 3 schalen, het verst bij Een (" in text
    assert "Drie" not in text


def test_only_where_every_interval_stays_above_it_nothing_is_held_back() -> None:
    text = said(Visie=SOLID, Vertrouwen=SOLID)
    assert "ook aan de onderkant van het interval" in text
    assert "zwak" not in text


def test_the_weak_item_of_any_scale_is_named_with_its_correlation() -> None:
    rest = float(np.corrcoef(STRAY["v4"], STRAY[["v0", "v1", "v2", "v3"]].sum(axis=1))[0, 1])
    assert rest < 0.3
    assert f"; zwak item: ‘Vraag v4’ (Netwerk; item–rest-correlatie {written(rest)})" in said(
        Visie=SOLID, Netwerk=STRAY
    )
    two = said(Visie=SOLID, Netwerk=answers(300, 0.6, stray=2))
    assert re.search(r"; 2 zwakke items, het zwakst ‘Vraag v[34]’ \(Netwerk", two)


def test_scales_below_the_minimum_are_counted_and_the_unsure_ones_still_named() -> None:
    text = said(Visie=SOLID, Steun=UNSURE, Los=LOW)
    assert text.startswith(f"2 van de 3 schalen halen alfa 0,7; Los is het zwakst, met {written(pair(LOW)[0])}")
    assert "bij Steun (" in text


@pytest.mark.parametrize("items", [SOLID, UNSURE, LOW, STRAY])
def test_one_scale_is_called_reliable_only_where_its_whole_interval_is_above_the_minimum(items: pd.DataFrame) -> None:
    text = scale_conclusion(texts("nl"), "Steun", reliability(items), {v: f"Vraag {v}" for v in items})
    alpha, low = pair(items)
    assert written(alpha) in text
    assert written(low) in text
    assert ("is betrouwbaar" in text) == (low >= 0.7)
    assert ("zwak item: ‘Vraag v4’" in text) == (items is STRAY)


def test_an_end_just_below_the_minimum_is_written_so_that_it_reads_as_below() -> None:
    low = next(r for r in (reliability(answers(n, 1.2)) for n in range(60, 400)) if 0.6950 < r.interval.low < 0.7)
    assert re.search(
        r"loopt tot 0,69\d", scale_conclusion(texts("nl"), "Steun", low, dict.fromkeys(low.items.index, "x"))
    )
