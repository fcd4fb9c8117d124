"""The program that reproduction_script writes is run on a file, and gives the numbers of reliability."""

import io
import os
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pingouin
import pytest

from analysis.errors import StatisticsError
from analysis.statistics import (
    factor_analysis,
    friedman,
    inter_item_correlations,
    one_factor_fit,
    parallel_analysis,
    reliability,
    reproduction_script,
    structure_script,
)
from analysis.survey import load_survey, raw_answers

WORDS = {"helemaal niet zo": 1, "niet zo": 2, "neutraal": 3, "wel zo": 4, "helemaal zo": 5}


@pytest.fixture
def answers():
    rng = np.random.default_rng(12)
    trait = rng.normal(size=(80, 1))
    return pd.DataFrame(
        np.clip(np.round(3 + trait + rng.normal(size=(80, 5))), 1, 5),
        columns=["visie 1", "visie 2", "visie_3", "visie'4", 'visie"5'],
    )


def run(script, folder, *, apart=False):
    """Names that the program leaves behind when run where its file stands; `apart`: also what it prints by itself."""
    path = folder / "reproduce.py"
    path.write_text(script.python, encoding="utf-8")
    printed = _apart(path, folder) if apart else ""
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(folder)
        left: dict[str, object] = {}
        exec(compile(script.python, "reproduce.py", "exec"), left)
    finally:
        os.chdir(here)
    return left, printed


def _apart(path, folder):
    done = subprocess.run(
        [sys.executable, "-W", "error", path.name],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def same(left, expected):
    assert left["alpha"] == pytest.approx(expected.alpha, rel=1e-10)
    assert (left["low"], left["high"]) == pytest.approx((expected.interval.low, expected.interval.high), rel=1e-9)
    assert left["n"] == expected.n
    assert left["standardised_alpha"] == pytest.approx(expected.standardised_alpha, rel=1e-10)
    assert left["omega"] == pytest.approx(expected.omega.value, abs=1e-6)
    assert left["lambda2"] == pytest.approx(expected.lambda2, rel=1e-10)
    assert left["split_half"] == pytest.approx(expected.split_half, rel=1e-10)
    interval = expected.omega.interval
    assert (left["omega_low"], left["omega_high"]) == pytest.approx((interval.low, interval.high), abs=1e-5)
    drawn = expected.bootstrap_interval(left["RESAMPLES"])  # the interval that the screen shows
    assert (left["bootstrap_low"], left["bootstrap_high"]) == pytest.approx((drawn.low, drawn.high), rel=1e-9)
    table = left["table"]
    assert list(table.index) == list(expected.items.index)
    for column in table:
        if column in ("floor", "ceiling") and column not in expected.items:
            continue
        tolerance = 1e-6 if column.startswith("omega") else 1e-9
        assert table[column].to_list() == pytest.approx(expected.items[column].to_list(), abs=tolerance)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_a_file_of_dutch_excel_gives_the_same_table(answers, missing, tmp_path):
    raw = answers.map(lambda x: f"{x:.1f}".replace(".", ",")).astype(object)
    raw.iloc[3, 0], raw.iloc[5, 1], raw.iloc[6, 2] = "", "9", "Geen  Zicht op"
    raw["visie 2"] = [cell if cell == "9" else f"{6 - float(cell.replace(',', '.')):g}" for cell in raw["visie 2"]]
    raw.insert(0, "gemeente", [f"gemeente {i}; x" for i in range(80)])
    raw.to_csv(tmp_path / "antwoorden.csv", sep=";", index=False, encoding="utf-8-sig")
    expected = answers.copy()
    expected.iloc[3, 0] = expected.iloc[5, 1] = expected.iloc[6, 2] = np.nan
    script = reproduction_script(
        "antwoorden.csv",
        list(answers),
        encoding="utf-8-sig",
        reversed_items=["visie 2"],
        minimum=1,
        maximum=5,
        missing_codes=["9", "geen zicht op"],
        missing=missing,
        confidence=0.9,
        resamples=200,
    )
    left, printed = run(script, tmp_path, apart=missing == "listwise")
    result = reliability(expected, missing, 0.9)
    same(left, result)
    assert not printed or f"{result.alpha:.6f}" in printed
    assert not printed or f"n = {result.n} ({missing}, pearson)" in printed


def test_answers_in_words_and_further_header_rows(answers, tmp_path):
    words = {number: word for word, number in WORDS.items()}
    raw = answers.map(lambda x: words[int(x)].capitalize())
    raw = pd.concat([pd.DataFrame([dict.fromkeys(raw, "vraagtekst")]), raw])
    raw.to_csv(tmp_path / "export.txt", sep="\t", index=False, encoding="cp1252")
    script = reproduction_script(
        "export.txt",
        list(answers),
        delimiter="\t",
        decimal=".",
        encoding="cp1252",
        skip_rows=1,
        answers=WORDS,
        resamples=200,
    )
    left, _ = run(script, tmp_path)
    same(left, reliability(answers))


def test_r_lines_hold_the_same_settings(answers):
    script = reproduction_script(
        "C:\\data\\a.csv", list(answers), reversed_items=["visie 1"], minimum=1, maximum=5, missing_codes=[9, 99]
    )
    assert 'FILE <- "C:\\\\data\\\\a.csv"' in script.r
    assert 'ITEMS <- c("visie 1", "visie 2", "visie_3", "visie\'4", "visie\\"5")' in script.r
    assert "MISSING_NUMBERS <- c(9.0, 99.0)" in script.r
    assert "MISSING_WORDS <- character(0)" in script.r
    assert 'REVERSED <- setNames(c(6.0), c("visie 1"))' in script.r
    assert "psych::alpha(answers" in script.r
    assert "psych::omega(R, nfactors = 1" in script.r
    assert script.r.isascii()
    outside_strings = re.sub(r'"(\\.|[^"\\])*"|#.*', "", script.r)
    assert outside_strings.count("(") == outside_strings.count(")")
    assert outside_strings.count("{") == outside_strings.count("}")


def test_letters_beyond_ascii_are_escapes_in_r():
    script = reproduction_script("caf\u00e9.csv", ["\u20ac\u0001", "\U0001f600"])
    assert 'FILE <- "caf\\U000000e9.csv"' in script.r
    assert 'ITEMS <- c("\\U000020ac\\u0001", "\\U0001f600")' in script.r
    assert script.r.isascii()


def test_names_cannot_become_program_text(answers, tmp_path):
    name = "a']; raise SystemExit('no') #"
    answers.columns = [name, *answers.columns[1:]]
    answers.to_csv(tmp_path / "a.csv", index=False)
    left, _ = run(reproduction_script("a.csv", list(answers), delimiter=",", decimal=".", resamples=200), tmp_path)
    same(left, reliability(answers))


def test_a_workbook_and_an_spss_file_are_read_by_place(answers, tmp_path):
    """Title rows, an empty column and labels for answers: what stands where, not what it is called."""
    openpyxl, pyreadstat = pytest.importorskip("openpyxl"), pytest.importorskip("pyreadstat")
    answers.columns = [f"v{i}" for i in range(1, 6)]
    expected = reliability(answers)
    book = openpyxl.Workbook()
    book.active.title = "Blad 1"
    book.active.append(["Uitvoer"])
    book.active.append([None, *answers])
    for row in answers.itertuples(index=False):
        book.active.append([None, "Nooit" if row[0] == 1 else row[0], *row[1:]])
    book.save(tmp_path / "a.xlsx")
    places = {name: place for place, name in enumerate(answers, start=2)}
    excel = reproduction_script(
        "a.xlsx", list(answers), file_format="xlsx", sheet="Blad 1", positions=places, first_row=3,
        answers={"nooit": 1}, resamples=200,
    )  # fmt: skip
    same(run(excel, tmp_path)[0], expected)
    pyreadstat.write_sav(answers, tmp_path / "a.sav")
    places = {name: place for place, name in enumerate(answers, start=1)}
    spss = reproduction_script("a.sav", list(answers), file_format="sav", positions=places, decimal=".", resamples=200)
    same(run(spss, tmp_path)[0], expected)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"items": ["a"]}, "twee items"),
        ({"items": ["a", "b"], "reversed_items": ["c"]}, "horen niet"),
        ({"items": ["a", "b"], "reversed_items": ["a"]}, "laagste en het hoogste"),
        ({"items": ["a", "b"], "missing": "drop"}, "listwise"),
        ({"items": ["a", "b"], "confidence": 2}, "tussen 0 en 1"),
        ({"items": ["a", "b"], "file_format": "ods"}, "soort bestand"),
        ({"items": ["a", "b"], "file_format": "xlsx"}, "plaats in het bestand"),
        ({"items": ["a", "b"], "positions": {"a": 1}, "first_row": 2}, "plaats in het bestand"),
    ],
)
def test_impossible_settings(arguments, said):
    with pytest.raises(StatisticsError, match=said):
        reproduction_script("a.csv", **arguments)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_ordinal_reliability_is_given_again(answers, missing, tmp_path, capsys):
    answers.iloc[2, 1] = answers.iloc[7, 3] = np.nan
    answers.to_csv(tmp_path / "a.csv", index=False)
    script = reproduction_script(
        "a.csv", list(answers), delimiter=",", decimal=".", basis="polychoric", missing=missing, resamples=0,
        minimum=1, maximum=5,
    )  # fmt: skip
    left, _ = run(script, tmp_path)
    expected = reliability(answers, missing, basis="polychoric", minimum=1, maximum=5)
    named = capsys.readouterr().out.split("ordinal alpha = ")[1]
    assert float(named.split(",")[0]) == pytest.approx(expected.alpha, abs=2e-6)
    assert left["alpha"] == pytest.approx(expected.alpha, abs=1e-6)
    assert left["low"] == pytest.approx(expected.interval.low, abs=1e-6)
    assert left["omega"] == pytest.approx(expected.omega.value, abs=1e-5)
    assert left["lambda2"] == pytest.approx(expected.lambda2, abs=1e-6)
    assert left["split_half"] == pytest.approx(expected.split_half, abs=1e-6)
    assert np.isnan(left["bootstrap_low"])
    assert expected.omega.interval is None
    assert np.isnan(left["omega_low"])
    for column in left["table"]:
        assert left["table"][column].to_list() == pytest.approx(expected.items[column].to_list(), abs=1e-5)


@pytest.mark.parametrize(("missing", "basis"), [("listwise", "pearson"), ("pairwise", "polychoric")])
def test_how_items_hang_together_is_given_again(missing, basis, tmp_path):
    rng = np.random.default_rng(4)
    traits = rng.normal(size=(150, 2)) @ np.linalg.cholesky([[1, 0.4], [0.4, 1]]).T
    answers = pd.DataFrame(np.clip(np.round(3 + traits[:, [0, 0, 0, 1, 1, 1]] + rng.normal(size=(150, 6)) * 0.8), 1, 5))
    answers.columns = [f"v {i}" for i in range(6)]
    answers.iloc[3, 0] = answers.iloc[9, 4] = np.nan
    written = answers.copy()
    written["v 2"] = 6 - written["v 2"]
    written.to_csv(tmp_path / "a.csv", index=False)
    script = structure_script(
        "a.csv", list(answers), factors=2, reversal={"v 2": 6}, basis=basis, missing=missing, delimiter=",",
        decimal=".",
    )  # fmt: skip
    left, printed = run(script, tmp_path, apart=missing == "pairwise")
    assert not printed or "Kendall" in printed
    close = {"abs": 2e-5}
    found = factor_analysis(answers, 2, missing=missing, basis=basis)
    assert left["loadings"].to_numpy() == pytest.approx(found.loadings.to_numpy(), abs=2e-4)
    assert left["factor_correlations"].to_numpy() == pytest.approx(found.factor_correlations.to_numpy(), abs=2e-4)
    assert left["kmo"] == pytest.approx(found.kmo, **close)
    assert left["kmo_items"].to_list() == pytest.approx(found.kmo_items.to_list(), **close)
    assert left["bartlett"] == pytest.approx(found.bartlett.chi2, rel=1e-9 if basis == "pearson" else 1e-5)
    assert (left["chi2"], left["df"], left["p"]) == pytest.approx((found.chi2, found.df, found.p), abs=1e-4)
    assert (left["tli"], left["cfi"]) == pytest.approx((found.tli, found.cfi), abs=1e-4)
    ends = (found.rmsea.value, found.rmsea.interval.low, found.rmsea.interval.high)
    assert (left["rmsea"], left["rmsea_low"], left["rmsea_high"]) == pytest.approx(ends, abs=1e-3)
    parallel = parallel_analysis(answers, missing=missing)
    assert left["suggested"] == parallel.suggested == 2
    assert left["eigenvalues"]["observed"].to_list() == pytest.approx(parallel.eigenvalues["observed"].to_list())
    assert left["eigenvalues"].to_numpy() == pytest.approx(parallel.eigenvalues.to_numpy(), abs=0.03)
    correlations = inter_item_correlations(answers, basis, missing=missing)
    assert left["correlations"].to_numpy() == pytest.approx(correlations.r.to_numpy(), **close)
    fit = one_factor_fit(answers)
    assert (left["one_chi2"], left["one_df"], left["one_n"]) == pytest.approx((fit.chi2, fit.df, fit.n), abs=1e-4)
    fits = (fit.cfi, fit.tli, fit.rmsea.value, fit.srmr)
    assert (left["one_cfi"], left["one_tli"], left["one_rmsea"], left["one_srmr"]) == pytest.approx(fits, **close)
    assert left["one_factor"]["standardised"].to_list() == pytest.approx(
        fit.loadings["standardised"].to_list(), **close
    )
    test = friedman(answers)
    assert (left["friedman_chi2"], left["friedman_p"], left["kendalls_w"], left["friedman_n"]) == pytest.approx(
        (test.chi2, test.p, test.kendalls_w, test.n), rel=1e-9
    )
    assert left["mean_ranks"].to_list() == pytest.approx(test.mean_ranks.to_list())
    assert 'REVERSED <- setNames(c(6.0), c("v 2"))' in script.r
    outside_strings = re.sub(r'"(\\.|[^"\\])*"|#.*', "", script.r)
    assert outside_strings.count("(") == outside_strings.count(")")


def test_structure_needs_three_items_that_exist():
    with pytest.raises(StatisticsError, match="drie items"):
        structure_script("a.csv", ["a", "b"])
    with pytest.raises(StatisticsError, match="horen niet"):
        structure_script("a.csv", ["a", "b", "c"], reversal={"d": 6})


GAPS = """nr;visie 1;visie 2;visie 3
1;1;2;2
2;4;5;4

;;;
5;2;2;3
6;5;5;5
7;3;9;4
8;5;4;4
9;1;1;2
"""


@pytest.mark.parametrize("sheet", [False, True])
@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_rows_that_were_left_out_stay_out(tmp_path, missing, sheet):
    name = "antwoorden.xlsx" if sheet else "antwoorden.csv"
    items = ["visie 1", "visie 2", "visie 3"]
    frame = pd.read_csv(io.StringIO(GAPS), sep=";", skip_blank_lines=False)
    if sheet:
        frame.to_excel(tmp_path / name, index=False)
    else:
        (tmp_path / name).write_text(GAPS)
    kept = frame[items].drop(index=[6, 8]).replace(9, np.nan).dropna(how="all")  # rows 8 and 10 of the file
    reading = {"positions": dict(zip(items, (2, 3, 4), strict=True)), "first_row": 2, "missing_codes": ["9"]}
    where = {"file_format": "xlsx", "sheet": "Sheet1"} if sheet else {"delimiter": ";"}
    script = reproduction_script(name, items, missing=missing, resamples=10, left_out=[8, 10], **reading | where)
    left, _ = run(script, tmp_path)
    result = reliability(kept, missing)
    assert left["alpha"] == pytest.approx(result.alpha, rel=1e-10)
    assert left["n"] == result.n


@pytest.mark.parametrize("basis", ["pearson", "polychoric"])
def test_an_item_that_everyone_answers_alike(answers, basis, tmp_path):
    answers["visie_3"] = 4
    answers.to_csv(tmp_path / "a.csv", index=False)
    reading = {"delimiter": ",", "decimal": ".", "basis": basis}
    left, _ = run(reproduction_script("a.csv", list(answers), resamples=0, **reading), tmp_path)
    expected = reliability(answers, basis=basis)
    assert left["alpha"] == pytest.approx(expected.alpha, abs=1e-6)
    assert left["standardised_alpha"] == pytest.approx(expected.standardised_alpha, abs=1e-6)
    for column in ("rest_correlation", "alpha_if_dropped", "omega_if_dropped"):
        assert left["table"][column].to_list() == pytest.approx(expected.items[column].to_list(), abs=1e-5, nan_ok=True)
    with pytest.raises(SystemExit, match="visie_3"):
        run(structure_script("a.csv", list(answers), **reading), tmp_path)


def test_an_item_that_follows_from_the_others(answers, tmp_path, capsys):
    answers["visie_3"] = answers["visie 1"]
    answers.to_csv(tmp_path / "a.csv", index=False)
    with pytest.raises(SystemExit, match="follows from the others"):
        run(structure_script("a.csv", list(answers), delimiter=",", decimal="."), tmp_path)
    assert "KMO, Bartlett's test and the fit of factors are not computable" in capsys.readouterr().out


MESSY = {
    "three header rows and percentages": (
        "Blok A;;Blok B;\nNummer;Doel;Tijd;Geld\nid;v1;v2;v3\n",
        lambda cells: ";".join([cells[0], *(f"{20 * int(cell)}%" for cell in cells[1:])]),
    ),
    "spaces": ("  id   v1  v2   v3\n", lambda cells: "   ".join(["", *cells])),
    "carets": ("id^v1^v2^v3\n", "^".join),
}


@pytest.mark.parametrize("name", MESSY)
def test_a_program_reads_a_messy_file_as_the_survey_was_read(answers, tmp_path, name):
    head, line = MESSY[name]
    rows = [[str(i), *(f"{x:.0f}" for x in row[:3])] for i, row in enumerate(answers.to_numpy(), start=1)]
    content = (head + "".join(line(row) + "\n" for row in rows)).encode()
    (tmp_path / "a.txt").write_bytes(content)
    survey = load_survey(content)
    assert len(survey) == len(answers)
    found = raw_answers(content, survey, ["v1", "v2", "v3"])
    script = reproduction_script(
        "a.txt",
        ["v1", "v2", "v3"],
        delimiter=found.delimiter,
        decimal=".",
        answers=found.answers,
        positions=found.positions,
        first_row=found.first_row,
        resamples=0,
    )
    left, _ = run(script, tmp_path)
    items = answers.iloc[:, :3].set_axis(["v1", "v2", "v3"], axis=1) * (20 if "percent" in name else 1)
    assert left["alpha"] == pytest.approx(pingouin.cronbach_alpha(items)[0], rel=1e-10)
    assert left["n"] == len(answers)


@pytest.mark.parametrize("header", ["v1;v2;oud", "v1;V2;v3"])
def test_a_program_takes_the_names_that_stand_in_the_file(answers, tmp_path, header):
    rows = [";".join(f"{x:.0f}" for x in row[:3]) for row in answers.to_numpy()]
    content = "\n".join([header, *rows]).encode()
    (tmp_path / "a.csv").write_bytes(content)
    entries = [f"{name},item,s,1|2|3|4|5,{earlier}" for name, earlier in (("v1", ""), ("v2", ""), ("v3", "oud"))]
    codebook = "\n".join(["column,role,scale,answers,earlier_names", *entries]).encode()
    found = raw_answers(content, load_survey(content, codebook), ["v1", "v2", "v3"])
    assert list(found.names.values()) == header.split(";")
    script = reproduction_script("a.csv", list(found.names.values()), resamples=0)  # by its header, not by positions
    left, _ = run(script, tmp_path)
    assert left["alpha"] == pytest.approx(pingouin.cronbach_alpha(answers.iloc[:, :3])[0], rel=1e-10)


@pytest.mark.parametrize(
    ("n", "different", "gaps"),
    [
        (1_999, True, False),
        (2_000, True, False),
        (2_500, True, True),
        (10_001, True, False),
        (10_500, True, True),
        (20_000, True, False),
        (20_000, False, False),
        (20_000, False, True),
    ],
)
def test_the_interval_of_samples_is_that_of_the_screen_at_every_size(n, different, gaps, tmp_path):
    rng = np.random.default_rng(n)
    frame = pd.DataFrame(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, 3)), columns=["a", "b", "c"])
    frame = frame.round(6) if different else frame.round().clip(1, 5)
    if gaps:
        frame.iloc[::7, 0] = frame.iloc[::11, 1] = np.nan
    frame.to_csv(tmp_path / "antwoorden.csv", index=False)
    missing = "pairwise" if gaps else "listwise"
    script = reproduction_script(
        "antwoorden.csv", list(frame), delimiter=",", decimal=".", missing=missing, resamples=150
    )
    left, _ = run(script, tmp_path)
    drawn = reliability(frame, missing).bootstrap_interval(150)
    assert (left["bootstrap_low"], left["bootstrap_high"]) == pytest.approx((drawn.low, drawn.high), rel=1e-8)
