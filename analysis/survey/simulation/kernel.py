"""The annealer: exchanges answers between respondents until every printed figure of the scales is met.

Compiled with numba, a development dependency; nothing but the generator imports this module. All sums are kept in
whole numbers (a scale score times UNIT is one), so they do not drift over millions of moves and the same seed gives
the same files everywhere. For that reason too, chance is compared with a table of exponential variates instead of a
call of `exp`.

Moves leave the margins of all questions and the cross-tables with satisfaction as they are, or within what rounds to
print:

- two respondents exchange their answers to one item, or one respondent changes an answer;
- two respondents equally satisfied with a sector exchange their model or their phase in it;
- two respondents exchange satisfaction, model and phase of a sector.

The loss of a figure is nothing while it rounds to print and grows linearly beyond that.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol, TypeVar, cast

import numpy as np
from numba import njit  # type: ignore[import-not-found, import-untyped, unused-ignore]
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

UNIT = 27720  # divisible by 1 … 12, the numbers of answers that a scale score can rest on
SCALES = 6
CATEGORIES = 4
PART_OF_SECTOR = 3  # model, phase and satisfaction, in this order, are one sector's grouping factors
MODEL, PHASE, SATISFACTION = 0, 1, 2
NOT_APPLICABLE_LEVEL = 4

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function) -> Function:
    """numba's compiler, typed. Division by zero gives inf or nan, as in NumPy."""
    return cast(Function, njit(error_model="numpy")(function))


class Goal(Protocol):
    """The figures to meet. `s` is a scale, `f` a grouping factor (three per sector), `j` an item over all scales."""

    first_item: Integers  # (s)
    item_count: Integers  # (s)
    least_answered: Integers  # (s) answers below which a respondent has no score
    asked: Integers  # (s) respondents 0 … asked-1 were asked about this scale
    scale_mean: Floats  # (s)
    median_low: Integers  # (s) in UNITs: the median lies strictly between these two
    median_high: Integers
    scale_sd: Floats  # (s) NaN: not to be met
    scale_alpha: Floats  # (s)
    least_complete: Integers  # (s) respondents without a missing answer, at least
    item_sd: Floats  # (j)
    group_mean: Floats  # (s, f, category) NaN: none printed
    group_tolerance: Floats  # (f)
    categories: Integers  # (f) codes below this one are categories
    stars: Integers  # (s, f) -1: nothing to meet
    comparisons: Integers  # (s, f, 3) 1 significant, 0 not, -1 not stated
    least_agreement: Integers  # (3) models, phases and levels that agree between two sectors of a respondent, at least
    tally_low: Integers  # (j, 6) counts of missing, 1 … 5
    tally_high: Integers
    correlation_low: Floats  # (s, s)
    correlation_high: Floats
    f_05: Floats  # (df between, df within) critical values
    f_01: Floats
    t_05: Floats  # (df)
    respondents: int  # those who filled in the questionnaire
    stopped_from: int  # respondents from here on keep their satisfaction


class State(Protocol):
    """The respondents and all sums over them, kept up to date with every move."""

    answers: Integers  # (respondent, j) 0 missing, 1 … 5; -1 not asked
    codes: Integers  # (f, respondent) -1 not asked
    answered: Integers  # (s, respondent)
    total: Integers  # (s, respondent)
    tally: Integers  # (j, 6)
    score: Integers  # (s, 3) number, sum, sum of squares
    rank: Integers  # (s, 2) scores at or below median_low, and below median_high
    group: Integers  # (s, f, category, 3)
    between: Integers  # (s, t, 6) s < t: number, sums, sums of squares, sum of products
    pair: Integers  # (j, k, 4) answers to two items of a scale: number, sums, sum of products
    complete: Integers  # (s, 3) respondents without missing answer: number, sum and sum of squares of their totals
    complete_item: Integers  # (j, 2) sum and sum of squares among them
    complete_pair: Integers  # (j, k) sum of products among them
    agreement: Integers  # (3) respondents and pairs of sectors with the same model, phase or level


def record(**fields: object) -> object:
    """A Goal or a State as one NumPy record, which numba passes on by its address.

    (A tuple of arrays would be copied, and its arrays counted, at each of the many small calls.)
    """
    arrays = {name: np.asarray(value) for name, value in fields.items()}
    layout = np.dtype([(name, array.dtype, array.shape) for name, array in arrays.items()], align=True)
    holder = np.zeros(1, np.dtype((np.record, layout)))
    for name, array in arrays.items():
        holder[name][0] = array
    return holder[0]


MEAN_TOLERANCE = 0.0490
SD_TOLERANCE = 0.0048
ALPHA_TOLERANCE = 0.00045
LEAST_ITEM_CORRELATION = 0.05
MISSED_MEAN = 0.25  # extra for a mean that does not round to print, however near it comes
F_MARGIN = 1.02
T_MARGIN = 1.04  # wide enough for Welch's test to agree with the pooled one
CODES_SHARE = 0.15  # of all moves: those in the classification
CHANGE_SHARE = 0.12  # of the moves in the answers: those that change one answer instead of exchanging two


@compiled
def excess(deviation: float, tolerance: float, scale: float) -> float:
    """How far a deviation lies beyond its tolerance, in units of `scale`."""
    beyond = abs(deviation) - tolerance
    return beyond / scale if beyond > 0 else 0.0


@compiled
def count_scale(goal: Goal, state: State, s: int, i: int, sign: int) -> None:
    """Adds (`sign` 1) or takes out (-1) respondent `i` in all sums within scale `s`."""
    first, k = goal.first_item[s], goal.item_count[s]
    for j in range(first, first + k):
        x = state.answers[i, j]
        if x <= 0:
            continue
        for other in range(j + 1, first + k):
            y = state.answers[i, other]
            if y > 0:
                state.pair[j, other - first, 0] += sign
                state.pair[j, other - first, 1] += sign * x
                state.pair[j, other - first, 2] += sign * y
                state.pair[j, other - first, 3] += sign * x * y
    if state.answered[s, i] < goal.least_answered[s]:
        return
    score = UNIT * state.total[s, i] // state.answered[s, i]
    state.score[s, 0] += sign
    state.score[s, 1] += sign * score
    state.score[s, 2] += sign * score * score
    if score <= goal.median_low[s]:
        state.rank[s, 0] += sign
    if score < goal.median_high[s]:
        state.rank[s, 1] += sign
    for f in range(state.codes.shape[0]):
        count_group(goal, state, s, f, i, sign)
    if state.answered[s, i] == k:
        total = state.total[s, i]
        state.complete[s, 0] += sign
        state.complete[s, 1] += sign * total
        state.complete[s, 2] += sign * total * total
        for j in range(first, first + k):
            x = state.answers[i, j]
            state.complete_item[j, 0] += sign * x
            state.complete_item[j, 1] += sign * x * x
            for other in range(j + 1, first + k):
                state.complete_pair[j, other - first] += sign * x * state.answers[i, other]


@compiled
def count_group(goal: Goal, state: State, s: int, f: int, i: int, sign: int) -> None:
    """Adds or takes out respondent `i` in the sums of scale `s` by factor `f`."""
    code = state.codes[f, i]
    if state.answered[s, i] < goal.least_answered[s] or code < 0 or code >= goal.categories[f]:
        return
    score = UNIT * state.total[s, i] // state.answered[s, i]
    state.group[s, f, code, 0] += sign
    state.group[s, f, code, 1] += sign * score
    state.group[s, f, code, 2] += sign * score * score


@compiled
def count_agreement(goal: Goal, state: State, f: int, i: int, sign: int) -> None:
    """Adds or takes out the other sectors in which respondent `i` gave the same answer as for factor `f`."""
    code = state.codes[f, i]
    if code < 0 or code >= goal.categories[f]:
        return
    part = f % PART_OF_SECTOR
    for other in range(part, state.codes.shape[0], PART_OF_SECTOR):
        if other != f and state.codes[other, i] == code:
            state.agreement[part] += sign


@compiled
def count_between(goal: Goal, state: State, s: int, t: int, i: int, sign: int) -> None:
    """Adds or takes out respondent `i` in the sums over both scale `s` and scale `t`, `s` < `t`."""
    if state.answered[s, i] < goal.least_answered[s] or state.answered[t, i] < goal.least_answered[t]:
        return
    x = UNIT * state.total[s, i] // state.answered[s, i]
    y = UNIT * state.total[t, i] // state.answered[t, i]
    state.between[s, t, 0] += sign
    state.between[s, t, 1] += sign * x
    state.between[s, t, 2] += sign * y
    state.between[s, t, 3] += sign * x * x
    state.between[s, t, 4] += sign * y * y
    state.between[s, t, 5] += sign * x * y


@compiled
def count(goal: Goal, state: State, s: int, i: int, sign: int) -> None:
    """Adds or takes out respondent `i` in every sum that scale `s` has part in."""
    count_scale(goal, state, s, i, sign)
    for t in range(SCALES):
        if t < s:
            count_between(goal, state, t, s, i, sign)
        elif t > s:
            count_between(goal, state, s, t, i, sign)


@compiled
def count_all(goal: Goal, state: State) -> None:
    """Fills all sums of a state that holds only answers and codes."""
    for s in range(SCALES):
        first = goal.first_item[s]
        for i in range(goal.asked[s]):
            for j in range(first, first + goal.item_count[s]):
                x = state.answers[i, j]
                state.tally[j, x] += 1
                if x > 0:
                    state.answered[s, i] += 1
                    state.total[s, i] += x
            count_scale(goal, state, s, i, 1)
    for t in range(SCALES):
        for s in range(t):
            for i in range(goal.asked[t]):
                count_between(goal, state, s, t, i, 1)
    for f in range(state.codes.shape[0]):
        for i in range(state.codes.shape[1]):
            count_agreement(goal, state, f, i, 1)
    for part in range(PART_OF_SECTOR):
        state.agreement[part] //= 2  # each pair was counted from both sides


@compiled
def distribution_loss(goal: Goal, state: State, s: int) -> float:
    """Mean, standard deviation and median of the scale score."""
    n = state.score[s, 0]
    mean = state.score[s, 1] / n / UNIT
    loss: float = excess(mean - goal.scale_mean[s], MEAN_TOLERANCE, 0.015)
    if not math.isnan(goal.scale_sd[s]):
        squares = (state.score[s, 2] - state.score[s, 1] / n * state.score[s, 1]) / UNIT / UNIT
        loss += excess(math.sqrt(squares / (n - 1)) - goal.scale_sd[s], SD_TOLERANCE, 0.005)
    half = n / 2
    loss += 2 * max(0.0, state.rank[s, 0] - half + 0.5)
    loss += 2 * max(0.0, half + 0.5 - state.rank[s, 1])
    return loss


@compiled
def reliability_loss(goal: Goal, state: State, s: int) -> float:
    """Cronbach's alpha on the complete respondents, and no negative correlation between two items."""
    first, k = goal.first_item[s], goal.item_count[s]
    n = state.complete[s, 0]
    if n < 4:
        return 1e4
    loss: float = 0.5 * max(0, goal.least_complete[s] - n)
    variance = state.complete[s, 2] - state.complete[s, 1] * state.complete[s, 1] / n
    of_items = 0.0
    for j in range(first, first + k):
        of_items += state.complete_item[j, 1] - state.complete_item[j, 0] * state.complete_item[j, 0] / n
    loss += excess(k / (k - 1) * (1 - of_items / variance) - goal.scale_alpha[s], ALPHA_TOLERANCE, 0.005)
    for j in range(first, first + k):
        for other in range(j + 1, first + k):
            least = LEAST_ITEM_CORRELATION * goal.item_sd[j] * goal.item_sd[other]
            product = state.complete_item[j, 0] * state.complete_item[other, 0]
            covariance = (state.complete_pair[j, other - first] - product / n) / n
            loss += 40 * max(0.0, least - covariance)
            both = state.pair[j, other - first, 0]
            product = state.pair[j, other - first, 1] * state.pair[j, other - first, 2]
            covariance = (state.pair[j, other - first, 3] - product / both) / both
            loss += 40 * max(0.0, least - covariance)
    return loss


@compiled
def group_loss(goal: Goal, state: State, s: int, f: int) -> float:
    """Means of scale `s` by factor `f`, the stars of its analysis of variance, and the stated t-tests."""
    loss = 0.0
    n, total, squares, between, groups = 0, 0.0, 0.0, 0.0, 0
    for category in range(goal.categories[f]):
        size = state.group[s, f, category, 0]
        if size == 0:
            return 200.0
        mean = state.group[s, f, category, 1] / size / UNIT
        if not math.isnan(goal.group_mean[s, f, category]):
            tolerance = goal.group_tolerance[f]
            beyond = excess(mean - goal.group_mean[s, f, category], tolerance, min(tolerance, 0.015))
            if beyond > 0:
                loss += beyond + MISSED_MEAN
        n += size
        total += mean * size
        squares += state.group[s, f, category, 2] / UNIT / UNIT
        between += size * mean * mean
        groups += 1
    if goal.stars[s, f] >= 0:
        between -= total * total / n
        within = squares - total * total / n - between
        ratio = between / (groups - 1) / (within / (n - groups))
        limit_05, limit_01 = goal.f_05[groups - 1, n - groups], goal.f_01[groups - 1, n - groups]
        if goal.stars[s, f] < 2:
            upper = limit_05 if goal.stars[s, f] == 0 else limit_01
            loss += overshoot(ratio, upper / F_MARGIN)
        if goal.stars[s, f] > 0:
            lower = limit_05 if goal.stars[s, f] == 1 else limit_01
            loss += overshoot(-ratio, -lower * F_MARGIN)
    if f % PART_OF_SECTOR == SATISFACTION:
        for comparison in range(3):
            stated = goal.comparisons[s, f, comparison]
            if stated < 0:
                continue
            t, df = t_statistic(state, s, f, 1 if comparison == 1 else 0, 1 if comparison == 0 else 2)
            if stated == 1:
                loss += overshoot(-t, -goal.t_05[df] * T_MARGIN)
            else:
                loss += overshoot(t, goal.t_05[df] / T_MARGIN)
    return loss


@compiled
def overshoot(statistic: float, limit: float) -> float:
    """Loss of a test statistic above the limit it should stay under: it jumps, so that no star is left almost right."""
    return 2 + 20 * (statistic - limit) / abs(limit) if statistic > limit else 0.0


@compiled
def t_statistic(state: State, s: int, f: int, low: int, high: int) -> tuple[float, int]:
    """Student's t (equal variances) of category `high` against `low`, and its degrees of freedom."""
    size_a, size_b = state.group[s, f, low, 0], state.group[s, f, high, 0]
    mean_a, mean_b = state.group[s, f, low, 1] / size_a, state.group[s, f, high, 1] / size_b
    squares = state.group[s, f, low, 2] - state.group[s, f, low, 1] * mean_a
    squares += state.group[s, f, high, 2] - state.group[s, f, high, 1] * mean_b
    df = size_a + size_b - 2
    return (mean_b - mean_a) / math.sqrt(squares / df * (1 / size_a + 1 / size_b)), df


@compiled
def scale_loss(goal: Goal, state: State, s: int) -> float:
    """Everything that the answers to scale `s` have to meet by themselves."""
    loss = distribution_loss(goal, state, s) + reliability_loss(goal, state, s)
    for f in range(state.codes.shape[0]):
        loss += group_loss(goal, state, s, f)
    return loss


@compiled
def correlation_loss(goal: Goal, state: State, s: int) -> float:
    """Correlations of scale `s` with the other scales outside the band that is wanted."""
    loss = 0.0
    for t in range(SCALES):
        if t == s:
            continue
        a, b = min(s, t), max(s, t)
        n = state.between[a, b, 0]
        x, y = state.between[a, b, 1], state.between[a, b, 2]
        squares_x = state.between[a, b, 3] - x / n * x
        squares_y = state.between[a, b, 4] - y / n * y
        r = (state.between[a, b, 5] - x / n * y) / math.sqrt(squares_x) / math.sqrt(squares_y)
        loss += 100 * max(0.0, goal.correlation_low[s, t] - r, r - goal.correlation_high[s, t])
    return loss


@compiled
def agreement_loss(goal: Goal, state: State) -> float:
    """Too few respondents who answer alike on two sectors; without it the moves would make sectors unrelated."""
    loss = 0.0
    for part in range(PART_OF_SECTOR):
        loss += 0.2 * max(0, goal.least_agreement[part] - state.agreement[part])
    return loss


@compiled
def total_loss(goal: Goal, state: State) -> float:
    """The loss of all printed figures together; nothing when every one of them is met."""
    loss = agreement_loss(goal, state)
    for s in range(SCALES):
        loss += scale_loss(goal, state, s) + correlation_loss(goal, state, s) / 2
    return loss


@compiled
def set_answer(state: State, s: int, i: int, j: int, value: int) -> None:
    """Writes one answer; the sums over respondents are the caller's."""
    old = state.answers[i, j]
    state.answers[i, j] = value
    state.total[s, i] += value - old
    state.answered[s, i] += int(value > 0) - int(old > 0)


@compiled
def leaves_too_few(goal: Goal, state: State, s: int, i: int, old: int, new: int) -> bool:
    """Whether a respondent would keep answers to a scale, but too few of them for a score."""
    return old > 0 and new == 0 and state.answered[s, i] - 1 < goal.least_answered[s]


@compiled
def write_answers(goal: Goal, state: State, s: int, j: int, a: int, value_a: int, b: int, value_b: int) -> None:
    """Gives `a` and `b` (the same respondent for a change) their answers to item `j`, sums included."""
    count(goal, state, s, a, -1)
    if b != a:
        count(goal, state, s, b, -1)
        set_answer(state, s, b, j, value_b)
    set_answer(state, s, a, j, value_a)
    if b != a:
        count(goal, state, s, b, 1)
    count(goal, state, s, a, 1)


@compiled
def try_answers(
    goal: Goal, state: State, losses: Floats, s: int, j: int, a: int, value_a: int, b: int, value_b: int, bound: float
) -> bool:
    """Writes the answers, and takes them back where the loss grows by more than `bound`. Says whether they stand."""
    old_a, old_b = state.answers[a, j], state.answers[b, j]
    before = losses[s] + correlation_loss(goal, state, s)
    write_answers(goal, state, s, j, a, value_a, b, value_b)
    loss = scale_loss(goal, state, s)
    if loss + correlation_loss(goal, state, s) - before <= bound:
        losses[s] = loss
        return True
    write_answers(goal, state, s, j, a, old_a, b, old_b)
    return False


@compiled
def exchange_codes(goal: Goal, state: State, first: int, last: int, a: int, b: int) -> None:
    """Exchanges the codes of factors `first` … `last` between two respondents, sums included."""
    for f in range(first, last + 1):
        if state.codes[f, a] == state.codes[f, b]:
            continue
        for s in range(SCALES):
            count_group(goal, state, s, f, a, -1)
            count_group(goal, state, s, f, b, -1)
        count_agreement(goal, state, f, a, -1)
        count_agreement(goal, state, f, b, -1)
        state.codes[f, a], state.codes[f, b] = state.codes[f, b], state.codes[f, a]
        for s in range(SCALES):
            count_group(goal, state, s, f, a, 1)
            count_group(goal, state, s, f, b, 1)
        count_agreement(goal, state, f, a, 1)
        count_agreement(goal, state, f, b, 1)


@compiled
def groups_loss(goal: Goal, state: State, s: int, first: int, last: int) -> float:
    """Loss of scale `s` over factors `first` … `last`."""
    loss = 0.0
    for f in range(first, last + 1):
        loss += group_loss(goal, state, s, f)
    return loss


@compiled
def try_codes(goal: Goal, state: State, losses: Floats, first: int, last: int, a: int, b: int, bound: float) -> None:
    """Exchanges codes, and takes that back where the loss grows by more than `bound`."""
    change = -agreement_loss(goal, state)
    for s in range(SCALES):
        change -= groups_loss(goal, state, s, first, last)
    exchange_codes(goal, state, first, last, a, b)
    change += agreement_loss(goal, state)
    for s in range(SCALES):
        change += groups_loss(goal, state, s, first, last)
    if change > bound:
        exchange_codes(goal, state, first, last, a, b)
        return
    for s in range(SCALES):
        losses[s] = scale_loss(goal, state, s)


@compiled
def move_codes(goal: Goal, state: State, losses: Floats, bound: float) -> None:
    """One move in the classification: a model, a phase, or all three answers of a sector change owner."""
    sector = np.random.randint(state.codes.shape[0] // PART_OF_SECTOR)
    a, b = np.random.randint(goal.respondents), np.random.randint(goal.respondents)
    part = np.random.randint(3)
    first = PART_OF_SECTOR * sector
    satisfaction = first + SATISFACTION
    same = state.codes[satisfaction, a] == state.codes[satisfaction, b]
    if part == SATISFACTION:
        if not same and (a >= goal.stopped_from) != (b >= goal.stopped_from):
            return
        if state.codes[satisfaction, a] == NOT_APPLICABLE_LEVEL or state.codes[satisfaction, b] == NOT_APPLICABLE_LEVEL:
            return
        try_codes(goal, state, losses, first, satisfaction, a, b, bound)
    elif same:
        f = first + part
        if max(state.codes[f, a], state.codes[f, b]) < goal.categories[f] and state.codes[f, a] != state.codes[f, b]:
            try_codes(goal, state, losses, f, f, a, b, bound)


@compiled
def move_answers(goal: Goal, state: State, losses: Floats, bound: float) -> None:
    """One move in the answers. Scales that meet everything already are moved less often."""
    s = np.random.randint(SCALES)
    if losses[s] < 1e-9 and np.random.random() < 0.9:
        return
    j = goal.first_item[s] + np.random.randint(goal.item_count[s])
    a = np.random.randint(goal.asked[s])
    old_a = state.answers[a, j]
    if np.random.random() < CHANGE_SHARE:
        new = np.random.randint(6)
        if new == old_a or leaves_too_few(goal, state, s, a, old_a, new):
            return
        if state.tally[j, old_a] <= goal.tally_low[j, old_a] or state.tally[j, new] >= goal.tally_high[j, new]:
            return
        if try_answers(goal, state, losses, s, j, a, new, a, new, bound):
            state.tally[j, old_a] -= 1
            state.tally[j, new] += 1
        return
    b = np.random.randint(goal.asked[s])
    old_b = state.answers[b, j]
    if old_a == old_b:
        return
    if leaves_too_few(goal, state, s, a, old_a, old_b) or leaves_too_few(goal, state, s, b, old_b, old_a):
        return
    try_answers(goal, state, losses, s, j, a, old_b, b, old_a, bound)


@compiled
def anneal(
    goal: Goal, state: State, seed: int, moves: int, start: float, cooling: float, exponential: Floats
) -> tuple[float, int]:
    """Runs `moves` moves, or fewer where nothing is left to improve; returns the loss and the moves that were made.

    The temperature begins at `start` and is multiplied by `cooling` after every block of 1,024 moves. A move that
    makes the loss grow stands when the growth is below the temperature times an exponential variate, which is the rule
    of Metropolis.
    """
    np.random.seed(seed)
    losses = np.zeros(SCALES)
    for s in range(SCALES):
        losses[s] = scale_loss(goal, state, s)
    temperature = start
    for move in range(moves):
        if move % 1024 == 0 and move > 0:
            temperature *= cooling
            if losses.sum() < 1e-9 and total_loss(goal, state) < 1e-9:
                return 0.0, move
        bound = temperature * exponential[np.random.randint(exponential.size)]
        if np.random.random() < CODES_SHARE:
            move_codes(goal, state, losses, bound)
        else:
            move_answers(goal, state, losses, bound)
    return total_loss(goal, state), moves
