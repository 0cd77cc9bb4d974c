"""Reports, one by one and all."""

from datetime import date

from collegiate.improvement.accountability import policies
from collegiate.improvement.accountability.models import Report, Stage
from collegiate.values import Standing


def reports(*, viewer: Standing) -> list[Report]:
    """Return the reports that the viewer may read, the latest first."""
    found = Report.objects.order_by("-until_on", "-pk")
    return list(found if viewer.person_id is not None else found.filter(stage=Stage.PUBLISHED))


def get(pk: int, *, viewer: Standing) -> Report:
    """
    Return a report.

    :raises Report.DoesNotExist: if there is none, or the viewer may not read it
    """
    report = Report.objects.get(pk=pk)
    if not policies.may_see(viewer, report):
        raise Report.DoesNotExist
    return report


def latest() -> Report | None:
    """Return the report published last."""
    return Report.objects.filter(stage=Stage.PUBLISHED).order_by("-until_on", "-pk").first()


def covering(day: date) -> Report | None:
    """Return the first published report on a time that holds a day."""
    return (
        Report.objects.filter(stage=Stage.PUBLISHED, from_on__lte=day, until_on__gte=day)
        .order_by("until_on", "pk")
        .first()
    )


def what_changed(report: Report) -> list[str]:
    """Return what a published report says changed in what pupils achieved and how often they came, a sentence each."""
    return [
        line["text"]
        for aspect in (report.content or {}).get("aspects", [])
        if aspect["code"] == "outcomes"
        for line in aspect["lines"]
        if line.get("text")
    ]
