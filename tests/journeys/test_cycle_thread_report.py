"""A teacher closes a team's cycle; a governor of the school reads the thread and the report."""

import pytest

from collegiate.improvement.achievement_teams.models import Cycle
from collegiate.partnership.members.models import RoleHeld


@pytest.fixture
def cycle(town):
    """The cycle that is being tried on the town's day."""
    return Cycle.objects.select_related("team__organisation", "agreement").get(stage="trying")


def _holder(role, **where):
    return RoleHeld.objects.filter(role=role, person__account__isnull=False, **where).order_by("pk").first().person


def test_a_teacher_closes_a_cycle_and_a_governor_reads_the_thread(page, live_server, see, shot, sign_in, cycle, town):
    sign_in(_holder("facilitator", group=cycle.team))
    page.goto(live_server.url)
    see("My desk")
    page.goto(f"{live_server.url}/teams/cycles/{cycle.pk}/")
    see(cycle.question)
    for band, pupils in zip(("Beginning", "Progressing", "Achieving", "Exceeding"), (9, 40, 70, 31), strict=True):
        page.get_by_label(f"{band}: how many pupils?").fill(str(pupils))
    page.get_by_label("Partly met").check()
    page.get_by_label("Adapt it").check()
    page.get_by_label("If not as many pupils as before: why?").fill("Some were away on the day of the re-test.")
    page.get_by_label("What did you learn?").fill("It works where there is time to act on it in the same lesson.")
    page.get_by_role("button", name="Close this cycle").click()
    see(cycle.question)
    assert "Partly met. Adapt it." in page.inner_text("main")

    sign_in(_holder("governor", organisation=cycle.team.organisation))
    page.goto(live_server.url)
    see("My desk")
    response = page.goto(f"{live_server.url}/teams/cycles/{cycle.pk}/")
    assert response.status == 404, "a team's counts stay with the team and its head"

    page.goto(f"{live_server.url}/thread/{cycle.agreement.slug}/")
    see(f"From need to result: {cycle.agreement.title}")
    shot("thread")
    assert "1 team’s cycle closed in 1 school" in page.inner_text("main")
    page.goto(f"{live_server.url}/reports/")
    see("Reports")
    page.get_by_role("link", name="What we did together").first.click()
    see("What we did together in 2025/26")
    shot("report")
    assert "What we cannot say" in page.inner_text("main")
