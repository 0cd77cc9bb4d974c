"""The examples of the gallery: every component in each of its states, with an imaginary school's words and figures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Page, Paginator

from collegiate.foundation.record.versions import Stale
from collegiate.foundation.ui.charts import Bar, Flow, Line, Mark, Point, SmallMultiples, Time
from collegiate.foundation.ui.components import Column, Figure, Hop, Link, Table, Tag, Task
from collegiate.foundation.ui.components import Line as SummaryLine
from collegiate.foundation.ui.forms import DateField, Filters, MoneyField, Once, Versioned
from collegiate.values import AcademicYear, CannotSay, Money, Status

HERE = "#main"
FEW = CannotSay("Fewer than 11 pupils took the tests.", Status.SUPPRESSED)
NOT_LOADED = CannotSay("The performance tables for 2024/25 have not been loaded.", Status.NOT_LOADED)
LEVELS = [("core", "Core"), ("core_plus", "Core plus"), ("focused", "Focused"), ("intensive", "Intensive")]
STRANDS = [
    ("leadership", "Enhancing leadership capacity"),
    ("environment", "Maximising the learning environment"),
    ("teaching", "Teaching for learning"),
]


class VisitForm(Once):
    """One of each kind of field."""

    purpose = forms.CharField(max_length=80, help_text="A few words, as the school would put it.")
    email = forms.EmailField(label="E-mail address", required=False)
    notes = forms.CharField(label="What should we prepare?", max_length=300, widget=forms.Textarea(attrs={"rows": 4}))
    visit_on = DateField(label="Day of the visit", help_text="For example, 3 3 2026 or 3 March 2026.")
    price = MoneyField(least=Money(100), help_text="The most the fund may pay.")
    days = forms.IntegerField(label="How many days?", min_value=1)
    school = forms.ChoiceField(
        choices=[("", "Choose a school"), ("1", "Hillside Primary"), ("2", "The Ashmere School")]
    )
    level = forms.ChoiceField(label="Which level of support?", choices=LEVELS, widget=forms.RadioSelect)
    strands = forms.MultipleChoiceField(
        label="Which strands?", choices=STRANDS, widget=forms.CheckboxSelectMultiple, help_text="Choose all that apply."
    )
    paper = forms.FileField(label="Paper for the meeting", required=False)
    agreed = forms.BooleanField(label="The head teacher knows of this visit")


@dataclass(frozen=True, slots=True)
class StoredBrief:
    """What stands in for a row that two people edit."""

    version: int
    title: str
    price: Money
    level: str


class BriefForm(Versioned):
    """A form over a row that others may change."""

    title = forms.CharField(max_length=80)
    price = MoneyField()
    level = forms.ChoiceField(choices=LEVELS)


class SchoolFilters(Filters):
    """What narrows a list of schools."""

    name = forms.CharField(label="Name begins with")
    phase = forms.ChoiceField(choices=[("", "Any phase"), ("primary", "Primary"), ("secondary", "Secondary")])


def gallery_page() -> dict[str, Any]:
    """Return all the examples, under the names that the gallery's template shows them by."""
    return {
        "levels": [Tag("Agreed"), Tag("Ended", "quiet"), Tag("Waiting for the school", "waiting"), Tag("Paid", "kept"), Tag("Harm", "harm")],
        "visit": VisitForm(prefix="visit"),
        "wrong": _sent_with_errors(),
        "stale": _overtaken(),
        "filters": SchoolFilters(prefix="f"),
        "table": _schools(),
        "ledger": _ledger(),
        "summary": _summary(),
        "tasks": _tasks(),
        "figures": _figures(),
        "begin": Link("Propose an agreement", HERE),
        "values": _values(),
        "pages": _third_of_nine(),
        "charts": [_bars(), _groups(), _line(), _nothing_known(), _multiples(), _flow()],
        "hops": _hops(),
    }  # fmt: skip


def _sent_with_errors() -> VisitForm:
    sent = {
        "wrong-purpose": "Shadowing", "wrong-email": "not an address", "wrong-visit_on_day": "31",
        "wrong-visit_on_month": "June", "wrong-visit_on_year": "2026", "wrong-price": "1.234",
    }  # fmt: skip
    form = VisitForm(sent, prefix="wrong")
    form.errors.pop("once", None)
    return form


def _overtaken() -> BriefForm:
    ours = StoredBrief(3, "Coaching for new leaders", Money(1_200_000), "focused")
    theirs = StoredBrief(4, "Coaching for leaders new to headship", Money(1_150_000), "focused")
    form = BriefForm(
        {"stale-title": ours.title, "stale-price": "12,000", "stale-level": "core_plus", "stale-version": "3"},
        prefix="stale",
        row=ours,
    )
    form.errors.pop("once", None)
    form.overtaken(Stale(theirs))
    return form


def _schools() -> Table:
    return Table(
        "Schools and their level of support",
        [
            Column("School", sort_url="?sort=-name#tables", sorted="ascending"),
            Column("Phase"),
            Column("Level of support"),
            Column("Expected standard, 2024/25", numeric=True),
            Column("Next visit", sort_url="?sort=visit#tables"),
        ],
        [
            [Link("Ashmere Nursery", HERE), "Nursery", Tag("Core", "quiet"), CannotSay("Nurseries do not take these tests.", Status.NOT_APPLICABLE), date(2026, 3, 10)],
            [Link("Hillside Primary", HERE), "Primary", Tag("Focused"), "61% of 58 pupils", date(2026, 3, 3)],
            [Link("St Brannock’s Church of England Primary", HERE), "Primary", Tag("Waiting for the school", "waiting"), FEW, None],
        ],
        note="Sorted by name. A figure about a school never sorts a list.",
    )  # fmt: skip


def _ledger() -> Table:
    return Table(
        "The fund in March 2026",
        [Column("Day"), Column("What"), Column("Money", numeric=True)],
        [
            [date(2026, 3, 3), "Received from Hillside Primary", Money(245_000)],
            [date(2026, 3, 12), "Paid to Brightwell Learning, milestone 1", Money(-400_050)],
        ],
        total=["Balance", "", Money(-155_050)],
    )


def _summary() -> list[SummaryLine]:
    return [
        SummaryLine("Head teacher", "Beth Marlow", Link("Change", HERE, hidden="head teacher")),
        SummaryLine("School year", AcademicYear(2025)),
        SummaryLine("Price", Money(1_200_000)),
        SummaryLine("First visit", date(2026, 3, 3)),
        SummaryLine("Expected standard", FEW),
        SummaryLine("Strands", [Link("Teaching for learning", HERE), Link("Leadership", HERE)]),
    ]


def _tasks() -> list[Task]:
    return [
        Task("Answer for the five strands", Tag("Done", "quiet"), HERE),
        Task("Say what you can offer", Tag("Waiting for you", "waiting"), HERE, hint="Due on Friday 13 March 2026"),
        Task("Agree your level of support", Tag("Cannot begin yet", "quiet")),
    ]


def _figures() -> list[Figure]:
    return [
        Figure("Reached the expected standard", "61%", "2024/25", "58 pupils", "performance tables", HERE),
        Figure("Money set aside", Money(1_200_000).pounds, "2025-26", "", "the fund’s ledger", HERE),
        Figure("Reached the higher standard", FEW, "2024/25", "8 pupils", "performance tables"),
    ]


def _values() -> list[tuple[str, Any]]:
    return [
        ("a day", date(2026, 3, 3)),
        ("a moment", datetime(2026, 3, 3, 16, 5, tzinfo=ZoneInfo("Europe/London"))),
        ("money", Money(1_234_550)),
        ("a large number", 12345),
        ("yes or no", True),
        ("cannot say", NOT_LOADED),
        ("a link", Link("Hillside Primary", HERE)),
        ("a tag", Tag("Waiting for the school", "waiting")),
        ("several", ["Nursery", "Primary"]),
    ]


def _third_of_nine() -> Page[int]:
    return Paginator(range(90), 10).page(3)


def _bars() -> Bar:
    return Bar(
        "How the fund was spent, by strand",
        (
            Mark("Enhancing leadership capacity", Money(3_800_000)),
            Mark("Maximising the learning environment", Money(1_250_000)),
            Mark("Teaching for learning", Money(5_225_000)),
            Mark("Assessment for learning", Money(0)),
            Mark("Student and family support services", CannotSay("The invoices are not all in.", Status.NOT_LOADED)),
        ),
        source="2025-26 · the fund’s ledger",
        label="Strand",
    )


def _groups() -> Bar:
    return Bar(
        "Places taken at workshops",
        tuple(
            Mark(f"{name}, {group}", value, series, f"of {of} places")
            for name, taken in (("Autumn", (18, 11, 7)), ("Spring", (22, 16, 9)))
            for series, (group, value, of) in enumerate(zip(("teachers", "support staff", "governors"), taken, (24, 20, 10), strict=True))
        ),
        series=("Teachers", "Support staff", "Governors"),
        source="2025/26 · delivery",
        label="Term",
    )  # fmt: skip


def _line(title: str = "Pupils at the expected standard in reading, writing and maths", by: float = 0) -> Line:
    return Line(
        title,
        (
            Point("2018/19", 58.0 + by, 46.0 + by, 69.0 + by, 60.0, 69.0, "57 pupils"),
            Point("2019/20", CannotSay("No tests were taken in 2020.", Status.NOT_COLLECTED)),
            Point("2020/21", CannotSay("No tests were taken in 2021.", Status.NOT_COLLECTED)),
            Point("2021/22", 51.0 + by, 39.0 + by, 63.0 + by, 54.0, 63.0, "61 pupils"),
            Point("2022/23", 55.0 + by, 43.0 + by, 67.0 + by, 55.0, 64.0, "60 pupils"),
            Point("2023/24", 61.0 + by, 49.0 + by, 72.0 + by, 56.0, 65.0, "58 pupils"),
        ),
        unit="%",
        name="Hillside Primary",
        source="2018/19 to 2023/24 · performance tables",
    )


def _nothing_known() -> Line:
    few = tuple(Point(f"202{y}/2{y + 1}", FEW) for y in range(1, 4))
    return Line(
        "A school of which nothing can be said", few, unit="%", lowest=0, highest=100, name="Copse Lane Primary"
    )


def _multiples() -> SmallMultiples:
    return SmallMultiples(
        "Hillside Primary at a glance",
        (_line("Expected standard"), _line("Attendance in three terms", by=4.5), _line("Disadvantage gap", by=-20)),
        source="2018/19 to 2023/24 · performance tables, absence, census",
    )


def _flow() -> Flow:
    def month(label: str, came: int, paid: int, promised: int, left: int) -> Time:
        return Time(label, (Money(came * 100), Money(-paid * 100), Money(-promised * 100)), Money(left * 100))

    return Flow(
        "Money by month",
        (
            month("Jan 2026", 96_000, 0, 0, 96_000),
            month("Feb 2026", 0, 0, 0, 12_000),
            month("Mar 2026", 4_000, 42_000, 0, 16_000),
            month("Apr 2026", 0, 0, 0, 16_000),
            month("May 2026", 0, 0, 42_000, 16_000),
        ),
        series=(("Came in", 2), ("Paid", 0), ("Promised", 1)),
        left="Free to promise",
        now=2,
        source="2025-26 · the fund’s ledger",
    )


def _hops() -> list[Hop]:
    return [
        Hop("Need", "there", "Writing at the end of key stage 2", ["Answered by Hillside Primary on Tuesday 7 October 2025"], HERE),
        Hop("Decision", "there", "SG/26/14", ["Strategic Group, Thursday 5 February 2026", "Agreed by 9 of 11; one left the room"], HERE, Money(1_200_000)),
        Hop("Milestone", "missing", "Second report from Brightwell Learning", ["Was due on Friday 27 February 2026. The provider owes it."]),
        Hop("Outcome", "not-due", "Results of summer 2026", ["Due on Wednesday 9 September 2026, from the coordinator"]),
    ]  # fmt: skip
