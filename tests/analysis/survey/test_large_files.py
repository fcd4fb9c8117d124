"""Large texts are read by a parser in C; nothing may depend on which of the two readers did the work."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import load_survey

ROWS = 60_000


def large(quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "nr": np.arange(ROWS).astype(str),
            "één": rng.choice(["1", "2", "5", "", " 3 "], ROWS),
            "twee": rng.choice(["7,5", "8", "n.v.t.", ""], ROWS),
            "drie": rng.choice(["oriëntatie", "start", ""], ROWS),
        }
    )
    return frame.to_csv(sep=";", index=False, lineterminator="\r\n", quoting=quoting).encode()


def test_both_readers_give_the_same_survey() -> None:
    plain, quoted = load_survey(large()), load_survey(large(csv.QUOTE_ALL))
    pd.testing.assert_frame_equal(plain.responses, quoted.responses)
    pd.testing.assert_frame_equal(plain.missing, quoted.missing)
    assert plain.receipt == quoted.receipt


def test_empty_rows_are_left_out_and_rows_numbered_alike() -> None:
    lines = large().split(b"\r\n")
    lines[3:3] = [b"", b";;;"]
    content = b"\r\n".join(lines)
    survey = load_survey(content)
    assert len(survey) == ROWS
    assert "leeg" not in survey.receipt.column("nr").missing
    assert "Lege rijen zijn weggelaten (aantal: 2)." in map(str, survey.receipt.notes)
    with pytest.raises(SurveyError, match=r"Kolom drie, rij [2-9]: "):
        load_survey(content, b"column,role,answers\ndrie,group,start|opbouw\n")


def test_what_the_fast_reader_cannot_take_the_other_mends_or_explains() -> None:
    assert len(load_survey(large() + b"1;2;8;start;;\r\n")) == ROWS + 1
    with pytest.raises(SurveyError, match=f"rij {ROWS + 2}: het aantal velden is 5"):
        load_survey(large() + b"1;2;8;start;5\r\n")
    with pytest.raises(SurveyError, match="meer dan 131072 tekens"):
        load_survey(large() + b"1;2;8;" + b"x" * 200_000 + b"\r\n")


def test_a_file_object_is_read_as_its_bytes_are() -> None:
    assert load_survey(io.BytesIO(large())).receipt == load_survey(large()).receipt
