"""Questions of those who oversee: asked, read, answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.communications import commands, forms, policies, queries


@allowed_to(anyone_signed_in)
@require_safe
def enquiries(request: SignedInRequest) -> HttpResponse:
    """List the questions I asked, and those I may answer or read."""
    found = queries.enquiries(viewer=request.standing)
    return page(
        request,
        "communications/enquiries.html",
        enquiries=found,
        waiting=sum(one.answered_at is None for one in found),
        may_ask=queries.asks(request.standing),
    )


@allowed_to(anyone_signed_in)
@require_safe
def enquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a question with its answer."""
    found = queries.get_enquiry(pk, viewer=request.standing)
    return page(
        request,
        "communications/enquiry.html",
        enquiry=found,
        answer_refusal=policies.may_answer(request.standing, found).refusal,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask a question."""
    standing = request.standing
    form = forms.Ask(
        request.POST or None,
        schools=queries.may_ask_about(viewer=standing, day=clock.today()),
        of_us_all=bool(policies.may_ask(standing, None)),
        initial={"about": request.GET.get("about", "")},
    )
    if form.is_valid():
        text, about = form.cleaned_data["text"], form.organisation
        if done(form, lambda: commands.ask(text, organisation=about, by=standing, at=clock.now())):
            messages.success(request, "Your question is asked. You are told when it is answered.")
            return redirect("communications:enquiries")
    nobody = "" if form.fields["about"].choices else policies.may_ask(standing, None).refusal  # type: ignore[attr-defined]  # it is the ChoiceField
    return page(
        request, "ui/deed_page.html", form=form, title="What do you want to know?", button="Ask this question",
        back=reverse("communications:enquiries"), refusal=nobody,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer a question."""
    found = queries.get_enquiry(pk, viewer=request.standing)
    form = forms.AnswerEnquiry(request.POST or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("answer", "changed")}
        if done(form, lambda: commands.answer(found, **given, by=request.standing, at=clock.now())):
            messages.success(request, f"{found.asked_by.name} is told what you answered.")
            return redirect("communications:enquiry", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What do you answer?", caption=f"{found.asked_by.name} asks",
        intro=found.text, button="Send this answer", back=reverse("communications:enquiry", args=[pk]),
        refusal=policies.may_answer(request.standing, found).refusal,
    )  # fmt: skip
