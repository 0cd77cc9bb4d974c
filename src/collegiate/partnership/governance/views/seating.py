"""What the clerk does about a group: adopt its terms, make, fill and end its seats, and record who chairs it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Capacity, Seat
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Group


def _answer(
    request: SignedInRequest, group: Group, form: Any, do: Callable[[], object], said: Callable[[], str], **shown: Any
) -> HttpResponse:
    """Do the deed of a valid form and lead back to the group; else show the form, or why it is not for the reader."""
    if form.is_valid() and done(form, do):
        messages.success(request, said())
        return redirect("governance:group", group.pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        caption=group.name,
        back=reverse("governance:group", args=[group.pk]),
        refusal=policies.may_keep_seats(request.standing, group).refusal,
        **shown,
    )


def _sent(request: SignedInRequest) -> Any:
    return request.POST if request.method == "POST" else None


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def adopt_terms(request: SignedInRequest, pk: int) -> HttpResponse:
    """Adopt a new version of a group's terms of reference."""
    group, today = queries.get_group(pk), clock.today()
    before = queries.newest_terms(group)
    form = forms.AdoptTerms(_sent(request), panels=queries.panels(day=today), row=before, today=today)
    return _answer(
        request,
        group,
        form,
        lambda: commands.adopt_terms(group, **form.deed(), by=request.standing, at=clock.now()),
        lambda: f"{group.name} works by its new terms from {in_words(form.cleaned_data['agreed_on'])}.",
        title="Adopt terms of reference",
        button="Adopt these terms",
        intro=f"They replace version {before.version}, which stays to be read." if before else "They are its first.",
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def make_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a seat on a group."""
    group = queries.get_group(pk)
    form = forms.MakeSeat(_sent(request), initial={"from_on": clock.today()})
    return _answer(
        request,
        group,
        form,
        lambda: commands.make_seat(group, **form.deed(), by=request.standing, at=clock.now()),
        lambda: f"The seat “{form.cleaned_data['label']}” is made. It is vacant.",
        title="Make a seat",
        button="Make this seat",
        intro="A seat is a place apart from whoever sits in it, so that everybody sees when it is vacant.",
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def fill_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Appoint somebody to a seat, as its member or a deputy."""
    seat = queries.get_seat(pk)
    form = forms.FillSeat(
        _sent(request), found=members.called(request.POST.get("who", "")), initial={"from_on": clock.today()}
    )

    def do() -> object:
        given = form.cleaned_data
        return commands.seat(
            given["who"],
            seat=seat,
            from_on=given["from_on"],
            until_on=given["until_on"],
            capacity=Capacity(given["capacity"]),
            by=request.standing,
            at=clock.now(),
        )

    return _answer(
        request,
        seat.group,
        form,
        do,
        lambda: f"{form.cleaned_data['who'].name} sits in “{seat}” from {in_words(form.cleaned_data['from_on'])}.",
        title=f"Fill the seat “{seat}”",
        button="Appoint them",
        intro=_term_of(seat),
    )


def _term_of(seat: Seat) -> str:
    who = f"{capfirst(seat.appointer)} appoints to it. " if seat.appointer else ""
    if seat.term_months is None:
        return f"{who}It has no term, so whoever is appointed sits until you end it."
    stays = f" Nobody appointed then, they stay on for {seat.carry_over_days} days." if seat.carry_over_days else ""
    return f"{who}A term is {seat.term_months} months.{stays}"


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a seat in which nobody sits."""
    seat = queries.get_seat(pk)
    form = forms.LastDay(_sent(request), today=clock.today())
    return _answer(
        request,
        seat.group,
        form,
        lambda: commands.end_seat(seat, until_on=form.cleaned_data["until_on"], by=request.standing, at=clock.now()),
        lambda: f"The seat “{seat}” is there until {in_words(form.cleaned_data['until_on'])}.",
        title=f"End the seat “{seat}”?",
        button="End this seat",
        intro="Who sat in it stays to be read.",
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end_tenure(request: SignedInRequest, pk: int) -> HttpResponse:
    """End somebody's time in a seat."""
    tenure = queries.get_tenure(pk)
    form = forms.LastDay(_sent(request), today=clock.today())
    return _answer(
        request,
        tenure.seat.group,
        form,
        lambda: commands.unseat(tenure, until_on=form.cleaned_data["until_on"], by=request.standing, at=clock.now()),
        lambda: f"{tenure.person.name} sits in “{tenure.seat}” until {in_words(form.cleaned_data['until_on'])}.",
        title=f"End {tenure.person.name}’s time in “{tenure.seat}”?",
        button="End their time",
        intro="The seat is vacant from the day after, and they stay on no longer.",
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def take_the_chair(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record who chairs a group."""
    group = queries.get_group(pk)
    form = forms.TakeTheChair(
        _sent(request), found=members.called(request.POST.get("who", "")), initial={"from_on": clock.today()}
    )

    def do() -> object:
        given = form.cleaned_data
        return commands.take_the_chair(
            given["who"], group=group, from_on=given["from_on"], by=request.standing, at=clock.now()
        )

    return _answer(
        request,
        group,
        form,
        do,
        lambda: f"{form.cleaned_data['who'].name} chairs {group.name} from {in_words(form.cleaned_data['from_on'])}.",
        title="Who chairs this group?",
        button="Record the chair",
        intro="Whoever chaired it until now does so until the day before.",
    )
