"""`collegiate numbers`: from files to files, in words a person can read, and without a database."""

import io
import re
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from django.core.management import CommandError, call_command

from collegiate.analytics.impact import Better, WhyChosen
from collegiate.doors.exchange.management.commands import _numbers_arguments as arguments
from collegiate.doors.exchange.management.commands._numbers_bar import Bar
from tests.analytics.allocation_days import made


def numbers(*words: object) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("numbers", *map(str, words), stdout=said)
    return said.getvalue()


def table(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def pupils(tmp_path) -> Path:
    chance = np.random.default_rng(3)
    school = np.repeat([f"s{i:02}" for i in range(30)], 40)
    before = chance.normal(100, 15, 1200)
    better = np.repeat(chance.normal(0, 4, 30), 40)
    frame = pl.DataFrame({"URN": school, "KS2": before, "Att8": 0.5 * before + better + chance.normal(0, 8, 1200)})
    frame.write_csv(tmp_path / "pupils.csv")
    return tmp_path / "pupils.csv"


def test_value_added_writes_each_school_with_its_interval(pupils, tmp_path):
    said = numbers(
        "value-added",
        pupils,
        "--school",
        "URN",
        "--outcome",
        "Att8",
        "--covariates",
        "KS2",
        "--output",
        tmp_path / "out.xlsx",
        "--explain",
    )

    assert re.match(r"Schools account for \d+% of the differences that remain", said)
    assert "Each unit of KS2 goes with +0.5" in said
    assert "It is no ranking" in said
    assert said.endswith("out.xlsx: 30 rows written.\n")
    written = pl.read_excel(tmp_path / "out.xlsx")
    assert written.columns == ["URN", "pupils", "effect", "lower", "upper", "se", "because"]
    assert (written["lower"] < written["effect"]).all()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("out.doc", r"out\.doc: Its name does not say what kind of file it is to be"),
        ("nowhere/out.csv", r"out\.csv: It cannot be written: no such file or directory"),
        ("./pupils.csv", r"pupils\.csv: It is a file that is read\. Give the answer another name"),
    ],
)
def test_an_answer_that_could_not_be_kept_is_refused_before_anything_is_read(tmp_path, name, message):
    empty = table(tmp_path / "pupils.csv", "")
    words = ("value-added", empty, "--school", "URN", "--outcome", "Att8", "--covariates", "KS2")

    with pytest.raises(CommandError, match="The file is empty"):
        numbers(*words, "--output", tmp_path / "out.csv")
    with pytest.raises(CommandError, match=message):
        numbers(*words, "--output", tmp_path / name)

    assert [file.name for file in tmp_path.iterdir()] == ["pupils.csv"]


@pytest.mark.parametrize(
    "words",
    [
        ("disclose", "--rows", "A", "--counts", "B,B"),
        ("similar", "--id", "A", "--on", "B,B"),
        ("impact", "--school", "A", "--years", "B,C", "--pupils", "B", "--pupil-sd", "1", "--supported", "a"),
    ],
)
def test_a_column_that_is_asked_for_twice_is_refused(tmp_path, words):
    file = table(tmp_path / "t.csv", "A,B,C\na,1,2\n")

    with pytest.raises(CommandError, match=r"B is named twice: .* are columns of their own\."):
        numbers(words[0], file, *words[1:])


def test_a_bad_cell_is_named_by_file_line_and_column(pupils, tmp_path):
    lines = pupils.read_text().splitlines()
    lines[4] = "s00,absent,50"
    bad = table(tmp_path / "bad.csv", "\n".join(lines) + "\n")

    with pytest.raises(CommandError, match=r"bad\.csv, line 5, column KS2: “absent” is not a number"):
        numbers("value-added", bad, "--school", "URN", "--outcome", "Att8", "--covariates", "KS2")


@pytest.fixture
def schools(tmp_path) -> Path:
    chance = np.random.default_rng(5)
    fsm = chance.uniform(2, 60, 60)
    frame = pl.DataFrame(
        {
            "URN": [str(100_000 + i) for i in range(60)],
            "FSM": [f"{x:.1f}%" for x in fsm],
            "Pupils": chance.integers(60, 900, 60),
            "EAL": ["SUPP" if i == 7 else f"{x:.1f}" for i, x in enumerate(fsm / 2 + chance.normal(0, 4, 60))],
        }
    )
    frame.write_csv(tmp_path / "schools.csv")
    return tmp_path / "schools.csv"


def test_similar_schools_of_one_school_come_with_reasons(schools, tmp_path):
    out = tmp_path / "near.csv"
    said = numbers(
        "similar",
        schools,
        "--id",
        "URN",
        "--on",
        "FSM,Pupils",
        "--ratios",
        "Pupils",
        "--school",
        "100003",
        "-k",
        "5",
        "--version-of",
        "2024/25",
        "--output",
        out,
        "--explain",
    )

    assert said.startswith("The 5 schools most like this one out of 59, in 2 characteristics (2024/25).")
    assert "Schools are never compared on outcomes." in said
    near = pl.read_csv(out)
    assert near["place"].to_list() == [1, 2, 3, 4, 5]
    assert near["distance"].is_sorted()
    assert near["reasons"].str.starts_with("Most alike in ").all()


def test_similar_schools_of_every_school(schools, tmp_path):
    said = numbers(
        "similar", schools, "--id", "URN", "--on", "FSM,Pupils", "-k", "3", "--output", tmp_path / "all.parquet"
    )

    assert "The 3 schools most like each of 60." in said
    assert pl.read_parquet(tmp_path / "all.parquet").shape == (180, 4)


def test_a_ratio_that_is_no_characteristic_is_refused(schools):
    with pytest.raises(CommandError, match="EAL is compared by ratio but not among the characteristics"):
        numbers("similar", schools, "--id", "URN", "--on", "FSM,Pupils", "--ratios", "EAL")


@pytest.fixture
def with_totals(schools) -> Path:
    """The same file with the rows that add it up, as the performance tables have them, and a nursery."""
    lines = schools.read_text().splitlines()
    lines[0] += ",Phase"
    lines[1:] = [f"{line},Primary" for line in lines[1:]]
    lines[8:8] = ["NAT,20.0%,30000,15,Primary", " ,21.0%,30000,15,Primary", "777777,3.0%,80,SUPP,Nursery"]
    return table(schools.with_name("totals.csv"), "\n".join([*lines, "NAT,20.0%,30000,15,All"]) + "\n")


ON = ("--id", "URN", "--on", "FSM,Pupils", "--school", "100003", "-k", "5")


def test_totals_are_left_out_where_that_is_asked_and_the_reader_is_told_of_which_lines(schools, with_totals, tmp_path):
    plain = numbers("similar", schools, *ON, "--version-of", "2024/25", "--output", tmp_path / "plain.csv")
    said = numbers(
        "similar",
        with_totals,
        *ON,
        "--version-of",
        "2024/25",
        "--without-totals",
        "--only",
        "Phase=primary",
        "--output",
        tmp_path / "near.csv",
    )

    sentence = plain.splitlines()[0]
    assert said.splitlines()[0] == (
        f"{sentence} Only the 62 of 64 rows where Phase is primary were taken. Left out as totals, as their URN is blank "
        "or NAT: 2 rows, lines 9, 10."
    )
    assert (tmp_path / "near.csv").read_text() == (tmp_path / "plain.csv").read_text()


def test_a_total_that_nobody_left_out_is_refused_with_the_way_to_do_so(with_totals):
    with pytest.raises(
        CommandError, match=r"totals\.csv, line 10, column URN: The id is blank\. If it is a total, leave"
    ):
        numbers("similar", with_totals, *ON)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--only", "Phase=Middle"],
            r"totals\.csv, column Phase: No row has “Middle” in it\. It holds Primary, Nursery, All\.",
        ),
        (["--only", "Stage=Primary"], r"line 1, column Stage: There is no such column"),
        (
            ["--only", "Phase=Nursery"],
            r"totals\.csv, column URN: There is no school “100003” among the rows\. Check its number\.",
        ),
    ],
)
def test_rows_that_cannot_be_found_are_refused(with_totals, words, message):
    with pytest.raises(CommandError, match=message):
        numbers("similar", with_totals, *ON, "--without-totals", *words)


COUNTS = "School,Boys,Girls,Unknown\nHillside,30,41,2\nBrook,25,3,0\nAshmere,60,52,9\n"


def test_small_counts_are_hidden_so_that_totals_do_not_give_them_away(tmp_path):
    file = table(tmp_path / "counts.csv", COUNTS)
    out = tmp_path / "publish.csv"
    said = numbers("disclose", file, "--rows", "School", "--output", out, "--explain")

    published = pl.read_csv(out, infer_schema=False)
    assert published.columns == ["School", "Boys", "Girls", "Unknown", "Total"]
    assert published["School"].to_list() == ["Hillside", "Brook", "Ashmere", "Total"]
    assert published["Unknown"][0] == published["Girls"][1] == "c"
    assert all((row.count("c") != 1) for row in published.iter_rows())
    assert "2 of 16 counts are below 5 and hidden" in said
    assert re.search(r"no reader can work a hidden small count out closer than (\d+) apart", said)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("30,41,c", r"line 2, column Unknown: There is no count here\. Give the true count"),
        ("30,41,-1", r"line 2, column Unknown: The count is below 0"),
        ("30,41,1.5", r"line 2, column Unknown: 1\.5 is not a whole number"),
    ],
)
def test_a_table_to_be_published_needs_the_true_counts(tmp_path, bad, message):
    with pytest.raises(CommandError, match=message):
        numbers("disclose", table(tmp_path / "counts.csv", COUNTS.replace("30,41,2", bad)), "--rows", "School")


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            COUNTS + "Total,115,96,11\n",
            r"line 5, column School: The row adds up the others\. Take it out: totals are worked out here\.",
        ),
        (
            "School,Boys,Girls,All\nHillside,30,41,71\nBrook,25,3,28\n",
            r"column All: The column adds up the others\. Take it out",
        ),
    ],
)
def test_totals_in_a_table_to_be_published_would_count_everybody_twice(tmp_path, bad, message):
    with pytest.raises(CommandError, match=message):
        numbers("disclose", table(tmp_path / "counts.csv", bad), "--rows", "School")


def test_a_school_called_all_saints_is_no_total(tmp_path):
    numbers("disclose", table(tmp_path / "counts.csv", COUNTS.replace("Hillside", "All Saints")), "--rows", "School")


@pytest.fixture
def years(tmp_path) -> Path:
    chance = np.random.default_rng(4)
    figures = chance.normal(100, 3, (45, 1)) + chance.normal(0, 1, (45, 6))
    figures[:5, 5] += 4
    columns = {f"y{k}": figures[:, k] for k in range(6)}
    pl.DataFrame({"URN": [str(i) for i in range(45)], **columns, "n": [60] * 45}).write_csv(tmp_path / "years.csv")
    return tmp_path / "years.csv"


BEFORE = (
    "--school",
    "URN",
    "--years",
    "y0,y1,y2,y3,y4",
    "--pupils",
    "n",
    "--pupil-sd",
    "7.5",
    "--supported",
    "0,1,2,3,4",
)


def test_impact_says_whether_support_helped(years, tmp_path):
    said = numbers(
        "impact",
        years,
        *BEFORE,
        "--after",
        "y5",
        "--why",
        "by-lot",
        "--worthwhile",
        "3",
        "--output",
        tmp_path / "out.csv",
        "--explain",
    )

    assert said.startswith("Likely helped. Between 2.4 and 4.2 points better than schools like these were heading for;")
    assert "Compared with 40 schools: every other school of the file" in said
    assert "Before and after, which is no proof: " in said
    assert pl.read_csv(tmp_path / "out.csv").height == 5


def test_impact_without_an_outcome_says_what_could_be_found(years):
    assert "points" in numbers("impact", years, *BEFORE)


def test_impact_asks_why_the_schools_were_chosen(years):
    with pytest.raises(CommandError, match="Say --why these schools were chosen"):
        numbers("impact", years, *BEFORE, "--after", "y5")
    with pytest.raises(CommandError, match=r"years\.csv, column URN: There is no school “999”, “998”\."):
        numbers("impact", years, *BEFORE[:-1], "0,1,999,998", "--after", "y5", "--why", "by-lot")


def test_impact_compares_with_the_rows_that_are_asked_for_only(years):
    lines = years.read_text().splitlines()
    lines = [f"{lines[0]},Phase", *(f"{line},{'Primary' if k < 40 else 'Special'}" for k, line in enumerate(lines[1:]))]
    file = table(years.with_name("more.csv"), "\n".join([*lines, "NAT,100,100,100,100,100,100,9000,Primary"]) + "\n")
    asked = (*BEFORE, "--after", "y5", "--why", "by-lot", "--worthwhile", "3", "--explain")

    said = numbers("impact", file, *asked, "--only", "Phase=Primary", "--without-totals")

    assert (
        "Only the 41 of 46 rows where Phase is Primary were taken. Left out as a total, as its URN is blank or NAT:"
        in said
    )
    assert "Compared with 35 schools: every other school of the file" in said


def test_the_reasons_on_the_command_line_are_those_of_the_numbers():
    assert tuple(why.name.lower().replace("_", "-") for why in WhyChosen) == arguments.WHY
    assert tuple(Better) == arguments.BETTER


@pytest.fixture
def day_files(tmp_path) -> tuple[Path, Path]:
    day = made(80, seed=2)
    pl.DataFrame(
        {
            "session": [s.id for s in day.sessions],
            "title": [s.title for s in day.sessions],
            "slot": [s.slot + 1 for s in day.sessions],
            "capacity": [s.capacity for s in day.sessions],
            "phases": [";".join(sorted(s.phases)) for s in day.sessions],
        }
    ).write_csv(tmp_path / "sessions.csv")
    pl.DataFrame(
        {
            "person": [p.id for p in day.delegates],
            "phase": [p.phase for p in day.delegates],
            "wishes": [";".join(p.wishes) for p in day.delegates],
        }
    ).write_csv(tmp_path / "people.csv")
    return tmp_path / "sessions.csv", tmp_path / "people.csv"


def test_a_training_day_is_filled_and_says_why(day_files, tmp_path):
    out = tmp_path / "day.csv"
    said = numbers("allocate", "day", *day_files, "--output", out, "--explain", "--compare", "--losses")

    assert said.startswith("80 people are seated. Of their wishes, ")
    assert "No other allocation does better on the published scale." in said
    assert "First come, first served: of their wishes, " in said
    assert re.search(r"Of \d+ sessions, \d+ could be lost with everybody still seated\.", said)
    assert re.search(r"^digest [0-9a-f]{64}$", said, re.MULTILINE)
    seats = pl.read_csv(out)
    assert seats.height == 240
    assert seats.filter(pl.col("slot") == 1).height == 80
    assert seats["because"].str.starts_with("You got your ").any()
    assert numbers("allocate", "day", *day_files) == numbers("allocate", "day", *day_files)


def test_a_cancelled_session_moves_only_its_own_people(day_files, tmp_path):
    numbers("allocate", "day", *day_files, "--output", tmp_path / "before.csv")
    before = pl.read_csv(tmp_path / "before.csv")
    lost = before["session"].value_counts().sort("count")["session"][0]
    said = numbers("allocate", "day", *day_files, "--cancel", lost, "--output", tmp_path / "after.csv")

    assert re.match(
        rf"Without {lost}: \d+ people lose a seat and nobody else moves; \d find no other\. Before: 80 people", said
    )
    after = pl.read_csv(tmp_path / "after.csv")
    stayed = before.filter(pl.col("session") != lost).select("person", "slot", "session")
    assert stayed.join(after, on=["person", "slot", "session"]).height == stayed.height


def test_who_has_no_seat_when_a_session_is_cancelled_is_on_the_list(tmp_path):
    sessions = table(tmp_path / "sessions.csv", "session,title,slot,capacity\na,Writing,1,2\nb,Maths,1,1\n")
    people = table(tmp_path / "people.csv", "person,wish1\nNoor,Writing\nTom,Writing\nRuth,Maths\n")

    said = numbers("allocate", "day", sessions, people, "--cancel", "a", "--output", tmp_path / "after.csv")

    assert (
        "Without a: 2 people lose a seat and nobody else moves; 2 find no other. Before: 3 people are seated." in said
    )
    rows = pl.read_csv(tmp_path / "after.csv").sort("person").select("person", "slot", "session", "because").rows()
    assert [row[:3] for row in rows] == [("Noor", 1, None), ("Ruth", 1, "b"), ("Tom", 1, None)]
    assert rows[0][3] == "Noor has no seat in place of a in slot 1."


def test_a_day_that_cannot_be_filled_says_what_to_relax(tmp_path):
    sessions = table(tmp_path / "sessions.csv", "session,title,slot,capacity\na,Writing,1,1\n")
    people = table(tmp_path / "people.csv", "person,wish1\nNoor,Writing\nTom,Writing\n")

    with pytest.raises(CommandError, match=r"It can be done if you add 1 seat \(a\)"):
        numbers("allocate", "day", sessions, people)


@pytest.mark.parametrize(
    ("sessions", "people", "message"),
    [
        (
            "session,title,slot\na,A,1\n",
            "person\nNoor\n",
            r"sessions\.csv, line 1, column capacity: There is no such column",
        ),
        (
            "session,title,slot,capacity\na,A,0,1\n",
            "person\nNoor\n",
            r"sessions\.csv, line 2, column slot: Give a whole number from 1",
        ),
        (
            "session,title,slot,capacity\na,A,1,1\na,A,1,1\n",
            "person\nNoor\n",
            r"sessions\.csv, line 3, column session: The id “a” is there for the second time",
        ),
        (
            "session,title,slot,capacity\na,A,1,1\n",
            "person,away\nNoor,lunch\n",
            r"people\.csv, line 2, column away: “lunch” is no slot",
        ),
        (
            "session,title,slot,capacity\na,A,1,1\n",
            "person,partner\nNoor,Tom\n",
            "Noor must sit with Tom, who does not say the same",
        ),
    ],
)
def test_files_of_a_day_that_make_no_sense_are_refused_in_words(tmp_path, sessions, people, message):
    with pytest.raises(CommandError, match=message):
        numbers("allocate", "day", table(tmp_path / "sessions.csv", sessions), table(tmp_path / "people.csv", people))


NEEDS = "need,school,theme,seriousness\nn1,Hillside,writing,80\nn2,Brook,writing,60\n"
OFFERS = "offer,provider,theme,capacity,price,evidence\no1,Ashmere,writing,1,£900.50,0.8\n"


def test_support_is_proposed_and_a_decision_can_be_kept(tmp_path):
    needs, offers = table(tmp_path / "needs.csv", NEEDS), table(tmp_path / "offers.csv", OFFERS)
    said = numbers(
        "allocate", "support", needs, offers, "--budget", "2,000", "--output", tmp_path / "out.csv", "--explain"
    )

    assert said.startswith("1 of 2 needs get an offer, for £900 of £2,000; worth 320 points together")
    assert pl.read_csv(tmp_path / "out.csv").rows()[0] == ("n1", "Hillside", "o1", 320, 900.5, "o1 (320)")
    assert "worth 240 points" in numbers("allocate", "support", needs, offers, "--budget", "2000", "--keep", "n2=o1")
    with pytest.raises(CommandError, match="Cannot say: what is decided on breaks the budget"):
        numbers("allocate", "support", needs, offers, "--budget", "1", "--keep", "n2=o1")
    with pytest.raises(CommandError, match=r"offers\.csv, line 2, column evidence: Give a number from 0 to 1"):
        numbers(
            "allocate", "support", needs, table(tmp_path / "offers.csv", OFFERS.replace("0.8", "8")), "--budget", "1"
        )


@pytest.mark.parametrize(
    ("more", "keep", "message"),
    [
        ("o2,Ashmere,maths,1,9,0.8", "n1=o2", r"o2 may not be paired with n1: the need is writing, the offer maths\."),
        ("o2,Hillside,writing,1,9,0.8", "n1=o2", r"o2 may not be paired with n1: a school does not buy from itself\."),
        (
            "o2,Ashmere,writing,1,9,0",
            "n1=o2",
            r"n1: they lie more than 15 miles apart, or it is worth less than the way",
        ),
        ("o2,Ashmere,maths,1,9,0.8", "n9=o2", r"There is no need n9\."),
        ("o2,Ashmere,maths,1,9,0.8", "n1=o9", r"There is no offer o9\."),
    ],
)
def test_a_decision_that_may_not_be_made_is_refused_with_its_reason(tmp_path, more, keep, message):
    needs, offers = table(tmp_path / "needs.csv", NEEDS), table(tmp_path / "offers.csv", f"{OFFERS}{more}\n")

    with pytest.raises(CommandError, match=message):
        numbers("allocate", "support", needs, offers, "--budget", "2000", "--keep", keep)


def test_shares_and_days_add_up(tmp_path):
    file = table(tmp_path / "weights.csv", "school,weight,most\nAshmere,6,5\nBrook,3,9\nHillside,1,9\n")
    out = tmp_path / "out.csv"

    assert numbers(
        "allocate", "shares", file, "--id", "school", "--weight", "weight", "--whole", "7", "--output", out
    ).startswith("7 shared among 3")
    assert pl.read_csv(out)["share"].to_list() == [4, 2, 1]
    numbers(
        "allocate",
        "days",
        file,
        "--id",
        "school",
        "--weight",
        "weight",
        "--days",
        "10",
        "--cap",
        "most",
        "--output",
        out,
    )
    assert pl.read_csv(out)["days"].to_list() == [5, 4, 1]
    with pytest.raises(CommandError, match=r"weights\.csv, line 1, column least: There is no such column"):
        numbers(
            "allocate",
            "days",
            file,
            "--id",
            "school",
            "--weight",
            "weight",
            "--days",
            "9",
            "--cap",
            "4",
            "--least",
            "least",
        )


def test_the_command_asks_no_database(tmp_path):
    """No database is marked for this test, so that any question to one would fail."""
    file = table(tmp_path / "weights.csv", "school,weight\nAshmere,6\n")
    assert numbers("allocate", "shares", file, "--id", "school", "--weight", "weight", "--whole", "7")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["allocate", "shares", "gone.csv", "--id", "a", "--weight", "b", "--whole", "1"],
            r"gone\.csv: It cannot be opened",
        ),
        (["growth"], "the following arguments are required"),
        (["horoscope"], "invalid choice"),
        (["allocate", "support", "a", "b", "--budget", "lots"], "is not an amount of money"),
        (["allocate", "support", "a", "b", "--budget", "1", "--keep", "n1"], "“n1” is no pair"),
        (["disclose", "a", "--rows", "x", "--counts", ","], "Give one name at least"),
    ],
)
def test_what_cannot_be_asked_is_said(words, message):
    with pytest.raises(CommandError, match=message):
        numbers(*words)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_shows_on_a_terminal_how_far_the_work_is_and_leaves_no_trace(monkeypatch):
    monkeypatch.setattr("collegiate.doors.exchange.management.commands._numbers_bar.PATIENCE", 0.0)
    terminal, file = Terminal(), io.StringIO()
    for stream in (terminal, file):
        with Bar(stream) as bar:
            bar.tell("reading", 0, 0)
            bar.tell("fitting", 50, 100)

    assert file.getvalue() == ""
    assert "\r… reading" in terminal.getvalue()
    assert "[###############...............]  50 %  fitting" in terminal.getvalue()
    assert terminal.getvalue().endswith(" \r")
