import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("achievement_teams", "0001_initial")]

    initial = True

    dependencies = [
        ("commissioning", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("strand", models.SlugField(max_length=30)),
                ("question", models.CharField(max_length=300, verbose_name="what the team asks")),
                (
                    "instrument",
                    models.CharField(max_length=150, verbose_name="what pupils are assessed by, before and after"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("evidence", "Looking at the evidence"),
                            ("goal", "Setting the goal"),
                            ("trying", "Trying the strategy"),
                            ("closed", "Closed"),
                            ("abandoned", "Given up"),
                        ],
                        default="evidence",
                        max_length=12,
                    ),
                ),
                ("evidence_statement", models.TextField(blank=True, verbose_name="what the evidence says")),
                ("goal", models.TextField(blank=True)),
                ("strategy", models.TextField(blank=True, verbose_name="what we try")),
                ("started_on", models.DateField()),
                ("retest_on", models.DateField(blank=True, null=True, verbose_name="day of the re-test")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Met"),
                            ("partly", "Partly met"),
                            ("not_met", "Not met"),
                            ("cannot_say", "Cannot say"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "keep",
                    models.CharField(
                        blank=True,
                        choices=[("keep", "Keep it"), ("adapt", "Adapt it"), ("drop", "Drop it")],
                        max_length=6,
                    ),
                ),
                (
                    "why_different",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why more or fewer pupils were counted after than before",
                    ),
                ),
                ("learning", models.TextField(blank=True, verbose_name="what we learned")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="commissioning.agreement",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles_closed",
                        to="members.person",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cycles", to="members.group"
                    ),
                ),
            ],
            options={
                "ordering": ["team", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "number"),
                        name="cycle_number_once_in_a_team",
                        violation_error_message="This team has a cycle of that number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["evidence", "abandoned"]),
                            models.Q(("evidence_statement", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cycle_goal_follows_from_evidence",
                        violation_error_message="Say what the evidence says before setting a goal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["evidence", "goal", "abandoned"]),
                            models.Q(
                                models.Q(("goal", ""), _negated=True),
                                models.Q(("strategy", ""), _negated=True),
                                ("retest_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="cycle_tries_for_a_goal",
                        violation_error_message="Trying needs a goal, a strategy and the day of the re-test.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("stage", "closed"),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("keep", ""), _negated=True),
                                models.Q(("learning", ""), _negated=True),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("keep", ""),
                                ("outcome", ""),
                                ("stage", "abandoned"),
                            ),
                            models.Q(
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                                ("keep", ""),
                                ("outcome", ""),
                                ("stage__in", ["evidence", "goal", "trying"]),
                            ),
                            _connector="OR",
                        ),
                        name="cycle_closed_says_how_it_ended",
                        violation_error_message="A closed cycle says how it ended, what the team keeps and what it learned.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retest_on__isnull", True), ("retest_on__gt", models.F("started_on")), _connector="OR"
                        ),
                        name="cycle_retest_comes_after_the_start",
                        violation_error_message="The re-test comes after the start.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BandCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moment", models.CharField(choices=[("before", "Before"), ("after", "After")], max_length=6)),
                (
                    "band",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Beginning"), (2, "Progressing"), (3, "Achieving"), (4, "Exceeding")]
                    ),
                ),
                ("pupils", models.PositiveSmallIntegerField()),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="counts", to="achievement_teams.cycle"
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "moment", "band"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cycle", "moment", "band"),
                        name="band_counted_once",
                        violation_error_message="This band is counted already.",
                    )
                ],
            },
        ),
    ]
