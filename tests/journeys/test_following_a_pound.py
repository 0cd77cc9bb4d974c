"""A bursar’s school pays in and reads where it went; a governor follows a pound back to the need it answers."""

import pytest

from collegiate.improvement.fund.models import Contribution, ContributionStage
from collegiate.partnership.members.models import Person, RoleHeld
from collegiate.values import Role


@pytest.fixture
def due(town):
    """A contribution of a school that has not come in."""
    return Contribution.objects.select_related("organisation").filter(stage=ContributionStage.DUE, pence__gt=0).first()


def test_a_bursar_pays_in_and_reads_where_it_went(page, live_server, see, shot, sign_in, town, due):
    school = due.organisation
    sign_in(Person.objects.get(name="Graham Porter"))
    page.goto(f"{live_server.url}/fund/contributions/{due.pk}/")
    see(f"{due.what} for {due.year}")
    page.get_by_role("link", name="Record that it came in").click()
    see("Did this contribution come in?")
    page.get_by_role("button", name="Record that it came in").click()
    see("Contributions")

    held = RoleHeld.objects.filter(organisation=school, role=Role.HEAD_TEACHER, until_on=None).select_related("person")
    sign_in(held.get().person)
    page.goto(f"{live_server.url}/")
    see("My desk")
    page.get_by_role("link", name="Where did our £ go?").first.click()
    see("Where did our £ go?")
    assert "is still in the fund." in page.inner_text("main")
    page.get_by_role("link", name=due.what).first.click()
    see("What was this used for?")
    assert f"{due.what} is in the fund." in page.inner_text("main")


def test_a_governor_follows_a_pound(page, live_server, see, shot, sign_in, town):
    hillside = RoleHeld.objects.filter(role=Role.GOVERNOR, organisation__name="Hillside Primary School")
    sign_in(hillside.filter(person__account__isnull=False).select_related("person__account").first().person)
    page.goto(f"{live_server.url}/fund/")
    see("Pooled fund")
    shot("fund")
    page.locator("main li a", has_text=" to ").click()
    see("Where does this payment come from?")
    shot("follow-the-pound")
    assert "Decision" in page.inner_text("main")
    page.get_by_role("link", name="Where did the money go?").first.click()
    see("Where did the money go?")
    page.get_by_label("Financial year").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    see("Where did the money go?")

    page.goto(f"{live_server.url}/")
    page.get_by_role("link", name="Where did our £ go?").first.click()
    see("Where did our £ go?")
    shot("where-did-our-pounds-go")
    page.locator("main a", has_text="£").first.click()
    see("What was this used for?")
    page.locator("main td a, main th a").first.click()
    see("Where does this payment come from?")
    assert "A need of" in page.inner_text("main") or "Need" in page.inner_text("main")


def test_the_public_reads_where_the_money_went(page, live_server, see, town):
    page.goto(f"{live_server.url}/money/")
    see("Where the money went")
    page.get_by_role("link", name="Its ledger, line by line").first.click()
    see("The ledger, line by line")
    assert "which add up to" in page.inner_text("main")
