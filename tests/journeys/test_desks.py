"""Each desk of the cast opens, and its first page is looked at."""

from collegiate.doors.town.cast import cast
from collegiate.foundation.accounts.models import Account


def test_every_desk_opens(page, live_server, see, shot, sign_in, town):
    kept = set()
    for player in cast(day=town):
        sign_in(Account.objects.get(pk=player.account_id))
        page.goto(live_server.url)
        if page.get_by_role("link", name="Change desk").count():  # several roles: the one this is about
            page.get_by_role("link", name="Change desk").click()
            see("Choose a desk")
            page.get_by_label(player.role.words.capitalize(), exact=True).check()
            page.get_by_role("button", name="Show this desk").click()
        see("My desk")
        if player.role not in kept:  # the first of three head teachers
            shot(f"desk-{player.role.value.replace('_', '-')}")
            kept.add(player.role)
        assert player.name in page.inner_text("header")
