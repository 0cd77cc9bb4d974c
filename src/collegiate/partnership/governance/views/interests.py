"""Interests in one item: declared, raised, ruled on; who chairs or decides it instead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Line
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import moment
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import AgendaItem, Nearness, Stage
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation, Person


def _settled(item: AgendaItem) -> bool:
    decision = getattr(item, "decision", None)
    return decision is not None and decision.decided_at is not None


def _organisations(item: AgendaItem) -> list[Organisation]:
    return list({party.organisation_id: party.organisation for party in item.parties.all()}.values())


def _around(item: AgendaItem) -> list[Person]:
    """Return those who sit on the item's group or are in its meeting, by seat and then as they came."""
    return [one.person for one in queries.attending(item.meeting, day=clock.today())]


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def declare(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare an interest in an item: one's own, or as the clerk somebody else's."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    me = members.person(standing.somebody, viewer=standing)
    others = _around(found) if policies.may_prepare(standing, found.meeting.group) else []
    people = list({one.pk: one for one in [me, *others]}.values())
    form = forms.DeclareInterest(
        request.POST if request.method == "POST" else None, people=people, organisations=_organisations(found)
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("person", "because", "organisation")}
        given["nearness"] = Nearness(form.cleaned_data["nearness"])
        if done(form, lambda: commands.declare_for_item(found, **given, by=standing, at=clock.now())):
            messages.success(request, f"The interest of {given['person'].name} is recorded. They leave for this item.")
            return redirect("governance:item", pk)
    ruling = policies.may_declare(standing, me, found.meeting, decided=_settled(found))
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Who has an interest?",
        caption=found.title,
        intro="What the register of interests and the roles you hold say is found already. Declare here what they do not say. Whoever has an interest leaves the room for this item.",
        warns="It stands at once, is minuted, and is not taken back.",
        button="Declare this interest",
        back=reverse("governance:item", args=[pk]),
        refusal=ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def raise_interest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Raise somebody else's interest in an item, for whoever chairs it to rule on."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    people = [one for one in _around(found) if one.pk != standing.person_id]
    form = forms.DeclareInterest(
        request.POST if request.method == "POST" else None, people=people, organisations=_organisations(found)
    )
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("person", "because", "organisation")}
        given["nearness"] = Nearness(form.cleaned_data["nearness"])
        if done(form, lambda: commands.raise_interest(found, **given, by=standing, at=clock.now())):
            messages.success(request, "It is raised. Whoever chairs the item rules on it before anything is decided.")
            return redirect("governance:item", pk)
    refusal = ""
    if people:
        refusal = policies.may_raise(standing, people[0], found.meeting, decided=_settled(found)).refusal
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Whose interest do you raise?",
        caption=found.title,
        intro="Whoever chairs this item rules whether it stands. The reason is minuted, and that you raised it is kept.",
        button="Raise this interest",
        back=reverse("governance:item", args=[pk]),
        refusal=refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule, from the chair, whether an interest that was raised stands."""
    standing = request.standing
    found = queries.get_flag(pk, viewer=standing)
    form = forms.RuleOnInterest(request.POST if request.method == "POST" else None)
    if form.is_valid():
        stands, because = form.cleaned_data["stands"] == "yes", form.cleaned_data["because"]
        if done(
            form, lambda: commands.rule_on_interest(found, stands=stands, because=because, by=standing, at=clock.now())
        ):
            messages.success(
                request, f"The interest of {found.person.name} {'stands' if stands else 'does not stand'}."
            )
            return redirect("governance:item", found.item_id)
    room = queries.room_for(found.item, at=clock.now())
    chairs = room.chair is not None and room.chair.person.pk == standing.person_id
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title=f"Does {found.person.name} have an interest?",
        caption=found.item.title,
        lines=[
            Line("Raised by", found.raised_by.name),
            Line("On", moment(found.raised_at)),
            Line("What it is", found.because),
            Line("How near", found.get_nearness_display()),
        ],
        button="Rule so",
        back=reverse("governance:item", args=[found.item_id]),
        refusal=policies.may_rule(standing, found, found.item.meeting, chairs=chairs).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def hand_the_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who chairs an item in the chair's place."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    room = queries.room_for(
        found, at=clock.now() if found.meeting.stage == Stage.IN_PROGRESS else found.meeting.starts_at
    )
    people = [one.person for one in room.people if one.why is None]
    form = forms.WhichPerson(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        person = form.cleaned_data["person"]
        if done(form, lambda: commands.hand_the_chair(found, to=person, by=standing, at=clock.now())):
            messages.success(request, f"{person.name} chairs this item.")
            return redirect("governance:item", pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Who chairs this item?",
        caption=found.title,
        intro=room.hand_first or "Somebody with a vote and without an interest takes the chair for this item only.",
        button="Hand the chair",
        back=reverse("governance:item", args=[pk]),
        refusal=policies.may_prepare(standing, found.meeting.group).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def refer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move an item to the reserve panel."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.refer(found, by=standing, at=clock.now())):
        messages.success(request, "The item has moved to the reserve panel.")
        return redirect("governance:item", pk)
    room = queries.room_for(found, at=clock.now(), everybody=found.meeting.stage != Stage.IN_PROGRESS)
    terms = queries.newest_terms(found.meeting.group)
    panel = terms.reserve_panel if terms else None
    ruling = policies.may_refer(
        standing, found.meeting, panel=panel, too_few=room.broken_by_interests, decided=_settled(found)
    )
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title=f"Move this item to {panel.name if panel else 'the reserve panel'}?",
        caption=found.title,
        intro=f"{room.too_few} The panel that the terms of reference name decides in the group’s place.",
        warns="The item does not move back.",
        button="Move it",
        back=reverse("governance:item", args=[pk]),
        refusal=ruling.refusal,
    )
