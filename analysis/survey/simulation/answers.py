"""Answers to the statements: a first draw from a latent factor, then annealing until the printed figures are met."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.survey.simulation.classification import KNOWN, KNOWN_LEVELS, Classification
from analysis.survey.simulation.margins import apportion
from analysis.survey.simulation.study import SCALES, ItemTarget, Study

if TYPE_CHECKING:
    from analysis.survey.simulation.kernel import Goal, State

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MISSING = 0
NOT_ASKED = -1
ITEM_LOADING = 0.74  # correlation of an item with its scale's factor in the first draw
# Appendix 4 says of the scales only that they go together, with p < .01 (added value: p < .001). The bands ask for
# correlations of the size that such scales usually have, and keep the annealer from using them as a way out.
CORRELATIONS = (0.42, 0.75)
CORRELATIONS_OF_BORGING = (0.36, 0.75)
CORRELATIONS_OF_MEERWAARDE = {"swv": (0.36, 0.60), "gemeente": (0.28, 0.60)}
GROUP_TOLERANCE = 0.00495  # means printed with two decimals
LEVEL_TOLERANCE = 0.0490  # means printed with one decimal
LEAST_AGREEMENT = 0.8  # share of the answers that agree between two sectors in the first draw that has to remain
LEAST_COMPLETE = 0.9  # share of the respondents without missing answers in the first draw that has to remain
EXPONENTIAL = -np.log((np.arange(4096) + 0.5) / 4096).round(6)
# Rounds of annealing, until nothing is left: number of moves, temperature at their beginning and at their end.
ROUNDS = ((8_000_000, 1.5, 0.01), (3_000_000, 0.3, 0.005), (3_000_000, 0.3, 0.005))


@dataclass(frozen=True)
class Answers:
    """Answers to all statements of the six scales, with the classification they belong to and the loss that is left.

    `items` is respondent × item in the order of the study: 1 to 5, MISSING, or NOT_ASKED.
    """

    items: Integers
    classification: Classification
    loss: float
    moves: int


def simulate_answers(study: Study, classification: Classification, seed: int) -> Answers:
    """Draws answers that follow the classification and anneals them; the classification may change owners too."""
    from analysis.survey.simulation import kernel  # numba is needed here only, and only by developers

    rng = np.random.default_rng(seed)
    items = _first_draw(study, classification, rng)
    codes = np.concatenate(
        [
            [classification.model[sector], classification.phase[sector], classification.level[sector]]
            for sector in range(len(study.sectors))
        ]
    )
    goal = _goal(study, items, codes)
    loss, moves = np.inf, 0
    for number, (most, start, end) in enumerate(ROUNDS):
        state = _state(items, codes)
        kernel.count_all(goal, state)
        cooling = round((end / start) ** (1024 / most), 12)  # the last digits of a power differ between machines
        result, made = kernel.anneal(goal, state, seed + number, most, start, cooling, EXPONENTIAL)
        moves += made
        if result < loss:
            items, codes, loss = state.answers.copy(), state.codes.copy(), result
        if loss == 0.0:
            break
    return Answers(items, Classification(codes[0::3], codes[1::3], codes[2::3]), float(loss), moves)


def draw_item(target: ItemTarget, latent: Floats, missing: Integers, rng: np.random.Generator) -> Integers:
    """One item for the respondents asked: `missing` (indices) stay missing, the others answer in the order of `latent`.

    The counts are those of the item's margin; chance mixes the order, as an item measures a factor with error.
    """
    asked = target.margin.n
    counts = target.margin.start[:5]
    values = np.full(len(latent), NOT_ASKED, dtype=np.int64)
    values[missing] = MISSING
    rest = np.setdiff1d(np.arange(asked), missing)
    noisy = ITEM_LOADING * latent[rest] + np.sqrt(1 - ITEM_LOADING**2) * rng.normal(size=len(rest))
    values[rest[np.argsort(noisy, kind="stable")]] = np.repeat(np.arange(1, 6), counts)
    return values


def _first_draw(study: Study, classification: Classification, rng: np.random.Generator) -> Integers:
    everyone = study.respondents + study.telephone
    general = rng.normal(size=everyone)
    unaware = rng.normal(size=everyone)
    columns: list[Integers] = []
    for index, scale in enumerate(SCALES):
        expected = _expected_score(study, classification, index)
        latent = 0.65 * expected + 0.45 * general + 0.6 * rng.normal(size=everyone)
        latent = (latent - latent.mean()) / latent.std()
        targets = study.scale_items(scale)
        missing = _missing(targets, unaware, rng)
        columns += [draw_item(target, latent, missing[j], rng) for j, target in enumerate(targets)]
    return np.column_stack(columns)


def _expected_score(study: Study, classification: Classification, scale: int) -> Floats:
    """What the printed means lead one to expect of each respondent on one scale, standardised."""
    sums = np.zeros(classification.model.shape[1])
    weights = np.zeros(classification.model.shape[1])
    for sector in range(len(study.sectors)):
        for codes, means, weight in (
            (classification.model[sector], study.model_means[scale, sector], 1.0),
            (classification.phase[sector], study.phase_means[scale, sector], 1.0),
            (classification.level[sector], study.satisfaction_means[scale, sector], 1.5),
        ):
            known = (codes >= 0) & (codes < len(means)) & ~np.isnan(means).any()
            sums[known] += weight * means[codes[known]]
            weights[known] += weight
    expected = np.where(weights > 0, sums / np.maximum(weights, 1), study.mean[scale])
    standard: Floats = (expected - expected.mean()) / expected.std()
    return standard


def _missing(targets: list[ItemTarget], unaware: Floats, rng: np.random.Generator) -> list[Integers]:
    """For each item of a scale the respondents without an answer: the unaware first, but nobody on over half of it."""
    asked = targets[0].margin.n
    room = np.full(asked, len(targets) - least_answered(len(targets)))
    missing: list[Integers] = [np.empty(0, dtype=np.int64)] * len(targets)
    counts = np.array([target.margin.start[5:].sum() for target in targets])
    for j in np.argsort(-counts, kind="stable"):
        propensity = np.where(room > 0, unaware[:asked] + 0.5 * rng.normal(size=asked), -np.inf)
        missing[j] = np.argsort(-propensity, kind="stable")[: counts[j]]
        assert (room[missing[j]] > 0).all(), "more missing answers than can be spread without leaving scales half empty"
        room[missing[j]] -= 1
    return missing


def least_answered(items: int) -> int:
    """The fewest answers to a scale of `items` statements that give a score: at least half."""
    return (items + 1) // 2


def _goal(study: Study, items: Integers, codes: Integers) -> Goal:
    """The printed figures as the annealer wants them.

    `items` and `codes` are the first draw: a good part of its complete answers, and of the agreement between a
    respondent's sectors, has to remain.
    """
    from analysis.survey.simulation import kernel

    sizes = np.array([len(study.scale_items(scale)) for scale in SCALES])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    targets = [target for scale in SCALES for target in study.scale_items(scale)]
    sectors, factors = len(study.sectors), 3 * len(study.sectors)
    group_mean = np.full((len(SCALES), factors, kernel.CATEGORIES), np.nan)
    group_mean[:, 0::3] = study.model_means
    group_mean[:, 1::3] = study.phase_means
    group_mean[:, 2::3, :KNOWN_LEVELS] = study.satisfaction_means
    stars = np.full((len(SCALES), factors), -1, dtype=np.int64)
    stars[:, 0::3] = study.model_stars
    stars[:, 1::3] = study.phase_stars
    comparisons = np.full((len(SCALES), factors, 3), -1, dtype=np.int64)
    comparisons[:, 2::3] = study.comparisons
    categories = np.tile([KNOWN, KNOWN, KNOWN_LEVELS], sectors)
    complete = [(items[:, a : a + k] > MISSING).all(axis=1).sum() for a, k in zip(first, sizes, strict=True)]
    bands = np.empty((2, len(SCALES), len(SCALES)))
    borging, meerwaarde = SCALES.index("borging"), SCALES.index("meerwaarde")
    for edge in range(2):
        bands[edge] = CORRELATIONS[edge]
        bands[edge, borging] = bands[edge, :, borging] = CORRELATIONS_OF_BORGING[edge]
        bands[edge, meerwaarde] = bands[edge, :, meerwaarde] = CORRELATIONS_OF_MEERWAARDE[study.group][edge]
    df = np.arange(1, study.respondents + 1)
    fields = kernel.record(
        first_item=first,
        item_count=sizes,
        least_answered=np.array([least_answered(size) for size in sizes]),
        asked=np.array([study.scale_items(scale)[0].margin.n for scale in SCALES]),
        scale_mean=study.mean,
        median_low=np.floor((study.median - 0.05) * kernel.UNIT + 1e-6).astype(np.int64),
        median_high=np.ceil((study.median + 0.05) * kernel.UNIT - 1e-6).astype(np.int64),
        scale_sd=study.sd,
        scale_alpha=study.alpha,
        least_complete=np.floor(LEAST_COMPLETE * np.array(complete)).astype(np.int64),
        item_sd=np.array([_margin_sd(target) for target in targets]),
        group_mean=group_mean,
        group_tolerance=np.tile([GROUP_TOLERANCE, GROUP_TOLERANCE, LEVEL_TOLERANCE], sectors),
        categories=categories,
        stars=stars,
        comparisons=comparisons,
        least_agreement=np.floor(LEAST_AGREEMENT * _agreement(codes, categories)).astype(np.int64),
        tally_low=np.array([_missing_first(target.margin.low) for target in targets]),
        tally_high=np.array([_missing_first(target.margin.high) for target in targets]),
        correlation_low=bands[0],
        correlation_high=bands[1],
        f_05=np.array([np.zeros(len(df) + 1)] + [np.append(np.inf, stats.f.isf(0.05, k, df)) for k in range(1, 4)]),
        f_01=np.array([np.zeros(len(df) + 1)] + [np.append(np.inf, stats.f.isf(0.01, k, df)) for k in range(1, 4)]),
        t_05=np.append(np.inf, stats.t.isf(0.025, df)),
        respondents=study.respondents,
        stopped_from=study.scale_items("borging")[0].margin.n,
    )
    return cast("Goal", fields)


def _state(items: Integers, codes: Integers) -> State:
    """Answers and codes, with room for the sums over them."""
    from analysis.survey.simulation import kernel

    scales, (respondents, columns), longest = len(SCALES), items.shape, 12

    def zeros(*shape: int) -> Integers:
        return np.zeros(shape, dtype=np.int64)

    fields = kernel.record(
        answers=items,
        codes=codes,
        answered=zeros(scales, respondents),
        total=zeros(scales, respondents),
        tally=zeros(columns, 6),
        score=zeros(scales, 3),
        rank=zeros(scales, 2),
        group=zeros(scales, len(codes), kernel.CATEGORIES, 3),
        between=zeros(scales, scales, 6),
        pair=zeros(columns, longest, 4),
        complete=zeros(scales, 3),
        complete_item=zeros(columns, 2),
        complete_pair=zeros(columns, longest),
        agreement=zeros(3),
    )
    return cast("State", fields)


def _agreement(codes: Integers, categories: Integers) -> Integers:
    """How often a respondent gives the same model, phase or level of satisfaction (in this order) for two sectors."""
    return np.array(
        [
            sum(
                int(((codes[f] == codes[other]) & (codes[f] >= 0) & (codes[f] < categories[f])).sum())
                for f, other in itertools.combinations(range(part, len(codes), 3), 2)
            )
            for part in range(3)
        ]
    )


def _missing_first(counts: Integers) -> Integers:
    """Counts by answer 0 (missing for whatever reason), 1 … 5."""
    return np.append(counts[5:].sum(), counts[:5])


def _margin_sd(target: ItemTarget) -> float:
    return float(np.repeat(np.arange(1, 6), target.margin.start[:5]).std())


def missing_codes(target: ItemTarget, count: int) -> tuple[int, int]:
    """Divides `count` missing answers over no view and not applicable, as printed."""
    low, high = target.margin.low[5:], target.margin.high[5:]
    exact = target.margin.start[5:] * count / max(int(target.margin.start[5:].sum()), 1)
    no_view, not_applicable = apportion(exact, low, high, count)
    return int(no_view), int(not_applicable)
