"""A pot that is shared by need: its round, its formula, the figures, what they came to, and what decisions changed."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_initial"),
        ("fund", "0007_when_a_promise_is_paid"),
        ("governance", "0018_calendars"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pupils", models.PositiveIntegerField(blank=True, null=True, verbose_name="pupils on its roll")),
                (
                    "need",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="need in hundredths of a point"
                    ),
                ),
                (
                    "because",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="why its need or its pupils cannot be said"
                    ),
                ),
                (
                    "rate_pence",
                    models.DecimalField(
                        blank=True, decimal_places=8, max_digits=20, null=True, verbose_name="pence for each pupil"
                    ),
                ),
                (
                    "by_need_pence",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="by its need, in pence"),
                ),
                ("rounded_up", models.BooleanField(default=False, verbose_name="was given the penny left over")),
                (
                    "last_pence",
                    models.PositiveBigIntegerField(default=0, verbose_name="what it had in the round before, in pence"),
                ),
                (
                    "taper_pence",
                    models.BigIntegerField(
                        default=0, verbose_name="what protecting last shares adds or takes, in pence"
                    ),
                ),
                (
                    "pence",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="what it gets by the formula, in pence"
                    ),
                ),
                (
                    "commitment",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocation",
                        to="fund.commitment",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="members.organisation",
                    ),
                ),
                (
                    "pupils_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="evidence.indicatorvalue",
                    ),
                ),
            ],
            options={
                "ordering": ["snapshot", "organisation__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AllocationRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("year", models.CharField(max_length=10, verbose_name="school year it is for")),
                ("pot_pence", models.PositiveBigIntegerField(verbose_name="pot in pence")),
                (
                    "phases",
                    models.CharField(blank=True, max_length=150, verbose_name="phases of the schools it is for"),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("open", "Formula is being tried"),
                            ("locked", "Formula is fixed"),
                            ("shared", "Shared out"),
                            ("set_aside", "Set aside for each school"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was withdrawn"),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="fund.allocationround",
                        verbose_name="the round before",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocation_rounds", to="fund.fund"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocation_rounds_opened",
                        to="members.person",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocation_rounds_withdrawn",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedFormula",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("floor_pence", models.PositiveBigIntegerField(verbose_name="least for each pupil, in pence")),
                ("cap_pence", models.PositiveBigIntegerField(verbose_name="most for each pupil, in pence")),
                (
                    "may_fall",
                    models.PositiveSmallIntegerField(
                        default=100, verbose_name="per cent by which a share may fall from the round before"
                    ),
                ),
                ("method", models.CharField(max_length=20, verbose_name="version of the method")),
                ("digest", models.CharField(max_length=64, verbose_name="digest of all it says")),
                ("drafted_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_formulas_approved",
                        to="members.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_formulas",
                        to="governance.decision",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_formulas_drafted",
                        to="members.person",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formulas", to="fund.allocationround"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "-version"],
            },
        ),
        migrations.CreateModel(
            name="NeedInput",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why there is none")),
                (
                    "adds",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=8, null=True, verbose_name="what it adds"
                    ),
                ),
                ("most", models.PositiveSmallIntegerField(verbose_name="the most it could add")),
                (
                    "allocation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="inputs", to="fund.allocation"
                    ),
                ),
                (
                    "value",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_inputs",
                        to="evidence.indicatorvalue",
                    ),
                ),
            ],
            options={
                "ordering": ["allocation", "indicator"],
            },
        ),
        migrations.CreateModel(
            name="NeedSnapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "point_pence",
                    models.DecimalField(
                        decimal_places=8, max_digits=20, verbose_name="pence a pupil that a point of need adds"
                    ),
                ),
                (
                    "middle",
                    models.PositiveSmallIntegerField(
                        verbose_name="need of the middle school, in hundredths of a point"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest of what went in and what came out")),
                ("taken_at", models.DateTimeField()),
                (
                    "formula",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshot", to="fund.needformula"
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshot", to="fund.allocationround"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_snapshots_taken",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-taken_at"],
            },
        ),
        migrations.AddField(
            model_name="allocation",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="fund.needsnapshot"
            ),
        ),
        migrations.CreateModel(
            name="NeedWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("indicator", models.CharField(max_length=40)),
                ("weight", models.PositiveSmallIntegerField()),
                ("from_value", models.DecimalField(decimal_places=4, max_digits=12, verbose_name="counts from")),
                ("to_value", models.DecimalField(decimal_places=4, max_digits=12, verbose_name="counts fully at")),
                (
                    "formula",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weights", to="fund.needformula"
                    ),
                ),
            ],
            options={
                "ordering": ["formula", "indicator"],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pence", models.PositiveBigIntegerField()),
                ("because", models.CharField(max_length=300)),
                ("adjusted_at", models.DateTimeField()),
                (
                    "adjusted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments_made",
                        to="members.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="governance.decision",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="given", to="fund.allocation"
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken", to="fund.allocation"
                    ),
                ),
            ],
            options={
                "ordering": ["adjusted_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pence__gt", 0),
                            models.Q(("giver", models.F("taker")), _negated=True),
                            models.Q(("because", ""), _negated=True),
                        ),
                        name="adjustment_moves_something",
                        violation_error_message="Say how much moves from one school to another, and why.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="allocationround",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "withdrawn"), _negated=True),
                fields=("fund", "year"),
                name="allocation_round_once_a_year",
                violation_error_message="This fund has a round for the year already. Withdraw it first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationround",
            constraint=models.CheckConstraint(
                condition=models.Q(("pot_pence__gt", 0), models.Q(("name", ""), _negated=True)),
                name="allocation_round_shares_something",
                violation_error_message="A round has a name, and a pot of more than nothing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocationround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_because", ""),
                        ("withdrawn_by__isnull", True),
                        models.Q(("stage", "withdrawn"), _negated=True),
                    ),
                    models.Q(
                        ("stage", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="allocation_round_withdrawn_says_why",
                violation_error_message="A round that is withdrawn says who withdrew it, when and why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needformula",
            constraint=models.UniqueConstraint(
                fields=("round", "version"),
                name="need_formula_one_version",
                violation_error_message="This version of the formula is already there.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needformula",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved_at__isnull", False)),
                fields=("round",),
                name="need_formula_one_approved",
                violation_error_message="The formula of this round is fixed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needformula",
            constraint=models.CheckConstraint(
                condition=models.Q(("cap_pence__gt", 0), ("floor_pence__lte", models.F("cap_pence"))),
                name="need_formula_floor_under_cap",
                violation_error_message="The most for each pupil is above nothing, and not below the least.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needformula",
            constraint=models.CheckConstraint(
                condition=models.Q(("may_fall__lte", 100)),
                name="need_formula_falls_by_per_cent",
                violation_error_message="A share may fall by 0 to 100 per cent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needformula",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True), ("decision__isnull", True)),
                    models.Q(
                        ("approved_at__isnull", False), ("approved_by__isnull", False), ("decision__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="need_formula_approved_by_a_decision",
                violation_error_message="A decision approves a formula; who noted it, and when, go with it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needinput",
            constraint=models.UniqueConstraint(
                fields=("allocation", "indicator"),
                name="need_input_once",
                violation_error_message="This figure is counted already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needinput",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("adds__isnull", False), ("because", ""), ("value__isnull", False)),
                    models.Q(("adds__isnull", True), models.Q(("because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="need_input_or_why_not",
                violation_error_message="A figure adds something to need, or it is said why there is none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("snapshot", "organisation"),
                name="allocation_once_a_school",
                violation_error_message="This school has its share already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("by_need_pence__isnull", True),
                        ("pence__isnull", True),
                        ("pupils__isnull", True),
                        ("pupils_from__isnull", True),
                        ("rate_pence__isnull", True),
                        ("taper_pence", 0),
                    ),
                    models.Q(
                        ("by_need_pence__isnull", False),
                        (
                            "pence",
                            django.db.models.expressions.CombinedExpression(
                                models.F("by_need_pence"), "+", models.F("taper_pence")
                            ),
                        ),
                        ("pupils__gt", 0),
                        ("pupils_from__isnull", False),
                        ("rate_pence__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="allocation_adds_up",
                violation_error_message="A share is what need gives and what the taper adds or takes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("need__isnull", False), ("pupils__isnull", False)),
                    models.Q(("because", ""), _negated=True),
                    _connector="OR",
                ),
                name="allocation_says_why_it_cannot_say",
                violation_error_message="Say why the need or the pupils of a school cannot be said.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needweight",
            constraint=models.UniqueConstraint(
                fields=("formula", "indicator"),
                name="need_weight_once",
                violation_error_message="This indicator has its weight already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="needweight",
            constraint=models.CheckConstraint(
                condition=models.Q(("weight__gt", 0), models.Q(("from_value", models.F("to_value")), _negated=True)),
                name="need_weight_counts",
                violation_error_message="A weight is more than nothing, between two different values.",
            ),
        ),
    ]
