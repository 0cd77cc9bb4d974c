"""Pages of agreements: waiting and made, their terms and money, their milestones."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import indicators
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.commissioning import commands, forms, policies, queries
from collegiate.improvement.commissioning.models import Agreement, AgreementStage, Milestone, MilestoneStage
from collegiate.improvement.fund import queries as fund
from collegiate.improvement.fund.models import NOT_PAID_AFTER_ALL, PAID, WAITING, Commitment
from collegiate.values import Money

KINDS: dict[str, TagKind] = {
    AgreementStage.PROPOSED: "waiting",
    AgreementStage.AGREED: "",
    AgreementStage.COMPLETE: "kept",
    AgreementStage.ENDED: "quiet",
    AgreementStage.WITHDRAWN: "quiet",
}
PAYMENT_KINDS: dict[str, TagKind] = {
    **dict.fromkeys(WAITING, "waiting"),
    **dict.fromkeys(PAID, "kept"),
    **dict.fromkeys(NOT_PAID_AFTER_ALL, "harm"),
}


@allowed_to(policies.may_see)
@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """List agreements, with one sentence on all of them first."""
    form = forms.ByStage(request.GET)
    stage = form.cleaned_data["stage"] if form.is_valid() else ""
    everything = queries.agreements(viewer=request.standing)
    shown = [one for one in everything if not stage or one.stage == stage]
    rows = [
        [
            Link(one.title, reverse("commissioning:agreement", args=[one.slug])),
            one.provider.name,
            one.price,
            one.starts_on,
            Tag(one.get_stage_display(), KINDS[one.stage]),
        ]
        for one in shown
    ]
    columns = [Column("Agreement"), Column("Provider"), Column("Price", numeric=True), Column("From"), Column("Stage")]
    return page(
        request,
        "commissioning/agreements.html",
        filters=form,
        chosen=stage,
        running=sum(one.stage == AgreementStage.AGREED for one in everything),
        complete=sum(one.stage == AgreementStage.COMPLETE for one in everything),
        waiting=sum(one.stage == AgreementStage.PROPOSED for one in everything),
        table=Table("Agreements, the latest first", columns, rows, quiet_caption=True, stack=True),
        refusal=policies.may_write_brief(request.standing).refusal,
    )


@allowed_to(policies.may_see)
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List the agreements that wait for the Strategic Group."""
    return page(request, "commissioning/waiting.html", waiting=queries.awaiting_decision(viewer=request.standing))


@allowed_to(policies.may_see)
@require_safe
def agreement(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show an agreement: its terms, its schools, its money and its milestones."""
    found = queries.get(slug, viewer=request.standing)
    known = indicators().get(found.indicator)
    return page(
        request,
        "commissioning/agreement.html",
        agreement=found,
        lines=_terms(found, known.title if known else found.indicator),
        milestones=[_milestone(request, one, found) for one in found.milestones.all()],
        tag=Tag(found.get_stage_display(), KINDS[found.stage]),
        is_waiting=found.stage == AgreementStage.PROPOSED,
        is_running=found.stage == AgreementStage.AGREED,
        agree_refusal=policies.may_agree(request.standing, found).refusal,
        may_withdraw=not policies.may_withdraw(request.standing, found).refusal,
        complete_refusal=policies.may_complete(
            request.standing,
            found,
            open_milestones=sum(one.stage == MilestoneStage.SCHEDULED for one in found.milestones.all()),
            unpaid=queries.unpaid(found),
        ).refusal,
        may_end_early=bool(policies.may_end_early(request.standing, found, unpaid=Money(0))),
    )


@dataclass(frozen=True, slots=True)
class MilestoneCard:
    """A milestone, what became of its payment, and what may be done about either."""

    milestone: Milestone
    payment: Tag | None  # of what was asked for last
    payment_url: str
    because: str  # why that was refused
    accept_refusal: str
    may_ask_again: bool


def _milestone(request: SignedInRequest, milestone: Milestone, agreement: Agreement) -> MilestoneCard:
    last = queries.last_payment(milestone)
    return MilestoneCard(
        milestone,
        Tag(f"Payment {last.get_stage_display().lower()}", PAYMENT_KINDS[last.stage]) if last else None,
        reverse("fund:payment", args=[last.pk]) if last else "",
        last.refused_because if last else "",
        policies.may_accept(request.standing, milestone, agreement).refusal,
        bool(policies.may_ask_again(request.standing, milestone, agreement, last)),
    )


def _money(money: Commitment) -> str:
    """Say what was set aside, what is payable, what was paid, and what went back to the fund."""
    said = f"{money.committed} set aside, {money.payable} payable by now, {money.paid} paid"
    return f"{said}, {Money(money.released_pence)} given back" if money.released_at else said


def _terms(agreement: Agreement, indicator: str) -> list[Line]:
    money = agreement.commitment
    return [
        Line("Provider", agreement.provider.name),
        Line("Price", agreement.price),
        Line(
            "Set aside and paid",
            _money(money) if money else "Nothing yet: no decision has made it",
        ),
        Line("Time", f"{agreement.starts_on:%-d %B %Y} to {agreement.ends_on:%-d %B %Y}"),
        Line("What it should move", f"{indicator}, by {agreement.change_worth_paying:g} points at least"),
        Line("Why these schools", f"{agreement.get_why_chosen_display()}. {agreement.why_these_schools}"),
        Line("Made by", str(agreement.decision) if agreement.decision else "Waiting for a decision"),
        *(
            [Line("Ended early", f"{agreement.ended_at:%-d %B %Y}, by {agreement.ended_by}: {agreement.ended_because}")]
            if agreement.ended_at
            else []
        ),
    ]


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def agree(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record that the Strategic Group made an agreement."""
    found = queries.get(slug, viewer=request.standing)
    form = forms.Agree(request.POST or None, decisions=queries.decisions_for(found), funds=fund.funds())
    if form.is_valid():
        decision, pot = form.decisions[form.cleaned_data["decision"]], form.funds[form.cleaned_data["fund"]]
        if done(form, lambda: commands.agree(found, decision=decision, fund=pot, by=request.standing, at=clock.now())):
            messages.success(request, f"{found.title} is agreed. {found.price} is set aside.")
            return redirect("commissioning:agreement", slug)
    return page(
        request, "ui/deed_page.html", form=form, title=f"Agree {found.title}", caption=found.reference,
        button="Make this agreement", back=reverse("commissioning:agreement", args=[slug]),
        intro=f"{found.provider} helps {len(found.schools.all())} schools, at {found.price} at most.",
        refusal=policies.may_agree(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a milestone, which makes its money payable."""
    milestone = queries.get_milestone(pk, viewer=request.standing)
    form = forms.Accept(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.accept_milestone(
            milestone, evidence=form.cleaned_data["evidence"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(
            request, f"“{milestone.title}” is accepted. {milestone.amount} waits for somebody else to check it."
        )
        return redirect("commissioning:agreement", milestone.agreement.slug)
    return page(
        request, "ui/deed_page.html", form=form, title="Was this milestone met?", caption=milestone.title,
        button="Accept this milestone", back=reverse("commissioning:agreement", args=[milestone.agreement.slug]),
        intro=f"{milestone.amount} is asked for when you accept it.",
        refusal=policies.may_accept(request.standing, milestone, milestone.agreement).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def ask_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more for the money of a milestone whose payment was refused."""
    milestone = queries.get_milestone(pk, viewer=request.standing)
    back, last = reverse("commissioning:agreement", args=[milestone.agreement.slug]), queries.last_payment(milestone)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.ask_again(milestone, by=request.standing, at=clock.now())):
        messages.success(request, f"{milestone.amount} is asked for again. It waits for somebody else to check it.")
        return redirect(back)
    return page(
        request, "ui/deed_page.html", form=form, title="Ask for this payment again?", caption=milestone.title,
        button="Ask for it again", back=back,
        intro=f"{milestone.amount} was refused: {last.refused_because}" if last and last.refused_because else "",
        refusal=policies.may_ask_again(request.standing, milestone, milestone.agreement, last).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def complete(request: SignedInRequest, slug: str) -> HttpResponse:
    """Complete an agreement."""
    found = queries.get(slug, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.complete(found, by=request.standing, at=clock.now())):
        messages.success(request, f"{found.title} is complete.")
        return redirect("commissioning:agreement", slug)
    open_ones = sum(one.stage == MilestoneStage.SCHEDULED for one in found.milestones.all())
    return page(
        request, "ui/deed_page.html", form=form, title="Is this agreement complete?", caption=found.title,
        button="Complete it", back=reverse("commissioning:agreement", args=[slug]),
        refusal=policies.may_complete(
            request.standing, found, open_milestones=open_ones, unpaid=queries.unpaid(found)
        ).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end_early(request: SignedInRequest, slug: str) -> HttpResponse:
    """End an agreement before its milestones are all met."""
    found = queries.get(slug, viewer=request.standing)
    form = forms.EndEarly(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.end_early(found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"{found.title} has ended. What was left is free to promise again.")
        return redirect("commissioning:agreement", slug)
    return page(
        request, "ui/deed_page.html", form=form, title="End this agreement early?", caption=found.title,
        intro=f"{found.commitment.left if found.commitment else Money(0)} goes back to the fund, and no further milestone is accepted.",
        button="End it", back=reverse("commissioning:agreement", args=[slug]),
        refusal=policies.may_end_early(request.standing, found, unpaid=queries.unpaid(found)).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    """Withdraw an agreement that no decision has made."""
    found = queries.get(slug, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.withdraw_agreement(found, by=request.standing, at=clock.now())):
        messages.success(request, f"{found.title} is withdrawn.")
        return redirect("commissioning:agreements")
    return page(
        request, "ui/deed_page.html", form=form, title="Withdraw this agreement?", caption=found.title,
        intro="It stays in the list as withdrawn; another can be proposed for the same brief.",
        button="Withdraw it", back=reverse("commissioning:agreement", args=[slug]),
        refusal=policies.may_withdraw(request.standing, found).refusal,
    )  # fmt: skip
