"""Step 1 of 2 of counting what a fund received entry by entry: up to which, and the indexes that page and guard walk."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0011_payments_by_stage"),
        ("governance", "0019_what_comes_back"),
        ("members", "0002_confirmations"),
    ]

    operations = [
        migrations.AddField(
            model_name="fund",
            name="counted",
            field=models.PositiveBigIntegerField(
                db_default=0, default=0, verbose_name="key of the last entry that is in what it received"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["on", "id"], name="entry_by_day"),
        ),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(fields=["fund", "account", "entry", "pence"], name="leg_by_account"),
        ),
        migrations.AddIndex(
            model_name="contribution",
            index=models.Index(fields=["due_on"], name="contribution_by_day"),
        ),
    ]
