"""A group's page: its terms, its seats on a day, who sat there before, who holds an office."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from collegiate.partnership.governance.models import Seat, Tenure, TermsOfReference
from collegiate.partnership.governance.queries.gaps import MEETS, Gap, gaps
from collegiate.partnership.governance.queries.seats import SeatHeld, seats_held
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.partnership.members.queries import on_day
from collegiate.values import Role


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


def group_page(pk: int, *, day: date) -> GroupPage:
    """
    Return what a group's page shows on a day; ten queries, however many seats.

    :raises Group.DoesNotExist: if there is none
    """
    group = get_group(pk)
    versions = list(TermsOfReference.objects.filter(group=group).select_related("reserve_panel").order_by("-version"))
    seats = seats_held(day, group=group)
    now = {tenure.pk for held in seats for tenure in held.sitting}
    gone = Q(until_on__lt=day) | Q(seat__until_on__lt=day)
    before = Tenure.objects.filter(gone, seat__group=group).select_related("person", "seat")
    chairs = RoleHeld.objects.filter(on_day(day), group=group, role=Role.CHAIR)
    return GroupPage(
        group=group,
        terms=next((one for one in versions if one.agreed_on <= day), None),
        versions=versions,
        seats=seats,
        before=[one for one in before.order_by("-until_on", "pk") if one.pk not in now],
        chair=chairs.select_related("person").order_by("from_on", "pk").first(),
        gaps=gaps(day=day, group=group),
    )


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
