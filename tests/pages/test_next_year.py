"""Last year's codebook and this year's file: what has another name, and what is new, is said on the page."""

import io
import re
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pingouin
import pytest
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Role, Survey

LAST_YEAR = (
    "column,role,scale,label_nl,answers\n"
    "gemeente,group,,In welke gemeente werkt u?,Almere|Hengelo|Zeist\n"
    + "".join(f"v_{n},item,visie,Stelling {n} over de visie,1=oneens|2=neutraal|3=eens\n" for n in (1, 2, 3))
).encode()


def this_year() -> pd.DataFrame:
    rng = np.random.default_rng(12)
    level = rng.normal(size=90)
    frame = pd.DataFrame({"woongemeente": rng.choice(["Almere", "Hengelo", "Zeist", "Bunnik"], 90)})
    for n in (1, 2, 3):
        frame[f"v_{n}"] = np.clip(np.rint(2 + level + rng.normal(0, 0.7, 90)), 1, 3).astype(int)
    frame["v_2"] = frame["v_2"].astype(str)
    frame.loc[:2, "v_2"] = "weet ik niet"
    frame["rapportcijfer"] = rng.integers(4, 10, 90)
    return frame.rename(columns={"v_3": "Stelling 3 over onze visie"})


@pytest.fixture
def refused() -> AppTest:
    app = open_app("gegevens")
    content = this_year().to_csv(index=False, sep=";").encode()
    app.file_uploader(key="survey_upload").upload("enquete_2026.csv", content)
    app.file_uploader(key="codebook_upload").upload("codeboek_2025.csv", LAST_YEAR)
    app.run()
    assert not app.exception
    return app


def survey_of(app: AppTest) -> Survey:
    upload = app.session_state["oza_session"].upload
    assert upload is not None
    found: Survey = upload.survey
    return found


def choose(app: AppTest, text: str, option: str) -> None:
    box = next(box for box in app.selectbox if text in box.label)
    box.select_index([option in shown_option for shown_option in box.options].index(True))


def test_renamed_columns_and_new_answers_are_settled_with_the_buttons_on_the_page(refused: AppTest) -> None:
    app = refused
    assert "kolom Stelling 3 over onze visie lijkt hem te zijn (3 van 3 antwoorden passen)" in shown(app)
    app.button(key="same_columns").click().run()
    choose(app, "Bunnik", "Voeg toe als antwoord")
    assert next(box for box in app.selectbox if "weet ik niet" in box.label).value is not None, "proposed as missing"
    app.button(key="settle_unknown").click().run()
    assert not app.exception
    survey = survey_of(app)
    data = this_year()
    assert survey.scale("visie").items == ("v_1", "v_2", "Stelling 3 over onze visie")
    assert set(survey.responses["woongemeente"]) == {"Almere", "Hengelo", "Zeist", "Bunnik"}
    items = data[["v_1", "v_2", "Stelling 3 over onze visie"]].apply(pd.to_numeric, errors="coerce")
    assert survey.items("visie").equals(items.astype(float))
    assert pingouin.cronbach_alpha(items.dropna())[0] > 0.5
    assert survey.missing["v_2"].notna().sum() == 3
    assert survey.codebook is not None
    assert survey.codebook["Stelling 3 over onze visie"].label_nl == "Stelling 3 over onze visie", "as it is asked now"
    assert survey.codebook["woongemeente"].label_nl == "In welke gemeente werkt u?", "the file has no question for it"


def test_while_a_codebook_waits_the_page_asks_what_to_do_with_that_and_nothing_else() -> None:
    app = open_app("gegevens")
    data = this_year()
    data.loc[5:9, "rapportcijfer"] = 99  # asks for a look by itself
    app.file_uploader(key="survey_upload").upload("enquete_2026.csv", data.to_csv(index=False, sep=";").encode())
    app.run()
    assert "accept_rapportcijfer" in [button.key for button in app.button]
    app.file_uploader(key="codebook_upload").upload("codeboek_2025.csv", LAST_YEAR).run()
    (warning,) = app.warning
    assert "2 heten zo te zien anders (gemeente en v_3)" in warning.value
    assert "1 heeft antwoorden die het niet kent (v_2)" in warning.value
    shown_keys = [button.key for button in app.button]
    assert not {"accept_rapportcijfer", "suggest_codebook"} & set(shown_keys)
    app.button(key="give_up").click().run()
    assert {"accept_rapportcijfer", "suggest_codebook"} <= {button.key for button in app.button}


def test_a_change_that_does_not_make_it_fit_yet_is_taken_back(refused: AppTest) -> None:
    before = shown(refused)
    refused.button(key="same_column_0").click().run()
    assert shown(refused) != before
    refused.button(key="undo_mend").click().run()
    assert refused.button(key="same_column_0")
    assert shown(refused).count("lijkt hem te zijn") == before.count("lijkt hem te zijn")


def test_what_was_gone_on_without_can_be_made_to_fit_after_all_and_a_suggestion_leaves_it(refused: AppTest) -> None:
    app = refused
    app.button(key="go_on").click().run()
    assert not app.exception
    assert "doen niet mee omdat zij niet bij het codeboek passen" in shown(app)
    app.session_state["section_gegevens"] = "codeboek"
    app.run()
    app.button(key="suggest_codebook").click().run()
    app.session_state["section_gegevens"] = "bestand"
    app.run()
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert not {"woongemeente", "v_2", "Stelling 3 over onze visie"} & {entry.column for entry in codebook}
    assert codebook["rapportcijfer"].role is Role.GRADE
    app.button(key="take_up").click().run()
    assert app.button(key="same_columns"), "the proposals are back"


def test_what_waits_waits_on_where_no_column_fits_and_the_file_is_read_in_another_way(refused: AppTest) -> None:
    app = refused
    app.file_uploader(key="survey_upload").upload("verkeerd.csv", b"woongemeente;x\nAlmere;1\nZeist;2\nHengelo;3\n")
    app.run()
    app.button(key="go_on").click().run()
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert (len(codebook), [aside.entry.column for aside in codebook.waiting]) == (0, ["gemeente"])
    header = next(each.key for each in app.segmented_control if each.key.startswith("header_rows"))
    app.segmented_control(key=header).set_value(1).run()
    assert survey_of(app).codebook == codebook
    app.file_uploader(key="survey_upload").upload("later.csv", b"woongemeente;x\nZeist;1\nAlmere;2\nHengelo;3\n")
    app.file_uploader(key="codebook_upload").set_value(None)
    app.run()
    assert survey_of(app).name == "later.csv"
    assert survey_of(app).codebook == codebook
    assert app.button(key="take_up")


def test_the_codebook_goes_on_to_fit_the_file_of_last_year(
    refused: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = refused
    app.button(key="same_columns").click().run()
    choose(app, "Bunnik", "Voeg toe als antwoord")
    app.button(key="settle_unknown").click().run()
    new = "Stelling 3 over onze visie"
    app.file_uploader(key="codebook_upload").set_value(None)
    last_year = this_year().rename(columns={new: "v_3", "woongemeente": "gemeente"})
    content = last_year.to_csv(index=False, sep=";").encode()
    app.file_uploader(key="survey_upload").upload("enquete_2025.csv", content).run()
    assert not app.error
    assert f"gemeente → woongemeente, v_3 → {new}" in shown(app)
    assert survey_of(app).scale("visie").items == ("v_1", "v_2", new)
    for part in ("schaal", "samenhang", "groepen", "scores"):
        app.session_state["section_schalen"] = part
        go(app, "schalen")
        named = re.search(r"Eerdere namen volgens het codeboek: ([^.]*)\.", shown(app))
        assert named, part
        assert f"{new} ← v_3" in named[1]
        assert ("woongemeente ← gemeente" in named[1]) == (part == "groepen")
    app.session_state["section_schalen"] = "scores"
    go(app, "schalen")
    (tmp_path / "enquete_2025.csv").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    left: dict[str, object] = {}
    exec(next(code.value for code in app.get("code") if code.language == "python"), left)
    items = last_year[["v_1", "v_2", "v_3"]].apply(pd.to_numeric, errors="coerce").dropna()
    assert left["ITEMS"] == list(items), "as they are called in this file"
    assert left["alpha"] == pytest.approx(pingouin.cronbach_alpha(items)[0])


def test_a_column_that_is_used_for_nothing_may_be_absent_and_stays_in_the_codebook(refused: AppTest) -> None:
    app = refused
    content = "v_1;v_2;v_3;gemeente\n" + "1;2;3;Zeist\n3;2;1;Almere\n" * 20
    app.file_uploader(key="survey_upload").upload("b.csv", content.encode())
    app.file_uploader(key="codebook_upload").upload("c.csv", LAST_YEAR + b"opmerking,ignore,,Nog iets?,\n").run()
    assert not app.error
    assert "Kolom opmerking staat niet in dit bestand" in shown(app)
    app.session_state["section_gegevens"] = "codeboek"
    app.run()
    app.multiselect(key="assign_which").set_value(["v_1", "v_2"])
    assert "opmerking" not in app.multiselect(key="assign_which").options
    app.selectbox(key="assign_role").set_value("background")
    app.button(key="assign").click().run()
    assert not app.exception
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert [(e.column, str(e.role)) for e in codebook][1:] == [
        ("v_1", "background"),
        ("v_2", "background"),
        ("v_3", "item"),
        ("opmerking", "ignore"),
    ]


def test_many_new_answers_are_settled_by_one_choice_for_each_column(refused: AppTest) -> None:
    app = refused
    content = "v_1;v_2;v_3;gemeente\n" + "".join(
        f"{1 + i % 3};omdat zin {i} beter past;{1 + i % 2};{'Bunnik' if i < 5 else f'Gemeente {i}'}\n"
        for i in range(60)
    )
    app.file_uploader(key="survey_upload").upload("breed.csv", content.encode()).run()
    choose(app, "Bunnik", "Voeg toe als antwoord")
    own_words = next(
        box for box in app.selectbox if "Kolom v_2: 60 verschillende teksten in eigen woorden" in box.label
    )
    assert own_words.value == 1, "proposed: it takes no part"
    choose(app, "Alle 56 onbekende antwoorden in gemeente", "Voeg ze allemaal toe")
    app.button(key="settle_unknown").click().run()
    assert not app.exception
    assert not app.error
    survey = survey_of(app)
    assert len(survey.responses["gemeente"].cat.categories) == 3 + 1 + 55
    assert survey.responses["gemeente"].notna().all()
    assert survey.scale("visie").items == ("v_1", "v_3")
    assert "Schaal visie rekent nu met 2 van de 3 items: v_2 doet niet mee" in shown(app)
    assert app.button(key="take_up")


def test_the_worksheet_of_the_codebook_is_read_and_only_true_differences_are_told() -> None:
    """A note before the answers, blocks above them, a total below: nothing of that is a difference between years."""
    data = this_year()
    rng = np.random.default_rng(3)
    data["gemeente"] = rng.choice(["Almere", "Hengelo", "Zeist"], len(data))
    data["v_3"] = data.pop("Stelling 3 over onze visie")
    data["v_2"] = rng.integers(1, 4, len(data))
    table = data[["gemeente", "v_1", "v_2", "v_3", "rapportcijfer"]]
    book = openpyxl.Workbook()
    book.active.title = "Toelichting"
    for line in ("Onderzoek 2026", "Export", "9 = geen antwoord"):
        book.active.append([line])
    sheet = book.create_sheet("Antwoorden")
    for row in (["Onderzoek 2026"], ["Achtergrond", "Visie"], [], list(table), *table.to_numpy().tolist()):
        sheet.append(row)
    sheet.merge_cells("B2:D2")
    sheet.append(["Totaal", 181, 190, 177])
    sheet["A7"] = "Bunnik"
    file = io.BytesIO()
    book.save(file)
    app = open_app("gegevens")
    app.file_uploader(key="codebook_upload").upload("codeboek_2025.csv", LAST_YEAR)
    app.file_uploader(key="survey_upload").upload("enquete_2026.xlsx", file.getvalue())
    app.run()
    assert not app.exception
    told = app.warning[0].value
    assert "Bunnik" in told
    assert not [said for said in ("181", "v_1", "ontbre", "niet in het bestand") if said in told], told
    assert "Daarbij telt rij 95 niet mee" in shown(app)
    app.button(key="go_on").click().run()
    survey = survey_of(app)
    assert (survey.receipt.sheet, len(survey), survey.scale("visie").items) == ("Antwoorden", 90, ("v_1", "v_2", "v_3"))
    assert "Nieuw in dit bestand, want niet in het codeboek: rapportcijfer." in shown(app)


def test_a_codebook_that_comes_later_reads_the_worksheet_that_it_is_of() -> None:
    other = pd.DataFrame({"a": [1, 2] * 60, "b": 1, "c": 2, "d": 3})
    data = this_year().rename(columns={"woongemeente": "gemeente", "Stelling 3 over onze visie": "v_3"})
    data["gemeente"], data["v_2"] = "Zeist", [1, 2, 3] * 30
    file = io.BytesIO()
    with pd.ExcelWriter(file) as writer:
        other.to_excel(writer, sheet_name="Begeleiders", index=False)
        data.to_excel(writer, sheet_name="Leraren", index=False)
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("enquete.xlsx", file.getvalue())
    app.run()
    assert survey_of(app).receipt.sheet == "Begeleiders"
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", LAST_YEAR)
    app.run()
    assert not app.error
    assert survey_of(app).receipt.sheet == "Leraren"
    assert "want daar staan de kolommen van het codeboek" in shown(app)


def test_a_first_row_of_questions_becomes_a_header_by_one_click() -> None:
    rows = "".join(f"{i};{1 + i % 5};{20 + i}\n" for i in range(1, 12))
    data = ("A;B;C\nHoe tevreden bent u nu?;Hoe vaak komt u?;Wat is uw leeftijd?\n" + rows).encode()
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("enquete.csv", data)
    app.run()
    key = f"header_rows_{len(data)}"
    assert app.segmented_control(key=key).options[0] == "Automatisch (2)"
    app.segmented_control(key=key).set_value(1).run()
    assert app.segmented_control(key=key).options[0] == "Automatisch (2)"
    assert "De eerste rij onder de kop lijkt geen respondent" in shown(app)
    app.button(key="take_first_row").click().run()
    assert "De eerste rij onder de kop" not in shown(app)
    assert len(survey_of(app)) == 11
