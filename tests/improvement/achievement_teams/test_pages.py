"""The pages of Achievement Teams: a head forms one, a member takes a cycle step by step, and nobody else sees it."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from collegiate.improvement.achievement_teams import commands
from collegiate.improvement.achievement_teams.models import Cycle, Keep, Stage
from collegiate.partnership.members.models import Group, GroupKind, RoleHeld
from collegiate.values import Role
from tests import cast
from tests.cast import MORNING, SINCE
from tests.foundation.ui.reading import read
from tests.improvement.achievement_teams.conftest import BEFORE, closed, start, tried
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db


def main(response, status=200):
    assert response.status_code == status
    return read(response.content).one("main")


def url(name, *args):
    return reverse(f"achievement_teams:{name}", args=args)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def bands(*pupils):
    return {f"band_{band}": n for band, n in enumerate(pupils, start=1)}


STARTING = {"question": "Who can retell?", "strand": "teaching", "instrument": "The task", **bands(9, 12, 6, 3)}
CLOSING = {"outcome": "met", "keep": "adapt", "learning": "Daily works."}


def test_a_head_forms_a_team_from_the_schools_staff(as_, hillside, beth, staff):
    sam, dee, _ = staff
    client, once = as_(beth), uuid4()
    data = {
        "once": once,
        "name": "Readers",
        "organisation": hillside.pk,
        "facilitator": sam.pk,
        "members": [dee.pk],
        **day("starts_on", SINCE),
    }

    done = client.post(url("form_team"), data, follow=True)
    again = client.post(url("form_team"), data)

    assert "Readers is formed." in main(done).text
    assert (again.status_code, Group.objects.filter(kind=GroupKind.TEAM).count()) == (302, 1)
    assert RoleHeld.objects.filter(group__name="Readers").count() == 2


def test_a_form_with_gaps_keeps_what_was_typed(as_, hillside, beth, staff):
    page = main(
        as_(beth).post(url("form_team"), {"once": uuid4(), "name": "Readers", "organisation": hillside.pk}), 422
    )

    assert "Answer “Who keeps it going?”." in page.one(class_="govuk-error-summary").text
    assert page.one("input", name="name")["value"] == "Readers"
    assert not Group.objects.filter(kind=GroupKind.TEAM).exists()


def test_somebody_who_heads_no_school_reads_why_they_cannot_form_a_team(as_, sam):
    assert "Only a school’s head teacher can form a team here." in main(as_(sam).get(url("form_team"))).text


def test_a_member_takes_a_cycle_from_its_question_to_what_is_kept(as_, team, sam):
    client = as_(sam)
    assert "The team has no cycle yet." in main(client.get(url("team", team.pk))).text
    begun = client.post(url("start", team.pk), {"once": uuid4(), **STARTING}, follow=True)
    assert "The cycle has begun. Say next what the evidence says." in main(begun).text
    cycle = Cycle.objects.get()

    def step(**data):
        version = Cycle.objects.get().version
        return main(
            client.post(url("cycle", cycle.pk), {"once": uuid4(), "version": version, **data}, follow=True)
        ).text

    assert "What the evidence says is kept." in step(evidence_statement="21 of 30 cannot explain.")
    assert "The goal and the strategy are kept." in step(
        goal="15 of 30 explain.", strategy="Talk.", **day("retest_on", date(2026, 12, 1))
    )
    text = step(**CLOSING, **bands(6, 8, 10, 6))

    assert "The cycle is closed." in text
    assert "Met. Adapt it." in text
    assert "30 pupils by band" in text
    assert (Cycle.objects.get().stage, Cycle.objects.get().keep) == (Stage.CLOSED, Keep.ADAPT)


def test_a_step_with_gaps_keeps_what_was_typed_and_counts_that_differ_ask_why(as_, begun, sam):
    cycle = tried(begun, sam)
    client = as_(sam)

    def send(**data):
        return main(client.post(url("cycle", cycle.pk), {"once": uuid4(), "version": cycle.version, **data}), 422)

    page = send(learning="Daily works.", **bands(6, 8, 10))
    assert "Answer “Exceeding: how many pupils?”." in page.text
    assert page.one("textarea", name="learning").text == "Daily works."

    page = send(**CLOSING, **bands(6, 8, 10, 4))
    assert "30 pupils were counted before and 28 now. Say in a few words why." in page.text
    assert page.one("input", name="band_1")["value"] == "6"
    assert Cycle.objects.get().stage == Stage.TRYING

    done = client.post(
        url("cycle", cycle.pk),
        {
            "once": uuid4(),
            "version": cycle.version,
            **CLOSING,
            **bands(6, 8, 10, 4),
            "why_different": "Two moved away.",
        },
        follow=True,
    )
    assert "Not as many pupils were counted after as before: Two moved away." in main(done).text


def test_two_members_who_write_at_once_are_shown_both(as_, begun, sam, staff):
    commands.state_evidence(begun, statement="21 of 30 cannot explain.", by=cast.standing(staff[1]), at=MORNING)
    client = as_(sam)

    stale = client.post(
        url("cycle", begun.pk),
        {"once": uuid4(), "version": 1, "goal": "15.", "strategy": "Talk.", **day("retest_on", date(2026, 12, 1))},
    )

    page = main(stale, 422)
    assert "This was changed while you were editing." in page.text
    assert page.one("textarea", name="goal").text == "15."
    again = {"once": uuid4(), "version": page.one("input", name="version")["value"], "goal": "15.", "strategy": "Talk."}
    assert client.post(url("cycle", begun.pk), {**again, **day("retest_on", date(2026, 12, 1))}).status_code == 302


def test_a_cycle_sent_twice_begins_once_and_is_given_up_with_a_reason(as_, team, sam):
    client, once = as_(sam), uuid4()
    answers = [client.post(url("start", team.pk), {"once": once, **STARTING}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    cycle = Cycle.objects.get()

    assert main(client.post(url("give_up", cycle.pk), {"once": uuid4(), "because": ""}), 422)
    done = client.post(url("give_up", cycle.pk), {"once": uuid4(), "because": "The task changed."}, follow=True)

    assert "The cycle is given up. What you learned is kept." in main(done).text
    assert "The task changed." in main(client.get(url("cycle", cycle.pk))).text


def test_a_head_reads_a_cycle_and_why_they_do_not_write_in_it(as_, begun, beth):
    page = main(as_(beth).get(url("cycle", begun.pk)))

    assert "Only the members of this team can do this." in page.text
    assert [cell.text for row in page.one("tbody").all("tr") for cell in row.all("td")] == [
        f"{n} pupils" for n in BEFORE
    ]


def test_nobody_else_finds_a_team_or_its_cycle(client, as_, begun, team, hillside):
    addresses = [url("team", team.pk), url("start", team.pk), url("cycle", begun.pk), url("give_up", begun.pk)]
    assert [client.get(one).status_code for one in addresses] == [302] * 4
    outsiders = [
        cast.person("Noor Haddad", Role.COORDINATOR), cast.person("Amos Bell", Role.ADVISER, at=hillside),
        cast.person("Gus Lane", Role.GOVERNOR, at=hillside), cast.person("Lee Hart", Role.LA_OFFICER),
        cast.person("Una Reed", Role.STAFF, at=hillside),
        cast.person("Tom Fell", Role.HEAD_TEACHER, at=cast.school("The Ashmere School")),
    ]  # fmt: skip
    for somebody in outsiders:
        client = as_(cast.standing(somebody))
        assert [client.get(one).status_code for one in addresses] == [404] * 4, somebody
        assert "Readers" not in main(client.get(url("teams"))).text
        assert "Who can retell" not in main(client.get(url("together"))).text


def test_what_is_not_there_is_not_found(as_, beth):
    client = as_(beth)
    assert [client.get(url(name, 9999)).status_code for name in ("team", "start", "cycle", "give_up")] == [404] * 4


def test_all_schools_together_are_shown_from_three_schools(as_, begun, sam, another):
    client = as_(sam)
    assert "Cannot say: no team has closed a cycle yet." in main(client.get(url("together"))).text
    closed(begun, sam)
    another("One")
    assert "shown summed over three schools at least" in main(client.get(url("together"))).text

    another("Two", after=(6, 8, 10, 5), why_different="One moved away.")

    text = main(client.get(url("together"))).text
    assert "3 closed cycles in 3 schools are summed here, about 90 pupils, of whom 89 were counted again" in text
    cells = [[cell.text for cell in row.inside] for row in main(client.get(url("together"))).one("tbody").all("tr")]
    assert cells[:2] == [["Beginning", "Before", "27 pupils"], ["Beginning", "After", "18 pupils"]]


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_heads_list_of_teams_costs_the_same_however_many_there_are(
    as_, hillside, beth, staff, django_assert_num_queries, how_many
):
    for number in range(how_many):
        commands.form_team(
            f"Team {number}",
            organisation=hillside,
            facilitator=staff[0],
            members=[],
            starts_on=SINCE,
            by=beth,
            at=MORNING,
        )
    client = as_(beth)

    # session, account, person, roles, interests, partnership; teams
    with django_assert_num_queries(7):
        response = client.get(url("teams"))

    assert len(main(response).all(class_="c-card")) == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@two_lengths
def test_a_teams_page_costs_the_same_however_many_cycles_it_has(as_, team, sam, django_assert_num_queries, how_many):
    for _ in range(how_many):
        commands.abandon_cycle(start(team, sam), because="Again.", by=sam, at=MORNING)
    client = as_(sam)

    # session, account, person, roles, interests, partnership; team, cycles
    with django_assert_num_queries(8):
        response = client.get(url("team", team.pk))

    assert len(main(response).all(class_="c-card")) == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [3, 6])
def test_all_schools_together_cost_the_same_however_many_there_are(
    as_, sam, another, django_assert_num_queries, how_many
):
    for number in range(how_many):
        another(f"School {number}")
    client = as_(sam)

    # session, account, person, roles, interests, partnership; closed cycles, counts
    with django_assert_num_queries(8):
        response = client.get(url("together"))

    assert f"{how_many} closed cycles in {how_many} schools" in main(response).text
