"""Inviting people: what is made, who is taken to be whom, what never happens, and how a link reaches them."""

import smtplib

import pytest
from django.core import mail

from collegiate.foundation.accounts.models import Account
from collegiate.foundation.record.models import Entry
from collegiate.partnership.members import commands
from collegiate.partnership.members.commands import HasAnAccount, HasSignedIn, Newcomer
from collegiate.partnership.members.models import Invitation, Person, RoleHeld
from collegiate.partnership.members.tasks import mail_is_set_up, send_invitation
from collegiate.values import NotAllowed, Role
from tests import cast
from tests.cast import FOUNDING, MORNING, SINCE, TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def hillside():
    return cast.school("Hillside Primary")


@pytest.fixture
def beth(hillside):
    return cast.standing(cast.person("Beth Okoro", Role.HEAD_TEACHER, at=hillside))


def welcome(name="Sam Hill", **how):
    return commands.welcome(
        name, **{"email": "Sam@Example.org", "role": Role.STAFF, "from_on": TUESDAY, "at": MORNING, **how}
    )


def test_a_newcomer_gets_a_role_and_a_link(hillside, beth):
    welcomed = welcome(organisation=hillside, title="Year 4", by=beth)

    assert (welcomed.person.name, welcomed.person.account.email) == ("Sam Hill", "sam@example.org")
    assert (welcomed.held.role, welcomed.held.title, welcomed.held.from_on) == ("staff", "Year 4", TUESDAY)
    assert (welcomed.invitation.made_at, welcomed.invitation.by_mail) == (MORNING, False)
    assert not welcomed.person.account.has_usable_password()
    assert "Sam" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_without_an_address_a_person_is_known_and_cannot_sign_in(hillside, beth):
    welcomed = welcome(email="", role=Role.GOVERNOR, organisation=hillside, by=beth)

    assert (welcomed.person.account, welcomed.invitation) == (None, None)


def test_who_signs_in_with_the_address_is_the_same_person_whatever_name_was_typed(hillside, beth):
    first = welcome(organisation=hillside, by=beth)
    again = welcome("Samuel Hill", role=Role.GOVERNOR, organisation=hillside, by=beth)

    assert again.person == first.person
    assert again.invitation is None
    assert Person.objects.filter(name__startswith="Sam").count() == 1


def test_the_same_role_is_not_given_twice(hillside, beth):
    welcome(organisation=hillside, by=beth)

    assert welcome(organisation=hillside, by=beth).held is None
    assert RoleHeld.objects.filter(role=Role.STAFF).count() == 1


def test_a_head_cannot_invite_elsewhere_or_to_more(hillside, beth):
    ashmere = cast.school("The Ashmere School")

    for role, organisation in ((Role.STAFF, ashmere), (Role.HEAD_TEACHER, hillside), (Role.COORDINATOR, None)):
        with pytest.raises(NotAllowed):
            welcome(role=role, organisation=organisation, by=beth)

    assert not Person.objects.filter(name="Sam Hill").exists()
    assert not Account.objects.exists()


def test_somebody_under_18_has_a_link_adult_and_no_sign_in(hillside, beth):
    adult = cast.person("Una Fox", Role.LINK_ADULT, at=hillside)
    young = {"role": Role.YOUNG_REPRESENTATIVE, "organisation": hillside, "is_under_18": True, "link_adult": adult}

    with pytest.raises(NotAllowed, match="People under 18 have no sign-in of their own"):
        welcome("Ada Finch", by=beth, **young)
    welcomed = welcome("Ada Finch", email="", by=beth, **young)

    assert (welcomed.person.account, welcomed.person.link_adult, welcomed.person.public_name) == (None, adult, "Ada")
    assert not Account.objects.exists()


def test_a_list_is_welcomed_whole_or_not_at_all(hillside, beth):
    good = Newcomer("Sam Hill", "sam@example.org", Role.STAFF, hillside)
    bad = Newcomer("Max Mole", "max@example.org", Role.HEAD_TEACHER, hillside)

    with pytest.raises(NotAllowed):
        commands.welcome_all([good, bad], from_on=TUESDAY, by=beth, at=MORNING)
    assert not Person.objects.filter(name__in=["Sam Hill", "Max Mole"]).exists()

    done = commands.welcome_all([good, good], from_on=TUESDAY, by=beth, at=MORNING)
    assert [(one.person.name, one.held is None) for one in done] == [("Sam Hill", False), ("Sam Hill", True)]


def test_an_address_belongs_to_one_sign_in(hillside):
    sam, max_mole = cast.person("Sam Hill", Role.STAFF, at=hillside), cast.person("Max Mole", Role.STAFF, at=hillside)
    commands.invite(sam, email="sam@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)

    for person in (sam, max_mole):
        with pytest.raises(HasAnAccount, match="There is a sign-in with this e-mail address already"):
            commands.invite(person, email=" SAM@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)


def test_a_new_link_is_for_those_who_have_not_signed_in(hillside, beth):
    sam = welcome(organisation=hillside, by=beth).person

    commands.invite_again(sam, by=beth, at=MORNING)
    assert Invitation.objects.filter(person=sam).count() == 2

    Account.objects.update(last_login=MORNING)
    with pytest.raises(HasSignedIn, match="Sam Hill has signed in already"):
        commands.invite_again(sam, by=beth, at=MORNING)
    with pytest.raises(HasSignedIn, match="Beth Okoro has no sign-in"):
        commands.invite_again(Person.objects.get(name="Beth Okoro"), by=FOUNDING, at=MORNING)


def test_a_new_link_is_made_only_by_those_who_could_have_invited_them(hillside, beth):
    noor = cast.person("Noor Ahmed", Role.COORDINATOR)
    commands.invite(noor, email="noor@example.org", role=Role.COORDINATOR, by=FOUNDING, at=MORNING)
    leaver = cast.person("Lee Gone")
    commands.invite(leaver, email="lee@example.org", role=Role.STAFF, by=FOUNDING, at=MORNING)

    for person in (noor, leaver):
        with pytest.raises(NotAllowed):
            commands.invite_again(person, by=beth, at=MORNING)
    assert commands.invite_again(leaver, by=cast.standing(noor), at=MORNING).person == leaver


def test_a_leaver_loses_every_role_there_and_none_elsewhere(hillside, beth):
    ashmere = cast.school("The Ashmere School")
    sam = cast.person("Sam Hill", Role.STAFF, Role.LINK_ADULT, at=hillside)
    commands.appoint(sam, role=Role.GOVERNOR, organisation=ashmere, from_on=SINCE, by=FOUNDING, at=MORNING)

    assert commands.leaver(sam, organisation=hillside, left_on=TUESDAY, by=beth, at=MORNING) == 2

    assert {held.organisation_id for held in cast.standing(sam, TUESDAY).held} == {hillside.pk, ashmere.pk}
    tomorrow = TUESDAY.replace(day=7)
    assert {held.organisation_id for held in cast.standing(sam, tomorrow).held} == {ashmere.pk}
    with pytest.raises(commands.HoldsNothing, match="Sam Hill holds no role at Hillside Primary now"):
        commands.leaver(sam, organisation=hillside, left_on=TUESDAY, by=beth, at=MORNING)


@pytest.fixture
def invitation(hillside, beth):
    commands.begin("Nene Valley Partnership", town="Northampton", starts_on=SINCE, by=FOUNDING, at=MORNING)
    return welcome(organisation=hillside, by_mail=True, by=beth).invitation


def test_the_link_is_mailed_once_however_often_the_task_runs(invitation, settings, client):
    send_invitation.func(invitation.pk)
    send_invitation.func(invitation.pk)

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["sam@example.org"], "Your link to sign in to Nene Valley Partnership")
    assert "Dear Sam Hill" in letter.body
    link = next(line for line in letter.body.splitlines() if line.startswith(settings.ADDRESS))
    assert b"password1" in client.get(link.removeprefix(settings.ADDRESS), follow=True).content
    invitation.refresh_from_db()
    assert invitation.mailed_at is not None


def test_a_link_that_cannot_be_sent_says_why_and_can_be_tried_again(invitation, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
        send_invitation.func(invitation.pk)
    invitation.refresh_from_db()
    assert (invitation.mailed_at, invitation.fault) == (None, "SMTPServerDisconnected")

    send_invitation.func(invitation.pk)

    invitation.refresh_from_db()
    assert invitation.fault == ""
    assert len(mail.outbox) == 1


def _refuse(self, letters):
    raise smtplib.SMTPServerDisconnected("not today")


def test_nobody_who_has_signed_in_is_sent_a_link(invitation):
    Account.objects.update(last_login=MORNING)

    send_invitation.func(invitation.pk)

    assert mail.outbox == []


def test_without_an_address_of_a_server_mail_is_not_set_up(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert not mail_is_set_up()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert mail_is_set_up()
