"""The interest engine: what is declared or raised for one item, dispensed, given alike, and who takes the item instead."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_seats_terms_carry_over"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="eligibility",
            name="nearness",
            field=models.CharField(
                blank=True,
                choices=[
                    ("direct", "Direct"),
                    ("near", "Near"),
                    ("dispensed", "Dispensed"),
                    ("class_wide", "Class-wide"),
                ],
                max_length=12,
                verbose_name="kind of interest",
            ),
        ),
        migrations.AlterField(
            model_name="eligibility",
            name="because",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name="Chairing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handed_at", models.DateTimeField()),
                (
                    "handed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chairings_minuted",
                        to="members.person",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chairings",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="chairings", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Formula",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, verbose_name="what each school gets")),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nursery", "Nursery"),
                            ("primary", "Primary"),
                            ("secondary", "Secondary"),
                            ("all_through", "All-through"),
                            ("special", "Special"),
                            ("pupil_referral_unit", "Pupil referral unit"),
                            ("sixteen_plus", "16 plus"),
                        ],
                        max_length=20,
                        verbose_name="which schools",
                    ),
                ),
                ("base_pence", models.PositiveBigIntegerField(default=0, verbose_name="for each school, in pence")),
                ("rate_pence", models.PositiveBigIntegerField(default=0, verbose_name="for each unit, in pence")),
                ("unit", models.CharField(blank=True, max_length=60, verbose_name="unit")),
                ("frozen_at", models.DateTimeField()),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formulas_frozen", to="members.person"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formulas", to="members.group"
                    ),
                ),
            ],
            options={
                "ordering": ["-frozen_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="InterestFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "nearness",
                    models.CharField(
                        choices=[
                            ("direct", "Direct"),
                            ("near", "Near"),
                            ("dispensed", "Dispensed"),
                            ("class_wide", "Class-wide"),
                        ],
                        max_length=12,
                        verbose_name="how near",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("role", "a role held, now or in the last twelve months"),
                            ("register", "the register of interests"),
                            ("meeting", "declared for the item"),
                            ("raised", "raised by another member, upheld by the chair"),
                        ],
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(max_length=150, verbose_name="what the interest is")),
                (
                    "stage",
                    models.CharField(
                        choices=[("raised", "Waiting for the chair"), ("stands", "Stands"), ("dismissed", "Dismissed")],
                        default="raised",
                        max_length=10,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("ruling", models.CharField(blank=True, max_length=150, verbose_name="the chair’s reason")),
                ("ruled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="governance.agendaitem"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="members.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="members.person"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags_raised", to="members.person"
                    ),
                ),
                (
                    "ruled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags_ruled",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["item", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ItemClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named_at", models.DateTimeField()),
                (
                    "formula",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="governance.formula"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gives_alike",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_classes_named",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "item classes",
                "ordering": ["item"],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=300)),
                ("referred_at", models.DateTimeField()),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referral", to="governance.agendaitem"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="members.group"
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals_minuted",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["item"],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("units", models.PositiveIntegerField()),
                ("pence", models.PositiveBigIntegerField()),
                ("shown_at", models.DateTimeField()),
                (
                    "formula",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="governance.formula"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["formula", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Dispensation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("may_see", models.BooleanField(default=False, verbose_name="may see what is sealed")),
                ("may_score", models.BooleanField(default=False, verbose_name="may score")),
                ("may_vote", models.BooleanField(default=False, verbose_name="may vote")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("granted_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispensations",
                        to="governance.decision",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispensations_minuted",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispensations",
                        to="members.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispensations", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until_on__gte", models.F("from_on"))),
                        name="dispensation_ends",
                        violation_error_message="A dispensation ends on its last day, not before it begins.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="formula",
            constraint=models.CheckConstraint(
                condition=models.Q(("base_pence__gt", 0), ("rate_pence__gt", 0), _connector="OR"),
                name="formula_gives_something",
                violation_error_message="A formula gives each school something, or something for each unit.",
            ),
        ),
        migrations.AddConstraint(
            model_name="formula",
            constraint=models.CheckConstraint(
                condition=models.Q(("rate_pence", 0), models.Q(("unit", ""), _negated=True), _connector="OR"),
                name="formula_names_its_unit",
                violation_error_message="Say for each of what: a pupil on the roll, a teacher.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("nearness__in", ["direct", "near"])),
                name="flag_is_direct_or_near",
                violation_error_message="Say whether the interest is direct or near; the others are worked out or granted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True),
                name="flag_says_what_it_is",
                violation_error_message="Say what the interest is.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ruled_at__isnull", True),
                        ("ruled_by__isnull", True),
                        ("ruling", ""),
                        ("source", "meeting"),
                        ("stage", "stands"),
                    ),
                    models.Q(
                        ("ruled_at__isnull", True),
                        ("ruled_by__isnull", True),
                        ("ruling", ""),
                        ("source", "raised"),
                        ("stage", "raised"),
                    ),
                    models.Q(
                        ("ruled_at__isnull", False),
                        ("ruled_by__isnull", False),
                        ("source", "raised"),
                        ("stage__in", ["stands", "dismissed"]),
                        models.Q(("ruling", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="flag_raised_is_ruled_on",
                violation_error_message="What another member raises stands or falls by the chair’s ruling and reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ruled_at__isnull", True), ("ruled_by__isnull", True)),
                    models.Q(("ruled_at__isnull", False), ("ruled_by__isnull", False)),
                    _connector="OR",
                ),
                name="flag_ruled_by_and_at",
                violation_error_message="Who ruled, and when, go together.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source", "meeting"), models.Q(("person", models.F("raised_by")), _negated=True), _connector="OR"
                ),
                name="flag_is_raised_about_another",
                violation_error_message="Nobody raises their own interest: they declare it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="interestflag",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ruled_by__isnull", True),
                    models.Q(("person", models.F("ruled_by")), _negated=True),
                    _connector="OR",
                ),
                name="flag_is_ruled_on_by_another",
                violation_error_message="Nobody rules on their own interest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True),
                name="referral_says_why",
                violation_error_message="Say why the item moves to the reserve panel.",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(
                fields=("formula", "organisation"),
                name="share_once_for_a_school",
                violation_error_message="This school has its share already.",
            ),
        ),
    ]
