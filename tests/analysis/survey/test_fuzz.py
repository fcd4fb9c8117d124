"""A thousand broken files: each ends in a survey or in a sentence, never in anything else."""

import functools
import io
import json
from collections import Counter

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import AnalysisError
from analysis.survey import Survey, check_quality, draft_codebook, load_survey, score_scales, suggest_codebook

COUNT = 1_000
PARTS = 10
SIZES = (0, 1, 1, 4, 4, 6, 6)
CODEBOOK = b"""column,role,scale,answers,missing
nr,id,,,
v_1,item,visie,1|2|3|4|5,8=geen zicht op
v_2,item,visie,1|2|3|4|5,8=geen zicht op
model,group,,schotten|ketens|netwerk|integraal,
cijfer,grade,,,
"""
ROWS = pd.DataFrame(
    {
        "nr": [1, 2, 3, 4, 5, 6],
        "v_1": [1, 2, 5, 8, None, 3],
        "v_2": [2, 2, 4, 5, 1, 99],
        "model": ["schotten", "Ketens", "netwerk ", "", "integraal", "ketens"],
        "cijfer": [7.5, 8, 6.25, None, 9, 1],
        "opmerking": ["één; twee", 'zei "ja"', "", "regel\neen", "=1+1", "x" * 50],
    }
)


# Whole files are made once for each combination of choices: what differs from file to file is how they are broken.
def csv_file(rng: np.random.Generator) -> bytes:
    rows = int(rng.choice(SIZES))
    decimal, delimiter = (",", ";") if rng.random() < 0.5 else (".", str(rng.choice([",", "\t", "|"])))
    return whole_csv(rows, decimal, delimiter, str(rng.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])))


@functools.cache
def whole_csv(rows: int, decimal: str, delimiter: str, encoding: str) -> bytes:
    text = ROWS.head(rows).to_csv(sep=delimiter, decimal=decimal, index=False, lineterminator="\r\n")
    return text.encode(encoding)


def xlsx_file(rng: np.random.Generator) -> bytes:
    return whole_xlsx(bool(rng.random() < 0.3), int(rng.choice(SIZES)), int(rng.integers(0, 5)))


@functools.cache
def whole_xlsx(titled: bool, rows: int, oddity: int) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    if titled:
        sheet.append(["Enquête"])
        sheet.merge_cells("A1:D1")
    sheet.append(list(ROWS.columns))
    for row in ROWS.head(rows).astype(object).where(ROWS.notna(), None).to_numpy().tolist():
        sheet.append(row)
    match oddity:
        case 0:
            sheet["H30"] = "x" * 30_000
        case 1:
            sheet["B3"] = "=A1/0"
        case 2:
            sheet["A2"] = "#REF!"
        case 3:
            workbook.create_sheet("Leeg", 0)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def sav(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("sav") / "enquete.sav"
    pyreadstat.write_sav(
        ROWS,
        path,
        column_labels={"v_1": "Wij delen één doel"},
        variable_value_labels={"v_1": {1: "oneens", 5: "eens", 8: "geen zicht op"}},
        missing_ranges={"v_1": [8], "v_2": [{"lo": 90, "hi": 99}]},
    )
    return path.read_bytes()


def broken(content: bytes, rng: np.random.Generator) -> bytes:
    """The file with nothing to four things wrong with it."""
    mutable = bytearray(content)
    for _ in range(rng.integers(0, 5)):
        place = int(rng.integers(0, max(1, len(mutable))))
        match rng.integers(0, 10):
            case 0:
                del mutable[place:]
            case 1:
                mutable[place:place] = bytes(rng.integers(0, 256, 3, dtype=np.uint8))
            case 2:
                mutable[place:place] = b'"'
            case 3:
                mutable = bytearray(mutable.replace(b";", b",", int(rng.integers(1, 10))))
            case 4:
                mutable[place:place] = b"=1+1;;;"
            case 5:
                mutable = bytearray(mutable.replace(b"\r\n", b"\n", int(rng.integers(1, 4))))
            case 6:
                mutable[place:place] = json.dumps({"a": [1, 2]}).encode()
            case 7:
                mutable[place:place] = b"x" * int(rng.choice([5_000, 140_000]))
            case 8:
                for spot in rng.integers(0, max(1, len(mutable)), 5):
                    mutable[int(spot) : int(spot) + 1] = bytes(rng.integers(0, 256, 1, dtype=np.uint8))
            case 9:
                del mutable[place : place + int(rng.integers(1, 200))]
    return bytes(mutable)


def outcome(content: bytes, codebook: bytes | None, header_rows: int | None) -> Survey | str:
    try:
        return load_survey(content, codebook, header_rows=header_rows, ignore_misfits=codebook is not None)
    except AnalysisError as error:
        return str(error)


@functools.cache  # where nothing or the same was broken, the same file need not be read again
def checked_end(content: bytes, codebook: bytes | None, header_rows: int | None) -> str:
    found = outcome(content, codebook, header_rows)
    if not isinstance(found, Survey):
        assert found.endswith((".", "?"))
        return "sentence"
    assert found.responses.shape == found.missing.shape == (len(found), len(found.receipt.columns))
    assert len(found) >= 1
    score_scales(found)
    check_quality(found)
    draft_codebook(found)
    suggested = suggest_codebook(found)
    assert [entry.column for entry in suggested][-1:], "every column has an entry"
    for message in found.receipt.warnings:
        assert str(message)
    return "survey"


@pytest.mark.parametrize("part", range(PARTS))
def test_each_of_a_thousand_broken_files_ends_in_a_survey_or_in_a_sentence(part: int, sav: bytes) -> None:
    rng = np.random.default_rng(part)
    ends: Counter[str] = Counter()
    for number in range(COUNT // PARTS):
        kind = ("csv", "xlsx", "sav")[number % 3]
        whole = {"csv": csv_file, "xlsx": xlsx_file, "sav": lambda _: sav}[kind](rng)
        content = broken(whole, rng)
        header_rows = None if rng.random() < 0.8 else int(rng.integers(1, 4))
        ends[f"{kind} {checked_end(content, CODEBOOK if rng.random() < 0.5 else None, header_rows)}"] += 1
    assert all(ends[f"{kind} {end}"] for kind in ("csv", "xlsx", "sav") for end in ("survey", "sentence")), ends
