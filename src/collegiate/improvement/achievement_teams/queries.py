"""Questions about teams and their cycles."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Prefetch, Q
from django.utils.timezone import localtime

from collegiate.definitions import disclosure
from collegiate.improvement.achievement_teams import policies
from collegiate.improvement.achievement_teams.models import Band, BandCount, Cycle, Moment, Stage
from collegiate.improvement.commissioning.models import Agreement
from collegiate.partnership.members.models import Group, GroupKind, Organisation
from collegiate.values import CannotSay, Role, Standing, Status

FEWEST_SCHOOLS = 3  # with two, each school could take its own count from the sum and read the other's
RUNNING = (Stage.EVIDENCE, Stage.GOAL, Stage.TRYING)


@dataclass(frozen=True, slots=True)
class Counts:
    """Pupils in each band, lowest first."""

    before: tuple[int, ...]
    after: tuple[int, ...]

    @property
    def pupils(self) -> int:
        """How many were counted before."""
        return sum(self.before)

    @property
    def pupils_after(self) -> int:
        """How many were counted after."""
        return sum(self.after)


@dataclass(frozen=True, slots=True)
class Summed:
    """What several schools' teams came to together."""

    schools: int
    cycles: int
    counts: Counts


def teams(*, viewer: Standing) -> list[Group]:
    """Return the teams whose cycles the viewer may read, with school and the number of the latest cycle (`.latest`)."""
    own = viewer.groups(Role.TEAM_MEMBER, Role.FACILITATOR)
    schools = viewer.organisations(Role.HEAD_TEACHER)
    found = Group.objects.filter(Q(pk__in=own) | Q(organisation_id__in=schools), kind=GroupKind.TEAM)
    return list(found.select_related("organisation").annotate(latest=Max("cycles__number")).order_by("name", "pk"))


def get_team(pk: int, *, viewer: Standing) -> Group:
    """
    Return a team.

    :raises Group.DoesNotExist: if there is none, or the viewer may not read its cycles
    """
    team = Group.objects.select_related("organisation").get(pk=pk, kind=GroupKind.TEAM)
    if not policies.may_see_cycle(viewer, team):
        raise Group.DoesNotExist
    return team


def cycles(team: Group) -> list[Cycle]:
    """Return a team's cycles, the latest first."""
    return list(Cycle.objects.filter(team=team).order_by("-number"))


def get(pk: int, *, viewer: Standing) -> Cycle:
    """
    Return a cycle with its team and school.

    :raises Cycle.DoesNotExist: if there is none, or the viewer may not read it
    """
    cycle = Cycle.objects.select_related("team__organisation", "agreement").get(pk=pk)
    if not policies.may_see_cycle(viewer, cycle.team):
        raise Cycle.DoesNotExist
    return cycle


def counts_of(cycle: Cycle) -> Counts:
    """Return how many pupils were in each band of a cycle, before and after."""
    rows = {(moment, band): n for moment, band, n in cycle.counts.values_list("moment", "band", "pupils")}
    return _counts(rows)


def _counts(pupils: Mapping[tuple[str, int], int]) -> Counts:
    """Return pupils by moment and band as counts; nobody where nothing is said."""
    before, after = (tuple(pupils.get((moment, band), 0) for band in Band.values) for moment in Moment.values)
    return Counts(before, after)


def summed(*, from_on: date | None = None, until_on: date | None = None) -> Summed | CannotSay:
    """
    Return the closed cycles summed over schools, perhaps only those of a time; or why that cannot be said.

    Cycles are summed in batches of three schools or more, in the order in which they were closed; one that waits for
    its batch is not counted yet. So neither a sum, nor what is left when one sum is taken from another, is one
    school's own count, nor two schools' to a third.
    """
    closed = list(Cycle.objects.filter(stage=Stage.CLOSED).select_related("team").order_by("closed_at", "pk"))
    if not closed:
        return CannotSay("No team has closed a cycle yet.", Status.NOT_COLLECTED)
    counted: dict[int, dict[tuple[str, int], int]] = {}
    for cycle, moment, band, pupils in BandCount.objects.filter(cycle__in=closed).values_list(
        "cycle", "moment", "band", "pupils"
    ):
        counted.setdefault(cycle, {})[moment, band] = pupils
    shown = [
        batch
        for batch in _batches([(one, counted[one.pk]) for one in closed])
        if all(_within(one, from_on, until_on) for one, _ in batch)
    ]
    if not shown:
        return CannotSay(
            "Teams’ counts are shown summed over three schools at least, with five pupils in each band that has any.",
            Status.SUPPRESSED,
        )
    cycles = [one for batch in shown for one in batch]
    return Summed(len({one.team.organisation_id for one, _ in cycles}), len(cycles), _sum(cycles))


Counted = tuple[Cycle, dict[tuple[str, int], int]]


def _batches(closed: Sequence[Counted]) -> Iterator[list[Counted]]:
    """Yield cycles in batches, each as short as the rules on what may be shown allow; the last may still be waiting."""
    batch: list[Counted] = []
    fewest = disclosure().fewest_pupils
    for one in closed:
        batch.append(one)
        counts = _sum(batch)
        enough = all(not n or n >= fewest for n in (*counts.before, *counts.after))
        if len({cycle.team.organisation_id for cycle, _ in batch}) >= FEWEST_SCHOOLS and enough:
            yield batch
            batch = []


def _sum(cycles: Sequence[Counted]) -> Counts:
    pupils: Counter[tuple[str, int]] = Counter()
    for _, found in cycles:
        pupils.update(found)
    return _counts(pupils)


def _within(cycle: Cycle, from_on: date | None, until_on: date | None) -> bool:
    on = localtime(cycle.closed_at).date()
    return (from_on is None or on >= from_on) and (until_on is None or on <= until_on)


def closed_for(agreement: Agreement) -> list[Cycle]:
    """Return the closed cycles of an agreement, with team and school, without their counts."""
    found = Cycle.objects.filter(agreement=agreement, stage=Stage.CLOSED)
    return list(found.select_related("team__organisation").order_by("closed_at", "pk"))


def running_of(*, viewer: Standing) -> list[Cycle]:
    """Return the cycles that run in the viewer's own teams, those with the nearest re-test first, without counts."""
    own = viewer.groups(Role.TEAM_MEMBER, Role.FACILITATOR)
    found = Cycle.objects.filter(team_id__in=own, stage__in=RUNNING).select_related("team")
    return list(found.order_by(F("retest_on").asc(nulls_last=True), "pk"))


@dataclass(frozen=True, slots=True)
class TeamLine:
    """
    A team of one school, and its latest cycle.

    Attributes
    ----------
    closed : int
        How many cycles the team has closed; a number of cycles, not of pupils.
    counts : Counts or None
        Pupils by band in that cycle; None where the viewer may not read them, or nothing was counted.
    """

    team: Group
    cycle: Cycle | None
    closed: int
    counts: Counts | None
    seen: bool


def teams_at(organisation: Organisation, *, viewer: Standing) -> list[TeamLine]:
    """Return a school's teams by name, each with its latest cycle; what its pupils came to only for those who may read it."""
    counts = Prefetch("counts", queryset=BandCount.objects.order_by("pk"), to_attr="counted")
    cycles = Cycle.objects.prefetch_related(counts).order_by("-number")
    found = Group.objects.filter(organisation=organisation, kind=GroupKind.TEAM)
    return [
        _line(team, seen=bool(policies.may_see_cycle(viewer, team)))
        for team in found.prefetch_related(Prefetch("cycles", queryset=cycles, to_attr="turns")).order_by("name", "pk")
    ]


def _line(team: Group, *, seen: bool) -> TeamLine:
    turns: list[Cycle] = team.turns  # type: ignore[attr-defined]  # prefetched by its caller
    latest = turns[0] if turns else None
    closed = sum(turn.stage == Stage.CLOSED for turn in turns)
    if latest is None or not seen or not latest.counted:  # type: ignore[attr-defined]  # prefetched too
        return TeamLine(team, latest, closed, None, seen)
    rows = {(one.moment, one.band): one.pupils for one in latest.counted}  # type: ignore[attr-defined]
    return TeamLine(team, latest, closed, _counts(rows), seen)
