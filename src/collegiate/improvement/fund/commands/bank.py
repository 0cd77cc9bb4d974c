"""Keeping what the bank says, saying which entry each line is, and reconciling a day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.models import (
    Fund,
    Leg,
    Match,
    Payment,
    PaymentStage,
    Reconciliation,
    Statement,
    StatementLine,
)
from collegiate.values import Money, Refused, Standing


class StatementDoesNotFollow(Refused):
    """The statement does not begin where the one before it ended, or was loaded before."""


@dataclass(frozen=True, slots=True)
class BankLine:
    """A line as it was read: where it stands in the file, its day, its amount, and the bank's words."""

    place: int
    on: date
    amount: Money
    words: str
    reference: str = ""


@deed
def load_statement(
    file: StoredFile, *, lines: Sequence[BankLine], closing: Money, by: Standing, at: datetime
) -> Statement:
    """
    Keep a statement, whole. Lines that an earlier one has already, as often as it has them, are left out.

    :raises NotAllowed: if they do not keep the books
    :raises StatementDoesNotFollow: if it was loaded before, has nothing new, or does not begin where the last one ended
    """
    policies.may_keep_books(by).insist()
    list(Fund.objects.select_for_update().order_by("pk"))  # one statement at a time
    if Statement.objects.filter(file=file).exists():
        raise StatementDoesNotFollow("This file is loaded already.")
    last = queries.last_statement()
    there = Counter(queries.lines_from(lines[0].on)) if last else Counter()
    new = []
    for one in lines:
        key = (one.on, one.amount.pence, one.words[:300])
        if there[key]:
            there[key] -= 1
        else:
            new.append(one)
    if not new:
        raise StatementDoesNotFollow("Every line of this statement is loaded already.")
    opening = closing - Money.total(one.amount for one in new)
    if last is not None and opening != last.closing:
        raise StatementDoesNotFollow(
            f"It begins with {opening}, and the statement before it ended with {last.closing} on {last.until_on:%-d %B %Y}. "
            "Export the days between too."
        )
    statement = Statement.objects.create(
        file=file, from_on=new[0].on, until_on=new[-1].on, opening_pence=opening.pence, closing_pence=closing.pence,
        already_there=len(lines) - len(new), loaded_at=at, loaded_by_id=by.somebody,
    )  # fmt: skip
    StatementLine.objects.bulk_create(
        (
            StatementLine(
                statement=statement, place=one.place, on=one.on, pence=one.amount.pence, words=one.words[:300],
                reference=one.reference[:100],
            )
            for one in new
        ),
        batch_size=500,
    )  # fmt: skip
    data = {"file": file.digest, "lines": len(new), "from": new[0].on, "until": new[-1].on, "closing": closing}
    note("fund.load_statement", subject=statement, data=data)
    return statement


@deed
def match(line: StatementLine, *, legs: Sequence[Leg], because: str, by: Standing, at: datetime) -> list[Match]:
    """
    Say that a line is an entry, or several, or part of one: as much of each as both have left, in their order.

    :raises NotAllowed: if they may not reconcile, or nothing is left of the line or of the entries
    """
    line = StatementLine.objects.select_for_update().get(pk=line.pk)
    rest = line.pence - sum(Match.objects.filter(line=line).values_list("pence", flat=True))
    rests = queries.rests_of(
        list(Leg.objects.select_for_update().filter(pk__in=[one.pk for one in legs]).order_by("pk"))
    )
    fits = bool(rests) and all(one and (one > 0) == (rest > 0) for one in rests.values())
    policies.may_match(by, Money(rest), fits=fits).insist()
    made = []
    for leg in legs:
        pence = min(rest, rests[leg.pk], key=abs)
        if pence:
            made.append(
                Match.objects.create(
                    line=line,
                    leg_id=leg.pk,
                    pence=pence,
                    because=because[:200],
                    matched_at=at,
                    matched_by_id=by.somebody,
                )
            )
            rest -= pence
    note("fund.match", subject=line, data={"legs": [[one.leg_id, one.pence] for one in made]})
    return made


@deed
def match_sure(statement: Statement, *, by: Standing, at: datetime) -> int:
    """
    Match every line for which there is one sure reason, and return how many.

    :raises NotAllowed: if they may not reconcile
    """
    policies.may_reconcile_at_all(by).insist()
    sure = [one for one in queries.explained(statement) if one.suggestion is not None and one.suggestion.sure]
    for one in sure:
        assert one.suggestion is not None  # noqa: S101 - chosen above
        match(one.line, legs=one.suggestion.legs, because=one.suggestion.because, by=by, at=at)
    note("fund.match_sure", subject=statement, data={"lines": len(sure)})
    return len(sure)


@deed
def take_off(line: StatementLine, *, by: Standing, at: datetime) -> StatementLine:
    """
    Take the matches of a line off, as long as its day is not reconciled.

    :raises NotAllowed: if they may not reconcile, or the day is
    """
    line = StatementLine.objects.select_for_update().get(pk=line.pk)
    policies.may_take_off(by, line, last=queries.last_reconciled()).insist()
    Match.objects.filter(line=line).delete()
    note("fund.take_off", subject=line)
    return line


@deed
def reconcile(statement: Statement, *, by: Standing, at: datetime) -> Reconciliation:
    """
    Say that on a statement's last day the bank and the ledger hold the same, to the penny; what the bank shows is reconciled.

    :raises NotAllowed: if they may not, a line or an entry is not explained, the sums differ, or a large entry is their own
    """
    list(Fund.objects.select_for_update().order_by("pk"))  # nothing is posted meanwhile
    found = queries.agreement(statement, viewer=by, own_above=policies.OWN_ENTRIES_UP_TO)
    policies.may_reconcile(
        by,
        found.held,
        found.closing,
        lines=found.lines,
        entries=len(found.entries),
        own=found.own,
    ).insist()
    done = Reconciliation.objects.create(
        statement=statement, on=statement.until_on, pence=statement.closing_pence, reconciled_at=at,
        reconciled_by_id=by.somebody,
    )  # fmt: skip
    seen = queries.seen_by_the_bank(until_on=done.on)
    Payment.objects.filter(pk__in=[one.pk for one in seen]).update(stage=PaymentStage.RECONCILED)
    note(
        "fund.reconcile",
        subject=done,
        because=statement,
        data={"on": done.on, "pence": done.pence, "payments": [one.pk for one in seen]},
    )
    return done
