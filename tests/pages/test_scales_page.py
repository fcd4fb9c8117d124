"""The page Schalen, section by section, on the sample and on an own file."""

import html
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import pyreadstat
import pytest
from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.statistics import factor_analysis, friedman, reliability
from analysis.survey import ScoreRule, scored_data, to_spss
from display.state import WhatIf

SECTIONS = ("schaal", "samenhang", "groepen", "scores")
CODEBOOK = "column,role,scale,label_nl,answers,missing,reversed\nmodel,group,,Model,een|twee|drie|vier,,\n" + "".join(
    f"v{i},item,samen,Vraag {i},1|2|3|4|5,8=geen zicht op,\n" for i in (1, 2, 3, 4)
)


def answers(sizes: dict[str, int], *, against: bool = True) -> pd.DataFrame:
    """Four items, of which the fourth runs against the others."""
    rng = np.random.default_rng(8)
    n = sum(sizes.values())
    items = np.clip(np.rint(3 + rng.normal(size=(n, 1)) + 0.7 * rng.normal(size=(n, 4))), 1, 5).astype(int)
    frame = pd.DataFrame(items, columns=["v1", "v2", "v3", "v4"])
    if against:
        frame["v4"] = 6 - frame["v4"]
    frame.insert(0, "model", np.repeat(list(sizes), list(sizes.values())))
    return frame


def section(name: str, *, own: pd.DataFrame | None = None, language: str = "nl", **choices: object) -> AppTest:
    app = open_app("gegevens" if own is not None else "overzicht", language=language)
    if own is not None:
        app.file_uploader(key="survey_upload").upload("eigen.csv", own.to_csv(index=False).encode())
        app.file_uploader(key="codebook_upload").upload("codeboek.csv", CODEBOOK.encode())
        app.run()
    app.session_state["section_schalen"] = name
    for key, value in choices.items():
        app.session_state[key] = value
    return go(app, "schalen")


def alpha_of(frame: pd.DataFrame) -> str:
    return f"{pingouin.cronbach_alpha(frame[['v1', 'v2', 'v3', 'v4']])[0]:.2f}".replace(".", ",")


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_in_english_too(name: str) -> None:
    app = section(name, language="en")
    assert not app.error
    text = shown(app)
    assert "nan" not in text.lower().split()
    assert "respondenten" not in text


@pytest.mark.parametrize("name", ["schaal", "samenhang"])
def test_notes_name_an_item_as_the_table_does(name: str) -> None:
    frame = answers({"een": 30, "twee": 30})
    frame["v3"] = 4
    text = shown(section(name, own=frame))
    assert re.search(r"Vraag 3[^.]*: daar geeft iedereen|[Zz]onder spreiding[^.]*Vraag 3|Bij [^.]*Vraag 3 geeft", text)
    assert not re.search(r"\bv3\b[^.]*geeft iedereen", text)


def test_a_scale_has_its_coefficients_items_and_receipt() -> None:
    text = shown(section("schaal"))
    for word in ("McDonalds omega totaal", "Guttmans lambda-2", "bootstrap", "Omega zonder item", "Feldt (1965)"):
        assert word in text
    assert "Van de 224 respondenten tellen er 44 niet mee" in text


def test_pairwise_and_ordinal_are_a_click_away() -> None:
    app = section("schaal", scale_missing="pairwise", scale_basis="polychoric")
    assert not app.error
    text = shown(app)
    assert "geen enkel item beantwoordden" in text
    assert "polychorische samenhangen" in text
    assert app.toggle(key="slow_bootstrap").value is False  # it would take seconds


def test_on_a_sample_an_item_is_turned_round_for_a_try() -> None:
    app = section("schaal")
    app.session_state["scale"] = "gedeelde_visie"
    app.session_state["oza_session"] = replace(
        app.session_state["oza_session"], what_if=WhatIf("gemeenten", "gedeelde_visie", frozenset({"visie_1"}))
    )
    app.run()
    before = shown(app)
    assert "Op proef, alleen op deze pagina" in before
    assert "loopt tegen de schaal in (item–rest-correlatie" in before  # on its card with what to do
    assert "Controleer of het item omgekeerd moet worden" not in before
    app.button(key="turn_gedeelde_visie_visie_1").click().run()
    assert "alfa 0,84" in shown(app)
    app.button(key="end_trial").click().run()
    assert "Op proef" not in shown(app)


def test_an_own_item_is_turned_round_in_the_codebook_and_back() -> None:
    frame = answers({"een": 40, "twee": 40})
    app = section("schaal", own=frame)
    assert f"alfa {alpha_of(frame)}".replace("-", "−") in shown(app)
    app.button(key="turn_samen_v4").click().run()
    assert app.session_state["oza_session"].upload.survey.codebook["v4"].reversed
    assert app.metric[0].value == alpha_of(frame.assign(v4=6 - frame["v4"]))
    app.button(key="undo_scale_change").click().run()
    assert not app.session_state["oza_session"].upload.survey.codebook["v4"].reversed


def test_an_own_item_is_left_out_of_its_scale() -> None:
    app = section("schaal", own=answers({"een": 40, "twee": 40}))
    app.button(key="leave_out_samen_v4").click().run()
    assert app.session_state["oza_session"].upload.survey.scale("samen").items == ("v1", "v2", "v3")


def test_the_button_promises_the_alpha_that_is_shown_after_it() -> None:
    frame = answers({"een": 60, "twee": 60}).astype(object)
    frame.loc[:29, "v4"] = ""  # they come back once v4 is left out
    app = section("schaal", own=frame)
    rest = frame[["v1", "v2", "v3"]].astype(float)
    alpha, n = pingouin.cronbach_alpha(rest)[0], len(rest)
    button = app.button(key="leave_out_samen_v4")
    promised = f"{alpha:.3f}".replace(".", ",")
    assert f"alfa {promised}; n = {n}" in button.label
    button.click().run()
    assert promised in shown(app)
    assert app.metric[2].value == str(n)


def test_several_scales_are_laid_beside_their_factors() -> None:
    app = section("samenhang", structure_scales=["gedeelde_visie", "vertrouwen"], structure_missing="pairwise")
    assert not app.error
    assert "op de factor van hun eigen schaal" in shown(app)


def test_small_groups_of_an_own_file_are_left_out() -> None:
    text = shown(section("groepen", own=answers({"een": 40, "twee": 30, "vier": 25, "drie": 4}, against=False)))
    assert "Niet getoond" in text
    assert "(n = 4)" not in text
    table = text[text.index("Betrouwbaarheid per groep") :]
    assert "drie" not in table


def test_a_single_small_group_is_not_shown() -> None:
    frame = answers({"een": 40}, against=False)
    frame.loc[4:, "model"] = ""
    app = section("groepen", own=frame)
    assert "minder dan 10" in " ".join(e.value for e in app.error)
    assert not app.get("plotly_chart")


def test_the_results_of_a_file_go_when_it_is_wiped() -> None:
    app = section("schaal", own=answers({"een": 40, "twee": 40}))
    assert any(survey.name == "eigen.csv" for survey in app.session_state["oza_session"].results)
    go(app, "gegevens").button(key="forget").click().run()
    assert not any(survey.name == "eigen.csv" for survey in app.session_state["oza_session"].results)


def test_scores_of_the_page_are_those_of_the_download() -> None:
    frame = answers({"een": 40, "twee": 40})
    app = section("scores", own=frame)
    survey = app.session_state["oza_session"].upload.survey
    written, _ = pyreadstat.read_sav(io.BytesIO(to_spss(scored_data(survey, {"samen": ScoreRule(2)}))))
    mean = f"{written['score_samen'].mean():.2f}".replace(".", ",")
    assert f"80 respondenten met een score, 0 zonder. Gemiddelde {mean}" in shown(app)


def test_the_program_of_the_items_together_gives_what_the_page_shows(tmp_path: Path) -> None:
    frame = answers({"een": 60, "twee": 60})
    app = section("samenhang", own=frame, structure_script=True)
    assert not app.error
    source = next(code.value for code in app.get("code") if code.language == "python")
    upload = app.session_state["oza_session"].upload
    (tmp_path / upload.attempt.name).write_bytes(upload.attempt.data)
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    items = upload.survey.items("samen")
    assert f"KMO = {factor_analysis(items, 1).kmo:.6f}" in done.stdout
    assert f"Kendall's W = {friedman(items).kendalls_w:.6f}" in done.stdout


def test_the_program_of_a_scale_gives_the_interval_of_samples_that_the_page_shows(tmp_path: Path) -> None:
    frame = answers({"een": 60, "twee": 60}, against=False)
    on_screen = shown(section("schaal", own=frame))
    app = section("scores", own=frame)
    source = next(code.value for code in app.get("code") if code.language == "python")
    upload = app.session_state["oza_session"].upload
    (tmp_path / upload.attempt.name).write_bytes(upload.attempt.data)
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=tmp_path, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    low, high = re.search(r"bootstrap: 95% interval ([0-9.]+) to ([0-9.]+) of alpha", done.stdout).groups()
    ends = [f"{float(end):.3f}".replace(".", ",") for end in (low, high)]
    row = on_screen[on_screen.index("bootstrap") :]
    assert re.findall(r"0,\d{3}", row)[1:3] == ends  # alpha itself comes first


def test_the_line_at_the_minimum_of_the_national_study_is_explained() -> None:
    said = shown(open_app("schalen"))
    assert "Streeplijn: 0,7 is wat de landelijke inventarisatie 2018 als minimum aanhield (bijlage 3" in said
    assert "Dashed line: 0.7" in shown(open_app("schalen", language="en"))


def with_gaps() -> pd.DataFrame:
    """Answers of 90 respondents of whom one skipped everything and three an item each."""
    frame = answers({"een": 50, "twee": 40}, against=False).astype({f"v{i}": object for i in (1, 2, 3, 4)})
    frame.loc[0, ["v1", "v2", "v3", "v4"]] = ""
    for row, item in ((3, "v1"), (60, "v1"), (70, "v2")):
        frame.loc[row, item] = ""
    return frame


def test_per_pair_it_is_said_whom_each_n_counts() -> None:
    frame = with_gaps()
    items = frame[["v1", "v2", "v3", "v4"]].replace("", np.nan).astype(float)
    app = section("schaal", own=frame, scale_missing="pairwise")
    metrics = {metric.label: metric.value for metric in app.metric}
    pairs = items.notna().T.astype(int) @ items.notna().astype(int)
    assert metrics["n (enig item)"] == str(int(items.notna().any(axis=1).sum())) == "89"
    assert metrics["n (kleinste paar)"] == str(int(pairs.to_numpy().min())) == "86"
    assert "n (alle items)" not in metrics
    text = shown(app)
    assert "n = 89 die minstens één item beantwoordden; per paar items minstens 86" in text
    assert "op dezelfde respondenten als alfa" not in text
    assert "n van het item" in text
    assert "alle items beantwoord;" not in text
    listwise = section("schaal", own=frame)
    assert {metric.label: metric.value for metric in listwise.metric}["n (alle items)"] == str(len(items.dropna()))
    assert "op dezelfde respondenten als alfa (n = 86)" in shown(listwise)


@pytest.mark.parametrize(
    ("language", "name", "correlations", "cronbach"),
    [
        ("nl", "Ordinale alfa", "polychorische samenhangen", "Cronbachs alfa"),
        ("en", "Ordinal alpha", "polychoric correlations", "Cronbach’s alpha"),
    ],
)
def test_ordinal_alpha_is_not_reported_as_cronbachs(language: str, name: str, correlations: str, cronbach: str) -> None:
    app = section("schaal", own=with_gaps(), language=language, scale_basis="polychoric")
    assert app.metric[0].label == name
    text = shown(app)
    assert f"{name.lower()} " in text
    assert correlations in text
    assert "Zumbo, Gadermann" in text
    # Only where it is told apart from the other
    rest = text.replace(f"dus niet {cronbach}", "").replace(f"so not {cronbach}", "")
    rest = rest.replace(f"geeft {cronbach}", "").replace(f"gives {cronbach}", "")
    assert cronbach not in rest
    measured = section("schaal", own=with_gaps(), language=language)
    assert measured.metric[0].label == cronbach
    assert name not in shown(measured)


def test_polychoric_goes_for_the_factors_too() -> None:
    frame = with_gaps()
    app = section("samenhang", own=frame, structure_basis="polychoric", structure_missing="pairwise")
    assert not app.error
    items = app.session_state["oza_session"].upload.survey.items("samen")
    ordinal, measured = (
        f"{factor_analysis(items, 1, missing='pairwise', basis=basis).kmo:.2f}".replace(".", ",")
        for basis in ("polychoric", "pearson")
    )
    assert ordinal != measured
    text = shown(app)
    assert f"KMO</th><td>{ordinal}" in re.sub(r"<(t[hd])[^>]*>", r"<\1>", text).replace("</td><td>", "</th><td>")
    assert "uit polychorische correlaties" in text
    assert "de keuzes hierboven gelden daar niet" in text
    assert "Van de Pearson-correlaties" in text


def test_groups_are_computed_as_the_scale_is() -> None:
    frame = with_gaps()
    app = section("groepen", own=frame, scale_missing="pairwise", scale_basis="polychoric")
    text = shown(app)
    assert "Ordinale alfa van" in text
    assert "wie minstens één item beantwoordde" in text
    one = frame.loc[frame["model"] == "een", ["v1", "v2", "v3", "v4"]].replace("", np.nan).astype(float)
    alpha = f"{reliability(one, 'pairwise', basis='polychoric').alpha:.3f}".replace(".", ",")
    assert alpha in text
    assert alpha not in shown(section("groepen", own=frame))


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("schaal", ("Interval van alfa", "Guttman (1945)")),
        ("samenhang", ("Kaiser & Rice (1974)", "Bartlett (1950)", "Horn (1965)", "Friedman (1937)", "Kendalls W",
                       "Browne & Cudeck (1992)", "Jöreskog (1969)", "Pearson (1896)")),
        ("groepen", ("Feldt (1965)", "per groep wie alle items beantwoordde")),
        ("scores", ("SPSS MEAN.2", "Schaalscore")),
    ],
)  # fmt: skip
def test_every_section_has_its_receipt(name: str, numbers: tuple[str, ...]) -> None:
    text = html.unescape(shown(section(name, own=answers({"een": 40, "twee": 40}, against=False))))
    receipts = "".join(part.split("</table>")[0] for part in text.split("Methodebon: waar elk getal op rust")[1:])
    for number in numbers:
        assert number in receipts


def test_an_own_scale_is_given_another_name_in_one_place_and_back() -> None:
    app = section("schaal", own=answers({"een": 40, "twee": 40}))
    app.text_input(key="name_of_samen").set_value("Samen beslissen").run()
    survey = app.session_state["oza_session"].upload.survey
    assert [scale.name for scale in survey.scales] == ["Samen beslissen"]
    assert app.session_state["scale"] == "Samen beslissen"
    assert "Samen beslissen" in shown(app)
    app.text_input(key="name_of_Samen beslissen").set_value("model").run()
    assert "al in gebruik" in shown(app)
    app.button(key="undo_scale_change").click().run()
    assert [scale.name for scale in app.session_state["oza_session"].upload.survey.scales] == ["samen"]
    assert not app.exception


def test_the_answers_of_an_item_that_counts_the_other_way_are_shown_as_given() -> None:
    frame = answers({"een": 40, "twee": 40})
    app = section("schaal", own=frame)
    app.button(key="turn_samen_v4").click().run()
    text = shown(app)
    row = text[text.index("Antwoorden per item") :].partition("Vraag 4 (telt omgekeerd)")[2].partition("</tr>")[0]
    shown_shares = re.findall(r">([0-9]+)%<", row)
    assert [int(share) for share in shown_shares] == [
        round(100 * (frame["v4"] == answer).mean()) for answer in range(1, 6)
    ]
    assert "Antwoorden zoals zij gegeven zijn" in text


def test_a_scale_of_grades_in_halves_is_shown_in_every_section() -> None:
    rng = np.random.default_rng(4)
    grades = np.clip(np.rint(2 * (6.5 + rng.normal(size=(90, 1)) + 0.6 * rng.normal(size=(90, 3)))) / 2, 1, 10)
    frame = pd.DataFrame(grades, columns=["g1", "g2", "g3"]).assign(model=np.repeat(["een", "twee"], 45))
    halves = "|".join(f"{code / 2:g}" for code in range(2, 21))
    book = "column,role,scale,label_nl,answers\nmodel,group,,Model,een|twee\n"
    book += "".join(f"g{i},item,cijfers,Cijfer {i},{halves}\n" for i in (1, 2, 3))
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", frame.to_csv(index=False).encode())
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", book.encode())
    app.run()
    for name in SECTIONS:
        app.session_state["section_schalen"] = name
        go(app, "schalen")
        assert not app.exception
        assert not app.error, name
        if name == "schaal":
            assert "Halve punten zijn voor deze figuur naar boven afgerond" in shown(app)
            assert f"alfa {pingouin.cronbach_alpha(frame[['g1', 'g2', 'g3']])[0]:.2f}".replace(".", ",") in shown(app)


def test_answers_that_say_how_often_are_not_called_agreement() -> None:
    frame = answers({"een": 40, "twee": 40}, against=False)
    often = CODEBOOK.replace("1|2|3|4|5", "1=nooit|2=soms|3=regelmatig|4=vaak|5=altijd")
    agree = CODEBOOK.replace("1|2|3|4|5", "1=helemaal oneens|2=oneens|3=neutraal|4=eens|5=helemaal eens")
    high = (frame.drop(columns="model") >= 4).mean()
    best = f"‘Vraag {high.argmax() + 1}’ ({100 * high.max():.0f}%)"
    for book, said in ((often, "De hogere antwoorden het vaakst bij"), (agree, "Het vaakst onderschreven:")):
        app = open_app("gegevens")
        app.file_uploader(key="survey_upload").upload("eigen.csv", frame.to_csv(index=False).encode())
        app.file_uploader(key="codebook_upload").upload("codeboek.csv", book.encode())
        app.run()
        app.session_state["section_schalen"] = "schaal"
        assert f"{said} {best}" in shown(go(app, "schalen"))


def test_it_is_said_that_scores_and_alpha_count_others_and_that_items_are_lost() -> None:
    frame = answers({"een": 40, "twee": 40}, against=False)
    frame.loc[:6, "v2"] = None
    app = section("schaal", own=frame)
    assert "zijn van de schaalscores van 80 respondenten; alfa telt er 73" in shown(app)
    go(app, "gegevens")
    app.file_uploader(key="survey_upload").upload("volgend.csv", frame.drop(columns="v3").to_csv(index=False).encode())
    app.file_uploader(key="codebook_upload").upload("codeboek2.csv", (CODEBOOK + "\n").encode())
    app.run()
    app.button(key="go_on").click().run()
    assert "rekent nu met 3 van de 4 items: v3 doet niet mee" in shown(go(app, "schalen"))


def test_on_a_projector_too_the_overview_says_which_item_runs_against_its_scale() -> None:
    app = section("overzicht", own=answers({"een": 40, "twee": 40}))
    book = CODEBOOK + "".join(f"w{i},item,ook,Nog {i},1|2|3|4|5,,\n" for i in (1, 2))
    more = answers({"een": 40, "twee": 40})
    more = more.assign(w1=more["v1"], w2=more["v2"])
    go(app, "gegevens")
    app.file_uploader(key="survey_upload").upload("meer.csv", more.to_csv(index=False).encode())
    app.file_uploader(key="codebook_upload").upload("codeboek2.csv", book.encode())
    app.run()
    app.session_state["projector"] = True
    app.session_state["section_schalen"] = "overzicht"
    text = shown(go(app, "schalen"))
    assert "‘Vraag 4’ loopt tegen de rest van de schaal in" in text
    assert "turn_all_samen" not in [button.key for button in app.button]


def test_a_file_in_which_everybody_answers_alike_says_why_there_is_no_scale() -> None:
    app = open_app("gegevens")
    rows = "".join(f"{'een' if i % 2 else 'twee'};3;3;3\n" for i in range(40))
    app.file_uploader(key="survey_upload").upload("gelijk.csv", f"model;v1;v2;v3\n{rows}".encode()).run()
    app.button(key="suggest_codebook").click().run()
    text = shown(go(app, "schalen"))
    assert "In 3 van de 4 kolommen staat overal hetzelfde antwoord" in text
    assert not app.exception


def test_the_program_finds_items_that_have_one_name_in_the_file(tmp_path: Path) -> None:
    frame = answers({"een": 40, "twee": 40}, against=False)
    rows = [";".join(map(str, [i, *row, i % 7, i % 5, i % 3])) for i, row in enumerate(frame.to_numpy().tolist())]
    header = "nr;model;Score;Score;Score;Score;a;b;c"
    content = "\n".join([header, *rows]).encode()
    names = ("Score", "Score (2)", "Score (3)", "Score (4)")
    book = "column,role,scale,answers\n" + "".join(f"{name},item,samen,1|2|3|4|5\n" for name in names)
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", content)
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", book.encode())
    app.run()
    assert not app.error
    assert "De kolomnaam Score komt 4 keer voor" in shown(app)
    app.session_state["section_schalen"] = "scores"
    go(app, "schalen")
    (tmp_path / "eigen.csv").write_bytes(content)
    script = next(code.value for code in app.get("code") if code.language == "python")
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    alpha = pingouin.cronbach_alpha(frame[["v1", "v2", "v3", "v4"]])[0]
    assert f"{alpha:.4f}"[:6] in done.stdout
