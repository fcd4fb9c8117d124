"""For the whole suite."""

import os


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: the worker that drives the browser mostly waits for it."""
    return (os.cpu_count() or 1) + 1
