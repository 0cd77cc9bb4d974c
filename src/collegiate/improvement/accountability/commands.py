"""Deeds of reporting."""

import hashlib
import json
from datetime import date, datetime

from collegiate.foundation.record.chain import head_now
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import must_match
from collegiate.improvement.accountability import policies, queries
from collegiate.improvement.accountability.models import Report, Stage
from collegiate.values import Standing


@deed
def draft_report(
    title: str, *, from_on: date, until_on: date, foreword: str = "", by: Standing, at: datetime
) -> Report:
    """
    Draft the report on a time; what it says is worked out whenever it is read, until it is published.

    :raises NotAllowed: if they may not draft it
    """
    policies.may_draft(by).insist()
    report = Report.objects.create(
        title=title, from_on=from_on, until_on=until_on, foreword=foreword, drafted_at=at, drafted_by_id=by.somebody
    )
    note("accountability.draft_report", subject=report, data={"from_on": from_on, "until_on": until_on})
    return report


@deed
def write_foreword(report: Report, *, foreword: str, version: int, by: Standing, at: datetime) -> Report:
    """
    Write the foreword of a draft.

    :raises NotAllowed: if they may not, or it is published
    :raises Stale: if somebody else wrote it first
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    policies.may_draft(by).insist()
    policies.may_publish(by, report).insist()
    must_match(report, version)
    report.foreword = foreword
    report.save(update_fields=["foreword", "version"])
    note("accountability.write_foreword", subject=report)
    return report


@deed
def publish_report(report: Report, *, by: Standing, at: datetime) -> Report:
    """
    Publish a report: what it says is kept word for word, with its digest and the head of the record.

    :raises NotAllowed: if they may not, or it is published
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    policies.may_publish(by, report).insist()
    content = queries.content(report.from_on, report.until_on, day=at.date())
    written = json.dumps([report.title, report.foreword, content], sort_keys=True, ensure_ascii=False)
    report.content, report.digest = content, hashlib.sha256(written.encode()).hexdigest()
    report.record_head = head_now().hash
    report.stage, report.published_at, report.published_by_id = Stage.PUBLISHED, at, by.somebody
    report.version += 1
    report.save()
    note("accountability.publish_report", subject=report, data={"digest": report.digest})
    return report
