"""Needs: raising them, understanding them, joining them into a brief, closing them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from collegiate.definitions import strands
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.evidence.models import Finding, IndicatorValue
from collegiate.improvement.needs import policies
from collegiate.improvement.needs.commands.rounds import UnknownStrand
from collegiate.improvement.needs.models import Need, NeedEvidence, NeedStage, Round
from collegiate.partnership.members.models import Organisation
from collegiate.values import Refused, Standing


class EvidenceOfAnother(Refused):
    """A piece of evidence is about another school."""


@deed
def raise_need(
    organisation: Organisation,
    *,
    strand: str,
    title: str,
    text: str,
    evidence: Iterable[IndicatorValue | Finding] = (),
    round: Round | None = None,
    by: Standing,
    at: datetime,
) -> Need:
    """
    Raise a need of a school, with the figures and findings that it rests on.

    :raises NotAllowed: if they may not raise a need of this school
    :raises UnknownStrand: if there is no such strand
    :raises EvidenceOfAnother: if a figure or finding is about another school
    """
    policies.may_raise(by, organisation).insist()
    if strand not in strands():
        raise UnknownStrand(f"No strand is called “{strand}”.")
    evidence = list(evidence)
    if any(piece.organisation_id not in (organisation.pk, None) for piece in evidence):
        raise EvidenceOfAnother("A need rests on figures of the same school.")
    need = Need.objects.create(
        organisation=organisation,
        strand=strand,
        title=title,
        text=text,
        round=round,
        raised_at=at,
        raised_by_id=by.person_id,  # type: ignore[misc]  # a ruling of yes means a person
    )
    NeedEvidence.objects.bulk_create(
        NeedEvidence(need=need, finding=piece) if isinstance(piece, Finding) else NeedEvidence(need=need, value=piece)
        for piece in evidence
    )
    note(
        "needs.raise_need",
        subject=need,
        because=round,
        data={"organisation": organisation, "strand": strand, "evidence": evidence},
    )
    return need


@deed
def understand_need(need: Need, *, understanding: str = "", by: Standing, at: datetime) -> Need:
    """
    Record that a need was talked through with the school, and what was understood.

    :raises NotAllowed: if they may not, or it was before
    """
    need = Need.objects.select_for_update().get(pk=need.pk)
    policies.may_understand(by, need).insist()
    need.stage = NeedStage.UNDERSTOOD
    need.understanding = understanding
    need.understood_at, need.understood_by_id = at, by.person_id
    need.save(update_fields=["stage", "understanding", "understood_at", "understood_by"])
    note("needs.understand_need", subject=need)
    return need


@deed
def join_needs(needs: Sequence[Need], *, by: Standing, at: datetime) -> list[Need]:
    """
    Record that a brief answers these needs; the brief remembers which.

    :raises NotAllowed: if they may not, or one of them is answered or closed
    """
    found = list(Need.objects.select_for_update().filter(pk__in=[need.pk for need in needs]).order_by("pk"))
    for need in found:
        policies.may_join(by, need).insist()
        need.stage = NeedStage.JOINED
        need.joined_at, need.joined_by_id = at, by.person_id
        note("needs.join_need", subject=need)
    Need.objects.bulk_update(found, ["stage", "joined_at", "joined_by"])
    return found


@deed
def free_needs(needs: Sequence[Need], *, by: Standing, at: datetime) -> list[Need]:
    """
    Record that the brief which answered these needs is withdrawn: those that are not closed wait again.

    :raises NotAllowed: if they may not
    """
    found = list(Need.objects.select_for_update().filter(pk__in=[need.pk for need in needs]).order_by("pk"))
    joined = [need for need in found if need.stage == NeedStage.JOINED]
    for need in joined:
        policies.may_free(by, need).insist()
        need.stage = NeedStage.RAISED if need.understood_at is None else NeedStage.UNDERSTOOD
        need.joined_at = need.joined_by_id = None
        note("needs.free_need", subject=need)
    Need.objects.bulk_update(joined, ["stage", "joined_at", "joined_by"])
    return joined


@deed
def close_need(need: Need, *, because: str, by: Standing, at: datetime) -> Need:
    """
    Close a need, saying why: it was met, it changed, or nothing can be done about it now.

    :raises NotAllowed: if they may not, or it is closed
    """
    need = Need.objects.select_for_update().get(pk=need.pk)
    policies.may_close_need(by, need).insist()
    need.stage = NeedStage.CLOSED
    need.closed_because = because
    need.closed_at, need.closed_by_id = at, by.person_id
    need.save(update_fields=["stage", "closed_because", "closed_at", "closed_by"])
    note("needs.close_need", subject=need)
    return need
