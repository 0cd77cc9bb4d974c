"""What was sent to whom, writing to members, and the addresses that are never mailed."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.forms import Once
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.communications import commands, forms, policies, queries
from collegiate.partnership.communications.tasks.posting import NO_SERVER


@allowed_to(policies.may_see_outbox)
@require_safe
def outbox(request: SignedInRequest) -> HttpResponse:
    """Show the latest notices and how far their mails have come."""
    return page(
        request,
        "communications/outbox.html",
        sendings=queries.outbox(viewer=request.standing),
        no_server=settings.EMAIL_BACKEND == NO_SERVER,
        may_write=policies.may_write(request.standing),
    )


@allowed_to(policies.may_see_outbox)
@require_safe
def sending(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one notice with each person it went to."""
    notice = queries.get(pk, viewer=request.standing)
    deliveries = queries.deliveries(notice, viewer=request.standing)
    return page(
        request,
        "communications/sending.html",
        notice=notice,
        deliveries=deliveries,
        waits_until=max((one.due_on for one in deliveries if one.due_on > clock.today()), default=None),
        may_write=policies.may_write(request.standing),
        once=Once(),
    )


@allowed_to(policies.may_write)
@require_http_methods(["GET", "POST"])
def write(request: SignedInRequest) -> HttpResponse:
    """Write a notice to people."""
    form = forms.Write(
        request.POST if request.method == "POST" else None, audiences=queries.audiences(day=clock.today())
    )
    if form.is_valid():
        said = form.cleaned_data
        people = queries.people_of(said["audience"], day=clock.today())
        if done(
            form,
            lambda: commands.write(
                said["subject"],
                text=said["text"],
                people=people,
                topic=said["topic"],
                bad_news=said["bad_news"],
                by=request.standing,
                at=clock.now(),
            ),
        ):
            messages.success(request, f"“{said['subject']}” is on its way to {forms.people_words(len(people))}.")
            return redirect("communications:outbox")
    return page(request, "communications/write.html", form=form)


@allowed_to(policies.may_write)
@require_POST
def hasten(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let bad news go today."""
    notice, form = queries.get(pk, viewer=request.standing), Once(request.POST)
    if form.is_valid() and done(form, lambda: commands.hasten(notice, by=request.standing, at=clock.now())):
        messages.success(request, f"“{notice.subject}” goes out today.")
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("communications:sending", pk)


@allowed_to(policies.may_write)
@require_POST
def again(request: SignedInRequest, pk: int, delivery: int) -> HttpResponse:
    """Try a mail again that failed."""
    notice, form = queries.get(pk, viewer=request.standing), Once(request.POST)
    mail = queries.delivery(notice, delivery, viewer=request.standing)
    if form.is_valid() and done(form, lambda: commands.try_again(mail, by=request.standing, at=clock.now())):
        messages.success(request, f"The mail to {mail.person} waits to be sent again.")
    else:
        messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect("communications:sending", pk)


@allowed_to(policies.may_write)
@require_http_methods(["GET", "POST"])
def never(request: SignedInRequest) -> HttpResponse:
    """Show and add to the addresses that are never mailed."""
    form = forms.Never(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: commands.list_address(
            form.cleaned_data["email"], reason=form.cleaned_data["reason"], by=request.standing, at=clock.now()
        ),
    ):
        messages.success(request, f"Nobody at {form.cleaned_data['email']} is mailed any more.")
        return redirect("communications:never")
    listed = queries.suppressions(viewer=request.standing)
    return page(request, "communications/never.html", form=form, listed=listed, once=Once())


@allowed_to(policies.may_write)
@require_POST
def unlist(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an address off the list."""
    listed, form = queries.suppression(pk, viewer=request.standing), Once(request.POST)
    if form.is_valid() and done(form, lambda: commands.unlist_address(listed, by=request.standing, at=clock.now())):
        messages.success(request, f"{listed.email} can be mailed again.")
    return redirect("communications:never")
