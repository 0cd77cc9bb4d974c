"""Papers for groups to read."""

from datetime import datetime

from collegiate.foundation.record.deeds import deed, note
from collegiate.partnership.governance import policies
from collegiate.partnership.governance.models import Paper
from collegiate.partnership.members.models import Group
from collegiate.values import Standing


@deed
def write_paper(title: str, *, summary: str, text: str, group: Group, by: Standing, at: datetime) -> Paper:
    """
    Write a paper for a group to read; it is final, and a later paper replaces it.

    :raises NotAllowed: if they may not prepare the group's meetings
    """
    policies.may_prepare(by, group).insist()
    paper = Paper.objects.create(title=title, summary=summary, text=text, written_at=at, written_by_id=by.somebody)
    note("governance.write_paper", subject=paper, because=group)
    return paper
