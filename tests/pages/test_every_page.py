"""Every page opens on the sample data, in both languages, on a laptop and on a projector."""

import pytest
from app_driver import APP, PAGES, go, open_app, shown
from streamlit.testing.v1 import AppTest


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_opens(page: str, language: str) -> None:
    app = open_app(page, language=language)
    text = shown(app)
    assert not app.error
    assert len(app.title) == 1
    assert "nan" not in text.lower().replace("financ", "").replace("bekostiging", "").split()


@pytest.mark.parametrize("page", PAGES)
def test_projector_shows_one_picture_at_a_time(page: str) -> None:
    app = open_app(page, projector=True)
    assert not app.error
    assert len(app.get("plotly_chart")) <= 1
    assert not app.expander


def test_simulated_data_say_so_on_every_page_that_uses_them() -> None:
    app = open_app()
    for page in ("overzicht", "gegevens", "schalen", "modellen"):
        assert "gesimuleerd" in shown(go(app, page)).lower()


def test_the_language_switch_reaches_a_page() -> None:
    dutch, english = shown(open_app("schalen")), shown(open_app("schalen", language="en"))
    assert "Gedeelde visie" in dutch
    assert "Shared vision" in english
    assert "0,7" in dutch
    assert "0.7" in english


def test_the_clicker_walks_through_pictures_and_pages() -> None:
    app = open_app("schalen", projector=True)
    first = shown(app)
    app.button(key="next_slide").click().run()
    assert app.title[0].value == "Schalen"
    assert shown(app) != first
    app.button(key="previous_slide").click().run()
    assert shown(app) == first
    app.button(key="previous_slide").click().run()
    assert app.title[0].value == "Gegevens"


def test_language_and_projector_from_the_address_stay_at_a_change_of_page() -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["language"] = "en"
    app.query_params["projector"] = "true"
    app.run()
    go(app, "modellen")
    assert app.session_state["projector"] is True
    assert "Collaboration models" in shown(app)
