"""Decisions from draft to outcome, with ballots and corrections; every decision that there is was made, and says so."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0012_what_was_left"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("eligible", models.BooleanField(default=True)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstain", "Abstain")],
                        max_length=10,
                    ),
                ),
                ("cast_at", models.DateTimeField()),
                ("void_at", models.DateTimeField(blank=True, null=True)),
                ("void_because", models.CharField(blank=True, max_length=500, verbose_name="why it is void")),
            ],
            options={
                "ordering": ["decision", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ConfidentialPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["decision"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=500, verbose_name="what the interest was")),
                ("in_favour", models.PositiveSmallIntegerField(verbose_name="for, at least")),
                ("against", models.PositiveSmallIntegerField(verbose_name="against, at least")),
                ("abstained", models.PositiveSmallIntegerField(verbose_name="abstained, at least")),
                ("unknown", models.PositiveSmallIntegerField(default=0, verbose_name="void, and not known how")),
                ("counted", models.PositiveSmallIntegerField(verbose_name="counted to the quorum")),
                ("stands", models.BooleanField()),
                ("minute", models.TextField()),
                ("corrected_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["decision", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("ratify", "To ratify the chair’s action"),
                            ("review", "To look at it again"),
                            ("corrected", "It did not stand after an interest was found"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ["item"],
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_favour", models.PositiveSmallIntegerField(default=0)),
                ("against", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["decision"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_was_quorate",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="decision_had_a_majority",
        ),
        migrations.AddField(
            model_name="decision",
            name="about",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="governance.decision",
                verbose_name="earlier decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="closes_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="votes in writing until"),
        ),
        migrations.AddField(
            model_name="decision",
            name="counted",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="counted to the quorum"),
        ),
        migrations.AddField(
            model_name="decision",
            name="does",
            field=models.CharField(
                blank=True,
                choices=[
                    ("keeps", "Looks at it again and keeps it"),
                    ("supersedes", "Puts this in its place"),
                    ("rescinds", "Takes it back"),
                    ("ratifies", "Ratifies the chair’s action"),
                ],
                max_length=12,
                verbose_name="what it does to the earlier decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="drafted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="drafted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions_drafted",
                to="members.person",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="ended_because",
            field=models.CharField(blank=True, max_length=300, verbose_name="why it was put off or withdrawn"),
        ),
        migrations.AddField(
            model_name="decision",
            name="heard",
            field=models.TextField(blank=True, verbose_name="who was heard"),
        ),
        migrations.AddField(
            model_name="decision",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions_opened",
                to="members.person",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="public_text",
            field=models.TextField(blank=True, verbose_name="what the public reads, where it is not the text itself"),
        ),
        migrations.AddField(
            model_name="decision",
            name="stage",
            field=models.CharField(
                choices=[
                    ("drafted", "Drafted"),
                    ("open", "Open for votes"),
                    ("made", "Made"),
                    ("fell", "Not carried"),
                    ("deferred", "Put off"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="made",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="stage",
            field=models.CharField(
                choices=[
                    ("drafted", "Drafted"),
                    ("open", "Open for votes"),
                    ("made", "Made"),
                    ("fell", "Not carried"),
                    ("deferred", "Put off"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="drafted",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="decision",
            name="abstained",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="decision",
            name="against",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="decision",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions_minuted",
                to="members.person",
                verbose_name="minuted by",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="in_favour",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="decision",
            name="method",
            field=models.CharField(
                choices=[
                    ("consensus", "Consensus"),
                    ("vote", "Open vote"),
                    ("secret", "Secret ballot"),
                    ("written", "Written procedure"),
                    ("chairs_action", "Chair’s action"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="quorum",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="quorum in force"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="recused",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="left because of an interest"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="reference",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AlterField(
            model_name="decision",
            name="text",
            field=models.TextField(verbose_name="what is decided"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ["made", "fell"]), _negated=True),
                    models.Q(
                        ("counted__isnull", True),
                        (
                            "quorum__lte",
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("in_favour"), "+", models.F("against")
                                ),
                                "+",
                                models.F("abstained"),
                            ),
                        ),
                    ),
                    models.Q(("counted__isnull", False), ("quorum__lte", models.F("counted"))),
                    _connector="OR",
                ),
                name="decision_was_quorate",
                violation_error_message="A decision is made by a quorum of people without an interest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "made"), _negated=True), ("in_favour__gt", models.F("against")), _connector="OR"
                ),
                name="decision_had_a_majority",
                violation_error_message="A decision has more for than against.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by__isnull", True), ("stage__in", ["drafted", "open"])
                    ),
                    models.Q(
                        models.Q(("stage__in", ["drafted", "open"]), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="decision_outcome_says_when",
                violation_error_message="A decision that has an outcome says who minuted it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ["made", "fell"]), models.Q(("reference", ""), _negated=True)),
                    models.Q(models.Q(("stage__in", ["made", "fell"]), _negated=True), ("reference", "")),
                    _connector="OR",
                ),
                name="decision_has_its_reference",
                violation_error_message="A decision gets its reference with its outcome.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "open"), _negated=True),
                    models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                    _connector="OR",
                ),
                name="decision_open_says_when",
                violation_error_message="A decision that is open says who opened it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("drafted_at__isnull", True), ("drafted_by__isnull", True)),
                    models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                    _connector="OR",
                ),
                name="decision_drafted_by_and_at",
                violation_error_message="Who drafted a decision, and when, go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "drafted"), _negated=True),
                    models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                    _connector="OR",
                ),
                name="decision_drafted_says_when",
                violation_error_message="A draft says who wrote it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                    models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                    _connector="OR",
                ),
                name="decision_opened_by_and_at",
                violation_error_message="Who opened a decision, and when, go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "written"), _negated=True),
                    ("stage__in", ["drafted", "deferred", "withdrawn"]),
                    ("closes_at__isnull", False),
                    _connector="OR",
                ),
                name="decision_in_writing_closes",
                violation_error_message="A vote in writing says until when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ["deferred", "withdrawn"]), _negated=True),
                    models.Q(("ended_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_put_off_says_why",
                violation_error_message="Say why it is put off or withdrawn.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about__isnull", True), ("does", "")),
                    models.Q(("about__isnull", False), models.Q(("does", ""), _negated=True)),
                    _connector="OR",
                ),
                name="decision_about_another_says_how",
                violation_error_message="Say which earlier decision, and what this does to it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("reference",),
                name="decision_one_of_a_reference",
                violation_error_message="Another decision has this reference.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("does__in", ["supersedes", "rescinds"]), ("stage", "made")),
                fields=("about",),
                name="decision_undone_once",
                violation_error_message="A later decision has taken the place of that one, or took it back, already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("does", "ratifies"), ("stage__in", ["made", "fell"])),
                fields=("about",),
                name="decision_ratified_once",
                violation_error_message="The group has decided about that chair’s action already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="eligibility",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eligible", False), models.Q(("nearness__in", ["direct", "near"]), _negated=True), _connector="OR"
                ),
                name="eligibility_interest_keeps_out",
                violation_error_message="Whoever has a direct or near interest takes no part.",
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="cast_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots_recorded", to="members.person"
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="governance.decision"
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="eligibility",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="ballot", to="governance.eligibility"
            ),
        ),
        migrations.AddField(
            model_name="ballot",
            name="void_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ballots_voided",
                to="members.person",
            ),
        ),
        migrations.AddField(
            model_name="confidentialpart",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="confidential_part", to="governance.decision"
            ),
        ),
        migrations.AddField(
            model_name="confidentialpart",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confidential_parts_written",
                to="members.person",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="corrected_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections_minuted",
                to="members.person",
                verbose_name="minuted by",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="governance.decision"
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="members.person"
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="governance.decision"
            ),
        ),
        migrations.AddField(
            model_name="return",
            name="item",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="brings_back", to="governance.agendaitem"
            ),
        ),
        migrations.AddField(
            model_name="urn",
            name="decision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="urn", to="governance.decision"
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("eligible", True)),
                name="ballot_of_somebody_eligible",
                violation_error_message="Only somebody without an interest casts a ballot.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("void_at__isnull", True), ("void_because", ""), ("void_by__isnull", True)),
                    models.Q(
                        ("void_at__isnull", False),
                        ("void_by__isnull", False),
                        models.Q(("void_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ballot_void_says_who_when_and_why",
                violation_error_message="A void ballot says who found it void, when and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["", "for", "against", "abstain"])),
                name="ballot_known_choice",
                violation_error_message="A ballot is for, against, or abstains.",
            ),
        ),
        migrations.AddConstraint(
            model_name="confidentialpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="confidential_part_says_something",
                violation_error_message="Write what is confidential, or leave it out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                fields=("decision", "person"),
                name="correction_once_for_a_person",
                violation_error_message="This person’s part in the decision is corrected already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("because", ""), _negated=True), models.Q(("minute", ""), _negated=True)),
                name="correction_is_minuted",
                violation_error_message="A correction says what the interest was, and is minuted.",
            ),
        ),
    ]
