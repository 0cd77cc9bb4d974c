"""The partnership and its charter."""

from collegiate.partnership.members.models import Charter, Partnership


def partnership() -> Partnership | None:
    """Return the partnership, or None before it has begun."""
    return Partnership.objects.filter(pk=1).first()


def charter() -> Charter | None:
    """Return the joint message and purposes in force, with the purposes fetched."""
    return Charter.objects.prefetch_related("purposes").order_by("-version").first()
