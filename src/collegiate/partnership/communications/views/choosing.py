"""What I am mailed about, and the link at the foot of a mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, anyone_signed_in
from collegiate.foundation.ui.pages import done, page
from collegiate.partnership.communications import commands, forms, queries
from collegiate.partnership.members.queries import person
from collegiate.values import job


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def preferences(request: SignedInRequest) -> HttpResponse:
    """Choose what I am mailed about."""
    me = person(request.standing.person_id or 0, viewer=request.standing)
    form = forms.Preferences(request.POST if request.method == "POST" else None, row=queries.choice_of(me.pk))
    if form.is_valid() and done(
        form,
        lambda: commands.choose(
            me, by_mail=form.by_mail(), version=form.cleaned_data["version"], by=request.standing, at=clock.now()
        ),
    ):
        wanted = sum(form.by_mail().values())
        messages.success(request, f"You are mailed about {wanted} of {len(form.by_mail())} topics.")
        return redirect("communications:mine")
    return page(request, "communications/preferences.html", form=form, person=me)


@allowed_to(anyone)
@csrf_exempt  # a mail program presses the button without a session of ours; the signed link is the proof
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """
    Stop mail about a topic for whoever the link was sent to.

    Only a POST does it: programs that look for harm in mail open every link in it.
    """
    link = queries.unsubscribing(token)
    if request.method == "POST":
        by = job("unsubscribe_link", day=clock.today())
        commands.unsubscribe(link.person, topic=link.topic, by=by, at=clock.now())
    return page(request, "communications/unsubscribe.html", link=link, is_done=request.method == "POST")
