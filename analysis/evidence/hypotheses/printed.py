"""The study's own printed numbers put to the test: what it called too small to test, and what it tested otherwise."""

from __future__ import annotations

from functools import cache

from analysis.evidence.hypotheses.results import Measure, PrintedTest
from analysis.evidence.published import load_published
from analysis.evidence.satisfaction import published_crosstab
from analysis.statistics import Interval, compare_summaries

_TEAMS = "B4.1"


@cache
def printed_tests(figures: tuple[str, ...]) -> tuple[PrintedTest, ...]:
    """Each of these figures tested from its printed numbers: B4.1 (means), B4.12–B4.21 and B4.32 (counts)."""
    found: list[PrintedTest] = []
    for figure in figures:
        found += _means() if figure == _TEAMS else [_table(figure)]
    return tuple(found)


def _table(figure: str) -> PrintedTest:
    crossed = published_crosstab(figure)
    tau, p = crossed.result.kendall_tau_b, crossed.result.p_linear
    assert tau is not None, "printed tables have an order on both sides"
    assert p is not None
    return PrintedTest(
        figure=figure,
        group=crossed.table.group,
        sector=crossed.table.sector,
        predictor=crossed.table.by,
        outcome=crossed.table.columns_by,
        measure=Measure.CORRELATION,
        estimate=tau.value,
        interval=tau.interval,
        p=p,
        n=crossed.result.n,
        study_tested=True if crossed.table.study_test == "significant" else None,
    )


def _means() -> list[PrintedTest]:
    """Welch's t-test of the printed means of satisfaction with and without a broad team."""
    rows = load_published().misc.query("figure == @_TEAMS")
    found = []
    for sector in dict.fromkeys(rows["sector"]):
        here = rows[rows["sector"] == sector]
        table = here[here["statistic"] != "stars"].pivot_table(index="row", columns="statistic", values="value")
        table = table.loc[["breed_team", "geen_breed_team"]]
        compared = compare_summaries(table["mean"], table["sd"], table["n"])
        pair = compared.pairwise.iloc[0]
        assert compared.welch is not None, "both printed groups have a spread"
        found.append(
            PrintedTest(
                figure=_TEAMS,
                group="gemeente",
                sector=str(sector),
                predictor="breed_team",
                outcome="tevredenheid",
                measure=Measure.DIFFERENCE,
                estimate=float(pair["difference"]),
                interval=Interval(float(pair["ci_low"]), float(pair["ci_high"]), 0.95, "Welch"),
                p=compared.welch.p,
                n=compared.n,
                study_tested=bool(here.loc[here["statistic"] == "stars", "value"].iloc[0] > 0),
            )
        )
    return found
