import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("communications", "0001_initial"),
        ("communications", "0002_digests"),
        ("communications", "0003_questions_asked_and_answered"),
    ]

    initial = True

    dependencies = [
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=150)),
                ("text", models.TextField()),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("news", "News of the partnership"),
                            ("decisions", "Meetings and decisions"),
                            ("support", "Needs and levels of support"),
                            ("money", "The pooled fund"),
                            ("visits", "Agreements, visits and workshops"),
                            ("teams", "Achievement Teams"),
                            ("training_day", "The training day"),
                            ("feedback", "Forms that ask what you think"),
                            ("practice", "Practice worth sharing"),
                            ("services", "Children’s services"),
                        ],
                        max_length=20,
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=100, verbose_name="key of the row it is about")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="page to read on")),
                ("is_bad_news", models.BooleanField(default=False, verbose_name="waits for a kind day")),
                ("made_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty where a job of the partnership’s own wrote it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices_written",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", ""), _negated=True), models.Q(("text", ""), _negated=True)
                        ),
                        name="notice_says_something",
                        violation_error_message="A notice needs a subject and a text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            models.Q(("url__startswith", "/"), models.Q(("url__startswith", "//"), _negated=True)),
                            _connector="OR",
                        ),
                        name="notice_leads_within_this_site",
                        violation_error_message="A notice leads to a page of this site only.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="digests", to="members.person"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="digest", to="communications.notice"
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "person"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "on"),
                        name="digest_once_a_day",
                        violation_error_message="This person was reminded today already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("kept", "Shown here only"),
                            ("failed", "Not sent"),
                            ("suppressed", "Not mailed"),
                        ],
                        default="queued",
                        max_length=20,
                    ),
                ),
                ("due_on", models.DateField(verbose_name="day from which it may be sent and seen")),
                (
                    "taken_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="when it was last taken from the queue"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "error",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_address", "We know no address"),
                            ("opted_out", "They do not want this topic by mail"),
                            ("on_the_list", "The address is never mailed"),
                            ("refused", "The mail server refused the address"),
                            ("no_answer", "The mail server broke off; it may have arrived"),
                        ],
                        max_length=20,
                        verbose_name="why it was not sent",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="members.person"
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="communications.notice",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["notice", "pk"],
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="delivery_waiting"),
                    models.Index(fields=["person", "due_on"], name="delivery_of_a_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "person"),
                        name="delivery_once_to_a_person",
                        violation_error_message="This person has the notice already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="delivery_sent_says_when",
                        violation_error_message="A mail that was sent says when, and no other does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["failed", "suppressed"]), models.Q(("error", ""), _negated=True)),
                            models.Q(models.Q(("state__in", ["failed", "suppressed"]), _negated=True), ("error", "")),
                            _connector="OR",
                        ),
                        name="delivery_not_sent_says_why",
                        violation_error_message="A mail that was not sent says why, and no other does.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True), ("taken_at__isnull", False), _connector="OR"
                        ),
                        name="delivery_being_sent_says_since_when",
                        violation_error_message="A mail that is being sent says since when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("news", "News of the partnership"),
                            ("decisions", "Meetings and decisions"),
                            ("support", "Needs and levels of support"),
                            ("money", "The pooled fund"),
                            ("visits", "Agreements, visits and workshops"),
                            ("teams", "Achievement Teams"),
                            ("training_day", "The training day"),
                            ("feedback", "Forms that ask what you think"),
                            ("practice", "Practice worth sharing"),
                            ("services", "Children’s services"),
                        ],
                        max_length=20,
                    ),
                ),
                ("by_mail", models.BooleanField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mail_preferences",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["person", "topic"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "topic"),
                        name="preference_once_for_a_topic",
                        violation_error_message="This person has chosen for that topic already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("asked", "Its owner asked us never to write"),
                            ("bounced", "Mail to it came back"),
                            ("wrong_person", "It belongs to somebody else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("listed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["email"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower(models.F("email")))),
                        name="suppression_in_small_letters",
                        violation_error_message="Write the address in small letters.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="what is asked")),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("changed", models.TextField(blank=True, verbose_name="what changed because of it")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries_answered",
                        to="members.person",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="enquiries_asked", to="members.person"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enquiries",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "enquiries",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="enquiry_asks_something",
                        violation_error_message="Write what you want to know.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("changed", ""),
                            ),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="enquiry_answered_by_somebody",
                        violation_error_message="An answer says who gave it and when.",
                    ),
                ],
            },
        ),
    ]
