"""Step 1 of 3 of giving papers versions: the tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("governance", "0013_decisions_by_stage"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="is_confidential",
            field=models.BooleanField(
                default=False, verbose_name="only those who sit on the group read what it is about"
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="is_confidential",
            field=models.BooleanField(
                default=False, verbose_name="only those who sit on the group read what it is about"
            ),
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "changed_since",
                    models.CharField(blank=True, max_length=500, verbose_name="what changed since the version before"),
                ),
                ("words", models.PositiveIntegerField(verbose_name="words to read, the file’s included")),
                (
                    "pages",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="pages of a file whose words cannot be counted"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="digest of text and file")),
                ("written_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paper_versions",
                        to="files.storedfile",
                        verbose_name="file that goes with it",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="governance.paper"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paper_versions", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["paper", "number"],
            },
        ),
        migrations.CreateModel(
            name="PaperOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers_opened", to="members.person"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openings",
                        to="governance.paperversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "opened_at"],
            },
        ),
        migrations.CreateModel(
            name="SealedPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("why", models.CharField(max_length=300, verbose_name="why it is confidential")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealed_parts", to="members.group"
                    ),
                ),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sealed", to="governance.paperversion"
                    ),
                ),
            ],
            options={
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("taken_up", models.BooleanField()),
                ("text", models.TextField(verbose_name="what we did, or why it is not taken up")),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers_given", to="members.person"
                    ),
                ),
                (
                    "consideration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="governance.consideration",
                    ),
                ),
            ],
            options={
                "ordering": ["consideration"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="answer_to_advice_says_something",
                        violation_error_message="Say what was done, or why it is not taken up.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="paperversion",
            constraint=models.UniqueConstraint(
                fields=("paper", "number"),
                name="paper_version_once",
                violation_error_message="This paper already has a version of that number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("changed_since", ""), ("number", 1)),
                    models.Q(("number__gt", 1), models.Q(("changed_since", ""), _negated=True)),
                    _connector="OR",
                ),
                name="paper_version_says_what_changed",
                violation_error_message="Every version after the first says what changed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperopening",
            constraint=models.UniqueConstraint(
                fields=("version", "person"),
                name="paper_opened_once",
                violation_error_message="This person opened that version before.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedpart",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                name="sealed_part_says_why",
                violation_error_message="Say what is confidential, and why it is.",
            ),
        ),
    ]
