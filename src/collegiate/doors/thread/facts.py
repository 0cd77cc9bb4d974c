"""Everything that hangs on one agreement, fetched once, however long the thread."""

from dataclasses import dataclass

from collegiate.improvement.accountability.models import Report
from collegiate.improvement.accountability.queries import covering
from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.achievement_teams.queries import closed_for
from collegiate.improvement.commissioning.models import Agreement, AgreementStage, BriefNeed
from collegiate.improvement.commissioning.queries import needs_of
from collegiate.improvement.delivery.models import DevelopmentDay
from collegiate.improvement.delivery.queries import days_of
from collegiate.improvement.delivery.queries import readable as readable_days
from collegiate.improvement.evidence.models import IndicatorValue
from collegiate.improvement.impact.models import Study
from collegiate.improvement.impact.queries import study_of
from collegiate.improvement.needs.models import Need, NeedEvidence
from collegiate.improvement.needs.queries import readable as readable_needs
from collegiate.improvement.practice.models import Practice
from collegiate.improvement.practice.queries import from_study
from collegiate.partnership.feedback.queries import with_results_for
from collegiate.partnership.governance.models import Consideration
from collegiate.partnership.governance.queries import considerations_of, reason_of
from collegiate.values import Standing


@dataclass(frozen=True)
class Facts:
    """
    What a thread is made of, and what of it the viewer may read for themselves.

    Attributes
    ----------
    readable_needs, readable_days, readable_forms : frozenset of int
        Keys of the needs, development days and forms whose pages open to the viewer. Whether a hop is there never
        depends on them; what it says and where it leads does.
    """

    agreement: Agreement
    needs: list[Need]
    evidence: list[NeedEvidence]
    considerations: list[Consideration]
    days: list[DevelopmentDay]
    cycles: list[Cycle]
    study: Study | None
    outcomes: int  # supported schools with a figure of the outcome year
    practices: list[Practice]
    report: Report | None
    why_decided: str  # as the viewer may read it
    readable_needs: frozenset[int]
    readable_days: frozenset[int]
    readable_forms: frozenset[int]


def agreements(*, slug: str = "") -> list[Agreement]:
    """Return every agreement that was not withdrawn, by reference; with a slug only that one, or none."""
    found = Agreement.objects.exclude(stage=AgreementStage.WITHDRAWN).order_by("reference")
    if slug:
        found = found.filter(reference=slug.replace("-", "/"))
    return list(
        found.select_related(
            "provider", "brief__paper", "decision__group", "decision__item__meeting__group", "commitment"
        ).prefetch_related("schools__organisation", "milestones__claims__payment__entry")
    )


def every_agreement(*, viewer: Standing) -> list[Agreement]:
    """Return the agreements a thread hangs on, the latest first, with provider; none to the public."""
    if viewer.person_id is None:
        return []
    found = Agreement.objects.exclude(stage=AgreementStage.WITHDRAWN).select_related("provider")
    return list(found.order_by("-starts_on", "reference"))


def agreement(slug: str, *, viewer: Standing) -> Agreement:
    """
    Return one agreement, for members of the partnership.

    :raises Agreement.DoesNotExist: if there is none, or the viewer is not a member
    """
    found = agreements(slug=slug) if viewer.person_id is not None else []
    if not found:
        raise Agreement.DoesNotExist
    return found[0]


def facts_of(agreement: Agreement, *, viewer: Standing) -> Facts:
    """Return what hangs on an agreement; about ten queries."""
    needs, days = needs_of(agreement.brief), days_of(agreement)
    study = study_of(agreement)
    supported = [school.organisation_id for school in agreement.schools.all()]
    outcomes = (
        IndicatorValue.objects.filter(
            organisation__in=supported, indicator=study.indicator, year=study.year, is_current=True
        ).count()
        if study
        else 0
    )
    concluded = study.concluded_at if study else None
    return Facts(
        agreement=agreement,
        needs=needs,
        evidence=list(
            NeedEvidence.objects.filter(need__in=BriefNeed.objects.filter(brief=agreement.brief).values("need"))
            .select_related("value", "finding")
            .order_by("pk")
        ),
        considerations=considerations_of(agreement.brief.paper) if agreement.brief.paper else [],
        days=days,
        cycles=closed_for(agreement),
        study=study,
        outcomes=outcomes,
        practices=from_study(study) if study else [],
        report=covering(concluded.date()) if concluded else None,
        why_decided=reason_of(agreement.decision, viewer=viewer) if agreement.decision else "",
        readable_needs=readable_needs(needs, viewer=viewer),
        readable_days=readable_days(days, agreement=agreement, viewer=viewer),
        readable_forms=with_results_for([day.form for day in days if day.form is not None], viewer=viewer),
    )
