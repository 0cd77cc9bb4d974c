"""Formulas that say what members give; a contribution is pledged first, may be days, and may be waived."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("fund", "0004_a_fund_rests_on_something"),
        ("governance", "0013_decisions_by_stage"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Formula",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.CharField(max_length=10, verbose_name="school year it holds from")),
                ("version", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "formulas",
                "ordering": ["fund", "-version"],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nursery", "Nursery"),
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("all_through", "All-through"),
                            ("special", "Special"),
                            ("pupil_referral_unit", "Pupil referral unit"),
                            ("sixteen_plus", "16 plus"),
                        ],
                        max_length=20,
                    ),
                ),
                ("flat_pence", models.PositiveBigIntegerField(default=0)),
                ("pupil_pence", models.PositiveBigIntegerField(default=0, verbose_name="pence for each pupil")),
                ("half_days", models.PositiveSmallIntegerField(default=0, verbose_name="half days of people’s time")),
            ],
            options={
                "ordering": ["formula", "phase"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="contribution",
            name="contribution_is_an_amount",
        ),
        migrations.RemoveConstraint(
            model_name="contribution",
            name="contribution_once_a_year",
        ),
        migrations.RemoveConstraint(
            model_name="contribution",
            name="contribution_received_says_when",
        ),
        migrations.AddField(
            model_name="contribution",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions_waived",
                to="governance.decision",
                verbose_name="decision that waived it",
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="half_days",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="half days of people’s time"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="kind",
            field=models.CharField(
                choices=[("cash", "Money"), ("days", "Days of people’s time")], default="cash", max_length=10
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="pupils",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="pupils it was worked out for"),
        ),
        migrations.AddField(
            model_name="contribution",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="contribution",
            name="reminded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reminders_sent",
                to="members.person",
            ),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="pence",
            field=models.PositiveBigIntegerField(default=0, verbose_name="amount in pence"),
        ),
        migrations.AlterField(
            model_name="contribution",
            name="stage",
            field=models.CharField(
                choices=[
                    ("pledged", "Pledged"),
                    ("due", "Due"),
                    ("received", "Received"),
                    ("reversed", "Taken back"),
                    ("waived", "Waived"),
                ],
                default="pledged",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="formula",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="formulas",
                to="governance.decision",
            ),
        ),
        migrations.AddField(
            model_name="formula",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="formulas", to="fund.fund"
            ),
        ),
        migrations.AddField(
            model_name="formula",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="formulas_set", to="members.person"
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="formula",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="fund.formula",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "reversed"), _negated=True),
                fields=("fund", "organisation", "year", "kind"),
                name="contribution_once_a_year",
                violation_error_message="This member’s contribution for the year is already there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("half_days", 0), ("kind", "cash"), ("pence__gt", 0)),
                    models.Q(("half_days__gt", 0), ("kind", "days"), ("pence", 0)),
                    _connector="OR",
                ),
                name="contribution_is_an_amount",
                violation_error_message="A contribution is more than nothing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("entry__isnull", True),
                        ("received_at__isnull", True),
                        ("received_by__isnull", True),
                        ("stage__in", ["pledged", "due", "waived"]),
                    ),
                    models.Q(
                        ("received_at__isnull", False),
                        ("received_by__isnull", False),
                        ("stage__in", ["received", "reversed"]),
                        models.Q(
                            models.Q(("entry__isnull", False), ("kind", "cash")),
                            models.Q(("entry__isnull", True), ("kind", "days")),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="contribution_received_says_when",
                violation_error_message="A contribution received has its date, its bookkeeper and its entry.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "waived"), ("decision__isnull", False)),
                    models.Q(models.Q(("stage", "waived"), _negated=True), ("decision__isnull", True)),
                    _connector="OR",
                ),
                name="contribution_waived_by_a_decision",
                violation_error_message="Only a decision waives a contribution.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reminded_at__isnull", True), ("reminded_by__isnull", True)),
                    models.Q(("reminded_at__isnull", False), ("reminded_by__isnull", False)),
                    _connector="OR",
                ),
                name="contribution_reminded_says_who",
                violation_error_message="Who reminded a member, and when, go together.",
            ),
        ),
        migrations.AddField(
            model_name="rate",
            name="formula",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="fund.formula"
            ),
        ),
        migrations.AddConstraint(
            model_name="formula",
            constraint=models.UniqueConstraint(
                fields=("fund", "version"),
                name="formula_one_version",
                violation_error_message="This version of the formula is already there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.UniqueConstraint(
                fields=("formula", "phase"),
                name="rate_once_a_phase",
                violation_error_message="This phase has a line already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("flat_pence__gt", 0), ("pupil_pence__gt", 0), ("half_days__gt", 0), _connector="OR"
                ),
                name="rate_is_something",
                violation_error_message="A line of a formula asks for something.",
            ),
        ),
    ]
