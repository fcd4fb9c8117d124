"""The budget's scenarios A to D in this session: changing, undoing, copying, naming, sharing by address or file.

Every step back is a moment that was kept: scenarios never change, a change makes others.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import streamlit as st

from analysis.budget import (
    FUNDING_VARIANTS,
    Assumptions,
    Effect,
    Scenario,
    SchoolType,
    describe_assumption,
    from_pilot,
    sensitivity,
    with_preset,
    with_school_types,
)
from analysis.errors import AnalysisError, BudgetError
from display.state import BudgetMoment, BudgetMove, Levers, Session, remember, session, starting_scenarios
from display.texts import Texts

#: All the scenarios that there is room for.
LETTERS = ("A", "B", "C", "D")
#: Moves of one slider within so many seconds are one step back, and the picture shows where the first of them began.
_ONE_MOVE = 4.0
_MOST_STEPS = 100
#: How many sliders stand beside the picture, and what they are filled up with where fewer matter.
LEVER_COUNT = 4
_FILL = ("cost_per_pupil_in_care", "care_share", "pupils", "residual_share", "indexation")
#: The parts of an address that hold scenarios: each under its own letter, which one is in hand, which are drawn too.
_IN_HAND, _BESIDE = "scenario", "naast"
_HAND_KEY = "scenario"
#: What a scenario has beside its assumptions, by scenario in the session.
_BESIDE_ASSUMPTIONS = ("ranges", "effects", "school_types")


def existing() -> tuple[str, ...]:
    """The letters of the scenarios that there are."""
    return tuple(letter for letter in LETTERS if letter in session().scenarios)


def scenario(name: str) -> Assumptions:
    """The assumptions of a scenario."""
    return session().scenarios[name]


def in_hand() -> str:
    """The scenario that the sliders move."""
    name = str(st.session_state.get(_HAND_KEY))
    return name if name in session().scenarios else existing()[0]


def chosen() -> tuple[str, ...]:
    """The scenarios that are drawn: the one in hand first, then those beside it."""
    hand = in_hand()
    return (hand, *(name for name in existing() if name in session().compared and name != hand))


def take_in_hand(name: str) -> None:
    """Make a scenario the one that the sliders move (before its switch is drawn, or in a callback)."""
    st.session_state[_HAND_KEY] = name


def label(t: Texts, name: str) -> str:
    """What a scenario is called on the screen: its letter, and its name where it has one."""
    given = session().scenario_names.get(name)
    return f"{name} · {given}" if given else t("Scenario {letter}", letter=name)


def change(name: str, **changes: Any) -> None:
    """Change assumptions of a scenario; raises BudgetError, and changes nothing, where a value is not possible."""
    _store(
        {**session().scenarios, name: replace(scenario(name), **changes)},
        move=BudgetMove(name, tuple(sorted(changes)), time.monotonic()),
    )


def before_the_move(name: str) -> Assumptions | None:
    """What a scenario was before its slider moved; None where the last thing done was something else."""
    state = session()
    if state.budget_move is None or state.budget_move.scenario != name or not state.budget_past:
        return None
    before = state.budget_past[-1].scenarios.get(name)
    return before if before != scenario(name) else None


def school_types(name: str) -> tuple[SchoolType, ...]:
    """The types of school that a scenario was put together from; none where it was not."""
    return session().school_types.get(name, ())


def set_school_types(name: str, types: tuple[SchoolType, ...]) -> None:
    """Put a scenario's pupils together from types of school; none leaves the assumptions as they are."""
    values = with_school_types(scenario(name), types) if types else scenario(name)
    _store(
        {**session().scenarios, name: values},
        anew=(name,),
        beside={"school_types": _with(session().school_types, name, types)},
    )


def set_effects(name: str, effects: Mapping[str, Effect]) -> None:
    """Put other effects beside a scenario; this can be undone like every change."""
    _store(session().scenarios, beside={"effects": _with(session().effects, name, effects)})


def set_ranges(name: str, ranges: Mapping[str, tuple[float, float]]) -> None:
    """Put other ranges of the user's own beside a scenario."""
    _store(session().scenarios, beside={"ranges": _with(session().ranges, name, ranges)})


def set_discount_rate(rate: float) -> None:
    """Discount at another rate, the same for all scenarios: otherwise their returns could not be compared."""
    _store(session().scenarios, beside={"discount_rate": rate})


def undo() -> None:
    """One step back."""
    state = session()
    if state.budget_past:
        _go_to(state.budget_past[-1], state.budget_past[:-1], (_now(), *state.budget_future))


def redo() -> None:
    """One step forward again."""
    state = session()
    if state.budget_future:
        _go_to(state.budget_future[0], (*state.budget_past, _now()), state.budget_future[1:])


def reset() -> None:
    """All scenarios as they were at the start; this too can be undone."""
    start = BudgetMoment(starting_scenarios(), {})
    _store(start.scenarios, names={}, anew=LETTERS, beside={"discount_rate": start.discount_rate} | _beside(start))
    remember(compared=(), refused_scenario=None, refused_values={})
    take_in_hand("A")


def reset_assumption(name: str, assumption: str) -> None:
    """One assumption back to its source, or to its example."""
    _attempt(lambda: _put(name, replace(scenario(name), **{assumption: getattr(Assumptions(), assumption)})))


def copy(source: str, target: str) -> None:
    """Make a scenario the same as another, with all that stands beside it, and go on with it."""
    state = session()
    same = {kind: _with(kept, target, kept.get(source)) for kind, kept in _beside(state).items()}
    _store({**state.scenarios, target: scenario(source)}, anew=(target,), beside=same)
    take_in_hand(target)


def remove(name: str) -> None:
    """Take a scenario away; one always stays."""
    if len(session().scenarios) > 1:
        rest = {letter: values for letter, values in session().scenarios.items() if letter != name}
        names = {k: v for k, v in session().scenario_names.items() if k != name}
        _store(rest, names=names, beside={kind: _with(kept, name, None) for kind, kept in _beside(session()).items()})
        take_in_hand(next(letter for letter in LETTERS if letter in rest))


def rename(name: str, text: str) -> None:
    """Give a scenario a name; an empty one takes it away."""

    def put() -> None:
        others = {k: v for k, v in session().scenario_names.items() if k != name}
        given = {name: Scenario(text, scenario(name)).name} if text.strip() else {}
        _store(session().scenarios, names={**others, **given})

    _attempt(put)


def start_from_pilot(name: str, pilot: str | None) -> None:
    """Begin a scenario with what is known of a pilot; None changes nothing."""
    if pilot is not None:
        _attempt(lambda: _put(name, from_pilot(pilot).assumptions, named=pilot))


def begin(values: Assumptions) -> None:
    """Begin scenario A anew, and go on with it; what it was before can be had back by undoing."""
    _put("A", values, named="")
    take_in_hand("A")


def fill_with_preset(name: str, preset: str | None) -> None:
    """Put a published figure in the place of an assumption; None changes nothing."""
    if preset is not None:
        _attempt(lambda: _put(name, with_preset(scenario(name), preset)))


def levers(name: str) -> tuple[str, ...]:
    """The assumptions that move this scenario's outcome most: the ones with a slider beside the picture.

    Found again when a scenario is loaded, copied or paid for in another way, and not while a slider moves: a slider
    must not disappear from under a hand.
    """
    values = scenario(name)
    kept = session().levers.get(name)
    if kept is None or kept.funding != values.funding:
        found = [each for each in sensitivity(values).most_important(LEVER_COUNT) if describe_assumption(each).slider]
        fill = (*_FILL, *FUNDING_VARIANTS[values.funding].assumptions)
        found += [each for each in fill if each not in found and not describe_assumption(each).optional]
        kept = Levers(values.funding, tuple(found[:LEVER_COUNT]))
        remember(levers={**session().levers, name: kept})
    return kept.names


def whole(name: str) -> Scenario:
    """A scenario with all that stands beside it, to keep or to pass on."""
    state = session()
    return Scenario(
        state.scenario_names.get(name) or f"Scenario {name}",
        scenario(name),
        tuple(state.effects.get(name, {}).values()),
        state.ranges.get(name, {}),
        state.discount_rate,
        school_types(name),
    )


def to_file(name: str) -> str:
    """A scenario as the text of a file."""
    return whole(name).to_json()


def from_file(name: str, data: bytes) -> None:
    """Take a scenario out of a file; what cannot be read leaves the old one standing and says why."""

    def put() -> None:
        state, read = session(), Scenario.from_json(data)
        names = {k: v for k, v in state.scenario_names.items() if k != name} | _named({name: read})
        beside = {kind: _with(kept, name, told[name]) for (kind, kept), told in _told(state, {name: read})}
        _store(
            {**state.scenarios, name: read.assumptions},
            names=names, anew=(name,), beside={"discount_rate": read.discount_rate} | beside,
        )  # fmt: skip

    _attempt(put)


def address(t: Texts, page: str) -> str:
    """An address that opens this page with these scenarios on another machine."""
    # The scenarios at the end: what falls off an address on its way falls off them, and their check tells.
    query = {_IN_HAND: in_hand()}
    if len(chosen()) > 1:
        query[_BESIDE] = "".join(chosen()[1:])
    if t.language != "nl":
        query["language"] = t.language
    query |= {name: whole(name).to_query() for name in existing()}
    base = urlsplit(st.context.url or "")
    path = base.path.rstrip("/").removesuffix(f"/{page}") + f"/{page}"
    return urlunsplit((base.scheme, base.netloc, path, urlencode(query, safe="~", quote_via=quote), ""))


def take_link() -> None:
    """Take in the scenarios of the address, once; all of them, or none and a sentence that says why."""
    found = {name: st.query_params[name] for name in (*LETTERS, _IN_HAND, _BESIDE) if name in st.query_params}
    link = repr(found)
    if not set(found) & set(LETTERS) or link == session().taken_link:
        return
    remember(taken_link=link)

    def put() -> None:
        read = {name: Scenario.from_query(text) for name, text in found.items() if name in LETTERS}
        hand = found.get(_IN_HAND, next(iter(read)))
        if hand not in read:
            raise BudgetError(
                "Deze koppeling noemt een scenario “{name}” dat er niet in staat. Vraag om een nieuwe koppeling.",
                name=hand,
            )
        _store(
            {name: each.assumptions for name, each in read.items()},
            names=_named(read),
            anew=LETTERS,
            beside={"discount_rate": read[hand].discount_rate}
            | {kind: {name: one for name, one in told.items() if one} for (kind, _), told in _told(session(), read)},
        )
        remember(compared=tuple(name for name in LETTERS if name in read and name in found.get(_BESIDE, "")))
        take_in_hand(hand)

    _attempt(put)


def _put(name: str, values: Assumptions, named: str | None = None) -> None:
    """Put other assumptions into a scenario, by anything but a slider.

    named: begin anew under this name, without the school types and ranges of what was there before.
    """
    names = session().scenario_names
    if named is not None:
        names = {**{k: v for k, v in names.items() if k != name}, **({name: named} if named else {})}
    kept = {kind: _with(getattr(session(), kind), name, None) for kind in ("ranges", "school_types")}
    _store({**session().scenarios, name: values}, names=names, anew=(name,), beside=kept if named is not None else {})


def _with(kept: Mapping[str, Any], name: str, new: Any) -> dict[str, Any]:
    """What is kept by scenario, with that of one of them in its place; without it where there is none."""
    return {key: value for key, value in kept.items() if key != name} | ({name: new} if new else {})


def _beside(state: Session | BudgetMoment) -> dict[str, Mapping[str, Any]]:
    return {kind: getattr(state, kind) for kind in _BESIDE_ASSUMPTIONS}


def _told(
    state: Session, read: Mapping[str, Scenario]
) -> Iterator[tuple[tuple[str, Mapping[str, Any]], dict[str, Any]]]:
    """Of each kind of thing beside the assumptions: what is kept now, and what the scenarios that were read tell."""
    told: dict[str, dict[str, Any]] = {
        "ranges": {name: dict(each.ranges) for name, each in read.items()},
        "effects": {name: {effect.name: effect for effect in each.effects} for name, each in read.items()},
        "school_types": {name: each.school_types for name, each in read.items()},
    }
    return ((kept, told[kept[0]]) for kept in _beside(state).items())


def _named(read: Mapping[str, Scenario]) -> dict[str, str]:
    """The names that were given: a scenario without one is called after its letter in a file."""
    return {name: each.name for name, each in read.items() if each.name != f"Scenario {name}"}


def _attempt(put: Any) -> None:
    try:
        put()
        remember(refused_scenario=None)
    except AnalysisError as error:
        remember(refused_scenario=error)


def _now() -> BudgetMoment:
    state = session()
    return BudgetMoment(state.scenarios, state.scenario_names, discount_rate=state.discount_rate, **_beside(state))


def _store(
    scenarios: Mapping[str, Assumptions],
    *,
    names: Mapping[str, str] | None = None,
    move: BudgetMove | None = None,
    anew: tuple[str, ...] = (),
    beside: Mapping[str, Any] | None = None,
) -> None:
    """Keep the moment before and go on with these.

    anew: whose sliders are to be found again. beside: what else changes, by its name in a `BudgetMoment`.
    """
    state, now = session(), _now()
    after = replace(now, scenarios=scenarios, names=now.names if names is None else names, **(beside or {}))
    if after == now:
        return
    last = state.budget_move
    same_move = (
        move is not None
        and last is not None
        and (move.scenario, move.assumptions) == (last.scenario, last.assumptions)
        and move.at - last.at < _ONE_MOVE
    )
    only_beside = (after.scenarios, after.names) == (now.scenarios, now.names)
    _become(after)
    remember(
        budget_past=state.budget_past if same_move else (*state.budget_past, now)[-_MOST_STEPS:],
        budget_future=(),
        budget_move=move,
        levers={name: kept for name, kept in state.levers.items() if name not in anew},
        scenario_version=state.scenario_version + (move is None and not only_beside),
    )


def _become(moment: BudgetMoment) -> None:
    remember(
        scenarios=moment.scenarios,
        scenario_names=moment.names,
        discount_rate=moment.discount_rate,
        **_beside(moment),
    )


def _go_to(moment: BudgetMoment, past: tuple[BudgetMoment, ...], future: tuple[BudgetMoment, ...]) -> None:
    _become(moment)
    remember(
        budget_past=past,
        budget_future=future,
        budget_move=None,
        refused_values={},
        scenario_version=session().scenario_version + 1,
    )
    if in_hand() not in moment.scenarios:
        take_in_hand(next(name for name in LETTERS if name in moment.scenarios))
