"""What was set aside for an agreement is paid by claims of its milestones only."""

from django.db import migrations


def mark(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor == "postgresql":  # its guards are put back after every migration; SQLite's are away
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = 'fund_commitment'::regclass"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name} ON fund_commitment")
    agreements = apps.get_model("commissioning", "Agreement").objects.using(connection.alias)
    of_agreements = list(agreements.filter(commitment__isnull=False).values_list("commitment_id", flat=True))
    commitments = apps.get_model("fund", "Commitment").objects.using(connection.alias)
    commitments.filter(pk__in=of_agreements).update(by_claim=True)


class Migration(migrations.Migration):
    dependencies = [("commissioning", "0005_ended_early"), ("fund", "0011_payments_by_stage")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop, elidable=True)]
