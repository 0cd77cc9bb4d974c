"""A pound is followed both ways, as far as somebody may see: a payment back to its needs, a contribution on to its uses."""

import pytest
from django.urls import reverse

from tests import cast
from tests.cast import TUESDAY
from tests.foundation.ui.reading import read
from tests.improvement import support
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
FOLLOW, PAYMENT, CONTRIBUTION = "follow", "follow-payment", "follow-contribution"


def main(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return read(response.content).one("main")


def rows(page):
    return [[cell.text for cell in row.inside] for row in page.all("table")[-1].one("tbody").all("tr")]


def test_a_governor_follows_a_payment_back_to_the_need_of_the_school(client, payment, gil):
    cast.sign_in(client, gil)

    page = main(client, PAYMENT, payment.pk)

    kinds = [one.text for one in page.all(class_="c-hop__kind")]
    assert kinds == ["Payment", "Milestone", "Commitment", "Decision", "Agreement", "Brief", "Need", "Need"]
    titles = [one.text for one in page.all(class_="c-card__title")]
    assert titles[-2:] == ["Hillside Primary reads too little", "A need of The Ashmere School"]
    assert "It answers 2 needs, by decision SG/26/01." in page.text
    assert rows(page) == [["Other members, together", "£9,000.00"]]
    assert page.one("tfoot").text == "Together£9,000.00"


def test_a_need_rests_on_evidence_at_the_end_of_the_chain(client, table, schools, gil, tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    support.load("ks2", "ks2_rwm_expected", 2025, [(one, 48.0, 50) for one in schools])
    agreement = table.agreed(schools)
    need = agreement.brief.answers.first().need
    need.evidence.create(value=need.organisation.indicator_values.get())
    table.paid(agreement)
    cast.sign_in(client, gil)

    page = main(client, PAYMENT, agreement.commitment.payments.get().pk)

    assert page.all(class_="c-hop__kind")[-1].text == "Evidence"
    assert "2025/26" in page.all(class_="c-card__title")[-1].text


def test_whoever_has_no_business_with_the_schools_reads_whose_need_it_is_and_not_its_words(client, payment, ida):
    cast.sign_in(client, ida)

    page = main(client, PAYMENT, payment.pk)

    assert "reads too little" not in page.text
    assert "A need of Hillside Primary" in page.text


def test_a_bursar_follows_what_the_college_paid_in(client, payment, given, carol):
    cast.sign_in(client, carol)

    page = main(client, CONTRIBUTION, given.pk)

    assert "£9,000.00 of it is used, £41,000.00 is still in the fund." in page.text
    assert rows(page) == [["A/26/01: Held, to Brightwell Learning", "Tuesday 6 October 2026", "£9,000.00", "£9,000.00"]]
    assert page.one("tfoot").text == "Still in the fund£41,000.00"
    assert page.one("a", href=reverse(PAYMENT, args=[payment.pk])).text == "A/26/01: Held, to Brightwell Learning"
    assert "Ashmere College£9,000.00" in main(client, PAYMENT, payment.pk).text


def test_what_another_member_paid_in_is_not_followed(client, given, gil):
    cast.sign_in(client, gil)

    assert client.get(reverse(CONTRIBUTION, args=[given.pk])).status_code == 404


def test_a_payment_that_waits_says_so(client, table, schools, gil):
    waiting = table.claimed(table.agreed(schools))
    cast.sign_in(client, gil)

    page = main(client, PAYMENT, waiting.pk)

    assert "It is asked for." in page.text
    assert "It has not left the fund." in page.text


def test_where_the_money_went_is_told_by_strand_fund_and_financial_year(client, payment, gil):
    cast.sign_in(client, gil)

    page = main(client, FOLLOW)
    assert "£9,000 was paid in 1 payment." in page.text
    strands, payments = page.all("table")
    assert strands.one("tbody").text == "Teaching for learning£9,000"
    assert "SG/26/01" in payments.text

    assert "Nothing was paid from that fund in that year." in main(client, FOLLOW, year="academy-2025").text
    assert "of that fund and year" in main(client, FOLLOW, year="academy-2026", fund=payment.commitment.fund_id).text
    assert "£9,000 was paid in 1 payment of" in main(client, FOLLOW, year="maintained-2026").text
    assert client.get(reverse(FOLLOW), {"fund": "999"}).status_code == 200


def test_before_anything_is_paid_the_page_says_when_something_will_stand_there(client, gil):
    cast.sign_in(client, gil)

    assert "Nothing is paid yet." in main(client, FOLLOW).text


@pytest.mark.parametrize(("name", "of_one"), [(FOLLOW, False), (PAYMENT, True)])
def test_the_public_and_whoever_is_no_member_follow_nothing(client, payment, name, of_one):
    response = client.get(reverse(name, args=[payment.pk] if of_one else []))

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_following_costs_the_same_however_much_there_is(
    client, table, django_assert_num_queries, carol, given, how_many
):
    meeting = table.sit()
    for number in range(how_many):
        schools = [cast.school(f"School {number}-{which}") for which in range(how_many)]
        table.paid(table.agreed(schools, meeting=meeting, title=f"Support {number}", pounds=1_000))
    cast.sign_in(client, carol)
    payment = table.fund.commitments.order_by("pk").last().payments.get()

    with django_assert_num_queries(9):  # six of every page; funds, strands, payments
        page = main(client, FOLLOW)
    assert len(rows(page)) == how_many + 1
    with django_assert_num_queries(11):  # six; payment, needs, evidence, its day, whose money
        main(client, PAYMENT, payment.pk)
    with django_assert_num_queries(11):  # six; contribution, its day, days, what went out, entries
        page = main(client, CONTRIBUTION, given.pk)
    assert len(rows(page)) == how_many + 1
    assert payment.entry.on == TUESDAY
