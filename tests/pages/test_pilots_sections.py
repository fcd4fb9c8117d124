"""The sections of the page Pilots, each with what it promises; numbers and names as they stand in the report."""

import pytest
from app_driver import open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.budget import Assumptions
from analysis.pilots import load_pilots

SECTIONS = ("vergelijken", "kaart", "tijdlijn", "matrix", "gelijkenis", "eigen", "arrangementen", "zoeken")


def section(key: str, *, language: str = "nl") -> AppTest:
    return open_app("pilots", section=key, language=language)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_section_opens_in_both_languages(language: str) -> None:
    app = open_app("pilots", language=language)
    control = app.segmented_control(key="section_pilots")
    assert len(control.options) == len(SECTIONS)
    seen = set()
    for key in SECTIONS:
        app.segmented_control(key="section_pilots").set_value(key).run()
        assert not app.exception, (key, [e.value for e in app.exception])
        assert not app.error
        seen.add(shown(app))
    assert len(seen) == len(SECTIONS)


def test_who_pays_whom_and_one_question_to_all() -> None:
    app = section("vergelijken")
    text = shown(app)
    assert "oza-flow" in text
    assert "de hoofdaanbieder van de school" in text
    assert "Wie kiest de aanbieder? Meestal: de school (4 van 6)" in text  # Enschede, Almelo, Almere, Zuid-Limburg
    app.selectbox(key="question").set_value("instrument").run()
    assert "Subsidie of inkoop? Meestal: subsidie (3 van 5)" in shown(app)
    assert "Rotterdam (§4.3.3, §4.6)" in shown(app)


def test_map_has_a_list_of_all_pilots() -> None:
    text = shown(section("kaart"))
    assert "5 van de 10 pilots liggen in Overijssel" in text
    assert "Natural Earth" in text
    assert all(f'<th scope="row">{name}</th>' in text for name in load_pilots().names)


def test_timeline_names_who_changed_course() -> None:
    text = shown(section("tijdlijn"))
    assert "3 van de 10 pilots sloegen onderweg een nieuwe koers in: Enschede, Almere en Amsterdam" in text
    assert "geen datum vermeld" in text


def test_payment_matrix_and_two_attributes_of_choice() -> None:
    app = section("matrix")
    assert "Alle 7 pilots met een bekende bekostiging betalen voor een populatie" in shown(app)
    assert "geen van de pilots" in shown(app)
    app.segmented_control(key="matrix_kind").set_value("free").run()
    assert "n = 5 pilots waarvan beide kenmerken vermeld zijn, van 10." in shown(app)
    app.selectbox(key="matrix_rows").set_value("pupils").run()
    assert "344 tot 673" in shown(app)


def _field(app: AppTest, kind: str, start: str):  # type: ignore[no-untyped-def]
    return next(w for w in app.get(kind) if w.key and w.key.startswith(start))


def test_like_us_says_why_where_and_on_how_much_it_rests() -> None:
    app = section("gelijkenis")
    assert "Uw regio is nog niet beschreven" in shown(app)
    _field(app, "text_input", "region_pupils_").set_value("955").run()
    _field(app, "text_input", "region_schools_").set_value("6").run()
    _field(app, "selectbox", "region_instrument_").set_value("subsidie").run()
    text = shown(app)
    assert "Enschede lijkt het meest op uw regio, op 3 van de 3 kenmerken" in text
    assert "<dt>Vraag hun</dt>" in text
    assert "Leerlingen: 955" in text
    _field(app, "text_input", "region_pupils_").set_value("veel").run()
    assert any("veel" in e.value for e in app.error)
    assert "op 3 van de 3 kenmerken" in shown(app)  # what was known stays
    app.select_slider(key="weight_instrument_nl").set_value(0.0).run()
    assert "op 2 van de 2 kenmerken" in shown(app)
    app.button(key="region_reset").click().run()
    assert "Uw regio is nog niet beschreven" in shown(app)
    assert not app.exception


def _add(app: AppTest, name: str, **fields: str) -> None:
    app.text_input(key="own_name").set_value(name)
    for field, text in fields.items():
        app.text_input(key=f"own_{field}").set_value(text)
    app.selectbox(key="own_province").set_value("zeeland")
    app.button(key="own_add").click().run()
    assert not app.exception, [e.value for e in app.exception]


def test_an_own_pilot_is_everywhere_and_begins_a_budget() -> None:
    app = section("eigen")
    _add(app, "Eigen *regio*", pupils="1.250", schools="4")
    assert not app.error
    app.segmented_control(key="section_pilots").set_value("kaart").run()
    assert "Eigen *regio*" in shown(app)
    assert "Eigen pilots staan in het midden van hun provincie." in shown(app)
    app.segmented_control(key="section_pilots").set_value("vergelijken").run()
    app.pills(key="pilots").set_value(["Enschede", "Eigen *regio*"]).run()
    assert not app.exception
    assert ">313 (" in shown(app).replace("312", "313")  # 1,250 over 4 schools
    app.button(key="budget_compare_Eigen *regio*").click().run()
    assert not app.exception
    assert app.session_state["oza_session"].scenarios["A"].pupils == 1250
    assert app.session_state["oza_session"].scenarios["A"].schools == 4


def test_a_pilot_of_the_report_begins_a_budget_in_one_click() -> None:
    app = section("vergelijken")
    app.button(key="budget_compare_Enschede").click().run()
    assert not app.exception
    begun = app.session_state["oza_session"].scenarios["A"]
    assert (begun.pupils, begun.schools, begun.years, begun.funding) == (955, 6, 5, "population")
    assert app.title[0].value == "Begroting"
    app.button(key="budget_undo").click().run()
    assert app.session_state["oza_session"].scenarios["A"] == Assumptions()


def test_what_is_wrong_with_an_own_pilot_is_said_and_nothing_is_lost() -> None:
    app = section("eigen")
    _add(app, "Bergen", pupils="30")
    _add(app, "Bergen", pupils="30")
    assert any("al een pilot die Bergen heet" in e.value for e in app.error)
    _add(app, "Heiloo", pupils="veel")
    assert any("veel" in e.value for e in app.error)
    _add(app, "Enschede")
    assert len(app.error) == 1
    assert app.session_state["oza_session"].own_pilots.names == ("Bergen",)
    app.button(key="own_remove_Bergen").click().run()
    assert not app.exception
    assert app.session_state["oza_session"].own_pilots is None


def test_a_file_of_own_pilots_is_read_or_refused_with_a_sentence() -> None:
    app = section("eigen")
    app.file_uploader(key="own_file").upload("mijn.csv", b"pilot;pupils\nGoes;120\nMiddelburg;300\n", "text/csv").run()
    assert not app.exception
    assert app.session_state["oza_session"].own_pilots.names == ("Goes", "Middelburg")
    app.file_uploader(key="own_file").upload("fout.csv", b"pilot;leerlingen\nGoes;120\n", "text/csv").run()
    assert any("Kolom leerlingen is onbekend" in e.value for e in app.error)
    large = b"pilot;pupils\nGoes;120\n" + b"\n" * 1_000_000
    app.file_uploader(key="own_file").upload("groot.csv", large, "text/csv").run()
    assert any("groter dan 1 MB" in e.value for e in app.error)
    assert app.session_state["oza_session"].own_pilots.names == ("Goes", "Middelburg")


def test_arrangements_keep_what_two_documents_say() -> None:
    app = section("arrangementen")
    text = shown(app)
    assert "Regio Alkmaar noemt 22 arrangementen: 18 voor groepen en 4 voor afzonderlijke leerlingen" in text
    assert "004 bijlage zegt:" in text
    assert "85%" in text  # day treatment and education, special education, B.5.9
    app.segmented_control(key="types_of").set_value("gemeente").run()
    assert "77%" in shown(app)  # short support, primary education, B.6.8


def test_searching_by_words_and_filters() -> None:
    app = section("zoeken")
    app.text_input(key="zoek").set_value("autisme heliomare").run()
    assert "2 van de 45 voldoen" in shown(app)
    app.text_input(key="zoek").set_value("").run()
    app.multiselect(key="geld").set_value(["inkoop"]).run()
    assert "2 van de 45 voldoen" in shown(app)  # Amsterdam and Rotterdam
    app.text_input(key="zoek").set_value("zweefvliegen").run()
    assert "Niets van de 45 voldoet" in shown(app)


def test_projector_shows_every_picture() -> None:
    app = open_app("pilots", projector=True)
    seen = set()
    for _ in range(app.session_state["oza_session"].slides["pilots"]):
        seen.add(shown(app))
        app.button(key="next_slide").click().run()
        assert not app.exception, [e.value for e in app.exception]
    assert len(seen) >= 10
