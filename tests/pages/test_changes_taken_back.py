"""Which changes to an own file can be taken back, and what ends with the file."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Survey

CODEBOOK = (
    "column,role,scale,label_nl,answers,reversed\n"
    "model,group,,Model,schotten|ketens,\n"
    + "".join(f"v{i},item,samenwerken,Vraag {i},1=nooit|2=soms|3=vaak|4=altijd,\n" for i in (1, 2, 3))
).encode()


def answers(n: int = 40, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    level = rng.normal(2.5, 0.8, n)
    items = {f"v{i}": np.clip(np.rint(level + rng.normal(0, 0.5, n)), 1, 4).astype(int) for i in (1, 2, 3)}
    return pd.DataFrame({"model": rng.choice(["schotten", "ketens"], n), **items})


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, sep=";").encode()


def load(app: AppTest, name: str, content: bytes, codebook: bytes | None = None) -> AppTest:
    app.file_uploader(key="survey_upload").upload(name, content)
    if codebook is not None:
        app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook)
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def section_of(app: AppTest, key: str) -> AppTest:
    app.session_state["section_gegevens"] = key
    app.run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def survey_of(app: AppTest) -> Survey:
    survey: Survey = app.session_state["oza_session"].upload.survey
    return survey


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


@pytest.fixture
def loaded() -> AppTest:
    return load(open_app("gegevens"), "eigen.csv", csv(answers()))


def test_another_file_ends_what_can_be_taken_back(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    assert "undo_codebook" in keys(app)
    load(app, "eenrij.csv", b"a;b;c\n1;2;3\n")
    assert "is op dit bestand nog niet toegepast" in shown(app)
    assert not keys(app) & {"undo_codebook", "redo_codebook"}
    assert len(survey_of(app)) == 1


def test_a_file_of_the_same_survey_goes_on_with_the_codebook_and_not_with_the_changes(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    codebook = survey_of(app).codebook
    load(app, "later.csv", csv(answers(50, 6)))
    assert survey_of(app).codebook == codebook
    assert len(survey_of(app)) == 50
    assert not keys(app) & {"undo_codebook", "redo_codebook"}


def test_a_wrong_file_in_between_costs_nobody_the_codebook(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    codebook = survey_of(app).codebook
    load(app, "verkeerd.csv", b"a;b\n1;2\n2;3\n3;4\n")
    assert survey_of(app).codebook is None
    load(app, "eigen.csv", csv(answers()))
    assert survey_of(app).codebook == codebook


def test_what_is_refused_while_a_codebook_was_given_up_shows_one_panel_and_can_be_given_up(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    load(app, "verkeerd.csv", b"a;b\n1;2\n2;3\n3;4\n")
    assert len([each for each in app.get("download_button") if "misfits" in each.proto.id]) == 1
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()
    assert not app.exception, "two panels with the same keys"
    assert len([each for each in app.get("download_button") if "misfits" in each.proto.id]) == 1
    assert len(app.warning) == 1
    press(app, "give_up")
    assert not app.error
    assert "is op dit bestand nog niet toegepast" in shown(app), "what was given up before can still be mended"
    press(app, "give_up")
    assert "is op dit bestand nog niet toegepast" not in shown(app)
    assert survey_of(app).name == "verkeerd.csv"
    assert go(app, "gegevens").get("file_uploader")


def test_loading_a_codebook_is_a_change_of_its_own(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    suggested = survey_of(app).codebook
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()
    given = survey_of(app).codebook
    assert given is not None
    assert given != suggested
    assert app.button(key="undo_codebook").label == "Ongedaan maken: codeboek laden"
    press(app, "undo_codebook")
    assert survey_of(app).codebook == suggested
    assert app.button(key="redo_codebook").label == "Opnieuw doen: codeboek laden"
    press(app, "redo_codebook")
    assert survey_of(app).codebook == given


def test_a_codebook_that_had_to_be_mended_is_still_the_change_that_is_taken_back(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    suggested = survey_of(app).codebook
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK.replace(b"v3,", b"v33,")).run()
    assert len(app.warning) == 1
    press(app, "same_column_0" if "same_column_0" in keys(app) else "go_on")
    assert not app.error
    assert not app.warning
    assert app.button(key="undo_codebook").label == "Ongedaan maken: codeboek laden"
    press(app, "undo_codebook")
    assert survey_of(app).codebook == suggested


def test_after_another_page_it_is_said_which_file_is_in_use_and_that_a_new_one_replaces_it(loaded: AppTest) -> None:
    app = loaded
    assert app.file_uploader(key="survey_upload").label.startswith("Andere enquêtegegevens")
    press(app, "suggest_codebook")
    go(app, "schalen")
    go(app, "gegevens")
    assert app.file_uploader(key="survey_upload").value is None, "the reason for this test"
    assert "In gebruik: eigen.csv (40 respondenten). Kies een ander bestand om het te vervangen." in shown(app)
    assert "In gebruik: een codeboek van 4 kolommen. Kies een ander bestand" in shown(app)
    assert app.file_uploader(key="survey_upload").label.startswith("Andere enquêtegegevens")
    assert app.file_uploader(key="codebook_upload").label.startswith("Ander codeboek")
    load(app, "nieuw.csv", csv(answers(31, seed=8)))
    assert "In gebruik: nieuw.csv (31 respondenten)" in shown(app)
    assert "eigen.csv" not in shown(app)
    app.session_state["oza_session"] = replace(app.session_state["oza_session"], source="gemeenten")
    app.run()
    assert "Geladen, maar nu niet in gebruik: nieuw.csv." in shown(app)
    press(app, "forget")
    assert app.file_uploader(key="survey_upload_1").label.startswith("Enquêtegegevens")


def test_a_codebook_changed_in_the_page_wins_over_its_older_file_when_another_data_file_comes() -> None:
    app = load(open_app("gegevens"), "eigen.csv", csv(answers()), CODEBOOK)
    section_of(app, "codeboek")
    app.multiselect(key="assign_which").set_value(["v2"])
    app.selectbox(key="assign_turn").set_value("reversed")
    app.multiselect(key="assign_reversed").set_value(["v2"])
    press(app, "assign")
    changed = survey_of(app).codebook
    assert changed is not None
    assert changed["v2"].reversed
    section_of(app, "bestand")
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()  # left there: going back empties it
    press(app, "undo_codebook")
    assert survey_of(app).codebook == changed
    load(app, "later.csv", csv(answers(50, 6)))
    assert survey_of(app).codebook == changed
    assert len(survey_of(app)) == 50
    assert "niet met het oudere bestand dat nog bij Codeboek staat" in shown(app)
    press(app, "use_codebook_file")
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert not codebook["v2"].reversed
    assert "oudere bestand" not in shown(app)
    press(app, "undo_codebook")
    assert survey_of(app).codebook == changed


def test_a_codebook_file_that_nobody_changed_since_is_that_of_the_next_file_too() -> None:
    app = load(open_app("gegevens"), "eigen.csv", csv(answers()), CODEBOOK)
    load(app, "anders.csv", csv(answers().rename(columns={"v3": "iets"})))
    assert len(app.warning) == 1, "refused, as with any codebook that is given along"
    assert survey_of(app).name == "eigen.csv"


def test_a_codebook_file_that_waits_to_be_mended_is_that_of_the_next_file(loaded: AppTest) -> None:
    app = press(loaded, "suggest_codebook")
    codebook = CODEBOOK.replace(b"samenwerken", b"vertrouwen").replace(b"model,", b"vorm,")
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook).run()
    assert len(app.warning) == 1
    load(app, "daarbij.csv", csv(answers().rename(columns={"model": "vorm"})))
    assert not app.error
    assert not app.warning
    assert [scale.name for scale in survey_of(app).scales] == ["vertrouwen"]
