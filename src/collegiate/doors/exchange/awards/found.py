"""Which schools were awarded what, by which decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.fund import queries as fund
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


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a decision set aside for schools: by an agreement, or a school's share of a round by need."""

    key: str
    title: str
    said: str
    decision: Decision
    commitment: Commitment
    schools: list[Organisation]
    starts_on: date | None = None
    ends_on: date | None = None


def awards() -> Awards:
    """
    Return what schools were awarded, by agreements and by need, with people's names left out of the words.

    Support that is bought for several schools is an award to each, of an equal share to the penny, so that all add up to
    what was set aside. Confidential decisions are left out, and so are schools that have no URN; both are counted.
    """
    partnership = members.partnership()
    names = Names.of(members.everybodys_names())
    found: list[Award] = []
    confidential = without_urn = 0
    for promise in (*_by_agreement(), *_by_need()):
        if promise.decision.item.is_confidential:
            confidential += len(promise.schools)
            continue
        some = _of(promise, names)
        found += some
        without_urn += len(promise.schools) - len(some)
    name, town = (partnership.name, partnership.town) if partnership else ("", "")
    return Awards(name, town, found, confidential, without_urn)


def _by_agreement() -> Iterator[_Promise]:
    for one in commissioning.awarded():
        if one.decision is not None and one.commitment is not None:
            said = f"Support from {one.provider.name}, set aside by decision {one.decision.reference}."
            schools = [each.organisation for each in one.schools.all()]
            yield _Promise(one.slug, one.title, said, one.decision, one.commitment, schools, one.starts_on, one.ends_on)


def _by_need() -> Iterator[_Promise]:
    for one in fund.set_aside_by_need():
        commitment, shared = one.commitment, one.snapshot.round
        if commitment is not None:
            said = f"Its share by need of “{shared.name}”, set aside by decision {commitment.decision.reference}."
            yield _Promise(f"N-{shared.pk}", shared.name, said, commitment.decision, commitment, [one.organisation])


def _of(promise: _Promise, names: Names) -> list[Award]:
    """Return an award to each school that something was set aside for."""
    decision, commitment, many = promise.decision, promise.commitment, len(promise.schools)
    shares, paid = (whole.shared([1] * many) for whole in (commitment.committed, commitment.paid))
    share = f" It is an equal share of {commitment.committed} for {counted(many, 'school')}." if many > 1 else ""
    return [
        Award(
            f"{promise.key}-{urn}", urn, school, names.left_out_of(promise.title), names.left_out_of(promise.said + share),
            amount, done, decision.decided_at, promise.starts_on, promise.ends_on,
            (decision.purpose.code, decision.purpose.text), (str(commitment.fund_id), commitment.fund.name),
        )
        for school, amount, done in zip(promise.schools, shares, paid, strict=True)
        if (urn := _urn(school))
    ]  # fmt: skip


def _urn(school: Organisation) -> str:
    return next((one.value for one in school.identifiers.all() if one.scheme == Scheme.URN), "")
