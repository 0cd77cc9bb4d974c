"""What members pay into a fund: due, and received."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies
from collegiate.improvement.fund.commands._posting import post, through_the_bank
from collegiate.improvement.fund.models import Contribution, ContributionStage, EntryKind, Fund
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


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
    contribution = Contribution(fund=fund, organisation=organisation, pence=amount.pence, year=year, due_on=due_on)
    contribution.clean_fields(exclude={"fund", "organisation"})
    contribution.validate_constraints()
    contribution.save()
    note("fund.expect_contribution", subject=contribution, because=organisation, data={"pence": amount, "year": year})
    return contribution


@deed
def receive_contribution(contribution: Contribution, *, on: date, by: Standing, at: datetime) -> Contribution:
    """
    Record that a contribution came in, with its entry in the ledger.

    :raises NotAllowed: if they do not keep the books, or it came in before
    :raises NotYet: if the day is still to come
    """
    fund = Fund.objects.select_for_update().get(pk=contribution.fund_id)
    contribution = (
        Contribution.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contribution.pk)
    )
    policies.may_receive(by, contribution).insist()
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
        data={"pence": contribution.pence},
    )
    return contribution
