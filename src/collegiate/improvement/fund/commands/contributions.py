"""What members pay into a fund: due, and received."""

from datetime import date, datetime

from django.utils.timezone import localdate

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import post, through_the_bank
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
    Record that a contribution came in, with its entry in the ledger; days of people's time have none.

    :raises NotAllowed: if they do not keep the books, it came in before, or the member has no invoice yet
    :raises NotYet: if the day is still to come
    """
    fund = Fund.objects.select_for_update().get(pk=contribution.fund_id)
    contribution = (
        Contribution.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contribution.pk)
    )
    policies.may_receive(by, contribution).insist()
    if contribution.kind == ContributionKind.CASH:
        contribution.entry = post(
            f"Contribution for {contribution.year} from {contribution.organisation}",
            kind=EntryKind.CONTRIBUTION,
            on=on,
            sides=through_the_bank(EntryKind.CONTRIBUTION, fund, contribution.amount, contribution.organisation),
            by=by,
            at=at,
        )
    contribution.stage = ContributionStage.RECEIVED
    contribution.received_at, contribution.received_by_id = at, by.somebody
    contribution.save(update_fields=["entry", "stage", "received_at", "received_by"])
    fund.received_pence += contribution.pence
    fund.save(update_fields=["received_pence"])
    note(
        "fund.receive_contribution",
        subject=contribution,
        because=contribution.entry,
        data={"pence": contribution.pence} if contribution.entry else {"half_days": contribution.half_days, "on": on},
    )
    return contribution


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
