"""Looking up the study's figures; the values are typed from the source's tables, named beside them."""

from types import MappingProxyType

import pytest

from analysis.evidence.fidelity import Comparison, Figure, compare_with_print
from analysis.evidence.national import (
    RESPONDENTS,
    published_answers,
    published_grade,
    published_means,
    published_scale,
)
from analysis.survey import load_sample


def test_a_scale_of_appendix_3() -> None:
    found = published_scale("gemeente", "sturing")
    assert found is not None
    assert (found.items, found.mean, found.median, found.sd, found.alpha) == (6, 3.4, 3.5, 0.58, 0.722)
    assert published_scale("gemeente", "onbekend") is None


def test_means_by_model_of_figure_b4_2() -> None:
    """Consensus (gedeelde visie) and regie (sturing) in primary education, municipalities."""
    found = published_means("gemeente", "model_po", "gedeelde_visie")
    assert found is not None
    assert dict(found.means) == {"schotten": 3.27, "ketens": 3.49, "netwerk": 3.50, "integraal": 3.76}
    assert (found.figure, found.stars) == ("B4.2", 0)
    steering = published_means("gemeente", "model_po", "sturing")
    assert steering is not None
    assert (steering.means["integraal"], steering.stars) == (3.88, 2)
    assert isinstance(found.means, MappingProxyType)


def test_phases_are_spelled_as_in_the_survey_files() -> None:
    found = published_means("swv", "fase_kern", "vertrouwen")
    assert found is not None
    assert list(found.means) == ["oriëntatie", "start", "opbouw", "consolidatie"]


@pytest.mark.parametrize("column", ["model", "model_mbo", "regio", ""])
def test_no_means_where_the_study_has_none(column: str) -> None:
    assert published_means("gemeente", column, "vertrouwen") is None


@pytest.mark.parametrize(("sample", "group"), RESPONDENTS.items())
def test_the_sample_is_compared_with_every_printed_figure(sample: str, group: str) -> None:
    found = compare_with_print(load_sample(sample), group)
    kinds = {c.figure for c in found}
    assert kinds == set(Figure)
    sectors = 2 if group == "swv" else 3
    count = {kind: sum(c.figure is kind for c in found) for kind in kinds}
    assert count[Figure.ALPHA] == 6
    assert count[Figure.GROUP_MEAN] == sectors * 2 * 4 * 6
    assert count[Figure.SATISFACTION_MEAN] == sectors * 3 * 5


def test_rounding_to_print() -> None:
    def compared(simulated: float) -> Comparison:
        return Comparison(Figure.SCALE_MEAN, "", 3.4, simulated, 1, 100)

    assert compared(3.449).rounds
    assert compared(3.35).rounds
    assert not compared(3.451).rounds
    assert compared(3.5).deviation == pytest.approx(0.1)


def test_a_report_grade_of_table_b617() -> None:
    """Shared vision in mainstream education, partnerships: M = 5.96, SD = 1.69, N = 93."""
    found = published_grade("swv", "cijfer_gedeelde_visie_regulier")
    assert found is not None
    assert (found.table, found.mean, found.sd, found.n) == ("B.5.17", 5.96, 1.69, 93)
    assert published_grade("swv", "cijfer_gedeelde_visie_po") is None
    assert published_grade("gemeente", "tevredenheid_po") is None


def test_the_answers_of_table_b513() -> None:
    """Its first row: 0, 2, 27, 55, 15 percent, 1 percent without a view, N = 105."""
    found = published_answers("swv", "gedeelde_visie")
    assert found is not None
    first = found.table.iloc[0]
    assert [first[f"pct_{a}"] for a in range(1, 6)] == [0, 2, 27, 55, 15]
    assert (first["pct_no_view"], first["n"], first["table"]) == (1, 105, "B.5.13")
    assert len(found.table) == 6
    assert published_answers("swv", "onbekend") is None
