"""The chain from a payment back to the evidence of the needs it answers, as far as somebody may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from collegiate.definitions import indicators, strands
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.commissioning.models import Agreement, BriefNeed, Claim
from collegiate.improvement.fund.models import Allocation, Commitment, NeedInput, Payment
from collegiate.improvement.needs.models import Need, NeedEvidence
from collegiate.improvement.needs.queries import readable
from collegiate.values import NOBODY, AcademicYear, Money, Standing, counted


@dataclass(frozen=True, slots=True)
class Link:
    """
    One link of a chain.

    Attributes
    ----------
    kind : str
        payment, milestone, commitment, decision, agreement, brief, share, need or evidence.
    key : str
        Which one, as the record names it; a decision and an agreement by their reference.
    title, lines : str, tuple of str
        What it is, as far as the viewer may read it.
    url : str
        Its page; "" where it has none that opens to the viewer.
    """

    kind: str
    key: str
    title: str
    lines: tuple[str, ...] = ()
    url: str = ""
    money: Money | None = None


def payment(pk: int, *, viewer: Standing) -> Payment:
    """
    Return a payment with what its chain begins with; one query.

    :raises Payment.DoesNotExist: if there is none, or the viewer is neither a member nor a job
    """
    if viewer.mark == NOBODY.mark:
        raise Payment.DoesNotExist
    return Payment.objects.select_related(
        "payee", "entry", "commitment__fund", "commitment__decision", "commitment__agreement__brief", "claim__milestone",
        "commitment__allocation__organisation", "commitment__allocation__snapshot__round",
    ).get(pk=pk)  # fmt: skip


def back_from(payment: Payment, *, viewer: Standing) -> list[Link]:
    """
    Return the chain from a payment back to its evidence, the payment first. At most three queries, however many needs.

    It goes by the agreement that was bought, or by the share that a school has by its need.
    """
    agreement: Agreement | None = getattr(payment.commitment, "agreement", None)
    allocation: Allocation | None = getattr(payment.commitment, "allocation", None)
    return [
        *_money(payment),
        *(_help(agreement, viewer) if agreement is not None else ()),
        *(_share(allocation) if allocation is not None else ()),
    ]


def _money(payment: Payment) -> Iterator[Link]:
    when = (
        f"In the ledger on {in_words(payment.entry.on)}."
        if payment.entry
        else f"It is {payment.get_stage_display().lower()}."
    )
    yield Link(
        "payment",
        f"fund.payment:{payment.pk}",
        f"To {payment.payee}",
        (f"{payment.memo}.", when),
        reverse("fund:payment", args=[payment.pk]),
        payment.amount,
    )
    claim: Claim | None = getattr(payment, "claim", None)
    if claim is not None:
        done = claim.milestone
        yield Link("milestone", f"commissioning.milestone:{done.pk}", done.title, (f"What showed it: {done.evidence}",))
    yield from _promised(payment.commitment)


def _promised(commitment: Commitment) -> Iterator[Link]:
    fund, decision = commitment.fund, commitment.decision
    yield Link(
        "commitment",
        f"fund.commitment:{commitment.pk}",
        f"Set aside for {commitment.what_for}",
        (f"From {fund.name}. {commitment.paid} of it is paid.",),
        reverse("fund:promises", args=[fund.pk]),
        commitment.committed,
    )
    yield Link(
        "decision",
        decision.reference,
        f"{decision.reference} {decision.title}",
        (f"{decision.in_favour} for, {decision.against} against, {decision.recused} left because of an interest.",),
        reverse("governance:decision", args=[decision.slug]),
        Money(decision.money_pence),
    )


def _help(agreement: Agreement, viewer: Standing) -> Iterator[Link]:
    brief = agreement.brief
    yield Link(
        "agreement",
        agreement.reference,
        f"{agreement.reference} {agreement.title}",
        (f"From {in_words(agreement.starts_on)} to {in_words(agreement.ends_on)}.",),
        reverse("thread", args=[agreement.slug]),
        agreement.price,
    )
    yield Link(
        "brief",
        f"commissioning.brief:{brief.pk}",
        brief.title,
        (brief.outcomes,),
        reverse("commissioning:brief", args=[brief.pk]),
        brief.ceiling,
    )
    joined = BriefNeed.objects.filter(brief=brief).select_related("need__organisation").order_by("pk")
    needs = [one.need for one in joined]
    own = readable(needs, viewer=viewer)
    yield from (_need(one, own) for one in needs)
    evidence = NeedEvidence.objects.filter(need__in=needs).select_related("value", "finding", "need__organisation")
    yield from _evidence(list(evidence.order_by("pk")))


def _share(allocation: Allocation) -> Iterator[Link]:
    """Yield a school's share of a pot, its need by published figures, and each of those; every member reads them."""
    round, school = allocation.snapshot.round, allocation.organisation
    where = reverse("fund:share", args=[round.pk, school.pk])
    key = f"fund.allocation:{allocation.pk}"
    yield Link("share", key, f"{school}’s share of “{round.name}”", (), where, Money(allocation.pence or 0))
    points = f"{allocation.need / 100:.1f} of 100 points." if allocation.need is not None else allocation.because
    yield Link("need", key, f"The need of {school}, by published figures", (points,), where)
    known = indicators()
    for one in NeedInput.objects.filter(allocation=allocation).order_by("pk"):
        words = known[one.indicator].short if one.indicator in known else one.indicator
        adds = f"It adds {one.adds:.1f} of at most {one.most}." if one.adds is not None else one.because
        yield Link("evidence", f"fund.needinput:{one.pk}", words, (adds,))


def _need(need: Need, own: frozenset[int]) -> Link:
    """Return a need: in its school's words for whoever may read them, else only whose it is and on which strand."""
    strand = strands()[need.strand].name
    if need.pk not in own:
        return Link("need", f"needs.need:{need.pk}", f"A need of {need.organisation}", (f"{strand}.",))
    where = reverse("needs:need", args=[need.pk])
    return Link("need", f"needs.need:{need.pk}", need.title, (f"{need.organisation}: {strand}.",), where)


def _evidence(found: list[NeedEvidence]) -> Iterator[Link]:
    """Yield one link for each figure or finding that needs rest on, with how many schools' it is."""
    known = indicators()
    told: dict[str, list[NeedEvidence]] = {}
    for one in found:
        if one.value is not None:
            short = known[one.value.indicator].short if one.value.indicator in known else one.value.indicator
            words = f"{short}, {AcademicYear(one.value.year)}"
        else:
            assert one.finding is not None  # noqa: S101 - a constraint says so
            words = one.finding.sentence
        told.setdefault(words, []).append(one)
    for words, ones in told.items():
        schools = len({one.need.organisation_id for one in ones})
        yield Link("evidence", f"needs.needevidence:{ones[0].pk}", words, (f"For {counted(schools, 'school')}.",))


def as_data(chain: list[Link]) -> list[dict[str, Any]]:
    """Return a chain as plain data."""
    return [
        {
            "kind": one.kind,
            "key": one.key,
            "title": one.title,
            "pence": one.money.pence if one.money else None,
            "page": one.url,
        }
        for one in chain
    ]
