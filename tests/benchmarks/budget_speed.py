"""How long the budget model takes: a projection, a simulation of 20,000 draws over ten years, and a tornado.

Run from the root of the project, on a machine with nothing else to do: `python -m tests.benchmarks.budget_speed`. The
shortest run tells what the work takes, the median what a user gets; what lies between them is the rest of the machine.
"""

import statistics
import time
from collections.abc import Callable

from analysis.budget import FUNDING_VARIANTS, Assumptions, default_ranges, project, sensitivity, simulate

#: Every refinement of the model switched on, so that every component is worked out and uncertain.
ALL_COMPONENTS = {
    "overhead_share": 0.1,
    "subcontracted_share": 0.2,
    "setup_cost": 50_000,
    "returning_share": 0.1,
    "home_share": 0.3,
    "home_covered": 0.5,
    "cost_per_decision": 300,
    "coordination_hours": 20,
    "run_in_years": 2,
    "waiting_weeks": 6,
    "taking_part_share": 0.1,
    "other_share": 0.2,
    "base_years_back": 2,
    "growth_since_base": 0.02,
}


def milliseconds(task: Callable[[int], object], repeats: int = 30) -> tuple[float, float]:
    """Shortest and median of `repeats` runs; the task gets the number of the run."""
    task(0)
    durations = []
    for run in range(1, repeats + 1):
        start = time.perf_counter()
        task(run)
        durations.append((time.perf_counter() - start) * 1000)
    return min(durations), statistics.median(durations)


def report(title: str, times: tuple[float, float]) -> None:
    print(f"{title:<72} shortest {times[0]:7.2f} ms   median {times[1]:7.2f} ms")


def main() -> None:
    for funding in FUNDING_VARIANTS:
        for title, refinements in (("as it starts", {}), ("all components", ALL_COMPONENTS)):
            a = Assumptions(years=10, funding=funding, **refinements)
            ranges = default_ranges(a)
            name = f"{funding}, {title}"
            report(f"{name}: projection", milliseconds(lambda _, a=a: project(a)))
            report(f"{name}: tornado", milliseconds(lambda _, a=a, r=ranges: sensitivity(a, r)))
            what = f"{name}: 20,000 draws × 10 years × {len(ranges)} ranges"
            report(f"{what}, same seed", milliseconds(lambda _, a=a, r=ranges: simulate(a, r)))
            report(f"{what}, new seed", milliseconds(lambda run, a=a, r=ranges: simulate(a, r, seed=run)))


if __name__ == "__main__":
    main()
