"""What the database asks of a decision before it has an outcome, as conditions under which a write is refused."""

from typing import Final

_MINE: Final = "FROM governance_eligibility e WHERE e.decision_id = NEW.id"
_BALLOTS: Final = "FROM governance_ballot b WHERE b.decision_id = NEW.id AND b.void_at IS NULL"
_HAS_OUTCOME: Final = "OLD.stage = 'open' AND NEW.stage IN ('made', 'fell')"

# SQLite's INSERT OR REPLACE removes what stands in its way, and asks no trigger about it unless it is told to.
AGAIN: Final = (
    "EXISTS (SELECT 1 FROM governance_decision d"
    " WHERE d.id = NEW.id OR d.item_id = NEW.item_id OR (d.reference = NEW.reference AND NEW.reference <> ''))"
)

LEAPS: Final = (
    "NEW.stage <> OLD.stage"
    " AND NOT (OLD.stage = 'drafted' AND NEW.stage IN ('open', 'deferred', 'withdrawn'))"
    " AND NOT (OLD.stage = 'open' AND NEW.stage IN ('made', 'fell', 'deferred', 'withdrawn'))"
)

CHANGED_WHILE_OPEN: Final = "OLD.stage = 'open' AND (" + " OR ".join(
    [
        *(
            f"NEW.{name} <> OLD.{name}"
            for name in ("item_id", "group_id", "title", "text", "public_text", "method", "money_pence", "does")
        ),
        "COALESCE(NEW.about_id, 0) <> COALESCE(OLD.about_id, 0)",
        "NEW.closes_at <> OLD.closes_at",
    ]
) + ")"  # fmt: skip

# In the room those count who were there when it opened; in writing those who voted; the chair acts alone.
INQUORATE: Final = (
    f"{_HAS_OUTCOME} AND NEW.method <> 'chairs_action' AND (NEW.counted IS NULL OR NEW.counted < NEW.quorum OR NEW.counted >"
    f" CASE WHEN NEW.method = 'written' THEN (SELECT COUNT(*) {_BALLOTS})"
    f" ELSE (SELECT COUNT(*) {_MINE} AND e.present AND (e.eligible OR e.nearness = 'dispensed')) END)"
)

_OF_BALLOTS: Final = " OR ".join(
    f"NEW.{column} <> (SELECT COUNT(*) {_BALLOTS} AND b.choice = '{choice}')"
    for column, choice in (("in_favour", "for"), ("against", "against"), ("abstained", "abstain"))
)
_OF_URN: Final = (
    "NOT EXISTS (SELECT 1 FROM governance_urn u WHERE u.decision_id = NEW.id AND u.in_favour = NEW.in_favour"  # noqa: S608 - fixed words
    " AND u.against = NEW.against AND u.abstained = NEW.abstained"
    f" AND u.in_favour + u.against + u.abstained = (SELECT COUNT(*) {_BALLOTS})"
    " AND NOT EXISTS (SELECT 1 FROM governance_ballot v WHERE v.decision_id = NEW.id AND v.void_at IS NOT NULL))"
)
MISCOUNTED: Final = (
    f"{_HAS_OUTCOME} AND (NEW.in_favour + NEW.against + NEW.abstained > (SELECT COUNT(*) {_MINE} AND e.eligible"
    " AND (e.present OR NEW.method IN ('written', 'chairs_action')))"
    f" OR (NEW.method IN ('vote', 'written') AND (NEW.method = 'written' OR EXISTS (SELECT 1 {_BALLOTS})) AND ({_OF_BALLOTS}))"
    f" OR (NEW.method = 'secret' AND {_OF_URN}))"
)

OVER_THE_LIMIT: Final = (
    f"{_HAS_OUTCOME} AND NEW.method = 'chairs_action' AND NEW.money_pence > COALESCE((SELECT t.chairs_action_pence"  # noqa: S608 - fixed words
    " FROM governance_termsofreference t WHERE t.group_id = NEW.group_id ORDER BY t.version DESC LIMIT 1), 0)"
)

RATIFIES_NOTHING: Final = (
    "NEW.stage IN ('open', 'made', 'fell') AND NEW.about_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM governance_decision a"
    " WHERE a.id = NEW.about_id AND a.stage = 'made' AND a.id <> NEW.id"
    " AND (NEW.does <> 'ratifies' OR (a.method = 'chairs_action' AND a.group_id = NEW.group_id)))"
)
