"""Pages of practice: the library, an account, and the steps from draft to published."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import strands
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.practice import commands, forms, policies, queries
from collegiate.improvement.practice.models import Stage
from collegiate.partnership.members import queries as members
from collegiate.values import Role

A_YEAR = timedelta(days=365)


@allowed_to(anyone)
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """List what is shared, by strand and words; and what is in the making, to those who work on it."""
    form = forms.WhichPractices(request.GET, strands=list(strands().values()))
    chosen = form.cleaned_data if form.is_valid() else {"strand": "", "words": ""}
    return page(
        request,
        "practice/library.html",
        filters=form,
        chosen=any(chosen.values()),
        practices=queries.published(**chosen),
        strands={code: one.name for code, one in strands().items()},
        making=queries.unpublished(viewer=request.standing),
        may_write=bool(request.standing.holds(Role.COORDINATOR, Role.ADVISER, Role.HEAD_TEACHER, Role.STAFF)),
    )


@allowed_to(anyone)
@require_safe
def practice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an account of practice."""
    found = queries.get(pk, viewer=request.standing)
    standing = request.standing
    return page(
        request,
        "practice/practice.html",
        practice=found,
        strand=strands()[found.strand].name if found.strand in strands() else found.strand,
        is_past_review=found.review_on is not None
        and found.review_on < clock.today()
        and found.stage == Stage.PUBLISHED,
        consent_refusal=policies.may_consent(standing, found).refusal,
        publish_refusal=policies.may_publish(standing, found).refusal,
        may_withdraw=not policies.may_withdraw(standing, found).refusal,
        member=standing.person_id is not None,
    )


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest) -> HttpResponse:
    """Write up a practice."""
    standing = request.standing
    everywhere = standing.holds(Role.COORDINATOR, Role.ADVISER)
    own = standing.organisations(Role.HEAD_TEACHER, Role.STAFF)
    schools = [one for one in members.schools(day=clock.today()) if everywhere or one.pk in own]
    form = forms.WriteUp(
        request.POST or None, organisations=schools, elsewhere=everywhere, strands=list(strands().values())
    )
    if form.is_valid():
        given = form.given(but=["organisation"])
        title = given.pop("title")
        if done(
            form,
            lambda: commands.draft(
                title, organisation=form.school, origin=form.origin, by=standing, at=clock.now(), **given
            ),
        ):
            messages.success(request, f"“{title}” is written up. The head teacher agrees to share it next.")
            return redirect("practice:library")
    return page(
        request, "ui/deed_page.html", form=form, title="What worked, and what went wrong?", button="Keep this draft",
        back=reverse("practice:library"), intro="Written so that a colleague who was not there could try it on Monday.",
        refusal="" if schools or everywhere else policies.may_draft(standing, None).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def consent(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree, for the school, that an account is shared."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.consent(found, by=request.standing, at=clock.now())):
        messages.success(request, f"“{found.title}” may be shared.")
        return redirect("practice:practice", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="May this be shared?", caption=found.title, button="Yes, share it",
        intro="Anybody can read it once it is published, with your school’s name. You can withdraw it at any time.",
        back=reverse("practice:practice", args=[pk]), refusal=policies.may_consent(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish an account that the school agreed to share."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Publish(request.POST or None, initial={"review_on": clock.today() + A_YEAR})
    if form.is_valid() and done(
        form,
        lambda: commands.publish(found, review_on=form.cleaned_data["review_on"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"“{found.title}” is published.")
        return redirect("practice:practice", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Publish this account?", caption=found.title, button="Publish it",
        warns="Read it once more: could anybody tell which pupil or colleague it is about?",
        back=reverse("practice:practice", args=[pk]), refusal=policies.may_publish(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw an account; its page stays and says why."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Withdraw(request.POST or None)
    if form.is_valid() and done(
        form,
        lambda: commands.withdraw(found, because=form.cleaned_data["because"], by=request.standing, at=clock.now()),
    ):
        messages.success(request, f"“{found.title}” is withdrawn.")
        return redirect("practice:practice", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Withdraw this account?", caption=found.title, button="Withdraw it",
        back=reverse("practice:practice", args=[pk]), refusal=policies.may_withdraw(request.standing, found).refusal,
    )  # fmt: skip
