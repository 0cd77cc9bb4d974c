"""One asks for a milestone’s payment, another checks it, two authorise it; whoever asked is refused with the sentence."""

from datetime import date

import pytest

from collegiate.foundation import clock
from collegiate.improvement.commissioning.models import Milestone
from collegiate.improvement.fund import commands as fund
from collegiate.improvement.fund.models import Payment, PaymentStage
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Person
from collegiate.values import Money, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.improvement import support


@pytest.fixture
def agreed(db):
    """An agreement of £9,000 with one milestone, from a fund in which one person authorises up to £1,000."""
    clock.stop(TUESDAY)
    table = support.table()
    made = table.agreed([cast.school()])
    members.begin("Ashmere", town="Ashmere", starts_on=SINCE, is_imaginary=True, by=FOUNDING, at=MORNING)
    fund.set_limit(table.fund, amount=Money(100_000), decision=Decision.objects.get(), by=table.noor, at=MORNING)
    noor = Person.objects.get(name="Noor Haddad")
    members.appoint(noor, role=Role.AUTHORISER, from_on=SINCE, by=FOUNDING, at=MORNING)
    omar = cast.person("Omar Aziz", Role.AUTHORISER)
    for person in (noor, omar, *Person.objects.filter(name__in=["Ruth Abbott", "Meera Banerjee"])):
        members.invite(person, email=person.email, role=Role.STAFF, by=FOUNDING, at=MORNING)
    return made


@pytest.mark.postgres_too
@pytest.mark.django_db(transaction=True)
def test_four_people_pay_a_milestone_and_whoever_asked_is_refused(page, live_server, see, sign_in, agreed):
    def comes(name):
        sign_in(Person.objects.get(name=name))

    comes("Noor Haddad")
    page.goto(f"{live_server.url}/support/agreements/{agreed.slug}/")
    see(agreed.title)
    page.get_by_role("button", name="Accept this milestone").click()
    see("Was this milestone met?")
    page.get_by_label("What showed you that this was met?").fill("The registers of four workshops.")
    page.get_by_role("button", name="Accept this milestone").click()
    see(agreed.title)
    page.get_by_role("link", name="Who has done what").click()
    see("£9,000.00 to Brightwell Learning")
    payment = page.url
    assert "You asked for this payment, so somebody else checks it." in page.inner_text("main")

    comes("Ruth Abbott")
    page.goto(payment)
    see("£9,000.00 to Brightwell Learning")
    page.get_by_role("button", name="Check this payment").click()
    see("Is this payment due?")
    assert "The registers of four workshops." in page.inner_text("main")
    page.get_by_role("button", name="Yes, it is due").click()
    see("£9,000.00 to Brightwell Learning")

    comes("Noor Haddad")
    page.goto(payment)
    see("£9,000.00 to Brightwell Learning")
    assert "You asked for this payment, so somebody else authorises it." in page.inner_text("main")
    assert page.get_by_role("button", name="Authorise this payment").count() == 0

    for name, waits in (("Meera Banerjee", "It waits for two people"), ("Omar Aziz", "It waits for a second person")):
        comes(name)
        page.goto(payment)
        see("£9,000.00 to Brightwell Learning")
        assert waits in page.inner_text("main")
        page.get_by_role("button", name="Authorise this payment").click()
        see("Authorise this payment?")
        page.get_by_role("button", name="Authorise it").click()
        see("£9,000.00 to Brightwell Learning")

    comes("Ruth Abbott")
    page.goto(payment)
    see("£9,000.00 to Brightwell Learning")
    page.get_by_role("button", name="Record that it is sent").click()
    see("Was this payment sent?")
    page.get_by_role("button", name="Record that it is sent").click()
    see("£9,000.00 to Brightwell Learning")

    assert Payment.objects.get().stage == PaymentStage.SENT
    assert Milestone.objects.get().accepted_at is not None
    assert Payment.objects.get().entry.on == date(2026, 10, 6)
