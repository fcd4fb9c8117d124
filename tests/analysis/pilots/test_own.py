"""Own pilots: template, form and file, beside those of the report; crossing, searching and the way of paying."""

import io

import pandas as pd
import pytest

from analysis.errors import PilotsError
from analysis.pilots import (
    EventKind,
    Facets,
    add_own,
    blank_template,
    build_own,
    collect,
    compare_pilots,
    cross,
    crossable,
    export_own,
    facet_options,
    find,
    groups,
    load_arrangements,
    load_concepts,
    load_outlines,
    load_pilots,
    load_timeline,
    payment_matrix,
    places,
    without_own,
)

PILOTS = load_pilots()
FIELDS = {"pupils": "412", "schools": "3", "school_types": "sbo|so", "care_share_low": "0,125", "province": "Limburg",
          "start_year": "2026", "duration_years": "2", "funding_variant": "productie", "results": " "}  # fmt: skip


def _with(name="Eigen regio", **fields):
    return add_own(PILOTS, build_own(name, {**FIELDS, **fields}))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_template_loads_as_it_is(language):
    template = load_pilots(io.BytesIO(blank_template(language)))
    assert len(template.names) == 1
    assert list(template.frame.columns) == list(PILOTS.frame.columns)


def test_an_own_pilot_is_one_of_the_pilots():
    pilots = _with()
    assert pilots.names == (*PILOTS.names, "Eigen regio")
    assert pilots.own_names == ("Eigen regio",)
    assert pilots.frame.dtypes.equals(PILOTS.frame.dtypes)
    assert pilots.value("Eigen regio", "care_share_low") == 0.125
    assert pilots.value("Eigen regio", "results") is None
    assert pilots.source("Eigen regio", "pupils") is None
    assert pilots.source("Enschede", "pupils") == "000 §3.1.2"
    comparison = compare_pilots(["Eigen regio", "Enschede"], pilots)
    per_school = next(row for row in comparison.derived if row.ratio.name == "pupils_per_school")
    assert per_school.figures[0].value == pytest.approx(412 / 3)
    assert [place.exact for place in places(pilots, load_outlines()) if place.pilot == "Eigen regio"] == [False]
    own = [event for event in load_timeline(pilots) if event.pilot == "Eigen regio"]
    assert [(event.date, event.kind) for event in own] == [("2026", EventKind.START), ("2028", EventKind.END)]


def test_saved_and_read_again_it_is_the_same():
    pilots = _with(fte="2,3333", budget_amount="1234567,5")
    again = load_pilots(io.BytesIO(export_own(pilots, pilots.names)))
    pd.testing.assert_frame_equal(again.frame, pilots.frame)


def test_without_it_everything_is_as_it_was():
    pilots = without_own(_with(), "Eigen regio")
    pd.testing.assert_frame_equal(pilots.frame, PILOTS.frame)
    assert pilots.own_names == ()
    with pytest.raises(KeyError):
        without_own(pilots, "Enschede")


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        ("  ", {}, "nog geen naam"),
        ("enschede", {}, "al een pilot die enschede heet"),
        ("X", {"pupils": "1.143"}, "duizendtallen"),
        ("X", {"province": "Wallonië"}, "Kies uit: groningen"),
    ],
)
def test_what_is_wrong_gets_a_sentence(name, fields, said):
    with pytest.raises(PilotsError, match=said):
        _with(name, **fields)


def test_there_is_a_limit():
    many = load_pilots(io.BytesIO(("pilot\n" + "".join(f"P{i}\n" for i in range(51))).encode()))
    with pytest.raises(PilotsError, match="51 eigen pilots"):
        add_own(PILOTS, many)


def test_a_name_with_separators_and_quotes_survives():
    pilots = add_own(PILOTS, build_own('Regio "Noord"; oost, <b>', {"results": 'a;b\n"c"'}))
    again = load_pilots(io.BytesIO(export_own(pilots, pilots.own_names)))
    assert again.names == ('Regio "Noord"; oost, <b>',)
    assert again.value(again.names[0], "results") == 'a;b\n"c"'


def test_every_pilot_has_its_place_in_the_matrix_of_paying():
    """000 §2.2.1 and the sections on funding of §3 and §4, typed from the report."""
    found = payment_matrix(_with())
    assert {(c.paid_for, c.level): (c.variant, c.pilots) for c in found.cells} == {
        ("tijd", "populatie"): ("functie", ("Hengelo", "Almelo", "Amsterdam", "Utrecht")),
        ("tijd", "individueel"): ("productie", ("Eigen regio",)),
        ("resultaat", "populatie"): ("populatie", ("Enschede", "Almere", "Zuid-Limburg")),
        ("resultaat", "individueel"): ("resultaat", ()),
    }
    assert found.not_stated == ("Hellendoorn", "Oldenzaal", "Rotterdam")
    assert found.n == 8


def test_crossing_two_attributes():
    matrix = cross("instrument", "provider_chosen_by", PILOTS)
    assert matrix.rows.classes == ("subsidie", "inkoop", None)
    assert matrix.columns.classes == ("school", "school_en_aanbieder", "gemeente", None)
    assert matrix.pilots(0, 0) == ("Enschede", "Almere", "Zuid-Limburg")
    assert matrix.pilots(1, 2) == ("Rotterdam",)
    assert matrix.pilots(1, 0) == ()
    assert matrix.n == 5


def test_numbers_make_classes_and_a_pilot_with_two_answers_stands_twice():
    matrix = cross("pupils", "school_types", PILOTS)
    assert matrix.rows.classes == ((344.0, 673.0), (839.0, 955.0), (1143.0, 6000.0), None)
    enschede = [cell for cell in matrix.cells if "Enschede" in cell.pilots]
    assert len(enschede) == 4  # sbo, so, vso and pro
    assert {cell.row for cell in enschede} == {1}


def test_every_pair_of_attributes_holds_every_pilot():
    attributes = [attribute.name for attribute in crossable(PILOTS)]
    for first, second in zip(attributes, [*attributes[1:], attributes[0]], strict=True):
        matrix = cross(first, second, PILOTS)
        assert {name for cell in matrix.cells for name in cell.pilots} == set(PILOTS.names)


def test_pilots_by_answer():
    assert groups("recipient", PILOTS) == (
        ("hoofdaanbieder", ("Enschede", "Almere")),
        ("aanbieders", ("Hengelo", "Amsterdam")),
        ("school", ("Zuid-Limburg",)),
        (None, ("Almelo", "Hellendoorn", "Oldenzaal", "Rotterdam", "Utrecht")),
    )


def test_searching():
    entries = collect(PILOTS, load_arrangements(), (), load_concepts())
    assert {e.name for e in find(entries, "AUTISME heliomare").entries} == {
        "De Boog (po)",
        "De Boog autismecentrum (vo)",
    }
    assert [e.name for e in find(entries, "esdege").entries][:1] == ["Samen naar Schoolklas Bergen"]
    assert find(entries, "bestaat niet").entries == ()
    assert find(entries).of == len(find(entries).entries) == 10 + 22 + 6
    wlz = find(entries, facets=Facets(funding=("wlz",)))
    assert {e.name for e in wlz.entries} == {"Kanz-klas", "Klas op Wielen", "De Boog autismecentrum (vo)"}
    both = find(entries, facets=Facets(funding=("inkoop",), education=("mbo1", "so")))
    assert {e.name for e in both.entries} == {"Amsterdam", "Rotterdam"}
    assert find(entries, facets=Facets(kinds=("pilot",), functions=("verrijken",))).entries == ()
    assert "Parlan" in facet_options(entries, "providers")
