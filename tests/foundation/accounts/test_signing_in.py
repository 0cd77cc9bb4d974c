"""Signing in: the words on the page, who is let in, and how often somebody may be wrong."""

import pytest
from django.conf import settings as product
from django.core import mail
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from collegiate.doors.town.cast import DESKS
from collegiate.doors.town.checks import no_demonstration_in_production
from collegiate.foundation.accounts.models import Account
from collegiate.partnership.members.models import Kind
from collegiate.values import Role
from tests import cast
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db

PASSWORD = "three unrelated words"
TOO_MANY = "There were too many wrong passwords. Wait five minutes, then try again."


@pytest.fixture
def beth():
    beth = cast.person("Beth Okoro", Role.HEAD_TEACHER, at=cast.school())
    beth.account = Account.objects.create_user("beth@hillside.example.org", PASSWORD)
    beth.save(update_fields=["account"])
    return beth


def sign_in(client, *, email="beth@hillside.example.org", password=PASSWORD, **where):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **where)


def is_in(client) -> bool:
    return "My desk" in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("account_login", ["E-mail address", "Password", "Keep me signed in on this device"]),
        ("account_reset_password", ["E-mail address"]),
    ],
)
def test_the_boxes_are_labelled_in_our_words_and_empty(client, name, labels):
    form = read(client.get(reverse(name)).content).one("form", class_="c-form")

    assert [label.text for label in form.all("label")] == labels
    assert not any(box.get("placeholder") for box in form.all("input"))


def test_the_right_password_opens_the_desk_and_says_nothing_more(client, beth):
    response = sign_in(client)

    assert response.headers["Location"] == reverse("home")
    page = read(client.get(reverse("home")).content)
    assert page.one("h1").text == "My desk"
    assert page.all(class_="govuk-notification-banner") == []


@pytest.mark.parametrize("email", ["BETH@Hillside.example.org", " beth@hillside.example.org "])
def test_an_address_is_the_same_in_any_case_and_with_spaces_round_it(client, beth, email):
    sign_in(client, email=email)

    assert is_in(client)


@pytest.mark.parametrize("wrong", [{"password": "not her password"}, {"email": "nobody@example.org"}])
def test_a_wrong_password_and_an_unknown_address_read_the_same_and_keep_what_was_typed(client, beth, wrong):
    page = read(sign_in(client, **wrong).content)

    assert not is_in(client)
    assert page.one("input", name="login")["value"] == wrong.get("email", "beth@hillside.example.org")
    assert page.one("input", name="password").get("value") == ""
    assert "do not belong together" in page.one(class_="govuk-error-summary").text


def test_somebody_whose_sign_in_was_closed_is_not_let_in(client, beth):
    Account.objects.update(is_active=False)

    response = sign_in(client)

    assert not is_in(client)
    assert "Ask the coordinator" in client.get(response.headers["Location"]).content.decode()


def test_five_wrong_passwords_for_one_address_close_it_for_a_while_from_everywhere(client, beth):
    for number in range(5):
        sign_in(client, password="wrong", REMOTE_ADDR=f"10.0.0.{number}")

    refused = sign_in(client, REMOTE_ADDR="10.0.1.1")

    assert TOO_MANY in refused.content.decode()
    assert not is_in(client)


def test_an_address_that_was_closed_for_a_while_keeps_nobody_else_out(client, beth):
    for _ in range(5):
        sign_in(client, email="tom@example.org", password="wrong", REMOTE_ADDR="10.0.0.1")

    sign_in(client, REMOTE_ADDR="10.0.0.1")

    assert is_in(client)


def test_ten_wrong_passwords_from_one_place_close_it_whatever_the_address(client, beth):
    for number in range(10):
        sign_in(client, email=f"guess{number}@example.org", password="wrong", REMOTE_ADDR="10.0.0.1")

    refused = sign_in(client, REMOTE_ADDR="10.0.0.1")
    assert TOO_MANY in refused.content.decode()

    sign_in(client, REMOTE_ADDR="10.0.0.2")
    assert is_in(client)


def test_wrong_passwords_are_counted_where_every_process_counts_them(client, beth):
    assert product.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    for _ in range(5):
        sign_in(client, password="wrong")

    cache.clear()  # as though the table had been emptied: had the count been in memory, it would still stand

    sign_in(client)
    assert is_in(client)


def test_too_many_pages_of_a_kind_from_one_place_are_answered_with_patience(client):
    answers = [
        client.post(reverse("account_reset_password"), {"email": f"guess{number}@example.org"}, REMOTE_ADDR="10.0.0.1")
        for number in range(21)
    ]

    assert [answer.status_code for answer in answers[:20]] == [302] * 20
    assert answers[20].status_code == 429
    assert "Wait a few minutes" in answers[20].content.decode()


def test_asking_for_a_link_says_the_same_for_everybody_and_writes_to_those_we_know_only(client, beth):
    for email in ("beth@hillside.example.org", "nobody@example.org"):
        response = client.post(reverse("account_reset_password"), {"email": email})
        assert response.headers["Location"] == reverse("account_reset_password_done")

    assert [letter.to for letter in mail.outbox] == [["beth@hillside.example.org"]]
    assert mail.outbox[0].subject == "Your link to choose a password"
    assert "It works once, and for a week." in mail.outbox[0].body


def test_nobody_signs_up(client):
    assert "People are invited" in client.get(reverse("account_signup")).content.decode()

    client.post(reverse("account_signup"), {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert not Account.objects.exists()


def test_the_address_one_signs_in_with_is_kept_by_whoever_invites(client, beth):
    client.force_login(beth.account)

    response = client.post(reverse("account_email"), {"action_add": "", "email": "other@example.org"})

    assert response.status_code == 403
    assert "Ask the coordinator if it has to change." in response.content.decode()


def test_a_password_is_changed_by_whoever_knows_it(client, beth):
    client.force_login(beth.account)
    page = reverse("account_change_password")
    typed = {"password1": "another three words", "password2": "another three words"}

    wrong = client.post(page, {"oldpassword": "a guess", **typed})
    assert "This is not the password you use now." in wrong.content.decode()

    client.post(page, {"oldpassword": PASSWORD, **typed})
    client.logout()
    sign_in(client, password="another three words")
    assert is_in(client)


@pytest.mark.parametrize("password", ["short one", "password123456", "beth@hillside.example.org"])
def test_a_password_that_is_easily_guessed_is_refused(client, beth, password):
    client.force_login(beth.account)

    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": password, "password2": password}
    )

    beth.account.refresh_from_db()
    assert beth.account.check_password(PASSWORD)


def test_one_click_sign_in_does_not_exist_outside_a_demonstration(client, beth):
    with pytest.raises(NoReverseMatch):
        reverse("cast")

    assert client.get("/cast/").status_code == 404
    assert client.post(f"/cast/{beth.account_id}/").status_code == 404
    assert not is_in(client)


def test_even_if_its_address_were_left_in_one_click_sign_in_asks_for_the_setting(client, beth, settings):
    settings.ROOT_URLCONF = "tests.foundation.accounts.demo_urls"

    assert client.post(f"/cast/{beth.account_id}/").status_code == 404
    assert not is_in(client)


def test_in_a_demonstration_one_click_signs_in_one_of_the_cast(client, beth, settings):
    settings.ROOT_URLCONF, settings.DEMO = "tests.foundation.accounts.demo_urls", True

    listed = client.get("/cast/").content.decode()
    assert "Beth Okoro" in listed
    assert client.get(f"/cast/{beth.account_id}/").status_code == 405  # a link alone signs nobody in

    client.post(f"/cast/{beth.account_id}/")
    assert is_in(client)


def test_nobody_outside_the_cast_is_signed_in_by_one_click(client, beth, settings):
    settings.ROOT_URLCONF, settings.DEMO = "tests.foundation.accounts.demo_urls", True
    assert Role.YOUNG_REPRESENTATIVE not in dict(DESKS)
    ida = cast.person("Ida Moss", Role.YOUNG_REPRESENTATIVE, at=cast.organisation("Rowers", Kind.CLUB))
    ida.account = Account.objects.create_user("ida@example.org", PASSWORD)
    ida.save(update_fields=["account"])

    assert client.post(f"/cast/{ida.account_id}/").status_code == 404
    assert not is_in(client)


def test_a_production_check_fails_while_the_demonstration_setting_is_on(settings):
    settings.DEMO = False
    assert no_demonstration_in_production() == []

    settings.DEMO = True
    assert [(one.id, one.msg) for one in no_demonstration_in_production()] == [
        ("town.E001", "COLLEGIATE_DEMO is on: anybody could sign in as anybody.")
    ]
