"""
One kernel, two engines: the same answer on this machine and on many.

A kernel takes NumPy arrays of one group and returns arrays; it knows no engine. `run` feeds it by Polars and threads,
or by Apache Spark (the extra `spark`), and a test holds that the answers are equal to the last bit.
"""

from collegiate.analytics.engines.choose import run
from collegiate.analytics.engines.job import Answer, Arrays, Engine, GroupFailed, Job, Kernel
from collegiate.analytics.engines.spark import SparkIsAbsent

__all__ = [
    "Answer",
    "Arrays",
    "Engine",
    "GroupFailed",
    "Job",
    "Kernel",
    "SparkIsAbsent",
    "run",
]
