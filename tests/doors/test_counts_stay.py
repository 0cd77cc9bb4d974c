"""A team's counts leave its school only summed: whoever is outside looks for them on every page they can reach."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from collegiate.foundation.accounts.models import Account
from collegiate.foundation.clock import now
from collegiate.improvement.accountability import commands as accountability
from collegiate.improvement.accountability.models import Report
from collegiate.improvement.achievement_teams import commands
from collegiate.improvement.achievement_teams.models import Cycle, Keep, Outcome, Stage
from collegiate.partnership.members.models import RoleHeld
from collegiate.partnership.members.queries import standing_of_person
from collegiate.values import Role
from tests.doors.walking import walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

COUNTS = (1117, 1129, 1151, 1153)
PLANTED = [f"{n:,}" for n in COUNTS] + [str(n) for n in COUNTS] + [f"{sum(COUNTS):,}", str(sum(COUNTS))]
WORDS = "Only the same adult works, and we heard it from Marigold."


@pytest.fixture
def cycle(town):
    """The town's running cycle, closed with counts that stand nowhere else, and a report that covers it."""
    cycle = Cycle.objects.select_related("team__organisation").get(stage=Stage.TRYING)
    one = RoleHeld.objects.filter(group=cycle.team, role=Role.FACILITATOR).get().person
    commands.close_cycle(
        cycle, after=COUNTS, outcome=Outcome.MET, keep=Keep.KEEP, learning=WORDS, why_different="All years were counted.",
        by=standing_of_person(one, town), at=now(),
    )  # fmt: skip
    noor = RoleHeld.objects.filter(role=Role.COORDINATOR).first().person
    by = standing_of_person(noor, town)
    report = accountability.draft_report(
        "This autumn", from_on=town.replace(month=9, day=1), until_on=town, by=by, at=now()
    )
    accountability.publish_report(report, by=by, at=now())
    return cycle


def test_the_team_and_its_head_read_the_counts(client, cycle):
    for role, where in (
        (Role.FACILITATOR, {"group": cycle.team}),
        (Role.HEAD_TEACHER, {"organisation": cycle.team.organisation}),
    ):
        person = RoleHeld.objects.filter(role=role, **where).get().person
        client.force_login(Account.objects.get(pk=person.account_id))

        said = client.get(reverse("achievement_teams:cycle", args=[cycle.pk])).content.decode()

        assert all(f"{n:,}" in said for n in COUNTS)
        assert WORDS in said


def outsiders(cycle):
    """One person of each kind that must not see them; None is the public."""
    school = cycle.team.organisation
    for role, where in (
        (Role.COORDINATOR, {}), (Role.ADVISER, {}), (Role.LA_OFFICER, {}), (Role.GOVERNOR, {"organisation": school}),
    ):  # fmt: skip
        yield RoleHeld.objects.filter(role=role, person__account__isnull=False, **where).order_by("pk").first().person
    elsewhere = RoleHeld.objects.exclude(organisation=school).filter(person__account__isnull=False)
    for role in (Role.HEAD_TEACHER, Role.STAFF):
        yield elsewhere.filter(role=role).order_by("pk").last().person
    yield None


def test_nobody_outside_finds_them_on_any_page_in_the_report_or_by_searching(client, cycle):
    report = Report.objects.get(title="This autumn")
    begin = [
        "/", reverse("achievement_teams:together"), reverse("accountability:report", args=[report.pk]),
        reverse("accountability:on_paper", args=[report.pk]), f"/search/?q={COUNTS[0]}", "/search/?q=Marigold",
        f"/thread/{cycle.agreement.slug}/", reverse("members:organisation", args=[cycle.team.organisation_id]),
    ]  # fmt: skip
    told, walked = [], 0
    for somebody in outsiders(cycle):
        client.logout()
        if somebody is not None:
            client.force_login(Account.objects.get(pk=somebody.account_id))
        for url, _, response, _ in walk(client, begin=begin):
            walked += 1
            said = words(response)
            told += [f"{somebody} reads {n} on {url}" for n in (*PLANTED, "Marigold works", WORDS) if n in said]
        addresses = [
            reverse(f"achievement_teams:{name}", args=[pk])
            for name, pk in (("cycle", cycle.pk), ("team", cycle.team_id))
        ]
        assert {client.get(one).status_code for one in addresses} <= {302, 404}, somebody
    assert not told, "\n".join(told)
    assert walked > 300


MADE_UP = re.compile(r'(?<=name=")(?:csrfmiddlewaretoken|once)"[^>]*|[0-9a-f]{64}')
"""The tokens of a form, drawn by lot, and digests: four figures in a row stand in some of them by chance."""


def words(response):
    """Return what a page or a paper says; the search page repeats what was searched for, which nobody else said."""
    if response.get("Content-Type") == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    said = MADE_UP.sub("", response.content.decode())
    return said.replace(f'value="{COUNTS[0]}"', "").replace(f"“{COUNTS[0]}”", "")
