"""The partnership and its charter."""

from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Left

from collegiate.partnership.members.models import Charter, Identifier, Kind, Organisation, Partnership, Scheme
from collegiate.partnership.members.queries.directory import members_on


def partnership() -> Partnership | None:
    """Return the partnership, or None before it has begun."""
    return Partnership.objects.filter(pk=1).first()


def charter() -> Charter | None:
    """Return the joint message and purposes in force, with the purposes fetched."""
    return Charter.objects.prefetch_related("purposes").order_by("-version").first()


def in_the_frame() -> tuple[str, str, bool]:
    """Return the partnership's name, its joint message, and whether it is imaginary; one query, empty before it began."""
    newest = Charter.objects.order_by("-version").values("joint_message")[:1]
    found = (
        Partnership.objects.filter(pk=1)
        .annotate(message=Subquery(newest))
        .values_list("name", "message", "is_imaginary")
    )
    name, message, is_imaginary = found.first() or ("", "", False)
    return name, message or "", is_imaginary


def schools_of_the_authority(*, day: date) -> list[Organisation]:
    """Return the member schools of a day in the partnership's own local authority, by name; one query."""
    found = members_on(day).filter(kind=Kind.SCHOOL).exclude(_of_another_authority())
    return list(found.order_by("name", "pk"))


def is_of_the_authority(organisation: Organisation) -> bool:
    """Say whether an organisation is in the partnership's own local authority: its DfE number is not another's."""
    return Organisation.objects.filter(pk=organisation.pk).exclude(_of_another_authority()).exists()


def _of_another_authority() -> Exists:
    """Return the condition that an organisation's DfE number, which begins with its authority's code, is another's."""
    ours = Partnership.objects.filter(pk=1).exclude(authority_code="")
    numbers = Identifier.objects.filter(scheme=Scheme.LAESTAB, organisation=OuterRef("pk"))
    return Exists(
        numbers.annotate(authority=Left("value", 3)).filter(Exists(ours.exclude(authority_code=OuterRef("authority"))))
    )
