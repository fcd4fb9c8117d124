"""Timeline, arrangements, words and map: every fact has a source, and the facts are those of the documents.

What is expected here was typed from the documents in a second reading, not copied from the data files.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from analysis.evidence.published import load_published
from analysis.pilots import (
    Basis,
    ConceptKind,
    EventKind,
    arrangement_types,
    load_arrangements,
    load_concepts,
    load_outlines,
    load_pilots,
    load_timeline,
    places,
)

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"
PILOTS = load_pilots()
SECTION = re.compile(
    r"000 (§[2-4]\.\d(\.\d)?|H[35])|001 (§5|bijlage 1 deel [12])|002 B\.(5\.9|6\.8)|003 domein 5|004 bijlage"
)

# pilot: what happened when, by the report (§3.1 to §4.5); "" where it gives no date
MOMENTS = {
    "Enschede": {("2015", "aanleiding"), ("2018-09", "start"), ("2019-12", "verlenging"), ("2023-09", "einde"),
                 ("", "koerswijziging")},
    "Hengelo": {("2019", "verkenning"), ("2020/2021", "start"), ("2021-11", "besluit")},
    "Almelo": {("2019/2020", "verkenning"), ("2021/2022", "start")},
    "Hellendoorn": {("", "verkenning")},
    "Oldenzaal": {("2018", "verkenning"), ("", "besluit"), ("", "evaluatie")},
    "Almere": {("2007", "aanleiding"), ("2015", "start"), ("2016", "uitbreiding"), ("2018", "uitbreiding"),
               ("2020", "evaluatie"), ("2021-01", "koerswijziging")},
    "Amsterdam": {("2018/2019", "start"), ("2020", "evaluatie"), ("2021-08", "koerswijziging"),
                  ("2022-01", "uitbreiding")},
    "Rotterdam": {("2017/2018", "start"), ("2018", "aanbesteding"), ("", "uitbreiding"), ("", "evaluatie")},
    "Utrecht": {("2017", "start"), ("2020-01", "omstandigheid"), ("", "evaluatie")},
    "Zuid-Limburg": {("2019", "start"), ("", "uitbreiding"), ("", "besluit")},
}  # fmt: skip

# arrangement: sectors, funding (001 appendix 1, 004 appendix)
FUNDING = {
    "Samen naar Schoolklas Bergen": {"fictieve_tlv", "ibp"}, "Kanz-klas": {"wlz", "zin", "pgb"},
    "Klas op Wielen": {"wlz", "zin", "pgb"}, "Trimaran": {"fictieve_tlv", "ibp"},
    "Buitengewoon Leren": {"fictieve_tlv", "dagbesteding"}, "De Boog (po)": {"tlv", "jeugdhulp"},
    "De Stip": {"tlv", "jeugdhulp"}, "Nexus": {"tlv", "jeugdhulp"}, "CLEO met vo-coach": {"tbv", "jeugdhulp"},
    "M@ZL": {"onderwijs", "swv", "gemeenten"}, "De Boog autismecentrum (vo)": {"wlz"}, "Trajectplusklas": {"tbv"},
}  # fmt: skip


def _rows(name):
    with (SAMPLE_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["pilots_timeline.csv", "arrangements_alkmaar.csv", "arrangement_concepts.csv"])
def test_facts_without_a_source_are_none(name):
    rows = _rows(name)
    assert len(rows) >= 20
    for row in rows:
        sections = row["section"].split("|")
        assert sections
        assert all(SECTION.fullmatch(section) for section in sections), row


@pytest.mark.parametrize("pilot", MOMENTS)
def test_moments_of_the_report(pilot):
    events = [event for event in load_timeline(PILOTS) if event.pilot == pilot]
    assert {(event.date, event.kind.value) for event in events} == MOMENTS[pilot]
    assert len(events) == len(MOMENTS[pilot])
    times = [event.time for event in events if event.time is not None]
    assert times == sorted(times)


def test_moments_after_the_report_are_intended_and_what_follows_is_marked():
    events = load_timeline(PILOTS)
    assert all(event.intended for event in events if event.time and event.time > 2021.17)
    assert [(e.pilot, e.kind) for e in events if e.basis is Basis.INFERRED] == [("Enschede", EventKind.END)]
    assert all(event.text("nl") != event.text("en") for event in events)


def test_a_start_is_the_start_of_the_pilots_table():
    """Two files with the same fact: the year of the first start is `start_year`."""
    for name in PILOTS.names:
        starts = [e for e in load_timeline(PILOTS) if e.pilot == name and e.kind is EventKind.START]
        year = PILOTS.value(name, "start_year")
        assert [int(e.date[:4]) for e in starts] == ([] if year is None else [year])


def test_arrangements_of_the_alkmaar_region():
    arrangements = {found.name: found for found in load_arrangements()}
    assert len(arrangements) == 22
    assert {name: set(found.funding) for name, found in arrangements.items() if found.funding} == FUNDING
    levels = Counter(found.level for found in arrangements.values() if "001" in found.sections[0])
    assert levels == {"groep": 14, "individueel": 4}  # appendix 1: 8 and 1 in part 1, 6 and 3 in part 2
    only_004 = {name for name, found in arrangements.items() if all("004" in section for section in found.sections)}
    assert only_004 == {"Samen sterker naar school", "De Alk", "OZA Spinaker VO", "Skills Noord-Holland Noord"}


def test_what_two_documents_say_differently_is_kept():
    for found in load_arrangements():
        assert bool(found.other()) == bool(found.other_section)
        assert bool(found.other()) == (found.other("en") != "")
        if len(found.sections) > 1:
            assert found.other_section == "004 bijlage"


def test_words_of_the_sources():
    codes = {kind: [c.code for c in load_concepts(kind) if c.basis is Basis.STATED] for kind in ConceptKind}
    assert codes == {
        ConceptKind.FUNCTION: ["versterken", "terugleiden", "opbouwen", "aanpassen", "doorleiden", "verrijken"],
        ConceptKind.SUCCESS_FACTOR: ["visie", "vertrouwen", "randvoorwaarden", "sturing", "borging"],
        ConceptKind.INTENSITY: ["licht", "intensief", "integraal"],
        ConceptKind.PAYMENT: ["functie", "productie", "populatie", "resultaat"],
    }
    sixth = next(c for c in load_concepts(ConceptKind.FUNCTION) if c.code == "verrijken")
    assert sixth.sections == ("001 §5",)  # the report of 2021 has five functions


def test_seven_types_with_the_printed_shares():
    """002, tables B.5.9 (N = 105) and B.6.8 (N = 217), typed from the document."""
    found = arrangement_types(load_published().distributions)
    assert len(found) == 7 * 2 + 7 * 3
    partnerships = [f.share for f in found if f.respondents == "swv" and f.sector == "speciaal"]
    assert partnerships == [0.80, 0.80, 0.85, 0.47, 0.49, 0.50, 0.38]
    secondary = [f.share for f in found if f.respondents == "gemeente" and f.sector == "vo"]
    assert secondary == [0.58, 0.38, 0.40, 0.38, 0.24, 0.27, 0.39]
    assert {(f.respondents, f.n) for f in found} == {("swv", 105), ("gemeente", 217)}
    first = found[0]
    assert (first.absent, first.unseen) == (0.08, 0.02)


def test_the_map_has_twelve_provinces_and_every_pilot_in_its_own():
    outlines = load_outlines()
    assert {outline.province for outline in outlines} == set(PILOTS.attribute("province").answers)
    found = places(PILOTS, outlines)
    assert [place.pilot for place in found] == list(PILOTS.names)
    for place in found:
        assert place.exact
        inside = [outline.province for outline in outlines if outline.contains(place.x, place.y)]
        assert inside == [PILOTS.value(place.pilot, "province")]
    for outline in outlines:
        assert all(ring[0] == ring[-1] and len(ring) > 3 for ring in outline.rings)
        assert all(3.3 < x < 7.3 and 50.7 < y < 53.7 for ring in outline.rings for x, y in ring)
