"""From the export of a survey tool to a defensible scale, with the buttons of the page only."""

import re
from collections.abc import Callable

import pandas as pd
import pingouin
import pytest
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest
from survey_exports import Export, limesurvey, qualtrics, surveymonkey

from analysis.survey import Role, Survey

EXPORTS = {
    "limesurvey": (lambda: limesurvey(40, small=True), "Samenwerking op school", 5),
    "qualtrics": (lambda: qualtrics(40, small=True), "Q3", 7),
    "surveymonkey": (
        lambda: surveymonkey(40, small=True),
        "How much do you agree with the following statements about the care team?",
        5,
    ),
}


def suggested(export: Export, language: str = "nl") -> AppTest:
    app = open_app("gegevens", language=language)
    app.file_uploader(key="survey_upload").upload("export.csv", export.content)
    app.run()
    app.button(key="suggest_codebook").click().run()
    assert not app.exception
    assert not app.error
    return app


def survey_of(app: AppTest) -> Survey:
    return app.session_state["oza_session"].upload.survey


def keys(app: AppTest, beginning: str) -> list[str]:
    return [button.key for button in app.button if button.key and button.key.startswith(beginning)]


@pytest.mark.parametrize(("make", "heading", "high"), EXPORTS.values(), ids=EXPORTS)
def test_two_clicks_from_the_file_to_the_alpha_of_pingouin(make: Callable[[], Export], heading: str, high: int) -> None:
    export = make()
    app = suggested(export)
    scale = next(s for s in survey_of(app).scales if set(s.items) == set(export.scales[heading].columns))
    assert "loopt tegen de rest van de schaal in" in shown(app)
    app.button(key=f"turn_all_{scale.name}").click().run()
    assert set(survey_of(app).scale(scale.name).reversed_items) <= set(export.reversed_items)
    assert len(survey_of(app).scale(scale.name).reversed_items) == 1
    assert f"turn_all_{scale.name}" not in keys(app, "turn_all_")
    alpha, _ = pingouin.cronbach_alpha(export.turned(heading, high))
    app.session_state["scale"] = scale.name
    app.session_state["section_schalen"] = "schaal"
    metrics = {metric.label: metric.value for metric in go(app, "schalen").metric}
    assert metrics["Cronbachs alfa"] == f"{alpha:.2f}".replace(".", ",")
    assert metrics["n (alle items)"] == str(len(export.turned(heading, high)))


def test_what_was_turned_round_can_be_taken_back_and_is_told_on_every_page_that_needs_it() -> None:
    app = suggested(limesurvey(40, small=True))
    key = "turn_all_werkplezier"
    assert key in keys(app, "turn_all_")
    assert "‘Mijn werk put me uit’" in shown(go(app, "overzicht"))
    assert keys(app, "turn_everything")
    app.session_state["section_schalen"] = "overzicht"
    go(app, "schalen")
    app.button(key="turn_everything").click().run()
    assert not keys(app, "turn_")
    assert survey_of(app).scale("werkplezier").reversed_items
    app.button(key="undo_scale_change").click().run()
    assert key in keys(app, "turn_all_")
    app.button(key="leave_against_werkplezier").click().run()
    assert key not in keys(app, "turn_all_")
    assert not survey_of(app).scale("werkplezier").reversed_items
    assert not keys(open_app("overzicht"), "turn_"), "the samples are as they are"


def test_what_the_suggestion_took_for_granted_can_be_taken_otherwise() -> None:
    app = suggested(qualtrics(40, small=True), "en")
    assert re.search(
        r"Column Q2 \(‘[^’]+’\): a cell holds several answers to one question \(1, 2, 3, 4, 5, 6\)", shown(app)
    )
    assert re.search(r"Column Q7 \(‘[^’]+’\): these are answers in people’s own words", shown(app))
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert codebook["Q7"].role is Role.IGNORE
    app.button(key="otherwise_Q7").click().run()
    assert [entry.column for entry in survey_of(app).groups] == ["Q1", "Q7"]
    assert "Column Q7" not in shown(app)
    app.button(key="undo_codebook").click().run()
    assert [entry.column for entry in survey_of(app).groups] == ["Q1"]
    app.button(key="agree_Q7").click().run()
    assert app.button(key="agree_Q2").label == "Yes, as one question"
    assert app.button(key="otherwise_Q2").label == "Do not use", "codes of answers are no answer as a whole"
    app.button(key="otherwise_Q2").click().run()
    assert not keys(app, "otherwise_")
    assert survey_of(app).multiple == ()
    app.button(key="forget").click().run()
    assert not app.session_state["oza_session"].assumed


def test_an_item_is_called_by_its_own_text_in_both_languages() -> None:
    app = suggested(qualtrics(40, small=True))
    app.session_state["section_schalen"] = "schaal"
    app.session_state["scale"] = "your_work"
    assert "My job inspires me" in shown(go(app, "schalen"))
    question = "Please indicate to what extent you agree with the following statements about your work"
    above = f"Vraag boven de items: ‘{question}’."
    assert shown(app).count("Please indicate") == shown(app).count(above) > 0, "once below a picture, in no item"
    app.session_state["language"] = "en"
    app.run()
    assert "My job inspires me" in shown(app)
    assert "Administratie" not in shown(go(app, "gegevens"))
    assert "Bookkeeping of the survey tool" in shown(app)


def test_the_codebook_shows_the_questions_and_what_a_tool_kept_only_when_asked_for() -> None:
    app = suggested(qualtrics(40, small=True))
    app.session_state["section_gegevens"] = "codeboek"
    app.run()

    def editor() -> pd.DataFrame:
        (table,) = app.dataframe
        return table.value

    questions = editor()["question"].tolist()
    assert questions[0] == "Q1 · Which collaboration model does your school use?"
    assert "Q3_2 · My job inspires me" in questions
    assert "StartDate" not in set(editor()["column"])
    before = survey_of(app).codebook
    app.button(key="apply_codebook").click().run()
    assert survey_of(app).codebook == before, "what is not shown stays as it is"
    app.toggle(key="codebook_bookkeeping").set_value(True).run()
    assert "StartDate" in set(editor()["column"])


def test_the_overview_takes_the_first_grouping_with_enough_in_its_groups() -> None:
    export = limesurvey(120, small=True)
    lines = export.content.decode("utf-8-sig").splitlines()
    sexes = ["geslacht", *(["man", *["vrouw"] * 119])]
    content = "\r\n".join(f'"{sex}",{line}' for sex, line in zip(sexes, lines, strict=True)).encode()
    app = suggested(Export(content, {}, ()))
    assert survey_of(app).groups[0].column == "geslacht"
    metrics = {metric.label: metric.value for metric in go(app, "overzicht").metric}
    assert metrics["Grootste verschil tussen groepen"].endswith("punt")


def test_a_column_that_is_called_by_a_code_is_told_with_its_question() -> None:
    """LimeSurvey writes `code. question`: the code alone says nothing to who has to decide."""
    towns = ["Hengello", *("Almelo", "Hengelo") * 20]
    rows = "".join(f"{i},2026-03-01,nl,{town},{99 if i == 3 else i % 4 + 5}\n" for i, town in enumerate(towns))
    names = "id. Antwoord-ID,submitdate. Datum ingestuurd,startlanguage. Begintaal"
    content = f"{names},G0Q02. In welke gemeente werkt u?,G1Q02. Welk cijfer geeft u?\n{rows}"
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("lime.csv", content.encode()).run()
    text = shown(app)
    assert "Kolom G0Q02 (‘In welke gemeente werkt u?’): &quot;Hengello&quot; lijkt op" in text
    codebook = survey_of(app.button(key="suggest_codebook").click().run()).codebook
    assert codebook is not None
    assert {codebook[name].role for name in ("submitdate", "startlanguage")} == {Role.IGNORE}, "recorded by the tool"
    assert "Kolom G1Q02 (‘Welk cijfer geeft u?’): 99 lijkt een code" in text


def test_the_title_of_a_block_is_no_question_of_a_column() -> None:
    rows = "".join(f"{('Almelo', 'Hengelo')[i % 2] if i else 'Hengello'};{i % 4 + 5}\n" for i in range(41))
    app = open_app("gegevens")
    content = f"Algemeen;;Slot;\nGemeente;Jaren;Cijfer;Kosten\n{rows.replace(chr(10), ';7;80' + chr(10))}"
    app.file_uploader(key="survey_upload").upload("blok.csv", content.encode()).run()
    assert survey_of(app).receipt.header_rows == 2
    assert "Kolom Gemeente: &quot;Hengello&quot; lijkt op" in shown(app)
