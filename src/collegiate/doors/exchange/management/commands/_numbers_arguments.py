"""What may be said to ``collegiate numbers``: one part for each number."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from collegiate.values import Money

#: As `analytics.impact.WhyChosen` and `Better` have them; spelt out, since those bring SciPy and help must come at once.
WHY = ("low-figures", "asked", "by-lot", "another-reason", "knew-of-change")
BETTER = ("higher", "lower")
FILE = "a table: CSV (plain or .gz), .xlsx or Parquet"


def add_all(parts: Any) -> None:
    """Add every part."""
    growth(parts.add_parser("growth", help="how much each pupil grew, beside pupils who started alike"))
    value_added(
        parts.add_parser("value-added", help="how far each school's pupils end from pupils like them elsewhere")
    )
    similar(parts.add_parser("similar", help="which schools are most like one, and in what"))
    disclose(parts.add_parser("disclose", help="which counts of a table may be published"))
    impact(parts.add_parser("impact", help="whether support helped, or that it cannot be said"))
    kinds = parts.add_parser("allocate", help="who gets what: a training day, support, shares, days").add_subparsers(
        dest="kind", required=True, metavar="day|support|shares|days"
    )
    day(kinds.add_parser("day", help="who goes to which session of a training day"))
    support(kinds.add_parser("support", help="which support goes to which school"))
    shares(kinds.add_parser("shares", help="whole units by weight"))
    days(kinds.add_parser("days", help="whole days by weight, under a cap"))


def growth(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument(
        "--id", required=True, dest="id_", metavar="COLUMN", help="who: an id of their own for each pupil"
    )
    parser.add_argument("--score", required=True, metavar="COLUMN", help="this year's score")
    parser.add_argument("--priors", required=True, type=names, metavar="COLUMN,…", help="earlier scores, newest first")
    parser.add_argument("--group", type=names, default=[], metavar="COLUMN,…", help="work within each subject, grade …")
    parser.add_argument("--smallest", type=int, metavar="N", help="fewest pupils to be fitted together (500)")
    _engine(parser)


def value_added(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--school", required=True, metavar="COLUMN", help="each pupil's school")
    parser.add_argument("--outcome", required=True, metavar="COLUMN", help="each pupil's result")
    parser.add_argument(
        "--covariates",
        required=True,
        type=names,
        metavar="COLUMN,…",
        help="what pupils brought along: prior scores first",
    )
    parser.add_argument(
        "--kinds", type=names, default=[], metavar="COLUMN,…", help="what pupils brought along in words, such as sex"
    )
    parser.add_argument("--method", choices=["REML", "ML"], default="REML", help="the likelihood (REML)")
    parser.add_argument("--level", type=float, default=0.95, help="level of the intervals (0.95)")
    parser.add_argument("--smallest", type=int, default=5, metavar="N", help="fewest pupils to show a school (5)")
    _engine(parser)


def similar(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--id", required=True, dest="id_", metavar="COLUMN", help="each school's number")
    parser.add_argument("--on", required=True, type=names, metavar="COLUMN,…", help="characteristics; never outcomes")
    parser.add_argument("--ratios", type=names, default=[], metavar="COLUMN,…", help="those compared by ratio")
    parser.add_argument("--school", default="", metavar="ID", help="the school asked about; else every school")
    parser.add_argument("-k", type=int, default=50, help="how many schools (50)")
    parser.add_argument(
        "--version-of", dest="version", default="", metavar="WORDS", help="which figures they are, such as 2024/25"
    )
    _rows(parser)


def disclose(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--rows", required=True, metavar="COLUMN", help="what each row is called")
    parser.add_argument(
        "--counts", type=names, default=[], metavar="COLUMN,…", help="the counts; else every other column"
    )
    parser.add_argument("-k", type=int, default=5, help="the smallest count that may be shown (5)")
    parser.add_argument(
        "--rows-know-themselves", action="store_true", help="each row is a school that knows its own counts"
    )


def impact(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--school", required=True, metavar="COLUMN", help="each school's number")
    parser.add_argument(
        "--years", required=True, type=names, metavar="COLUMN,…", help="the figure before, oldest first"
    )
    parser.add_argument(
        "--after", default="", metavar="COLUMN", help="the figure after; without it, what could be found"
    )
    parser.add_argument("--pupils", required=True, metavar="COLUMN", help="how many pupils stand behind a figure")
    parser.add_argument("--pupil-sd", required=True, type=float, metavar="SD", help="how far pupils lie apart")
    parser.add_argument("--supported", required=True, type=names, metavar="ID,…", help="the schools that had support")
    parser.add_argument(
        "--compared", type=names, default=[], metavar="ID,…", help="those to compare with; else all others"
    )
    parser.add_argument("--also", type=names, default=[], metavar="COLUMN,…", help="what else was known before")
    parser.add_argument("--why", choices=WHY, help="why these schools were chosen")
    parser.add_argument(
        "--worthwhile", type=float, metavar="CHANGE", help="the smallest change worth paying for, as agreed"
    )
    parser.add_argument("--unit", default="points", help="the figure's unit, in the plural (points)")
    parser.add_argument("--better", choices=BETTER, default="higher", help="which way is better (higher)")
    _rows(parser)


def day(parser: ArgumentParser) -> None:
    parser.add_argument(
        "sessions", type=Path, help="columns session, title, slot, capacity [phases, access, room, leader]"
    )
    parser.add_argument("people", type=Path, help="columns person, wishes [phase, needs, away, must_attend, partner]")
    _output(parser)
    parser.add_argument("--seed", type=int, default=7, help="decides between days that are equally good (7)")
    parser.add_argument("--compare", action="store_true", help="say what first come, first served would do")
    parser.add_argument("--losses", action="store_true", help="say which sessions could be lost")
    parser.add_argument(
        "--cancel",
        dest="cancelled",
        type=names,
        default=[],
        metavar="SESSION,…",
        help="cancel these; move only their people",
    )


def support(parser: ArgumentParser) -> None:
    parser.add_argument("needs", type=Path, help="columns need, school, theme, seriousness [easting, northing]")
    parser.add_argument(
        "offers", type=Path, help="columns offer, provider, theme, capacity, price, evidence [easting, northing]"
    )
    _output(parser)
    parser.add_argument("--budget", required=True, type=pence, metavar="POUNDS", help="the most that may be spent")
    parser.add_argument(
        "--most-per-school", type=int, default=2, metavar="N", help="new programmes a school may have (2)"
    )
    parser.add_argument(
        "--furthest", dest="furthest_miles", type=float, default=15.0, metavar="MILES", help="the longest way (15)"
    )
    parser.add_argument(
        "--keep", type=pair, action="append", default=[], metavar="NEED=OFFER", help="decided on already"
    )


def shares(parser: ArgumentParser) -> None:
    _weighed(parser)
    parser.add_argument("--whole", required=True, type=int, metavar="N", help="how many units to share")


def days(parser: ArgumentParser) -> None:
    _weighed(parser)
    parser.add_argument("--days", required=True, type=int, dest="whole", metavar="N", help="how many days to share")
    parser.add_argument("--cap", required=True, metavar="N|COLUMN", help="the most a school may have")
    parser.add_argument("--least", default="0", metavar="N|COLUMN", help="the fewest a school is promised (0)")


def _weighed(parser: ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--id", required=True, dest="id_", metavar="COLUMN", help="who shares")
    parser.add_argument("--weight", required=True, metavar="COLUMN", help="their weight, 0 or more")


def _common(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=FILE)
    _output(parser)


def _rows(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--only",
        type=asked,
        action="append",
        default=[],
        metavar="COLUMN=VALUE",
        help="only rows with this value; may be given again",
    )
    parser.add_argument(
        "--without-totals", action="store_true", help="leave out rows that add others up: their id is blank or NAT"
    )


def _engine(parser: ArgumentParser) -> None:
    parser.add_argument("--engine", choices=["local", "spark"], default="local", help="this machine, or Apache Spark")
    parser.add_argument("--master", default="local[2]", help="where Spark runs, such as spark://host:7077")


def _output(parser: ArgumentParser) -> None:
    parser.add_argument("--output", metavar="OUT", help="where the rows go: .csv, .csv.gz, .xlsx or .parquet")
    parser.add_argument("--explain", action="store_true", help="say how it was worked out and what to bear in mind")
    parser.add_argument("--sheet", help="the sheet of a spreadsheet (the first)")


def names(text: str) -> list[str]:
    """Read names put apart by commas."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    if not found:
        raise ArgumentTypeError("Give one name at least.")
    return found


def pence(text: str) -> int:
    """Read an amount of pounds as pence."""
    try:
        return Money.parse(text).pence
    except ValueError as fault:
        raise ArgumentTypeError(str(fault)) from None


def pair(text: str) -> tuple[str, str]:
    """Read NEED=OFFER."""
    need, equals, offer = text.partition("=")
    if not (need and equals and offer):
        raise ArgumentTypeError(f"“{text}” is no pair. Write it like need12=offer7.")
    return need, offer


def asked(text: str) -> tuple[str, str]:
    """Read COLUMN=VALUE."""
    column, equals, value = (part.strip() for part in text.partition("="))
    if not (column and equals and value):
        raise ArgumentTypeError(f"“{text}” does not say what is wanted. Write it like PHASE=Primary.")
    return column, value
