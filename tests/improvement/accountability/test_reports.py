"""A report: drafted, given a foreword, published, and from then on kept word for word."""

import hashlib
import json
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from collegiate.foundation.record import chain
from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.improvement.accountability import commands, figures, queries
from collegiate.improvement.accountability.models import Report, Stage
from collegiate.values import NOBODY, CannotSay, NotAllowed, Status
from tests import cast
from tests.cast import MORNING
from tests.improvement.accountability.conftest import FROM, UNTIL

pytestmark = pytest.mark.django_db


def test_the_coordinator_drafts_a_report_on_a_time(draft, noor):
    assert (draft.stage, draft.content, draft.digest, draft.drafted_by_id) == (Stage.DRAFT, None, "", noor.person_id)
    assert Entry.objects.get(deed="accountability.draft_report").data == {
        "from_on": "2026-09-01",
        "until_on": "2026-10-31",
    }


def test_nobody_else_drafts_or_publishes(draft, ruth, sam):
    for by in (ruth, sam):
        with pytest.raises(NotAllowed, match="Only the coordinator drafts"):
            commands.draft_report("x", from_on=FROM, until_on=UNTIL, by=by, at=MORNING)
    with pytest.raises(NotAllowed, match="Only the coordinator or the clerk"):
        commands.publish_report(draft, by=sam, at=MORNING)

    assert Report.objects.get().stage == Stage.DRAFT
    assert Entry.objects.filter(deed__startswith="accountability.").count() == 1


def test_a_foreword_is_written_while_it_is_a_draft_and_the_slower_is_told(draft, noor):
    commands.write_foreword(draft, foreword="First.", version=1, by=noor, at=MORNING)
    with pytest.raises(Stale):
        commands.write_foreword(draft, foreword="Second.", version=1, by=noor, at=MORNING)
    assert Report.objects.get().foreword == "First."
    assert Entry.objects.get(deed="accountability.write_foreword").subject == f"accountability.report:{draft.pk}"

    commands.publish_report(draft, by=noor, at=MORNING)
    with pytest.raises(NotAllowed, match="kept word for word"):
        commands.write_foreword(draft, foreword="Third.", version=3, by=noor, at=MORNING)


def test_published_it_keeps_what_it_said_with_a_digest_and_the_end_of_the_record(draft, ruth):
    head = chain.head_now().hash

    report = commands.publish_report(draft, by=ruth, at=MORNING)

    said = queries.content(FROM, UNTIL, day=MORNING.date())
    assert (report.stage, report.content, report.published_by_id) == (Stage.PUBLISHED, said, ruth.person_id)
    by_hand = json.dumps(["What we did", "We asked and answered.", said], sort_keys=True, ensure_ascii=False)
    assert report.digest == hashlib.sha256(by_hand.encode()).hexdigest()
    assert report.record_head == head
    assert chain.holds(report.record_head)
    assert Entry.objects.get(deed="accountability.publish_report").data == {"digest": report.digest}


def test_what_happens_later_does_not_change_a_published_report(draft, ruth, noor):
    report = commands.publish_report(draft, by=ruth, at=MORNING)
    commands.draft_report("Another", from_on=FROM, until_on=UNTIL, by=noor, at=MORNING)

    assert Report.objects.get(pk=report.pk).content == report.content
    with pytest.raises(NotAllowed, match="kept word for word"):
        commands.publish_report(report, by=ruth, at=MORNING)


def test_the_same_is_said_whoever_asks(draft, noor, ruth, sam):
    assert queries.content(FROM, UNTIL, day=MORNING.date()) == queries.content(FROM, UNTIL, day=MORNING.date())
    by_clerk = commands.publish_report(draft, by=ruth, at=MORNING).content
    second = commands.draft_report("x", from_on=FROM, until_on=UNTIL, by=noor, at=MORNING)
    assert commands.publish_report(second, by=noor, at=MORNING).content == by_clerk


def test_strangers_know_of_published_reports_only(draft, ruth, sam):
    assert (queries.reports(viewer=NOBODY), queries.latest(), queries.reports(viewer=sam)) == ([], None, [draft])
    with pytest.raises(Report.DoesNotExist):
        queries.get(draft.pk, viewer=NOBODY)

    report = commands.publish_report(draft, by=ruth, at=MORNING)

    assert (queries.reports(viewer=NOBODY), queries.latest()) == ([report], report)
    assert [queries.covering(day) for day in (FROM, UNTIL, date(2026, 11, 1))] == [report, report, None]


@pytest.mark.parametrize(
    "change",
    ["stage = 'published'", "digest = 'x'", "published_at = drafted_at", "published_by_id = drafted_by_id",
     "content = '{}'", "until_on = '2026-08-31'"],
)  # fmt: skip
def test_the_database_refuses_a_report_that_is_half_published(draft, change):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accountability_report SET {change} WHERE id = %s", [draft.pk])


def test_the_database_keeps_a_published_report(draft, ruth):
    commands.publish_report(draft, by=ruth, at=MORNING)
    for statement in (
        "UPDATE accountability_report SET content = '{}'",
        "UPDATE accountability_report SET foreword = 'x'",
        "UPDATE accountability_report SET record_head = 'x'",
        "DELETE FROM accountability_report",
    ):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_report_published_twice_at_once_is_published_once(draft, ruth, noor):
    found = cast.all_at_once([lambda by=by: commands.publish_report(draft, by=by, at=MORNING) for by in (ruth, noor)])

    assert sorted(type(one).__name__ for one in found) == ["NotAllowed", "Report"]


# Figures over all schools


def test_a_mean_over_schools_counts_each_by_its_pupils():
    found = figures.over_schools([50.0, 60.0, 70.0, 80.0, 90.0, None], [10, 10, 10, 10, 60, 5])

    assert (found.mean, found.schools, found.pupils) == (pytest.approx(80), 5, 100)


@pytest.mark.parametrize(
    ("values", "pupils", "status"),
    [
        ([], [], Status.NOT_LOADED),
        ([None, None], [3, 4], Status.NOT_LOADED),
        ([50.0] * 4, [10] * 4, Status.TOO_FEW),
        ([50.0] * 5, [0] * 5, Status.NOT_APPLICABLE),
    ],
)
def test_a_mean_of_too_few_schools_is_not_given(values, pupils, status):
    assert figures.over_schools(values, pupils).status == status


def test_where_pupils_are_not_counted_each_school_counts_once():
    assert figures.over_schools([1.0, 2.0, 3.0, 4.0, 5.0], [None, 10, 10, 10, 10]).mean == 3


def test_a_mean_of_forms_counts_each_by_its_answers():
    assert figures.mean_score([(4.0, 6), (5.0, 2)]) == (pytest.approx(4.25), 8)
    assert isinstance(figures.mean_score([]), CannotSay)
