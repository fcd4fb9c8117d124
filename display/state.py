"""What one session remembers: typed, in one place, and nowhere else than in this session's memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.budget import DISCOUNT_RATE, Assumptions, Effect, SchoolType
from analysis.disclosure import DEFAULT_MINIMUM
from analysis.errors import AnalysisError
from analysis.evidence.hypotheses import Verdict
from analysis.evidence.national import RESPONDENTS, is_of_study
from analysis.pilots import Pilots, Value, add_own
from analysis.survey import Assumption, Codebook, OtherLayout, OwnHypothesis, SharedAssumption, Survey, UnknownOrder
from display.formatting import LANGUAGES, Language
from display.loading import Attempt, Loading, Upload
from display.shared import sample, shipped_pilots
from display.texts import Texts, texts
from display.theme import Style

_KEY = "oza_session"
_T = TypeVar("_T")
#: Results kept for each file; beyond it they are all worked out anew.
_MOST_RESULTS = 200
DEFAULT_SAMPLE = "gemeenten"


def starting_scenarios() -> Mapping[str, Assumptions]:
    """The two scenarios that the budget page begins with: one for each way of funding."""
    return {"A": Assumptions(), "B": Assumptions(funding="function")}


#: What the pilots page begins with: the two ways of funding, and the pilot with published results.
STARTING_PILOTS = ("Enschede", "Hengelo", "Almere")


@dataclass(frozen=True)
class CountsInHand:
    """The table of counts that is being tested: which one, as it was given, and as it was typed over."""

    source: str
    base: pd.DataFrame
    edited: pd.DataFrame


@dataclass(frozen=True)
class Evaluated:
    """The hypotheses as they came out, for which answers and which choices.

    answers: refers to the frame of answers without keeping it, so that a file that is wiped does not stay in memory.
    """

    answers: Callable[[], object]
    choices: object
    verdicts: list[Verdict]


@dataclass(frozen=True)
class WhatIf:
    """Items of one scale of a sample that are tried turned round or left out, in the view of that scale only."""

    source: str = ""
    scale: str = ""
    turned: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """How an own file was read before a change in the page: what undoing (or doing again) goes back to.

    what: the change, as the button calls it (marked, to be translated). codebook, left_out, header_rows: as they were.
    """

    what: str
    codebook: Codebook | None
    left_out: tuple[int, ...] = ()
    header_rows: int | None = None


@dataclass(frozen=True)
class Unapplied:
    """What was typed in the table of the codebook and not applied yet, by column of the file and field.

    editor: the key of the table. begun_with: what of it was in the table when it came on the screen. edits: all of it.
    """

    editor: Hashable
    begun_with: Mapping[tuple[str, str], Any]
    edits: Mapping[tuple[str, str], Any]


@dataclass(frozen=True)
class SummariesInHand:
    """The table of means, standard deviations and numbers that is being tested, as it was typed: text in each cell."""

    source: str
    edited: pd.DataFrame


@dataclass(frozen=True)
class BudgetMoment:
    """All scenarios of the budget at one moment, with what stands beside them: what undoing goes back to."""

    scenarios: Mapping[str, Assumptions]
    names: Mapping[str, str]
    ranges: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    effects: Mapping[str, Mapping[str, Effect]] = field(default_factory=dict)
    school_types: Mapping[str, tuple[SchoolType, ...]] = field(default_factory=dict)
    discount_rate: float = DISCOUNT_RATE


@dataclass(frozen=True)
class BudgetMove:
    """The last change of an assumption: in which scenario, which ones, and when (seconds of a monotonic clock)."""

    scenario: str
    assumptions: tuple[str, ...]
    at: float


@dataclass(frozen=True)
class Levers:
    """The assumptions with a slider beside the picture, and the way of funding that they were found for."""

    funding: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Session:
    """The state that outlives a page: which data are in use, the protection, and the place in a presentation."""

    source: str = DEFAULT_SAMPLE  # the name of a sample, or OWN_FILE
    upload: Upload | None = None
    summaries: SummariesInHand | None = None
    seen: tuple[str | None, str | None] = (None, None)  # the files in the two uploaders that were taken in last
    digests: Mapping[str, str] = field(default_factory=dict)  # of these files, by the uploader's own number for each
    refused: AnalysisError | None = None  # why they were not
    attempt: Attempt | None = None  # what was refused
    attempted: str = ""  # the change in the page that was refused, as its button calls it; empty: a file
    mended: tuple[tuple[str, Attempt], ...] = ()  # how its codebook was before each change that did not make it fit yet
    unmended: AnalysisError | None = None  # why the last change to it could not be made
    rows_below: tuple[int, ...] = ()  # of what was refused for its codebook: totals and notes below the answers
    layout: OtherLayout | None = None  # of the same: how its table is laid out, if not a row a respondent
    past: tuple[Step, ...] = ()  # how the own file was read before each change in the page
    undone: tuple[Step, ...] = ()  # how it was read before a change was taken back, the last one last
    unapplied: Unapplied | None = None  # edits of the codebook that were not applied yet
    dismissed: frozenset[str] = frozenset()  # problems of the file that the user leaves as they are
    assumed: tuple[Assumption, ...] = ()  # what the last suggestion took for granted
    shared: tuple[SharedAssumption, ...] = ()  # the same of several columns at once
    unordered: tuple[UnknownOrder, ...] = ()  # the answers that it could not put in order
    assigned: bool = False  # the form for several columns was carried out, and is to begin anew
    unassigned: str = ""  # why it could not be, as the screen says it
    loading: Loading | None = None  # a large file that is being read
    uploaders: int = 0  # part of the uploaders' keys: after forgetting there are new, empty ones
    kept_codebook: bool = False  # whether a new file was read by the codebook that was in use
    misfit: AnalysisError | None = None  # why that codebook did not fit
    given_up: Attempt | None = None  # the file with that codebook
    national: str | None = None  # `gemeente` or `swv`, beside an own file
    minimum_group: int = DEFAULT_MINIMUM
    scenarios: Mapping[str, Assumptions] = field(default_factory=starting_scenarios)
    refused_values: Mapping[str, tuple[str, AnalysisError]] = field(default_factory=dict)
    ranges: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)  # own ones, by scenario
    effects: Mapping[str, Mapping[str, Effect]] = field(default_factory=dict)  # by scenario and name
    school_types: Mapping[str, tuple[SchoolType, ...]] = field(default_factory=dict)  # by scenario
    discount_rate: float = DISCOUNT_RATE
    scenario_version: int = 0  # part of the sliders' keys: a reset makes new ones
    scenario_names: Mapping[str, str] = field(default_factory=dict)  # those that were given one
    compared: tuple[str, ...] = ()  # the scenarios that are drawn beside the one in hand
    budget_past: tuple[BudgetMoment, ...] = ()  # the latest last
    budget_future: tuple[BudgetMoment, ...] = ()  # what was undone, the nearest first
    budget_move: BudgetMove | None = None  # None after anything but moving an assumption
    levers: Mapping[str, Levers] = field(default_factory=dict)  # by scenario
    taken_link: str = ""  # the part of the address that was taken in last
    refused_scenario: AnalysisError | None = None  # why a link, a file or a name was not taken
    pilots: tuple[str, ...] = STARTING_PILOTS  # the last comparison that could be made
    own_pilots: Pilots | None = None  # pilots that the user added; they hold no persons
    leaving: bool = False  # a pilot was put into a scenario: the next run goes on to Begroting
    pilots_seen: str | None = None  # the file of own pilots that was taken in last
    pilots_refused: AnalysisError | None = None  # why the last own pilot or file was not
    region: Mapping[str, Value] = field(default_factory=dict)  # what is known of the own region, by attribute
    region_refused: Mapping[str, AnalysisError] = field(default_factory=dict)  # what of it could not be read
    region_version: int = 0  # part of its fields' keys: other values for all of them make new ones
    weights: Mapping[str, float] = field(default_factory=dict)  # what each of those counts with; 1 where not named
    counts: CountsInHand | None = None
    hypotheses: Mapping[str, tuple[OwnHypothesis, ...]] = field(default_factory=dict)  # own ones, by sample
    evaluated: Evaluated | None = None
    slide: tuple[str, int] = ("", 0)  # address of the page and which of its views is shown
    slides: dict[str, int] = field(default_factory=dict)
    what_if: WhatIf = WhatIf()
    results: WeakKeyDictionary[Survey, dict[Hashable, object]] = field(default_factory=WeakKeyDictionary)


OWN_FILE = "eigen bestand"


def session() -> Session:
    """The session's state."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    state: Session = st.session_state[_KEY]
    return state


def remember(**changes: object) -> None:
    """Put changes into the session's state."""
    st.session_state[_KEY] = replace(session(), **changes)  # type: ignore[arg-type]


def forget_upload() -> None:
    """Take the uploaded answers out of memory, with all that speaks of them, and go back to the sample."""
    state = session()
    if state.loading is not None:
        state.loading.cancel()
    if state.upload is not None:
        survey = state.upload.survey
        words = {*survey.responses.columns, *(scale.name for scale in survey.scales)}
        for key, value in list(st.session_state.items()):
            if key != _KEY and not isinstance(value, bool) and _speaks_of(value, words):
                del st.session_state[key]
    fresh = Session()
    forgotten = ("upload", "results", "seen", "refused", "attempt", "past", "undone", "dismissed", "loading", "source")
    more = ("rows_below", "layout", "assumed", "unordered", "kept_codebook", "misfit", "national", "evaluated")
    mending = (
        "results",
        "mended",
        "unmended",
        "attempted",
        "given_up",
        "shared",
        "assigned",
        "unassigned",
        "unapplied",
    )
    remember(uploaders=state.uploaders + 1, **{name: getattr(fresh, name) for name in (*forgotten, *more, *mending)})
    # The uploaders' own copy stays on the server until the session ends; nothing public takes it away earlier.
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _speaks_of(value: object, words: Collection[str]) -> bool:
    """Whether a widget's value names a column or scale, or holds what was typed about them."""
    if isinstance(value, str):
        return value in words
    if isinstance(value, list | tuple | set):
        return any(_speaks_of(part, words) for part in value)
    return isinstance(value, dict) and "edited_rows" in value


def computed(survey: Survey, key: Hashable, compute: Callable[[], _T]) -> _T:
    """A result that rests on this survey, worked out once in this session; it goes when the survey goes.

    key: what was computed and every choice that it depends on. Nothing is shared with other sessions, and nothing has
    to be hashed: the survey itself is the key, and no survey ever changes.
    """
    kept = session().results.setdefault(survey, {})
    if key not in kept:
        if len(kept) >= _MOST_RESULTS:
            kept.clear()
        kept[key] = compute()
    return kept[key]  # type: ignore[return-value]


def active_survey() -> Survey:
    """The survey that every page works on: the user's own file where there is one, otherwise a sample."""
    state = session()
    if state.source == OWN_FILE and state.upload is not None:
        return state.upload.survey
    name = state.source if state.source != OWN_FILE else DEFAULT_SAMPLE
    shipped, own = sample(name), state.hypotheses.get(name)
    if not own or shipped.codebook is None:
        return shipped
    return replace(shipped, codebook=shipped.codebook.with_hypotheses(*own))


def set_hypotheses(*hypotheses: OwnHypothesis) -> None:
    """Put own hypotheses with the data in use: in the codebook of an own file, beside the one of a sample."""
    state = session()
    if state.source != OWN_FILE or state.upload is None:
        remember(hypotheses={**state.hypotheses, active_survey().name: tuple(dict.fromkeys(hypotheses))})
        return
    survey = state.upload.survey
    codebook = (Codebook(()) if survey.codebook is None else survey.codebook).with_hypotheses(*hypotheses)
    attempt = replace(state.upload.attempt, codebook=codebook)
    remember(upload=replace(state.upload, survey=replace(survey, codebook=codebook), attempt=attempt))


def active_pilots() -> Pilots:
    """The pilots of the report, and after them the user's own."""
    own = session().own_pilots
    return shipped_pilots() if own is None else add_own(shipped_pilots(), own)


def national_group(outcome: str) -> str | None:
    """Whose figures of the national study stand beside an outcome: the sample's own, or those the user chose.

    None beside a scale of an own file that only shares its name with one of the study.
    """
    survey = active_survey()
    if survey.simulated:
        return RESPONDENTS.get(survey.name)
    own = next((scale for scale in survey.scales if scale.name == outcome), None)
    return session().national if own is None or is_of_study(own) else None


def minimum_shown() -> int | None:
    """The smallest group of people that may be shown; None where the data are a sample."""
    return session().minimum_group if is_protected() else None


def is_protected() -> bool:
    """Whether small groups have to be taken out: for people's answers yes, for a simulated sample no."""
    return not active_survey().simulated


def language() -> Language:
    """The chosen language of the screen."""
    chosen = st.session_state.get("language")
    return chosen if chosen in LANGUAGES else "nl"


def current_texts() -> Texts:
    """The texts in the chosen language."""
    return texts(language())


def projector() -> bool:
    """Whether the screen is a projector."""
    return bool(st.session_state.get("projector", False))


def style() -> Style:
    """Type and line sizes for the screen in use."""
    return Style(projector=projector())


def source_line(t: Texts) -> str:
    """Whose answers a chart rests on, for the line below it."""
    survey = active_survey()
    if survey.simulated:
        return t(
            "Bron: gesimuleerde respondenten ({name}), naar de landelijke inventarisatie 2018.", name=t(survey.name)
        )
    if left_out := len(survey.receipt.left_out_rows):
        return t.plural(
            "Bron: {name}, zonder {n} weggelaten respondent.",
            "Bron: {name}, zonder {n} weggelaten respondenten.",
            left_out,
            name=survey.name,
        )
    return t("Bron: {name}.", name=survey.name)
