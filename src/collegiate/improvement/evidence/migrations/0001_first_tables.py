import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("evidence", "0001_initial")]

    initial = True

    dependencies = [
        ("files", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Loading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40, verbose_name="kind of file")),
                (
                    "year",
                    models.PositiveSmallIntegerField(verbose_name="school year, by the calendar year it starts in"),
                ),
                ("rows", models.PositiveIntegerField(verbose_name="rows in the file")),
                ("taken", models.PositiveIntegerField(verbose_name="rows of member schools")),
                ("left", models.PositiveIntegerField(verbose_name="rows left where they were")),
                ("loaded_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loadings", to="files.storedfile"
                    ),
                ),
                (
                    "loader",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where it was loaded from the command line.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loadings",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-loaded_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("taken"), "+", models.F("left")
                                ),
                            )
                        ),
                        name="loading_adds_up",
                        violation_error_message="Every row of a file is either taken or left.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="IndicatorValue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                (
                    "year",
                    models.PositiveSmallIntegerField(verbose_name="school year, by the calendar year it starts in"),
                ),
                ("pupil_group", models.CharField(default="all", max_length=40)),
                ("value", models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Suppressed"),
                            ("too_few", "Too few"),
                            ("not_collected", "Not collected"),
                            ("not_applicable", "Not applicable"),
                            ("not_loaded", "Not loaded"),
                        ],
                        max_length=20,
                        verbose_name="why there is no value",
                    ),
                ),
                ("n", models.PositiveIntegerField(blank=True, null=True, verbose_name="pupils it is about")),
                (
                    "n_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("suppressed", "Suppressed"),
                            ("too_few", "Too few"),
                            ("not_collected", "Not collected"),
                            ("not_applicable", "Not applicable"),
                            ("not_loaded", "Not loaded"),
                        ],
                        max_length=20,
                        verbose_name="why their number is not known",
                    ),
                ),
                ("is_current", models.BooleanField(default=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicator_values",
                        to="members.organisation",
                    ),
                ),
                (
                    "loading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="values", to="evidence.loading"
                    ),
                ),
            ],
            options={
                "db_table": "evidence_indicator_value",
                "ordering": ["organisation", "indicator", "year", "pupil_group", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_current", True)),
                        fields=["indicator", "year"],
                        name="value_indicator_year",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("organisation", "indicator", "year", "pupil_group"),
                        name="value_once",
                        violation_error_message="There is a figure for this school, year and group of pupils already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", ""), ("value__isnull", False)),
                            models.Q(("value__isnull", True), models.Q(("status", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="value_or_why_not",
                        violation_error_message="Give either the value or the reason why there is none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("n__isnull", False), ("n_status", "")),
                            models.Q(("n__isnull", True), models.Q(("n_status", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="value_n_or_why_not",
                        violation_error_message="Give either how many pupils it is about or the reason why that is not known.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                (
                    "year",
                    models.PositiveSmallIntegerField(verbose_name="school year, by the calendar year it starts in"),
                ),
                ("sentence", models.TextField()),
                ("doubts", models.TextField()),
                ("method", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=20, verbose_name="version of the method")),
                ("inputs_digest", models.CharField(max_length=64, verbose_name="digest of what went into it")),
                (
                    "about",
                    models.CharField(blank=True, max_length=100, verbose_name="record key of what it follows from"),
                ),
                ("found_at", models.DateTimeField()),
                (
                    "found_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="members.person"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-found_at", "-pk"],
                "indexes": [models.Index(fields=["about"], name="finding_about")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sentence", ""), _negated=True), models.Q(("doubts", ""), _negated=True)
                        ),
                        name="finding_says_its_doubts",
                        violation_error_message="A finding says what was found and what may be wrong with it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", ""), _negated=True),
                            models.Q(("version", ""), _negated=True),
                            models.Q(("inputs_digest", ""), _negated=True),
                        ),
                        name="finding_can_be_worked_out_again",
                        violation_error_message="A finding names its method, its version and what went into it.",
                    ),
                ],
            },
        ),
    ]
