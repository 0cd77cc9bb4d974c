"""Writing a balanced entry, and its mirror; only the deeds beside this file do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from collegiate.foundation.clock import LONDON
from collegiate.foundation.record.bulk import pour, reserve
from collegiate.foundation.record.deeds import note
from collegiate.improvement.fund.models import (
    BANK,
    CHART,
    CONTRIBUTIONS,
    OPENING,
    PROGRAMMES,
    TRANSFERS,
    AccountKind,
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


KIND_OF = {code: kind for code, _, kind in CHART}
AT_ONCE = 500


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


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that is to be posted: what happened, on which day, and its sides."""

    memo: str
    kind: EntryKind
    on: date
    sides: Sequence[Side]
    decision: Decision | None = None
    reverses: Entry | None = None
    because: str = ""

    @property
    def received(self) -> dict[int, int]:
        """What it adds to what each fund received, in pence, by the fund's key."""
        found: dict[int, int] = {}
        for fund, code, amount, _ in self.sides:
            if KIND_OF[code] in (AccountKind.INCOME, AccountKind.EQUITY):
                found[fund.pk] = found.get(fund.pk, 0) - amount.pence
        return found


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
    """Write one entry and post it, as `post_all` does."""
    return post_all([Draft(memo, kind, on, sides, decision, reverses, because)], by=by, at=at)[0]


def post_all(drafts: Sequence[Draft], *, by: Standing, at: datetime) -> list[Entry]:
    """
    Write entries with their legs, post them, add what they bring to their funds, and note their digests; inside a deed.

    The funds are locked by whoever calls this, before: a fund counts its entries in the order in which they are posted.

    :raises NotYet: if a day is still to come
    :raises DayIsReconciled: if the ledger and the bank agreed on a day or after it
    """
    _refuse_days([draft.on for draft in drafts], at=at)
    accounts = chart()
    pairs = list(zip(_written(drafts), drafts, strict=True))
    entries = [entry for entry, _ in pairs]
    pour(
        Leg,
        ("entry", "fund", "account", "party", "pence"),
        (
            (entry.pk, fund.pk, accounts[code].pk, party.pk if party else None, amount.pence)
            for entry, draft in pairs
            for fund, code, amount, party in draft.sides
        ),
    )
    for some in range(0, len(entries), AT_ONCE):
        those = [entry.pk for entry in entries[some : some + AT_ONCE]]
        Entry.objects.filter(pk__in=those).update(posted_at=at, posted_by=by.somebody)
    _add_to_funds(pairs)
    for entry, draft in pairs:
        entry.posted_at, entry.posted_by_id = at, by.somebody
        note("fund.post", subject=entry, because=draft.reverses or draft.decision, data={"digest": _digest(draft)})
    return entries


def _written(drafts: Sequence[Draft]) -> list[Entry]:
    """Write entries that have no legs yet, in their order."""
    entries = [
        Entry(
            pk=pk, on=draft.on, memo=draft.memo[:200], kind=str(draft.kind), decision=draft.decision, reverses=draft.reverses,
            because=draft.because[:300],
        )
        for pk, draft in zip(reserve(Entry, len(drafts)), drafts, strict=True)
    ]  # fmt: skip
    columns = ("id", "on", "memo", "kind", "decision_id", "reverses_id", "because")
    pour(Entry, columns, ([getattr(entry, column) for column in columns] for entry in entries))
    for entry in entries:
        entry._state.adding = False
    return entries


def _refuse_days(days: Sequence[date], *, at: datetime) -> None:
    on = max(days)
    if on > at.astimezone(LONDON).date():
        raise NotYet(f"{on:%-d %B %Y} is still to come. Give the day on which the money moved.")
    on = min(days)
    closed = Reconciliation.objects.filter(on__gte=on).order_by("on").first()
    if closed is not None:
        raise DayIsReconciled(
            f"The ledger and the bank agreed on {closed.on:%-d %B %Y}, so nothing is entered for {on:%-d %B %Y} any more. "
            "Give the day on which the bank shows it."
        )


def _add_to_funds(pairs: Sequence[tuple[Entry, Draft]]) -> None:
    """Add what entries brought to what their funds received, and say up to which entry that counts."""
    sums: dict[int, int] = {}
    last: dict[int, int] = {}
    for entry, draft in pairs:
        for fund, pence in draft.received.items():
            sums[fund] = sums.get(fund, 0) + pence
            last[fund] = entry.pk
    for fund, pence in sorted(sums.items()):
        Fund.objects.filter(pk=fund).update(received_pence=F("received_pence") + pence, counted=last[fund])


def _digest(draft: Draft) -> str:
    return digest(
        draft.on,
        str(draft.kind),
        decision=draft.decision.pk if draft.decision else None,
        reverses=draft.reverses.pk if draft.reverses else None,
        legs=[(fund.pk, code, party.pk if party else None, amount.pence) for fund, code, amount, party in draft.sides],
    )


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


def locked_decision(decision: Decision) -> Decision:
    """Return a decision under lock, with its purpose: two funds may rest on what it allows."""
    found = Decision.objects.select_for_update(of=("self",), no_key=True).select_related("purpose")
    return found.get(pk=decision.pk)


def locked(commitment: Commitment) -> Commitment:
    """Return a commitment under lock, with its fund and decision."""
    return Commitment.objects.select_for_update(of=("self",)).select_related("fund", "decision").get(pk=commitment.pk)
