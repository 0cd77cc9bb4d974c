"""Pages of impact: whether support helped, and how that was found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.definitions import indicators
from collegiate.foundation import clock
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone_signed_in
from collegiate.foundation.ui.components import Column, Line, Link, Table, Tag, TagKind
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.commissioning import queries as commissioning
from collegiate.improvement.impact import commands, forms, policies, queries
from collegiate.improvement.impact.models import Stage, Study, Verdict
from collegiate.values import AcademicYear, CannotSay, Money

KINDS: dict[str, TagKind] = {
    Verdict.LIKELY_HELPED: "kept",
    Verdict.NO_SIGN: "",
    Verdict.MAY_HAVE_HARMED: "harm",
    Verdict.CANNOT_SAY: "quiet",
}


@allowed_to(policies.may_see)
@require_safe
def studies(request: SignedInRequest) -> HttpResponse:
    """List studies, those that say nothing too."""
    found = queries.studies(viewer=request.standing)
    rows = [
        [
            Link(one.agreement.title, reverse("impact:study", args=[one.pk])),
            one.agreement.provider.name,
            str(AcademicYear(one.year)),
            _verdict(one),
        ]
        for one in found
    ]
    columns = [Column("Support"), Column("Provider"), Column("Outcome in"), Column("Did it help?")]
    return page(
        request,
        "impact/studies.html",
        concluded=sum(one.stage == Stage.CONCLUDED for one in found),
        cannot=sum(one.verdict == Verdict.CANNOT_SAY for one in found),
        table=Table("Studies, the latest first", columns, rows, quiet_caption=True, stack=True),
        to_set_up=queries.to_study(viewer=request.standing),
    )


def _verdict(study: Study) -> Tag:
    if study.stage == Stage.FROZEN:
        return Tag("Waiting for the outcome", "waiting")
    return Tag(study.get_verdict_display(), KINDS[study.verdict])


@allowed_to(policies.may_see)
@require_safe
def study(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a study: the verdict in words, its doubts, the money, and with whom it compares."""
    found = queries.get(pk, viewer=request.standing)
    is_frozen = found.stage == Stage.FROZEN
    outcomes = queries.outcomes(found.indicator, found.year) if is_frozen else 0
    return page(
        request,
        "impact/study.html",
        study=found,
        verdict=_verdict(found),
        lines=_lines(found),
        compared=queries.named(found.comparators),
        is_frozen=is_frozen,
        refusal=policies.may_conclude(request.standing, found, found.agreement, outcomes=outcomes).refusal,
    )


def _lines(study: Study) -> list[Line]:
    known = indicators().get(study.indicator)
    detectable = (
        f"{float(study.smallest_detectable):g} points"
        if study.smallest_detectable is not None
        else CannotSay("Four years of figures are needed before the work to say what could be seen.")
    )
    return [
        Line("Figure", known.title if known else study.indicator),
        Line("Years", f"Up to {AcademicYear(study.base_year)} before, {AcademicYear(study.year)} after"),
        Line("Compared with", f"{len(study.comparators)} schools: {study.how_chosen[0].lower()}{study.how_chosen[1:]}"),
        Line("Smallest change it could see", detectable),
        Line("Change agreed as worth paying for", f"{float(study.agreement.change_worth_paying):g} points"),
        Line("Paid", Money(study.cost_pence) if study.cost_pence is not None else "Known when the study is concluded"),
        Line("What that bought", study.money_sentence or "Known when the study is concluded"),
        Line("Why these schools", study.agreement.get_why_chosen_display()),
        *([Line("Method", f"{study.method}, version {study.method_version}")] if study.method else []),
    ]


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Conclude a study."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.conclude_study(found, by=request.standing, at=clock.now())):
        messages.success(request, "The study is concluded, and its finding recorded.")
        return redirect("impact:study", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Conclude this study?", caption=found.agreement.title,
        button="Conclude it", warns="A conclusion is final. A later study can say otherwise; this one stays.",
        back=reverse("impact:study", args=[pk]),
        refusal=policies.may_conclude(
            request.standing, found, found.agreement, outcomes=queries.outcomes(found.indicator, found.year)
        ).refusal,
    )  # fmt: skip


@allowed_to(anyone_signed_in)
@require_http_methods(["GET", "POST"])
def freeze(request: SignedInRequest, slug: str) -> HttpResponse:
    """Set up the study of an agreement."""
    agreement = commissioning.get(slug, viewer=request.standing)
    year = AcademicYear.of(agreement.ends_on)
    form = forms.Freeze(request.POST or None, initial={"year": str(year)})
    if form.is_valid():
        outcome = form.cleaned_data["year"]
        if done(
            form,
            lambda: commands.freeze_study(
                agreement, base_year=outcome - 1, year=outcome, by=request.standing, at=clock.now()
            ),
        ):
            messages.success(request, "The schools to compare with are frozen.")
            return redirect("impact:studies")
    return page(
        request, "ui/deed_page.html", form=form, title="How will we know whether it helped?", caption=agreement.title,
        button="Freeze the schools to compare with", back=reverse("impact:studies"),
        intro="All other schools that have the figure are frozen now, before anybody knows the outcome.",
        refusal=policies.may_freeze(request.standing, agreement, frozen=queries.study_of(agreement) is not None).refusal,
    )  # fmt: skip
