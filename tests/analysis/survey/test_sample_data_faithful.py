"""The bar for the simulated survey files: every printed figure of the study, computed again from the files.

Nothing here is shared with the generator: plain pandas, SciPy and pingouin on the shipped CSV files, against the
figures in `sample_data/published`. What appendix 4 of the study says in words (which differences its tests found) is
typed in below from the source, with the figure that it stands under.

"Rounds to print" is strict: nearer to the printed value than half a unit of its last decimal, so that it does not
matter how a program rounds halves.
"""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin as pg
import pytest
from scipy import stats

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"
GROUPS = ("swv", "gemeente")
FILES = {"swv": "survey_samenwerkingsverbanden.csv", "gemeente": "survey_gemeenten.csv"}
SECTORS = {"swv": ("kern", "overig"), "gemeente": ("po", "vo", "vso")}
PREFIX = {
    "gedeelde_visie": "visie",
    "vertrouwen": "vertrouwen",
    "randvoorwaarden": "randvoorwaarden",
    "sturing": "sturing",
    "borging": "borging",
    "meerwaarde": "meerwaarde",
    "financien_overig": "financien",
}
SCALES = tuple(PREFIX)[:6]
LEVEL_OF = {1: "ontevreden", 2: "ontevreden", 3: "neutraal", 4: "tevreden", 5: "tevreden"}
PAIRS = (("ontevreden", "neutraal"), ("neutraal", "tevreden"), ("ontevreden", "tevreden"))

# Printed rows that add up to 102%; no whole numbers of respondents give them (B.6.14 and B.6.15).
ROWS_OF_102_PERCENT = {
    ("gemeente", "gedeelde_visie", 3),
    ("gemeente", "gedeelde_visie", 4),
    ("gemeente", "vertrouwen", 1),
    ("gemeente", "vertrouwen", 4),
}
# Appendix 4 under B4.22–B4.31: all steps between levels of satisfaction significant, except for these.
NOT_SIGNIFICANT = {
    ("swv", "overig", "sturing", PAIRS[0]),  # B4.23
    ("gemeente", "vo", "sturing", PAIRS[1]),  # B4.25
    ("gemeente", "vso", "vertrouwen", PAIRS[1]),  # B4.26
}
NOT_STATED = {
    ("swv", "overig", "borging", PAIRS[0]),  # B4.28
    ("gemeente", "po", "borging", PAIRS[1]),  # B4.29
    ("gemeente", "vo", "borging", PAIRS[1]),  # B4.30
    ("gemeente", "vso", "borging", PAIRS[0]),  # B4.31
    ("gemeente", "vso", "borging", PAIRS[1]),  # B4.31
}


@cache
def published(name: str) -> pd.DataFrame:
    frame = pd.read_csv(SAMPLE_DATA / "published" / f"{name}.csv")
    return frame.rename(columns={"respondent_group": "group"})


def printed(name: str, group: str) -> pd.DataFrame:
    frame = published(name)
    return frame[frame["group"] == group]


@cache
def survey(group: str) -> pd.DataFrame:
    """The file as it is, spelled as the published tables are (without diaeresis, answers with underscores)."""
    frame = pd.read_csv(SAMPLE_DATA / FILES[group])
    return frame.replace(
        {"oriëntatie": "orientatie", "geen zicht op": "geen_zicht_op", "niet van toepassing": "niet_van_toepassing"}
    )


def items(group: str, scale: str) -> pd.DataFrame:
    """Answers 1–5 to a scale's statements; NaN for no view, not applicable and not asked."""
    frame = survey(group).filter(regex=rf"^{PREFIX[scale]}_\d+$").astype(float)
    return frame.where(frame <= 5)


@cache
def scores(group: str) -> pd.DataFrame:
    return pd.DataFrame({scale: items(group, scale).mean(axis=1) for scale in SCALES})


def level(group: str, sector: str) -> pd.Series:
    return survey(group)[f"tevredenheid_{sector}"].map(LEVEL_OF)


def rounds_to(value: float, figure: float, decimals: int) -> bool:
    return abs(value - figure) < 0.5 * 10**-decimals - 1e-9


def p_of_anova(values: pd.Series, groups: pd.Series) -> float:
    together = pd.DataFrame({"value": values, "group": groups}).dropna()
    return float(stats.f_oneway(*(part["value"] for _, part in together.groupby("group"))).pvalue)


def p_of_chi_square(rows: pd.Series, columns: pd.Series) -> float:
    return float(stats.chi2_contingency(pd.crosstab(rows, columns)).pvalue)


def known(answers: pd.Series) -> pd.Series:
    return answers.where(~answers.isin(["geen_zicht_op", "niet_van_toepassing"]))


def row_of_sector(sector: str) -> str:
    return {
        "kern": "Kerngemeenten",
        "overig": "Overige gemeenten",
        "regulier": "Regulier onderwijs",
        "speciaal": "Speciaal onderwijs",
        "po": "Basisonderwijs",
        "vo": "Voortgezet onderwijs",
        "vso": "(Voortgezet) speciaal onderwijs",
    }[sector]


# ------------------------------------------------------------------------------------------------ exact figures


@pytest.mark.parametrize("group", GROUPS)
def test_satisfaction_by_model_and_by_phase_is_exact(group: str) -> None:
    table = printed("satisfaction_counts", group)
    assert len(table) == {"swv": 60, "gemeente": 90}[group]
    for row in table.itertuples():
        answers = survey(group)[f"{row.by}_{row.sector}"]
        count = ((answers == row.category) & (level(group, row.sector) == row.level)).sum()
        assert count == row.n, (row.figure, row.category, row.level)


@pytest.mark.parametrize(
    ("group", "by", "table"),
    [
        ("swv", "fase", "B.5.2"),
        ("swv", "fase", "B.5.3"),
        ("swv", "model", "B.5.10"),
        ("swv", "tevredenheid", "B.5.11"),
        ("gemeente", "fase", "B.6.1"),
        ("gemeente", "model", "B.6.11"),
        ("gemeente", "tevredenheid", "B.6.12"),
    ],
)
def test_margins_of_model_phase_and_satisfaction_round_to_print(group: str, by: str, table: str) -> None:
    figures = published("distributions").query("table == @table")
    sectors = ("regulier", "speciaal") if table == "B.5.3" else SECTORS[group]
    words = {1: "zeer_ontevreden", 2: "ontevreden", 3: "neutraal", 4: "tevreden", 5: "zeer_tevreden"}
    words |= {8: "geen_zicht_op", 9: "niet_van_toepassing"}
    checked = 0
    for sector in sectors:
        answers = survey(group)[f"{by}_{sector}"].dropna()
        answers = answers.map(words) if by == "tevredenheid" else answers
        rows = figures[figures["row_nl"] == row_of_sector(sector)]
        assert set(answers) <= set(rows["column"])
        for row in rows.itertuples():
            assert len(answers) == row.n
            percentage = 100 * (answers == row.column).sum() / row.n
            assert rounds_to(percentage, row.pct, 0), (table, sector, row.column, percentage)
            checked += 1
    assert checked == len(figures) == len(sectors) * (7 if by == "tevredenheid" else 6)


def test_size_by_model_is_exact() -> None:
    table = published("misc").query("figure == 'B4.32' and statistic == 'n'")
    assert len(table) == 16
    frame = survey("gemeente")
    for row in table.itertuples():
        assert ((frame["inwoners"] == row.row) & (frame["model_po"] == row.column)).sum() == row.value
    assert p_of_chi_square(frame["inwoners"], known(frame["model_po"])) < 0.05


def test_satisfaction_with_and_without_a_broad_team_is_exact_when_coded_1_3_5() -> None:
    table = published("misc").query("figure == 'B4.1' and statistic != 'stars'")
    frame = survey("gemeente")
    for (sector, row), figures in table.groupby(["sector", "row"]):
        figures = figures.set_index("statistic")["value"]
        has_team = {"breed_team": "ja", "geen_breed_team": "nee"}[row]
        value = level("gemeente", sector).map({"ontevreden": 1, "neutraal": 3, "tevreden": 5})
        value = value[frame["breed_team"] == has_team].dropna()
        assert len(value) == figures["n"]
        assert rounds_to(value.mean(), figures["mean"], 2)
        assert rounds_to(value.std(), figures["sd"], 2)


@pytest.mark.parametrize("group", GROUPS)
def test_report_grades_are_exact_to_print(group: str) -> None:
    table = printed("grades", group)
    assert len(table) == {"swv": 8, "gemeente": 12}[group]
    for row in table.itertuples():
        grades = survey(group)[f"cijfer_{row.factor}_{row.sector}"].dropna()
        assert (len(grades), grades.min(), grades.max()) == (row.n, row.min, row.max)
        assert rounds_to(grades.mean(), row.mean, 2)
        assert rounds_to(grades.std(), row.sd, 2)


@pytest.mark.parametrize("group", GROUPS)
def test_background_has_the_numbers_of_the_response_tables(group: str) -> None:
    table = printed("response", group)
    assert len(table) == {"swv": 11, "gemeente": 10}[group]
    frame = survey(group)
    for row in table.itertuples():
        # B.1.6 prints 25.000 where the population's and B4.32's class begins at 15.000
        category = row.category.replace("25.000 tot", "15.000 tot")
        assert (frame[row.variable] == category).sum() == row.response_n, (row.figure, row.category)


@pytest.mark.parametrize(("group", "table"), [("swv", "B.5.24"), ("gemeente", "B.6.32")])
def test_bottlenecks_round_to_print(group: str, table: str) -> None:
    answers = survey(group)["knelpunten"].dropna()
    rows = published("distributions").loc[lambda frame: frame["table"] == table]
    assert len(rows) == 2
    for row in rows.itertuples():
        assert rounds_to(100 * (answers == row.row_nl.lower()).mean(), row.pct, 0)


def test_teams_round_to_print() -> None:
    frame = survey("gemeente")
    figures = published("distributions").query("table == 'B.6.3'")
    for team, row in {
        "jeugdteam": "Jeugdteams",
        "breed_team": "Brede integrale teams (0-100)",
        "generalistisch_team": "Generalistische teams als voorpost",
    }.items():
        none = figures[(figures["row_nl"] == row) & figures["column"].isin(["geen_zicht_op", "niet_van_toepassing"])]
        assert (frame[team].dropna() == "nee").sum() / 217 * 100 == pytest.approx(none["pct"].sum(), abs=1.0)


# ------------------------------------------------------------------------------------------------ statements and scales


@pytest.mark.parametrize("group", GROUPS)
def test_every_item_percentage_rounds_to_print(group: str) -> None:
    answers = {"pct_1": 1, "pct_2": 2, "pct_3": 3, "pct_4": 4, "pct_5": 5, "pct_no_view": 8, "pct_na": 9}
    cells = 0
    for row in printed("items", group).itertuples():
        column = survey(group)[f"{PREFIX[row.scale]}_{row.item_order}"].dropna()
        assert len(column) == row.n
        tolerance = 0.6 if (group, row.scale, row.item_order) in ROWS_OF_102_PERCENT else 0.5
        for name, answer in answers.items():
            figure = getattr(row, name)
            count = (column == answer).sum()
            if np.isnan(figure):
                assert count == 0
                continue
            assert abs(100 * count / row.n - figure) < tolerance, (row.scale, row.item_order, answer)
            cells += 1
    assert cells == {"swv": 48 * 6 + 12, "gemeente": 48 * 6}[group]


@pytest.mark.parametrize("group", GROUPS)
def test_scale_statistics(group: str) -> None:
    table = printed("scales", group).set_index("scale")
    assert set(table.index) == set(SCALES)
    for scale, row in table.iterrows():
        score = scores(group)[scale].dropna()
        assert rounds_to(score.mean(), row["mean"], 1), scale
        assert rounds_to(score.median(), row["median"], 1), scale
        alpha = pg.cronbach_alpha(items(group, scale).dropna())[0]
        assert abs(alpha - row["alpha"]) < 0.001, (scale, alpha)
        if (group, scale) == ("swv", "gedeelde_visie"):
            # Printed .38 cannot be: with alpha .843 the spread of the six items implies .57 to .60.
            assert 0.565 < score.std() < 0.605
        else:
            assert abs(score.std() - row["sd"]) < 0.006, (scale, score.std())


@pytest.mark.parametrize("group", GROUPS)
def test_no_negative_correlation_between_items_of_a_scale(group: str) -> None:
    for scale in SCALES:
        answers = items(group, scale)
        for frame in (answers, answers.dropna()):
            r = frame.corr().to_numpy()
            assert r[np.triu_indices(len(r), 1)].min() >= 0, scale


@pytest.mark.parametrize("group", GROUPS)
def test_nobody_has_a_score_on_less_than_half_of_a_scale(group: str) -> None:
    for scale in SCALES:
        answered = items(group, scale).notna().sum(axis=1)
        half = items(group, scale).shape[1] / 2
        assert ((answered == 0) | (answered >= half)).all(), scale


@pytest.mark.parametrize("group", GROUPS)
def test_finance_statements_do_not_go_together_with_borging(group: str) -> None:
    for column in items(group, "financien_overig"):
        r = items(group, "financien_overig")[column].corr(scores(group)["borging"])
        assert -0.3 < r < 0.02, (column, r)


# ------------------------------------------------------------------------------------------------ means and tests


def model_and_phase_means(group: str) -> pd.DataFrame:
    table = printed("group_means", group).replace({"factor": {"consensus": "gedeelde_visie", "regie": "sturing"}})
    found = [
        scores(group).loc[survey(group)[f"{row.by}_{row.sector}"] == row.category, row.factor].mean()
        for row in table.itertuples()
    ]
    return table.assign(found=found)


def test_model_and_phase_means() -> None:
    means = pd.concat([model_and_phase_means(group) for group in GROUPS])
    deviation = (means["found"] - means["mean"]).abs()
    assert len(means) == 240
    assert (deviation < 0.005).mean() >= 0.98
    assert deviation.max() <= 0.01


def test_satisfaction_means_all_round_to_print() -> None:
    table = published("satisfaction_means")
    assert len(table) == 75
    for row in table.itertuples():
        mean = scores(row.group).loc[level(row.group, row.sector) == row.level, row.factor].mean()
        assert rounds_to(mean, row.mean, 1), (row.figure, row.factor, row.level, mean)


def test_significance_stars() -> None:
    reproduced = []
    for group in GROUPS:
        means = printed("group_means", group).replace({"factor": {"consensus": "gedeelde_visie", "regie": "sturing"}})
        for (by, sector, factor), rows in means.groupby(["by", "sector", "factor"]):
            p = p_of_anova(scores(group)[factor], known(survey(group)[f"{by}_{sector}"]))
            reproduced.append((2 if p < 0.01 else 1 if p < 0.05 else 0) == rows["stars"].iloc[0])
    assert len(reproduced) == 60
    assert sum(reproduced) >= 59


@pytest.mark.parametrize("equal_variances", [True, False], ids=["student", "welch"])
def test_every_stated_difference_between_levels_of_satisfaction(equal_variances: bool) -> None:
    stated = 0
    for group in GROUPS:
        for sector, scale, pair in itertools.product(SECTORS[group], SCALES[:5], PAIRS):
            if (group, sector, scale, pair) in NOT_STATED:
                continue
            low, high = (scores(group).loc[level(group, sector) == name, scale].dropna() for name in pair)
            p = stats.ttest_ind(low, high, equal_var=equal_variances).pvalue
            assert (p >= 0.05) == ((group, sector, scale, pair) in NOT_SIGNIFICANT), (group, sector, scale, pair, p)
            assert low.mean() < high.mean()
            stated += 1
    assert stated == 70


@pytest.mark.parametrize("group", GROUPS)
def test_scales_go_together(group: str) -> None:
    for a, b in itertools.combinations(SCALES, 2):
        both = scores(group)[[a, b]].dropna()
        r, p = stats.pearsonr(both[a], both[b])
        assert r > 0
        assert p < (0.001 if "meerwaarde" in (a, b) else 0.01)


def satisfaction_outcomes(group: str) -> dict[str, pd.Series]:
    """Satisfaction in each sector, as 1–5 and in three levels, for those who filled in the questionnaire."""
    frame = survey(group)
    written = frame["model_kern" if group == "swv" else "model_po"].notna()
    outcomes = {}
    for sector in SECTORS[group]:
        answer = frame[f"tevredenheid_{sector}"].astype(float)
        outcomes[sector] = answer.where(written & (answer <= 5))
        outcomes[f"{sector}, 3"] = level(group, sector).map({"ontevreden": 1, "neutraal": 2, "tevreden": 3})[written]
    return outcomes


@pytest.mark.parametrize(
    ("group", "variable"),
    [
        ("swv", "verevening"),
        ("swv", "aantal_gemeenten"),
        ("gemeente", "inwoners"),
        ("gemeente", "gemeentetype"),
        ("gemeente", "jeugdteam"),
        ("gemeente", "generalistisch_team"),
    ],
)
def test_background_without_differences_in_satisfaction(group: str, variable: str) -> None:
    for sector, outcome in satisfaction_outcomes(group).items():
        assert p_of_anova(outcome, survey(group)[variable]) > 0.05, sector


def test_broad_team_differs_in_secondary_and_special_education_only() -> None:
    for sector, outcome in satisfaction_outcomes("gemeente").items():
        significant = p_of_anova(outcome, survey("gemeente")["breed_team"]) < 0.05
        assert significant == (not sector.startswith("po")), sector


@pytest.mark.parametrize("variable", ["inwoners", "gemeentetype", "breed_team", "jeugdteam", "generalistisch_team"])
def test_background_without_differences_in_added_value(variable: str) -> None:
    assert p_of_anova(scores("gemeente")["meerwaarde"], survey("gemeente")[variable]) > 0.05


@pytest.mark.parametrize("type_", ["po", "vo"])
def test_equalisation_makes_no_difference_in_added_value(type_: str) -> None:
    frame = survey("swv")
    assert p_of_anova(scores("swv")["meerwaarde"][frame["type"] == type_], frame["verevening"]) > 0.05


@pytest.mark.parametrize("sector", ["vo", "vso"])
def test_size_goes_with_the_model_in_primary_education_only(sector: str) -> None:
    frame = survey("gemeente")
    assert p_of_chi_square(frame["inwoners"], known(frame[f"model_{sector}"])) > 0.05
