"""Opening a fund, what it brings with it, and moving money between funds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.commands._posting import chart, locked_decision, post, through_the_bank
from collegiate.improvement.fund.models import Entry, EntryKind, Fund
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.governance.queries import is_in_force
from collegiate.partnership.members import queries as members
from collegiate.values import Money, Refused, Standing


class FundWouldBeOverdrawn(Refused):
    """The fund cannot bear the amount."""


class NothingToBringForward(Refused):
    """No balance was given, or none that can be posted."""


@dataclass(frozen=True, slots=True)
class BroughtForward:
    """What a fund held in the bank on the day before this ledger began."""

    fund: Fund
    on: date
    amount: Money
    memo: str = ""


@deed
def open_fund(
    name: str,
    *,
    purpose: str,
    opened_on: date,
    decision: Decision | None = None,
    restricted_to: str = "",
    by: Standing,
    at: datetime,
) -> Fund:
    """
    Open a fund for a purpose, as a decision says; the first may rest on the charter, before anybody can decide.

    :raises NotAllowed: if they do not keep the books, or nothing says that there is to be such a fund
    :raises ValidationError: if there is a fund of that name
    """
    charter = None if decision else members.charter()
    policies.may_open_fund(by, decision, charter=charter, is_first=not Fund.objects.exists()).insist()
    fund = Fund(
        name=name,
        purpose=purpose,
        restricted_to=restricted_to,
        opened_on=opened_on,
        decision=decision,
        charter=charter,
    )
    fund.full_clean()
    fund.save()
    chart()
    note("fund.open_fund", subject=fund, because=decision or charter, data={"opened_on": opened_on})
    return fund


@deed
def bring_forward(balances: Sequence[BroughtForward], *, file: str = "", by: Standing, at: datetime) -> list[Entry]:
    """
    Post what funds held before this ledger began, all or nothing; each fund once. `file` is the digest of where it stands.

    :raises NotAllowed: if they do not keep the books, a fund has its opening balance, or an amount is nothing
    :raises NotYet: if a day is still to come
    :raises NothingToBringForward: if there is no balance
    """
    policies.may_keep_books(by).insist()
    if not balances:
        raise NothingToBringForward("There is no balance to bring forward. Nothing was posted.")
    locked = {
        one.pk: one
        for one in Fund.objects.select_for_update().filter(pk__in={given.fund.pk for given in balances}).order_by("pk")
    }
    done = queries.brought_forward()
    entries = []
    for given in balances:
        fund = locked[given.fund.pk]
        policies.may_bring_forward(by, fund, given.amount, done=fund.pk in done).insist()
        done.add(fund.pk)
        entries.append(
            post(
                given.memo or f"Brought forward by {fund.name}",
                kind=EntryKind.OPENING,
                on=given.on,
                sides=through_the_bank(EntryKind.OPENING, fund, given.amount),
                by=by,
                at=at,
            )
        )
        data = {"pence": given.amount, "on": given.on, **({"file": file} if file else {})}
        note("fund.bring_forward", subject=fund, because=entries[-1], data=data)
    return entries


@deed
def transfer(
    amount: Money,
    *,
    from_fund: Fund,
    to_fund: Fund,
    decision: Decision,
    on: date,
    memo: str,
    by: Standing,
    at: datetime,
) -> Entry:
    """
    Move money that is free from one fund to another, as a decision says: one entry, balanced in both.

    :raises NotAllowed: if they do not keep the books, the decision does not allow so much, or the purpose forbids it
    :raises FundWouldBeOverdrawn: if the fund has not so much free; nothing is changed
    """
    found = Fund.objects.select_for_update().filter(pk__in=[from_fund.pk, to_fund.pk]).order_by("pk")
    funds = {one.pk: one for one in found}
    giving, taking = funds[from_fund.pk], funds[to_fund.pk]
    decision = locked_decision(decision)
    promised = queries.promised_under(decision)
    policies.may_transfer(
        by, decision, amount, giving=giving, taking=taking, promised=promised, in_force=is_in_force(decision)
    ).insist()
    if amount > giving.free:
        raise FundWouldBeOverdrawn(f"{giving.name} has {giving.free} that is not promised, and {amount} is to move.")
    entry = post(
        memo,
        kind=EntryKind.TRANSFER,
        on=on,
        sides=[
            *through_the_bank(EntryKind.TRANSFER, giving, -amount),
            *through_the_bank(EntryKind.TRANSFER, taking, amount),
        ],
        decision=decision,
        by=by,
        at=at,
    )
    note("fund.transfer", subject=entry, because=decision, data={"pence": amount, "from": giving, "to": taking})
    return entry
