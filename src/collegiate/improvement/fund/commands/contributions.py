"""Opening a fund, and what members pay into it."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import post
from collegiate.improvement.fund.models import AccountKind, Contribution, ContributionStage, Fund, LedgerAccount
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing

ACCOUNTS = (
    (queries.BANK, "Bank account", AccountKind.ASSET),
    (queries.CONTRIBUTIONS, "Members’ contributions", AccountKind.INCOME),
    (queries.PROGRAMMES, "Programmes and support", AccountKind.EXPENSE),
)


@deed
def open_fund(name: str, *, purpose: str, opened_on: date, by: Standing, at: datetime) -> Fund:
    """
    Open a fund for a purpose.

    :raises NotAllowed: if they do not keep the books
    :raises ValidationError: if there is a fund of that name
    """
    policies.may_keep_books(by).insist()
    fund = Fund(name=name, purpose=purpose, opened_on=opened_on)
    fund.full_clean()
    fund.save()
    for code, words, kind in ACCOUNTS:
        LedgerAccount.objects.get_or_create(code=code, defaults={"name": words, "kind": kind})
    note("fund.open_fund", subject=fund, data={"opened_on": opened_on})
    return fund


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
    """
    fund = Fund.objects.select_for_update().get(pk=contribution.fund_id)
    contribution = (
        Contribution.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=contribution.pk)
    )
    policies.may_receive(by, contribution).insist()
    contribution.entry = post(
        f"Contribution for {contribution.year} from {contribution.organisation}",
        kind="contribution",
        on=on,
        fund=fund,
        into=queries.BANK,
        out_of=queries.CONTRIBUTIONS,
        amount=contribution.amount,
        party=contribution.organisation,
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
