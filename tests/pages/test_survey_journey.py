"""From an own file to a conclusion, with what goes wrong on the way."""

import io
import re
from dataclasses import replace
from html import unescape

import numpy as np
import pandas as pd
import pingouin
import pytest
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Survey, load_survey, read_raw
from display.loading import Attempt, Loading

TEXTS = ["helemaal niet zo", "overwegend niet zo", "deels niet, deels wel zo", "overwegend wel zo", "helemaal zo"]


def own_file(sizes: dict[str, int], seed: int = 3) -> pd.DataFrame:
    """Answers to four items by collaboration model; the level rises from group to group."""
    rng = np.random.default_rng(seed)
    rows = []
    for level, (model, size) in enumerate(sizes.items()):
        for _ in range(size):
            base = rng.normal(2.6 + 0.5 * level, 0.7)
            rows.append([model, *np.clip(np.rint(base + rng.normal(0, 0.6, 4)), 1, 5).astype(int)])
    return pd.DataFrame(rows, columns=["model", "v1", "v2", "v3", "v4"])


def excel_dutch(frame: pd.DataFrame) -> bytes:
    """As a Dutch Excel saves it: semicolons, cp1252, CRLF."""
    return frame.to_csv(index=False, sep=";", lineterminator="\r\n").encode("cp1252")


CODEBOOK = (
    "column,role,scale,label_nl,answers,missing,reversed\n"
    "model,group,,Model,schotten|ketens|netwerk|integraal,,\n"
    + "".join(
        f"v{i},item,samenwerken,Vraag {i},1=nooit|2=zelden|3=soms|4=vaak|5=altijd,8=geen zicht op,\n"
        for i in (1, 2, 3, 4)
    )
).encode()


def upload(app: AppTest, data: bytes, codebook: bytes | None = None, name: str = "eigen.csv") -> AppTest:
    app.file_uploader(key="survey_upload").upload(name, data)
    if codebook is not None:
        app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook)
    app.run()
    assert not app.exception
    return app


def section(app: AppTest, key: str) -> AppTest:
    """Go to a part of the page Gegevens."""
    app.session_state["section_gegevens"] = key
    app.run()
    assert not app.exception
    return app


@pytest.fixture
def data() -> pd.DataFrame:
    return own_file({"schotten": 30, "ketens": 40, "netwerk": 35, "integraal": 25})


def test_upload_gives_the_alpha_that_pingouin_gives(data: pd.DataFrame) -> None:
    alpha, interval = pingouin.cronbach_alpha(data[["v1", "v2", "v3", "v4"]])
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    assert "eigen.csv" in shown(app)
    metrics = {m.label: m.value for m in go(app, "schalen").metric}
    assert metrics["Cronbachs alfa"] == f"{alpha:.2f}".replace(".", ",")
    assert metrics["95%-interval"] == f"[{interval[0]:.2f}; {interval[1]:.2f}]".replace(".", ",")
    assert metrics["n (alle items)"] == "130"


def test_answers_as_texts_give_the_same_alpha(data: pd.DataFrame) -> None:
    words = data.copy()
    for i, item in enumerate(["v1", "v2", "v3", "v4"]):
        words[item] = [TEXTS[v - 1].upper() if i % 2 else f" {TEXTS[v - 1]} " for v in data[item]]
    codebook = CODEBOOK.replace(b"1=nooit|2=zelden|3=soms|4=vaak|5=altijd", b"1|2|3|4|5")
    numbers = go(upload(open_app("gegevens"), excel_dutch(data), codebook), "schalen").metric[0].value
    texts = go(upload(open_app("gegevens"), excel_dutch(words), codebook), "schalen").metric[0].value
    assert texts == numbers


def test_anova_on_the_page_is_that_of_pingouin(data: pd.DataFrame) -> None:
    data["score"] = data[["v1", "v2", "v3", "v4"]].mean(axis=1)
    anova = pingouin.anova(data, dv="score", between="model", detailed=False)
    app = go(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "modellen")
    f = f"{float(anova['F'].iloc[0]):.2f}".replace(".", ",")
    assert f"F(3; 126) = {f}" in shown(app)
    assert "Verschillen de groepen in uw bestand van elkaar" in shown(app)


def test_a_codebook_may_come_later(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data))
    assert not app.error
    assert "nog geen schaal" in shown(go(app, "schalen"))
    go(app, "gegevens")
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"


def test_the_language_can_change_with_an_own_file_loaded(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    app.session_state["language"] = "en"
    app.run()
    assert not app.exception
    assert "eigen.csv" in shown(app)
    assert "own file" in shown(app).lower()


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"", "leeg"),
        (b"a;b\n1;2;3\n", "rij"),
        (b"a;a\n1;2\n", "a"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"model;v1;v2;v3;v4\nketens;1;2;3;7\n", "v4"),
    ],
    ids=["empty", "ragged", "double name", "pdf", "outside answers"],
)
def test_wrong_input_gets_a_sentence_and_keeps_what_was_loaded(data: pd.DataFrame, broken: bytes, says: str) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    app.file_uploader(key="survey_upload").upload("fout.csv", broken).run()
    assert not app.exception
    (told,) = [*app.error, *app.warning]
    assert says in told.value
    assert "eigen.csv" in shown(app)
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"


def test_a_codebook_that_names_absent_columns_lists_them_all(data: pd.DataFrame) -> None:
    more = CODEBOOK + b"v8,background,,,,,\nv9,background,,,,,\n"
    app = upload(open_app("gegevens"), excel_dutch(data), more)
    assert "2 ontbreken (v8 en v9)" in app.warning[0].value


def test_small_groups_of_an_own_file_are_taken_together_and_the_report_says_so() -> None:
    data = own_file({"schotten": 4, "ketens": 40, "netwerk": 35, "integraal": 25})
    app = go(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "modellen")
    text = shown(app)
    told = "Samengevoegd, zodat geen groep minder dan 10 antwoorden heeft: ‘schotten + ketens’."
    assert text.count(told) == 2  # above the results, and in the text for a report
    assert "Put together so that no group has fewer than 10 answers: ‘schotten + ketens’." in text
    assert app.button(key="to_protection_model").label == "Naar Gegevens › Bescherming"
    assert "n = 104" in text
    assert 'schotten + ketens</th><td class="number">44<' in text
    assert "(n = 4)" not in text


def test_on_schalen_a_small_group_takes_the_next_with_it_and_says_why() -> None:
    data = own_file({"schotten": 4, "ketens": 40, "netwerk": 35, "integraal": 25})
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    app.session_state["section_schalen"] = "groepen"
    text = shown(go(app, "schalen"))
    assert "Niet getoond: schotten (minder dan 10 antwoorden)" in text
    assert "Weggelaten hoewel groot genoeg: integraal. Want de kleine groepen hebben samen minder dan 10" in text
    assert "te wijzigen bij Gegevens › Bescherming" in text
    assert "lege" not in text[text.index("Weggelaten hoewel") :][:300]


def test_a_few_without_a_group_say_why_a_large_group_is_not_shown() -> None:
    data = own_file({"schotten": 15, "ketens": 40, "netwerk": 35, "?": 4})
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    app.session_state["section_schalen"] = "groepen"
    text = shown(go(app, "schalen"))
    assert "Weggelaten hoewel groot genoeg: schotten. Want minder dan 10 respondenten hebben geen groep" in text
    assert "Vul die cellen in het bestand in" in text
    assert app.button(key="to_protection_model").label == "Naar Gegevens › Bescherming"


def test_a_file_of_too_few_respondents_shows_no_scale() -> None:
    data = own_file({"schotten": 3, "ketens": 3})
    app = go(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "schalen")
    assert not app.metric
    assert all("minder dan 10" in e.value for e in app.error)


def test_columns_with_names_are_left_out_until_asked_for(data: pd.DataFrame) -> None:
    data["naam"] = [f"Persoon {i}" for i in range(len(data))]
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    assert "persoonsgegevens lijken: naam" in shown(app)
    assert "naam" not in app.session_state["oza_session"].upload.survey.responses
    app.button(key="read_personal").click().run()
    assert "naam" in app.session_state["oza_session"].upload.survey.responses
    assert "Persoon" not in shown(app)


def test_a_suggestion_can_be_taken_and_taken_back(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data))
    app.button(key="suggest_codebook").click().run()
    assert not app.error
    scales = app.session_state["oza_session"].upload.survey.scales
    assert [scale.items for scale in scales] == [("v1", "v2", "v3", "v4")]
    app.button(key="undo_codebook").click().run()
    assert app.session_state["oza_session"].upload.survey.scales == ()


def test_a_codebook_that_does_not_fit_can_be_used_in_part(data: pd.DataFrame) -> None:
    more = CODEBOOK + b"v8,background,,,,,\n"
    app = upload(open_app("gegevens"), excel_dutch(data), more)
    assert "1 ontbreekt (v8)" in app.warning[0].value
    app.button(key="go_on").click().run()
    assert not app.error
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"


def test_suspected_codes_are_accepted_with_one_click(data: pd.DataFrame) -> None:
    data.loc[:4, "v1"] = 99
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    assert "99" in shown(app)
    app.button(key="accept_v1").click().run()
    codebook = app.session_state["oza_session"].upload.survey.codebook
    assert "99" in [answer.code for answer in codebook["v1"].missing]


def test_excel_with_two_sheets(data: pd.DataFrame) -> None:
    workbook = io.BytesIO()
    with pd.ExcelWriter(workbook, engine="openpyxl") as writer:
        pd.DataFrame({"uitleg": ["zie het volgende blad", "x"]}).to_excel(writer, sheet_name="Uitleg", index=False)
        data.to_excel(writer, sheet_name="Antwoorden", index=False)
    app = upload(open_app("gegevens"), workbook.getvalue(), name="enquete.xlsx")
    assert not app.error
    sheet = next(box for box in app.selectbox if box.label == "Werkblad")
    sheet.set_value("Antwoorden").run()
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()
    assert not app.error
    alpha, _ = pingouin.cronbach_alpha(data[["v1", "v2", "v3", "v4"]])
    assert go(app, "schalen").metric[0].value == f"{alpha:.2f}".replace(".", ",")


def test_forgetting_takes_the_answers_out_of_the_session(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    app.button(key="forget").click().run()
    assert "gesimuleerd" in shown(app)
    assert app.session_state["oza_session"].upload is None


def test_a_codebook_can_be_made_in_the_page(data: pd.DataFrame) -> None:
    """Without a codebook file: items and groups assigned, a reversed item turned round by the range of the answers."""
    data["v4"] = 6 - data["v4"]
    alpha, _ = pingouin.cronbach_alpha(data[["v1", "v2", "v3"]].assign(v4=6 - data["v4"]))
    app = section(upload(open_app("gegevens"), excel_dutch(data)), "codeboek")
    app.multiselect(key="assign_which").set_value(["v1", "v2", "v3", "v4"])
    app.selectbox(key="assign_role").set_value("item")
    app.text_input(key="assign_scale").set_value("samen")
    app.text_input(key="assign_answers").set_value("1|2|3|4|5")
    app.selectbox(key="assign_turn").set_value("reversed")
    app.multiselect(key="assign_reversed").set_value(["v4"])
    app.button(key="assign").click().run()
    assert not app.exception
    assert not app.error
    app.multiselect(key="assign_which").set_value(["model"])
    app.selectbox(key="assign_role").set_value("group")
    app.text_input(key="assign_answers").set_value("schotten|ketens|netwerk|integraal")
    app.button(key="assign").click().run()
    assert not app.error
    metrics = {m.label: m.value for m in go(app, "schalen").metric}
    assert metrics["Cronbachs alfa"] == f"{alpha:.2f}".replace(".", ",")
    assert "integraal" in shown(go(app, "modellen"))


def test_what_is_left_empty_for_several_columns_stays_as_it_is(
    data: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scale gets another name; its reversed item stays reversed, and a choice turns it round and back."""
    reversed_v4 = CODEBOOK.replace(
        b"v4,item,samenwerken,Vraag 4,1=nooit|2=zelden|3=soms|4=vaak|5=altijd,8=geen zicht op,",
        b"v4,item,samenwerken,Vraag 4,1=nooit|2=zelden|3=soms|4=vaak|5=altijd,8=geen zicht op,ja",
    )
    app = section(upload(open_app("gegevens"), excel_dutch(data), reversed_v4), "codeboek")
    before = survey_of(app).codebook
    toasts: list[str] = []  # AppTest drops what a callback shows
    monkeypatch.setattr("display.codebook_editor.st.toast", lambda text, **_: toasts.append(text))
    app.multiselect(key="assign_which").set_value(["v1", "v2", "v3", "v4"])
    app.text_input(key="assign_scale").set_value("vertrouwen")
    app.button(key="assign").click().run()
    assert toasts == ["4 kolommen: schaal vertrouwen"]
    assert survey_of(app).codebook.to_csv() == before.to_csv().replace("samenwerken", "vertrouwen")
    assert app.button(key="undo_codebook").label == "Ongedaan maken: toewijzen"
    assert app.text_input(key="assign_scale").value == "", "the next columns are not to get it too"
    app.multiselect(key="assign_which").set_value(["v3", "v4"])
    app.selectbox(key="assign_turn").set_value("straight")
    app.button(key="assign").click().run()
    assert toasts[1:] == ["2 kolommen: niet omgekeerd"]
    assert survey_of(app).scale("vertrouwen").reversed_items == ()
    app.multiselect(key="assign_which").set_value(["model"])
    app.text_input(key="assign_scale").set_value("vertrouwen")
    app.button(key="assign").click().run()
    assert "Kies ook waarvoor" in shown(app), "a scale for a group would do nothing"
    assert survey_of(app).codebook["model"].scale == ""


def test_a_file_of_one_respondent_says_that_nothing_can_be_computed() -> None:
    app = upload(open_app("gegevens"), b"a;b;c\n1;2;3\n")
    assert "maar 1 respondent" in shown(app)
    assert "maar" not in shown(upload(open_app("gegevens"), b"a;b;c\n1;2;3\n2;2;3\n3;1;2\n")).split("respondent")[0]


def test_nothing_is_reversed_that_was_not_named(data: pd.DataFrame) -> None:
    app = section(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "codeboek")
    before = survey_of(app).codebook
    app.multiselect(key="assign_which").set_value(["v1", "v2"])
    app.selectbox(key="assign_turn").set_value("reversed")
    app.button(key="assign").click().run()
    assert "Kies bij naam welke kolommen omgekeerd geformuleerd zijn." in shown(app)
    assert survey_of(app).codebook == before
    app.multiselect(key="assign_reversed").set_value(["v2"])
    app.button(key="assign").click().run()
    assert [entry.column for entry in survey_of(app).codebook if entry.reversed] == ["v2"]
    assert app.multiselect(key="assign_reversed").value == []
    assert app.selectbox(key="assign_turn").value == ""


def test_the_form_is_empty_again_after_its_change_was_mended(data: pd.DataFrame) -> None:
    app = section(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "codeboek")
    app.multiselect(key="assign_which").set_value(["v1"])
    app.text_input(key="assign_answers").set_value("1|2|3|4")
    app.selectbox(key="assign_turn").set_value("reversed")
    app.multiselect(key="assign_reversed").set_value(["v1"])
    app.button(key="assign").click().run()
    assert len(app.error) == 1, "some answered 5"
    assert app.multiselect(key="assign_which").value == ["v1"], "nothing that was filled in is lost"
    app.button(key="give_up").click().run()
    assert not app.error
    assert not survey_of(app).codebook["v1"].reversed


def test_a_codebook_made_in_the_page_that_cannot_be_right_says_why(data: pd.DataFrame) -> None:
    app = section(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "codeboek")
    app.multiselect(key="assign_which").set_value(["v1"])
    app.selectbox(key="assign_role").set_value("item")
    app.text_input(key="assign_answers").set_value("1|2|3")
    app.button(key="assign").click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert "v1" in app.error[0].value
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"


def test_choices_made_on_other_data_do_not_stay_behind(data: pd.DataFrame) -> None:
    """The sample has scales and groups that the own file lacks."""
    app = open_app("schalen")
    app.get("segmented_control")
    app.session_state["scale"] = "borging"
    app.run()
    go(app, "modellen")
    app.selectbox(key="outcome").set_value("meerwaarde")
    app.selectbox(key="grouping").set_value("fase_vo").run()
    upload(go(app, "gegevens"), excel_dutch(data), CODEBOOK)
    assert "Samenwerken" in shown(go(app, "schalen"))
    assert not app.error
    assert "Samenwerken" in shown(go(app, "modellen"))
    assert app.selectbox(key="grouping").value == "model"
    assert not app.error


def test_own_scales_can_be_laid_beside_the_national_study(data: pd.DataFrame) -> None:
    """Alpha of gedeelde visie, municipalities: .836 (002, appendix 3)."""
    data = data.assign(v5=data["v1"], v6=data["v2"])
    more = b"".join(CODEBOOK.splitlines(keepends=True)[2].replace(b"v1", b"v%d" % n) for n in (5, 6))
    codebook = (CODEBOOK + more).replace(b"samenwerken", b"gedeelde_visie")
    app = upload(open_app("gegevens"), excel_dutch(data), codebook)
    assert "0,836" not in shown(go(app, "schalen"))
    go(app, "gegevens")
    app.session_state["oza_session"] = replace(app.session_state["oza_session"], national="gemeente")
    app.run()
    assert "0,836" in shown(go(app, "schalen"))


def test_an_own_scale_that_only_shares_its_name_with_the_study_is_not_laid_beside_it(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK.replace(b"samenwerken", b"vertrouwen"))  # 4 items
    app.session_state["oza_session"] = replace(app.session_state["oza_session"], national="gemeente")
    app.run()
    assert "Leg de landelijke cijfers" not in " ".join(str(box.label) for box in app.get("button_group"))
    text = shown(go(app, "schalen"))
    assert "Vertrouwen" in text
    assert "Onderling vertrouwen" not in text
    assert "landelijk" not in text.lower()


def test_a_new_file_of_the_same_survey_is_read_by_the_codebook_in_use(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    go(app, "schalen")
    go(app, "gegevens")  # both uploaders are empty again
    app.file_uploader(key="survey_upload").upload(
        "volgend jaar.csv", excel_dutch(own_file({"ketens": 60, "netwerk": 60}))
    )
    app.run()
    assert "codeboek dat al in gebruik was" in shown(app)
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"
    go(app, "gegevens")
    app.file_uploader(key="survey_upload").upload("iets anders.csv", b"a;b\n1;2\n2;3\n").run()
    assert "is op dit bestand nog niet toegepast" in shown(app)
    assert app.session_state["oza_session"].upload.survey.name == "iets anders.csv"


def test_what_stands_in_a_file_is_shown_as_it_stands(data: pd.DataFrame) -> None:
    """A picture or link in Markdown would make the browser ask another machine for it."""
    data["v1"] = data["v1"].astype(str)
    data.loc[0, "v1"] = "![a](http://example.invalid/a.png)"
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    assert "![a]" not in app.warning[0].value
    assert "a.png" in app.warning[0].value


def test_own_words_are_not_translated(data: pd.DataFrame) -> None:
    """'Samen' is a sentence of the catalogue too; as the name of somebody's scale it stays."""
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK.replace(b"samenwerken", b"opgeteld"))
    app.session_state["language"] = "en"
    app.run()
    assert "Opgeteld" in shown(go(app, "schalen"))


def test_identifiers_are_not_quoted_in_remarks() -> None:
    data = b"mail;v1\n" + b"jan@a.nl;1\n" * 12
    app = upload(open_app("gegevens"), data, b"column,role\nmail,id\n")
    assert "jan@a.nl" not in shown(app)


def test_respondents_who_gave_one_answer_throughout_are_counted_in_an_own_file_only(data: pd.DataFrame) -> None:
    assert "overal hetzelfde antwoord" not in shown(open_app("gegevens"))
    data.loc[:11, ["v1", "v2", "v3", "v4"]] = 3
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    assert "respondenten vulden een schaal overal gelijk in; dat komt vaak voor" in shown(app)
    assert "overal hetzelfde antwoord" in shown(section(app, "respondenten"))


def messy() -> pd.DataFrame:
    """Sixty columns as people export them: 99 for no answer, slips, yes and no, several answers, names."""
    rng = np.random.default_rng(8)
    level = rng.normal(3.2, 0.8, 120)
    frame = {"model": rng.choice(["netwerk", "ketens"], 120), "naam": [f"Jan Janssen{i}" for i in range(120)]}
    frame["model"][:2] = ["Netwrk", "Netwrk"]
    for i in range(40):
        answers = np.clip(np.rint(level + rng.normal(0, 0.8, 120)), 1, 5).astype(int).astype(object)
        answers[rng.random(120) < 0.05] = 99
        frame[f"V{i}"] = answers
    frame["partners"] = rng.choice(["jeugdhulp;leerplicht", "jeugdhulp", "leerplicht", "wijkteam"], 120)
    frame |= {f"x{i}": rng.choice(["ja", "nee"], 120) for i in range(17)}
    return pd.DataFrame(frame)


def survey_of(app: AppTest) -> Survey:
    return app.session_state["oza_session"].upload.survey


def test_a_messy_export_of_sixty_columns_is_mended_by_its_buttons() -> None:
    app = upload(open_app("gegevens"), excel_dutch(messy()))
    assert (
        "59 kolommen zijn gelezen; waarvoor zij dienen, is nog niet gekozen; 41 kolommen vragen om een blik"
        in shown(app)
    )
    (alike,) = re.findall(r"Zo ook: [^<]*", shown(app))
    assert alike == "Zo ook: V1, V2, V3 en nog 36."
    app.button(key="accept_V0").click().run()  # the same code in forty columns: one button
    assert "41 kolommen" not in shown(app)
    assert survey_of(app).responses["V7"].max() == 5
    app.button(key="merge_model_0").click().run()
    assert set(survey_of(app).responses["model"]) == {"netwerk", "ketens"}
    assert "Netwrk=netwerk" in survey_of(app).codebook.to_csv()
    app.button(key="suggest_codebook").click().run()
    assert "Netwrk" not in str(survey_of(app).codebook["model"].answers)
    app.button(key="undo_codebook").click().run()
    app.button(key="undo_codebook").click().run()
    assert "Netwrk" in set(survey_of(app).responses["model"])
    app.button(key="redo_codebook").click().run()
    assert "Netwrk" not in set(survey_of(app).responses["model"])
    assert not app.exception


def test_numbers_that_may_be_thousands_are_told_apart_by_a_button_and_taken_back(data: pd.DataFrame) -> None:
    data["bedrag"] = ["12,5", "1.234"] * (len(data) // 2)
    app = upload(open_app("gegevens"), excel_dutch(data))
    assert survey_of(app).responses["bedrag"].max() == 1234
    app.button(key="decimals_bedrag").click().run()
    assert survey_of(app).responses["bedrag"].max() == 12.5
    assert survey_of(app).codebook["bedrag"].row()["decimal"] == "punt"
    assert not [button for button in app.button if button.key == "decimals_bedrag"]
    app.button(key="undo_codebook").click().run()
    assert survey_of(app).responses["bedrag"].max() == 1234
    assert not app.exception


def test_what_is_left_as_it_is_is_not_told_again_until_asked_for() -> None:
    app = upload(open_app("gegevens"), excel_dutch(messy()))
    app.button(key="dismiss_0").click().run()
    assert "vermoedelijk" not in shown(app).lower()
    app.button(key="show_dismissed").click().run()
    assert "99 lijkt een code" in shown(app)


def test_one_column_is_shown_in_full_and_small_counts_are_not() -> None:
    data = messy()
    data["regio"] = ["noord"] * 3 + ["zuid"] * 57 + ["west"] * 60
    app = section(upload(open_app("gegevens"), excel_dutch(data)), "kolommen")
    app.selectbox(key="receipt_column").set_value("regio").run()
    table = next(html for html in map(str, [e.proto.body for e in app.get("html")]) if "Antwoorden op regio" in html)
    assert '<td class="number">60</td>' in table
    assert "57" not in table  # 3 would follow from it
    assert table.count("niet getoond") == 4
    app.selectbox(key="receipt_column").set_value("V3").run()
    assert "99 (" in shown(app)
    app.button(key="accept_V3").click().run()
    assert survey_of(app).responses["V3"].max() == 5
    assert survey_of(app).responses["V4"].max() == 99


def test_a_question_with_several_answers_is_made_in_the_page_and_counted_as_one() -> None:
    app = section(upload(open_app("gegevens"), excel_dutch(messy())), "codeboek")
    app.multiselect(key="assign_which").set_value(["partners"])
    app.selectbox(key="assign_role").set_value("multiple")
    app.button(key="assign").click().run()
    assert not app.error
    section(app, "kolommen").selectbox(key="receipt_column").set_value("partners").run()
    chosen = messy()["partners"].str.get_dummies(";").sum()
    assert f'<td class="number">{chosen["jeugdhulp"]}</td>' in shown(app)
    assert f"{chosen['jeugdhulp'] / 120:.1%}".replace(".", ",") in shown(app)


def test_a_large_file_is_read_in_a_thread_and_stays_in_the_session(
    data: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("display.loading._HEAVY_TEXT", 100)
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("groot.csv", excel_dutch(data))
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK)
    app.run()
    assert not app.exception
    while (loading := app.session_state["oza_session"].loading) is not None:
        loading.wait()
        app.run()  # on whatever page
    assert go(app, "schalen").metric[0].label == "Cronbachs alfa"
    go(app, "gegevens")
    app.file_uploader(key="survey_upload").upload("fout.csv", b"a;b\n1;2;3\n" * 20).run()
    while (loading := app.session_state["oza_session"].loading) is not None:
        loading.wait()
        app.run()
    assert "rij" in app.error[0].value
    assert survey_of(app).name == "groot.csv"


def test_reading_can_be_stopped() -> None:
    content = excel_dutch(own_file({"ketens": 40, "netwerk": 40}))
    loading = Loading(Attempt(content, "a.csv"))
    loading.cancel()
    loading.start().wait()
    assert loading.done
    assert loading.outcome is None


def test_a_mistake_of_ours_in_the_thread_does_not_stay_there() -> None:
    loading = Loading(None).start()  # type: ignore[arg-type]
    loading.wait()
    with pytest.raises(AttributeError):
        _ = loading.outcome


def test_forgetting_leaves_nothing_that_speaks_of_the_file(data: pd.DataFrame) -> None:
    data = data.rename(columns={"model": "geheime groep"})
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK.replace(b"model,group", b"geheime groep,group"))
    section(app, "kolommen").selectbox(key="receipt_column").set_value("geheime groep").run()
    section(app, "bestand")
    app.button(key="forget").click().run()
    assert "geheime groep" not in str(app.session_state)
    assert "geheime groep" not in shown(app)
    assert app.get("file_uploader")
    assert not app.session_state["oza_session"].past


def test_the_codebook_in_use_can_be_used_in_part_on_next_years_file(data: pd.DataFrame) -> None:
    app = upload(open_app("gegevens"), excel_dutch(data), CODEBOOK)
    go(app, "schalen")
    go(app, "gegevens")  # both uploaders are empty again
    app.file_uploader(key="survey_upload").upload("volgend jaar.csv", excel_dutch(data.drop(columns="v4"))).run()
    assert "is op dit bestand nog niet toegepast" in shown(app)
    assert "Wat niet past bij het codeboek" in shown(app)
    assert survey_of(app).scales == ()
    app.button(key="go_on").click().run()
    assert survey_of(app).name == "volgend jaar.csv"
    assert [scale.items for scale in survey_of(app).scales] == [("v1", "v2", "v3")]
    amber = [html.proto.body for html in app.get("html") if 'class="oza-notice"' in html.proto.body]
    assert sum("Schaal samenwerken rekent nu met 3 van de 4 items: v4 doet niet mee." in body for body in amber) == 1
    assert shown(app).count("rekent nu met") == 1
    assert "is op dit bestand nog niet toegepast" not in shown(app)


def settled(app: AppTest) -> AppTest:
    """Once all that is read in threads was taken in."""
    while (loading := app.session_state["oza_session"].loading) is not None:
        loading.wait()
        app.run()
        assert not app.exception
    return app


@pytest.mark.parametrize("heavy", [False, True], ids=["small", "large"])
def test_a_proposal_leaves_the_total_out_first_and_the_buttons_take_back_one_step_each(
    data: pd.DataFrame, monkeypatch: pytest.MonkeyPatch, heavy: bool
) -> None:
    """A file of over a second of work, which is read in a thread each time, ends as a small one does."""
    if heavy:
        monkeypatch.setattr("display.loading._HEAVY_TEXT", 100)
    total = data.sum(numeric_only=True).to_frame().T.assign(model="Totaal")[data.columns]
    app = settled(upload(open_app("gegevens"), excel_dutch(pd.concat([data, total]))))
    settled(app.button(key="suggest_codebook").click().run())
    assert len(survey_of(app)) == len(data)
    assert "1 weggelaten" in shown(app)
    suggested = survey_of(app).codebook
    assert suggested is not None
    assert [answer.label for answer in suggested["model"].answers] == ["schotten", "ketens", "netwerk", "integraal"]
    assert app.button(key="undo_codebook").label == "Ongedaan maken: voorstel"
    settled(app.button(key="undo_codebook").click().run())
    assert app.button(key="undo_codebook").label == "Ongedaan maken: rijen weglaten"
    settled(app.button(key="undo_codebook").click().run())
    assert len(survey_of(app)) == len(data) + 1
    assert app.button(key="redo_codebook").label == "Opnieuw doen: rijen weglaten"
    settled(app.button(key="redo_codebook").click().run())
    settled(app.button(key="redo_codebook").click().run())
    assert len(survey_of(app)) == len(data)
    assert survey_of(app).codebook == suggested


def test_another_file_while_a_large_one_is_read_without_its_total_ends_the_proposal(
    data: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("display.loading._HEAVY_TEXT", 100)
    total = data.sum(numeric_only=True).to_frame().T.assign(model="Totaal")[data.columns]
    app = settled(upload(open_app("gegevens"), excel_dutch(pd.concat([data, total]))))
    done = Loading.done
    monkeypatch.setattr("display.loading.Loading.done", False)
    app.button(key="suggest_codebook").click().run()
    app.file_uploader(key="survey_upload").upload("nieuw.csv", excel_dutch(data[:90])).run()
    monkeypatch.setattr("display.loading.Loading.done", done)
    settled(app.run())
    assert len(survey_of(app)) == 90
    assert survey_of(app).codebook is None


def test_a_total_that_was_left_as_it_is_stays(data: pd.DataFrame) -> None:
    total = data.sum(numeric_only=True).to_frame().T.assign(model="Totaal")[data.columns]
    app = upload(open_app("gegevens"), excel_dutch(pd.concat([data, total])))
    (leave,) = [button.key for button in app.button if button.key.startswith("dismiss_odd_")]
    app.button(key=leave).click().run()
    app.button(key="suggest_codebook").click().run()
    assert len(survey_of(app)) == len(data) + 1


CARELESS = "model;" + ";".join(f"v{i}" for i in range(1, 9)) + "\n"
CARELESS_CODEBOOK = (
    "column,role,scale,answers,reversed\nmodel,group,,schotten|ketens,\n"
    + "".join(f"v{i},item,samenwerken,1|2|3|4|5,{'ja' if i == 3 else ''}\n" for i in range(1, 9))
).encode()


def careless(rows: int = 40) -> bytes:
    """Row 5 answers 4 to everything, row 9 is row 8 again."""
    answers = np.random.default_rng(8).integers(1, 6, (rows, 8))
    answers[:, 2] = 6 - answers[:, 0]
    answers[3], answers[7] = 4, answers[6]
    models = [["schotten", "ketens"][i // 2 % 2] for i in range(rows)]
    models[7] = models[6]
    lines = [";".join([model, *map(str, row)]) for model, row in zip(models, answers.tolist(), strict=True)]
    return (CARELESS + "\n".join(lines) + "\n").encode()


def test_respondents_are_left_out_by_choice_only_and_taken_back() -> None:
    app = upload(open_app("gegevens"), careless(), CARELESS_CODEBOOK)
    assert "2 van de 40 respondenten vragen om een blik" in shown(app)
    app.button(key="look_respondents").click().run()
    table = next(html.body for html in app.get("html") if "Respondenten die opvallen" in html.body)
    assert [int(row) for row in re.findall(r'<th scope="row"[^>]*>(\d+)</th>', table)] == [5, 9, 8]
    assert "rij 8" in table
    assert app.button(key="leave_out_respondents").disabled, "nothing is left out unasked"
    app.pills(key="quality_signs").set_value(["double"]).run()
    app.multiselect(key="quality_rows").set_value([5]).run()
    app.button(key="leave_out_respondents").click().run()
    assert not app.exception
    assert "2 respondenten doen niet mee: rij 5 en 9" in shown(app)
    assert "Geen van de 38 respondenten valt op" in shown(app)
    section(app, "bestand")
    assert "38 respondenten · 2 weggelaten" in shown(app)
    assert "Weggelaten rijen: 2 (rij 5, 9)" in shown(app)
    go(app, "schalen")
    assert {m.label: m.value for m in app.metric}["n (alle items)"] == "38"
    assert "zonder 2 weggelaten respondenten" in shown(app)
    section(go(app, "gegevens"), "respondenten")
    app.button(key="take_back").click().run()
    assert "2 van de 40 respondenten" in shown(app)
    assert app.pills(key="quality_signs").value == []


def test_a_sample_shows_nobody_and_the_projector_shows_no_respondent() -> None:
    app = section(open_app("gegevens"), "respondenten")
    assert "gesimuleerd" in shown(app)
    assert "Respondenten die opvallen" not in shown(app)
    own = upload(open_app("gegevens"), careless(), CARELESS_CODEBOOK)
    own.session_state["projector"] = True
    assert "Respondenten die opvallen" not in shown(section(own, "respondenten"))


def test_a_code_in_seven_columns_is_taken_as_missing_with_one_click_and_back() -> None:
    items = [f"q{i}" for i in range(1, 8)]
    rows = np.random.default_rng(2).integers(1, 6, (30, 7))
    rows[3], rows[5, 0] = -99, 12
    content = "\n".join(";".join(map(str, row)) for row in [items, *rows.tolist()]).encode()
    codebook = ("column,role,scale,answers\n" + "".join(f"{c},item,s,1|2|3|4|5\n" for c in items)).encode()
    app = upload(open_app("gegevens"), content)
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook).run()
    assert "7 hebben antwoorden die het niet kent (q1, q2, q3 en nog 4)" in app.warning[0].value
    assert app.button(key="take_as_missing_0").label == "Neem -99 als ontbrekend"
    app.button(key="take_as_missing_0").click().run()
    assert "12" in app.warning[0].value
    app.button(key="take_as_missing_0").click().run()
    assert not app.warning
    assert "7 × item van een schaal" in shown(app)
    app.button(key="undo_codebook").click().run()
    assert "7 × item van een schaal" not in shown(app)
    app.button(key="redo_codebook").click().run()
    assert {m.label: m.value for m in go(app, "schalen").metric}["n (alle items)"] == "28"


def test_long_questions_are_names_in_sentences_and_what_items_share_is_told_once() -> None:
    """A codebook in which every label is the whole question, as it is written where nobody shortened it."""
    agree = "Geef aan in hoeverre u het eens bent met de volgende stellingen."
    items = ("De lijnen zijn kort", "De doelen zijn gedeeld", "Ik weet wie ik kan bellen")
    place = "In welke gemeente werkt u het meest?"
    rng = np.random.default_rng(5)
    level = rng.normal(size=90)
    answers = {f"v{i}": np.clip(np.rint(3 + level + 0.6 * rng.normal(size=90)), 1, 5).astype(int) for i in (1, 2, 3)}
    frame = pd.DataFrame({place: np.repeat(["Alkmaar", "Bergen", "Heiloo"], 30), **answers})
    codebook = "column,role,scale,label_nl,answers\n" + f'"{place}",group,,,Alkmaar|Bergen|Heiloo\n'
    codebook += "".join(f'v{i},item,lijnen,"{agree} [{text}]",1|2|3|4|5\n' for i, text in enumerate(items, 1))
    app = upload(open_app("gegevens"), frame.to_csv(index=False).encode(), codebook.encode())
    app.session_state["section_schalen"] = "schaal"
    text = shown(go(app, "schalen"))
    assert all(f">{item}<" in text for item in items)
    assert text.count(agree[:-1]) == text.count(f"Vraag boven de items: ‘{agree[:-1]}’.") == 2, (
        "below each of two pictures"
    )
    models = shown(go(app, "modellen"))
    assert f"‘{place}’" in models
    assert f"in {place[1:]}" not in models, "no question in lower case in the middle of a sentence"
    assert app.selectbox(key="outcome").options[1:] == list(items)


def test_places_are_left_out_and_empty_columns_are_told() -> None:
    rows = [f"{52 + i / 97:.4f};{5 + i / 89:.4f};;ja;{i % 5 + 1}" for i in range(20)]
    content = ("\n".join(["x1;x2;leeg;zelfde;v1", *rows]) + "\n").encode()
    app = upload(open_app("gegevens"), content)
    assert "Weggelaten omdat het persoonsgegevens lijken: x1 en x2" in shown(app)
    assert "Kolom leeg is leeg" in shown(app)
    assert "Kolom zelfde heeft overal dezelfde waarde" in shown(app)
    app.button(key="read_personal").click().run()
    assert "Kolom x1 lijkt locaties (lengte- en breedtegraad) te bevatten" in shown(app)


def test_the_number_of_header_rows_can_be_chosen_also_for_a_refused_file() -> None:
    answers = ["Eens", "Oneens", "Weet niet", "Eens", "Anders"]
    rows = "".join(f"{i};{answers[i % 5]};{answers[i % 3]};{answers[i % 4]}\n" for i in range(1, 41))
    data = ("Deel;Deel;Slot;Slot\nNummer;Doel;Tijd;Geld\n" + rows).encode()
    app = upload(open_app("gegevens"), data)
    assert "komen meer dan eens voor: Deel, Slot" in shown(app)
    key = f"header_rows_{len(data)}"
    app.segmented_control(key=key).set_value(2).run()
    assert not app.error
    survey = app.session_state["oza_session"].upload.survey
    assert (len(survey), list(survey.responses.columns)) == (40, ["Nummer", "Doel", "Tijd", "Geld"])
    assert "2 kopregels" in shown(app)
    app.segmented_control(key=key).set_value(0).run()
    assert "komen meer dan eens voor: Deel, Slot" in shown(app)
    assert app.session_state["oza_session"].upload.survey is survey, "what was read before stays"


def test_the_codebook_stays_where_it_fits_another_number_of_header_rows() -> None:
    data = b"Model;Doel;Tijd;Geld;Hulp\n" + excel_dutch(own_file({"ketens": 20, "netwerk": 20}))
    app = upload(open_app("gegevens"), data, CODEBOOK)
    assert len(app.session_state["oza_session"].upload.survey.scales) == 1
    key = f"header_rows_{len(data)}"
    app.segmented_control(key=key).set_value(1).run()
    assert "is op dit bestand nog niet toegepast" in shown(app)
    assert len(app.session_state["oza_session"].upload.survey) == 41
    app.segmented_control(key=key).set_value(2).run()
    app.button(key="undo_codebook").click().run()
    survey = app.session_state["oza_session"].upload.survey
    assert (len(survey), [scale.name for scale in survey.scales]) == (40, ["samenwerken"])


def test_a_total_below_the_answers_is_left_out_by_one_click() -> None:
    data = excel_dutch(own_file({"ketens": 20, "netwerk": 20})) + "Gemiddelde;3;3;3;3\r\n".encode("cp1252")
    app = upload(open_app("gegevens"), data)
    assert "een totaal of een gemiddelde" in shown(app)
    assert "(rij 42)" in shown(app)
    app.button(key="leave_out_odd_total").click().run()
    survey = app.session_state["oza_session"].upload.survey
    assert (len(survey), survey.receipt.left_out_rows) == (40, (42,))
    assert not [button for button in app.button if button.key == "leave_out_odd_total"]
    assert "Weggelaten rijen: 1 (rij 42)" in shown(app)
    section(app, "respondenten")
    app.button(key="take_back").click().run()
    assert len(app.session_state["oza_session"].upload.survey) == 41
    app.button(key="dismiss_odd_total").click().run()
    assert "leave_out_odd_total" not in [button.key for button in app.button]


def test_a_total_that_the_codebook_does_not_know_is_left_out_told_and_taken_back() -> None:
    data = excel_dutch(own_file({"ketens": 20, "netwerk": 20})) + "Gemiddelde;3,1;3,2;3,3;3,4\r\n".encode("cp1252")
    app = upload(open_app("gegevens"), data)
    assert len(survey_of(app)) == 41
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK).run()
    assert not app.error
    assert not app.warning
    assert "Rij 42 telt niet mee: zo te zien geen respondent" in shown(app)
    survey = survey_of(app)
    assert (len(survey), len(survey.scales), survey.receipt.left_out_rows) == (40, 1, (42,))
    app.button(key="undo_codebook").click().run()
    assert (len(survey_of(app)), survey_of(app).codebook) == (41, None)
    app.button(key="redo_codebook").click().run()
    section(app, "respondenten").button(key="take_back").click().run()
    assert len(survey_of(app)) == 40, "the codebook does not fit with everybody: nothing is lost"
    section(app, "bestand")
    assert app.button(key="leave_out_refused").label.startswith("Laat rij 42 weg")
    app.button(key="leave_out_refused").click().run()
    assert not app.warning
    survey = survey_of(app)
    assert (len(survey), len(survey.scales), survey.receipt.left_out_rows) == (40, 1, (42,))


def test_a_total_in_the_next_file_does_not_cost_the_codebook_in_use() -> None:
    data = excel_dutch(own_file({"ketens": 20, "netwerk": 20}))
    app = upload(open_app("gegevens"), data)
    app.button(key="suggest_codebook").click().run()
    following = data.replace(b"ketens", b"netwerk") + "Gemiddelde;3,1;3,2;3,3;3,4\r\n".encode("cp1252")
    upload(app, following, name="volgend jaar.csv")
    assert "nog niet toegepast" not in shown(app)
    assert "Rij 42 telt niet mee" in shown(app)
    survey = survey_of(app)
    assert (survey.name, len(survey), len(survey.codebook)) == ("volgend jaar.csv", 40, 5)


def test_another_codebook_is_laid_upon_the_cells_without_reading_the_file_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = excel_dutch(own_file({"ketens": 20, "netwerk": 20}))
    app = upload(open_app("gegevens"), data)
    table = app.session_state["oza_session"].upload.table
    read: list[object] = []
    monkeypatch.setattr("display.loading.read_raw", lambda *a, **k: read.append(a) or read_raw(*a, **k))
    app.button(key="suggest_codebook").click().run()
    survey = app.session_state["oza_session"].upload.survey
    assert len(survey.codebook) == 5
    assert survey.responses.equals(load_survey(data, survey.codebook).responses)
    assert app.session_state["oza_session"].upload.table is table
    assert not read
    app.segmented_control(key=f"header_rows_{len(data)}").set_value(1).run()
    assert len(read) == 1
    app.button(key="forget").click().run()
    assert app.session_state["oza_session"].upload is None, "and with it the cells"


def test_the_overview_shows_the_largest_of_all_differences_with_p_for_all_that_were_tried(data: pd.DataFrame) -> None:
    rng = np.random.default_rng(8)
    for number in range(9):
        data.insert(0, f"toeval_{number}", rng.choice(["links", "rechts"], len(data)))  # before the one that matters
    codebook = CODEBOOK + b"".join(f"toeval_{number},group,,,links|rechts,,\n".encode() for number in range(9))
    app = go(upload(open_app("gegevens"), excel_dutch(data), codebook), "overzicht")
    assert {metric.label: metric.value for metric in app.metric}["Grootste verschil tussen groepen"].endswith(" punt")
    score = data.assign(score=data[["v1", "v2", "v3", "v4"]].mean(axis=1))
    groups = ["model", *(f"toeval_{number}" for number in range(9))]
    tests = [pingouin.welch_anova(score, dv="score", between=group)["p_unc"][0] for group in groups]
    assert 10 * min(tests) < 0.001  # Holm: the smallest p, ten times
    assert re.search(
        r"integraal boven schotten \(Model\), n = 130, p < 0,001; van 10 vergelijkingen", unescape(shown(app))
    )


def test_an_overview_of_chance_alone_says_so(data: pd.DataFrame) -> None:
    rng = np.random.default_rng(2)
    data["model"] = rng.choice(["links", "rechts", "midden"], len(data))
    for number in range(9):
        data[f"toeval_{number}"] = rng.choice(["links", "rechts"], len(data))
    codebook = CODEBOOK.replace(b"schotten|ketens|netwerk|integraal", b"links|midden|rechts")
    codebook += b"".join(f"toeval_{number},group,,,links|rechts,,\n".encode() for number in range(9))
    app = go(upload(open_app("gegevens"), excel_dutch(data), codebook), "overzicht")
    found = re.search(r"p = (\d,\d+); van 10 vergelijkingen", unescape(shown(app)))
    assert found
    assert float(found[1].replace(",", ".")) > 0.05


@pytest.mark.parametrize(
    "headings", ["column,role,scale,label_nl,answers,missing,x", "Kolom,Rol,Schaal,Vraag,Antwoorden,x,y"]
)
def test_a_codebook_among_the_answers_is_told_where_it_belongs(data: pd.DataFrame, headings: str) -> None:
    content = CODEBOOK.replace(CODEBOOK.splitlines()[0], headings.encode())
    app = upload(open_app("gegevens"), content, name="codeboek.csv")
    assert "lijkt een codeboek en geen enquête" in shown(app)
    assert "lijkt een codeboek" not in shown(upload(app, excel_dutch(data), CODEBOOK))


def test_the_receipt_says_no_more_than_was_understood() -> None:
    """Years have no sign between thousands, a tick counts among all, and nothing is in use before it was chosen."""
    file = "Meetjaar;Thema: taal;x\n" + "".join(f"{2023 + i % 2};{'ja' if i < 20 else ''};{i}\n" for i in range(40))
    app = upload(open_app("gegevens"), file.encode())
    assert "3 kolommen zijn gelezen; waarvoor zij dienen, is nog niet gekozen" in shown(app)
    app = section(app, "kolommen")
    assert "2023" in shown(app)
    assert "2.023" not in shown(app)
    app.selectbox(key="receipt_column").set_value("Thema: taal").run()
    assert "20 van alle 40 respondenten (50%)" in shown(app)


def test_answers_that_do_not_look_alike_are_merged_by_hand_and_taken_back(data: pd.DataFrame) -> None:
    app = section(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "kolommen")
    app.selectbox(key="receipt_column").set_value("model").run()
    assert app.button(key="merge_by_hand").disabled
    next(box for box in app.selectbox if box.label == "Lees dit antwoord").set_value("schotten").run()
    next(box for box in app.selectbox if box.label == "als").set_value("ketens").run()
    app.button(key="merge_by_hand").click().run()
    assert not app.exception
    counts, before = survey_of(app).responses["model"].value_counts(), data["model"].value_counts()
    assert counts["ketens"] == before["ketens"] + before["schotten"]
    assert "schotten" not in counts[counts > 0]
    assert "Door niemand gegeven" not in shown(app)
    app.button(key="undo_codebook").click().run()
    assert survey_of(app).responses["model"].value_counts()["schotten"] == before["schotten"]
