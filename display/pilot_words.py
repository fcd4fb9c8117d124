"""Words for the codes of pilots and arrangements, and for the classes that pilots are put in."""

from __future__ import annotations

from analysis.pilots import Attribute, Class, EntryKind, EventKind, Kind, Pilots, Value
from display.pilot_tables import written
from display.texts import Texts, mark

_CODES = {
    "po": mark("primair onderwijs (po)"),
    "vo": mark("voortgezet onderwijs (vo)"),
    "mbo": mark("mbo"),
    "tlv": mark("toelaatbaarheidsverklaring (TLV)"),
    "fictieve_tlv": mark("fictieve TLV"),
    "ibp": mark("IBP"),
    "wlz": mark("Wet langdurige zorg (Wlz)"),
    "zin": mark("zorg in natura (ZIN)"),
    "pgb": mark("persoonsgebonden budget (pgb)"),
    "tbv": mark("TBV"),
    "jeugdhulp": mark("jeugdhulp"),
    "dagbesteding": mark("dagbesteding"),
    "onderwijs": mark("onderwijs"),
    "swv": mark("samenwerkingsverband"),
    "gemeenten": mark("gemeenten"),
    "groep": mark("groep"),
    "individueel": mark("individueel"),
    "verrijken": mark("verrijken"),
    "tijd": mark("tijd"),
    "resultaat": mark("resultaat"),
    "populatie": mark("populatie"),
    "regulier": mark("regulier onderwijs"),
    "speciaal": mark("speciaal onderwijs"),
}
_SECTORS = {
    "po": mark("basisonderwijs"),
    "vo": mark("voortgezet onderwijs"),
    "vso": mark("(voortgezet) speciaal onderwijs"),
}
_ENTRIES = {
    EntryKind.PILOT: mark("Pilot"),
    EntryKind.ARRANGEMENT: mark("Arrangement (Alkmaar)"),
    EntryKind.TYPE: mark("Type (landelijk onderzoek)"),
    EntryKind.FUNCTION: mark("Functie"),
}
_EVENTS = {
    EventKind.OCCASION: mark("aanleiding"),
    EventKind.EXPLORATION: mark("verkenning"),
    EventKind.START: mark("start"),
    EventKind.EXPANSION: mark("uitbreiding"),
    EventKind.EXTENSION: mark("verlenging"),
    EventKind.TENDER: mark("aanbesteding"),
    EventKind.EVALUATION: mark("evaluatie"),
    EventKind.DECISION: mark("besluit"),
    EventKind.CHANGE_OF_COURSE: mark("nieuwe koers"),
    EventKind.CIRCUMSTANCE: mark("andere omgeving"),
    EventKind.END: mark("einde"),
}
#: What a steering group asks, by the attribute that answers it.
QUESTIONS = {
    "provider_chosen_by": mark("Wie kiest de aanbieder?"),
    "access": mark("Wie beslist of een leerling hulp krijgt?"),
    "decision": mark("Is een beschikking nodig?"),
    "delivery": mark("Wie voert de hulp uit?"),
    "instrument": mark("Subsidie of inkoop?"),
    "funding_variant": mark("Waarvoor wordt betaald?"),
    "recipient": mark("Wie krijgt het geld?"),
    "budget_path": mark("Hoe verloopt het budget?"),
    "scope_location": mark("Hulp alleen op school, of ook thuis?"),
    "other_municipalities_rule": mark("Wat geldt voor leerlingen uit andere gemeenten?"),
    "education_contribution": mark("Wat draagt het onderwijs bij?"),
    "aims": mark("Wat wil de pilot bereiken?"),
}


def entry_kind(t: Texts, kind: EntryKind) -> str:
    """What sort of thing was found."""
    return t(_ENTRIES[kind])


def event_kind(t: Texts, kind: EventKind) -> str:
    """What sort of moment, in a word or two."""
    return t(_EVENTS[kind])


def sector(t: Texts, code: str) -> str:
    """A sector of education that the municipalities were asked about, or one of the partnerships' two."""
    return t(_SECTORS[code]) if code in _SECTORS else t(_CODES[code])


def code_word(t: Texts, pilots: Pilots, code: str) -> str:
    """A code of the arrangements in words; one of a pilot by the codebook; a name as it is."""
    for name in ("functions", "school_types", "instrument", "funding_variant", "delivery"):
        attribute = pilots.attribute(name)
        if code in attribute.answers and code not in ("regulier",):
            return attribute.answer(code, t.language)
    return t(_CODES[code]) if code in _CODES else code


def plain_code(t: Texts, code: str) -> str:
    """A code of the arrangements in words, without the pilots' codebook."""
    return t(_CODES[code])


def class_word(t: Texts, attribute: Attribute, found: Class | None) -> str:
    """A class of an axis: an answer, a number, a span of numbers, or that nothing is stated."""
    if found is None:
        return t("niet vermeld")
    if isinstance(found, tuple):
        low, high = (written(t, attribute, _plain(attribute, number)) for number in found)
        return low if low == high else t("{low} tot {high}", low=low, high=high)
    if attribute.kind is Kind.NAMES:
        return str(found)
    if attribute.kind is Kind.CHOICES:
        return attribute.answer(str(found), t.language)
    return written(t, attribute, found)


def value_word(t: Texts, attribute: Attribute, value: Value | None) -> str:
    """A value of a pilot in words; a number of names as that number."""
    if value is None:
        return t("niet vermeld")
    if attribute.kind is Kind.NAMES and not isinstance(value, tuple):
        return t.integer(float(value))
    return written(t, attribute, value)


def _plain(attribute: Attribute, number: float) -> int | float:
    return int(number) if attribute.kind.dtype == "Int64" else number
