"""The sections of page Begroting beside the answer: each says in a sentence what the model says."""

import re
from dataclasses import replace

import pytest
from app_driver import open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.budget import Assumptions, break_even, default_ranges, simulate


def open_section(key: str, *, language: str = "nl") -> AppTest:
    app = open_app("begroting", language=language)
    app.session_state["section_begroting"] = key
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def state(app: AppTest):
    return app.session_state["oza_session"]


def by_start(boxes, start: str):
    """The one field whose key begins so (the key of a text field carries the value that it shows)."""
    (found,) = [box for box in boxes if box.key.startswith(start)]
    return found


def test_how_sure_tells_the_probability_of_the_simulation() -> None:
    app = open_section("zekerheid")
    found = simulate(Assumptions(), default_ranges(Assumptions()))
    share = round(100 * float(found.probability_cheaper.iloc[-1]))
    assert 5 < share < 95
    assert f"De kans dat het arrangement na 5 jaar minder heeft gekost dan individuele hulp is {share}%" in shown(app)
    app.select_slider(key="chance_years").set_value(2).run()
    assert "De kans dat het arrangement na 2 jaar" in shown(app)


def test_a_range_of_ones_own_counts_and_can_be_taken_back() -> None:
    app = open_section("zekerheid")
    before = shown(app)
    by_start(app.text_input, "range_high_taper_A").set_value("30%").run()
    assert state(app).ranges["A"]["taper"] == pytest.approx((0.03, 0.3))
    assert "Bandbreedtes: 1 van uzelf" in shown(app)
    by_start(app.text_input, "range_low_taper_A").set_value("12%").run()
    assert any("ligt niet van 12 tot en met 30" in e.value for e in app.error)
    assert state(app).ranges["A"]["taper"] == pytest.approx((0.03, 0.3))
    app.button(key="ranges_reset").click().run()
    assert not app.error
    assert shown(app) == before


def test_the_sought_value_is_that_of_the_model_or_a_sentence() -> None:
    app = open_section("doelzoeken")
    value = break_even(Assumptions(), "taper", 0, 0.5).value
    assert f"bij {100 * value:.2f}%".replace(".", ",") in shown(app)
    app.select_slider(key="goal_years").set_value(10).run()
    value = break_even(replace(Assumptions(), years=10), "taper", 0, 0.5).value
    assert f"bij {100 * value:.2f}%".replace(".", ",") in shown(app)
    before = shown(app)
    by_start(app.text_input, "field_goal_low_taper").set_value("40%").run()
    assert any("40 is meer dan 25" in e.value for e in app.error)
    assert "precies evenveel" in before
    assert "precies evenveel" in shown(app)
    by_start(app.text_input, "field_goal_high_taper").set_value("80").run()
    by_start(app.text_input, "field_goal_low_taper").set_value("39%").run()
    assert not app.error
    assert "bij elke waarde van 39 tot en met 80 kost het arrangement minder" in shown(app)
    by_start(app.text_input, "field_goal_low_taper").set_value("veel").run()
    assert any("veel" in e.value for e in app.error)


@pytest.mark.parametrize("section", ["zekerheid", "doelzoeken"])
def test_a_section_is_in_english_too(section: str) -> None:
    app = open_section(section, language="en")
    assert not app.error
    titles = re.findall(r'<h3 class="oza-[^>]*>([^<]*)', shown(app))
    assert titles
    assert all("arrangement" in title and " het " not in title for title in titles[:1])
