"""What stands round every page: who is asking, what they look at, and the ways that are open to them."""

import pytest
from django.urls import reverse

from collegiate.doors.desks.frame import FOOT, WAYS, links
from collegiate.partnership.members.models import GroupKind
from collegiate.values import NOBODY, Held, Role, Standing
from tests import cast
from tests.foundation.ui.reading import read

ANYONE = ["Schools", "Decisions", "Practice", "Reports"]
MEMBERS = ["My desk", "Schools", "Evidence", "Needs", "Decisions", "Fund", "Support", "Teams", "Training day", "Practice", "Reports"]  # fmt: skip
WHO_MEET = [*MEMBERS[:4], "Meetings", *MEMBERS[4:]]


def holding(role, **where) -> Standing:
    return Standing("person:7", cast.TUESDAY, person_id=7, name="Al", signed_in=True, held=(Held(role, **where),))


def words(standing, path="/"):
    return [link.text for link in links(WAYS, standing, path)]


@pytest.mark.parametrize(
    ("standing", "open_to_them"),
    [
        (NOBODY, ANYONE),
        (Standing("nobody", cast.TUESDAY, signed_in=True), ANYONE),
        (holding(Role.STAFF, organisation_id=1), MEMBERS),
        (holding(Role.CONTACT, organisation_id=1), MEMBERS),
        (holding(Role.HEAD_TEACHER, organisation_id=1), MEMBERS),
        (holding(Role.GOVERNOR, organisation_id=1), MEMBERS),
        (holding(Role.ADVISER, organisation_id=1), MEMBERS),
        (holding(Role.LA_OFFICER, organisation_id=1), MEMBERS),
        (holding(Role.CLERK), WHO_MEET),
        (holding(Role.COORDINATOR), WHO_MEET),
        (holding(Role.GROUP_MEMBER, group_id=1, group_kind=GroupKind.STRATEGIC), WHO_MEET),
        (holding(Role.GROUP_MEMBER, group_id=1, group_kind=GroupKind.TASK), WHO_MEET),
        (holding(Role.CHAIR, group_id=1, group_kind=GroupKind.HEAD_FORUM), WHO_MEET),
        (holding(Role.TEAM_MEMBER, group_id=1, group_kind=GroupKind.TEAM), MEMBERS),
    ],
)
def test_the_navigation_shows_only_what_somebody_may_open(standing, open_to_them):
    assert words(standing) == open_to_them


@pytest.mark.parametrize(
    ("path", "here"),
    [
        ("/", ["My desk"]),
        ("/needs/", ["Needs"]),
        ("/needs/12/", ["Needs"]),
        ("/needs/levels/4/contest/", ["Needs"]),
        ("/schools/990001/", ["Schools"]),
        ("/meetings/3/", ["Meetings"]),
        ("/evidence/121000/", ["Evidence"]),
        ("/search/", []),
    ],
)
def test_the_nearest_way_is_marked_as_where_one_is(path, here):
    assert [link.text for link in links(WAYS, holding(Role.COORDINATOR), path) if link.current] == here


@pytest.mark.django_db
@pytest.mark.parametrize("way", [*WAYS, *FOOT], ids=lambda way: way.text)
def test_every_way_that_is_shown_opens(client, way):
    cast.sign_in(client, cast.person("Noor Haddad", Role.COORDINATOR))

    response = client.get(reverse(way.name), follow=True)

    assert response.status_code == 200
    assert read(response.content).one("h1").text


@pytest.mark.django_db
def test_the_header_says_who_signed_in_and_which_desk_they_look_at(client):
    hillside = cast.school()
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside)
    cast.sign_in(client, beth)

    header = read(client.get(reverse("home")).content).one("header").text

    assert "Beth Okoro, acting as head teacher at Hillside Primary" in header
    assert "Change desk" not in header  # she has but one


@pytest.mark.django_db
def test_somebody_with_two_roles_changes_desks_and_may_do_no_less(client):
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=cast.school())
    cast.commands.appoint(
        beth, role=Role.GROUP_MEMBER, from_on=cast.SINCE, group=cast.group(), by=cast.FOUNDING, at=cast.MORNING
    )
    cast.sign_in(client, beth)
    before = words(cast.standing(beth))

    client.post(reverse("desk"), {"role": "group_member", "once": "6f1e6a0e-0000-4000-8000-000000000001"})

    page = read(client.get(reverse("home")).content)
    assert "acting as group member of Strategic Group" in page.one("header").text
    assert [link.text for link in page.one("nav").all("a")] == before


@pytest.mark.django_db
def test_nobody_chooses_a_desk_that_is_not_theirs(client):
    cast.sign_in(client, cast.person("Al Bose", Role.STAFF, at=cast.school()))

    response = client.post(reverse("desk"), {"role": "coordinator", "once": "6f1e6a0e-0000-4000-8000-000000000001"})

    assert response.status_code == 422
    assert "acting as staff at Hillside Primary" in read(client.get(reverse("home")).content).one("header").text


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/needs/rounds/open/", 403), ("/there-is-no-such-page/", 404)])
def test_somebody_who_is_refused_or_lost_still_finds_the_way(client, path, status):
    cast.sign_in(client, cast.person("Al Bose", Role.STAFF, at=cast.school()))

    response = client.get(path)

    page = read(response.content)
    assert response.status_code == status
    assert "My desk" in [link.text for link in page.one("nav").all("a")]
    assert "Al Bose" in page.one("header").text


@pytest.mark.django_db
def test_everybody_can_change_their_password(client):
    cast.sign_in(client, cast.person("Al Bose", Role.STAFF, at=cast.school()))

    footer = read(client.get(reverse("home")).content).one("footer")

    assert reverse("account_change_password") in [link["href"] for link in footer.all("a")]
