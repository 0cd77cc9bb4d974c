import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("impact", "0001_initial")]

    initial = True

    dependencies = [
        ("commissioning", "0001_first_tables"),
        ("evidence", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Study",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.SlugField(max_length=40)),
                ("base_year", models.PositiveSmallIntegerField(verbose_name="last school year before the work")),
                ("year", models.PositiveSmallIntegerField(verbose_name="school year of the outcome")),
                ("comparators", models.JSONField(verbose_name="ids of the schools to compare with")),
                ("how_chosen", models.CharField(max_length=300, verbose_name="how they were chosen")),
                ("comparators_digest", models.CharField(max_length=64)),
                (
                    "smallest_detectable",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="smallest change it could see",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("frozen", "Waiting for the outcome"), ("concluded", "Concluded")],
                        default="frozen",
                        max_length=12,
                    ),
                ),
                ("frozen_at", models.DateTimeField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("likely_helped", "Likely helped"),
                            ("no_sign", "No sign that it helped"),
                            ("may_have_harmed", "May have harmed"),
                            ("cannot_say", "Cannot say"),
                        ],
                        max_length=20,
                    ),
                ),
                ("effect", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                (
                    "low",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="lower end of the 90 % interval",
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=7,
                        null=True,
                        verbose_name="upper end of the 90 % interval",
                    ),
                ),
                ("sentence", models.TextField(blank=True)),
                ("doubts", models.JSONField(blank=True, default=list, verbose_name="what keeps it from saying more")),
                ("before_and_after", models.TextField(blank=True, verbose_name="before and after, never alone")),
                ("money_sentence", models.TextField(blank=True, verbose_name="what the change cost")),
                ("cost_pence", models.PositiveBigIntegerField(blank=True, null=True)),
                ("method", models.CharField(blank=True, max_length=100)),
                ("method_version", models.CharField(blank=True, max_length=20)),
                ("inputs_digest", models.CharField(blank=True, max_length=64)),
                ("concluded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="study", to="commissioning.agreement"
                    ),
                ),
                (
                    "concluded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="studies_concluded",
                        to="members.person",
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="study",
                        to="evidence.finding",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="studies_frozen", to="members.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "studies",
                "ordering": ["-frozen_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gt", models.F("base_year"))),
                        name="study_outcome_comes_after_its_base",
                        violation_error_message="The outcome is measured after the work began.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("concluded_at__isnull", False),
                                ("concluded_by__isnull", False),
                                ("finding__isnull", False),
                                ("stage", "concluded"),
                                models.Q(("verdict", ""), _negated=True),
                                models.Q(("sentence", ""), _negated=True),
                            ),
                            models.Q(
                                ("concluded_at__isnull", True),
                                ("concluded_by__isnull", True),
                                ("finding__isnull", True),
                                ("stage", "frozen"),
                                ("verdict", ""),
                            ),
                            _connector="OR",
                        ),
                        name="study_concluded_says_what",
                        violation_error_message="A concluded study has a verdict, a sentence and a finding.",
                    ),
                ],
            },
        ),
    ]
