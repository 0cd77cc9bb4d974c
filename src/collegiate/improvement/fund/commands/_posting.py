"""Writing a balanced entry, and its mirror; only the deeds beside this file do it."""

from collections.abc import Sequence
from datetime import date, datetime

from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.deeds import note
from collegiate.improvement.fund.models import (
    BANK,
    CHART,
    CONTRIBUTIONS,
    OPENING,
    PROGRAMMES,
    TRANSFERS,
    Commitment,
    Entry,
    EntryKind,
    Fund,
    LedgerAccount,
    Leg,
    Reconciliation,
    digest,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members.models import Organisation
from collegiate.values import Money, Refused, Standing

Side = tuple[Fund, str, Money, Organisation | None]
WHERE_FROM = {
    EntryKind.OPENING: OPENING,
    EntryKind.CONTRIBUTION: CONTRIBUTIONS,
    EntryKind.TRANSFER: TRANSFERS,
    EntryKind.PAYMENT: PROGRAMMES,
}


class NotYet(Refused):
    """The day lies ahead."""


class DayIsReconciled(Refused):
    """The ledger and the bank agreed on that day; what comes after is entered after it."""


def chart() -> dict[str, LedgerAccount]:
    """Return the ledger's accounts by code, those that are missing added; inside a deed."""
    found = LedgerAccount.objects.in_bulk(field_name="code")
    for code, words, kind in CHART:
        if code not in found:
            found[code] = LedgerAccount.objects.create(code=code, name=words, kind=kind)
    return found


def through_the_bank(kind: EntryKind, fund: Fund, amount: Money, party: Organisation | None = None) -> list[Side]:
    """Return the two sides of money that comes into the bank, or goes out where the amount is negative."""
    return [(fund, BANK, amount, party), (fund, WHERE_FROM[kind], -amount, party)]


def post(
    memo: str,
    *,
    kind: EntryKind,
    on: date,
    sides: Sequence[Side],
    by: Standing,
    at: datetime,
    decision: Decision | None = None,
    reverses: Entry | None = None,
    because: str = "",
) -> Entry:
    """
    Write an entry with its legs, post it, and note its digest in the record; inside a deed.

    :raises NotYet: if its day is still to come
    :raises DayIsReconciled: if the ledger and the bank agreed on that day or after it
    """
    if on > at.astimezone(LONDON).date():
        raise NotYet(f"{on:%-d %B %Y} is still to come. Give the day on which the money moved.")
    closed = Reconciliation.objects.filter(on__gte=on).order_by("on").first()
    if closed is not None:
        raise DayIsReconciled(
            f"The ledger and the bank agreed on {closed.on:%-d %B %Y}, so nothing is entered for {on:%-d %B %Y} any more. "
            "Give the day on which the bank shows it."
        )
    accounts = chart()
    entry = Entry.objects.create(
        on=on, memo=memo[:200], kind=kind, decision=decision, reverses=reverses, because=because[:300]
    )
    Leg.objects.bulk_create(
        Leg(entry=entry, fund=fund, account=accounts[code], party=party, pence=amount.pence)
        for fund, code, amount, party in sides
    )
    entry.posted_at, entry.posted_by_id = at, by.somebody
    entry.save(update_fields=["posted_at", "posted_by"])
    note(
        "fund.post",
        subject=entry,
        because=reverses or decision,
        data={
            "digest": digest(
                on,
                str(kind),
                decision=decision.pk if decision else None,
                reverses=reverses.pk if reverses else None,
                legs=[
                    (fund.pk, code, party.pk if party else None, amount.pence) for fund, code, amount, party in sides
                ],
            )
        },
    )
    return entry


def take_back(entry: Entry, *, memo: str, because: str, on: date, by: Standing, at: datetime) -> Entry:
    """Post the mirror of an entry; inside a deed that rules on it."""
    legs = Leg.objects.filter(entry=entry).select_related("account", "party", "fund").order_by("pk")
    return post(
        f"{memo}: {entry.memo}",
        kind=EntryKind.REVERSAL,
        on=on,
        sides=[(leg.fund, leg.account.code, Money(-leg.pence), leg.party) for leg in legs],
        decision=entry.decision,
        reverses=entry,
        because=because,
        by=by,
        at=at,
    )


def locked(commitment: Commitment) -> Commitment:
    """Return a commitment under lock, with its fund and decision."""
    return Commitment.objects.select_for_update(of=("self",)).select_related("fund", "decision").get(pk=commitment.pk)
