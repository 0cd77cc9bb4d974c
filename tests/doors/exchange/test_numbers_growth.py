"""`collegiate numbers growth`: the percentiles that R gives, from any kind of file and on either engine."""

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.core.management import CommandError, call_command

from collegiate.doors.exchange.tables.write import write


def growth(*words: object) -> str:
    said = io.StringIO()
    call_command("numbers", "growth", *map(str, words), stdout=said)
    return said.getvalue()


COLUMNS = ("--id", "ID", "--score", "SS_2024", "--priors", "SS_2023,SS_2022")


def oracle(folder: Path) -> Path:
    for parent in Path(__file__).resolve().parents:
        found = parent / "shared" / "oracles" / folder
        if found.exists():
            return found
    pytest.skip("the reference answers (shared/oracles) are not here")


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".xlsx"])
def test_every_percentile_is_that_of_r_whatever_the_kind_of_file(tmp_path, ending):
    pupils = pl.read_parquet(oracle(Path("sgp_sim_5000_input.parquet")))
    file, out = write(pupils, tmp_path / f"pupils{ending}"), tmp_path / f"out{ending}"

    said = growth(file, *COLUMNS, "--output", out)

    assert said.startswith("Growth is known for 5,000 of 5,000 pupils")
    theirs = pl.read_csv(oracle(Path("sgp_r_sim_5000_priors2.csv")))
    ours = {".parquet": pl.read_parquet, ".csv": pl.read_csv, ".xlsx": pl.read_excel}[ending](out)
    assert ours.columns == ["ID", "sgp"]
    assert ending != ".parquet" or ours.schema["ID"] == pupils.schema["ID"]
    assert ours.select(pl.col("ID").cast(pl.Int64)).to_series().to_list() == pupils["ID"].cast(pl.Int64).to_list()
    assert ours.cast({"ID": pl.Int64}).sort("ID")["sgp"].to_list() == theirs.sort("ID")["SGP"].to_list()


@pytest.fixture
def two_subjects(tmp_path) -> Path:
    chance = np.random.default_rng(1)
    rows = 1_400
    before = np.round(chance.normal(500, 40, rows))
    frame = pl.DataFrame(
        {
            "ID": [f"p{i // 2:04}" for i in range(rows)],
            "Subject": ["maths", "reading"] * (rows // 2),
            "Now": np.round(before + chance.normal(20, 30, rows)),
            "Before": [None if i % 50 == 0 else x for i, x in enumerate(before)],
        }
    )
    return write(frame, tmp_path / "two.csv")


TWO = ("--id", "ID", "--score", "Now", "--priors", "Before")


def test_groups_are_fitted_each_by_itself(two_subjects, tmp_path):
    said = growth(two_subjects, *TWO, "--group", "Subject", "--output", tmp_path / "out.csv", "--explain")
    together = pl.read_csv(tmp_path / "out.csv")

    assert "1,400 rows in 2 groups, worked out on this machine." in said
    assert together.columns == ["ID", "Subject", "sgp"]
    whole = pl.read_csv(two_subjects)
    for subject in ("maths", "reading"):
        one = write(whole.filter(pl.col("Subject") == subject), tmp_path / "one.csv")
        growth(one, *TWO, "--output", tmp_path / "alone.csv")
        alone = pl.read_csv(tmp_path / "alone.csv")
        assert together.filter(pl.col("Subject") == subject)["sgp"].to_list() == alone["sgp"].to_list()


def test_a_pupil_without_an_earlier_score_has_a_blank(two_subjects, tmp_path):
    growth(two_subjects, *TWO, "--group", "Subject", "--output", tmp_path / "out.csv")

    assert pl.read_csv(tmp_path / "out.csv")["sgp"].null_count() == 28


def test_a_pupil_who_is_there_twice_is_refused_by_line(two_subjects):
    with pytest.raises(CommandError, match=r"two\.csv, line 3, column ID: The id “p0000” is there for the second time"):
        growth(two_subjects, *TWO)


def test_a_pupil_without_a_score_needs_no_group(two_subjects, tmp_path):
    rows = two_subjects.read_text().splitlines()
    gone = write(pl.read_csv(io.StringIO("\n".join([*rows, "p9998,,,510", "p9999,maths,,500"]))), tmp_path / "gone.csv")
    growth(two_subjects, *TWO, "--group", "Subject", "--output", tmp_path / "whole.csv")

    said = growth(gone, *TWO, "--group", "Subject", "--output", tmp_path / "out.csv", "--explain")

    assert "1 pupil is in no group, with no score." in said
    assert pl.read_csv(tmp_path / "out.csv")["sgp"][-2:].to_list() == [None, None]
    assert pl.read_csv(tmp_path / "out.csv")[:-2]["ID"].equals(pl.read_csv(tmp_path / "whole.csv")["ID"])


def test_a_score_without_a_group_is_refused_by_line(two_subjects, tmp_path):
    rows = two_subjects.read_text().splitlines()
    lost = write(pl.read_csv(io.StringIO("\n".join([*rows, "p9999,,520,500"]))), tmp_path / "lost.csv")

    with pytest.raises(CommandError, match=r"lost\.csv, line 1,402, column Subject: The cell is blank, and this pupil"):
        growth(lost, *TWO, "--group", "Subject")


def test_a_score_among_its_own_priors_is_refused(two_subjects):
    with pytest.raises(CommandError, match="Now is named twice: the id, the score, each earlier score"):
        growth(two_subjects, "--id", "ID", "--score", "Now", "--priors", "Before,Now")


def test_too_few_pupils_cannot_be_said(two_subjects, tmp_path):
    few = write(pl.read_csv(two_subjects).filter(pl.col("Subject") == "maths")[:50], tmp_path / "few.csv")

    with pytest.raises(CommandError, match="Cannot say: "):
        growth(few, *TWO)
    with pytest.raises(CommandError, match="Cannot say: "):
        growth(few, *TWO, "--group", "Subject")


def test_spark_that_is_not_there_is_said(two_subjects):
    from collegiate.analytics.engines.spark import why_absent

    if not why_absent():
        pytest.skip("Spark is here")
    with pytest.raises(CommandError, match=r"extra “spark”|version 17 or newer"):
        growth(two_subjects, *TWO, "--group", "Subject", "--engine", "spark")


def test_nobody_waits_for_settings_tables_or_libraries_that_growth_does_without(two_subjects):
    asked = (
        "import sys; from collegiate.config.console import main; main(); "
        "print({'scipy', 'django.db.models', 'collegiate.config.settings'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, "numbers", "growth", two_subjects, *TWO, "--group", "Subject"],
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        | {"DATABASE_URL": "no database"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stderr == ""
    assert done.stdout.startswith("Growth is known for 1,372 of 1,400 pupils")
    assert done.stdout.endswith("set()\n")


def test_a_refusal_ends_the_command_with_a_sentence(tmp_path):
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from collegiate.config.console import main; main()",
            "numbers",
            "growth",
            "no.csv",
            *TWO,
        ],
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert (
        done.stderr
        == "CommandError: no.csv: It cannot be opened: no such file or directory. Check the name and the folder.\n"
    )
