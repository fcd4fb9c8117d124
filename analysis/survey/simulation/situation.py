"""The respondents' own situation: region, size, type, teams, bottlenecks.

The numbers are those of the response tables; B4.1 and B4.32 are met exactly. What appendix 4 says in words (mostly that
a difference is not significant) is met by exchange. All functions give codes, in the order of the answers in
`BACKGROUND`, for those who filled in the questionnaire; NO_ANSWER where there is none.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.survey.simulation.answers import MISSING
from analysis.survey.simulation.classification import KNOWN, KNOWN_LEVELS, NO_ANSWER
from analysis.survey.simulation.codebooks import BACKGROUND
from analysis.survey.simulation.exchange import (
    association_p,
    difference,
    no_difference,
    settle,
    share,
    too_high,
    too_low,
)
from analysis.survey.simulation.margins import fit_margin
from analysis.survey.simulation.respondents import LEVEL_VALUES, Respondents
from analysis.survey.simulation.study import MODELS, PHASES, SCALES, Study

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CHAIN, NETWORK = MODELS.index("ketens"), MODELS.index("netwerk")
PRIMARY, SECONDARY = 0, 1
NEGATIVE, POSITIVE = 0, 2
G4, G40, OTHER_TYPE = 0, 1, 2
PARTLY = 3
_LEVEL_CODES = 5


def situation(people: Respondents, rng: np.random.Generator) -> dict[str, Integers]:
    """Codes of every background question of the group."""
    codes = _partnerships(people, rng) if people.study.group == "swv" else _municipalities(people, rng)
    return codes | {"knelpunten": _bottlenecks(people.study, rng)}


def _counts(study: Study, variable: str) -> Integers:
    return study.response.loc[study.response["variable"] == variable, "response_n"].to_numpy(dtype=np.int64)


def _deal(counts: Integers, among: Integers, n: int, rng: np.random.Generator) -> Integers:
    """Codes 0, 1, … in the given numbers, in random order, to the respondents `among`; NO_ANSWER to the others."""
    codes = np.full(n, NO_ANSWER)
    codes[rng.permutation(among)] = np.repeat(np.arange(len(counts)), counts)
    return codes


def _bottlenecks(study: Study, rng: np.random.Generator) -> Integers:
    asked, percentages = study.bottlenecks
    asked = min(asked, study.respondents)  # B.5.24 counts those on the telephone too
    return _deal(fit_margin(percentages.tolist(), asked).start, np.arange(asked), study.respondents, rng)


def _partnerships(people: Respondents, rng: np.random.Generator) -> dict[str, Integers]:
    study, n = people.study, people.written
    everyone = np.arange(n)
    together = np.zeros(n, dtype=np.int64)
    satisfaction = people.all_outcomes()
    added_value = people.scores["meerwaarde"][:n]
    type_ = _type_of_partnership(people, rng)

    def equalisation_shortfall(codes: Integers) -> float:
        """No differences in satisfaction or, within a type, in added value; in secondary education the chain model
        prevails with positive equalisation, and no model with negative."""
        shortfall = no_difference(satisfaction, codes)
        shortfall += no_difference(
            [np.where(type_ == code, added_value, np.nan) for code in (PRIMARY, SECONDARY)], codes
        )
        for model in people.classification.model[:, :n]:
            known = (type_ == SECONDARY) & (model < KNOWN)
            shortfall += max(0.0, 0.55 - share(model == CHAIN, known & (codes == POSITIVE)))
            shortfall += max(0.0, share(model == CHAIN, known & (codes == NEGATIVE)) - 0.45)
        return shortfall

    # The response tables leave out one nation-wide partnership, which has no region.
    in_a_region = rng.permutation(everyone)[: _counts(study, "regio").sum()]
    return {
        "regio": _deal(_counts(study, "regio"), in_a_region, n, rng),
        "aantal_gemeenten": settle(
            _deal(_counts(study, "aantal_gemeenten"), in_a_region, n, rng),
            np.where(np.isin(everyone, in_a_region), 0, -1),
            lambda codes: no_difference(satisfaction, codes),
            rng,
        ),
        "verevening": settle(
            _deal(_counts(study, "verevening"), everyone, n, rng), together, equalisation_shortfall, rng
        ),
        "type": type_,
    }


def _type_of_partnership(people: Respondents, rng: np.random.Generator) -> Integers:
    """Primary or secondary education. Appendix 7: primary education names the network model twice as often as the
    chain model, secondary education the reverse; and on who pays for what it answers *partly* more often."""
    study, n = people.study, people.written
    model = people.classification.model[0, :n]
    paying = people.items[:n, sum(len(study.scale_items(scale)) for scale in SCALES[:4]) + 4]
    chain, network = (rng.permutation(np.flatnonzero(model == code)) for code in (CHAIN, NETWORK))
    others = rng.permutation(np.flatnonzero((model != CHAIN) & (model != NETWORK)))
    primary = [*network[: round(len(network) * 2 / 3)], *chain[: round(len(chain) / 3)]]
    primary += list(others[: _counts(study, "type")[PRIMARY] - len(primary)])
    type_ = np.full(n, SECONDARY)
    type_[primary] = PRIMARY

    def shortfall(codes: Integers) -> float:
        partly = [share(paying == PARTLY, (codes == code) & (paying > MISSING)) for code in (PRIMARY, SECONDARY)]
        return too_high(association_p(codes, paying, paying > MISSING)) + max(0.0, 0.1 + partly[1] - partly[0])

    return settle(type_, model, shortfall, rng)


def _municipalities(people: Respondents, rng: np.random.Generator) -> dict[str, Integers]:
    study, n = people.study, people.written
    everyone = np.arange(n)
    outcomes = [*people.all_outcomes(), people.scores["meerwaarde"][:n]]
    size = _size(people, outcomes, rng)
    codes = {
        "regio": _deal(_counts(study, "regio"), everyone, n, rng),
        "inwoners": size,
        "gemeentetype": _type_of_municipality(people, size, outcomes, rng),
        "breed_team": _broad_team(people, rng),
    }
    for team in ("jeugdteam", "generalistisch_team"):
        none = sum(study.without_team[team]) // 2
        codes[team] = settle(
            _deal(np.array([n - none, none]), everyone, n, rng),
            np.zeros(n, dtype=np.int64),
            lambda values: no_difference(outcomes, values),
            rng,
        )
    return codes


def _size(people: Respondents, outcomes: list[Floats], rng: np.random.Generator) -> Integers:
    """Inhabitants. B4.32 is exact; no differences in satisfaction or added value, nor in the other sectors' models."""
    study, n = people.study, people.written
    model = people.classification.model[:, :n]
    answers = BACKGROUND[study.group]["inwoners"].answers
    table = study.size_by_model.loc[list(answers), list(MODELS[:KNOWN])].to_numpy(dtype=np.int64)
    unnamed = _counts(study, "inwoners") - table.sum(axis=1)
    size = np.full(n, NO_ANSWER)
    for code, counts in enumerate([*table.T, unnamed]):
        members = np.flatnonzero(model[0] == code if code < KNOWN else model[0] >= KNOWN)
        size[members] = _deal(counts, np.arange(len(members)), len(members), rng)

    def shortfall(codes: Integers) -> float:
        elsewhere = sum(too_low(association_p(codes, other, other < KNOWN)) for other in model[1:])
        return no_difference(outcomes, codes) + elsewhere

    return settle(size, np.minimum(model[0], KNOWN), shortfall, rng)


def _type_of_municipality(
    people: Respondents, size: Integers, outcomes: list[Floats], rng: np.random.Generator
) -> Integers:
    """G4, G40 or other. No differences in satisfaction or added value; appendix 7: in secondary education the G40 are
    more often in the start phase. The four largest and most of the G40 have over 100,000 inhabitants."""
    n = people.written
    phase = people.classification.phase[people.study.sectors.index("vo"), :n]
    counts = _counts(people.study, "gemeentetype")
    over_100, over_50 = size.max(), size.max() - 1
    large = [*rng.permutation(np.flatnonzero(size == over_100)), *rng.permutation(np.flatnonzero(size == over_50))]
    type_ = np.full(n, OTHER_TYPE)
    type_[large[: counts[G4] + counts[G40]]] = G40
    type_[large[: counts[G4]]] = G4

    def shortfall(codes: Integers) -> float:
        start = phase == PHASES.index("start")
        more = share(start, (codes == G40) & (phase < KNOWN)) - share(start, (codes != G40) & (phase < KNOWN))
        return no_difference(outcomes, codes) + too_high(association_p(codes, phase, phase < KNOWN)) + max(0.0, -more)

    return settle(type_, np.where(size == over_100, 0, np.where(size == over_50, 1, -1)), shortfall, rng)


def _broad_team(people: Respondents, rng: np.random.Generator) -> Integers:
    """A broad team (0) or none (1). B4.1 is exact and its differences hold with satisfaction as answered too; none in
    primary education, nor in added value."""
    study, n = people.study, people.written
    first, second = (study.sectors.index(sector) for sector in ("vo", "vso"))
    level = people.classification.level[:, :n]
    strata = level[first] * _LEVEL_CODES + level[second]
    least, most = study.without_team["breed_team"]
    team = _teams_by_stratum(
        np.bincount(strata, minlength=_LEVEL_CODES**2).reshape(_LEVEL_CODES, _LEVEL_CODES),
        (_printed_teams(study, "vo"), _printed_teams(study, "vso")),
        (n - most, n - least),
        rng,
    )
    codes = np.ones(n, dtype=np.int64)
    for stratum, count in enumerate(team.ravel()):
        codes[rng.permutation(np.flatnonzero(strata == stratum))[:count]] = 0
    equal = [*people.outcomes(study.sectors.index("po")), people.scores["meerwaarde"][:n]]
    unequal = [*people.outcomes(first), *people.outcomes(second)]
    return settle(codes, strata, lambda values: no_difference(equal, values) + difference(unequal, values), rng)


@dataclass(frozen=True)
class PrintedTeams:
    """One sector's half of B4.1: mean, sd and n of satisfaction with and without a broad team."""

    with_team: tuple[float, float, int]
    without: tuple[float, float, int]


def _printed_teams(study: Study, sector: str) -> PrintedTeams:
    def row(name: str) -> tuple[float, float, int]:
        mean, sd, n = study.team_satisfaction.loc[(sector, name), ["mean", "sd", "n"]].to_numpy(dtype=float)
        return float(mean), float(sd), int(n)

    return PrintedTeams(row("breed_team"), row("geen_breed_team"))


def _teams_by_stratum(
    strata: Integers, printed: tuple[PrintedTeams, PrintedTeams], total: tuple[int, int], rng: np.random.Generator
) -> Integers:
    """Number with a team by level of satisfaction in the first sector (rows) and in the second (columns).

    `strata` holds the number of respondents in each cell, `total` the least and the most with a team. An integer
    programme finds numbers that give what is printed for either sector.
    """
    cell = np.arange(strata.size).reshape(strata.shape)
    rows = [np.isin(cell, cell[level]).ravel() for level in range(KNOWN_LEVELS)]
    columns = [np.isin(cell, cell[:, level]).ravel() for level in range(KNOWN_LEVELS)]
    sums = np.array([*rows, *columns, np.ones(strata.size)], dtype=float)
    by_row = _teams_by_level(strata.sum(axis=1)[:KNOWN_LEVELS], printed[0])
    by_column = _teams_by_level(strata.sum(axis=0)[:KNOWN_LEVELS], printed[1])
    for first, second in itertools.product(by_row, by_column):
        solution = milp(
            rng.normal(size=strata.size),
            constraints=LinearConstraint(sums, [*first, *second, total[0]], [*first, *second, total[1]]),
            integrality=np.ones(strata.size),
            bounds=Bounds(0, strata.ravel()),
            options={"mip_rel_gap": 0.0},
        )
        if solution.x is not None:
            team: Integers = np.round(solution.x).astype(np.int64).reshape(strata.shape)
            return team
    raise AssertionError("no broad teams fit the figures of B4.1")


def _teams_by_level(totals: Integers, printed: PrintedTeams) -> list[tuple[int, int, int]]:
    """All numbers with a team by level of satisfaction that give the printed mean, sd and n of both groups."""

    def fits(counts: Integers, mean: float, sd: float, n: int) -> bool:
        values = np.repeat(LEVEL_VALUES, counts)
        return bool(len(values) == n and abs(values.mean() - mean) < 0.005 and abs(values.std(ddof=1) - sd) < 0.005)

    found = []
    for low, middle in itertools.product(range(totals[0] + 1), range(totals[1] + 1)):
        high = printed.with_team[2] - low - middle
        team = np.array([low, middle, high])
        if 0 <= high <= totals[2] and fits(team, *printed.with_team) and fits(totals - team, *printed.without):
            found.append((low, middle, high))
    return found
