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
    Meeting,
    Method,
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


def to_look_at_again(*, day: date, group: Group | None = None) -> list[Decision]:
    """Return the decisions in force whose review is due by a day and that no later decision has looked at."""
    answered = made().filter(about=OuterRef("pk"), does=Does.KEEPS)  # which has a day of its own to be looked at again
    found = in_force().filter(~Exists(answered), review_on__lte=day).select_related("group", "item__meeting")
    if group is not None:
        found = found.filter(group=group)
    return list(found.order_by("review_on", "pk"))


def that_did_not_stand(group: Group | None = None) -> list[Decision]:
    """Return the decisions whose recount after a late interest did not stand and that nothing has answered since."""
    answered = Decision.objects.filter(about=OuterRef("pk"), stage__in=OUTCOMES)
    found = Decision.objects.filter(
        ~Exists(answered), Exists(Correction.objects.filter(decision=OuterRef("pk"), stands=False))
    )
    if group is not None:
        found = found.filter(group=group)
    return list(found.select_related("group", "item__meeting").order_by("decided_at", "pk"))


def coming_back(group: Group, *, day: date) -> list[Decision]:
    """Return every decision a group has to come back to on a day and that is on no agenda to come."""
    due = [*that_did_not_stand(group), *to_ratify(group), *to_look_at_again(day=day, group=group)]
    over = [Stage.CLOSED, Stage.AGREED, Stage.CANCELLED]
    coming = set(
        Return.objects.filter(decision__in=due)
        .exclude(item__meeting__stage__in=over)
        .values_list("decision", flat=True)
    )
    return list({one.pk: one for one in due if one.pk not in coming}.values())


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


def open_votes() -> list[Decision]:
    """Return the decisions that are open for votes, the one that closes first at the top."""
    found = Decision.objects.filter(stage=DecisionStage.OPEN).select_related("group", "item__meeting")
    return list(found.order_by("closes_at", "opened_at", "pk"))


def waiting_for_my_vote(person_id: int, *, at: datetime) -> list[Decision]:
    """Return the decisions on which somebody may still vote in writing, the one that closes first at the top."""
    cast = Ballot.objects.filter(eligibility=OuterRef("pk"))
    mine = Eligibility.objects.filter(~Exists(cast), decision=OuterRef("pk"), person=person_id, eligible=True)
    found = Decision.objects.filter(Exists(mine), stage=DecisionStage.OPEN, method=Method.WRITTEN, closes_at__gt=at)
    return list(found.select_related("group", "item__meeting").order_by("closes_at", "pk"))


def not_counted(*, at: datetime) -> list[Decision]:
    """Return the votes in writing that are over and not counted yet."""
    over = Q(stage=DecisionStage.OPEN, method=Method.WRITTEN, closes_at__lte=at)
    return list(Decision.objects.filter(over).select_related("group", "item__meeting").order_by("closes_at", "pk"))
