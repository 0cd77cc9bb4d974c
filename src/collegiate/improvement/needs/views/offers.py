"""Help that is offered: all that stands, offering, ending an offer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Link, Table
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.needs import commands, forms, policies, queries


@allowed_to(anyone_signed_in)
@require_safe
def offers(request: SignedInRequest) -> HttpResponse:
    """List the help that members offer one another."""
    form = forms.WhichStrand(request.GET)
    strand = form.cleaned_data["strand"] if form.is_valid() else ""
    found = queries.offers(day=clock.today(), strand=strand)
    rows = [
        [
            offer.title,
            str(offer.organisation),
            strands()[offer.strand].name,
            offer.what,
            offer.days_a_term,
            offer.until_on or "Until it is ended",
            Link("End it", reverse("needs:end_offer", args=[offer.pk]), hidden=f"“{offer.title}”")
            if policies.may_offer(request.standing, offer.organisation)
            else "",
        ]
        for offer in found
    ]
    columns = [
        Column("Offer"),
        Column("From"),
        Column("Strand"),
        Column("What it is"),
        Column("Days a term", numeric=True),
        Column("Until"),
        Column("Yours to end"),
    ]
    return page(
        request,
        "needs/offers.html",
        table=Table("Help that is offered", columns, rows, quiet_caption=True, stack=True),
        filters=form,
        chosen=bool(strand),
        found=len(found),
        from_how_many=len({offer.organisation_id for offer in found}),
        may_offer=bool(queries.offering_for(viewer=request.standing)),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def offer_help(request: SignedInRequest) -> HttpResponse:
    """Offer help for a school or member that I answer for."""
    mine = {organisation.pk: organisation for organisation in queries.offering_for(viewer=request.standing)}
    form = forms.OfferForm(
        request.POST if request.method == "POST" else None,
        organisations={pk: str(organisation) for pk, organisation in mine.items()},
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("strand", "title", "what", "days_a_term", "until_on")}
        organisation = mine[int(form.cleaned_data["organisation"])]
        if done(
            form,
            lambda: commands.offer_help(
                organisation, **given, offered_on=clock.today(), by=request.standing, at=clock.now()
            ),
        ):
            messages.success(request, f"{organisation} offers “{given['title']}”. Every member can see it.")
            return redirect("needs:offers")
    refusal = "" if mine else "Only the head teacher, or the contact of another member, can offer help."
    return page(request, "needs/offer.html", form=form, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end_offer(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an offer on a day."""
    offer = queries.offer(pk, viewer=request.standing)
    form = forms.EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: commands.end_offer(offer, until_on=form.cleaned_data["until_on"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"“{offer.title}” ends on that day.")
        return redirect("needs:offers")
    ruling = policies.may_offer(request.standing, offer.organisation)
    return page(
        request,
        "needs/words.html",
        form=form,
        title=f"End “{offer.title}”",
        button="End this offer",
        back=reverse("needs:offers"),
        here="Help that is offered",
        refusal="" if form.is_bound else ruling.refusal,
    )
