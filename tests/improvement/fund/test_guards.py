"""The database itself keeps the books: no statement unbalances, changes or overdraws them."""

import pytest
from django.db import IntegrityError, connection, transaction

from collegiate.foundation.record import guard
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import (
    Authorisation,
    AuthorisationLimit,
    Commitment,
    Contribution,
    Entry,
    Fund,
    LedgerAccount,
    Leg,
    Payment,
)
from collegiate.partnership.members.models import InterestKind
from collegiate.values import Money, Role
from tests import cast
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db
NOW = "'2026-10-06 10:00:00+00'"


def run(statement, **ids):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(now=NOW, **ids))


@pytest.fixture
def ids(books):
    """
    A fund with £1,500 received and £900 promised, and a contribution due.

    Of the promise £150 is sent, £50 authorised, £510 authorised by one of two, £20 asked for; Tom and Sara are tied to the payee.
    """
    received = books.receive(1_500)
    promise = books.set_aside(900)
    paid = books.send(books.authorise(books.ask(promise, 150)))
    refused = books.ask(promise, 30)
    books.authorise(books.ask(promise, 50))
    commands.refuse_payment(refused, because="No registers.", by=books.meera, at=books.table.meeting.starts_at)
    large, asked = books.sign(books.check(books.ask(promise, 510))), books.ask(promise, 20)
    due = books.expect(7, year="2027/28")
    tom = cast.person("Tom Fletcher", Role.PROVIDER_CONTACT, at=books.brightwell)
    sara = cast.person("Sara Amin")
    cast.commands.declare_interest(
        sara, organisation=books.brightwell, kind=InterestKind.FINANCIAL, nature="Shares.", from_on=cast.SINCE,
        by=cast.standing(sara), at=MORNING,
    )  # fmt: skip
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
        "meera": books.meera.person_id,
        "omar": books.omar.person_id,
        "clerk": books.table.clerk.person_id,
        "tom": tom.pk,
        "sara": sara.pk,
        "large": large.pk,
        "asked": asked.pk,
        "school": books.hillside.pk,
        "charter": books.fund.charter_id,
        "bank": LedgerAccount.objects.get(code="bank").pk,
    }


def everything():
    return {
        model: list(model.objects.order_by("pk").values())
        for model in (Fund, Contribution, Entry, Leg, Commitment, Payment, Authorisation, AuthorisationLimit)
    }


def test_every_guard_stands():
    assert guard.missing(connection) == []


CHECK = "UPDATE fund_payment SET stage = 'checked', checked_at = {{now}}, checked_by_id = {who} WHERE id = {{asked}}"
AUTHORISE = (
    "INSERT INTO fund_authorisation (payment_id, authorised_at, authorised_by_id) VALUES ({payment}, {{now}}, {who})"
)
LIMIT = (
    "INSERT INTO fund_authorisationlimit (fund_id, version, pence, decision_id, set_at, set_by_id)"
    " VALUES ({{fund}}, 2, 100000000, {decision}, {{now}}, {{noor}})"
)
BORN = (
    "INSERT INTO fund_payment (commitment_id, payee_id, pence, memo, grounds, stage, requested_at, requested_by_id,"
    " refused_because, instead_of_id) SELECT commitment_id, payee_id, pence, memo, '', {stage}, {{now}}, {{noor}}, '', {instead}"
    " FROM fund_payment WHERE id = {{paid}}"
)
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
    ("UPDATE fund_payment SET pence = 1 WHERE id = {paid}", "append only|does not change"),
    (
        "UPDATE fund_payment SET stage = 'requested', refused_because = '' WHERE id = {refused}",
        "refused is final|skips none",
    ),
    # the fund promises what is there, and says what its books say
    ("UPDATE fund_fund SET promised_pence = received_pence + 1", "what its commitments say|fund_never_overdrawn"),
    ("UPDATE fund_fund SET promised_pence = 0", "what its commitments say"),
    ("UPDATE fund_fund SET received_pence = 900000", "what its ledger says"),
    ("UPDATE fund_fund SET received_pence = received_pence + 1, counted = counted + 1", "what its ledger says"),
    ("UPDATE fund_fund SET counted = 0", "what its ledger says"),
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
    # what came in or was sent has the entry that says so
    ("UPDATE fund_payment SET stage = 'sent', entry_id = {entry} WHERE stage = 'authorised'", "who was paid, how much"),
    (
        "UPDATE fund_contribution SET stage = 'received', received_at = {now}, received_by_id = {graham},"
        " entry_id = (SELECT p.entry_id FROM fund_payment p WHERE p.id = {paid}) WHERE id = {due}",
        "who gave, how much",
    ),
    ("UPDATE fund_commitment SET paid_pence = 0 WHERE id = {promise}", "has paid what its payments say"),
    ("UPDATE fund_ledgeraccount SET kind = 'asset' WHERE id <> {bank}", "append only"),
    (
        "INSERT INTO fund_commitment (fund_id, decision_id, what_for, committed_pence, payable_pence, paid_pence,"
        " released_pence, by_claim, made_at, made_by_id) VALUES ({fund}, {decision}, 'x', 60001, 0, 0, 0, false, {now}, {graham})",
        "more than it has received|does not allow so much",
    ),
    (
        "UPDATE fund_commitment SET committed_pence = 150001 WHERE id = {promise}",
        "more than it has received|allow so",
    ),
    (
        "UPDATE fund_commitment SET committed_pence = 90001 WHERE id = {promise}",
        "the decision does not allow so much",
    ),
    ("UPDATE fund_commitment SET payable_pence = 90001 WHERE id = {promise}", "stays_within_its_promise"),
    ("UPDATE fund_commitment SET paid_pence = payable_pence + 1 WHERE id = {promise}", "pays_what_is_payable|has paid"),
    ("UPDATE fund_commitment SET committed_pence = 0, payable_pence = 0, paid_pence = 0", "is_an_amount|has paid"),
    ("UPDATE fund_commitment SET released_pence = 1 WHERE id = {promise}", "released_says_when"),
    # what is asked for stays, goes through the hands of others, and each stage has its facts
    ("UPDATE fund_payment SET pence = pence + 1 WHERE stage = 'authorised'", "what was asked for does not change"),
    ("UPDATE fund_payment SET payee_id = {school} WHERE stage = 'authorised'", "what was asked for does not change"),
    (
        "UPDATE fund_payment SET requested_by_id = {graham} WHERE stage = 'checked'",
        "what was asked for does not change",
    ),
    ("UPDATE fund_payment SET checked_by_id = {graham} WHERE stage = 'checked'", "who checked a payment"),
    (
        "UPDATE fund_payment SET checked_at = NULL, checked_by_id = NULL WHERE stage = 'checked'",
        "who checked a payment",
    ),
    (CHECK.format(who="requested_by_id"), "payment_checked_by_another"),
    (CHECK.format(who="{tom}"), "nobody approves a payment to those they act for"),
    (CHECK.format(who="{sara}"), "nobody approves a payment to those they act for"),
    ("UPDATE fund_payment SET stage = 'checked' WHERE id = {asked}", "checked_before_it_is_authorised"),
    ("UPDATE fund_payment SET stage = 'authorised' WHERE id = {asked}", "too few people|skips none"),
    ("UPDATE fund_payment SET stage = 'authorised' WHERE id = {large}", "too few people authorised this payment"),
    (AUTHORISE.format(payment="{large}", who="{meera}"), "authorisation_once_each|UNIQUE"),
    (AUTHORISE.format(payment="{large}", who="{noor}"), "whoever asked for a payment, or checked it"),
    (AUTHORISE.format(payment="{large}", who="{clerk}"), "whoever asked for a payment, or checked it"),
    (AUTHORISE.format(payment="{large}", who="{tom}"), "nobody authorises a payment to those they act for"),
    (AUTHORISE.format(payment="{large}", who="{sara}"), "nobody authorises a payment to those they act for"),
    (AUTHORISE.format(payment="{asked}", who="{omar}"), "authorised once it is checked"),
    (AUTHORISE.format(payment="{paid}", who="{omar}"), "before it is sent"),
    ("UPDATE fund_authorisation SET authorised_by_id = {omar}", "append only"),
    ("DELETE FROM fund_authorisation", "append only"),
    ("UPDATE fund_authorisationlimit SET pence = 100000000", "append only"),
    ("DELETE FROM fund_authorisationlimit", "append only"),
    (LIMIT.format(decision="NULL"), "others on a decision"),
    ("UPDATE fund_payment SET stage = 'sent' WHERE stage = 'authorised'", "sent_has_its_entry"),
    ("UPDATE fund_payment SET stage = 'sent' WHERE stage = 'checked'", "sent_has_its_entry|skips none"),
    ("UPDATE fund_payment SET stage = 'reconciled' WHERE id = {paid}", "append only"),
    ("UPDATE fund_payment SET stage = 'returned' WHERE id = {paid}", "append only"),
    ("UPDATE fund_payment SET stage = 'refused' WHERE stage = 'authorised'", "refused_says_why|refused_says_who"),
    (
        "UPDATE fund_payment SET refused_at = {now}, refused_by_id = {meera} WHERE stage = 'authorised'",
        "refused_says_who",
    ),
    (BORN.format(stage="'authorised'", instead="NULL"), "begins by being asked for"),
    (BORN.format(stage="'requested'", instead="{paid}"), "only what the bank returned is asked for again"),
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


def test_an_entry_that_a_fund_has_counted_past_is_not_posted(books):
    """Else what it brought would be in the ledger, and never in what the fund received."""
    books.receive(10)
    entry = Entry.objects.create(pk=-1, on=TUESDAY, memo="Late", kind="contribution")
    for code, pence in (("bank", 500), ("contributions", -500)):
        Leg.objects.create(entry=entry, fund=books.fund, account=LedgerAccount.objects.get(code=code), pence=pence)

    with pytest.raises(IntegrityError, match="in the order in which they are posted"):
        run(
            "UPDATE fund_entry SET posted_at = {now}, posted_by_id = {graham} WHERE id = -1",
            graham=books.graham.person_id,
        )


def test_what_an_entry_brought_is_counted_once(books):
    books.receive(10)
    again = "UPDATE fund_fund SET received_pence = received_pence + 1000, counted = {counted}"
    last = Entry.objects.latest("pk").pk

    for counted in (last, last + 1, last - 1):
        with pytest.raises(IntegrityError, match="what its ledger says"):
            run(again, counted=counted)


def test_a_leg_moves_something(books):
    entry = Entry.objects.create(on=TUESDAY, memo="Nothing", kind="payment")

    with pytest.raises(IntegrityError, match="leg_is_an_amount"), transaction.atomic():
        Leg.objects.create(entry=entry, fund=books.fund, account=LedgerAccount.objects.get(code="bank"), pence=0)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_ledger_is_not_emptied_at_a_stroke(ids):
    before = everything()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or it refuses for another reason: keys not looked at yet

    for table in (
        "fund_leg",
        "fund_entry",
        "fund_contribution",
        "fund_payment",
        "fund_authorisation",
        "fund_authorisationlimit",
    ):
        with pytest.raises(IntegrityError, match="append only"):
            run(f"TRUNCATE {table} CASCADE")

    assert everything() == before


REPLACING = [
    "INSERT OR REPLACE INTO fund_entry (id, \"on\", memo, kind, because) VALUES ({entry}, '2026-10-06', 'Mine', 'payment', '')",
    "INSERT OR REPLACE INTO fund_leg (id, entry_id, fund_id, account_id, pence) VALUES ({leg}, {entry}, {fund}, {bank}, 1)",
    "INSERT OR REPLACE INTO fund_contribution (id, fund_id, organisation_id, year, pence, due_on, stage)"
    " SELECT id, fund_id, organisation_id, year, 1, due_on, 'due' FROM fund_contribution WHERE id = {contribution}",
    "INSERT OR REPLACE INTO fund_payment (id, commitment_id, payee_id, pence, memo, grounds, stage, requested_at,"
    " requested_by_id, refused_because) SELECT id, commitment_id, payee_id, 1, memo, '', 'requested', requested_at,"
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

    assert queries.balance(Fund.objects.get()).received == Money(150_000)


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
