"""The pages of threads: all of them, and one."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from collegiate.doors.thread import facts, hops
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Hop, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import page
from collegiate.improvement.commissioning.models import AgreementStage

KINDS: dict[str, TagKind] = {AgreementStage.PROPOSED: "waiting", AgreementStage.COMPLETE: "kept"}


@allowed_to(anyone_signed_in)
@require_safe
def threads(request: SignedInRequest) -> HttpResponse:
    """List the threads, each by the agreement it hangs on."""
    rows = [
        [
            Link(one.title, reverse("thread", args=[one.slug])),
            one.reference,
            one.provider.name,
            one.starts_on,
            Tag(one.get_stage_display(), KINDS.get(one.stage, "")),
        ]
        for one in facts.every_agreement(viewer=request.standing)
    ]
    columns = [Column("Support"), Column("Reference"), Column("Provider"), Column("From"), Column("Stage")]
    return page(
        request,
        "thread/threads.html",
        table=Table("Threads, the latest first", columns, rows, quiet_caption=True, stack=True),
    )


@allowed_to(anyone_signed_in)
@require_safe
def thread(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a thread: every hop there, not due yet, or missing with who owes it."""
    agreement = facts.agreement(slug, viewer=request.standing)
    said = hops.states(facts.facts_of(agreement, viewer=request.standing), day=clock.today())
    return page(
        request,
        "thread/thread.html",
        agreement=agreement,
        hops=[shown(state) for state in said],
        there=sum(state.found is not None for state in said),
        missing=[state for state in said if state.is_missing],
        next_due=min(
            (state for state in said if not state.found and not state.is_missing),
            key=lambda one: one.due_on,
            default=None,
        ),
        of=len(said),
    )


def shown(state: hops.State) -> Hop:
    """Return a hop as the page draws it."""
    kind = state.hop.name[0].upper() + state.hop.name[1:]
    if state.found is not None:
        lines = [line for line in state.found.lines if line]
        return Hop(kind, "there", state.found.title, lines, state.found.url, state.found.money)
    day = f"{state.due_on:%A} {state.due_on.day} {state.due_on:%B %Y}"
    if state.is_missing:
        return Hop(
            kind,
            "missing",
            f"{state.hop.owed_by[0].upper()}{state.hop.owed_by[1:]} owes this",
            [f"It was due on {day}."],
        )
    return Hop(kind, "not-due", f"Expected by {day}", [f"From {state.hop.owed_by}."])
