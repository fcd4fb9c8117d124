"""Pilots side by side. Derived figures are checked with values worked out by hand from the report's numbers."""

import io
import itertools
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import PilotsError
from analysis.pilots import Agreement, compare_pilots, load_pilots

PILOTS = load_pilots()


def _own(text):
    return load_pilots(io.BytesIO(text.encode()))


def _row(comparison, attribute):
    return next(row for row in comparison.rows if row.attribute.name == attribute)


def _figures(comparison, ratio):
    row = next(row for row in comparison.derived if row.ratio.name == ratio)
    return {figure.pilot: figure for figure in row.figures}


def test_differences_come_first_then_single_then_same_then_unstated():
    comparison = compare_pilots(["Enschede", "Hengelo"], PILOTS)
    found = {name: _row(comparison, name).agreement for name in ("pupils", "instrument", "school_types", "fte")}
    assert found == {
        "pupils": Agreement.DIFFERENT,  # 955 and 839
        "instrument": Agreement.STATED_FOR_ONE,  # subsidy; Hengelo's is not stated
        "school_types": Agreement.SAME,
        "fte": Agreement.NOT_STATED,
    }
    assert _row(comparison, "pupils").differs
    assert not _row(comparison, "instrument").differs
    order = [list(Agreement).index(row.agreement) for row in comparison.rows]
    assert order == sorted(order)
    assert [len(list(rows)) for _, rows in itertools.groupby(comparison.rows, lambda row: row.agreement)] == [
        len(comparison.rows_with(agreement)) for agreement in Agreement
    ]


def test_the_same_among_those_stated_is_the_same():
    # Subsidy in Enschede and Almere; Hengelo's instrument is not stated.
    row = _row(compare_pilots(["Enschede", "Hengelo", "Almere"], PILOTS), "instrument")
    assert row.agreement is Agreement.SAME
    assert row.n == 2
    assert [cell.value for cell in row.cells] == ["subsidie", None, "subsidie"]


def test_the_order_within_a_list_makes_no_difference():
    own = _own("pilot;municipalities;school_types\nA;Ede|Wageningen;sbo|so\nB;Wageningen|Ede;so|sbo\n")
    comparison = compare_pilots(["A", "B"], own)
    assert _row(comparison, "municipalities").agreement is Agreement.SAME
    assert _row(comparison, "school_types").agreement is Agreement.SAME


def test_a_value_that_the_source_contradicts_is_not_the_same_as_a_plain_one(tmp_path):
    path = tmp_path / "eigen.csv"
    path.write_text("pilot,pupils\nA,30\nB,30\n", encoding="utf-8")
    assert _row(compare_pilots(["A", "B"], load_pilots(path)), "pupils").agreement is Agreement.SAME
    (tmp_path / "eigen_contradictions.csv").write_text(
        "pilot,attribute,value,section,statement,statement_en\nA,pupils,30,p,x,y\nA,pupils,33,q,x,y\n",
        encoding="utf-8",
    )
    row = _row(compare_pilots(["A", "B"], load_pilots(path)), "pupils")
    assert row.agreement is Agreement.DIFFERENT
    assert [cell.stated for cell in row.cells] == [(30, 33), (30,)]


def test_cells_carry_source_and_contradiction():
    comparison = compare_pilots(["Almere", "Utrecht"], PILOTS)
    almere, utrecht = _row(comparison, "pupils").cells
    assert (almere.pilot, almere.value, almere.stated) == ("Almere", 1143, (1143, 1400))
    assert almere.provenance.sections == ("000 §4.1.2",)
    assert (utrecht.value, utrecht.stated, utrecht.contradiction) == (344, (344,), None)
    assert [(c.pilot, c.attribute) for c in comparison.contradictions] == [
        ("Almere", "pupils"),
        ("Almere", "schools"),
        ("Almere", "school_types"),
        ("Utrecht", "fte"),
    ]
    assert compare_pilots(["Enschede", "Hengelo"], PILOTS).contradictions == ()


def test_bars_only_for_numbers_known_at_least_twice():
    comparison = compare_pilots(["Enschede", "Almere", "Rotterdam"], PILOTS)
    bars = {bar.attribute.name: bar for bar in comparison.numeric}
    assert list(bars) == ["pupils", "schools"]
    assert [(p.pilot, p.value, p.low, p.high, p.contradicted) for p in bars["pupils"].points] == [
        ("Enschede", 955, 955, 955, False),
        ("Almere", 1143, 1143, 1400, True),
    ]
    assert bars["pupils"].left_out == ("Rotterdam",)


def test_shares_of_different_budgets_are_not_drawn_together():
    shares = compare_pilots(["Enschede", "Hengelo", "Almere"], PILOTS)
    assert "budget_share" not in {bar.attribute.name for bar in shares.numeric}

    own = _own(
        "pilot;budget_share;budget_base\nA;10%;jeugdhulp_totaal\nB;8%;jeugdhulp_ambulant\nC;5%;jeugdhulp_totaal\nD;7%;\n"
    )
    (bar,) = compare_pilots(["A", "B", "C", "D"], own).numeric
    assert (bar.attribute.name, bar.within) == ("budget_share", "jeugdhulp_totaal")
    assert [(point.pilot, point.value) for point in bar.points] == [("A", 0.10), ("C", 0.05)]
    assert bar.left_out == ("B", "D")


# Worked out by hand from §3.1.2, §3.2.2, §4.2.2, §4.2.4, §4.4.2 and §4.5.2 of the report.
PUPILS_PER_SCHOOL = {
    "Enschede": 159.16666666666666,  # 955 / 6
    "Hengelo": 119.85714285714286,  # 839 / 7
    "Amsterdam": 120.0,  # 6000 / 50
    "Utrecht": 172.0,  # 344 / 2
    "Zuid-Limburg": 224.33333333333334,  # 673 / 3
}


def test_pupils_per_school_by_hand():
    figures = _figures(compare_pilots(list(PUPILS_PER_SCHOOL), PILOTS), "pupils_per_school")
    assert {pilot: figure.value for pilot, figure in figures.items()} == pytest.approx(PUPILS_PER_SCHOOL, rel=1e-14)
    assert all(figure.low == figure.value == figure.high for figure in figures.values())
    assert all(figure.contradicted == () for figure in figures.values())


def test_euro_per_pupil_only_where_a_budget_is_known():
    comparison = compare_pilots(["Amsterdam", "Enschede", "Rotterdam"], PILOTS)
    figures = _figures(comparison, "euro_per_pupil")
    assert figures["Amsterdam"].value == pytest.approx(2833.3333333333335)  # 17,000,000 / 6,000
    assert (figures["Enschede"].value, figures["Enschede"].missing) == (None, ("budget_amount",))
    assert figures["Rotterdam"].missing == ("budget_amount", "pupils")
    assert next(row for row in comparison.derived if row.ratio.name == "euro_per_pupil").n == 1


def test_contradicted_parts_give_a_range_by_hand():
    comparison = compare_pilots(["Almere", "Utrecht"], PILOTS)
    almere = _figures(comparison, "pupils_per_school")["Almere"]
    assert almere.value == pytest.approx(285.75)  # overview: 1143 / 4
    assert almere.low == pytest.approx(163.2857142857143)  # 1143 / 7
    assert almere.high == pytest.approx(350.0)  # 1400 / 4
    assert almere.contradicted == ("pupils", "schools")

    utrecht = _figures(comparison, "fte_per_100_pupils")["Utrecht"]
    assert utrecht.value == utrecht.low == pytest.approx(0.5813953488372093)  # 2 / 3.44
    assert utrecht.high == pytest.approx(1.1627906976744187)  # 4 / 3.44
    assert utrecht.contradicted == ("fte",)


def test_a_figure_that_no_pilot_allows_is_left_out():
    assert compare_pilots(["Hellendoorn", "Oldenzaal"], PILOTS).derived == ()


def test_no_division_by_zero():
    own = _own("pilot;pupils;schools\nA;30;0\nB;30;2\n")
    figures = _figures(compare_pilots(["A", "B"], own), "pupils_per_school")
    assert (figures["A"].value, figures["A"].zero_denominator, figures["A"].missing) == (None, True, ())
    assert figures["B"].value == 15.0


def test_the_table_has_attributes_by_pilots():
    comparison = compare_pilots(("Utrecht", "Enschede"), PILOTS)
    table = comparison.table
    assert list(table.columns) == ["Utrecht", "Enschede", "agreement", "differs"]
    assert table.loc["pupils", "Utrecht"] == 344
    assert table.loc["municipalities", "Enschede"] == ("Enschede",)
    assert table.loc["fte", "Enschede"] is None
    assert table.loc["pupils", "differs"]
    assert table.loc["fte", "agreement"] == "stated_for_one"
    assert len(table) == len(PILOTS.attributes)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "0 pilots gekozen. Kies er 2 tot 5"),
        (["Utrecht"], "1 pilots"),
        ("Utrecht", "1 pilots"),
        (["Enschede", "Hengelo", "Almelo", "Hellendoorn", "Oldenzaal", "Almere"], "6 pilots"),
        (["Utrecht", "Utrecht"], "Utrecht is twee keer gekozen"),
        (["Utrecht", "Deventer"], "Pilot Deventer is niet bekend. Kies uit: Enschede, .*Zuid-Limburg"),
    ],
)
def test_wrong_choices(names, said):
    with pytest.raises(PilotsError, match=said):
        compare_pilots(names)


def test_the_shipped_pilots_are_the_default():
    assert compare_pilots(["Almelo", "Utrecht"]).table.equals(compare_pilots(["Almelo", "Utrecht"], PILOTS).table)


def test_results_are_frozen():
    comparison = compare_pilots(["Almelo", "Utrecht"], PILOTS)
    with pytest.raises(FrozenInstanceError):
        comparison.names = ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PILOTS.names), min_size=2, max_size=5, unique=True), st.randoms())
def test_what_is_said_does_not_depend_on_the_order_of_the_names(names, random):
    shuffled = random.sample(names, len(names))
    one, other = compare_pilots(names, PILOTS), compare_pilots(shuffled, PILOTS)
    assert [(row.attribute.name, row.agreement) for row in one.rows] == [
        (row.attribute.name, row.agreement) for row in other.rows
    ]
    assert sorted(row.attribute.name for row in one.rows) == sorted(a.name for a in PILOTS.attributes)
    assert {b.attribute.name for b in one.numeric} == {b.attribute.name for b in other.numeric}
    for row in one.derived:
        for figure in row.figures:
            if figure.value is not None:
                assert figure.low <= figure.value <= figure.high
