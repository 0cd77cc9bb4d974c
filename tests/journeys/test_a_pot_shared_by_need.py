"""A head teacher tries a formula without finding her school in it, and reads why her school got what it got."""

from collegiate.partnership.members.models import Person


def test_a_head_tries_a_formula_and_reads_her_schools_share(page, live_server, see, shot, sign_in, town):
    sign_in(Person.objects.get(name="Beth Hughes"))
    page.goto(f"{live_server.url}/fund/")
    page.locator("main").get_by_role("link", name="Shared by need", exact=True).click()
    see("Shared by need")
    page.get_by_role("link", name="Shared by need, 2026/27", exact=True).click()
    see("Shared by need, 2026/27")
    page.get_by_role("button", name="Try a formula").click()
    see("What would this formula do?")
    page.get_by_label("Weight of overall absence").fill("12")
    page.get_by_role("button", name="See what it does").click()
    see("What would this formula do?")
    assert "A point of need would add" in page.inner_text("main")
    assert "Hillside" not in page.inner_text("main")
    shot("a-formula-behind-the-veil")

    page.goto(f"{live_server.url}/fund/rounds/")
    page.get_by_role("link", name="Shared by need, 2025/26", exact=True).click()
    see("Shared by need, 2025/26")
    page.get_by_role("link", name="What does Hillside Primary School get, and why?", exact=True).click()
    see("What does Hillside Primary School get, and why?")
    assert "Its need is" in page.inner_text("main")
    assert "before any school’s figures were loaded" in page.inner_text("main")
    shot("a-share-by-need")
