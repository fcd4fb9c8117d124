"""How long it takes to load a survey, against libraries reading the same bytes without understanding them; in one run.

Run from the root of the project: `python -m tests.benchmarks.survey_speed` (about a minute; `--large` adds a workbook
of 100,000 × 100 and a million respondents with 60 columns, and tells the memory used: four minutes).

Two shared cores, November 2026, with the other library in brackets: 100,000 × 100 as CSV 1.6 s (pandas 0.2 s), quoted
3.7 s (0.4 s), .zsav 5.7 s (pyreadstat 2.9 s), workbook 14 to 21 s (calamine 8 to 11 s); 1,000,000 × 60 as CSV 13 to 20
s (pandas 3 s). Peak memory of the whole run 2.4 GB.
"""

import io
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from analysis.survey import check_quality, load_survey, suggest_codebook

ITEMS = "1=helemaal niet zo|2=overwegend niet zo|3=deels niet, deels wel zo|4=overwegend wel zo|5=helemaal zo"


def seconds(task: Callable[[], object], repeats: int = 1) -> float:
    """Shortest of `repeats` runs."""
    durations = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        durations.append(time.perf_counter() - start)
    return min(durations)


def survey_file(rows: int, columns: int, quoted: bool = False) -> tuple[bytes, bytes]:
    """A file as survey tools write it, and its codebook: items with missing codes, an id, a group, a grade."""
    rng = np.random.default_rng(1)
    items = {f"v_{i}": rng.choice([1, 2, 3, 4, 5, 8], rows) for i in range(1, columns - 2)}
    frame = pd.DataFrame(
        {
            "nr": np.arange(rows),
            "model": rng.choice(["schotten", "ketens", "netwerk", "integraal"], rows),
            "cijfer": np.round(rng.uniform(1, 10, rows), 1),
            **items,
        }
    )
    text = frame.astype(str).to_csv(sep=";", index=False, quoting=1 if quoted else 0)
    lines = ["column,role,scale,answers,missing", "nr,id,,,", "model,group,,schotten|ketens|netwerk|integraal,"]
    lines += ["cijfer,grade,,,", *(f'{item},item,visie,"{ITEMS}",8=geen zicht op' for item in items)]
    return text.encode(), "\n".join(lines).encode()


def report(title: str, own: float, plain: float, other: str = "pandas.read_csv") -> None:
    print(f"{title:<45} {own:7.2f} s   {other:<15} {plain:7.2f} s   ratio {own / plain:6.1f}", flush=True)


def compare(rows: int, columns: int, *, quoted: bool = False, repeats: int = 2) -> None:
    content, codebook = survey_file(rows, columns, quoted)
    plain = seconds(lambda: pd.read_csv(io.BytesIO(content), sep=";"), repeats)
    name = f"{rows:,} × {columns}{', quoted' if quoted else ''}"
    report(f"{name}: with codebook", seconds(lambda: load_survey(content, codebook), repeats), plain)
    report(f"{name}: without", seconds(lambda: load_survey(content), repeats), plain)


def workbook(rows: int, columns: int) -> bytes:
    """A workbook of numbers, written as XML: openpyxl would take minutes for ten million cells."""
    letters = [get_column_letter(i + 1) for i in range(columns)]
    names = "".join(f'<c r="{at}1" t="inlineStr"><is><t>v_{i}</t></is></c>' for i, at in enumerate(letters))
    lines = [f'<row r="1">{names}</row>']
    for number, row in enumerate(np.random.default_rng(1).integers(1, 6, (rows, columns)).tolist(), start=2):
        cells = "".join([f'<c r="{at}{number}"><v>{v}</v></c>' for at, v in zip(letters, row, strict=True)])
        lines.append(f'<row r="{number}">{cells}</row>')
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    out = io.BytesIO()
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for member in old.namelist():
            content = old.read(member)
            if member == "xl/worksheets/sheet1.xml":
                filled = f"<sheetData>{''.join(lines)}</sheetData>".encode()
                content = re.sub(rb"<dimension[^>]*/>", b"", content)  # says that there is a single cell
                content = re.sub(rb"<sheetData */>|<sheetData></sheetData>", filled, content)
            new.writestr(member, content)
    return out.getvalue()


def compare_workbook(rows: int, columns: int, *, with_openpyxl: bool) -> None:
    """A workbook against what goes through the same cells without understanding them: calamine, and openpyxl."""
    content = workbook(rows, columns)

    def by_calamine() -> None:
        for _ in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).iter_rows():
            pass

    def by_openpyxl() -> None:
        for _ in openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True):
            pass

    own = seconds(lambda: load_survey(content))
    for name, task in (("calamine", by_calamine), *([("openpyxl", by_openpyxl)] if with_openpyxl else [])):
        report(f"{rows:,} × {columns} in a workbook", own, seconds(task), name)


def compare_spss(rows: int, columns: int) -> None:
    """An SPSS file, compressed, against pyreadstat reading it into a frame."""
    answers = np.random.default_rng(1).integers(1, 6, (rows, columns)).astype(np.float64)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zsav")
        pyreadstat.write_sav(pd.DataFrame(answers, columns=[f"v_{i}" for i in range(columns)]), path, compress=True)
        content = path.read_bytes()
    own = seconds(lambda: load_survey(content))
    report(
        f"{rows:,} × {columns} in a .zsav",
        own,
        seconds(lambda: pyreadstat.read_sav(io.BytesIO(content), user_missing=True)),
        "pyreadstat",
    )


def main() -> None:
    large = "--large" in sys.argv
    compare(100_000, 100)
    compare(100_000, 100, quoted=True)
    content, codebook = survey_file(100_000, 100)
    survey = load_survey(content, codebook)
    plain = seconds(lambda: pd.read_csv(io.BytesIO(content), sep=";"))
    report("100,000 × 100: check_quality", seconds(lambda: check_quality(survey)), plain)
    without = load_survey(content)
    report("100,000 × 100: suggest_codebook", seconds(lambda: suggest_codebook(without)), plain)
    compare_workbook(10_000, 100, with_openpyxl=True)
    compare_spss(100_000, 100)
    if large:
        compare_workbook(100_000, 100, with_openpyxl=False)
        compare(1_000_000, 60, repeats=1)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB", flush=True)


if __name__ == "__main__":
    main()
