"""Two indexes on legs that `leg_by_account` makes needless, and that led SQLite along half the ledger."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0001_first_tables"),
    ]

    operations = [
        migrations.AlterField(
            model_name="leg",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="legs",
                to="fund.ledgeraccount",
            ),
        ),
        migrations.AlterField(
            model_name="leg",
            name="fund",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="fund.fund"
            ),
        ),
    ]
