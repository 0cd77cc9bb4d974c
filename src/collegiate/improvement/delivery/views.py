"""Pages of delivery: programmes and workshops, development days and what they found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.delivery import commands, forms, policies, queries
from collegiate.improvement.delivery.models import DayStage, DevelopmentDay
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person
from collegiate.values import Role

KINDS: dict[str, TagKind] = {DayStage.AGREED: "waiting", DayStage.HAPPENED: "kept", DayStage.CANCELLED: "quiet"}


@allowed_to(anyone_signed_in)
@require_safe
def programmes(request: SignedInRequest) -> HttpResponse:
    """List programmes, and the workshops to come."""
    found = queries.programmes(viewer=request.standing)
    rows = [
        [
            Link(one.name, reverse("delivery:programme", args=[one.pk])),
            one.agreement.provider.name,
            one.starts_on,
            one.ends_on,
        ]
        for one in found
    ]
    columns = [Column("Programme"), Column("Provider"), Column("From"), Column("To")]
    return page(
        request, "delivery/programmes.html",
        table=Table("Programmes, the latest first", columns, rows, quiet_caption=True, stack=True),
        coming=[line.workshop for line in queries.workshops(since=clock.today())],
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_safe
def programme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a programme with its workshops, strand by strand."""
    found = queries.get_programme(pk, viewer=request.standing)
    known = strands()
    rows = [
        [
            Link(line.workshop.title, reverse("delivery:workshop", args=[line.workshop.pk])),
            known[line.workshop.strand].name if line.workshop.strand in known else line.workshop.strand,
            line.workshop.starts_at.date(),
            f"{line.taken} of {line.workshop.places}",
        ]
        for line in queries.workshops(programme=found)
    ]
    columns = [Column("Workshop"), Column("Strand"), Column("Day"), Column("Places taken", numeric=True)]
    return page(
        request, "delivery/programme.html", programme=found,
        table=Table("Network workshops, in their order", columns, rows, quiet_caption=True, stack=True),
        plan_refusal=policies.may_deliver(request.standing, found.agreement).refusal,
    )  # fmt: skip


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
    known = strands()
    return page(
        request, "delivery/workshop.html", form=form, workshop=found, left=found.places - line.taken,
        strand=known[found.strand].name if found.strand in known else found.strand,
        taken=queries.places_at(found, viewer=request.standing), is_over=found.has_begun(clock.now()),
        own={person.pk for person, _ in form.people.values()},
        registers=bool(policies.may_register(request.standing, found.programme.agreement)),
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def who_came(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record who came to a workshop."""
    found = queries.get_workshop(pk, viewer=request.standing).workshop
    back = reverse("delivery:workshop", args=[pk])
    ruling = policies.may_register(request.standing, found.programme.agreement)
    places = queries.places_at(found, viewer=request.standing) if ruling else []
    form = forms.WhoCame(request.POST or None, places=places)
    if form.is_valid():
        came = [int(one) for one in form.cleaned_data["came"]]
        if done(form, lambda: commands.record_who_came(found, came=came, by=request.standing, at=clock.now())):
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


@allowed_to(anyone_signed_in)
@require_safe
def days(request: SignedInRequest) -> HttpResponse:
    """List the development days that the viewer may read, those to come first."""
    found = queries.days(viewer=request.standing)
    today = clock.today()
    coming = [one for one in found if one.on >= today and one.stage == DayStage.AGREED]
    past = [one for one in reversed(found) if one not in coming]
    columns = [Column("School"), Column("Day"), Column("Adviser"), Column("Stage")]
    return page(
        request, "delivery/days.html", coming=coming, past=past,
        tables=[
            Table("To come", columns, [_row(one) for one in coming], stack=True),
            Table("Before", columns, [_row(one) for one in past[:100]], stack=True),
        ],
    )  # fmt: skip


def _row(day: DevelopmentDay) -> list[object]:
    link = Link(day.organisation.name, reverse("delivery:day", args=[day.pk]))
    return [link, day.on, day.adviser.name, Tag(day.get_stage_display(), KINDS[day.stage])]


@allowed_to(anyone_signed_in)
@require_safe
def day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a development day: why, the three elements, and what was agreed next."""
    found = queries.get_day(pk, viewer=request.standing)
    return page(
        request,
        "delivery/day.html",
        day=found,
        tag=Tag(found.get_stage_display(), KINDS[found.stage]),
        lines=[
            Line("Day", found.on),
            Line("Adviser", f"{found.adviser.name}, {found.agreement.provider}"),
            Line("Why, and what to prepare", found.why),
            *([Line("Agreed next", found.agreed_next)] if found.agreed_next else []),
            *([Line("Cancelled because", found.cancelled_because)] if found.cancelled_because else []),
        ],
        is_agreed=found.stage == DayStage.AGREED,
        write_refusal=policies.may_write_up(request.standing, found).refusal,
        may_cancel=not policies.may_cancel(request.standing, found, found.agreement).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def write_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a day up; the school's staff are asked two questions."""
    found = queries.get_day(pk, viewer=request.standing)
    form = forms.WriteUp(request.POST or None)
    if form.is_valid():
        asked = members.acting_for([found.organisation_id], roles=[Role.HEAD_TEACHER, Role.STAFF], day=clock.today())
        if done(
            form,
            lambda: commands.write_up(
                found, elements=form.elements, agreed_next=form.cleaned_data["agreed_next"], ask=asked,
                by=request.standing, at=clock.now(),
            ),
        ):  # fmt: skip
            messages.success(
                request,
                f"The day at {found.organisation} is written up, and {len(asked)} people are asked two questions.",
            )
            return redirect("delivery:day", pk)
    return page(
        request, "ui/deed_page.html", form=form, title=f"What happened at {found.organisation}?", button="Write this day up",
        caption=f"{found.on:%A} {found.on.day} {found.on:%B %Y}", back=reverse("delivery:day", args=[pk]),
        intro="What you write is final, and the school reads it.", refusal=policies.may_write_up(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def cancel(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cancel a day that was agreed."""
    found = queries.get_day(pk, viewer=request.standing)
    form = forms.Cancel(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.cancel_day(found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, "The day is cancelled.")
        return redirect("delivery:day", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Cancel this day?", caption=found.organisation.name, button="Cancel it",
        back=reverse("delivery:day", args=[pk]),
        refusal=policies.may_cancel(request.standing, found, found.agreement).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def plan_day(request: SignedInRequest, slug: str) -> HttpResponse:
    """Agree a development day with a school of an agreement."""
    agreement = commissioning.get(slug, viewer=request.standing)
    form = forms.PlanDay(
        request.POST or None,
        schools=[one.organisation for one in agreement.schools.all()],
        advisers=members.acting_for([agreement.provider_id], roles=[Role.ADVISER], day=clock.today()),
        strands=list(strands().values()),
    )
    if form.is_valid():
        given = form.cleaned_data

        def plan() -> None:
            commands.agree_day(
                agreement,
                organisation=form.schools[given["organisation"]],
                adviser=form.advisers[given["adviser"]],
                on=given["on"],
                strand=given["strand"],
                why=given["why"],
                aims=form.aims,
                by=request.standing,
                at=clock.now(),
            )

        if done(form, plan):
            messages.success(request, "The day is agreed.")
            return redirect("delivery:days")
    return page(
        request, "ui/deed_page.html", form=form, title="When is the next development day?", caption=agreement.title,
        button="Agree this day", back=reverse("delivery:programmes"),
        refusal=policies.may_deliver(request.standing, agreement).refusal,
    )  # fmt: skip
