"""Papers: reading one beside what each group said, writing it, and the next version of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.files import store
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import Answer, Consideration, Decision, Paper, Weight
from collegiate.partnership.governance.views.meetings import groups_prepared_by
from collegiate.partnership.members.models import Group
from collegiate.values import NotAllowed, Role, Standing


@dataclass(frozen=True, slots=True)
class Side:
    """How one group considered a paper, as it stands beside the others; `done` is what was done with what it said."""

    consideration: Consideration
    decision: Decision | None
    done: Answer | None
    tally: str
    may_respond: bool
    may_answer: bool


@allowed_to(anyone)  # the public is told that there is no such page, not that there is one for others
@require_safe
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a paper: what each group said, side by side, above the decision; what changed since it was last opened."""
    standing = request.standing
    found = queries.get_paper(pk, viewer=standing)
    reading = queries.reading(found, viewer=standing)
    if request.method == "GET" and reading.read < reading.newest.number:
        commands.open_paper(reading.newest, by=standing, at=clock.now())
    asked = queries.considerations_of(found)
    binding = next((one for one in asked if one.weight == Weight.DECIDES), None)
    deciding = binding.group if binding else None
    drafted = getattr(binding.item, "decision", None) if binding else None
    decided = drafted is not None and drafted.decided_at is not None
    sides = []
    for one in asked:
        decision, done_with = getattr(one.item, "decision", None), getattr(one, "answer", None)
        decision = decision if decision is not None and decision.is_public else None
        may = bool(policies.may_respond(standing, one, one.item.meeting))
        may_answer = bool(
            policies.may_answer(standing, one, deciding=deciding, decided=decided, answered=done_with is not None)
        )
        sides.append(Side(one, decision, done_with, _tally(one, decision), may, may_answer))
    return page(
        request,
        "governance/paper.html",
        paper=found,
        reading=reading,
        advise=[side for side in sides if side.consideration.weight == Weight.ADVISES],
        decides=next((side for side in sides if side.consideration.weight == Weight.DECIDES), None),
        sealed=queries.has_sealed(found, viewer=standing),
        may_rewrite=not decided and _may_rewrite(standing, [one.group for one in asked]),
    )


def _may_rewrite(standing: Standing, groups: list[Group]) -> bool:
    """Say whether somebody prepares the meetings of a group that considers the paper; a clerk prepares all."""
    return standing.holds(Role.CLERK, Role.COORDINATOR) or any(policies.may_prepare(standing, one) for one in groups)


def _tally(one: Consideration, decision: Decision | None) -> str:
    if decision is not None:
        return f"{decision.in_favour} for, {decision.against} against, {decision.abstained} abstained"
    if one.in_favour is None or one.against is None:
        return ""
    return f"{one.in_favour} for, {one.against} against"


@allowed_to(anyone)
@require_safe
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Show an earlier version of a paper, as it was read then."""
    found = queries.get_paper(pk, viewer=request.standing)
    one = queries.get_version(found, number)
    return page(request, "governance/paper_version.html", paper=found, version=one)


@allowed_to(anyone)
@require_safe
def paper_file(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Give the file that goes with a version of a paper."""
    found = queries.get_paper(pk, viewer=request.standing)
    file = queries.get_version(found, number).file
    if file is None:
        raise Http404
    answer = HttpResponse(store.path_of(file.digest).read_bytes(), content_type=file.kind)
    answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


@allowed_to(anyone_signed_in)
@require_safe
def confidential(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what is confidential in a paper; that it was read is in the record."""
    standing = request.standing
    found = queries.get_paper(pk, viewer=standing)
    part = queries.get_sealed(found, viewer=standing)
    try:
        part = commands.open_sealed(part, by=standing, at=clock.now())
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from None
    return page(request, "governance/confidential.html", paper=found, part=part)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def write_paper(request: SignedInRequest) -> HttpResponse:
    """Write a paper."""
    groups = groups_prepared_by(request.standing)
    form = forms.WritePaper(*_sent(request), groups=groups)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("summary", "text", "group")}
        title, by, at = form.cleaned_data["title"], request.standing, clock.now()
        deed = {**facts, "attached": _keep(form), "sealed": form.kept_apart(), "by": by, "at": at}
        if kept := done(form, lambda: commands.write_paper(title, **deed)):
            messages.success(request, f"“{title}” is written. Put it on the agendas of those who consider it.")
            return redirect("governance:paper", kept.made.pk) if kept.made else redirect("governance:meetings")
    refusal = "" if groups else "Only the clerk, the coordinator or a group’s chair can write a paper for it."
    return page(request, "governance/write_paper.html", form=form, refusal=refusal)


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def rewrite_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the next version of a paper."""
    standing = request.standing
    found = queries.get_paper(pk, viewer=standing)
    reading = queries.reading(found, viewer=standing)
    group = _home_of(found, groups_prepared_by(standing))
    form = forms.RewritePaper(*_sent(request), row=reading.newest)
    if group is not None and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("text", "changed_since")}
        deed = {
            **facts,
            "after": form.cleaned_data["version"],
            "group": group,
            "attached": _keep(form),
            "sealed": form.kept_apart(),
        }
        if done(form, lambda: commands.rewrite_paper(found, **deed, by=standing, at=clock.now())):
            messages.success(request, f"A new version of “{found.title}” is written. Readers see what changed.")
            return redirect("governance:paper", pk)
    refusal = "Only the clerk, the coordinator or a group’s chair can write a paper for it."
    if group is not None:
        refusal = policies.may_rewrite(standing, group, decided=queries.is_decided(found)).refusal
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Write the next version",
        caption=f"{found.title}, version {reading.newest.number} so far",
        button="Write this version",
        back=reverse("governance:paper", args=[pk]),
        refusal="" if form.is_bound and group else refusal,
    )


def _home_of(paper: Paper, groups: list[Group]) -> Group | None:
    """Return the group in whose name somebody writes: the one that decides on the paper, if they prepare its meetings."""
    deciding = queries.deciding(paper)
    return next((one for one in groups if one == deciding), groups[0] if groups else None)


def _sent(request: SignedInRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _keep(form: forms.WritePaper | forms.RewritePaper) -> commands.Attached | None:
    """Keep the file that was sent, before the deed that refers to it."""
    file, document = form.cleaned_data["file"], form.document
    if file is None or document is None:
        return None
    kept = store.keep(file.name, file.chunks(), kind=document.kind.media_type, at=clock.now())
    pages = 0 if document.kind.counts else form.cleaned_data["pages"]
    return commands.Attached(kept, document.words, pages)
