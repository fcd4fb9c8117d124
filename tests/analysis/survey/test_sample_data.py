"""The shipped survey files and their codebooks: shape, spelling and codes, read with nothing but pandas."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"
NAMES = ("gemeenten", "samenwerkingsverbanden")
SECTORS = {"gemeenten": ("po", "vo", "vso"), "samenwerkingsverbanden": ("kern", "overig")}
GRADED = {"gemeenten": ("po", "vo", "vso"), "samenwerkingsverbanden": ("regulier", "speciaal")}
WRITTEN = {"gemeenten": 217, "samenwerkingsverbanden": 105}
TELEPHONE = {"gemeenten": 7, "samenwerkingsverbanden": 3}
ITEMS = {
    "visie": ("gedeelde_visie", 6),
    "vertrouwen": ("vertrouwen", 6),
    "randvoorwaarden": ("randvoorwaarden", 6),
    "sturing": ("sturing", 6),
    "borging": ("borging", 8),
    "meerwaarde": ("meerwaarde", 12),
}
BACKGROUND = {
    "samenwerkingsverbanden": {
        "regio": {"noord", "midden", "zuid"},
        "aantal_gemeenten": {"klein", "gemiddeld", "groot"},
        "verevening": {"negatief", "neutraal", "positief"},
        "type": {"po", "vo"},
        "knelpunten": {"ja", "nee"},
    },
    "gemeenten": {
        "regio": {"noord", "midden", "zuid"},
        "inwoners": {"minder dan 15.000", "15.000 tot 50.000", "50.000 tot 100.000", "meer dan 100.000"},
        "gemeentetype": {"G4", "G40", "overig"},
        "breed_team": {"ja", "nee"},
        "jeugdteam": {"ja", "nee"},
        "generalistisch_team": {"ja", "nee"},
        "knelpunten": {"ja", "nee"},
    },
}
MODELS = ["schotten", "ketens", "netwerk", "integraal"]
PHASES = ["oriëntatie", "start", "opbouw", "consolidatie"]
UNKNOWN = {"geen zicht op", "niet van toepassing"}


def responses(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE_DATA / f"survey_{name}.csv")


def codebook(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE_DATA / f"survey_{name}_codebook.csv", keep_default_na=False).set_index("column")


def item_columns() -> list[str]:
    return [f"{prefix}_{order}" for prefix, (_, count) in ITEMS.items() for order in range(1, count + 1)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["", "_codebook"])
def test_files_are_plain_utf_8_with_line_feeds(name: str, suffix: str) -> None:
    raw = (SAMPLE_DATA / f"survey_{name}{suffix}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert "oriëntatie" in raw.decode("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_codebook_in_its_order(name: str) -> None:
    frame, book = responses(name), codebook(name)
    assert list(frame.columns) == list(book.index)
    assert frame.columns[0] == "respondent"
    assert frame["respondent"].tolist() == list(range(1, WRITTEN[name] + TELEPHONE[name] + 1))
    expected = {"respondent", *item_columns(), *(f"financien_{order}" for order in range(1, 5)), *BACKGROUND[name]}
    expected |= {f"{kind}_{sector}" for kind in ("model", "fase", "tevredenheid") for sector in SECTORS[name]}
    expected |= {
        f"cijfer_{factor}_{sector}"
        for factor in ("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing")
        for sector in GRADED[name]
    }
    if name == "samenwerkingsverbanden":
        expected |= {"fase_regulier", "fase_speciaal"}
    assert set(frame.columns) == expected


@pytest.mark.parametrize("name", NAMES)
def test_codebook_gives_each_column_its_role_and_scale(name: str) -> None:
    book = codebook(name)
    for prefix, (scale, count) in ITEMS.items():
        items = book.loc[[f"{prefix}_{order}" for order in range(1, count + 1)]]
        assert set(items["role"]) == {"item"}
        assert set(items["scale"]) == {scale}
    assert set(book["scale"]) == {"", *(scale for scale, _ in ITEMS.values())}
    assert (book["role"] == "item").sum() == 44
    assert book.index[book["role"] == "id"].tolist() == ["respondent"]
    groups = book.index[book["role"] == "group"]
    assert all(column.startswith(("model_", "fase_")) for column in groups)
    assert all(column.startswith(("tevredenheid_", "cijfer_")) for column in book.index[book["role"] == "grade"])
    background = [column for column in book.index if column.startswith("financien_")] + list(BACKGROUND[name])
    assert set(book.index[book["role"] == "background"]) == set(background)
    assert (book["reversed"] == "").all()
    assert (book[["label_nl", "label_en"]] != "").all(axis=None)


@pytest.mark.parametrize("name", NAMES)
def test_codebook_gives_answers_in_both_languages(name: str) -> None:
    book = codebook(name)
    ends = ("1=helemaal niet zo", "5=helemaal zo")
    between = ("2=overwegend niet zo", "4=overwegend wel zo")
    middle = "3=deels niet, deels wel zo"
    agreement = "|".join([ends[0], between[0], middle, between[1], ends[1]])
    assert set(book.loc[item_columns(), "answers"]) == {agreement}
    assert set(book.loc[item_columns(), "missing"]) == {"8=geen zicht op|9=niet van toepassing"}
    for sector in SECTORS[name]:
        assert book.loc[f"model_{sector}", "answers"] == "|".join(MODELS)
        assert book.loc[f"model_{sector}", "answers_en"] == "silos|chain|network|integrated"
        assert book.loc[f"fase_{sector}", "answers"] == "|".join(PHASES)
    answered = book[book["role"] != "id"]
    assert (answered["answers"].str.count(r"\|") == answered["answers_en"].str.count(r"\|")).all()


@pytest.mark.parametrize(("name", "group"), [("gemeenten", "gemeente"), ("samenwerkingsverbanden", "swv")])
def test_items_carry_the_labels_of_the_published_table(name: str, group: str) -> None:
    items = pd.read_csv(SAMPLE_DATA / "published" / "items.csv")
    items = items[items["group"] == group]
    prefixes = {scale: prefix for prefix, (scale, _) in ITEMS.items()} | {"financien_overig": "financien"}
    book = codebook(name)
    assert len(items) == 48
    for row in items.itertuples():
        entry = book.loc[f"{prefixes[row.scale]}_{row.item_order}"]
        assert (entry["label_nl"], entry["label_en"]) == (row.label_nl, row.label_en)


@pytest.mark.parametrize("name", NAMES)
def test_values_are_answers_or_declared_missing_codes(name: str) -> None:
    frame = responses(name)
    coded = item_columns() + [f"financien_{order}" for order in range(1, 5)]
    coded += [f"tevredenheid_{sector}" for sector in SECTORS[name]]
    for column in coded:
        assert set(frame[column].dropna()) <= {1, 2, 3, 4, 5, 8, 9}, column
    for sector in SECTORS[name]:
        assert set(frame[f"model_{sector}"].dropna()) <= {*MODELS, *UNKNOWN}
        assert set(frame[f"fase_{sector}"].dropna()) <= {*PHASES, *UNKNOWN}
    for column in frame.filter(like="cijfer_"):
        assert frame[column].dropna().between(1, 10).all()
    for column, answers in BACKGROUND[name].items():
        assert set(frame[column].dropna()) == answers, column


@pytest.mark.parametrize("name", NAMES)
def test_telephone_respondents_have_phase_and_satisfaction_only(name: str) -> None:
    frame = responses(name)
    core = [f"{kind}_{sector}" for kind in ("fase", "tevredenheid") for sector in SECTORS[name]]
    telephone = frame[frame[f"model_{SECTORS[name][0]}"].isna()]
    assert len(frame) == WRITTEN[name] + TELEPHONE[name]
    assert len(telephone) == TELEPHONE[name]
    assert telephone[core].notna().all(axis=None)
    assert telephone.drop(columns=["respondent", *core]).isna().all(axis=None)


@pytest.mark.parametrize("name", NAMES)
def test_who_lacks_a_sector_says_so_throughout(name: str) -> None:
    frame = responses(name)
    for sector in SECTORS[name]:
        by_satisfaction = frame[f"tevredenheid_{sector}"] == 9
        by_phase = frame[f"fase_{sector}"] == "niet van toepassing"
        assert (by_satisfaction & ~by_phase).sum() <= 2
