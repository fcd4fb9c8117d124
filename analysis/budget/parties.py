"""Who pays for care and arrangements, and who benefits from them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from analysis.errors import Message


class Party(StrEnum):
    """A payer, or someone an effect reaches."""

    MUNICIPALITY = "municipality"
    """The municipality that runs the arrangement; it also advances what others settle."""
    TAKING_PART = "municipalities_taking_part"
    OTHER = "municipalities_other"
    SCHOOL = "school"
    PARTNERSHIP = "partnership"
    LONG_TERM_CARE = "long_term_care"
    HEALTH_INSURER = "health_insurer"
    FAMILIES = "families"
    SOCIETY = "society"


PARTY_LABELS: Mapping[Party, Message] = MappingProxyType(
    {
        Party.MUNICIPALITY: Message("Gemeente"),
        Party.TAKING_PART: Message("Deelnemende gemeenten"),
        Party.OTHER: Message("Overige gemeenten"),
        Party.SCHOOL: Message("Scholen"),
        Party.PARTNERSHIP: Message("Samenwerkingsverband"),
        Party.LONG_TERM_CARE: Message("Zorgkantoor (Wlz)"),
        Party.HEALTH_INSURER: Message("Zorgverzekeraars (Zvw)"),
        Party.FAMILIES: Message("Leerlingen en ouders"),
        Party.SOCIETY: Message("Samenleving"),
    }
)

MUNICIPALITIES = (Party.MUNICIPALITY, Party.TAKING_PART, Party.OTHER)
PAYERS = (*MUNICIPALITIES, Party.SCHOOL, Party.PARTNERSHIP, Party.LONG_TERM_CARE, Party.HEALTH_INSURER)
"""The parties among whom the costs of both routes are divided."""
