"""Keeping the English catalogue complete: `make catalogue` adds what the code says and the catalogue lacks.

The Dutch sentences are collected from the calls that translate them; a test uses the same list to see that none is
without English.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

from display.texts import CATALOGUE

ROOT = Path(__file__).resolve().parent.parent

#: The calls whose first argument is a sentence for the screen (`plural`: the first two).
_CALLS = {
    "t": None,
    "mark": None,
    "plural": (1, 2),
    "Message": None,
    "AnalysisError": None,
    "BudgetError": None,
    "DisclosureError": None,
    "HeaderError": None,
    "PilotsError": None,
    "StatisticsError": None,
    "SurveyError": None,
    "UnknownAnswersError": None,
}


def sentences() -> Iterator[str | tuple[str, ...]]:
    """Every Dutch sentence in the code; a pair where it has a plural."""
    for folder in ("analysis", "display", "pages"):
        found = extract_from_dir(str(ROOT / folder), method_map=[("**.py", "python")], keywords=_CALLS)
        yield from (message for _, _, message, _, _ in found)
    for _, message, _, _ in extract_from_file("python", str(ROOT / "app.py"), keywords=_CALLS):
        yield message


def main() -> None:
    """Write the catalogue anew: known translations kept, new sentences empty, sentences that are gone left out."""
    with CATALOGUE.open("rb") as file:
        known = read_po(file, locale="en")
    # Dates stay as they were: a run that finds nothing new changes nothing.
    fresh = Catalog(
        locale="en",
        project="OZA-verkenner",
        version="1",
        fuzzy=False,
        msgid_bugs_address="none",
        header_comment="# English for the Dutch sentences of OZA-verkenner; see display/catalogue.py.",
        creation_date=known.creation_date,
        revision_date=known.creation_date,
        last_translator="the makers of OZA-verkenner",
    )
    for sentence in sentences():
        key = sentence if isinstance(sentence, str) else sentence[0]
        old = known.get(key)
        empty = "" if isinstance(sentence, str) else ("", "")
        fresh.add(sentence, old.string if old is not None and old.string else empty)
    with CATALOGUE.open("wb") as file:
        write_po(file, fresh, width=120, sort_output=True, omit_header=False)


if __name__ == "__main__":
    main()
