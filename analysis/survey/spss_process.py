"""SPSS files are read in another process: the library in C that reads them can crash on a damaged one.

A crash there ends that process and gives one sentence here; in this process it would end the app for everyone. It also
leaves this process free to answer the page meanwhile.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_PROGRAM = Path(__file__).with_name("spss_program.py")
_PATIENCE, _PATIENCE_PER_MEGABYTE = 60.0, 2.0  # seconds for one answer
_MOST_IDLE = 2


class UnreadableError(Exception):
    """What the library could not do; `by_encoding`: for the encoding's sake."""

    def __init__(self, reason: str, *, by_encoding: bool = False) -> None:
        super().__init__(reason)
        self.by_encoding = by_encoding


class _Reader:
    """A process that reads one file after another."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            # -P: the folder of the program holds modules with names of Python's own.
            [sys.executable, "-P", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def answers(self, job: tuple[bytes, str | None, int, int]) -> Iterator[tuple[str, Any]]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            pickle.dump(job, self.process.stdin, protocol=5)
            self.process.stdin.flush()
            while True:
                overdue = threading.Timer(_PATIENCE + _PATIENCE_PER_MEGABYTE * len(job[0]) / 1e6, self.process.kill)
                overdue.daemon = True
                overdue.start()
                try:
                    kind, answer = pickle.load(self.process.stdout)
                finally:
                    overdue.cancel()
                yield kind, answer
                if kind in ("end", "error"):
                    return
        except (EOFError, OSError, pickle.UnpicklingError) as ended:
            raise UnreadableError("the library that reads SPSS files ended without an answer") from ended

    def stop(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        self.process.wait()


_idle: list[_Reader] = []
_guard = threading.Lock()


def read_in_portions(content: bytes, encoding: str | None, fewest: int, most: int) -> Iterator[tuple[str, Any]]:
    """("described", what the file says of itself) and then ("values", by variable), some respondents at a time.

    At least `fewest` respondents in a portion (but for the last), at most `most` portions. Raises UnreadableError.
    """
    with _guard:
        reader = _idle.pop() if _idle else None
    if reader is None or reader.process.poll() is not None:
        reader = _Reader()
    whole = False
    try:
        for kind, answer in reader.answers((content, encoding, fewest, most)):
            whole = kind in ("end", "error")
            if kind == "error":
                raise UnreadableError(answer[1], by_encoding=answer[0])
            if not whole:
                yield kind, answer
    finally:
        with _guard:
            keep = whole and len(_idle) < _MOST_IDLE
            if keep:
                _idle.append(reader)
        if not keep:
            reader.stop()


def stop_idle() -> None:
    """End the readers that wait for a next file."""
    with _guard:
        waiting, _idle[:] = list(_idle), []
    for reader in waiting:
        reader.stop()
