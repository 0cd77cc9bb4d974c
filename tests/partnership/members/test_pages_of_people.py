"""The pages of people: inviting one by one and from a list, links shown once, leavers, groups and interests."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from collegiate.foundation import clock
from collegiate.foundation.accounts.models import Account
from collegiate.partnership.members import commands
from collegiate.partnership.members.models import GroupKind, Interest, InterestKind, Invitation, Kind, Person, RoleHeld
from collegiate.partnership.members.tasks import send_invitation
from collegiate.partnership.members.views.inviting import LINKS
from collegiate.values import Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY
from tests.foundation.ui.reading import read
from tests.marks import two_lengths

pytestmark = pytest.mark.django_db
ONCE = "6f1d9a52-0000-4000-8000-00000000000{}"
TODAY = {"from_on_day": "6", "from_on_month": "10", "from_on_year": "2026"}


@pytest.fixture(autouse=True)
def _tuesday(settings):
    clock.stop(TUESDAY)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"


@pytest.fixture
def with_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def main(response):
    return read(response.content).one("main")


def url(name, *args):
    return reverse(f"members:{name}", args=args)


def errors(response):
    assert response.status_code == 422
    return [one.text for one in main(response).one(class_="govuk-error-summary__list").all("li")]


def sam(school, **fields):
    return {
        "once": ONCE.format(1), "name": "Sam Hill", "role": "staff", "organisation": str(school.pk),
        "email": "sam@example.org", **TODAY, **fields,
    }  # fmt: skip


def shown_links(response):
    return [box["value"] for box in main(response).all("input", class_="govuk-input")]


@pytest.mark.usefixtures("beth")
def test_a_head_invites_somebody_and_sees_their_link_once(client, hillside):
    response = client.post(url("invite"), sam(hillside, title="Year 4"), follow=True)

    assert (
        "Sam Hill is staff at Hillside Primary from 6 October 2026 and has a link to sign in with."
        in main(response).text
    )
    assert "No mail server is set up here: nothing was sent." in main(response).text
    assert response["Cache-Control"] == "no-store"
    (link,) = shown_links(response)
    assert b"password1" in Client().get(link.removeprefix("http://localhost:8000"), follow=True).content

    again = client.get(url("invited"))
    assert shown_links(again) == []
    assert "Each is shown once" in main(again).text


@pytest.mark.usefixtures("beth")
def test_an_invitation_sent_twice_makes_one_person(client, hillside):
    client.post(url("invite"), sam(hillside))
    response = client.post(url("invite"), sam(hillside), follow=True)

    assert len(shown_links(response)) == 1
    assert Person.objects.filter(name="Sam Hill").count() == 1
    assert Account.objects.filter(email="sam@example.org").count() == 1


@pytest.mark.usefixtures("beth", "with_mail")
def test_where_there_is_a_mail_server_the_link_goes_out_by_a_task(client, hillside):
    response = client.post(url("invite"), sam(hillside), follow=True)

    assert "Each is also on its way by e-mail." in main(response).text
    (task,) = DBTaskResult.objects.all()
    person = Person.objects.get(name="Sam Hill")
    assert "Their link is on its way." in main(client.get(url("person", person.pk))).text

    send_invitation.func(*task.args_kwargs["args"])
    assert [letter.to for letter in mail.outbox] == [["sam@example.org"]]
    assert "Their link was sent on Tuesday 6 October 2026" in main(client.get(url("person", person.pk))).text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": "", "role": ""}, ["Enter their name.", "Answer “What will they be?”."]),
        ({"email": "sam"}, ["Enter an e-mail address, like name@example.org."]),
        ({"from_on_month": "13"}, ["First day in the role must be a real date, like 3 3 2026."]),
        ({"role": "coordinator"}, ["Choose one of those listed."]),
        ({"organisation": "999999"}, ["Choose one of those listed.", "Say at which school or organisation they are staff."]),
        ({"is_under_18": "on"}, ["Somebody under 18 has no sign-in: leave the e-mail address empty.", "Choose who speaks for them."]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("beth")
def test_an_invitation_that_does_not_fit_says_where_and_keeps_what_was_typed(client, hillside, fields, says):
    response = client.post(url("invite"), sam(hillside, title="Year 4", **fields))

    found = errors(response)
    assert found == says
    assert main(response).one("input", name="title")["value"] == "Year 4"
    assert not Person.objects.filter(name="Sam Hill").exists()


@pytest.mark.usefixtures("noor")
def test_the_coordinator_invites_to_every_organisation_and_to_none(client, hillside, member):
    member("Nene College", Kind.COLLEGE)
    form = main(client.get(url("invite"), {"at": hillside.pk}))

    places = form.one("select", name="organisation").all("option")
    assert [place.text for place in places] == [
        "None: the whole partnership",
        "Hillside Primary, Duston",
        "Nene College",
    ]
    assert [place.text for place in places if "selected" in place.attributes] == ["Hillside Primary, Duston"]
    wrong = client.post(url("invite"), sam(hillside, role="clerk"))
    assert errors(wrong) == ["A clerk serves the whole partnership: name no school or organisation."]
    client.post(url("invite"), sam(hillside, role="clerk", organisation=""))
    assert RoleHeld.objects.get(role="clerk").person.name == "Sam Hill"


@pytest.mark.usefixtures("beth")
def test_a_young_person_is_added_with_who_speaks_for_them(client, hillside):
    adult = cast.person("Una Fox", Role.LINK_ADULT, at=hillside)
    fields = {
        "name": "Ada Finch",
        "role": "young_representative",
        "email": "",
        "is_under_18": "on",
        "link_adult": str(adult.pk),
    }
    client.post(url("invite"), sam(hillside, **fields))

    ada = Person.objects.get(name="Ada Finch")
    assert (ada.is_under_18, ada.link_adult, ada.account) == (True, adult, None)
    page = main(client.get(url("person", ada.pk)))
    assert "In public they are Ada, being under 18." in page.text
    row = main(client.get(url("organisation", hillside.pk))).one("tbody").text
    assert "Ada" in row
    assert "Finch" not in row


LIST = "name,email,role,school\nSam Hill,sam@example.org,staff,100001\nMax Mole,max@,staff,100001\nUna Fox,,governor,100001\n"


@pytest.mark.usefixtures("beth", "no_queries_while_rendering")
def test_a_list_is_looked_at_before_anything_is_done(client):
    page = main(client.post(url("invite_list"), {"once": ONCE.format(2), "text": LIST}))

    assert page.one(class_="c-summary").text == (
        "2 lines can be done, 1 cannot and would be left. Nothing has happened yet."
    )
    assert [[cell.text for cell in row.inside] for row in page.one("tbody").all("tr")] == [
        ["Sam Hill", "Line 2", "Ready", "Sam Hill will be staff at Hillside Primary and gets a link to sign in."],
        ["Max Mole", "Line 3", "Left out", "“max@” is not an e-mail address."],
        ["Una Fox", "Line 4", "Ready", "Una Fox will be governor at Hillside Primary, without a sign-in."],
    ]
    assert Person.objects.count() == 1


@pytest.mark.usefixtures("beth")
def test_what_can_be_done_is_done_once_and_the_rest_is_left(client):
    look = main(client.post(url("invite_list"), {"once": ONCE.format(2), "text": LIST}))
    form = {name: look.one("input", name=name)["value"] for name in ("once", "text")}

    response = client.post(url("invite_all"), form, follow=True)
    client.post(url("invite_all"), form)

    text = main(response).text
    assert "2 roles were given, and 1 person has a link to sign in with." in text
    assert "1 line could not be done and was left." in text
    assert len(shown_links(response)) == 1
    assert sorted(Person.objects.values_list("name", flat=True)) == ["Beth Okoro", "Sam Hill", "Una Fox"]


@pytest.mark.usefixtures("noor", "hillside")
def test_a_list_may_be_a_file(client):
    file = SimpleUploadedFile("list.csv", "name,role,school\nZoë Hill,staff,Hillside Primary\n".encode("cp1252"))

    page = main(client.post(url("invite_list"), {"once": ONCE.format(2), "text": "", "file": file}))

    assert "Zoë Hill will be staff at Hillside Primary, without a sign-in." in page.text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "Paste a list, or choose a file."),
        ({"text": "Sam Hill\n"}, "The first line must name the columns; it lacks name and role."),
        ({"text": "", "file": SimpleUploadedFile("l.csv", b"x" * 200_001)}, "The file is larger than 200 KB: send it in parts."),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("beth")
def test_what_is_no_list_is_refused_and_kept(client, fields, says):
    response = client.post(url("invite_list"), {"once": ONCE.format(2), **fields})

    assert errors(response) == [says]
    assert main(response).one("textarea").text == fields["text"].strip()


@pytest.mark.usefixtures("beth")
def test_a_confirmation_that_was_tampered_with_is_judged_anew(client, member):
    member("The Ashmere School", urn="100002")
    text = "name,role,school\nMax Mole,head teacher,100001\nEve Low,staff,100002\n"

    response = client.post(url("invite_all"), {"once": ONCE.format(3), "text": text}, follow=True)

    assert "2 lines could not be done and were left." in main(response).text
    assert Person.objects.count() == 1
    assert client.post(url("invite_all"), {"once": ONCE.format(4), "text": ""}).status_code == 422
    assert client.get(url("invite_all")).status_code == 405


@pytest.mark.usefixtures("beth")
def test_a_new_link_is_made_for_who_has_not_used_theirs(client, hillside):
    client.post(url("invite"), sam(hillside))
    person = Person.objects.get(name="Sam Hill")
    page = main(client.get(url("person", person.pk)))
    assert "They have a link to sign in with, and have not used it." in page.text
    assert page.all("a", href=url("invite_again", person.pk))

    response = client.post(url("invite_again", person.pk), {"once": ONCE.format(5)}, follow=True)
    assert len(shown_links(response)) == 1

    Account.objects.filter(email="sam@example.org").update(last_login=MORNING)
    assert "They have signed in before." in main(client.get(url("person", person.pk))).text
    refused = client.post(url("invite_again", person.pk), {"once": ONCE.format(6)})
    assert errors(refused) == ["Sam Hill has signed in already."]


@pytest.mark.usefixtures("beth")
def test_a_head_makes_no_link_for_people_of_other_schools(client, member):
    other = cast.person("Max Mole", Role.STAFF, at=member("The Ashmere School"))
    commands.invite(other, email="max@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)

    page = main(client.get(url("person", other.pk)))
    assert "Sign-in" not in page.text
    assert not page.all("a", href=url("invite_again", other.pk))
    assert (
        "Only the coordinator, or the head teacher for their own school"
        in main(client.get(url("invite_again", other.pk))).text
    )
    assert client.post(url("invite_again", other.pk), {"once": ONCE.format(6)}).status_code == 422


@pytest.mark.usefixtures("beth")
def test_a_leavers_roles_end(client, hillside):
    person = cast.person("Sam Hill", Role.STAFF, Role.LINK_ADULT, at=hillside)
    page = main(client.get(url("person", person.pk)))
    assert page.all("a", href=url("leaver", person.pk, hillside.pk))

    day = {"left_on_day": "9", "left_on_month": "October", "left_on_year": "2026"}
    response = client.post(url("leaver", person.pk, hillside.pk), {"once": ONCE.format(7), **day}, follow=True)

    assert "Sam Hill’s roles at Hillside Primary end on Friday 9 October 2026" in main(response).text
    assert set(RoleHeld.objects.filter(person=person).values_list("until_on", flat=True)) == {TUESDAY + timedelta(3)}


@pytest.mark.usefixtures("beth")
def test_a_head_records_no_leaver_elsewhere(client, member):
    ashmere = member("The Ashmere School")
    other = cast.person("Max Mole", Role.STAFF, at=ashmere)
    day = {"left_on_day": "9", "left_on_month": "10", "left_on_year": "2026"}

    assert not main(client.get(url("person", other.pk))).all("a", href=url("leaver", other.pk, ashmere.pk))
    response = client.post(url("leaver", other.pk, ashmere.pk), {"once": ONCE.format(7), **day})

    assert errors(response) == ["Only the coordinator, or the head teacher for their own school, can do this."]
    assert RoleHeld.objects.get(person=other).until_on is None


@two_lengths
@pytest.mark.usefixtures("beth", "no_queries_while_rendering")
def test_the_groups_page_says_who_is_on_what(client, django_assert_num_queries, how_many):
    for number in range(how_many):
        group = cast.group(f"Task group {number}", GroupKind.TASK)
        cast.person(f"Chair {number}", Role.CHAIR, on=group)
        cast.person(f"A member {number}", Role.GROUP_MEMBER, on=group)

    with django_assert_num_queries(8):  # session, account, person, roles, interests; frame; groups, roles
        page = main(client.get(url("groups")))

    assert (
        f"{how_many} group{'s' if how_many > 1 else ''}, {2 * how_many} seats held by {2 * how_many} people."
        in page.text
    )
    assert [row.all("th")[0].text for row in page.all("tbody")[0].all("tr")] == ["Chair 0", "A member 0"]


@pytest.mark.usefixtures("beth")
def test_where_there_are_no_groups_the_page_says_when_there_will_be(client):
    assert "appear here when they are formed" in main(client.get(url("groups"))).one(class_="c-empty").text


@two_lengths
@pytest.mark.usefixtures("beth", "no_queries_while_rendering")
def test_the_register_of_interests_shows_what_was_declared_and_what_follows(
    client, member, django_assert_num_queries, how_many
):
    strategic = cast.group()
    for number in range(how_many):
        school = member(f"School {number}")
        head = cast.person(f"Head {number}", Role.HEAD_TEACHER, at=school)
        commands.appoint(head, role=Role.GROUP_MEMBER, group=strategic, from_on=SINCE, by=FOUNDING, at=MORNING)
        _declare(head, member(f"Provider {number}", Kind.PROVIDER))

    with django_assert_num_queries(8):  # session, account, person, roles, interests; frame; declared, held
        page = main(client.get(url("interests")))

    assert f"{2 * how_many} interests of {how_many} {'person' if how_many == 1 else 'people'} count today." in page.text
    assert [[cell.text for cell in row.inside] for row in page.one("tbody").all("tr")][:2] == [
        ["Head 0", "Provider 0", "Paid by it, owns part of it or is owed by it: Owns shares", "Monday 1 September 2025", "", ""],
        ["Head 0", "School 0", "Head teacher", "Monday 1 September 2025", "", "Follows from the role"],
    ]  # fmt: skip


def _declare(person, organisation):
    return commands.declare_interest(
        person, organisation=organisation, kind=InterestKind.FINANCIAL, nature="Owns shares", from_on=SINCE,
        by=cast.standing(person), at=MORNING,
    )  # fmt: skip


def test_one_declares_and_ends_ones_own_interest(client, beth, member):
    brightwell = member("Brightwell Learning", Kind.PROVIDER)
    typed = {
        "once": ONCE.format(8), "organisation": str(brightwell.pk), "kind": "family", "nature": "A brother works there",
        "from_on_day": "1", "from_on_month": "9", "from_on_year": "2024",
    }  # fmt: skip
    response = client.post(url("declare"), typed, follow=True)
    client.post(url("declare"), typed)

    assert "Your interest in Brightwell Learning is declared." in main(response).text
    interest = Interest.objects.get()
    assert (interest.person, interest.declared_by) == (beth, beth)

    day = {"until_on_day": "6", "until_on_month": "10", "until_on_year": "2026"}
    ended = client.post(url("end_interest", interest.pk), {"once": ONCE.format(9), **day}, follow=True)
    assert "It still counts for twelve months." in main(ended).text
    assert client.get(url("end_interest", interest.pk)).status_code == 404


@pytest.mark.usefixtures("beth")
def test_an_interest_that_ends_before_it_begins_is_refused_beside_its_box(client, member):
    brightwell = member("Brightwell Learning", Kind.PROVIDER)
    response = client.post(url("declare"), {
        "once": ONCE.format(8), "organisation": str(brightwell.pk), "kind": "family", "nature": "x",
        "from_on": "2026-09-01", "until_on": "2026-08-01",
    })  # fmt: skip

    assert errors(response) == ["An interest cannot end before it begins."]
    assert not Interest.objects.exists()


@pytest.mark.usefixtures("beth")
def test_somebody_elses_interest_is_theirs_to_end(client, member):
    tom = cast.person("Tom Reed", Role.STAFF)
    commands.invite(tom, email="tom@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)
    interest = _declare(Person.objects.get(pk=tom.pk), member("Brightwell Learning", Kind.PROVIDER))

    assert "People declare their own interests" in main(client.get(url("end_interest", interest.pk))).text
    typed = {"once": ONCE.format(9), "until_on": "2026-10-06"}
    assert client.post(url("end_interest", interest.pk), typed).status_code == 422
    interest.refresh_from_db()
    assert interest.until_on is None


@pytest.mark.parametrize("name", ["invite", "invite_list", "invited"])
def test_who_may_not_invite_is_told_who_may(client, hillside, name):
    cast.sign_in(client, cast.person("Sam Hill", Role.STAFF, at=hillside))

    response = client.get(url(name))

    assert response.status_code == 403
    assert "a head teacher invites staff and governors of their school" in main(response).text


@pytest.mark.usefixtures("beth")
def test_unknown_people_and_erased_ones_are_not_found(client, hillside):
    gone = cast.person("Gone", Role.STAFF, at=hillside)
    Person.objects.filter(pk=gone.pk).update(erased_at=MORNING)

    pages = [client.get(url("person", pk)) for pk in (gone.pk, 999_999)]

    assert [page.status_code for page in pages] == [404, 404]
    assert main(pages[0]).text == main(pages[1]).text
    assert "Gone" not in main(client.get(url("organisation", hillside.pk))).text


@pytest.mark.usefixtures("beth", "no_queries_while_rendering")
@two_lengths
def test_a_persons_page_costs_the_same_however_much_they_hold(client, member, django_assert_num_queries, how_many):
    sam_hill = cast.person("Sam Hill")
    for number in range(how_many):
        school = member(f"School {number}")
        commands.appoint(sam_hill, role=Role.GOVERNOR, organisation=school, from_on=SINCE, by=FOUNDING, at=MORNING)
    commands.appoint(
        sam_hill, role=Role.CLERK, from_on=SINCE, until_on=TUESDAY - timedelta(1), by=FOUNDING, at=MORNING
    )  # fmt: skip

    with django_assert_num_queries(9):  # session, account, person, roles, interests; frame; person, roles, invitation
        page = main(client.get(url("person", sam_hill.pk)))

    assert re.search(rf"holds {how_many} roles? now", page.text)
    now, past = page.all("tbody")
    assert len(now.all("tr")) == how_many
    assert past.one("th").text == "Clerk"


@two_lengths
@pytest.mark.usefixtures("no_queries_while_rendering")
def test_the_list_of_those_invited_costs_the_same_however_many(client, noor, django_assert_num_queries, how_many):
    hillside = cast.school("Oakfield")
    for number in range(how_many):
        commands.invite(
            cast.person(f"Teacher {number}"),
            email=f"teacher{number}@example.org",
            role=Role.STAFF,
            organisation=hillside,
            by=cast.standing(noor),
            at=MORNING,
        )

    session = client.session
    session[LINKS] = list(Invitation.objects.values_list("pk", flat=True))
    session.save()

    # session, account, person, roles, interests; frame; invitations; and the session, in a savepoint, which forgets the links
    with django_assert_num_queries(10):
        page = main(client.get(url("invited")))

    assert all(f"Teacher {number}" in page.text for number in range(how_many))
