"""The same kernel on Apache Spark: the same answers to the last bit, on this machine and on a cluster of processes."""

import logging
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from collegiate.analytics.engines import GroupFailed, Job, run
from collegiate.analytics.engines.spark import session, why_absent

# The bridge to Java says good-bye after the streams are closed.
logging.getLogger("py4j").setLevel(logging.ERROR)

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_absent()), reason=why_absent() or "Spark is here"),
    # Spark's own Python code warns of what is to come in pandas and Python, which is not ours to mend.
    pytest.mark.filterwarnings("default"),
]


def made_job() -> Job:
    """Forty groups whose kernel adds many small numbers, so that another order of rows would show in the last bits."""

    def kernel(group):
        noise = np.cumsum(group["score"] * 0.1)
        odd = np.where(np.isnan(group["prior"]), -1.0, group["prior"])
        return {"id": group["id"], "sum": noise + odd.mean(), "passed": group["score"] > group["score"].mean()}

    chance = np.random.default_rng(7)
    rows = 20_000
    table = pl.DataFrame(
        {
            "cohort": chance.integers(0, 20, rows),
            "subject": np.where(chance.random(rows) < 0.5, "maths", "reading"),
            "id": [f"p{i:05}" for i in chance.permutation(rows)],
            "score": chance.normal(100, 15, rows),
            "prior": pl.Series([None if x < 0.1 else x for x in chance.random(rows)]),
        }
    )
    return Job(table, ("cohort", "subject"), "id", kernel, {"id": pl.String, "sum": pl.Float64, "passed": pl.Boolean})


def parquet(frame: pl.DataFrame, path: Path) -> bytes:
    frame.write_parquet(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def spark():
    with session("local[2]") as started:
        yield started


def test_both_engines_write_the_same_bytes(spark, tmp_path):
    job = made_job()
    here, there = run(job), run(job, "spark", spark=spark)

    assert parquet(here.frame, tmp_path / "here") == parquet(there.frame, tmp_path / "there")
    assert (here.rows, here.groups) == (there.rows, there.groups) == (20_000, 40)
    assert there.sentence() == "20,000 rows in 40 groups, worked out by Apache Spark."


def test_a_session_speaks_over_the_loopback_interface_only(spark):
    settings = dict(spark.sparkContext.getConf().getAll())

    assert settings["spark.driver.host"] == settings["spark.driver.bindAddress"] == "127.0.0.1"
    assert settings["spark.ui.enabled"] == "false"


def test_a_kernel_that_fails_on_spark_says_the_same_as_here(spark):
    def fails(group):
        raise ValueError("no pupils")

    job = made_job()
    one = Job(job.table.filter(pl.col("cohort") == 3, pl.col("subject") == "maths"), job.keys, "id", fails, job.schema)
    with pytest.raises(GroupFailed) as here:
        run(one)
    with pytest.raises(GroupFailed) as there:
        run(one, "spark", spark=spark)

    assert str(there.value) == str(here.value) == "cohort 3, subject maths: ValueError: no pupils"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


#: So that the workers say when they have joined.
TALKATIVE = """
rootLogger.level = info
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %m%n
"""


@pytest.fixture
def cluster(spark, tmp_path) -> Iterator[str]:
    """A real standalone master and two workers, as processes of their own, ended by their ids."""
    import pyspark

    spark.stop()
    port = free_port()
    address = f"spark://127.0.0.1:{port}"
    launcher = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    (tmp_path / "log4j2.properties").write_text(TALKATIVE)
    environment = os.environ | {
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_CONF_DIR": str(tmp_path),
    }
    master = [
        launcher,
        "org.apache.spark.deploy.master.Master",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--webui-port",
        "0",
    ]
    worker = [launcher, "org.apache.spark.deploy.worker.Worker", address, "--host", "127.0.0.1", "--webui-port", "0"]
    worker += ["--cores", "1", "--memory", "1G", "--work-dir", str(tmp_path)]
    log = (tmp_path / "log").open("wb")
    started = []
    try:
        for command in (master, worker, worker):
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))
        wait_for(lambda: (tmp_path / "log").read_text().count("Successfully registered with master") == 2)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(20)
        log.close()


def wait_for(there, seconds: float = 180.0) -> None:
    until = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < until, "The cluster did not start."
        time.sleep(0.2)


def test_a_cluster_of_a_master_and_two_workers_writes_the_same_bytes(cluster, tmp_path):
    job = made_job()

    there = run(job, "spark", master=cluster)

    assert parquet(run(job).frame, tmp_path / "here") == parquet(there.frame, tmp_path / "there")
    assert len(list(tmp_path.glob("app-*/*"))) == 2, "both workers took part"
