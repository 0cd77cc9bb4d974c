"""A needs round: opened, answered by schools in their own words, closed; and what they offer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.improvement.needs import commands, queries
from collegiate.improvement.needs.commands import Given, NotEveryStrand, NotNow, UnknownStrand
from collegiate.improvement.needs.models import Answer, Offer, Round, RoundStage
from collegiate.partnership.members.models import Organisation
from collegiate.values import NotAllowed
from tests.cast import MORNING, all_at_once
from tests.improvement.needs.conftest import AUTUMN, SHEET

pytestmark = pytest.mark.django_db


def answer(round, school, by, answers=SHEET, version=None, at=MORNING):
    return commands.answer_round(round, organisation=school, answers=answers, version=version, by=by, at=at)


def test_a_school_answers_on_every_strand_in_its_own_words(autumn, hillside, beth):
    answer(autumn, hillside, beth)

    sheet = queries.sheet(autumn, hillside)
    assert {strand: (given.rating, given.text) for strand, given in sheet.answers.items()} == {
        strand: (given.rating, given.text) for strand, given in SHEET.items()
    }
    assert (sheet.version, sheet.answered_at, sheet.answered_by.name) == (1, MORNING, "Beth Okoro")


def test_the_record_holds_the_ratings_and_none_of_the_words(autumn, hillside, beth):
    answer(autumn, hillside, beth)

    entry = Entry.objects.get(deed="needs.answer_round")
    assert entry.data["ratings"] == {
        "leadership": 3,
        "environment": 2,
        "teaching": 4,
        "assessment": 1,
        "support": None,
    }
    assert "Attendance" not in str(entry.data)


def test_a_sheet_may_be_written_again_while_the_round_is_open(autumn, hillside, beth):
    answer(autumn, hillside, beth)

    answer(autumn, hillside, beth, {**SHEET, "support": Given(2)}, version=1, at=MORNING + timedelta(days=1))

    sheet = queries.sheet(autumn, hillside)
    assert (sheet.version, sheet.answers["support"].rating, sheet.answers["support"].text) == (2, 2, "")
    assert Answer.objects.count() == 5


@pytest.mark.parametrize("version", [0, 2])
def test_a_sheet_that_somebody_else_wrote_meanwhile_is_refused_and_shown(autumn, hillside, beth, version):
    answer(autumn, hillside, beth)

    with pytest.raises(Stale) as stale:
        answer(autumn, hillside, beth, {**SHEET, "support": Given(4)}, version=version)

    assert stale.value.row.version == 1
    assert queries.sheet(autumn, hillside).answers["support"].rating is None


@pytest.mark.parametrize(
    ("answers", "refusal", "says"),
    [
        ({"leadership": Given(3)}, NotEveryStrand, "Answer on “Maximising the learning environment” too"),
        ({**SHEET, "support": Given(None, "  ")}, NotEveryStrand, "say in a few words why you cannot say yet"),
        ({**SHEET, "lunch": Given(3)}, UnknownStrand, "No strand is called “lunch”"),
    ],
)
def test_a_sheet_with_a_gap_is_refused_whole(autumn, hillside, beth, answers, refusal, says):
    with pytest.raises(refusal, match=says):
        answer(autumn, hillside, beth, answers)

    assert not Answer.objects.exists()


def test_nobody_else_answers_for_a_school(autumn, hillside, tom, noor):
    for somebody in (tom, noor):
        with pytest.raises(NotAllowed, match="Only the school’s head teacher can answer for it"):
            answer(autumn, hillside, somebody)


def test_a_closed_round_keeps_its_answers_and_takes_no_more(autumn, hillside, beth, noor):
    answer(autumn, hillside, beth)

    closed = commands.close_round(autumn, by=noor, at=MORNING)

    assert (closed.stage, closed.closed_at, closed.closed_by_id) == (RoundStage.CLOSED, MORNING, noor.person_id)
    assert Entry.objects.get(deed="needs.close_round").data == {"schools": 1}
    with pytest.raises(NotAllowed, match="This round is closed"):
        answer(autumn, hillside, beth)


def test_one_round_is_open_at_a_time(autumn, noor):
    with pytest.raises(NotNow, match=r"Autumn 2026 is open\. Close it first"):
        commands.open_round(
            "Spring", year=AUTUMN, opens_on=date(2027, 1, 4), closes_on=date(2027, 2, 1), by=noor, at=MORNING
        )


def test_a_round_cannot_close_before_it_opens(noor):
    with pytest.raises(ValidationError, match="cannot close before it opens"):
        commands.open_round(
            "Backwards", year=AUTUMN, opens_on=date(2027, 1, 4), closes_on=date(2026, 2, 1), by=noor, at=MORNING
        )


def test_last_times_answers_are_found_for_the_next_sheet(autumn, hillside, ashmere, beth, noor):
    answer(autumn, hillside, beth)
    commands.close_round(autumn, by=noor, at=MORNING)
    spring = commands.open_round(
        "Spring 2027", year=AUTUMN, opens_on=date(2027, 1, 4), closes_on=date(2027, 2, 1), by=noor, at=MORNING
    )

    last = queries.last_sheet(spring, hillside)
    assert (last.round, last.answers["assessment"].text) == (autumn, SHEET["assessment"].text)
    assert queries.last_sheet(spring, ashmere) is None


def test_a_school_sees_its_own_sheets_and_another_school_is_told_of_none(autumn, hillside, beth, tom, amos):
    answer(autumn, hillside, beth)

    assert [sheet.round for sheet in queries.sheets_of(hillside, viewer=beth)] == [autumn]
    assert [sheet.round for sheet in queries.sheets_of(hillside, viewer=amos)] == [autumn]
    with pytest.raises(Organisation.DoesNotExist):
        queries.sheets_of(hillside, viewer=tom)


@pytest.mark.parametrize(
    "wrong",
    [{"rating": 0}, {"rating": 5}, {"rating": None, "text": ""}],
)
def test_the_database_refuses_an_answer_off_the_scale(autumn, hillside, beth, wrong):
    answer(autumn, hillside, beth)

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(strand="leadership").update(**wrong)


def test_the_database_refuses_a_second_answer_on_a_strand_and_a_second_open_round(autumn, hillside, beth):
    answer(autumn, hillside, beth)
    first = Answer.objects.filter(strand="leadership").get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(
            round=autumn,
            organisation=hillside,
            strand="leadership",
            rating=1,
            answered_at=MORNING,
            answered_by_id=first.answered_by_id,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(name="Another", year=2026, opens_on=date(2026, 9, 1), closes_on=date(2026, 9, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.update(stage=RoundStage.CLOSED)


def offer(school, by, **given):
    facts = {
        "strand": "teaching",
        "title": "See maths mastery",
        "what": "Two mornings in Year 4.",
        "days_a_term": 2,
        "offered_on": date(2026, 10, 6),
        **given,
    }
    return commands.offer_help(school, by=by, at=MORNING, **facts)


def test_a_school_offers_help_and_every_member_sees_it_while_it_stands(hillside, beth):
    made = offer(hillside, beth)

    assert queries.offers(day=date(2026, 10, 6)) == [made]
    assert queries.offers(day=date(2026, 10, 5)) == []
    assert queries.offers(day=date(2026, 10, 6), strand="support") == []


def test_another_member_can_offer_help_too(club_contact):
    ida, club = club_contact

    assert offer(club, ida, strand="support", title="Rowing before school").organisation == club


def test_an_offer_that_ended_is_no_longer_seen(hillside, beth):
    made = offer(hillside, beth)

    commands.end_offer(made, until_on=date(2026, 12, 18), by=beth, at=MORNING)

    assert queries.offers(day=date(2026, 12, 18)) == [made]
    assert queries.offers(day=date(2026, 12, 19)) == []
    with pytest.raises(NotNow, match="ends on 18 December 2026 already"):
        commands.end_offer(made, until_on=date(2027, 12, 18), by=beth, at=MORNING)


def test_an_offer_for_another_school_of_no_time_or_of_no_strand_is_refused(hillside, beth, tom):
    with pytest.raises(NotAllowed, match="can offer help"):
        offer(hillside, tom)
    with pytest.raises(ValidationError, match="at least one day a term"):
        offer(hillside, beth, days_a_term=0)
    with pytest.raises(UnknownStrand):
        offer(hillside, beth, strand="lunch")
    assert not Offer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_first_sheets_sent_at_once_make_one(autumn, hillside, beth):
    def stale(version):
        try:
            return answer(autumn, hillside, beth, version=version)
        except Stale as refusal:
            return refusal

    found = all_at_once([lambda: stale(0), lambda: stale(0)])

    assert sorted(type(one).__name__ for one in found) == ["Stale", "list"]
    assert Answer.objects.count() == 5
