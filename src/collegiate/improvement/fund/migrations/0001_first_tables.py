import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("fund", "0001_initial"),
        ("fund", "0002_what_made_a_fund"),
        ("fund", "0003_fill_what_made_a_fund"),
        ("fund", "0004_a_fund_rests_on_something"),
        ("fund", "0005_formulas_pledges_and_days"),
        ("fund", "0006_bank_statements"),
        ("fund", "0007_when_a_promise_is_paid"),
        ("fund", "0008_sharing_by_need"),
        ("fund", "0009_hands_a_payment_goes_through"),
        ("fund", "0010_fill_the_hands"),
        ("fund", "0011_payments_by_stage"),
        ("fund", "0012_counted_entry_by_entry"),
        ("fund", "0013_fill_what_is_counted"),
    ]

    initial = True

    dependencies = [
        ("evidence", "0001_first_tables"),
        ("files", "0001_first_tables"),
        ("governance", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asset", "What we have"),
                            ("liability", "What we owe"),
                            ("income", "What came in"),
                            ("expense", "What was spent"),
                            ("equity", "What was brought in without being income"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what_for", models.CharField(max_length=200)),
                ("committed_pence", models.PositiveBigIntegerField()),
                ("payable_pence", models.PositiveBigIntegerField(default=0)),
                ("paid_pence", models.PositiveBigIntegerField(default=0)),
                ("released_pence", models.PositiveBigIntegerField(default=0)),
                (
                    "by_claim",
                    models.BooleanField(
                        default=False, verbose_name="paid only by claims, such as those of milestones that were met"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="governance.decision",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments_made",
                        to="members.person",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments_released",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "pk"],
            },
        ),
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
            ],
            options={
                "ordering": ["snapshot", "organisation__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("memo", models.CharField(max_length=200)),
                (
                    "kind",
                    models.SlugField(
                        choices=[
                            ("opening", "Brought forward"),
                            ("contribution", "Contribution"),
                            ("payment", "Payment"),
                            ("transfer", "Moved between funds"),
                            ("reversal", "Puts another entry right"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "because",
                    models.CharField(blank=True, max_length=300, verbose_name="why the entry it reverses was wrong"),
                ),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="governance.decision",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries_posted",
                        to="members.person",
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="fund.entry",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-on", "-pk"],
                "indexes": [models.Index(fields=["on", "id"], name="entry_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("posted_at__isnull", True), ("posted_by__isnull", True)),
                            models.Q(("posted_at__isnull", False), ("posted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ledger_entry_posted_by_somebody",
                        violation_error_message="Who posted an entry, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), ("reverses__isnull", True)),
                            models.Q(("reverses__isnull", False), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ledger_entry_reversal_says_why",
                        violation_error_message="An entry that puts another right says why.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150, unique=True)),
                ("purpose", models.CharField(max_length=500)),
                (
                    "restricted_to",
                    models.SlugField(
                        blank=True, max_length=40, verbose_name="code of the charter’s purpose it is restricted to"
                    ),
                ),
                ("opened_on", models.DateField()),
                ("received_pence", models.PositiveBigIntegerField(default=0)),
                (
                    "counted",
                    models.PositiveBigIntegerField(
                        db_default=0, default=0, verbose_name="key of the last entry that is in what it received"
                    ),
                ),
                (
                    "promised_pence",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="promised by decisions, spent or not, in pence"
                    ),
                ),
                (
                    "charter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_founded",
                        to="members.charter",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="funds_made",
                        to="governance.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("promised_pence__lte", models.F("received_pence"))),
                        name="fund_never_overdrawn",
                        violation_error_message="The fund cannot promise more than it has received.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("charter__isnull", False), ("decision__isnull", True)),
                            models.Q(("charter__isnull", True), ("decision__isnull", False)),
                            _connector="OR",
                        ),
                        name="fund_rests_on_one_thing",
                        violation_error_message="A fund rests on a decision, the first one on the charter.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Formula",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.CharField(max_length=10, verbose_name="school year it holds from")),
                ("version", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="formulas",
                        to="governance.decision",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formulas_set", to="members.person"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="formulas", to="fund.fund"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "formulas",
                "ordering": ["fund", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "version"),
                        name="formula_one_version",
                        violation_error_message="This version of the formula is already there.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.CharField(max_length=10, verbose_name="year it is for")),
                (
                    "kind",
                    models.CharField(
                        choices=[("cash", "Money"), ("days", "Days of people’s time")], default="cash", max_length=10
                    ),
                ),
                ("pence", models.PositiveBigIntegerField(default=0, verbose_name="amount in pence")),
                ("half_days", models.PositiveSmallIntegerField(default=0, verbose_name="half days of people’s time")),
                (
                    "pupils",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="pupils it was worked out for"),
                ),
                ("due_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("pledged", "Pledged"),
                            ("due", "Due"),
                            ("received", "Received"),
                            ("reversed", "Taken back"),
                            ("waived", "Waived"),
                        ],
                        default="pledged",
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField(blank=True, null=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions_waived",
                        to="governance.decision",
                        verbose_name="decision that waived it",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="members.organisation",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions_received",
                        to="members.person",
                    ),
                ),
                (
                    "reminded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders_sent",
                        to="members.person",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contribution",
                        to="fund.entry",
                    ),
                ),
                (
                    "formula",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="fund.formula",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="fund.fund"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "organisation__name", "pk"],
                "indexes": [models.Index(fields=["due_on"], name="contribution_by_day")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "reversed"), _negated=True),
                        fields=("fund", "organisation", "year", "kind"),
                        name="contribution_once_a_year",
                        violation_error_message="This member’s contribution for the year is already there.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("half_days", 0), ("kind", "cash"), ("pence__gt", 0)),
                            models.Q(("half_days__gt", 0), ("kind", "days"), ("pence", 0)),
                            _connector="OR",
                        ),
                        name="contribution_is_an_amount",
                        violation_error_message="A contribution is more than nothing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entry__isnull", True),
                                ("received_at__isnull", True),
                                ("received_by__isnull", True),
                                ("stage__in", ["pledged", "due", "waived"]),
                            ),
                            models.Q(
                                ("received_at__isnull", False),
                                ("received_by__isnull", False),
                                ("stage__in", ["received", "reversed"]),
                                models.Q(
                                    models.Q(("entry__isnull", False), ("kind", "cash")),
                                    models.Q(("entry__isnull", True), ("kind", "days")),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="contribution_received_says_when",
                        violation_error_message="A contribution received has its date, its bookkeeper and its entry.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "waived"), ("decision__isnull", False)),
                            models.Q(models.Q(("stage", "waived"), _negated=True), ("decision__isnull", True)),
                            _connector="OR",
                        ),
                        name="contribution_waived_by_a_decision",
                        violation_error_message="Only a decision waives a contribution.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reminded_at__isnull", True), ("reminded_by__isnull", True)),
                            models.Q(("reminded_at__isnull", False), ("reminded_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contribution_reminded_says_who",
                        violation_error_message="Who reminded a member, and when, go together.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="fund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="fund.fund"
            ),
        ),
        migrations.CreateModel(
            name="AuthorisationLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("pence", models.PositiveBigIntegerField(verbose_name="up to which one is enough")),
                ("set_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisation_limits",
                        to="governance.decision",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisation_limits_set",
                        to="members.person",
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorisation_limits", to="fund.fund"
                    ),
                ),
            ],
            options={
                "ordering": ["fund", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("fund", "version"),
                        name="authorisation_limit_one_version",
                        violation_error_message="This version of the limit is already there.",
                    )
                ],
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
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocation_rounds", to="fund.fund"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-opened_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "withdrawn"), _negated=True),
                        fields=("fund", "year"),
                        name="allocation_round_once_a_year",
                        violation_error_message="This fund has a round for the year already. Withdraw it first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pot_pence__gt", 0), models.Q(("name", ""), _negated=True)),
                        name="allocation_round_shares_something",
                        violation_error_message="A round has a name, and a pot of more than nothing.",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField(verbose_name="expected to be paid by")),
                ("pence", models.PositiveBigIntegerField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instalments", to="fund.commitment"
                    ),
                ),
            ],
            options={
                "ordering": ["commitment", "due_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence__gt", 0)),
                        name="instalment_is_an_amount",
                        violation_error_message="An instalment is more than nothing.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pence", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="fund.ledgeraccount"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="fund.entry"
                    ),
                ),
                (
                    "fund",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="fund.fund"),
                ),
                (
                    "party",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="legs",
                        to="members.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["entry", "pk"],
                "indexes": [models.Index(fields=["fund", "account", "entry", "pence"], name="leg_by_account")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence", 0), _negated=True),
                        name="leg_is_an_amount",
                        violation_error_message="A leg moves something.",
                    )
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "version"),
                        name="need_formula_one_version",
                        violation_error_message="This version of the formula is already there.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("approved_at__isnull", False)),
                        fields=("round",),
                        name="need_formula_one_approved",
                        violation_error_message="The formula of this round is fixed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cap_pence__gt", 0), ("floor_pence__lte", models.F("cap_pence"))),
                        name="need_formula_floor_under_cap",
                        violation_error_message="The most for each pupil is above nothing, and not below the least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("may_fall__lte", 100)),
                        name="need_formula_falls_by_per_cent",
                        violation_error_message="A share may fall by 0 to 100 per cent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at__isnull", True), ("approved_by__isnull", True), ("decision__isnull", True)
                            ),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("approved_by__isnull", False),
                                ("decision__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="need_formula_approved_by_a_decision",
                        violation_error_message="A decision approves a formula; who noted it, and when, go with it.",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("allocation", "indicator"),
                        name="need_input_once",
                        violation_error_message="This figure is counted already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adds__isnull", False), ("because", ""), ("value__isnull", False)),
                            models.Q(("adds__isnull", True), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="need_input_or_why_not",
                        violation_error_message="A figure adds something to need, or it is said why there is none.",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("formula", "indicator"),
                        name="need_weight_once",
                        violation_error_message="This indicator has its weight already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("weight__gt", 0), models.Q(("from_value", models.F("to_value")), _negated=True)
                        ),
                        name="need_weight_counts",
                        violation_error_message="A weight is more than nothing, between two different values.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pence", models.PositiveBigIntegerField()),
                ("memo", models.CharField(max_length=200)),
                ("grounds", models.TextField(blank=True, verbose_name="what shows that it is due")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("requested", "Asked for"),
                            ("checked", "Checked"),
                            ("authorised", "Authorised"),
                            ("sent", "Sent"),
                            ("reconciled", "Sent, and seen by the bank"),
                            ("returned", "Returned by the bank"),
                            ("reversed", "Taken back"),
                            ("refused", "Refused"),
                        ],
                        default="requested",
                        max_length=12,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("refused_because", models.CharField(blank=True, max_length=300)),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_checked",
                        to="members.person",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="fund.commitment"
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment",
                        to="fund.entry",
                    ),
                ),
                (
                    "instead_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_again_as",
                        to="fund.payment",
                        verbose_name="the payment the bank returned",
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="members.organisation"
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_refused",
                        to="members.person",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments_requested",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-requested_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence__gt", 0)),
                        name="payment_is_an_amount",
                        violation_error_message="A payment is more than nothing.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True),
                            models.Q(("checked_by", models.F("requested_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="payment_checked_by_another",
                        violation_error_message="Nobody checks a payment they asked for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_checked_says_when",
                        violation_error_message="Who checked a payment, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage", "refused"),
                            models.Q(("checked_at__isnull", True), ("stage", "requested")),
                            models.Q(models.Q(("stage", "requested"), _negated=True), ("checked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="payment_checked_before_it_is_authorised",
                        violation_error_message="A payment is checked before it is authorised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entry__isnull", False), ("stage__in", ["sent", "reconciled", "returned", "reversed"])
                            ),
                            models.Q(
                                ("entry__isnull", True),
                                ("stage__in", ["requested", "checked", "authorised", "refused"]),
                            ),
                            _connector="OR",
                        ),
                        name="payment_sent_has_its_entry",
                        violation_error_message="A payment that was sent has its entry in the ledger.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "refused"), models.Q(("refused_because", ""), _negated=True)),
                            models.Q(models.Q(("stage", "refused"), _negated=True), ("refused_because", "")),
                            _connector="OR",
                        ),
                        name="payment_refused_says_why",
                        violation_error_message="A payment that is refused says why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("refused_at__isnull", False), ("refused_by__isnull", False), ("stage", "refused")
                            ),
                            models.Q(
                                models.Q(("stage", "refused"), _negated=True),
                                ("refused_at__isnull", True),
                                ("refused_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="payment_refused_says_who",
                        violation_error_message="Who refused a payment, and when, go together.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authorised_at", models.DateTimeField()),
                (
                    "authorised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorisations", to="members.person"
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="authorisations", to="fund.payment"
                    ),
                ),
            ],
            options={
                "ordering": ["payment", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payment", "authorised_by"),
                        name="authorisation_once_each",
                        violation_error_message="This person has authorised the payment.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    ),
                ),
                ("flat_pence", models.PositiveBigIntegerField(default=0)),
                ("pupil_pence", models.PositiveBigIntegerField(default=0, verbose_name="pence for each pupil")),
                ("half_days", models.PositiveSmallIntegerField(default=0, verbose_name="half days of people’s time")),
                (
                    "formula",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="fund.formula"
                    ),
                ),
            ],
            options={
                "ordering": ["formula", "phase"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("formula", "phase"),
                        name="rate_once_a_phase",
                        violation_error_message="This phase has a line already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("flat_pence__gt", 0), ("pupil_pence__gt", 0), ("half_days__gt", 0), _connector="OR"
                        ),
                        name="rate_is_something",
                        violation_error_message="A line of a formula asks for something.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("until_on", models.DateField()),
                ("opening_pence", models.BigIntegerField(verbose_name="held before its first line")),
                ("closing_pence", models.BigIntegerField(verbose_name="held after its last line")),
                (
                    "already_there",
                    models.PositiveIntegerField(
                        default=0, verbose_name="lines left out, since an earlier statement has them"
                    ),
                ),
                ("loaded_at", models.DateTimeField()),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_statement",
                        to="files.storedfile",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_loaded",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-until_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_on__lte", models.F("until_on"))),
                        name="statement_days_in_order",
                        violation_error_message="A statement ends after it begins.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("pence", models.BigIntegerField(verbose_name="held by both")),
                ("reconciled_at", models.DateTimeField()),
                (
                    "reconciled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconciliations_made",
                        to="members.person",
                    ),
                ),
                (
                    "statement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reconciliation", to="fund.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(verbose_name="line of the file")),
                ("on", models.DateField()),
                ("pence", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="what the bank wrote")),
                ("reference", models.CharField(blank=True, max_length=100)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="fund.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "place"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pence", 0), _negated=True),
                        name="statement_line_is_an_amount",
                        violation_error_message="A line moves something.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pence", models.BigIntegerField()),
                ("because", models.CharField(max_length=200)),
                ("matched_at", models.DateTimeField()),
                (
                    "leg",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="fund.leg"
                    ),
                ),
                (
                    "matched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches_made", to="members.person"
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="fund.statementline"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "matches",
                "ordering": ["line", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "leg"),
                        name="match_once",
                        violation_error_message="These two are matched already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pence", 0), _negated=True),
                        name="match_is_an_amount",
                        violation_error_message="A match is of something.",
                    ),
                ],
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
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("paid_pence__lte", models.F("payable_pence"))),
                name="commitment_pays_what_is_payable",
                violation_error_message="No more is paid than is payable.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "committed_pence__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("payable_pence"), "+", models.F("released_pence")
                        ),
                    )
                ),
                name="commitment_stays_within_its_promise",
                violation_error_message="No more is payable than was promised.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("committed_pence__gt", 0)),
                name="commitment_is_an_amount",
                violation_error_message="A commitment is more than nothing.",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", True), ("released_by__isnull", True), ("released_pence", 0)),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="commitment_released_says_when",
                violation_error_message="Who released a commitment, and when, go together.",
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
    ]
