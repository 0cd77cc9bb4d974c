"""What somebody may read of a decision beside its outcome: of one on a confidential item, only those who may know of it."""

from dataclasses import dataclass

from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.policies import may_know_of
from collegiate.values import Standing

KEPT_BACK = "This is about a confidential item, so it is kept by the group."


@dataclass(frozen=True, slots=True)
class Said:
    """
    What somebody may read of a decision.

    Attributes
    ----------
    in_full : bool
        Whether nothing is kept back. Where something is, `reason` and `equality_note` say so and the rest is empty.
    parties : tuple of str
        The organisations it touches, each with how.
    left, noted : tuple of str
        A sentence for each who was kept out by an interest, and for each who stayed with one.
    corrections : tuple of str
        What was minuted of interests found afterwards.
    """

    in_full: bool
    reason: str
    equality_note: str
    alternatives: str = ""
    heard: str = ""
    parties: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def knows_of(decision: Decision, *, viewer: Standing) -> bool:
    """Say whether somebody may know what a decision is about: everybody, but for one on a confidential item."""
    item = decision.item
    return not item.is_confidential or bool(
        may_know_of(viewer, item.meeting.group) or may_know_of(viewer, decision.group)
    )


def reason_of(decision: Decision, *, viewer: Standing) -> str:
    """Return why a decision was made, as somebody may read it."""
    return decision.reason if knows_of(decision, viewer=viewer) else KEPT_BACK


def said_of(decision: Decision, *, viewer: Standing) -> Said:
    """Return what somebody may read of a decision, with people, parties and corrections fetched."""
    if not knows_of(decision, viewer=viewer):
        corrected = (f"An interest was found afterwards, and the outcome {one}." for one in decision.corrections.all())
        return Said(in_full=False, reason=KEPT_BACK, equality_note=KEPT_BACK, corrections=tuple(corrected))
    lines = list(decision.eligibilities.all())
    return Said(
        in_full=True,
        reason=decision.reason,
        equality_note=decision.equality_note,
        alternatives=decision.alternatives,
        heard=decision.heard,
        parties=tuple(f"{one.organisation} ({one.get_part_display()})" for one in decision.item.parties.all()),
        left=tuple(f"{one.person.public_name} {one.because}" for one in lines if one.left),
        noted=tuple(f"{one.person.public_name} {one.because}" for one in lines if one.because and not one.left),
        corrections=tuple(one.minute for one in decision.corrections.all()),
    )
