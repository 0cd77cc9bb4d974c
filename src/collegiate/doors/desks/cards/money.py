"""Money: what waits to be paid or paid in, where the fund stands, and what a school gave and got back."""

from collections.abc import Iterable

from django.urls import reverse

from collegiate.doors.desks.cards.desk import About, Card
from collegiate.foundation.ui.components import Figure
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.commissioning.models import AgreementStage
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import ContributionStage, Fund, PaymentStage
from collegiate.values import Money, Role, counted


def payments(about: About) -> Iterable[Card]:
    """Say which payments wait, and whose turn each is."""
    for one in fund.payments(viewer=about.standing, waiting=True):
        requested = one.stage == PaymentStage.REQUESTED
        mine = about.standing.holds(Role.AUTHORISER if requested else Role.BOOKKEEPER)
        yield Card(
            f"{'Authorise' if requested else 'Pay'} {one.amount} to {one.payee}",
            one.memo,
            reverse("fund:payment", args=[one.pk]),
            "Your turn" if mine else "Somebody else’s turn",
            "mine" if mine else "",
        )


def contributions(about: About) -> Iterable[Card]:
    """Say what members have still to pay in."""
    paid_in = fund.contributions(viewer=about.standing) if about.pots else []
    due = [one for one in paid_in if one.stage == ContributionStage.DUE]
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
        owed, url = fund.owed(pot), reverse("fund:fund")
        yield Figure(
            "Free to promise",
            pot.free.pounds,
            n=f"of {Money(pot.received_pence).pounds} received",
            source=pot.name,
            source_url=url,
        )
        yield Figure("Promised and not paid yet", owed.pounds, source=pot.name, source_url=url)
        yield _runs_dry(about, pot, owed)


def _runs_dry(about: About, pot: Fund, owed: Money) -> Figure:
    """Say when the last of what is promised now is paid, which empties a pot of which nothing is free."""
    running = [one.ends_on for one in about.agreements if one.stage == AgreementStage.AGREED]
    last = in_words(max(running)) if running and owed.pence else ""
    if not pot.free.pence and last:
        said, n = last, "when the last agreement that runs is paid"
    elif not pot.free.pence:
        said, n = "Now", "nothing is free and nothing waits to be paid"
    else:
        said, n = "Not in sight", f"{pot.free.pounds} stays free" + (f" when all is paid, by {last}" if last else "")
    return Figure("The pot runs dry", said, n=n, source=pot.name, source_url=reverse("fund:fund"))


def paid_in(about: About) -> Iterable[Figure]:
    """Say what the person's schools paid in, and how many agreements help each."""
    if not about.schools:
        return
    back = commissioning.promised_to([one.pk for one in about.schools], day=about.day)
    for seen in fund.statements(about.schools):
        yield Figure(
            f"{seen.organisation} paid in",
            seen.paid_in.pounds,
            n=f"{seen.due.pounds} still due",
            source="The fund",
            source_url=reverse("fund:contributions"),
        )
        promised = back.get(seen.organisation.pk, commissioning.Promised())
        yield Figure(
            f"Agreements that help {seen.organisation}",
            promised.agreements,
            n=f"{promised.met} of {counted(promised.milestones, 'promise')} kept, {promised.late} late",
            source="Support",
            source_url=reverse("commissioning:agreements"),
        )
