"""The program that reads SPSS files for `spss_process`, in a process of its own: a damaged file can end it.

Run as a file, so that it loads nothing but the library. Each job on standard input is a pickled (content, encoding,
fewest, most); the answers on standard output are pickled too: ("described", …), then ("values", …) for some respondents
at a time, then ("end", None), or ("error", (whether the encoding is at fault, why)).
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
from collections.abc import Iterator
from typing import Any

DESCRIBED = (
    "number_rows",
    "column_names",
    "original_variable_types",
    "file_encoding",
    "variable_value_labels",
    "missing_ranges",
    "column_names_to_labels",
    "mr_sets",
)


def answers(content: bytes, encoding: str | None, fewest: int, most: int) -> Iterator[tuple[str, Any]]:
    """What to answer to a job: portions of at least `fewest` respondents, at most `most` of them."""
    import pyreadstat  # type: ignore[import-untyped,unused-ignore]

    def portion(offset: int = 0, limit: int = 0, *, only_described: bool = False) -> tuple[dict[str, Any], Any]:
        values, meta = pyreadstat.read_sav(
            io.BytesIO(content),
            user_missing=True,
            disable_datetime_conversion=True,
            output_format="dict",
            encoding=encoding,
            row_offset=offset,
            row_limit=limit,
            metadataonly=only_described,
        )
        return values, meta

    try:
        _, meta = portion(only_described=True)
        yield "described", {name: getattr(meta, name, None) for name in DESCRIBED}
        rows = int(meta.number_rows or 0)
        limit = max(fewest, -(-rows // most))
        for offset in range(0, max(rows, 1), limit):
            # A file need not say how many respondents it has: then it is read in one go (a limit of 0).
            yield "values", portion(offset, limit if rows > limit else 0)[0]
    except Exception as error:  # noqa: BLE001 - besides its own error the library lets through whatever bytes cause
        yield "error", ("encoding" in str(error) or isinstance(error, UnicodeError), str(error))
        return
    yield "end", None


def serve() -> None:
    """Answer jobs until there are no more."""
    jobs = sys.stdin.buffer
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash leaves nothing of the answers on disk
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the library prints is no answer
        while True:
            try:
                job = pickle.load(jobs)
            except EOFError:
                return
            for answer in answers(*job):
                pickle.dump(answer, out, protocol=5)
                out.flush()
            del job, answer


if __name__ == "__main__":
    serve()
