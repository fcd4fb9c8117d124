"""What is wrong in the study's tables, one assertion a known mistake, and nothing called impossible that is not.

The mistakes were found by reading the source (appendices 1 and 3 to 7), not by the audit. Each has a reason that stands
apart from the code: the arithmetic in the comment.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
import pytest

from analysis.evidence import audit, published
from analysis.evidence.audit import CERTAINTIES, RULES, Finding, Range, audit_published
from analysis.evidence.published import Published


@cache
def findings() -> tuple[Finding, ...]:
    return tuple(audit_published())


def one(where: str, rule: str) -> Finding:
    found = [finding for finding in findings() if finding.where == where and finding.rule == rule]
    assert len(found) == 1, f"{len(found)} findings for {where}, {rule}"
    return found[0]


IMPOSSIBLE = {
    # 109 of 380 is 28.7%.
    ("B.1.6, gemeente, inwoners, minder dan 15.000, population_pct", "percentage_of_count"),
    # Rows of 102%.
    ("B.6.14, gemeente, gedeelde_visie, 3", "percentages_sum"),
    ("B.6.14, gemeente, gedeelde_visie, 4", "percentages_sum"),
    ("B.6.15, gemeente, vertrouwen, 1", "percentages_sum"),
    ("B.6.15, gemeente, vertrouwen, 4", "percentages_sum"),
    ("B.5.29", "percentages_sum"),
    # 85% for vo, while 34% say that it does not apply.
    ("B.6.7, Gemeente, vo", "exclusive_answers"),
    # Alpha .843 and six statements with variances of .5 to .75.
    ("bijlage 3, swv, gedeelde_visie, sd", "alpha_sd"),
    # Answers of mostly 2 to 4 do not have an sd of 1.45 and 1.67.
    ("B4.1, gemeente, vo", "group_sd"),
    ("B4.1, gemeente, vso", "group_sd"),
}
UNLIKELY = {
    ("B.6.18, gemeente, vo, vertrouwen, max", "maximum_excluded"),
    ("B.6.18, gemeente, vo, sturing, vso", "n_swapped"),
    ("B.6.18, gemeente, vso, randvoorwaarden", "duplicate_row"),
    ("B4.3, gemeente, po, fase, meerwaarde", "stars"),
    ("bijlage 3, gemeente, vertrouwen, sd", "alpha_sd"),
    ("B.6.22, tekst bijlage 7", "text_against_table"),
    # All four are the same sd of .38, seen from the groups.
    ("B4.10, swv, overig, model, consensus", "between_variance"),
    ("B4.11, swv, overig, fase, consensus", "between_variance"),
    ("B4.22, swv, kern, gedeelde_visie", "between_variance"),
    ("B4.23, swv, overig, gedeelde_visie", "between_variance"),
}


def test_what_is_impossible_and_nothing_else() -> None:
    assert {(f.where, f.rule) for f in findings() if f.certainty == "impossible"} == IMPOSSIBLE


def test_what_is_unlikely() -> None:
    assert {(f.where, f.rule) for f in findings() if f.certainty == "unlikely"} == UNLIKELY


def test_the_figures_that_would_fit() -> None:
    assert one("B.1.6, gemeente, inwoners, minder dan 15.000, population_pct", "percentage_of_count").expected == (
        pytest.approx(28.7, abs=0.05)
    )
    sd = one("bijlage 3, swv, gedeelde_visie, sd", "alpha_sd")
    assert sd.printed == 0.38
    assert isinstance(sd.expected, Range)
    assert sd.expected.low == pytest.approx(0.60, abs=0.01)
    swapped = one("B.6.18, gemeente, vo, sturing, vso", "n_swapped")
    assert (swapped.printed, swapped.expected) == ((93, 153), (153, 93))
    assert one("B.6.18, gemeente, vo, vertrouwen, max", "maximum_excluded").printed == 7
    assert (
        one("B.6.18, gemeente, vso, randvoorwaarden", "duplicate_row").expected == "B.6.18, gemeente, vso, vertrouwen"
    )
    assert one("B4.3, gemeente, po, fase, meerwaarde", "stars").expected == 2
    for row in ("B.6.14, gemeente, gedeelde_visie, 3", "B.5.29"):
        assert one(row, "percentages_sum").printed == 102


@pytest.mark.parametrize(
    ("where", "rule", "printed"),
    [
        ("B.6.35", "duplicate_row", (29, 71)),  # N and percentages of B.5.28, asked of the partnerships
        ("B.6.23, gemeente", "answers_total", 67),  # N = 66
        ("B4.32, gemeente, po, 15.000 tot 50.000", "n_differs", 103),  # 104 in the response
        ("B4.32, gemeente, po, 50.000 tot 100.000", "n_differs", 25),  # 26 in the response
        ("B.1.6, gemeente, inwoners, 25.000 tot 50.000", "category_label", "25.000 tot 50.000"),
        ("B4.29, gemeente, po", "n_differs", (45, 76, 87)),  # B4.12: 46, 77, 89
        ("B4.31, gemeente, vso", "n_differs", (34, 63, 50)),  # B4.16: 34, 65, 51
        ("B.1.1, swv, regio, response_pct", "percentage_base", 104),  # percentages over 105
        ("tekst bijlage 7, goede voorbeelden", "text_against_table", 200),  # 85 and 119
        ("B.6.25, tekst bijlage 7", "text_against_table", 87),  # 84% in the table
        ("B.6.28, tekst bijlage 7", "text_against_table", 89),  # 86% in the table
        ("B.6.7, Gemeente, tekst bijlage 7", "text_against_table", (60, 85, 46)),  # po is said to be the highest
        ("bijlage 3, swv, meerwaarde, mean", "scale_mean", 3.3),  # its statements average 3.10
    ],
)
def test_what_is_notable(where: str, rule: str, printed: object) -> None:
    finding = one(where, rule)
    assert (finding.certainty, finding.printed) == ("notable", printed)


@pytest.mark.parametrize("figure", ["B4.24, gemeente, po", "B4.25, gemeente, vo", "B4.26, gemeente, vso"])
def test_one_n_over_scales_with_different_n(figure: str) -> None:
    found = [finding for finding in findings() if finding.where == figure and finding.rule == "n_differs"]
    assert [finding.expected for finding in found if isinstance(finding.expected, Range)] == [Range(212, 216)]
    assert len(found) == 2


def test_at_least_ten_that_cannot_be_or_hardly() -> None:
    assert sum(finding.certainty != "notable" for finding in findings()) >= 10


def test_every_finding_can_be_read() -> None:
    for finding in findings():
        assert finding.certainty in CERTAINTIES
        assert finding.rule in RULES
        sentence = str(finding.explanation)
        assert sentence.endswith(".")
        assert not re.search(r"[{}]|\bnan\b|\binf\b", sentence)
        assert re.match(r"B\.?\d|bijlage 3|tekst bijlage", finding.where)
    assert len({(f.where, f.rule, str(f.printed)) for f in findings()}) == len(findings())


class _Corrected(Published):
    """The study with its misprints replaced by figures that fit."""

    def _frame(self, name: str) -> pd.DataFrame:
        frame = super()._frame(name).copy()
        if name == "response":
            frame.loc[frame["population_pct"] == 295, "population_pct"] = 29
        if name == "scales":
            frame.loc[(frame["group"] == "swv") & (frame["scale"] == "gedeelde_visie"), "sd"] = 0.60
        if name == "distributions":
            frame.loc[(frame["table"] == "B.5.29") & (frame["pct"] == 25), "pct"] = 23
            frame.loc[(frame["table"] == "B.6.7") & (frame["row_nl"] == "Gemeente") & (frame["pct"] == 85), "pct"] = 58
        if name == "items":
            wide = (frame["group"] == "gemeente") & (frame.filter(like="pct_").sum(axis=1) == 102)
            frame.loc[wide, "pct_3"] -= 2
        return frame


def test_corrected_figures_are_accepted() -> None:
    study = _Corrected(published.load_published()._frames)
    left = {(f.where, f.rule) for f in audit_published(study) if f.certainty == "impossible"}
    assert left == {("B4.1, gemeente, vo", "group_sd"), ("B4.1, gemeente, vso", "group_sd")}


def test_the_functions_of_the_interface_are_there() -> None:
    for name in ("audit_item_table", "audit_scales", "audit_counts", "audit_means", "audit_published", "audit_summary"):
        assert callable(getattr(audit, name))
    assert list(Finding.__dataclass_fields__) == [*("where", "printed", "expected", "rule", "certainty", "explanation")]
