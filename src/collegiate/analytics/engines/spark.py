"""
The engine of many machines: Apache Spark groups, and each executor works with the same kernel.

Needs the extra `spark` and Java 17 or newer. Driver and executors speak over the loopback interface only, unless a
master elsewhere is named; the web page is off.
"""

import importlib
import logging
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import collegiate
from collegiate.analytics.engines.job import PLACE, GroupFailed, Job, gathered, work

LOOPBACK = "127.0.0.1"
_NAMES = {
    pl.Int32: "int",
    pl.Int64: "bigint",
    pl.Float32: "float",
    pl.Float64: "double",
    pl.String: "string",
    pl.Boolean: "boolean",
}


class SparkIsAbsent(Exception):
    """Apache Spark or Java is not there; the message says what to install."""


@cache
def why_absent() -> str:
    """Return what keeps Spark from running here, as a sentence; empty where nothing does."""
    for name in ("pyspark", "pyarrow", "pandas"):  # pandas only because Spark insists on it
        try:
            importlib.import_module(name)
        except ImportError:
            return f"{name} is not installed: install Collegiate with its extra “spark”."
    java = shutil.which("java")
    if java is None:
        return "There is no Java: install version 17 or newer."
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr  # noqa: S603 -- java itself
    except (OSError, subprocess.CalledProcessError):
        return "There is no Java: install version 17 or newer."
    version = said.split('"')[1].split(".")[0] if '"' in said else "0"
    return "" if int(version) >= 17 else f"This is Java {version}: install version 17 or newer."


@contextmanager
def session(master: str = "local[2]", *, name: str = "collegiate") -> Iterator[Any]:
    """
    Start a Spark session bound to the loopback interface, and stop it at the end.

    :raises SparkIsAbsent: if Spark or Java is not there
    """
    if absent := why_absent():
        raise SparkIsAbsent(absent)
    with warnings.catch_warnings():
        # What Spark has to say of pandas, which we never use, is of no use to whoever asked for a number.
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        with _started(master, name) as spark:
            yield spark


@contextmanager
def _started(master: str, name: str) -> Iterator[Any]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 -- an extra that is mostly not installed

    logging.getLogger("py4j").setLevel(logging.ERROR)  # it says good-bye after the streams are closed
    builder = SparkSession.builder.master(master).appName(name)
    for option, value in {
        "spark.driver.host": LOOPBACK,
        "spark.driver.bindAddress": LOOPBACK,
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "8",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.log.level": "ERROR",
    }.items():
        builder = builder.config(option, value)
    spark = builder.getOrCreate()
    spark.sparkContext.pythonExec = sys.executable
    try:
        with tempfile.TemporaryDirectory() as folder:
            spark.sparkContext.addPyFile(str(_packed(Path(folder))))
            yield spark
    finally:
        spark.stop()


def run_spark(job: Job, *, master: str = "local[2]", spark: Any = None) -> tuple[pl.DataFrame, int]:
    """
    Do every group of a job on Spark, and return the answer with the number of groups.

    :raises SparkIsAbsent: if Spark or Java is not there
    :raises GroupFailed: as the local engine does
    """
    if not job.table.height:
        return pl.DataFrame(schema=job.answer_schema), 0
    if spark is None:
        with session(master) as started:
            return _run(job, started)
    return _run(job, spark)


def _run(job: Job, spark: Any) -> tuple[pl.DataFrame, int]:
    from pyspark.errors import PythonException  # noqa: PLC0415 -- an extra that is mostly not installed

    _insist_on_one_numpy(spark)
    keys, order, kernel, schema = job.keys, job.order, job.kernel, dict(job.schema)

    def on_group(table: Any) -> Any:
        return _arrow(work(_frame(pl.from_arrow(table)), keys, order, kernel, schema))

    columns = ", ".join(f"`{name}` {_NAMES[kind]}" for name, kind in [*job.answer_schema.items(), (PLACE, pl.Int64)])
    grouped = spark.createDataFrame(_arrow(job.table)).groupBy(*job.keys)
    try:
        arrived = grouped.applyInArrow(on_group, columns).toArrow()
    except PythonException as fault:
        raise _group_failed(str(fault)) from None
    frame = _frame(pl.from_arrow(arrived)).cast({PLACE: pl.Int64} | job.answer_schema)
    return gathered(frame, job), job.table.select(job.keys).unique().height


def _arrow(frame: pl.DataFrame) -> Any:
    """A frame as an Arrow table with the short kind of text, which is the only one that Spark takes."""
    import pyarrow as pa  # noqa: PLC0415 -- an extra that is mostly not installed

    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    short = [field.with_type(pa.string()) if field.type == pa.large_string() else field for field in table.schema]
    return table.cast(pa.schema(short))


def _frame(given: pl.DataFrame | pl.Series) -> pl.DataFrame:
    return given if isinstance(given, pl.DataFrame) else given.to_frame()


def _group_failed(said: str) -> GroupFailed:
    lines = [line for line in said.splitlines() if "GroupFailed: " in line]
    return GroupFailed(lines[-1].split("GroupFailed: ", 1)[1] if lines else said.strip().splitlines()[-1])


def _insist_on_one_numpy(spark: Any) -> None:
    """Different versions of NumPy may round differently: the answers would not be the same to the last bit."""
    here = np.__version__

    def version(_: Any) -> str:
        import numpy  # noqa: PLC0415 -- the executor's own

        return numpy.__version__

    there = set(spark.sparkContext.parallelize(range(4), 4).map(version).collect())
    if there != {here}:
        raise SparkIsAbsent(
            f"The executors have NumPy {', '.join(sorted(there))} and this machine {here}: install one version."
        )


def _packed(folder: Path) -> Path:
    """Pack the words and the numbers for the executors, who need not have Collegiate installed."""
    root = Path(collegiate.__file__).parent
    packed = folder / "collegiate_numbers.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(root / "__init__.py", "collegiate/__init__.py")
        for part in ("values", "analytics"):
            for file in sorted((root / part).rglob("*.py")):
                archive.write(file, f"collegiate/{file.relative_to(root)}")
    return packed
