"""The order of answers from the words that they are made of: of which of two poles, how much, how often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from analysis.survey.wording import loose_key

# What answers are made of. Only the order of the numbers means anything, and only within one set of answers: two
# answers that come out equal have no known order, and nothing is made of them.
_PHRASES = (
    (r"(een |a )?(heel )?(klein )?(beetje|little bit|little|bit)\b", "beetje"),
    (r"(zo )?(af en toe|nu en dan)\b", "afentoe"),
    (r"(bijna|vrijwel|haast|almost|nearly) (nooit|never)\b|hardly ever\b", "bijnanooit"),
    (r"(bijna|vrijwel|haast|almost|nearly) (altijd|always)\b", "bijnaaltijd"),
    (r"(most|meeste) of the time\b|meeste tijd\b|doorgaans\b", "meestal"),
    (r"(about )?half (of )?the time\b|(ongeveer )?de helft van de tijd\b", "halftime"),
    (r"some of the time\b", "soms"),
    (r"all of the time\b", "altijd"),
    (r"none of the time\b", "nooit"),
    (r"(not|none|never) at all\b|in (het )?geheel niet\b", "notatall"),
    (r"(quite )?a (lot|great deal)\b", "veel"),
    (r"quite beetje\b", "quiteabit"),
    (r"(about |ongeveer )?(the same|gelijk gebleven|hetzelfde( gebleven)?|onveranderd|unchanged|even \w+)\b", "gelijk"),
    (r"(to|in) some extent\b", "enigszins"),
    (r"gaat wel\b", "gaatwel"),
)
_FILLER_WORDS = (
    "mee in mate to a an the of het een er extent met mij me op is was i ik ben am vind voel mijn en and but maar"
)
_NEUTRAL_WORDS = (
    "neutraal neutral noch neither nor gelijk undecided gemiddeld average gaatwel middle midden misschien maybe"
)
_FILLERS, _NEUTRAL = frozenset(_FILLER_WORDS.split()), frozenset(_NEUTRAL_WORDS.split())
_NEGATIONS = {"niet": 60, "not": 60, "nee": 60, "no": 60, "geen": 100, "none": 100, "notatall": 95}
_POSITIVE = frozenset({"ja", "yes", "wel"})
_MODIFIERS: Mapping[str, float] = {
    word: strength
    for strength, words in {
        100: "altijd always",
        97: "extreem extremely uiterst buitengewoon bijzonder exceptionally doorslaggevend doorslaggevende bepalende "
        "decisive",
        95: "helemaal volledig geheel volkomen compleet totaal absoluut volstrekt completely totally entirely fully "
        "absolutely definitely certainly zeker",
        92: "bijnaaltijd",
        85: "zeer heel erg sterk sterke very strongly heel highly",
        80: "behoorlijk ruim much considerably quiteabit",
        75: "meestal usually generally",
        72: "grotendeels overwegend grotendeel mostly largely",
        66: "vaak often frequently",
        55: "regelmatig geregeld regularly",
        50: "halftime",
        48: "tamelijk vrij nogal quite fairly rather",
        45: "redelijk moderately reasonably redelijke",
        35: "enigszins somewhat some enige enkele ietwat iets zekere gedeeltelijk deels partly partially slightly "
        "licht lichtelijk",
        30: "soms sometimes",
        28: "afentoe occasionally",
        25: "beetje",
        15: "zelden rarely seldom sporadisch",
        8: "nauwelijks amper hardly barely bijnanooit scarcely",
        0: "nooit never",
    }.items()
    for word in words.split()
}
_OFTEN_WORDS = (
    "nooit never bijnanooit zelden rarely seldom sporadisch afentoe occasionally soms sometimes halftime regelmatig "
    "geregeld regularly vaak often frequently meestal usually bijnaaltijd altijd always"
)
_HOW_OFTEN = frozenset(_OFTEN_WORDS.split())
_HOW_MUCH: Mapping[str, float] = {"veel": 80, "much": 80, "far": 80, "weinig": 15, "little": 15}
_WEAKENING = frozenset({"zo", "echt", "so", "that", "really", "te", "too", "al", "altijd", "always"})
# Words that are each other's opposite; the number tells which belong together.
_OPPOSITES = (
    "oneens/eens",
    "disagree/agree",
    "ontevreden/tevreden",
    "dissatisfied unsatisfied/satisfied",
    "onbelangrijk/belangrijk",
    "unimportant/important",
    "onwaarschijnlijk/waarschijnlijk",
    "unlikely/likely",
    "onwaar/waar",
    "untrue false/true",
    "negatief negatieve/positief positieve",
    "negative/positive",
    "slecht slechte poor bad/goed goede good",
    "gering geringe klein kleine small/groot grote sterk sterke large great",
    "weinig little few/veel many much lot",
    "laag lage low/hoog hoge high",
    "zwak zwakke weak/sterk sterke strong",
    "minder less fewer/meer more",
    "slechter verslechterd worse/beter verbeterd better",
    "afgenomen gedaald decreased/toegenomen gestegen increased",
    "moeilijk moeizaam difficult hard/makkelijk gemakkelijk easy",
    "onduidelijk unclear/duidelijk clear",
    "onveilig unsafe/veilig safe",
    "ongelukkig unhappy/gelukkig happy",
    "oneffectief ineffective/effectief effective",
)
# Other degrees of an opposition: where a label has a head of its own, as in *matig tevreden*, they say how much.
_DEGREES = {
    word: degree
    for degree, words in {
        -97: "terrible abominabel verschrikkelijk awful",
        -40: "onvoldoende insufficient inadequate",
        -20: "matig matige mediocre",
        10: "fair acceptable acceptabel",
        20: "voldoende sufficient adequate",
        95: "uitstekend excellent uitmuntend",
    }.items()
    for word in words.split()
}
_BARE, _FAIR = 60.0, 48.0
_MUCH_BY_ITSELF = frozenset({"intensief", "intensieve", "intensive", "intensively"})
_HARDLY_NEGATIVE, _MODERATELY = 20.0, 22.0
_PREFIX = re.compile(r"(?:on|un|dis|in|im)(?=\w{4})")
_PERHAPS_DENIED = re.compile(r"(?:on(?!der|t|line)|un(?!i)|dis)\w{4}")
_LONGEST, _MOST_STEPS = 8, 7


@dataclass(frozen=True)
class _Parts:
    """What an answer is made of. subject: the words of no known strength, such as *rol* in *grote rol*. pairs: the
    oppositions that its pole may be one of, None without a pole."""

    strength: float
    pairs: frozenset[int] | None
    subject: frozenset[str]
    known: bool


def by_strength(labels: Collection[str]) -> tuple[str, ...] | None:
    """Answers from low to high by what their words mean; None where that does not tell for all of them.

    labels: distinct, two or more, without those that say that there is no answer. Answers are of one kind: the words
    that they do not share are words of strength (*zeer*, *enigszins*, *soms*), denial, or one of two opposites. Where
    answers go two ways and one has more of them, what was given in one only (*zeer eens*) gets its counterpart.
    """
    keys = {label: loose_key(label) for label in labels}
    if not 2 <= len(keys) <= _MOST_STEPS or not all(keys.values()):
        return None
    words = {label: _words(key) for label, key in keys.items()}
    if any(len(found) > _LONGEST for found in words.values()):
        return None
    present = {word for found in words.values() for word in found}
    parts = {label: _parts(found, present) for label, found in words.items()}
    subjects = {part.subject for part in parts.values() if part.subject}
    pairs = [part.pairs for part in parts.values() if part.pairs is not None]
    if len(subjects) > 1 or (pairs and not frozenset.intersection(*pairs)):
        return None
    if not any(part.known for part in parts.values()):
        return None
    if any(_PERHAPS_DENIED.match(word) for subject in subjects for word in subject):
        return None  # of *ongeschikt* alone it is not sure that it is the lower pole
    if subjects and any(part.pairs and not part.subject for part in parts.values()):
        return None  # one speaks of a large part, another only of large
    headed = [label for label, part in parts.items() if part.pairs or part.subject]
    if headed and any(_HOW_OFTEN & set(words[label]) for label in parts if label not in headed):
        return None  # *soms* is no degree of agreement
    strengths = {label: part.strength for label, part in parts.items()}
    bare = [label for label, part in parts.items() if not part.subject and part.pairs is None]
    if subjects and any(strengths[label] >= _FAIR for label in bare):
        # *behoorlijk* beside *intensief*: how much the second is by itself, its own word must tell.
        if not any(subject <= _MUCH_BY_ITSELF for subject in subjects):
            return None
        strengths |= {label: s + _BARE for label, s in strengths.items() if label not in bare and s > 0}
    if len(set(strengths.values())) < len(strengths):
        return None
    two_ways = len({sign for found in words.values() for word in found for _, sign in _POLES.get(word, ())}) > 1
    if two_ways and sum(s > 0 for s in strengths.values()) != sum(s < 0 for s in strengths.values()):
        for label, strength in tuple(strengths.items()):
            if -strength not in strengths.values() and (counterpart := _counterpart(label)):
                strengths[counterpart] = -strength
    return tuple(sorted(strengths, key=strengths.__getitem__))


def _counterpart(label: str) -> str:
    """The label with its pole turned round; empty where it has none, or more than one word for the other."""
    found = [word for word in re.findall(r"\w+", label) if word.casefold() in _COUNTERPARTS]
    return re.sub(rf"\b{found[0]}\b", _COUNTERPARTS[found[0].casefold()], label) if len(found) == 1 else ""


def _words(key: str) -> list[str]:
    for pattern, word in _PHRASES:
        key = re.sub(rf"\b(?:{pattern})", word, key)
    return [word for word in key.split() if word not in _FILLERS]


def _parts(words: list[str], present: set[str]) -> _Parts:
    """The strength of one answer: below 0 on the side of the lower pole or of denial."""
    heads = [word for word in words if word in _POLES and word not in _MODIFIERS and word not in _HOW_MUCH]
    either = [word for word in words if word in _POLES and word not in heads]
    unknown = frozenset(word for word in words if not _is_known(word) and not _denied(word, present))
    denied = frozenset(word for word in words if not _is_known(word) and _denied(word, present))
    if not heads and not unknown and not denied:
        heads, either = either[-1:], either[:-1]  # *sterk* alone is a pole, in *sterk mee eens* it says how much
    degrees = [_DEGREES[word] for word in words if word in _DEGREES]
    subject = unknown | frozenset(_denied(word, present) or word for word in denied)
    signs = {sign for word in heads for _, sign in _POLES[word]} | ({-1} if denied else set())
    if any(word in _POSITIVE for word in words) or (unknown and denied):
        signs.add(1)
    pairs = frozenset(pair for word in heads for pair, _ in _POLES[word]) if heads else None
    negations = [place for place, word in enumerate(words) if word in _NEGATIONS]
    known = any(_is_known(word) for word in words) or bool(denied)
    if len(signs) > 1 or _NEUTRAL & set(words) or (negations and signs == {1} and _POSITIVE & set(words)):
        return _Parts(0.0, pairs, subject, known)
    used = [word for word in words if word not in heads]
    strengths = {place: _MODIFIERS.get(word, _HOW_MUCH.get(word)) for place, word in enumerate(used)}
    if degrees and (heads or subject):
        strengths |= {place: _MODERATELY for place, word in enumerate(used) if word in _DEGREES}
        degrees = []
    found = {place: strength for place, strength in strengths.items() if strength is not None}
    sign = min(signs, default=1)
    if negations:
        strength = _denial(used, found)
        return _Parts(strength if sign > 0 else _HARDLY_NEGATIVE, pairs, subject, known)
    strength = max(found.values()) + 3 * (len(found) - 1) if found else _BARE
    if degrees:
        strength = abs(degrees[0]) + (0.3 * (strength - _BARE) if found else 0)
        sign = 1 if degrees[0] > 0 else -1
    return _Parts(sign * float(strength), pairs, subject, known)


def _denial(words: list[str], strengths: Mapping[int, float]) -> float:
    """*helemaal niet* is more than *niet*, and *niet helemaal* or *niet zo* is less."""
    place = next(i for i, word in enumerate(words) if word in _NEGATIONS)
    after = any(i > place for i in strengths) or any(word in _WEAKENING for word in words[place + 1 :])
    if after:
        return -_HARDLY_NEGATIVE
    before = [strength for i, strength in strengths.items() if i < place]
    return -float(max(before, default=_NEGATIONS[words[place]]))


def _is_known(word: str) -> bool:
    return (
        word in _MODIFIERS
        or word in _POLES
        or word in _NEGATIONS
        or word in _NEUTRAL
        or word in _POSITIVE
        or word in _DEGREES
        or word in _WEAKENING
    )


def _denied(word: str, present: set[str]) -> str:
    """The word that this one is the opposite of by its prefix, where that is among the answers too."""
    bare = _PREFIX.sub("", word, count=1)
    return bare if bare != word and bare in present else ""


def _poles() -> dict[str, tuple[tuple[int, int], ...]]:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for place, row in enumerate(_OPPOSITES):
        low, high = row.split("/")
        for sign, words in ((-1, low), (1, high)):
            for word in words.split():
                found[word] = (*found.get(word, ()), (place, sign))
    return found


_POLES = _poles()
_PAIRS = [tuple(row.split("/")) for row in _OPPOSITES if row.count(" ") == 0]
_COUNTERPARTS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


# How often: so many times a year.
_UNITS = {
    365.0: r"dag(en)?|dagelijks|day|daily",
    52.0: r"week|weken|wekelijks|weekly",
    26.0: r"twee weken|2 weken|tweewekelijks|fortnight",
    12.0: r"maand(en)?|maandelijks|month|monthly",
    4.0: r"kwartaal|kwartalen|quarter|quarterly",
    2.0: r"half ?jaar|halfjaarlijks|half year|schoolhalfjaar",
    1.0: r"jaar|jaarlijks|year|yearly|annually|schooljaar",
}
_UNIT = {rate: re.compile(rf"\b(?:{words})\b") for rate, words in _UNITS.items()}
_BELOW = re.compile(r"\b(minder|hoogstens|less|fewer)\b( (vaak )?(dan|than))?")
_ABOVE = re.compile(r"\b(meer|vaker|more|meermalen)\b( (often )?(dan|than))?")
_COUNTS = {
    "een": 1.0, "eens": 1.0, "once": 1.0, "elke": 1.0, "iedere": 1.0, "ieder": 1.0, "elk": 1.0, "every": 1.0,
    "twee": 2.0, "twice": 2.0, "drie": 3.0, "vier": 4.0, "paar": 3.0, "enkele": 3.0, "meerdere": 3.5, "several": 3.5,
    "few": 3.0,
}  # fmt: skip
_NEVER = frozenset({"nooit", "never", "geen enkele keer", "niet"})
_RARELY = {"zelden": 0.05, "rarely": 0.05, "incidenteel": 0.2, "bijna nooit": 0.02}
_RATE_WORDS = (
    "per a an of keer keren maal times time of op de het een in week elke iedere dag bijna vaak often or ongeveer "
    "about the ten minste at least minstens tot to than dan"
)
_OTHER_WORDS = frozenset(_RATE_WORDS.split())


def by_rate(labels: Collection[str]) -> tuple[str, ...] | None:
    """Answers from seldom to often, such as *1 keer per maand* and *wekelijks*; None where they are no such answers."""
    rates = {label: _rate(loose_key(label)) for label in labels}
    found = {label: rate for label, rate in rates.items() if rate is not None}
    several = Counter(found.values())
    if len(found) < len(rates) or len(rates) < 2 or max(several.values()) > 1 or sum(r >= 1 for r in several) < 2:
        return None
    return tuple(sorted(found, key=found.__getitem__))


def _rate(key: str) -> float | None:
    if key in _NEVER:
        return 0.0
    if key in _RARELY:
        return _RARELY[key]
    factor = 0.7 if _BELOW.search(key) else 1.4 if _ABOVE.search(key) else 1.0
    rest = _ABOVE.sub(" ", _BELOW.sub(" ", key))
    for rate, pattern in sorted(_UNIT.items(), key=lambda pair: pair[0] != 26.0):  # *2 weken* before *week*
        if pattern.search(rest):
            words = pattern.sub(" ", rest).split()
            counts = [_COUNTS.get(word) or (float(word) if word.isdigit() else None) for word in words]
            if any(n is None and word not in _OTHER_WORDS for n, word in zip(counts, words, strict=True)):
                return None
            numbers = [n for n in counts if n is not None]
            return rate * factor * (sum(numbers) / len(numbers) if numbers else 1.0)
    return None
