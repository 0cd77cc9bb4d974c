"""Reading what of a decision is confidential, which is a deed."""

from datetime import datetime

from django.utils.timezone import localtime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import ConfidentialPart, Decision
from collegiate.values import Standing


@deed
def open_confidential(decision: Decision, *, by: Standing, at: datetime) -> ConfidentialPart:
    """
    Open what of a decision is confidential, and note who read it.

    :raises NotAllowed: if they are not of its group, its clerk or the auditor, or an interest keeps them from it
    :raises ConfidentialPart.DoesNotExist: if nothing of it is confidential
    """
    part = ConfidentialPart.objects.select_related("decision__group", "decision__item__meeting__group").get(
        decision=decision
    )
    item, day = part.decision.item, localtime(at).date()
    why = queries.interests_in(item, person_ids=[by.somebody], day=day).get(by.somebody)
    policies.may_read_confidential(by, part.decision, why=why).insist()
    note("governance.open_confidential", subject=part, because=part.decision)
    return part
