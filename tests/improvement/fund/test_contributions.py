"""A fund is opened, contributions are due, and what comes in is in the ledger to the penny."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from collegiate.foundation.record.deeds import AlreadyDone, once
from collegiate.foundation.record.models import Entry as Line
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Contribution, ContributionStage, Entry, Fund, LedgerAccount
from collegiate.partnership.members.models import Charter
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db


def test_a_fund_is_opened_with_its_purpose_and_the_accounts_it_needs(books, lines):
    assert (books.fund.name, books.fund.opened_on) == ("Pooled fund", SINCE)
    assert list(LedgerAccount.objects.values_list("code", "kind")) == [
        ("bank", "asset"),
        ("contributions", "income"),
        ("opening", "equity"),
        ("programmes", "expense"),
        ("transfers", "equity"),
    ]
    assert (books.fund.decision, books.fund.charter) == (None, Charter.objects.get())
    assert books.stands() == (0, 0, 0, 0)
    assert lines("fund.open_fund") == [
        (f"fund.fund:{books.fund.pk}", f"members.charter:{books.fund.charter_id}", {"opened_on": "2025-09-01"})
    ]


def test_a_second_fund_shares_the_accounts_and_a_name_is_given_once(books):
    reading = books.open("Reading fund")

    assert (reading.decision.title, reading.charter) == ("Open another fund", None)
    with pytest.raises(ValidationError, match="already exists"):
        books.open("Pooled fund")

    assert (Fund.objects.count(), LedgerAccount.objects.count()) == (2, 5)


def test_a_contribution_is_due_and_is_not_in_the_fund_yet(books, lines):
    due = books.expect(1_750)

    assert (due.stage, due.amount, due.entry) == (ContributionStage.DUE, Money(175_000), None)
    assert books.stands() == (0, 0, 0, 0)
    assert queries.balance(books.fund).due == Money(175_000)
    assert lines("fund.expect_contribution") == [
        (f"fund.contribution:{due.pk}", f"members.organisation:{books.hillside.pk}", {"pence": 175_000, "year": "2026/27"})
    ]  # fmt: skip


def test_a_contribution_is_due_once_a_year_and_is_more_than_nothing(books):
    books.expect(1_750)

    with pytest.raises(ValidationError, match="contribution for the year is already there"):
        books.expect(2_000)
    with pytest.raises(ValidationError, match="more than nothing"):
        books.expect(0, year="2027/28")
    books.expect(1_800, year="2027/28")

    assert Contribution.objects.count() == 2


def test_what_comes_in_is_a_balanced_entry_and_is_free_to_promise(books, lines):
    received = books.receive(1_750)

    entry = received.entry
    assert (received.stage, received.received_at, received.received_by_id) == (
        ContributionStage.RECEIVED,
        MORNING,
        books.graham.person_id,
    )
    assert (entry.on, entry.kind, entry.posted_by_id) == (TUESDAY, "contribution", books.graham.person_id)
    assert entry.memo == "Contribution for 2026/27 from Hillside Primary"
    assert [(leg.account.code, leg.pence, leg.party) for leg in entry.legs.all()] == [
        ("bank", 175_000, books.hillside),
        ("contributions", -175_000, books.hillside),
    ]
    assert books.stands() == (175_000, 0, 0, 175_000)
    assert lines("fund.receive_contribution") == [
        (f"fund.contribution:{received.pk}", f"fund.entry:{entry.pk}", {"pence": 175_000})
    ]


def test_a_contribution_comes_in_once(books):
    received = books.receive(1_750)

    with pytest.raises(NotAllowed, match="This contribution has been received"):
        commands.receive_contribution(received, on=TUESDAY, by=books.graham, at=MORNING)

    assert books.stands() == (175_000, 0, 0, 175_000)
    assert Entry.objects.count() == 1


def test_the_same_form_sent_twice_receives_once(books):
    due, key = books.expect(1_750), uuid4()
    with once(key):
        commands.receive_contribution(due, on=TUESDAY, by=books.graham, at=MORNING)

    with once(key), pytest.raises(AlreadyDone):
        commands.receive_contribution(due, on=TUESDAY, by=books.graham, at=MORNING)

    assert Entry.objects.count() == 1


def test_only_the_bookkeeper_keeps_the_books_and_nothing_is_recorded_of_who_tried(books):
    due = books.expect(1_750)
    before = Line.objects.count()
    beth = cast.standing(cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside))
    after = Line.objects.count()

    for by in (books.noor, books.meera, beth):
        with pytest.raises(NotAllowed, match="Only the bookkeeper keeps the fund’s books"):
            commands.open_fund("Another", purpose="Mine.", opened_on=SINCE, by=by, at=MORNING)
        with pytest.raises(NotAllowed, match="Only the bookkeeper"):
            commands.expect_contribution(
                books.hillside, fund=books.fund, amount=Money(1), year="2027/28", due_on=TUESDAY, by=by, at=MORNING
            )
        with pytest.raises(NotAllowed, match="Only the bookkeeper"):
            commands.receive_contribution(due, on=TUESDAY, by=by, at=MORNING)

    assert Line.objects.count() == after
    assert after > before
    assert books.stands() == (0, 0, 0, 0)
    assert Fund.objects.count() == 1


def test_a_member_sees_its_own_contributions_and_the_bookkeeper_all(books):
    fairhaven = cast.school("Fairhaven Primary")
    books.receive(1_750)
    books.expect(2_000, from_=fairhaven)
    beth = cast.standing(cast.person("Beth Lowe", Role.HEAD_TEACHER, at=books.hillside))

    def seen(viewer):
        return [one.organisation for one in queries.contributions(viewer=viewer)]

    assert seen(books.graham) == [fairhaven, books.hillside]
    assert seen(beth) == [books.hillside]
    assert seen(books.meera) == []
    with pytest.raises(Contribution.DoesNotExist):
        queries.get_contribution(Contribution.objects.get(organisation=fairhaven).pk, viewer=beth)


def test_a_members_statement_says_what_it_paid_in_and_owes(books):
    books.receive(1_750)
    books.expect(1_800, year="2027/28")

    (said,) = queries.statements([books.hillside])

    assert (said.paid_in, said.due) == (Money(175_000), Money(180_000))


def test_what_is_due_first_is_listed_first(books):
    later = commands.expect_contribution(
        books.hillside, fund=books.fund, amount=Money(1), year="2027/28", due_on=date(2027, 10, 1), by=books.graham,
        at=MORNING,
    )  # fmt: skip
    sooner = books.expect(10)

    assert list(queries.contributions(viewer=books.graham)) == [sooner, later]


def test_what_came_in_on_one_day_is_recorded_at_once_all_or_none(books, lines):
    due = [books.expect(pounds, from_=cast.school(f"School {pounds}")) for pounds in (10, 20, 30)]

    done = commands.receive_contributions(due, on=TUESDAY, by=books.graham, at=MORNING)

    assert [one.stage for one in done] == [ContributionStage.RECEIVED] * 3
    assert len({one.entry_id for one in done}) == 3
    assert books.stands() == (6_000, 0, 0, 6_000)
    last = books.expect(40, from_=cast.school("School 40"))
    with pytest.raises(NotAllowed, match="has been received"):
        commands.receive_contributions([last, due[0]], on=TUESDAY, by=books.graham, at=MORNING)
    last.refresh_from_db()
    assert (last.stage, books.stands()) == (ContributionStage.DUE, (6_000, 0, 0, 6_000))
