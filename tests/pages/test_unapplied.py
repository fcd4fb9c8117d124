"""Edits of the codebook that were not applied yet are kept, told and applied from any section."""

import pandas as pd
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Role, parse_codebook
from display.state import Unapplied
from display.unapplied import differences, laid_on

CODEBOOK = b"column,role,scale,answers,reversed\nv1,item,s,1|2|3|4|5,\nv2,item,s,1|2|3|4|5,\nsoort,ignore,,,\n"
ROWS = [*"12345"] * 6
DATA = "\n".join(["v1;v2;soort", *(f"{a};{b};{'ab'[i % 2]}" for i, (a, b) in enumerate(zip(ROWS, ROWS, strict=True)))])


def loaded() -> AppTest:
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", DATA.encode())
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK)
    return app.run()


def typed(app: AppTest, edits: dict[tuple[str, str], object]) -> AppTest:
    """As the table leaves it: AppTest cannot type in one."""
    state = app.session_state["oza_session"]
    object.__setattr__(state, "unapplied", Unapplied("gone", {}, edits))
    return app


def test_edits_are_what_differs_and_lead_back_to_the_same_table() -> None:
    frame = parse_codebook(CODEBOOK).to_frame()
    edited = frame.copy()
    edited.loc[0, "label_nl"] = "Wij overleggen"
    edited.loc[1, "reversed"] = True
    edited["label_en"] = None  # as an emptied cell comes back: it was empty before
    edits = differences(frame, edited)
    assert edits == {("v1", "label_nl"): "Wij overleggen", ("v2", "reversed"): True}
    again = laid_on(frame, {**edits, ("elders", "label_nl"): "van een ander bestand"})
    pd.testing.assert_frame_equal(again, edited.assign(label_en=""))
    assert differences(frame, frame) == {}


def test_edits_wait_in_every_section_and_can_be_applied_there() -> None:
    app = typed(loaded(), {("soort", "role"): "group", ("v1", "label_nl"): "Wij overleggen"})
    app.session_state["section_gegevens"] = "kolommen"
    app.run()
    assert "2 wijzigingen in het codeboek zijn nog niet toegepast." in shown(app)
    go(app, "schalen")
    assert not app.exception
    app = go(app, "gegevens")
    assert "2 wijzigingen in het codeboek" in shown(app)
    app.button(key="apply_waiting").click().run()
    codebook = app.session_state["oza_session"].upload.survey.codebook
    assert codebook["soort"].role is Role.GROUP
    assert codebook["v1"].label_nl == "Wij overleggen"
    assert "nog niet toegepast" not in shown(app)


def test_edits_can_be_dropped_and_go_with_their_file() -> None:
    app = typed(loaded(), {("soort", "role"): "group"})
    app.session_state["section_gegevens"] = "respondenten"
    app.run().button(key="drop_waiting").click().run()
    assert "nog niet toegepast" not in shown(app)
    typed(app, {("soort", "role"): "group"})
    app.session_state["section_gegevens"] = "bestand"
    app.run().file_uploader(key="survey_upload").upload("later.csv", DATA.replace("\n1;1", "\n2;1", 1).encode()).run()
    assert "nog niet toegepast" not in shown(app)


def test_edits_survive_another_change_of_the_codebook_and_what_is_refused_is_not_lost() -> None:
    app = typed(loaded(), {("v1", "answers"): "1|2|3"})
    app.session_state["section_gegevens"] = "codeboek"  # the table is on the screen, and starts from what was typed
    app.run().button(key="suggest_codebook").click().run()
    app.session_state["section_gegevens"] = "kolommen"
    app.run()
    assert "1 wijziging in het codeboek is nog niet toegepast." in shown(app)
    app.button(key="apply_waiting").click().run()
    app.session_state["section_gegevens"] = "codeboek"
    app.run()
    assert "4" in app.error[0].value
    assert "1 wijziging in het codeboek is nog niet toegepast." in shown(app)
