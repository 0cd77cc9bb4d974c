"""Pages of the report, on screen and on paper."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from collegiate.foundation import clock, documents
from collegiate.foundation.accounts.door import SignedInRequest, allowed_to, anyone, opens
from collegiate.foundation.ui.components import Column, Figure, Link, Table, Tag
from collegiate.foundation.ui.pages import done, page
from collegiate.improvement.accountability import commands, forms, policies, queries
from collegiate.improvement.accountability.models import Report, Stage
from collegiate.partnership.members import queries as members
from collegiate.values import CannotSay, Standing


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the four aspects, ready to be shown."""

    title: str
    summary: str
    figures: list[Figure]
    lines: list[dict[str, Any]]
    tables: list[Table]


@allowed_to(anyone)
@require_safe
def reports(request: SignedInRequest) -> HttpResponse:
    """List the reports that the viewer may read."""
    found = queries.reports(viewer=request.standing)
    rows = [
        [
            Link(one.title, reverse("accountability:report", args=[one.pk])),
            f"{one.from_on:%-d %B %Y} to {one.until_on:%-d %B %Y}",
            Tag(one.get_stage_display(), "" if one.stage == Stage.PUBLISHED else "waiting"),
        ]
        for one in found
    ]
    return page(
        request,
        "accountability/reports.html",
        table=Table(
            "Reports, the latest first",
            [Column("Report"), Column("On"), Column("Stage")],
            rows,
            quiet_caption=True,
            stack=True,
        ),
        may_draft=not policies.may_draft(request.standing).refusal,
    )


def _content(report: Report) -> dict[str, Any]:
    """Return what a report says: as it was published, or as it would be now."""
    return report.content or queries.content(report.from_on, report.until_on, day=clock.today())


def _aspects(content: dict[str, Any], viewer: Standing) -> list[Aspect]:
    """Return the aspects as the page shows them; a page that is closed to the viewer is named and not linked."""
    open_to = {url: url if opens(url, viewer) else "" for url in _urls(content)} | {"": ""}
    return [
        Aspect(
            one["title"],
            one["summary"],
            [
                Figure(
                    figure["label"],
                    CannotSay(figure["cannot_say"]) if figure["cannot_say"] else figure["value"],
                    year=figure["year"], n=figure["n"], source=figure["source"], source_url=open_to[figure["url"]],
                )
                for figure in one["figures"]
            ],
            [{**line, "url": open_to[line.get("url", "")]} for line in one["lines"]],
            [_table(table) for table in one["tables"]],
        )
        for one in content["aspects"]
    ]  # fmt: skip


def _table(given: dict[str, Any]) -> Table:
    columns = [Column(name, numeric=bool(place)) for place, name in enumerate(given["columns"])]
    return Table(given["caption"], columns, given["rows"])


def _urls(content: dict[str, Any]) -> set[str]:
    """Return the addresses that a report points to."""
    told = [one for aspect in content["aspects"] for one in (*aspect["figures"], *aspect["lines"])]
    return {one["url"] for one in told if one.get("url")}


@allowed_to(anyone)
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a report in its four aspects, and what it cannot say."""
    found = queries.get(pk, viewer=request.standing)
    content = _content(found)
    return page(
        request,
        "accountability/report.html",
        report=found,
        aspects=_aspects(content, request.standing),
        cannot_say=content["cannot_say"],
        is_draft=found.stage == Stage.DRAFT,
        publish_refusal=policies.may_publish(request.standing, found).refusal,
        may_draft=not policies.may_draft(request.standing).refusal,
    )


@allowed_to(anyone)
@require_safe
def on_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a report as a tagged PDF."""
    found = queries.get(pk, viewer=request.standing)
    content = _content(found)
    partnership, charter = members.partnership(), members.charter()
    data = {
        "partnership": partnership.name if partnership else "",
        "joint_message": charter.joint_message if charter else "",
        "head": found.record_head,
        "title": found.title,
        "time": f"{found.from_on:%-d %B %Y} to {found.until_on:%-d %B %Y}",
        "foreword": found.foreword,
        "aspects": [
            {
                "title": one["title"],
                "summary": one["summary"],
                "figures": [
                    [
                        figure["label"],
                        figure["value"] or f"Cannot say: {figure['cannot_say']}",
                        " · ".join(part for part in (figure["year"], figure["n"], figure["source"]) if part),
                    ]
                    for figure in one["figures"]
                ],
                "lines": [
                    " ".join(part for part in (line["text"], line.get("more", "")) if part) for line in one["lines"]
                ],
                "tables": [_table(table) for table in one["tables"]],
            }
            for one in content["aspects"]
        ],
        "cannot_say": content["cannot_say"],
        "digest": found.digest,
    }
    made = documents.pdf("accountability/report.typ", data, title=found.title, at=found.published_at or clock.now())
    return HttpResponse(made, content_type="application/pdf")


@allowed_to(policies.may_draft)
@require_http_methods(["GET", "POST"])
def draft(request: SignedInRequest) -> HttpResponse:
    """Draft a report on a time."""
    form = forms.Draft(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if done(
            form,
            lambda: commands.draft_report(
                given["title"],
                from_on=given["from_on"],
                until_on=given["until_on"],
                by=request.standing,
                at=clock.now(),
            ),
        ):
            messages.success(
                request, f"“{given['title']}” is drafted. It says what is known now, until it is published."
            )
            return redirect("accountability:reports")
    return page(
        request, "ui/deed_page.html", form=form, title="Which time is the report on?", button="Draft this report",
        back=reverse("accountability:reports"),
    )  # fmt: skip


@allowed_to(policies.may_draft)
@require_http_methods(["GET", "POST"])
def foreword(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write a report's foreword."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Foreword(request.POST or None, row=found, initial={"foreword": found.foreword})
    if form.is_valid():
        given = form.cleaned_data
        if done(
            form,
            lambda: commands.write_foreword(
                found, foreword=given["foreword"], version=given["version"], by=request.standing, at=clock.now()
            ),
        ):
            messages.success(request, "The foreword is kept.")
            return redirect("accountability:report", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="What stands before the four aspects?", caption=found.title,
        button="Keep this foreword", back=reverse("accountability:report", args=[pk]),
        refusal=policies.may_publish(request.standing, found).refusal,
    )  # fmt: skip


@allowed_to(policies.may_see_drafts)
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish a report."""
    found = queries.get(pk, viewer=request.standing)
    form = forms.Confirm(request.POST or None)
    if form.is_valid() and done(form, lambda: commands.publish_report(found, by=request.standing, at=clock.now())):
        messages.success(request, f"“{found.title}” is published.")
        return redirect("accountability:report", pk)
    return page(
        request, "ui/deed_page.html", form=form, title="Publish this report?", caption=found.title, button="Publish it",
        warns="What it says is kept word for word. A later report can say otherwise; this one stays.",
        back=reverse("accountability:report", args=[pk]), refusal=policies.may_publish(request.standing, found).refusal,
    )  # fmt: skip
