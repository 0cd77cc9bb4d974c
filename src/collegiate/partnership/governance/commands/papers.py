"""Papers for groups to read: written, rewritten as new versions, and opened."""

from dataclasses import dataclass
from datetime import datetime

from collegiate.foundation.files.models import StoredFile
from collegiate.foundation.record.deeds import deed, note
from collegiate.foundation.record.versions import Stale
from collegiate.partnership.governance import policies, queries
from collegiate.partnership.governance.models import Paper, PaperOpening, PaperVersion, SealedPart
from collegiate.partnership.members.models import Group
from collegiate.values import Standing


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a paper: kept before the deed, with its words, or its pages where words cannot be counted."""

    file: StoredFile
    words: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    """What only those who sit on the group may read, and why."""

    text: str
    why: str


@deed
def write_paper(
    title: str,
    *,
    summary: str,
    text: str,
    group: Group,
    attached: Attached | None = None,
    sealed: Sealed | None = None,
    by: Standing,
    at: datetime,
) -> Paper:
    """
    Write a paper for a group to read; each version of it is final, and a later one says what changed.

    :raises NotAllowed: if they may not prepare the group's meetings
    """
    policies.may_prepare(by, group).insist()
    paper = Paper.objects.create(title=title, summary=summary, written_at=at, written_by_id=by.somebody)
    version = _version(paper, 1, text, "", attached, sealed, group, by, at)
    note("governance.write_paper", subject=paper, because=group, data={"sha256": version.sha256})
    return paper


@deed
def rewrite_paper(
    paper: Paper,
    *,
    text: str,
    changed_since: str,
    group: Group,
    after: int,
    attached: Attached | None = None,
    sealed: Sealed | None = None,
    by: Standing,
    at: datetime,
) -> PaperVersion:
    """
    Write the next version of a paper, `after` the number of the one it was made from; its file stays unless another comes.

    :raises NotAllowed: if they may not prepare the group's meetings, or the paper is decided on
    :raises Stale: if that is not the newest version any more
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    policies.may_rewrite(by, group, decided=queries.is_decided(paper)).insist()
    newest = paper.versions.select_related("file").order_by("-number")[0]
    if newest.number != after:
        raise Stale(newest)
    if attached is None and newest.file is not None:
        attached = Attached(newest.file, newest.words - _count(newest.text), newest.pages)
    version = _version(paper, newest.number + 1, text, changed_since, attached, sealed, group, by, at)
    note("governance.rewrite_paper", subject=version, because=paper, data={"sha256": version.sha256})
    return version


def _version(
    paper: Paper,
    number: int,
    text: str,
    changed_since: str,
    attached: Attached | None,
    sealed: Sealed | None,
    group: Group,
    by: Standing,
    at: datetime,
) -> PaperVersion:
    file = attached.file if attached else None
    version = PaperVersion.objects.create(
        paper=paper,
        number=number,
        text=text,
        changed_since=changed_since,
        file=file,
        words=_count(text) + (attached.words if attached else 0),
        pages=attached.pages if attached else 0,
        sha256=queries.digest_of(text, file.digest if file else ""),
        written_at=at,
        written_by_id=by.somebody,
    )
    if sealed is not None:
        SealedPart.objects.create(version=version, group=group, text=sealed.text, why=sealed.why)
    return version


def _count(text: str) -> int:
    return len(text.split())


@deed
def open_paper(version: PaperVersion, *, by: Standing, at: datetime) -> PaperVersion:
    """
    Keep that somebody opened a version of a paper, once.

    :raises NotAllowed: if they may not read papers
    """
    policies.may_read_papers(by).insist()
    _, first = PaperOpening.objects.get_or_create(version=version, person_id=by.somebody, defaults={"opened_at": at})
    if first:
        note("governance.open_paper", subject=version)
    return version


@deed
def open_sealed(part: SealedPart, *, by: Standing, at: datetime) -> SealedPart:
    """
    Read what is confidential in a paper, which the record keeps.

    :raises NotAllowed: if they do not sit on its group, or leave for its item
    """
    leaves = queries.leaves_for(part.version.paper, person_id=by.person_id, day=by.day)
    policies.may_read_sealed(by, part.group, leaves=leaves).insist()
    note("governance.open_sealed", subject=part)
    return part
