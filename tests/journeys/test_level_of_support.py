"""A head teacher contests a level of support, is answered, and agrees it."""

import pytest

from collegiate.foundation import clock
from collegiate.improvement.needs.commands import answer_contest
from collegiate.improvement.needs.models import Level
from collegiate.partnership.members.models import Person
from collegiate.partnership.members.queries import standing_of_person


@pytest.fixture
def beth(town):
    """The head teacher of Hillside."""
    return Person.objects.get(name="Beth Hughes")


def test_a_head_contests_and_then_agrees_a_level_of_support(page, live_server, see, shot, sign_in, beth, town):
    sign_in(beth)
    page.goto(live_server.url)
    see("My desk")
    page.get_by_role("link", name="Agree or contest a level of support").click()
    see("Core plus support")

    page.get_by_role("button", name="Contest this level").click()
    see("Contest this level of support")
    page.get_by_role("textbox").last.fill("Our year 6 was eleven children. Please look at three years together.")
    page.locator("main form button[type=submit]").click()
    see("Core plus support")
    assert "eleven children" in page.inner_text("main")
    level = Level.objects.get(stage="contested", organisation__name="Hillside Primary School")

    noor = standing_of_person(Person.objects.get(name="Noor Rahman"), town)
    answer_contest(
        level, answer="You are right; we looked at three years, and propose it until March.", by=noor, at=clock.now()
    )

    page.reload()
    see("Core plus support")
    assert "propose it until March" in page.inner_text("main")
    page.get_by_role("button", name="Agree this level").click()
    see(page.locator("h1").inner_text())
    page.locator("main form button[type=submit]").click()
    see("Core plus support")
    level.refresh_from_db()
    assert level.stage == "agreed"
    assert level.agreed_by == beth
