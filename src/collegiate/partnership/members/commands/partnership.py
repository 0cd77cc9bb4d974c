"""Beginning the partnership, and adopting what its members agreed it is for."""

from collections.abc import Sequence
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.members import policies, queries
from collegiate.partnership.members.models import Charter, Partnership, Purpose
from collegiate.values import Standing


@deed
def begin(
    name: str,
    *,
    town: str,
    starts_on: date,
    authority_code: str = "",
    predecessor: str = "",
    is_imaginary: bool = False,
    by: Standing,
    at: datetime,
) -> Partnership:
    """
    Begin the one partnership of this installation.

    :raises NotAllowed: if there is one already, or it is not done from the command line
    """
    policies.may_begin(by, queries.partnership()).insist()
    partnership = Partnership.objects.create(
        pk=1,
        name=name,
        town=town,
        starts_on=starts_on,
        authority_code=authority_code,
        predecessor=predecessor,
        is_imaginary=is_imaginary,
    )
    note("members.begin", subject=partnership, data={"authority": authority_code, "starts_on": starts_on})
    return partnership


@deed
def adopt_charter(
    joint_message: str, *, purposes: Sequence[tuple[str, str]], agreed_on: date, by: Standing, at: datetime
) -> Charter:
    """
    Record a new version of the joint message and of the purposes, given as (code, text).

    :raises NotAllowed: if they may not record it
    """
    policies.may_adopt_charter(by).insist()
    before = Charter.objects.order_by("-version").first()
    charter = Charter.objects.create(
        version=before.version + 1 if before else 1, joint_message=joint_message, agreed_on=agreed_on
    )
    Purpose.objects.bulk_create(
        Purpose(charter=charter, code=code, text=text, place=place) for place, (code, text) in enumerate(purposes, 1)
    )
    note(
        "members.adopt_charter",
        subject=charter,
        data={"version": charter.version, "purposes": [code for code, _ in purposes]},
    )
    return charter
