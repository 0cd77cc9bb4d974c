"""A group's page: its terms, its seats on a day, who sat there before, who holds an office."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import Seat, Tenure, TermsOfReference
from collegiate.partnership.governance.queries.gaps import MEETS, Gap, Known, gaps_of, offices_on
from collegiate.partnership.governance.queries.seats import SeatHeld, seats_of, tenures_of
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Role, Standing


@dataclass(frozen=True, slots=True)
class GroupPage:
    """
    All that a group's page shows on a day.

    Attributes
    ----------
    terms : TermsOfReference or None
        Those in force then, with their reserve panel.
    versions : list of TermsOfReference
        Every version, the newest first.
    before : list of Tenure
        Who sat there until a day before, the last to leave first.
    chair : RoleHeld or None
    gaps : list of Gap
        What is missing on it; the public is shown none.
    """

    group: Group
    terms: TermsOfReference | None
    versions: list[TermsOfReference]
    seats: list[SeatHeld]
    before: list[Tenure]
    chair: RoleHeld | None
    gaps: list[Gap]

    @property
    def vacancies(self) -> int:
        """How many seats nobody sits in."""
        return sum(not held.member for held in self.seats)


def get_group(pk: int) -> Group:
    """
    Return a group of the partnership that meets; these are public.

    :raises Group.DoesNotExist: if there is none
    """
    return Group.objects.get(pk=pk, kind__in=MEETS, organisation__isnull=True)


def group_page(pk: int, *, day: date, viewer: Standing) -> GroupPage:
    """
    Return what a group's page shows on a day; six queries, however many seats, and five for the public, who sees no gaps.

    :raises Group.DoesNotExist: if there is none
    """
    group = get_group(pk)
    versions = list(TermsOfReference.objects.filter(group=group).select_related("reserve_panel").order_by("-version"))
    terms = next((one for one in versions if one.agreed_on <= day), None)
    groups = [group, *([terms.reserve_panel] if terms and terms.reserve_panel else [])]
    tenures = tenures_of(groups, day)
    seats: dict[int, list[SeatHeld]] = {}
    for held in seats_of(groups, [one for one in tenures if one.sits], day):  # type: ignore[attr-defined]  # annotated
        seats.setdefault(held.seat.group_id, []).append(held)
    offices = list(
        offices_on(day).filter(Q(group=group) | Q(group=None)).select_related("person").order_by("from_on", "pk")
    )
    chair = next((one for one in offices if one.role == Role.CHAIR), None)
    clerked = any(one.role == Role.CLERK for one in offices)
    known = Known(group, terms, seats.get(group.pk, []), chaired=chair is not None, clerked=clerked)
    return GroupPage(
        group=group,
        terms=terms,
        versions=versions,
        seats=known.seats,
        before=_left_before(day, [one for one in tenures if one.seat.group_id == group.pk]),
        chair=chair,
        gaps=gaps_of([known] if _is_there(group, day) else [], seats, day=day) if viewer.person_id is not None else [],
    )


def _is_there(group: Group, day: date) -> bool:
    return group.starts_on <= day and (group.ends_on is None or group.ends_on >= day)


def _left_before(day: date, tenures: list[Tenure]) -> list[Tenure]:
    """Return who sat there until a day before, the last to leave first."""
    gone = [
        one
        for one in tenures
        if not one.sits  # type: ignore[attr-defined]  # annotated
        and any(end is not None and end < day for end in (one.until_on, one.seat.until_on))
    ]
    return sorted(gone, key=lambda one: (-(one.until_on or date.max).toordinal(), one.pk))


def get_terms(group_pk: int, version: int) -> TermsOfReference:
    """
    Return a version of a group's terms of reference; these are public.

    :raises TermsOfReference.DoesNotExist: if there is none
    """
    found = TermsOfReference.objects.select_related("group", "reserve_panel")
    return found.get(group=group_pk, version=version, group__organisation__isnull=True)


def get_seat(pk: int) -> Seat:
    """
    Return a seat with its group.

    :raises Seat.DoesNotExist: if there is none
    """
    return Seat.objects.select_related("group").get(pk=pk)


def get_tenure(pk: int) -> Tenure:
    """
    Return a tenure with its seat, group and person.

    :raises Tenure.DoesNotExist: if there is none
    """
    return Tenure.objects.select_related("seat__group", "person").get(pk=pk)


def panels(*, day: date) -> list[Group]:
    """Return the panels there are on a day, by name: those that can decide in another group's place."""
    there = on_day(day, "starts_on", "ends_on")
    return list(Group.objects.filter(there, kind=GroupKind.PANEL).order_by("name", "pk"))
