"""The statements with which somebody who may write SQL would change the ledger."""

from collections.abc import Iterator, Mapping

from collegiate.doors.town.attacks.tries import Try, statement

POSTED = "'2026-10-06 15:00:00+00'"
ENTRY = "INSERT INTO fund_entry (id, \"on\", memo, kind, because{more}) VALUES (9001, '2026-10-06', 'Mine', '{kind}', '{why}'{values})"
LEG = "INSERT INTO fund_leg (entry_id, fund_id, account_id, pence) VALUES (9001, {fund}, {account}, {pence})"
POST = "UPDATE fund_entry SET posted_at = '2026-10-06 15:00:00+00', posted_by_id = {person} WHERE id = 9001"


def _made(kind: str, *legs: tuple[str, str, int], why: str = "", more: str = "", values: str = "") -> str:
    """Return the statements that write an entry with legs (fund, account, pence) and post it."""
    written = [
        LEG.replace("{fund}", fund).replace("{account}", account).replace("{pence}", str(pence))
        for fund, account, pence in legs
    ]
    entry = ENTRY.format(kind=kind, why=why, more=more, values=values)
    return ";".join([entry, *written, POST])


FUND, OTHER, BANK, INCOME = "{fund}", "{other}", "{bank}", "{income}"
AT = POSTED
AUTHORISE = f"INSERT INTO fund_authorisation (payment_id, authorised_at, authorised_by_id) VALUES ({{payment}}, {AT}, {{person}})"
ACTS_FOR_PAYEE = (
    "INSERT INTO members_roleheld (person_id, role, organisation_id, title, from_on) SELECT {omar}, 'contact', payee_id, '', '2026-09-01'"
    " FROM fund_payment WHERE id = {large}"
)
EVERYWHERE = {
    "change an entry's words": "UPDATE fund_entry SET memo = 'Mine' WHERE id = {entry}",
    "change an entry's day": 'UPDATE fund_entry SET "on" = \'2026-01-01\' WHERE id = {entry}',
    "take a posting back": "UPDATE fund_entry SET posted_at = NULL, posted_by_id = NULL WHERE id = {entry}",
    "delete an entry": "DELETE FROM fund_entry WHERE id = {entry}",
    "change a leg": "UPDATE fund_leg SET pence = pence + 1 WHERE id = {leg}",
    "move a leg to another fund": "UPDATE fund_leg SET fund_id = {other} WHERE id = {leg}",
    "delete a leg": "DELETE FROM fund_leg WHERE id = {leg}",
    "one more leg": "INSERT INTO fund_leg (entry_id, fund_id, account_id, pence) VALUES ({entry}, {fund}, {bank}, 5)",
    "an entry that is born posted": ENTRY.format(
        kind="payment", why="", more=", posted_at, posted_by_id", values=f", {POSTED}, {{person}}"
    ),
    "post an entry without legs": _made("payment"),
    "post an entry with one leg": _made("contribution", (FUND, BANK, 500)),
    "post an entry a penny short": _made("contribution", (FUND, BANK, 500), (FUND, INCOME, -499)),
    "balance it over two funds": _made("transfer", (FUND, BANK, -500), (OTHER, BANK, 500)),
    "move money between funds without a decision": _made(
        "transfer", (FUND, BANK, -5), (FUND, INCOME, 5), (OTHER, BANK, 5), (OTHER, INCOME, -5)
    ),
    "move more than the decision allows": _made(
        "transfer", (FUND, BANK, -5), (FUND, INCOME, 5), (OTHER, BANK, 5), (OTHER, INCOME, -5),
        more=", decision_id", values=", {decision}",
    ),
    "take an entry back by what is not its mirror": _made(
        "reversal", (FUND, BANK, -5), (FUND, INCOME, 5), why="Mine", more=", reverses_id", values=", {entry}"
    ),
    "take an entry back without a reason": ENTRY.format(
        kind="reversal", why="", more=", reverses_id", values=", {entry}"
    ),
    "make the bank account income": "UPDATE fund_ledgeraccount SET kind = 'income' WHERE id = {bank}",
    "delete a ledger account": "DELETE FROM fund_ledgeraccount WHERE id = {bank}",
    "say that more was received": "UPDATE fund_fund SET received_pence = received_pence + 1 WHERE id = {fund}",
    "say that nothing was promised": "UPDATE fund_fund SET promised_pence = 0 WHERE id = {fund}",
    "give a fund another purpose": "UPDATE fund_fund SET purpose = 'Mine' WHERE id = {fund}",
    "say that an entry brought more": "UPDATE fund_fund SET received_pence = received_pence + 1, counted = counted + 1"
    " WHERE id = {fund}",
    "let what came in be counted again": "UPDATE fund_fund SET counted = 0 WHERE id = {fund}",
    "open a fund without a decision": "INSERT INTO fund_fund (name, purpose, restricted_to, opened_on, received_pence,"
    " promised_pence) VALUES ('Mine', 'x', '', '2026-10-06', 0, 0)",
    "open a second fund on the charter": "INSERT INTO fund_fund (name, purpose, restricted_to, charter_id, opened_on,"
    " received_pence, promised_pence) VALUES ('Mine', 'x', '', {charter}, '2026-10-06', 0, 0)",
    "change a contribution that came in": "UPDATE fund_contribution SET pence = 1 WHERE id = {contribution}",
    "say that it went back": "UPDATE fund_contribution SET stage = 'reversed' WHERE id = {contribution}",
    "delete it": "DELETE FROM fund_contribution WHERE id = {contribution}",
    "receive without an entry": "UPDATE fund_contribution SET stage = 'received' WHERE id = {due}",
    "change a payment that was made": "UPDATE fund_payment SET pence = 1 WHERE id = {paid}",
    "say that it came back": "UPDATE fund_payment SET stage = 'reversed' WHERE id = {paid}",
    "delete a payment": "DELETE FROM fund_payment WHERE id = {paid}",
    "say that the bank returned it": "UPDATE fund_payment SET stage = 'returned' WHERE id = {paid}",
    "say that the bank has seen it": "UPDATE fund_payment SET stage = 'reconciled' WHERE id = {paid}",
    "send without an entry": "UPDATE fund_payment SET stage = 'sent' WHERE id = {waiting}",
    "send it by another entry": "UPDATE fund_payment SET stage = 'sent', entry_id = {entry} WHERE id = {waiting}",
    "receive by the entry of a payment": f"UPDATE fund_contribution SET stage = 'received', received_at = {AT},"
    " received_by_id = {person}, entry_id = {large_entry} WHERE id = {due}",
    "send what nobody checked": "UPDATE fund_payment SET stage = 'sent' WHERE id = {asked}",
    "authorise what nobody checked": "UPDATE fund_payment SET stage = 'authorised' WHERE id = {asked}",
    "let one do where it takes two": "UPDATE fund_payment SET stage = 'authorised' WHERE id = {large}",
    "make a payment larger once it is authorised": "UPDATE fund_payment SET pence = pence + 1 WHERE id = {waiting}",
    "pay it to somebody else": "UPDATE fund_payment SET payee_id = {school} WHERE id = {waiting}",
    "say that somebody else asked": "UPDATE fund_payment SET requested_by_id = {omar} WHERE id = {waiting}",
    "say that somebody else checked": "UPDATE fund_payment SET checked_by_id = {omar} WHERE id = {waiting}",
    "check one's own payment": f"UPDATE fund_payment SET stage = 'checked', checked_by_id = requested_by_id, checked_at = {AT}"
    " WHERE id = {asked}",
    "check a payment to oneself": f"{ACTS_FOR_PAYEE}; UPDATE fund_payment SET stage = 'checked', checked_by_id = {{omar}},"
    f" checked_at = {AT} WHERE id = {{asked}}",
    "be born authorised": "INSERT INTO fund_payment (commitment_id, payee_id, pence, memo, grounds, stage, requested_at,"
    f" requested_by_id, checked_at, checked_by_id, refused_because) SELECT commitment_id, payee_id, 1, memo, '', 'authorised',"
    f" {AT}, {{noor}}, {AT}, {{ruth}}, '' FROM fund_payment WHERE id = {{asked}}",
    "ask again for what was not returned": "INSERT INTO fund_payment (commitment_id, payee_id, pence, memo, grounds, stage,"
    f" requested_at, requested_by_id, refused_because, instead_of_id) SELECT commitment_id, payee_id, pence, memo, '',"
    f" 'requested', {AT}, {{noor}}, '', id FROM fund_payment WHERE id = {{paid}}",
    "authorise twice": AUTHORISE.format(payment="{large}", person="{meera}"),
    "authorise what one asked for": AUTHORISE.format(payment="{large}", person="{noor}"),
    "authorise what one checked": AUTHORISE.format(payment="{large}", person="{ruth}"),
    "authorise what is not checked": AUTHORISE.format(payment="{asked}", person="{omar}"),
    "authorise what was sent": AUTHORISE.format(payment="{paid}", person="{omar}"),
    "authorise a payment to oneself": f"{ACTS_FOR_PAYEE}; " + AUTHORISE.format(payment="{large}", person="{omar}"),
    "give an authorisation another name": "UPDATE fund_authorisation SET authorised_by_id = {omar} WHERE id = {given}",
    "delete an authorisation": "DELETE FROM fund_authorisation WHERE id = {given}",
    "raise the limit": "UPDATE fund_authorisationlimit SET pence = 100000000 WHERE id = {limit}",
    "delete the limit": "DELETE FROM fund_authorisationlimit WHERE id = {limit}",
    "set a limit without a decision": "INSERT INTO fund_authorisationlimit (fund_id, version, pence, set_at, set_by_id) VALUES"
    f" ({{fund}}, 2, 100000000, {AT}, {{noor}})",
    "promise more than the decision allows": "UPDATE fund_commitment SET committed_pence = 40001 WHERE id = {promise}",
    "say that nothing was paid": "UPDATE fund_commitment SET paid_pence = 0 WHERE id = {promise}",
    "change the entry's line in the record": "UPDATE record_entry SET hash = previous WHERE subject = 'fund.entry:{entry}'",
}  # fmt: skip
TABLES = (
    "fund_leg",
    "fund_entry",
    "fund_ledgeraccount",
    "fund_contribution",
    "fund_payment",
    "fund_authorisation",
    "fund_authorisationlimit",
    "record_entry",
)
REPLACED = {
    "an entry": 'INSERT OR REPLACE INTO fund_entry (id, "on", memo, kind, because) VALUES'
    " ({entry}, '2026-10-06', 'Mine', 'payment', '')",
    "a leg": "INSERT OR REPLACE INTO fund_leg (id, entry_id, fund_id, account_id, pence)"
    " VALUES ({leg}, {entry}, {fund}, {bank}, 1)",
    "a contribution": "INSERT OR REPLACE INTO fund_contribution (id, fund_id, organisation_id, year, pence, due_on, stage)"
    " SELECT id, fund_id, organisation_id, year, 1, due_on, 'due' FROM fund_contribution WHERE id = {contribution}",
    "a payment": "INSERT OR REPLACE INTO fund_payment (id, commitment_id, payee_id, pence, memo, grounds, stage, requested_at,"
    " requested_by_id, refused_because) SELECT id, commitment_id, payee_id, 1, memo, '', 'requested', requested_at,"
    " requested_by_id, '' FROM fund_payment WHERE id = {paid}",
    "an authorisation": "INSERT OR REPLACE INTO fund_authorisation (id, payment_id, authorised_at, authorised_by_id)"
    " VALUES ({given}, {large}, '2026-10-06', {omar})",
    "a limit": "INSERT OR REPLACE INTO fund_authorisationlimit (id, fund_id, version, pence, set_at, set_by_id)"
    " VALUES ({limit}, {fund}, 1, 100000000, '2026-10-06', {noor})",
}


def statements(vendor: str, ids: Mapping[str, object]) -> Iterator[Try]:
    """Yield every statement, and those that only one kind of database knows."""
    for what, text in EVERYWHERE.items():
        yield Try("SQL", what, statement(text, **ids))
    if vendor == "postgresql":
        for table in TABLES:
            yield Try("SQL", f"truncate {table}", statement(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE"))
        return
    for what, text in REPLACED.items():
        yield Try("SQL", f"replace {what}", statement(text, **ids))
