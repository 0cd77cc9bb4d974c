"""Which schools were awarded what, by which decision."""

from dataclasses import dataclass
from datetime import date, datetime

from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.commissioning.models import Agreement
from collegiate.improvement.fund.models import Commitment
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Scheme
from collegiate.values import Money, Names, counted


@dataclass(frozen=True, slots=True)
class Award:
    """One school's part of what one decision set aside; `key` is unique and stays."""

    key: str
    urn: str
    school: Organisation
    title: str
    description: str
    amount: Money
    paid: Money
    decided_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    purpose: tuple[str, str]
    fund: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Awards:
    """Every award that may be public, the funder's name and town, and how many are left out."""

    funder: str
    town: str
    awards: list[Award]
    confidential: int
    without_urn: int


def awards() -> Awards:
    """
    Return what schools were awarded, the latest decision first, whatever people's names stand in its words left out.

    Support that is bought for several schools is an award to each, of an equal share to the penny, so that all add up to
    what was set aside. Confidential decisions are left out, and so are schools that have no URN; both are counted.
    """
    partnership = members.partnership()
    names = Names.of(members.everybodys_names())
    found: list[Award] = []
    confidential = without_urn = 0
    for agreement in commissioning.awarded():
        schools = [one.organisation for one in agreement.schools.all()]
        decision, commitment = agreement.decision, agreement.commitment
        if decision is None or commitment is None or decision.item.is_confidential:
            confidential += len(schools)
            continue
        some = _of(agreement, decision, commitment, schools, names)
        found += some
        without_urn += len(schools) - len(some)
    name, town = (partnership.name, partnership.town) if partnership else ("", "")
    return Awards(name, town, found, confidential, without_urn)


def _of(
    agreement: Agreement, decision: Decision, commitment: Commitment, schools: list[Organisation], names: Names
) -> list[Award]:
    """Return an award to each school that an agreement helps."""
    shares, paid = (whole.shared([1] * len(schools)) for whole in (commitment.committed, commitment.paid))
    share = (
        ""
        if len(schools) == 1
        else f" It is an equal share of {commitment.committed} for {counted(len(schools), 'school')}."
    )
    said = f"Support from {agreement.provider.name}, set aside by decision {decision.reference}.{share}"
    return [
        Award(
            f"{agreement.slug}-{urn}", urn, school, names.left_out_of(agreement.title), names.left_out_of(said), amount, done,
            decision.decided_at, agreement.starts_on, agreement.ends_on, (decision.purpose.code, decision.purpose.text),
            (str(commitment.fund_id), commitment.fund.name),
        )
        for school, amount, done in zip(schools, shares, paid, strict=True)
        if (urn := _urn(school))
    ]  # fmt: skip


def _urn(school: Organisation) -> str:
    return next((one.value for one in school.identifiers.all() if one.scheme == Scheme.URN), "")
