"""The table of the shared cache, in which every worker counts the same failed sign-ins."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first_tables")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
