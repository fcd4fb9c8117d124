"""How far the reading of a file is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

_READING = 0.6


class Phase(StrEnum):
    """What is being done."""

    READING = "reading"
    """From the file's bytes to texts in rows and columns."""
    UNDERSTANDING = "understanding"
    """From the texts of each column to answers."""


@dataclass(frozen=True)
class Progress:
    """How far a phase is: `done` of `of` characters or rows while reading, of columns while understanding.

    of: 0 where it is not known.
    """

    phase: Phase
    done: int
    of: int

    @property
    def share(self) -> float:
        """How far the whole is, from 0 to 1; about, for reading and understanding take each their own time."""
        part = min(self.done / self.of, 1.0) if self.of else 0.0
        return _READING * part if self.phase is Phase.READING else _READING + (1 - _READING) * part


Told: TypeAlias = Callable[[Progress], object]
"""What wants to know; what it raises ends the loading."""
Reading: TypeAlias = Callable[[int, int], object]
"""Is told how much was read, and of how much."""


def untold(_done: int, _of: int) -> None:
    """For a reading of which nobody wants to know how far it is."""
