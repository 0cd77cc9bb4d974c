"""The desks, search, and choosing a desk."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.doors.desks import forms
from collegiate.doors.desks.cards import desk_for
from collegiate.doors.desks.frame import desk_of, desk_words, desks_of
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.pages import page
from collegiate.improvement.accountability import queries as accountability
from collegiate.improvement.fund import queries as fund
from collegiate.partnership.governance import queries as governance
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.queries import DESK


@allowed_to(anyone)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show the desk of whoever signed in, or what the partnership is to everybody else."""
    standing, role = request.standing, desk_of(request.standing)
    if role is None:
        report = accountability.latest()
        return page(
            request,
            "desks/welcome.html",
            standing=standing,
            said=members.charter(),
            decided=governance.decisions()[:5],
            balances=[fund.balance(one) for one in fund.funds()],
            report=report,
            changed=accountability.what_changed(report) if report else [],
        )
    desk = desk_for(standing, role, now=clock.now())
    return page(request, "desks/desk.html", desk=desk, words=desk_words(standing))


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def desk(request: SignedInRequest) -> HttpResponse:
    """Choose which desk to look at; it never widens or narrows what one may do."""
    form = forms.ChooseDesk(request.POST or None, roles=desks_of(request.standing))
    if form.is_valid():
        request.session[DESK] = form.cleaned_data["role"]
        return redirect("home")
    return page(request, "desks/choose.html", form=form)


@allowed_to(anyone)
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Find organisations, people and decisions by name, as far as the viewer may."""
    words = request.GET.get("q", "").strip()[:100]
    organisations, people = members.find(words, viewer=request.standing)
    decisions = governance.find_decisions(words)
    return page(
        request,
        "desks/search.html",
        words=words,
        organisations=organisations,
        people=people,
        decisions=decisions,
        found=len(organisations) + len(people) + len(decisions),
    )
