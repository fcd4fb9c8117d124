"""Moving an assumption moves the answer."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from app_driver import APP, go, shown
from streamlit.testing.v1 import AppTest

from analysis.budget import (
    ASSUMPTIONS,
    PRESETS,
    Assumptions,
    Effect,
    Party,
    Scenario,
    SchoolType,
    project,
    sensitivity,
)
from display import scenarios
from display.assumption_texts import GROUPS, shown_in
from display.state import starting_scenarios
from display.texts import texts


def key(name: str, scenario: str = "A", language: str = "nl", version: int = 0) -> str:
    return f"budget_{name}_{scenario}_{language}_{version}"


def state(app: AppTest):  # type: ignore[no-untyped-def]
    return app.session_state["oza_session"]


def slider_names(app: AppTest) -> list[str]:
    return [s.key.removeprefix("budget_").rsplit("_", 3)[0] for s in app.select_slider]


def open_section(section: str, group: str | None = None) -> AppTest:
    app = begroting()
    app.session_state["section_begroting"] = section
    if group:
        app.session_state["assumption_group"] = group
    return app.run()


def exact(app: AppTest, name: str, scenario: str = "A"):  # type: ignore[no-untyped-def]
    """The text field of an assumption (its key carries the value that it shows)."""
    return next(
        box for box in app.text_input if box.key.startswith(f"budget_exact_{name}_") and f"_{scenario}_" in box.key
    )


def begroting(link: dict[str, str] | None = None, *, projector: bool = False) -> AppTest:
    """The page, straight away: by its address, without the pages before it."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["language"] = "nl"
    app.session_state["projector"] = projector
    for name, value in (link or {}).items():
        app.query_params[name] = value
    app.switch_page("pages/begroting.py").run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def test_the_first_answer_is_that_of_the_model() -> None:
    projection = project(Assumptions())
    text = shown(begroting())
    assert f"Vanaf {projection.first_cheaper_year} kost het arrangement minder" in text


def test_the_sliders_are_the_assumptions_that_matter_most() -> None:
    app = begroting()
    for funding in ("function", "production", "outcome", "population"):
        app.selectbox(key=key("funding")).set_value(funding).run()
        widest = sorted(sensitivity(Assumptions(funding=funding)).swings, key=lambda s: -abs(s.at_high - s.at_low))
        assert set(slider_names(app)) == {swing.name for swing in widest[:4]}


def test_the_sliders_stay_where_they_are_while_one_of_them_moves() -> None:
    app = begroting()
    before = slider_names(app)
    app.select_slider(key=key("taper")).set_value(0.0).run()
    app.select_slider(key=key("growth")).set_value(0.1).run()
    moved = state(app).scenarios["A"]
    assert set(sensitivity(moved).most_important(4)) != set(before)
    assert slider_names(app) == before


def test_a_slider_changes_the_answer_and_stays_after_a_visit_elsewhere() -> None:
    app = begroting()
    before = shown(app)
    app.select_slider(key=key("residual_share")).set_value(0.5).run()
    assert shown(app) != before
    assert project(Assumptions(residual_share=0.5)).first_cheaper_year is None
    assert "in geen van de 5 jaren minder" in shown(app)
    go(app, "pilots")
    go(app, "begroting")
    assert app.select_slider(key=key("residual_share")).value == 0.5


def test_a_moved_slider_leaves_a_ghost_with_the_change_in_euros() -> None:
    app = begroting()
    assert "vorige stand" not in shown(app)
    app.select_slider(key=key("taper")).set_value(0.0).run()
    change = project(Assumptions(taper=0)).total_difference - project(Assumptions()).total_difference
    assert f"{texts('nl').money_about(change, sign=True)} tegenover de vorige stand" in shown(app)
    app.button(key="budget_undo").click().run()
    assert "vorige stand" not in shown(app)


def test_any_other_assumption_can_be_moved_beside_the_picture() -> None:
    app = begroting()
    app.selectbox(key="extra_assumption_A_nl").set_value("setup_cost").run()
    app.select_slider(key=key("setup_cost")).set_value(200_000.0).run()
    assert state(app).scenarios["A"].setup_cost == 200_000
    total = project(Assumptions(setup_cost=200_000)).total_difference
    assert texts("nl").money_about(total, sign=True) in shown(app)


def test_a_slider_keeps_its_value_when_the_language_changes() -> None:
    app = begroting()
    app.select_slider(key=key("taper")).set_value(0.1).run()
    app.session_state["language"] = "en"
    app.run()
    assert app.select_slider(key=key("taper", language="en")).value == 0.1
    assert "the arrangement costs less" in shown(app)


def test_examples_are_marked_until_they_are_replaced() -> None:
    app = begroting()
    assert "5 aannames hebben nog geen bron" in shown(app)
    assert "voorbeeld" in app.select_slider(key=key("taper")).label
    app.select_slider(key=key("taper")).set_value(0.1).run()
    assert "4 aannames hebben nog geen bron" in shown(app)
    assert "voorbeeld" not in app.select_slider(key=key("taper")).label


def test_undo_redo_and_reset() -> None:
    app = begroting()
    start = shown(app)
    assert app.button(key="budget_undo").disabled
    app.select_slider(key=key("residual_share")).set_value(0.3).run()
    app.select_slider(key=key("taper")).set_value(0.1).run()
    app.button(key="budget_undo").click().run()
    assert (state(app).scenarios["A"].residual_share, state(app).scenarios["A"].taper) == (0.3, 0.05)
    app.button(key="budget_redo").click().run()
    assert state(app).scenarios["A"].taper == 0.1
    app.button(key="budget_reset").click().run()
    assert shown(app) == start
    app.button(key="budget_undo").click().run()
    assert state(app).scenarios["A"].taper == 0.1


def test_moves_of_one_slider_are_one_step_back() -> None:
    app = begroting()
    for value in (0.2, 0.3, 0.4):
        app.select_slider(key=key("residual_share")).set_value(value).run()
    assert len(state(app).budget_past) == 1
    app.button(key="budget_undo").click().run()
    assert state(app).scenarios["A"].residual_share == 0.1


# -- scenarios ---------------------------------------------------------------------------------------------------------


def test_four_scenarios_copied_named_compared_and_removed() -> None:
    app = open_section("scenarios")
    assert "copy_to_D" not in [b.key for b in app.button]
    app.button(key="copy_to_C").click().run()
    app.button(key="copy_to_D").click().run()
    assert list(state(app).scenarios) == ["A", "B", "C", "D"]
    assert app.session_state["scenario"] == "D"
    name = next(box for box in app.text_input if box.key.startswith("scenario_name_D"))
    name.set_value("Zonder <b>afbouw</b>").run()
    app.session_state["section_begroting"] = "antwoord"
    app.run()
    app.select_slider(key=next(s.key for s in app.select_slider if "taper" in s.key)).set_value(0.0).run()
    app.session_state["section_begroting"] = "scenarios"
    app.run()
    text = shown(app)
    assert "D · Zonder &lt;b&gt;afbouw&lt;/b&gt;" in text
    assert "<b>afbouw" not in text
    rows = [row for row in text.split("<tr>") if "Jaarlijkse afbouw" in row]
    assert len(rows) == 1
    assert rows[0].count("5,0%") == 3
    assert rows[0].count("0,0%") == 1
    totals = {letter: project(values).total_difference for letter, values in state(app).scenarios.items()}
    row = next(row for row in text.split("<tr>") if "Opgeteld verschil" in row)
    cells = [f'<td class="number">{texts("nl").money(totals[letter], sign=True)}</td>' for letter in "DABC"]
    assert "".join(cells) in row
    app.button(key="remove_scenario").click().run()
    assert list(state(app).scenarios) == ["A", "B", "C"]


def test_a_pilot_as_starting_point_says_what_its_source_says() -> None:
    app = open_section("scenarios")
    app.selectbox(key="pilot_start_A_0").set_value("Utrecht").run()
    values = state(app).scenarios["A"]
    assert (values.pupils, values.schools, values.fte, values.funding) == (344, 2, 2.0, "function")
    text = shown(app)
    assert "De bron zegt ook 4,0 fte" in text
    assert "vaste formatie 2,0 fte (4.4.1, 4.4.3)" in text


def test_a_link_opens_the_same_screen_in_a_new_session() -> None:
    app = open_section("scenarios")
    app.button(key="copy_to_C").click().run()
    next(box for box in app.text_input if box.key.startswith("scenario_name_C")).set_value(
        "Ander tarief & zo ~ 5%"
    ).run()
    app.session_state["section_begroting"] = "antwoord"
    app.run()
    app.select_slider(key=next(s.key for s in app.select_slider if "taper" in s.key)).set_value(0.125).run()
    first = shown(app)
    app.session_state["section_begroting"] = "scenarios"
    app.run()
    link = dict(parse_qsl(urlsplit(app.code[0].value).query))
    other = begroting(link)
    assert state(other).scenarios == state(app).scenarios
    assert state(other).scenario_names == {"C": "Ander tarief & zo ~ 5%"}
    assert other.session_state["scenario"] == "C"
    # The ghost belongs to the hand that moved the slider; all else is the same.
    assert "tegenover de vorige stand" in first
    assert without_change(shown(other)) == without_change(first)


def without_change(text: str) -> str:
    return re.sub(r'<p class="oza-change"[^>]*>[^<]*</p>', "", text)


def test_a_link_that_is_not_possible_says_so_and_changes_nothing() -> None:
    app = begroting()
    before = state(app).scenarios
    for link, said in (
        ({"A": "0~oud"}, "geen scenario dat hier te lezen is"),
        ({"A": "1~Eigen~pupils~-3"}, "-3 kan niet"),
        ({"A": "1~Eigen~care_share~1.3"}, "130 kan niet"),
        ({"A": "1~Eigen~years~0"}, "0 kan niet"),
        ({"A": "1~Eigen~pupils~1.234,5o"}, "is geen getal"),
        ({"A": "1~Eigen~winst~3"}, "die hier niet bestaat"),
        ({"A": "1~Eigen", "scenario": "C"}, "noemt een scenario “C”"),
        ({"A": "1~Eigen~taper~0.2", "B": "4~x"}, "geen scenario dat hier te lezen is"),
        ({"A": "1~Eigen~taper~0.2", "B": "3~x"}, "niet meer heel"),
    ):
        app.query_params.clear()
        for name, value in link.items():
            app.query_params[name] = value
        app.run()
        assert [said in error.value for error in app.error] == [True], link
        assert state(app).scenarios == before


def test_what_was_moved_after_a_link_is_not_taken_back_by_it() -> None:
    app = begroting({"A": "1~Scenario A~taper~0.2"})
    assert list(state(app).scenarios) == ["A"]
    app.select_slider(key=next(s.key for s in app.select_slider if "taper" in s.key)).set_value(0.0).run()
    app.session_state["language"] = "en"
    app.run()
    assert state(app).scenarios["A"].taper == 0.0


def test_a_scenario_from_a_file_and_a_file_that_is_none() -> None:
    app = open_section("scenarios")
    uploader = next(u for u in app.get("file_uploader") if u.key.startswith("scenario_upload_A"))
    kept = Scenario("Bewaard", Assumptions(pupils=500)).to_json()
    uploader.set_value(("a.json", kept.encode(), "application/json")).run()
    assert state(app).scenarios["A"].pupils == 500
    assert state(app).scenario_names["A"] == "Bewaard"
    wrong = json.dumps({**json.loads(kept), "version": 99})
    uploader = next(u for u in app.get("file_uploader") if u.key.startswith("scenario_upload_A"))
    uploader.set_value(("b.json", wrong.encode(), "application/json")).run()
    assert "versie 99" in app.error[0].value
    assert state(app).scenarios["A"].pupils == 500


# -- all assumptions ---------------------------------------------------------------------------------------------------


def test_every_assumption_is_in_one_group() -> None:
    grouped = [name for group in GROUPS.values() for name in group]
    assert sorted(grouped) == sorted(set(ASSUMPTIONS) - {"funding"})


def test_every_assumption_shows_value_unit_range_origin_and_meaning() -> None:
    app = begroting()
    app.session_state["section_begroting"] = "aannames"
    for group in GROUPS:
        app.session_state["assumption_group"] = group
        app.run()
        assert not app.error
        assert not app.exception
        inputs = "".join(str(w.key) for kind in ("select_slider", "selectbox", "toggle") for w in app.get(kind))
        text = shown(app)
        assert shown_in(group, Assumptions())
        for name in shown_in(group, Assumptions()):
            assert f"_{name}_A" in inputs or f"own_{name}" in inputs
            assert texts("nl").message(ASSUMPTIONS[name].explanation) in text
        assert text.count("herkomst: ") == len(shown_in(group, Assumptions()))


def test_an_exact_amount_is_read_the_dutch_way() -> None:
    app = open_section("aannames", "individual")
    exact(app, "cost_per_pupil_in_care").set_value("€ 6.347,50").run()
    assert not app.error
    assert state(app).scenarios["A"].cost_per_pupil_in_care == 6347.5
    assert app.select_slider(key=key("cost_per_pupil_in_care", version=1)).value == 6347.5
    assert exact(app, "cost_per_pupil_in_care").value == "€\u00a06.347,50"


def test_what_is_not_possible_leaves_the_old_result_standing() -> None:
    app = open_section("aannames")
    before = state(app).scenarios
    for group, name, text, said in (
        ("individual", "cost_per_pupil_in_care", "1.234,5o", "1.234,5o"),
        ("individual", "cost_per_pupil_in_care", "130%", "“130%” is een percentage"),
        ("population", "pupils", "-20", "20 kan niet"),
        ("population", "care_share", "130%", "130 kan niet"),
        ("population", "growth", "500", "500 kan niet"),
        ("time", "years", "0", "0 kan niet"),
        ("time", "years", "2,5", "geen heel getal"),
    ):
        app.session_state["assumption_group"] = group
        app.run()
        exact(app, name).set_value(text).run()
        assert [error.value for error in app.error if said in error.value], (name, text)
        assert state(app).scenarios == before
        answer = next(line for line in shown(app).splitlines() if "oza-conclusion" in line)
        assert f"Vanaf {project(Assumptions()).first_cheaper_year}" in answer


def test_more_than_all_pupils_from_elsewhere_says_so() -> None:
    app = open_section("aannames", "elsewhere")
    app.select_slider(key=key("taking_part_share")).set_value(0.7).run()
    app.select_slider(key=key("other_share")).set_value(0.6).run()
    assert "meer dan 100 procent" in app.error[0].value
    assert state(app).scenarios["A"].other_share == 0


def test_a_published_figure_takes_the_place_of_an_example_and_is_named() -> None:
    app = open_section("aannames", "individual")
    app.selectbox(key="preset_indexation_nl_0").set_value("ova_2025").run()
    assert state(app).scenarios["A"].indexation == PRESETS["ova_2025"].value
    assert "OVA-index 2025, prijspeil 2025" in shown(app)
    assert "(voorlopig)" in shown(app)
    app.button(key="reset_indexation").click().run()
    assert state(app).scenarios["A"].indexation == Assumptions().indexation


def test_an_own_base_amount_begins_with_what_it_was_derived_from() -> None:
    app = open_section("aannames", "collective")
    before = project(Assumptions()).total_collective
    app.toggle(key=key("own_base_spending_False")).set_value(True).run()
    assert project(state(app).scenarios["A"]).total_collective == pytest.approx(before, rel=1e-6)
    app.toggle(key=key("own_base_spending_True")).set_value(False).run()
    assert state(app).scenarios["A"].base_spending is None


def test_an_own_amount_begins_at_the_most_that_is_possible() -> None:
    """A million pupils at € 100,000 would make a base of € 100 billion; ten billion is allowed."""
    app = begroting({"A": "1~Eigen~pupils~1000000~care_share~1~cost_per_pupil_in_care~100000"})
    app.session_state["section_begroting"] = "aannames"
    app.session_state["assumption_group"] = "collective"
    app.run()
    next(box for box in app.toggle if "own_base_spending_False" in box.key).set_value(True).run()
    assert not app.exception
    assert state(app).scenarios["A"].base_spending == 1e10


def test_a_budget_that_nothing_rests_on_is_said() -> None:
    app = begroting({"A": "1~Eigen~care_share~0"})
    app.session_state["section_begroting"] = "bekostiging"
    app.run()
    assert not app.exception
    assert "Er is geen individuele hulp waarop een budget kan rusten" in shown(app)


def test_a_file_with_an_endless_number_gets_a_sentence_and_the_page_goes_on() -> None:
    app = open_section("scenarios")
    endless = Scenario("Te groot", Assumptions(pupils=500)).to_json().replace("500", "1" + "0" * 400)
    uploader = next(u for u in app.get("file_uploader") if u.key.startswith("scenario_upload_A"))
    uploader.set_value(("a.json", endless.encode(), "application/json")).run()
    assert not app.exception
    assert "is geen getal" in app.error[0].value
    assert state(app).scenarios["A"].pupils == Assumptions().pupils


def test_one_year_is_in_the_singular_and_a_figure_of_then_says_it_is_of_then() -> None:
    app = begroting({"A": "1~Eigen~years~1~hourly_tariff~74.4~funding~production", "language": "en"})
    for section in ("zekerheid", "doelzoeken", "bekostiging", "baten", "betalen", "antwoord"):
        app.session_state["section_begroting"] = section
        app.run()
        assert not app.exception
        assert not re.search(r"\b1 (years|examples)\b", shown(app)), section
    app.session_state["section_begroting"] = "aannames"
    app.session_state["assumption_group"] = "collective"
    assert "price level 2018, not converted to 2027" in shown(app.run())


def test_the_projector_has_no_small_print_but_all_sliders() -> None:
    app = begroting(projector=True)
    assert len(app.select_slider) == 4
    assert not app.get("file_uploader")
    assert "Vanaf 20" in shown(app)
    assert scenarios.LETTERS == ("A", "B", "C", "D")


def test_an_address_that_lost_its_end_is_refused_whatever_came_last() -> None:
    app = begroting({"A": Scenario("Eigen", Assumptions(taper=0.08), discount_rate=0.03).to_query()})
    app.session_state["language"] = "en"
    app.session_state["section_begroting"] = "scenarios"
    app.run()
    app.button(key="copy_to_B").click().run()
    address = app.code[0].value
    other = begroting(dict(parse_qsl(urlsplit(address).query)))
    assert state(other).discount_rate == 0.03
    cut = begroting(dict(parse_qsl(urlsplit(address[:-3]).query)))
    assert "no longer whole" in cut.error[0].value
    assert state(cut).scenarios == starting_scenarios()


def test_a_link_holds_ranges_effects_rate_and_school_types_so_that_tornado_and_fan_are_the_same() -> None:
    whole = Scenario(
        "Scenario A",
        Assumptions(taper=0.08, pupils=500, care_share=0.508),
        (
            Effect(
                name="less_absence", quantity=(100, 200, 300), unit_value=250.5, party=Party.FAMILIES, financial=False
            ),
        ),
        {"taper": (0.0, 0.3), "residual_share": (0.05, 0.4)},
        0.035,
        (SchoolType("sbo", 300, 0.47), SchoolType("so", 200, 0.565)),
    )
    app = begroting({"A": whole.to_query()})
    assert (state(app).ranges["A"], state(app).discount_rate) == (dict(whole.ranges), 0.035)
    screens = {}
    for section in ("zekerheid", "baten", "scenarios"):
        app.session_state["section_begroting"] = section
        screens[section] = shown(app.run())
        assert not app.error
    assert "Bandbreedtes: 2 van uzelf" in screens["zekerheid"]
    assert "3,50% per jaar" in screens["baten"]
    other = begroting(dict(parse_qsl(urlsplit(app.code[0].value).query)))
    for section, screen in screens.items():
        other.session_state["section_begroting"] = section
        assert shown(other.run()) == screen
    app.button(key="copy_to_B").click().run()
    app.button(key="budget_undo").click().run()
    app.button(key="budget_undo").click().run()
    assert (state(app).ranges, state(app).effects, state(app).school_types) == ({}, {}, {})
