"""The switch that has pingouin compute the same numbers, on the two pages that have it."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.app_driver import go, open_app, shown


@pytest.fixture(scope="module")
def app() -> AppTest:
    return open_app()


@pytest.mark.parametrize(("page", "key"), [("modellen", "groups"), ("schalen", "alpha")])
def test_another_program_arrives_at_the_same_figures(app: AppTest, page: str, key: str) -> None:
    go(app, page)
    if page == "schalen":
        app.session_state["section_schalen"] = "schaal"
        app.run()
    assert "pingouin 0." not in shown(app)
    app.toggle(key=f"second_opinion_{key}").set_value(True).run()
    assert not app.exception
    text = shown(app)
    assert "pingouin 0." in text
    assert "bij elk getal hetzelfde uit" in text
    assert ">nee<" not in text
