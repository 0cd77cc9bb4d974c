"""Every attack is refused, and an attack that finds a way says so."""

import pytest
from django.core.management import call_command
from django.db import connection

from collegiate.doors.town.attacks import ATTACKS, ballots, confidential, decisions, kill, ledger, overcommit
from collegiate.foundation.record import guard
from collegiate.improvement.fund.models import Commitment, Fund
from collegiate.partnership.governance.models import AgendaItem

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


WAYS = {
    "ballots": (ballots, "governance_ballot", "stays", "SQL: change how somebody voted"),
    "decisions": (decisions, "governance_decision", "upd", "SQL: change its words"),
    "ledger": (ledger, "fund_leg", "upd", "SQL: change a leg"),
}


@pytest.mark.parametrize("name", WAYS)
def test_every_way_is_refused(name):
    attack, said = WAYS[name][0], []

    last, held = attack.attack(said.append)

    assert [line for line in said if not line.startswith("refused")] == []
    assert (held, last) == (True, f"refused {len(said)} of {len(said)}")
    assert {line.split()[1] for line in said} == {"SQL:", "rows:", "deeds:", "pages:"}


@pytest.mark.parametrize("name", WAYS)
def test_a_missing_guard_is_noticed(name):
    attack, table, trigger, way = WAYS[name]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_{trigger}" + ("" if connection.vendor == "sqlite" else f" ON {table}"))
    said = []
    try:
        _, held = attack.attack(said.append)
    finally:
        guard.set_up(connection)

    assert not held
    assert f"LET THROUGH  {way}: nothing refused it" in said
    assert name != "ledger" or any("does not balance in fund" in line for line in said)


def test_no_door_gives_away_what_is_confidential(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    said = []
    last, held = confidential.attack(said.append)
    assert [line for line in said if not line.startswith("refused")] == []
    tried = len(confidential.SECRETS) * len(said)
    assert (held, last) == (True, f"refused {tried} of {tried}")
    assert {line.split()[1] for line in said} == {"page:", "sent:", "calendar:", "mail:"}


def test_a_door_that_gives_something_away_is_noticed(monkeypatch, settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(AgendaItem, "public_title", property(lambda item: item.title))
    said = []
    _, held = confidential.attack(said.append)

    assert not held
    let_through = [line for line in said if line.startswith("LET THROUGH")]
    assert {line.split()[2] for line in let_through} >= {"page:", "calendar:", "mail:"}
    assert all("the title of a confidential item" in line for line in let_through)


def test_many_at_once_promise_what_came_in_to_the_penny():
    said = []

    last, held = overcommit.attack(said.append, workers=8)

    cleared = 8 * overcommit.A_TRY.pence
    assert (held, last) == (True, f"committed {cleared} cleared {cleared}")
    assert said == ["8 workers tried 32 times: 8 promises were made, 24 refused"]
    assert Fund.objects.get().promised_pence == sum(Commitment.objects.values_list("committed_pence", flat=True))


def test_a_deed_that_is_killed_is_done_whole_or_not_at_all():
    said = []

    last, held = kill.attack(said.append, times=6)

    assert (held, last) == (True, "whole 18 of 18")
    assert [line.split(":")[0].split(",")[0] for line in said] == [
        f"whole  {deed}" for deed in ("posting", "paying", "promising") for _ in range(2)
    ]
    assert all(line.endswith(("told of its end", "True")) for line in said)


def test_a_deed_that_is_done_by_halves_is_noticed(monkeypatch):
    """Two promises that should be one: each is a transaction of its own."""
    monkeypatch.setattr(
        kill.House,
        "deeds",
        lambda house: [kill.Deed("twice", lambda: kill.A_SUM, lambda row: [house._promised(row) for _ in range(2)])],
    )
    said = []

    last, held = kill.attack(said.append, times=6)

    assert not held
    assert last != "whole 6 of 6"
    assert any(line.startswith("HALF DONE  twice") for line in said)


def test_an_attack_has_a_database_of_its_own_and_leaves_the_named_one_as_it_is(capsys, settings):
    named = connection.settings_dict["NAME"]
    settings.SCRATCH_FROM = f"mysql:///other {connection.vendor}:///{named}"  # a copy of it: migrating anew takes long

    call_command("attack", "overcommit", "--workers", "2")

    assert capsys.readouterr().out.splitlines()[-1] == "committed 5006 cleared 5006"
    assert connection.settings_dict["NAME"] == named
    assert not Fund.objects.exists()


def test_each_attack_says_what_it_tries():
    assert all(one.HELP and one.attack.__doc__ for one in ATTACKS.values())
