import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("feedback", "0001_initial"),
        ("feedback", "0002_whose_work_is_asked_about"),
        ("feedback", "0003_replies_to_what_was_said"),
    ]

    initial = True

    dependencies = [
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Form",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=150)),
                ("purpose", models.CharField(max_length=300, verbose_name="what the answers are for")),
                ("about", models.CharField(blank=True, max_length=100, verbose_name="key of the row it is about")),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(verbose_name="last day on which it can be answered")),
                (
                    "stage",
                    models.CharField(choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=10),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where a job of the partnership’s own made it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_forms",
                        to="members.person",
                    ),
                ),
                (
                    "work_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose work is asked about, if it is one organisation’s; its people read what was found.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_on_its_work",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="form_closes_after_it_opens",
                        violation_error_message="A form cannot close before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", False), ("stage", "closed")),
                            models.Q(("closed_on__isnull", True), ("stage", "open")),
                            _connector="OR",
                        ),
                        name="form_closed_says_when",
                        violation_error_message="A closed form says when it closed, and an open one does not.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answered", models.BooleanField(default=False)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="feedback.form"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_invitations",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["form", "person"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "person"),
                        name="invitation_once_to_a_person",
                        violation_error_message="This person is asked already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the form")),
                ("text", models.CharField(max_length=300)),
                ("kind", models.CharField(choices=[("scale5", "From 1 to 5"), ("text", "In words")], max_length=10)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="feedback.form"
                    ),
                ),
            ],
            options={
                "ordering": ["form", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("form", "place"),
                        name="question_one_in_a_place",
                        violation_error_message="There is a question in that place already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("replied_at", models.DateTimeField()),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="replies", to="feedback.form"
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback_replies",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "replies",
                "ordering": ["form", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="feedback.form"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.TextField(blank=True)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="feedback.question"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="feedback.sheet"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "question"),
                        name="answer_once_to_a_question",
                        violation_error_message="This question is answered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("score__isnull", True), models.Q(("score__gte", 1), ("score__lte", 5)), _connector="OR"
                        ),
                        name="answer_from_1_to_5",
                        violation_error_message="Choose a number from 1 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("score__isnull", False), ("text", "")),
                            models.Q(("score__isnull", True), models.Q(("text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="answer_says_something",
                        violation_error_message="An answer is a number or words; where nothing is said there is none.",
                    ),
                ],
            },
        ),
    ]
