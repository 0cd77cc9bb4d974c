"""Questions about allocation rounds: their formulas, what a trial would do, and what each school gets and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from collegiate.definitions import Indicator, disclosure, indicators
from collegiate.improvement.evidence import queries as evidence
from collegiate.improvement.evidence.models import EVERYBODY, IndicatorValue
from collegiate.improvement.fund import figures
from collegiate.improvement.fund.models import (
    Adjustment,
    Allocation,
    AllocationRound,
    Fund,
    NeedFormula,
    NeedInput,
    RoundStage,
    formula_digest,
)
from collegiate.improvement.fund.queries.formulas import COUNTS_PUPILS
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Organisation
from collegiate.values import NOBODY, CannotSay, Money, Status


@dataclass(frozen=True, slots=True)
class Loaded:
    """A school of a round, what is known of it, and the rows of evidence that say so, by indicator."""

    school: Organisation
    known: figures.Known
    rows: Mapping[str, IndicatorValue]


@dataclass(frozen=True, slots=True)
class SchoolShare:
    """What one school gets in the end: by the formula, and moved to or from it by decisions."""

    allocation: Allocation
    moved: Money

    @property
    def gets(self) -> Money | CannotSay:
        """The amount; why there is none where its pupils cannot be said and no decision gave it something."""
        if self.allocation.pence is None and not self.moved:
            return CannotSay(self.allocation.because, Status.NOT_LOADED)
        return Money(self.allocation.pence or 0) + self.moved

    @property
    def pence(self) -> int:
        """The amount in pence, for sums."""
        return (self.allocation.pence or 0) + self.moved.pence


@dataclass(frozen=True, slots=True)
class ShareExplained:
    """A school's share with its steps, the figures that its need is made of, and what decisions moved."""

    share: SchoolShare
    steps: tuple[str, ...]
    inputs: tuple[tuple[NeedInput, evidence.Point | None], ...]
    adjustments: tuple[Adjustment, ...]


def allocation_rounds() -> list[AllocationRound]:
    """Return every round, the newest first."""
    return list(AllocationRound.objects.select_related("fund").order_by("-year", "-opened_at", "-pk"))


def get_round(pk: int) -> AllocationRound:
    """
    Return a round with its fund and the round before.

    :raises AllocationRound.DoesNotExist: if there is none
    """
    return AllocationRound.objects.select_related("fund", "follows", "withdrawn_by").get(pk=pk)


def need_formulas(round: AllocationRound) -> list[NeedFormula]:
    """Return the versions of a round's formula with their weights, the newest first. Two queries."""
    found = NeedFormula.objects.filter(round=round).select_related("round__fund", "decision", "snapshot")
    return list(found.prefetch_related("weights").order_by("-version"))


def approved(formulas: Sequence[NeedFormula]) -> NeedFormula | None:
    """Return the version that a decision fixed, of those given."""
    return next((one for one in formulas if one.approved_at is not None), None)


def fixed_formula(round: AllocationRound) -> NeedFormula | None:
    """Return the version of a round's formula that a decision fixed, with its weights. Two queries."""
    return approved(need_formulas(round))


def set_aside_by_need() -> list[Allocation]:
    """Return the shares that are set aside, round by round, with their decisions and the schools' numbers. Two queries."""
    found = Allocation.objects.filter(commitment__isnull=False).select_related(
        "organisation",
        "snapshot__round",
        "commitment__fund",
        "commitment__decision__item",
        "commitment__decision__purpose",
    )
    return list(found.prefetch_related("organisation__identifiers").order_by("-snapshot__round", "pk"))


def last_round(fund: Fund) -> AllocationRound | None:
    """Return the latest round of a fund whose pot was shared out."""
    done = AllocationRound.objects.filter(fund=fund, stage__in=[RoundStage.SHARED, RoundStage.SET_ASIDE])
    return done.order_by("-year", "-pk").first()


def indicators_that_count() -> list[Indicator]:
    """Return the indicators that can be weighed: those with values between which they count towards need."""
    return [one for one in indicators().values() if one.need is not None]


def weighed(weights: Mapping[str, int]) -> list[figures.Weighted]:
    """Return weights by code with the values between which each indicator counts; those of nothing are left out."""
    return [
        figures.Weighted(
            one.code, weights[one.code], Decimal(str(one.need.from_value)), Decimal(str(one.need.to_value))
        )
        for one in indicators_that_count()
        if one.need is not None and weights.get(one.code)
    ]


def weighed_by(formula: NeedFormula) -> list[figures.Weighted]:
    """Return the weights of a formula."""
    return [figures.Weighted(one.indicator, one.weight, one.from_value, one.to_value) for one in formula.weights.all()]


def loaded(round: AllocationRound, codes: Sequence[str], *, day: date) -> list[Loaded]:
    """
    Return what is known of the schools a round is for, as anybody outside a school may know it. Four queries.

    Figures about too few pupils are left out, with the reason: a share worked out from one would tell it.
    """
    schools = [one for one in members.schools(day=day) if not round.phases or one.phase in round.phase_codes]
    kept = IndicatorValue.objects.filter(
        indicator__in={*codes, COUNTS_PUPILS}, organisation__in=[one.pk for one in schools], pupil_group=EVERYBODY,
        is_current=True,
    )  # fmt: skip
    newest = {
        (one.organisation_id, one.indicator): one for one in kept.select_related("loading__file").order_by("year")
    }
    points = dict(zip(newest, evidence.points_of(newest.values(), viewer=NOBODY), strict=True))
    last = _final(round.follows) if round.follows else {}
    found = []
    for school in schools:
        rows = {code: newest[school.pk, code] for code in {*codes, COUNTS_PUPILS} if (school.pk, code) in newest}
        values = {code: points[school.pk, code].value for code in codes if code in rows}
        known = figures.Known(school.pk, _pupils(rows.get(COUNTS_PUPILS)), values, last.get(school.pk, 0))
        found.append(Loaded(school, known, rows))
    return found


def _pupils(census: IndicatorValue | None) -> int | CannotSay:
    if census is None or census.n is None:
        return CannotSay("No census we hold says how many pupils are on its roll.", Status.NOT_LOADED)
    if census.n < disclosure().fewest_pupils:
        return CannotSay(f"Fewer than {disclosure().fewest_pupils} pupils are on its roll.", Status.TOO_FEW)
    return census.n


def trial(
    round: AllocationRound, *, floor: Money, cap: Money, may_fall: int, weights: Mapping[str, int], day: date
) -> figures.Trial:
    """Return what a formula would do for the schools of a round, without telling one from another."""
    counted = weighed(weights)
    known = [one.known for one in loaded(round, [one.indicator for one in counted], day=day)]
    terms = figures.Terms(floor.pence, cap.pence, may_fall)
    return figures.try_out(round.pot_pence, terms, counted, known, shuffled_by=f"{round.pk}:{round.opened_at}")


def shares(round: AllocationRound) -> list[SchoolShare]:
    """Return what each school of a round gets, by name; none before the pot is shared out. Two queries."""
    found = Allocation.objects.filter(snapshot__round=round).select_related("organisation", "commitment")
    moved = _moved(round)
    return [
        SchoolShare(one, Money(moved.get(one.pk, 0))) for one in found.order_by("organisation__name", "organisation")
    ]


def _moved(round: AllocationRound) -> dict[int, int]:
    """Return the pence that decisions moved to (or, below nothing, from) each allocation of a round."""
    found: dict[int, int] = {}
    for giver, taker, pence in Adjustment.objects.filter(giver__snapshot__round=round).values_list(
        "giver_id", "taker_id", "pence"
    ):
        found[giver] = found.get(giver, 0) - pence
        found[taker] = found.get(taker, 0) + pence
    return found


def _final(round: AllocationRound) -> dict[int, int]:
    return {one.allocation.organisation_id: one.pence for one in shares(round)}


def adjustments(round: AllocationRound) -> list[Adjustment]:
    """Return what decisions moved between the schools of a round, in order."""
    found = Adjustment.objects.filter(giver__snapshot__round=round)
    return list(
        found.select_related("giver__organisation", "taker__organisation", "decision").order_by("adjusted_at", "pk")
    )


def share_explained(round: AllocationRound, organisation_id: int) -> ShareExplained:
    """
    Return a school's share of a round, step by step. Five queries.

    :raises Allocation.DoesNotExist: if the pot is not shared out, or the round is not for this school
    """
    one = Allocation.objects.select_related(
        "organisation", "commitment", "snapshot__formula__decision", "pupils_from"
    ).get(snapshot__round=round, organisation=organisation_id)
    inputs = list(one.inputs.select_related("value__loading__file", "value__organisation").order_by("indicator"))
    stored = [each.value for each in inputs if each.value is not None]
    points = iter(evidence.points_of(stored, viewer=NOBODY))
    moves = [each for each in adjustments(round) if one.pk in (each.giver_id, each.taker_id)]
    moved = sum(each.pence if each.taker_id == one.pk else -each.pence for each in moves)
    return ShareExplained(
        share=SchoolShare(one, Money(moved)),
        steps=figures.explained(one, one.snapshot.formula, one.snapshot.middle),
        inputs=tuple((each, next(points) if each.value is not None else None) for each in inputs),
        adjustments=tuple(moves),
    )


def bands_of(formula: NeedFormula, shared: Sequence[SchoolShare]) -> tuple[figures.Band, ...]:
    """Return what the schools of a round got by its formula, in bands of need; none where there are too few of them."""
    return figures.in_bands(formula, [one.allocation for one in shared])


def allocation_faults() -> list[str]:
    """Return what does not hold of rounds that are shared out, in sentences: worked out again, each comes to the same."""
    found = []
    for round in AllocationRound.objects.filter(stage__in=[RoundStage.SHARED, RoundStage.SET_ASIDE]).order_by("pk"):
        formula = fixed_formula(round)
        if formula is None:
            found.append(f"{round}: no decision fixed its formula.")
            continue
        found += [f"{round}: {fault}" for fault in _faults_of(round, formula)]
    return found


def _faults_of(round: AllocationRound, formula: NeedFormula) -> list[str]:
    said = formula_digest(
        round, floor=formula.floor_pence, cap=formula.cap_pence, may_fall=formula.may_fall, method=formula.method,
        weights=[(one.indicator, one.weight, one.from_value, one.to_value) for one in formula.weights.all()],
    )  # fmt: skip
    given = shares(round)
    total = sum(one.pence for one in given)
    tests = (
        (said != formula.digest, "its formula is not what was approved."),
        (total != round.pot_pence, f"its shares come to {Money(total)}, and its pot is {round.pot}."),
        (
            getattr(figures.again(formula, [one.allocation for one in given]), "digest", "") != formula.snapshot.digest,
            "shared again by the same figures, it does not come to the same.",
        ),
    )
    return [words for failed, words in tests if failed]
