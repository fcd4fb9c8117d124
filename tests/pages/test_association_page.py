"""The page Samenhang: what it says is what SciPy, pandas and statsmodels say of the same data."""

import os
import re
from html import unescape
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from app_driver import go, open_app, shown
from scipy import stats
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from streamlit.testing.v1 import AppTest

from analysis.evidence import published_tables
from analysis.survey import load_sample, score_scales

SECTIONS = ("kruistabel", "aantallen", "correlaties", "factoren")


def open_section(section: str, app: AppTest | None = None, **settings: object) -> AppTest:
    if app is None:
        return open_app("samenhang", section=section, **settings)  # type: ignore[arg-type]
    app.session_state["section_samenhang"] = section
    return go(app, "samenhang")


def dutch(value: float, decimals: int = 2) -> str:
    return f"{value:.{decimals}f}".replace(".", ",").replace("-", "−")


def reports(app: AppTest) -> str:
    """The paragraphs for a report, in both languages."""
    return unescape("\n".join(re.findall(r'<p class="oza-report".*?</p>', shown(app), re.DOTALL)))


def own_file(counts: list[list[int]]) -> tuple[bytes, bytes]:
    """Respondents by model and satisfaction, with two scales, and a codebook."""
    models, levels = ["schotten", "ketens", "netwerk", "integraal"], ["laag", "midden", "hoog"]
    rng = np.random.default_rng(6)
    rows = [
        [model, level, *np.clip(np.rint(rng.normal(3 + 0.4 * i, 1, 4)), 1, 5).astype(int)]
        for i, model in enumerate(models)
        for j, level in enumerate(levels)
        for _ in range(counts[i][j])
    ]
    frame = pd.DataFrame(rows, columns=["model", "tevreden", "a1", "a2", "b1", "b2"])
    codebook = "column,role,scale,label_nl,answers\n" + (
        "model,group,,Model,schotten|ketens|netwerk|integraal\ntevreden,group,,Tevredenheid,laag|midden|hoog\n"
    )
    codebook += "".join(f"{c},item,{c[0]}schaal,Vraag {c},1|2|3|4|5\n" for c in ("a1", "a2", "b1", "b2"))
    return frame.to_csv(index=False).encode(), codebook.encode()


def upload(counts: list[list[int]]) -> AppTest:
    data, codebook = own_file(counts)
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", data)
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook).run()
    assert not app.error
    return app


def test_every_section_in_english() -> None:
    app = open_app(language="en")
    for section, says in zip(SECTIONS, ("goes from", "The study judged", "pairs", "R² = "), strict=True):
        text = shown(open_section(section, app))
        assert says in text
        assert re.search(r"\bn (=|per pair)", text)
        assert not re.search(r"\bnan\b", text)


def test_the_projector_shows_five_pictures_and_no_report() -> None:
    app = go(open_app(projector=True), "samenhang")
    titles = []
    for _ in range(5):
        text = shown(app)
        assert "Voor in een rapport" not in text
        titles.append(re.search(r'oza-conclusion">([^<]+)', text)[1])  # type: ignore[index]
        app.button(key="next_slide").click().run()
        assert not app.exception
    assert len(set(titles)) == 5


def test_the_cross_table_of_the_sample_is_scipys_and_can_be_looked_at_otherwise() -> None:
    responses = load_sample("gemeenten").responses
    table = pd.crosstab(responses["model_po"], responses["tevredenheid_po"])
    chi2 = stats.chi2_contingency(table, correction=False)
    app = open_section("kruistabel")
    text = shown(app)
    assert f"χ²({chi2.dof}, N = {table.to_numpy().sum()}) = {dutch(chi2.statistic)}" in text
    both = responses[["model_po", "tevredenheid_po"]].dropna()
    tau = stats.kendalltau(both["model_po"].cat.codes, both["tevredenheid_po"])
    assert f"τb = {dutch(tau.statistic)}" in text
    assert "Lineaire samenhang (Mantel) (aanbevolen)" in text
    app.session_state["cells_cross"] = "residuals"
    app.run()
    assert "Haberman" in shown(app)
    app.toggle(key="ordered_model_po").set_value(False).run()
    assert not app.exception
    assert "Lineaire samenhang" not in shown(app)
    assert "Fisher–Freeman–Halton (aanbevolen)" in shown(app)


def test_a_printed_table_is_tested_beside_the_study_and_a_pasted_one_too() -> None:
    app = open_section("aantallen")
    assert "te klein om te toetsen" in shown(app)
    app.selectbox(key="counts_table").set_value("B4.32").run()
    counts = published_tables()["B4.32"].counts
    chi2 = stats.chi2_contingency(counts, correction=False)
    text = shown(app)
    assert f"χ²(9, N = 215) = {dutch(chi2.statistic)}" in text
    assert "De studie meldt hier een significante samenhang" in text
    app.selectbox(key="counts_table").set_value("own").run()
    assert "nog geen eigen tabel" in shown(app)
    app.text_area(key="counts_pasted").set_value("\tja\tnee\nA\t12\t30\nB\t25\t18\nTotaal\t37\t48").run()
    assert not app.error
    text = shown(app)
    assert f"χ²(1, N = 85) = {dutch(stats.chi2_contingency([[12, 30], [25, 18]], correction=False).statistic)}" in text
    assert "Totalen (Totaal) zijn weggelaten" in text
    app.text_area(key="counts_pasted").set_value("\tja\tnee\nA\t12%\t30\nB\t25\t18").run()
    assert not app.exception
    assert "12%" in app.error[0].value
    app.text_area(key="counts_pasted").set_value("![a](http://example.invalid/a.png)").run()
    assert not app.exception
    assert len(app.error) == 1


def test_correlations_of_scales_are_those_of_pandas_and_polychoric_ones_are_of_answers() -> None:
    scores = score_scales(load_sample("gemeenten"))
    app = open_section("correlaties")
    assert f"r = {dutch(scores.corr().where(lambda r: r < 1).max().max())}" in shown(app)
    app.multiselect(key="correlated").set_value(["gedeelde_visie", "vertrouwen"]).run()
    r = scores["gedeelde_visie"].corr(scores["vertrouwen"])
    assert f"Gedeelde visie en Onderling vertrouwen hangen samen: r = {dutch(r)}" in shown(app)
    app.selectbox(key="held_constant").set_value("sturing").run()
    assert "Constant gehouden: Sturing op samenwerking" in shown(app)
    app.multiselect(key="correlated").set_value(["gedeelde_visie"]).run()
    assert not app.exception
    assert "minstens twee kolommen" in app.error[0].value

    app.multiselect(key="correlated").set_value(["gedeelde_visie", "vertrouwen"])
    app.session_state["correlation_method"] = "kendall"
    app.run()
    tau = stats.kendalltau(*scores[["gedeelde_visie", "vertrouwen"]].dropna().T.to_numpy()).statistic
    assert f"hangen samen: τ = {dutch(tau)}" in shown(app)
    assert "Constant gehouden" not in shown(app)

    app.session_state["correlation_method"] = "polychoric"
    app.run()
    assert not app.exception
    assert not app.error
    assert "Polychorische correlaties" in shown(app)
    assert "gedeelde_visie" not in app.multiselect(key="correlated_answers").options


def test_factors_side_by_side_are_those_of_statsmodels() -> None:
    sample = load_sample("gemeenten")
    frame = score_scales(sample)[["gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing"]]
    frame["y"] = sample.responses["tevredenheid_po"]
    complete = frame.dropna()
    fitted = sm.OLS(complete["y"], sm.add_constant(complete.drop(columns="y"))).fit()
    app = open_section("factoren")
    assert f"R² = {dutch(fitted.rsquared)} (n = " not in shown(app)
    assert (
        f"R² = {dutch(fitted.rsquared)}, aangepaste R² = {dutch(fitted.rsquared_adj)} (n = {len(complete)})"
        in shown(app)
    )
    app.toggle(key="factors_hc3").set_value(True).run()
    assert "Standaardfouten HC3" in shown(app)
    app.multiselect(key="first_block").set_value(["sturing"]).run()
    one = sm.OLS(complete["y"], sm.add_constant(complete[["sturing"]])).fit()
    change = anova_lm(one, fitted).iloc[1]
    assert f"F(3; {int(fitted.df_resid)}) = {dutch(change['F'])}" in shown(app)
    assert f"ΔR² = {dutch(fitted.rsquared - one.rsquared, 3)}" in shown(app)
    app.multiselect(key="factors").set_value([]).run()
    assert not app.exception
    assert "minstens één voorspeller" in app.error[0].value


def test_small_cells_of_an_own_file_are_merged_everywhere() -> None:
    """Counts of figure B4.12: five of twelve cells are below ten, the merged ones are 29 and up to 51."""
    app = open_section("kruistabel", upload([[6, 9, 2], [23, 33, 36], [16, 30, 46], [1, 5, 5]]))
    assert not app.error
    text = shown(app)
    assert "‘schotten + ketens’" in text
    report = reports(app)
    assert "geen cel minder dan 10 antwoorden telt: ‘schotten + ketens’ en ‘netwerk + integraal’" in report
    assert "no cell holds fewer than 10 answers" in report
    assert "naar hun aantallen" not in report, "models run from low to high: neighbours were merged"
    merged = stats.chi2_contingency([[29, 42, 38], [17, 35, 51]], correction=False)
    assert f"χ²(2, N = 212) = {dutch(merged.statistic)}" in text
    cells = [int(cell) for cell in re.findall(r'<td class="number">(\d+)</td>', text)]
    assert {29, 42, 38, 17, 35, 51} <= set(cells)
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        if "aantallen" in table and "Toets" not in table:
            assert min(map(int, re.findall(r'<td class="number">(\d+)</td>', table))) >= 10
    for view in ("columns", "expected", "residuals"):
        app.session_state["cells_cross"] = view
        app.run()
        assert "schotten + ketens" in shown(app)
        assert not re.search(r">schotten<", shown(app))


def test_a_report_says_that_answers_without_an_order_were_merged_by_their_counts() -> None:
    app = open_section("kruistabel", upload([[6, 9, 2], [23, 33, 36], [16, 30, 46], [1, 5, 5]]))
    app.toggle(key="ordered_model").set_value(False).run()
    report = reports(app)
    assert "samengevoegd naar hun aantallen, niet naar hun betekenis" in report
    assert "merged by their counts, not by their meaning" in report


def test_an_own_file_that_is_too_small_shows_nothing() -> None:
    app = upload([[1, 1, 1], [1, 1, 1], [1, 1, 0], [0, 0, 0]])
    assert "Ook met samengevoegde antwoorden" in open_section("kruistabel", app).error[0].value
    assert "χ²" not in shown(app)
    assert "minder dan 10" in open_section("correlaties", app).error[0].value
    assert "r =" not in shown(app)
    assert "minder dan 10" in open_section("factoren", app).error[0].value


def test_a_file_without_a_codebook_says_what_to_do_first() -> None:
    data, _ = own_file([[20, 20, 20]] * 4)
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", data).run()
    for section in ("kruistabel", "correlaties", "factoren"):
        assert "Gegevens" in shown(open_section(section, app))


SEVERAL = (
    b"column,role,scale,label_nl,answers\nmodel,group,,Model,schotten|netwerk\n"
    b"vorm,multiple,,Vormen van hulp,groep|thuis|school\n"
)


def test_an_answer_of_a_question_with_several_is_crossed_with_a_group_among_who_answered_it() -> None:
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"model": rng.choice(["schotten", "netwerk"], 140)})
    chosen = pd.DataFrame({name: rng.random(140) < share for name, share in (("groep", 0.4), ("thuis", 0.5))})
    chosen["groep"] |= (frame["model"] == "netwerk") & (rng.random(140) < 0.5)
    cells = [";".join(name for name in chosen if row[name]) for _, row in chosen.iterrows()]
    frame["vorm"] = [cell if cell else "school" for cell in cells]
    frame.loc[:9, "vorm"] = ""  # did not answer
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", frame.to_csv(index=False, sep="\t").encode())
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", SEVERAL)
    app.run()
    app = go(app, "samenhang")
    labels = app.selectbox(key="cross_rows").options
    assert "Vormen van hulp: groep" in labels
    assert "vorm" not in labels
    app.selectbox(key="cross_rows").set_value("vorm|groep").run()
    app.selectbox(key="cross_columns").set_value("model").run()
    answered = frame[frame["vorm"] != ""]
    counts = pd.crosstab(answered["vorm"].str.contains("groep"), answered["model"])
    chi2 = stats.chi2_contingency(counts, correction=False).statistic
    text = unescape(shown(app))
    assert not app.exception
    assert "N = 130" in text
    assert f"{chi2:.2f}".replace(".", ",") in text
    assert "niet gekozen" in text


WHOLE = (
    "column,role,scale,label_nl,answers\nmodel,group,,Model,schotten|netwerk|integraal\n"
    "vorm,multiple,,Vormen van hulp,groep|thuis|school|anders\n"
)


def upload_question(seed: int = 4, rare: float = 0.2) -> tuple[AppTest, pd.DataFrame, pd.DataFrame]:
    """A file with a question with several answers in one cell, of which some skip it and some write their own words."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame({"model": rng.choice(["schotten", "netwerk", "integraal"], 300)})
    chosen = pd.DataFrame(
        {name: rng.random(300) < share for name, share in (("groep", 0.3), ("thuis", 0.5), ("school", 0.6))}
    )
    chosen["groep"] |= (frame["model"] == "integraal") & (rng.random(300) < 0.5)
    chosen["anders"] = rng.random(300) < rare
    chosen.loc[~chosen.any(axis=1), "school"] = True
    chosen.iloc[:12] = False  # did not answer
    written = chosen.rename(columns={"anders": "anders, namelijk een buurtkamer"})
    frame["vorm"] = [";".join(name for name in written if row[name]) for _, row in written.iterrows()]
    app = open_app("gegevens")
    app.file_uploader(key="survey_upload").upload("eigen.csv", frame.to_csv(index=False, sep="\t").encode())
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", WHOLE.encode())
    app.run()
    assert not app.error
    app = go(app, "samenhang")
    app.selectbox(key="cross_rows").set_value("vorm|").run()
    assert not app.exception
    return app, frame, chosen


def run_program(app: AppTest, frame: pd.DataFrame, folder: Path) -> dict[str, object]:
    """Names that the program of the page leaves behind when run where the file stands."""
    app.toggle(key="multiple_script").set_value(True).run()
    frame.to_csv(folder / "eigen.csv", index=False, sep="\t")
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(folder)
        left: dict[str, object] = {}
        exec(compile(app.code[0].value, "reproduce.py", "exec"), left)
    finally:
        os.chdir(here)
    return left


def test_a_question_with_several_answers_is_one_table_by_group(tmp_path: Path) -> None:
    app, frame, chosen = upload_question()
    assert "Vormen van hulp (alle antwoorden)" in app.selectbox(key="cross_rows").options
    assert not [label for label in app.selectbox(key="cross_groups").options if label.startswith("Vormen van hulp")]
    answered = frame["vorm"] != ""
    counts = chosen[answered].groupby(frame["model"][answered]).sum()
    n = frame["model"][answered].value_counts()
    tests = {name: stats.chi2_contingency([counts[name], n[counts.index] - counts[name]], correction=False)
             for name in chosen}  # fmt: skip
    holm = dict(zip(tests, multipletests([test.pvalue for test in tests.values()], method="holm")[1], strict=True))
    text = unescape(shown(app))
    share = counts["groep"] / n[counts.index]
    low, high = (f"{100 * end:.0f}%" for end in (share.min(), share["integraal"]))
    assert [name for name in holm if holm[name] < 0.05] == ["groep"]
    assert f"alleen ‘groep’ verschilt, van {low} bij {share.idxmin()} tot {high} bij integraal" in text
    assert f"N = 288) = {dutch(tests['groep'].statistic)}" in text
    for name in ("thuis", "school", "anders"):
        row = re.search(rf'<th scope="row">{name}</th>(.*?)</tr>', text[text.index("Toets per antwoord") :])[1]  # type: ignore[index]
        assert f">{dutch(tests[name].statistic)}<" in row
        assert f">{dutch(holm[name], 3)}<" in row
    ends = proportion_confint(counts["groep"]["netwerk"], n["netwerk"], method="wilson")
    told = f"{100 * share['netwerk']:.0f}% [{100 * ends[0]:.0f}%; {100 * ends[1]:.0f}%] ({counts['groep']['netwerk']})"
    assert told in text
    assert f"netwerk: {n['netwerk']}" in text
    assert "12 die de vraag niet beantwoordden" in text
    assert "tellen op tot meer dan 100%" in text
    left = run_program(app, frame, tmp_path)
    assert "buurtkamer" not in app.code[0].value
    assert left["chosen"].loc["anders", "netwerk"] == counts["anders"]["netwerk"]  # type: ignore[attr-defined]
    theirs = left["tests"]["p_holm"].to_dict()  # type: ignore[index]
    assert theirs == pytest.approx(holm)


def test_a_rare_answer_is_not_shown_by_group_in_any_language_or_on_a_projector(tmp_path: Path) -> None:
    app, frame, chosen = upload_question(rare=0.05)
    few = chosen["anders"].groupby(frame["model"]).sum()
    assert few.min() < 10 <= few.sum()
    text = unescape(shown(app))
    report = reports(app)
    assert "Niet per groep getoond en niet getoetst" in report
    assert "Not shown by group and not tested" in report
    assert "‘anders’" in text
    row = re.search(r'<th scope="row">anders</th>(.*?)</tr>', text)[1]  # type: ignore[index]
    assert row.count("niet getoond") == 3
    assert f"({few.sum()})" in row  # over all groups together there are enough
    assert "anders" not in run_program(app, frame, tmp_path)["chosen"].index  # type: ignore[attr-defined]
    app.session_state["language"] = "en"
    app.run()
    assert not app.exception
    assert "Not shown by group and not tested" in shown(app)
    assert "Counted" not in shown(app)  # nobody answered without choosing
    app.session_state["projector"] = True
    app.run()
    assert not app.exception
    assert "only ‘groep’ differs" in unescape(shown(app))
    assert "For use in a report" not in shown(app)


def test_numbers_that_were_merged_are_told_as_a_range() -> None:
    rng = np.random.default_rng(8)
    frame = pd.DataFrame({"model": rng.choice(["schotten", "netwerk"], 120)})
    frame["cijfer"] = rng.choice([3.5, 4.5, 6.5, 7.0, 7.5], 120, p=[0.02, 0.02, 0.02, 0.5, 0.44])
    app = open_app("gegevens")
    data = frame.to_csv(index=False, sep=";", decimal=",").encode()
    app.file_uploader(key="survey_upload").upload("eigen.csv", data)
    codebook = b"column,role,scale,label_nl,answers\nmodel,group,,Model,schotten|netwerk\ncijfer,grade,,Cijfer,\n"
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook).run()
    app = open_section("kruistabel", app)
    app.selectbox(key="cross_rows").set_value("model").run()
    app.selectbox(key="cross_columns").set_value("cijfer").run()
    text = shown(app)
    assert "3,5 tot en met 7" in text
    assert "7,5" in text
    assert "‘3,5 tot en met 7’" in reports(app)
    assert "‘3.5 to 7’" in reports(app)


def test_a_question_with_one_answer_says_so_by_its_label() -> None:
    app = open_section("kruistabel", upload([[0, 0, 0], [20, 20, 20], [0, 0, 0], [0, 0, 0]]))
    app.selectbox(key="cross_rows").set_value("model").run()
    assert "gaf bij ‘Model’ altijd hetzelfde antwoord" in app.error[0].value


def test_with_an_own_file_an_own_table_is_asked_and_a_printed_one_says_that_it_is_another() -> None:
    app = open_section("aantallen", upload([[20, 20, 20]] * 4))
    choice = app.selectbox(key="counts_table")
    assert "Er is nog geen eigen tabel gegeven" in shown(app)
    choice.set_value(next(iter(published_tables()))).run()
    assert "uw eigen bestand speelt hier niet mee" in shown(app)


def test_the_second_view_of_factors_shows_another_outcome() -> None:
    app = open_section("factoren", upload([[20, 20, 20]] * 4))
    first, second = (app.selectbox(key=f"factor_outcome_{which}") for which in (0, 1))
    assert first.value != second.value
    assert first.value not in [second.value, *second.options]
    charts = [chart.proto.spec for chart in app.get("plotly_chart")]
    assert len(charts) == 2
    assert charts[0] != charts[1]


def test_correlations_of_the_same_respondents_give_one_number_of_them() -> None:
    app = open_section("correlaties", upload([[20, 20, 20]] * 4))
    assert "over 240 respondenten per paar" in reports(app)
