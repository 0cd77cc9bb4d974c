"""A member’s money as its page shows it: in sentences and in tables."""

from django.urls import reverse

from collegiate.definitions import strands
from collegiate.doors.schools.gathered import Withheld
from collegiate.doors.schools.money import OurMoney, Part
from collegiate.foundation.ui.components import Column, Figure, Link, Table, Tag
from collegiate.improvement.commissioning.queries import Bought
from collegiate.improvement.fund.models import Contribution, ContributionStage, days_in_words
from collegiate.values import CannotSay, Status, counted

KINDS = {ContributionStage.RECEIVED: "kept", ContributionStage.DUE: "waiting"}


def gave(found: OurMoney) -> str:
    """Say what it gave, and how much of that is spent, in its own voice, as the whole page speaks."""
    if not found.contributions:
        return "Nothing is asked of us, and we have paid nothing in."
    days = f" and {days_in_words(found.half_days)} of people’s time" if found.half_days else ""
    said = f"We paid in {found.spent.given.pounds}{days}."
    if found.spent.given:
        said += f" {found.spent.paid.pounds} of it is spent, {found.spent.left.pounds} is still in the fund."
    return said + (f" {found.due.pounds} is still to come." if found.due else "")


def paid_in(contributions: list[Contribution]) -> Table:
    """Return what it gives, year by year, each followed on."""
    rows = [
        [one.year, Link(one.what, reverse("follow-contribution", args=[one.pk]), hidden=f"for {one.year}"), one.due_on, _tag(one)]
        for one in contributions
    ]  # fmt: skip
    columns = [Column("School year"), Column("What", numeric=True), Column("Due on"), Column("Stage")]
    return Table("What we give, the latest first", columns, rows, quiet_caption=True)


def _tag(one: Contribution) -> Tag:
    return Tag(one.get_stage_display(), KINDS.get(ContributionStage(one.stage), "quiet"))  # type: ignore[arg-type]  # kinds of its own


def came_back(found: OurMoney) -> list[Figure]:
    """Return what came back, in money, days and places."""
    about = counted(len(found.help), "decision")
    figures = [
        Figure(
            "Help bought for us",
            found.worth.pounds,
            n=f"our equal part of what was paid so far, by {about}",
        )
    ]
    if isinstance(found.received, Withheld):
        figures.append(Figure("Days and places", CannotSay(found.received.because, Status.SUPPRESSED)))
    else:
        got = found.received
        figures += [
            Figure("Development days held with us", got.days, n=f"{got.coming} to come"),
            Figure("Places taken at workshops", got.places, n=counted(got.workshops, "workshop")),
        ]
    if found.paid_to_it:
        figures.append(Figure("Paid to us", found.paid_to_it.pounds, n="for help we give others, or for costs"))
    return figures


def help(bought: list[Bought]) -> Table:
    """Return what was bought for it, each with what was paid and among how many schools that is shared."""
    rows = [
        [_title(one), one.provider, one.paid, counted(one.shared, "school"), one.each]
        for one in bought
    ]  # fmt: skip
    columns = [
        Column("Help"), Column("From"), Column("Paid so far", numeric=True), Column("Shared by"),
        Column("An equal part", numeric=True),
    ]  # fmt: skip
    return Table("What was bought for us", columns, rows, quiet_caption=True)


def uses(found: OurMoney) -> Table:
    """Return what the town did with what it paid in; the parts add up to it."""
    rows = [[_title(one.bought), _whom(one), _strand(one.bought), one.bought.paid, one.part] for one in found.parts]
    if found.spent.moved:
        rows.append(["Moved to another fund", "", "", "", found.spent.moved])
    columns = [
        Column("For"), Column("Which schools, and why these"), Column("Strand"), Column("Paid so far", numeric=True),
        Column("Of it, ours", numeric=True),
    ]  # fmt: skip
    rows.append(["Still in the fund", "", "", "", found.spent.left])
    return Table(
        "What the town did with it", columns, rows, total=["What we paid in", "", "", "", found.spent.given],
        quiet_caption=True,
    )  # fmt: skip


def _title(one: Bought) -> Link | str:
    return Link(one.title, reverse("thread", args=[one.slug])) if one.slug else one.title


def _whom(one: Part) -> str:
    bought = one.bought
    if not bought.shared:
        return ""
    ours = ", with us among them" if bought.ours else ""
    return f"{counted(bought.shared, 'school')}{ours}. {bought.why}."


def _strand(one: Bought) -> str:
    return strands()[one.strand].name if one.strand in strands() else ""
