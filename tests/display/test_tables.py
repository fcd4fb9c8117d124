"""Tables for the screen and for a spreadsheet."""

import csv
import io

import pandas as pd
import pytest

from display.charts import Table
from display.widgets import literal, spreadsheet_csv, table_html


def test_a_dutch_export_opens_in_dutch_excel() -> None:
    data = spreadsheet_csv(pd.DataFrame({"schaal": ["visie; kort"], "alfa": [0.8364], "n": [217]}), "nl")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["schaal", "alfa", "n"], ["visie; kort", "0,8364", "217"]]


def test_an_english_export_has_points_and_commas() -> None:
    data = spreadsheet_csv(pd.DataFrame({"scale": ["vision"], "alpha": [0.8364]}), "en")
    assert data.decode("utf-8-sig").splitlines() == ["scale,alpha", "vision,0.8364"]


def test_a_formula_in_a_label_does_not_run_in_a_spreadsheet() -> None:
    data = spreadsheet_csv(pd.DataFrame({"groep": ["=1+1", "-5", "-1,5", "@som", "gewoon"]}), "nl")
    cells = [row[0] for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")][1:]
    assert cells == ["'=1+1", "-5", "-1,5", "'@som", "gewoon"]


def test_labels_of_an_uploaded_file_cannot_become_html() -> None:
    shown = pd.DataFrame({"<b>kop</b>": ["<script>alert(1)</script>"], "n": ["3"]})
    page = table_html(Table('<i>"titel"</i>', shown, ("n",)))
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;" in page
    assert 'scope="row"' in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kolom visie_1, rij 3: 7", "Kolom visie_1, rij 3: 7"),  # an ordinary sentence stays readable
        ("![a](http://x.nl/a.png)", r"!\[a\](http://x.nl/a.png)"),
        ("*vet* en `code`", r"\*vet\* en \`code\`"),
        (":red[x] :material/home:", r"\:red\[x\] \:material/home:"),
        ("$x$ _y_ <b>", r"\$x\$ \_y\_ \<b>"),
    ],
)
def test_text_of_others_is_no_markdown(text: str, shown: str) -> None:
    assert literal(text) == shown


def test_codes_and_counts_have_no_decimal_sign_in_a_download() -> None:
    frame = pd.DataFrame({"code": [1.0, None], "score": [2.5, 3.0], "n": [217, 3]})
    assert spreadsheet_csv(frame, "nl").decode("utf-8-sig").splitlines() == ["code;score;n", "1;2,5;217", ";3,0;3"]
