"""Questions about studies."""

from collections.abc import Iterable

from collegiate.improvement.commissioning.models import MADE, Agreement, AgreementSchool
from collegiate.improvement.commissioning.queries import schools_under_agreement
from collegiate.improvement.evidence.models import EVERYBODY, IndicatorValue
from collegiate.improvement.evidence.queries import matrix
from collegiate.improvement.impact import policies
from collegiate.improvement.impact.figures import Matrix
from collegiate.improvement.impact.models import Stage, Study
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing


def studies(*, viewer: Standing) -> list[Study]:
    """Return studies, the latest first, with agreement and provider; none to the public."""
    if viewer.person_id is None:
        return []
    return list(Study.objects.select_related("agreement__provider", "finding").order_by("-frozen_at", "pk"))


def get(pk: int, *, viewer: Standing) -> Study:
    """
    Return a study.

    :raises Study.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Study.DoesNotExist
    return Study.objects.select_related("agreement__provider", "agreement__commitment", "finding").get(pk=pk)


def to_study(*, viewer: Standing) -> list[Agreement]:
    """Return the agreements that were made and whose study the viewer may set up, the latest first."""
    made = Agreement.objects.filter(stage__in=MADE, study__isnull=True).select_related("provider")
    return [one for one in made.order_by("-starts_on", "pk") if policies.may_freeze(viewer, one, frozen=False)]


def outcomes(indicator: str, year: int) -> int:
    """Return how many schools have a figure of an indicator in a school year."""
    return IndicatorValue.objects.filter(
        indicator=indicator, year=year, pupil_group=EVERYBODY, is_current=True, value__isnull=False
    ).count()


def study_of(agreement: Agreement) -> Study | None:
    """Return the study of an agreement, if one was set up."""
    return Study.objects.filter(agreement=agreement).select_related("finding").first()


def concluded(*, since: int | None = None) -> list[Study]:
    """Return concluded studies, the latest first, perhaps only those with an outcome since a school year."""
    found = Study.objects.filter(stage=Stage.CONCLUDED).select_related("agreement__provider", "finding")
    return list((found.filter(year__gte=since) if since else found).order_by("-concluded_at", "pk"))


def supported_by(agreement: Agreement) -> list[int]:
    """Return the ids of the schools an agreement is for."""
    found = AgreementSchool.objects.filter(agreement=agreement).order_by("organisation")
    return list(found.values_list("organisation_id", flat=True))


def helped_otherwise(agreement: Agreement) -> frozenset[int]:
    """Return the ids of schools under any agreement, which are no fair comparison for this one."""
    return schools_under_agreement() - frozenset(supported_by(agreement))


def figures_of(indicator: str) -> Matrix:
    """Return an indicator of every school over the years, for sums and estimates."""
    found = matrix(indicator)
    return Matrix(found.indicator, found.organisations, found.years, found.values, found.pupils)


def named(ids: Iterable[int]) -> list[Organisation]:
    """Return organisations by their ids, by name."""
    return list(Organisation.objects.filter(pk__in=list(ids)).order_by("name", "pk"))
