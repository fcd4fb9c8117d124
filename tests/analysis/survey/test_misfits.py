"""The same recipe, new data: everything that no longer fits is told at once, and can be gone on without."""

import copy
import pickle
from collections.abc import Sequence
from dataclasses import replace

import pytest

from analysis.errors import SurveyError
from analysis.survey import (
    Codebook,
    CodebookEntry,
    CodebookMisfitError,
    Misfit,
    MisfitKind,
    Remedy,
    Role,
    UnknownCode,
    accept_suspected,
    add_answer,
    add_halves,
    declare_missing,
    done_by_codebook,
    draft_codebook,
    find_problems,
    leave_out,
    load_survey,
    parse_codebook,
    personal_columns,
    read_as,
    settle_many,
    suggest,
)

CODEBOOK = parse_codebook(
    b"column,role,scale,answers\nv_1,item,visie,1|2|3\nv_2,item,visie,1|2|3\nv_3,item,visie,1|2|3\n"
    b"model,group,,ketens|netwerk\ncijfer,grade,,\n"
)
NEXT_YEAR = b"v_1;v2;v_3;model;cijfer\n1;1;4;silo;7\n5;2;3;ketens;zeven\n"


def misfits() -> CodebookMisfitError:
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(NEXT_YEAR, CODEBOOK)
    return caught.value


def test_all_misfits_are_listed_at_once() -> None:
    error = misfits()
    assert [(m.kind, m.column) for m in error.misfits] == [
        (MisfitKind.ABSENT, "v_2"),
        (MisfitKind.ANSWERS, "v_1"),
        (MisfitKind.ANSWERS, "v_3"),
        (MisfitKind.ANSWERS, "model"),
        (MisfitKind.ANSWERS, "cijfer"),
    ]
    sentence = str(error)
    for piece in ("bij 5 kolommen", 'Kolom v_1, rij 3: "5"', 'Kolom model, rij 2: "silo"', '"zeven" is geen getal'):
        assert sentence.count(piece) == 1
    assert "v_2 → v2" in sentence
    assert all(isinstance(m, Misfit) and str(m.message) for m in error.misfits)
    assert "v2" in str(error.misfits[0].message)


def test_a_single_misfit_is_told_as_it_is() -> None:
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(b"v_1;v_2;v_3;model;cijfer\n1;1;4;ketens;7\n", CODEBOOK)
    (misfit,) = caught.value.misfits
    assert str(caught.value) == str(misfit.message)


def test_the_error_survives_copies() -> None:
    error = misfits()
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (str(twin), twin.misfits) == (str(error), error.misfits)


def test_many_misfits_are_counted_beyond_the_first_ten() -> None:
    columns = [f"v{i}" for i in range(30)]
    codebook = "column,role,scale,answers\n" + "".join(f"{c},item,s,1|2\n" for c in columns)
    with pytest.raises(CodebookMisfitError, match="En nog 20 andere") as caught:
        load_survey(f"{';'.join(columns)}\n{';'.join(map(str, range(10, 40)))}\n".encode(), codebook.encode())
    assert len(caught.value.misfits) == 30


def test_going_on_without_what_does_not_fit_is_noted() -> None:
    survey = load_survey(NEXT_YEAR, CODEBOOK, ignore_misfits=True)
    assert survey.codebook is not None
    assert len(survey.codebook) == 0
    assert survey.responses["v_3"].tolist() == [4.0, 3.0]
    assert "Schaal {scale} doet niet mee" in survey.receipt.notes[0].template
    assert len(survey.receipt.notes) == 6
    partly = load_survey(b"v_1;v_3;model;cijfer\n1;3;ketens;7\n", CODEBOOK, ignore_misfits=True)
    assert partly.scales[0].items == ("v_1", "v_3")
    without = load_survey(b"v_1;v_3;model;cijfer\n1;3;ketens;7\n", CODEBOOK.without("v_2"))
    assert without.codebook == partly.codebook
    assert without.receipt.notes == ()


def test_a_recipe_that_fits_changes_nothing() -> None:
    content = b"v_1;v_2;v_3;model;cijfer\n1;2;3;ketens;7\n"
    kept = load_survey(content, CODEBOOK, ignore_misfits=True)
    assert kept.codebook == CODEBOOK
    assert kept.receipt == load_survey(content, CODEBOOK).receipt


COLUMNS = [f"Q1_{i}" for i in range(1, 13)]
UNDECLARED = parse_codebook(("column,role,scale,answers\n" + "".join(f"{c},item,s,1|2|3\n" for c in COLUMNS)).encode())


def with_codes(rows: list[list[str]]) -> bytes:
    return "\n".join(";".join(row) for row in [COLUMNS, *rows]).encode()


def test_one_code_in_many_columns_is_one_sentence_and_one_step() -> None:
    content = with_codes(
        [["1"] * 12, ["-99"] * 11 + ["2"], ["3"] * 11 + ["-99,0"], ["7", "2", "weet niet", *["1"] * 9]]
    )
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(content, UNDECLARED)
    sentence = str(caught.value)
    assert sentence.count("-99") == 3, "once for all columns, and once with each column that has something else too"
    assert "in 12 kolommen: Q1_1, Q1_2, Q1_3, Q1_4, Q1_5, Q1_6, Q1_7, Q1_8 en nog 4 (12 cellen)" in sentence
    assert caught.value.codes == (UnknownCode("-99", tuple(COLUMNS), 12), UnknownCode("7", ("Q1_1",), 1))
    codebook = declare_missing(UNDECLARED, COLUMNS, "-99")
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(content, codebook)
    assert [misfit.column for misfit in caught.value.misfits] == ["Q1_1", "Q1_3"]
    codebook = declare_missing(declare_missing(codebook, ["Q1_1"], "7"), ["Q1_3"], "weet niet")
    survey = load_survey(content, codebook.to_csv().encode())
    assert survey.receipt.column("Q1_12").missing == {"ontbrekend (-99)": 1}
    assert survey.receipt.column("Q1_3").missing == {"ontbrekend (-99)": 1, "ontbrekend (weet niet)": 1}


def test_texts_that_are_no_codes_are_not_offered() -> None:
    many = with_codes([[f"tekst {i}", *["1"] * 11] for i in range(30)])
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(many, UNDECLARED)
    assert caught.value.codes == ()
    with pytest.raises(SurveyError, match="geen plaats"):
        declare_missing(UNDECLARED, COLUMNS, "a|b")


# A file of next year: one column has another name, one group and one typo are new, one item has an answer too many.
LAST_YEAR = parse_codebook(
    b"column,role,scale,label_nl,answers\n"
    b"sector,group,,In welke sector werkt u?,zorg|onderwijs|overheid\n"
    b"plaats,group,,,Houten|Zeist|Utrecht\n"
    b"v_1,item,visie,Wij hebben een gedeelde visie,1=oneens|2=neutraal|3=eens\n"
    b"v_2,item,visie,Wij stellen samen doelen vast,1=oneens|2=neutraal|3=eens\n"
    b"hypothese_1,hypothesis,,,outcome=visie|predictor=sector|direction=differs\n"
)
THIS_YEAR = (
    b"branche;woonplaats;v_1;Wij stellen onze doelen samen vast\n"
    b"zorg;Houten;eens;eens\nonderwijs;Zeist;oneens;neutraal\noverheid;Utrect;weet ik niet;oneens\n"
    b"zorg;Bunnik;eens;eens\n"
)


def refused(data: bytes, codebook: Codebook) -> CodebookMisfitError:
    with pytest.raises(CodebookMisfitError) as caught:
        load_survey(data, codebook)
    return caught.value


def test_a_new_column_that_is_the_old_one_is_known_by_its_question_its_name_or_its_answers() -> None:
    found = refused(THIS_YEAR, LAST_YEAR).renamed
    assert [(r.column, r.found, r.fitting, r.answers) for r in found] == [
        ("sector", "branche", 3, 3),
        ("v_2", "Wij stellen onze doelen samen vast", 3, 3),
    ], "plaats has too few answers that fit"
    codebook = LAST_YEAR
    for same in found:
        codebook = codebook.renamed(same.column, same.found)
    assert [e.column for e in codebook] == ["branche", "plaats", "v_1", "Wij stellen onze doelen samen vast"]
    assert codebook.hypotheses[0].predictor == "branche"
    with pytest.raises(SurveyError, match="al een kolom"):
        codebook.renamed("plaats", "branche")


@pytest.mark.parametrize(
    "columns",
    [
        "v_3;v_4",  # another number is another question
        "Wij stellen samen geen doelen vast;x",  # the denial of a question is another one
        "Wij stellen samen doelen vast!;Wij stellen samen doelen vast?",  # which of the two?
        "y;x",
    ],
)
def test_what_is_another_column_is_not_taken_for_the_old_one(columns: str) -> None:
    data = f"sector;plaats;v_1;{columns}\nzorg;Zeist;1;2;3\nzorg;Houten;2;2;2\n".encode()
    assert refused(data, LAST_YEAR).renamed == ()


def test_each_unknown_answer_is_added_missing_or_another_spelling() -> None:
    codebook = LAST_YEAR.renamed("sector", "branche").renamed("plaats", "woonplaats")
    codebook = codebook.renamed("v_2", "Wij stellen onze doelen samen vast")
    unknown = {u.code.text: u for u in refused(THIS_YEAR, codebook).unknown_answers(codebook)}
    assert {text: (u.can_add, u.likely, u.meant) for text, u in unknown.items()} == {
        "Utrect": (True, Remedy.SAME, "Utrecht"),
        "Bunnik": (True, None, ""),
        "weet ik niet": (False, Remedy.MISSING, ""),
    }
    assert unknown["weet ik niet"].labels == ("oneens", "neutraal", "eens")
    mended = add_answer(codebook, ["woonplaats"], "Bunnik")
    mended = declare_missing(read_as(mended, unknown["Utrect"].code, "Utrecht"), ["v_1"], "weet ik niet")
    survey = load_survey(THIS_YEAR, mended)
    assert list(survey.responses["woonplaats"]) == ["Houten", "Zeist", "Utrecht", "Bunnik"]
    assert list(survey.responses["v_1"].fillna(0)) == [3, 1, 0, 3]
    assert parse_codebook(mended.to_csv().encode()) == mended, "next year it need not be said again"
    for change in (add_answer, declare_missing):
        with pytest.raises(SurveyError, match="geen plaats"):
            change(codebook, ["woonplaats"], "a|b")


def test_a_suggestion_leaves_alone_what_the_codebook_said_and_does_not_fit() -> None:
    survey = load_survey(THIS_YEAR, LAST_YEAR, ignore_misfits=True)
    assert survey.codebook is not None
    held = {aside.column: aside.entry for aside in survey.codebook.waiting}
    assert {name: entry.scale for name, entry in held.items()} == {
        "branche": "",
        "v_1": "visie",
        "Wij stellen onze doelen samen vast": "visie",
    }
    suggested = suggest(survey).codebook
    assert not set(held) & {entry.column for entry in suggested}
    assert "woonplaats" in suggested, "of this column nobody said anything"
    assert {e.column for e in suggested.taken_up()} == {"sector", "v_1", "v_2", "woonplaats"}
    assert [r.found for r in refused(THIS_YEAR, suggested.taken_up()).renamed] == [
        "branche",
        "Wij stellen onze doelen samen vast",
    ]


def test_what_is_accepted_column_by_column_keeps_the_order_of_the_file() -> None:
    survey = load_survey(b"a;b;c;d\n" + b"1;1;2;1\n2;1;3;2\n" * 9 + b"1;99;2;99\n")
    codebook = Codebook(())
    for column in ("d", "b"):
        codebook = accept_suspected(codebook, survey, column)
    assert [entry.column for entry in codebook] == ["b", "d"]
    survey = load_survey(b"a;b;c;d\n1;1;2;1\n2;1;3;2\n1;99;2;99\n", codebook)
    assert [entry.column for entry in draft_codebook(survey)] == ["a", "b", "c", "d"]
    own = draft_codebook(survey).without("b", "c")
    own = Codebook(own.entries[::-1])  # an order of the user's own
    assert [e.column for e in draft_codebook(load_survey(b"a;b;c;d\n1;1;2;1\n", own))] == ["d", "a", "b", "c"]


def test_what_waits_still_waits_where_personal_columns_are_left_out() -> None:
    lines = THIS_YEAR.decode().splitlines()
    data = "\n".join(f"{line};{'e-mail' if not i else f'p{i}@school.nl'}" for i, line in enumerate(lines)).encode()
    survey = load_survey(data, LAST_YEAR, ignore_misfits=True)
    assert survey.codebook is not None
    assert personal_columns(survey)
    kept = leave_out(survey, personal_columns(survey)).codebook
    assert kept is not None
    assert kept.waiting == survey.codebook.waiting != ()


def test_a_file_of_before_a_column_was_renamed_is_read_by_its_earlier_name() -> None:
    old = b"v_1;v_2;v_3;model;cijfer\n1;2;3;ketens;7\n3;1;1;netwerk;8\n"
    codebook = parse_codebook(CODEBOOK.renamed("v_3", "Wij | zij").renamed("model", "vorm").to_csv().encode())
    survey = load_survey(old, codebook)
    plain = load_survey(old, CODEBOOK)
    names = {"v_3": "Wij | zij", "model": "vorm"}
    assert survey.responses.equals(plain.responses.rename(columns=names))
    assert survey.codebook == codebook
    (note,) = survey.receipt.notes
    assert "2 kolommen" in str(note)
    assert "v_3 → Wij | zij, model → vorm" in str(note)
    column = survey.receipt.column("vorm")
    assert [str(said) for said in done_by_codebook(column)] == [str(column.warnings[0])]
    assert 'heet in dit bestand "model"' in str(column.warnings[0])
    assert not find_problems(survey.receipt)
    renamed = old.replace(b"v_3", b"Wij | zij").replace(b"model", b"Vorm")
    assert load_survey(renamed, codebook).receipt.notes == ()
    again = codebook.renamed("vorm", "model")
    assert again["model"].earlier_names == ("vorm",)
    for name in ("v_3", "Wij | zij"):
        left = load_survey(old, codebook, leave_out=[name])
        assert "Wij | zij" not in left.responses
        assert left.codebook is not None
        assert "Wij | zij" not in left.codebook


def test_an_earlier_name_is_no_reason_to_take_another_column() -> None:
    swapped = CODEBOOK.renamed("v_1", "x").renamed("v_2", "v_1").renamed("x", "v_2")
    assert load_survey(b"v_1;v_2;v_3;model;cijfer\n1;2;3;ketens;7\n", swapped).responses["v_1"].tolist() == [1.0]
    both = CODEBOOK.renamed("v_1", "nieuw").with_entries(replace(CODEBOOK["v_2"], earlier_names=("v_1",)))
    error = refused(b"v_1;v_3;model;cijfer\n1;3;ketens;7\n", both)
    assert [m.column for m in error.misfits] == ["nieuw", "v_2"], "the file has one column for the two"
    present = load_survey(b"nieuw;v_1;v_2;v_3;model;cijfer\n1;9;2;3;ketens;7\n", CODEBOOK.renamed("v_1", "nieuw"))
    assert present.responses["v_1"].tolist() == [9.0], "a new column that got the old name is used for nothing"
    (note,) = map(str, present.receipt.notes)
    assert "Nieuw in dit bestand, want niet in het codeboek: v_1." in note


def test_a_column_that_is_used_for_nothing_may_be_absent() -> None:
    unused = [CodebookEntry(name, Role.IGNORE) for name in ("opmerking", "seed")]
    codebook = CODEBOOK.with_entries(*unused)
    data = b"v_1;v_2;v_3;model;cijfer\n1;2;3;ketens;7\n"
    survey = load_survey(data, codebook)
    assert survey.codebook == codebook, "next year it is known again"
    assert [str(note) for note in survey.receipt.notes] == [
        "2 kolommen die het codeboek nergens voor gebruikt staan niet in dit bestand; dat verandert niets: opmerking, "
        "seed."
    ]
    assert [e.column for e in draft_codebook(survey)] == [e.column for e in suggest(survey).codebook]
    assert load_survey(data, codebook.without("seed")).receipt.notes != ()
    assert load_survey(b"v_1;v_2;v_3;model;cijfer;seed\n1;2;3;ketens;7;5\n", survey.codebook.without("opmerking"))
    error = refused(data.replace(b"cijfer", b"x"), codebook)
    assert [m.column for m in error.misfits] == ["cijfer"]
    assert len(refused(b"a;b\n1;2\n", Codebook(tuple(unused))).misfits) == 2, "this is about another file"


PLACES = tuple(f"Plaats {chr(65 + i)}{chr(97 + i)}" for i in range(26))


def many_places(texts: Sequence[str]) -> tuple[bytes, Codebook]:
    """A file in which these stand, the first thrice, the second twice, the others once; of a codebook of three."""
    cells = [*("Almere", "Hengelo", "Utrecht") * 3, *texts, *texts[:2], texts[0]]
    data = "\n".join(["v_1;plaats", *(f"{1 + i % 3};{text}" for i, text in enumerate(cells))]).encode()
    return data, parse_codebook(
        b"column,role,scale,answers\nv_1,item,visie,1|2|3\nplaats,group,,Almere|Hengelo|Utrecht\n"
    )


def test_many_new_groups_are_settled_together_but_for_those_that_are_worth_a_choice_of_their_own() -> None:
    data, codebook = many_places([*PLACES, "Utrect", "onbekend", "plaats aa"])
    error = refused(data, codebook)
    assert error.codes == ()
    one_by_one = error.unknown_answers(codebook)
    assert {(u.code.text, u.likely, u.meant) for u in one_by_one} == {
        ("Utrect", Remedy.SAME, "Utrecht"),
        ("onbekend", Remedy.MISSING, ""),
        (PLACES[0], None, ""),
        (PLACES[1], None, ""),
    }
    (many,) = error.many_unknown(codebook)
    assert (many.column, len(many.texts), many.cells, many.own_words) == ("plaats", 29, 32, False)
    assert many.remedies == (Remedy.ADD, Remedy.MISSING, Remedy.ASIDE)
    utrect = next(u.code for u in one_by_one if u.code.text == "Utrect")
    mended = settle_many(
        declare_missing(read_as(codebook, utrect, "Utrecht"), ["plaats"], "onbekend"), many, Remedy.ADD
    )
    assert parse_codebook(mended.to_csv().encode()) == mended, "plaats aa is Plaats Aa"
    answers = load_survey(data, mended).responses["plaats"]
    assert list(answers.cat.categories) == ["Almere", "Hengelo", "Utrecht", *PLACES]
    assert answers.value_counts()[["Utrecht", PLACES[0]]].tolist() == [4, 4]
    assert answers.isna().sum() == 1
    missing = load_survey(data, settle_many(codebook, many, Remedy.MISSING))
    assert missing.responses["plaats"].notna().sum() == 9
    aside = load_survey(data, settle_many(codebook, many, Remedy.ASIDE))
    assert aside.codebook is not None
    assert [a.entry for a in aside.codebook.waiting] == [codebook["plaats"]]
    assert aside.receipt.column("plaats").role is None


@pytest.mark.parametrize(
    ("texts", "answers", "remedies"),
    [
        ([f"groep {i}" for i in range(101)], "Almere|Hengelo|Utrecht", (Remedy.ADD, Remedy.ASIDE)),
        ([f"groep {i}" for i in range(401)], "Almere|Hengelo|Utrecht", (Remedy.ASIDE,)),
        ([f"a={i}" for i in range(30)], "Almere|Hengelo|Utrecht", (Remedy.ASIDE,)),
        ([f"groep {i}" for i in range(30)], "nooit|soms|vaak", (Remedy.MISSING, Remedy.ASIDE)),
        ([f"hier staat zin {i} van iemand" for i in range(30)], "Almere|Hengelo|Utrecht", (Remedy.ASIDE,)),
    ],
)
def test_what_can_be_done_with_many_answers_hangs_on_what_they_are(
    texts: list[str], answers: str, remedies: tuple[Remedy, ...]
) -> None:
    data = "\n".join(["nr;plaats", *(f"{i};{text}" for i, text in enumerate(texts))]).encode()
    codebook = parse_codebook(f"column,role,answers\nplaats,group,{answers}\n".encode())
    error = refused(data, codebook)
    (many,) = error.many_unknown(codebook)
    assert many.remedies == remedies
    assert many.own_words == ("zin" in texts[0])
    assert error.unknown_answers(codebook) == ()


def test_a_scale_that_lost_an_item_says_so_each_time_that_the_file_is_read() -> None:
    codebook = CODEBOOK.setting_aside("v_2")
    data = b"v_1;v_2;v_3;model;cijfer\n1;vrije tekst;3;ketens;7\n"
    again = load_survey(data, load_survey(data, codebook).codebook)
    assert [note.values for note in again.receipt.notes] == [{"scale": "visie", "n": 2, "all": 3, "items": "v_2"}]


def test_half_points_are_told_and_taken_up_only_between_the_answers() -> None:
    codebook = parse_codebook(b"column,role,scale,answers\n" + b"".join(b"%c,item,visie,1|2|3\n" % c for c in b"abc"))

    def told(content: bytes) -> CodebookMisfitError:
        with pytest.raises(CodebookMisfitError) as caught:
            load_survey(content, codebook)
        return caught.value

    one = told(b"a;b;c\n1;1;1\n1,5;2;3\n")
    assert str(one).startswith('Kolom a, rij 3: "1,5" is geen van de antwoorden')
    outside = told(b"a;b;c\n1;1;1\n3,5;3,5;3\n")
    assert str(outside).startswith('"3,5" is geen van de antwoorden in 2 kolommen: a, b')
    assert outside.with_halves(codebook) == ()
    assert [(answer.code.text, answer.code.columns) for answer in outside.unknown_answers(codebook)] == [
        ("3.5", ("a", "b"))
    ]
    between = told(b"a;b;c\n1;1;1\n1,5;2,5;3\n")
    assert "halve punten in a, b (2 cellen)" in str(between)
    assert between.with_halves(codebook) == ("a", "b")
    assert between.unknown_answers(codebook) == ()
    survey = load_survey(b"a;b;c\n1;1;1\n1,5;2,5;3\n", add_halves(codebook, ("a", "b")))
    assert survey.responses[["a", "b"]].values.tolist() == [[1.0, 1.0], [1.5, 2.5]]
