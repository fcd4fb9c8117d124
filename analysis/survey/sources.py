"""Where a survey file comes from, and its content, never read beyond the limit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, TypeAlias

from analysis.errors import SurveyError

Source: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | IO[str]
"""Where a file comes from: its path, its bytes, or a file object (read from its start)."""

MAXIMUM_BYTES = 200_000_000
"""Larger files are refused, unless the caller allows more."""


def name_of(source: Source) -> str | None:
    """The file's own name, where the source has one."""
    if isinstance(source, str | os.PathLike):
        return Path(source).name
    name = getattr(source, "name", None)
    return Path(name).name if isinstance(name, str) else None


def _unreadable(name: str) -> SurveyError:
    return SurveyError(
        "{file}: dit bestand kan niet worden gelezen. Is het een map, of in een ander programma geopend?", file=name
    )


def content_of(source: Source, name: str, maximum_bytes: int) -> bytes | str:
    """The file's content, never reading more than one byte over the limit."""
    if isinstance(source, bytes | bytearray | memoryview):
        content: bytes | str = bytes(source)
    elif isinstance(source, str | os.PathLike):
        try:
            with Path(source).open("rb") as file:
                content = file.read(maximum_bytes + 1)
        except FileNotFoundError:
            raise SurveyError("{file}: dit bestand bestaat niet. Controleer de naam en de map.", file=name) from None
        except (OSError, ValueError):
            raise _unreadable(name) from None
    elif hasattr(source, "read"):
        try:
            if getattr(source, "seekable", bool)():
                source.seek(0)  # An upload widget hands over the same object again, read to its end.
            content = source.read(maximum_bytes + 1)
        except UnicodeDecodeError:
            # Opened as text with another encoding than the file has; its bytes are below, and we recognise them.
            raw = getattr(source, "buffer", None)
            if raw is None:
                raise _unreadable(name) from None
            return content_of(raw, name, maximum_bytes)
        except (OSError, ValueError):  # closed, for one
            raise _unreadable(name) from None
    else:
        raise SurveyError(
            "Een enquête of codeboek wordt gelezen van een pad, bytes of een geopend bestand, niet van {kind}.",
            kind=type(source).__name__,
        )
    if len(content) > maximum_bytes:
        raise SurveyError(
            "{file}: het bestand is groter dan {megabytes} MB, de grens voor een enquêtebestand. "
            "Laat kolommen weg die niet nodig zijn, of splits het bestand.",
            file=name,
            megabytes=maximum_bytes // 1_000_000,
        )
    return content
