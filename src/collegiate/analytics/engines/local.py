"""The engine of this machine: Polars groups, threads work."""

import os
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from collegiate.analytics.engines.job import Job, gathered, work

#: NumPy lets go of the interpreter in its long loops; more threads than processors only cost memory.
MOST_THREADS = 8


def run_local(job: Job) -> tuple[pl.DataFrame, int]:
    """Do every group of a job in threads, and return the answer with the number of groups."""
    groups = job.table.partition_by(list(job.keys), maintain_order=False)
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as threads:
        answers = list(threads.map(lambda group: work(group, job.keys, job.order, job.kernel, job.schema), groups))
    if not answers:
        return pl.DataFrame(schema=job.answer_schema), 0
    return gathered(pl.concat(answers), job), len(groups)
