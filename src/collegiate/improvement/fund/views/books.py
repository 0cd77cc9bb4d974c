"""Pages of the fund’s books: where the money stands, what is due, what came in."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import page
from collegiate.improvement.fund import policies, queries
from collegiate.improvement.fund.models import Commitment, Fund
from collegiate.values import Money

ON_A_PAGE = 50


@allowed_to(policies.may_see_books)
@require_safe
def fund(request: SignedInRequest, pk: int | None = None) -> HttpResponse:
    """Show where the money of a fund stands: a bar, sentences, what was promised, and the ledger."""
    pots = queries.funds()
    refusal = policies.may_keep_books(request.standing).refusal
    if not pots:
        return page(request, "fund/none.html", refusal=refusal)
    pot = pots[0] if pk is None else queries.get(pk)
    now = queries.balance(pot)
    promised = queries.commitments(pot)
    ledger = Paginator(queries.ledger(pot, viewer=request.standing), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "fund/fund.html",
        now=now,
        rests_on=_rests_on(pot),
        others=[Link(one.name, reverse("fund:pot", args=[one.pk])) for one in pots if one != pot],
        promised=promised,
        refusal=refusal,
        commitments=_promises(request, promised),
        bar=_bar(now),
        ledger=Table(
            "The bank account, newest first",
            [Column("Day"), Column("What"), Column("Amount", numeric=True)],
            [
                [leg.entry.on, Link(leg.entry.memo, reverse("fund:entry", args=[leg.entry_id])), leg.amount]
                for leg in ledger
            ],
            stack=True,
        ),
        pages=ledger,
    )


def _rests_on(pot: Fund) -> Link | str:
    """Return the decision that made a fund, or the words for the charter."""
    if pot.decision is None:
        return "the charter that members agreed to"
    return Link(f"decision {pot.decision.reference}", reverse("governance:decision", args=[pot.decision.slug]))


def _promises(request: SignedInRequest, promised: list[Commitment]) -> Table:
    return Table(
        "What decisions promised",
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
