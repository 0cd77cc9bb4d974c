"""An account of practice: written, consented to, published, withdrawn; never shown without the school's consent."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record.models import Entry
from collegiate.improvement.practice import commands, queries
from collegiate.improvement.practice.models import EvidenceLevel, Origin, Practice, Stage
from collegiate.values import NOBODY, NotAllowed
from tests import cast
from tests.cast import MORNING
from tests.improvement.practice.conftest import REVIEW, write

pytestmark = pytest.mark.django_db


def entry(deed):
    return Entry.objects.get(deed=f"practice.{deed}")


def test_an_account_is_drafted_with_what_went_wrong(draft, sam, hillside):
    assert (draft.stage, draft.drafted_by_id, draft.drafted_at) == (Stage.DRAFT, sam.person_id, MORNING)
    assert draft.what_went_wrong == "It took over the lesson."
    assert entry("draft").data == {"origin": "ours", "strand": "teaching"}


def test_nobody_writes_for_another_school(hillside, tom):
    with pytest.raises(NotAllowed, match="Only a school’s own people"):
        write(tom, hillside)

    assert not Practice.objects.exists()
    assert not Entry.objects.filter(deed="practice.draft").exists()


def test_the_head_consents_and_somebody_else_publishes(draft, beth, amos, hillside):
    consented = commands.consent(draft, by=beth, at=MORNING)
    assert (consented.stage, consented.consented_by_id) == (Stage.CONSENTED, beth.person_id)
    assert entry("consent").because == f"members.organisation:{hillside.pk}"

    published = commands.publish(draft, review_on=REVIEW, by=amos, at=MORNING)
    assert (published.stage, published.published_by_id, published.review_on) == (
        Stage.PUBLISHED,
        amos.person_id,
        REVIEW,
    )
    assert entry("publish").data == {"review_on": "2027-10-06"}
    assert published.version == 3


def test_an_account_is_never_published_without_the_schools_consent(draft, amos, noor, sam):
    for by in (amos, noor):
        with pytest.raises(NotAllowed, match="The school agrees to share"):
            commands.publish(draft, review_on=REVIEW, by=by, at=MORNING)
    for by in (sam, noor):
        with pytest.raises(NotAllowed, match="Only the head teacher of the school"):
            commands.consent(draft, by=by, at=MORNING)

    assert Practice.objects.get().stage == Stage.DRAFT
    assert not Entry.objects.filter(deed__in=["practice.publish", "practice.consent"]).exists()


def test_whoever_wrote_an_account_does_not_publish_it(hillside, beth, amos):
    account = commands.consent(write(amos, hillside), by=beth, at=MORNING)

    with pytest.raises(NotAllowed, match="You wrote this account"):
        commands.publish(account, review_on=REVIEW, by=amos, at=MORNING)


def test_before_it_is_published_only_those_who_work_on_it_find_it(draft, beth, sam, amos, noor, tom):
    for viewer in (beth, sam, amos, noor):
        assert queries.get(draft.pk, viewer=viewer) == draft
        assert queries.unpublished(viewer=viewer) == [draft]
    for viewer in (tom, NOBODY):
        assert queries.unpublished(viewer=viewer) == []
        with pytest.raises(Practice.DoesNotExist):
            queries.get(draft.pk, viewer=viewer)
    assert queries.published() == []


def test_consent_withdrawn_hides_it_from_every_list(published, hillside, beth):
    before, after = MORNING.replace(hour=9), MORNING.replace(hour=11)
    assert queries.published() == [published]
    assert [one.sentence for one in queries.news(before, after)] == ["New practice to try: Talk about one paragraph."]

    gone = commands.withdraw(published, because="We do it differently now.", by=beth, at=MORNING)

    assert (gone.stage, gone.withdrawn_because) == (Stage.WITHDRAWN, "We do it differently now.")
    assert entry("withdraw").subject == f"practice.practice:{gone.pk}"
    assert (queries.published(), queries.of_school(hillside), queries.news(before, after)) == ([], [], [])


def test_a_draft_withdrawn_before_anybody_consented_is_nobodys_to_read(draft, beth, tom):
    commands.withdraw(draft, because="It was about one child.", by=beth, at=MORNING)

    for viewer in (tom, NOBODY):
        with pytest.raises(Practice.DoesNotExist):
            queries.get(draft.pk, viewer=viewer)


def test_one_from_elsewhere_says_where_and_is_taken_in_by_the_coordinator(noor, amos):
    account = write(amos, None, source="A trial in Leeds, 2024")
    with pytest.raises(NotAllowed, match="Only the coordinator can take in"):
        commands.consent(account, by=amos, at=MORNING)

    commands.consent(account, by=noor, at=MORNING)
    published = commands.publish(account, review_on=REVIEW, by=noor, at=MORNING)

    assert (published.origin, published.source, published.organisation) == (
        Origin.ELSEWHERE,
        "A trial in Leeds, 2024",
        None,
    )


def test_accounts_are_found_by_strand_and_words_and_by_review(published):
    assert queries.published(strand="teaching", words="PARAGRAPH talk") == [published]
    assert queries.published(strand="support") == []
    assert queries.published(words="phonics") == []
    assert queries.past_review(day=date(2027, 10, 7)) == [published]
    assert queries.past_review(day=REVIEW) == []


CHANGES = (
    "stage = 'consented'",
    "stage = 'published', published_at = drafted_at, published_by_id = drafted_by_id, review_on = '2027-01-01'",
    "consented_at = drafted_at",
    "published_at = drafted_at",
    "stage = 'withdrawn'",
    "withdrawn_because = 'x'",
    "evidence_level = 'measured'",
    "organisation_id = NULL",
    "origin = 'elsewhere'",
)  # fmt: skip


def test_the_database_shares_nothing_without_consent_and_knows_whose_it_is(draft):
    for change in CHANGES:
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE practice_practice SET {change} WHERE id = %s", [draft.pk])


def test_the_database_keeps_a_published_account_consented_and_reviewed(published):
    for change in ("consented_at = NULL, consented_by_id = NULL", "review_on = NULL", "published_by_id = NULL"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE practice_practice SET {change} WHERE id = %s", [published.pk])


@pytest.mark.django_db(transaction=True)
def test_an_account_published_and_withdrawn_at_once_ends_withdrawn(draft, beth, amos):
    account = commands.consent(draft, by=beth, at=MORNING)

    cast.all_at_once(
        [
            lambda: commands.publish(account, review_on=REVIEW, by=amos, at=MORNING),
            lambda: commands.withdraw(account, because="No.", by=beth, at=MORNING),
        ]
    )

    assert Practice.objects.get().stage == Stage.WITHDRAWN


def test_one_of_ours_is_measured_only_by_a_study(hillside, sam):
    with pytest.raises(IntegrityError):
        write(sam, hillside, evidence_level=EvidenceLevel.MEASURED)
