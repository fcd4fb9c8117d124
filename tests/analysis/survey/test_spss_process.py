"""A damaged SPSS file may end the library that reads it, never the app: it is read in a process of its own."""

import os
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from analysis.errors import SurveyError
from analysis.survey import load_survey, spss_process


@pytest.fixture
def content(tmp_path: Path) -> bytes:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"nr": np.arange(60.0), "model": ["netwerk", "ketens"] * 30})
    for item in ("q1", "q2"):
        frame[item] = rng.choice([1.0, 2, 3, 4, 5, 99], 60)
    pyreadstat.write_sav(
        frame,
        tmp_path / "a.sav",
        variable_value_labels={"q1": {1: "nooit", 5: "altijd"}},
        missing_ranges={"q1": [99]},
        compress=False,
    )
    return (tmp_path / "a.sav").read_bytes()


@pytest.fixture
def no_idle_reader():
    """A reader that waits from an earlier file runs the program of then."""
    spss_process.stop_idle()
    yield
    spss_process.stop_idle()


@pytest.mark.parametrize(
    "program", ["import os; os.abort()", "import sys; sys.stdin.buffer.read(9); os._exit(0)", "print('no answer')"]
)
@pytest.mark.usefixtures("no_idle_reader")
def test_a_reader_that_ends_is_a_sentence_and_the_next_file_is_read(
    content: bytes, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "program.py"
    broken.write_text(program)
    with monkeypatch.context() as patch:
        patch.setattr(spss_process, "_PROGRAM", broken)
        with pytest.raises(SurveyError, match="beschadigd"):
            load_survey(content, name="a.sav")
    assert len(load_survey(content, name="a.sav").responses) == 60


@pytest.mark.usefixtures("no_idle_reader")
def test_a_reader_that_never_answers_is_stopped(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "program.py").write_text("import time; time.sleep(60)")
    monkeypatch.setattr(spss_process, "_PROGRAM", tmp_path / "program.py")
    monkeypatch.setattr(spss_process, "_PATIENCE", 0.2)
    with pytest.raises(SurveyError, match="beschadigd"):
        load_survey(content, name="a.sav")


def test_whatever_byte_is_damaged_ends_in_a_survey_or_in_a_sentence(content: bytes) -> None:
    """Among a few hundred of such files there is one that makes the library crash."""
    rng = random.Random(5)
    read = refused = 0
    for _ in range(250):
        damaged = bytearray(content)
        damaged[rng.randrange(4, len(content))] = rng.randrange(256)
        try:
            load_survey(bytes(damaged), name="a.sav")
            read += 1
        except SurveyError:
            refused += 1
    assert read > 100
    assert refused > 5


def test_one_reader_serves_file_after_file(content: bytes) -> None:
    load_survey(content, name="a.sav")
    waiting = [reader.process.pid for reader in spss_process._idle]
    assert len(waiting) == 1
    load_survey(content, name="b.sav")
    assert [reader.process.pid for reader in spss_process._idle] == waiting
    assert os.getpid() not in waiting
