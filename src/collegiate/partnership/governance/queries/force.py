"""Which decisions are in force, which wait to be ratified or looked at again, and what votes are open."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from collegiate.partnership.governance.models import (
    Ballot,
    Correction,
    Decision,
    DecisionStage,
    Does,
    Eligibility,
    Matter,
    Meeting,
    Method,
    Outcome,
    Return,
    Stage,
    WhyBack,
)
from collegiate.partnership.members.models import Group

OUTCOMES = (DecisionStage.MADE, DecisionStage.FELL)


def made() -> QuerySet[Decision]:
    """Return the decisions that were made, in force or not."""
    return Decision.objects.filter(stage=DecisionStage.MADE)


def in_force() -> QuerySet[Decision]:
    """
    Return the decisions in force: made, and nothing undid them.

    A later decision superseded or rescinded it, a chair's action was not ratified, or the recount after a late interest
    did not stand: then it is not.
    """
    later = Decision.objects.filter(about=OuterRef("pk"))
    undone = later.filter(stage=DecisionStage.MADE, does__in=[Does.SUPERSEDES, Does.RESCINDS])
    refused = later.filter(stage=DecisionStage.FELL, does=Does.RATIFIES)
    failed = Correction.objects.filter(decision=OuterRef("pk"), stands=False)
    return made().filter(~Exists(undone), ~Exists(refused), ~Exists(failed))


def is_in_force(decision: Decision) -> bool:
    """Say whether a decision is in force."""
    return in_force().filter(pk=decision.pk).exists()


def to_ratify(group: Group | None = None) -> list[Decision]:
    """Return the chair's actions that no meeting has ratified or refused, the oldest first."""
    answered = Decision.objects.filter(about=OuterRef("pk"), does=Does.RATIFIES, stage__in=OUTCOMES)
    found = in_force().filter(~Exists(answered), method=Method.CHAIR).select_related("group", "item__meeting")
    if group is not None:
        found = found.filter(group=group)
    return list(found.order_by("decided_at", "pk"))


def overdue_to_ratify(group: Group) -> list[Decision]:
    """Return the chair's actions of a group that a meeting since should have ratified, or refused."""
    since = Meeting.objects.filter(
        group=group, stage__in=[Stage.CLOSED, Stage.AGREED], closed_at__gt=OuterRef("decided_at")
    )
    late = Decision.objects.filter(Exists(since), pk__in=[one.pk for one in to_ratify(group)])
    return list(late.order_by("decided_at", "pk"))


def must_come_back(*, day: date) -> list[tuple[Decision, WhyBack]]:
    """Return every decision that its group has to come back to by a day, and why; one query for all groups."""
    later = Decision.objects.filter(about=OuterRef("pk"))
    failed = Exists(Correction.objects.filter(decision=OuterRef("pk"), stands=False))
    found = Decision.objects.filter(failed | Q(stage=DecisionStage.MADE, method=Method.CHAIR) | Q(review_on__lte=day))
    found = found.filter(stage__in=OUTCOMES).annotate(
        failed=failed,
        answered=Exists(later.filter(stage__in=OUTCOMES)),
        in_force=Exists(in_force().filter(pk=OuterRef("pk"))),
        ruled_on=Exists(later.filter(does=Does.RATIFIES, stage__in=OUTCOMES)),
        kept=Exists(later.filter(does=Does.KEEPS, stage=DecisionStage.MADE)),
    )
    back: list[tuple[Decision, WhyBack]] = []
    for one in found.select_related("group").order_by("decided_at", "pk"):
        if one.failed and not one.answered:
            back.append((one, WhyBack.CORRECTED))
        elif one.in_force and one.method == Method.CHAIR and not one.ruled_on:
            back.append((one, WhyBack.RATIFY))
        elif one.in_force and one.review_on is not None and one.review_on <= day and not one.kept:
            back.append((one, WhyBack.REVIEW))
    return back


def coming_back(*, day: date) -> list[tuple[Decision, WhyBack]]:
    """Return every decision that its group has to come back to by a day and that is on no agenda to come, and why."""
    must = must_come_back(day=day)
    coming = set(
        on_an_agenda_to_come().filter(decision__in=[one.pk for one, _ in must]).values_list("decision", flat=True)
    )
    return [(one, why) for one, why in must if one.pk not in coming]


def on_an_agenda_to_come() -> QuerySet[Return]:
    """Return the items, not dealt with and not left, by which meetings that are not over bring decisions back."""
    over = [Stage.CLOSED, Stage.AGREED, Stage.CANCELLED]
    return Return.objects.filter(item__outcome=Outcome.OPEN).exclude(item__meeting__stage__in=over)


def to_fall_due(*, day: date) -> list[tuple[Decision, WhyBack]]:
    """Return those of them that no backlog holds either, and why each comes back."""
    back = coming_back(day=day)
    waits = Matter.objects.filter(about__in=[one.pk for one, _ in back], settled_at__isnull=True)
    waiting = set(waits.values_list("about", flat=True))
    return [(one, why) for one, why in back if one.pk not in waiting]


def open_votes() -> list[Decision]:
    """Return the decisions that are open for votes, the one that closes first at the top."""
    found = Decision.objects.filter(stage=DecisionStage.OPEN).select_related("group", "item__meeting")
    return list(found.order_by("closes_at", "opened_at", "pk"))


def waiting_for(person_id: int | None) -> QuerySet[Decision]:
    """Return the open votes for which somebody's ballot waits, in writing or in the room; one in writing may be over."""
    cast = Ballot.objects.filter(eligibility=OuterRef("pk"))
    mine = Eligibility.objects.filter(~Exists(cast), decision=OuterRef("pk"), person=person_id or 0, eligible=True)
    written = Q(Exists(mine), method=Method.WRITTEN)
    in_the_room = Q(Exists(mine.filter(present=True)), method__in=[Method.VOTE, Method.SECRET])
    return Decision.objects.filter(written | in_the_room, stage=DecisionStage.OPEN).order_by("closes_at", "pk")


def waiting_for_my_vote(person_id: int, *, at: datetime) -> list[Decision]:
    """Return the open votes for which somebody's ballot waits and is not too late, the one that closes first at the top."""
    found = waiting_for(person_id).exclude(method=Method.WRITTEN, closes_at__lte=at)
    return list(found.select_related("group", "item__meeting"))


def not_counted(*, at: datetime) -> list[Decision]:
    """Return the votes in writing that are over and not counted yet."""
    over = Q(stage=DecisionStage.OPEN, method=Method.WRITTEN, closes_at__lte=at)
    return list(Decision.objects.filter(over).select_related("group", "item__meeting").order_by("closes_at", "pk"))
