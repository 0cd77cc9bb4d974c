"""Every way to a vote that is not yours: rows, deeds, pages, and plain SQL."""

from collections.abc import Callable, Iterator, Mapping
from uuid import uuid4

from django.db import connection
from django.urls import reverse

from collegiate.doors.town.attacks.tries import Try, statement, tried
from collegiate.doors.town.attacks.voting import Vote
from collegiate.foundation import clock
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import Ballot, Choice, Correction, Decision, Eligibility, Urn

HELP = "a ballot of somebody who may not vote, a second one, another count; each is refused"
OPTIONS: dict[str, tuple[int, str]] = {}
BOTH_KINDS = True
AT = "'2026-10-06 15:05:00+00'"
BALLOT = (
    "INSERT INTO governance_ballot (decision_id, eligibility_id, eligible, choice, cast_at, cast_by_id, void_because)"
    f" VALUES ({{decision}}, {{line}}, {{yes}}, '{{choice}}', {AT}, {{clerk}}, '')"
)
SQL = {
    "for somebody with an interest": BALLOT.replace("{line}", "{beth}").replace("{choice}", "for"),
    "for somebody with an interest, who may not, and says so": BALLOT.replace("{line}", "{beth}").replace("{yes}", "{no}").replace("{choice}", "for"),
    "a second one": BALLOT.replace("{line}", "{amir}").replace("{choice}", "for"),
    "by a line of another decision": BALLOT.replace("{line}", "{elsewhere}").replace("{choice}", "for"),
    "in a decision that was made": BALLOT.replace("{decision}", "{made}").replace("{line}", "{done}").replace("{choice}", "for"),
    "that says how, in a secret vote": BALLOT.replace("{decision}", "{secret}").replace("{line}", "{grace_in_secret}").replace("{choice}", "for"),
    "change how somebody voted": "UPDATE governance_ballot SET choice = 'against' WHERE eligibility_id = {amir}",
    "give a ballot to somebody else": "UPDATE governance_ballot SET eligibility_id = {grace} WHERE eligibility_id = {amir}",
    "take a ballot away": "DELETE FROM governance_ballot WHERE eligibility_id = {amir}",
    "let somebody with an interest vote": "UPDATE governance_eligibility SET eligible = {yes}, because = '' WHERE id = {beth}",
    "put somebody on the list while people vote": "INSERT INTO governance_eligibility (decision_id, person_id, present, eligible, because, nearness)"
    " VALUES ({decision}, {clerk}, {yes}, {yes}, '', '')",
    "take somebody off the list": "DELETE FROM governance_eligibility WHERE id = {grace}",
    "one more vote in the urn": "UPDATE governance_urn SET in_favour = in_favour + 1 WHERE decision_id = {secret}",
    "turn a vote in the urn": "UPDATE governance_urn SET in_favour = in_favour - 1, against = against + 1 WHERE decision_id = {secret}",
    "empty the urn": "UPDATE governance_urn SET in_favour = 0 WHERE decision_id = {secret}",
    "take the urn away": "DELETE FROM governance_urn WHERE decision_id = {secret}",
    "a second urn": "INSERT INTO governance_urn (decision_id, in_favour, against, abstained) VALUES ({decision}, 0, 0, 0)",
    "close the vote with more votes than were cast": "UPDATE governance_decision SET stage = 'made', in_favour = 3, counted = 3, quorum = 2,"
    f" reference = 'SG/26/90', decided_at = {AT}, decided_by_id = {{clerk}} WHERE id = {{decision}}",
    "close the secret vote with another count": "UPDATE governance_decision SET stage = 'made', in_favour = 2, counted = 3, quorum = 2,"
    f" reference = 'SG/26/91', decided_at = {AT}, decided_by_id = {{clerk}} WHERE id = {{secret}}",
    "change what is voted on": "UPDATE governance_decision SET text = 'Mine' WHERE id = {decision}",
}  # fmt: skip
REPLACED = {
    "replace a ballot": "INSERT OR REPLACE INTO governance_ballot (id, decision_id, eligibility_id, eligible, choice, cast_at,"
    f" cast_by_id, void_because) VALUES ({{ballot}}, {{decision}}, {{amir}}, 1, 'against', {AT}, {{clerk}}, '')",
    "replace a ballot by its line": "INSERT OR REPLACE INTO governance_ballot (decision_id, eligibility_id, eligible, choice, cast_at,"
    f" cast_by_id, void_because) VALUES ({{decision}}, {{amir}}, 1, 'against', {AT}, {{clerk}}, '')",
    "replace a line of the list": "INSERT OR REPLACE INTO governance_eligibility (id, decision_id, person_id, present, eligible, because,"
    " nearness) SELECT id, decision_id, person_id, 1, 1, '', '' FROM governance_eligibility WHERE id = {beth}",
}  # fmt: skip
TABLES = ("governance_ballot", "governance_eligibility", "governance_urn")


def attack(say: Callable[[str], None]) -> tuple[str, bool]:
    """Try to vote where one may not, and to change what was voted, by every way; the last line is `refused N of N`."""
    clock.stop(None)
    vote = Vote()
    refused, count = tried(_tries(vote), of=[Ballot, Eligibility, Urn, Correction], say=say)
    return f"refused {refused} of {count}", refused == count


def _tries(vote: Vote) -> Iterator[Try]:
    yield from _sql(vote)
    yield from _rows(vote)
    yield from _deeds(vote)
    yield from _pages(vote)


def _sql(vote: Vote) -> Iterator[Try]:
    postgres = connection.vendor == "postgresql"
    ids = {
        "decision": vote.open.pk, "secret": vote.secret.pk, "made": vote.made.pk, "clerk": vote.clerk.person_id,
        "yes": "TRUE" if postgres else 1, "no": "FALSE" if postgres else 0,
        "amir": vote.line("Amir", vote.open).pk, "beth": vote.line("Beth", vote.open).pk,
        "grace": vote.line("Grace", vote.open).pk, "elsewhere": vote.line("Grace", vote.secret).pk,
        "grace_in_secret": vote.line("Grace", vote.secret).pk, "done": vote.line("Amir", vote.made).pk,
        "ballot": Ballot.objects.get(decision=vote.open).pk,
    }  # fmt: skip
    for what, text in SQL.items():
        yield Try("SQL", what, statement(text, **ids))
    if postgres:
        for table in TABLES:
            yield Try("SQL", f"truncate {table}", statement(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"))
        return
    for what, text in REPLACED.items():
        yield Try("SQL", what, statement(text, **ids))
        yield Try("SQL", f"{what}, on a connection that asks no trigger about it", bare(text, ids))


def bare(text: str, ids: Mapping[str, object]) -> Callable[[], None]:
    """Return an attempt with SQLite's triggers on replaced rows turned off, as any other program would find them."""

    def do() -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = OFF")
            try:
                cursor.execute(text.format(**ids))
            finally:
                cursor.execute("PRAGMA recursive_triggers = ON")

    return do


def _rows(vote: Vote) -> Iterator[Try]:
    beth, grace = vote.line("Beth", vote.open), vote.line("Grace", vote.open)
    mine = {"decision": vote.open, "choice": Choice.FOR, "cast_at": vote.later, "cast_by_id": vote.clerk.person_id}
    yield Try(
        "rows", "create one for somebody with an interest", lambda: Ballot.objects.create(eligibility=beth, **mine)
    )
    yield Try(
        "rows", "create one that says no", lambda: Ballot.objects.create(eligibility=grace, eligible=False, **mine)
    )
    yield Try("rows", "many at once", lambda: Ballot.objects.bulk_create([Ballot(eligibility=beth, **mine)]))
    yield Try("rows", "update how everybody voted", lambda: Ballot.objects.update(choice=Choice.AGAINST))
    yield Try("rows", "delete every ballot past Django", lambda: Ballot.objects.all()._raw_delete(connection.alias))
    yield Try("rows", "delete the list", lambda: Eligibility.objects.filter(decision=vote.open).delete())
    yield Try("rows", "let everybody vote", lambda: Eligibility.objects.update(eligible=True))
    yield Try("rows", "fill the urn", lambda: Urn.objects.update(in_favour=9))


def _deeds(vote: Vote) -> Iterator[Try]:
    def cast(name: str, by: str, decision: Decision | None = None) -> Callable[[], object]:
        standing = vote.clerk if by == "clerk" else vote.standing(by)
        return lambda: commands.cast(
            decision or vote.open, choice=Choice.FOR, voter=vote.people[name], by=standing, at=vote.later
        )

    yield Try("deeds", "vote with an interest", cast("Beth", "Beth"))
    yield Try("deeds", "let the clerk vote for somebody with an interest", cast("Beth", "clerk"))
    yield Try("deeds", "vote twice", cast("Amir", "Amir"))
    yield Try("deeds", "vote for somebody else", cast("Grace", "Ola"))
    yield Try("deeds", "let the clerk cast a secret vote", cast("Grace", "clerk", vote.secret))
    yield Try("deeds", "vote on what is decided", cast("Grace", "Grace", vote.made))


def _pages(vote: Vote) -> Iterator[Try]:
    once = {"once": str(uuid4()), "choice": "for"}
    own, other = (reverse(f"governance:{name}", args=[vote.open.pk]) for name in ("cast", "cast_for"))
    for name in (None, "Beth", "Amir", "bookkeeper"):
        browser, who = vote.browser(name), name or "nobody"
        yield Try("pages", f"vote as {who}", lambda browser=browser: browser.post(own, once))  # type: ignore[misc]
        yield Try(
            "pages",
            f"vote for Grace as {who}",
            lambda browser=browser: browser.post(other, {**once, "voter": vote.people["Grace"].pk}),  # type: ignore[misc]
        )
    clerk = vote.browser("clerk")
    for method in ("put", "patch", "delete"):
        yield Try("pages", f"{method} a ballot as the clerk", lambda method=method: getattr(clerk, method)(own))  # type: ignore[misc]
