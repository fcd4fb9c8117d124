"""The sections of page Begroting beside the answer: each says in a sentence what the model says."""

import re
from dataclasses import replace

import pandas as pd
import pytest
from app_driver import open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.budget import (
    FUNDING_VARIANTS,
    Assumptions,
    Effect,
    Estimate,
    Party,
    SchoolType,
    break_even,
    compare_fundings,
    cost_benefit,
    default_ranges,
    project,
    simulate,
    with_school_types,
)
from analysis.errors import BudgetError
from display.budget_views import school_types


def open_section(key: str, *, language: str = "nl") -> AppTest:
    return open_app("begroting", section=key, language=language)


def state(app: AppTest):
    return app.session_state["oza_session"]


def by_start(boxes, start: str):
    """The one field whose key begins so (the key of a text field carries the value that it shows)."""
    (found,) = [box for box in boxes if box.key.startswith(start)]
    return found


def test_how_sure_tells_the_probability_of_the_simulation() -> None:
    app = open_section("zekerheid")
    found = simulate(Assumptions(), default_ranges(Assumptions()))
    share = round(100 * float(found.probability_cheaper.iloc[-1]))
    assert 5 < share < 95
    assert f"De kans dat het arrangement na 5 jaar minder heeft gekost dan individuele hulp is {share}%" in shown(app)
    app.select_slider(key="chance_years").set_value(2).run()
    assert "De kans dat het arrangement na 2 jaar" in shown(app)


def test_a_range_of_ones_own_counts_and_can_be_taken_back() -> None:
    app = open_section("zekerheid")
    before = shown(app)
    by_start(app.text_input, "range_high_taper_A").set_value("30%").run()
    assert state(app).ranges["A"]["taper"] == pytest.approx((0.03, 0.3))
    assert "Bandbreedtes: 1 van uzelf" in shown(app)
    by_start(app.text_input, "range_low_taper_A").set_value("12%").run()
    assert any("ligt niet van 12 tot en met 30" in e.value for e in app.error)
    assert state(app).ranges["A"]["taper"] == pytest.approx((0.03, 0.3))
    app.button(key="ranges_reset").click().run()
    assert not app.error
    assert shown(app) == before


def test_the_sought_value_is_that_of_the_model_or_a_sentence() -> None:
    app = open_section("doelzoeken")
    value = break_even(Assumptions(), "taper", 0, 0.5).value
    assert f"bij {100 * value:.2f}%".replace(".", ",") in shown(app)
    app.select_slider(key="goal_years").set_value(10).run()
    value = break_even(replace(Assumptions(), years=10), "taper", 0, 0.5).value
    assert f"bij {100 * value:.2f}%".replace(".", ",") in shown(app)
    before = shown(app)
    by_start(app.text_input, "field_goal_low_taper").set_value("40%").run()
    assert any("40 is meer dan 25" in e.value for e in app.error)
    assert "precies evenveel" in before
    assert "precies evenveel" in shown(app)
    by_start(app.text_input, "field_goal_high_taper").set_value("80").run()
    by_start(app.text_input, "field_goal_low_taper").set_value("39%").run()
    assert not app.error
    assert "bij elke waarde van 39 tot en met 80 kost het arrangement minder" in shown(app)
    by_start(app.text_input, "field_goal_low_taper").set_value("veel").run()
    assert any("veel" in e.value for e in app.error)


@pytest.mark.parametrize("section", ["zekerheid", "doelzoeken", "bekostiging", "betalen", "baten", "toelichting"])
def test_a_section_is_in_english_too(section: str) -> None:
    app = open_section(section, language="en")
    assert not app.error
    titles = re.findall(r'<h3 class="oza-[^>]*>([^<]*)', shown(app))
    assert titles
    assert not [title for title in titles if {"het", "een", "van"} & set(title.split())]


def test_the_four_fundings_and_the_base_year_are_told() -> None:
    app = open_section("bekostiging")
    totals = {name: p.total_collective for name, p in compare_fundings(Assumptions()).items()}
    cheapest = FUNDING_VARIANTS[min(totals, key=lambda name: totals[name])].label
    assert f"{cheapest} kost over 5 jaar het minst" in shown(app)
    # By hand: 1 / 1.05⁴ = 82%, 1 / 1.1² = 83%.
    assert "een basisjaar van 4 jaar terug nog 82%" in shown(app)
    app.select_slider(key="base_growth").set_value(0.1)
    app.select_slider(key="base_back").set_value(2).run()
    assert "Bij 10,0% groei per jaar dekt een basisjaar van 2 jaar terug nog 83%" in shown(app)
    assert "Af te dwingen op grond van de overeenkomst" in shown(app)


def test_contributions_and_the_rule_change_who_pays() -> None:
    app = open_section("betalen")
    assert "er valt niets te verrekenen" in shown(app)
    app.select_slider(key="budget_school_contribution_A_nl_0").set_value(500_000.0).run()
    app.select_slider(key="budget_other_share_A_nl_0").set_value(0.2).run()
    assert "Scholen" in shown(app)
    app.button_group(key="residence_rule_A_everyone").set_value("advance_and_settle").run()
    assumptions = state(app).scenarios["A"]
    assert assumptions.residence_rule == "advance_and_settle"
    owed = float(project(assumptions).settlement.loc["municipalities_other"].sum())
    assert owed > 1e6
    assert f"€\u00a0{owed / 1e6:.1f}".replace(".", ",") + "\u00a0miljoen over 5 jaar" in shown(app)
    total = re.search(r">Samen</th>(.*?)</tr>", shown(app))
    assert total
    assert set(re.findall(r"<td[^>]*>([^<]*)</td>", total[1])) == {"€\u00a00"}


def test_an_effect_counts_once_it_has_a_number_and_a_value() -> None:
    app = open_section("baten")
    assert "maatschappelijke effecten zijn er niet" in shown(app)
    app.selectbox(key="effect_in_hand").set_value("less_absence").run()
    by_start(app.text_input, "effect_quantity_less_absence_A").set_value("100; 200; 300").run()
    by_start(app.text_input, "effect_value_less_absence_A").set_value("€ 1.000,50").run()
    effect = state(app).effects["A"]["less_absence"]
    assert (effect.quantity, effect.unit_value.mid) == (Estimate(100, 200, 300), 1000.5)
    found = cost_benefit(Assumptions(), [effect])
    assert f"maatschappelijke rendement +€\u00a0{found.societal / 1e6:.1f}".replace(".", ",") in shown(app)
    by_start(app.text_input, "effect_quantity_less_absence_A").set_value("300; 200; 100").run()
    assert any("niet op volgorde" in e.value for e in app.error)
    assert state(app).effects["A"]["less_absence"] == effect
    by_start(app.text_input, "discount_rate").set_value("40").run()
    assert any("Discontovoet" in e.value for e in app.error)
    by_start(app.text_input, "discount_rate").set_value("3,5%").run()
    assert state(app).discount_rate == pytest.approx(0.035)
    app.button(key="effect_remove").click().run()
    assert "A" not in state(app).effects


def test_an_effect_out_of_bounds_leaves_the_old_one_standing_and_says_which_bounds() -> None:
    app = open_section("baten")
    app.selectbox(key="effect_in_hand").set_value("less_absence").run()
    by_start(app.text_input, "effect_quantity_less_absence_A").set_value("200").run()
    kept = state(app).effects
    for typed, sentence in {
        "-5": 'Effect "Minder verzuim": een aantal van -5 per jaar kan niet. Kies 0 of meer',
        "10.000.001": "10.000.001 kan niet. Kies een waarde van 0 tot en met 10.000.000.",
        "20%": "is een percentage, en hier hoort een getal zonder procentteken",
        "9" * 400: "∞ kan niet. Kies een waarde van 0 tot en met 10.000.000.",
    }.items():
        by_start(app.text_input, "effect_quantity_less_absence_A").set_value(typed).run()
        assert sentence in app.error[0].value.replace("−", "-")
        assert state(app).effects == kept
    by_start(app.text_input, "effect_quantity_less_absence_A").set_value("10.000.000").run()
    by_start(app.text_input, "effect_value_less_absence_A").set_value("-100.000.000; 0; 100.000.000").run()
    assert not app.error
    assert not app.exception
    app.session_state["section_begroting"] = "doelzoeken"
    app.run()
    assert not app.exception


def test_an_effect_that_a_file_names_in_its_own_words_can_be_changed_and_removed() -> None:
    app = open_section("baten")
    effect = Effect(name="politie *24/7*", quantity=3, unit_value=20_000, party=Party.SCHOOL)
    app.session_state["oza_session"] = replace(state(app), effects={"A": {effect.name: effect}})
    app.run()
    app.selectbox(key="effect_in_hand").set_value(effect.name).run()
    field = by_start(app.text_input, "effect_quantity_politie")
    assert field.value == "3"
    field.set_value("5").run()
    assert state(app).effects["A"] == {effect.name: replace(effect, quantity=5)}
    assert app.button(key="effect_remove").label == r"Laat ‘politie \*24/7\*’ weg"
    app.button(key="effect_remove").click().run()
    assert not app.exception
    assert "A" not in state(app).effects


def test_the_returns_of_a_year_open_into_their_formulas() -> None:
    app = open_section("toelichting")
    effect = Effect(name="own_1", quantity=3, unit_value=20_000, party=Party.SCHOOL)
    app.session_state["oza_session"] = replace(state(app), effects={"A": {"own_1": effect}})
    app.session_state["explained_year"] = 2028
    app.run()
    assert not app.exception
    # 1 / 1.0225 = 0.9780; 3 × 20,000 × 0.97799511
    assert "(1 + 2,25%) ^ −1 = 0,9780" in shown(app).replace("&nbsp;", " ")
    assert "58.679,71" in shown(app)


def test_how_large_an_effect_must_be_is_sought_until_where_the_user_says() -> None:
    app = open_section("doelzoeken")
    assert "Vul eerst een effect in" in shown(app)
    effect = Effect(name="less_absence", quantity=1, unit_value=1000, party=Party.FAMILIES, financial=False)
    app.session_state["oza_session"] = replace(state(app), effects={"A": {"less_absence": effect}})
    app.run()
    assert "geen aantal van 0,0 tot en met 10,0 per jaar brengt het rendement op nul; " in shown(app)
    by_start(app.text_input, "field_goal_effect_range").set_value("500").run()
    assert not app.exception
    per_one = cost_benefit(Assumptions(), [effect]).societal - cost_benefit(Assumptions()).societal
    needed = -cost_benefit(Assumptions()).societal / per_one
    assert f"rendement is nul bij {needed:.1f} per jaar, het financiële bij geen aantal".replace(".", ",") in shown(app)
    by_start(app.text_input, "field_goal_effect_range").set_value("-5").run()
    assert any("hoger aantal" in e.value for e in app.error)
    assert "het financiële bij geen aantal" in shown(app)


def test_a_published_unit_value_of_an_effect_is_named_until_it_is_changed() -> None:
    app = open_section("baten")
    app.selectbox(key="effect_in_hand").set_value("fewer_moves_to_special_education").run()
    by_start(app.text_input, "effect_quantity_fewer_moves").set_value("3").run()
    by_start(app.selectbox, "effect_preset_fewer_moves").set_value("so_3").run()
    effect = state(app).effects["A"]["fewer_moves_to_special_education"]
    assert (effect.quantity.mid, effect.unit_value.mid) == (3, 31_419.53)
    assert "so, categorie 3, Kop van Noord-Holland, prijspeil 2024: Pagina over OZA" in shown(app)
    assert "en van 0 ook de waarde per stuk" in shown(app)
    by_start(app.text_input, "effect_value_fewer_moves").set_value("30000").run()
    assert "Waarde per stuk: eigen invoer" in shown(app)
    assert "en van 1 ook de waarde per stuk" in shown(app)
    app.selectbox(key="effect_in_hand").set_value("less_absence").run()
    assert not [box for box in app.selectbox if box.key.startswith("effect_preset")]


def test_school_types_as_they_are_typed_the_dutch_way() -> None:
    def typed(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
        return pd.DataFrame(rows, columns=["name", "pupils", "care_share", "cost"], dtype=object)

    read = school_types.read_types(
        typed((" sbo ", "1.300", "47,5", "€ 4.000,50"), ("so", "100", "80 %", "9000"), ("", "", "", "")), "nl"
    )
    assert read == (SchoolType("sbo", 1300, 0.475, 4000.5), SchoolType("so", 100, 0.8, 9000))
    for row, said in (
        (("sbo", "1.234,5o", "50", ""), "rij 1: “1.234,5o” kan in die kolom niet"),
        (("sbo", "100", "130%", ""), "130 kan niet"),
        (("sbo", "-5", "50", ""), "-5 kan niet"),
        (("sbo", "10,5", "50", ""), "geen heel getal"),
        (("sbo", "", "50", ""), "rij 1: vul een schoolsoort"),
    ):
        with pytest.raises(BudgetError) as caught:
            school_types.read_types(typed(row), "nl")
        assert said in str(caught.value)


def test_school_types_feed_the_assumptions_and_can_be_dropped_again() -> None:
    app = open_app("begroting")
    types = (SchoolType("sbo", 300, 0.47), SchoolType("so", 200, 0.565))
    app.session_state["oza_session"] = replace(
        state(app), scenarios={"A": with_school_types(Assumptions(), types)}, school_types={"A": types}
    )
    app.session_state["section_begroting"] = "aannames"
    app.run()
    assert "opgeteld uit schoolsoorten (sbo 300, 47,0%; so 200, 56,5%)" in shown(app)
    assert "Samen 500 leerlingen, van wie 50,8% jeugdhulp krijgt" in shown(app)
    assert app.button(key="take_school_types").disabled
    by_start(app.text_input, "budget_exact_pupils_").set_value("800").run()
    assert "in verhouding meegegaan" in shown(app)
    app.button(key="take_school_types").click().run()
    assert state(app).scenarios["A"].pupils == 500
    app.button(key="budget_undo").click().run()
    assert state(app).scenarios["A"].pupils == 800
    app.button(key="drop_school_types").click().run()
    assert (state(app).school_types, state(app).scenarios["A"].pupils) == ({}, 800)


def test_every_amount_opens_into_its_formula() -> None:
    app = open_section("toelichting")
    assert "Collectieve route in 2027" in shown(app)
    app.button(key="explain_arrangement_2027").click().run()
    app.button(key="explain_arrangement_direct_2027").click().run()
    assert "Hulp binnen het arrangement in 2027: €\u00a03.438.000,00" in shown(app)
    app.select_slider(key="explained_year").set_value(2028).run()
    # By hand: 955 × 0.6 × 6,000 × 1.03 × 0.95.
    assert "Hulp binnen het arrangement in 2028: €\u00a03.364.083,00" in shown(app)
    assert app.get("download_button")


def slides_of(section: str) -> list[str]:
    """Everything that the projector shows from the section that was chosen on, a slide each."""
    app = open_app("begroting", projector=True)
    app.session_state["section_begroting"] = section
    app.session_state["oza_session"] = replace(state(app), slide=("", 0))
    app.run()
    found = []
    for place in range(state(app).slide[1], state(app).slides["begroting"]):
        app.session_state["oza_session"] = replace(state(app), slide=("begroting", place))
        app.run()
        assert not app.exception
        assert not app.error
        found.append(shown(app))
    return found


@pytest.mark.parametrize(
    ("section", "slides", "first"),
    [
        ("antwoord", 9, "kost het arrangement minder"),
        ("bekostiging", 5, "kost over 5 jaar het minst"),
        ("betalen", 4, "betaalt"),
        ("baten", 2, "financiële rendement"),
        ("toelichting", 1, "Collectieve route in 2027"),
    ],
)
def test_the_walk_is_short_and_every_figure_is_shown_by_its_section(section: str, slides: int, first: str) -> None:
    found = slides_of(section)
    assert len(found) == slides
    assert first in found[0]
    for slide in found:
        headings = re.findall(r'<h3 class="oza-[^>]*>([^<]*)', slide)
        assert len(headings) + slide.count("Subsidie of inkoop: verplichting en risico</caption>") == 1
