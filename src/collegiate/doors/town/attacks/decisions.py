"""Every way to a decision that has its outcome: rows, deeds, pages, and plain SQL."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from django.db import connection
from django.urls import reverse

from collegiate.doors.town.attacks.ballots import bare
from collegiate.doors.town.attacks.scene import NOW
from collegiate.doors.town.attacks.tries import Try, statement, tried
from collegiate.doors.town.attacks.voting import Vote
from collegiate.foundation import clock
from collegiate.partnership.governance import commands
from collegiate.partnership.governance.models import (
    ConfidentialPart,
    Correction,
    Decision,
    Dispensation,
    Eligibility,
    Method,
    Power,
)

HELP = "change, remove or invent a decision that has its outcome; each is refused"
OPTIONS: dict[str, tuple[int, str]] = {}
BOTH_KINDS = True
AT = "'2026-10-06 15:05:00+00'"
NEW = (
    "INSERT INTO governance_decision (item_id, group_id, reference, title, text, public_text, reason, alternatives, heard, method,"
    " stage, purpose_id, equality_note, in_favour, against, abstained, recused, counted, quorum, money_pence, does, ended_because,"
    " version, decided_at, decided_by_id) SELECT {free}, group_id, 'SG/26/90', 'Mine', 'Mine', '', 'x', '', '', 'consensus', 'made',"
    f" purpose_id, 'x', 3, 0, 0, 0, 3, 2, 9, '', '', 1, {AT}, {{clerk}} FROM governance_decision WHERE id = {{made}}"
)
SQL = {
    "change its words": "UPDATE governance_decision SET text = 'Mine' WHERE id = {made}",
    "change its money": "UPDATE governance_decision SET money_pence = 99999999 WHERE id = {made}",
    "change its tally": "UPDATE governance_decision SET in_favour = 9 WHERE id = {made}",
    "change how it was reached": "UPDATE governance_decision SET method = 'secret' WHERE id = {made}",
    "change what the public reads": "UPDATE governance_decision SET public_text = 'Mine' WHERE id = {made}",
    "say that it was not carried": "UPDATE governance_decision SET stage = 'fell' WHERE id = {made}",
    "open it again": "UPDATE governance_decision SET stage = 'open', decided_at = NULL, decided_by_id = NULL, reference = '' WHERE id = {made}",
    "say that it was never decided": "UPDATE governance_decision SET decided_at = NULL WHERE id = {made}",
    "delete it": "DELETE FROM governance_decision WHERE id = {made}",
    "delete every decision": "DELETE FROM governance_decision",
    "delete a draft": "DELETE FROM governance_decision WHERE id = {open}",
    "invent one that is made": NEW,
    "make an open one without a quorum": "UPDATE governance_decision SET stage = 'made', in_favour = 1, counted = 1, quorum = 2,"
    f" reference = 'SG/26/91', decided_at = {AT}, decided_by_id = {{clerk}} WHERE id = {{open}}",
    "make an open one by nobody": "UPDATE governance_decision SET stage = 'made', in_favour = 1, counted = 3, quorum = 2,"
    f" reference = 'SG/26/92', decided_at = {AT} WHERE id = {{open}}",
    "call it a chair's action, beyond the limit": "UPDATE governance_decision SET stage = 'made', method = 'chairs_action', in_favour = 1, counted = 1,"
    f" quorum = 1, money_pence = 5, reference = 'SG/26/93', decided_at = {AT}, decided_by_id = {{clerk}} WHERE id = {{open}}",
    "take its reference": "UPDATE governance_decision SET reference = 'SG/26/01' WHERE id = {open}",
    "change who could take part": "UPDATE governance_eligibility SET eligible = {yes}, because = '' WHERE decision_id = {made}",
    "change why somebody could not": "UPDATE governance_eligibility SET because = 'x' WHERE decision_id = {made}",
    "remove who could take part": "DELETE FROM governance_eligibility WHERE decision_id = {made}",
    "add somebody who could": "INSERT INTO governance_eligibility (decision_id, person_id, present, eligible, because, nearness)"
    " VALUES ({made}, {clerk}, {yes}, {yes}, '', '')",
    "change what is confidential": "UPDATE governance_confidentialpart SET text = 'x' WHERE decision_id = {made}",
    "delete what is confidential": "DELETE FROM governance_confidentialpart",
    "make another confidential": "INSERT INTO governance_confidentialpart (decision_id, text, written_at, written_by_id)"
    f" VALUES ({{fell}}, 'x', {AT}, {{clerk}})",
    "change a correction": "UPDATE governance_correction SET stands = {no}",
    "delete a correction": "DELETE FROM governance_correction",
}  # fmt: skip
REPLACED = {
    "replace it by its key": NEW.replace("INSERT INTO governance_decision (", "INSERT OR REPLACE INTO governance_decision (id, ")
    .replace("SELECT {free}", "SELECT id, item_id"),
    "replace it by its reference": NEW.replace("INSERT INTO", "INSERT OR REPLACE INTO").replace("'SG/26/90'", "reference"),
    "replace it by a draft on its item": NEW.replace("INSERT INTO", "INSERT OR REPLACE INTO").replace("SELECT {free}", "SELECT item_id")
    .replace("'made',", "'drafted',").replace("'SG/26/90'", "''").replace(f"{AT}, {{clerk}} FROM", "NULL, NULL FROM"),
}  # fmt: skip
TABLES = ("governance_decision", "governance_eligibility", "governance_confidentialpart", "governance_correction")


def attack(say: Callable[[str], None]) -> tuple[str, bool]:
    """Try to change a decision that has its outcome, by every way; the last line is `refused N of N`."""
    clock.stop(None)
    vote = Vote()
    commands.find_interest(vote.made, person=vote.people["Ola"], because="Her brother runs it", by=vote.clerk, at=NOW)
    fell = vote.lost()
    of = [Decision, Eligibility, ConfidentialPart, Correction, Dispensation]
    refused, count = tried(_tries(vote, fell), of=of, say=say)
    return f"refused {refused} of {count}", refused == count


def _tries(vote: Vote, fell: Decision) -> Iterator[Try]:
    yield from _sql(vote, fell)
    yield from _rows(vote)
    yield from _deeds(vote)
    yield from _pages(vote)


def _sql(vote: Vote, fell: Decision) -> Iterator[Try]:
    postgres = connection.vendor == "postgresql"
    ids: dict[str, object] = {
        "made": vote.made.pk, "open": vote.open.pk, "fell": fell.pk, "clerk": vote.clerk.person_id, "free": vote.free.pk,
        "yes": "TRUE" if postgres else 1, "no": "FALSE" if postgres else 0,
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


def _rows(vote: Vote) -> Iterator[Try]:
    def set_and_save(**facts: object) -> Callable[[], None]:
        def do() -> None:
            row = Decision.objects.get(pk=vote.made.pk)
            for name, value in facts.items():
                setattr(row, name, value)
            row.save()

        return do

    yield Try("rows", "save it with other words", set_and_save(text="Mine"))
    yield Try(
        "rows", "save it as a draft", set_and_save(stage="drafted", decided_at=None, decided_by=None, reference="")
    )
    yield Try("rows", "delete it", vote.made.delete)
    yield Try("rows", "delete it past Django", lambda: Decision.objects.all()._raw_delete(connection.alias))
    yield Try("rows", "update every decision", lambda: Decision.objects.update(money_pence=1))
    yield Try(
        "rows",
        "update in bulk",
        lambda: Decision.objects.bulk_update([Decision(pk=vote.made.pk, text="Mine")], ["text"]),
    )
    yield Try("rows", "delete what is confidential", lambda: ConfidentialPart.objects.all().delete())
    yield Try("rows", "delete the corrections", lambda: Correction.objects.all()._raw_delete(connection.alias))


def _deeds(vote: Vote) -> Iterator[Try]:
    item, clerk = vote.made.item, vote.clerk
    facts: dict[str, Any] = {"text": "Mine", "reason": "x", "equality_note": "x", "purpose": vote.scene.purpose}
    yield Try("deeds", "decide its item again", lambda: commands.decide(item, **facts, by=clerk, at=NOW))
    yield Try("deeds", "draft its item again", lambda: commands.draft(
        item, **facts, method=Method.VOTE, by=clerk, at=NOW))  # fmt: skip
    yield Try("deeds", "withdraw it", lambda: commands.withdraw(vote.made, because="x", by=clerk, at=NOW))
    yield Try("deeds", "put it off", lambda: commands.defer(vote.made, because="x", by=clerk, at=NOW))
    yield Try("deeds", "close it again", lambda: commands.close_vote(vote.made, by=clerk, at=NOW))
    yield Try("deeds", "correct it twice", lambda: commands.find_interest(
        vote.made, person=vote.people["Ola"], because="x", by=clerk, at=NOW))  # fmt: skip
    yield Try("deeds", "dispense somebody who took part", lambda: commands.dispense(
        vote.made, person=vote.people["Amir"], organisation=vote.scene.school, powers=frozenset({Power.VOTE}),
        until_on=NOW.date(), by=clerk, at=NOW))  # fmt: skip


def _pages(vote: Vote) -> Iterator[Try]:
    facts = {
        "once": str(uuid4()),
        "text": "Mine",
        "reason": "x",
        "equality_note": "x",
        "purpose": vote.scene.purpose.pk,
    }
    item, slug = vote.made.item_id, vote.made.slug
    sent = {
        reverse("governance:decide", args=[item]): {**facts, "method": "consensus"},
        reverse("governance:draft", args=[item]): {**facts, "method": "vote", "version": 1},
        reverse("governance:withdraw", args=[vote.made.pk]): {**facts, "because": "x"},
        reverse("governance:close_vote", args=[vote.made.pk]): facts,
        reverse("governance:correct", args=[slug]): {**facts, "person": vote.people["Ola"].pk, "because": "x"},
    }
    browsers = {name: vote.browser(name) for name in (None, "Beth", "clerk")}
    for name, browser in browsers.items():
        for url, data in sent.items():
            yield Try("pages", f"send {url} as {name or 'nobody'}", lambda b=browser, u=url, d=data: b.post(u, d))  # type: ignore[misc]
    clerk, page = browsers["clerk"], reverse("governance:decision", args=[slug])
    for method in ("post", "put", "patch", "delete"):
        yield Try("pages", f"{method} it as the clerk", lambda m=method: getattr(clerk, m)(page))  # type: ignore[misc]
