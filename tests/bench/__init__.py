"""
How long things take: ``python -m tests.bench``, or ``python -m tests.bench growth allocation`` for some of it.

Each module here has ``measure()``, which yields a `Line` for each thing it timed and a `Bar` for each promise. Those with
``TOWN = True`` are given a copy of the imaginary town.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Line:
    """
    One thing that was timed.

    Attributes
    ----------
    p50, p95 : float
        Milliseconds.
    remark : str
        What else was counted: queries, rows, memory.
    limit : float or None
        Milliseconds that p95 must stay under; None where there is no promise.
    """

    what: str
    p50: float
    p95: float
    remark: str = ""
    limit: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        return self.limit is None or self.p95 < self.limit

    def written(self) -> str:
        """Return it as it is printed."""
        held = "" if self.limit is None else f"  under {self.limit:.0f}: {'held' if self.is_kept else 'MISSED'}"
        return f"{self.what:<62} {self.p50:>9.1f} {self.p95:>9.1f}  {self.remark}{held}"


@dataclass(frozen=True, slots=True)
class Bar:
    """
    One promise: a ratio of two things measured in the same run, or an amount.

    Attributes
    ----------
    measured : float
        What it came to.
    least, most : float or None
        What it must reach, or must not pass.
    unit : str
        "x" for a ratio; "MiB", "s", "ms" or nothing for an amount.
    remark : str
        What it was measured against, and whether that was run here or is quoted.
    """

    what: str
    measured: float
    least: float | None = None
    most: float | None = None
    unit: str = "x"
    remark: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the promise is kept."""
        return (self.least is None or self.measured >= self.least) and (self.most is None or self.measured <= self.most)

    def written(self) -> str:
        """Return it as it is printed."""
        wanted = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        held = "held" if self.is_kept else "MISSED"
        return f"  {held:<6} {self.what}: {self.measured:.4g} {self.unit} ({wanted}) {self.remark}".rstrip()


def timed(do: Callable[[], object], *, times: int) -> tuple[float, float]:
    """Do something many times, once more beforehand to warm up; return the median and the 95th percentile in ms."""
    do()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        taken.append((time.perf_counter() - began) * 1000)
    if times == 1:
        return taken[0], taken[0]
    return statistics.median(taken), statistics.quantiles(taken, n=20, method="inclusive")[-1]


def worked(do: Callable[[], object], *, times: int = 1) -> float:
    """Do something so many times; return the median of the processor's ms, which does not ask what else the machine does."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        do()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


def in_a_fresh_process(code: str) -> tuple[float, float]:
    """Run code in a process that does nothing else; return milliseconds, imports too, and peak MiB."""
    asked = f"{code}; from pathlib import Path; print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    return (time.perf_counter() - began) * 1000, float(done.stdout.split()[-1]) / 1024


@cache
def has_r(package: str) -> bool:
    """Tell whether R and a package of it are installed; ``make bench WITH_R=1`` sees to both."""
    if not shutil.which("Rscript"):
        return False
    asked = ["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"]
    return subprocess.run(asked, check=False, capture_output=True).returncode == 0


def by_r(script: str, columns: list[NDArray[np.float64]], *arguments: str) -> float:
    """Give columns of numbers to an R script of this folder; return the processor's seconds that it says its fit took."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "columns.f64"
        with data.open("wb") as file:
            for column in columns:
                file.write(np.ascontiguousarray(column, dtype="<f8").tobytes())
        asked = ["Rscript", str(Path(__file__).parent / script), str(data), str(columns[0].size), *arguments]
        return float(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.split()[-1])
