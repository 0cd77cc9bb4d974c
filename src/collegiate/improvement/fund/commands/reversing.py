"""Putting an entry right by its mirror, and what becomes of the contribution or the payment it stood for."""

from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies
from collegiate.improvement.fund.commands._posting import take_back
from collegiate.improvement.fund.commands.funds import FundWouldBeOverdrawn
from collegiate.improvement.fund.models import (
    BANK,
    Commitment,
    Contribution,
    ContributionStage,
    Entry,
    EntryKind,
    Fund,
    Leg,
    Payment,
    PaymentStage,
)
from collegiate.values import Money, Standing

FUNDS_OWN = (EntryKind.OPENING, EntryKind.CONTRIBUTION, EntryKind.TRANSFER)  # what changes how much a fund received


@deed
def reverse(entry: Entry, *, because: str, on: date, by: Standing, at: datetime) -> Entry:
    """
    Take a posted entry back by another that mirrors it, with the reason; both stay in the ledger.

    What a payment paid may be asked for again under its commitment; what a contribution brought is due again.

    :raises NotAllowed: if they do not keep the books, or it was taken back, or takes another back itself
    :raises FundWouldBeOverdrawn: if a fund has promised the money; nothing is changed
    :raises NotYet: if the day is still to come
    """
    touched = set(Leg.objects.filter(entry=entry).values_list("fund_id", flat=True))
    funds = {one.pk: one for one in Fund.objects.select_for_update().filter(pk__in=touched).order_by("pk")}
    entry = Entry.objects.select_for_update(of=("self",)).select_related("decision").get(pk=entry.pk)
    policies.may_reverse(by, entry, taken_back=Entry.objects.filter(reverses=entry).exists()).insist()
    if entry.kind in FUNDS_OWN:
        for leg in Leg.objects.filter(entry=entry, account__code=BANK).order_by("pk"):
            _must_be_free(funds[leg.fund_id], Money(leg.pence))
    back = take_back(entry, memo="Taken back", because=because, on=on, by=by, at=at)
    _contribution_is_due_again(entry)
    _payment_may_be_asked_for_again(entry)
    note("fund.reverse", subject=entry, because=back)
    return back


def _must_be_free(fund: Fund, amount: Money) -> None:
    """Go on only if a fund has not promised what an entry brought; negative, where the entry took it away."""
    if amount > fund.free:
        raise FundWouldBeOverdrawn(
            f"{fund.name} has promised this money: only {fund.free} is free. Release {amount - fund.free} of what is "
            f"promised first, or the fund would owe more than it has."
        )


def _contribution_is_due_again(entry: Entry) -> None:
    for wrong in (
        Contribution.objects.select_for_update(of=("self",)).select_related("organisation").filter(entry=entry)
    ):
        wrong.stage = ContributionStage.REVERSED
        wrong.save(update_fields=["stage"])
        again = Contribution.objects.create(
            fund_id=wrong.fund_id,
            organisation=wrong.organisation,
            year=wrong.year,
            pence=wrong.pence,
            due_on=wrong.due_on,
            formula_id=wrong.formula_id,
            pupils=wrong.pupils,
            stage=ContributionStage.DUE,
        )
        note("fund.expect_contribution", subject=again, because=wrong, data={"pence": wrong.pence, "year": wrong.year})


def _payment_may_be_asked_for_again(entry: Entry) -> None:
    for wrong in Payment.objects.select_for_update(of=("self",)).filter(entry=entry):
        commitment = Commitment.objects.select_for_update().get(pk=wrong.commitment_id)
        wrong.stage = PaymentStage.REVERSED
        wrong.save(update_fields=["stage"])
        commitment.paid_pence -= wrong.pence
        commitment.payable_pence -= wrong.pence
        commitment.save(update_fields=["paid_pence", "payable_pence"])
        note("fund.take_back_payment", subject=wrong, because=commitment, data={"pence": wrong.pence})
