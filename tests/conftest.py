"""For the whole suite."""

import gc
import os

import pytest

# Several processes share the processors already; threads of BLAS that wait for one another would only keep them busy.
for library in ("OPENBLAS", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

#: The generator of the samples is compiled for one short run: a better program would not pay for its making.
os.environ.setdefault("NUMBA_OPT", "1")

#: Modules and collected tests live as long as the process: the collector need not walk through them all the while.
gc.disable()


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the worker that drives the browser mostly waits for it."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()
