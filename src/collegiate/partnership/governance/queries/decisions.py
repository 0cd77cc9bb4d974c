"""Decisions: public, newest first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q

from collegiate.partnership.governance.models import Decision
from collegiate.values import News

FEW = 10


def decisions(*, words: str = "") -> list[Decision]:
    """Return the decisions made, newest first, perhaps only those whose reference, title or text holds the words."""
    found = Decision.objects.select_related("group", "purpose").order_by("-decided_at", "pk")
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(text__icontains=word) | Q(reference__icontains=word))
    return list(found)


def decision(slug: str) -> Decision:
    """
    Return a decision by its reference as it stands in an address, with eligibilities and people fetched.

    :raises Decision.DoesNotExist: if there is none
    """
    return (
        Decision.objects.select_related("group", "purpose", "item__meeting", "item__paper")
        .prefetch_related("eligibilities__person", "item__parties__organisation")
        .get(reference=slug.replace("-", "/"))
    )


def find_decisions(words: str) -> list[Decision]:
    """Return the ten newest decisions that hold all the words."""
    return decisions(words=words)[:FEW] if words.split() else []


def decisions_for_purposes() -> dict[str, int]:
    """Return how many decisions serve each purpose, by its code."""
    counted = Decision.objects.values_list("purpose__code").annotate(n=Count("pk")).order_by("purpose__code")
    return dict(counted)


def news(since: datetime, until: datetime) -> list[News]:
    """Return the decisions made in a time, as news."""
    made: Iterable[Decision] = Decision.objects.filter(decided_at__gt=since, decided_at__lte=until).order_by(
        "decided_at", "pk"
    )
    return [News(one.decided_at, f"Decision {one.reference}: {one.title}.", f"/decisions/{one.slug}/") for one in made]
