import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("practice", "0001_initial")]

    initial = True

    dependencies = [
        ("achievement_teams", "0001_first_tables"),
        ("impact", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Practice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("strand", models.SlugField(max_length=30)),
                (
                    "origin",
                    models.CharField(
                        choices=[("ours", "From a school here"), ("elsewhere", "From elsewhere")], max_length=10
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="where it is from")),
                ("problem", models.TextField()),
                ("what_we_did", models.TextField()),
                ("what_went_wrong", models.TextField()),
                ("cost_and_time", models.CharField(max_length=300)),
                (
                    "evidence_level",
                    models.CharField(
                        choices=[
                            ("promising", "Promising"),
                            ("tried", "Tried in two schools or more"),
                            ("measured", "Measured"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("consented", "The school agrees to share it"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("consented_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "consented_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices_consented",
                        to="members.person",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="achievement_teams.cycle",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices_drafted",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="members.organisation",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices_published",
                        to="members.person",
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practices",
                        to="impact.study",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation__isnull", False), ("origin", "ours")),
                            models.Q(("origin", "elsewhere"), models.Q(("source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="practice_ours_has_its_school",
                        violation_error_message="A practice of ours names its school; one from elsewhere says where.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "withdrawn"]),
                            models.Q(("consented_at__isnull", False), ("consented_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_shared_with_consent",
                        violation_error_message="A school’s practice is shared with its consent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consented_at__isnull", True), ("consented_by__isnull", True)),
                            models.Q(("consented_at__isnull", False), ("consented_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_consent_says_when",
                        violation_error_message="Who consented, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                ("review_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="practice_published_is_reviewed",
                        violation_error_message="A published practice says when it is looked at again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_publication_says_who",
                        violation_error_message="Who published a practice, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "withdrawn"), models.Q(("withdrawn_because", ""), _negated=True)),
                            models.Q(models.Q(("stage", "withdrawn"), _negated=True), ("withdrawn_because", "")),
                            _connector="OR",
                        ),
                        name="practice_withdrawn_says_why",
                        violation_error_message="A practice that is withdrawn says why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence_level", "measured"), _negated=True),
                            ("study__isnull", False),
                            ("origin", "elsewhere"),
                            _connector="OR",
                        ),
                        name="practice_measured_has_its_study",
                        violation_error_message="A practice of ours is measured only by a study.",
                    ),
                ],
            },
        ),
    ]
