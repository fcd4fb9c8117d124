"""The rooms of the design hold what they should: read from the syntax trees, and from what an import really loads."""

import ast
import functools
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Which packages of analysis may import which (besides their own): one way only.
ALLOWED = {
    "errors": set(),
    "statistics": {"errors"},
    "survey": {"errors"},
    "evidence": {"errors", "statistics", "survey", "disclosure"},  # many tests in one call: each is protected inside it
    "pilots": {"errors", "statistics", "survey"},
    "budget": {"errors", "statistics", "survey"},
    "disclosure": {"errors", "statistics", "survey"},
}


def python_files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@functools.cache
def imports(path: Path) -> tuple[str, ...]:
    """Full names of the modules that a file imports, wherever in it the import stands."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def top(name: str) -> str:
    return name.split(".")[0]


def test_there_is_something_to_check() -> None:
    for folder in ("analysis", "display", "pages"):
        assert python_files(folder)


@pytest.mark.parametrize("path", python_files("analysis"), ids=lambda p: str(p.relative_to(ROOT)))
def test_analysis_knows_nothing_of_the_screen(path: Path) -> None:
    forbidden = {"streamlit", "plotly", "display", "pages", "app", "babel"}
    assert not forbidden & {top(name) for name in imports(path)}


@pytest.mark.parametrize("path", python_files("analysis"), ids=lambda p: str(p.relative_to(ROOT)))
def test_analysis_imports_go_one_way(path: Path) -> None:
    package = path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")
    if package == "__init__":
        return
    used = {name.split(".")[1] for name in imports(path) if name.startswith("analysis.")}
    assert used <= ALLOWED[package] | {package}


@pytest.mark.parametrize("path", python_files("display"), ids=lambda p: str(p.relative_to(ROOT)))
def test_display_does_not_import_pages(path: Path) -> None:
    used = {top(name) for name in imports(path)}
    assert not used & {"pages", "app", "scipy", "statsmodels", "pingouin"}


@pytest.mark.parametrize("path", python_files("pages"), ids=lambda p: p.name)
def test_a_page_is_inputs_one_call_and_display(path: Path) -> None:
    used = {top(name) for name in imports(path)}
    assert used <= {"streamlit", "analysis", "display", "collections", "dataclasses"}
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 130


def test_app_is_settings_and_navigation_only() -> None:
    assert {top(name) for name in imports(ROOT / "app.py")} == {"streamlit", "display"}


def test_the_three_statistics_do_not_import_each_other() -> None:
    entries = {"reliability", "groups", "descriptives"}
    for entry in entries:
        used = set(imports(ROOT / "analysis" / "statistics" / f"{entry}.py"))
        others = {f"analysis.statistics.{other}" for other in entries - {entry}}
        assert not used & others


def test_importing_analysis_loads_no_screen_library_and_no_slow_one() -> None:
    """What the syntax trees cannot show: an import of an import. Slow libraries are loaded where they are used."""
    program = (
        "import sys, analysis.survey, analysis.statistics, analysis.pilots, analysis.budget, analysis.disclosure;"
        "unwanted = ('streamlit', 'plotly', 'display', 'pingouin', 'statsmodels', 'seaborn');"
        "print([m for m in unwanted if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.strip() == "[]"


def test_every_requirement_is_pinned_and_used() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").split()
    assert lines
    files = [*python_files("analysis"), *python_files("display"), *python_files("pages"), ROOT / "app.py"]
    used = {top(name) for path in files for name in imports(path)}
    for line in lines:
        name, separator, _ = line.partition("==")
        assert separator, f"{line} is not pinned"
        assert name.replace("-", "_") in used, f"{name} is required but not imported"


def test_no_page_catches_more_than_analysis_errors() -> None:
    for path in [*python_files("pages"), *python_files("display")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and path.parent.name == "pages":
                assert ast.unparse(node.type) == "AnalysisError" if node.type else False


def test_pages_have_the_addresses_of_the_issue() -> None:
    app = (ROOT / "app.py").read_text(encoding="utf-8")
    assert set(re.findall(r'url_path="(\w+)"', app)) >= {"pilots", "gegevens", "schalen", "modellen", "begroting"}
