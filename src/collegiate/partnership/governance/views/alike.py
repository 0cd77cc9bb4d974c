"""Treating every school of a class alike: the formula, its figures, and the item that goes by it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import AgendaItem
from collegiate.values import Money


def _settled(item: AgendaItem) -> bool:
    decision = getattr(item, "decision", None)
    return decision is not None and decision.decided_at is not None


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def name_class(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that an item gives every school of a class alike."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    formulas = queries.formulas_of(found.meeting.group_id)
    form = forms.NameClass(request.POST if request.method == "POST" else None, formulas=formulas)
    if form.is_valid():
        formula = form.cleaned_data["formula"]
        if done(form, lambda: commands.name_class(found, formula=formula, by=standing, at=clock.now())):
            messages.success(
                request, "Whoever has an interest only as every school has stays and votes, and it is noted."
            )
            return redirect("governance:item", pk)
    ruling = policies.may_name_class(
        standing, found.meeting, named=hasattr(found, "gives_alike"), decided=_settled(found)
    )
    refusal = ruling.refusal or ("" if formulas else "No formula is frozen yet. Freeze one on the group’s page first.")
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="By which formula does it treat every school alike?",
        caption=found.title,
        intro="It counts only where it can be shown: a formula frozen before its figures, and a share for every school of the class.",
        button="Treat them alike",
        back=reverse("governance:item", args=[pk]),
        refusal=refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def freeze_formula(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish and freeze what every school of a class gets."""
    standing = request.standing
    found = queries.get_group(pk)
    form = forms.FreezeFormula(request.POST if request.method == "POST" else None)
    if form.is_valid() and (
        kept := done(form, lambda: commands.freeze_formula(found, **form.deed(), by=standing, at=clock.now()))
    ):
        messages.success(request, "The formula is published and frozen. Show its figures next.")
        return redirect("governance:formula", kept.made.pk) if kept.made else redirect("governance:group", pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What does every school get?",
        caption=found.name,
        intro="A formula is frozen before anybody sees what it comes to. With a share for every school of the class it shows that an item treats them alike.",
        warns="It is published at once, and never changed.",
        button="Freeze this formula",
        back=reverse("governance:group", args=[pk]),
        refusal=policies.may_freeze(standing, found).refusal,
    )


@allowed_to(anyone_signed_in)
@require_safe
def formula(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a formula, and what it comes to for each school."""
    found = queries.get_formula(pk)
    shares = queries.shares_of(found)
    rows = [[str(one.organisation), one.units, Money(one.pence)] for one in shares]
    columns = [
        Column("School"),
        Column(found.unit.capitalize() or "Units", numeric=True),
        Column("Share", numeric=True),
    ]
    ruling = policies.may_show_shares(request.standing, found, shown=bool(shares), at=clock.now())
    return page(
        request,
        "governance/formula.html",
        formula=found,
        each=Money(found.base_pence),
        for_each=Money(found.rate_pence),
        table=Table("What it comes to", columns, rows, quiet_caption=True) if rows else None,
        many=len(rows),
        may_show=bool(ruling),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def show_shares(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a formula comes to for each school of its class."""
    standing = request.standing
    found = queries.get_formula(pk)
    schools = queries.schools_of(found, day=clock.today())
    form = forms.ShowShares(
        request.POST if request.method == "POST" else None, schools=schools, counts=bool(found.rate_pence)
    )
    if form.is_valid():
        units = form.cleaned_data["units"]
        if done(form, lambda: commands.show_shares(found, units=units, by=standing, at=clock.now())):
            messages.success(request, f"What it comes to is shown for {len(units)} schools.")
            return redirect("governance:formula", pk)
    shown = bool(queries.shares_of(found))
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What does it come to?",
        caption=found.name,
        intro=f"{len(schools)} schools are of the class, and each needs a figure.",
        button="Show the figures",
        back=reverse("governance:formula", args=[pk]),
        refusal=policies.may_show_shares(standing, found, shown=shown, at=clock.now()).refusal,
    )
