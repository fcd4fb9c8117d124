"""A file without one row for each respondent: said on the page, mended by one click, and taken back by another."""

import numpy as np
import pandas as pd
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Survey

QUESTIONS = [f"Wij werken goed samen aan onderdeel {n}" for n in range(1, 6)]
CODEBOOK = ("column,role,scale,answers\n" + "".join(f"{q},item,samen,1|2|3|4|5\n" for q in QUESTIONS)).encode()


def wide(n: int = 40) -> pd.DataFrame:
    rng = np.random.default_rng(2)
    level = rng.normal(size=(n, 1))
    answers = np.clip(np.rint(3 + level + rng.normal(0, 0.7, (n, 5))), 1, 5).astype(int)
    return pd.DataFrame(answers, [f"Resp {i}" for i in range(1, n + 1)], QUESTIONS)


def survey_of(app: AppTest) -> Survey:
    found: Survey = app.session_state["oza_session"].upload.survey
    return found


def given(name: str, content: bytes, codebook: bytes | None = None, language: str = "nl") -> AppTest:
    app = open_app("gegevens", language=language)
    app.file_uploader(key="survey_upload").upload(name, content)
    if codebook is not None:
        app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook)
    app.run()
    assert not app.exception
    return app


def test_a_table_on_its_side_is_turned_suggested_scored_and_taken_back() -> None:
    frame = wide()
    app = given("gekanteld.csv", frame.T.to_csv(sep=";", index_label="Vraag").encode())
    assert "op haar kant" in shown(app)
    app.button(key="suggest_codebook").click().run()  # of a table on its side: no loss when it is turned
    app.button(key="rearrange").click().run()
    assert not app.exception
    assert survey_of(app).responses[QUESTIONS].to_numpy().tolist() == frame.to_numpy().tolist()
    assert app.session_state["oza_session"].misfit is None
    assert "Omgezet uit gekanteld.csv" in shown(app)
    assert app.get("download_button")
    app.button(key="suggest_codebook").click().run()
    assert len(survey_of(app).scales) == 1
    go(app, "schalen")
    assert "alfa" in shown(app).lower()
    go(app, "gegevens")
    app.button(key="take_original").click().run()
    assert len(survey_of(app)) == 5
    app.button(key="rearrange").click().run()
    assert len(survey_of(app).scales) == 1  # what was made of it is not lost on the way back


def test_a_codebook_that_does_not_fit_a_table_on_its_side_fits_once_it_is_turned() -> None:
    app = given("gekanteld.csv", wide().T.to_csv(sep=";", index_label="Vraag").encode(), CODEBOOK)
    assert app.session_state["oza_session"].refused is not None
    app.button(key="rearrange").click().run()
    assert not app.exception
    assert app.session_state["oza_session"].refused is None
    assert [scale.name for scale in survey_of(app).scales] == ["samen"]
    assert len(survey_of(app)) == 40


def test_a_row_for_each_answer_in_english_and_left_as_it_is() -> None:
    long = wide().rename_axis("respondent").reset_index().melt("respondent", var_name="question", value_name="answer")
    app = given("long.csv", long.to_csv(index=False).encode(), language="en")
    assert "a row for each answer" in shown(app)
    app.button(key="dismiss_layout").click().run()
    assert "a row for each answer" not in shown(app)
    assert len(survey_of(app)) == 200


def test_two_measurements_are_reduced_to_one_by_a_click_and_back() -> None:
    both = pd.concat([wide().assign(meting=moment) for moment in ("voor", "na")]).reset_index(names="respnr")
    app = given("metingen.csv", both.to_csv(sep=";", index=False).encode())
    assert "80 rijen van 40 respondenten" in shown(app)
    app.button(key="only_moment_1").click().run()
    assert not app.exception
    assert survey_of(app).responses["meting"].unique().tolist() == ["na"]
    assert "80 rijen van 40 respondenten" not in shown(app)
    app.button(key="undo_codebook").click().run()
    assert len(survey_of(app)) == 80
    app.button(key="dismiss_repeated").click().run()
    assert "80 rijen van 40 respondenten" not in shown(app)


def test_who_was_sent_in_twice_keeps_one_row() -> None:
    frame = wide().reset_index(names="respondent")
    app = given("dubbel.csv", pd.concat([frame, frame.iloc[[3, 7]]]).to_csv(sep=";", index=False).encode())
    app.button(key="keep_fullest").click().run()
    assert not app.exception
    assert len(survey_of(app)) == 40
    assert survey_of(app).responses["respondent"].is_unique
