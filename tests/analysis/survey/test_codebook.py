"""The codebook: reading, refusing, editing, writing."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import SurveyError
from analysis.survey import (
    Answer,
    Codebook,
    CodebookEntry,
    Direction,
    OwnHypothesis,
    Role,
    Scale,
    draft_codebook,
    load_sample,
    load_survey,
    parse_codebook,
)

CODEBOOK = """column,role,scale,label_nl,label_en,answers,answers_en,missing,reversed
nr,id,,,,,,,
visie_1,item,gedeelde_visie,Eén doel,One aim,1=oneens|2=neutraal|3=eens,1=disagree|2=neutral|3=agree,8=weet niet|9=nvt,
visie_2,item,gedeelde_visie,Ieder voor zich,Each alone,1=oneens|2=neutraal|3=eens,disagree|neutral|agree,8|9,ja
model,group,,Samenwerkingsmodel,Collaboration model,schotten|ketens|netwerk|integraal,silos|chain|network|integrated,,
cijfer,grade,,Rapportcijfer,,,,,
"""


def parsed(text: str) -> Codebook:
    return parse_codebook(text.encode())


def test_every_field_is_understood() -> None:
    codebook = parsed(CODEBOOK)
    assert [entry.role for entry in codebook] == ["id", "item", "item", "group", "grade"]
    first, second, model = codebook["visie_1"], codebook["visie_2"], codebook["model"]
    assert first.label() == "Eén doel"
    assert first.label("en") == "One aim"
    assert codebook["nr"].label("en") == "nr"
    assert codebook["cijfer"].label("en") == "Rapportcijfer"
    assert (
        first.answers
        == second.answers
        == (
            Answer("1", "oneens", "disagree"),
            Answer("2", "neutraal", "neutral"),
            Answer("3", "eens", "agree"),
        )
    )
    assert [answer.label for answer in first.missing] == ["weet niet", "nvt"]
    assert [answer.label for answer in second.missing] == ["8", "9"]
    assert (first.reversed, second.reversed) == (False, True)
    assert (first.minimum, first.maximum, model.minimum) == (1.0, 3.0, None)
    assert first.answer_labels("en") == {1.0: "disagree", 2.0: "neutral", 3.0: "agree"}
    assert model.answer_labels("en") == {
        "schotten": "silos",
        "ketens": "chain",
        "netwerk": "network",
        "integraal": "integrated",
    }
    assert codebook.scales == (
        Scale("gedeelde_visie", "Gedeelde visie", ("visie_1", "visie_2"), ("visie_2",), 1.0, 3.0),
    )


@pytest.mark.parametrize(
    ("name", "label"),
    [("vertrouwen", "Onderling vertrouwen"), ("sturing", "Sturing op samenwerking"), ("eigen_schaal", "Eigen schaal")],
)
def test_a_scale_has_a_label(name: str, label: str) -> None:
    assert parsed(f"column,role,scale,answers\na,item,{name},1|2\n").scales[0].label == label


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_optional_columns_may_lack_and_headings_may_differ_in_case_order_and_spacing(encoding: str) -> None:
    text = "Role; COLUMN ;Label NL;answers\r\nITEM;a;Eén;1|2|3\r\n;;;\r\n Grade ;b;;\r\n"
    codebook = parse_codebook(text.encode(encoding))
    assert [(entry.column, entry.role) for entry in codebook] == [("a", Role.ITEM), ("b", Role.GRADE)]
    assert codebook["a"].label() == "Eén"
    assert codebook.scales == ()


def test_an_extra_column_of_notes_is_no_problem() -> None:
    assert len(parsed("column,role,opmerking\na,id,let op\n")) == 1


@pytest.mark.parametrize("yes", ["ja", "Yes", "TRUE", "1", "x"])
def test_reversed_yes(yes: str) -> None:
    assert parsed(f"column,role,answers,reversed\na,item,1|2,{yes}\n")["a"].reversed


@pytest.mark.parametrize("no", ["", "nee", "no", "False", "0"])
def test_reversed_no(no: str) -> None:
    assert not parsed(f"column,role,answers,reversed\na,item,1|2,{no}\n")["a"].reversed


def test_an_items_labels_without_codes_are_numbered() -> None:
    entry = parsed("column,role,answers\na,item,oneens|neutraal|eens\n")["a"]
    assert entry.answer_labels() == {1.0: "oneens", 2.0: "neutraal", 3.0: "eens"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("column,role\n", "geen enkele rij"),
        ("naam,role\na,id\n", "mist de kolom column. Gevonden zijn: naam, role"),
        ("column,role,anwsers\na,id,\n", 'kolom "anwsers". Bedoelt u "answers"'),
        ("column,role\na,id\n,item\n", "rij 3: de naam van de kolom ontbreekt"),
        ("column,role\na,id\n\nb,items\n", 'rij 4: kolom "b" heeft de rol "items". Kies uit item, group, grade'),
        ("column,role\na,\n", 'rij 2: kolom "a" heeft de rol ""'),
        ("column,role\na,id\nb,id\na,grade\n", 'rij 4: de kolom "a" staat er al, in rij 2'),
        ("column,role,answers\na,item,\n", 'rij 2: het item "a" heeft bij Antwoorden (answers) ""'),
        ("column,role,answers\na,item,1\n", 'rij 2: het item "a" heeft bij Antwoorden (answers) "1"'),
        ("column,role,answers\na,item,1=x|b=y\n", 'het item "a" heeft bij Antwoorden (answers) "1=x|b=y"'),
        ("column,role,answers\na,group,x||y\n", 'rij 2: kolom "a", Antwoorden (answers) "x||y"'),
        ("column,role,missing\na,grade,=weet niet\n", 'rij 2: kolom "a", Ontbrekend (missing) "=weet niet"'),
        ("column,role,answers\na,group,x|y|X\n", '"X" twee keer'),
        ("column,role,answers\na,item,1=ja|2=nee|1.0=soms\n", '"1.0" twee keer'),
        ("column,role,answers,missing\na,item,1|2|3,3=weet niet\n", '"3" twee keer'),
        ("column,role,answers,missing\na,item,1=ja|2=nee,9=nee\n", '"nee" twee keer'),
        ("column,role,answers,answers_en\na,group,x|y,p|q|r\n", "evenveel labels in dezelfde volgorde (2)"),
        ("column,role,answers,answers_en\na,item,1|2,1=p|3=q\n", '(answers_en) "1=p|3=q" past niet'),
        ("column,role,answers,reversed\na,item,1|2,deels\n", 'rij 2: kolom "a" heeft bij Omkeren (reversed) "deels"'),
        ("column,role,scale,answers\na,item,s,1|2\nb,item,s,1|2|3\n", '"a" heeft 1|2, "b" heeft 1|2|3'),
        ("column,role,scale,answers\na,item,Visie,1|2\nb,item,visie,1|2\n", 'de schalen "Visie" en "visie"'),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_row(text: str, sentence: str) -> None:
    with pytest.raises(SurveyError, match=re.escape(sentence)):
        parsed(text)


@pytest.mark.parametrize("dots", ["...", "…", " ... "])
def test_three_dots_are_the_whole_numbers_between_and_are_written_so(dots: str) -> None:
    book = parsed(
        f"column,role,scale,answers\nv,item,s,0=niet|1|{dots}|100=volledig\nw,item,s,0=niet|...|100=volledig\n"
    )
    answers = book["v"].answers
    assert [answer.value for answer in answers] == list(range(101))
    assert (answers[0].label_nl, answers[50].label_nl, answers[100].label_nl) == ("niet", "", "volledig")
    assert book["w"].answers == answers
    assert "0=niet|...|100=volledig" in book.to_csv()
    assert parsed(book.to_csv()) == book


def test_a_short_row_of_numbers_is_written_in_full_and_dots_among_labels_are_a_label() -> None:
    book = parsed("column,role,scale,answers\nv,item,s,1|...|10\nw,group,,oost|...|west\n")
    assert "1|2|3|4|5|6|7|8|9|10" in book.to_csv()
    assert [answer.label for answer in book["w"].answers] == ["oost", "...", "west"]


@pytest.mark.parametrize("answers", ["5|...|1", "1|...|1", "0|...|9999", "0,5|...|3"])
def test_dots_between_numbers_that_do_not_rise_by_one_are_refused(answers: str) -> None:
    with pytest.raises(SurveyError, match=r"rij 2: kolom \"v\".*drie puntjes"):
        parsed(f'column,role,scale,answers\nv,item,s,"{answers}"\n')


def test_an_unknown_column_is_a_sentence() -> None:
    with pytest.raises(SurveyError, match='geen kolom "x"'):
        parsed(CODEBOOK)["x"]


def test_entries_are_changed_in_the_notation_of_the_file() -> None:
    codebook = parsed(CODEBOOK)
    changed = codebook.replace("cijfer", role="item", scale="eigen", answers="1|2|3", reversed=True)
    assert changed.scales[-1] == Scale("eigen", "Eigen", ("cijfer",), ("cijfer",), 1.0, 3.0)
    assert changed["model"] == codebook["model"]
    assert codebook["cijfer"].role is Role.GRADE, "the original is as it was"
    assert changed.replace("cijfer", reversed=False)["cijfer"].reversed is False
    assert "cijfer" not in codebook.without("cijfer")
    with pytest.raises(SurveyError, match="Kies uit"):
        codebook.replace("cijfer", role="punt")


def test_an_entry_can_be_made_in_python_and_is_held_to_the_same_rules() -> None:
    entry = CodebookEntry(" a  b ", "item", answers=(Answer("1"), Answer("2")))  # type: ignore[arg-type]
    assert (entry.column, entry.role) == ("a b", Role.ITEM)
    with pytest.raises(SurveyError, match="minstens twee antwoorden"):
        CodebookEntry("a", Role.ITEM)
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.scale = "x"  # type: ignore[misc]


def test_an_editors_table_round_trips_and_its_empty_rows_are_dropped() -> None:
    codebook = parsed(CODEBOOK)
    frame = codebook.to_frame()
    assert frame["reversed"].tolist() == [False, False, True, False, False]
    assert Codebook.from_frame(frame) == codebook
    frame.loc[len(frame)] = [None, None, float("nan"), "", None, None, None, None, False, None, None, "", None]
    assert Codebook.from_frame(frame) == codebook
    frame.loc[len(frame) - 1, "column"] = "nieuw"
    with pytest.raises(SurveyError, match='rij 7: kolom "nieuw" heeft de rol ""'):
        Codebook.from_frame(frame)


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="|"), max_size=12)


@st.composite
def answers(draw: st.DrawFn, codes: st.SearchStrategy[str]) -> tuple[Answer, ...]:
    chosen = draw(st.lists(codes, max_size=5, unique=True))
    return tuple(Answer(code, draw(label_of(code)), draw(WORDS)) for code in chosen)


def label_of(code: str) -> st.SearchStrategy[str]:
    """No label, or one that ends in the code, so that no two answers have the same."""
    return st.just("") | WORDS.map(lambda word: f"{word} §{code}")


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    names = draw(st.lists(st.from_regex(r"[a-zé]{1,6}(_[0-9])?", fullmatch=True), min_size=1, max_size=5, unique=True))
    entries = []
    for name in names:
        role = draw(st.sampled_from(Role))
        given_answers = draw(answers(st.from_regex(r"[a-z]{1,4}", fullmatch=True)))
        if role is Role.ITEM:
            given_answers = tuple(Answer(code, draw(label_of(code)), draw(WORDS)) for code in "12345")
        entries.append(
            CodebookEntry(
                name,
                role,
                scale=draw(st.sampled_from(["", "visie", "eigen schaal"])),
                label_nl=draw(WORDS),
                label_en=draw(WORDS),
                answers=given_answers,
                missing=draw(st.sampled_from([(), (Answer("8"), Answer("9", "weet niet"))])),
                reversed=draw(st.booleans()),
                earlier_names=tuple(draw(st.lists(st.text("ab|\\= ,", max_size=5), max_size=3))),
            )
        )
    return Codebook(tuple(entries), tuple(draw(st.lists(own_hypotheses(), max_size=3, unique=True))))


@st.composite
def own_hypotheses(draw: st.DrawFn) -> OwnHypothesis:
    outcome = draw(st.from_regex(r"[a-z][a-z =_]{0,8}[a-z]", fullmatch=True))
    direction = draw(st.sampled_from(Direction))
    group = draw(st.from_regex(r"[a-z0-9=.]{1,6}", fullmatch=True)) if direction is Direction.HIGHEST else ""
    return OwnHypothesis(outcome, f"model {outcome}", direction, group)


@settings(max_examples=40, deadline=None)
@given(codebooks())
def test_a_codebook_written_and_read_is_the_same_codebook(codebook: Codebook) -> None:
    assert parse_codebook(codebook.to_csv().encode()) == codebook
    assert Codebook.from_frame(codebook.to_frame(), codebook) == codebook


OWN = OwnHypothesis("gedeelde_visie", "model", Direction.RISES)


def test_own_hypotheses_stay_with_the_codebook_whatever_is_changed_in_it() -> None:
    codebook = parsed(
        CODEBOOK + "hypothese_1,hypothesis,,,,outcome=gedeelde_visie|predictor=model|direction=rises,,,\n"
    )
    assert codebook.hypotheses == (OWN,)
    assert [entry.column for entry in codebook] == ["nr", "visie_1", "visie_2", "model", "cijfer"]
    data = "nr,visie_1,visie_2,model,cijfer,nieuw\n1,1,2,schotten,6,x\n2,3,3,ketens,8,y\n"
    survey = load_survey(data.encode(), codebook.to_csv().encode())
    assert survey.codebook is not None
    for kept in (
        survey.codebook,
        draft_codebook(survey),
        codebook.without("nr"),
        codebook.replace("cijfer", role="background"),
        codebook.with_entries(CodebookEntry("extra", Role.IGNORE)),
    ):
        assert kept.hypotheses == (OWN,)
    assert codebook.with_hypotheses(OWN, OWN).hypotheses == (OWN,)
    assert codebook.with_hypotheses().hypotheses == ()


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "outcome=a",
        "outcome=a|predictor=b|direction=up",
        "outcome=a|predictor=a|direction=rises",
        "outcome=a|predictor=b|direction=highest",
        "outcome=a|predictor=b|direction=rises|group=c",
    ],
)
def test_a_hypothesis_that_cannot_be_read_is_refused_with_its_row(cell: str) -> None:
    with pytest.raises(SurveyError, match="Codeboek, rij 7"):
        parsed(CODEBOOK + f"h,hypothesis,,,,{cell},,,\n")


def test_headings_and_roles_in_dutch() -> None:
    dutch = """Kolom;Rol;Schaal;Vraag;Antwoorden;Ontbrekend;Omgekeerd;Decimaalteken;Eerdere namen
a;item;visie;Eén doel;1=oneens|2=eens;9;;;
b;item van een schaal;visie;;1|2;;ja;;
c;groep;;;po|vo;;;;sector|branche
d;Cijfer;;;;;;komma;
e;achtergrond;;;;;;;
f;nummer van de respondent;;;;;;;
g;niet gebruikt;;;;;;;
h;vraag met meer antwoorden;;;x|y;;;;
"""
    english = """column;role;scale;label_nl;answers;missing;reversed;decimal;earlier_names
a;item;visie;Eén doel;1=oneens|2=eens;9;;;
b;item;visie;;1|2;;ja;;
c;group;;;po|vo;;;;sector|branche
d;grade;;;;;;komma;
e;background;;;;;;;
f;id;;;;;;;
g;ignore;;;;;;;
h;multiple;;;x|y;;;;
"""
    assert parsed(dutch) == parsed(english)
    assert parsed(dutch)["c"].earlier_names == ("sector", "branche")
    assert parsed(dutch.replace("Kolom;Rol", "column;Gebruikt als")) == parsed(english)
    with pytest.raises(SurveyError, match=r'kolom "antworden"\. Bedoelt u "antwoorden"'):
        parsed("kolom;rol;antworden\na;id;\n")
    assert parsed("column;role;label_nl;vraag\na;id;zo;anders\n")["a"].label_nl == "zo"


def test_words_that_are_codes_are_the_dutch_label_beside_an_english_one() -> None:
    """The national sample's own codebook lists its models so: `schotten|ketens|…` and `schotten=silos|…`."""
    model = load_sample("gemeenten").codebook.get("model_po")
    assert [answer.label_in("nl") for answer in model.answers] == ["schotten", "ketens", "netwerk", "integraal"]
    assert "silos" in [answer.label_in("en") for answer in model.answers]
    assert Answer("1", label_en="never").label_in("nl") == "never"


SCALES = parse_codebook(
    b"column,role,scale,answers\nv1,item,Geef aan,1=a|2=b\nv2,item,Geef aan,1=a|2=b\n"
    b"w1,item,Vertrouwen,1=a|2=b\nw2,item,Vertrouwen,1=a|2=b\nmodel,group,,x|y\n"
    b"h,hypothesis,,outcome=Geef aan|predictor=model|direction=rises\n"
)


def test_a_scale_gets_its_name_in_one_go_with_what_speaks_of_it() -> None:
    named = SCALES.with_scale_called("Geef aan", "  Samen   werken ")
    assert [entry.scale for entry in named] == ["Samen werken"] * 2 + ["Vertrouwen"] * 2 + [""]
    assert named.hypotheses[0].outcome == "Samen werken"
    assert named.with_scale_called("Samen werken", "Geef aan") == SCALES
    assert SCALES.with_scale_called("Geef aan", "geef aan")["v1"].scale == "geef aan", "only the capital changes"


@pytest.mark.parametrize(
    ("scale", "name", "says"),
    [
        ("Geef aan", " ", "ten minste één letter"),
        ("Geef aan", "a|b", r"zonder \|"),
        ("Geef aan", "vertrouwen", '"Vertrouwen" is al in gebruik'),
        ("Geef aan", "Model", '"model" is al in gebruik'),
        ("Hoe vaak", "Contact", "Wel: Geef aan, Vertrouwen"),
    ],
)
def test_a_name_that_a_scale_cannot_have(scale: str, name: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        SCALES.with_scale_called(scale, name)


def test_an_item_with_too_few_answers_is_told_in_plain_words() -> None:
    """It is said of a choice in the page too, where no file is in sight."""
    with pytest.raises(SurveyError) as raised:
        CodebookEntry("a", Role.ITEM, answers=(Answer("1", "ja"),))
    assert str(raised.value).startswith('Het item "a" heeft als antwoorden "1=ja". Geef minstens twee antwoorden')
