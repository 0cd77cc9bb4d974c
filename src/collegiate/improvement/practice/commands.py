"""Deeds of sharing practice."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.improvement.impact.models import Study
from collegiate.improvement.practice import policies
from collegiate.improvement.practice.models import EvidenceLevel, Origin, Practice, Stage
from collegiate.partnership.members.models import Organisation
from collegiate.values import Standing


def _locked(practice: Practice) -> Practice:
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    practice.version += 1
    return practice


@deed
def draft(
    title: str,
    *,
    strand: str,
    origin: Origin,
    problem: str,
    what_we_did: str,
    what_went_wrong: str,
    cost_and_time: str,
    evidence_level: EvidenceLevel,
    organisation: Organisation | None = None,
    source: str = "",
    cycle: Cycle | None = None,
    study: Study | None = None,
    by: Standing,
    at: datetime,
) -> Practice:
    """
    Write up a practice, what went wrong included.

    :raises NotAllowed: if they may not write for that school, or it rests on another school's work or none
    """
    policies.may_draft(by, organisation).insist()
    policies.may_rest_on(organisation, cycle, study).insist()
    practice = Practice.objects.create(
        title=title,
        strand=strand,
        origin=origin,
        organisation=organisation,
        source=source,
        problem=problem,
        what_we_did=what_we_did,
        what_went_wrong=what_went_wrong,
        cost_and_time=cost_and_time,
        evidence_level=evidence_level,
        cycle=cycle,
        study=study,
        drafted_at=at,
        drafted_by_id=by.somebody,
    )
    note("practice.draft", subject=practice, because=study or cycle, data={"origin": origin, "strand": strand})
    return practice


@deed
def consent(practice: Practice, *, by: Standing, at: datetime) -> Practice:
    """
    Agree, for the school, that an account is shared.

    :raises NotAllowed: if they are not its head teacher
    """
    practice = _locked(practice)
    policies.may_consent(by, practice).insist()
    practice.stage, practice.consented_at, practice.consented_by_id = Stage.CONSENTED, at, by.somebody
    practice.save(update_fields=["stage", "consented_at", "consented_by", "version"])
    note("practice.consent", subject=practice, because=practice.organisation)
    return practice


@deed
def publish(practice: Practice, *, review_on: date, by: Standing, at: datetime) -> Practice:
    """
    Publish an account that the school agreed to share, until it is looked at again.

    :raises NotAllowed: if they may not, or the school has not agreed
    """
    practice = _locked(practice)
    policies.may_publish(by, practice).insist()
    practice.stage, practice.review_on = Stage.PUBLISHED, review_on
    practice.published_at, practice.published_by_id = at, by.somebody
    practice.save(update_fields=["stage", "review_on", "published_at", "published_by", "version"])
    note("practice.publish", subject=practice, data={"review_on": review_on})
    return practice


@deed
def withdraw(practice: Practice, *, because: str, by: Standing, at: datetime) -> Practice:
    """
    Withdraw an account; its page stays and says why.

    :raises NotAllowed: if they may not
    """
    practice = _locked(practice)
    policies.may_withdraw(by, practice).insist()
    practice.stage, practice.withdrawn_because = Stage.WITHDRAWN, because
    practice.save(update_fields=["stage", "withdrawn_because", "version"])
    note("practice.withdraw", subject=practice)
    return practice
