"""Reading a user's own pilots file: what is understood, and what is said about what is not."""

import io
import pickle

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import AnalysisError, PilotsError
from analysis.pilots import load_pilots


def _file(text, encoding="utf-8"):
    return io.BytesIO(text.encode(encoding))


def test_only_the_name_is_needed_and_all_columns_are_there():
    pilots = load_pilots(_file("pilot\nBergen\n"))
    assert pilots.names == ("Bergen",)
    assert list(pilots.frame.columns) == list(load_pilots().frame.columns)
    assert pilots.frame.loc["Bergen"].isna().all()
    assert pilots.value("Bergen", "pupils") is None
    assert pilots.text("Bergen", "status") is None
    assert pilots.source("Bergen", "pupils") is None
    assert pilots.contradictions == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_delimiters_and_encodings(delimiter, encoding, line_end):
    rows = [["pilot", "pupils", "municipalities"], ["Súdwest-Fryslân", "120", "Súdwest-Fryslân|De Fryske Marren"]]
    text = line_end.join(delimiter.join(row) for row in rows) + line_end
    pilots = load_pilots(_file(text, encoding))
    assert pilots.value("Súdwest-Fryslân", "pupils") == 120
    assert pilots.value("Súdwest-Fryslân", "municipalities") == ("Súdwest-Fryslân", "De Fryske Marren")


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("care_share_low", "0.6", 0.6),
        ("care_share_low", "0,6", 0.6),
        ("care_share_low", "60%", 0.6),
        ("care_share_low", "60,5 %", 0.605),
        ("care_share_low", "0,125", 0.125),
        ("care_share_low", "1", 1.0),
        ("care_share_low", "0", 0.0),
        ("fte", "2,5", 2.5),
        ("budget_amount", "17000000", 17_000_000.0),
        ("budget_amount", "1234,50", 1234.5),
        ("pupils", " 955 ", 955),
        ("pupils", "955.0", 955),
        ("start_year", "2018", 2018),
        ("instrument", "Subsidie", "subsidie"),
        ("instrument", "procurement", "inkoop"),
        ("funding_variant", "POPULATIEBEKOSTIGING", "populatie"),
        ("school_types", "pro | sbo|", ("sbo", "pro")),
        ("results", "Beter, sneller", "Beter, sneller"),
    ],
)
def test_values(column, text, expected):
    value = load_pilots(_file(f"pilot;{column}\nEigen regio;{text}\n")).value("Eigen regio", column)
    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("pupils", "veel", "geen getal"),
        ("pupils", "nan", "geen getal"),
        ("pupils", "1e3", "geen getal"),
        ("pupils", "1.143", "duizendtallen"),
        ("budget_amount", "17.000.000", "duizendtallen"),
        ("budget_amount", "1,500", "duizendtallen"),
        ("budget_amount", "€ 5", "geen getal"),
        ("pupils", "95,5", "geen heel getal"),
        ("pupils", "-3", "tussen 0"),
        ("care_share_low", "60", "tussen 0 en 1"),
        ("care_share_low", "101%", "tussen 0 en 1"),
        ("start_year", "18", "tussen 1900 en 2100"),
        ("start_year", "sept 2018", "geen getal"),
        ("instrument", "gift", "subsidie, inkoop"),
        ("school_types", "sbo|gymnasium", "Kies uit: sbo, so, vso"),
        ("school_types", "sbo|sbo", "meer dan eens"),
        ("municipalities", "Ede|Ede", "meer dan eens"),
    ],
)
def test_wrong_values_are_named_with_column_row_and_value(column, text, said):
    with pytest.raises(PilotsError) as caught:
        load_pilots(_file(f"pilot;{column}\nEerste;\n\nTweede;{text}\n"))
    sentence = str(caught.value)
    assert said in sentence
    assert f"Kolom {column}, rij 4" in sentence
    assert text.split("|")[-1] in sentence
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"\n\n", "leeg"),
        (b"pilot,pupils\n", "geen pilots"),
        (b"pilot,pupils\n,\n ,\n", "geen pilots"),
        (b"pilot,leerlingen\nA,3\n", "Kolom leerlingen is onbekend"),
        (b"pilot,pupils,pupils\nA,3,4\n", "Kolom pupils komt meer dan eens voor"),
        (b"pilot,,pupils\nA,,4\n", "Kolom 2 heeft geen naam"),
        (b"pupils\n4\n", "Kolom pilot ontbreekt"),
        (b"pilot,pupils\n,3\n", "rij 2 is leeg"),
        (b"pilot,pupils\nA,3\na ,4\n", "rij 3: a staat al in rij 2"),
        (b"pilot,results\nA,snel, beter\n", "Rij 2 heeft meer cellen"),
        (b"\x00\x01\x02", "geen gewone tekst"),
        ("pilot\nA\n".encode("utf-16"), "geen gewone tekst"),
    ],
)
def test_wrong_files(content, said):
    with pytest.raises(PilotsError, match=said):
        load_pilots(io.BytesIO(content))


def test_a_file_that_does_not_exist(tmp_path):
    with pytest.raises(PilotsError, match="kan niet worden gelezen"):
        load_pilots(tmp_path / "nergens.csv")


def test_short_and_empty_rows_and_spare_empty_columns_are_allowed():
    pilots = load_pilots(_file("pilot;pupils;schools;;\nA;30\n;;;;\nB;40;2;;\n"))
    assert pilots.names == ("A", "B")
    assert pilots.frame["schools"].isna().tolist() == [True, False]


def test_the_shipped_file_by_its_path_comes_with_its_sources(tmp_path):
    shipped = load_pilots()
    own = tmp_path / "eigen.csv"
    # As a spreadsheet with Dutch settings saves it again, without the files beside it.
    frame = shipped.frame.reset_index()
    for name in frame.columns:
        frame[name] = [
            "" if cell is pd.NA else "|".join(cell) if isinstance(cell, tuple) else str(cell).replace(".", ",")
            if isinstance(cell, float) else cell
            for cell in frame[name]
        ]  # fmt: skip
    frame.to_csv(own, sep=";", index=False, encoding="cp1252")
    again = load_pilots(str(own))
    pd.testing.assert_frame_equal(again.frame, shipped.frame)
    assert again.provenances == {}
    assert again.contradictions == ()
    assert again.text("Utrecht", "results", "en") == shipped.value("Utrecht", "results")


def test_sources_statements_and_translations_beside_a_file(tmp_path):
    path = tmp_path / "regio.csv"
    path.write_text("pilot,pupils,results\nA,30,goed\n", encoding="utf-8")
    (tmp_path / "regio_sources.csv").write_text(
        "pilot,attribute,section,basis,approximate,note,note_en\nA,pupils,plan §2|plan §3,feit,ja,teller,\n",
        encoding="utf-8",
    )
    (tmp_path / "regio_contradictions.csv").write_text(
        "pilot,attribute,value,section,statement,statement_en\nA,pupils,30,plan §2,dertig,thirty\n"
        "A,pupils,33,plan §3,meer,more\n",
        encoding="utf-8",
    )
    (tmp_path / "regio_en.csv").write_text("pilot,results\nA,good\n", encoding="utf-8")
    pilots = load_pilots(path)
    assert pilots.source("A", "pupils") == "plan §2, plan §3"
    assert pilots.provenance("A", "pupils").approximate
    assert pilots.provenance("A", "pupils").note("en") == "teller"
    assert pilots.stated_values("A", "pupils") == (30, 33)
    assert pilots.contradiction("A", "pupils").explanation() == "teller"
    assert pilots.text("A", "results", "en") == "good"


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        (
            "sources",
            "pilot,attribute,section,basis,approximate,note,note_en\nA,schools,p,feit,,,\n",
            "Rij 2 .* schools van A",
        ),
        (
            "sources",
            "pilot,attribute,section,basis,approximate,note,note_en\nA,pupils,p,gerucht,,,\n",
            "gerucht .* feit, oordeel, afgeleid",
        ),
        (
            "contradictions",
            "pilot,attribute,value,section,statement,statement_en\nB,pupils,3,p,,\n",
            "pupils van B",
        ),
        (
            "contradictions",
            "pilot,attribute,value,section,statement,statement_en\nA,pupils,,p,,\n",
            "Kolom value, rij 2 is leeg",
        ),
    ],
)
def test_companions_must_fit_the_file(tmp_path, part, content, said):
    path = tmp_path / "regio.csv"
    path.write_text("pilot,pupils\nA,30\n", encoding="utf-8")
    (tmp_path / f"regio_{part}.csv").write_text(content, encoding="utf-8")
    with pytest.raises(PilotsError, match=said):
        load_pilots(path)


def test_words_in_both_languages():
    pilots = load_pilots()
    assert pilots.text("Enschede", "instrument") == "subsidie"
    assert pilots.text("Enschede", "instrument", "en") == "subsidy"
    assert pilots.text("Oldenzaal", "school_types", "en") == "special primary education (sbo), practical training (pro)"
    assert pilots.text("Hengelo", "municipalities", "en") == "Hengelo, Borne, Hof van Twente"
    assert pilots.text("Utrecht", "results", "en").startswith("Parents and schools")
    with pytest.raises(ValueError, match="pupils"):
        pilots.text("Enschede", "pupils")
    with pytest.raises(KeyError):
        pilots.attribute("onbekend")


def test_the_error_is_for_the_user_and_survives_pickling():
    with pytest.raises(AnalysisError) as caught:
        load_pilots(_file("pilot,pupils\nA,x\n"))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def _refusal(content):
    """The sentence with which a file is refused, or None where it is read."""
    try:
        load_pilots(io.BytesIO(content))
    except PilotsError as error:
        return str(error)
    return None


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=100))
def test_any_bytes_under_a_header_are_read_or_refused_with_a_sentence(content):
    assert _refusal(b"pilot;pupils\nA;3\n" + content) is None or _refusal(content).endswith(".")


@settings(max_examples=60, deadline=None)
@given(
    column=st.sampled_from(
        ["pupils", "start_year", "care_share_low", "fte", "budget_amount", "instrument", "clusters"]
    ),
    text=st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters='";|'), min_size=1, max_size=8),
)
def test_no_filled_cell_becomes_unknown(column, text):
    content = f"pilot;{column}\nA;{text}\n".encode()
    refusal = _refusal(content)
    if refusal is None:
        assert load_pilots(io.BytesIO(content)).value("A", column) is not None
    else:
        assert refusal.startswith(f"Kolom {column}, rij 2: ")
        assert text in refusal
