"""One kernel over many groups on this machine."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collegiate.analytics.engines import GroupFailed, Job, SparkIsAbsent, run
from collegiate.analytics.engines.spark import why_absent


def ranks(group: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Where each pupil's score stands in the group, from 0 to 1, and a running mean that depends on the order of rows."""
    score = group["score"]
    place = (score[:, None] > score[None, :]).mean(axis=1)
    return {"id": group["id"], "place": place, "mean": np.cumsum(score) / np.arange(1, len(score) + 1)}


SCHEMA = {"id": pl.Int64, "place": pl.Float64, "mean": pl.Float64}
PUPILS = pl.DataFrame(
    {
        "year": ["2024", "2023", "2024", "2023", "2024"],
        "subject": ["maths", "maths", "maths", "maths", "reading"],
        "id": [4, 2, 1, 3, 1],
        "score": [0.1, 0.7, 0.3, 0.7, 0.2],
    }
)


def job(table: pl.DataFrame = PUPILS, **kwargs) -> Job:
    return Job(
        **{"table": table, "keys": ("year", "subject"), "order": "id", "kernel": ranks, "schema": SCHEMA, **kwargs}
    )


def test_each_group_is_sorted_by_id_and_answered_by_itself():
    answer = run(job())

    assert answer.frame.rows() == [
        ("2023", "maths", 2, 0.0, 0.7),
        ("2023", "maths", 3, 0.0, 0.7),
        ("2024", "maths", 1, 0.5, 0.3),
        ("2024", "maths", 4, 0.0, 0.2),
        ("2024", "reading", 1, 0.0, 0.2),
    ]
    assert answer.sentence() == "5 rows in 3 groups, worked out on this machine."
    assert job().sentence() == "5 rows, grouped by year and subject."


@given(st.permutations(range(5)))
def test_the_order_in_which_rows_arrive_does_not_matter(order):
    assert run(job(PUPILS[order])).frame.equals(run(job()).frame)


def test_a_kernel_may_answer_with_one_row_or_none_for_a_group():
    def best(group: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        top = group["id"][group["score"] > 0.25]
        return {"top": top[:1]}

    answer = run(job(kernel=best, schema={"top": pl.Int64}))

    assert answer.frame.rows() == [("2023", "maths", 2), ("2024", "maths", 1)]


def test_an_empty_table_has_an_empty_answer_on_either_engine():
    for engine in ("local", "spark"):
        answer = run(job(PUPILS[:0]), engine)
        assert answer.frame.schema == {"year": pl.String, "subject": pl.String, **SCHEMA}
        assert (answer.frame.height, answer.groups) == (0, 0)


def test_a_kernel_that_fails_says_on_which_group():
    def fails(group):
        raise ZeroDivisionError("no pupils with a prior score")

    with pytest.raises(GroupFailed, match=r"year 202., subject .*: ZeroDivisionError: no pupils with a prior score"):
        run(job(kernel=fails))


def test_an_answer_that_does_not_fit_is_refused():
    with pytest.raises(GroupFailed, match="the kernel returned wrong, not id, mean, place of one length"):
        run(job(kernel=lambda group: {"wrong": group["id"]}))


def test_an_id_that_is_there_twice_in_a_group_is_refused():
    with pytest.raises(GroupFailed, match="year 2024, subject maths: id 4 is there twice"):
        run(job(pl.concat([PUPILS, PUPILS[:1]])))


@pytest.mark.parametrize(
    ("kwargs", "message"),
    [
        ({"keys": ()}, "groups by one key at least"),
        ({"keys": ("grade",)}, "The table has no column grade"),
        ({"order": "pupil"}, "The table has no column pupil"),
        ({"keys": ("id",)}, "different columns"),
        ({"schema": {}}, "an answer has one at least"),
        ({"schema": {"year": pl.String}}, "different columns"),
        ({"schema": {"id": pl.List(pl.Int64)}}, "Column id is List"),
        ({"table": PUPILS.with_columns(id=None)}, "Column id is Null"),
        ({"table": PUPILS.with_columns(pl.lit(None, pl.Int64).alias("id"))}, "Column id has blanks"),
    ],
)
def test_a_job_that_makes_no_sense_is_refused(kwargs, message):
    with pytest.raises(ValueError, match=message):
        job(**kwargs)


def test_an_engine_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match=r"There is no engine “hadoop”\. Choose local or spark"):
        run(job(), "hadoop")


@pytest.mark.skipif(not why_absent(), reason="Spark is installed here")
def test_without_spark_the_message_says_what_to_install():
    with pytest.raises(SparkIsAbsent, match=r"extra “spark”|version 17 or newer"):
        run(job(), "spark")
