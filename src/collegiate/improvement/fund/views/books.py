"""Pages of the fund’s books: where the money stands, what is due, what came in."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.charts import Bar, Flow, Mark, Time
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.models import PAID, Commitment, Fund, Leg, Payment
from collegiate.values import Books, Money

ON_A_PAGE = 50


@allowed_to(policies.may_see_books)
@require_safe
def fund(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Show where the money of a fund stands and where it is heading: a bar, sentences, months, years, and the ledger."""
    pots = queries.funds()
    refusal = policies.may_keep_books(request.standing).refusal
    if not pots:
        return page(request, "fund/none.html", refusal=refusal)
    pot = pots[0] if pk is None else next((one for one in pots if one.pk == pk), None)
    if pot is None:
        raise Http404
    found = queries.outlook(pot, day=clock.today())
    pages = Paginator(range(found.entries), ON_A_PAGE).get_page(request.GET.get("page"))
    start = max(pages.start_index() - 1, 0)
    ledger = queries.ledger(pot, viewer=request.standing, start=start, stop=pages.end_index()) if found.entries else []
    return page(
        request,
        "fund/fund.html",
        now=found.now,
        rests_on=_rests_on(pot),
        others=[Link(one.name, reverse("fund:pot", args=[one.pk])) for one in pots if one != pot],
        decisions=found.ahead.decisions,
        newest=found.ahead.open[0] if found.ahead.open else None,
        last=next((paid for leg in ledger if (paid := _paid(leg)) is not None), None) if pages.number == 1 else None,
        dry=_dry(found),
        refusal=refusal,
        bar=_bar(found.now),
        flow=_flow(found.months),
        years=_years(found.years),
        ledger=Table(
            "The bank account, newest first",
            [Column("Day"), Column("What"), Column("Amount", numeric=True)],
            [
                [leg.entry.on, Link(leg.entry.memo, reverse("fund:entry", args=[leg.entry_id])), leg.amount]
                for leg in ledger
            ],
            quiet_caption=True,
            stack=True,
        ),
        pages=pages,
    )


def _paid(leg: Leg) -> Payment | None:
    """Return the payment that a leg stands for, if it is one and the payee still has the money."""
    found: Payment | None = getattr(leg.entry, "payment", None)
    return found if found is not None and found.stage in PAID else None


def _dry(found: queries.Outlook) -> str:
    """Say when the pot runs dry if only present promises are paid, and nothing more comes in."""
    now, last = found.now, found.ahead.last_paid_on
    if found.ahead.runs_dry_on is not None:
        return (
            f"Under present promises the pot runs dry on {in_words(found.ahead.runs_dry_on)}, if nothing more comes in."
        )
    if now.free and last is not None:
        return f"Under present promises the pot does not run dry: {now.free.pounds} stays when the last of them is paid, by {in_words(last)}."
    if now.free:
        return f"Under present promises the pot does not run dry: {now.free.pounds} stays when all is paid."
    if found.ahead.undated:
        return f"Nothing is free. {found.ahead.undated.pounds} is promised without a day, so the day on which the pot runs dry cannot be said."
    return "The pot is empty, and nothing waits to be paid." if now.received else "Nothing has come in yet."


def _flow(months: list[queries.Month]) -> Flow:
    return Flow(
        "Month by month",
        tuple(
            Time(f"{one.first_on:%b %Y}", (one.came_in, one.due, -one.paid, -one.promised), one.free) for one in months
        ),
        series=(("Came in", 2), ("Still due from members", 4), ("Paid", 0), ("Promised, expected to be paid", 1)),
        left="Free to promise, at the end",
        now=queries.BEHIND,
        source="What came in and was paid is by the ledger. What is to come is by the days that members and agreements were given; "
        "what is late stands in this month.",
    )


def _years(years: list[queries.InYears]) -> Table:
    both = [(Books.MAINTAINED, "maintained schools’ year"), (Books.ACADEMY, "academies’ year")]
    heads = [Column(f"{what}, {whose}", numeric=True) for _, whose in both for what in ("Came in", "Paid")]
    return Table(
        "By financial year",
        [Column("Begins in"), *heads],
        [
            [str(one.starts), *(amount for books, _ in both for amount in (one.came_in[books], one.paid[books]))]
            for one in years
        ],
        note="The maintained schools’ year begins in April, the academies’ in September.",
    )


@allowed_to(policies.may_see_books)
@require_safe
def promises(request: SignedInRequest, pk: int) -> HttpResponse:
    """List what decisions promised from a fund, the newest first."""
    pot = queries.get(pk)
    pages = Paginator(queries.commitments(pot), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "fund/promises.html",
        fund=pot,
        found=pages.paginator.count,
        pages=pages,
        table=_promises(request, list(pages)),
    )


def _rests_on(pot: Fund) -> Link | str:
    """Return the decision that made a fund, or the words for the charter."""
    if pot.decision is None:
        return "the charter that members agreed to"
    return Link(f"decision {pot.decision.reference}", reverse("governance:decision", args=[pot.decision.slug]))


def _promises(request: SignedInRequest, promised: list[Commitment]) -> Table:
    return Table(
        "What decisions promised, the newest first",
        [
            Column("For"),
            Column("Decision"),
            Column("Promised", numeric=True),
            Column("Paid", numeric=True),
            Column("What is left"),
        ],
        [
            [
                one.what_for,
                Link(one.decision.reference, reverse("governance:decision", args=[one.decision.slug])),
                one.committed,
                one.paid,
                _rest(request, one),
            ]
            for one in promised
        ],
        quiet_caption=True,
        stack=True,
    )


def _rest(request: SignedInRequest, commitment: Commitment) -> object:
    """Return what a commitment has not paid: gone back, nothing, or the way to give it back, if the viewer may."""
    left = commitment.left
    if not left and commitment.released_at is not None:
        return f"{Money(commitment.released_pence)} went back"
    if not left or policies.may_release(request.standing, commitment).refusal:
        return left
    return Link(f"Release {left}", reverse("fund:release", args=[commitment.pk]), hidden=f"of {commitment.what_for}")


def _bar(now: queries.Balance) -> Bar:
    marks = [
        ("Received", now.received),
        ("Promised, not paid yet", now.committed),
        ("Paid", now.paid),
        ("Free", now.free),
    ]
    return Bar(
        "Where the money stands",
        tuple(Mark(label, amount) for label, amount in marks),
    )
