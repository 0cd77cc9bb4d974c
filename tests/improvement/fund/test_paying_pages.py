"""What members read of payments, and what whoever asks, checks, authorises and sends presses."""

import pytest

from collegiate.foundation import clock
from collegiate.improvement.fund import commands
from collegiate.improvement.fund.models import AuthorisationLimit, Payment, PaymentStage
from collegiate.partnership.members.models import Basis
from collegiate.values import Money, NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement.pages import Pages, on
from tests.marks import two_lengths
from tests.scenes import scene

pytestmark = pytest.mark.django_db
# Six of every page of somebody signed in: session, account, person, roles, interests, partnership.
TUESDAY_IS = on("on", 6, 10, 2026)
ANOTHER = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a11"
A_THIRD = "7f1a2f0e-8a4e-4a4e-9a53-0d7c8f9f2a12"


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(TUESDAY)


@pytest.fixture
def see(client):
    return Pages(client, "fund")


@pytest.fixture
def as_(client, books):
    """Sign in as one of the cast."""
    return lambda name: cast.sign_in(client, books.table.clerk_person if name == "Ruth" else books.people[name])


@scene
def asked(books):
    """£150 asked for, of £900 promised, of £1,000; one person authorises up to £500."""
    books.receive(1_000)
    return books.ask(books.set_aside(900), 150)


def stage(payment):
    return Payment.objects.get(pk=payment.pk).stage


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_payments_cost_the_same_however_many(books, as_, asked, see, django_assert_num_queries, how_many):
    as_("Noor")
    for _ in range(how_many - 1):
        books.ask(asked.commitment, 10)

    with django_assert_num_queries(10):  # six of every page; payments, limits, funds, what can be asked for
        page = see.main("payments")

    assert f"{how_many} payment{'s wait' if how_many > 1 else ' waits'} for somebody." in page.text
    assert page.text.count("Brightwell Learning") == how_many
    assert "Pooled fund: one person authorises up to £500.00, two above it." in page.text


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_payment_says_what_it_is_for_and_what_happened(books, as_, asked, see, django_assert_num_queries):
    as_("Meera")

    with django_assert_num_queries(9):  # six of every page; payment, authorisations, limit
        page = see.main("payment", asked.pk)

    assert page.one("h1").text == "£150.00 to Brightwell Learning"
    assert f"{asked.commitment.decision.reference}" in page.text
    assert "Tuesday 6 October 2026 at 10:00amAsked forNoor Rahman" in page.text
    assert "can check a payment." in page.one("p", class_="c-refusal").text


@pytest.mark.usefixtures("no_queries_while_rendering")
def test_a_payment_that_went_all_the_way_costs_little_and_says_who_did_what(
    books, as_, asked, see, django_assert_num_queries
):
    large = books.come_back(books.send(books.authorise(books.ask(asked.commitment, 600))))
    commands.ask_again(large, by=books.noor, at=MORNING)
    as_("Noor")

    with django_assert_num_queries(10):  # six of every page; payment, authorisations, limit, the bank
        page = see.main("payment", large.pk)

    for what in (
        "Asked forNoor Rahman", "CheckedRuth Abbott", "AuthorisedMeera Banerjee", "AuthorisedOmar Aziz",
        "Sent as the ledger has itGraham Porter", "Returned by the bank: No account of that number.Graham Porter",
    ):  # fmt: skip
        assert what in page.text
    assert "The payment that takes its place" in page.text


def test_somebody_asks_under_a_commitment(books, as_, asked, see):
    cast.commands.join(books.hillside, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=MORNING)
    as_("Noor")
    assert see.main("payments").one("a", href=see.url("to_ask")).text == "Ask for a payment"
    assert see.main("to_ask").one("a", href=see.url("ask", asked.commitment_id)).text == "Coaching for new leaders"
    sent = {"payee": str(books.hillside.pk), "amount": "900", "memo": "Supply cover", "grounds": "The register."}

    page = see.send("ask", asked.commitment_id, status=422, **sent)
    assert "£750.00 of this commitment is left, not £900.00." in page.text
    assert page.one("input", name="memo")["value"] == "Supply cover"
    for _ in range(2):
        see.send("ask", asked.commitment_id, once=ANOTHER, **(sent | {"amount": "70"}))

    made = Payment.objects.exclude(pk=asked.pk).get()
    assert (made.payee, made.pence, made.grounds, made.stage) == (
        books.hillside, 7_000, "The register.", PaymentStage.REQUESTED,
    )  # fmt: skip
    assert "The register." in see.main("payment", made.pk).text


def test_where_claims_are_made_nobody_asks_in_the_fund(books, as_, asked, see):
    decision = books.table.decide(Money(1_000))
    claimed = commands.set_aside(
        Money(1_000), fund=books.fund, decision=decision, what_for="Coaching", by_claim=True, by=books.noor, at=MORNING
    )
    as_("Noor")

    assert see.main("to_ask").all("a", href=see.url("ask", claimed.pk)) == []
    assert "by accepting one of them" in see.main("ask", claimed.pk).text
    with pytest.raises(NotAllowed, match="by accepting one of them"):
        commands.request_payment(claimed, payee=books.hillside, amount=Money(1), memo="x", by=books.noor, at=MORNING)
    assert not Payment.objects.filter(commitment=claimed).exists()


def test_a_payment_is_checked_authorised_and_sent_by_one_after_another(books, as_, asked, see):
    as_("Ruth")
    assert see.main("payment", asked.pk).one("a", href=see.url("check", asked.pk)).text == "Check this payment"
    for _ in range(2):
        see.send("check", asked.pk)
    assert "Only somebody appointed to authorise payments can do this." in see.main("payment", asked.pk).text

    as_("Meera")
    assert "You are the last to authorise it." in see.main("authorise", asked.pk).text
    for _ in range(2):
        see.send("authorise", asked.pk, once=A_THIRD)
    assert "Only the bookkeeper keeps" in see.main("payment", asked.pk).text

    as_("Graham")
    page = see.send("send", asked.pk, status=422, on_day="40")
    assert page.one("input", name="on_day")["value"] == "40"
    see.send("send", asked.pk, once=ANOTHER, **TUESDAY_IS)
    assert books.stands() == (100_000, 75_000, 15_000, 10_000)
    assert see.main("payment", asked.pk).all("a", role="button") == []


def test_a_large_payment_waits_for_a_second_person(books, as_, asked, see):
    large = books.check(books.ask(asked.commitment, 600))
    as_("Meera")
    assert "It waits for two people to authorise it, since it is above £500." in see.main("payment", large.pk).text
    assert "A second person authorises it after you." in see.main("authorise", large.pk).text
    see.send("authorise", large.pk)

    page = see.main("payment", large.pk)
    assert "It waits for a second person to authorise it, since it is above £500." in page.text
    assert "You have authorised this payment." in page.one("p", class_="c-refusal").text
    assert "You have authorised" in see.send("authorise", large.pk, status=422, once=ANOTHER).text

    as_("Omar")
    see.send("authorise", large.pk, once=A_THIRD)
    assert stage(large) == PaymentStage.AUTHORISED


def test_what_the_bank_returned_is_recorded_and_asked_for_again(books, as_, asked, see):
    books.send(books.authorise(asked))
    as_("Graham")
    assert see.main("payment", asked.pk).one("a", href=see.url("returned", asked.pk)).text == "The bank sent it back"
    page = see.send("returned", asked.pk, status=422, because="", **TUESDAY_IS)
    assert "Answer “What did the bank say?”" in page.text
    see.send("returned", asked.pk, once=ANOTHER, because="Account closed.", **TUESDAY_IS)
    assert "Returned by the bank: Account closed." in see.main("payment", asked.pk).text

    as_("Noor")
    assert see.main("payment", asked.pk).one("a", href=see.url("ask_again", asked.pk)).text == "Ask for it again"
    for _ in range(2):
        see.send("ask_again", asked.pk)

    assert stage(Payment.objects.get(instead_of=asked)) == PaymentStage.REQUESTED
    assert see.main("payment", asked.pk).all("a", href=see.url("ask_again", asked.pk)) == []


def test_a_page_that_somebody_was_faster_than_is_refused_with_what_is_now(books, as_, asked, see):
    """Meera’s page still says authorise; meanwhile it was refused."""
    books.check(asked)
    as_("Meera")
    commands.refuse_payment(asked, because="No registers.", by=books.meera, at=MORNING)

    page = see.send("authorise", asked.pk, status=422)

    assert "This payment is refused already." in page.text
    assert stage(asked) == PaymentStage.REFUSED
    assert "Refused: No registers.Meera Banerjee" in see.main("payment", asked.pk).text
    assert books.stands() == (100_000, 90_000, 0, 10_000)


def test_a_payment_that_was_authorised_can_still_be_refused_with_its_reason(books, as_, asked, see):
    books.authorise(asked)
    as_("Meera")
    assert see.main("payment", asked.pk).one("a", href=see.url("refuse", asked.pk)).text == "Refuse this payment"

    assert "Why is it refused?" in see.send("refuse", asked.pk, status=422, because="").text
    see.send("refuse", asked.pk, because="The registers are missing.")

    assert "The registers are missing." in see.main("payment", asked.pk).text
    assert books.stands() == (100_000, 90_000, 0, 10_000)


def test_whoever_asked_is_told_why_they_do_not_check_or_authorise(books, as_, asked, see):
    cast.commands.appoint(books.people["Noor"], role=Role.AUTHORISER, from_on=SINCE, by=FOUNDING, at=MORNING)
    as_("Noor")

    assert "You asked for this payment, so somebody else checks it." in see.main("payment", asked.pk).text
    see.send("check", asked.pk, status=422)
    books.check(asked)
    assert "You asked for this payment, so somebody else authorises it." in see.main("payment", asked.pk).text
    see.send("authorise", asked.pk, status=422)
    see.send("refuse", asked.pk, status=422, because="x")
    assert stage(asked) == PaymentStage.CHECKED


def test_the_limit_is_read_by_all_and_set_by_the_clerk_on_a_decision(books, as_, see):
    decision = books.table.decide(Money(0), title="One authoriser up to £800")
    as_("Graham")
    page = see.main("limit", books.fund.pk)
    assert "One up to £500.00, two above it." in page.text
    assert "When the fund began" in page.text
    assert "Only the coordinator or the clerk" in page.one("p", class_="c-refusal").text

    as_("Ruth")
    assert "so say by which" in see.send("limit", books.fund.pk, status=422, amount="800").text
    for _ in range(2):
        see.send("limit", books.fund.pk, once=ANOTHER, amount="800", decision=str(decision.pk))

    assert AuthorisationLimit.objects.count() == 2
    page = see.main("limit", books.fund.pk)
    assert "One up to £800.00, two above it." in page.text
    assert decision.reference in page.text


def test_a_fund_without_a_limit_says_so(books, as_, see):
    reading = books.open("Reading fund")
    as_("Meera")

    assert "Two, whatever the amount" in see.main("limit", reading.pk).text
    assert "Reading fund: two people authorise every payment." in see.main("payments").text


@pytest.mark.parametrize(
    "name", ["payment", "check", "authorise", "send", "returned", "ask_again", "refuse", "ask", "limit"]
)
def test_what_is_not_there_is_a_404(books, as_, see, name):
    as_("Graham")

    assert see.client.get(see.url(name, 999)).status_code == 404
