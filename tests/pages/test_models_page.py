"""The page Samenwerkingsmodellen: every section shows what the analysis finds; small groups stay hidden."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_generic
from streamlit.testing.v1 import AppTest

from analysis.survey import load_sample, outcome_values
from tests.pages.test_survey_journey import CODEBOOK, excel_dutch, own_file, upload
from tests.support.app_driver import go, open_app, shown


@pytest.fixture(scope="module")
def laptop() -> AppTest:
    """One app for all sections: each test opens its own."""
    return go(open_app("overzicht"), "modellen")


def open_section(app: AppTest, section: str) -> AppTest:
    app.session_state["section_modellen"] = section
    app.session_state["outcome"] = "gedeelde_visie"
    app.session_state["ordered_model_po"] = True
    app.run()
    assert not app.exception
    return app


def dutch(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def test_ordered_groups_get_an_ordered_test(laptop: AppTest) -> None:
    app = open_section(laptop, "verschil")
    app.selectbox(key="outcome").set_value("sturing").run()
    survey = load_sample("gemeenten")
    frame = pd.DataFrame({"y": outcome_values(survey, "sturing"), "g": survey.responses["model_po"]}).dropna()
    tau = stats.kendalltau(frame["y"], frame["g"].cat.codes, method="asymptotic")
    z = np.sign(tau.statistic) * stats.norm.isf(tau.pvalue / 2)
    text = shown(app)
    assert f"z = {dutch(z)}" in text
    assert "De scores stijgen met de volgorde van schotten naar integraal" in text
    app.toggle(key="ordered_model_po").set_value(False).run()
    assert "Jonckheere" not in shown(app)


def test_several_outcomes_name_their_family(laptop: AppTest) -> None:
    app = open_section(laptop, "uitkomsten")
    text = shown(app)
    assert "De familie is: Alle schalen, 6 toetsen." in text
    app.selectbox(key="family").set_value("items_vertrouwen").run()
    assert "Items van Onderling vertrouwen, 6 toetsen" in shown(app)
    assert not app.error


def test_two_groupings_and_a_covariate(laptop: AppTest) -> None:
    app = open_section(laptop, "factoren")
    text = shown(app)
    assert "Type III, n = 211" in text
    assert "Na correctie voor" in text
    app.session_state["ss_type"] = "2"
    assert "Type II, n = 211" in shown(app.run())


def test_the_bound_decides_what_is_small_enough(laptop: AppTest) -> None:
    app = open_section(laptop, "gelijkwaardig")
    app.select_slider(key="bound").set_value(0.05).run()
    assert "van geen enkel paar groepen is aangetoond dat het verschil kleiner is dan 0,05 punt" in shown(app)
    app.select_slider(key="bound").set_value(2.0).run()
    assert "elk verschil tussen groepen is aantoonbaar kleiner dan 2,00 punt" in shown(app)
    app.select_slider(key="bound").set_value(0.5).run()
    assert "1 van de 6 verschillen is aantoonbaar kleiner dan 0,50 punt" in shown(app)
    assert "Onderscheidingsvermogen van 80%" in shown(app)


def test_assumptions_are_scipys(laptop: AppTest) -> None:
    app = open_section(laptop, "aannames")
    survey = load_sample("gemeenten")
    frame = pd.DataFrame({"y": outcome_values(survey, "gedeelde_visie"), "g": survey.responses["model_po"]}).dropna()
    parts = [part for _, part in frame.groupby("g", observed=True)["y"]]
    for centre in ("mean", "median"):
        assert f"F = {dutch(stats.levene(*parts, center=centre).statistic)}" in shown(app)


def test_the_same_respondents_on_two_questions(laptop: AppTest) -> None:
    app = open_section(laptop, "tweemaal")
    answers = load_sample("gemeenten").responses[["tevredenheid_po", "tevredenheid_vo"]].dropna()
    test = stats.ttest_rel(answers["tevredenheid_po"], answers["tevredenheid_vo"])
    text = shown(app)
    assert f"gepaarde t({len(answers) - 1}) = {dutch(test.statistic)}" in text
    assert len(app.get("plotly_chart")) == 1
    asked = load_sample("gemeenten").responses[["tevredenheid_po", "tevredenheid_vo"]].dropna(how="all")
    assert f"n = {len(asked)}, {int(asked.notna().sum().sum())} antwoorden" in text


def test_two_groups_get_the_tests_of_two_groups() -> None:
    app = upload(open_app("gegevens"), excel_dutch(own_file({"ketens": 40, "netwerk": 35})), CODEBOOK)
    text = shown(go(app, "modellen"))
    assert "Mann–Whitney" in text
    assert "Brunner–Munzel" in text


def test_the_printed_figures_are_tested_again(laptop: AppTest) -> None:
    app = open_section(laptop, "gepubliceerd")
    p = stats.ttest_ind_from_stats(3.59, 1.45, 108, 2.89, 1.67, 91, equal_var=False).pvalue
    assert f"De gedrukte cijfers zelf geven dat ook (p = {dutch(p, 3)}, Welch)." in shown(app)
    app.selectbox(key="summaries_table").set_value("own").run()
    assert not app.error
    table = "groep;gemiddelde;sd;n\na;3,27;0,70;19\nb;3,49;0,61;93\nc;3,5;0,66;1.092\n"
    app.file_uploader(key="summaries_upload").upload("eigen.csv", table.encode()).run()
    assert not app.error
    p = anova_generic(np.array([3.27, 3.49, 3.5]), np.array([0.7, 0.61, 0.66]) ** 2, np.array([19, 93, 1092]))
    assert f"= {dutch(p.statistic)}" in shown(app)
    app.file_uploader(key="summaries_upload").upload("eigen.csv", table.replace("3,49", "veel").encode()).run()
    assert "rij 3, kolom gemiddelde: ‘veel’ is geen getal" in app.error[0].value
    assert not app.exception


def test_every_slide_has_one_message() -> None:
    app = go(open_app("overzicht", language="en", projector=True), "modellen")
    for slide in range(6):
        if slide:
            app.button(key="next_slide").click().run()
        assert not app.exception
        assert not app.error
        assert len(app.get("plotly_chart")) == 1


def test_small_groups_of_an_own_file_are_in_every_section_part_of_another() -> None:
    data = own_file({"schotten": 4, "ketens": 40, "netwerk": 35, "integraal": 25})
    app = go(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "modellen")
    for section in ("uitkomsten", "gelijkwaardig", "aannames"):
        app.session_state["section_modellen"] = section
        text = shown(app.run())
        assert not app.exception
        assert "schotten" not in text[text.index("<table") :].replace("schotten + ketens", "")
        assert "schotten + ketens" in text
        assert "(n = 4)" not in text


@pytest.mark.parametrize("missing", [3, 20])
def test_of_people_no_single_differences_are_drawn_and_few_who_answered_once_stay_out(missing: int) -> None:
    data = own_file({"ketens": 40, "netwerk": 35}).astype({"v2": "Int64"})
    data.loc[: missing - 1, "v2"] = pd.NA
    app = go(upload(open_app("gegevens"), excel_dutch(data), CODEBOOK), "modellen")
    app.session_state["section_modellen"] = "tweemaal"
    app.session_state["first"], app.session_state["second"] = "v1", "v2"
    text = shown(app.run())
    assert f"bij dezelfde {75 - missing} respondenten" in text
    assert ("gemengd model" in text) == (missing == 20)
    assert "oppervlak naar aantal" not in text
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert [len(trace["x"]) for trace in figure["data"]] == [1] * (2 if missing == 20 else 1)


def test_a_mean_against_the_published_one(laptop: AppTest) -> None:
    app = open_section(laptop, "verschil")
    app.selectbox(key="outcome").set_value("cijfer_vertrouwen_po").run()
    survey = load_sample("gemeenten")
    frame = pd.DataFrame({"y": survey.responses["cijfer_vertrouwen_po"], "g": survey.responses["model_po"]}).dropna()
    y = frame["y"].astype(float)
    found = stats.ttest_ind_from_stats(y.mean(), y.std(), len(y), 9.0, 1.5, 100, equal_var=False)
    for name, typed in (("mean", "9,0"), ("sd", "1,5"), ("n", "100")):
        app.text_input(key=f"published_{name}_cijfer_vertrouwen_po_nl").set_value(typed)
    text = shown(app.run())
    assert f"= {dutch(found.statistic)}, p" in text
    assert "punt onder het gepubliceerde 9,00" in text
    app.text_input(key="published_mean_cijfer_vertrouwen_po_nl").set_value("negen").run()
    assert "Gepubliceerd gemiddelde: ‘negen’ is geen getal." in shown(app)


def test_groups_by_the_alphabet_have_no_order_until_the_user_says_so() -> None:
    data = own_file({"Beleidstafel": 30, "Netwerkoverleg": 30, "Wijkteam": 30})
    words = CODEBOOK.replace(b"schotten|ketens|netwerk|integraal", b"Beleidstafel|Netwerkoverleg|Wijkteam")
    app = go(upload(open_app("gegevens"), excel_dutch(data), words), "modellen")
    assert app.toggle(key="ordered_model").value is False
    assert "met de volgorde van" not in shown(app)
    app.toggle(key="ordered_model").set_value(True).run()
    assert "met de volgorde van Beleidstafel naar Wijkteam" in shown(app)


def test_pages_begin_with_the_model_and_compare_no_scale_with_its_own_item() -> None:
    data = own_file({"ketens": 40, "netwerk": 35})
    data.insert(0, "functie", ["ib", "directie", "leraar"] * 25)
    codebook = CODEBOOK.replace(b"\n", b"\nfunctie,group,,Functie,,,\n", 1)
    app = go(upload(open_app("gegevens"), excel_dutch(data), codebook), "modellen")
    assert app.selectbox(key="grouping").value == "model"
    app.session_state["section_modellen"] = "tweemaal"
    app.run()
    first, second = app.selectbox(key="first"), app.selectbox(key="second")
    assert len(first.options) == 4, "the items; of the only scale there is no other answer"
    assert len(second.options) == 3
    assert not app.error
