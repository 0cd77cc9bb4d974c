"""The link an invited person gets: it works once, for a week, for them alone."""

from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from django.urls import reverse

from collegiate.foundation.accounts.links import first_sign_in
from collegiate.foundation.accounts.models import Account
from tests.foundation.ui.reading import read

pytestmark = pytest.mark.django_db

PASSWORD = "three unrelated words"


@pytest.fixture
def account():
    return Account.objects.create_user("beth@hillside.example.org")


def open_(client, link):
    """Follow a link to the page it ends on."""
    response = client.get(link, follow=True)
    return response.request["PATH_INFO"], read(response.content).one("h1").text


def choose(client, link, password=PASSWORD):
    page, _ = open_(client, link)
    return client.post(page, {"password1": password, "password2": password}, follow=True)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_an_account_without_a_password_cannot_sign_in_by_any(account):
    assert not account.has_usable_password()


def test_the_link_asks_for_a_password_and_signs_in(client, account):
    assert open_(client, first_sign_in(account))[1] == "Choose your password"

    choose(client, first_sign_in(account))

    assert signed_in(client)
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_the_link_does_not_show_its_key_to_the_pages_it_leads_to(client, account):
    link = first_sign_in(account)
    page, _ = open_(client, link)

    assert page != link
    assert default_token_generator.make_token(account) not in page


def test_looking_at_the_link_does_not_use_it_up(client, account):
    link = first_sign_in(account)
    for _ in range(3):  # as mail programs do
        open_(client, link)

    choose(client, link)

    assert signed_in(client)


def test_the_link_works_once(client, account):
    link = first_sign_in(account)
    choose(client, link)
    client.logout()

    assert open_(client, link)[1] == "This link has been used, or is too old"
    page, _ = open_(client, link)
    client.post(page, {"password1": "somebody else's words", "password2": "somebody else's words"})
    account.refresh_from_db()
    assert account.check_password(PASSWORD)
    assert not signed_in(client)


@pytest.mark.parametrize(("age", "heading"), [
    (timedelta(days=6, hours=23), "Choose your password"),
    (timedelta(days=7, minutes=1), "This link has been used, or is too old"),
])  # fmt: skip
def test_the_link_works_for_a_week(client, account, age, heading):
    now = default_token_generator._num_seconds(default_token_generator._now())
    old = default_token_generator._make_token_with_timestamp(
        account, now - int(age.total_seconds()), default_token_generator.secret
    )
    link = first_sign_in(account).replace(default_token_generator.make_token(account), old)

    assert open_(client, link)[1] == heading


def test_the_link_ends_with_the_address_it_was_sent_to(client, account):
    link = first_sign_in(account)
    Account.objects.update(email="beth@elsewhere.example.org")

    assert open_(client, link)[1] == "This link has been used, or is too old"


def test_the_key_of_one_account_opens_no_other(client, account):
    other = Account.objects.create_user("tom@example.org")
    key = default_token_generator.make_token(account)
    link = first_sign_in(other).replace(default_token_generator.make_token(other), key)

    assert open_(client, link)[1] == "This link has been used, or is too old"


def test_a_closed_account_is_not_opened_by_a_link(client, account):
    link = first_sign_in(account)
    Account.objects.update(is_active=False)

    choose(client, link)

    assert client.get(reverse("home")).wsgi_request.user.is_anonymous


def test_an_address_is_kept_in_small_letters_and_once():
    Account.objects.create_user(" Beth@Hillside.Example.ORG ")

    assert Account.objects.get().email == "beth@hillside.example.org"
    assert Account.objects.get_by_natural_key("BETH@hillside.example.org") == Account.objects.get()
