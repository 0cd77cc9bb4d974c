"""My wishes, my timetable, and changing a place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.forms import NOT_WHOLE, Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.members.queries import person
from collegiate.partnership.training_day import commands, forms, policies, queries
from collegiate.partnership.training_day.models import Stage


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def wishes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Wish for three sessions."""
    day = queries.get(pk, viewer=request.standing)
    me = person(request.standing.person_id or 0, viewer=request.standing)
    form = forms.Wishes(
        request.POST if request.method == "POST" else None,
        on_offer=queries.to_choose_from(day),
        row=queries.wished(day, me.pk),
    )
    if form.is_valid() and done(
        form,
        lambda: commands.wish(
            day, person=me, sessions=form.chosen(), version=form.cleaned_data["version"], by=request.standing,
            at=clock.now(),
        ),
    ):  # fmt: skip
        messages.success(request, f"Your wishes for {day.name} are kept. You can change them while wishes are open.")
        return redirect("training_day:mine", pk)
    refusal = "" if form.is_bound else queries.may_wish(day, viewer=request.standing).refusal
    return page(request, "training_day/wishes.html", form=form, day=day, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_safe
def mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show where I am when, and why this and not that."""
    day = queries.get(pk, viewer=request.standing)
    me = request.standing.person_id or 0
    wishes = queries.my_wishes(day, me)
    parts = queries.timetable(day, me, wishes=wishes)
    return page(
        request,
        "training_day/mine.html",
        day=day,
        parts=parts,
        wishes=wishes,
        outcomes=queries.outcomes(day, wishes=wishes, parts=parts),
        may_wish=queries.may_wish(day, viewer=request.standing),
        may_change=policies.may_change_place(request.standing, day, me),
        places_given=day.stage not in (Stage.DRAFT, Stage.WISHES_OPEN),
        once=Once(),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def choose(request: SignedInRequest, pk: int, slot: int) -> HttpResponse:
    """Take a free place in a slot, in place of the one held then, if any."""
    day = queries.get(pk, viewer=request.standing)
    me = person(request.standing.person_id or 0, viewer=request.standing)
    wanted = queries.slot(day, slot)
    now = next(part for part in queries.timetable(day, me.pk) if part.slot == wanted)
    held = now.booking.session if now.booking else None
    offers = [one for part in queries.programme(day) if part.slot == now.slot for one in part.sessions]
    form = forms.Take(
        request.POST if request.method == "POST" else None,
        on_offer=[one for one in offers if one.session != held and (one.free or request.method == "POST")],
    )
    if form.is_valid() and done(
        form, lambda: commands.take_place(form.chosen(), person=me, swap=True, by=request.standing, at=clock.now())
    ):
        messages.success(request, f"You have a place in “{form.chosen().title}”, {now.slot}.")
        return redirect("training_day:mine", pk)
    ruling = policies.may_change_place(request.standing, day, me.pk)
    return page(
        request,
        "training_day/choose.html",
        form=form,
        day=day,
        slot=now.slot,
        held=held,
        full=[one.session for one in offers if not one.free and one.session != held],
        refusal="" if form.is_bound else ruling.refusal,
    )


@allowed_to(anyone_signed_in)
@require_POST
def give_up(request: SignedInRequest, pk: int, booking: int) -> HttpResponse:
    """Give up a place."""
    day = queries.get(pk, viewer=request.standing)
    held, form = queries.booking(day, booking, viewer=request.standing), Once(request.POST)
    if form.is_valid() and done(form, lambda: commands.give_up_place(held, by=request.standing, at=clock.now())):
        messages.success(request, f"You gave up your place in “{held.session.title}”. Somebody else can take it now.")
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())) or NOT_WHOLE)
    return redirect("training_day:mine", pk)
