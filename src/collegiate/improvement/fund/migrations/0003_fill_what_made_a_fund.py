"""Step 2 of 3 of saying what made each fund: those that are there rest on the charter their members agreed to."""

from django.db import migrations


def fill_charter(apps, schema_editor):
    alias = schema_editor.connection.alias
    funds = apps.get_model("fund", "Fund").objects.using(alias)
    charter = apps.get_model("members", "Charter").objects.using(alias).order_by("version").first()
    decision = apps.get_model("governance", "Decision").objects.using(alias).order_by("decided_at", "pk").first()
    for fund in funds.filter(charter=None, decision=None).order_by("pk"):
        fund.charter, fund.decision = (charter, None) if charter else (None, decision)
        fund.save(update_fields=["charter", "decision"])


class Migration(migrations.Migration):
    dependencies = [("fund", "0002_what_made_a_fund")]
    operations = [migrations.RunPython(fill_charter, migrations.RunPython.noop, elidable=True)]
