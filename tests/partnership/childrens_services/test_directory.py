"""The directory: what is in it, who keeps it, and how far it can be trusted."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from collegiate.definitions import freshness
from collegiate.foundation import clock
from collegiate.foundation.record.models import Entry
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.childrens_services import commands, policies, queries
from collegiate.partnership.childrens_services.models import Service, Stage
from collegiate.partnership.childrens_services.policies import Trust
from collegiate.partnership.members import commands as membership
from collegiate.partnership.members.models import Basis, Kind
from collegiate.values import NOBODY, Held, NotAllowed, Role, Standing
from tests import cast

ASTHMA = {
    "kind": "health",
    "description": "Helps children who have asthma, and their schools.",
    "age_from": 0,
    "age_to": 16,
    "area": "The whole town",
    "how_to_reach": "A school or a family may ring on any weekday. The wait is about two weeks.",
    "telephone": "01632 960001",
}


@pytest.fixture(autouse=True)
def _tuesday():
    clock.stop(cast.TUESDAY)


@pytest.fixture
def team(db):
    made = cast.organisation("School nursing", Kind.HEALTH)
    membership.join(made, basis=Basis.IN_KIND, joined_on=cast.SINCE, by=cast.FOUNDING, at=cast.MORNING)
    return made


@pytest.fixture
def nurse(team):
    return cast.person("Mo Farr", Role.CONTACT, at=team)


def add(name, *, organisation, by, at=cast.MORNING, **more):
    return commands.add_service(name, organisation=organisation, **{**ASTHMA, **more}, by=cast.standing(by), at=at)


# Deeds


def test_a_contact_lists_a_service_and_has_checked_it(team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)

    assert (service.checked_on, service.checked_by) == (cast.TUESDAY, nurse)
    assert [entry.service for entry in queries.directory(day=cast.TUESDAY)] == [service]
    assert Entry.objects.get(deed="childrens_services.add_service").because == f"members.organisation:{team.pk}"


def test_another_organisations_contact_keeps_nothing_here(team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    stranger = cast.person("Al Bose", Role.CONTACT, at=cast.organisation("Town library", Kind.CULTURE))

    for attempt in (
        lambda by: add("Another", organisation=team, by=stranger),
        lambda by: commands.still_right(service, by=by, at=cast.MORNING),
        lambda by: commands.withdraw_service(service, by=by, at=cast.MORNING),
        lambda by: commands.change_service(service, version=1, facts={"area": "Here"}, by=by, at=cast.MORNING),
    ):
        with pytest.raises(NotAllowed, match="Only the organisation’s own contact"):
            attempt(cast.standing(stranger))

    assert Service.objects.get().version == 1


def test_a_change_counts_as_a_check_and_says_which_columns_changed(team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse, at=cast.MORNING - timedelta(days=300))

    changed = commands.change_service(
        service,
        version=1,
        facts={**ASTHMA, "name": "Asthma nurses", "area": "Eastfield"},
        by=cast.standing(nurse),
        at=cast.MORNING,
    )

    assert (changed.name, changed.area, changed.checked_on) == ("Asthma nurses", "Eastfield", cast.TUESDAY)
    assert Entry.objects.get(deed="childrens_services.change_service").data == {"changed": ["area", "name"]}


def test_a_stale_change_is_refused(team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    commands.change_service(service, version=1, facts={"area": "Eastfield"}, by=cast.standing(nurse), at=cast.MORNING)

    with pytest.raises(Stale):
        commands.change_service(service, version=1, facts={"area": "West"}, by=cast.standing(nurse), at=cast.MORNING)

    assert Service.objects.get().area == "Eastfield"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"age_from": 12, "age_to": 5}, "cannot be below the youngest"),
        ({"age_to": 40}, "nor above 25"),
        ({"website": "javascript:alert(1)"}, "URL"),
        ({"how_to_reach": ""}, "cannot be blank"),
        ({"kind": "gossip"}, "not a valid choice"),
    ],
)
def test_an_entry_that_cannot_be_so_is_refused(team, nurse, wrong, words):
    with pytest.raises(ValidationError, match=words):
        add("Asthma nurse", organisation=team, by=nurse, **wrong)

    assert not Service.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"age_from": 20}, {"website": "javascript:alert(1)"}, {"stage": "withdrawn"}, {"how_to_reach": ""}],
)
def test_the_database_refuses_it_too(team, nurse, wrong):
    add("Asthma nurse", organisation=team, by=nurse)

    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.update(**wrong)


def test_a_withdrawn_service_is_there_for_those_who_keep_it_only_and_can_come_back(team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    commands.withdraw_service(service, by=cast.standing(nurse), at=cast.MORNING)

    assert queries.directory(day=cast.TUESDAY) == []
    with pytest.raises(Service.DoesNotExist):
        queries.get(service.pk, viewer=NOBODY)
    with pytest.raises(commands.NotListed):
        commands.still_right(service, by=cast.standing(nurse), at=cast.MORNING)
    assert queries.get(service.pk, viewer=cast.standing(nurse)).stage == Stage.WITHDRAWN

    commands.list_again(service, by=cast.standing(nurse), at=cast.MORNING)

    assert [entry.service for entry in queries.directory(day=cast.TUESDAY)] == [service]
    with pytest.raises(commands.NotWithdrawn):
        commands.list_again(service, by=cast.standing(nurse), at=cast.MORNING)


# Rulings


AT_SEVEN = Service(organisation_id=7)
CONTACT_THERE = Standing(mark="person:1", day=cast.TUESDAY, person_id=1, held=(Held(Role.CONTACT, organisation_id=7),))
CONTACT_ELSEWHERE = Standing(
    mark="person:2", day=cast.TUESDAY, person_id=2, held=(Held(Role.CONTACT, organisation_id=8),)
)
HEAD_THERE = Standing(
    mark="person:3", day=cast.TUESDAY, person_id=3, held=(Held(Role.HEAD_TEACHER, organisation_id=7),)
)
OFFICER = Standing(mark="person:4", day=cast.TUESDAY, person_id=4, held=(Held(Role.LA_OFFICER, organisation_id=1),))
RUTH = Standing(mark="person:5", day=cast.TUESDAY, person_id=5, held=(Held(Role.COORDINATOR),))
REFUSAL = "Only the organisation’s own contact, a local authority officer or the coordinator can keep this entry."


@pytest.mark.parametrize(
    ("standing", "refusal"),
    [
        (CONTACT_THERE, ""),
        (OFFICER, ""),
        (RUTH, ""),
        (CONTACT_ELSEWHERE, REFUSAL),
        (HEAD_THERE, REFUSAL),
        (NOBODY, REFUSAL),
    ],
)
def test_may_keep(standing, refusal):
    assert policies.may_keep(standing, AT_SEVEN).refusal == refusal


@pytest.mark.parametrize(
    ("days_ago", "trust"),
    [
        (0, Trust.CHECKED),
        (183, Trust.CHECKED),
        (184, Trust.DUE),
        (365, Trust.DUE),
        (366, Trust.LAPSED),
    ],
)
def test_trust_wears_off(days_ago, trust):
    rule = freshness()
    checked_on = cast.TUESDAY - timedelta(days=days_ago)

    said = policies.trust_in(
        checked_on, cast.TUESDAY, due_after=rule.due_after_days, lapsed_after=rule.lapsed_after_days
    )

    assert said == trust


# Looking


def test_lapsed_entries_stand_last_and_say_so(client, team, nurse):
    long_ago, a_while_ago = cast.MORNING - timedelta(days=366), cast.MORNING - timedelta(days=365)
    add("A lapsed one", organisation=team, by=nurse, at=long_ago)
    add("B due", organisation=team, by=nurse, at=a_while_ago)
    add("C checked", organisation=team, by=nurse)

    assert [(entry.service.name, entry.trust) for entry in queries.directory(day=cast.TUESDAY)] == [
        ("B due", Trust.DUE),
        ("C checked", Trust.CHECKED),
        ("A lapsed one", Trust.LAPSED),
    ]
    page = client.get(reverse("childrens_services:directory")).content.decode()
    assert page.index("C checked") < page.index("A lapsed one")
    assert "Not checked for over a year" in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Asthma nurse", "Youth club"]),
        ({"age": 5}, ["Asthma nurse"]),
        ({"age": 16}, ["Asthma nurse", "Youth club"]),
        ({"age": 17}, ["Youth club"]),
        ({"kind": "youth"}, ["Youth club"]),
        ({"words": "ASTHMA school"}, ["Asthma nurse"]),
        ({"words": "eastfield"}, ["Youth club"]),
        ({"words": "nursing"}, ["Asthma nurse", "Youth club"]),
        ({"words": "chess"}, []),
    ],
)
def test_the_directory_is_narrowed(team, nurse, asked, names):
    add("Asthma nurse", organisation=team, by=nurse)
    add(
        "Youth club",
        organisation=team,
        by=nurse,
        kind="youth",
        description="Games and talk.",
        age_from=11,
        age_to=19,
        area="Eastfield",
    )

    assert [entry.service.name for entry in queries.directory(day=cast.TUESDAY, **asked)] == names


def test_those_who_keep_entries_are_shown_what_to_check(client, team, nurse):
    add("Asthma nurse", organisation=team, by=nurse, at=cast.MORNING - timedelta(days=200))
    cast.sign_in(client, nurse)
    url = reverse("childrens_services:directory")
    assert "Yours to check" in client.get(url).content.decode()

    page = client.post(
        reverse("childrens_services:still_right", args=[Service.objects.get().pk]), {"once": uuid4()}, follow=True
    )

    assert "The entry of Asthma nurse counts as checked today." in page.content.decode()
    assert "Yours to check" not in client.get(url).content.decode()


# Pages


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_public_directory_costs_the_same_however_long(client, team, nurse, django_assert_num_queries, how_many):
    for n in range(how_many):
        add(f"Service {n}", organisation=team, by=nurse)

    with django_assert_num_queries(2):  # the partnership in the frame, and the services
        page = client.get(reverse("childrens_services:directory"))

    assert page.content.decode().count("Last checked on Tuesday 6 October 2026") == how_many


@pytest.mark.usefixtures("no_queries_while_rendering")
@pytest.mark.parametrize("how_many", [1, 3])
def test_the_directory_costs_its_keeper_the_same_however_much_is_due(
    client, team, nurse, django_assert_num_queries, how_many
):
    for n in range(how_many):
        add(f"Old {n}", organisation=team, by=nurse, at=cast.MORNING - timedelta(days=200))
        gone = add(f"Gone {n}", organisation=team, by=nurse)
        commands.withdraw_service(gone, by=cast.standing(nurse), at=cast.MORNING)
    cast.sign_in(client, nurse)

    with django_assert_num_queries(9):
        page = client.get(reverse("childrens_services:directory")).content.decode()

    assert all(f"Old {n}" in page for n in range(how_many))
    assert "Yours to check" in page


def test_the_empty_directory_says_who_fills_it(client, db):
    assert "Each organisation lists its own." in client.get(reverse("childrens_services:directory")).content.decode()


def test_the_public_is_not_told_who_checked_an_entry(client, team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    url = reverse("childrens_services:service", args=[service.pk])

    page = client.get(url).content.decode()

    assert "01632 960001" in page
    assert "Mo Farr" not in page
    cast.sign_in(client, cast.person("Beth Lowe", Role.STAFF))
    assert "by Mo Farr" in client.get(url).content.decode()


def test_a_contact_adds_an_entry_of_their_own_organisation_only(client, team, nurse):
    other = cast.organisation("Town library", Kind.CULTURE)
    cast.sign_in(client, nurse)
    sent = {**ASTHMA, "name": "Asthma nurse", "once": uuid4(), "organisation": other.pk}

    page = client.post(reverse("childrens_services:add"), sent)
    assert page.status_code == 422
    assert not Service.objects.exists()
    page = client.post(reverse("childrens_services:add"), {**sent, "organisation": team.pk}, follow=True)

    assert "Asthma nurse stands in the directory." in page.content.decode()


def test_ages_the_wrong_way_round_keep_what_was_typed(client, team, nurse):
    cast.sign_in(client, nurse)
    sent = {**ASTHMA, "name": "Asthma nurse", "once": uuid4(), "organisation": team.pk, "age_from": 12, "age_to": 5}

    page = client.post(reverse("childrens_services:add"), sent)

    assert page.status_code == 422
    assert "The oldest age cannot be below the youngest, nor above 25." in page.content.decode()
    assert 'value="Asthma nurse"' in page.content.decode()


def test_a_stale_form_shows_both_and_the_second_sending_is_a_decision(client, team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    cast.sign_in(client, nurse)
    url = reverse("childrens_services:change", args=[service.pk])
    commands.change_service(service, version=1, facts={"area": "Eastfield"}, by=cast.standing(nurse), at=cast.MORNING)
    sent = {**ASTHMA, "name": "Asthma nurse", "once": uuid4(), "version": 1, "area": "Westgate"}

    page = client.post(url, sent)
    assert page.status_code == 422
    assert "Eastfield" in page.content.decode()
    client.post(url, {**sent, "version": 2})

    assert Service.objects.get().area == "Westgate"


def test_a_passer_by_is_sent_to_sign_in_before_changing_anything(client, team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)

    answers = {
        name: client.post(reverse(f"childrens_services:{name}", args=[service.pk]), {"once": uuid4()}).status_code
        for name in ("still_right", "withdraw", "change")
    }

    assert set(answers.values()) == {302}
    assert Service.objects.get().stage == Stage.LISTED


def test_somebody_else_signed_in_is_refused_in_words(client, team, nurse):
    service = add("Asthma nurse", organisation=team, by=nurse)
    cast.sign_in(client, cast.person("Beth Lowe", Role.STAFF))

    page = client.post(reverse("childrens_services:withdraw", args=[service.pk]), {"once": uuid4()}, follow=True)

    assert REFUSAL in page.content.decode()
    assert Service.objects.get().stage == Stage.LISTED


def test_an_entry_checked_late_in_the_evening_counts_for_that_day_in_london(team, nurse):
    late = datetime(2026, 6, 30, 23, 30, tzinfo=clock.LONDON)

    assert add("Asthma nurse", organisation=team, by=nurse, at=late).checked_on == date(2026, 6, 30)
