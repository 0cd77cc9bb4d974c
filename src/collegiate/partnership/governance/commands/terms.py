"""The rules a group works by, and who holds an office on it."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import Publication, TermsOfReference, VotingRule
from collegiate.partnership.governance.queries.seats import newest_terms, sitting_on
from collegiate.partnership.members.commands import appoint, end_role
from collegiate.partnership.members.models import Group, GroupKind, Person, RoleHeld
from collegiate.values import Money, Refused, Role, Standing


class OutOfTurn(Refused):
    """The terms would be in force before those they replace, or were not agreed yet."""


class NoReserve(Refused):
    """The group named is no panel, so it cannot decide in another's place."""


class SitsNowhere(Refused):
    """Whoever chairs a group sits on it."""


@deed
def adopt_terms(
    group: Group,
    *,
    initials: str,
    purpose: str,
    quorum: int,
    agreed_on: date,
    notice_days: int = 7,
    voting_rule: VotingRule = VotingRule.MAJORITY,
    publication: Publication = Publication.ALL,
    reserve_panel: Group | None = None,
    chairs_action: Money = Money(0),
    after: int | None = None,
    by: Standing,
    at: datetime,
) -> TermsOfReference:
    """
    Adopt a new version of a group's terms of reference, in force from the day it was agreed.

    `after` is the version it was made from; None replaces whichever is the newest.

    :raises NotAllowed: if they may not change them
    :raises OutOfTurn: if it was agreed before the version it replaces, or is not agreed yet
    :raises NoReserve: if the reserve panel is no panel
    :raises Stale: if somebody adopted another version since `after`
    """
    policies.may_keep_seats(by, group).insist()
    Group.objects.select_for_update().get(pk=group.pk)  # two versions may be adopted at once
    before = newest_terms(group)
    if before is not None and after not in (None, before.version):
        raise Stale(before)
    _insist_on_its_turn(before, agreed_on, at)
    if reserve_panel is not None and reserve_panel.kind != GroupKind.PANEL:
        raise NoReserve(
            f"{reserve_panel.name} is no panel. Name one whose members have no part in what the group decides."
        )
    terms = TermsOfReference.objects.create(
        group=group,
        version=before.version + 1 if before else 1,
        initials=initials,
        purpose=purpose,
        quorum=quorum,
        voting_rule=voting_rule,
        notice_days=notice_days,
        publication=publication,
        reserve_panel=reserve_panel,
        chairs_action_pence=chairs_action.pence,
        agreed_on=agreed_on,
    )
    told = {"version": terms.version, "quorum": quorum, "voting_rule": voting_rule, "chairs_action": chairs_action}
    note("governance.adopt_terms", subject=terms, because=group, data=told)
    return terms


def _insist_on_its_turn(before: TermsOfReference | None, agreed_on: date, at: datetime) -> None:
    if before is not None and agreed_on < before.agreed_on:
        raise OutOfTurn(
            f"Version {before.version} was agreed on {before.agreed_on:%-d %B %Y}. Give that day or a later one."
        )
    if agreed_on > localtime(at).date():
        raise OutOfTurn("Terms are adopted once they are agreed. Give today or an earlier day.")


@deed
def take_the_chair(
    person: Person, *, group: Group, from_on: date, until_on: date | None = None, by: Standing, at: datetime
) -> RoleHeld:
    """
    Let somebody who sits on a group chair it from a day; whoever chaired it until then does so until the day before.

    :raises NotAllowed: if they may not, or it is themselves
    :raises OutOfTurn: if somebody chairs it from that day or a later one
    :raises SitsNowhere: if the person does not sit on the group on that day
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    policies.may_fill(by, group, person).insist()
    if not sitting_on(from_on).filter(seat__group=group, person=person).exists():
        raise SitsNowhere(f"{person.name} does not sit on {group.name} on that day. Fill a seat first.")
    still = Q(until_on__isnull=True) | Q(until_on__gte=from_on)
    if RoleHeld.objects.filter(still, group=group, role=Role.CHAIR, from_on__gte=from_on).exists():
        raise OutOfTurn("Somebody chairs the group from that day or a later one already.")
    for held in RoleHeld.objects.filter(still, group=group, role=Role.CHAIR, from_on__lt=from_on).order_by("pk"):
        end_role(held, until_on=from_on - timedelta(days=1), by=by, at=at)
    taken = appoint(person, role=Role.CHAIR, group=group, from_on=from_on, until_on=until_on, by=by, at=at)
    note("governance.take_the_chair", subject=person, because=group, data={"from_on": from_on, "until_on": until_on})
    return taken
