"""What a school's own page asks of the register: the school, how it belongs, and who there has a part in the partnership."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from collegiate.partnership.members import policies
from collegiate.partnership.members.models import (
    Identifier,
    Kind,
    Membership,
    Organisation,
    RoleHeld,
    Scheme,
    Succession,
)
from collegiate.partnership.members.queries.directory import on_day
from collegiate.values import Role, Standing

LEADING = (Role.HEAD_TEACHER, Role.DEPUTY, Role.GOVERNOR, Role.PARENT_GOVERNOR, Role.YOUNG_REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class AtSchool:
    """
    A school as the register knows it.

    Attributes
    ----------
    urn : str
        Empty where none was published.
    memberships : list of Membership
        Newest first.
    before, after : list of Succession
        What it came after, and what came after it, with those organisations.
    """

    organisation: Organisation
    urn: str
    memberships: list[Membership]
    before: list[Succession]
    after: list[Succession]

    def member_on(self, day: date) -> Membership | None:
        """Return the membership that holds on a day."""
        return next(
            (one for one in self.memberships if one.joined_on <= day and (one.left_on is None or one.left_on >= day)),
            None,
        )


def at_school(*, urn: str = "", pk: int | None = None) -> AtSchool:
    """
    Return what the register knows of a school, found by its URN or by our key; it is public. Three queries.

    :raises Organisation.DoesNotExist: if there is no such school
    """
    numbers = Identifier.objects.filter(organisation=OuterRef("pk"), scheme=Scheme.URN).order_by("pk")
    schools = Organisation.objects.filter(kind=Kind.SCHOOL).annotate(urn=Subquery(numbers.values("value")[:1]))
    school = schools.get(urn=urn) if pk is None else schools.get(pk=pk)
    moves = Succession.objects.filter(Q(successor=school) | Q(predecessor=school))
    linked = list(moves.select_related("predecessor", "successor").order_by("on", "pk"))
    return AtSchool(
        organisation=school,
        urn=school.urn or "",
        memberships=list(Membership.objects.filter(organisation=school).order_by("-joined_on", "-pk")),
        before=[one for one in linked if one.successor_id == school.pk],
        after=[one for one in linked if one.predecessor_id == school.pk],
    )


def with_a_part(organisation: Organisation, *, viewer: Standing, day: date) -> list[RoleHeld]:
    """
    Return the roles by which a school's people have a part in the partnership, by name, with person and group.

    Those who lead it or act for it there, and its people's seats on groups and roles of the partnership as a whole. One query.

    :raises NotAllowed: if the viewer may not see who works there, with the sentence why
    """
    policies.may_see_people(viewer).insist()
    its_people = RoleHeld.objects.filter(on_day(day), organisation=organisation).values("person")
    held = RoleHeld.objects.filter(on_day(day), person__in=its_people, person__erased_at__isnull=True)
    own = Q(organisation=organisation, role__in=[role.value for role in LEADING])
    elsewhere = Q(organisation__isnull=True, group__organisation__isnull=True)
    return list(held.filter(own | elsewhere).select_related("person", "group").order_by("person__name", "pk"))
