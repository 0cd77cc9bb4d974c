"""Pages of a workshop: places at it, its changes, and who came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.delivery import commands, forms, policies, queries
from collegiate.improvement.delivery.models import Workshop
from collegiate.improvement.delivery.views.programmes import of
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import counted


def _own_people(request: SignedInRequest) -> list[tuple[Person, Organisation]]:
    """Return those for whom the viewer may take a place: themselves, and the staff of a school whose head they are."""
    standing, day = request.standing, clock.today()
    found = [
        (held.person, held.organisation)
        for held in members.people(day=day, organisations=standing.organisations())
        if held.organisation is not None
        and policies.may_take_place(standing, person_id=held.person_id, organisation_id=held.organisation.pk)
    ]
    return list(dict.fromkeys(found))


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def workshop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a workshop with the places the viewer may see, and take one."""
    line = queries.get_workshop(pk, viewer=request.standing)
    found = line.workshop
    form = forms.TakePlace(request.POST or None, people=_own_people(request))
    if form.is_valid():
        person, organisation = form.people[form.cleaned_data["person"]]
        if done(
            form,
            lambda: commands.take_place(
                found, person=person, organisation=organisation, by=request.standing, at=clock.now()
            ),
        ):
            messages.success(request, f"{person.name} has a place at {found.title}.")
            return redirect("delivery:workshop", pk)
    known, standing = strands(), request.standing
    registers = bool(policies.may_register(standing, found.programme.agreement))
    return page(
        request, "delivery/workshop.html", form=form, workshop=found, left=found.places - line.taken,
        strand=known[found.strand].name if found.strand in known else found.strand,
        taken=[
            (one, bool(policies.may_take_place(standing, person_id=one.person_id, organisation_id=one.organisation_id)))
            for one in queries.places_at(found, viewer=standing)
        ],
        is_over=found.has_begun(clock.now()), registers=registers,
        who_sees="You see everybody, since you run this workshop or coordinate it; others see their own school’s people."
        if registers else "Whoever runs the workshop sees all; you see your own school’s people.",
        may_change=bool(policies.may_change_workshop(standing, found, found.programme.agreement)),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def change_workshop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a workshop that is to come."""
    found = queries.get_workshop(pk, viewer=request.standing).workshop
    form = forms.ChangeWorkshop(request.POST or None, row=found, strands=of(found.programme))

    def change() -> None:
        version = form.cleaned_data["version"]
        commands.change_workshop(found, version=version, **form.facts, by=request.standing, at=clock.now())

    if form.is_valid() and done(form, change):
        messages.success(request, f"{form.cleaned_data['title']} is changed.")
        return redirect("delivery:workshop", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What should this workshop be?", caption=found.title,
        button="Change this workshop", back=reverse("delivery:workshop", args=[pk]),
        intro="Where its time or place changes, whoever has a place is told.", refusal=_no_longer(request, found),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def cancel_workshop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a workshop that is to come."""
    line = queries.get_workshop(pk, viewer=request.standing)
    form = forms.Cancel(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.cancel_workshop(
            line.workshop, because=form.cleaned_data["because"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"{line.workshop.title} is cancelled. Whoever had a place is told.")
        return redirect("delivery:workshop", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Cancel this workshop?", caption=line.workshop.title,
        button="Cancel this workshop", back=reverse("delivery:workshop", args=[pk]),
        intro=f"{counted(line.taken, 'person has', 'people have')} a place and will be told why.",
        refusal=_no_longer(request, line.workshop),
    )  # fmt: skip


def _no_longer(request: SignedInRequest, found: Workshop) -> str:
    """Return what keeps the viewer from changing a workshop, or ""."""
    refusal = policies.may_change_workshop(request.standing, found, found.programme.agreement).refusal
    return refusal or (f"{found.title} has begun or is over." if found.has_begun(clock.now()) else "")


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def who_came(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record who came to a workshop."""
    found = queries.get_workshop(pk, viewer=request.standing).workshop
    back = reverse("delivery:workshop", args=[pk])
    ruling = policies.may_register(request.standing, found.programme.agreement)
    places = queries.places_at(found, viewer=request.standing) if ruling else []
    form = forms.WhoCame(request.POST or None, row=found, places=places)

    def keep(came: list[int]) -> None:
        version = form.cleaned_data["version"]
        commands.record_who_came(found, came=came, version=version, by=request.standing, at=clock.now())

    if form.is_valid():
        came = [int(one) for one in form.cleaned_data["came"]]
        if done(form, lambda: keep(came)):
            messages.success(request, f"{len(came)} of {len(places)} came to {found.title}.")
            return redirect(back)
    return page(
        request, "ui/deed_page.html", form=form, title="Who came?", caption=found.title, button="Keep this register",
        back=back, intro="Whoever is not ticked did not come. You can mend it later.",
        refusal=ruling.refusal or ("" if found.has_begun(clock.now()) else f"{found.title} has not begun."),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a place at a workshop up."""
    place = queries.get_place(pk, viewer=request.standing)
    back = reverse("delivery:workshop", args=[place.workshop_id])
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.give_up_place(place, by=request.standing, at=clock.now())):
        messages.success(request, f"The place of {place.person.name} at {place.workshop} is free for somebody else.")
        return redirect(back)
    return page(
        request, "ui/deed_page.html", form=form, title=f"Give up the place of {place.person.name}?",
        caption=place.workshop.title, button="Give it up", back=back,
        refusal=f"{place.workshop} has begun or is over." if place.workshop.has_begun(clock.now()) else "",
    )  # fmt: skip
