"""Tables of means, standard deviations and numbers as they are pasted or saved."""

import io

import numpy as np
import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import load_means

ROWS = [[3.27, 0.7, 19], [3.49, 0.61, 93], [3.5, 0.66, 92]]
GROUPS = ["schotten", "ketens", "netwerk"]


@pytest.mark.parametrize(
    "content",
    [
        "groep;gemiddelde;sd;n\nschotten;3,27;0,70;19\nketens;3,49;0,61;93\nnetwerk;3,5;0,66;92\n",
        "n\tStandaarddeviatie\tModel\tGem.\n19\t0,70\tschotten\t3,27\n93\t0,61\tketens\t3,49\n92\t0,66\tnetwerk\t3,5",
        "schotten,3.27,0.70,19\nketens,3.49,0.61,93\nnetwerk,3.5,0.66,92\n",
        "a;b;c;d\nschotten;3,27;0,70;19\nketens;3,49;0,61;93\nnetwerk;3,5;0,66;92\n",
        "groep;M;SD;Aantal\nschotten;3,27;0,70;19\nketens;3,49;0,61;93\nnetwerk;3,5;0,66;92\nTotaal;3,47;0,64;204\n",
    ],
    ids=["dutch", "pasted", "no header", "other names", "with totals"],
)
def test_however_it_is_written_it_is_the_same_table(content: str) -> None:
    found = load_means(content)
    assert found.means.index.tolist() == GROUPS
    assert found.means[["mean", "sd", "n"]].to_numpy().tolist() == ROWS
    assert bool(found.notes) == ("Totaal" in content)


def test_a_workbook_and_thousands() -> None:
    file = io.BytesIO()
    pd.DataFrame(ROWS, columns=["mean", "sd", "n"], index=pd.Index(GROUPS, name="group")).to_excel(file)
    assert load_means(file.getvalue(), "tabel.xlsx").means.to_numpy().tolist() == ROWS
    assert load_means("g;m;sd;n\na;3,1;1;1.145\nb;3;1;12").means["n"].tolist() == [1145, 12]


def test_an_empty_cell_is_missing() -> None:
    found = load_means("groep;gemiddelde;sd;n\na;3;;1\nb;4;1;20").means
    assert np.isnan(found.loc["a", "sd"])
    assert found.loc["b"].tolist() == [4, 1, 20]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("groep;gemiddelde;sd;n\na;3;1;20\nb;drie;1;20", "rij 3, kolom gemiddelde: ‘drie’ is geen getal"),
        ("groep;gemiddelde;sd;n\na;3;1;20\nb;3;1;veel", "rij 3, kolom n: ‘veel’ is geen getal"),
        ("groep;gemiddelde;n\na;3;20\nb;4;20", "geen kolom voor de standaarddeviatie .*groep, gemiddelde, n"),
        ("gemiddelde;sd;n\n3;1;20\n4;1;20", "geen kolom met de namen van de groepen"),
        ("groep;gemiddelde;sd;n\na;3;1;20\na;4;1;20", "“a” komt meer dan eens voor"),
        ("groep;gemiddelde;sd;n\na;3;1;20\n;4;1;20", "rij 3: de groep heeft geen naam"),
    ],
)
def test_what_is_no_such_table_says_where(content: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        load_means(content)
