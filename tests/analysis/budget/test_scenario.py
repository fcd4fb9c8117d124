"""A scenario comes back from its file and its link as it was, and what is no scenario is explained."""

import json
from dataclasses import FrozenInstanceError, asdict, fields, replace
from urllib.parse import quote, unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.budget import (
    FUNDING_VARIANTS,
    RESIDENCE_RULE_LABELS,
    Assumptions,
    Effect,
    Party,
    Scenario,
    SchoolType,
    cost_benefit,
)
from analysis.errors import BudgetError

names = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60)
assumptions = st.builds(
    Assumptions,
    pupils=st.integers(1, 1_000_000),
    growth=st.floats(-0.9, 1),
    years=st.integers(1, 40),
    funding=st.sampled_from(list(FUNDING_VARIANTS)),
    base_spending=st.none() | st.floats(0, 1e10),
    taper=st.floats(0, 1),
    growth_since_base=st.none() | st.floats(-0.9, 1),
    production_ceiling=st.none() | st.floats(0, 1e10),
    other_share=st.floats(0, 1),
    residence_rule=st.sampled_from(list(RESIDENCE_RULE_LABELS)),
)


@settings(max_examples=30, deadline=None)
@given(names, assumptions)
def test_comes_back_as_it_was(name, assumed):
    scenario = Scenario(name, assumed)
    assert Scenario.from_json(scenario.to_json()) == scenario
    assert Scenario.from_json(scenario.to_json().encode()) == scenario
    link = scenario.to_query()
    assert Scenario.from_query(link) == scenario
    # An address keeps it as it is, so a browser and a chat program do too.
    assert quote(link, safe="%") == link


def test_the_file_has_every_assumption_under_its_own_name():
    content = json.loads(Scenario("Voorstel B", Assumptions(taper=0.1)).to_json())
    assert content["format"] == "oza-begroting"
    assert content["version"] == 2
    assert content["name"] == "Voorstel B"
    assert set(content["assumptions"]) == {field.name for field in fields(Assumptions)}
    assert content["assumptions"]["taper"] == 0.1


def test_a_link_names_only_what_differs():
    # After them the check: `printf '3~A' | sha256sum`, its first six digits.
    assert Scenario("A", Assumptions()).to_query() == "3~A~69497d"
    assert Scenario("Plan één", Assumptions(taper=0.1, pupils=839)).to_query() == (
        "3~Plan%20%C3%A9%C3%A9n~pupils~839~taper~0.1~8fe77c"
    )


def test_what_a_file_leaves_out_has_its_default():
    text = '{"format": "oza-begroting", "version": 1, "name": "x", "assumptions": {"pupils": 400}}'
    assert Scenario.from_json(text).assumptions == Assumptions(pupils=400)
    assert Scenario.from_json("\ufeff" + text).assumptions == Assumptions(pupils=400)


def file(**changes):
    content = {"format": "oza-begroting", "version": 1, "name": "x", "assumptions": asdict(Assumptions())} | changes
    return json.dumps(content)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "niet te lezen als scenario"),
        ("{", "niet te lezen als scenario"),
        (b"\xff\xfe\x00", "niet te lezen als scenario"),
        ("[" * 50_000, "niet te lezen als scenario"),
        (" " * 200_000, "te groot voor een scenario"),
        ("[1, 2]", "geen scenario van de begroting"),
        ("null", "geen scenario van de begroting"),
        ("{}", "geen scenario van de begroting"),
        (file(format="other"), "geen scenario van de begroting"),
        (file(version=3), "heeft versie 3; hier worden versies 1 tot en met 2 gelezen"),
        (file(version=True), "heeft versie True"),
        (file(version=None), "heeft versie None"),
        (file(assumptions=None), "ontbreken de aannames"),
        (file(assumptions=[1]), "ontbreken de aannames"),
        (file(name=""), "Naam van een scenario"),
        (file(name=None), "Naam van een scenario"),
        (file(name="x" * 61), "Naam van een scenario"),
        (file(name="a\nb"), "Naam van een scenario"),
        (file(assumptions={"pupil": 3}), 'een aanname "pupil", die hier niet bestaat'),
        (file(assumptions={"pupils": -3}), "Leerlingen (aantal): -3 kan niet"),
        (file(assumptions={"pupils": "955"}), 'Leerlingen (aantal): "955" is geen getal'),
        (file(assumptions={"pupils": True}), "is geen getal"),
        (file(assumptions={"taper": float("nan")}), "is geen getal"),
        (file(assumptions={"taper": None}), "is niet ingevuld"),
        (file(assumptions={"funding": 3}), "Bekostiging"),
        (file(assumptions={"taking_part_share": 0.7, "other_share": 0.7}), "samen meer dan 100 procent"),
        ('{"format": "a", "format": "b"}', 'staat "format" twee keer'),
    ],
)
def test_what_is_no_scenario_is_explained(text, sentence):
    with pytest.raises(BudgetError) as caught:
        Scenario.from_json(text)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("", "geen scenario dat hier te lezen is"),
        ("1", "geen scenario dat hier te lezen is"),
        ("4~A", "geen scenario dat hier te lezen is"),
        ("3", "geen scenario dat hier te lezen is"),
        ("3~A", "niet meer heel"),
        ("3~4e0740", "niet meer heel"),
        ("2~A" + "~taper~0.1" * 20_000, "geen scenario dat hier te lezen is"),
        ("1~A~taper", "geen scenario dat hier te lezen is"),
        ("1~A~taper~0.1~taper~0.2", "een aanname twee keer"),
        ("1~~taper~0.1", "Naam van een scenario"),
        ("1~A~tapper~0.1", 'een aanname "tapper"'),
        ("1~A~taper~1.3", "130 kan niet"),
        ("1~A~taper~nan", "is geen getal"),
        ("1~A~taper~1.234,5o", '"1.234,5o" is geen getal'),
        ("1~A~pupils~0.5", "kan niet"),
        ("1~A~funding~lumpsum", '"lumpsum" is onbekend'),
    ],
)
def test_a_damaged_link_is_explained(link, sentence):
    with pytest.raises(BudgetError) as caught:
        Scenario.from_query(link)
    assert sentence in str(caught.value)


def test_a_link_that_was_decoded_on_the_way_still_works():
    scenario = Scenario("Plan één", Assumptions(taper=0.1))
    assert Scenario.from_query(unquote(scenario.to_query())) == scenario


@pytest.mark.parametrize("taken", [1, 2, 3, 7, 11, 20, 40])
def test_a_link_that_lost_its_end_is_refused(taken):
    link = replace(WHOLE, school_types=()).to_query()
    with pytest.raises(BudgetError, match=r"niet meer heel|geen scenario dat hier te lezen is"):
        Scenario.from_query(link[:-taken])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_link_in_which_a_sign_changed_is_refused_or_means_the_same(data):
    link = WHOLE.to_query()
    at = data.draw(st.integers(0, len(link) - 1))
    changed = link[:at] + data.draw(st.sampled_from("019~%aA")) + link[at + 1 :]
    if unquote(changed) != unquote(link):
        with pytest.raises(BudgetError):
            Scenario.from_query(changed)


def test_two_effects_of_one_name_would_lose_one_and_are_refused():
    first = Effect(name="less_absence", quantity=1, unit_value=100, party=Party.FAMILIES)
    second = replace(first, party=Party.SCHOOL)
    with pytest.raises(BudgetError, match='Effect "Minder verzuim" staat er twee keer'):
        Scenario("x", Assumptions(), (first, second))
    content = json.loads(Scenario("x", Assumptions(), (first,)).to_json())
    content["effects"] *= 2
    with pytest.raises(BudgetError, match='Effect "Minder verzuim" staat er twee keer'):
        Scenario.from_json(json.dumps(content))
    # The model itself adds them up.
    alone = [cost_benefit(Assumptions(), [each]).financial for each in (first, second)]
    both, none = cost_benefit(Assumptions(), [first, second]).financial, cost_benefit(Assumptions()).financial
    assert both - none == pytest.approx(sum(alone) - 2 * none, abs=1e-6)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ranges": ["taper"]}, "Bandbreedtes horen elk bij een aanname"),
        ({"ranges": "x"}, "Bandbreedtes horen elk bij een aanname"),
        ({"ranges": None}, "Bandbreedtes horen elk bij een aanname"),
        ({"effects": None}, "geen reeks van effecten"),
        ({"effects": [None]}, "geen reeks van effecten"),
        ({"school_types": None}, "geen reeks van schoolsoorten"),
        ({"school_types": ["sbo"]}, "geen reeks van schoolsoorten"),
    ],
)
def test_what_cannot_stand_beside_the_assumptions_is_explained(change, sentence):
    with pytest.raises(BudgetError, match=sentence):
        replace(WHOLE, **change)


def test_lists_become_part_of_a_scenario_that_never_changes():
    assert replace(WHOLE, effects=list(WHOLE.effects), school_types=list(WHOLE.school_types)) == WHOLE
    assert hash(replace(WHOLE, effects=list(WHOLE.effects))) == hash(WHOLE)


def test_a_scenario_never_changes():
    before = Scenario(" A ", Assumptions())
    assert before.name == "A"
    after = replace(before, assumptions=replace(before.assumptions, taper=0.2))
    with pytest.raises(FrozenInstanceError):
        before.name = "B"
    assert (before.assumptions.taper, after.assumptions.taper) == (0.05, 0.2)
    assert len({before, after, replace(before)}) == 2


WHOLE = Scenario(
    "Voorstel ~ één",
    Assumptions(taper=0.1, pupils=500, care_share=0.508),
    (
        Effect(name="less_absence", quantity=(1, 2, 3), unit_value=100.5, party=Party.FAMILIES, financial=False),
        Effect(name="own_1", quantity=4, unit_value=(-5, 0, 5.25), party=Party.SCHOOL, start=2),
    ),
    {"taper": (0.03, 0.3), "cost_per_pupil_in_care": (5000.0, 7000.5)},
    0.035,
    (SchoolType("sbo ~ West", 300, 0.47), SchoolType("PrO & co", 200, 0.565)),
)


def test_all_that_a_scenario_holds_comes_back_from_a_file_and_from_a_link():
    assert Scenario.from_json(WHOLE.to_json()) == WHOLE
    link = WHOLE.to_query()
    assert Scenario.from_query(link) == WHOLE
    assert quote(link, safe="%") == link
    priced = replace(WHOLE, school_types=(SchoolType("so", 100, 0.8, 9000), SchoolType("sbo", 100, 0.4, 4000.5)))
    assert Scenario.from_query(priced.to_query()) == priced
    assert Scenario.from_json(priced.to_json()) == priced
    assert len({WHOLE, replace(WHOLE)}) == 1


def test_files_and_links_of_the_first_version_are_still_read():
    # As version 1 wrote them.
    file_of_old = (
        '{"format": "oza-begroting", "version": 1, "name": "Oud", "assumptions": {"pupils": 400}, "effects": '
        '[{"name": "own_1", "quantity": [1, 2, 3], "unit_value": [4, 4, 4], "party": "school", "financial": true, '
        '"start": 1}]}'
    )
    effect = Effect(name="own_1", quantity=(1, 2, 3), unit_value=4, party=Party.SCHOOL)
    assert Scenario.from_json(file_of_old) == Scenario("Oud", Assumptions(pupils=400), (effect,))
    assert Scenario.from_query("1~Oud~pupils~400") == Scenario("Oud", Assumptions(pupils=400))


def test_a_range_that_its_value_has_left_is_still_kept():
    kept = Scenario("x", Assumptions(taper=0.2), ranges={"taper": (0.0, 0.1)})
    assert Scenario.from_query(kept.to_query()) == kept


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"effect": []}, 'een onderdeel "effect", dat hier niet bestaat'),
        ({"scenarios": []}, 'een onderdeel "scenarios", dat hier niet bestaat'),
        ({"discount_rate": 10**400}, "Discontovoet: 1.00e+400 kan niet"),
        ({"version": 10**400}, "heeft versie 1.00e+400"),
        ({"assumptions": {"pupils": 10**400}}, 'Leerlingen (aantal): "1.00e+400" is geen getal'),
        ({"ranges": 3}, "bandbreedtes in dit scenario zijn niet te lezen"),
        ({"ranges": {"tapper": [0, 1]}}, "bandbreedtes in dit scenario zijn niet te lezen"),
        ({"ranges": {"taper": 0.1}}, "een laagste en een hoogste waarde"),
        ({"ranges": {"taper": [0.2, 0.1]}}, "20 is meer dan 10"),
        ({"ranges": {"taper": [0.2, 1.3]}}, "130 kan niet"),
        ({"ranges": {"years": [2, 3]}}, "kan niet binnen een bandbreedte bewegen"),
        ({"discount_rate": "2%"}, "Discontovoet"),
        ({"discount_rate": -0.1}, "Discontovoet"),
        ({"school_types": {}}, "schoolsoorten in dit scenario zijn niet te lezen"),
        ({"school_types": [{"name": "sbo"}]}, "schoolsoorten in dit scenario zijn niet te lezen"),
        ({"school_types": [{"name": "sbo", "pupils": -1, "care_share": 0.5}]}, "-1 kan niet"),
        ({"school_types": [{"name": "sbo", "pupils": 10, "care_share": 1.3}]}, "130 kan niet"),
        ({"school_types": [{"name": "sbo", "pupils": 10, "care_share": 0.5}] * 2}, "staat er twee keer"),
    ],
)
def test_what_else_is_damaged_in_a_file_is_explained(changes, sentence):
    with pytest.raises(BudgetError) as caught:
        Scenario.from_json(file(**{"version": 2, **changes}))
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("link", "sentence"),
    [
        ("2~A~range~taper~0.1", "geen scenario dat hier te lezen is"),
        ("2~A~range~taper~0.1~x", '"x" is geen getal'),
        ("2~A~range~tapper~0.1~0.2", "bandbreedtes in dit scenario zijn niet te lezen"),
        ("2~A~range~taper~0.1~0.2~range~taper~0.1~0.3", "een aanname twee keer"),
        ("2~A~effect~x~1~2~3", "geen scenario dat hier te lezen is"),
        ("2~A~effect~x~3~2~1~4~4~4~school~1~1", "staan niet op volgorde"),
        ("2~A~effect~x~1~2~z~4~4~4~school~1~1", "is geen getal"),
        ("2~A~effect~x~1~2~3~4~4~4~king~1~1", "is onbekend"),
        ("2~A~effect~x~1~2~3~4~4~4~school~1~1.5", "eerste jaar 1.5 kan niet"),
        ("2~A~effect~x~1~2~3~4~4~4~school~7~1", 'ja of nee; niet "7"'),
        ("2~A~effect~x~1~2~3~4~4~4~school~~1", 'ja of nee; niet ""'),
        ("2~A~effect~~1~2~3~4~4~4~school~1~1", "Naam van een effect"),
        ("2~A~effect~less_absence~1~2~1e300~4~4~4~school~1~1", 'Effect "Minder verzuim", aantal per jaar: 1.00e+300'),
        ("2~A~effect~x~1~2~3~4~4~1e300~school~1~1", "waarde per stuk: 1.00e+300 kan niet"),
        ("2~A~effect~x~-5~2~3~4~4~4~school~1~1", "een aantal van -5.0 per jaar kan niet"),
        ("2~A" + "~effect~x~1~2~3~4~4~4~school~1~1" * 2, 'Effect "x" staat er twee keer'),
        ("2~A~discount_rate~0.05~discount_rate~0.03", "Discontovoet” twee keer"),
        ("2~A~discount_rate~0.03~discount_rate~0.03", "Discontovoet” twee keer"),
        ("2~A~type~sbo~100~1.3~", "130 kan niet"),
        ("2~A~discount_rate~0.9", "Discontovoet"),
    ],
)
def test_what_else_is_damaged_in_a_link_is_explained(link, sentence):
    with pytest.raises(BudgetError) as caught:
        Scenario.from_query(link)
    assert sentence in str(caught.value)


def test_effects_come_back_from_a_file():
    effects = (
        Effect(
            name="less_absence", quantity=(1, 2, 3), unit_value=100.5, party=Party.FAMILIES, financial=False, start=2
        ),
        Effect(name="own_1", quantity=4, unit_value=(-5, 0, 5), party=Party.SCHOOL),
    )
    scenario = Scenario("Proef", Assumptions(), effects)
    assert Scenario.from_json(scenario.to_json()) == scenario
    assert "effects" not in Scenario("Proef", Assumptions()).to_json()


@pytest.mark.parametrize(
    "effects",
    [
        None,
        "x",
        [1],
        [{"name": "x"}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": "school", "colour": "red"}],
        [{"name": 1, "quantity": 1, "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": [3, 2, 1], "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": [1, "a", 3], "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": "king"}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": []}],
        [{"name": "", "quantity": 1, "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": 10**400, "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": 1e300, "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": 1, "unit_value": -1e9, "party": "school"}],
        [{"name": "x", "quantity": -5, "unit_value": 1, "party": "school"}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": "school", "start": 10**400}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": "school", "start": 0.5}],
        [{"name": "x", "quantity": 1, "unit_value": 1, "party": "school", "financial": "maybe"}],
    ],
)
def test_damaged_effects_are_refused_with_a_sentence(effects):
    content = json.loads(Scenario("Proef", Assumptions()).to_json()) | {"effects": effects}
    with pytest.raises(BudgetError):
        Scenario.from_json(json.dumps(content))
