"""The public reads the ledger that members read: every line and every penny, without anybody's name."""

import pytest
from django.urls import reverse

from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund import queries
from collegiate.improvement.fund.models import Fund
from collegiate.values import Money, Role
from tests import cast
from tests.cast import MORNING, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def main(client, *args, **query):
    response = client.get(reverse("public-ledger", args=args), query)
    assert response.status_code == 200
    return read(response.content).one("main")


def bring_forward(table, memo, pence=100):
    balance = fund.BroughtForward(table.fund, TUESDAY, Money(pence), memo)
    return fund.bring_forward([balance], by=table.ruth, at=MORNING)[0]


def test_the_public_ledger_is_the_private_one_but_for_the_names_of_people(client, table):
    table.paid(table.agreed([cast.school("Hillside Primary")]))
    bring_forward(table, "Left over by Meera Banerjee, and by OLA WEIR")

    private = queries.ledger(table.fund, viewer=table.ruth)
    public = queries.public_ledger(table.fund)

    assert [(one.on, one.amount) for one in public] == [(leg.entry.on, leg.amount) for leg in private]
    assert queries.public_total(table.fund) == (len(private), Money.total(leg.amount for leg in private))
    assert [one.what for one in public] == [
        "Left over by [name left out], and by [name left out]",
        "A/26/01: Held",
        "Contribution for 2026/27 from Ashmere College",
    ]
    assert [one.whom for one in public] == ["", "Brightwell Learning", "Ashmere College"]
    page = main(client, table.fund.pk)
    assert "3 lines, which add up to £41,001.00 in the bank." in page.text
    assert "Banerjee" not in page.text


@pytest.mark.slow
def test_in_the_town_both_ledgers_are_the_same_to_the_penny(town):
    keeper = cast.standing(cast.person("Ivo Page", Role.AUDITOR))
    for pot in Fund.objects.order_by("pk"):
        private, public = queries.ledger(pot, viewer=keeper), queries.public_ledger(pot)
        assert [(one.on, one.amount.pence) for one in public] == [(leg.entry.on, leg.pence) for leg in private]
        assert queries.public_total(pot) == (len(private), Money(sum(leg.pence for leg in private)))
        assert sum(leg.pence for leg in private) == (queries.balance(pot).received - queries.balance(pot).paid).pence


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_the_public_ledger_costs_the_same_however_long_it_is(
    client, table, django_assert_num_queries, monkeypatch, how_many
):
    monkeypatch.setattr("collegiate.doors.public_site.views.ON_A_PAGE", 2)
    table.paid(table.agreed([cast.school("Hillside Primary")]))
    if how_many > 1:
        bring_forward(table, "Before")

    with django_assert_num_queries(5):  # fund, how many and how much, names, lines; what stands round the page
        page = main(client, table.fund.pk)

    assert len(page.one("tbody").all("tr")) == 2


def test_an_unknown_fund_has_no_ledger(client, table):
    assert client.get(reverse("public-ledger", args=[999])).status_code == 404
