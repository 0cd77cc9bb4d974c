"""What the bank says, which entry each line is, and the days on which both agree."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("fund", "0005_formulas_pledges_and_days"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("opening_pence", models.BigIntegerField(verbose_name="held before its first line")),
                ("closing_pence", models.BigIntegerField(verbose_name="held after its last line")),
                (
                    "already_there",
                    models.PositiveIntegerField(
                        default=0, verbose_name="lines left out, since an earlier statement has them"
                    ),
                ),
                ("loaded_at", models.DateTimeField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_statement",
                        to="files.storedfile",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_loaded",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-until_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("pence", models.BigIntegerField(verbose_name="held by both")),
                ("reconciled_at", models.DateTimeField()),
                (
                    "reconciled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconciliations_made",
                        to="members.person",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reconciliation", to="fund.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="line of the file")),
                ("on", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="what the bank wrote")),
                ("reference", models.CharField(blank=True, max_length=100)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "place"],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pence", models.BigIntegerField()),
                ("because", models.CharField(max_length=200)),
                ("matched_at", models.DateTimeField()),
                (
                    "leg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="fund.leg"
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches_made", to="members.person"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="fund.statementline"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ["line", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_on__lte", models.F("until_on"))),
                name="statement_days_in_order",
                violation_error_message="A statement ends after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence", 0), _negated=True),
                name="statement_line_is_an_amount",
                violation_error_message="A line moves something.",
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.UniqueConstraint(
                fields=("line", "leg"), name="match_once", violation_error_message="These two are matched already."
            ),
        ),
        migrations.AddConstraint(
            model_name="match",
            constraint=models.CheckConstraint(
                condition=models.Q(("pence", 0), _negated=True),
                name="match_is_an_amount",
                violation_error_message="A match is of something.",
            ),
        ),
    ]
