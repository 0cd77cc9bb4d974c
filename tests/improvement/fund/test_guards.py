"""The database itself keeps the books: no statement unbalances, changes or overdraws them."""

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record import guard
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Commitment, Contribution, Entry, Fund, LedgerAccount, Leg, Payment
from collegiate.values import Money
from tests.cast import TUESDAY

pytestmark = pytest.mark.django_db
NOW = "'2026-10-06 10:00:00+00'"


def run(statement, **ids):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(now=NOW, **ids))


@pytest.fixture
def ids(books):
    """A fund with £1,000 received, £400 promised, £150 of it paid, £50 authorised, and a contribution due."""
    received = books.receive(1_000)
    promise = books.set_aside(400)
    paid = books.pay(books.authorise(books.ask(promise, 150)))
    refused = books.ask(promise, 30)
    books.authorise(books.ask(promise, 50))
    commands.refuse_payment(refused, because="No registers.", by=books.meera, at=books.table.meeting.starts_at)
    due = books.expect(7, year="2027/28")
    return {
        "fund": books.fund.pk,
        "contribution": received.pk,
        "due": due.pk,
        "entry": received.entry_id,
        "leg": received.entry.legs.first().pk,
        "promise": promise.pk,
        "decision": promise.decision_id,
        "paid": paid.pk,
        "refused": refused.pk,
        "graham": books.graham.person_id,
        "noor": books.noor.person_id,
        "charter": books.fund.charter_id,
        "bank": LedgerAccount.objects.get(code="bank").pk,
    }


def everything():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Fund, Contribution, Entry, Leg, Commitment, Payment)
    }


def test_every_guard_stands():
    assert guard.missing(connection) == []


ATTACKS = [
    # what was posted is final
    ("UPDATE fund_entry SET memo = 'Something else' WHERE id = {entry}", "append only"),
    ("UPDATE fund_entry SET posted_at = NULL, posted_by_id = NULL WHERE id = {entry}", "append only"),
    ("DELETE FROM fund_entry WHERE id = {entry}", "append only"),
    ("UPDATE fund_leg SET pence = pence + 1 WHERE id = {leg}", "append only"),
    ("DELETE FROM fund_leg WHERE id = {leg}", "append only"),
    (
        "INSERT INTO fund_leg (entry_id, fund_id, account_id, pence) VALUES ({entry}, {fund}, {bank}, 5)",
        "takes no further legs",
    ),
    (
        'INSERT INTO fund_entry ("on", memo, kind, because, posted_at, posted_by_id)'
        " VALUES ('2026-10-06', 'x', 'payment', '', {now}, {graham})",
        "posted after its legs are written",
    ),
    ("UPDATE fund_contribution SET pence = 1 WHERE id = {contribution}", "append only"),
    ("DELETE FROM fund_contribution WHERE id = {contribution}", "append only"),
    ("UPDATE fund_payment SET pence = 1 WHERE id = {paid}", "append only"),
    ("UPDATE fund_payment SET stage = 'requested', refused_because = '' WHERE id = {refused}", "refused is final"),
    # the fund promises what is there, and says what its books say
    ("UPDATE fund_fund SET promised_pence = received_pence + 1", "what its commitments say|fund_never_overdrawn"),
    ("UPDATE fund_fund SET promised_pence = 0", "what its commitments say"),
    ("UPDATE fund_fund SET received_pence = 900000", "what its ledger says"),
    (
        "INSERT INTO fund_fund (name, purpose, restricted_to, decision_id, opened_on, received_pence, promised_pence)"
        " VALUES ('Other', 'x', '', {decision}, '2026-10-06', 100, 0)",
        "begins with nothing",
    ),
    # a fund has what made it, once and for all
    (
        "INSERT INTO fund_fund (name, purpose, restricted_to, opened_on, received_pence, promised_pence)"
        " VALUES ('Other', 'x', '', '2026-10-06', 0, 0)",
        "fund_rests_on_one_thing",
    ),
    (
        "INSERT INTO fund_fund (name, purpose, restricted_to, charter_id, opened_on, received_pence, promised_pence)"
        " VALUES ('Other', 'x', '', {charter}, '2026-10-06', 0, 0)",
        "only the first fund rests on the charter",
    ),
    ("UPDATE fund_fund SET charter_id = NULL, decision_id = {decision}", "what made a fund"),
    ("UPDATE fund_fund SET restricted_to = 'teach'", "what made a fund"),
    # what was taken back, and only that, is no longer received or paid
    ("UPDATE fund_contribution SET stage = 'reversed' WHERE id = {contribution}", "append only"),
    ("UPDATE fund_payment SET stage = 'reversed' WHERE id = {paid}", "append only"),
    ("UPDATE fund_commitment SET paid_pence = 0 WHERE id = {promise}", "has paid what its payments say"),
    ("UPDATE fund_ledgeraccount SET kind = 'asset' WHERE id <> {bank}", "append only"),
    (
        "INSERT INTO fund_commitment (fund_id, decision_id, what_for, committed_pence, payable_pence, paid_pence,"
        " released_pence, made_at, made_by_id) VALUES ({fund}, {decision}, 'x', 60001, 0, 0, 0, {now}, {graham})",
        "more than it has received|does not allow so much",
    ),
    (
        "UPDATE fund_commitment SET committed_pence = 100001 WHERE id = {promise}",
        "more than it has received|allow so",
    ),
    (
        "UPDATE fund_commitment SET committed_pence = 40001 WHERE id = {promise}",
        "the decision does not allow so much",
    ),
    ("UPDATE fund_commitment SET payable_pence = 40001 WHERE id = {promise}", "stays_within_its_promise"),
    ("UPDATE fund_commitment SET paid_pence = payable_pence + 1 WHERE id = {promise}", "pays_what_is_payable|has paid"),
    ("UPDATE fund_commitment SET committed_pence = 0, payable_pence = 0, paid_pence = 0", "is_an_amount|has paid"),
    ("UPDATE fund_commitment SET released_pence = 1 WHERE id = {promise}", "released_says_when"),
    # two people, and each stage with its facts
    (
        "UPDATE fund_payment SET authorised_by_id = requested_by_id WHERE stage = 'authorised'",
        "needs_two_people",
    ),
    ("UPDATE fund_payment SET authorised_at = NULL WHERE stage = 'authorised'", "payment_authorised"),
    (
        "UPDATE fund_payment SET authorised_at = NULL, authorised_by_id = NULL WHERE stage = 'authorised'",
        "payment_authorised",
    ),
    ("UPDATE fund_payment SET stage = 'paid' WHERE stage = 'authorised'", "paid_has_its_entry"),
    ("UPDATE fund_payment SET stage = 'refused' WHERE stage = 'authorised'", "refused_says_why"),
    ("UPDATE fund_payment SET pence = 0 WHERE stage = 'authorised'", "is_an_amount"),
    ("UPDATE fund_contribution SET stage = 'received' WHERE id = {due}", "received_says_when"),
    ("UPDATE fund_contribution SET pence = 0 WHERE id = {due}", "is_an_amount"),
    ("UPDATE fund_contribution SET year = '2026/27' WHERE id = {due}", "contribution_once_a_year|UNIQUE"),
]


def test_no_statement_changes_the_books(ids):
    """In one test, since the books are the same for each: every attack is refused, and leaves them as they were."""
    before = everything()

    for statement, words in ATTACKS:
        with pytest.raises(IntegrityError, match=words):
            run(statement, **ids)
        assert everything() == before, statement

    assert queries.faults() == []


def test_an_entry_that_does_not_balance_is_not_posted(books):
    reading = books.open("Reading fund")
    bank = LedgerAccount.objects.get(code="bank")
    post = "UPDATE fund_entry SET posted_at = {now}, posted_by_id = {graham} WHERE id = {entry}"
    tries = {
        "no legs": [],
        "one leg": [(books.fund, 5)],
        "a penny short": [(books.fund, 500), (books.fund, -499)],
        "balanced over two funds, in neither": [(books.fund, 500), (reading, -500)],
    }

    for what, legs in tries.items():
        entry = Entry.objects.create(on=TUESDAY, memo=what, kind="payment")
        for fund, pence in legs:
            Leg.objects.create(entry=entry, fund=fund, account=bank, pence=pence)
        with pytest.raises(IntegrityError, match=r"must balance in every fund|between funds rests on a decision"):
            run(post, entry=entry.pk, graham=books.graham.person_id)

    assert not Entry.objects.filter(posted_at__isnull=False).exists()


def test_a_leg_moves_something(books):
    entry = Entry.objects.create(on=TUESDAY, memo="Nothing", kind="payment")

    with pytest.raises(IntegrityError, match="leg_is_an_amount"), transaction.atomic():
        Leg.objects.create(entry=entry, fund=books.fund, account=LedgerAccount.objects.get(code="bank"), pence=0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_ledger_is_not_emptied_at_a_stroke(ids):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or it refuses for another reason: keys not looked at yet

    for table in ("fund_leg", "fund_entry", "fund_contribution", "fund_payment"):
        with pytest.raises(IntegrityError, match="append only"):
            run(f"TRUNCATE {table} CASCADE")

    assert everything() == before


REPLACING = [
    "INSERT OR REPLACE INTO fund_entry (id, \"on\", memo, kind, because) VALUES ({entry}, '2026-10-06', 'Mine', 'payment', '')",
    "INSERT OR REPLACE INTO fund_leg (id, entry_id, fund_id, account_id, pence) VALUES ({leg}, {entry}, {fund}, {bank}, 1)",
    "INSERT OR REPLACE INTO fund_contribution (id, fund_id, organisation_id, year, pence, due_on, stage)"
    " SELECT id, fund_id, organisation_id, year, 1, due_on, 'due' FROM fund_contribution WHERE id = {contribution}",
    "INSERT OR REPLACE INTO fund_payment (id, commitment_id, payee_id, pence, memo, stage, requested_at,"
    " requested_by_id, refused_because) SELECT id, commitment_id, payee_id, 1, memo, 'requested', requested_at,"
    " requested_by_id, '' FROM fund_payment WHERE id = {paid}",
]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_nothing_final_is_replaced(ids):
    before = everything()

    for statement in REPLACING:
        with pytest.raises(IntegrityError, match=r"append only|no further legs|is not replaced"):
            run(statement, **ids)
        assert everything() == before, statement


POST = "UPDATE fund_entry SET posted_at = {now}, posted_by_id = {graham} WHERE id = {entry}"


def half_done(kind, *legs, **facts):
    """An entry that is not posted, with legs of fund, account code and pence."""
    entry = Entry.objects.create(on=TUESDAY, memo="x", kind=kind, **facts)
    for fund, code, pence in legs:
        Leg.objects.create(entry=entry, fund=fund, account=LedgerAccount.objects.get(code=code), pence=pence)
    return entry


def test_money_between_funds_rests_on_a_decision_that_allows_so_much(books, ids):
    reading, decision = books.open("Reading fund"), books.table.decide(Money(100))
    legs = [
        (books.fund, "bank", -101),
        (books.fund, "transfers", 101),
        (reading, "bank", 101),
        (reading, "transfers", -101),
    ]

    for facts, words in (({}, "between funds rests on a decision"), ({"decision": decision}, "does not allow so much")):
        entry = half_done("transfer", *legs, **facts)
        with pytest.raises(IntegrityError, match=words):
            run(POST, entry=entry.pk, graham=ids["graham"])


def test_a_correction_is_another_entry_that_names_the_first_once(books, ids):
    wrong = Entry.objects.get(pk=ids["entry"])
    Entry.objects.create(on=TUESDAY, memo="Put right", kind="reversal", reverses=wrong, because="Twice.")

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(on=TUESDAY, memo="Put right again", kind="reversal", reverses=wrong, because="Twice.")

    assert queries.balance(Fund.objects.get()).received == Money(100_000)


def test_what_takes_an_entry_back_is_its_mirror_and_is_not_taken_back_itself(books, ids):
    wrong, graham = Entry.objects.get(pk=ids["entry"]), ids["graham"]
    with pytest.raises(IntegrityError, match="reversal_says_why"), transaction.atomic():
        half_done("reversal", reverses=wrong)

    another = half_done(
        "reversal", (books.fund, "bank", -5), (books.fund, "contributions", 5), reverses=wrong, because="x"
    )
    with pytest.raises(IntegrityError, match="mirrors one posted entry"):
        run(POST, entry=another.pk, graham=graham)

    spare = books.receive(5, year="2028/29")
    back = books.reverse(spare.entry)
    legs = [(leg.fund, leg.account.code, -leg.pence) for leg in back.legs.all()]
    again = half_done("reversal", *legs, reverses=back, because="x")
    with pytest.raises(IntegrityError, match="mirrors one posted entry"):
        run(POST, entry=again.pk, graham=graham)
