"""Large texts are read by a parser in C; nothing may depend on which of the two readers did the work."""

import csv
import io
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import SurveyError
from analysis.survey import Phase, Progress, delimited, load_survey

ROWS = 3_000


@pytest.fixture(autouse=True)
def large_from_here_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of these tests counts as large, so that none needs to be."""
    monkeypatch.setattr(delimited, "_LARGE", 30_000)
    assert len(large()) > delimited._LARGE


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


def as_workbook(frame: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(frame))
    for row in frame.itertuples(index=False):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["csv", "quoted", "xlsx", "sav", "zsav"])
def test_it_is_told_how_far_the_reading_is_and_what_is_told_can_stop_it(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(2)
    rows = 4_000
    frame = pd.DataFrame({"v": rng.integers(1, 6, rows).astype(float), "t": rng.choice(["één", "twee", "drie"], rows)})
    monkeypatch.setattr("analysis.survey.delimited._LARGE", 10_000)
    monkeypatch.setattr("analysis.survey.delimited._PART", 8_000)
    monkeypatch.setattr("analysis.survey.tables._CHUNK", 1_500)
    monkeypatch.setattr("analysis.survey.spss._FEWEST_IN_PORTION", 1_500)
    match kind:
        case "csv" | "quoted":
            content = frame.to_csv(index=False, quoting=csv.QUOTE_ALL if kind == "quoted" else 0).encode()
        case "xlsx":
            content = as_workbook(frame)
        case _:
            pyreadstat.write_sav(frame, tmp_path / "a.sav", compress=kind == "zsav")
            content = (tmp_path / "a.sav").read_bytes()
    told: list[Progress] = []
    survey = load_survey(content, progress=told.append)
    pd.testing.assert_series_equal(survey.responses["v"], frame["v"])
    assert survey.responses["t"].astype(str).tolist() == frame["t"].tolist()
    reading = [step for step in told if step.phase is Phase.READING and step.of]
    assert len(reading) >= 3
    assert reading[0].done < reading[-1].done <= reading[-1].of
    assert [step.share for step in told] == sorted(step.share for step in told)

    class StoppedError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.done:
            raise StoppedError

    with pytest.raises(StoppedError):
        load_survey(content, progress=stop)


def test_a_column_that_is_called_alike_in_every_part_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts have answers of their own; line ends of old Macs have no line feed to end a part with."""
    monkeypatch.setattr("analysis.survey.delimited._LARGE", 10)
    monkeypatch.setattr("analysis.survey.delimited._PART", 5)
    rows = [f"{i};{'abcdefg'[i % 7]}" for i in range(60)]
    for line_end in ("\n", "\r\n", "\r"):
        survey = load_survey(line_end.join(["nr;letter", *rows]).encode())
        assert survey.responses["nr"].tolist() == list(range(60))
        assert survey.responses["letter"].astype(str).tolist() == ["abcdefg"[i % 7] for i in range(60)]
        assert survey.receipt.column("letter").answers["g"] == 8
