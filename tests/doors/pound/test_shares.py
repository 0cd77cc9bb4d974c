"""A school's share by need is money that came back, and a payment of it is followed to that need."""

import pytest
from django.urls import reverse

from collegiate.doors.pound import chain
from collegiate.doors.schools.money import money_of
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Allocation
from collegiate.values import Money
from tests import cast
from tests.cast import MORNING
from tests.improvement.fund.allocating import Allocating
from tests.improvement.fund.conftest import books

__all__ = ["books"]  # a scene of the fund's
pytestmark = pytest.mark.django_db


@pytest.fixture
def share(books, tmp_path, settings):
    """Dale Primary's share of £6,000, £100 of it paid to Dale Primary."""
    settings.FILES_ROOT = tmp_path
    scene = Allocating(books)
    scene.load_figures()
    books.receive(10_000)
    scene.set_aside(scene.shared())
    found = Allocation.objects.select_related("commitment", "organisation").get(organisation__name="Dale Primary")
    asked = fund.request_payment(
        found.commitment, payee=found.organisation, amount=Money(10_000), memo="Books", by=books.noor, at=MORNING
    )
    books.send(books.authorise(asked))
    return found


def test_a_payment_of_a_share_is_followed_to_the_need_by_which_it_was_given(share, books):
    links = chain.back_from(chain.payment(share.commitment.payments.get().pk, viewer=books.noor), viewer=books.noor)

    kinds = list(dict.fromkeys(one.kind for one in links))
    assert kinds == ["payment", "commitment", "decision", "share", "need", "evidence"]
    (need,) = [one for one in links if one.kind == "need"]
    assert need.title == "The need of Dale Primary, by published figures"
    assert need.lines == (f"{share.need / 100:.1f} of 100 points.",)
    assert need.url == reverse("fund:share", args=[share.snapshot.round_id, share.organisation_id])


def test_a_share_came_back_to_the_school_that_it_is_for(share, books):
    found = money_of(share.organisation, viewer=books.graham)

    assert [(one.title, one.why, one.shared, one.each) for one in found.help] == [
        ("Shared by need, 2026/27: Dale Primary", "Its share of a pot, by need", 1, Money(10_000))
    ]
    assert (found.worth, found.paid_to_it) == (Money(10_000), Money(10_000))
    others = money_of(books.hillside, viewer=books.graham)
    assert [(one.bought.title, one.part, one.bought.ours) for one in others.parts] == [
        ("Shared by need, 2026/27: Dale Primary", Money(10_000), False)
    ]
    assert others.for_others == Money(10_000)
    assert cast.standing(books.people["Noor"]).person_id
