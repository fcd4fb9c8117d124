"""Telling answers in one's own words from a few labels that many share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.survey.model import ColumnReceipt
from analysis.survey.multiple import stem_and_end
from analysis.survey.wording import loose_key

_OPEN_QUESTION = re.compile(
    r"\b(opmerking(en)?|opm|toelichting|licht toe|namelijk|kwijt|suggesties?|ideeen|comments?|remarks?"
    r"|(please )?(explain|specify)|anything (else|you|that)|any(thing)? other (comments?|remarks?|thoughts?)"
    r"|(wilt|wil|heb|hebt|heeft) (u|je|jij) (nog )?(iets|verder|aanvullingen|tips)|nog iets|tip(s)?( voor ons)?"
    r"|meegeven|would you (like to )?(change|add|tell)|(zou|zoudt) u (willen )?(veranderen|verbeteren)|waarom|why"
    r"|in (uw|je|jouw|eigen|your) (eigen |own )?woorden|in your own words|describe|omschrijf|beschrijf"
    r"|wat kan (er )?beter|wat (gaat|ging) (er )?goed|what (could|can) be improved)\b"
)
_OTHER = re.compile(
    r"((iets )?anders|overige?|other)( namelijk| nl| text| please specify| geef (nadere )?toelichting)?"
)
_OPEN_NAME = re.compile(r"_(TEXT|other|comment)$|\[(other|comment)\]$")
_SENTENCE = 3
_FEW = 30
_MOST_REPEATS, _MOST_REPEATS_FEW = 5.0, 2.5
_MANY_LABELS = 8
_HALF, _SOME = 0.5, 0.3


def asks_for_own_words(column: ColumnReceipt) -> bool:
    """Whether the question says so: *opmerkingen*, *anders, namelijk*, *Anything else?*."""
    said = loose_key(f"{column.name.replace('_', ' ')} {column.description.label}")
    return bool(_OPEN_QUESTION.search(said)) or stands_beside_another(column)


def stands_beside_another(column: ColumnReceipt) -> bool:
    """Whether the column is the text field of an answer *anders*: beyond doubt own words."""
    parts = stem_and_end(column.name)
    said = (column.description.own_text, parts[1] if parts else "")
    return bool(_OPEN_NAME.search(column.name)) or any(_OTHER.fullmatch(loose_key(text)) for text in said)


def are_own_words(column: ColumnReceipt) -> bool:
    """Whether the labels of a column are rather remarks (see `are_remarks`), those that look like a slip left out."""
    slips = {found.label for found in column.near_duplicates}
    return are_remarks({str(label): count for label, count in column.answers.items() if count and label not in slips})


def are_remarks(counts: Mapping[str, int]) -> bool:
    """Whether texts, each with how often it occurs, are rather remarks than labels.

    What counts is how often each comes back, not how long it is. Groups are shared by many however long their names.
    Remarks are phrases that hardly come back, or once each beside a *nee* that does. Below 30 answers even groups are
    small: there only phrases that come back less than twice or so are remarks. Numbers and signs say nothing: *1 - ja*
    is one word, and a 99 among labels is none.
    """
    words = {label: sum(any(map(str.isalpha, word)) for word in label.split()) for label in counts}
    told = [label for label, number in words.items() if number]
    if len(told) < 2:
        return False
    n, labels = sum(counts[label] for label in told), len(told)
    phrases = sum(words[label] >= _SENTENCE for label in told) / labels
    once = sum(counts[label] == 1 for label in told) / labels
    most = _MOST_REPEATS if n >= _FEW else _MOST_REPEATS_FEW
    most *= 2 if labels > _MANY_LABELS else 1
    return (phrases >= _HALF and n / labels < most) or (once >= _HALF and phrases >= _SOME)
