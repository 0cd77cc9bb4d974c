"""What a local authority has formally done about a school."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_first_tables"),
        ("needs", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="StatutoryStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("given_on", models.DateField()),
                ("due_on", models.DateField(verbose_name="to be done by")),
                ("asks", models.TextField(verbose_name="what is asked")),
                ("given_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "What was asked is done"),
                            ("not_done", "What was asked is not done"),
                            ("withdrawn", "The local authority withdrew it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="what the school answered, and what follows")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps_closed",
                        to="members.person",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps_given", to="members.person"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statutory_steps",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "needs_statutory_step",
                "ordering": ["organisation", "-given_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("given_on"))),
                        name="step_due_after_it_is_given",
                        violation_error_message="The school needs time: the day comes after the day on which the step was given.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", ""), _negated=True), models.Q(("asks", ""), _negated=True)
                        ),
                        name="step_says_what_is_asked",
                        violation_error_message="Say which step it is, and what is asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("outcome", ""),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("outcome__in", ["done", "not_done", "withdrawn"]),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="step_closed_with_an_outcome",
                        violation_error_message="A step that is closed says how it ended, what was answered, who closed it and when.",
                    ),
                ],
            },
        ),
    ]
