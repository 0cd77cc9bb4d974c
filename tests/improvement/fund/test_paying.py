"""A payment goes through the hands of several people, none of whom does two things, and may come back from the bank."""

import pytest

from collegiate.foundation.files import store
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import Authorisation, AuthorisationLimit, Entry, Payment, PaymentStage
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import MORNING, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(books):
    """£900 set aside in a fund that has received £1,000; one person authorises up to £500."""
    books.receive(1_000)
    return books.set_aside(900)


def stage(payment):
    return Payment.objects.get(pk=payment.pk).stage


def test_a_payment_is_asked_for_checked_authorised_and_sent_each_by_another(books, promise, lines):
    payment = books.check(books.ask(promise, 150))
    assert (payment.stage, payment.checked_by_id) == (PaymentStage.CHECKED, books.table.clerk.person_id)

    payment = books.sign(payment)
    assert payment.stage == PaymentStage.AUTHORISED
    assert list(payment.authorisations.values_list("authorised_by", flat=True)) == [books.meera.person_id]

    payment = books.send(payment)
    promise.refresh_from_db()
    assert (payment.stage, promise.paid) == (PaymentStage.SENT, Money(15_000))
    assert [(leg.account.code, leg.pence, leg.party) for leg in payment.entry.legs.all()] == [
        ("bank", -15_000, books.brightwell),
        ("programmes", 15_000, books.brightwell),
    ]
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)
    assert [leg.pence for leg in queries.ledger(books.fund, viewer=books.noor)] == [-15_000, 100_000]
    key, promised = f"fund.payment:{payment.pk}", f"fund.commitment:{promise.pk}"
    assert lines("fund.check_payment") == [(key, promised, {})]
    assert lines("fund.authorise_payment") == [(key, f"fund.authorisation:{Authorisation.objects.get().pk}", {})]
    assert lines("fund.send_payment") == [(key, promised, {"pence": 15_000, "on": "2026-10-06"})]


def test_above_the_limit_it_takes_two_to_authorise_and_they_are_not_the_same(books, promise):
    payment = books.sign(books.check(books.ask(promise, 501)))
    assert payment.stage == PaymentStage.CHECKED

    with pytest.raises(NotAllowed, match="authorised before it is sent"):
        books.send(payment)
    with pytest.raises(NotAllowed, match="You have authorised this payment"):
        books.sign(payment)
    assert stage(payment) == PaymentStage.CHECKED

    assert books.sign(payment, books.omar).stage == PaymentStage.AUTHORISED
    assert books.send(payment).stage == PaymentStage.SENT
    assert Authorisation.objects.count() == 2


def test_at_the_limit_one_is_enough(books, promise):
    assert books.sign(books.check(books.ask(promise, 500))).stage == PaymentStage.AUTHORISED


def test_without_a_limit_it_always_takes_two(books):
    reading = books.open("Reading fund")
    books.receive(10, fund=reading)
    payment = books.sign(books.check(books.ask(books.set_aside(10, fund=reading), 1)))

    assert payment.stage == PaymentStage.CHECKED
    assert books.sign(payment, books.omar).stage == PaymentStage.AUTHORISED


def test_a_limit_is_changed_by_a_decision_and_holds_for_what_waits(books, promise, lines):
    payment = books.sign(books.check(books.ask(promise, 501)))
    with pytest.raises(NotAllowed, match="A limit is changed by a decision"):
        commands.set_limit(books.fund, amount=Money(60_000), by=books.noor, at=MORNING)
    decision = books.table.decide(Money(0), title="One authoriser up to £600")

    limit = commands.set_limit(books.fund, amount=Money(60_000), decision=decision, by=books.noor, at=MORNING)

    assert [(one.version, one.amount) for one in queries.limits(books.fund.pk)] == [
        (2, Money(60_000)),
        (1, Money(50_000)),
    ]
    assert lines("fund.set_limit")[-1] == (
        f"fund.authorisationlimit:{limit.pk}", f"governance.decision:{decision.pk}", {"pence": 60_000, "version": 2},
    )  # fmt: skip
    assert books.sign(books.check(books.ask(promise, 399))).stage == PaymentStage.AUTHORISED
    assert stage(payment) == PaymentStage.CHECKED, "somebody still looks at it: nothing moves by itself"
    assert books.sign(payment, books.omar).stage == PaymentStage.AUTHORISED


# Separation of duties: one test for each


def also(books, name, *roles, at=None):
    """Give somebody more roles, and return their standing."""
    for role in roles:
        cast.commands.appoint(
            books.people[name], role=role, organisation=at, from_on=cast.SINCE, by=cast.FOUNDING, at=MORNING
        )
    return cast.standing(books.people[name])


def test_whoever_asked_for_a_payment_neither_checks_nor_authorises_nor_refuses_it(books, promise):
    noor = also(books, "Noor", Role.AUTHORISER)
    payment = books.ask(promise, 150)

    with pytest.raises(NotAllowed, match="You asked for this payment, so somebody else checks it"):
        commands.check_payment(payment, by=noor, at=MORNING)
    with pytest.raises(NotAllowed, match="You asked for this payment, so somebody else refuses it"):
        commands.refuse_payment(payment, because="I changed my mind.", by=noor, at=MORNING)
    books.check(payment)
    with pytest.raises(NotAllowed, match="You asked for this payment, so somebody else authorises it"):
        books.sign(payment, noor)

    assert (stage(payment), Authorisation.objects.count()) == (PaymentStage.CHECKED, 0)


def test_whoever_checked_a_payment_does_not_authorise_it(books, promise):
    graham = also(books, "Graham", Role.AUTHORISER)
    payment = commands.check_payment(books.ask(promise, 150), by=graham, at=MORNING)

    with pytest.raises(NotAllowed, match="You checked this payment, so somebody else authorises it"):
        books.sign(payment, graham)

    assert (stage(payment), Authorisation.objects.count()) == (PaymentStage.CHECKED, 0)


def test_nobody_who_acts_for_the_payee_asks_checks_authorises_or_refuses(books, promise):
    payment = books.ask(promise, 150)  # on the standing of this morning, before that was known
    noor, meera, graham = (also(books, name, Role.CONTACT, at=books.brightwell) for name in ("Noor", "Meera", "Graham"))

    with pytest.raises(
        NotAllowed, match="You have an interest in the organisation that is paid, so somebody else asks"
    ):
        commands.request_payment(promise, payee=books.brightwell, amount=Money(100), memo="x", by=noor, at=MORNING)
    with pytest.raises(
        NotAllowed, match="You have an interest in the organisation that is paid, so somebody else check"
    ):
        commands.check_payment(payment, by=graham, at=MORNING)
    books.check(payment)
    with pytest.raises(
        NotAllowed, match="You have an interest in the organisation that is paid, so somebody else auth"
    ):
        books.sign(payment, meera)
    with pytest.raises(
        NotAllowed, match="You have an interest in the organisation that is paid, so somebody else refu"
    ):
        commands.refuse_payment(payment, because="x", by=meera, at=MORNING)

    assert (stage(payment), Authorisation.objects.count()) == (PaymentStage.CHECKED, 0)


# What is refused


def test_nothing_is_sent_that_was_not_authorised_and_nothing_twice(books, promise):
    payment = books.ask(promise, 150)
    with pytest.raises(NotAllowed, match="This payment is checked first"):
        books.sign(payment)
    with pytest.raises(NotAllowed, match="authorised before it is sent, and sent once"):
        books.send(payment)
    with pytest.raises(NotAllowed, match="Only the bookkeeper"):
        commands.send_payment(books.authorise(payment), on=TUESDAY, by=books.meera, at=MORNING)
    books.send(payment)
    with pytest.raises(NotAllowed, match="sent once"):
        books.send(payment)
    with pytest.raises(NotAllowed, match="This payment is sent already"):
        books.sign(payment, books.omar)

    assert Entry.objects.filter(kind="payment").count() == 1
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)


@pytest.mark.parametrize("how_far", ["ask", "check", "sign", "authorise"])
def test_a_refused_payment_is_payable_no_longer_and_can_be_asked_for_anew(books, promise, lines, how_far):
    payment = books.ask(promise, 900)
    {"check": books.check, "sign": lambda one: books.sign(books.check(one)), "authorise": books.authorise}.get(
        how_far, lambda one: one
    )(payment)

    refused = commands.refuse_payment(payment, because="The registers are missing.", by=books.meera, at=MORNING)

    promise.refresh_from_db()
    assert (refused.stage, refused.refused_because) == (PaymentStage.REFUSED, "The registers are missing.")
    assert (refused.refused_at, refused.refused_by_id) == (MORNING, books.meera.person_id)
    assert promise.payable == Money(0)
    assert lines("fund.refuse_payment") == [(f"fund.payment:{payment.pk}", f"fund.commitment:{promise.pk}", {})]
    with pytest.raises(NotAllowed, match="This payment is refused already"):
        books.sign(payment, books.omar)
    with pytest.raises(NotAllowed, match="authorised before it is sent"):
        books.send(payment)
    books.send(books.authorise(books.ask(promise, 900)))
    assert books.stands() == (100_000, 0, 90_000, 10_000)


def test_whoever_checks_may_refuse_instead(books, promise):
    payment = books.ask(promise, 150)

    commands.refuse_payment(payment, because="Two days were not held.", by=books.table.clerk, at=MORNING)

    assert stage(payment) == PaymentStage.REFUSED


def test_a_payment_that_was_sent_is_not_refused(books, promise):
    payment = books.send(books.authorise(books.ask(promise, 150)))

    with pytest.raises(NotAllowed, match="This payment is sent already"):
        commands.refuse_payment(payment, because="Too late.", by=books.meera, at=MORNING)

    assert books.stands() == (100_000, 75_000, 15_000, 10_000)


# Returned, and asked for again


@pytest.fixture
def returned(books, promise):
    return books.come_back(books.send(books.authorise(books.ask(promise, 150))))


def test_what_the_bank_returned_is_set_aside_and_payable_again(books, promise, returned, lines):
    promise.refresh_from_db()
    assert returned.stage == PaymentStage.RETURNED
    assert (promise.payable, promise.paid) == (Money(15_000), Money(0))
    assert books.stands() == (100_000, 90_000, 0, 10_000)
    back = returned.entry.reversed_by
    assert (back.memo, back.because) == ("Returned: Workshops held", "No account of that number.")
    assert [leg.pence for leg in queries.ledger(books.fund, viewer=books.noor)] == [15_000, -15_000, 100_000]
    assert lines("fund.return_payment") == [
        (f"fund.payment:{returned.pk}", f"fund.entry:{back.pk}", {"pence": 15_000, "on": "2026-10-06"})
    ]


def test_nothing_is_released_while_the_payee_still_waits_for_what_came_back(books, promise, returned):
    with pytest.raises(NotAllowed, match=r"£150\.00 is payable and not paid yet"):
        commands.release(promise, by=books.graham, at=MORNING)


def test_what_came_back_is_asked_for_again_once_and_goes_through_every_hand_anew(books, promise, returned):
    again = commands.ask_again(returned, by=books.noor, at=MORNING)

    assert (again.instead_of, again.amount, again.payee, again.memo) == (
        returned, Money(15_000), books.brightwell, "Workshops held",
    )  # fmt: skip
    promise.refresh_from_db()
    assert promise.payable == Money(15_000)
    with pytest.raises(NotAllowed, match="has been asked for again"):
        commands.ask_again(returned, by=books.noor, at=MORNING)
    with pytest.raises(NotAllowed, match="checked first"):
        books.sign(again)
    books.send(books.authorise(again))
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)
    assert (stage(returned), stage(again)) == (PaymentStage.RETURNED, PaymentStage.SENT)


def test_what_came_back_and_is_owed_no_longer_is_refused_when_it_is_asked_for_again(books, promise, returned):
    again = commands.ask_again(returned, by=books.noor, at=MORNING)
    commands.refuse_payment(again, because="The provider is gone.", by=books.meera, at=MORNING)

    commands.release(promise, by=books.graham, at=MORNING)

    assert books.stands() == (100_000, 0, 0, 100_000)


def test_only_what_was_returned_is_asked_for_again_as_it_was(books, promise):
    sent = books.send(books.authorise(books.ask(promise, 150)))

    with pytest.raises(NotAllowed, match="Only what the bank returned"):
        commands.ask_again(sent, by=books.noor, at=MORNING)
    with pytest.raises(NotAllowed, match="Only a payment that was sent can come back"):
        books.come_back(books.come_back(sent))


def test_an_entry_of_a_returned_payment_is_not_taken_back_a_second_time(books, returned):
    with pytest.raises(NotAllowed, match="This entry has been taken back"):
        books.reverse(returned.entry)


# Reconciled


@pytest.fixture
def bank(books, tmp_path, settings):
    """Reconcile a Tuesday on which the bank shows some amounts, in pounds."""
    settings.FILES_ROOT = tmp_path / "kept"

    def shows(*pounds, by=None):
        held = sum(pounds)
        rows = [commands.BankLine(n, TUESDAY, Money(100 * one), "BRIGHTWELL") for n, one in enumerate(pounds, 2)]
        file = store.keep("x.csv", [str(pounds).encode()], kind="text/csv", at=MORNING)
        statement = commands.load_statement(file, lines=rows, closing=Money(100 * held), by=books.graham, at=MORNING)
        commands.match_sure(statement, by=books.graham, at=MORNING)
        return commands.reconcile(statement, by=by or books.meera, at=MORNING)

    return shows


def test_a_payment_is_reconciled_with_the_day_on_which_the_bank_shows_it(books, promise, bank, lines):
    payment = books.send(books.authorise(books.ask(promise, 150)))
    other = books.authorise(books.ask(promise, 20))

    day = bank(1_000, -150)

    assert (stage(payment), stage(other)) == (PaymentStage.RECONCILED, PaymentStage.AUTHORISED)
    assert queries.reconciled_on(payment) == day
    assert queries.reconciled_on(other) is None
    assert lines("fund.reconcile")[0][2]["payments"] == [payment.pk]
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)


def test_what_was_sent_and_came_back_before_the_day_is_explained_line_by_line(books, promise, bank):
    payment = books.come_back(books.send(books.authorise(books.ask(promise, 150))))

    bank(1_000, -150, 150)

    assert stage(payment) == PaymentStage.RETURNED


def test_the_limit_in_force_is_the_last_that_was_set(books):
    commands.set_limit(
        books.fund, amount=Money(1), decision=books.table.decide(Money(0), title="Two for everything"), by=books.noor, at=MORNING
    )  # fmt: skip

    assert queries.limits_now() == {books.fund.pk: AuthorisationLimit.objects.get(version=2)}
    assert queries.limit_of(books.fund.pk).amount == Money(1)
