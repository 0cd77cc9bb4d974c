"""Pages on which a round is opened, its formula tried behind a veil, put forward and fixed, and the pot shared out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import disclosure
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to
from collegiate.foundation.ui.charts import Bar, Mark
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.fund import commands, forms, policies, queries
from collegiate.improvement.fund.models import AllocationRound
from collegiate.partnership.governance import queries as governance
from collegiate.values import AcademicYear, CannotSay, Money, counted

SOUND = {"floor": Money(100), "cap": Money(1_000), "may_fall": 20}


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def new_round(request: SignedInRequest) -> HttpResponse:
    """Open a round."""
    form = forms.OpenRound(request.POST or None, funds=queries.funds(), year=AcademicYear.of(clock.today()))
    if form.is_valid():
        given = form.cleaned_data

        def do() -> None:
            commands.open_round(
                f"Shared by need, {given['year']}", fund=form.funds[given["fund"]], year=given["year"], pot=given["pot"],
                phases=given["phases"], by=request.standing, at=clock.now(),
            )  # fmt: skip

        if done(form, do):
            messages.success(request, f"{given['pot']} is to be shared by need in {given['year']}. Try formulas next.")
            return redirect("fund:rounds")
    return page(
        request, "ui/deed_page.html", form=form, title="Share a pot by need", button="Open this round", back=reverse("fund:rounds"),
        intro="Everybody can try formulas, on figures without names. A decision fixes one, and only then are figures loaded.",
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_safe
def what_if(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what a formula would do, without telling one school from another."""
    round, weighed = queries.get_round(pk), queries.indicators_that_count()
    tried = "floor" in request.GET
    form = forms.TryFormula(
        request.GET if tried else None, indicators=weighed, initial=None if tried else _begin_with(round)
    )
    values: dict[str, Any] = {}
    if tried and form.is_valid():
        found = queries.trial(round, **form.terms(), day=clock.today())
        refused = "" if isinstance(found.bands, tuple | CannotSay) else found.bands.sentence()
        bands = found.bands if isinstance(found.bands, tuple) else ()
        values = {
            "trial": found,
            "refused": refused,
            "cannot": found.bands if isinstance(found.bands, CannotSay) else None,
            "chart": chart_of(bands),
            "capped": f"{_few(found.capped)} would reach the cap.",
            "unsaid": _unsaid(found.unsaid, found.left_out),
            "point": f"{found.point:.2f}",
        }
    return page(
        request, "fund/what_if.html", form=form, round=round, draft_url=f"{reverse('fund:draft_formula', args=[pk])}?{request.GET.urlencode()}",
        refusal=policies.may_draft_formula(request.standing, round).refusal, **values,
    )  # fmt: skip


def _begin_with(round: AllocationRound) -> dict[str, Any]:
    """Return what a form begins with: the newest version, else that of the round before, else what definitions say."""
    for one in (round, round.follows):
        if one is not None and (versions := queries.need_formulas(one)):
            return forms.as_typed(queries.approved(versions) or versions[0])
    weights = {
        f"{forms.WEIGHT}{one.code}": _whole(one.need.most) for one in queries.indicators_that_count() if one.need
    }
    return {**SOUND, **weights}


def _whole(weight: float) -> int:
    return max(int(weight + 0.5), 1)


def _unsaid(needs: int, pupils: int) -> str:
    """Say of how many schools need or pupils cannot be said, and what follows."""
    said = "The need of each can be said."
    if needs:
        few = _few(needs)
        said = f"The need of {few[0].lower()}{few[1:]} cannot be said: counted with that of the middle school, never with none."
    if pupils:
        said += f" {_few(pupils)} more are in no census, so a decision says what they get."
    return said


def _few(schools: int) -> str:
    """Return how many schools, without telling one from another."""
    if schools == 0:
        return "No school"
    fewest = disclosure().fewest_pupils  # the same as for the bands of the trial
    return counted(schools, "school") if schools >= fewest else f"Fewer than {fewest} schools"


def chart_of(bands: Sequence[Any]) -> Bar | None:
    """Return bands of need as bars; none where there are too few schools for bands."""
    if not bands:
        return None
    marks = [
        Mark(f"Need {one.low} to {one.high}", one.a_pupil, note=f"{one.schools} schools, {Money(one.pence).pounds}")
        for one in bands
    ]
    return Bar("What each pupil brings, by need", tuple(marks), unit="pence", label="Need, out of 100")


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def draft_formula(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a formula forward."""
    round = queries.get_round(pk)
    form = forms.DraftFormula(
        request.POST or None,
        indicators=queries.indicators_that_count(),
        initial=request.GET.dict() or _begin_with(round),
    )
    if form.is_valid():

        def do() -> None:
            commands.draft_formula(round, **form.terms(), by=request.standing, at=clock.now())

        if done(form, do):
            messages.success(request, "The formula is put forward. A decision that allows the pot fixes it.")
            return redirect("fund:round", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Put this formula forward?", caption=round.name, button="Put it forward",
        back=reverse("fund:what_if", args=[pk]), refusal=policies.may_draft_formula(request.standing, round).refusal,
        intro="Those who decide read it beside what it would do to schools that they cannot tell apart.",
    )  # fmt: skip


@allowed_to(policies.may_see_books)
@require_http_methods(["GET", "POST"])
def approve_formula(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note which formula a decision fixed."""
    round = queries.get_round(pk)
    form = forms.ApproveFormula(
        request.POST or None, formulas=queries.need_formulas(round),
        decisions=[one for one in governance.decisions() if one.money_pence == round.pot_pence],
    )  # fmt: skip
    if form.is_valid():
        formula = form.formulas[form.cleaned_data["formula"]]
        decision = form.decisions[form.cleaned_data["decision"]]

        def do() -> None:
            commands.approve_formula(formula, decision=decision, by=request.standing, at=clock.now())

        if done(form, do):
            messages.success(request, f"Version {formula.version} is fixed by decision {decision.reference}.")
            return redirect("fund:round", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Which formula was decided?", caption=round.name, button="Fix this formula",
        back=reverse("fund:round", args=[pk]),
        warns="Once it is fixed, neither the formula nor the pot can be changed. Schools’ figures are loaded after that.",
    )  # fmt: skip


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def share_out(request: SignedInRequest, pk: int) -> HttpResponse:
    """Load the schools' figures, and share the pot."""
    round, now = queries.get_round(pk), clock.now()
    fixed = queries.fixed_formula(round)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.share_out(round, by=request.standing, at=now)):
        messages.success(request, f"{round.pot} is shared out. Each school can read why it gets what it gets.")
        return redirect("fund:round", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Load the figures and share it out?", caption=round.name,
        button="Share it out", back=reverse("fund:round", args=[pk]),
        intro=f"The newest published figures of {round.whom} are kept with this round, and {round.pot} is shared by the formula "
        "that was fixed. It is done once.",
        refusal=policies.may_share_out(request.standing, round, approved_at=fixed.approved_at if fixed else None, at=now).refusal,
    )  # fmt: skip


@allowed_to(policies.may_keep_rounds)
@require_http_methods(["GET", "POST"])
def withdraw_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw a round that is not shared out, with the reason."""
    round = queries.get_round(pk)
    form = forms.Withdraw(request.POST or None)
    if form.is_valid():

        def do() -> None:
            commands.withdraw_round(round, because=form.cleaned_data["because"], by=request.standing, at=clock.now())

        if done(form, do):
            messages.success(request, f"{round} is withdrawn.")
            return redirect("fund:rounds")
    return page(
        request, "ui/deed_page.html", form=form, title="Withdraw this round?", caption=round.name, button="Withdraw it",
        back=reverse("fund:round", args=[pk]), refusal=policies.may_withdraw_round(request.standing, round).refusal,
    )  # fmt: skip
