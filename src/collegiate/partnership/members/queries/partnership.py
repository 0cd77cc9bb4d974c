"""The partnership and its charter."""

from django.db.models import Subquery

from collegiate.partnership.members.models import Charter, Partnership


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
