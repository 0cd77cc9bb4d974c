"""Briefs, agreements and what they promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, OuterRef, Prefetch, Q, Subquery

from collegiate.improvement.commissioning import policies
from collegiate.improvement.commissioning.models import (
    MADE,
    Agreement,
    AgreementSchool,
    AgreementStage,
    Brief,
    BriefNeed,
    BriefStage,
    Claim,
    Milestone,
    MilestoneStage,
)
from collegiate.improvement.fund.models import Payment
from collegiate.improvement.needs.models import Need, NeedStage
from collegiate.improvement.needs.queries import needs
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.queries import in_force
from collegiate.partnership.members.models import Kind, Organisation
from collegiate.partnership.members.queries import organisations
from collegiate.values import Money, Standing

CLAIMS = Prefetch("claims", queryset=Claim.objects.select_related("payment").order_by("pk"))


@dataclass(frozen=True, slots=True)
class WaitingAgreement:
    """An agreement that waits for a decision, with what keeps the viewer from making it ("" if nothing)."""

    agreement: Agreement
    refusal: str


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A brief, and how many needs it answers."""

    brief: Brief
    needs: int


def briefs(*, viewer: Standing) -> list[BriefLine]:
    """Return briefs, newest first, with how many needs each answers; none to the public."""
    if viewer.person_id is None:
        return []
    found = Brief.objects.annotate(how_many=Count("answers")).order_by("-written_at", "pk")
    return [BriefLine(one, one.how_many) for one in found]


def get_brief(pk: int, *, viewer: Standing) -> Brief:
    """
    Return a brief.

    :raises Brief.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Brief.DoesNotExist
    return Brief.objects.select_related("paper").get(pk=pk)


def needs_of(brief: Brief) -> list[Need]:
    """Return the needs a brief answers, with their schools."""
    joined = BriefNeed.objects.filter(brief=brief).select_related("need__organisation").order_by("pk")
    return [one.need for one in joined]


def agreements(*, viewer: Standing) -> list[Agreement]:
    """
    Return agreements, the latest first, each with the day its next milestone is due (`.next_due`).

    Every member sees all, since decisions and their money are public; the public none.
    """
    if viewer.person_id is None:
        return []
    next_due = Min("milestones__due_on", filter=Q(milestones__stage=MilestoneStage.SCHEDULED))
    found = Agreement.objects.select_related("provider", "decision", "brief").annotate(next_due=next_due)
    return list(found.order_by("-starts_on", "pk"))


def awarded() -> list[Agreement]:
    """Return the agreements that a decision made, the latest first, with what was set aside and for which schools. Three queries."""
    schools = AgreementSchool.objects.select_related("organisation").prefetch_related("organisation__identifiers")
    found = Agreement.objects.filter(stage__in=MADE).select_related(
        "provider", "decision__item", "decision__purpose", "commitment__fund"
    )
    return list(
        found.prefetch_related(Prefetch("schools", queryset=schools.order_by("pk"))).order_by(
            "-decision__decided_at", "pk"
        )
    )


def awaiting_decision(*, viewer: Standing) -> list[WaitingAgreement]:
    """Return the agreements waiting for the Strategic Group, each with what keeps the viewer from making it."""
    waiting = Agreement.objects.filter(stage=AgreementStage.PROPOSED).select_related("provider", "brief")
    return [
        WaitingAgreement(agreement, refusal=policies.may_agree(viewer, agreement).refusal)
        for agreement in waiting.order_by("proposed_at", "pk")
    ]


def get(slug: str, *, viewer: Standing) -> Agreement:
    """
    Return an agreement by its reference as it stands in an address, with everything its page shows fetched.

    :raises Agreement.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Agreement.DoesNotExist
    schools = AgreementSchool.objects.select_related("organisation").order_by("organisation__name", "pk")
    milestones = Milestone.objects.prefetch_related(CLAIMS).order_by("due_on", "pk")
    return (
        Agreement.objects.select_related("provider", "brief__paper", "decision", "commitment__fund", "ended_by")
        .prefetch_related(Prefetch("schools", queryset=schools), Prefetch("milestones", queryset=milestones))
        .get(reference=slug.replace("-", "/"))
    )


def get_milestone(pk: int, *, viewer: Standing) -> Milestone:
    """
    Return a milestone with its agreement and provider.

    :raises Milestone.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Milestone.DoesNotExist
    return Milestone.objects.select_related("agreement__provider").prefetch_related(CLAIMS).get(pk=pk)


def last_payment(milestone: Milestone) -> Payment | None:
    """Return what was asked for last for a milestone; none before it is accepted. It asks nothing where claims are fetched."""
    claims = sorted(milestone.claims.all(), key=lambda one: one.pk)
    return claims[-1].payment if claims else None


def decisions_for(agreement: Agreement) -> list[Decision]:
    """Return the decisions made on the paper of an agreement's brief."""
    found = in_force().filter(item__paper=agreement.brief.paper_id).select_related("item")
    return list(found.order_by("-decided_at", "pk"))


def is_proposed(brief: Brief) -> bool:
    """Say whether an agreement for a brief waits for a decision."""
    before_the_groups = brief.stage == BriefStage.CONSIDERED
    return before_the_groups and Agreement.objects.filter(brief=brief, stage=AgreementStage.PROPOSED).exists()


def briefs_to_answer() -> list[Brief]:
    """Return the briefs before the groups, for which an agreement can be proposed."""
    return list(Brief.objects.filter(stage=BriefStage.CONSIDERED).order_by("title", "pk"))


@dataclass(frozen=True, slots=True)
class Promised:
    """
    What agreements promise a school: how many there are, and how many of their milestones were met or are late.

    Attributes
    ----------
    worth : Money
        What was paid under them so far, each in equal parts among its schools.
    """

    agreements: int = 0
    milestones: int = 0
    met: int = 0
    late: int = 0
    worth: Money = Money(0)


def promised_to(organisation_ids: Iterable[int], *, day: date) -> dict[int, Promised]:
    """Return what the agreements made for some schools promise each, and what was kept; those with none are left out. One query."""
    sharing = AgreementSchool.objects.filter(agreement=OuterRef("agreement")).order_by().values("agreement")
    done = Count("agreement__milestones", filter=Q(agreement__milestones__stage=MilestoneStage.MET))
    late = Q(agreement__milestones__stage=MilestoneStage.SCHEDULED, agreement__milestones__due_on__lt=day)
    rows = (
        AgreementSchool.objects.filter(organisation__in=list(organisation_ids), agreement__stage__in=MADE)
        .annotate(
            shared=Subquery(sharing.annotate(n=Count("pk")).values("n")),
            milestones=Count("agreement__milestones"),
            met=done,
            late=Count("agreement__milestones", filter=late),
        )
        .order_by("organisation_id", "pk")
        .values_list("organisation_id", "milestones", "met", "late", "agreement__commitment__paid_pence", "shared")
    )
    found: dict[int, Promised] = {}
    for pk, milestones, met, late_ones, paid, shared in rows:
        so_far = found.get(pk, Promised())
        found[pk] = Promised(
            so_far.agreements + 1, so_far.milestones + milestones, so_far.met + met, so_far.late + late_ones,
            so_far.worth + Money(paid).shared([1] * shared)[-1],
        )  # fmt: skip
    return found


def next_milestones(provider_ids: Iterable[int], *, viewer: Standing) -> list[Milestone]:
    """Return what some providers have still to deliver under agreements that run, soonest first; none to the public."""
    if viewer.person_id is None:
        return []
    found = Milestone.objects.filter(
        agreement__provider__in=list(provider_ids),
        agreement__stage=AgreementStage.AGREED,
        stage=MilestoneStage.SCHEDULED,
    )
    return list(found.select_related("agreement").order_by("due_on", "pk"))


def help_about(organisation: Organisation, *, viewer: Standing) -> list[Agreement]:
    """
    Return the agreements made for a school or carried out by it, the latest first, each with how many schools share it (`.shared`).

    :raises NotAllowed: if the viewer is not a member, with the sentence why
    """
    policies.may_see(viewer).insist()
    its_own = AgreementSchool.objects.filter(organisation=organisation).values("agreement")
    found = Agreement.objects.filter(Q(pk__in=its_own) | Q(provider=organisation), stage__in=MADE)
    shared = found.annotate(shared=Count("schools")).select_related("provider", "decision")
    return list(shared.order_by("-starts_on", "pk"))


def open_milestones(agreement: Agreement) -> int:
    """Return how many milestones of an agreement are not accepted."""
    return Milestone.objects.filter(agreement=agreement, stage=MilestoneStage.SCHEDULED).count()


def unpaid(agreement: Agreement) -> Money:
    """Return what is payable under an agreement and not paid; its commitment must be fetched."""
    money = agreement.commitment
    return money.payable - money.paid if money else Money(0)


def schools_under_agreement() -> frozenset[int]:
    """Return the ids of every school that any agreement was made for."""
    made = Q(agreement__stage__in=MADE)
    return frozenset(AgreementSchool.objects.filter(made).values_list("organisation_id", flat=True))


def possible_providers(*, day: date) -> list[Organisation]:
    """Return the members that could provide help, by name: every kind but local authority teams."""
    kinds = [kind.value for kind in Kind if kind != Kind.LA_TEAM]
    return sorted(organisations(day=day, kinds=kinds), key=lambda one: (one.kind != Kind.PROVIDER, one.name, one.pk))


def needs_to_answer(*, viewer: Standing) -> list[Need]:
    """Return the needs that were talked through and that no brief answers yet, by school, as far as the viewer may see."""
    found = needs(viewer=viewer, stages=[NeedStage.UNDERSTOOD])
    return sorted(found, key=lambda need: (str(need.organisation), need.pk))
