"""Likeness: Gower's distance against R and another program, and what is said about what is not known."""

import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import PilotsError
from analysis.pilots import load_pilots, most_similar
from analysis.pilots.gower import Scale, Variable, gower_distance

PILOTS = load_pilots()

# The first four of the 18 plants of `flower` (R package cluster; Struyf, Hubert & Rousseeuw 1996), all eight variables;
# the spans and levels are those of all 18.
FLOWER = [
    {"V1": "0", "V2": "1", "V3": "1", "V4": "4", "V5": "3", "V6": "15", "V7": 25.0, "V8": 15.0},
    {"V1": "1", "V2": "0", "V3": "0", "V4": "2", "V5": "1", "V6": "3", "V7": 150.0, "V8": 50.0},
    {"V1": "0", "V2": "1", "V3": "0", "V4": "3", "V5": "3", "V6": "1", "V7": 150.0, "V8": 50.0},
    {"V1": "0", "V2": "0", "V3": "1", "V4": "4", "V5": "2", "V6": "16", "V7": 125.0, "V8": 50.0},
]
FLOWER_VARIABLES = [
    *(Variable(f"V{i}", Scale.NOMINAL) for i in range(1, 5)),
    Variable("V5", Scale.ORDERED, levels=("1", "2", "3")),
    Variable("V6", Scale.ORDERED, levels=tuple(str(i) for i in range(1, 19))),
    Variable("V7", Scale.NUMERIC, span=180.0),
    Variable("V8", Scale.NUMERIC, span=50.0),
]
# R: as.matrix(daisy(flower)), package cluster; its default for mixed types is Gower's coefficient.
DAISY = {
    (0, 1): 0.8875408,
    (0, 2): 0.5272467,
    (1, 2): 0.5147059,
    (0, 3): 0.3517974,
    (1, 3): 0.5504493,
    (2, 3): 0.5651552,
}

OWN = (
    "pilot,pupils,schools,instrument,funding_variant\n"
    "B,839,7,inkoop,functie\nC,6000,50,inkoop,functie\nD,344,2,subsidie,functie\nE,673,3,subsidie,populatie\n"
)
GOWER = {"B": 0.5103356, "C": 0.95215994, "D": 0.29784006, "E": 0.02808964}
GOWER_WEIGHTED = {"B": 0.5802645, "C": 0.95723045, "D": 0.471341, "E": 0.02317387}
PROFILE = {"pupils": 955, "schools": 6, "instrument": "subsidie", "funding_variant": "populatie"}


def _own(text):
    return load_pilots(io.BytesIO(text.encode()))


def _distances(ranking):
    return {found.pilot: found.distance for found in ranking.likenesses}


@pytest.mark.parametrize("pair", DAISY)
def test_the_distances_of_daisy_on_its_own_example(pair):
    found = gower_distance(FLOWER[pair[0]], FLOWER[pair[1]], FLOWER_VARIABLES, {})
    assert found.value == pytest.approx(DAISY[pair], abs=5e-8)
    assert len(found.parts) == 8


def test_the_distances_of_another_program():
    """PyPI package gower 0.1.2, gower_matrix of the five rows (profile first) with and without weights 2, 1, 1, 3."""
    plain = _distances(most_similar(PROFILE, _own(OWN)))
    assert plain == pytest.approx(GOWER, abs=1e-6)
    weights = {"pupils": 2, "schools": 1, "instrument": 1, "funding_variant": 3}
    assert _distances(most_similar(PROFILE, _own(OWN), weights)) == pytest.approx(GOWER_WEIGHTED, abs=1e-6)


def test_mixed_types_with_missing_values_worked_by_hand():
    """Mixed kinds, each side with gaps; daisy's rule: what either side lacks has no weight.

    Pupils run from 100 to 500 over A, B and the profile (200). A: |200−100|/400 = 0.25; instrument equal 0; school
    types {sbo, so} against {so}: 1 − 1/2 = 0.5; feasibility not stated. (0.25 + 0 + 0.5)/3 = 0.25.
    B: |200−500|/400 = 0.75; instrument not stated; no school types; feasibility gemiddeld against hoog 1.
    (0.75 + 1)/2 = 0.875. C: nothing in common.
    """
    pilots = _own(
        "pilot,pupils,instrument,school_types,feasibility,fte\nA,100,subsidie,so,,\nB,500,,,gemiddeld,3\nC,,,,,2\n"
    )
    profile = {"pupils": 200, "instrument": "subsidie", "school_types": ("sbo", "so"), "feasibility": "hoog"}
    ranking = most_similar(profile, pilots)
    a, b, c = ranking.likenesses
    assert (a.pilot, a.distance, a.n) == ("A", pytest.approx(0.25), 3)
    assert (b.pilot, b.distance, b.n) == ("B", pytest.approx(0.875), 2)
    assert (c.pilot, c.distance, c.n) == ("C", None, 0)
    assert ranking.known == 4
    # A lacks one of four: (0.75 + 0)/4 and (0.75 + 1)/4; of C nothing is known, so everything is possible.
    assert (a.low, a.high) == (pytest.approx(0.1875), pytest.approx(0.4375))
    assert (c.low, c.high) == (0.0, 1.0)
    assert [x.name for x in a.open] == ["feasibility"]
    assert [x.name for x in b.theirs_only] == ["fte"]
    assert [x.attribute.name for x in a.contributions] == ["school_types", "pupils", "instrument"]
    assert [x.attribute.name for x in a.alike] == ["instrument"]
    assert ranking.comparable == (a, b)


def test_a_weight_of_nothing_leaves_an_attribute_out():
    pilots = _own("pilot,pupils,instrument\nA,100,subsidie\nB,500,inkoop\n")
    profile = {"pupils": 100, "instrument": "inkoop"}
    assert _distances(most_similar(profile, pilots)) == {"A": 0.5, "B": 0.5}
    ranking = most_similar(profile, pilots, {"instrument": 0})
    assert _distances(ranking) == {"A": 0.0, "B": 1.0}
    assert {found.n for found in ranking.likenesses} == {1}
    assert ranking.known == 1


def test_municipalities_count_and_a_contradiction_is_said():
    ranking = most_similar({"municipalities": 3, "pupils": 1143}, PILOTS)
    hengelo = next(found for found in ranking.likenesses if found.pilot == "Hengelo")
    assert next(c for c in hengelo.contributions if c.attribute.name == "municipalities").difference == 0
    almere = next(found for found in ranking.likenesses if found.pilot == "Almere")
    assert next(c for c in almere.contributions if c.attribute.name == "pupils").contradicted


@pytest.mark.parametrize("pilot", PILOTS.names)
def test_a_pilot_is_most_like_itself(pilot):
    attributes = [a.name for a in PILOTS.attributes if a.kind not in ("text",) and a.name != "region"]
    profile = {name: PILOTS.value(pilot, name) for name in attributes}
    found = {likeness.pilot: likeness for likeness in most_similar(profile, PILOTS).likenesses}
    assert found[pilot].distance == 0
    assert found[pilot].open == ()
    assert (found[pilot].low, found[pilot].high) == (0, 0)


@pytest.mark.parametrize(
    ("profile", "weights", "said"),
    [
        ({}, {}, "Vul ten minste één kenmerk"),
        ({"pupils": None, "school_types": ()}, {}, "Vul ten minste één kenmerk"),
        ({"pupils": 3}, {"pupils": 0}, "Vul ten minste één kenmerk"),
        ({"weather": "rain"}, {}, "weather"),
        ({"results": "goed"}, {}, "results"),
        ({"pupils": 3}, {"pupils": -1}, "0 of meer"),
        ({"pupils": 3}, {"pupils": math.nan}, "0 of meer"),
        ({"pupils": math.inf}, {}, "Leerlingen"),
        ({"pupils": True}, {}, "Leerlingen"),
        ({"instrument": "gift"}, {}, "gift"),
        ({"school_types": "sbo"}, {}, "sbo"),
    ],
)
def test_what_cannot_be_ranked_gets_a_sentence(profile, weights, said):
    with pytest.raises(PilotsError, match=said):
        most_similar(profile, PILOTS, weights)


names = st.sampled_from(["pupils", "schools", "instrument", "funding_variant", "school_types", "access"])


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(PILOTS.names), st.sets(names, min_size=1), st.dictionaries(names, st.floats(0.1, 9), max_size=4))
def test_distances_lie_between_their_bounds_and_parts_add_up(pilot, known, weights):
    profile = {name: PILOTS.value(pilot, name) for name in known}
    if all(value is None for value in profile.values()):
        return
    ranking = most_similar(profile, PILOTS, weights)
    assert len(ranking.likenesses) == len(PILOTS.names)
    for found in ranking.likenesses:
        assert 0 <= found.low <= found.high <= 1
        assert found.n + len(found.open) == ranking.known
        if found.distance is not None:
            assert found.low - 1e-12 <= found.distance <= found.high + 1e-12
            assert sum(c.part for c in found.contributions) == pytest.approx(found.distance)
    doubled = most_similar(profile, PILOTS, {name: 2 * weights.get(name, 1.0) for name in known})
    assert _distances(doubled) == pytest.approx(_distances(ranking))
