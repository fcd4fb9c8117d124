"""The published tables against the source, read again for these tests, and against what the source says elsewhere.

Nothing here was computed from the files. 'Line' is the line in the text of the source, the appendices to the national
inventory of 2018 (document 002).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.evidence import published as module
from analysis.evidence.published import DECIMALS, HEADINGS, Published, load_published, read_published

FOLDER = Path(module.__file__).resolve().parents[2] / "sample_data" / "published"
FILES = (
    *("response", "scales", "items", "grades", "group_means", "satisfaction_counts", "satisfaction_means"),
    *("misc", "distributions", "open_questions", "open_answers"),
)

# Columns as the description of the product names them, for whoever reads the files without this module.
COLUMNS = {
    "response": "figure respondent_group variable category response_n response_pct population_n population_pct",
    "scales": "scale group items mean median sd alpha",
    "items": "table group scale item_order label_nl label_en n pct_1 pct_2 pct_3 pct_4 pct_5 pct_no_view pct_na",
    "grades": "table group factor sector mean sd min max n",
    "group_means": "figure group sector by category factor mean stars",
    "satisfaction_counts": "figure group sector by category level n pct",
    "satisfaction_means": "figure group sector factor level n mean",
    "misc": "figure group sector row column statistic value",
    "distributions": "table group row_nl row_en n column pct",
    "open_questions": "table group question_nl question_en n",
    "open_answers": "table group answer_nl answer_en n_po n_vo n_total",
}

# Control totals: over the printed numbers of a table from left to right and from top to bottom (without the N's),
# the sum of position (from 1) times number; a dash counts as 0. Computed by a program from the text of the source,
# not from the files. A wrong, missing or exchanged number changes them.
CONTROL_TOTALS = {
    "response": """
        B.1.1 2741, B.1.2 3145, B.1.3 2952, B.1.4 2070, B.1.5 5039, B.1.6 6245, B.1.7 7903
    """,
    "group_means": """
        B4.2 1049.37, B4.3 1012.09, B4.4 1048.29, B4.5 1018.96, B4.6 1032.47, B4.7 1013.38, B4.8 1010.34,
        B4.9 992.93, B4.10 1044.91, B4.11 1003.84
    """,
    "satisfaction_counts": """
        B4.12 6338, B4.13 8356, B4.14 6103, B4.15 7904, B4.16 5950, B4.17 6692, B4.18 4895, B4.19 6206, B4.20 4529,
        B4.21 5614
    """,
    "satisfaction_means": """
        B4.22 253.3, B4.23 251.2, B4.24 256.7, B4.25 259.2, B4.26 258, B4.27 20.3, B4.28 19.5, B4.29 20.6,
        B4.30 20.8, B4.31 20.7
    """,
    "items": """
        B.5.13 11128, B.5.14 11116, B.5.15 10845, B.5.16 10945, B.5.19 4975, B.5.20 7368, B.5.21 2693, B.5.22 50839,
        B.6.14 11270, B.6.15 11353, B.6.16 11086, B.6.17 11106, B.6.21 5102, B.6.24 7532, B.6.27 2784, B.6.30 44207
    """,
    "distributions": """
        B.5.1 229, B.5.2 1218, B.5.3 1176, B.5.4 19949, B.5.5 15383, B.5.6 1265, B.5.7 1121, B.5.8 15279,
        B.5.9 20881, B.5.10 1109, B.5.11 1352, B.5.18 1340, B.5.24 195, B.5.28 171, B.5.29 179, B.6.1 2799,
        B.6.2 29498, B.6.3 7475, B.6.4 3021, B.6.5 3003, B.6.6 2779, B.6.7 24432, B.6.8 28310, B.6.9 220,
        B.6.10 279, B.6.11 2651, B.6.12 3188, B.6.19 3785, B.6.20 7343, B.6.22 159, B.6.25 116, B.6.28 114,
        B.6.32 191, B.6.34 151, B.6.35 171, B.6.36 337
    """,
    "open_answers": """
        B.5.12 875, B.5.23 1748, B.5.25 1950, B.5.26 1714, B.5.27 2278, B.6.2 333, B.6.3 131, B.6.7 190, B.6.8 71,
        B.6.13 909, B.6.23 247, B.6.26 85, B.6.29 61, B.6.31 1157, B.6.33 3243, B.6.36 79
    """,
}
VALUES = {
    "response": ["response_n", "response_pct", "population_n", "population_pct"],
    "group_means": ["mean"],
    "satisfaction_counts": ["n", "pct"],
    "satisfaction_means": ["mean"],
    "items": ["pct_1", "pct_2", "pct_3", "pct_4", "pct_5", "pct_no_view", "pct_na"],
    "distributions": ["pct"],
    "open_answers": ["n_po", "n_vo", "n_total"],
}


@pytest.fixture(scope="module")
def tables() -> Published:
    return load_published()


def row(frame: pd.DataFrame, **key: object) -> pd.Series:
    """The one row with these values."""
    found = frame[(frame[list(key)] == pd.Series(key)).all(axis=1)]
    assert len(found) == 1, f"{len(found)} rows for {key}"
    return found.iloc[0]


class TestTranscription:
    @pytest.mark.parametrize("name", FILES)
    def test_the_columns_are_the_documented_ones(self, tables: Published, name: str) -> None:
        assert " ".join(getattr(tables, name).columns) == COLUMNS[name]

    @pytest.mark.parametrize(
        ("name", "rows"),
        [
            ("response", 3 + 3 + 3 + 2 + 3 + 4 + 3),  # categories of B.1.1 … B.1.7
            ("scales", 6 * 2),
            ("items", (6 + 6 + 6 + 6 + 8 + 12 + 4) * 2),
            ("grades", 4 * 2 + 4 * 3),
            ("group_means", 10 * 4 * 6),
            ("satisfaction_counts", 5 * 6 * 3 + 5 * 4 * 3),
            ("satisfaction_means", 5 * 4 * 3 + 5 * 3),
            ("misc", 2 * 2 * 3 + 2 + 4 * 4 * 2),  # B4.1 and its two stars, B4.32
            ("open_questions", 11),
        ],
    )
    def test_every_row_of_the_source_is_there(self, tables: Published, name: str, rows: int) -> None:
        assert len(getattr(tables, name)) == rows

    @pytest.mark.parametrize("name", CONTROL_TOTALS)
    def test_the_numbers_have_the_control_totals_of_the_source(self, tables: Published, name: str) -> None:
        frame = getattr(tables, name)
        number = "figure" if "figure" in frame else "table"
        totals = {}
        for source, part in frame.groupby(number):
            printed = part[VALUES[name]].dropna(axis=1, how="all").to_numpy(dtype=float).ravel()
            totals[source] = sum(
                position * value for position, value in enumerate(printed, start=1) if not pd.isna(value)
            )
        expected = dict(entry.split() for entry in CONTROL_TOTALS[name].split(","))
        assert totals == pytest.approx({source: float(total) for source, total in expected.items()}, abs=0.001)

    @pytest.mark.parametrize(
        ("name", "key", "expected"),
        [
            # line 200: the population percentage is printed as 295, without a percent sign
            (
                "response",
                {"category": "minder dan 15.000"},
                {"figure": "B.1.6", "response_n": 65, "population_pct": 295},
            ),
            # line 204: the second class begins at 25, though figure B4.32 begins it at 15
            ("response", {"category": "25.000 tot 50.000"}, {"response_n": 104, "population_n": 191}),
            # line 723 and 736
            ("scales", {"scale": "gedeelde_visie", "group": "swv"}, {"mean": 3.4, "sd": 0.38, "alpha": 0.843}),
            ("scales", {"scale": "borging", "group": "gemeente"}, {"items": 8, "sd": 0.63, "alpha": 0.731}),
            # line 1501, a row cut in two by the end of a page
            (
                "items",
                {"group": "swv", "scale": "randvoorwaarden", "item_order": 2},
                {"table": "B.5.15", "n": 105, "pct_1": 16, "pct_2": 31, "pct_no_view": 8},
            ),
            # line 1558: the last of the four that are in no scale
            (
                "items",
                {"group": "swv", "scale": "financien_overig", "item_order": 4},
                {"table": "B.5.20", "label_en": "One integrated budget", "pct_1": 67, "pct_5": 0, "pct_no_view": 13},
            ),
            # line 1586: the only table that offers 'does not apply'
            (
                "items",
                {"group": "swv", "scale": "meerwaarde", "item_order": 10},
                {"table": "B.5.22", "pct_2": 30, "pct_5": 0, "pct_no_view": 33, "pct_na": 8},
            ),
            # line 2079, line 2098, line 2231
            (
                "items",
                {"group": "gemeente", "scale": "vertrouwen", "item_order": 6},
                {"table": "B.6.15", "n": 214, "pct_4": 53, "pct_5": 23},
            ),
            (
                "items",
                {"group": "gemeente", "scale": "sturing", "item_order": 4},
                {"table": "B.6.17", "n": 212, "pct_2": 14, "pct_3": 40},
            ),
            (
                "items",
                {"group": "gemeente", "scale": "meerwaarde", "item_order": 12},
                {"table": "B.6.30", "n": 207, "pct_1": 12, "pct_2": 36, "pct_no_view": 29},
            ),
            # lines 1525–1527, cut in two; line 2106: a maximum of 7 where the others have 9 and 10
            (
                "grades",
                {"group": "swv", "factor": "sturing", "sector": "speciaal"},
                {"mean": 5.95, "sd": 1.49, "min": 3, "max": 8, "n": 84},
            ),
            (
                "grades",
                {"group": "gemeente", "factor": "vertrouwen", "sector": "vo"},
                {"mean": 6.61, "sd": 1.01, "min": 3, "max": 7, "n": 157},
            ),
            # table B.6.18: one sd is printed with a decimal comma
            (
                "grades",
                {"group": "gemeente", "factor": "randvoorwaarden", "sector": "vo"},
                {"mean": 5.96, "sd": 1.39, "n": 151},
            ),
            # line 907 and line 940: two stars, but none for meerwaarde
            (
                "group_means",
                {"figure": "B4.8", "category": "integraal", "factor": "regie"},
                {"group": "swv", "sector": "kern", "by": "model", "mean": 3.69, "stars": 2},
            ),
            (
                "group_means",
                {"figure": "B4.11", "category": "orientatie", "factor": "meerwaarde"},
                {"sector": "overig", "by": "fase", "mean": 3.09, "stars": 0},
            ),
            # figure B4.4, heading with one star
            (
                "group_means",
                {"figure": "B4.4", "category": "netwerk", "factor": "meerwaarde"},
                {"mean": 3.29, "stars": 1},
            ),
            # line 981 and line 1041
            (
                "satisfaction_counts",
                {"figure": "B4.14", "category": "ketens", "level": "neutraal"},
                {"group": "gemeente", "sector": "vo", "n": 40, "pct": 57},
            ),
            (
                "satisfaction_counts",
                {"figure": "B4.20", "category": "integraal", "level": "tevreden"},
                {"group": "swv", "sector": "overig", "n": 3, "pct": 12},
            ),
            # line 1124 and line 1163
            (
                "satisfaction_means",
                {"figure": "B4.26", "factor": "sturing", "level": "tevreden"},
                {"sector": "vso", "n": 50, "mean": 3.7},
            ),
            (
                "satisfaction_means",
                {"figure": "B4.28", "level": "neutraal"},
                {"factor": "borging", "n": 38, "mean": 3.0},
            ),
            # line 802 and line 1258
            ("misc", {"sector": "vso", "row": "breed_team", "statistic": "sd"}, {"figure": "B4.1", "value": 1.39}),
            (
                "misc",
                {"row": "meer dan 100.000", "column": "ketens", "statistic": "pct"},
                {"figure": "B4.32", "value": 68},
            ),
            # line 1336, line 1793, line 1918, line 2118
            (
                "distributions",
                {"table": "B.5.5", "row_en": "Certified child-protection bodies", "column": "geen_zicht_op"},
                {"n": 105, "pct": 24},
            ),
            ("distributions", {"table": "B.5.29", "row_nl": "Ja"}, {"n": 75, "pct": 77}),
            ("distributions", {"table": "B.6.7", "row_nl": "Gemeente", "column": "vo"}, {"n": 217, "pct": 85}),
            (
                "distributions",
                {"table": "B.6.19", "row_nl": "Schoolbesturen", "column": "geen_afspraken"},
                {"n": 208, "pct": 36},
            ),
            # line 1974: printed without a percent sign
            ("distributions", {"table": "B.6.9", "row_nl": "Nee"}, {"n": 217, "pct": 9}),
            # line 1645, line 1930, line 2285
            ("open_answers", {"table": "B.5.26", "answer_en": "Joint agenda"}, {"n_po": 6, "n_vo": 5}),
            ("open_answers", {"table": "B.6.7", "answer_nl": "Rechter"}, {"n_total": 3}),
            ("open_answers", {"table": "B.6.33", "answer_nl": "Overig"}, {"n_total": 30}),
            ("open_questions", {"table": "B.6.23"}, {"group": "gemeente", "n": 66}),
        ],
    )
    def test_numbers_that_are_easily_misread(
        self, tables: Published, name: str, key: dict[str, object], expected: dict[str, object]
    ) -> None:
        found = row(getattr(tables, name), **key)
        assert found[list(expected)].to_dict() == expected

    def test_a_dash_is_a_gap(self, tables: Published) -> None:
        # line 1677: a number for the partnerships of primary, a dash for those of secondary education
        answer = row(tables.open_answers, table="B.5.27", answer_nl="Onderwijs bij inkoop betrekken")
        assert answer["n_po"] == 3
        assert pd.isna(answer["n_vo"])
        assert pd.isna(answer["n_total"])

    def test_the_number_of_respondents_follows_the_table(self, tables: Published) -> None:
        # B.5: 105 in every table of statements; B.6: it falls as respondents leave the questionnaire
        n = tables.items.groupby("table")["n"].agg(["min", "max"])
        assert (n["min"] == n["max"]).all()
        assert n["min"].filter(like="B.5").unique().tolist() == [105]
        assert n["min"].filter(like="B.6").tolist() == [216, 214, 213, 212, 208, 208, 208, 207]

    def test_not_applicable_was_printed_in_one_table_only(self, tables: Published) -> None:
        assert tables.items.dropna(subset="pct_na")["table"].unique().tolist() == ["B.5.22"]

    @pytest.mark.parametrize(("name", "column"), [(name, column) for name in DECIMALS for column in DECIMALS[name]])
    def test_numbers_are_written_with_the_decimals_of_print(self, name: str, column: str) -> None:
        cells = pd.read_csv(FOLDER / f"{name}.csv", dtype=str)[column]
        short = cells[cells.str.partition(".")[2].str.len() != DECIMALS[name][column]]
        assert short.tolist() == {("grades", "mean"): ["6.2"], ("grades", "sd"): ["1.4"]}.get((name, column), [])


class TestAgreementWithinTheSource:
    """Figures that the source prints twice, or that follow from one another."""

    def test_answers_to_a_statement_add_up_to_about_100(self, tables: Published) -> None:
        total = tables.items[VALUES["items"]].sum(axis=1)
        assert total.between(99, 102).all()
        assert (total == 102).sum() == 4  # four rows of the municipalities, a known flaw of the source

    def test_single_choice_questions_add_up_to_about_100(self, tables: Published) -> None:
        several = ["B.5.1", "B.5.9", "B.6.2", "B.6.3", "B.6.7", "B.6.8", "B.6.19", "B.6.36"]
        one = tables.distributions[~tables.distributions["table"].isin(several)]
        by_row = one[one["column"] != "percentage"].groupby(["table", "row_nl"])["pct"].sum()
        assert len(by_row) > 40
        assert by_row.between(98, 102).all()
        by_table = one[one["column"] == "percentage"].groupby("table")["pct"].sum()
        assert by_table.drop("B.5.29").between(99, 101).all()
        assert by_table["B.5.29"] == 102  # 25% and 77%: as printed

    def test_percentages_of_satisfaction_are_those_of_the_counts(self, tables: Published) -> None:
        counts = tables.satisfaction_counts
        total = counts.groupby(["figure", "level"])["n"].transform("sum")
        assert ((100 * counts["n"] / total - counts["pct"]).abs() <= 0.5).all()

    def test_partnerships_by_model_and_satisfaction_add_up_to_the_n_of_the_means(self, tables: Published) -> None:
        counts = tables.satisfaction_counts.query("group == 'swv' and by == 'model'")
        added = counts.groupby(["sector", "level"])["n"].sum()
        printed = tables.satisfaction_means.query("group == 'swv'").groupby(["sector", "level"])["n"].unique()
        assert {key: [value] for key, value in added.items()} == {key: list(value) for key, value in printed.items()}

    def test_categories_of_the_response_add_up(self, tables: Published) -> None:
        totals = tables.response.groupby("figure")[["response_n", "population_n"]].sum()
        # B.1.1 and B.1.2 leave out a national partnership each of the respondents and two of the population
        assert totals["response_n"].tolist() == [104, 104, 105, 105, 217, 217, 217]
        assert totals["population_n"].tolist() == [149, 149, 151, 151, 380, 380, 380]

    def test_percentages_of_the_response_are_those_of_the_counts(self, tables: Published) -> None:
        response = tables.response
        for part in ("response", "population"):
            total = response.groupby("figure")[f"{part}_n"].transform("sum")
            off = (100 * response[f"{part}_n"] / total - response[f"{part}_pct"]).abs() > 0.6
            assert response.loc[off, "category"].tolist() == (["minder dan 15.000"] if part == "population" else [])

    def test_size_by_model_adds_up_to_the_respondents_of_that_size(self, tables: Published) -> None:
        size = tables.misc.query("figure == 'B4.32' and statistic == 'n'").groupby("row")["value"].sum()
        assert size["minder dan 15.000"] == row(tables.response, category="minder dan 15.000")["response_n"]
        assert size["meer dan 100.000"] == row(tables.response, category="meer dan 100.000")["response_n"]

    @pytest.mark.parametrize(
        ("table", "columns", "low", "high"),
        [
            # The text of appendix 4, over those who gave an answer
            ("B.5.2", ["opbouw"], 51, 58),  # line 780
            ("B.5.3", ["opbouw"], 51, 58),  # line 780
            ("B.6.1", ["opbouw"], 53, 59),  # line 782
            ("B.5.10", ["ketens", "netwerk"], 80, 82),  # line 784
            ("B.6.11", ["ketens", "netwerk"], 81, 86),  # line 784
            ("B.5.11", ["tevreden", "zeer_tevreden"], 27, 28),  # line 811
            ("B.6.12", ["tevreden", "zeer_tevreden"], 34, 42),  # line 819
        ],
    )
    def test_the_text_gives_the_same_shares(
        self, tables: Published, table: str, columns: list[str], low: int, high: int
    ) -> None:
        printed = tables.distributions[tables.distributions["table"] == table]
        wide = printed.pivot_table(index="row_nl", columns="column", values="pct", aggfunc="sum")
        answered = wide.drop(columns=["geen_zicht_op", "niet_van_toepassing"]).sum(axis=1)
        share = 100 * wide[columns].sum(axis=1) / answered
        assert len(share) >= 2
        assert share.between(low - 1, high + 1).all()  # whole percents add and divide to within one percent

    def test_bottlenecks_are_those_of_the_text(self, tables: Published) -> None:
        # line 1217: 95% of the partnerships and 91% of the municipalities
        assert row(tables.distributions, table="B.5.24", row_nl="Ja")["pct"] == 95
        assert row(tables.distributions, table="B.6.32", row_nl="Ja")["pct"] == 91

    def test_every_mean_lies_within_its_scale(self, tables: Published) -> None:
        for frame in (tables.scales, tables.group_means, tables.satisfaction_means):
            assert frame["mean"].between(1, 5).all()
        grades = tables.grades
        assert ((grades["min"] < grades["mean"]) & (grades["mean"] < grades["max"]) & (grades["max"] <= 10)).all()


class TestVocabulary:
    def test_sectors_belong_to_their_group(self, tables: Published) -> None:
        sectors = {"swv": {"kern", "overig"}, "gemeente": {"po", "vo", "vso"}}
        for frame in (tables.group_means, tables.satisfaction_counts, tables.satisfaction_means):
            assert frame.groupby("group")["sector"].agg(set).to_dict() == sectors
        assert tables.grades.groupby("group")["sector"].agg(set).to_dict() == {
            **sectors,
            "swv": {"regulier", "speciaal"},
        }

    def test_categories_belong_to_model_or_phase(self, tables: Published) -> None:
        models, phases = (
            {"schotten", "ketens", "netwerk", "integraal"},
            {"orientatie", "start", "opbouw", "consolidatie"},
        )
        unanswered = {"geen_zicht_op", "niet_van_toepassing"}
        means = tables.group_means.groupby("by")["category"].agg(set).to_dict()
        counts = tables.satisfaction_counts.groupby("by")["category"].agg(set).to_dict()
        assert means == {"model": models, "fase": phases}
        assert counts == {"model": models | unanswered, "fase": phases}

    def test_scales_have_the_published_number_of_items_in_both_groups(self, tables: Published) -> None:
        expected = dict.fromkeys(("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing"), 6)
        expected |= {"borging": 8, "meerwaarde": 12, "financien_overig": 4}
        for _, items in tables.items.groupby("group"):
            orders = items.groupby("scale")["item_order"].agg(list).to_dict()
            assert orders == {scale: list(range(1, number + 1)) for scale, number in expected.items()}
        printed = tables.scales.groupby("scale")["items"].unique()
        assert {scale: list(number) for scale, number in printed.items()} == {
            scale: [number] for scale, number in expected.items() if scale != "financien_overig"
        }

    def test_headings_stand_for_scales(self, tables: Published) -> None:
        # appendix 4 itself: 'consensus' and 'regie' are the working names of gedeelde visie and sturing (appendix 2)
        assert set(tables.group_means["factor"]) == set(HEADINGS)
        assert set(HEADINGS.values()) == set(tables.scales["scale"])
        assert (HEADINGS["consensus"], HEADINGS["regie"]) == ("gedeelde_visie", "sturing")

    def test_tables_belong_to_their_group(self, tables: Published) -> None:
        for frame in (tables.items, tables.grades, tables.distributions, tables.open_answers, tables.open_questions):
            assert (frame["table"].str.startswith("B.5.") == (frame["group"] == "swv")).all()
            assert frame["table"].str.fullmatch(r"B\.[56]\.\d{1,2}").all()

    def test_open_answers_count_in_the_columns_of_their_group(self, tables: Published) -> None:
        answers = tables.open_answers
        of_partnership = answers["group"] == "swv"
        assert (answers["n_total"].isna() == of_partnership).all()
        assert (answers[["n_po", "n_vo"]].notna().any(axis=1) == of_partnership).all()
        assert set(tables.open_questions["table"]) <= set(answers["table"])


class TestLabels:
    PAIRS = (
        ("items", "label_nl", "label_en"),
        ("distributions", "row_nl", "row_en"),
        ("open_questions", "question_nl", "question_en"),
        ("open_answers", "answer_nl", "answer_en"),
    )

    @pytest.mark.parametrize(("name", "dutch", "english"), PAIRS)
    def test_labels_are_short_and_in_both_languages(
        self, tables: Published, name: str, dutch: str, english: str
    ) -> None:
        labels = getattr(tables, name)[[dutch, english]].drop_duplicates()
        assert labels.map(str.strip).equals(labels)
        # Short enough to be no sentence of the source, and to stand beside a bar
        assert (labels.map(lambda label: len(label.split())) <= 10).all(axis=None)
        same = set(labels.loc[labels[dutch] == labels[english], dutch])
        assert same <= {"Manager"}

    @pytest.mark.parametrize(("name", "dutch", "english"), PAIRS)
    def test_a_dutch_label_has_one_translation(self, tables: Published, name: str, dutch: str, english: str) -> None:
        labels = getattr(tables, name)[[dutch, english]].drop_duplicates()
        assert labels[dutch].is_unique
        assert labels[english].is_unique

    def test_both_groups_have_the_same_label_for_the_same_statement(self, tables: Published) -> None:
        columns = ["scale", "item_order", "label_nl", "label_en"]
        partnerships, municipalities = (
            tables.items.query("group == @group")[columns].sort_values(columns[:2]).reset_index(drop=True)
            for group in ("swv", "gemeente")
        )
        assert partnerships.equals(municipalities)


class TestReading:
    def test_frames_have_the_types_that_plain_reading_gives(self, tables: Published) -> None:
        for name in FILES:
            frame = getattr(tables, name)
            plain = pd.read_csv(FOLDER / f"{name}.csv")
            pd.testing.assert_frame_equal(frame, plain)

    def test_reading_happens_once(self) -> None:
        assert load_published() is load_published()

    def test_changing_a_frame_changes_nothing_for_the_next_user(self, tables: Published) -> None:
        mine = tables.items
        mine.loc[0, "n"] = -1
        mine["new"] = 0
        assert tables.items.loc[0, "n"] == 105
        assert "new" not in tables.items
        with pytest.raises(ValueError, match="read-only"):
            tables.items["n"].to_numpy()[0] = -1

    def test_the_collection_is_frozen(self, tables: Published) -> None:
        with pytest.raises(AttributeError):
            tables.items = pd.DataFrame()  # type: ignore[misc]

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return Path(shutil.copytree(FOLDER, tmp_path / "published"))

    @pytest.mark.parametrize(
        ("name", "old", "new", "message"),
        [
            ("scales", "borging,swv,8", "borging,swf,8", r"scales\.csv, column group: .*swf"),
            ("scales", "0.870", "0.8700", r"scales\.csv, column alpha: .*0\.8700"),
            ("scales", "0.79,0.870", ",0.870", r"scales\.csv, column sd"),
            ("grades", "5.96,1.69", '"5,96",1.69', r"grades\.csv, column mean: .*5,96"),
            ("items", "Hulp op maat,", ",", r"items\.csv, column label_nl"),
            ("items", "gemeente,meerwaarde,2,", "gemeente,meerwaarde,1,", r"items\.csv: more than one row"),
            ("misc", "statistic,value", "value,statistic", r"misc\.csv: expected columns"),
            ("distributions", "percentage,54", "percentage,-54", r"distributions\.csv, column pct: .*-54"),
            ("distributions", "percentage,54", "percentage,54%", r"distributions\.csv, column pct: .*54%"),
        ],
    )
    def test_a_damaged_file_is_named(self, folder: Path, name: str, old: str, new: str, message: str) -> None:
        path = folder / f"{name}.csv"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ValueError, match=message):
            read_published(folder)

    def test_a_missing_file_is_named(self, folder: Path) -> None:
        (folder / "misc.csv").unlink()
        with pytest.raises(FileNotFoundError, match=r"misc\.csv"):
            read_published(folder)
