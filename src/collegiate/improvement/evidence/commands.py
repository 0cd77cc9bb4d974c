"""Deeds of evidence: loading published figures, and recording what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Model

from collegiate.definitions import indicators
from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.record.chain import key
from collegiate.foundation.record.deeds import deed, note
from collegiate.improvement.evidence import policies
from collegiate.improvement.evidence.models import EVERYBODY, Finding, IndicatorValue, Loading
from collegiate.partnership.members.models import Organisation
from collegiate.values import AcademicYear, Refused, Standing, Status

BATCH = 500


class UnknownIndicator(Refused):
    """No definition has this code."""


class SaidTwice(Refused):
    """Two rows of a loading are the same figure of the same school."""


class OutOfRange(Refused):
    """A figure lies where its definition says none can lie, or is neither given nor explained."""


@dataclass(frozen=True, slots=True)
class Row:
    """
    One figure to load.

    Attributes
    ----------
    value : Decimal or None
        In the indicator's unit; None where `status` says why there is none.
    n : int or None
        Pupils it is about; None where `n_status` says why that is not known.
    """

    organisation_id: int
    indicator: str
    value: Decimal | None
    status: str = ""
    n: int | None = None
    n_status: str = Status.NOT_COLLECTED
    pupil_group: str = EVERYBODY

    @property
    def says(self) -> tuple[Decimal | None, str, int | None, str]:
        """What two loadings of the same figure must agree on."""
        value = None if self.value is None else self.value.quantize(Decimal("0.0001"))
        return value, str(self.status), self.n, "" if self.n is not None else str(self.n_status)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a loading did: figures that are new, that their publisher revised, and that were there already."""

    loading: Loading
    new: int
    revised: int
    unchanged: int


@deed
def load_values(
    file: StoredFile, *, kind: str, year: int, rows: Sequence[Row], seen: int | None = None, by: Standing, at: datetime
) -> Loaded:
    """
    Load the figures of a published file; `seen` is how many rows it had, those of other schools too.

    A figure that says something else than before is set aside and the new one stands. A file that brings
    nothing new leaves nothing behind.

    :raises NotAllowed: if they may not load figures
    :raises UnknownIndicator: if a row names an indicator that no definition has
    :raises SaidTwice: if two rows are the same figure of the same school
    :raises OutOfRange: if a value lies where its definition says none can lie, or says neither what nor why not
    """
    policies.may_load(by).insist()
    _refuse_nonsense(rows)
    before = _standing_values(rows, year)
    old = [before.get(_place(row)) for row in rows]
    fresh = [row for row, was in zip(rows, old, strict=True) if was is None or row.says != _says(was)]
    set_aside = [was.pk for row, was in zip(rows, old, strict=True) if was is not None and row.says != _says(was)]
    last = Loading.objects.filter(file=file, kind=kind, year=year).order_by("-pk").first()
    if not fresh and last is not None:
        return Loaded(last, new=0, revised=0, unchanged=len(rows))

    taken = len({row.organisation_id for row in rows})
    seen = taken if seen is None else seen
    loading = Loading.objects.create(
        file=file, kind=kind, year=year, rows=seen, taken=taken, left=seen - taken, loaded_at=at, loader_id=by.person_id
    )
    IndicatorValue.objects.filter(pk__in=set_aside).update(is_current=False)
    IndicatorValue.objects.bulk_create((_value(row, year, loading) for row in fresh), batch_size=BATCH)
    loaded = Loaded(loading, new=len(fresh) - len(set_aside), revised=len(set_aside), unchanged=len(rows) - len(fresh))
    note(
        "evidence.load_values",
        subject=loading,
        because=file,
        data={
            "kind": kind,
            "year": year,
            "digest": file.digest,
            "rows": seen,
            "taken": taken,
            "new": loaded.new,
            "revised": loaded.revised,
        },
    )
    return loaded


@deed
def record_finding(
    sentence: str,
    *,
    doubts: str,
    indicator: str,
    year: int,
    method: str,
    version: str,
    inputs_digest: str,
    organisation: Organisation | None = None,
    about: Model | None = None,
    by: Standing,
    at: datetime,
) -> Finding:
    """
    Record what somebody judged a figure to say; `about` is the row it follows from.

    :raises NotAllowed: if they may not judge
    :raises UnknownIndicator: if no definition has the indicator
    """
    policies.may_find(by).insist()
    if indicator not in indicators():
        raise UnknownIndicator(f"No indicator is called “{indicator}”.")
    finding = Finding.objects.create(
        organisation=organisation,
        indicator=indicator,
        year=year,
        sentence=sentence,
        doubts=doubts,
        method=method,
        version=version,
        inputs_digest=inputs_digest,
        about=key(about) if about is not None else "",
        found_at=at,
        found_by_id=by.person_id,  # type: ignore[misc]  # a ruling of yes means a person
    )
    note(
        "evidence.record_finding",
        subject=finding,
        because=about,
        data={"indicator": indicator, "year": year, "version": version, "inputs": inputs_digest},
    )
    return finding


def _refuse_nonsense(rows: Sequence[Row]) -> None:
    known = indicators()
    if len({_place(row) for row in rows}) < len(rows):
        raise SaidTwice("Two rows give the same figure of the same school.")
    for row in rows:
        if row.indicator not in known:
            raise UnknownIndicator(f"No indicator is called “{row.indicator}”.")
        indicator = known[row.indicator]
        if (row.value is None) is (not row.status):
            raise OutOfRange(f"{indicator.short}: give either a value or the reason why there is none.")
        if row.value is not None and not (row.value.is_finite() and indicator.least <= row.value <= indicator.most):
            raise OutOfRange(
                f"{indicator.short} lies between {indicator.least:g} and {indicator.most:g}, not {row.value}."
            )


def _standing_values(rows: Sequence[Row], year: int) -> dict[tuple[int, str, str], IndicatorValue]:
    """Return the current figures of the same schools, indicators and year, locked."""
    standing = IndicatorValue.objects.select_for_update().filter(
        is_current=True,
        year=year,
        indicator__in={row.indicator for row in rows},
        organisation__in={row.organisation_id for row in rows},
    )
    return {(value.organisation_id, value.indicator, value.pupil_group): value for value in standing.order_by("pk")}


def _place(row: Row) -> tuple[int, str, str]:
    return row.organisation_id, row.indicator, row.pupil_group


def _says(value: IndicatorValue) -> tuple[Decimal | None, str, int | None, str]:
    return value.value, value.status, value.n, value.n_status


def _value(row: Row, year: int, loading: Loading) -> IndicatorValue:
    value, status, n, n_status = row.says
    return IndicatorValue(
        organisation_id=row.organisation_id,
        indicator=row.indicator,
        year=AcademicYear(year).starts,
        pupil_group=row.pupil_group,
        value=value,
        status=status,
        n=n,
        n_status=n_status,
        loading=loading,
    )
