import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("commissioning", "0001_initial"),
        ("commissioning", "0002_claims_after_a_refusal"),
        ("commissioning", "0003_when_milestones_are_paid"),
        ("commissioning", "0004_why_a_brief_is_withdrawn"),
        ("commissioning", "0005_ended_early"),
        ("commissioning", "0006_agreements_are_paid_by_claim"),
    ]

    initial = True

    dependencies = [
        ("fund", "0001_first_tables"),
        ("governance", "0001_first_tables"),
        ("members", "0001_first_tables"),
        ("needs", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Brief",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("strand", models.SlugField(max_length=30)),
                ("purpose_code", models.SlugField(max_length=40, verbose_name="agreed purpose it serves")),
                ("outcomes", models.TextField(verbose_name="outcomes sought")),
                (
                    "looked_at_first",
                    models.TextField(
                        help_text="A neighbour school that does this already, days left on another agreement, a free service.",
                        verbose_name="what was looked at before buying",
                    ),
                ),
                ("ceiling_pence", models.PositiveBigIntegerField(verbose_name="most it may cost, in pence")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("considered", "Before the groups"),
                            ("answered", "Answered by an agreement"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("withdrawn_because", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "paper",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brief",
                        to="governance.paper",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="briefs", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["draft", "withdrawn"]), ("paper__isnull", False), _connector="OR"
                        ),
                        name="brief_before_groups_has_its_paper",
                        violation_error_message="A brief goes before the groups with a paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage", "withdrawn"), ("withdrawn_because", ""), _connector="XOR"),
                        name="brief_withdrawn_with_a_reason",
                        violation_error_message="A brief that is withdrawn says why, and no other does.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("title", models.CharField(max_length=200)),
                ("price_pence", models.PositiveBigIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("indicator", models.SlugField(max_length=40, verbose_name="indicator it should move")),
                (
                    "change_worth_paying",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=6,
                        verbose_name="smallest change worth paying for, in the indicator’s unit",
                    ),
                ),
                (
                    "why_chosen",
                    models.CharField(
                        choices=[
                            ("low_figures", "Their figures were low"),
                            ("asked", "They asked for it"),
                            ("by_lot", "They were drawn by lot"),
                            ("another_reason", "Another reason, which the figures do not know"),
                            ("knew_of_change", "Somebody knew of a change that is not in the figures"),
                        ],
                        max_length=20,
                        verbose_name="why these schools",
                    ),
                ),
                ("why_these_schools", models.TextField(verbose_name="why these schools, in words")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Waiting for a decision"),
                            ("agreed", "Agreed"),
                            ("complete", "Complete"),
                            ("ended", "Ended early"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                ("completed_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=300, verbose_name="why it ended early")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_made",
                        to="members.person",
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreement",
                        to="fund.commitment",
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_completed",
                        to="members.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="governance.decision",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_ended",
                        to="members.person",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_proposed",
                        to="members.person",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements_provided",
                        to="members.organisation",
                    ),
                ),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="commissioning.brief"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", True),
                                ("agreed_by__isnull", True),
                                ("commitment__isnull", True),
                                ("decision__isnull", True),
                                ("stage__in", ["proposed", "withdrawn"]),
                            ),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("agreed_by__isnull", False),
                                ("commitment__isnull", False),
                                ("decision__isnull", False),
                                ("stage__in", ["agreed", "complete", "ended"]),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_only_by_a_decision",
                        violation_error_message="Only a minuted decision can make an agreement, with its money set aside.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("completed_at__isnull", False), ("completed_by__isnull", False), ("stage", "complete")
                            ),
                            models.Q(
                                models.Q(("stage", "complete"), _negated=True),
                                ("completed_at__isnull", True),
                                ("completed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_complete_says_when",
                        violation_error_message="A complete agreement says who completed it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                ("stage", "ended"),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("stage", "ended"), _negated=True),
                                ("ended_at__isnull", True),
                                ("ended_because", ""),
                                ("ended_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="agreement_ended_says_why",
                        violation_error_message="An agreement that ended early says why, who ended it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="agreement_ends_after_it_starts",
                        violation_error_message="An agreement cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price_pence__gt", 0)),
                        name="agreement_has_a_price",
                        violation_error_message="An agreement has a price.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BriefNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "brief",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="commissioning.brief"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="briefs", to="needs.need"
                    ),
                ),
            ],
            options={
                "ordering": ["brief", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("brief", "need"),
                        name="brief_need_once",
                        violation_error_message="The brief answers this need already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("pence", models.PositiveBigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[("scheduled", "Scheduled"), ("met", "Met")], default="scheduled", max_length=12
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="what showed that it was met")),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones_accepted",
                        to="members.person",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="commissioning.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", True),
                                ("accepted_by__isnull", True),
                                ("evidence", ""),
                                ("stage", "scheduled"),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("stage", "met"),
                                models.Q(("evidence", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="milestone_met_says_how",
                        violation_error_message="A milestone that was met says what showed it, who accepted it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pence__gt", 0)),
                        name="milestone_is_worth_something",
                        violation_error_message="A milestone is paid for.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "payment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claim", to="fund.payment"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="commissioning.milestone"
                    ),
                ),
            ],
            options={
                "ordering": ["milestone", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AgreementSchool",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schools",
                        to="commissioning.agreement",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation"),
                        name="agreement_school_once",
                        violation_error_message="The agreement is for this school already.",
                    )
                ],
            },
        ),
    ]
