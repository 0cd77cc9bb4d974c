"""Pages of development days: agreed, changed, written up, and what they found."""

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
from collegiate.values import Role

KINDS: dict[str, TagKind] = {DayStage.AGREED: "waiting", DayStage.HAPPENED: "kept", DayStage.CANCELLED: "quiet"}


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
        may_change=bool(policies.may_change_day(request.standing, found, found.agreement)),
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
        school = form.schools[form.cleaned_data["organisation"]]
        if done(
            form,
            lambda: commands.agree_day(
                agreement, organisation=school, **form.facts, by=request.standing, at=clock.now()
            ),
        ):
            messages.success(request, "The day is agreed.")
            return redirect("delivery:days")
    return page(
        request, "ui/deed_page.html", form=form, title="When is the next development day?", caption=agreement.title,
        button="Agree this day", back=reverse("delivery:programmes"),
        refusal=policies.may_deliver(request.standing, agreement).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def change_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a day that was agreed, or change what it is for."""
    found = queries.get_day(pk, viewer=request.standing)
    advisers = members.acting_for([found.agreement.provider_id], roles=[Role.ADVISER], day=clock.today())
    form = forms.ChangeDay(request.POST or None, row=found, advisers=advisers, strands=list(strands().values()))

    def change() -> None:
        version = form.cleaned_data["version"]
        commands.change_day(found, version=version, **form.facts, by=request.standing, at=clock.now())

    if form.is_valid() and done(form, change):
        messages.success(request, "The day is changed.")
        return redirect("delivery:day", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What should this day be?", caption=found.organisation.name,
        button="Change this day", back=reverse("delivery:day", args=[pk]),
        intro="Where the day or the adviser changes, the school’s head teacher is told.",
        refusal=policies.may_change_day(request.standing, found, found.agreement).refusal,
    )  # fmt: skip
