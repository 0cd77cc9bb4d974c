"""A school’s needs, visits, help, money, teams and people as tables, and the sentences that go with them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from collegiate.definitions import strands
from collegiate.foundation.ui.components import Column, Link, Table, Tag
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.achievement_teams.models import Band
from collegiate.improvement.achievement_teams.queries import TeamLine
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.delivery.models import DevelopmentDay, ProgrammeStrand
from collegiate.improvement.fund.models import Contribution, ContributionStage
from collegiate.improvement.needs.models import Need, NeedStage
from collegiate.partnership.members.models import RoleHeld
from collegiate.values import CannotSay, Money, Role, counted

NEED_TAGS = {
    NeedStage.RAISED: "waiting",
    NeedStage.UNDERSTOOD: "",
    NeedStage.JOINED: "kept",
    NeedStage.CLOSED: "quiet",
}


def needs(found: list[Need]) -> Table | None:
    """Return its needs with how far each has come."""
    rows = [
        [
            Link(need.title, reverse("needs:need", args=[need.pk])),
            strands()[need.strand].name,
            need.raised_at.date(),
            Tag(need.get_stage_display(), NEED_TAGS[NeedStage(need.stage)]),  # type: ignore[arg-type]  # one of its kinds
        ]
        for need in found
    ]
    return _table("What it needs, the latest first", ["Need", "Strand", "Raised on", "Stage"], rows)


def visits(caption: str, visits: Iterable[DevelopmentDay]) -> Table | None:
    """Return development days, each leading to its page."""
    rows = [
        [
            Link(in_words(visit.on), reverse("delivery:day", args=[visit.pk]), hidden=f"by {visit.adviser.name}"),
            f"{visit.adviser.name}, {visit.agreement.provider}",
            strands()[visit.strand].name,
            visit.why,
        ]
        for visit in visits
    ]
    return _table(caption, ["Day", "Who", "Strand", "Why, and what to prepare"], rows)


def objectives(found: Iterable[ProgrammeStrand]) -> Table | None:
    """Return what should be different by the end of each programme for it, the latest programme first."""
    rows = [
        [
            strands()[one.strand].name,
            one.aim,
            Link(one.programme.name, reverse("delivery:programme", args=[one.programme_id])),
            f"{in_words(one.programme.starts_on)} to {in_words(one.programme.ends_on)}",
        ]
        for one in found
    ]
    return _table("What should be different", ["Strand", "By the end", "Programme", "When"], rows)


def help(agreements: list[Agreement]) -> Table | None:
    """Return the agreements it has part in, each with the most it may cost and how many schools share it."""
    rows = [
        [
            Link(one.title, reverse("commissioning:agreement", args=[one.slug])),
            str(one.provider),
            f"{in_words(one.starts_on)} to {in_words(one.ends_on)}",
            f"{one.price.pounds} for {counted(one.shared, 'school')}",  # type: ignore[attr-defined]
            one.get_stage_display(),
        ]
        for one in agreements
    ]
    return _table("Help agreed", ["Help", "From", "When", "At most", "Stage"], rows)


def money(contributions: list[Contribution]) -> str:
    """Say what it has paid in and what is still to come."""
    paid, due = (
        sum((Money(one.pence) for one in contributions if one.stage == stage), Money(0))
        for stage in (ContributionStage.RECEIVED, ContributionStage.DUE)
    )
    if not contributions:
        return "Nothing is asked of it, and nothing was paid in."
    still = f"{due.pounds} is still to come." if due.pence else "Nothing is owed."
    return f"It has paid in {paid.pounds}. {still}"


def paid_in(contributions: list[Contribution]) -> Table | None:
    """Return its contributions, a year each."""
    rows = [
        [
            one.year,
            one.what,
            one.due_on,
            Tag(one.get_stage_display(), "kept" if one.stage == ContributionStage.RECEIVED else "waiting"),
        ]
        for one in contributions
    ]
    return _table("What it pays in", ["Year", "Amount", "Due on", "Stage"], rows, numeric=("Amount",))


def teams(lines: list[TeamLine]) -> Table | None:
    """Return the teams whose counts the reader may see."""
    rows = [
        [
            Link(line.team.name, reverse("achievement_teams:team", args=[line.team.pk])),
            f"Cycle {line.cycle.number}: {line.cycle.get_stage_display().lower()}" if line.cycle else "No cycle yet",
            _bands(line.counts.before) if line.counts else CannotSay("Nothing has been counted yet."),
            _bands(line.counts.after) if line.counts else CannotSay("Nothing has been counted yet."),
        ]
        for line in lines
    ]
    return _table("Its Achievement Teams", ["Team", "Where it stands", "Pupils before", "Pupils after"], rows)


def _bands(counts: tuple[int, ...]) -> str | CannotSay:
    if not sum(counts):
        return CannotSay("They have not been counted yet.")
    return ", ".join(f"{many} {band.label.lower()}" for band, many in zip(Band, counts, strict=True))


def teams_words(lines: list[TeamLine]) -> str:
    """Say how many teams work there and how many cycles they closed; nothing where there is none."""
    if not lines:
        return ""
    closed = sum(line.closed for line in lines)
    many = counted(len(lines), "Achievement Team works here", "Achievement Teams work here")
    return f"{many}; {counted(closed, 'cycle is', 'cycles are')} closed."


def people(held: list[RoleHeld]) -> Table | None:
    """Return the people who have a part, each once with all their parts."""
    rows = []
    for _, roles in groupby(held, key=lambda one: one.person_id):
        of_one = list(roles)
        person = of_one[0].person
        parts = "; ".join(_part(one) for one in of_one)
        rows.append([Link(person.public_name, reverse("members:person", args=[person.pk])), parts])
    return _table("People with a part in the partnership", ["Name", "Part"], rows)


def _part(held: RoleHeld) -> str:
    role = Role(held.role)
    words = "member" if role == Role.GROUP_MEMBER else role.words
    if held.group:
        words += f" of the {held.group.name.removeprefix('The ')}"
    return capfirst(words)


def _table(
    caption: str, columns: list[str], rows: Sequence[Sequence[Any]], numeric: tuple[str, ...] = ()
) -> Table | None:
    if not rows:
        return None
    heads = [Column(words, numeric=words in numeric) for words in columns]
    return Table(caption, heads, rows, quiet_caption=True, stack=True)
