"""Each desk of the cast opens, and its first page is looked at."""

from collegiate.doors.town.cast import cast
from collegiate.foundation.accounts.models import Account


def test_every_desk_opens(page, live_server, see, shot, sign_in, town):
    kept = set()
    for player in cast(day=town):
        sign_in(Account.objects.get(pk=player.account_id))
        page.goto(live_server.url)
        see("My desk")
        if player.role not in kept:  # the first of three head teachers
            shot(f"desk-{player.role.value.replace('_', '-')}")
            kept.add(player.role)
        assert player.name in page.inner_text("header")
