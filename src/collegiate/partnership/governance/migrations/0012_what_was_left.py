"""Step 2 of 2 of keeping what a meeting leaves: say of the items of meetings that are over what became of each."""

from django.db import migrations
from django.db.models import Q


def leave_or_finish(apps, schema_editor):
    AgendaItem = apps.get_model("governance", "AgendaItem")
    Matter = apps.get_model("governance", "Matter")
    items = AgendaItem.objects.using(schema_editor.connection.alias)
    matters = Matter.objects.using(schema_editor.connection.alias)
    over = items.filter(meeting__stage__in=["closed", "cancelled"], outcome="open")
    decided = Q(decision__isnull=False)
    said = Q(consideration__responded_at__isnull=False)
    nothing_asked = ~Q(purpose="decide") & Q(consideration__isnull=True)
    held = over.filter(meeting__stage="closed").filter(decided | said | nothing_asked)
    done = list(held.values_list("pk", flat=True))
    left = list(over.exclude(pk__in=done).select_related("meeting"))
    matters.bulk_create(
        Matter(
            group_id=item.meeting.group_id,
            title=item.title,
            purpose=item.purpose,
            minutes=item.minutes,
            paper_id=item.paper_id,
            stage="waiting",
            from_item=item,
            because="Its meeting is over and did not deal with it.",
        )
        for item in left
    )
    items.filter(pk__in=done).update(outcome="done")
    items.filter(pk__in=[item.pk for item in left]).update(outcome="left")


class Migration(migrations.Migration):
    dependencies = [("governance", "0011_matters_and_moving")]
    operations = [migrations.RunPython(leave_or_finish, migrations.RunPython.noop, elidable=True)]
