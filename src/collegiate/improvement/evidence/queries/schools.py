"""The schools there is evidence about."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Scheme, Succession
from collegiate.values import AcademicYear


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A member school, its URN (empty where it has none) and the newest year with a figure about it."""

    organisation: Organisation
    urn: str
    newest: AcademicYear | None


def schools(*, day: date, phase: str = "", words: str = "") -> list[SchoolLine]:
    """Return the schools that are members on a day, by name: those of a phase, and whose name holds all the words."""
    newest = dict(
        IndicatorValue.objects.filter(is_current=True)
        .values("organisation_id")
        .annotate(newest=Max("year"))
        .values_list("organisation_id", "newest")
    )
    terms = words.casefold().split()
    return [
        SchoolLine(school, urn_of(school), AcademicYear(newest[school.pk]) if school.pk in newest else None)
        for school in members.schools(day=day)
        if (not phase or school.phase == phase) and all(term in str(school).casefold() for term in terms)
    ]


@dataclass(frozen=True, slots=True)
class Before:
    """The school that a school came after, with its URN (empty where it has none) and the day of the change."""

    organisation: Organisation
    urn: str
    on: date


def came_before(organisation: Organisation) -> list[Before]:
    """Return the schools that a school came after, whose figures are where its own begin; two queries at most."""
    found = Succession.objects.filter(successor=organisation).select_related("predecessor")
    return [
        Before(one.predecessor, urn_of(one.predecessor), one.on)
        for one in found.prefetch_related("predecessor__identifiers").order_by("on", "pk")
    ]


def urn_of(organisation: Organisation) -> str:
    """Return an organisation's URN, from its identifiers as they were fetched with it; empty where it has none."""
    return next((one.value for one in organisation.identifiers.all() if one.scheme == Scheme.URN), "")
