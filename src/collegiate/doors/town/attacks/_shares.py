"""A pot that was shared by need, and the ways to change its formula, its figures or its shares after the fact."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial

from django.db import connection

from collegiate.doors.town.attacks.scene import DAY, FOUNDING, NOW, SINCE, Scene
from collegiate.doors.town.attacks.tries import Try, statement
from collegiate.foundation.files import store
from collegiate.improvement.evidence.commands import Row, load_values
from collegiate.improvement.fund import commands, queries
from collegiate.improvement.fund.models import (
    Adjustment,
    Allocation,
    AllocationRound,
    Fund,
    NeedFormula,
    NeedInput,
    NeedSnapshot,
    NeedWeight,
)
from collegiate.partnership.governance.models import Decision
from collegiate.partnership.members import commands as members
from collegiate.partnership.members.models import Basis, Kind, Organisation, Phase
from collegiate.values import Money, job

TABLES = [AllocationRound, NeedFormula, NeedWeight, NeedSnapshot, NeedInput, Allocation, Adjustment]
POT, LATER = Money(30_000), NOW + timedelta(hours=1)
WEIGHTS = {"absence_overall": 2}
EARLY = "'2026-01-01 09:00:00+00'"

STATEMENTS = {
    "enlarge the pot": "UPDATE fund_allocationround SET pot_pence = pot_pence + 1 WHERE id = {round}",
    "open a round again": "UPDATE fund_allocationround SET stage = 'open' WHERE id = {round}",
    "say that nothing is left to set aside": "UPDATE fund_allocationround SET stage = 'set_aside' WHERE id = {round}",
    "remove a round": "DELETE FROM fund_allocationround WHERE id = {tried}",
    "share out without a formula": "UPDATE fund_allocationround SET stage = 'shared' WHERE id = {tried}",
    "lower an approved floor": "UPDATE fund_needformula SET floor_pence = 0 WHERE id = {formula}",
    "change a draft": "UPDATE fund_needformula SET cap_pence = cap_pence + 1 WHERE id = {draft}",
    "take an approval back": "UPDATE fund_needformula SET approved_at = NULL, approved_by_id = NULL, decision_id = NULL WHERE id = {formula}",
    "approve by a decision about something else": f"UPDATE fund_needformula SET approved_at = {EARLY}, approved_by_id = {{person}},"
    " decision_id = {other_decision} WHERE id = {draft}",
    "delete a formula": "DELETE FROM fund_needformula WHERE id = {draft}",
    "change a weight": "UPDATE fund_needweight SET weight = weight + 1 WHERE formula_id = {formula}",
    "add a weight to an approved formula": "INSERT INTO fund_needweight (formula_id, indicator, weight, from_value, to_value)"
    " VALUES ({formula}, 'fsm_eligible', 9, 1, 2)",
    "load figures before the approval": "INSERT INTO fund_needsnapshot (round_id, formula_id, point_pence, middle, digest, taken_at,"
    f" taken_by_id) VALUES ({{tried}}, {{draft}}, 1, 1, 'x', {EARLY}, {{person}})",
    "change when figures were loaded": f"UPDATE fund_needsnapshot SET taken_at = {EARLY}",
    "delete a snapshot": "DELETE FROM fund_needsnapshot",
    "give a school more need": "UPDATE fund_allocation SET need = 10000 WHERE id = {giver}",
    "give a school more money": "UPDATE fund_allocation SET pence = pence + 1, by_need_pence = by_need_pence + 1 WHERE id = {giver}",
    "take a share away": "DELETE FROM fund_allocation WHERE id = {giver}",
    "set aside another amount": "UPDATE fund_allocation SET commitment_id = {promise} WHERE id = {giver}",
    "change a figure": "UPDATE fund_needinput SET adds = 0 WHERE allocation_id = {giver}",
    "delete a figure": "DELETE FROM fund_needinput WHERE allocation_id = {giver}",
    "ask for the share of a school to be paid to another": "INSERT INTO fund_payment (commitment_id, payee_id, pence, memo, grounds,"
    " stage, requested_at, requested_by_id, refused_because) SELECT commitment_id, {provider}, 1, 'Mine', '', 'requested', {early},"
    " {person}, '' FROM fund_allocation WHERE id = {aside}",
    "move part of a share without a decision": "INSERT INTO fund_adjustment (giver_id, taker_id, pence, because, adjusted_at, adjusted_by_id)"
    f" VALUES ({{giver}}, {{taker}}, 1, 'Mine', {EARLY}, {{person}})",
    "move it by a decision about something else": "INSERT INTO fund_adjustment (giver_id, taker_id, pence, because, decision_id,"
    f" adjusted_at, adjusted_by_id) VALUES ({{giver}}, {{taker}}, 1, 'Mine', {{other_decision}}, {EARLY}, {{person}})",
}  # fmt: skip


class Shares:
    """£300 shared between two schools by a decision, £300 set aside for them before, and a round whose formula is still tried."""

    def __init__(self, scene: Scene, pot: Fund) -> None:
        self.scene = scene
        _schools_with_figures(scene)
        before, _, _ = self._shared(pot, "2025/26")
        commands.set_shares_aside(before, by=scene.by("coordinator"), at=LATER)
        self.aside = queries.shares(before)[0].allocation
        self.round, self.formula, self.decision = self._shared(pot, "2026/27")
        self.tried = self._open(pot, "2027/28")
        self.draft = self._draft(self.tried)
        self.giver, self.taker = (one.allocation for one in queries.shares(self.round))

    def _shared(self, pot: Fund, year: str) -> tuple[AllocationRound, NeedFormula, Decision]:
        by, round = self.scene.by("coordinator"), self._open(pot, year)
        formula, decision = self._draft(round), self.scene.decide(POT)
        commands.approve_formula(formula, decision=decision, by=by, at=NOW)
        commands.share_out(round, by=by, at=LATER)
        return round, formula, decision

    def _open(self, pot: Fund, year: str) -> AllocationRound:
        return commands.open_round(
            f"Shared by need, {year}", fund=pot, year=year, pot=POT, phases=[Phase.PRIMARY],
            by=self.scene.by("coordinator"), at=NOW,
        )  # fmt: skip

    def _draft(self, round: AllocationRound) -> NeedFormula:
        return commands.draft_formula(
            round, floor=Money(50), cap=Money(500), may_fall=100, weights=WEIGHTS, by=self.scene.by("coordinator"), at=NOW
        )  # fmt: skip

    def tries(self, **ids: object) -> Iterator[Try]:
        """Yield every attempt; `ids` are those of the ledger's own rows."""
        ids |= {
            "round": self.round.pk, "tried": self.tried.pk, "formula": self.formula.pk, "draft": self.draft.pk,
            "giver": self.giver.pk, "taker": self.taker.pk, "other_decision": ids["decision"],
            "aside": self.aside.pk, "provider": self.scene.provider.pk, "early": EARLY,
        }  # fmt: skip
        for what, text in STATEMENTS.items():
            yield Try("SQL", what, statement(text, **ids))
        for model in TABLES if connection.vendor == "postgresql" else ():
            truncate = f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE"
            yield Try("SQL", f"truncate {model._meta.db_table}", statement(truncate))
        yield from self._deeds()

    def _deeds(self) -> Iterator[Try]:
        by, way = self.scene.by("coordinator"), "deeds"
        move = partial(
            commands.adjust, self.round, giver=self.giver, taker=self.taker, amount=Money(1), because="Mine", at=LATER
        )
        share = self.aside.commitment
        assert share is not None  # noqa: S101 - it was set aside at the beginning
        yield Try(way, "ask for the share of a school to be paid to another", lambda: commands.request_payment(
            share, payee=self.scene.provider, amount=Money(1), memo="Mine", by=by, at=LATER))  # fmt: skip
        yield Try(way, "put a formula forward after the approval", lambda: self._draft(self.round))
        yield Try(way, "share out twice", lambda: commands.share_out(self.round, by=by, at=LATER))
        yield Try(way, "share out by a draft", lambda: commands.share_out(self.tried, by=by, at=LATER))
        yield Try(way, "move part of a share, schools not named", lambda: move(decision=self.decision, by=by))
        yield Try(way, "move it as the bookkeeper", lambda: move(decision=self.decision, by=self.scene.keeper))
        yield Try(
            way,
            "withdraw what is shared out",
            lambda: commands.withdraw_round(self.round, because="Mine", by=by, at=LATER),
        )
        yield Try(
            way, "set aside what is not shared out", lambda: commands.set_shares_aside(self.tried, by=by, at=LATER)
        )


def _schools_with_figures(scene: Scene) -> list[Organisation]:
    """Make the school a member with another one, each with its census and its absence."""
    other = members.add_organisation("Brook Primary", kind=Kind.SCHOOL, phase=Phase.PRIMARY, by=FOUNDING, at=NOW)
    schools = [scene.school, other]
    for one in schools:
        members.join(one, basis=Basis.SUBSCRIPTION, joined_on=SINCE, by=FOUNDING, at=NOW)
    for kind, indicator, n in (("census", "fsm_eligible", 100), ("absence", "absence_overall", None)):
        file = store.keep(f"{kind}.csv", [kind.encode()], kind="text/csv", at=NOW)
        rows = [Row(one.pk, indicator, Decimal(6 + place), n=n) for place, one in enumerate(schools)]
        load_values(file, kind=kind, year=2024, rows=rows, by=job("import_results", day=DAY), at=NOW)
    return schools
