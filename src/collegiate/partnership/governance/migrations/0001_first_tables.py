import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("governance", "0001_initial"),
        ("governance", "0002_seats_terms_carry_over"),
        ("governance", "0010_interest_engine"),
        ("governance", "0011_matters_and_moving"),
        ("governance", "0012_what_was_left"),
        ("governance", "0013_decisions_by_stage"),
        ("governance", "0014_papers_have_versions"),
        ("governance", "0015_first_versions"),
        ("governance", "0016_paper_text_is_in_its_versions"),
        ("governance", "0017_minutes"),
        ("governance", "0018_calendars"),
        ("governance", "0019_what_comes_back"),
        ("governance", "0020_presenters"),
    ]

    initial = True

    dependencies = [
        ("files", "0001_first_tables"),
        ("members", "0001_first_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place on the agenda")),
                ("title", models.CharField(max_length=200)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("decide", "To decide"), ("advise", "To advise"), ("note", "To note")], max_length=10
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes set aside")),
                (
                    "is_confidential",
                    models.BooleanField(
                        default=False, verbose_name="only those who sit on the group read what it is about"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("open", "Not dealt with yet"),
                            ("done", "Dealt with"),
                            ("left", "Left for another meeting"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("said", models.TextField(blank=True, verbose_name="what was said, for the minutes")),
                (
                    "presenter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presents",
                        to="members.person",
                        verbose_name="who presents it",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "place"],
            },
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
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(blank=True, max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(verbose_name="what is decided")),
                (
                    "public_text",
                    models.TextField(blank=True, verbose_name="what the public reads, where it is not the text itself"),
                ),
                ("reason", models.TextField()),
                ("alternatives", models.TextField(blank=True, verbose_name="what else was considered")),
                ("heard", models.TextField(blank=True, verbose_name="who was heard")),
                (
                    "method",
                    models.CharField(
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
                (
                    "stage",
                    models.CharField(
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
                ("equality_note", models.TextField(verbose_name="whom it leaves out, and what it does to the gap")),
                ("in_favour", models.PositiveSmallIntegerField(default=0)),
                ("against", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
                ("recused", models.PositiveSmallIntegerField(default=0, verbose_name="left because of an interest")),
                (
                    "counted",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="counted to the quorum"),
                ),
                ("quorum", models.PositiveSmallIntegerField(default=0, verbose_name="quorum in force")),
                ("money_pence", models.PositiveBigIntegerField(default=0, verbose_name="money it allows, in pence")),
                ("review_on", models.DateField(blank=True, null=True)),
                (
                    "does",
                    models.CharField(
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
                ("drafted_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True, verbose_name="votes in writing until")),
                (
                    "ended_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was put off or withdrawn"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="governance.decision",
                        verbose_name="earlier decision",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_minuted",
                        to="members.person",
                        verbose_name="minuted by",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_drafted",
                        to="members.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="members.group"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="governance.agendaitem"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions_opened",
                        to="members.person",
                    ),
                ),
                (
                    "purpose",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="members.purpose",
                        verbose_name="purpose it serves",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("equality_note", ""), _negated=True),
                        ),
                        name="decision_says_what_and_why",
                        violation_error_message="A decision needs its text, its reason and an equality note.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "made"), _negated=True),
                            ("in_favour__gt", models.F("against")),
                            _connector="OR",
                        ),
                        name="decision_had_a_majority",
                        violation_error_message="A decision has more for than against.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("stage__in", ["drafted", "open"]),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["made", "fell"]), models.Q(("reference", ""), _negated=True)),
                            models.Q(models.Q(("stage__in", ["made", "fell"]), _negated=True), ("reference", "")),
                            _connector="OR",
                        ),
                        name="decision_has_its_reference",
                        violation_error_message="A decision gets its reference with its outcome.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "open"), _negated=True),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_open_says_when",
                        violation_error_message="A decision that is open says who opened it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drafted_at__isnull", True), ("drafted_by__isnull", True)),
                            models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_drafted_by_and_at",
                        violation_error_message="Who drafted a decision, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "drafted"), _negated=True),
                            models.Q(("drafted_at__isnull", False), ("drafted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_drafted_says_when",
                        violation_error_message="A draft says who wrote it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_opened_by_and_at",
                        violation_error_message="Who opened a decision, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("method", "written"), _negated=True),
                            ("stage__in", ["drafted", "deferred", "withdrawn"]),
                            ("closes_at__isnull", False),
                            _connector="OR",
                        ),
                        name="decision_in_writing_closes",
                        violation_error_message="A vote in writing says until when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage__in", ["deferred", "withdrawn"]), _negated=True),
                            models.Q(("ended_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="decision_put_off_says_why",
                        violation_error_message="Say why it is put off or withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__isnull", True), ("does", "")),
                            models.Q(("about__isnull", False), models.Q(("does", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="decision_about_another_says_how",
                        violation_error_message="Say which earlier decision, and what this does to it.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("reference",),
                        name="decision_one_of_a_reference",
                        violation_error_message="Another decision has this reference.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("does__in", ["supersedes", "rescinds"]), ("stage", "made")),
                        fields=("about",),
                        name="decision_undone_once",
                        violation_error_message="A later decision has taken the place of that one, or took it back, already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("does", "ratifies"), ("stage__in", ["made", "fell"])),
                        fields=("about",),
                        name="decision_ratified_once",
                        violation_error_message="The group has decided about that chair’s action already.",
                    ),
                ],
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
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections_minuted",
                        to="members.person",
                        verbose_name="minuted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="members.person"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="governance.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "person"),
                        name="correction_once_for_a_person",
                        violation_error_message="This person’s part in the decision is corrected already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), _negated=True), models.Q(("minute", ""), _negated=True)
                        ),
                        name="correction_is_minuted",
                        violation_error_message="A correction says what the interest was, and is minuted.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfidentialPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confidential_parts_written",
                        to="members.person",
                    ),
                ),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confidential_part",
                        to="governance.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["decision"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="confidential_part_says_something",
                        violation_error_message="Write what is confidential, or leave it out.",
                    )
                ],
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
        migrations.CreateModel(
            name="Eligibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("present", models.BooleanField()),
                ("eligible", models.BooleanField()),
                ("because", models.CharField(blank=True, max_length=500)),
                (
                    "nearness",
                    models.CharField(
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
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eligibilities",
                        to="governance.decision",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="eligibilities", to="members.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "eligibilities",
                "ordering": ["decision", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "person"),
                        name="eligibility_once",
                        violation_error_message="This person is already on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eligible", True), models.Q(("because", ""), _negated=True), _connector="OR"
                        ),
                        name="eligibility_refusal_says_why",
                        violation_error_message="Somebody who may not take part is told why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("eligible", False),
                            models.Q(("nearness__in", ["direct", "near"]), _negated=True),
                            _connector="OR",
                        ),
                        name="eligibility_interest_keeps_out",
                        violation_error_message="Whoever has a direct or near interest takes no part.",
                    ),
                ],
            },
        ),
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
                (
                    "cast_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots_recorded",
                        to="members.person",
                    ),
                ),
                (
                    "void_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots_voided",
                        to="members.person",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="governance.decision"
                    ),
                ),
                (
                    "eligibility",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballot", to="governance.eligibility"
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("eligible", True)),
                        name="ballot_of_somebody_eligible",
                        violation_error_message="Only somebody without an interest casts a ballot.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["", "for", "against", "abstain"])),
                        name="ballot_known_choice",
                        violation_error_message="A ballot is for, against, or abstains.",
                    ),
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("base_pence__gt", 0), ("rate_pence__gt", 0), _connector="OR"),
                        name="formula_gives_something",
                        violation_error_message="A formula gives each school something, or something for each unit.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate_pence", 0), models.Q(("unit", ""), _negated=True), _connector="OR"),
                        name="formula_names_its_unit",
                        violation_error_message="Say for each of what: a pupil on the roll, a teacher.",
                    ),
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nearness__in", ["direct", "near"])),
                        name="flag_is_direct_or_near",
                        violation_error_message="Say whether the interest is direct or near; the others are worked out or granted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="flag_says_what_it_is",
                        violation_error_message="Say what the interest is.",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ruled_at__isnull", True), ("ruled_by__isnull", True)),
                            models.Q(("ruled_at__isnull", False), ("ruled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="flag_ruled_by_and_at",
                        violation_error_message="Who ruled, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", "meeting"),
                            models.Q(("person", models.F("raised_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="flag_is_raised_about_another",
                        violation_error_message="Nobody raises their own interest: they declare it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ruled_by__isnull", True),
                            models.Q(("person", models.F("ruled_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="flag_is_ruled_on_by_another",
                        violation_error_message="Nobody rules on their own interest.",
                    ),
                ],
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
            name="ItemParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("payee", "would be paid"),
                            ("beneficiary", "would receive the support"),
                            ("bidder", "has made a proposal"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="governance.agendaitem"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="party_to", to="members.organisation"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "item parties",
                "ordering": ["item", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "organisation", "part"),
                        name="item_party_once",
                        violation_error_message="This organisation is already a party to the item.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=150)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("called", "Called"),
                            ("in_progress", "In progress"),
                            ("closed", "Closed"),
                            ("agreed", "Minutes agreed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("called_at", models.DateTimeField(blank=True, null=True)),
                (
                    "short_notice_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why at short notice"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("sequence", models.PositiveIntegerField(default=0, verbose_name="times moved or cancelled")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "called_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_called",
                        to="members.person",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_closed",
                        to="members.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="members.group"
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_at__isnull", True), ("called_by__isnull", True)),
                            models.Q(("called_at__isnull", False), ("called_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_called_by_somebody",
                        violation_error_message="Who called a meeting, and when, go together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["planned", "cancelled"]), ("called_at__isnull", False), _connector="OR"
                        ),
                        name="meeting_is_called_before_it_begins",
                        violation_error_message="A meeting that takes place was called.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("stage__in", ["closed", "agreed"]),
                            ),
                            models.Q(
                                models.Q(("stage__in", ["closed", "agreed"]), _negated=True),
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_closed_says_when",
                        violation_error_message="A closed meeting says who closed it and when.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="members.person"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="governance.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "came_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at__isnull", True), ("left_at__gte", models.F("came_at")), _connector="OR"
                        ),
                        name="attendance_leaves_after_coming",
                        violation_error_message="Nobody leaves before they come.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("meeting", "person"),
                        name="attendance_in_the_room_once",
                        violation_error_message="This person is in the room already.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="governance.meeting"
            ),
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("because", models.CharField(blank=True, max_length=300, verbose_name="why they were put right")),
                ("sha256", models.CharField(max_length=64, verbose_name="digest of the published file")),
                ("agreed_at", models.DateTimeField()),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes_agreed", to="members.person"
                    ),
                ),
                (
                    "agreed_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_agreed",
                        to="governance.meeting",
                        verbose_name="meeting that agreed them",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="files.storedfile"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="minutes", to="governance.meeting"
                    ),
                ),
                (
                    "mover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_moved",
                        to="members.person",
                        verbose_name="member who said that they are right",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "minutes",
                "ordering": ["meeting", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "number"),
                        name="minutes_once_of_a_number",
                        violation_error_message="There are minutes of that number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", ""), ("number", 1)),
                            models.Q(("number__gt", 1), models.Q(("because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="minutes_put_right_say_why",
                        violation_error_message="Minutes that put others right say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mover", models.F("agreed_by")), _negated=True),
                        name="minutes_agreed_by_two",
                        violation_error_message="A member says that the minutes are right, and somebody else records it.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("summary", models.CharField(max_length=500)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="why it matters")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("decide", "To decide"), ("advise", "To advise"), ("note", "To note")], max_length=10
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=10, verbose_name="minutes it may take")),
                (
                    "is_confidential",
                    models.BooleanField(
                        default=False, verbose_name="only those who sit on the group read what it is about"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("waiting", "In the backlog"),
                            ("taken_up", "On an agenda"),
                            ("dropped", "Not taken up"),
                        ],
                        default="proposed",
                        max_length=20,
                    ),
                ),
                (
                    "back_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ratify", "To ratify the chair’s action"),
                            ("review", "To look at it again"),
                            ("corrected", "It did not stand after an interest was found"),
                        ],
                        max_length=12,
                        verbose_name="why it comes back",
                    ),
                ),
                ("proposed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it waits or was not taken up"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="governance.decision",
                        verbose_name="decision that comes back",
                    ),
                ),
                (
                    "from_item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_as",
                        to="governance.agendaitem",
                        verbose_name="item it is left over from",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="members.group"
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters_brought",
                        to="members.group",
                        verbose_name="group that brings it",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters_proposed",
                        to="members.person",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters_settled",
                        to="members.person",
                    ),
                ),
                (
                    "taken_up_as",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="was_matter",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="governance.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["group", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_at__isnull", False), ("proposed_by__isnull", False)),
                            models.Q(
                                ("proposed_at__isnull", True),
                                ("proposed_by__isnull", True),
                                models.Q(("from_item__isnull", False), ("about__isnull", False), _connector="OR"),
                            ),
                            _connector="OR",
                        ),
                        name="matter_comes_from_somewhere",
                        violation_error_message="Somebody proposed a matter, it is left over from an item, or a decision comes back.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about__isnull", True), ("back_for", "")),
                            models.Q(("about__isnull", False), models.Q(("back_for", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="matter_comes_back_for_a_reason",
                        violation_error_message="A decision that comes back says why, and nothing else does.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=("about",),
                        name="matter_once_for_a_decision",
                        violation_error_message="This decision waits in the backlog already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "proposed"), _negated=True),
                            ("proposed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="matter_proposed_says_when",
                        violation_error_message="A matter that is proposed says who proposed it and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "taken_up"), ("taken_up_as__isnull", False)),
                            models.Q(models.Q(("stage", "taken_up"), _negated=True), ("taken_up_as__isnull", True)),
                            _connector="OR",
                        ),
                        name="matter_taken_up_says_where",
                        violation_error_message="A matter that is taken up says on which agenda.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["proposed", "taken_up"]),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="matter_waits_for_a_reason",
                        violation_error_message="Say why it waits, or why it is not taken up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                ("stage__in", ["taken_up", "dropped"]),
                            ),
                            models.Q(
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                                ("stage__in", ["proposed", "waiting"]),
                            ),
                            _connector="OR",
                        ),
                        name="matter_settled_by_somebody",
                        violation_error_message="Whoever takes a matter up or drops it, and when, is kept.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consideration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("weight", models.CharField(choices=[("advises", "Advises"), ("decides", "Decides")], max_length=10)),
                ("response", models.TextField(blank=True)),
                ("in_favour", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("against", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("responded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="considerations", to="members.group"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consideration",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "responded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="considerations_minuted",
                        to="members.person",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="considerations",
                        to="governance.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["paper", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "group"),
                        name="consideration_once_by_a_group",
                        violation_error_message="This group considers the paper already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("weight", "decides")),
                        fields=("paper",),
                        name="consideration_one_group_decides",
                        violation_error_message="Exactly one group decides on a paper.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response", ""), ("responded_at__isnull", True), ("responded_by__isnull", True)),
                            models.Q(
                                models.Q(("response", ""), _negated=True),
                                ("responded_at__isnull", False),
                                ("responded_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="consideration_response_says_when",
                        violation_error_message="A response says who minuted it and when.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="governance.paper",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("paper", "number"),
                        name="paper_version_once",
                        violation_error_message="This paper already has a version of that number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("changed_since", ""), ("number", 1)),
                            models.Q(("number__gt", 1), models.Q(("changed_since", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="paper_version_says_what_changed",
                        violation_error_message="Every version after the first says what changed.",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "person"),
                        name="paper_opened_once",
                        violation_error_message="This person opened that version before.",
                    )
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("because", ""), _negated=True),
                        name="referral_says_why",
                        violation_error_message="Say why the item moves to the reserve panel.",
                    )
                ],
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
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="governance.decision"
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brings_back",
                        to="governance.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["item"],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("text", ""), _negated=True), models.Q(("why", ""), _negated=True)),
                        name="sealed_part_says_why",
                        violation_error_message="Say what is confidential, and why it is.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=100)),
                ("constituency", models.CharField(blank=True, max_length=150, verbose_name="whom the seat speaks for")),
                ("appointer", models.CharField(blank=True, max_length=150, verbose_name="who appoints to it")),
                ("voting", models.BooleanField(default=True)),
                (
                    "term_months",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="months of a term"),
                ),
                (
                    "carry_over_days",
                    models.PositiveSmallIntegerField(default=0, verbose_name="days somebody stays on until replaced"),
                ),
                ("place", models.PositiveSmallIntegerField(default=1, verbose_name="place in the list")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="members.group"
                    ),
                ),
            ],
            options={
                "ordering": ["group", "place", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until_on__isnull", True)),
                        fields=("group", "label"),
                        name="seat_label_once_in_a_group",
                        violation_error_message="This group has a seat of that name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True),
                            ("from_on__isnull", True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="seat_ends_after_it_begins",
                        violation_error_message="A seat cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("term_months__isnull", True),
                            models.Q(("term_months__gte", 1), ("term_months__lte", 120)),
                            _connector="OR",
                        ),
                        name="seat_term_is_a_month_or_more",
                        violation_error_message="A term is between one month and ten years.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carry_over_days", 0),
                            models.Q(("carry_over_days__lte", 366), ("term_months__isnull", False)),
                            _connector="OR",
                        ),
                        name="seat_carries_over_a_term",
                        violation_error_message="Only a seat with a term carries over, for a year at most.",
                    ),
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("formula", "organisation"),
                        name="share_once_for_a_school",
                        violation_error_message="This school has its share already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tenure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "capacity",
                    models.CharField(
                        choices=[("member", "Member"), ("deputy", "Deputy")], default="member", max_length=10
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
                ("carries_until_on", models.DateField(blank=True, null=True, verbose_name="last day they stay on")),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tenures_ended",
                        to="members.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="members.person"
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tenures", to="governance.seat"
                    ),
                ),
            ],
            options={
                "ordering": ["seat", "from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on__isnull", True), ("until_on__gte", models.F("from_on")), _connector="OR"
                        ),
                        name="tenure_ends_after_it_begins",
                        violation_error_message="A tenure cannot end before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("carries_until_on__isnull", True),
                            models.Q(
                                ("capacity", "member"),
                                ("carries_until_on__gte", models.F("until_on")),
                                ("ended_at__isnull", True),
                                ("until_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tenure_carries_over_its_end",
                        violation_error_message="Only a member whose term ran out stays on, from the day it ran out.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False), ("ended_by__isnull", False), ("until_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="tenure_ended_by_somebody",
                        violation_error_message="Whoever ended a tenure, and its last day, are kept.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermsOfReference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("initials", models.CharField(max_length=6, verbose_name="initials for its decisions")),
                ("purpose", models.CharField(max_length=500)),
                ("quorum", models.PositiveSmallIntegerField(verbose_name="voting members who must be in the room")),
                (
                    "voting_rule",
                    models.CharField(
                        choices=[
                            ("majority", "More for than against"),
                            ("two_thirds", "Two thirds of those who vote"),
                            ("consensus", "Nobody against"),
                        ],
                        default="majority",
                        max_length=12,
                        verbose_name="how it decides",
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(default=7, verbose_name="days of notice of a meeting"),
                ),
                (
                    "publication",
                    models.CharField(
                        choices=[
                            ("all", "Agendas, minutes and decisions, but for what is confidential"),
                            ("decisions", "Decisions only"),
                            ("members", "Nothing: members of the partnership read it"),
                        ],
                        default="all",
                        max_length=12,
                        verbose_name="what is public",
                    ),
                ),
                (
                    "chairs_action_pence",
                    models.PositiveBigIntegerField(
                        default=0, verbose_name="most that the chair may spend between meetings"
                    ),
                ),
                ("agreed_on", models.DateField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms_of_reference",
                        to="members.group",
                    ),
                ),
                (
                    "reserve_panel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserve_for",
                        to="members.group",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "terms of reference",
                "ordering": ["group", "version"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "version"),
                        name="terms_one_of_a_version",
                        violation_error_message="This group already has terms of reference of that version.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quorum__gte", 2)),
                        name="terms_need_a_quorum",
                        violation_error_message="A quorum is two people at least.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserve_panel__isnull", True),
                            models.Q(("reserve_panel", models.F("group")), _negated=True),
                            _connector="OR",
                        ),
                        name="terms_reserve_panel_is_another_group",
                        violation_error_message="A group cannot be its own reserve panel.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("publication__in", ["all", "decisions", "members"]),
                            ("voting_rule__in", ["majority", "two_thirds", "consensus"]),
                        ),
                        name="terms_known_rules",
                        violation_error_message="Choose one of the rules for deciding, and one for what is public.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("in_favour", models.PositiveSmallIntegerField(default=0)),
                ("against", models.PositiveSmallIntegerField(default=0)),
                ("abstained", models.PositiveSmallIntegerField(default=0)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="urn", to="governance.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["decision"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="taken back")),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_feeds",
                        to="members.group",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calendar_feeds", to="members.person"
                    ),
                ),
            ],
            options={
                "ordering": ["person", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", False), ("revoked_at__isnull", True)),
                        fields=("person", "group"),
                        name="calendar_feed_one_of_a_group",
                        violation_error_message="There is an address for this group already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("group__isnull", True), ("revoked_at__isnull", True)),
                        fields=("person",),
                        name="calendar_feed_one_of_all",
                        violation_error_message="There is an address for all groups already.",
                    ),
                ],
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
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "place"),
                name="item_place_once_on_an_agenda",
                violation_error_message="Another item has this place on the agenda.",
            ),
        ),
    ]
