"""What follows a decision: an interest found afterwards, its confidential part, a dispensation, its coming back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.governance import commands, forms, policies, queries
from collegiate.partnership.governance.models import ConfidentialPart, WhyBack
from collegiate.partnership.members import queries as members


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record that an interest was found after a decision."""
    standing = request.standing
    found = queries.decision(slug)
    keeps = policies.may_prepare(standing, found.item.meeting.group)
    people = [one.person for one in found.eligibilities.all() if one.eligible and keeps]
    form = forms.FindInterest(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("person", "because")}
        if kept := done(form, lambda: commands.find_interest(found, **given, by=standing, at=clock.now())):
            if one := kept.made:
                messages.success(request, f"The correction is minuted. The outcome {one}.")
            return redirect("governance:decision", slug)
    nobody = keeps.refusal or "Nobody took part in this decision."
    ruling = policies.may_correct(standing, found, people[0], found.item.meeting, corrected=False) if people else None
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Whose interest was found?",
        caption=str(found),
        intro="Their vote is void and stays visible, the votes are counted again without it, and a correction is minuted.",
        warns="A correction is public and final. A decision that does not stand without the vote is no longer in force.",
        button="Minute the correction",
        back=reverse("governance:decision", args=[slug]),
        refusal=ruling.refusal if ruling is not None else nobody,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def open_confidential(request: SignedInRequest, slug: str) -> HttpResponse:
    """Open what of a decision is confidential; who opened it is noted."""
    standing = request.standing
    found = queries.decision(slug)
    form = Once(request.POST if request.method == "POST" else None)
    opened: list[ConfidentialPart] = []
    if (
        form.is_valid()
        and done(form, lambda: opened.append(commands.open_confidential(found, by=standing, at=clock.now())))
        and opened
    ):
        return page(request, "governance/decision_confidential.html", decision=found, part=opened[0])
    refusal = policies.may_read_confidential(standing, found, why=None).refusal
    if not queries.has_confidential_part(found):
        refusal = "Nothing of this decision is confidential."
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Open what is confidential?",
        caption=str(found),
        intro="Members of the group without an interest, its clerk and the auditor can read it. That you opened it is noted.",
        button="Open it",
        back=reverse("governance:decision", args=[slug]),
        refusal=refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def dispense(request: SignedInRequest, slug: str) -> HttpResponse:
    """Record what a decision lets somebody do despite their interest."""
    standing = request.standing
    found = queries.decision(slug)
    day = clock.today()
    ruling = policies.may_dispense(standing, found, found.item, took_part=False)
    out = [one.person for one in found.eligibilities.all() if not one.eligible and ruling]
    parties = found.item.parties.all() if ruling else []
    organisations = list({party.organisation_id: party.organisation for party in parties}.values())
    form = forms.Dispense(
        request.POST if request.method == "POST" else None,
        people=out,
        organisations=organisations or members.organisations(day=day),
    )
    if form.is_valid():
        deed = form.deed()
        if done(form, lambda: commands.dispense(found, **deed, by=standing, at=clock.now())):
            messages.success(request, f"{deed['person'].name} is dispensed until the day you gave.")
            return redirect("governance:decision", slug)
    refusal = ruling.refusal
    if not out:
        refusal = refusal or "Nobody was kept out of this decision, so there is nobody for whom it dispenses."
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="Whom does it dispense?",
        caption=str(found),
        intro="Only somebody who took no part in this decision, for what it says and until a day.",
        warns="A dispensation is public and final; it ends on its last day, or by a later decision.",
        button="Record this dispensation",
        back=reverse("governance:decision", args=[slug]),
        refusal=refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def bring_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put a decision on the agenda of a meeting to come."""
    standing = request.standing
    found = queries.decision(slug)
    coming = queries.coming_meetings(found.item.meeting.group)
    form = forms.BringBack(request.POST if request.method == "POST" else None, meetings=coming)
    if form.is_valid():
        meeting, why = form.cleaned_data["meeting"], WhyBack(form.cleaned_data["why"])
        deed = {"meeting": meeting, "why": why, "by": standing, "at": clock.now()}
        if kept := done(form, lambda: commands.bring_back(found, **deed)):
            messages.success(request, f"{found.reference} is on the agenda.")
            return redirect("governance:item", kept.made.pk) if kept.made else redirect("governance:decision", slug)
    refusal = policies.may_prepare(standing, found.item.meeting.group).refusal
    if not coming:
        refusal = refusal or "No meeting of this group is planned. Plan one first."
    return page(
        request,
        "ui/deed_page.html",
        form=form,
        title="When does it come back?",
        caption=str(found),
        intro="It goes to the end of the agenda, with everybody it touches named again, so that interests are found.",
        button="Put it on the agenda",
        back=reverse("governance:decision", args=[slug]),
        refusal=refusal,
    )
