"""`collegiate numbers value-added`: what lme4 gives, from any kind of file, in pieces and on either engine."""

import io
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.core.management import CommandError, call_command

from collegiate.analytics.engines.spark import why_absent
from collegiate.doors.exchange.figures.value_added import value_added as work_out
from collegiate.doors.exchange.tables.write import write
from tests.doors.exchange.test_numbers_growth import oracle


def value_added(*words: object) -> str:
    said = io.StringIO()
    call_command("numbers", "value-added", *map(str, words), stdout=said)
    return said.getvalue()


COLUMNS = ("--school", "school", "--outcome", "score", "--covariates", "before,meals")


@pytest.fixture
def pupils() -> pl.DataFrame:
    chance = np.random.default_rng(11)
    rows = 3_000
    school = chance.integers(0, 40, rows)
    before = chance.normal(size=rows)
    return pl.DataFrame(
        {
            "school": [f"s{number}" for number in school],
            "before": [None if place % 97 == 0 else value for place, value in enumerate(before)],
            "meals": chance.integers(0, 2, rows),
            "score": 0.6 * before + chance.normal(0, 0.3, 40)[school] + chance.normal(0, 0.7, rows),
        }
    )


def test_every_school_is_that_of_lme4(tmp_path):
    theirs = pl.read_csv(oracle(Path("exam_lme4_reml_schools.csv"))).sort("school")
    out = tmp_path / "out.csv"

    said = value_added(
        oracle(Path("exam.csv")), "--school", "school", "--outcome", "normexam", "--covariates", "standLRT",
        "--kinds", "sex,schgend", "--smallest", "1", "--output", out, "--explain",
    )  # fmt: skip

    ours = pl.read_csv(out).sort("school")
    assert ours["school"].to_list() == theirs["school"].to_list()
    assert np.abs(ours["effect"].to_numpy() - theirs["u"].to_numpy()).max() < 1e-6
    assert "sex M goes with -0.167 in the outcome, beside sex F" in said
    assert "Each unit of standLRT goes with +0.56 in the outcome" in said


def test_a_pupil_without_a_word_is_left_out_and_counted(tmp_path, pupils):
    words = pupils.with_columns(
        pl.when(pl.int_range(pl.len()) % 50 == 0).then(None).otherwise(pl.lit("F")).alias("sex")
    ).with_columns(
        pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.col("sex").replace("F", "M")).otherwise("sex").alias("sex")
    )
    file = write(words, tmp_path / "pupils.csv")

    said = value_added(file, *COLUMNS[:4], "--covariates", "meals", "--kinds", "sex", "--explain")

    assert "60 pupils were left out because a number was missing." in said


def test_words_are_no_covariates(tmp_path, pupils):
    file = write(pupils.with_columns(sex=pl.Series(["F", "M"] * 1_500)), tmp_path / "pupils.csv")

    with pytest.raises(
        CommandError,
        match=r"pupils\.csv, line 2, column sex: It holds words, such as “[FM]”, and no numbers\. Name it under --kinds",
    ):
        value_added(file, *COLUMNS[:4], "--covariates", "before,sex")


def test_a_kind_is_held_against_the_first_of_its_words(tmp_path, pupils):
    file = write(pupils.with_columns(sex=pl.Series(["F", "M"] * 1_500)), tmp_path / "pupils.csv")

    said = value_added(file, *COLUMNS, "--kinds", "sex", "--explain")

    assert "Each unit of before goes with +0." in said
    assert re.search(r"sex M goes with [+-]\S+ in the outcome, beside sex F \(between ", said)


def test_numbers_are_no_kinds(tmp_path, pupils):
    file = write(pupils, tmp_path / "pupils.csv")

    with pytest.raises(CommandError, match=r"column before: There are more than 30 different words in it"):
        value_added(file, *COLUMNS[:4], "--covariates", "meals", "--kinds", "before")


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".parquet", ".xlsx"])
def test_in_pieces_it_is_the_same_whatever_the_kind_of_file(pupils, tmp_path, ending):
    file = write(pupils, tmp_path / f"pupils{ending}")
    heard: list[tuple[str, int, int]] = []
    asked = {"school": "school", "outcome": "score", "covariates": ["before", "meals"]}

    whole = work_out(file, **asked)
    pieces = work_out(file, **asked, piece=170, tell=lambda *told: heard.append(told))

    assert pieces.sentence == whole.sentence
    assert (
        whole.explanation[0]
        == "2,969 pupils in 40 schools; 31 left out for want of a number. Worked out on this machine."
    )
    assert whole.frame["school"].to_list() == pieces.frame["school"].to_list()
    for column in ("effect", "lower", "upper", "se"):
        assert np.abs(whole.frame[column].to_numpy() - pieces.frame[column].to_numpy()).max() < 1e-9
    assert heard[:2] == [("reading", 0, 0), ("reading", 0, 3_000)]
    assert heard[-2:] == [("reading", 3_000, 3_000), ("estimating", 0, 0)]


def test_a_bad_cell_in_a_late_piece_is_named_by_its_line(pupils, tmp_path):
    text = pupils.write_csv().splitlines()
    text[2_500] = "s1,absent,1,0.5"
    file = tmp_path / "pupils.csv"
    file.write_text("\n".join(text) + "\n")

    from collegiate.doors.exchange.tables import TableRefused

    with pytest.raises(TableRefused, match=r"pupils\.csv, line 2,501, column before: “absent” is not a number"):
        work_out(file, school="school", outcome="score", covariates=["before", "meals"], piece=170)


def test_a_column_that_is_asked_for_twice_is_refused(pupils, tmp_path):
    file = write(pupils, tmp_path / "pupils.csv")

    with pytest.raises(CommandError, match="score is named twice"):
        value_added(file, "--school", "school", "--outcome", "score", "--covariates", "before,score")


def test_many_pupils_are_read_in_little_memory(tmp_path):
    """Four hundred thousand rows in pieces of twenty thousand: what is held is a few pieces."""
    import subprocess
    import sys

    chance = np.random.default_rng(1)
    rows = 400_000
    school, before = chance.integers(0, 500, rows), chance.normal(size=rows)
    frame = pl.DataFrame({"school": school, "before": before, "score": before + chance.normal(size=rows)})
    frame.write_csv(tmp_path / "pupils.csv")
    code = (
        "import sys; from pathlib import Path; from collegiate.doors.exchange.figures.value_added import value_added\n"
        "high = lambda: int(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
        "before = high(); value_added(Path(sys.argv[1]), school='school', outcome='score', covariates=['before'], piece=20_000)\n"
        "print(high() - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "pupils.csv")], check=True, capture_output=True, text=True
    )

    assert int(done.stdout) / 1024 < 120


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.skipif(bool(why_absent()), reason=why_absent() or "Spark is here")
@pytest.mark.filterwarnings("default")
def test_spark_writes_the_same_bytes(pupils, tmp_path):
    file = write(pupils, tmp_path / "pupils.csv")
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"

    value_added(file, *COLUMNS, "--output", here)
    said = value_added(file, *COLUMNS, "--output", there, "--engine", "spark", "--explain")

    assert here.read_bytes() == there.read_bytes()
    assert "Worked out by Apache Spark." in said


@pytest.mark.skipif(not why_absent(), reason="Spark is here")
def test_spark_that_is_not_there_is_said(pupils, tmp_path):
    with pytest.raises(CommandError, match=r"extra “spark”|version 17 or newer"):
        value_added(write(pupils, tmp_path / "pupils.csv"), *COLUMNS, "--engine", "spark")
