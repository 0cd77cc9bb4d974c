"""Rounds, the sheets that schools write in them, and how far a round has come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from collegiate.definitions import Strand, ratings, strands
from collegiate.improvement.needs import policies
from collegiate.improvement.needs.models import Answer, Level, LevelStage, Need, Round, RoundStage
from collegiate.partnership.members import queries as members
from collegiate.partnership.members.models import Kind, Organisation, Person
from collegiate.values import CannotSay, Standing, Status


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A school's answers in a round.

    Attributes
    ----------
    version : int
        How often it was written; 0 where it is empty.
    answers : mapping
        Strand code to answer, in the strands' order; None where there is none.
    """

    round: Round
    organisation: Organisation
    answers: Mapping[str, Answer | None]

    @property
    def _given(self) -> list[Answer]:
        return [answer for answer in self.answers.values() if answer is not None]

    @property
    def version(self) -> int:
        """How often it was written."""
        return max((answer.version for answer in self._given), default=0)

    @property
    def answered_at(self) -> datetime | None:
        """When it was written last; None where it is empty."""
        return max((answer.answered_at for answer in self._given), default=None)

    @property
    def answered_by(self) -> Person | None:
        """Who wrote it last; None where it is empty."""
        newest = max(self._given, key=lambda answer: answer.answered_at, default=None)
        return newest.answered_by if newest else None


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One school in a round: when it answered, how many needs it raised in it, and the level on the table or agreed."""

    organisation: Organisation
    answered_at: datetime | None
    needs: int
    level: Level | None


@dataclass(frozen=True, slots=True)
class Overview:
    """How far a round has come; schools by name."""

    round: Round
    rows: tuple[OverviewRow, ...]

    @property
    def answered(self) -> int:
        """How many schools have answered."""
        return sum(row.answered_at is not None for row in self.rows)

    @property
    def by_phase(self) -> list[tuple[str, int, int]]:
        """How many schools of each phase have answered, and of how many."""
        counts: dict[str, list[int]] = {}
        for row in self.rows:
            tally = counts.setdefault(row.organisation.get_phase_display(), [0, 0])
            tally[0] += row.answered_at is not None
            tally[1] += 1
        return [(phase, done, whole) for phase, (done, whole) in sorted(counts.items())]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the schools that are members have answered the open round."""

    round: Round
    answered: int
    schools: int


def tally(*, viewer: Standing, day: date) -> Tally | None:
    """
    Return how many schools have answered the open round, if there is one; one query.

    :raises Round.DoesNotExist: if the viewer may not see all schools together
    """
    if not policies.may_see_every_school(viewer):
        raise Round.DoesNotExist
    schools = members.members_on(day).filter(kind=Kind.SCHOOL)
    said = Answer.objects.filter(round=OuterRef(OuterRef("pk")), organisation=OuterRef("pk"))
    found = _open().annotate(schools=_how_many(schools), answered=_how_many(schools.filter(Exists(said)))).first()
    return Tally(found, found.answered, found.schools) if found else None


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Return the number of rows as a part of another question."""
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def round_to_answer(organisation_ids: Iterable[int]) -> tuple[Round, frozenset[int]] | None:
    """Return the open round, if there is one, and which of some schools have answered it; one query."""
    theirs = FilteredRelation("answers", condition=Q(answers__organisation__in=list(organisation_ids)))
    rows = list(_open().annotate(theirs=theirs, by=F("theirs__organisation")))
    return (rows[0], frozenset(row.by for row in rows if row.by)) if rows else None


def rounds() -> list[Round]:
    """Return every round, newest first."""
    return list(Round.objects.order_by("-opens_on", "-pk"))


def round(pk: int) -> Round:
    """
    Return a round.

    :raises Round.DoesNotExist: if there is none
    """
    return Round.objects.get(pk=pk)


def open_round() -> Round | None:
    """Return the round that can be answered, or None."""
    return _open().first()


def _open() -> QuerySet[Round]:
    return Round.objects.filter(stage=RoundStage.OPEN)


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """A school's answer on one strand as it is read."""

    strand: Strand
    said: str | CannotSay
    text: str


def in_words(sheet: Sheet) -> list[AnswerInWords]:
    """Return a sheet's answers in words, in the strands' order; strands without an answer are left out."""
    return [
        AnswerInWords(
            strands()[code],
            ratings()[answer.rating]
            if answer.rating
            else CannotSay("The school cannot say yet.", Status.NOT_COLLECTED),
            answer.text,
        )
        for code, answer in sheet.answers.items()
        if answer is not None
    ]


def my_schools(*, viewer: Standing) -> list[Organisation]:
    """Return the schools whose people or advisers the viewer is one of, by name."""
    mine = viewer.organisations(*policies.OWN_PEOPLE, *policies.ITS_ADVISERS)
    return list(Organisation.objects.filter(pk__in=mine, kind=Kind.SCHOOL).order_by("name", "pk"))


def seen_school(pk: int, *, viewer: Standing) -> Organisation:
    """
    Return a school, for those who may see what it says of itself.

    :raises Organisation.DoesNotExist: if there is none, it is no school, or the viewer may not see it
    """
    found = Organisation.objects.get(pk=pk, kind=Kind.SCHOOL)
    if not policies.may_see(viewer, found.pk):
        raise Organisation.DoesNotExist
    return found


def sheet_for(pk: int, organisation: Organisation, *, viewer: Standing) -> Sheet:
    """
    Return a school's sheet in a round, empty or not.

    :raises Round.DoesNotExist: if there is no such round, or the viewer may not see what the school says of itself
    """
    found = Round.objects.get(pk=pk)
    if not policies.may_see(viewer, organisation.pk):
        raise Round.DoesNotExist
    return sheet(found, organisation)


def sheet(round: Round, organisation: Organisation) -> Sheet:
    """Return a school's sheet in a round, empty or not; whether the viewer may see it is the asker's to rule on."""
    found = Answer.objects.filter(round=round, organisation=organisation).select_related("answered_by")
    given = {answer.strand: answer for answer in found.order_by("pk")}
    return Sheet(round, organisation, {code: given.get(code) for code in strands()})


def last_sheet(round: Round, organisation: Organisation) -> Sheet | None:
    """Return the sheet a school wrote in the last round before this one in which it answered, or None."""
    before = (
        Round.objects.filter(opens_on__lt=round.opens_on, answers__organisation=organisation)
        .order_by("-opens_on", "-pk")
        .first()
    )
    return sheet(before, organisation) if before else None


def sheets_of(organisation: Organisation, *, viewer: Standing) -> list[Sheet]:
    """
    Return every sheet a school wrote, newest first.

    :raises Organisation.DoesNotExist: if the viewer may not see what the school says of itself
    """
    if not policies.may_see(viewer, organisation.pk):
        raise Organisation.DoesNotExist
    written: dict[Round, dict[str, Answer]] = {}
    found = Answer.objects.filter(organisation=organisation).select_related("round", "answered_by")
    for answer in found.order_by("-round__opens_on", "-round", "pk"):
        written.setdefault(answer.round, {})[answer.strand] = answer
    return [
        Sheet(round, organisation, {code: given.get(code) for code in strands()}) for round, given in written.items()
    ]


def overview(round: Round, *, viewer: Standing, day: date) -> Overview:
    """
    Return how far a round has come among the schools that are members on a day.

    :raises Round.DoesNotExist: if the viewer may not see all schools together
    """
    if not policies.may_see_every_school(viewer):
        raise Round.DoesNotExist
    answered: dict[int, datetime] = {}
    for school, at in (
        Answer.objects.filter(round=round).order_by("answered_at").values_list("organisation_id", "answered_at")
    ):
        answered[school] = at
    raised = dict(
        Need.objects.filter(round=round)
        .values("organisation_id")
        .annotate(n=Count("pk"))
        .values_list("organisation_id", "n")
    )
    standing: dict[int, Level] = {}
    live = Level.objects.exclude(stage=LevelStage.REPLACED)
    for level in sorted(live.order_by("pk"), key=lambda level: level.stage != LevelStage.AGREED):
        standing[level.organisation_id] = level  # what is on the table stands over what was agreed
    return Overview(
        round,
        tuple(
            OverviewRow(
                organisation=school,
                answered_at=answered.get(school.pk),
                needs=raised.get(school.pk, 0),
                level=standing.get(school.pk),
            )
            for school in members.schools(day=day)
        ),
    )
