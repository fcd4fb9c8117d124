"""What survey tools record themselves: who answered when, from where and how fast. Told by the names of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Literal

from analysis.errors import Message, Names
from analysis.survey.wording import loose_key

Technical = Literal["", "id", "ignore"]


class SurveyTool(StrEnum):
    """A program whose export was recognised by its look."""

    QUALTRICS = "Qualtrics"
    SURVEYMONKEY = "SurveyMonkey"
    LIMESURVEY = "LimeSurvey"
    REDCAP = "REDCap"


# In the words of `loose_key`; the value is the role to suggest.
_QUALTRICS: dict[str, Technical] = {
    **dict.fromkeys(("startdate", "enddate", "status", "ipaddress", "progress", "finished", "recordeddate"), "ignore"),
    **dict.fromkeys(("recipientlastname", "recipientfirstname", "recipientemail", "externalreference"), "ignore"),
    **dict.fromkeys(("externaldatareference", "locationlatitude", "locationlongitude"), "ignore"),
    **dict.fromkeys(("distributionchannel", "userlanguage", "duration in seconds"), "ignore"),
    "responseid": "id",
}
_SURVEYMONKEY: dict[str, Technical] = {
    **dict.fromkeys(("respondent id", "id van respondent", "respondent id nummer"), "id"),
    **dict.fromkeys(("collector id", "id van collector", "collectornummer"), "ignore"),
    **dict.fromkeys(("start date", "date created", "begindatum", "startdatum", "aanmaakdatum"), "ignore"),
    **dict.fromkeys(("end date", "date modified", "einddatum", "wijzigingsdatum", "aangemaakt op"), "ignore"),
    **dict.fromkeys(("datum aangemaakt", "datum gewijzigd", "gewijzigd op"), "ignore"),
    **dict.fromkeys(("ip address", "ip adres", "email address", "e mailadres", "email adres"), "ignore"),
    **dict.fromkeys(("first name", "last name", "voornaam", "achternaam", "custom data 1", "custom data"), "ignore"),
    **dict.fromkeys(("aangepaste gegevens 1", "aangepaste gegevens"), "ignore"),
}
LIMESURVEY_SUBMITTED = frozenset(
    {"submitdate", "date submitted", "datum inzending", "inzenddatum", "datum ingezonden", "datum ingediend"}
    | {"datum indienen", "datum verzonden", "verzenddatum"}
)
"""When a respondent reached the end; empty for who did not."""
LIMESURVEY_LAST_PAGE = frozenset({"lastpage", "last page", "laatste pagina"})
_LIMESURVEY: dict[str, Technical] = {
    **dict.fromkeys(("id", "token", "response id", "antwoord id", "reactie id"), "id"),
    **dict.fromkeys(LIMESURVEY_SUBMITTED | LIMESURVEY_LAST_PAGE, "ignore"),
    **dict.fromkeys(("startlanguage", "start language", "starttaal", "begintaal"), "ignore"),
    **dict.fromkeys(("seed", "startdate", "date started", "datestamp", "date last action"), "ignore"),
    **dict.fromkeys(("startdatum", "datum gestart", "begindatum", "datum begonnen"), "ignore"),
    **dict.fromkeys(("datum laatste actie", "datum laatste handeling", "datum laatste activiteit"), "ignore"),
    **dict.fromkeys(("ipaddr", "ip address", "ip adres", "refurl", "referrer url", "verwijzende url"), "ignore"),
    **dict.fromkeys(("interviewtime", "total time", "totale tijd"), "ignore"),
}
#: As codes and as labels. The event and the access group divide respondents, and stay.
_REDCAP: dict[str, Technical] = {
    "record id": "id",
    **dict.fromkeys(("redcap repeat instrument", "redcap repeat instance", "redcap survey identifier"), "ignore"),
    **dict.fromkeys(("repeat instrument", "repeat instance", "survey identifier", "survey timestamp"), "ignore"),
    **dict.fromkeys(("redcap event name", "event name"), ""),
}
_NAMES = {
    SurveyTool.QUALTRICS: _QUALTRICS,
    SurveyTool.SURVEYMONKEY: _SURVEYMONKEY,
    SurveyTool.LIMESURVEY: _LIMESURVEY,
    SurveyTool.REDCAP: _REDCAP,
}
_PATTERNS = {
    SurveyTool.REDCAP: re.compile(r".*_(?:timestamp|complete)|Complete\?"),
    # Timers of a page, checks on robots and doubles, what the address of the survey carried.
    SurveyTool.QUALTRICS: re.compile(
        r".*(?:_| - )(?:First Click|Last Click|Page Submit|Click Count)|Q_[A-Z]\w*|.*_(?:Browser|Version|Resolution|OS)"
    ),
    SurveyTool.LIMESURVEY: re.compile(
        r"(?:group|question|interview)time\w*|\d+X\d+(?:X\w+)?time"
        r"|(?:group|question|total|groeps|vraag|totale?)[ -]?(?:time|tijd)\s*:.*",
        re.IGNORECASE,
    ),
}
#: No other program, and no person, names columns so.
_LIMESURVEY_ONLY = frozenset(
    key for key in _LIMESURVEY if any(word in key for word in ("submit", "page", "pagina", "lang", "taal"))
)
_UNMISTAKABLE = (
    _LIMESURVEY_ONLY
    | {"datestamp", "refurl", "ipaddr", "interviewtime", "recordeddate", "responseid", "distributionchannel"}
    | {"userlanguage", "duration in seconds", "locationlatitude", "locationlongitude", "externalreference"}
    | {"externaldatareference", "recipientlastname", "recipientfirstname", "recipientemail", "ipaddress"}
    | {"respondent id", "collector id", "id van respondent", "id van collector"}
    | {"redcap event name", "redcap repeat instrument", "redcap survey identifier", "survey timestamp"}
)
#: Columns that say who answered, as people and databases call them.
_RESPONDENT = re.compile(
    r"\b(respondent|respondentnr|respondentid|respondentnummer|respondentcode|resp|respnr|deelnemer|deelnemernr"
    r"|deelnemerid|deelnemercode|deelnemernummer|participant|participantid|persoon|persoonid|invuller|id|casenr|caseid"
    r"|case|record|recordid|responseid|token|client|clientnr|leerling|leerlingnr|medewerker|sessie|sessionid|session"
    r"|user|userid|inzending|formulier)\b"
)
_OF_A_GROUP = re.compile(
    r"\b(school|klas|team|groep|gemeente|regio|locatie|organisatie|instelling|bestuur|swv|samenwerkingsverband|wijk"
    r"|brin|vestiging|collector|vraag|item|question|group|organi[sz]ation|aantal|number of)"
)
_MOMENT = re.compile(
    r"\b(meting|meetmoment|meet moment|moment|event|golf|wave|ronde|fase|periode|jaar|schooljaar|year|tijdstip|tijd"
    r"|time|timepoint|time point|t|visit|afname|afnamemoment|peiling)\b"
)
_FEWEST_NAMES = 3
_MOST_NAMED = 8


def bookkeeping(name: str, tool: SurveyTool) -> Technical:
    """The role of a column that this tool fills itself; empty for a question."""
    if found := _NAMES[tool].get(loose_key(name), ""):
        return found
    pattern = _PATTERNS.get(tool)
    return "ignore" if pattern is not None and pattern.fullmatch(name) else ""


def bookkeeping_of_unknown(names: Sequence[str]) -> tuple[Technical, ...]:
    """The same for each column of a file that no tool is known of, such as an export that was saved again in Excel.

    Three names of one tool, one of them unmistakable, are that tool's; else only unmistakable names count: a
    *startdatum* alone may be a question.
    """
    keys = [loose_key(name) for name in names]
    found: list[Technical] = [""] * len(names)
    for tool, known in _NAMES.items():
        its = [key for key in keys if key in known]
        whole = len(set(its)) >= _FEWEST_NAMES and any(key in _UNMISTAKABLE for key in its)
        for place, (name, key) in enumerate(zip(names, keys, strict=True)):
            if not found[place] and (whole or key in _UNMISTAKABLE):
                found[place] = bookkeeping(name, tool) if whole else known.get(key, "")
    return tuple(found)


def names_respondents(name: str) -> bool:
    """Whether a column is called as one that says who answered: *respondentnr*, *Record ID*, not *school_id*."""
    key = loose_key(name.replace("_", " "))
    return bool(_RESPONDENT.search(key)) and not _OF_A_GROUP.search(key)


def names_moment(name: str) -> bool:
    """Whether a column is called as one that says at which moment somebody was asked: *meting*, *Event Name*."""
    return bool(_MOMENT.search(loose_key(name.replace("_", " "))))


def bookkeeping_note(names: Sequence[str]) -> Message:
    """That these columns are bookkeeping, and what to do where one of them is wanted after all."""
    shown = Names(tuple(names[:_MOST_NAMED]))
    if more := len(names) - len(shown.names):
        return Message(
            "Administratie van de enquête en geen antwoorden, daarom nergens voor gebruikt: {columns} en nog {more}. "
            "Hebt u er een nodig, zoals de duur, wijs die dan bij Codeboek zelf toe.",
            {"columns": shown, "more": more},
        )
    return Message(
        "Administratie van de enquête en geen antwoorden, daarom nergens voor gebruikt: {columns}. Hebt u er een "
        "nodig, zoals de duur, wijs die dan bij Codeboek zelf toe.",
        {"columns": shown},
    )


def looks_like_limesurvey(names: Sequence[str]) -> bool:
    """Whether two columns and more are named as LimeSurvey names them, one of them as only LimeSurvey does."""
    known = [key for key in map(loose_key, names) if key in _LIMESURVEY]
    return len(known) > 1 and any(key in _LIMESURVEY_ONLY for key in known)


def surveymonkey_places(names: Sequence[str]) -> tuple[int, ...]:
    """The places of the columns that are named as SurveyMonkey names what it records."""
    return tuple(place for place, name in enumerate(names) if loose_key(name) in _SURVEYMONKEY)
