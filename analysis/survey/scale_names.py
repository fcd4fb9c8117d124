"""What to call a scale that nobody has named yet: by what tells it apart, never by how its question begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from analysis.survey.language import FUNCTION_WORDS
from analysis.survey.wording import exact_key

_LONGEST = 40
_MOST_TOPIC_WORDS = 4
_FEWEST_LETTERS, _SHORTEST_WORD, _LONGEST_ABBREVIATION = 3, 4, 5
_FEWEST_ITEMS = 2
_UNNAMED = "schaal"

_ABOUT = re.compile(
    r"(?:volgende|onderstaande|following)(?: (?:stellingen|uitspraken|vragen|zinnen|aspecten|punten|statements"
    r"|sentences|items|aspects|questions))?[ :,]+(?:over|rond|rondom|omtrent|bij|about|regarding|on|concerning) (.+)",
    re.IGNORECASE,
)
_THINKING_OF = re.compile(
    r"(?:thinking (?:of|about)|when you think (?:of|about)|als u denkt aan|denkend aan|denk aan) ([^,:?]+)[,:?].*",
    re.IGNORECASE,
)
_LEADING_ARTICLE = re.compile(r"^(?:de|het|een|the|an?) (?=\w)", re.IGNORECASE)
#: What only numbers the blocks of a questionnaire: *Deel A:* of *Deel A: samenwerking*.
_BLOCK = re.compile(
    r"(deel|blok|onderdeel|sectie|hoofdstuk|thema|part|section|block) (?:[a-z]|\d+|[ivx]+)\b[\s:.)–—-]*(?=\S)",
    re.IGNORECASE,
)
#: What only says how to answer: *Geef per regel één antwoord.*
_TASK = re.compile(
    r"(?:(?:graag |wilt u |please )?(?:geef|kies|kruis|vul|selecteer|klik|zet|choose|select|tick|check|mark|give)\b.*"
    r"|.*\b(?:mogelijk|possible))",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\b(?:antwoord(?:en)?|regel|optie|hokje|kruisje|rij|kolom|toepassing|answers?|row|line|option|box|apply)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!:…])\s+|\n+")
_BLOCK_LETTER = re.compile(r"^(?:[A-Z]|\d{1,2})[.)] +(?=\S)")
_ASIDE = re.compile(r"\([^()]*\)")
_CODE = re.compile(r"(?:[A-Z]{1,3}\d+)+")
#: How columns are called that are only numbered: *v1*, *vraag_3*.
_ONLY_NUMBERS = re.compile(
    r"[a-z]|v(?:r|rg|ar|raag)|items?|it|st|stelling|qu?|question|kolom|col|column|x", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: How questions of any subject begin.
_OPENING = re.compile(
    r"(?:wilt|wil|kunt|kun|kan|zou|bent|ben|vindt|vind|heeft|heb|could|can|would|do|are) (?:u|je|jij|you)\b"
    r"|(?:geef|in hoeverre|in welke mate|hoe|beoordeel|wat vindt? (?:u|je)"
    r"|please|to what extent|how|indicate|rate|when you|thinking)\b",
    re.IGNORECASE,
)
#: Words of such questions that say nothing of their subject, beside those that any sentence needs.
_INSTRUCTIONS = (
    "geef geeft aangeven hoeverre mate vaak vaker veel vaakst wilt kunt kun wil zou willen graag alstublieft "
    "alsjeblieft aub svp bent eens oneens mee volgende onderstaande hieronder hier stelling stellingen uitspraak "
    "uitspraken vraag vragen zin zinnen item items aspect aspecten punt punten onderdeel onderdelen elk elke ieder "
    "iedere elkaar per beoordeel beoordeelt vindt vind toepassing antwoord antwoorden kies kruis schaal cijfer komt "
    "komen gebeurt sprake ervaart ervaar ervaren "
    "u uw je jij jouw jullie ons onze "
    "please indicate rate extent much often agree disagree following statement statements question questions item "
    "sentence sentences aspect aspects each scale below you your our do does did are"
)
_INSTRUCTION_WORDS = frozenset(_INSTRUCTIONS.split())
_ARTICLES = frozenset(("de", "het", "een", "the", "a", "an"))


@dataclass(frozen=True)
class Unnamed:
    """Columns that belong together and have no name yet.

    heading: the question or the block that they share, or how their names begin; "" where there is none. code: what
    their names are but for the number (`sam` of `sam_1`). texts: what each asks by itself.
    """

    heading: str
    code: str
    texts: tuple[str, ...]


def scale_names(groups: Sequence[Unnamed], taken: Collection[str]) -> list[str]:
    """A name for each group, in lower case with underscores, as a codebook writes it; no two alike.

    taken: names that are in use already. A heading is a name by itself, unless it is a question that could be about
    anything (*Geef aan in hoeverre …*): then its subject (*stellingen over* …), else the code of the columns, else the
    words of the question that say something, else a word that most items share, which those of no other group do. Such
    a word comes first where groups have one heading. Where long headings are alike up to where a name ends, the words
    that they share are left out.
    """
    shared = _words_of_one_group(groups)
    blocks = Counter(exact_key(group.heading) for group in groups if group.heading)
    called = [
        word if word and blocks[exact_key(group.heading)] > 1 else _called(group, word)
        for group, word in zip(groups, shared, strict=True)
    ]
    cut = Counter(exact_key(_slug(name)) for name in called)
    names: list[str] = []
    used = {exact_key(name) for name in taken}
    for name in called:
        slug = _slug(name)
        if cut[exact_key(slug)] > 1:
            alike = [other for other in called if exact_key(_slug(other)) == exact_key(slug) and other != name]
            slug = _slug(_without_shared_opening(name, alike)) or slug
        number, unique = (1, slug) if slug else (1, f"{_UNNAMED}_1")
        slug = slug or _UNNAMED
        while exact_key(unique) in used:
            number += 1
            unique = f"{slug}_{number}"
        used.add(exact_key(unique))
        names.append(unique)
    return names


def _called(group: Unnamed, shared_word: str) -> str:
    heading = _BLOCK_LETTER.sub("", _without_task(_ASIDE.sub("", group.heading).strip()), count=1)
    topic = _BLOCK.sub("", heading, count=1) if _BLOCK.match(heading) else heading
    if any(word.casefold() not in _INSTRUCTION_WORDS | FUNCTION_WORDS for word in _WORD.findall(topic)):
        heading = topic  # *stellingen* alone would say less than *Deel B: stellingen*
    elif topic != heading and shared_word:
        return shared_word
    if {word.casefold() for word in _WORD.findall(heading)} <= FUNCTION_WORDS and not any(map(str.isdigit, heading)):
        heading = ""  # items that begin with *Ik* are no scale of that name
    if about := _ABOUT.search(heading) or _THINKING_OF.fullmatch(heading):
        return _LEADING_ARTICLE.sub("", about[1])
    if _ONLY_NUMBERS.fullmatch(heading or group.code):
        return shared_word or heading or group.code
    if not _OPENING.match(heading):
        return heading or group.code or shared_word
    says_something = sum(map(str.isalpha, group.code)) >= _FEWEST_LETTERS and not _OPENING.match(group.code)
    return (group.code if says_something else "") or _topic(heading) or shared_word or group.code


def _without_task(heading: str) -> str:
    """The heading without the sentences that only say how to answer, where another is left."""
    sentences = _SENTENCE.split(heading)
    kept = [sentence for sentence in sentences if not (_TASK.match(sentence) and _HOW.search(sentence))]
    return " ".join(kept) if kept else heading


def _topic(question: str) -> str:
    """The words of a question that say what it is about, with the small words between them."""
    words: list[str] = []
    for word in _WORD.findall(question):
        if word.casefold() not in _INSTRUCTION_WORDS:
            words.append(word)
        elif words and words[-1].casefold() in _ARTICLES:
            words.pop()  # of *met de volgende partijen* remains *met partijen*
    telling = [place for place, word in enumerate(words) if word.casefold() not in FUNCTION_WORDS]
    if not telling:
        return ""
    last = telling[min(len(telling), _MOST_TOPIC_WORDS) - 1]
    return " ".join(words[telling[0] : last + 1])


def _words_of_one_group(groups: Sequence[Unnamed]) -> list[str]:
    """For each group the word that more than half of its items share; "" where an item of another has it too."""
    counts = [Counter(word for text in group.texts for word in dict.fromkeys(_telling_words(text))) for group in groups]
    found = []
    for group, own in zip(groups, counts, strict=True):
        enough = max(_FEWEST_ITEMS, len(group.texts) // 2 + 1)
        elsewhere = [other for other in counts if other is not own]
        words = [w for w, n in own.most_common() if n >= enough and not any(w in other for other in elsewhere)]
        found.append(words[0] if words else "")
    return found


def _telling_words(text: str) -> Iterator[str]:
    for word in map(str.casefold, _WORD.findall(_ASIDE.sub("", text))):
        if len(word) >= _SHORTEST_WORD and word not in FUNCTION_WORDS and word not in _INSTRUCTION_WORDS:
            yield word


def _without_shared_opening(name: str, others: Sequence[str]) -> str:
    """The name from the first word on in which it differs from each of the others."""
    words = name.split()
    starts = [
        next((place for place, (own, its) in enumerate(zip(words, other.split(), strict=False)) if own != its), 0)
        for other in others
    ]
    return " ".join(words[max(starts, default=0) :])


def _slug(text: str) -> str:
    words = "_".join(map(_in_lower_case, re.findall(r"\w+", _ASIDE.sub("", text)))).strip("_")
    words = re.sub(r"__+", "_", words)
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("_")[0] or words[:_LONGEST]
    return words


def _in_lower_case(word: str) -> str:
    """The word in lower case; an abbreviation or a code in capitals, such as *SAM*, *AI* or *G1Q01*, stays one."""
    abbreviation = word.isalpha() and word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION
    return word if abbreviation or _CODE.fullmatch(word) else word.casefold()
