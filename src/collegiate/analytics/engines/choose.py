"""On which engine is a kernel run over many groups?"""

from typing import Any

from collegiate.analytics.engines.job import Answer, Engine, Job
from collegiate.analytics.engines.local import run_local
from collegiate.analytics.engines.spark import run_spark


def run(job: Job, engine: Engine = "local", *, master: str = "local[2]", spark: Any = None) -> Answer:
    """
    Run one kernel over every group of a table, on this machine or on many, with the same answer to the last bit.

    Both engines sort each group by its id before the kernel sees it and put the answers in one order after.

    Parameters
    ----------
    job : Job
        The table, its groups and the kernel.
    engine : {"local", "spark"}, default "local"
        Polars and threads on this machine, or Apache Spark.
    master : str, default "local[2]"
        Spark's master, where it is Spark's to run: two processors of this machine, or ``spark://…`` for a cluster.
    spark : pyspark.sql.SparkSession or None
        A session that is there already; it is left running. Without it one is started, bound to the loopback
        interface, and stopped: about ten seconds.

    Returns
    -------
    Answer
        The keys and the kernel's columns, sorted by key.

    Raises
    ------
    ValueError
        If the engine is neither.
    GroupFailed
        If an id is there twice in a group, the kernel raises, or its answer does not fit the schema.
    SparkIsAbsent
        If Spark is asked for and it or Java is not installed.

    Notes
    -----
    When not to use it: Spark pays only where rows times the kernel's seconds exceed one machine. A county's 600,000
    pupils take seconds here, and Spark takes ten to start.

    Source
    ------
    Dean, J. and Ghemawat, S. (2004). MapReduce: simplified data processing on large clusters. OSDI '04; Apache Spark's
    ``applyInArrow``.

    Examples
    --------
    >>> import numpy as np, polars as pl
    >>> table = pl.DataFrame({"year": [1, 1, 2], "id": [2, 1, 3], "score": [3.0, 5.0, 4.0]})
    >>> job = Job(table, ("year",), "id", lambda group: {"top": np.array([group["score"].max()])}, {"top": pl.Float64})
    >>> run(job).frame.rows()
    [(1, 5.0), (2, 4.0)]
    """
    if engine == "local":
        frame, groups = run_local(job)
    elif engine == "spark":
        frame, groups = run_spark(job, master=master, spark=spark)
    else:
        raise ValueError(f"There is no engine “{engine}”. Choose local or spark.")
    return Answer(frame, engine, job.table.height, groups)
