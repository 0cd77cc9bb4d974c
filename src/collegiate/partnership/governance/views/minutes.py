"""Minutes: read as page and on paper, written item by item, and agreed at a later meeting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.files import store
from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.ui.components import Line
from collegiate.foundation.ui.pages import done, page
from collegiate.foundation.ui.showing import day as in_words
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Meeting, Stage


@allowed_to(anyone)  # the public is told that there is no such page, not that there is one for others
@require_safe
def minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the minutes of a meeting: a draft to members, and once they are agreed to everybody who may read them."""
    standing = request.standing
    found = _readable(request, pk)
    in_full = bool(policies.may_read_in_full(standing, found))
    return page(
        request,
        "governance/minutes.html",
        meeting=found,
        minutes=queries.minutes_of(found, public=not in_full),
        published=queries.published(found) if found.stage == Stage.AGREED else [],
        draft=found.stage != Stage.AGREED,
        in_full=in_full,
        member=standing.person_id is not None,
        may_write=bool(policies.may_write_minutes(standing, found)),
        may_agree=bool(policies.may_prepare(standing, found.group)) and found.stage in (Stage.CLOSED, Stage.AGREED),
    )


def _readable(request: SignedInRequest, pk: int) -> Meeting:
    """Return a meeting whose minutes the reader may read; to everybody else there is none."""
    found = queries.get_meeting_for_minutes(pk)
    publication = found.publication  # type: ignore[attr-defined]  # annotated
    if not policies.may_read_minutes(request.standing, found, publication=publication or ""):
        raise Http404
    return found


@allowed_to(anyone)
@require_safe
def minutes_on_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the minutes as a tagged PDF: the file that was agreed, unchanged, or a draft of what the public will read."""
    found = _readable(request, pk)
    agreed = queries.published(found)
    made = store.path_of(agreed[0].file.digest).read_bytes() if agreed else queries.minutes_on_paper(found, draft=True)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{queries.file_name(found)}"'
    return answer


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def minute_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what was said on an item."""
    standing = request.standing
    found = queries.get_item(pk, viewer=standing)
    form = forms.MinuteItem(request.POST if request.method == "POST" else None, row=found.meeting, item=found)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("said", "version")}
        if done(form, lambda: commands.minute_item(found, **facts, by=standing, at=clock.now())):
            messages.success(request, f"What was said on “{found.title}” is in the minutes.")
            return redirect("governance:minutes", found.meeting_id)
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="What was said?",
        caption=f"{found.place}. {found.title}",
        button="Keep this minute",
        back=reverse("governance:minutes", args=[found.meeting_id]),
        refusal="" if form.is_bound else policies.may_write_minutes(standing, found.meeting).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def agree_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a later meeting agreed the minutes, and publish them as they are."""
    standing = request.standing
    found = queries.get_meeting(pk, viewer=standing)
    if not (ruling := policies.may_prepare(standing, found.group)):
        raise PermissionDenied(ruling.refusal)
    meetings = queries.could_agree(found)
    people = [
        one.person for meeting in meetings for one in queries.attending(meeting, day=clock.today()) if one.present
    ]
    form = forms.AgreeMinutes(
        request.POST if request.method == "POST" else None,
        meetings=meetings,
        people=people,
        again=found.stage == Stage.AGREED,
    )
    if form.is_valid():
        given = form.cleaned_data
        facts = {"agreed_in": given["agreed_in"], "mover": given["mover"], "because": given.get("because", "")}
        content, file = queries.minutes_of(found, public=True).digest, _keep(found)
        deed = {**facts, "file": file, "content": content, "by": standing, "at": clock.now()}
        if done(form, lambda: commands.agree_minutes(found, **deed)):
            messages.success(request, "These minutes are agreed, and their file is kept as it is.")
            return redirect("governance:minutes", pk)
    refusal = "" if meetings else f"A later meeting of {found.group.name} agrees them, while it is in progress."
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Agree the minutes",
        caption=f"{found.group.name}, {in_words(found.starts_at)}",
        intro="A member in the room says that they are right; you record it. The file is published and cannot be changed.",
        lines=[Line("Items", len(queries.agenda(found)))],
        button="Record that they are agreed",
        back=reverse("governance:minutes", args=[pk]),
        refusal=refusal,
    )


def _keep(meeting: Meeting) -> StoredFile:
    """Keep the file that will be published, before the deed that refers to it."""
    made = queries.minutes_on_paper(meeting, draft=False)
    return store.keep(queries.file_name(meeting), [made], kind="application/pdf", at=clock.now())
