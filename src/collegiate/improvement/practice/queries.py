"""Questions about practice that is shared."""

from datetime import date, datetime

from collegiate.improvement.impact.models import Study
from collegiate.improvement.practice import policies
from collegiate.improvement.practice.models import Practice, Stage
from collegiate.partnership.members.models import Organisation
from collegiate.values import News, Role, Standing


def published(*, strand: str = "", words: str = "") -> list[Practice]:
    """Return the practices that are shared, the latest first, perhaps of one strand or with some words."""
    found = Practice.objects.filter(stage=Stage.PUBLISHED).select_related("organisation")
    if strand:
        found = found.filter(strand=strand)
    for word in words.split():
        found = found.filter(title__icontains=word)
    return list(found.order_by("-published_at", "pk"))


def unpublished(*, viewer: Standing) -> list[Practice]:
    """Return the accounts in the making that the viewer may read, the latest first."""
    found = Practice.objects.filter(stage__in=[Stage.DRAFT, Stage.CONSENTED]).select_related("organisation")
    if not viewer.holds(Role.COORDINATOR, Role.ADVISER):
        found = found.filter(organisation_id__in=viewer.organisations(Role.HEAD_TEACHER, Role.STAFF, Role.GOVERNOR))
    return list(found.order_by("-drafted_at", "pk"))


def get(pk: int, *, viewer: Standing) -> Practice:
    """
    Return an account with school, cycle and study.

    :raises Practice.DoesNotExist: if there is none, or the viewer may not read it
    """
    practice = Practice.objects.select_related("organisation", "cycle", "study__agreement").get(pk=pk)
    if not policies.may_see(viewer, practice):
        raise Practice.DoesNotExist
    return practice


def of_school(organisation: Organisation) -> list[Practice]:
    """Return the practices a school shared, the latest first."""
    found = Practice.objects.filter(organisation=organisation, stage=Stage.PUBLISHED)
    return list(found.order_by("-published_at", "pk"))


def from_study(study: Study) -> list[Practice]:
    """Return the practices that rest on a study."""
    return list(Practice.objects.filter(study=study, stage=Stage.PUBLISHED).order_by("published_at", "pk"))


def past_review(*, day: date) -> list[Practice]:
    """Return the shared practices whose review is overdue, the longest first."""
    found = Practice.objects.filter(stage=Stage.PUBLISHED, review_on__lt=day).select_related("organisation")
    return list(found.order_by("review_on", "pk"))


def news(since: datetime, until: datetime) -> list[News]:
    """Return the practices published in a time, as news."""
    found = Practice.objects.filter(stage=Stage.PUBLISHED, published_at__gt=since, published_at__lte=until)
    return [
        News(one.published_at, f"New practice to try: {one.title}.", f"/practice/{one.pk}/")
        for one in found.order_by("published_at", "pk")
        if one.published_at is not None
    ]
