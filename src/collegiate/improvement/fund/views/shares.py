"""Pages of what schools get by need: every round, one round before and after, and one school's share with its reasons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import indicators
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.components import Column, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.evidence.queries import said
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import AllocationRound, NeedFormula, NeedWeight, RoundStage
from collegiate.improvement.fund.views.rounds import chart_of
from collegiate.partnership.governance import queries as governance
from collegiate.values import AcademicYear, CannotSay, Money

KINDS: dict[str, TagKind] = {
    RoundStage.OPEN: "waiting",
    RoundStage.LOCKED: "waiting",
    RoundStage.SHARED: "waiting",
    RoundStage.SET_ASIDE: "kept",
    RoundStage.WITHDRAWN: "quiet",
}


@allowed_to(policies.may_see_books)
@require_safe
def rounds(request: SignedInRequest) -> HttpResponse:
    """List the rounds in which a pot was shared by need."""
    found = queries.allocation_rounds()
    return page(
        request,
        "fund/rounds.html",
        rounds=found,
        waiting=sum(KINDS[one.stage] == "waiting" for one in found),
        table=Table(
            "Rounds, newest first",
            [Column("Round"), Column("Between"), Column("Pot", numeric=True), Column("Stage")],
            [
                [Link(one.name, reverse("fund:round", args=[one.pk])), one.whom.capitalize(), one.pot, _tag(one)]
                for one in found
            ],
            quiet_caption=True,
        ),
        refusal=policies.may_keep_rounds(request.standing).refusal,
    )


def _tag(round: AllocationRound) -> Tag:
    return Tag(round.get_stage_display(), KINDS[round.stage])


@allowed_to(policies.may_see_books)
@require_safe
def round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a round: its formula while it is tried, and what schools get once it is shared out."""
    found, standing, now = queries.get_round(pk), request.standing, clock.now()
    versions = queries.need_formulas(found)
    fixed = queries.approved(versions)
    shared = (
        queries.shares(found) if fixed is not None and found.stage in (RoundStage.SHARED, RoundStage.SET_ASIDE) else []
    )
    gained, lost, same = _against_last(shared)
    return page(
        request,
        "fund/round.html",
        round=found,
        tag=_tag(found),
        is_open=found.stage == RoundStage.OPEN,
        is_over=found.stage in (RoundStage.SET_ASIDE, RoundStage.WITHDRAWN),
        versions=[(one, _weights(one)) for one in versions],
        fixed=fixed,
        shared=shared,
        bands=chart_of(queries.bands_of(fixed, shared)) if fixed and shared else None,
        table=_table(found, shared),
        moves=queries.adjustments(found) if any(one.moved for one in shared) else [],
        mine=[one for one in shared if one.allocation.organisation_id in standing.organisations()],
        without=[one for one in shared if isinstance(one.gets, CannotSay)],
        gained=gained, lost=lost, same=same,
        drafting=policies.may_draft_formula(standing, found).refusal,
        sharing=policies.may_share_out(standing, found, approved_at=fixed.approved_at if fixed else None, at=now).refusal,
        setting=policies.may_set_shares_aside(standing, found).refusal,
        withdrawing=policies.may_withdraw_round(standing, found).refusal,
        keeps=bool(policies.may_keep_rounds(standing)),
    )  # fmt: skip


def _weights(formula: NeedFormula) -> Table:
    known = indicators()
    return Table(
        f"What need is made of in version {formula.version}",
        [Column("Figure"), Column("Weight", numeric=True), Column("Counts from", numeric=True), Column("Fully at", numeric=True)],
        [
            [known[one.indicator].title if one.indicator in known else one.indicator, one.weight, *_ends(one)]
            for one in formula.weights.all()
        ],
        quiet_caption=True,
    )  # fmt: skip


def _ends(weight: NeedWeight) -> tuple[str, str]:
    """Return the values between which an indicator counts, with its unit."""
    meant, ends = indicators().get(weight.indicator), (float(weight.from_value), float(weight.to_value))
    begins, fully = (said(meant, value) if meant else f"{value:g}" for value in ends)
    return begins, fully


def _against_last(shared: list[queries.SchoolShare]) -> tuple[int, int, int]:
    """Return how many schools get more than in the round before, less, and the same."""
    known = [(one.pence, one.allocation.last_pence) for one in shared if not isinstance(one.gets, CannotSay)]
    return (
        sum(now > before for now, before in known),
        sum(now < before for now, before in known),
        sum(now == before for now, before in known),
    )


def _table(round: AllocationRound, shared: list[queries.SchoolShare]) -> Table:
    follows = round.follows_id is not None
    columns = [Column("School"), Column("Pupils", numeric=True), Column("Each pupil", numeric=True)]
    columns += [Column("Last time", numeric=True)] if follows else []
    columns += [Column("Gets", numeric=True)]
    rows = []
    for one in shared:
        its = one.allocation
        said: list[object] = [
            Link(str(its.organisation), reverse("fund:share", args=[round.pk, its.organisation_id])),
            its.pupils if its.pupils is not None else CannotSay(its.because),
            # by what it gets in the end, protection and decisions included
            Money(one.pence // its.pupils) if its.pupils else "",
        ]
        said += [Money(its.last_pence)] if follows else []
        rows.append([*said, one.gets if its.pupils is not None or one.moved else ""])
    total: list[object] = ["Together", sum(one.allocation.pupils or 0 for one in shared), ""]
    total += [Money(sum(one.allocation.last_pence for one in shared))] if follows else []
    return Table("What each school gets", columns, rows, total=[*total, Money(sum(one.pence for one in shared))])


@allowed_to(policies.may_see_books)
@require_safe
def share(request: SignedInRequest, pk: int, school: int) -> HttpResponse:
    """Show what one school gets, and each step of why."""
    found = queries.get_round(pk)
    its = queries.share_explained(found, school)
    known, census = indicators(), its.share.allocation.pupils_from
    return page(
        request,
        "fund/share.html",
        round=found,
        school=its.share.allocation.organisation,
        its=its,
        census=AcademicYear(census.year) if census else "",
        formula=its.share.allocation.snapshot.formula,
        figures=Table(
            "What its need is made of",
            [Column("Figure"), Column("Its value"), Column("Adds", numeric=True), Column("Of at most", numeric=True)],
            [
                [
                    known[one.indicator].title if one.indicator in known else one.indicator,
                    CannotSay(one.because) if one.because else f"{point.said}, {point.year}" if point else "",
                    f"{one.adds:.1f}" if one.adds is not None else "",
                    one.most,
                ]
                for one, point in its.inputs
            ],
        ),
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def adjust_share(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a decision moved part of one school's share to another."""
    found = queries.get_round(pk)
    form = forms.AdjustShare(
        request.POST or None,
        allocations=[one.allocation for one in queries.shares(found)],
        decisions=governance.decisions(),
    )
    if form.is_valid():
        given = form.cleaned_data
        giver, taker = form.allocations[given["giver"]], form.allocations[given["taker"]]

        def do() -> None:
            commands.adjust(
                found, giver=giver, taker=taker, amount=given["amount"], because=given["because"],
                decision=form.decisions[given["decision"]], by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['amount']} moves from {giver.organisation} to {taker.organisation}.")
            return redirect("fund:round", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Change a share", caption=found.name, button="Note this change",
        back=reverse("fund:round", args=[pk]),
        intro="Only a decision changes a share, and only by moving part of one school’s to another.",
        refusal="" if found.stage == RoundStage.SHARED else "A share is changed after the pot is shared out, and before it is set aside.",
    )  # fmt: skip


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def set_shares_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set each school's share aside."""
    found = queries.get_round(pk)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.set_shares_aside(found, by=request.standing, at=clock.now())):
        messages.success(request, f"{found.pot} is set aside, for each school its share.")
        return redirect("fund:round", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Set each share aside?", caption=found.name, button="Set them aside",
        back=reverse("fund:round", args=[pk]),
        intro=f"{found.pot} is promised from {found.fund}, school by school, on the decision that fixed the formula. "
        "After that no share is changed.",
        refusal=policies.may_set_shares_aside(request.standing, found).refusal,
    )  # fmt: skip
