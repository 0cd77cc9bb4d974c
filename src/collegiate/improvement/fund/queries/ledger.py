"""The ledger: its entries, and whether they add up and are what the record says."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Sum

from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund.models import (
    BANK,
    Entry,
    EntryKind,
    Fund,
    LedgerAccount,
    Leg,
    Match,
    Reconciliation,
    digest,
)
from collegiate.improvement.fund.queries.allocation import allocation_faults
from collegiate.improvement.fund.queries.funds import balance
from collegiate.values import Money, Standing

A_CHUNK = 5_000


def ledger(fund: Fund, *, viewer: Standing, start: int = 0, stop: int | None = None) -> list[Leg]:
    """
    Return the posted legs on a fund's bank account, newest first, perhaps some of them; none to somebody who is not a member.

    Two queries, which walk no more of the ledger than they return.
    """
    if viewer.person_id is None:
        return []
    mine = Leg.objects.filter(fund=fund, account=LedgerAccount.objects.filter(code=BANK).values("pk")[:1])
    entries = Entry.objects.filter(Exists(mine.filter(entry=OuterRef("pk"))), posted_at__isnull=False)
    keys = entries.order_by("-on", "-pk").values_list("pk", flat=True)  # each has one leg on the bank account of a fund
    rows = mine.filter(entry__in=list(keys[start:stop])).select_related("entry__payment__payee")
    return list(rows.order_by("-entry__on", "-entry_id", "pk"))


def get_entry(pk: int, *, viewer: Standing) -> Entry:
    """
    Return a posted entry with its decision, what it takes back, what takes it back, and what it stands for.

    :raises Entry.DoesNotExist: if there is none, or the viewer is not a member
    """
    if viewer.person_id is None:
        raise Entry.DoesNotExist
    return Entry.objects.select_related(
        "decision",
        "posted_by",
        "reverses",
        "reversed_by",
        "payment__commitment__decision",
        "contribution__organisation",
    ).get(pk=pk, posted_at__isnull=False)


def taken_back_by(entry: Entry) -> Entry | None:
    """Return the entry that takes one back, if there is one; `get_entry` fetched it."""
    return getattr(entry, "reversed_by", None)


def legs(entry: Entry) -> list[Leg]:
    """Return the legs of an entry, as they were written."""
    return list(Leg.objects.filter(entry=entry).select_related("fund", "account", "party").order_by("pk"))


def shown_by_the_bank(entry_id: int | None) -> date | None:
    """Return the day on which the bank shows the whole of an entry, by the lines it is matched with; None where it does not."""
    if entry_id is None:
        return None
    matches = Match.objects.filter(leg__entry=entry_id).select_related("line", "leg")
    found = list(matches.order_by("-line__on"))
    if not found or sum(one.pence for one in found) != found[0].leg.pence:
        return None
    return found[0].line.on


def brought_forward() -> set[int]:
    """Return the keys of the funds whose opening balance is posted and was not taken back."""
    opening = Leg.objects.filter(
        account__code=BANK, entry__kind=EntryKind.OPENING, entry__posted_at__isnull=False, entry__reversed_by=None
    )
    return set(opening.values_list("fund_id", flat=True))


def faults() -> list[str]:
    """
    Return what does not add up, in sentences; empty when all is well.

    That is: entries that do not balance or were never posted, an entry that is not what the record says of it, and
    a fund whose sums are not those of its ledger and its commitments, a reconciled day on which the ledger holds
    something else by now, and a round whose shares are not its pot or do not come to the same again.
    """
    found = [*unbalanced()]
    found += [
        f"Entry {pk} was never posted."
        for pk in Entry.objects.filter(posted_at__isnull=True).order_by("pk").values_list("pk", flat=True)
    ]
    found += _not_as_recorded()
    bank = dict(
        Leg.objects.filter(account__code=BANK).values_list("fund_id").annotate(pence=Sum("pence")).order_by("fund_id")
    )
    for fund in Fund.objects.order_by("pk"):
        now = balance(fund)
        if bank.get(fund.pk, 0) != (now.received - now.paid).pence:
            found.append(f"{fund.name}: the bank account does not equal what came in less what was paid.")
        if fund.promised_pence != (now.committed + now.paid).pence:
            found.append(f"{fund.name}: its promises do not equal its commitments.")
    found += [
        f"On {one.on:%-d %B %Y} the ledger and the bank agreed on {one.amount}, and now it holds {held}."
        for one, held in _held_on_reconciled_days()
        if held != one.amount
    ]
    return found + allocation_faults()


def _held_on_reconciled_days() -> Iterator[tuple[Reconciliation, Money]]:
    """Yield what the bank account of the ledger holds on each reconciled day, in one walk along its days."""
    bank = Leg.objects.filter(account__code=BANK, entry__posted_at__isnull=False)
    days = list(bank.values_list("entry__on").annotate(pence=Sum("pence")).order_by("entry__on"))
    held = place = 0
    for one in Reconciliation.objects.order_by("on"):
        while place < len(days) and days[place][0] <= one.on:
            held += days[place][1]
            place += 1
        yield one, Money(held)


def unbalanced() -> list[str]:
    """Return the entries that do not balance in a fund, in sentences."""
    return [
        f"Entry {leg['entry_id']} does not balance in fund {leg['fund_id']}."
        for leg in Leg.objects.filter(entry__posted_at__isnull=False)
        .values("entry_id", "fund_id")
        .annotate(pence=Sum("pence"))
        .exclude(pence=0)
        .order_by("entry_id", "fund_id")
    ]


def _not_as_recorded() -> Iterator[str]:
    lines = Line.objects.filter(deed="fund.post").values_list("subject", "data")
    recorded = {
        int(subject.rpartition(":")[2]): data.get("digest") for subject, data in lines.iterator(chunk_size=A_CHUNK)
    }
    for pk, found in _digests():
        if pk not in recorded:
            yield f"Entry {pk} is not in the record."
        elif recorded.pop(pk) != found:
            yield f"Entry {pk} is not what the record says was posted."
    yield from (f"Entry {pk} is in the record, and no longer in the ledger." for pk in sorted(recorded))


def _digests() -> Iterator[tuple[int, str]]:
    """Yield each posted entry's key and the digest of its rows as they are now; two queries, read in step."""
    entries = with_their_legs(
        ("on", "kind", "decision_id", "reverses_id"), ("fund_id", "account__code", "party_id", "pence")
    )
    for (pk, on, kind, decision, reverses), legs in entries:
        yield pk, digest(on, kind, decision=decision, reverses=reverses, legs=legs)


def with_their_legs(columns: Sequence[str], of_legs: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    """
    Yield every posted entry in order, its key and some columns, with some columns of its legs as they were written.

    Two queries, read in step and in little memory, however many entries there are.
    """
    rows = Leg.objects.filter(entry__posted_at__isnull=False).order_by("entry_id", "pk")
    legs = rows.values_list("entry_id", *of_legs).iterator(chunk_size=A_CHUNK)
    leg = next(legs, None)
    entries = Entry.objects.filter(posted_at__isnull=False).order_by("pk").values_list("pk", *columns)
    for entry in entries.iterator(chunk_size=A_CHUNK):
        its = []
        while leg is not None and leg[0] == entry[0]:
            its.append(leg[1:])
            leg = next(legs, None)
        yield entry, its


def size() -> tuple[int, int, int]:
    """Return how many entries, legs and funds the ledger has."""
    return Entry.objects.count(), Leg.objects.count(), Fund.objects.count()
