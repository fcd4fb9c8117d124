"""Which columns seem to hold personal data: told by the form of what is in them, and by their name.

A guess on the safe side for a warning; it changes nothing by itself.
"""

from __future__ import annotations

import datetime
import ipaddress
import itertools
import re
from collections.abc import Callable, Sequence
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from analysis.errors import Message
from analysis.survey.wording import loose_key, tidy


class Personal(StrEnum):
    """A kind of personal data."""

    NAME = "name"
    EMAIL = "email"
    BSN = "bsn"
    PHONE = "phone"
    IBAN = "iban"
    BIRTH_DATE = "birth_date"
    POSTCODE = "postcode"
    ADDRESS = "address"
    IP_ADDRESS = "ip_address"
    LOCATION = "location"


_WORDS = {
    Personal.NAME: Message("namen van personen"),
    Personal.EMAIL: Message("e-mailadressen"),
    Personal.BSN: Message("burgerservicenummers"),
    Personal.PHONE: Message("telefoonnummers"),
    Personal.IBAN: Message("rekeningnummers"),
    Personal.BIRTH_DATE: Message("geboortedatums"),
    Personal.POSTCODE: Message("postcodes"),
    Personal.ADDRESS: Message("adressen"),
    Personal.IP_ADDRESS: Message("IP-adressen"),
    Personal.LOCATION: Message("locaties (lengte- en breedtegraad)"),
}

_EXAMINED = 2_000
"""So many different texts tell what a column is; a million take too long."""
_READ_THROUGH = 20_000
"""The same for texts that are read through for a number among other words."""
_MOST = 0.8
_SURELY = 0.9
_FEWEST_NUMBERS = 3
_FEWEST_NAMES = 5

_EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[A-Za-z]{2,}")
_EMAIL_WITHIN = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,}")
_IBAN_WITHIN = re.compile(r"\b[A-Za-z]{2}[0-9]{2} ?[A-Za-z]{4} ?[0-9]{4} ?[0-9]{4} ?[0-9]{2}\b")
_PHONE_WITHIN = re.compile(r"(?<![0-9])(?:06|\+316|\+31 6|\+31 ?\(0\) ?6)[ -]?(?:[0-9][ -]?){7}[0-9](?![0-9])")
_BSN_WITHIN = re.compile(r"\b(?:bsn|burgerservicenummer|sofinummer)\b[^0-9]{0,12}([0-9]{9})\b", re.IGNORECASE)
_EIGHT_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){7}")
_BSN = re.compile(r"[0-9]{8,9}")
_PHONE = re.compile(r"(?:(?:\+|00)[1-9][0-9]{9,13}|0[1-9][0-9]{8})")
_PHONE_WITHOUT_ZERO = re.compile(r"[1-9][0-9]{8}")
_NUMBER = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]+")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
_HOUSE = re.compile(r"[^\d,;]{4,60} [0-9]{1,5}(?: ?-? ?[A-Za-z0-9]{1,4})?(?:[ ,;].{0,60})?")
_STREET = re.compile(
    r"(?:straat|str\.|laan|weg|plein|kade|gracht|singel|dijk|hof|pad|steeg|dreef|plantsoen|park|baan|markt|wal|haven"
    r"|boulevard|street|road|avenue|lane) [0-9]",
    re.IGNORECASE,
)
_IP_ADDRESS = re.compile(r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}")
_DEGREES = r"[+-]?[0-9]{1,3}[.,][0-9]{3,}"
_PLACE = re.compile(rf"\(?{_DEGREES}\s*(?:[;/ ]|,\s)\s*{_DEGREES}\)?")
_FULL_NAME = re.compile(
    r"(?:[A-Z][\w'’-]+|(?:[A-Z]\.)+)(?: (?:van|de|der|den|ter|ten|te|het|'t|’t|el|al|von|du|la|le))*(?: [A-Z][\w'’-]+)+"
)

_NAMED_NAME = re.compile(
    r"\b(naam|voornaam|achternaam|roepnaam|tussenvoegsel|voorletters|contactpersoon|name|surname|firstname|lastname"
    r"|recipientlastname|recipientfirstname)\b"
)
_NOT_A_PERSON = re.compile(
    r"\b(school|gemeente|organisatie|instelling|bestuur|stichting|project|regio|plaats|team|locatie|samenwerkingsverband"
    r"|arrangement|user|event|file|bestand|group|groep)"
)
_NAMED_ADDRESS = re.compile(r"\b(adres|straat|straatnaam|woonadres|address|street)\b")
_NAMED_POSTCODE = re.compile(r"\b(postcodes?\w*|pc ?[46]|post(al)? ?codes?|zip( ?code)?)\b")
_FOUR_DIGITS = re.compile(r"[1-9][0-9]{3}(?: ?[A-Za-z]{2})?")
_NAMED_BIRTH = re.compile(r"\b(geboorte ?datum|geb ?datum|geboren|birth ?date|date of birth|dob)\b")
_NAMED_BSN = re.compile(r"\b(bsn|burgerservicenummer|sofinummer)\b")
_NAMED_PHONE = re.compile(r"\b(telefoon\w*|tel|mobiel\w*|phone)\b")
_NAMED_LOCATION = re.compile(
    r"latitude|longitude|breedtegraad|lengtegraad|geolocat|\b(gps\w*|coordinaten|coördinaten|coordinates|lat|lon|lng)\b"
)
_LATITUDES, _LONGITUDES = (50.7, 53.6), (3.3, 7.3)
"""Of the Netherlands, in degrees; farther away a pair of numbers tells too little."""
_LATEST_BIRTH_YEAR = 2015
_EARLIEST_BIRTH_YEAR = 1905
_WIDEST_SURVEY_YEARS = 15
"""Dates of answers, visits or starts of a pilot are never spread over so many years; dates of birth are."""


def personal_data(name: str, texts: Sequence[str], dates: Sequence[datetime.date] = ()) -> Personal | None:
    """The kind of personal data that a column seems to hold, or None.

    name: of the column. texts: its distinct texts, without missing answers. dates: the same, where all are dates.
    """
    filled = [tidy(text) for text in itertools.islice(filter(str.strip, texts), _EXAMINED)]
    if not filled:
        return None
    if dates:
        return Personal.BIRTH_DATE if _are_births(name, dates) else None
    words = loose_key(name.replace("_", " "))
    for kind, looks_so in _CHECKS.items():
        if looks_so(words, filled):
            return kind
    return _mentioned(texts)


def _mentioned(texts: Sequence[str]) -> Personal | None:
    """What some text tells of a person among other words: one e-mail address in a thousand remarks is one too many."""
    if any("@" in text and _EMAIL_WITHIN.search(text) for text in texts):
        return Personal.EMAIL
    for text in itertools.islice(texts, _READ_THROUGH):
        if not _EIGHT_DIGITS.search(text) or not any(map(str.isalpha, text)):
            continue
        if (found := _IBAN_WITHIN.search(text)) and is_iban(found[0]):
            return Personal.IBAN
        if _PHONE_WITHIN.search(text):
            return Personal.PHONE
        if (found := _BSN_WITHIN.search(text)) and is_bsn(found[1]):
            return Personal.BSN
    return None


PERSONAL = Message(
    "Kolom {column} lijkt {kind} te bevatten. Laat de kolom weg: de analyse heeft geen persoonsgegevens nodig."
)


def personal_warning(column: str, kind: Personal) -> Message:
    """What to tell of a column with personal data."""
    return Message(PERSONAL.template, {"column": column, "kind": _WORDS[kind]})


def is_bsn(text: str) -> bool:
    """Whether a text of 8 or 9 digits passes the eleven-test of the Dutch citizen service number.

    The digits, weighted by 9, 8, … 2 and −1, add up to a multiple of 11.
    """
    digits = re.sub(r"[ .]", "", text)
    if not _BSN.fullmatch(digits) or not int(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(w * int(d) for w, d in zip(weights, digits.zfill(9), strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether a text passes the check of ISO 13616: rearranged and with letters as numbers it is 1 modulo 97."""
    bare = text.replace(" ", "").upper()
    return bool(_IBAN.fullmatch(bare)) and int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 == 1


def _are_births(name: str, dates: Sequence[datetime.date]) -> bool:
    years = sorted(date.year for date in dates)
    low, high = years[len(years) // 10], years[-1 - len(years) // 10]  # A slip in a year decides nothing.
    plausible = low >= _EARLIEST_BIRTH_YEAR and high <= _LATEST_BIRTH_YEAR
    if _NAMED_BIRTH.search(loose_key(name.replace("_", " "))):
        return True
    return plausible and len(years) >= _FEWEST_NAMES and years[-1] - years[0] > _WIDEST_SURVEY_YEARS


def are_locations(one: npt.NDArray[np.floating], other: npt.NDArray[np.floating]) -> bool:
    """Whether two neighbouring columns of numbers seem to be the latitude and longitude of places in the Netherlands.

    In either order. Numbers of one or two decimals are no degrees, and one column alone is nothing: so scores from 50
    to 54 stay what they are. NaN is missing.
    """
    return any(
        _within(first, _LATITUDES) and _within(second, _LONGITUDES) for first, second in ((one, other), (other, one))
    )


def _within(numbers: npt.NDArray[np.floating], limits: tuple[float, float]) -> bool:
    given = np.unique(numbers[~np.isnan(numbers)])
    given = given[given != 0]  # what a device writes that does not know where it is
    if len(given) < _FEWEST_NUMBERS:
        return False
    low, high = limits
    inside = (given >= low) & (given <= high)
    fine = np.abs(given * 100 - np.round(given * 100)) > 1e-6
    return bool(inside.mean() >= _SURELY and fine.mean() >= _MOST)


def _share(texts: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(bool(test(text)) for text in texts) / len(texts)


def _emails(_: str, texts: Sequence[str]) -> bool:
    return _share(texts, _EMAIL.fullmatch) > 0.5


def _ibans(_: str, texts: Sequence[str]) -> bool:
    return _share(texts, is_iban) > 0.5


def _ip_addresses(_: str, texts: Sequence[str]) -> bool:
    return _share(texts, _is_ip_address) >= _MOST


def _is_ip_address(text: str) -> bool:
    if ":" not in text:
        return bool(_IP_ADDRESS.fullmatch(text))
    try:
        return bool(ipaddress.IPv6Address(text)) and text.count(":") > 1
    except ValueError:
        return False


def _phones(words: str, texts: Sequence[str]) -> bool:
    bare = [re.sub(r"[ ()./-]", "", text.replace("(0)", "")) for text in texts]
    share = _share(bare, _PHONE.fullmatch)
    if _NAMED_PHONE.search(words):  # a spreadsheet takes the zero away that such a number begins with
        return share > 0.5 or _share(bare, _PHONE_WITHOUT_ZERO.fullmatch) > 0.5
    return share >= _MOST


def _locations(words: str, texts: Sequence[str]) -> bool:
    if _share(texts, _PLACE.fullmatch) >= _MOST:
        return True
    return bool(_NAMED_LOCATION.search(words)) and _share(texts, _NUMBER.fullmatch) > 0.5


def _bsns(words: str, texts: Sequence[str]) -> bool:
    share = _share(texts, is_bsn)
    # One in eleven numbers of nine digits passes by chance.
    return (share >= _SURELY and len(texts) >= _FEWEST_NUMBERS) or (share > 0.5 and bool(_NAMED_BSN.search(words)))


def _postcodes(words: str, texts: Sequence[str]) -> bool:
    if _NAMED_POSTCODE.search(words) and _share(texts, _FOUR_DIGITS.fullmatch) > 0.5:
        return True
    return _share(texts, _POSTCODE.fullmatch) >= _MOST


def _addresses(words: str, texts: Sequence[str]) -> bool:
    if _share(texts, _HOUSE.fullmatch) >= _MOST and _share(texts, _STREET.search) > 0.5:
        return True
    return bool(_NAMED_ADDRESS.search(words)) and _share(texts, lambda text: any(map(str.isalpha, text))) > 0.5


def _names(words: str, texts: Sequence[str]) -> bool:
    if _NOT_A_PERSON.search(words):
        return False
    if _NAMED_NAME.search(words):
        return _share(texts, lambda text: text[0].isalpha()) > 0.5
    return len(texts) >= _FEWEST_NAMES and _share(texts, _FULL_NAME.fullmatch) >= _MOST


_CHECKS: dict[Personal, Callable[[str, Sequence[str]], bool]] = {
    Personal.EMAIL: _emails,
    Personal.IBAN: _ibans,
    Personal.IP_ADDRESS: _ip_addresses,
    Personal.LOCATION: _locations,
    Personal.PHONE: _phones,
    Personal.BSN: _bsns,
    Personal.POSTCODE: _postcodes,
    Personal.ADDRESS: _addresses,
    Personal.NAME: _names,
}
