"""The programs in R that are handed out, really run: each number that they leave behind is the one on the page.

Needs Rscript with psych and GPArotation; elsewhere these tests are skipped. One start of R runs all programs.
"""

import json
import shutil
import subprocess

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

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

RSCRIPT = shutil.which("Rscript")
NAMES = ["visie 1", "a\\b", 'caf\u00e9 "x"', "100% d'accord; \u20ac", "TRUE", "#6"]
WORDS = ["Nooit", "z\u00e9lden", 'soms; "ja"', "vaak, nee", "altijd"]
PREPARE = """
for (package in c("psych", "GPArotation")) if (!requireNamespace(package, quietly = TRUE)) quit(status = 77)
"""
#: Runs one program by itself, as `Rscript program.R` does, and writes what it left behind as JSON.
RUN = r"""
quoted <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) return(paste0("{", paste0("\"", names(x), "\": ", sapply(x, quoted), collapse = ", "), "}"))
  paste0("[", paste(ifelse(is.finite(x), format(as.vector(x), digits = 17, trim = TRUE), "null"), collapse = ", "), "]")
}
WANTED <- c(
  "n", "pair_n", "alpha", "feldt", "lambda2", "split_half", "omega", "omega_ends", "bootstrap", "item_table",
  "correlations", "kmo", "kmo_items", "bartlett", "loadings", "factor_correlations", "rmsea", "suggested",
  "eigenvalues", "chi2", "srmr"
)
NEEDED <- c(workbook.R = "readxl", spss.R = "haven")
for (program in commandArgs(TRUE)) {
  if (program %in% names(NEEDED) && !requireNamespace(NEEDED[[program]], quietly = TRUE)) next
  left <- new.env(parent = globalenv())
  writeLines(capture.output(source(program, local = left)), paste0(program, ".txt"))
  values <- Filter(function(x) is.numeric(x) || is.data.frame(x), mget(intersect(WANTED, ls(left)), left))
  writeLines(quoted(values), paste0(program, ".json"))
}
"""

pytestmark = [
    pytest.mark.skipif(RSCRIPT is None, reason="Rscript is not installed: the programs in R are not run"),
    pytest.mark.xdist_group("r_programs"),  # one start of R for the whole suite
]


def _answers(rows, seed):
    rng = np.random.default_rng(seed)
    trait = rng.normal(size=(rows, 1))
    answers = pd.DataFrame(np.clip(np.round(3 + trait + rng.normal(size=(rows, 6))), 1, 5), columns=NAMES)
    return answers.mask(rng.random(answers.shape) < 0.03)


def _as_text(answers, folder):
    """Words, a reversed item, missing codes, a title above the header, a line end and a loose quote in open answers."""
    written = answers.copy()
    written["a\\b"] = 6 - written["a\\b"]
    texts = written.map(lambda x: "" if np.isnan(x) else WORDS[int(x) - 1])
    texts.iloc[5] = texts.iloc[5].replace("", "9")
    texts.insert(0, "open", ['a 5" screen' if i % 9 else "one;\ntwo" for i in range(len(texts))])
    cells = [["Exported\nin May", *[""] * 6], list(texts), *texts.to_numpy().tolist()]
    lines = (
        ";".join('"' + c.replace('"', '""') + '"' if set(c) & set(";\n") or '"ja"' in c else c for c in row)
        for row in cells
    )
    (folder / "met spatie.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    return {
        "file": "met spatie.csv",
        "encoding": "cp1252",
        "answers": {word: i for i, word in enumerate(WORDS, start=1)},
        "missing_codes": ["9", "n.v.t."],
        "positions": {name: place for place, name in enumerate(NAMES, start=2)},
        "first_row": 3,
        "left_out": [4, 12],
    }


def _as_commas(answers, folder):
    answers.map(lambda x: "" if np.isnan(x) else f"{x:.1f}".replace(".", ",")).to_csv(
        folder / "commas.csv", sep="\t", index=False, encoding="utf-8-sig"
    )
    return {"file": "commas.csv", "delimiter": "\t", "encoding": "utf-8-sig"}


def _as_workbook(answers, folder):
    """Titles above the header and an empty first column."""
    book = openpyxl.Workbook()
    book.active.title = "Blad 'één'"
    for row in (["Uitvoer"], [None, *NAMES], *([None, *row] for row in answers.itertuples(index=False))):
        book.active.append([None if cell != cell else cell for cell in row])
    book.save(folder / "blad.xlsx")
    places = {name: place for place, name in enumerate(NAMES, start=2)}
    return {"file": "blad.xlsx", "file_format": "xlsx", "sheet": "Blad 'één'", "positions": places, "first_row": 3}


def _as_spss(answers, folder):
    """9 stands for a missing answer."""
    names = [f"v{place}" for place in range(1, len(NAMES) + 1)]
    filled = answers.fillna(9).set_axis(names, axis=1)
    pyreadstat.write_sav(filled, str(folder / "spss.sav"), missing_ranges={name: [9] for name in names})
    places = {name: place for place, name in enumerate(NAMES, start=1)}
    return {"file": "spss.sav", "file_format": "sav", "positions": places, "missing_codes": ["9"]}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """By name of the program: what it left behind, what it printed, and the answers that it should have read."""
    folder = tmp_path_factory.mktemp("map met spatie")
    cases = {}

    def write(name, answers, script):
        path = folder / f"{name}.R"
        path.write_text(script.r, encoding="utf-8")
        cases[name] = (path, answers)

    everyone, many = _answers(92, 3), _answers(10_000, 4)
    text, commas = _as_text(everyone, folder), _as_commas(many, folder)
    some = everyone.drop(index=[1, 9])  # rows 4 and 12 of the file
    reversal = {"reversed_items": ["a\\b"], "minimum": 1, "maximum": 5}
    for missing in ("listwise", "pairwise"):
        write(
            f"alpha_{missing}", some,
            reproduction_script(items=NAMES, missing=missing, resamples=40, confidence=0.9, **reversal, **text),
        )  # fmt: skip
    write(
        "alpha_polychoric", some,
        reproduction_script(items=NAMES, missing="pairwise", resamples=0, basis="polychoric", **reversal, **text),
    )  # fmt: skip
    write(
        "structure", some,
        structure_script(
            items=NAMES, missing="pairwise", factors=2, basis="polychoric", reversal={"a\\b": 6.0}, **text
        ),
    )  # fmt: skip
    write("structure_of_many", many, structure_script(items=NAMES, factors=1, **commas))
    for name, write_file in (("workbook", _as_workbook), ("spss", _as_spss)):
        reading = {"decimal": ".", "missing": "pairwise", "resamples": 0}
        write(name, some, reproduction_script(items=NAMES, **write_file(some, folder), **reading))
    (folder / "prepare.R").write_text(PREPARE + RUN, encoding="utf-8")
    done = subprocess.run(
        [RSCRIPT, "--vanilla", "prepare.R", *(path.name for path, _ in cases.values())],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    if done.returncode == 77:
        pytest.skip("R has no psych and GPArotation: the programs in R are not run")
    assert done.returncode == 0, done.stderr
    return {
        name: (
            json.loads(path.with_name(f"{path.name}.json").read_text(), parse_constant=float),
            path.with_name(f"{path.name}.txt").read_text(encoding="utf-8"),
            answers,
        )
        for name, (path, answers) in cases.items()
        if path.with_name(f"{path.name}.json").exists()
    }


def _numbers(values):
    return [np.nan if value is None else value for value in values]


@pytest.mark.parametrize("name", ["alpha_listwise", "alpha_pairwise", "alpha_polychoric"])
def test_reliability_is_given_again(found, name):
    left, printed, answers = found[name]
    basis = "polychoric" if "polychoric" in name else "pearson"
    missing = "listwise" if "listwise" in name else "pairwise"
    ours = reliability(answers, missing, 0.95 if basis == "polychoric" else 0.9, basis=basis, minimum=1, maximum=5)
    close = 1e-9 if basis == "pearson" else 2e-6  # both search for each polychoric correlation
    assert (left["n"], left["pair_n"]) == ([ours.n], [ours.interval_n])
    assert 0 < len(answers) - len(answers.dropna()) < 25
    assert left["alpha"] == pytest.approx([ours.alpha], abs=close)
    assert ("ordinal alpha = " in printed) == (basis == "polychoric")
    assert left["feldt"] == pytest.approx([ours.interval.low, ours.interval.high], abs=close)
    assert left["lambda2"] == pytest.approx([ours.lambda2], abs=close)
    assert left["split_half"] == pytest.approx([ours.split_half], abs=close)
    assert left["omega"] == pytest.approx([ours.omega.value], abs=1e-5)  # factanal's search
    assert f"standardised alpha = {ours.standardised_alpha:.6f}" in printed or basis == "polychoric"
    if basis == "pearson":
        interval = ours.omega.interval
        assert left["omega_ends"] == pytest.approx([interval.low, interval.high], abs=1e-5)
        drawn = ours.bootstrap_interval(2000)
        assert left["bootstrap"] == pytest.approx([drawn.low, drawn.high], abs=0.08)
        assert f"alpha = {ours.alpha:.6f}, 90% interval" in printed
        assert f"{ours.alpha:.4f}".rstrip("0") in printed.split("--- psych")[1]
    for column, values in left["item_table"].items():
        assert _numbers(values) == pytest.approx(ours.items[column].to_list(), abs=2e-5), column
    assert "NaN" not in printed


@pytest.mark.parametrize("name", ["structure", "structure_of_many"])
def test_how_items_hang_together_is_given_again(found, name):
    left, printed, answers = found[name]
    missing, basis, factors = ("pairwise", "polychoric", 2) if name == "structure" else ("listwise", "pearson", 1)
    correlations = inter_item_correlations(answers, basis, missing=missing).r.to_numpy()
    assert left["correlations"] == pytest.approx(correlations.ravel(), abs=2e-6)
    ours = factor_analysis(answers, factors, missing=missing, basis=basis)
    close = 1e-9 if basis == "pearson" else 1e-5  # both search for each polychoric correlation
    assert left["pair_n"] == [ours.n]
    assert left["kmo"] == pytest.approx([ours.kmo], abs=close)
    assert left["kmo_items"] == pytest.approx(ours.kmo_items.to_list(), abs=close)
    assert left["bartlett"] == pytest.approx([ours.bartlett.chi2], rel=close)
    assert left["loadings"] == pytest.approx(ours.loadings.to_numpy().T.ravel(), abs=2e-5)
    assert left["factor_correlations"] == pytest.approx(ours.factor_correlations.to_numpy().ravel(), abs=2e-5)
    assert left["rmsea"] == pytest.approx([ours.rmsea.value, *_ends(ours.rmsea.interval)], abs=1e-5)
    assert f"TLI {ours.tli:.4f}, CFI {ours.cfi:.4f}" in printed
    parallel = parallel_analysis(answers, missing=missing)
    assert left["suggested"] == [parallel.suggested]
    assert left["eigenvalues"]["observed"] == pytest.approx(parallel.eigenvalues["observed"].to_list())
    assert left["eigenvalues"]["random_high"] == pytest.approx(parallel.eigenvalues["random_high"].to_list(), abs=0.03)
    fit = one_factor_fit(answers)
    assert left["chi2"] == pytest.approx([fit.chi2], rel=1e-5)
    assert left["srmr"] == pytest.approx([fit.srmr], abs=1e-6)
    one = printed.split("One factor")[1]
    assert f"CFI {fit.cfi:.4f}, TLI {fit.tli:.4f}, RMSEA {fit.rmsea.value:.4f}, SRMR {fit.srmr:.4f}" in one
    test = friedman(answers)
    assert f"Friedman (n = {test.n}): chi-square {test.chi2:.4f}" in printed
    assert f"Kendall's W = {test.kendalls_w:.6f}" in printed


@pytest.mark.parametrize("name", ["workbook", "spss"])
def test_a_workbook_and_an_spss_file(found, name):
    if name not in found:
        pytest.skip("R has no package for this kind of file")
    left, _, answers = found[name]
    ours = reliability(answers, "pairwise")
    assert left["n"] == [ours.n]
    assert left["item_table"]["n"] == ours.items["n"].to_list()
    assert left["alpha"] == pytest.approx([ours.alpha], abs=1e-9)


def _ends(interval):
    return interval.low, interval.high
