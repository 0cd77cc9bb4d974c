"""Decisions: public, newest first."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance.models import (
    AgendaItem,
    ConfidentialPart,
    Consideration,
    Decision,
    DecisionStage,
    Eligibility,
    ItemParty,
)
from collegiate.partnership.governance.queries.force import on_an_agenda_to_come
from collegiate.partnership.governance.queries.known import known_to
from collegiate.values import News, Standing

FEW = 10


def _public() -> QuerySet[Decision]:
    """Return the decisions that have a reference: those made and those that were not carried."""
    return Decision.objects.exclude(reference="")


def decisions(*, words: str = "") -> list[Decision]:
    """Return the decisions with an outcome, newest first, perhaps only those whose reference, title or public text holds the words."""
    found = _public().select_related("group", "purpose").order_by("-decided_at", "pk")
    for word in words.split():
        published = Q(public_text__icontains=word) | Q(public_text="", text__icontains=word)
        found = found.filter(published | Q(title__icontains=word) | Q(reference__icontains=word))
    return list(found)


def decision(slug: str) -> Decision:
    """
    Return a decision by its reference as it stands in an address, with eligibilities and people fetched.

    :raises Decision.DoesNotExist: if there is none
    """
    return (
        _public()
        .annotate(has_confidential=Exists(ConfidentialPart.objects.filter(decision=OuterRef("pk"))))
        .select_related("group", "purpose", "item__meeting__group", "item__paper", "about")
        .prefetch_related(
            Prefetch("eligibilities", Eligibility.objects.select_related("person")),
            Prefetch("item__parties", ItemParty.objects.select_related("organisation")),
            "corrections",
            Prefetch("answers", _public()),
        )
        .get(reference=slug.replace("-", "/"))
    )


def find_decisions(words: str) -> list[Decision]:
    """Return the ten newest decisions that hold all the words."""
    return decisions(words=words)[:FEW] if words.split() else []


def decisions_for_purposes() -> dict[str, int]:
    """Return how many decisions serve each purpose, by its code."""
    counted = (
        Decision.objects.filter(stage=DecisionStage.MADE)
        .values_list("purpose__code")
        .annotate(n=Count("pk"))
        .order_by("purpose__code")
    )
    return dict(counted)


def news(since: datetime, until: datetime) -> list[News]:
    """Return the decisions made in a time, as news."""
    made: Iterable[Decision] = (
        _public().filter(decided_at__gt=since, decided_at__lte=until).order_by("decided_at", "pk")
    )
    return [News(one.settled_at, f"Decision {one.reference}: {one.title}", f"/decisions/{one.slug}/") for one in made]


def get_decision(pk: int, *, viewer: Standing) -> Decision:
    """
    Return a decision at any stage, with its group, item and meeting.

    :raises Decision.DoesNotExist: if there is none, the viewer is not a member, or may not know what it is about
    """
    if viewer.person_id is None:
        raise Decision.DoesNotExist
    found = Decision.objects.select_related("group", "purpose", "item__meeting__group", "item__paper", "about")
    return (
        found.filter(item__in=known_to(viewer))
        .prefetch_related(Prefetch("eligibilities", Eligibility.objects.select_related("person")))
        .get(pk=pk)
    )


def heard_on(item: AgendaItem) -> str:
    """Return which groups were heard on an item's paper, one a line, with when and how many were for and against."""
    if item.paper_id is None:
        return ""
    answered = Consideration.objects.filter(paper=item.paper_id, responded_at__isnull=False).exclude(item=item)
    lines = [
        f"{one.group.name}, {in_words(one.responded_at or one.item.meeting.starts_at)}{_votes(one)}"
        for one in answered.select_related("group", "item__meeting").order_by("responded_at", "pk")
    ]
    return "\n".join(lines)


def _votes(one: Consideration) -> str:
    return "" if one.in_favour is None else f": {one.in_favour} for, {one.against} against"


def is_on_an_agenda(decision: Decision) -> bool:
    """Say whether an agenda to come brings a decision back."""
    return on_an_agenda_to_come().filter(decision=decision).exists()
