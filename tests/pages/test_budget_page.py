"""Moving an assumption moves the answer."""

from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from analysis.budget import Assumptions, project


def key(name: str, scenario: str = "A", language: str = "nl", version: int = 0) -> str:
    return f"budget_{name}_{scenario}_{language}_{version}"


def field(app: AppTest, label: str) -> TextInput:
    """The text field of an assumption (its key carries the value that it shows)."""
    return next(box for box in app.text_input if box.label == label)


def test_the_first_answer_is_that_of_the_model() -> None:
    projection = project(Assumptions())
    text = shown(open_app("begroting"))
    assert f"Vanaf {projection.first_cheaper_year} kost het arrangement minder" in text


def test_a_slider_changes_the_answer_and_stays_after_a_visit_elsewhere() -> None:
    app = open_app("begroting")
    before = shown(app)
    slider = app.select_slider(key=key("residual_share"))
    slider.set_value(0.5).run()
    assert shown(app) != before
    expected = project(Assumptions(residual_share=0.5)).first_cheaper_year
    assert expected is None
    assert "in geen van de 5 jaren minder" in shown(app)
    go(app, "pilots")
    go(app, "begroting")
    assert app.select_slider(key=key("residual_share")).value == 0.5


def test_a_slider_keeps_its_value_when_the_language_changes() -> None:
    app = open_app("begroting")
    app.select_slider(key=key("cost_per_pupil_in_care")).set_value(7500.0).run()
    app.session_state["language"] = "en"
    app.run()
    assert app.select_slider(key=key("cost_per_pupil_in_care", language="en")).value == 7500.0
    assert "€7,500" in shown(app)


def test_function_funding_shows_its_own_sliders() -> None:
    app = open_app("begroting")
    app.get("segmented_control")
    assert not [s for s in app.select_slider if s.key == key("fte")]
    app.session_state["scenario"] = "B"
    app.run()
    assert [s for s in app.select_slider if s.key == key("fte", "B")]
    assert not [s for s in app.select_slider if s.key == key("taper", "B")]


def test_examples_are_marked_until_they_are_replaced() -> None:
    app = open_app("begroting")
    assert "5 aannames zijn nog voorbeelden" in shown(app)
    assert "voorbeeld" in app.select_slider(key=key("taper")).label
    app.select_slider(key=key("taper")).set_value(0.1).run()
    assert "4 aannames zijn nog voorbeelden" in shown(app)
    assert "voorbeeld" not in app.select_slider(key=key("taper")).label


def test_reset_brings_everything_back() -> None:
    app = open_app("begroting")
    before = shown(app)
    app.select_slider(key=key("residual_share")).set_value(0.3).run()
    app.button(key="budget_reset").click().run()
    assert shown(app) == before
    assert app.select_slider(key=key("residual_share", version=1)).value == 0.1


def test_an_exact_amount_is_read_the_dutch_way() -> None:
    app = open_app("begroting")
    field(app, "Kosten per leerling met jeugdhulp").set_value("€ 6.347,50").run()
    assert not app.error
    assert app.session_state["oza_session"].scenarios["A"].cost_per_pupil_in_care == 6347.5
    assert app.select_slider(key=key("cost_per_pupil_in_care", version=1)).value == 6347.5


def test_what_is_no_number_leaves_the_old_result_standing() -> None:
    app = open_app("begroting")
    before = shown(app)
    field(app, "Kosten per leerling met jeugdhulp").set_value("1.234,5o").run()
    assert len(app.error) == 1
    assert "1.234,5o" in app.error[0].value
    assert app.session_state["oza_session"].scenarios["A"].cost_per_pupil_in_care == 6000
    assert before.splitlines()[:3] == shown(app).splitlines()[:3]
    field(app, "Leerlingen met jeugdhulp").set_value("130%").run()
    assert any("130" in e.value for e in app.error)
    assert app.session_state["oza_session"].scenarios["A"].care_share == 0.6
