"""The page Hypothesen as its users meet it: everything at a glance, a card opened, an own hypothesis added and kept."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from app_driver import go, open_app
from app_driver import shown as shown_html
from streamlit.testing.v1 import AppTest

from analysis.survey import Codebook, Direction, OwnHypothesis, load_sample, parse_codebook
from display.state import OWN_FILE, Attempt, Session, Upload


def shown(app: AppTest) -> str:
    return unescape(shown_html(app))


def open_section(app: AppTest, section: str) -> AppTest:
    app.segmented_control(key="section_hypothesen").set_value(section).run()
    assert not app.exception
    return app


@pytest.fixture(scope="module")
def page() -> AppTest:
    return open_app("hypothesen")


def test_at_a_glance_the_title_counts_what_holds_and_every_hypothesis_has_a_row(page: AppTest) -> None:
    text = shown(page)
    assert "6 van de 12 hypothesen worden ondersteund, 3 deels; 10 keer is de conclusie die van het onderzoek" in text
    assert "15" in text
    assert "niet gevraagd" in text  # for the partnerships only
    assert "nan" not in text.lower().replace("financ", "")


def test_in_english_the_page_is_english() -> None:
    text = shown(open_app("hypothesen", language="en"))
    assert "6 of the 12 hypotheses are supported, 3 in part; 10 conclusions are the study's" in text
    assert "ondersteund" not in text


def test_on_a_projector_the_overview_comes_first_and_a_hypothesis_after_it() -> None:
    app = open_app("hypothesen", projector=True)
    assert "hypothesen worden ondersteund" in shown(app)
    assert not [w for w in app.selectbox if w.key == "hypothesis_shown"]
    app.session_state["oza_session"] = replace(app.session_state["oza_session"], slide=("hypothesen", 1))
    app.run()
    assert not app.exception
    text = shown(app)
    assert "Op 2 punten zeggen deze gegevens iets anders dan het onderzoek" in text
    assert "5. Werkzame factoren" in text
    assert "11. Wie geen knelpunten ervaart" in text
    assert "6. De tevredenheid" not in text
    app.session_state["oza_session"] = replace(app.session_state["oza_session"], slide=("hypothesen", 2))
    app.run()
    app.selectbox(key="hypothesis_shown").set_value("11").run()
    assert "Niet ondersteund: wie geen knelpunten ervaart" in shown(app)
    app.selectbox(key="hypothesis_shown").set_value("8").run()
    assert "Ondersteund: naarmate de vier werkzame factoren meer aanwezig zijn" in shown(app)


def test_cards_can_be_filtered_and_one_is_opened_by_its_address() -> None:
    app = open_app("hypothesen")
    app.query_params["hypothese"] = "13"
    app.segmented_control(key="section_hypothesen").set_value("kaarten").run()
    assert not app.exception
    text = shown(app)
    assert text.index("13. Samenwerkingsverbanden met een positieve") < text.index("1. Voor fase en samenwerkingsmodel")
    app.query_params["hypothese"] = "5"
    app.run()
    text = shown(app)
    assert "8 van de 12 resultaten zijn duidelijk zoals verwacht" in text
    assert "27 van de 36 vergelijkingen vallen uit zoals verwacht" in text
    assert "Waarom de gegevens hier van het onderzoek afwijken" in text
    assert "Hypothesis 5: Working factors" in text  # the paragraph for a report in the other language
    app.pills(key="hypothesis_conclusions").set_value(["not supported"]).run()
    text = shown(app)
    assert "4. De tevredenheid over de aansluiting is groter" in text
    assert "5. Werkzame factoren" not in text


def test_an_own_hypothesis_joins_the_list_and_the_codebook_and_can_be_taken_off() -> None:
    app = open_section(open_app("hypothesen"), "eigen")
    app.selectbox(key="own_outcome").set_value("borging").run()
    app.selectbox(key="own_predictor").set_value("fase_po").run()
    app.button(key="own_add").click().run()
    assert not app.exception
    assert "E1." in shown(app)
    assert app.button(key="own_add").disabled
    text = shown(open_section(app, "overzicht"))
    assert "1 van de 1 hypothesen wordt ondersteund" in text
    open_section(app, "eigen")
    app.button(key="own_remove_1").click().run()
    assert "nog geen eigen hypothesen" in shown(app)


def with_upload(*hypotheses: OwnHypothesis, minimum: int = 10) -> AppTest:
    """The app with the answers of the sample as somebody's own file."""
    sample = load_sample("gemeenten")
    assert isinstance(sample.codebook, Codebook)
    codebook = sample.codebook.with_hypotheses(*hypotheses)
    survey = replace(sample, name="eigen.csv", simulated=False, codebook=codebook)
    app = open_app("overzicht")
    upload = Upload(survey, Attempt(b"", "eigen.csv", codebook))
    app.session_state["oza_session"] = Session(source=OWN_FILE, upload=upload, minimum_group=minimum)
    return app


def test_hypotheses_of_an_upload_stay_in_its_codebook_and_small_groups_are_not_shown() -> None:
    own = OwnHypothesis("borging", "gemeentetype", Direction.HIGHEST, "G4")  # four municipalities
    app = open_section(go(with_upload(own, minimum=20), "hypothesen"), "kaarten")
    app.query_params["hypothese"] = "E1"
    app.run()
    text = shown(app)
    assert "E1. “Borging in beleid en bestuur” is hoger bij G4" in text
    assert "Niet getoond: het resultaat zou op minder dan 20 antwoorden in een groep rusten" in text
    app.query_params["hypothese"] = "11"
    app.run()
    assert "kleinste groep: 19" not in shown(app)
    del app.query_params["hypothese"]
    open_section(app, "eigen")
    app.button(key="own_add").click().run()
    kept = app.session_state["oza_session"].upload
    assert len(kept.survey.codebook.hypotheses) == 2
    assert parse_codebook(kept.attempt.codebook.to_csv().encode()) == kept.survey.codebook
