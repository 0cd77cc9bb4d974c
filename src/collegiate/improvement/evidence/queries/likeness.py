"""Which schools are like a school: by what it is given, never by its results."""

from dataclasses import dataclass

from collegiate.improvement.evidence import figures
from collegiate.improvement.evidence.models import EVERYBODY, IndicatorValue
from collegiate.improvement.evidence.queries.points import is_small
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, CannotSay, Status

FREE_MEALS = "fsm_eligible"
HOW_MANY = 10


@dataclass(frozen=True, slots=True)
class Likeness:
    """A school like another, and in what it is most and least alike, in a sentence."""

    organisation: Organisation
    sentence: str


def similar(organisation: Organisation) -> list[Likeness] | CannotSay:
    """
    Return the ten schools of the same phase most like a school, the most like first, or why that cannot be said.

    They are compared by free meals and size in the newest year with a census figure about the school.
    """
    census = IndicatorValue.objects.filter(
        indicator=FREE_MEALS, pupil_group=EVERYBODY, is_current=True, value__isnull=False, n__isnull=False
    )
    newest = census.filter(organisation=organisation).order_by("-year").values("year")[:1]
    same = census.filter(year=newest, organisation__phase=organisation.phase).select_related("organisation")
    found_then = {value.organisation_id: value for value in same.order_by("organisation")}
    own = found_then.pop(organisation.pk, None)
    if own is None:
        return CannotSay("No school census with a figure about this school has been loaded.", Status.NOT_LOADED)
    others = {key: value for key, value in found_then.items() if not is_small(value)}
    if len(others) < figures.FEWEST_IN_A_BAND:
        return CannotSay(
            f"Fewer than {figures.FEWEST_IN_A_BAND} other {organisation.get_phase_display().lower()} schools "
            f"have a census figure for {AcademicYear(own.year)}."
        )
    given = {value.organisation_id: (float(value.value or 0), value.n or 0) for value in (own, *others.values())}
    found = figures.most_like(organisation.pk, given, how_many=HOW_MANY, version=str(AcademicYear(own.year)))
    if isinstance(found, CannotSay):
        return found
    return [Likeness(others[one.school].organisation, one.sentence()) for one in found.neighbours]
