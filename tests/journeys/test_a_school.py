"""A head teacher looks their own school up and follows what is known of it; the public sees what is published."""

from collegiate.partnership.members.models import Person


def test_a_head_looks_at_all_that_is_known_of_their_school(page, live_server, see, shot, sign_in, town):
    page.goto(f"{live_server.url}/schools/990001/")
    see("Hillside Primary School")
    assert "Sign in to see them." in page.inner_text("main")

    sign_in(Person.objects.get(name="Beth Hughes"))
    page.goto(f"{live_server.url}/search/?q=hillside+primary")
    page.locator("main").get_by_role("link", name="Hillside Primary School", exact=True).click()
    see("Hillside Primary School")
    shot("school")
    for heading in ("How it is going", "Who comes, and who came", "Achievement Teams"):
        assert heading in page.inner_text("main")

    page.locator("main").get_by_role("link", name="Reading for understanding", exact=True).last.click()  # its agreement
    see("Reading for understanding")
    page.locator("main").get_by_role("link", name="Hillside Primary School", exact=True).click()
    see("Hillside Primary School")
