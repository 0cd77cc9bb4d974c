"""An agenda: an item put on it, put off, or in another place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import ItemPurpose


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def add_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an item on a meeting's agenda."""
    standing = request.standing
    found = queries.get_meeting(pk, viewer=standing)
    form = forms.AddItem(
        request.POST if request.method == "POST" else None,
        papers=queries.papers(viewer=standing),
        people=queries.who_may_present(found, day=clock.today()),
    )
    if form.is_valid():
        given = form.cleaned_data
        facts = {name: given[name] for name in ("title", "minutes", "paper", "confidential", "presenter")}
        purpose = ItemPurpose(given["purpose"])
        if done(form, lambda: commands.add_item(found, **facts, purpose=purpose, by=standing, at=clock.now())):
            messages.success(request, f"“{given['title']}” is on the agenda.")
            return redirect("governance:meeting", pk)
    ruling = policies.may_put_on(standing, found)
    return page(
        request,
        "governance/add_item.html",
        form=form,
        meeting=found,
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def order_agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the items of a meeting into another order."""
    standing = request.standing
    found = queries.get_meeting(pk, viewer=standing)
    ruling = policies.may_put_on(standing, found)
    items = [one.item for one in queries.agenda(found)] if ruling else []  # its faults would name what is on it
    form = forms.OrderAgenda(request.POST if request.method == "POST" else None, row=found, items=items)
    if form.is_valid():
        deed = {"order": form.order(), "version": form.cleaned_data["version"], "by": standing, "at": clock.now()}
        if done(form, lambda: commands.order_agenda(found, **deed)):
            messages.success(request, "The agenda is in its new order, and its times follow.")
            return redirect("governance:meeting", pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="In which order?",
        caption=f"{found.group.name}, {in_words(found.starts_at)}",
        intro="Give each item its number. Times are worked out from the order and the minutes set aside.",
        button="Put them in this order",
        back=reverse("governance:meeting", args=[pk]),
        refusal=ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def put_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put an item off to its group's backlog."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    form = forms.Waits(request.POST if request.method == "POST" else None)
    if form.is_valid():
        because = form.cleaned_data["because"]
        if done(form, lambda: commands.put_off(found, because=because, by=standing, at=clock.now())):
            messages.success(request, f"“{found.title}” waits in the backlog.")
            return redirect("governance:meeting", found.meeting_id)
    decided = getattr(found, "decision", None) is not None
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title=f"Put off “{found.title}”?",
        intro="It leaves this agenda and waits in the group’s backlog until another meeting takes it up.",
        button="Put it off",
        back=reverse("governance:item", args=[pk]),
        refusal="" if form.is_bound else policies.may_put_off(standing, found, found.meeting, decided=decided).refusal,
    )
