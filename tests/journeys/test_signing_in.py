"""Somebody invited signs in, looks at their desk, finds a page that is not there, and signs out again."""

import pytest


@pytest.mark.postgres_too
@pytest.mark.usefixtures("beth")
def test_somebody_signs_in_and_out_with_the_password_they_chose(page, live_server, see):
    page.goto(live_server.url)
    page.get_by_role("link", name="Sign in").first.click()
    see("Sign in")

    page.get_by_label("E-mail address").fill("beth@hillside.example.org")
    page.get_by_label("Password", exact=True).fill("not the password she chose")
    page.get_by_role("button", name="Sign in").click()
    see("Sign in")
    assert "do not belong together" in page.inner_text("main")
    assert page.get_by_label("E-mail address").input_value() == "beth@hillside.example.org"

    page.get_by_label("Password", exact=True).fill("a longer password than most")
    page.get_by_role("button", name="Sign in").click()
    see("My desk")
    assert "Beth Arden" in page.inner_text("header")

    page.get_by_role("button", name="Sign out").click()
    see("Sharing responsibility for learning")
    assert "Beth Arden" not in page.inner_text("body")


def test_a_page_that_is_not_there_says_so_and_leads_home(page, live_server, see, sign_in, beth):
    sign_in(beth)

    page.goto(f"{live_server.url}/no-such-page/")

    see("Page not found")
    page.get_by_role("link", name="Go to the first page").click()
    see("My desk")
