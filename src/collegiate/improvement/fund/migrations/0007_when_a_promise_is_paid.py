"""The days by which promises are expected to be paid."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0006_bank_statements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="expected to be paid by")),
                ("pence", models.PositiveBigIntegerField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="fund.commitment"
                    ),
                ),
            ],
            options={
                "ordering": ["commitment", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence__gt", 0)),
                        name="instalment_is_an_amount",
                        violation_error_message="An instalment is more than nothing.",
                    )
                ],
            },
        ),
    ]
