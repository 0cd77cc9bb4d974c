"""Briefs: writing one, joining needs to it, and taking it to the groups."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.commissioning import policies, queries
from collegiate.improvement.commissioning.models import Brief, BriefNeed, BriefStage
from collegiate.improvement.needs.commands import free_needs, join_needs
from collegiate.improvement.needs.models import Need
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.communications.models import Topic
from collegiate.partnership.governance.commands import write_paper
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Group
from collegiate.values import Money, Role, Standing, counted


@deed
def write_brief(
    title: str,
    *,
    strand: str,
    purpose_code: str,
    outcomes: str,
    looked_at_first: str,
    ceiling: Money,
    needs: Sequence[Need] = (),
    by: Standing,
    at: datetime,
) -> Brief:
    """
    Write a brief for needs.

    :raises NotAllowed: if they may not write briefs
    """
    policies.may_write_brief(by).insist()
    brief = Brief.objects.create(
        title=title,
        strand=strand,
        purpose_code=purpose_code,
        outcomes=outcomes,
        looked_at_first=looked_at_first,
        ceiling_pence=ceiling.pence,
        written_at=at,
        written_by_id=by.somebody,
    )
    BriefNeed.objects.bulk_create(BriefNeed(brief=brief, need=need) for need in needs)
    note("commissioning.write_brief", subject=brief, data={"ceiling": ceiling, "needs": list(needs)})
    return brief


@deed
def answer_need(brief: Brief, *, need: Need, by: Standing, at: datetime) -> BriefNeed:
    """
    Let a draft brief answer one more need.

    :raises NotAllowed: if they may not write briefs, this one is before the groups, or the need is answered or closed
    :raises ValidationError: if the brief answers it already
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    need = Need.objects.get(pk=need.pk)
    policies.may_answer_need(by, brief, need).insist()
    joined = BriefNeed(brief=brief, need=need)
    joined.validate_constraints()
    joined.save()
    note("commissioning.answer_need", subject=brief, because=need)
    return joined


@deed
def take_to_groups(brief: Brief, *, group: Group, by: Standing, at: datetime) -> Brief:
    """
    Take a brief to the groups: its needs join it, and a paper is written for the group that decides.

    :raises NotAllowed: if they may not, or it answers no need
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    needs = queries.needs_of(brief)
    policies.may_take_to_groups(by, brief, needs=len(needs)).insist()
    schools = ", ".join(dict.fromkeys(str(need.organisation) for need in needs))
    brief.paper = write_paper(
        brief.title,
        summary=f"Help is sought for {counted(len(needs), 'need')} of {schools}, at {brief.ceiling} at most."[:500],
        text=f"{brief.outcomes}\n\nLooked at first: {brief.looked_at_first}",
        group=group,
        by=by,
        at=at,
    )
    join_needs(needs, by=by, at=at)
    brief.stage = BriefStage.CONSIDERED
    brief.version += 1
    brief.save(update_fields=["paper", "stage", "version"])
    note("commissioning.take_to_groups", subject=brief, because=brief.paper, data={"needs": needs})
    return brief


@deed
def withdraw_brief(brief: Brief, *, because: str, by: Standing, at: datetime) -> Brief:
    """
    Withdraw a brief: the needs it answered wait again, and their schools and the clerk are told why.

    :raises NotAllowed: if they may not, an agreement is proposed for it, or it is answered
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    policies.may_withdraw_brief(by, brief, proposed=queries.is_proposed(brief)).insist()
    brief.stage, brief.withdrawn_because = BriefStage.WITHDRAWN, because
    brief.version += 1
    brief.save(update_fields=["stage", "withdrawn_because", "version"])
    freed = free_needs(queries.needs_of(brief), by=by, at=at)
    note("commissioning.withdraw_brief", subject=brief, data={"needs": freed})
    if brief.paper_id is not None:
        _tell(brief, freed, by=by, at=at)
    return brief


def _tell(brief: Brief, freed: Sequence[Need], *, by: Standing, at: datetime) -> None:
    """Tell the heads of the schools whose needs wait again, and the clerk, whose agendas may hold its paper."""
    heads = members.acting_for(
        [one.organisation_id for one in freed], roles=[Role.HEAD_TEACHER, Role.DEPUTY], day=by.day
    )
    clerks = [one.person for one in members.people(day=by.day, role=Role.CLERK)]
    notify(
        f"No longer sought: {brief.title}",
        text=f"{brief.withdrawn_because}\n\nThe needs that it answered wait again, for another brief.",
        people=[*heads, *clerks],
        topic=Topic.SUPPORT,
        about=brief,
        url=reverse("commissioning:brief", args=[brief.pk]),
        bad_news=True,
        by=by,
        at=at,
    )
