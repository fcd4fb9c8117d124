"""Answers in words whose order is known: agreement, satisfaction, frequency; and those that are no answer."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import pairwise

from analysis.survey.answer_strength import by_rate, by_strength
from analysis.survey.answers import FIVE_POINT_ANSWERS
from analysis.survey.wording import in_plus_and_minus, loose_key

# Each row is a set of answers from low to high; `/` separates words for the same answer. The first row that knows all
# answers, each as another step, is taken: rows of five before those of seven.
_ROWS = (
    "|".join(answer.label_nl for answer in FIVE_POINT_ANSWERS),
    "helemaal mee oneens/helemaal oneens/zeer oneens/sterk mee oneens/zeer mee oneens/geheel mee oneens/geheel oneens"
    "/volledig mee oneens/volledig oneens/helemaal niet mee eens"
    "|mee oneens/oneens/niet mee eens/enigszins mee oneens/enigszins oneens/beetje mee oneens"
    "|neutraal/niet mee eens niet mee oneens/niet eens niet oneens/noch eens noch oneens/niet mee oneens niet mee eens"
    "/niet oneens niet eens/noch mee eens noch mee oneens/eens noch oneens"
    "|mee eens/eens/enigszins mee eens/enigszins eens/beetje mee eens"
    "|helemaal mee eens/helemaal eens/zeer eens/sterk mee eens/zeer mee eens/geheel mee eens/geheel eens"
    "/volledig mee eens/volledig eens",
    "helemaal mee oneens/helemaal oneens/zeer mee oneens/volledig mee oneens|mee oneens/oneens"
    "|enigszins mee oneens/enigszins oneens/beetje mee oneens|neutraal/niet mee eens niet mee oneens"
    "/niet eens niet oneens|enigszins mee eens/enigszins eens/beetje mee eens|mee eens/eens"
    "|helemaal mee eens/helemaal eens/zeer mee eens/volledig mee eens",
    "zeer ontevreden/heel ontevreden/erg ontevreden|ontevreden/enigszins ontevreden"
    "|neutraal/niet tevreden niet ontevreden/niet ontevreden niet tevreden|tevreden/enigszins tevreden"
    "|zeer tevreden/heel tevreden/erg tevreden",
    "nooit|zelden/bijna nooit|soms/af en toe|vaak/regelmatig/meestal|altijd/bijna altijd",
    "nooit|soms/af en toe/zelden|regelmatig|vaak/meestal|altijd/bijna altijd",
    "zeer slecht/heel slecht|slecht|matig/neutraal/redelijk/voldoende|goed|zeer goed/heel goed/uitstekend",
    "helemaal niet|nauwelijks/een beetje|enigszins/redelijk|grotendeels/in grote mate|volledig/helemaal",
    "helemaal niet|een klein beetje/een beetje|enigszins/redelijk|sterk/behoorlijk/in grote mate|heel erg/heel sterk"
    "/in zeer grote mate",
    "zeer onbelangrijk/helemaal niet belangrijk|onbelangrijk/niet belangrijk|neutraal|belangrijk|zeer belangrijk",
    "zeer onwaarschijnlijk|onwaarschijnlijk|neutraal|waarschijnlijk|zeer waarschijnlijk",
    "strongly disagree/completely disagree/totally disagree|disagree/somewhat disagree/mostly disagree"
    "|neutral/neither agree nor disagree/neither disagree nor agree/undecided"
    "|agree/somewhat agree/mostly agree|strongly agree/completely agree/totally agree",
    "strongly disagree|disagree|somewhat disagree/slightly disagree|neutral/neither agree nor disagree"
    "|somewhat agree/slightly agree|agree|strongly agree",
    "very dissatisfied/extremely dissatisfied|dissatisfied/somewhat dissatisfied"
    "|neutral/neither satisfied nor dissatisfied|satisfied/somewhat satisfied|very satisfied/extremely satisfied",
    "never|rarely/seldom/almost never|sometimes/occasionally/about half the time"
    "|often/most of the time/frequently/usually|always/almost always",
    "not at all|slightly/a little/a little bit|moderately/somewhat|very/very much/quite a bit/a lot|extremely",
    "very poor/terrible|poor|fair/average/acceptable|good|very good/excellent",
    "poor|fair|good|very good|excellent",
    "extremely unlikely/very unlikely|unlikely/somewhat unlikely|neutral/neither likely nor unlikely"
    "|likely/somewhat likely|extremely likely/very likely",
    "--|-|±|+|++",
    "---|--|-|±|+|++|+++",
    "not at all important|slightly important|moderately important|very important|extremely important",
)
# Groups of the national study that it takes as steps: collaboration models and phases (002, figures B4.2 to B4.11).
_STUDY_ROWS = ("schotten|ketens|netwerk|integraal", "oriëntatie|start|opbouw|consolidatie")
_THOUSANDS = re.compile(r"(?<=\d)[.\u00a0 ](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIZE_WORDS = re.compile(
    r"\b(?:minder|meer|dan|jonger|ouder|of|en|onder|boven|vanaf|van|tot|t/m|tot en met|hoogstens|maximaal|minstens"
    r"|less|fewer|more|than|younger|older|or|and|under|over|from|to|up to|at (?:least|most)|through"
    r"|jaar|jaren|maanden|uur|euro|inwoners|leerlingen|kinderen|medewerkers|scholen|km|groep|klas|leerjaar|schooljaar"
    r"|years?|months?|hours?|inhabitants|pupils|children|staff|schools|grade|class|school year)\b|[<>≤≥=€%+–\-/&]",
    re.IGNORECASE,
)
_BELOW = re.compile(r"<|\b(?:minder|jonger|onder|hoogstens|maximaal|less|fewer|younger|under|at most)\b", re.IGNORECASE)
_ABOVE = re.compile(r">|\b(?:meer|ouder|boven|minstens|vanaf|more|older|over|at least)\b|\d\s*\+", re.IGNORECASE)
_UNKNOWN = (
    r"(ik )?(weet|wist)( ik| het| dat| dit)*( echt| nog)? niet( zeker| goed| meer| precies)?|onb(ekend)?"
    r"|geen (mening|antwoord|idee|oordeel|ervaring|zicht op)( mee| over)?|(kan ik |kan )?niet (te )?beoordelen"
    r"|(dat )?wil ik (liever )?niet (zeggen|aangeven)|zeg ik liever niet|niet van toepassing( op mij)?"
    r"|(i )?(don t|do not|dont) know|(i )?can( t| not|not) (say|judge|answer)|unable to (say|judge|answer)"
    r"|no (opinion|answer|idea|experience)|prefer not to (say|answer)|not applicable( to me)?|n a|unknown"
)
_NO_ANSWER = re.compile(rf"({_UNKNOWN})(( of| or| en)? ({_UNKNOWN}))*")


def known_steps(labels: Collection[str]) -> tuple[Mapping[str, int], tuple[str, ...]] | None:
    """Which step of a row of answers each label is (from 0), and the row's usual words; None where none fits.

    A row that is well known comes first, for it also knows the answers that nobody gave; else what the words of the
    labels mean tells their order.

    labels: distinct, without those that say that there is no answer. Two labels are never one step: *vaak* and
    *regelmatig* can mean the same, but not where both could be chosen.
    """
    if not labels:
        return None
    keys = {label: loose_key(label) for label in labels}
    if "0" in keys and any(key.startswith(("plus", "min")) for key in map(in_plus_and_minus, keys)):
        keys["0"] = loose_key("±")
    for places, words in _rows():
        steps = {label: places[key] for label, key in keys.items() if key in places}
        if len(steps) == len(labels) == len(set(steps.values())):
            return steps, words
    ordered = by_strength(labels) or by_rate(labels)
    return ({label: place for place, label in enumerate(ordered) if label in keys}, ordered) if ordered else None


def run_low_to_high(labels: Sequence[str]) -> bool:
    """Whether labels, as they stand, run from low to high by what they say: known answers, groups of the study, sizes.

    False does not say that they have no order, only that their words do not tell of it: *Beleidstafel*, *Wijkteam*.
    """
    found = known_steps(labels)
    rows = [found[0]] if found else []
    rows += [_study_places(words, labels) for words in _STUDY_ROWS]
    in_a_row = any(
        len(steps) == len(labels) and all(steps[low] < steps[high] for low, high in pairwise(labels)) for steps in rows
    )
    sizes = _sizes(labels)
    rising = sizes is not None and all(
        low != high and low[0] <= high[0] and low[1] <= high[1] for low, high in pairwise(sizes)
    )
    return len(labels) > 1 and (in_a_row or rising)


def groups_low_to_high(labels: Collection[str]) -> tuple[str, ...] | None:
    """Groups of the study or sizes from low to high; None where they are neither.

    What is no group of the study stays behind those that are, where most are: a slip of the pen, *anders*.
    """
    for words in _STUDY_ROWS:
        places = _study_places(words, labels)
        if len(places) > 1 and 2 * len(places) > len(labels):
            return tuple(sorted(labels, key=lambda label: places.get(label, len(labels) + len(places))))
    listed = list(labels)
    sizes = _sizes(listed)
    return None if sizes is None else tuple(label for _, label in sorted(zip(sizes, listed, strict=True)))


def _study_places(words: str, labels: Collection[str]) -> dict[str, int]:
    places = {loose_key(word): place for place, word in enumerate(words.split("|"))}
    return {label: places[loose_key(label)] for label in labels if loose_key(label) in places}


def _sizes(labels: Sequence[str]) -> list[tuple[float, float]] | None:
    """The lowest and highest number in labels that are sizes, such as *15.000 tot 50.000*, or years; None for others.

    With a word that says no size (*1 Almere*, *school 2*) the numbers are names. Below or above a size (*meer dan 10*)
    is an order too.
    """
    sizes = []
    for label in labels:
        text = _THOUSANDS.sub("", label).replace(",", ".")
        if _SIZE_WORDS.sub(" ", _NUMBER.sub(" ", text)).strip() or not _NUMBER.search(text):
            return None
        numbers = [float(number) for number in _NUMBER.findall(text)]
        below, above = bool(_BELOW.search(text)), bool(_ABOVE.search(text))
        sizes.append((-math.inf if below else numbers[0], math.inf if above else numbers[-1]))
    return sizes


def is_no_answer(label: str) -> bool:
    """Whether a label says that there is no answer, such as *weet niet / n.v.t.*: no step of a scale."""
    return _NO_ANSWER.fullmatch(loose_key(label)) is not None


@cache
def _rows() -> tuple[tuple[dict[str, int], tuple[str, ...]], ...]:
    rows = [[step.split("/") for step in row.split("|")] for row in _ROWS]
    return tuple(
        (
            {loose_key(word): place for place, words in enumerate(row) for word in words},
            tuple(words[0] for words in row),
        )
        for row in rows
    )
