"""Pages of the fund’s books: where the money stands, what is due, what came in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.components import Column, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import Commitment, ContributionStage, Fund
from collegiate.partnership.members import queries as members
from collegiate.values import AcademicYear, Money

ON_A_PAGE = 50
KINDS: dict[str, TagKind] = {
    ContributionStage.DUE: "waiting",
    ContributionStage.RECEIVED: "kept",
    ContributionStage.REVERSED: "quiet",
}


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


@allowed_to(anyone_signed_in)
@require_safe
def contributions(request: SignedInRequest) -> HttpResponse:
    """List contributions: all to those who keep the books, a member's own to the member."""
    found = queries.contributions(viewer=request.standing)
    due = [one for one in found if one.stage == ContributionStage.DUE]
    keeps = not policies.may_keep_books(request.standing).refusal
    rows = [
        [
            one.organisation.name,
            one.year,
            one.amount,
            one.due_on,
            Link("Record that it came in", reverse("fund:receive", args=[one.pk]), hidden=f"from {one.organisation}")
            if keeps and one.stage == ContributionStage.DUE
            else Tag(one.get_stage_display(), KINDS[one.stage]),
        ]
        for one in found
    ]
    pages = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    columns = [Column("Member"), Column("Year"), Column("Amount", numeric=True), Column("Due on"), Column("Stage")]
    return page(
        request, "fund/contributions.html", due=due, found=found, pages=pages, keeps=keeps,
        table=Table("Contributions, the earliest due first", columns, list(pages), quiet_caption=True, stack=True),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def receive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a contribution came in."""
    contribution = queries.get_contribution(pk, viewer=request.standing)
    form = forms.On(request.POST or None, initial={"on": clock.today()})
    if form.is_valid() and done(
        form,
        lambda: commands.receive_contribution(
            contribution, on=form.cleaned_data["on"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"{contribution.amount} from {contribution.organisation} is in the fund.")
        return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="Did this contribution come in?", button="Record that it came in",
        caption=contribution.organisation.name, intro=f"{contribution.amount} for {contribution.year}.",
        back=reverse("fund:contributions"), refusal=policies.may_receive(request.standing, contribution).refusal,
    )  # fmt: skip


@allowed_to(policies.may_keep_books)
@require_http_methods(["GET", "POST"])
def expect(request: SignedInRequest) -> HttpResponse:
    """Note that a member's contribution is due."""
    form = forms.Expect(
        request.POST or None,
        funds=queries.funds(),
        organisations=members.organisations(day=clock.today()),
        year=AcademicYear.of(clock.today()),
    )
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.expect_contribution(
                form.organisations[given["organisation"]], fund=form.funds[given["fund"]], amount=given["amount"],
                year=given["year"], due_on=given["due_on"], by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['amount']} is due from {form.organisations[given['organisation']]}.")
            return redirect("fund:contributions")
    return page(
        request, "ui/deed_page.html", form=form, title="Which contribution is due?", button="Note that it is due",
        back=reverse("fund:contributions"),
    )  # fmt: skip
