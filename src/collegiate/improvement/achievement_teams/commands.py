"""Deeds of an Achievement Team."""

from collections.abc import Sequence
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.improvement.achievement_teams import policies, queries
from collegiate.improvement.achievement_teams.models import Band, BandCount, Cycle, Keep, Moment, Outcome, Stage
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.members.commands import appoint, form_group
from collegiate.partnership.members.models import Group, GroupKind, Organisation, Person
from collegiate.values import Refused, Role, Standing


class CountsMissing(Refused):
    """A band has no count, or nobody was counted."""


class NumbersDiffer(Refused):
    """More or fewer pupils were counted after than before, and nobody says why."""


class StillRunning(Refused):
    """The team has a cycle that is not closed."""


def _locked(cycle: Cycle, version: int | None) -> Cycle:
    cycle = Cycle.objects.select_for_update(of=("self",)).select_related("team").get(pk=cycle.pk)
    if version is not None:
        return must_match(cycle, version)
    cycle.version += 1
    return cycle


def _count(cycle: Cycle, moment: Moment, pupils: Sequence[int]) -> None:
    if len(pupils) != len(Band) or min(pupils) < 0 or not sum(pupils):
        raise CountsMissing("Give the number of pupils in each of the four bands, 0 where there are none.")
    BandCount.objects.bulk_create(
        BandCount(cycle=cycle, moment=moment, band=band, pupils=n) for band, n in zip(Band.values, pupils, strict=True)
    )


@deed
def form_team(
    name: str,
    *,
    organisation: Organisation,
    facilitator: Person,
    members: Sequence[Person],
    starts_on: date,
    by: Standing,
    at: datetime,
) -> Group:
    """
    Form an Achievement Team of a school.

    :raises NotAllowed: if they are not its head teacher, the coordinator or the clerk
    """
    policies.may_form(by, organisation).insist()
    team = form_group(name, kind=GroupKind.TEAM, organisation=organisation, starts_on=starts_on, by=by, at=at)
    appoint(facilitator, role=Role.FACILITATOR, group=team, from_on=starts_on, by=by, at=at)
    for person in members:
        if person.pk != facilitator.pk:
            appoint(person, role=Role.TEAM_MEMBER, group=team, from_on=starts_on, by=by, at=at)
    note("achievement_teams.form_team", subject=team, because=organisation, data={"members": len(members)})
    return team


@deed
def start_cycle(
    team: Group,
    *,
    strand: str,
    question: str,
    instrument: str,
    before: Sequence[int],
    started_on: date,
    agreement: Agreement | None = None,
    by: Standing,
    at: datetime,
) -> Cycle:
    """
    Start a team's next cycle with how many pupils are in each band, lowest first.

    :raises NotAllowed: if they are not of the team
    :raises StillRunning: if its last cycle is not closed: last time's question comes first
    :raises CountsMissing: if a band has no count
    """
    team = Group.objects.select_for_update().get(pk=team.pk)
    policies.may_work(by, team).insist()
    last = Cycle.objects.filter(team=team).order_by("-number").first()
    if last is not None and last.closed_at is None:
        raise StillRunning(f"Cycle {last.number} is not closed. Say first whether it worked.")
    cycle = Cycle.objects.create(
        team=team,
        agreement=agreement,
        number=last.number + 1 if last else 1,
        strand=strand,
        question=question,
        instrument=instrument,
        started_on=started_on,
    )
    _count(cycle, Moment.BEFORE, before)
    note("achievement_teams.start_cycle", subject=cycle, because=team, data={"number": cycle.number, "strand": strand})
    return cycle


@deed
def state_evidence(cycle: Cycle, *, statement: str, version: int | None = None, by: Standing, at: datetime) -> Cycle:
    """
    Say what the evidence says.

    :raises NotAllowed: if they are not of the team, or it is not the cycle's next step
    :raises Stale: if somebody of the team wrote first
    """
    cycle = _locked(cycle, version)
    policies.may_move(by, cycle, cycle.team, Stage.GOAL).insist()
    cycle.stage, cycle.evidence_statement = Stage.GOAL, statement
    cycle.save(update_fields=["stage", "evidence_statement", "version"])
    note("achievement_teams.state_evidence", subject=cycle)
    return cycle


@deed
def set_goal(
    cycle: Cycle,
    *,
    goal: str,
    strategy: str,
    retest_on: date,
    version: int | None = None,
    by: Standing,
    at: datetime,
) -> Cycle:
    """
    Set the goal, what the team tries, and the day of the re-test.

    :raises NotAllowed: if they are not of the team, or it is not the cycle's next step
    :raises Stale: if somebody of the team wrote first
    """
    cycle = _locked(cycle, version)
    policies.may_move(by, cycle, cycle.team, Stage.TRYING).insist()
    cycle.stage, cycle.goal, cycle.strategy, cycle.retest_on = Stage.TRYING, goal, strategy, retest_on
    cycle.save(update_fields=["stage", "goal", "strategy", "retest_on", "version"])
    note("achievement_teams.set_goal", subject=cycle, data={"retest_on": retest_on})
    return cycle


@deed
def close_cycle(
    cycle: Cycle,
    *,
    after: Sequence[int],
    outcome: Outcome,
    keep: Keep,
    learning: str,
    why_different: str = "",
    version: int | None = None,
    by: Standing,
    at: datetime,
) -> Cycle:
    """
    Close a cycle with how many pupils are in each band now; it is final.

    :raises NotAllowed: if they are not of the team, or it is not the cycle's next step
    :raises CountsMissing: if a band has no count
    :raises NumbersDiffer: if not as many pupils are counted as before, and it is not said why
    :raises Stale: if somebody of the team wrote first
    """
    cycle = _locked(cycle, version)
    policies.may_move(by, cycle, cycle.team, Stage.CLOSED).insist()
    _count(cycle, Moment.AFTER, after)
    before, now = queries.counts_of(cycle).pupils, sum(after)
    if before != now and not why_different:
        raise NumbersDiffer(f"{before} pupils were counted before and {now} now. Say in a few words why.")
    cycle.why_different = why_different if before != now else ""
    cycle.stage, cycle.outcome, cycle.keep, cycle.learning = Stage.CLOSED, outcome, keep, learning
    cycle.closed_at, cycle.closed_by_id = at, by.somebody
    cycle.save()
    note("achievement_teams.close_cycle", subject=cycle, data={"outcome": outcome, "keep": keep})
    return cycle


@deed
def abandon_cycle(cycle: Cycle, *, because: str, by: Standing, at: datetime) -> Cycle:
    """
    Give a cycle up, with what was learned from that; it is final.

    :raises NotAllowed: if they are not of the team, or it has ended
    """
    cycle = _locked(cycle, None)
    policies.may_move(by, cycle, cycle.team, Stage.ABANDONED).insist()
    cycle.stage, cycle.learning = Stage.ABANDONED, because
    cycle.closed_at, cycle.closed_by_id = at, by.somebody
    cycle.save()
    note("achievement_teams.abandon_cycle", subject=cycle)
    return cycle
