"""What somebody may know of: every item that is not confidential, and those of the groups they sit on."""

from django.db.models import Q, QuerySet

from collegiate.partnership.governance.models import AgendaItem
from collegiate.values import Role, Standing

READS_ALL = (Role.CLERK, Role.COORDINATOR, Role.AUDITOR)


def known_to(viewer: Standing) -> QuerySet[AgendaItem]:
    """Return the items of which somebody may know what they are about; none to somebody who is not a member."""
    if viewer.person_id is None:
        return AgendaItem.objects.none()
    if viewer.holds(*READS_ALL):
        return AgendaItem.objects.all()
    return AgendaItem.objects.filter(Q(is_confidential=False) | Q(meeting__group__in=viewer.groups()))
