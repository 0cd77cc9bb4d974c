"""What members pay into a fund: due, and received."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from collegiate.foundation.record.bulk import amend
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import Draft, post_all, through_the_bank
from collegiate.improvement.fund.models import Contribution, ContributionKind, ContributionStage, EntryKind, Fund
from collegiate.partnership.communications.commands import notify
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Refused, Standing


class NobodyToRemind(Refused):
    """Nobody at the member is known here."""


@deed
def expect_contribution(
    organisation: Organisation, *, fund: Fund, amount: Money, year: str, due_on: date, by: Standing, at: datetime
) -> Contribution:
    """
    Note that a member's contribution for a year is due.

    :raises NotAllowed: if they do not keep the books
    :raises ValidationError: if it is there already, or is nothing
    """
    policies.may_keep_books(by).insist()
    contribution = Contribution(
        fund=fund, organisation=organisation, pence=amount.pence, year=year, due_on=due_on, stage=ContributionStage.DUE
    )
    contribution.clean_fields(exclude={"fund", "organisation"})
    contribution.validate_constraints()
    contribution.save()
    note("fund.expect_contribution", subject=contribution, because=organisation, data={"pence": amount, "year": year})
    return contribution


@deed
def receive_contribution(contribution: Contribution, *, on: date, by: Standing, at: datetime) -> Contribution:
    """
    Record that a contribution came in, as `receive_contributions` does.

    :raises NotAllowed: if they do not keep the books, it came in before, or the member has no invoice yet
    :raises NotYet: if the day is still to come
    """
    return receive_contributions([contribution], on=on, by=by, at=at)[0]


@deed
def receive_contributions(
    contributions: Sequence[Contribution], *, on: date, by: Standing, at: datetime
) -> list[Contribution]:
    """
    Record that contributions came in on a day, all or none, each with its entry; days of people's time have none.

    :raises NotAllowed: if they do not keep the books, one came in before, or a member has no invoice yet
    :raises NotYet: if the day is still to come
    """
    wanted = [one.pk for one in contributions]
    funds = Fund.objects.select_for_update().filter(pk__in={one.fund_id for one in contributions}).order_by("pk")
    pots = {one.pk: one for one in funds}
    found = list(
        Contribution.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk__in=wanted)
        .order_by("pk")
    )
    for one in found:
        policies.may_receive(by, one).insist()
        one.stage, one.received_at, one.received_by_id = ContributionStage.RECEIVED, at, by.somebody
    money = [one for one in found if one.kind == ContributionKind.CASH]
    if money:
        for one, entry in zip(money, post_all([_draft(one, pots, on) for one in money], by=by, at=at), strict=True):
            one.entry = entry
    amend(
        Contribution,
        ("entry", "stage", "received_at", "received_by"),
        ((one.entry_id, str(one.stage), at, by.somebody, one.pk) for one in found),
    )
    for one in found:
        data = {"pence": one.pence} if one.entry else {"half_days": one.half_days, "on": on}
        note("fund.receive_contribution", subject=one, because=one.entry, data=data)
    return found


def _draft(contribution: Contribution, pots: Mapping[int, Fund], on: date) -> Draft:
    fund, kind = pots[contribution.fund_id], EntryKind.CONTRIBUTION
    return Draft(
        f"Contribution for {contribution.year} from {contribution.organisation}", kind, on,
        through_the_bank(kind, fund, contribution.amount, contribution.organisation),
    )  # fmt: skip


@deed
def waive(contribution: Contribution, *, decision: Decision, by: Standing, at: datetime) -> Contribution:
    """
    Waive what a member was to give, as a decision says.

    :raises NotAllowed: if they do not keep the books, or it came in
    """
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    policies.may_waive(by, contribution).insist()
    contribution.stage, contribution.decision = ContributionStage.WAIVED, decision
    contribution.save(update_fields=["stage", "decision"])
    note("fund.waive", subject=contribution, because=decision, data={"pence": contribution.pence})
    return contribution


@deed
def remind(contribution: Contribution, *, by: Standing, at: datetime) -> Contribution:
    """
    Remind the member's own people, kindly and nobody else, that a contribution is past its day.

    :raises NotAllowed: if it is not late, a reminder went out lately, or they do not keep the books
    :raises NobodyToRemind: if nobody is known at the member
    """
    contribution = (
        Contribution.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contribution.pk)
    )
    day = localdate(at)
    policies.may_remind(by, contribution, day=day).insist()
    people = queries.who_pays(contribution.organisation, day=day)
    if not people:
        raise NobodyToRemind(f"Nobody at {contribution.organisation} is known here. Invite its bursar first.")
    notify(
        f"Your contribution for {contribution.year}",
        text=(
            f"{contribution.what} for {contribution.year} was due on {contribution.due_on:%-d %B %Y}. If it is on its way, "
            "thank you, and nothing is left to do. If it is hard this year, please say so: the Strategic Group can waive it. "
            "Nobody but you and the bookkeeper sees this."
        ),
        people=people,
        topic="money",
        about=contribution,
        url="/fund/contributions/",
        by=by,
        at=at,
    )
    contribution.reminded_at, contribution.reminded_by_id = at, by.somebody
    contribution.save(update_fields=["reminded_at", "reminded_by"])
    note("fund.remind", subject=contribution, data={"people": len(people)})
    return contribution
