"""The register of interests, and declaring one's own."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as said
from collegiate.partnership.members import commands, forms, policies, queries
from collegiate.partnership.members.models import InterestKind

ON_A_PAGE = 200


@allowed_to(anyone_signed_in)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """Show who has an interest in which organisation."""
    found = queries.register_of_interests(viewer=request.standing, day=clock.today())
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "members/interests.html",
        found=len(found),
        people=len({line.person.pk for line in found}),
        pages=shown,
        table=_table(request, list(shown)),
    )


def _table(request: SignedInRequest, lines: list[queries.InterestLine]) -> Table:
    columns = [Column("Name"), Column("In"), Column("What it is"), Column("Since"), Column("Until"), Column("Change")]
    rows = [
        [
            Link(line.person.public_name, reverse("members:person", args=[line.person.pk])),
            str(line.organisation),
            line.words,
            line.from_on,
            line.until_on or "",
            _end(request, line),
        ]
        for line in lines
    ]
    return Table("Interests that count today", columns, rows, quiet_caption=True, stack=True)


def _end(request: SignedInRequest, line: queries.InterestLine) -> Link | str:
    if line.declared is None:
        return "Follows from the role"
    if line.until_on is not None or not policies.may_declare(request.standing, line.person):
        return ""
    return Link(
        "It has ended", reverse("members:end_interest", args=[line.declared.pk]), hidden=f": {line.organisation}"
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest) -> HttpResponse:
    """Confirm that what the register says of oneself is right and whole."""
    standing, day = request.standing, clock.today()
    me = queries.person(standing.person_id or 0, viewer=standing)
    form = Once(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(form, lambda: commands.confirm_interests(me, by=standing, at=clock.now())):
        messages.success(request, "What the register says of you is confirmed. You are asked again in a year.")
        return redirect("members:interests")
    mine = [one for one in queries.register_of_interests(viewer=standing, day=day) if one.person.pk == me.pk]
    last = queries.confirmed_on(me.pk)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Is this right and whole?",
        caption="What the register of interests says of you",
        intro=f"You confirmed it last on {said(last)}." if last else "You have not confirmed it yet.",
        lines=[
            *(
                [Line(str(one.organisation), one.words) for one in mine]
                or [Line("Nothing", "No interest of yours is in the register.")]
            ),
            Line("Something is missing", Link("Declare an interest", reverse("members:declare"))),
        ],
        button="It is right and whole",
        back=reverse("members:interests"),
        refusal=policies.may_declare(standing, me).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def declare(request: SignedInRequest) -> HttpResponse:
    """Declare an interest of one's own."""
    form = forms.DeclareInterest(
        request.POST if request.method == "POST" else None, organisations=queries.everywhere(day=clock.today())
    )
    if form.is_valid() and done(form, lambda: _declare(request, form)):
        messages.success(request, f"Your interest in {form.cleaned_data['organisation']} is declared.")
        return redirect("members:interests")
    return page(request, "members/declare.html", form=form)


def _declare(request: SignedInRequest, form: forms.DeclareInterest) -> object:
    typed = form.cleaned_data
    return commands.declare_interest(
        queries.person(request.standing.person_id or 0, viewer=request.standing),
        organisation=typed["organisation"],
        kind=InterestKind(typed["kind"]),
        nature=typed["nature"],
        from_on=typed["from_on"],
        until_on=typed["until_on"],
        by=request.standing,
        at=clock.now(),
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that an interest has ended."""
    interest = queries.interest(pk, viewer=request.standing)
    form = forms.EndInterest(request.POST if request.method == "POST" else None, today=clock.today())
    if form.is_valid() and done(
        form,
        lambda: commands.end_interest(
            interest, until_on=form.cleaned_data["until_on"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(
            request, f"The interest in {interest.organisation} has ended. It still counts for twelve months."
        )
        return redirect("members:interests")
    refusal = "" if form.is_bound else policies.may_declare(request.standing, interest.person).refusal
    return page(request, "members/end_interest.html", form=form, interest=interest, refusal=refusal)
