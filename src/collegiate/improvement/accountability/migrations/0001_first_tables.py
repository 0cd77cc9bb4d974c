import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("accountability", "0001_initial")]

    initial = True

    dependencies = [
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("foreword", models.TextField(blank=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")], default="draft", max_length=10
                    ),
                ),
                ("content", models.JSONField(blank=True, null=True, verbose_name="what it said")),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("record_head", models.CharField(blank=True, max_length=64)),
                ("drafted_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports_drafted", to="members.person"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports_published",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-until_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="report_ends_after_it_starts",
                        violation_error_message="A report’s time cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content__isnull", False),
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                ("stage", "published"),
                                models.Q(("digest", ""), _negated=True),
                                models.Q(("record_head", ""), _negated=True),
                            ),
                            models.Q(
                                ("content__isnull", True),
                                ("digest", ""),
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                                ("stage", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="report_published_is_frozen",
                        violation_error_message="A published report keeps what it said, its digest and the head of the record.",
                    ),
                ],
            },
        ),
    ]
