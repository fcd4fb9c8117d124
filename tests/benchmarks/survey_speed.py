"""How long it takes to load a survey, against pandas reading the same bytes without understanding them; in one run.

Run from the root of the project: `python -m tests.benchmarks.survey_speed` (about a minute; `--large` adds a million
respondents with 60 columns and tells the memory used).
"""

import io
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import openpyxl
import pandas as pd

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


def report(title: str, own: float, plain: float) -> None:
    print(f"{title:<52} {own:7.2f} s   pandas.read_csv {plain:7.2f} s   ratio {own / plain:6.1f}")


def compare(rows: int, columns: int, *, quoted: bool = False, repeats: int = 2) -> None:
    content, codebook = survey_file(rows, columns, quoted)
    plain = seconds(lambda: pd.read_csv(io.BytesIO(content), sep=";"), repeats)
    name = f"{rows:,} × {columns}{', quoted' if quoted else ''}"
    report(f"{name}: with codebook", seconds(lambda: load_survey(content, codebook), repeats), plain)
    report(f"{name}: without", seconds(lambda: load_survey(content), repeats), plain)


def compare_workbook(rows: int, columns: int) -> None:
    """A workbook against openpyxl going through the same cells without understanding them."""
    rng = np.random.default_rng(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Antwoorden")
    sheet.append([f"v_{i}" for i in range(columns)])
    for row in rng.integers(1, 6, (rows, columns)).tolist():
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    own = seconds(lambda: load_survey(out))

    def iterate() -> None:
        for _ in openpyxl.load_workbook(out, read_only=True).active.iter_rows(values_only=True):
            pass

    plain = seconds(iterate)
    print(
        f"{f'{rows:,} × {columns} in a workbook':<52} {own:7.2f} s   openpyxl {plain:14.2f} s   "
        f"ratio {own / plain:6.2f}"
    )


def main() -> None:
    compare_workbook(*(100_000, 100) if "--large" in sys.argv else (10_000, 100))
    compare(100_000, 100)
    compare(100_000, 100, quoted=True)
    content, codebook = survey_file(100_000, 100)
    survey = load_survey(content, codebook)
    plain = seconds(lambda: pd.read_csv(io.BytesIO(content), sep=";"))
    report("100,000 × 100: check_quality", seconds(lambda: check_quality(survey)), plain)
    without = load_survey(content)
    report("100,000 × 100: suggest_codebook", seconds(lambda: suggest_codebook(without)), plain)
    if "--large" in sys.argv:
        compare(1_000_000, 60, repeats=1)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")


if __name__ == "__main__":
    main()
