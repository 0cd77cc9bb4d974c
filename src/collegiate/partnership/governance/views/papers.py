"""Papers: writing one, reading it beside what each group said, and recording what a group said."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Consideration, Decision, Paper, Weight
from collegiate.partnership.governance.views.meetings import groups_prepared_by


@dataclass(frozen=True, slots=True)
class Side:
    """How one group considered a paper, as it stands beside the others: `binds` where its word is the decision."""

    consideration: Consideration
    binds: bool
    decision: Decision | None
    tally: str
    may_respond: bool


@allowed_to(anyone)  # the public is told that there is no such page, not that there is one for others
@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a paper, and side by side what each group said about it."""
    standing = request.standing
    found = queries.get_paper(pk, viewer=standing)
    sides = []
    for one in queries.considerations_of(found):
        decision = getattr(one.item, "decision", None)
        may = bool(policies.may_respond(standing, one, one.item.meeting))
        sides.append(Side(one, one.weight == Weight.DECIDES, decision, _tally(one, decision), may))
    return page(request, "governance/paper.html", paper=found, sides=sides)


def _tally(one: Consideration, decision: Decision | None) -> str:
    if decision is not None:
        return f"{decision.in_favour} for, {decision.against} against, {decision.abstained} abstained"
    if one.in_favour is None or one.against is None:
        return ""
    return f"{one.in_favour} for, {one.against} against"


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def write_paper(request: SignedInRequest) -> HttpResponse:
    """Write a paper."""
    groups = groups_prepared_by(request.standing)
    form = forms.WritePaper(request.POST if request.method == "POST" else None, groups=groups)
    made: list[Paper] = []
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("title", "summary", "text", "group")}
        deed = {**facts, "by": request.standing, "at": clock.now()}
        if done(form, lambda: made.append(commands.write_paper(deed.pop("title"), **deed))):
            messages.success(request, f"“{facts['title']}” is written. Put it on the agendas of those who consider it.")
            return redirect("governance:paper", made[0].pk) if made else redirect("governance:meetings")
    refusal = "" if groups else "Only the clerk, the coordinator or a group’s chair can write a paper for it."
    return page(request, "governance/write_paper.html", form=form, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def respond(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record what a group that advises said about a paper."""
    standing = request.standing
    found = queries.get_consideration(pk, viewer=standing)
    form = forms.Respond(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("response", "in_favour", "against")}
        if done(form, lambda: commands.respond(found, **facts, by=standing, at=clock.now())):
            messages.success(request, f"What {found.group.name} said about “{found.paper.title}” is recorded.")
            return redirect("governance:paper", found.paper_id)
    ruling = policies.may_respond(standing, found, found.item.meeting)
    return page(
        request,
        "governance/respond.html",
        form=form,
        consideration=found,
        refusal="" if form.is_bound else ruling.refusal,
    )
