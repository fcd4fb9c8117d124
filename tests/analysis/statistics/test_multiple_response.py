"""Answers of a question with several, by group: against SciPy and statsmodels per answer, and what must always hold."""

import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from analysis.errors import StatisticsError
from analysis.statistics import multiple_response, multiple_response_script

ANSWERS = ["groep", "thuis", "school", "anders"]


def answered(n=240, seed=5, shares=(0.45, 0.3, 0.7, 0.15)):
    """Options and groups of which *groep* differs, with respondents who skip the question or have no group."""
    rng = np.random.default_rng(seed)
    groups = pd.Series(pd.Categorical(rng.choice(["netwerk", "keten", "schot"], n), ["schot", "keten", "netwerk"]))
    options = pd.DataFrame(rng.random((n, 4)) < shares, columns=ANSWERS).astype(object)
    options.loc[groups == "netwerk", "groep"] |= rng.random((groups == "netwerk").sum()) < 0.5
    options.iloc[:7] = None
    options.iloc[7, 1:] = None  # answered one only
    options.iloc[8] = False  # answered, and chose nothing
    groups.iloc[20:24] = None
    return options, groups.rename("model")


def test_every_answer_is_the_cross_table_that_scipy_tests():
    options, groups = answered()
    found = multiple_response(options, groups)
    known = options.notna().any(axis=1)
    counted = known & groups.notna()
    p = []
    for answer in ANSWERS:
        chosen = options.loc[counted, answer].fillna(False).astype(bool)
        table = pd.crosstab(chosen, groups[counted])
        expected = stats.chi2_contingency(table, correction=False)
        test = found.tests.loc[answer]
        assert (test["chi2"], test["df"]) == pytest.approx((expected.statistic, expected.dof))
        assert test["p"] == pytest.approx(expected.pvalue)
        assert test["test"] == "chi2"
        assert test["cramers_v"] == pytest.approx(stats.contingency.association(table))
        assert test["smallest_expected"] == pytest.approx(expected.expected_freq.min())
        assert found.chosen.loc[answer].tolist() == table.loc[True].tolist()
        low, high = proportion_confint(table.loc[True], table.sum(), method="wilson")
        assert found.ci_low.loc[answer].tolist() == pytest.approx(low.tolist())
        assert found.ci_high.loc[answer].tolist() == pytest.approx(high.tolist())
        whole = found.overall.loc[answer]
        ends = proportion_confint(chosen.sum(), len(chosen), method="wilson")
        assert (whole["ci_low"], whole["ci_high"]) == pytest.approx(ends)
        assert whole["share"] == pytest.approx(chosen.mean())
        p.append(expected.pvalue)
    assert found.tests["p_holm"].tolist() == pytest.approx(multipletests(p, method="holm")[1].tolist())
    assert found.smallest_p == pytest.approx(min(multipletests(p, method="bonferroni")[1]))
    assert found.n.to_dict() == groups[counted].value_counts().to_dict()
    assert list(found.n.index) == ["schot", "keten", "netwerk"]
    assert (found.total, found.unanswered, found.ungrouped, found.nothing) == (
        counted.sum(),
        7,
        4,
        (~options[counted].fillna(False).astype(bool)).all(axis=1).sum(),
    )


def test_small_expected_counts_fall_back_as_in_the_cross_table():
    options, groups = answered(n=60, shares=(0.4, 0.05, 0.95, 0.5))
    two = groups.where(groups != "keten")
    found = multiple_response(options, two)
    counted = options.notna().any(axis=1) & two.notna()
    exact = found.tests.index[found.tests["test"] == "exact"]
    assert len(exact)
    for answer in exact:
        table = pd.crosstab(options.loc[counted, answer].fillna(False).astype(bool), two[counted].astype(str))
        assert found.tests.loc[answer, "p"] == pytest.approx(stats.fisher_exact(table).pvalue)
    drawn = multiple_response(options[["thuis"]], groups)
    assert drawn.tests["test"].tolist() == ["monte_carlo"]
    table = drawn.tables["thuis"].observed
    # SciPy's own Monte Carlo of Fisher–Freeman–Halton draws other tables.
    theirs = stats.fisher_exact(table, method=stats.MonteCarloMethod(n_resamples=4000, rng=3)).pvalue
    assert drawn.tests["p"].iloc[0] == pytest.approx(theirs, abs=0.04)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6), st.permutations(range(4)), st.permutations([0, 1, 2]))
def test_the_order_of_respondents_groups_and_answers_does_not_matter(seed, answers, groups):
    options, model = answered(90, seed, (0.5, 0.4, 0.6, 0.5))
    found = multiple_response(options, model)
    order = np.random.default_rng(seed).permutation(len(options))
    turned = model.cat.reorder_categories([model.cat.categories[place] for place in groups])
    other = multiple_response(options.iloc[order, list(answers)], turned.iloc[order])
    pd.testing.assert_frame_equal(
        other.chosen.loc[found.chosen.index, list(found.n.index)], found.chosen, check_column_type=False
    )
    same = other.tests.loc[found.tests.index]
    assert same["chi2"].tolist() == pytest.approx(found.tests["chi2"].tolist())
    if (found.tests["test"] == "chi2").all():
        assert same["p_holm"].tolist() == pytest.approx(found.tests["p_holm"].tolist())
    assert int(found.n.sum()) == found.total == len(options) - found.unanswered - found.ungrouped
    assert found.chosen.sum(axis=1).tolist() == found.overall["chosen"].tolist()
    inside = (found.ci_low <= found.share) & (found.share <= found.ci_high)
    assert inside.to_numpy().all()
    assert (found.chosen.le(found.n)).to_numpy().all()
    assert (found.tests["p_holm"] >= found.tests["p"]).all()


def test_what_all_or_nobody_chose_has_shares_and_no_test():
    options, groups = answered()
    options = options.fillna(False).astype(bool)
    options["ieder"], options["niemand"] = True, False
    found = multiple_response(options, groups)
    assert list(found.tests.index) == ANSWERS
    assert {answer: str(why) for answer, why in found.not_tested.items()} == {
        "ieder": "iedereen koos dit antwoord",
        "niemand": "niemand koos dit antwoord",
    }
    assert found.ci_low.loc["niemand"].tolist() == [0, 0, 0]
    assert found.ci_high.loc["ieder"].tolist() == [1, 1, 1]
    same = multiple_response(options[ANSWERS], groups).tests["p_holm"]
    assert found.tests["p_holm"].tolist() == pytest.approx(same.tolist())
    only = multiple_response(options[["ieder"]], groups)
    assert only.tests.empty
    assert only.smallest_p is None


@pytest.mark.parametrize(
    ("options", "groups", "said"),
    [
        (pd.DataFrame({"a": [True, False]}), ["x", "x"], "één groep, x"),
        (pd.DataFrame({"a": [None, None]}), ["x", "y"], "niemand die deze vraag beantwoordde"),
        (pd.DataFrame({"a": [True, False]}), [None, None], "niemand die deze vraag beantwoordde"),
        (pd.DataFrame({"a": [1, 2]}), ["x", "y"], "'2.0' zegt niet"),
        (pd.DataFrame(index=[0, 1]), ["x", "y"], "geen antwoorden om uit te kiezen"),
        (pd.DataFrame({"a": [1, 0]}), ["x"], "niet bij dezelfde respondenten"),
        (pd.DataFrame({"a": [1, 0]}), pd.Series(["x", "y"], [1, 2]), "niet bij dezelfde respondenten"),
        (pd.DataFrame({"a": [1, 0] * 30}), range(60), "hoogstens 50"),
        ([True, False], ["x", "y"], "tabel"),
    ],
)
def test_what_cannot_be_crossed_is_a_sentence(options, groups, said):
    with pytest.raises(StatisticsError, match=said):
        multiple_response(options, groups)


def run(program, folder):
    """Names that the program leaves behind when run where its file stands."""
    here = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(folder)
        left: dict[str, object] = {}
        exec(compile(program, "reproduce.py", "exec"), left)
    finally:
        os.chdir(here)
    return left


def gives_again(left, found):
    for name in ("chosen", "share", "ci_low", "ci_high"):
        ours = getattr(found, name)
        assert list(left[name].index) == list(ours.index)
        assert left[name].to_numpy() == pytest.approx(ours.to_numpy(), abs=1e-12)
    assert left["n"].tolist() == found.n.tolist()
    assert left["tests"]["test"].tolist() == found.tests["test"].tolist()
    for name in ("p", "p_holm", "chi2", "df", "cramers_v", "v_low", "v_high"):
        drawn = {"abs": 0.01} if name.startswith("p") and "monte_carlo" in set(found.tests["test"]) else {"rel": 1e-6}
        assert left["tests"][name].tolist() == pytest.approx(found.tests[name].tolist(), **drawn)


def test_the_program_gives_the_same_table(tmp_path, capsys):
    options, groups = answered(n=90, shares=(0.4, 0.06, 0.6, 0.5))
    written = options.map({True: "Ja", False: "nee", None: ""}.get).assign(model=groups.astype(object).fillna("?"))
    written.to_csv(tmp_path / "a.csv", sep=";", index=False)
    choices = {
        "options": {name: name for name in ANSWERS}, "group": "model",
        "groups": {name: name for name in ("schot", "keten", "netwerk")},
        "chosen": dict.fromkeys(ANSWERS, ("ja",)), "not_chosen": dict.fromkeys(ANSWERS, ("nee",)),
        "column": "", "separator": "", "answers": {}, "other": "", "missing": [],
    }  # fmt: skip
    reading = {"positions": {name: place for place, name in enumerate(written, start=1)}, "first_row": 2}
    shown = ["thuis", "groep"]
    found = multiple_response(options, groups)
    program = multiple_response_script("a.csv", choices, shown, list(found.n.index), reading=reading)
    left = run(program, tmp_path)
    # Who chose one of the answers that are not shown answered the question.
    complete = options.fillna(False).where(options.notna().any(axis=1)).astype(object)
    gives_again(left, multiple_response(complete[shown], groups))
    assert (left["unanswered"], left["ungrouped"]) == (7, 4)
    assert "left out: 7 did not answer" in capsys.readouterr().out
    with pytest.raises(StatisticsError, match="horen niet bij de vraag: elders"):
        multiple_response_script("a.csv", choices, ["elders"], ["schot"], reading=reading)
