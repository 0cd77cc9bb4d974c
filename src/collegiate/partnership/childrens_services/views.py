"""The directory of children's services, open to everybody, and the pages on which its entries are kept."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.components import Tag
from collegiate.foundation.ui.forms import NOT_WHOLE, Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.childrens_services import commands, forms, policies, queries
from collegiate.partnership.childrens_services.models import Service
from collegiate.partnership.childrens_services.policies import Trust

A_PAGE = 50  # entries
TAGS = {
    Trust.CHECKED: Tag("Checked", "kept"),
    Trust.DUE: Tag("Due to be checked again", "waiting"),
    Trust.LAPSED: Tag("Not checked for over a year", "harm"),
}


@allowed_to(anyone)
@require_safe
def directory(request: SignedInRequest) -> HttpResponse:
    """Show the services that fit what was asked for."""
    look = forms.Look(request.GET or None)
    asked = look.cleaned_data if look.is_valid() else {}
    found = queries.directory(
        day=clock.today(), age=asked.get("age"), kind=asked.get("kind", ""), words=asked.get("words", "")
    )
    entries = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    standing = request.standing
    return page(
        request,
        "childrens_services/directory.html",
        look=look,
        asked=any(value not in (None, "") for value in asked.values()),
        found=len(found),
        entries=entries,
        rows=[(entry.service, TAGS[entry.trust]) for entry in entries],
        to_check=queries.to_check(standing, day=clock.today()) if policies.may_list(standing) else [],
        withdrawn=queries.withdrawn(standing) if policies.may_list(standing) else [],
        may_list=policies.may_list(standing),
    )


@allowed_to(anyone)
@require_safe
def service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one service."""
    found = queries.get(pk, viewer=request.standing)
    return page(
        request,
        "childrens_services/service.html",
        service=found,
        tag=TAGS[queries.trust_in(found, day=clock.today())],
        lapsed=queries.trust_in(found, day=clock.today()) == Trust.LAPSED,
        may_keep=policies.may_keep(request.standing, found),
        is_member=request.standing.person_id is not None,
        once=Once(),
    )


@allowed_to(policies.may_list)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Put a service into the directory."""
    form = forms.Add(
        request.POST if request.method == "POST" else None,
        organisations=queries.may_list_for(request.standing, day=clock.today()),
    )
    if form.is_valid():
        facts = form.facts()
        name = facts.pop("name")
        if done(form, lambda: commands.add_service(name, **facts, by=request.standing, at=clock.now())):
            messages.success(request, f"{name} stands in the directory.")
            return redirect("childrens_services:directory")
    return page(request, "childrens_services/add.html", form=form)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what an entry says."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Change(request.POST if request.method == "POST" else None, row=found)
    if form.is_valid() and done(
        form,
        lambda: commands.change_service(
            found, version=form.cleaned_data["version"], facts=form.facts(), by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"The entry of {form.cleaned_data['name']} is changed, and counts as checked today.")
        return redirect("childrens_services:service", pk)
    refusal = "" if form.is_bound else policies.may_keep(request.standing, found).refusal
    return page(request, "childrens_services/change.html", form=form, service=found, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_POST
def still_right(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that an entry is still right."""
    return _do(request, pk, commands.still_right, "The entry of {} counts as checked today.")


@allowed_to(anyone_signed_in)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a service out of the directory."""
    return _do(request, pk, commands.withdraw_service, "{} is withdrawn from the directory.")


@allowed_to(anyone_signed_in)
@require_POST
def list_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a withdrawn service back into the directory."""
    return _do(request, pk, commands.list_again, "{} stands in the directory again, and counts as checked today.")


def _do(request: SignedInRequest, pk: int, deed: Callable[..., Service], words: str) -> HttpResponse:
    """Do a deed that a button alone asks for, and go back to the entry with what came of it."""
    found, form = queries.get(pk, viewer=request.standing), Once(request.POST)
    if form.is_valid() and done(form, lambda: deed(found, by=request.standing, at=clock.now())):
        messages.success(request, words.format(found.name))
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())) or NOT_WHOLE)
    return redirect("childrens_services:service", pk)
