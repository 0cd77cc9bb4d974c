"""Writing a balanced entry; only the deeds beside this file do it."""

from datetime import date, datetime

from collegiate.improvement.fund.models import Entry, Fund, LedgerAccount, Leg
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Standing


def post(
    memo: str,
    *,
    kind: str,
    on: date,
    fund: Fund,
    into: str,
    out_of: str,
    amount: Money,
    party: Organisation,
    by: Standing,
    at: datetime,
) -> Entry:
    """Write an entry with its two legs and post it; inside a deed."""
    accounts = LedgerAccount.objects.in_bulk([into, out_of], field_name="code")
    entry = Entry.objects.create(on=on, memo=memo[:200], kind=kind)
    Leg.objects.bulk_create(
        Leg(entry=entry, fund=fund, account=accounts[code], party=party, pence=pence)
        for code, pence in ((into, amount.pence), (out_of, -amount.pence))
    )
    entry.posted_at, entry.posted_by_id = at, by.somebody
    entry.save(update_fields=["posted_at", "posted_by"])
    return entry
