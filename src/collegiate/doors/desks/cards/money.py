"""Money: what waits to be paid or paid in, where the fund stands, and what a school gave and got back."""

from collections.abc import Iterable

from django.urls import reverse

from collegiate.doors.desks.cards.desk import About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.fund import queries as fund
from collegiate.values import CannotSay, Money, counted


def payments(about: About) -> Iterable[Card]:
    """Say which payments wait for which step, and whether it is the viewer who can take it."""
    for one in fund.waiting_payments(viewer=about.standing):
        payment, does = one.payment, {"check": "Check", "authorise": "Authorise", "send": "Send"}[one.step]
        second = f" {one.authorised} of {one.needed} people have authorised it." if one.authorised else ""
        yield Card(
            f"{does} {payment.amount} to {payment.payee}",
            f"{payment.memo}.{second}" if second and one.step == "authorise" else payment.memo,
            reverse("fund:payment", args=[payment.pk]),
            "Somebody else’s turn" if one.refusal else "Your turn",
            "" if one.refusal else "mine",
        )


def contributions(about: About) -> Iterable[Card]:
    """Say what members have still to pay in."""
    due = fund.still_to_come(viewer=about.standing) if about.pots else []
    if due:
        yield Card(
            f"{counted(len(due), 'contribution')} still to come",
            f"{Money(sum(one.pence for one in due)).pounds} in all.",
            reverse("fund:contributions"),
            f"The first was due on {in_words(due[0].due_on)}",
        )


def to_bring_forward(about: About) -> Iterable[Card]:
    """Say which funds hold nothing yet, so that what they held before can be brought forward."""
    for pot in about.pots:
        if not pot.received_pence:
            yield Card(
                f"Bring forward what {pot.name} held before",
                "From a spreadsheet; nothing is posted before you have seen it.",
                reverse("exchange:opening"),
            )


def to_compare(about: About) -> Iterable[Card]:
    """Say on which day the ledger and the bank last agreed, and lead to the next statement."""
    if not about.pots:
        return
    last = fund.last_reconciled()
    when = f"They last agreed on {in_words(last.on)}" if last else "No day is reconciled yet"
    yield Card("Load a bank statement", "As the bank exports it: CSV or OFX.", reverse("exchange:statement"), when)
    yield Card(
        "Hand the books to an auditor", "The whole ledger as a file, and how to check it.", reverse("exchange:books")
    )


def in_the_fund(about: About) -> Iterable[Figure]:
    """Say what is free to promise, what is promised and not paid, and when the pot would be empty."""
    for pot in about.pots[:1]:
        ahead, url = fund.ahead(pot), reverse("fund:fund")
        yield Figure(
            "Free to promise",
            pot.free.pounds,
            n=f"of {Money(pot.received_pence).pounds} received",
            source=pot.name,
            source_url=url,
        )
        yield Figure(
            "Promised and not paid yet",
            ahead.owed.pounds,
            n=f"by {counted(ahead.decisions, 'decision')}" if ahead.open else "",
            source="Where did the money go?",
            source_url=reverse("follow"),
        )
        said, n = _runs_dry(ahead)
        yield Figure("The pot runs dry", said, n=n, source=pot.name, source_url=url)


def _runs_dry(ahead: fund.Ahead) -> tuple[str | CannotSay, str]:
    """Say when the last of what is promised now is paid, which empties a pot of which nothing is free."""
    last = in_words(ahead.last_paid_on) if ahead.last_paid_on else ""
    if ahead.free:
        return "Not in sight", f"{ahead.free.pounds} stays free" + (f" when all is paid, by {last}" if last else "")
    if last:
        return last, "when the last promise is paid"
    if ahead.undated:
        return CannotSay("Money is promised without a day."), "nothing is free"
    return "Now", "nothing is free and nothing waits to be paid"


def paid_in(about: About) -> Iterable[Figure]:
    """Say what the person's schools paid in and what came back, each leading to where its pounds went."""
    if not about.schools:
        return
    keys = [one.pk for one in about.schools]
    promised = commissioning.promised_to(keys, day=about.day)
    for seen in fund.statements(about.schools):
        school = seen.organisation
        url = reverse("school-money-of", args=[school.pk])
        yield Figure(
            f"{school} paid in",
            seen.paid_in.pounds,
            n=f"{seen.due.pounds} still due",
            source="Where did our £ go?",
            source_url=url,
        )
        back = promised.get(school.pk, commissioning.Promised())
        yield Figure(
            f"Came back to {school}",
            back.worth.pounds,
            n=f"its equal part of what {counted(back.agreements, 'agreement')} cost so far; {back.met} of {counted(back.milestones, 'promise')} kept, {back.late} late",
            source="Where did our £ go?",
            source_url=url,
        )
