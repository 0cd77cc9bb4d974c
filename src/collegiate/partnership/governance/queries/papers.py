"""Papers: their versions, who opened which, what changed since, and how each group considered them."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from collegiate.partnership.governance.models import (
    AgendaItem,
    Consideration,
    Decision,
    Paper,
    PaperOpening,
    PaperVersion,
    SealedPart,
    Weight,
)
from collegiate.partnership.governance.queries.interests import interests_of
from collegiate.partnership.governance.queries.known import READS_ALL, known_to
from collegiate.partnership.members.models import Group
from collegiate.values import Standing


def digest_of(text: str, file_digest: str) -> str:
    """Return the SHA-256 of a version: of its text and of its file's own digest."""
    return sha256(f"{text}\0{file_digest}".encode()).hexdigest()


def get_paper(pk: int, *, viewer: Standing) -> Paper:
    """
    Return a paper.

    :raises Paper.DoesNotExist: if there is none, the viewer is not a member, or may not know what it is about
    """
    return _readable(viewer).select_related("written_by").get(pk=pk)


def papers(*, viewer: Standing) -> list[Paper]:
    """Return the papers that somebody may read, the newest first; none to somebody who is not a member."""
    return list(_readable(viewer).order_by("-written_at", "pk"))


def _readable(viewer: Standing) -> QuerySet[Paper]:
    if viewer.person_id is None:
        return Paper.objects.none()
    hidden = AgendaItem.objects.filter(paper__isnull=False).exclude(pk__in=known_to(viewer).values("pk"))
    return Paper.objects.exclude(pk__in=hidden.values("paper"))


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A paper as somebody finds it.

    Attributes
    ----------
    newest : PaperVersion
    versions : list of PaperVersion
        Every version, the newest first.
    read : int
        The newest version they opened before; 0 where they opened none.
    """

    newest: PaperVersion
    versions: list[PaperVersion]
    read: int

    @property
    def changes(self) -> list[PaperVersion]:
        """The versions written since they last read the paper; none where they never did."""
        return [one for one in self.versions if one.number > self.read] if self.read else []


def reading(paper: Paper, *, viewer: Standing) -> Reading:
    """Return a paper's versions, and which of them somebody has opened; two queries."""
    versions = list(PaperVersion.objects.filter(paper=paper).select_related("file", "written_by").order_by("-number"))
    opened = PaperOpening.objects.filter(version__paper=paper, person_id=viewer.person_id or 0)
    read = max(opened.values_list("version__number", flat=True), default=0)
    return Reading(versions[0], versions, read)


def get_version(paper: Paper, number: int) -> PaperVersion:
    """
    Return a version of a paper with its file.

    :raises PaperVersion.DoesNotExist: if there is none
    """
    return PaperVersion.objects.select_related("file").get(paper=paper, number=number)


def has_sealed(paper: Paper, *, viewer: Standing) -> bool:
    """Say whether a paper has a confidential part, to somebody for whom that is not secret."""
    return _sealed(paper, viewer).exists()


def get_sealed(paper: Paper, *, viewer: Standing) -> SealedPart:
    """
    Return the newest confidential part of a paper.

    :raises SealedPart.DoesNotExist: if there is none, or they sit on no group that has it
    """
    return _sealed(paper, viewer).order_by("-version__number")[:1].get()


def _sealed(paper: Paper, viewer: Standing) -> QuerySet[SealedPart]:
    parts = SealedPart.objects.select_related("group", "version__paper").filter(version__paper=paper)
    return parts if viewer.holds(*READS_ALL) else parts.filter(group__in=viewer.groups())


def is_decided(paper: Paper) -> bool:
    """Say whether a group has decided on a paper."""
    return Decision.objects.filter(item__paper=paper, decided_at__isnull=False).exists()


def leaves_for(paper: Paper, *, person_id: int | None, day: date) -> bool:
    """Say whether somebody must leave the room for an item with a paper."""
    items = AgendaItem.objects.filter(paper=paper)
    found = interests_of(items, person_ids=[person_id or 0], day=day)
    return any(why.leaves for why in found.values())


def get_consideration(pk: int, *, viewer: Standing) -> Consideration:
    """
    Return one group's consideration of a paper, with both and the meeting.

    :raises Consideration.DoesNotExist: if there is none, or the viewer may not read the paper
    """
    found = Consideration.objects.filter(paper__in=_readable(viewer))
    return found.select_related("paper", "group", "item__meeting__group", "answer").get(pk=pk)


def considerations_of(paper: Paper) -> list[Consideration]:
    """Return how each group considered a paper: those that advise first, in the order they were asked."""
    found = Consideration.objects.filter(paper=paper)
    found = found.select_related("group", "item__meeting", "item__decision", "answer")
    return sorted(found.order_by("pk"), key=lambda one: one.weight == Weight.DECIDES)


def deciding(paper: Paper) -> Group | None:
    """Return the group that decides on a paper, if one does."""
    return Group.objects.filter(considerations__paper=paper, considerations__weight=Weight.DECIDES).first()
