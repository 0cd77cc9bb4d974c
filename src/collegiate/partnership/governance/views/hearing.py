"""Hearing groups: what each said about a paper, and what was done with it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Line
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries


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


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer what a group that advises said: you said, we did."""
    standing = request.standing
    found = queries.get_consideration(pk, viewer=standing)
    form = forms.AnswerIt(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("taken_up", "text")}
        if done(form, lambda: commands.answer(found, **facts, by=standing, at=clock.now())):
            messages.success(request, f"{found.group.name} can read what was done with what it said.")
            return redirect("governance:paper", found.paper_id)
    ruling = policies.may_answer(
        standing,
        found,
        deciding=queries.deciding(found.paper),
        decided=queries.is_decided(found.paper),
        answered=getattr(found, "answer", None) is not None,
    )
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="You said, we did",
        caption=found.paper.title,
        lines=[Line(f"{found.group.name} said", found.response)] if found.response else [],
        intro="No decision is made on this paper before each group that was heard has its answer.",
        button="Give this answer",
        back=reverse("governance:paper", args=[found.paper_id]),
        refusal="" if form.is_bound else ruling.refusal,
    )
