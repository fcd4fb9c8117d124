"""The shipped surveys as the public function gives them (their contents have tests of their own)."""

import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import load_sample, sample_names, score_scales

SCALES = {
    "gedeelde_visie": ("Gedeelde visie", 6),
    "vertrouwen": ("Onderling vertrouwen", 6),
    "randvoorwaarden": ("Randvoorwaarden", 6),
    "sturing": ("Sturing op samenwerking", 6),
    "borging": ("Borging in beleid en bestuur", 8),
    "meerwaarde": ("Meerwaarde", 12),
}


@pytest.mark.parametrize("name", ["gemeenten", "samenwerkingsverbanden"])
def test_a_sample_has_its_scales_and_groups(name: str) -> None:
    survey = load_sample(name)
    assert survey.simulated
    assert survey.name == name
    assert {scale.name: (scale.label, len(scale.items)) for scale in survey.scales} == SCALES
    assert all((scale.minimum, scale.maximum) == (1.0, 5.0) for scale in survey.scales)
    models = [entry.column for entry in survey.groups if entry.column.startswith("model_")]
    assert models
    for model in models:
        column = survey.responses[model]
        assert isinstance(column.dtype, pd.CategoricalDtype)
        assert column.cat.ordered
        assert column.cat.categories.tolist() == ["schotten", "ketens", "netwerk", "integraal"]
    assert score_scales(survey).notna().sum().min() > 90
    assert not survey.receipt.warnings


def test_unknown_samples_are_answered_with_those_that_exist() -> None:
    assert sample_names() == ("gemeenten", "samenwerkingsverbanden")
    with pytest.raises(SurveyError, match=r'"provincies"\. Wel: gemeenten, samenwerkingsverbanden'):
        load_sample("provincies")
