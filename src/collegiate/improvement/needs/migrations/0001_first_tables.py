import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("needs", "0001_initial")]

    initial = True

    dependencies = [
        ("evidence", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.CharField(max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("contested", "Contested"),
                            ("agreed", "Agreed"),
                            ("replaced", "Replaced"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("end_test", models.TextField(verbose_name="what would end it")),
                ("review_on", models.DateField()),
                ("proposed_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels_agreed",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="levels", to="members.organisation"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="levels_proposed", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["organisation", "-from_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "agreed")),
                        fields=("organisation",),
                        name="level_one_agreed",
                        violation_error_message="A school has one agreed level of support at a time.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["proposed", "contested"])),
                        fields=("organisation",),
                        name="level_one_on_the_table",
                        violation_error_message="A level is on the table for this school already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                                models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("stage", "agreed"), _negated=True),
                                models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                                _connector="OR",
                            ),
                            models.Q(
                                models.Q(("stage__in", ["proposed", "contested"]), _negated=True),
                                ("agreed_at__isnull", True),
                                _connector="OR",
                            ),
                        ),
                        name="level_agreed_by_somebody",
                        violation_error_message="An agreed level says who agreed it and when; one on the table is not agreed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "replaced"), ("until_on__isnull", False)),
                            models.Q(models.Q(("stage", "replaced"), _negated=True), ("until_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="level_ends_when_replaced",
                        violation_error_message="A level ends on the day another takes its place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="level_ends_after_it_begins",
                        violation_error_message="A level cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_on__gt", models.F("from_on"))),
                        name="level_reviewed_after_it_begins",
                        violation_error_message="A level is reviewed after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end_test", ""), _negated=True),
                        name="level_says_what_would_end_it",
                        violation_error_message="Say what would end it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("contested_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contests_answered",
                        to="members.person",
                    ),
                ),
                (
                    "contested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contests", to="members.person"
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contests", to="needs.level"
                    ),
                ),
            ],
            options={
                "ordering": ["level", "contested_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("level",),
                        name="contest_one_waiting",
                        violation_error_message="This level is contested already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="contest_says_why",
                        violation_error_message="Say why you disagree.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="contest_answered_by_somebody",
                        violation_error_message="An answer says who gave it and when, in words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strand", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("understood", "Understood"),
                            ("joined", "Joined to a brief"),
                            ("closed", "Closed"),
                        ],
                        default="raised",
                        max_length=20,
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("understanding", models.TextField(blank=True, verbose_name="what was understood")),
                ("understood_at", models.DateTimeField(blank=True, null=True)),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_because", models.TextField(blank=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_closed",
                        to="members.person",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_joined",
                        to="members.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="members.organisation"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs_raised", to="members.person"
                    ),
                ),
                (
                    "understood_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_understood",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="LevelReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("sentence", models.TextField()),
                ("indicator", models.CharField(blank=True, max_length=40)),
                ("contribution", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("maximum", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reasons", to="needs.level"
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="needs.need",
                    ),
                ),
            ],
            options={
                "db_table": "needs_level_reason",
                "ordering": ["level", "place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("level", "place"),
                        name="level_reason_in_its_place",
                        violation_error_message="Two reasons cannot stand in one place.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sentence", ""), _negated=True),
                        name="level_reason_says_something",
                        violation_error_message="A reason is a sentence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contribution__isnull", True),
                            models.Q(
                                ("contribution__gte", 0),
                                ("contribution__lte", models.F("maximum")),
                                ("maximum__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="level_reason_within_its_maximum",
                        violation_error_message="A contribution lies between nothing and its maximum.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NeedEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="evidence.finding",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="needs.need"
                    ),
                ),
                (
                    "value",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="evidence.indicatorvalue",
                    ),
                ),
            ],
            options={
                "db_table": "needs_need_evidence",
                "ordering": ["need", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding__isnull", True), ("value__isnull", False)),
                            models.Q(("finding__isnull", False), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="need_evidence_is_one_thing",
                        violation_error_message="A piece of evidence is one figure or one finding.",
                    ),
                    models.UniqueConstraint(
                        fields=("need", "value"),
                        name="need_evidence_value_once",
                        violation_error_message="This need names that figure already.",
                    ),
                    models.UniqueConstraint(
                        fields=("need", "finding"),
                        name="need_evidence_finding_once",
                        violation_error_message="This need names that finding already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strand", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("what", models.TextField(verbose_name="what it is, and for whom")),
                ("days_a_term", models.PositiveSmallIntegerField()),
                ("offered_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="members.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["strand", "title", "pk"],
                "indexes": [models.Index(fields=["strand"], name="offer_strand")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("offered_on")), _connector="OR"
                        ),
                        name="offer_ends_after_it_begins",
                        violation_error_message="An offer cannot end before it is made.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days_a_term__gte", 1)),
                        name="offer_of_some_time",
                        violation_error_message="An offer is of at least one day a term.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                (
                    "year",
                    models.PositiveSmallIntegerField(verbose_name="school year, by the calendar year it starts in"),
                ),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField(verbose_name="to be answered by")),
                (
                    "stage",
                    models.CharField(choices=[("open", "Open"), ("closed", "Closed")], default="open", max_length=20),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds_closed",
                        to="members.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",),
                        name="round_name_once",
                        violation_error_message="There is a round of this name already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("stage", "open")),
                        fields=("stage",),
                        name="round_one_open",
                        violation_error_message="Close the round that is open first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="round_closes_after_it_opens",
                        violation_error_message="A round cannot close before it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True), ("stage", "open")),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False), ("stage", "closed")),
                            _connector="OR",
                        ),
                        name="round_closed_by_somebody",
                        violation_error_message="A closed round says who closed it and when.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="need",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="needs.round",
            ),
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("strand", models.CharField(max_length=40)),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("text", models.TextField(blank=True, verbose_name="in the school’s own words")),
                ("version", models.PositiveIntegerField(default=1)),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="members.person"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="members.organisation"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="needs.round"
                    ),
                ),
            ],
            options={
                "ordering": ["round", "organisation", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "organisation", "strand"),
                        name="answer_once_a_strand",
                        violation_error_message="This school has answered on this strand already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__isnull", True), models.Q(("rating__gte", 1), ("rating__lte", 4)), _connector="OR"
                        ),
                        name="answer_from_one_to_four",
                        violation_error_message="An answer is one of the four, or that you cannot say yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__isnull", False), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="answer_cannot_say_says_why",
                        violation_error_message="Say in a few words why you cannot say yet.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["organisation", "stage"], name="need_organisation_stage"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("understood_at__isnull", True), ("understood_by__isnull", True)),
                        models.Q(("understood_at__isnull", False), ("understood_by__isnull", False)),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("stage", "understood"), _negated=True),
                        models.Q(("understood_at__isnull", False), ("understood_by__isnull", False)),
                        _connector="OR",
                    ),
                ),
                name="need_understood_by_somebody",
                violation_error_message="A need that is understood says who understood it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("joined_at__isnull", True), ("joined_by__isnull", True)),
                        models.Q(("joined_at__isnull", False), ("joined_by__isnull", False)),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("stage", "joined"), _negated=True),
                        models.Q(("joined_at__isnull", False), ("joined_by__isnull", False)),
                        _connector="OR",
                    ),
                ),
                name="need_joined_by_somebody",
                violation_error_message="A need that a brief answers says who joined it and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                        models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                        _connector="OR",
                    ),
                    models.Q(
                        ("closed_at__isnull", True), models.Q(("closed_because", ""), _negated=True), _connector="OR"
                    ),
                    models.Q(
                        models.Q(("stage", "closed"), _negated=True),
                        models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                        _connector="OR",
                    ),
                ),
                name="need_closed_with_a_reason",
                violation_error_message="A closed need says who closed it, when and why.",
            ),
        ),
    ]
