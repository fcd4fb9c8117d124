"""The study's hypotheses on the simulated samples, on parts of them, and on files of one's own.

Independent implementations: SciPy (spearmanr, ttest_ind, ttest_rel, f_oneway, ttest_ind_from_stats) and statsmodels
(proportion_confint, multipletests). The study's verdicts: appendix 4 of the source.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from analysis.errors import DisclosureError
from analysis.evidence import hypotheses
from analysis.evidence.hypotheses import BetterTest, Check, Conclusion, Measure, StudyVerdict, Theme, Verdict, rules
from analysis.statistics import Interval
from analysis.survey import (
    Direction,
    OwnHypothesis,
    Survey,
    load_sample,
    load_survey,
    parse_codebook,
    score_scales,
)

#: The samples are evaluated once, not in every process of the suite.
pytestmark = pytest.mark.xdist_group("hypotheses")

SUPPORTED, PARTLY, NOT, TOO_SMALL = (
    StudyVerdict.SUPPORTED,
    StudyVerdict.PARTLY,
    StudyVerdict.NOT_SUPPORTED,
    StudyVerdict.TOO_SMALL,
)
#: Appendix 4, in its order.
STUDY = [SUPPORTED, PARTLY, NOT, NOT, *[SUPPORTED] * 6, TOO_SMALL, TOO_SMALL, NOT, NOT, PARTLY]
#: Whom the study asked; B stands for both.
ASKED = dict(zip(range(1, 16), "BGSGBBBBBBBBSSG", strict=True))


@pytest.fixture(scope="module")
def municipalities() -> Survey:
    return load_sample("gemeenten")


@pytest.fixture(scope="module")
def partnerships() -> Survey:
    return load_sample("samenwerkingsverbanden")


@pytest.fixture(scope="module")
def of_municipalities(municipalities: Survey) -> dict[str, Verdict]:
    return {v.id: v for v in hypotheses.evaluate(municipalities)}


@pytest.fixture(scope="module")
def of_partnerships(partnerships: Survey) -> dict[str, Verdict]:
    return {v.id: v for v in hypotheses.evaluate(partnerships)}


@pytest.fixture(params=["G", "S"])
def evaluated(
    request: pytest.FixtureRequest, of_municipalities: dict[str, Verdict], of_partnerships: dict[str, Verdict]
) -> tuple[str, dict[str, Verdict]]:
    return request.param, of_municipalities if request.param == "G" else of_partnerships


def checks_of(verdict: Verdict) -> list[Check]:
    return [check for part in verdict.parts for check in part.checks]


def find(verdict: Verdict, outcome: str, predictor: str) -> Check:
    return next(c for c in checks_of(verdict) if (c.outcome, c.predictor) == (outcome, predictor))


# ---- the study ----


def test_the_fifteen_hypotheses_have_the_verdicts_of_appendix_4(evaluated: tuple[str, dict[str, Verdict]]) -> None:
    _, verdicts = evaluated
    assert list(verdicts) == [str(n) for n in range(1, 16)]
    assert [v.published for v in verdicts.values()] == STUDY
    assert {v.id for v in verdicts.values() if v.tested} == {"2", "5", "7", "8", "9", "10", "13", "14", "15"}


def test_the_studys_own_tests_and_rule_give_its_verdicts_on_the_samples(
    evaluated: tuple[str, dict[str, Verdict]],
) -> None:
    who, verdicts = evaluated
    looked_at = [v for v in verdicts.values() if ASKED[int(v.id)] in (who, "B")]
    assert len(looked_at) == 12
    assert {v.id: v.replicated for v in looked_at} == {v.id: v.published for v in looked_at}


def test_a_hypothesis_of_the_other_respondents_names_the_columns_that_are_missing(
    evaluated: tuple[str, dict[str, Verdict]],
) -> None:
    who, verdicts = evaluated
    others = [v for v in verdicts.values() if ASKED[int(v.id)] not in (who, "B")]
    assert others
    for verdict in others:
        assert verdict.conclusion is Conclusion.MISSING
        assert (verdict.estimate, verdict.interval, verdict.p, verdict.n) == (None, None, None, None)
        assert verdict.missing
        assert all(column in str(verdict.notes[0]) for column in verdict.missing)


def test_every_difference_from_the_study_is_explained_and_nothing_else_is(
    evaluated: tuple[str, dict[str, Verdict]],
) -> None:
    who, verdicts = evaluated
    differing = [
        v.id
        for v in verdicts.values()
        if v.conclusion is not Conclusion.MISSING and not hypotheses.agrees(v.published, v.conclusion)
    ]
    assert differing == (["5", "11"] if who == "G" else ["13"])
    assert [v.id for v in verdicts.values() if v.explanation] == differing
    for verdict in verdicts.values():
        # what the study printed nothing of, the simulation chose: this has to be said
        assert not verdict.explanation or "gepubliceerd" in str(verdict.explanation[-1])


def test_the_number_of_significant_analyses_of_variance_is_the_studys(
    evaluated: tuple[str, dict[str, Verdict]],
) -> None:
    # Stars of B4.2–B4.11: 26 of 36 and 20 of 24; B4.3 prints none where its own means are far beyond the limit.
    who, verdicts = evaluated
    tests = [test for part in verdicts["5"].parts for test in part.study_tests]
    assert (len(tests), sum(test.holds for test in tests)) == ((36, 27) if who == "G" else (24, 20))


# ---- the statistics ----


def test_rank_correlation_is_that_of_scipy_on_the_mean_over_the_sectors(
    municipalities: Survey, of_municipalities: dict[str, Verdict]
) -> None:
    frame, scores = municipalities.responses, score_scales(municipalities)
    phase = pd.concat([frame[f"fase_{s}"].cat.codes.replace(-1, np.nan) for s in ("po", "vo", "vso")], axis=1)
    both = scores["vertrouwen"].notna() & phase.notna().any(axis=1)
    expected = stats.spearmanr(scores["vertrouwen"][both], phase.mean(axis=1)[both])
    found = find(of_municipalities["5"], "vertrouwen", "fase")
    assert found.estimate == pytest.approx(expected.statistic, abs=1e-12)
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert found.n == int(both.sum())
    assert found.sectors == ("po", "vo", "vso")


def test_shares_have_clopper_and_pearsons_interval(of_municipalities: dict[str, Verdict]) -> None:
    found = [c for c in checks_of(of_municipalities["1"]) if c.test is BetterTest.EXACT_SHARE]
    assert len(found) == 6
    for check in found:
        assert check.n is not None
        assert check.estimate is not None
        assert check.interval is not None
        low, high = proportion_confint(round(check.estimate * check.n), check.n, method="beta")
        assert (check.interval.low, check.interval.high) == pytest.approx((low, high), abs=1e-9)
    # B.6.1, without who has no view: 127 of 219, the most chosen other phase 62
    assert (found[0].n, found[0].estimate, found[0].bound) == (219, 127 / 219, 62 / 219)
    assert found[0].p == pytest.approx(stats.binomtest(127, 127 + 62).pvalue, rel=1e-9)


def test_two_groups_are_compared_by_welch(municipalities: Survey, of_municipalities: dict[str, Verdict]) -> None:
    added_value = score_scales(municipalities)["meerwaarde"]
    a, b = (added_value[municipalities.responses["breed_team"] == answer].dropna() for answer in ("ja", "nee"))
    expected = stats.ttest_ind(a, b, equal_var=False)
    interval = expected.confidence_interval()
    found = find(of_municipalities["2"], "meerwaarde", "breed_team")
    assert found.p == pytest.approx(expected.pvalue, rel=1e-6)
    assert found.interval is not None
    assert (found.estimate, found.interval.low, found.interval.high) == pytest.approx(
        (a.mean() - b.mean(), interval.low, interval.high), abs=1e-6
    )
    assert (found.n, found.answers) == (len(a) + len(b), None)


def answers_of(survey: Survey, outcome: str, predictor: pd.Series) -> pd.DataFrame:
    """Every answer of a question asked for three sectors in a row of its own."""
    wide = survey.responses[[f"{outcome}_{sector}" for sector in ("po", "vo", "vso")]]
    long = wide.assign(who=range(len(wide)), x=predictor.to_numpy()).melt(["who", "x"], value_name="y")
    return long.dropna()


def test_satisfaction_by_sector_is_tested_in_a_mixed_model(
    municipalities: Survey, of_municipalities: dict[str, Verdict]
) -> None:
    """statsmodels' mixed model, of which the standard errors differ in the third digit; see test_mixed."""
    from statsmodels.formula.api import mixedlm

    team = municipalities.responses["breed_team"].map({"ja": 1.0, "nee": 0.0}).astype(float)
    long = answers_of(municipalities, "tevredenheid", team)
    theirs = mixedlm("y ~ x + variable", long, groups=long["who"]).fit(reml=True)
    found = find(of_municipalities["2"], "tevredenheid", "breed_team")
    assert found.test is BetterTest.MIXED_GROUPS
    assert found.estimate == pytest.approx(theirs.params["x"], rel=1e-4)
    assert found.p == pytest.approx(theirs.pvalues["x"], abs=1e-3)
    assert (found.n, found.answers) == (long["who"].nunique(), len(long))
    trust = score_scales(municipalities)["vertrouwen"]
    ranks = answers_of(municipalities, "tevredenheid", trust)
    for column in ("x", "y"):
        ranks[column] = stats.zscore(stats.rankdata(ranks[column]))
    theirs = mixedlm("y ~ x + variable", ranks, groups=ranks["who"]).fit(reml=True)
    found = find(of_municipalities["7"], "tevredenheid", "vertrouwen")
    assert (found.test, found.measure) == (BetterTest.MIXED_RANKS, Measure.CORRELATION)
    assert found.estimate == pytest.approx(theirs.params["x"], rel=1e-4)
    assert (found.n, found.answers) == (ranks["who"].nunique(), len(ranks))


def test_with_one_sector_the_rank_correlation_is_spearmans(municipalities: Survey) -> None:
    frame = municipalities.responses.drop(columns=["tevredenheid_vo", "tevredenheid_vso", "fase_vo", "fase_vso"])
    one = next(v for v in hypotheses.evaluate(replace(municipalities, responses=frame)) if v.id == "6")
    found = find(one, "tevredenheid", "fase")
    pair = pd.concat([frame["tevredenheid_po"], frame["fase_po"].cat.codes.replace(-1, np.nan)], axis=1).dropna()
    expected = stats.spearmanr(pair.iloc[:, 0], pair.iloc[:, 1])
    assert (found.test, found.estimate) == (
        BetterTest.RANK_CORRELATION,
        pytest.approx(expected.statistic, abs=1e-12),
    )


def test_two_sectors_of_one_respondent_are_paired(partnerships: Survey, of_partnerships: dict[str, Verdict]) -> None:
    columns = ["tevredenheid_kern", "tevredenheid_overig"]
    asked = partnerships.responses[columns].dropna(how="all")
    verdict = of_partnerships["3"]
    assert verdict.deciding is not None
    assert verdict.deciding.test is BetterTest.MIXED_PAIRED
    assert (verdict.n, verdict.deciding.answers) == (len(asked), int(asked.notna().sum().sum()))
    assert verdict.conclusion is Conclusion.NOT_SUPPORTED
    both = replace(partnerships, responses=partnerships.responses.dropna(subset=columns))
    verdict = next(v for v in hypotheses.evaluate(both) if v.id == "3")
    pair = both.responses[columns]
    expected = stats.ttest_rel(pair.iloc[:, 0], pair.iloc[:, 1])
    assert verdict.deciding is not None
    assert verdict.deciding.test is BetterTest.PAIRED
    assert (verdict.n, verdict.p) == (len(pair), pytest.approx(expected.pvalue, rel=1e-9))


def test_the_studys_analysis_of_variance_is_that_of_scipy(
    municipalities: Survey, of_municipalities: dict[str, Verdict]
) -> None:
    frame, scores = municipalities.responses, score_scales(municipalities)["borging"]
    groups = [scores[frame["fase_vo"] == phase].dropna() for phase in frame["fase_vo"].cat.categories]
    expected = stats.f_oneway(*groups)
    found = next(
        test
        for part in of_municipalities["5"].parts
        for test in part.study_tests
        if (test.outcome, test.predictor, test.sector) == ("borging", "fase", "vo")
    )
    assert (found.value, found.p) == pytest.approx((expected.statistic, expected.pvalue), rel=1e-9)
    assert found.df == (3.0, float(sum(map(len, groups)) - 4))


def test_holm_is_that_of_statsmodels_within_a_hypothesis_or_over_all(
    municipalities: Survey, of_municipalities: dict[str, Verdict]
) -> None:
    together = {v.id: v for v in hypotheses.evaluate(municipalities, family="all")}
    for verdict in of_municipalities.values():
        p = [c.p for c in checks_of(verdict) if c.p is not None]
        if p:
            expected = multipletests(p, method="holm")[1]
            assert [c.p_holm for c in checks_of(verdict) if c.p is not None] == pytest.approx(expected, rel=1e-9)
    everything = [c for v in together.values() for c in checks_of(v) if c.p is not None]
    expected = multipletests([c.p for c in everything], method="holm")[1]
    assert [c.p_holm for c in everything] == pytest.approx(expected, rel=1e-9)


def test_the_printed_figures_are_tested_themselves(of_municipalities: dict[str, Verdict]) -> None:
    assert [test.figure for test in of_municipalities["6"].printed] == [f"B4.{n}" for n in range(12, 22)]
    # the study called these too small to test; the ordered test finds them all
    assert all(test.estimate > 0.15 and test.p < 0.01 for test in of_municipalities["6"].printed)
    secondary = of_municipalities["2"].printed[0]
    expected = stats.ttest_ind_from_stats(3.59, 1.45, 108, 2.89, 1.67, 91, equal_var=False)
    assert (secondary.figure, secondary.sector, secondary.n) == ("B4.1", "vo", 199)
    assert secondary.p == pytest.approx(expected.pvalue, rel=1e-6)


# ---- the rules ----


def a_check(estimate: float, low: float, high: float, p: float, sign: int = 1) -> Check:
    return Check(
        outcome="a",
        predictor="b",
        sectors=(),
        test=BetterTest.RANK_CORRELATION,
        measure=Measure.CORRELATION,
        sign=sign,  # type: ignore[arg-type]
        bound=0.2,
        n=100,
        estimate=estimate,
        interval=Interval(low, high, 0.95, "test"),
        p=p,
        p_holm=p,
    )


@pytest.mark.parametrize(
    ("check", "conclusion"),
    [
        (a_check(0.3, 0.1, 0.5, 0.01), Conclusion.SUPPORTED),
        (a_check(-0.3, -0.5, -0.1, 0.01), Conclusion.NOT_SUPPORTED),
        (a_check(-0.3, -0.5, -0.1, 0.01, -1), Conclusion.SUPPORTED),
        (a_check(0.3, 0.1, 0.5, 0.01, 0), Conclusion.SUPPORTED),
        (a_check(0.1, -0.1, 0.25, 0.3), Conclusion.CANNOT_SAY),
        (a_check(0.0, -0.3, 0.19, 0.9), Conclusion.NOT_SUPPORTED),
        (a_check(0.0, -0.3, 0.19, 0.9, -1), Conclusion.CANNOT_SAY),
        (a_check(0.0, -0.3, 0.19, 0.9, 0), Conclusion.CANNOT_SAY),
        (a_check(0.0, -0.19, 0.19, 0.9, 0), Conclusion.NOT_SUPPORTED),
        (replace(a_check(0.0, 0, 0, 0.9), estimate=None, p=None, p_holm=None), Conclusion.CANNOT_SAY),
    ],
)
def test_one_result_by_significance_direction_and_what_the_interval_still_holds(
    check: Check, conclusion: Conclusion
) -> None:
    assert rules.of_check(check).conclusion is conclusion


@pytest.mark.parametrize(
    ("found", "combine", "conclusion"),
    [
        (["supported", "supported"], "all", "supported"),
        (["supported", "not supported"], "all", "partly supported"),
        (["not supported", "not supported"], "all", "not supported"),
        (["not supported", "cannot be said with this many answers"], "all", "cannot be said with this many answers"),
        (["supported", "not supported"], "any", "supported"),
        (["not supported", "not supported"], "any", "not supported"),
        ([], "all", "cannot be said with this many answers"),
    ],
)
def test_a_part_from_its_results(found: list[str], combine: str, conclusion: str) -> None:
    checks = [replace(a_check(0, 0, 0, 1), conclusion=Conclusion(word)) for word in found]
    assert rules.of_part(checks, combine) == conclusion  # type: ignore[arg-type]


# ---- the user's own ----


def with_own(survey: Survey, *own: OwnHypothesis) -> list[Verdict]:
    assert survey.codebook is not None
    changed = replace(survey, codebook=survey.codebook.with_hypotheses(*own))
    return hypotheses.evaluate(changed)[15:]


def test_own_hypotheses_are_tested_like_the_others(municipalities: Survey) -> None:
    rises, falls, differs, highest, absent, orderless = with_own(
        municipalities,
        OwnHypothesis("borging", "fase_po", Direction.RISES),
        OwnHypothesis("borging", "sturing", Direction.FALLS),
        OwnHypothesis("borging", "regio", Direction.DIFFERS),
        OwnHypothesis("tevredenheid_po", "model_po", Direction.HIGHEST, "Netwerk"),
        OwnHypothesis("borging", "kleur", Direction.RISES),
        OwnHypothesis("borging", "respondent", Direction.RISES),
    )
    assert [v.id for v in (rises, falls, differs, highest)] == ["E1", "E2", "E3", "E4"]
    assert {v.theme for v in (rises, falls)} == {Theme.OWN}
    assert rises.conclusion is Conclusion.SUPPORTED
    assert rises.published is StudyVerdict.NONE
    assert falls.conclusion is Conclusion.NOT_SUPPORTED  # they rise together
    assert differs.measure is Measure.EXPLAINED
    assert highest.measure is Measure.DIFFERENCE
    satisfied = municipalities.responses["tevredenheid_po"]
    network = municipalities.responses["model_po"] == "netwerk"
    others = municipalities.responses["model_po"].notna() & ~network
    assert highest.estimate == pytest.approx(satisfied[network].mean() - satisfied[others].mean(), abs=1e-9)
    assert (absent.conclusion, absent.missing) == (Conclusion.MISSING, ("kleur",))
    assert "borging" in str(rises.statement)
    assert orderless.estimate is not None or orderless.parts[0].checks[0].reason is not None


def test_an_own_hypothesis_on_groups_without_an_order_says_so() -> None:
    rows = "\n".join(f"{n % 5 + 1},{'abc'[n % 3]}" for n in range(60))
    book = "column,role,answers\ncijfer,grade,1|2|3|4|5\nkleur,group,\nh,hypothesis,"
    survey = load_survey(
        f"cijfer,kleur\n{rows}\n".encode(), f"{book}outcome=cijfer|predictor=kleur|direction=rises\n".encode()
    )
    own = hypotheses.evaluate(survey)[-1]
    assert own.estimate is None
    assert "geen volgorde" in str(own.parts[0].checks[0].reason)
    assert own.conclusion is Conclusion.CANNOT_SAY


# ---- files of one's own ----


def test_columns_are_found_whatever_the_capitals_and_one_sector_is_enough() -> None:
    rng = np.random.default_rng(7)
    model = rng.integers(0, 4, 120)
    grade = np.clip(np.round(2 + 0.6 * model + rng.normal(0, 0.7, 120)), 1, 5).astype(int)
    words = np.array(["schotten", "ketens", "netwerk", "integraal"])[model]
    rows = "\n".join(f"{m},{g}" for m, g in zip(words, grade, strict=True))
    book = "column,role,answers\nModel,group,schotten|ketens|netwerk|integraal\nTevredenheid,grade,1|2|3|4|5\n"
    survey = load_survey(f"Model,Tevredenheid\n{rows}\n".encode(), book.encode())
    verdicts = {v.id: v for v in hypotheses.evaluate(survey, minimum=10)}
    assert verdicts["6"].estimate == pytest.approx(stats.spearmanr(model, grade).statistic, abs=1e-12)
    assert set(verdicts["6"].missing) == {f"fase_{s}" for s in ("po", "vo", "vso", "kern", "overig")}
    assert verdicts["6"].parts[0].conclusion is Conclusion.SUPPORTED
    assert verdicts["6"].parts[1].conclusion is Conclusion.MISSING
    assert verdicts["8"].conclusion is Conclusion.MISSING


def test_sectors_by_another_name_are_recognised_and_told(municipalities: Survey) -> None:
    renamed = {f"{name}_po": f"{name}_Basis" for name in ("tevredenheid", "model", "fase")}
    renamed |= {f"{name}_vo": f"{name}_mbo" for name in ("tevredenheid", "model")}
    renamed |= {"fase_vo": "fase_anders"}  # behind one of the three only: no sector
    kept = [c for c in municipalities.responses if not str(c).endswith("_vso")]
    book = municipalities.codebook
    assert book is not None
    lines = book.to_csv().replace("\r\n", "\n")
    for old, new in renamed.items():
        lines = lines.replace(f"\n{old},", f"\n{new},").replace(f"\n{old};", f"\n{new};")
    lines = "\n".join(line for line in lines.split("\n") if "_vso" not in line)
    frame = municipalities.responses[kept].rename(columns=renamed)
    survey = replace(municipalities, responses=frame, codebook=parse_codebook(lines.encode()))
    sixth = next(v for v in hypotheses.evaluate(survey) if v.id == "6")
    assert find(sixth, "tevredenheid", "model").sectors == ("basis", "mbo")
    assert find(sixth, "tevredenheid", "fase").sectors == ("basis",)
    assert any("basis, mbo" in str(note) for note in sixth.notes)


def test_what_is_missing_by_sector_says_how_columns_are_to_be_called() -> None:
    survey = load_survey(b"a,b\n1,2\n3,4\n")
    verdicts = {v.id: v for v in hypotheses.evaluate(survey)}
    assert "tevredenheid_, model_ of fase_" in str(verdicts["6"].notes[1])
    assert len(verdicts["8"].notes) == 1  # of scales only


def test_small_groups_of_peoples_answers_are_not_shown(municipalities: Survey) -> None:
    people = replace(municipalities, simulated=False)
    verdicts = {v.id: v for v in hypotheses.evaluate(people, minimum=20)}
    bottlenecks = verdicts["11"].parts[0]  # 19 without bottlenecks
    assert bottlenecks.checks[0].estimate is None
    assert bottlenecks.checks[0].n is None
    assert "20" in str(bottlenecks.checks[0].reason)
    assert bottlenecks.study_tests[0].value is None
    for verdict in verdicts.values():
        for check in checks_of(verdict):
            assert check.n is None or check.n >= 20
        for part in verdict.parts:
            assert all(test.n is None or test.n >= 20 for test in part.study_tests)
    # schotten (19) and integraal (11) in primary education are left out of the analysis of variance: two groups remain
    test = next(t for p in verdicts["5"].parts for t in p.study_tests if (t.predictor, t.sector) == ("model", "po"))
    assert test.df[0] == 1.0
    assert "2018" in str(verdicts["5"].explanation[-1])


def test_a_minimum_below_five_is_refused(municipalities: Survey) -> None:
    with pytest.raises(DisclosureError):
        hypotheses.evaluate(municipalities, minimum=4)


def test_a_file_without_codebook_lacks_everything_or_has_nothing_to_test() -> None:
    survey = load_survey(b"a,b\n1,2\n3,4\n")
    verdicts = hypotheses.evaluate(survey)
    assert [v.conclusion for v in verdicts] == [Conclusion.MISSING] * 15


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["schotten", "ketens", "integraal", ""]),
            st.sampled_from(["1", "3", "5", "9", ""]),
            st.sampled_from(["ja", "nee", ""]),
        ),
        min_size=1,
        max_size=12,
    ),
    st.sampled_from([None, 5]),
)
def test_whatever_the_answers_there_is_a_number_or_a_reason(
    rows: list[tuple[str, str, str]], minimum: int | None
) -> None:
    book = (
        "column,role,answers,missing\nid,id,,\nmodel_po,group,schotten|ketens|netwerk|integraal,\n"
        "tevredenheid_po,grade,1|2|3|4|5,9\nknelpunten,background,ja|nee,\n"
    )
    text = "\n".join(f"{n},{','.join(row)}" for n, row in enumerate(rows))
    survey = load_survey(f"id,model_po,tevredenheid_po,knelpunten\n{text}\n".encode(), book.encode())
    verdicts = {v.id: v for v in hypotheses.evaluate(survey, minimum=minimum)}
    assert verdicts["6"].parts[0].checks
    for verdict in verdicts.values():
        for check in checks_of(verdict):
            known = [check.estimate, check.p, check.p_holm]
            assert all(value is None for value in known) or all(v is not None and math.isfinite(v) for v in known)
            assert (check.estimate is None) == (check.reason is not None)
        for part in verdict.parts:
            for test in part.study_tests:
                assert (test.value is None) == (test.reason is not None)
