"""Everybody of the cast follows every link they are shown: each leads to a page, cheaply, and none to a closed door."""

import pytest
from django.urls import reverse

from collegiate.doors.town.cast import DESKS, cast
from collegiate.foundation.accounts.models import Account
from tests.doors.walking import ROW, leads_on, walk

LIST, THING, DESK = 12, 25, 25  # queries: of a list, of what gathers round one thing, of a desk

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def may_cost(url):
    """Return how many queries a page may make."""
    if url == "/":
        return DESK
    return THING if ROW.search(url) else LIST


@pytest.mark.parametrize(
    "role", [None, *(role for role, _ in DESKS)], ids=lambda role: role.value if role else "public"
)
def test_every_link_that_somebody_is_shown_leads_to_a_page_of_few_queries(client, town, role):
    if role is not None:
        player = next(one for one in cast(day=town) if one.role == role)
        client.force_login(Account.objects.get(pk=player.account_id))

    found = list(walk(client))

    closed = [
        f"{url}, shown on {shown_on}: {response.status_code} {response.get('Location', '')}"
        for url, shown_on, response, _ in found
        if response.status_code != 200 and not leads_on(response)
    ]
    dear = [f"{url}: {asked} queries" for url, _, _, asked in found if asked > may_cost(url)]
    assert not closed + dear, "\n".join(closed + dear)
    assert len(found) > 20
    assert reverse("accessibility") in {url for url, *_ in found}
